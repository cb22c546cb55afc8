"""Another value typed into Claims gives the results that the program gives for the changed claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import cycle
from pathlib import Path
from random import Random

import openpyxl
import pytest

from tests.exporting.generated_cases import Made, coarse, many, written
from tests.exporting.generated_conflicts import days_and_tests, several
from tests.exporting.spreadsheets import (
    Changes,
    address,
    needs_libreoffice,
    recalculated,
    recalculated_one_by_one,
    rows_by_name,
)
from workbench.analysis import Analysis, analyse
from workbench.checking import check
from workbench.exporting import write_workbook
from workbench.exporting.chained_checks import chained_checks
from workbench.exporting.recomputation import Outcome, outcome_of
from workbench.exporting.workbook.claims_sheet import written_claim
from workbench.exporting.workbook.wording import wording
from workbench.model import Claim, Finding, Kind, Period
from workbench.reading import read
from workbench.reference import load

SAMPLES = Path(__file__).parents[2] / "samples"
_LESS = {
    Outcome.INCONSISTENT: ("doubtful", "consistent"),
    Outcome.DOUBTFUL: ("consistent",),
    Outcome.CONSISTENT: (),
    Outcome.ROUNDING: (),
    Outcome.UNKNOWN: (),
}
FACTORS = (Fraction(101, 100), Fraction(9, 10), Fraction(13, 10), Fraction(2), Fraction(1, 3))


def _with_another_value(claim: Claim, factor: Fraction) -> Claim | None:
    """The claim with another number, as if it had been written so; ``None`` for those typed otherwise."""
    quantity, value = claim.quantity, claim.quantity.value
    if value is None or value <= 0 or quantity.is_range or quantity.in_words:
        return None
    if written_claim(claim, "en").digit is not None or not written_claim(claim, "en").live:
        return None
    if quantity.kind is Kind.DATE:
        return _with_another_year(claim, factor)
    step = quantity.step or Decimal(1)
    new = written(Fraction(value) * factor, step)
    if new <= 0 or new == value:
        new = value + step
    unit = coarse(new, step) if quantity.step else quantity.coarse_step
    return replace(claim, quantity=replace(quantity, value=new, coarse_step=unit))


def _with_another_year(claim: Claim, factor: Fraction) -> Claim | None:
    if claim.date is None or not claim.date.is_year:
        return None
    period = Period.year(claim.date.first.year + (1 if factor > 1 else -3))
    return replace(claim, date=period, quantity=replace(claim.quantity, value=Decimal(period.first.year)))


def _changed(made: Made | Analysis, claims: Sequence[Claim], language: str) -> list[Finding]:
    """What the program finds with `claims` in the place of those of their names."""
    new = {claim.id: claim for claim in claims}
    changed = [new.get(claim.id, claim) for claim in made.claims]
    return check(made.document, changed, made.relations, references=made.references, language=language)


def _wanted(made: Made | Analysis, findings: Sequence[Finding]) -> dict[str, Outcome]:
    """The outcome of each row of Checks: of relations alone, and of the conflicts that the sheet already has."""
    alone = {
        finding.relations[0]: outcome_of(finding)
        for finding in findings
        if len(finding.relations) == 1
        and finding.operation != "reference"
        and (finding.implied is None or finding.verdict.value == "implied")
    }
    wrong = {relation for relation, outcome in alone.items() if outcome is Outcome.INCONSISTENT}
    together = {finding.relations: outcome_of(finding) for finding in findings if len(finding.relations) > 1}
    for row in chained_checks(made):
        finding = row.finding
        # Once a relation is wrong by itself, the program no longer judges it together with others.
        if finding.operation != "reference" and not wrong.intersection(finding.relations):
            alone[finding.id] = together.get(finding.relations, Outcome.CONSISTENT)
    return alone


def _cell(claim: Claim, new: Claim, sheet: str, places: dict[str, str]) -> Changes:
    scale = written_claim(claim, "en").scale
    return {(sheet, places[claim.id]): float((new.quantity.value or 0) / scale)}


def _places(path: Path, sheet: str, claims: Sequence[Claim]) -> dict[str, str]:
    book = openpyxl.load_workbook(path)
    return {claim.id: address(book[sheet], "value", claim.id) for claim in claims}


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize("made", [many(31, 5), several(32, 24), days_and_tests(33, 5)], ids=["one", "several", "days"])
def test_hundreds_of_changed_inputs_give_the_results_of_the_program(made: Made, tmp_path: Path) -> None:
    random = Random(34)
    chosen: dict[str, Claim] = {}
    for relation in made.relations:
        claims = [claim for claim in made.claims if claim.id in relation.claims and claim.quantity.hedge is None]
        for claim in random.sample(claims, len(claims)):
            new = _with_another_value(claim, random.choice(FACTORS))
            if new is not None:
                chosen[claim.id] = new
                break
    path = tmp_path / "made.xlsx"
    write_workbook(made, path, language="en")
    before = {
        str(row["id"]): row["result"] for row in rows_by_name(openpyxl.load_workbook(path, data_only=True)["Checks"])
    }
    places = _places(path, "Claims", made.claims)
    cells: Changes = {}
    for claim in made.claims:
        if claim.id in chosen:
            cells |= _cell(claim, chosen[claim.id], "Claims", places)
    computed = recalculated(path, tmp_path, cells)
    words = wording("en").table("results")
    wanted = _wanted(made, _changed(made, list(chosen.values()), "en"))
    after = {str(row["id"]): row["result"] for row in rows_by_name(computed["Checks"])}
    circles = {row.finding.id for row in chained_checks(made) if not row.chain.exact}
    for name, outcome in wanted.items():
        allowed = [words[outcome.value]]
        if name in circles:
            # A circle may need more steps than the sheet has; it never says more than the program.
            allowed += [words[one] for one in _LESS[outcome]]
        assert after[name] in allowed, (name, before[name])
    assert len(chosen) >= 30
    assert len(wanted.keys() - circles) >= 30
    assert sum(before[name] != after[name] for name in wanted) >= 10


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_each_input_of_a_sample_changed_alone_changes_what_it_changes_in_the_program(name: str, tmp_path: Path) -> None:
    analysis = analyse(read(SAMPLES / name), load(SAMPLES / "wuxi-iot-figures.csv"))
    language = analysis.document.language
    texts = wording(language)
    path = tmp_path / "sample.xlsx"
    write_workbook(analysis, path, language=language)
    sheet = texts("sheets", "claims")
    used = {id_ for relation in analysis.relations for id_ in relation.claims}
    places = _places(path, sheet, analysis.claims)
    changes: list[tuple[Claim, Changes]] = []
    for claim, factor in zip(analysis.claims, cycle(FACTORS)):
        new = _with_another_value(claim, factor) if claim.id in used else None
        if new is not None:
            changes.append((new, _cell(claim, new, sheet, places)))
    # A few of them, for each takes a spreadsheet program a second or two; the first and the last among them.
    changes = changes[:: max(1, len(changes) // 4)]
    assert len(changes) >= 2
    books = recalculated_one_by_one(path, tmp_path, [cells for _, cells in changes])
    for (new, cells), book in zip(changes, books, strict=True):
        wanted = _wanted(analysis, _changed(analysis, [new], language))
        after = {str(row["id"]): row["result"] for row in rows_by_name(book[texts("sheets", "checks")])}
        for row, outcome in wanted.items():
            assert after[row] == texts("results", outcome.value), (row, new.text, cells)
