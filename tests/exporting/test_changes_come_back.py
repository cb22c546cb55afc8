"""What a colleague types into the workbook comes back as a list of changes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.exporting.generated_cases import many
from tests.exporting.spreadsheets import address, rows_by_name
from workbench.analysis import analyse
from workbench.exporting import Decisions, write_workbook
from workbench.exporting.decisions import Judged, SourceNote
from workbench.exporting.round_trip import Subject, WorkbookReadError, read_changes
from workbench.exporting.workbook.wording import wording
from workbench.reading import read_text

TEXT = "The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn."
DECIDED = Decisions(
    verdicts={"c1": Judged("exact", "AB", datetime(2026, 5, 4))},
    notes={"c1": "seen in the table"},
    sources=[SourceNote("s1", "c1", "Yearbook", "http://example.org")],
)


def test_an_untouched_workbook_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    analysis = analyse(read_text(TEXT))
    write_workbook(analysis, path, decisions=DECIDED)
    returned = read_changes(path, analysis, DECIDED)
    assert returned.changes == []
    assert returned.problems == []


def test_no_generated_number_comes_back_changed(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    made = many(seed=9, each=3)
    write_workbook(made, path, language="fr")
    assert read_changes(path, made).changes == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_values_hedges_verdicts_and_notes_come_back(language: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    analysis = analyse(read_text(TEXT), language=language)
    write_workbook(analysis, path, language=language, decisions=DECIDED)
    texts = wording(language)
    book = openpyxl.load_workbook(path)
    claims, findings = book[texts("sheets", "claims")], book[texts("sheets", "findings")]
    gap = next(claim.id for claim in analysis.claims if "671.7" in claim.text)
    for name, value in (
        ("value", 617.7),
        ("hedge", texts("hedges", "about")),
        ("verdict", {"en": "Wrong", "fr": "Faux"}[language]),
        ("note", "=not a formula"),
        ("checked_by", "CD"),
        ("source", "Statistical office"),
    ):
        claims[address(claims, name, gap)] = value
    claims[address(claims, "note", gap)].data_type = "s"
    findings[address(findings, "verdict", "f1")] = texts("choices", "dismissed")
    findings[address(findings, "note", "f1")] = "another base"
    book.save(path)
    returned = read_changes(path, analysis, DECIDED)
    assert returned.problems == []
    of_claim = {c.field: (c.old, c.new) for c in returned.changes if c.subject is Subject.CLAIM and c.target == gap}
    assert of_claim["value"] == ("671700000000", "617700000000")
    assert of_claim["hedge"] == ("", "about")
    assert of_claim["verdict"][1] == "wrong"
    assert of_claim["note"][1] == "=not a formula"
    assert of_claim["checked_by"][1] == "CD"
    assert of_claim["source"][1] == "Statistical office"
    of_finding = [c for c in returned.changes if c.subject is Subject.FINDING]
    assert {(c.target, c.shown, c.field, c.new) for c in of_finding} == {
        (analysis.findings[0].key, "f1", "verdict", "dismissed"),
        (analysis.findings[0].key, "f1", "note", "another base"),
    }


def test_what_cannot_be_read_is_told_and_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    analysis = analyse(read_text(TEXT))
    write_workbook(analysis, path)
    book = openpyxl.load_workbook(path)
    claims = book["Claims"]
    first = analysis.claims[0].id
    claims[address(claims, "value", first)] = "about six hundred"
    claims[address(claims, "verdict", first)] = "Perhaps"
    claims.append(["c999"])
    claims.append([first])
    book.save(path)
    returned = read_changes(path, analysis)
    assert returned.changes == []
    assert len(returned.problems) == 4
    assert any("six hundred" in problem for problem in returned.problems)


def test_numbers_typed_as_text_in_french_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    analysis = analyse(read_text(TEXT))
    write_workbook(analysis, path, language="fr")
    book = openpyxl.load_workbook(path)
    claims = book["Chiffres"]
    gap = next(claim.id for claim in analysis.claims if "671.7" in claim.text)
    claims[address(claims, "value", gap)] = "1\u202f617,7"
    book.save(path)
    assert [change.new for change in read_changes(path, analysis).changes] == ["1617700000000"]


def test_files_that_are_not_this_workbook_are_refused(tmp_path: Path) -> None:
    analysis = analyse(read_text(TEXT))
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(WorkbookReadError, match="Excel workbook"):
        read_changes(wrong, analysis)
    empty = openpyxl.Workbook()
    empty.save(wrong)
    with pytest.raises(WorkbookReadError, match="no sheet of figures"):
        read_changes(wrong, analysis)
    write_workbook(analyse(read_text("Another 20 million euros.")), wrong)
    with pytest.raises(WorkbookReadError, match="another document"):
        read_changes(wrong, analysis)
    with zipfile.ZipFile(wrong, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 501_000_000)
    with pytest.raises(WorkbookReadError, match="unpacks to more than"):
        read_changes(wrong, analysis)


def test_a_file_kept_with_a_source_is_named_and_no_part_of_what_comes_back(tmp_path: Path) -> None:
    analysis = analyse(read_text("Sales rose 5% to 20 million euros."))
    claim = analysis.claims[0].id
    source = SourceNote("s1", claim, "Release", "https://example.org", attachment="ab" * 32, attachment_name="a.pdf")
    decisions = Decisions(sources=[source])
    path = tmp_path / "book.xlsx"
    write_workbook(analysis, path, decisions=decisions)
    book = openpyxl.load_workbook(path)
    row = next(row for row in rows_by_name(book["Claims"]) if row["id"] == claim)
    assert row["attached"] == f"a.pdf (SHA-256 {'ab' * 32})"
    assert row["source"] == "Release https://example.org"
    assert rows_by_name(book["References"])[0]["attached"] == row["attached"]
    assert read_changes(path, analysis, decisions).changes == []


def test_a_date_typed_into_the_workbook_is_not_lost_in_silence(tmp_path: Path) -> None:
    analysis = analyse(
        read_text("The society was founded on 12 March 1898. In 2021 sales rose 5% to 20 million euros.")
    )
    path = tmp_path / "book.xlsx"
    write_workbook(analysis, path)
    assert read_changes(path, analysis).problems == []
    book = openpyxl.load_workbook(path)
    founded = next(claim.id for claim in analysis.claims if "1898" in claim.text)
    book["Claims"][address(book["Claims"], "period_start", founded)] = datetime(1998, 3, 12)
    book.save(path)
    found = read_changes(path, analysis)
    assert found.changes == []
    (problem,) = found.problems
    assert "1998-03-12" in problem
    assert "From" in problem
