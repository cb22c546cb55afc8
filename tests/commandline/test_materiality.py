"""Differences too small to matter to the analyst are let pass, in the report and in the workbook alike."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from workbench.__main__ import main

# The amounts make it a rise of 33.1 %; 12.5 % at most is stated, which is 62 % less.
WRONG = "Sales rose 12% to $317.8 million in 2023, from $238.7 million in 2022."


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "text.txt"
    path.write_text(WRONG, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ([], 1),
        (["--materiality", "0"], 1),
        (["--materiality", "61%"], 1),
        (["--materiality", "63%"], 0),
        (["--materiality", "63 %"], 0),
        (["--materiality", "0,63"], 0),
        (["--materiality", "0.63"], 0),
    ],
)
def test_a_difference_within_what_is_set_is_no_inconsistency(text: str, options: list[str], status: int) -> None:
    assert main(["check", text, *options]) == status


def test_what_is_let_pass_is_told_as_such(text: str, tmp_path: Path) -> None:
    found = tmp_path / "found.json"
    assert main(["check", text, "--materiality", "63%", "--json", str(found)]) == 0
    (finding,) = json.loads(found.read_text(encoding="utf-8"))["findings"]
    assert finding["verdict"] == "consistent"
    assert "materiality" in json.dumps(finding)


@pytest.mark.parametrize(("threshold", "status", "result"), [("0.61", 1, "Inconsistent"), ("0.63", 0, "Consistent")])
def test_the_workbook_has_the_same_threshold_and_result(
    text: str, tmp_path: Path, threshold: str, status: int, result: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    book = tmp_path / "book.xlsx"
    assert main(["check", text, "--xlsx", str(book), "--materiality", threshold]) == status
    opened = openpyxl.load_workbook(book, data_only=True)
    ((sheet, cell),) = opened.defined_names["materiality_rel"].destinations
    assert opened[sheet][cell].value == float(threshold)
    results = {cell.value for row in opened["Checks"].iter_rows() for cell in row}
    assert results & {"Consistent", "Inconsistent"} == {result}
