"""The workbook about a whole batch, and what it finds between documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbench.__main__ import main
from workbench.commandline.across import Across, Conflict, conflicts
from workbench.commandline.archive_index import ArchiveIndex
from workbench.model import Verdict

WRONG = "Sales rose 12% to $317.8 million in 2023, from $238.7 million in 2022."


def _checked(tmp_path: Path, texts: dict[str, str], *options: str) -> Path:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps({"id": name, "text": text, "lang": "en"}) for name, text in texts.items()]
    source.write_text("\n".join(lines), encoding="utf-8")
    assert main(["batch", str(source), "-o", str(target), "--seconds", "0", *options]) == 0
    return target


def _between(tmp_path: Path, texts: dict[str, str]) -> list[Conflict]:
    with ArchiveIndex() as index, _checked(tmp_path, texts).open("rb") as lines:
        index.add_lines(lines)
        return list(conflicts(index))


def _sheets(path: Path) -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def test_documents_and_findings_come_ranked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    texts = {"quiet": "The town has 12 shops.", "=HYPERLINK(1)": WRONG, "two": f"{WRONG}\n\n{WRONG}"}
    _checked(tmp_path, texts, "--summary", str(tmp_path / "s.xlsx"))
    documents, findings, _, _ = _sheets(tmp_path / "s.xlsx")
    assert documents[0][0] == "Document"
    assert documents[1][0] == "two"
    assert documents[1][4] == 2
    assert [row[0] for row in documents[2:]] == ["=HYPERLINK(1)", "quiet"]
    assert [row[0] for row in findings[1:]] == [1, 2, 3]
    assert {row[2] for row in findings[1:]} == {"inconsistent"}
    assert all("Sales rose 12%" in row[6] for row in findings[1:])


def test_texts_of_documents_never_become_formulas_or_links(tmp_path: Path) -> None:
    name = "=1+1"
    _checked(tmp_path, {name: WRONG, "https://example.org": WRONG}, "--summary", str(tmp_path / "s.xlsx"))
    for sheet in openpyxl.load_workbook(tmp_path / "s.xlsx"):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_the_workbook_speaks_the_language_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    _checked(tmp_path, {"a": WRONG}, "--summary", str(tmp_path / "s.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert book.sheetnames == ["Documents", "Constats", "Entre documents", "Chiffres répétés"]
    assert book["Constats"]["C2"].value == "incohérent"


def test_figures_that_come_back_are_counted(tmp_path: Path) -> None:
    texts = {f"d{year}": f"In {year}, unemployment in France was 8.1%." for year in (2019, 2020, 2021)}
    _checked(tmp_path, texts, "--summary", str(tmp_path / "s.xlsx"))
    (_, row) = _sheets(tmp_path / "s.xlsx")[3]
    assert row[0] == "8.1%"
    assert row[3:] == (3, 3, "2019 … 2021", "d2019", "d2021")


def test_a_text_that_was_not_checked_is_listed_with_the_reason(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("{broken\n", encoding="utf-8")
    command = ["batch", str(source), "-o", str(tmp_path / "o.jsonl"), "--seconds", "0"]
    assert main([*command, "--summary", str(tmp_path / "s.xlsx")]) == 0
    assert "line 1" in _sheets(tmp_path / "s.xlsx")[0][1][9]


def test_the_summary_must_not_take_the_place_of_another_file(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "12"}\n', encoding="utf-8")
    for summary in (source, tmp_path / "o.jsonl", tmp_path):
        assert main(["batch", str(source), "-o", str(tmp_path / "o.jsonl"), "--summary", str(summary)]) == 2
    assert source.read_text(encoding="utf-8").startswith("{")


def test_one_figure_with_two_values_names_both_documents(tmp_path: Path) -> None:
    (found,) = _between(
        tmp_path,
        {
            "a": "In France, unemployment was 8.1% in 2022.",
            "b": "In France, unemployment was 8.1% in 2022.",
            "c": "In France, unemployment stood at 7.3 percent in 2022.",
        },
    )
    assert (found.kind, found.verdict) == (Across.DIFFERENT, Verdict.INCONSISTENT)
    assert (found.first.name, found.first.documents, found.second.name) == ("a", 2, "c")


@pytest.mark.parametrize(
    "other",
    [
        "In France, unemployment was 7.3% in 2021.",
        "In Spain, unemployment was 7.3% in 2022.",
        "In France, inflation was 7.3% in 2022.",
        "In France, unemployment was about 8% in 2022.",
        "In France, unemployment was 8.10% in 2022.",
        "In France, unemployment rose by 0.3% in 2022.",
    ],
)
def test_figures_on_different_things_stay_silent(tmp_path: Path, other: str) -> None:
    assert not _between(tmp_path, {"a": "In France, unemployment was 8.1% in 2022.", "b": other})


def test_an_archive_with_many_values_on_a_subject_is_not_told_exactly_enough(tmp_path: Path) -> None:
    texts = {f"d{n}": f"In France, unemployment was {n}.1% in 2022." for n in range(5, 9)}
    assert not _between(tmp_path, texts)
    del texts["d8"]
    assert len(_between(tmp_path, texts)) == 2


def test_a_document_with_two_values_of_its_own_is_not_held_against_others(tmp_path: Path) -> None:
    own = "In France, unemployment was 8.1% in 2022. In France, unemployment was 5.4% in 2022."
    assert not _between(tmp_path, {"a": own, "b": "In France, unemployment was 7.3% in 2022."})


def test_a_level_and_its_growth_contradict_the_year_before_elsewhere(tmp_path: Path) -> None:
    now = "In 2012, the IoT industry of Wuxi was worth 79.2 billion yuan, up 10.3% from a year earlier."
    before = "In 2011, the IoT industry of Wuxi was worth {} billion yuan."
    (found,) = _between(tmp_path, {"now": now, "before": before.format("60.4")})
    assert (found.kind, found.verdict) == (Across.FOLLOWS, Verdict.DOUBTFUL)
    assert (found.first.name, found.second.name) == ("now", "before")
    assert "71\u00a0805\u00a0" in found.ends or "71\u00a08" in found.ends
    assert not _between(tmp_path, {"now": now, "before": before.format("71.8")})


def test_a_share_that_never_changes_is_told_when_its_level_moved(tmp_path: Path) -> None:
    share = "In {} Jiangsu accounted for 25% of the national IoT market."
    level = " In {} the IoT market of China was worth {} billion yuan."
    moved = {
        "a": share.format(2010) + level.format(2010, 200),
        "b": share.format(2011),
        "c": share.format(2012) + level.format(2012, 365),
    }
    (found,) = _between(tmp_path, moved)
    assert (found.kind, found.first.name, found.second.name) == (Across.STALE, "a", "c")
    assert "200 billion yuan (2010)" in found.ends
    assert not _between(tmp_path, {**moved, "c": share.format(2012) + level.format(2012, 201)})
    assert not _between(tmp_path, {**moved, "b": share.format(2011).replace("25", "27")})
