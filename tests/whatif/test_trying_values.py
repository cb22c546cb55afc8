"""Other values tried on the claims of a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.case_texts import GAP, claim_reading, snapshot
from workbench.case import AdoptValue, Case
from workbench.model import Document, Verdict
from workbench.whatif import Sheet, try_values


@pytest.fixture
def case(tmp_path: Path) -> Case:
    with Case.create(tmp_path / "a.case", who="Ann") as opened:
        opened.add_document(Document(GAP + "\nOf 300 towns, 30 answered, or 10 %.", language="en"))
        yield opened


def test_the_checks_a_value_touches_are_shown_old_beside_new(case: Case) -> None:
    claim = claim_reading(case, "d1", "671.7")
    outcome = try_values(case, "d1", {claim: "617.7"})
    assert outcome.rows
    for row in outcome.rows:
        assert row.verdicts == (Verdict.INCONSISTENT, Verdict.CONSISTENT)
        assert row.changed
        assert claim in row.before.claims
    assert len(outcome.flips.settled) == len(outcome.rows)


def test_nothing_leaks_into_the_case(case: Case) -> None:
    claim = claim_reading(case, "d1", "671.7")
    before, findings, steps = snapshot(case), list(case.findings("d1")), case.steps()
    outcome = try_values(case, "d1", {claim: "617.7"})
    Sheet(case.claims("d1"), "en", tried=outcome.tried).compute((f"{claim} * 2",))
    assert (snapshot(case), case.findings("d1"), case.steps()) == (before, findings, steps)


def test_the_sheet_computes_with_what_is_tried(case: Case) -> None:
    claim = claim_reading(case, "d1", "671.7")
    outcome = try_values(case, "d1", {claim: "617.7"})
    (found,) = Sheet(case.claims("d1"), "en", tried=outcome.tried).compute((claim,))
    assert found.value.point == 617_700_000_000


def test_the_repair_a_finding_names_settles_it(case: Case) -> None:
    finding = next(finding for finding in case.open_findings("d1") if finding.repairs)
    repair = finding.repairs[0]
    outcome = try_values(case, "d1", {repair.claim: repair.text})
    assert finding.key in outcome.flips.settled


def test_what_cannot_be_read_is_refused_beside_what_can(case: Case) -> None:
    claim = claim_reading(case, "d1", "671.7")
    outcome = try_values(case, "d1", {claim: "617.7", "c99": "1", "c2": "???"})
    assert set(outcome.tried) == {claim}
    assert set(outcome.refused) == {"c99", "c2"}


def test_adopting_makes_the_outcome_come_true(case: Case) -> None:
    claim = claim_reading(case, "d1", "671.7")
    outcome = try_values(case, "d1", {claim: "617.7"})
    change = case.do(AdoptValue("d1", claim, {"value": "617.7"}))
    assert change.flips == outcome.flips
    assert case.entry("d1", claim).claim == outcome.tried[claim]
    case.undo()
    assert case.open_findings("d1")
