"""A text that takes too long costs that text only, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from workbench.__main__ import main
from workbench.commandline.crews import Processes
from workbench.commandline.limits import ends_process_after
from workbench.commandline.pool import run_in_order
from workbench.commandline.records import Line, lost


def _hang_on_five(numbers: Sequence[int]) -> list[int]:
    done = []
    for number in numbers:
        with ends_process_after(1):
            if number == 5:
                # One call into C that does not come back in time and does not listen to signals.
                pow(3, 10**9)
        done.append(10 * number)
    return done


def _minus(number: int, after: float) -> int:
    return -number if after >= 1 else 0


def test_a_text_that_hangs_is_given_up_and_the_rest_goes_on_in_order() -> None:
    handfuls = [range(start, start + 4) for start in range(0, 16, 4)]
    with closing(Processes(2)) as crew:
        results = list(run_in_order(handfuls, _hang_on_five, _minus, crew))
    assert results == [-5 if number == 5 else 10 * number for number in range(16)]


def test_the_limit_leaves_alone_what_keeps_it() -> None:
    kept = []
    for seconds in (60, 0):
        with ends_process_after(seconds):
            kept.append(seconds)
    assert kept == [60, 0]


def test_the_reason_names_the_limit_only_when_it_was_reached() -> None:
    line = Line(1, b'{"id": "a", "text": "12 shops"}')
    assert "more than 3 s" in lost(line, 3.2, 3)["error"]
    assert "more than" not in lost(line, 1.0, 3)["error"]
    assert lost(line, 9.0, 0)["id"] == "a"


def test_with_a_limit_the_result_is_the_same(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "12 of the 40 shops, or 25%, closed."}\n', encoding="utf-8")
    for name, seconds in (("with", "60"), ("without", "0")):
        assert main(["batch", str(source), "-o", str(tmp_path / name), "--seconds", seconds]) == 0
    assert (tmp_path / "with").read_bytes() == (tmp_path / "without").read_bytes()


@pytest.mark.parametrize("word", ["-1", "1.5", "soon", "1000000"])
def test_only_whole_seconds_are_taken(word: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["batch", "in.jsonl", "-o", "out.jsonl", "--seconds", word])
