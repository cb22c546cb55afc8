"""`workbench batch` over an archive: one line for each record, in order, whatever single records hold."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from contextlib import closing
from multiprocessing import active_children
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import pytest

from workbench.__main__ import main
from workbench.commandline.archive import fingerprint
from workbench.commandline.crews import Processes
from workbench.commandline.pool import run_in_order
from workbench.commandline.unfinished import Unfinished

WRONG = "Sales rose 12% to $317.8 million in 2023, from $238.7 million in 2022."


def run(tmp_path: Path, lines: list[Any], jobs: int = 1) -> list[dict[str, Any]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"".join(_line(line) for line in lines))
    assert main(["batch", str(source), "-o", str(target), "--jobs", str(jobs), "--seconds", "0"]) == 0
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def _line(line: Any) -> bytes:
    return (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n"


def test_each_record_gives_a_line_in_the_same_order(tmp_path: Path) -> None:
    records = [{"id": f"r{i}", "text": f"The town has {i} shops, {i + 1} more than in 2021."} for i in range(150)]
    out = run(tmp_path, records)
    assert [entry["id"] for entry in out] == [record["id"] for record in records]
    assert set(out[0]) == {"id", "lang", "claims", "relations", "findings"}


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    records = [{"id": i, "text": f"{WRONG} There were {i} shops."} for i in range(150)]
    assert run(tmp_path, records, jobs=2) == run(tmp_path, records, jobs=1)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_offsets_fit_the_text_of_the_record_unchanged(tmp_path: Path, newline: str) -> None:
    text = f"🙂 Results{newline}{newline}Sales rose 12% to $317.8 million{newline}in 2023, from $283.7 million in 2022."
    (entry,) = run(tmp_path, [{"id": 1, "text": text, "lang": "en"}])
    assert {"12%", "$317.8 million", "$283.7 million"} <= {claim["text"] for claim in entry["claims"]}
    assert all(claim["text"] == text[claim["start"] : claim["end"]] for claim in entry["claims"])


def test_bad_records_are_reported_in_their_place(tmp_path: Path) -> None:
    out = run(
        tmp_path,
        [
            {"id": "a", "text": WRONG},
            b"{not json",
            b"[1, 2]",
            b'"text"',
            {"id": "no text"},
            {"id": "number", "text": 12},
            {"id": "language", "text": "12 shops", "lang": "tlh"},
            b"",
            b"[" * 100_000,
            b'{"id": ' + b"9" * 5000 + b', "text": "12 shops"}',
            {"text": "12 shops"},
            {"id": "z", "text": WRONG},
        ],
    )
    assert [entry["id"] for entry in out] == [
        "a", None, None, None, "no text", "number", "language", None, None, None, "z",
    ]  # fmt: skip
    assert ["error" in entry for entry in out] == [False, *[True] * 8, False, False]
    assert all("\n" not in entry["error"] for entry in out if "error" in entry)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "12 \ud800 13 % \udc00",
        "\ufeff12 %",
        "\ufffd" * 100,
        "1" * 10_000,
        "1e999999999",
        "0" * 5000 + "1",
    ],
)
def test_odd_texts_are_checked_like_others(tmp_path: Path, text: str) -> None:
    (entry,) = run(tmp_path, [{"id": 1, "text": text}])
    assert "error" not in entry
    assert all(claim["text"] == text[claim["start"] : claim["end"]] for claim in entry["claims"])


def test_damaged_bytes_in_a_line_cost_a_character_not_the_record(tmp_path: Path) -> None:
    (entry,) = run(tmp_path, [b'{"id": 1, "text": "caf\xe9: 12 shops"}'])
    assert "12" in [claim["text"][:2] for claim in entry["claims"]]


def test_languages_may_come_with_their_country(tmp_path: Path) -> None:
    out = run(
        tmp_path, [{"id": i, "text": "12 %", "lang": code} for i, code in enumerate(["fr-FR", "EN_us", "", None])]
    )
    assert [entry["lang"] for entry in out] == ["fr", "en", "en", "en"]


def test_a_folder_is_read_file_by_file_in_the_order_of_names(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    (folder / "more").mkdir(parents=True)
    (folder / "b.txt").write_text(WRONG, encoding="utf-8")
    (folder / "a.md").write_text("# 12 shops\n", encoding="utf-8")
    (folder / "more" / "c.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    target = tmp_path / "out.jsonl"
    assert main(["batch", str(folder), "-o", str(target), "--seconds", "0"]) == 0
    out = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [entry["id"] for entry in out] == ["a.md", "b.txt", "more/c.txt"]
    assert "empty" in out[2]["error"]


def test_a_run_that_cannot_start_says_why_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.jsonl"
    assert main(["batch", str(tmp_path / "none.jsonl"), "-o", str(target)]) == 2
    assert "none.jsonl" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main(["batch", str(tmp_path / "empty"), "-o", str(target)]) == 2
    assert main(["batch", str(tmp_path), "-o", str(tmp_path)]) == 2
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "12 shops"}\n', encoding="utf-8")
    assert main(["batch", str(source), "-o", str(tmp_path / "none" / "out.jsonl")]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "in.jsonl"]


def test_a_result_never_takes_the_place_of_its_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    record = '{"id": 1, "text": "12 shops"}\n'
    source.write_text(record, encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to(source)
    for name in ("in.jsonl", "link.jsonl"):
        assert main(["batch", str(source), "-o", str(tmp_path / name)]) == 2
        assert main(["batch", str(source), "-o", str(tmp_path / "out"), "--summary", str(tmp_path / name)]) == 2
    assert "input" in capsys.readouterr().err
    assert source.read_text(encoding="utf-8") == record
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "link.jsonl"]


def test_one_document_is_not_taken_for_a_list_of_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, records = tmp_path / "release.txt", tmp_path / "records.txt"
    document.write_text(WRONG, encoding="utf-8")
    records.write_text('\ufeff {"id": 1, "text": "12 shops"}\n', encoding="utf-8")
    target = tmp_path / "out.jsonl"
    assert main(["batch", str(document), "-o", str(target), "--seconds", "0"]) == 2
    assert "workbench check" in capsys.readouterr().err
    assert not target.exists()
    assert main(["batch", str(records), "-o", str(target), "--seconds", "0"]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == 1


def test_results_and_files_that_are_no_documents_are_left_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("12 shops", encoding="utf-8")
    for name in ("._a.txt", ".hidden.txt", "~$a.docx"):
        (tmp_path / name).write_bytes(b"\0\0")
    target, summary = tmp_path / "out.jsonl", tmp_path / "summary.xlsx"
    for _ in range(2):
        assert main(["batch", str(tmp_path), "-o", str(target), "--summary", str(summary), "--seconds", "0"]) == 0
        assert [json.loads(line)["id"] for line in target.read_text(encoding="utf-8").splitlines()] == ["a.txt"]


def test_the_result_goes_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1, "text": "12 shops"}\n', encoding="utf-8")
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "real" / "out.jsonl")
    assert main(["batch", str(tmp_path / "in.jsonl"), "-o", str(link), "--seconds", "0"]) == 0
    assert link.is_symlink()
    assert json.loads((tmp_path / "real" / "out.jsonl").read_text(encoding="utf-8"))["id"] == 1
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["out.jsonl"]


def test_a_result_needs_the_name_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text('{"id": 1, "text": "12 shops"}\n', encoding="utf-8")
    assert main(["batch", "in.jsonl", "-o", "-"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_an_array_is_not_taken_for_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.json"
    source.write_text(json.dumps([{"id": 1, "text": "12 shops"}], indent=1), encoding="utf-8")
    assert main(["batch", str(source), "-o", str(tmp_path / "out.jsonl")]) == 2
    assert "JSONL" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in.json"]


def test_the_reasons_are_pointed_to_when_texts_were_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, [{"id": 1, "text": "12 shops"}])
    assert "error" not in capsys.readouterr().err
    run(tmp_path, [{"id": 1, "text": "12 shops"}, b"{broken"])
    told = capsys.readouterr().err
    assert "not checked: 1" in told
    assert '"error"' in told


def _end_on_seven(numbers: Any) -> list[int]:
    import os

    for number in numbers:
        if number == 7:
            os._exit(1)
    return [10 * number for number in numbers]


def _minus(number: int, _after: float) -> int:
    return -number


def test_an_item_that_ends_its_process_costs_that_item_only() -> None:
    handfuls = [range(start, start + 4) for start in range(0, 40, 4)]
    with closing(Processes(2)) as crew:
        results = list(run_in_order(handfuls, _end_on_seven, _minus, crew))
    assert results == [-7 if number == 7 else 10 * number for number in range(40)]


def _never_end() -> None:
    threading.Event().wait()


def test_closing_a_crew_ends_what_its_processes_are_doing() -> None:
    crew = Processes(2)
    crew.submit(_never_end)
    ends = {process.sentinel for process in active_children()}
    assert ends
    crew.close()
    while ends:
        ended = wait(ends, 60)
        assert ended
        ends.difference_update(ended)


_KILLED = """
import os, signal, time
from workbench.commandline.crews import Processes
if __name__ == "__main__":
    crew = Processes(2)
    crew.submit(os.getpid).result()
    crew.submit(time.sleep, 3600)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_processes_end_with_the_one_that_started_them_however_it_ends(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(_KILLED, encoding="utf-8")
    # The processes hold the pipe too: it ends when the last of them is gone.
    run = subprocess.run([sys.executable, str(script)], capture_output=True, check=False, timeout=60)
    assert run.returncode == -signal.SIGKILL


def test_a_run_that_was_broken_off_is_taken_up_with_the_same_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [{"id": number, "text": f"{WRONG} There were {number} shops."} for number in range(40)]
    whole = run(tmp_path, [*records, b"{broken"])
    result = (tmp_path / "out.jsonl").read_bytes()
    lines = result.splitlines(keepends=True)
    # What a killed process leaves: a number of whole lines, and half of one.
    unfinished = Unfinished(tmp_path / "out.jsonl", fingerprint(str(tmp_path / "in.jsonl")))
    with unfinished.open() as file:
        file.write(b"".join(lines[:25]) + lines[25][:30])
    (tmp_path / "out.jsonl").unlink()
    capsys.readouterr()
    assert main(["batch", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl"), "--seconds", "0"]) == 0
    assert (tmp_path / "out.jsonl").read_bytes() == result
    assert "25" in capsys.readouterr().err.splitlines()[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]
    assert len(whole) == 41


def test_what_is_left_of_another_input_is_not_taken_up(tmp_path: Path) -> None:
    run(tmp_path, [{"id": 1, "text": "12 shops"}])
    with Unfinished(tmp_path / "out.jsonl", fingerprint(str(tmp_path / "in.jsonl"))).open() as file:
        file.write((tmp_path / "out.jsonl").read_bytes())
    assert [entry["id"] for entry in run(tmp_path, [{"id": 2, "text": "13 shops"}, {"id": 3, "text": "14"}])] == [2, 3]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_with_a_column_of_texts(tmp_path: Path, separator: str) -> None:
    source, target = tmp_path / ("in.tsv" if separator == "\t" else "in.csv"), tmp_path / "out.jsonl"
    rows = [["id", "lang", "text"], ["a", "en", '"12 shops\nin ""Lyon"""'], ["", "", '"13 % de plus, soit 14"']]
    source.write_text("\n".join(separator.join(row) for row in rows), encoding="utf-8-sig")
    assert main(["batch", str(source), "-o", str(target), "--seconds", "0"]) == 0
    out = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [(entry["id"], entry["lang"]) for entry in out] == [("a", "en"), (2, "fr")]


def test_a_table_without_texts_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_text("id,body\n1,12 shops\n", encoding="utf-8")
    assert main(["batch", str(source), "-o", str(tmp_path / "out.jsonl")]) == 2
    assert "text" in capsys.readouterr().err


def test_a_parquet_file_with_a_column_of_texts(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra 'cluster' is not installed")
    from pyarrow import parquet

    source, target = tmp_path / "in.parquet", tmp_path / "out.jsonl"
    texts = [f"The town has {number} shops." for number in range(600)]
    parquet.write_table(pyarrow.table({"id": list(range(600)), "text": texts}), source)
    assert main(["batch", str(source), "-o", str(target), "--seconds", "0"]) == 0
    out = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [entry["id"] for entry in out] == list(range(600))
    assert all("error" not in entry for entry in out)
