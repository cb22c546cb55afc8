"""A place that takes no file: one clear reason in the reader's language, and nothing destroyed or left behind."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import workbench
from workbench.analysis import Analysis
from workbench.exporting import reason_of, write_html, write_workbook
from workbench.exporting.memo import write_memo

WRITERS: list[Callable[[Analysis, Path], None]] = [write_workbook, write_html, write_memo]
TEXT = "Revenue rose 12% to €317.8 million, from €238.7 million in 2022."


@pytest.mark.parametrize("write", WRITERS)
def test_folders_pipes_and_missing_places_are_refused(write: Callable[[Analysis, Path], None], tmp_path: Path) -> None:
    analysis = workbench.check(TEXT)
    folder, pipe, missing = tmp_path / "folder", tmp_path / "pipe", tmp_path / "missing" / "report"
    folder.mkdir()
    os.mkfifo(pipe)
    for place, code in ((folder, errno.EISDIR), (pipe, errno.ENOTSUP), (missing, errno.ENOENT)):
        with pytest.raises(OSError, match=r"\w") as refused:
            write(analysis, place)
        assert refused.value.errno == code
    assert pipe.is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "pipe"]
    assert not list(folder.iterdir())


def test_reasons_are_told_in_both_languages() -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert reason_of(full, "en") == "the disk is full"
    assert reason_of(full, "fr") == "le disque est plein"
    assert reason_of(OSError("odd"), "fr") == "odd"
