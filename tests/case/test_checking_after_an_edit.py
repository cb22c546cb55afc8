"""After each operation the findings are those of the claims as they are now, and the change says what flipped."""

from __future__ import annotations

import json
import sqlite3
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.case.case_texts import GAP, claim_reading
from workbench.case import (
    CHECK_SETTING,
    RULES_OFF_SETTING,
    SCALE_SETTING,
    AddReferenceTable,
    AddRelation,
    Case,
    Change,
    ChangeSetting,
    DeleteRelation,
    EditClaim,
    EditRefusedError,
    Status,
    What,
    analysis_of,
    scale_text,
)
from workbench.case.recheck import derive, signature
from workbench.checking.settings import Settings
from workbench.model import Document, Kind, Period, Quantity, ReferenceFigure, Verdict


def long_text(paragraphs: int) -> str:
    """Many small conflicts, and some numbers that agree."""
    lines = []
    for number in range(paragraphs):
        stated = 617.7 if number % 3 else 671.7
        lines.append(
            f"In region {number} the trade gap reached ${stated}bn, 24.4% above the previous record of $496.5bn. "
            f"Exports came to $1.15 trillion and imports to $1.76 trillion. "
            f"Of {300 + number} towns, {30 + number} answered."
        )
    return "\n".join(lines)


def verdicts(case: Case, document: str) -> set[tuple[str, str]]:
    return {(finding.key, finding.verdict.value) for finding in case.findings(document)}


def test_an_edit_settles_what_it_repairs(case: Case, gap: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    wrong = {finding.key for finding in case.open_findings(gap)}
    assert wrong
    change = case.do(EditClaim(gap, claim, {"value": "617.7"}))
    assert set(change.flips.settled) == wrong
    assert change.flips.new == ()
    assert change.flips.sentence("en") == f"{len(wrong)} findings settled, none new"
    assert change.flips.sentence("fr").endswith("aucun nouveau")
    assert case.open_findings(gap) == []
    assert case.statuses(gap)[claim].status in (Status.CONSISTENT, Status.WITHIN_ROUNDING)
    back = case.undo()
    assert set(back.flips.new) == wrong
    assert case.statuses(gap)[claim].status is Status.INCONSISTENT


def test_a_relation_by_hand_is_checked_at_once(case: Case, gap: str) -> None:
    less, more = claim_reading(case, gap, "1.15"), claim_reading(case, gap, "1.76")
    change = case.do(AddRelation(gap, formula=f"{less} > {more}"))
    assert len(change.flips.new) == 1
    (relation,) = (relation for relation in case.relations(gap) if relation.id == "a1")
    assert relation.claims == (less, more)
    assert case.formula(gap, "a1") == f"{less} > {more}"
    case.do(DeleteRelation(gap, "a1"))
    assert all(relation.id != "a1" for relation in case.relations(gap))


def test_a_relation_of_the_text_stays_removed(case: Case, gap: str, path: Path) -> None:
    relation = next(r for r in case.relations(gap) if r.operation.value == "growth")
    case.do(DeleteRelation(gap, relation.id, "another base"))
    assert signature(relation) not in map(signature, case.relations(gap))
    case.recheck((gap,))
    assert signature(relation) not in map(signature, case.relations(gap))
    assert all(finding.operation != "growth" for finding in case.findings(gap))
    case.undo()
    assert signature(relation) in map(signature, case.relations(gap))


def test_relations_keep_their_ids_when_others_come_and_go(case: Case, gap: str) -> None:
    before = {signature(relation): relation.id for relation in case.relations(gap)}
    claim = claim_reading(case, gap, "1.15")
    case.do(EditClaim(gap, claim, {"unit": "EUR"}))
    case.undo()
    assert {signature(relation): relation.id for relation in case.relations(gap)} == before


def test_a_long_text_is_checked_around_the_edit_as_a_whole_check_would(case: Case) -> None:
    document = case.add_document(Document(long_text(40), language="en"))
    claims = [claim for claim in case.claims(document) if claim.text in ("$671.7bn", "$617.7bn")]
    known = Quantity(Kind.MONEY, Decimal("640e9"), unit="USD", step=Decimal("1e9"), coarse_step=Decimal("1e10"))
    figures = tuple(
        ReferenceFigure(f"g{number}", "trade gap", f"region {number}", Period.year(2004), known) for number in range(40)
    )
    case.do(AddReferenceTable("gaps", figures))
    for claim in claims:
        fields = {"indicator": "trade gap", "scope": f"region {claims.index(claim)}", "period": "2004"}
        case.do(EditClaim(document, claim.id, fields), recheck=False)
    case.recheck()
    for claim, typed in zip(claims[::5], ("617.7", "671.7", "600", "617.7", "617.8") * 4, strict=False):
        case.do(EditClaim(document, claim.id, {"value": typed}))
        whole = derive(case._state.inputs(document, "en"))
        assert verdicts(case, document) == {(finding.key, finding.verdict.value) for finding in whole.findings}
        assert {signature(r) for r in case.relations(document)} == {signature(r) for r in whole.relations}
        assert len({finding.id for finding in case.findings(document)}) == len(case.findings(document))


def test_a_long_text_waits_for_a_whole_check_that_a_worker_makes(case: Case) -> None:
    document = case.add_document(Document(long_text(40), language="en"))
    claim = claim_reading(case, document, "671.7")
    assert case.check_job(document) is None
    case.do(EditClaim(document, claim, {"value": "617.7"}))
    job = case.check_job(document)
    assert not case.is_checked(document)
    derived = job.run()
    case.do(EditClaim(document, claim, {"value": "671.7"}))
    assert case.install(job, derived) is None
    job = case.check_job(document)
    change = case.install(job, job.run())
    assert change.action == "check"
    assert not change.flips.any
    assert case.is_checked(document)


def test_a_rule_is_switched_off_for_the_case_and_on_again(case: Case, gap: str) -> None:
    rule = next(relation.rule for relation in case.relations(gap) if relation.operation.value == "growth")
    case.do(ChangeSetting(RULES_OFF_SETTING, json.dumps([rule])))
    assert all(relation.rule != rule for relation in case.relations(gap))
    case.undo()
    assert any(relation.rule == rule for relation in case.relations(gap))


def test_what_is_immaterial_is_let_pass(case: Case, gap: str) -> None:
    assert case.open_findings(gap)
    change = case.do(ChangeSetting(CHECK_SETTING, '{"materiality-relative": "0.4"}'))
    assert change.flips.settled
    assert case.open_findings(gap) == []
    assert analysis_of(case, gap).settings.materiality_relative == Fraction(2, 5)
    case.undo()
    assert case.open_findings(gap)
    assert analysis_of(case, gap).settings == Settings()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (CHECK_SETTING, "[]"),
        (CHECK_SETTING, '{"effort": "1"}'),
        (CHECK_SETTING, '{"significance": 0.05}'),
        (CHECK_SETTING, '{"significance": "-1"}'),
        (CHECK_SETTING, '{"significance": "1/0"}'),
        (CHECK_SETTING, '{"significance": "1e99999999"}'),
        (RULES_OFF_SETTING, "{}"),
        (RULES_OFF_SETTING, "[1]"),
        ("anything", "not json"),
    ],
)
def test_settings_that_are_none_are_refused(case: Case, setting: str, value: str) -> None:
    with pytest.raises(EditRefusedError):
        case.do(ChangeSetting(setting, value))


def test_a_setting_another_program_broke_is_the_default(case: Case, gap: str, path: Path) -> None:
    valid = {CHECK_SETTING: "{}", RULES_OFF_SETTING: "[]", SCALE_SETTING: scale_text(case.verdict_scale())}
    for setting, value in valid.items():
        case.do(ChangeSetting(setting, value))
    before = verdicts(case, gap)
    case.close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE records SET payload = '{\"value\": \"[{\"}' WHERE kind = 'setting'")
    other.close()
    with Case.open(path) as again:
        again.recheck()
        assert verdicts(again, gap) == before
        assert "exact" in {step.id for step in again.verdict_scale()}


def test_everyone_who_watches_is_told_after_the_step(case: Case, gap: str) -> None:
    heard: list[Change] = []
    stop = case.subscribe(heard.append)
    me = object()
    done = case.do(EditClaim(gap, "c1", {"scope": "US"}), initiator=me)
    assert heard == [done]
    assert done.initiator is me
    assert {What.CLAIMS, What.FINDINGS} <= done.what
    assert done.documents == (gap,)
    stop()
    case.undo()
    assert len(heard) == 1


def test_explanations_change_their_language(case: Case, gap: str) -> None:
    english = [finding.explanation.text for finding in case.findings(gap)]
    case.set_language("fr")
    french = [finding.explanation.working for finding in case.findings(gap)]
    assert french
    assert [finding.explanation.title for finding in case.findings(gap)] != english


def test_a_reopened_case_is_checked_when_asked(path: Path) -> None:
    with Case.create(path) as case:
        document = case.add_document(Document(GAP))
        before = verdicts(case, document)
    with Case.open(path) as case:
        assert not case.is_checked(document)
        change = case.recheck()
        assert verdicts(case, document) == before
        assert not change.flips.any


@pytest.mark.parametrize(
    ("formula", "operation", "roles"),
    [
        ("c1 = c3 * c4", "share", {"part": "c1", "share": "c3", "whole": "c4"}),
        ("c3 = c1 / c4", "share", {"part": "c1", "share": "c3", "whole": "c4"}),
        ("c4 = c1 ÷ c3", "share", {"part": "c1", "share": "c3", "whole": "c4"}),
        ("c1 = c4 × (1 + c3)", "growth", {"after": "c1", "before": "c4", "rate": "c3"}),
        ("c4 = c1 / (1 + c3)", "growth", {"after": "c1", "before": "c4", "rate": "c3"}),
        ("C7 = C1 + C6", "sum", {"total": "c7", "part": "c1"}),
        ("c1 = c7 − c6", "difference", {"change": "c1", "after": "c7", "before": "c6"}),
        ("c7-c6=c1", "difference", {"change": "c1", "after": "c7", "before": "c6"}),
        ("c1 = 2 * c4", "multiple", {"result": "c1", "base": "c4"}),
        ("c1 = c4", "restatement", {"first": "c1", "second": "c4"}),
        ("c1 < c4", "order", {"greater": "c4", "lesser": "c1"}),
        ("c1 >= c4", "bound", {"greater": "c1", "lesser": "c4"}),
    ],
)
def test_a_formula_is_the_relation_it_says(
    case: Case, gap: str, formula: str, operation: str, roles: dict[str, str]
) -> None:
    assert claim_reading(case, gap, "24.4") == "c3"
    if any(_same(case, gap, operation, roles, relation.id) for relation in case.relations(gap)):
        with pytest.raises(EditRefusedError):
            case.do(AddRelation(gap, formula=formula))
        return
    change = case.do(AddRelation(gap, formula=formula))
    (relation,) = (r for r in case.relations(gap) if r.id == change.select.relations[0])
    assert relation.operation.value == operation
    assert {role: relation.role(role).claim for role in roles} == roles


def _same(case: Case, document: str, operation: str, roles: dict[str, str], relation_id: str) -> bool:
    relation = next(r for r in case.relations(document) if r.id == relation_id)
    found = {role: relation.role(role).claim for role in roles if relation.role(role)}
    return relation.operation.value == operation and found == roles


@pytest.mark.parametrize(
    "formula",
    ["", "c1", "c1 =", "c1 = c99", "c1 = c1 + c4", "c1 = c3 * c4 * c6", "c1 + c4 = c6 + c7", "1 = 2", "c1 = (c4",
     "c1 = c4 ** c6", "c1 = c4 $ c6", "c1 = " + "c4 + " * 200 + "c6", "c1 > c4 + c6"],
)  # fmt: skip
def test_a_formula_that_is_none_is_refused(case: Case, gap: str, formula: str) -> None:
    with pytest.raises(EditRefusedError) as refusal:
        case.do(AddRelation(gap, formula=formula))
    assert "{" not in refusal.value.said("fr") + str(refusal.value)


def test_findings_are_consistent_for_the_repaired_text(case: Case) -> None:
    document = case.add_document(Document(GAP.replace("671.7", "617.7"), language="en"))
    assert {finding.verdict for finding in case.findings(document)} <= {Verdict.CONSISTENT, Verdict.IMPLIED}
