"""Nothing that was reported done is lost when the process is killed at any moment. See killing.py for the long run."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.case.killing import kill_many
from workbench.case import Case, Target, unsaved_cases


def test_killed_processes_lose_nothing(tmp_path: Path) -> None:
    assert kill_many(6, tmp_path) == []


def test_all_steps_before_the_kill_can_be_undone(tmp_path: Path) -> None:
    assert kill_many(1, tmp_path, first_seed=7) == []
    with Case.open(tmp_path / "0.case") as case:
        while case.undo(recheck=False) is not None:
            pass
        assert case.documents() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX systems")
def test_an_unsaved_case_of_a_killed_process_is_offered_again(own_data_folder: Path) -> None:
    script = textwrap.dedent(
        """
        from workbench.case import *
        from workbench.model import Document
        case = Case.create(who="worker")
        case.do(AddDocument(Document("It was 12.", title="Draft")), recheck=False)
        case.do(SetNote(Target.of_document("d1"), "half done"))
        print("done", flush=True)
        input()
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout.readline() == "done\n"
        assert unsaved_cases() == []
        worker.kill()
        worker.wait()
    (found,) = unsaved_cases()
    assert found.titles == ("Draft",)
    with Case.open(found.path) as case:
        assert case.note(Target.of_document("d1")).text == "half done"
