"""The program ends well whenever it is left: no crash in the last moment, however much is under way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from shiboken6 import Shiboken

from tests.ui.conftest import TRADE, Desk
from tests.ui.leaving import ROOT, WAYS, leave, long_text
from workbench.ui.clipboard import leave_clipboard_to_qt


# The others are in the long run: python -m tests.ui.leaving 100
@pytest.mark.parametrize("way", [way for way in WAYS if way not in ("at once", "dialogs")])
def test_the_program_ends_well_when_it_is_left(way: str, tmp_path: Path) -> None:
    ended = leave(way, tmp_path, [ROOT / "samples" / "wuxi-iot-summit.en.txt", long_text(tmp_path)])
    said = [line for line in ended.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (ended.returncode, said) == (0, [])
    unfinished = [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert not unfinished


def test_what_was_copied_is_still_there_after_the_program(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.trigger("claims.copy")
    before = QGuiApplication.clipboard().mimeData()
    formats = {name: bytes(before.data(name).data()) for name in before.formats()}
    assert Shiboken.createdByPython(before)
    desk.application.close()
    after = QGuiApplication.clipboard().mimeData()
    assert not Shiboken.createdByPython(after)
    assert {name: bytes(after.data(name).data()) for name in after.formats()} == formats


def test_an_empty_copy_is_left_too(qapp: object) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    leave_clipboard_to_qt()
    assert not Shiboken.createdByPython(QGuiApplication.clipboard().mimeData())
