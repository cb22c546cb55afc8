"""The rules whose breach makes Excel offer a repair hold for every workbook that can come out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.exporting.excel_rules import broken_rules
from tests.exporting.generated_cases import Made, many
from tests.exporting.generated_conflicts import days_and_tests, several
from workbench.analysis import analyse
from workbench.exporting import write_workbook
from workbench.exporting.decisions import Decisions, Judged, LogEntry, SourceNote, VersionRow
from workbench.reading import read, read_text
from workbench.reference import load

SAMPLES = Path(__file__).parents[2] / "samples"
NOW = datetime(2026, 5, 4, 9, 30)
NASTY = "=A1 & <b> ]]> \x00\x1b \ud800 \ufffe 😀 _x0041_ 'quoted' \"twice\" " + "&" * 200 + "\u202e right to left"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_the_workbook_of_every_sample_keeps_the_rules(name: str, language: str, tmp_path: Path) -> None:
    analysis = analyse(read(SAMPLES / name), load(SAMPLES / "wuxi-iot-figures.csv"), language)
    path = tmp_path / "sample.xlsx"
    write_workbook(analysis, path, language=language, now=NOW)
    assert broken_rules(path) == []


@pytest.mark.parametrize("made", [many(1, 2), several(2, 2), days_and_tests(3, 2)], ids=["one", "several", "days"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_checks_of_every_kind_keep_the_rules(made: Made, language: str, tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    write_workbook(made, path, language=language, now=NOW)
    assert broken_rules(path) == []


def test_what_people_and_hostile_texts_put_in_keeps_the_rules(tmp_path: Path) -> None:
    document = read_text(
        f"{NASTY}\n\nSales of {NASTY} rose 5% to 20 million euros from 10 million euros.\n\n" + "9" * 400
    )
    document.title = NASTY * 5
    analysis = analyse(document)
    said = Judged("exact", NASTY, NOW, NASTY * 300, changed_since=True)
    decisions = Decisions(
        verdicts={claim.id: said for claim in analysis.claims},
        second_verdicts={claim.id: said for claim in analysis.claims},
        notes={claim.id: NASTY * 300 for claim in analysis.claims},
        findings={finding.key: said for finding in analysis.findings},
        sources=[SourceNote("s1", "c1", NASTY, NASTY * 300, NASTY, NASTY, True, NASTY, "a" * 64, NASTY)],
        log=[LogEntry(NOW, NASTY, NASTY, NASTY, NASTY * 300, NASTY, NASTY)],
        versions=[VersionRow(NASTY, (NASTY, NASTY), NASTY, True)],
        version_names=(NASTY, NASTY),
        preparer=NASTY,
        reviewer=NASTY,
        questions=(NASTY * 300,),
        changed_since=frozenset(claim.id for claim in analysis.claims),
    )
    path = tmp_path / "nasty.xlsx"
    write_workbook(analysis, path, decisions=decisions, now=NOW)
    assert broken_rules(path) == []


def test_the_rules_catch_a_workbook_that_breaks_them(tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Bad")
        sheet.write_formula("A1", "=XLOOKUP(1,A2:A3,B2:B3)")
        sheet.write_formula("A2", "=" + "+".join(["A3"] * 4000))
        sheet.write_formula("A3", "='Elsewhere'!A1")
        sheet.merge_range("C1:D1", "merged")
        sheet.data_validation("E1", {"validate": "list", "source": ["a", "b"]})
        sheet.write_url("F1", "https://example.org")
        book.define_name("Sheet_ok", "='Gone'!$A$1")
    found = "\n".join(broken_rules(path))
    for expected in (
        "XLOOKUP",
        "characters",
        "no sheet Elsewhere",
        "mergeCell",
        "written out",
        "out of the file",
        "Gone",
    ):
        assert expected in found
