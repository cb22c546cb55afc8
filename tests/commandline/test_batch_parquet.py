"""`workbench batch -o OUT.parquet`: what JSONL holds, in a table."""

from __future__ import annotations

import builtins
import json
from pathlib import Path
from typing import Any

import pytest

from workbench.__main__ import main
from workbench.commandline.archive import fingerprint
from workbench.commandline.unfinished import Unfinished

TEXT = "Sales rose 12% to $317.8 million in 2023, from $238.7 million in 2022."


def _archive(folder: Path, count: int) -> Path:
    source = folder / "in.jsonl"
    records = [{"id": f"r{number}", "text": f"{TEXT} There were {number} shops."} for number in range(count)]
    lines = [json.dumps(record) for record in [*records, {"id": 7, "text": "12 \ud800 shops"}]]
    source.write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    return source


def _batch(source: Path, target: Path, *options: str) -> int:
    return main(["batch", str(source), "-o", str(target), "--seconds", "0", *options])


def _rows(path: Path) -> list[dict[str, Any]]:
    from pyarrow import parquet

    rows: list[dict[str, Any]] = parquet.ParquetFile(path).read().to_pylist()
    return rows


def test_a_table_holds_what_the_lines_hold(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra 'cluster' is not installed")
    source = _archive(tmp_path, 5)
    assert _batch(source, tmp_path / "out.jsonl") == 0
    assert _batch(source, tmp_path / "out.parquet") == 0
    rows = _rows(tmp_path / "out.parquet")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["key"] for row in rows] == list(range(7))
    assert [row["id"] for row in rows] == ["r0", "r1", "r2", "r3", "r4", "7", None]
    for row, line in zip(rows[:5], lines[:5], strict=True):
        assert {name: row[name] for name in line} == line
        assert row["error"] is None
    assert rows[6]["error"] == lines[6]["error"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "out.parquet"]


def test_parts_hold_as_many_documents_as_asked_for(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra 'cluster' is not installed")
    source, folder = _archive(tmp_path, 5), tmp_path / "parts.parquet"
    for _ in range(2):
        assert _batch(source, folder, "--part-rows", "3") == 0
        parts = sorted(folder.iterdir())
        assert [part.name for part in parts] == ["part-00000.parquet", "part-00001.parquet", "part-00002.parquet"]
        assert [[row["key"] for row in _rows(part)] for part in parts] == [[0, 1, 2], [3, 4, 5], [6]]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow", reason="the extra 'cluster' is not installed")
    folder = tmp_path / "own.parquet"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    assert _batch(_archive(tmp_path, 1), folder, "--part-rows", "3") == 2
    assert _batch(_archive(tmp_path, 1), folder) == 2
    assert "own.parquet" in capsys.readouterr().err
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_broken_run_is_taken_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow", reason="the extra 'cluster' is not installed")
    source, target = _archive(tmp_path, 20), tmp_path / "out.parquet"
    assert _batch(source, tmp_path / "out.jsonl") == 0
    assert _batch(source, target) == 0
    whole = _rows(target)
    with Unfinished(target, fingerprint(str(source))).open() as file:
        file.write((tmp_path / "out.jsonl").read_bytes()[:-30])
    target.unlink()
    capsys.readouterr()
    assert _batch(source, target) == 0
    assert "21" in capsys.readouterr().err.splitlines()[0]
    assert _rows(target) == whole


def test_without_the_extra_the_reason_is_told_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = builtins.__import__

    def without_pyarrow(name: str, *others: Any, **more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return found(name, *others, **more)

    monkeypatch.setattr(builtins, "__import__", without_pyarrow)
    assert _batch(_archive(tmp_path, 1), tmp_path / "out.parquet") == 2
    assert "workbench[cluster]" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_parts_are_for_parquet_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _batch(_archive(tmp_path, 1), tmp_path / "out.jsonl", "--part-rows", "3") == 2
    assert ".parquet" in capsys.readouterr().err
