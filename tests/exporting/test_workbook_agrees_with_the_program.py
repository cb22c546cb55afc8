"""What the workbook computes by itself is what the program found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.exporting.generated_cases import Made, many
from tests.exporting.generated_conflicts import days_and_tests, several
from tests.exporting.spreadsheets import address, formula_cells, needs_libreoffice, recalculated, rows_by_name, same
from workbench.analysis import Analysis, analyse
from workbench.exporting import write_workbook
from workbench.exporting.recomputation import Outcome, outcome_of
from workbench.exporting.workbook.wording import wording
from workbench.model import Hedge
from workbench.model.readings import expected
from workbench.reading import read, read_text
from workbench.reference import load

TEXTS = {
    "en": (
        "The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn. Exports rose to $1.15 trillion "
        "and imports to $1.76 trillion. In March the town counted 1,200 firms, of which 480 industrial, "
        "that is 40% of them. "
        "The fund holds 2.5 million euros: 1.8 billion euros, 500 million euros and 200 million euros. "
        "Sales rose 12% to 336 million euros from 300 million euros. More than half of the 900 members, 480, voted."
    ),
    "fr": (
        "En 2021, les ventes ont dépassé 350 milliards de yuans, soit 50 % de celles de la province et près de 25 % du "
        "total national. Le chiffre d'affaires est passé de 412 à 438 millions d'euros, soit une hausse de 6,3 %. "
        "Sur les 168 communes,  87 ont répondu, soit 51,8 %. La dette atteint 15 664 milliards, contre 13 712 "
        "milliards, soit une hausse de 14,2 %."
    ),
}


def _program(made: Made | Analysis) -> dict[str, Outcome]:
    """The verdict of each relation that one finding is about, alone."""
    return {
        finding.relations[0]: outcome_of(finding)
        for finding in made.findings
        if len(finding.relations) == 1
        and (finding.implied is None or finding.verdict.value == "implied")
        and finding.operation != "reference"
    }


@needs_libreoffice
@pytest.mark.libreoffice
def test_more_than_two_hundred_generated_checks_recalculate_to_the_verdict_of_the_program(tmp_path: Path) -> None:
    made = many(seed=11, each=16)
    path = tmp_path / "made.xlsx"
    write_workbook(made, path)
    computed = recalculated(path, tmp_path)
    expected = _program(made)
    words = wording("en").table("results")
    compared: Counter[str] = Counter()
    for row in rows_by_name(computed["Checks"]):
        outcome = expected.get(str(row["id"]))
        if outcome is not None:
            assert row["result"] == words[outcome.value], row
            compared[outcome.value] += 1
    assert sum(compared.values()) >= 200
    assert set(compared) == {outcome.value for outcome in Outcome}
    for sheet, place, stored in formula_cells(path):
        assert same(stored, computed[sheet][place].value), (sheet, place, stored)


def _verdicts(made: Made | Analysis, rows: dict[str, dict[str, object]], words: dict[str, str]) -> Counter[str]:
    """Compares every finding that says whether numbers fit with its row of Checks; counts them by how they say it."""
    live: Counter[str] = Counter()
    for finding in made.findings:
        together = len(finding.relations) > 1 or finding.operation == "reference"
        if not finding.relations or (finding.implied is not None and finding.verdict.value == "implied"):
            continue
        own = finding.id in rows
        if together and not own:
            # A value that several relations imply is on the sheet of implied values.
            assert finding.verdict.value in ("implied", "consistent"), finding
            continue
        row = rows[finding.id if own else finding.relations[0]]
        assert row["result"] == words[outcome_of(finding).value], (finding, row)
        live["words" if row["low"] is None else "live"] += 1
    return live


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("made", "at_least"), [(several(19, 20), 120), (days_and_tests(15, 12), 130)], ids=["several", "days and tests"]
)
def test_conflicts_of_several_relations_dates_and_tests_recalculate_to_their_verdicts(
    made: Made, at_least: int, tmp_path: Path
) -> None:
    path = tmp_path / "made.xlsx"
    write_workbook(made, path)
    computed = recalculated(path, tmp_path)
    rows = {str(row["id"]): row for row in rows_by_name(computed["Checks"])}
    said = _verdicts(made, rows, wording("en").table("results"))
    relations = {str(row["id"]) for row in rows.values() if row["low"] is not None}
    assert len(relations) >= at_least
    # Only what needs more than narrowing step by step stays in words.
    assert said["words"] * 10 <= said["live"]
    for sheet, place, stored in formula_cells(path):
        assert same(stored, computed[sheet][place].value), (sheet, place, stored)


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_cell_of_a_real_text_changes_when_it_is_recalculated(language: str, tmp_path: Path) -> None:
    analysis = analyse(read_text(TEXTS[language]), language=language)
    assert len(analysis.relations) >= 3
    path = tmp_path / "text.xlsx"
    write_workbook(analysis, path, language=language)
    computed = recalculated(path, tmp_path)
    checked = 0
    for sheet, place, stored in formula_cells(path):
        assert same(stored, computed[sheet][place].value), (sheet, place, stored)
        checked += 1
    assert checked > 300
    words, expected = wording(language).table("results"), _program(analysis)
    for row in rows_by_name(computed[wording(language)("sheets", "checks")]):
        outcome = expected.get(str(row["id"]))
        if outcome is not None:
            assert row["result"] == words[outcome.value], row


@needs_libreoffice
@pytest.mark.libreoffice
def test_another_value_in_claims_gives_the_verdict_that_the_changed_text_has(tmp_path: Path) -> None:
    text = "The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn."
    wrong, right = analyse(read_text(text)), analyse(read_text(text.replace("671.7", "617.7")))
    path = tmp_path / "gap.xlsx"
    write_workbook(wrong, path)
    book = openpyxl.load_workbook(path, data_only=True)
    growth = rows_by_name(book["Checks"])[0]
    assert growth["result"] == "Inconsistent"
    claim = next(row["id"] for row in rows_by_name(book["Claims"]) if row["value"] == 671.7)
    place = address(book["Claims"], "value", claim)
    computed = recalculated(path, tmp_path, {("Claims", place): 617.7})
    words = wording("en").table("results")
    assert _program(right) != _program(wrong)
    for row in rows_by_name(computed["Checks"]):
        assert row["result"] == words[_program(right)[str(row["id"])].value]
    summary = {row[1].value: row[2].value for row in computed["Summary"].iter_rows(max_col=3)}
    assert summary["Inconsistent"] == 0
    assert next(row for row in rows_by_name(computed["Findings"]))["result"] in ("Consistent", "Within rounding")


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_hedge_typed_in_claims_is_read_as_the_program_reads_it(tmp_path: Path) -> None:
    made = many(seed=5, each=1)
    path = tmp_path / "made.xlsx"
    write_workbook(made, path)
    changed = [claim for claim in made.claims if claim.quantity.hedge is None and claim.quantity.step == 1]
    assert changed
    claim = changed[0]
    place = address(openpyxl.load_workbook(path)["Claims"], "hedge", claim.id)
    computed = recalculated(path, tmp_path, {("Claims", place): "more than"})
    sheet_row = rows_by_name(computed["Claims"])[made.claims.index(claim)]
    box = expected(replace(claim.quantity, hedge=Hedge.OVER))
    assert (sheet_row["low"], sheet_row["high"]) == (float(box.low or 0), float(box.high or 0))


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_value_tried_on_the_what_if_sheet_changes_checks_and_not_claims(tmp_path: Path) -> None:
    analysis = analyse(read_text("The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn."))
    path = tmp_path / "gap.xlsx"
    write_workbook(analysis, path)
    sheet = openpyxl.load_workbook(path, data_only=True)["What-if"]
    claim = next(row["claim"] for row in rows_by_name(sheet) if row["written"] == 671.7)
    computed = recalculated(path, tmp_path, {("What-if", address(sheet, "yours", claim)): 617.7})
    assert rows_by_name(computed["Checks"])[0]["result"] in ("Consistent", "Within rounding")
    assert 671.7 in [line["value"] for line in rows_by_name(computed["Claims"])]
    tried = rows_by_name(computed["What-if"])
    assert tried[0]["old"] == "Inconsistent"
    assert tried[0]["differs"] == "→"


SAMPLES = Path(__file__).parents[2] / "samples"


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_every_check_of_every_sample_recalculates_to_its_verdict(name: str, tmp_path: Path) -> None:
    analysis = analyse(read(SAMPLES / name), load(SAMPLES / "wuxi-iot-figures.csv"))
    language = analysis.document.language
    path = tmp_path / "sample.xlsx"
    write_workbook(analysis, path, language=language)
    computed = recalculated(path, tmp_path)
    for sheet, place, stored in formula_cells(path):
        assert same(stored, computed[sheet][place].value), (sheet, place, stored)
    texts, expected = wording(language), _program(analysis)
    rows = {str(row["id"]): row for row in rows_by_name(computed[texts("sheets", "checks")])}
    assert _verdicts(analysis, rows, texts.table("results"))["live"] >= 2
    assert expected.keys() <= rows.keys()
    for relation, outcome in expected.items():
        assert rows[relation]["result"] == texts("results", outcome.value)
