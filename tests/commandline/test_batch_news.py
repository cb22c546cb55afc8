"""What a terminal shows while a batch goes on, and what a pipe does not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from workbench.commandline.archive import entries
from workbench.commandline.news import News
from workbench.commandline.records import File, Line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def lines(count: int) -> list[Line]:
    return [Line(number, b"", number / count) for number in range(1, count + 1)]


def shown(stream: io.StringIO, done: int = 0) -> list[str]:
    clock = Clock()
    news = News(done, 0, stream, clock)
    for _ in news.watched(lines(100)):
        clock.now += 2
        news.add(ok=True)
    return [part.strip() for part in stream.getvalue().split("\r") if part.strip()]


def test_a_terminal_shows_rate_and_time_left() -> None:
    told = shown(Terminal())
    assert told[9] == "10 texts, 0.5 texts/s, 20.0 s, 0:03:00 left"
    assert told[-1].endswith("0:00:00 left")


def test_time_left_counts_from_where_a_broken_run_is_taken_up() -> None:
    told = shown(Terminal(), done=90)
    assert told[4] == "95 texts, 0.5 texts/s, 10.0 s, 0:00:10 left"


def test_a_pipe_stays_quiet() -> None:
    assert shown(io.StringIO()) == []


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv"])
def test_the_last_entry_of_a_file_ends_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text('text\n{"text": "12 shops"}\n{"text": "13 shops"}\n', encoding="utf-8")
    with entries(str(path)) as found:
        assert [entry.share for entry in found][-1] == 1.0


def test_files_of_a_folder_count_alike(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text("12 shops", encoding="utf-8")
    with entries(str(tmp_path)) as found:
        assert [(entry.id, entry.share) for entry in found if isinstance(entry, File)] == [
            ("a.txt", 0.25),
            ("b.txt", 0.5),
            ("c.txt", 0.75),
            ("d.txt", 1.0),
        ]
