"""Nothing that was reported done is lost when the process is killed at any moment. See killing.py for the long run."""

from __future__ import annotations

from pathlib import Path

from tests.case.killing import kill_many
from workbench.case import Case


def test_killed_processes_lose_nothing(tmp_path: Path) -> None:
    assert kill_many(6, tmp_path) == []


def test_all_steps_before_the_kill_can_be_undone(tmp_path: Path) -> None:
    assert kill_many(1, tmp_path, first_seed=7) == []
    with Case.open(tmp_path / "0.case") as case:
        while case.undo(recheck=False) is not None:
            pass
        assert case.documents() == ()
