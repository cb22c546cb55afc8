"""Verdicts, readers, decisions on findings, sources, notes, sign-off."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.case.case_texts import GAP, claim_reading
from workbench.case import (
    SCALE_SETTING,
    AddSource,
    Case,
    ChangeSetting,
    Choice,
    DecideFinding,
    EditClaim,
    EditRefusedError,
    RemoveSource,
    SetNote,
    SetSecondVerdict,
    SetVerdict,
    SignOffDocument,
    Status,
    Target,
    Together,
    VerdictStep,
    dismissal_reasons,
    scale_text,
)
from workbench.model import Document


def test_a_dismissed_finding_stays_dismissed(path: Path) -> None:
    with Case.create(path) as case:
        document = case.add_document(Document(GAP))
        count = len(case.open_findings(document))
        key = case.open_findings(document)[0].key
        case.do(DecideFinding(document, key, Choice.DISMISSED, "other-scope", "two bureaus"))
        assert len(case.open_findings(document)) == count - 1
        case.recheck((document,))
        assert len(case.open_findings(document)) == count - 1
    with Case.open(path) as case:
        case.recheck()
        assert len(case.open_findings(document)) == count - 1
        assert case.decision(document, key).note == "two bureaus"
        case.do(DecideFinding(document, key, None))
        assert len(case.open_findings(document)) == count


def test_a_decision_no_longer_counts_once_a_number_is_edited(case: Case, gap: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    for finding in case.open_findings(gap):
        case.do(DecideFinding(gap, finding.key, Choice.DISMISSED, "rounding"))
    assert case.open_findings(gap) == []
    assert case.statuses(gap)[claim].status is Status.UNCHECKED
    case.do(EditClaim(gap, claim, {"value": "900"}))
    assert case.open_findings(gap)
    assert not case.decision_counts(gap, case.open_findings(gap)[0])
    case.undo()
    assert case.open_findings(gap) == []


@pytest.mark.parametrize(("reason", "note"), [("", ""), ("because", ""), ("other", " ")])
def test_dismissing_needs_a_reason(case: Case, gap: str, reason: str, note: str) -> None:
    key = case.open_findings(gap)[0].key
    with pytest.raises(EditRefusedError):
        case.do(DecideFinding(gap, key, Choice.DISMISSED, reason, note))
    assert case.decision(gap, key) is None


def test_a_deferred_finding_is_still_open_and_an_accepted_one_is_not(case: Case, gap: str) -> None:
    first, second = case.open_findings(gap)[:2]
    case.do(DecideFinding(gap, first.key, Choice.DEFERRED))
    case.do(DecideFinding(gap, second.key, Choice.ACCEPTED, verdict="wrong", note="see table 3"))
    assert [finding.key for finding in case.open_findings(gap)] == [first.key]
    assert case.verdict(Target.finding(gap, second.key)).verdict == "wrong"


def test_a_decision_on_a_finding_no_longer_made_is_not_lost(case: Case, gap: str) -> None:
    finding = case.open_findings(gap)[0]
    case.do(DecideFinding(gap, finding.key, Choice.ACCEPTED))
    relation = finding.relations[0]
    from workbench.case import DeleteRelation

    case.do(DeleteRelation(gap, relation))
    kept = dict(case.decisions_not_found(gap))
    assert kept[finding.key].title == finding.explanation.title


def test_reasons_have_names_in_both_languages() -> None:
    assert all(names["en"] and names["fr"] for names in dismissal_reasons().values())


def test_the_second_reader_does_not_see_the_first_verdict_before_giving_theirs(case: Case, gap: str) -> None:
    target = Target.claim(gap, "c1")
    case.do(SetVerdict(target, "exact", "seen in the table"))
    assert case.review(target, "Ann").first.verdict == "exact"
    hidden = case.review(target, "Bea")
    assert (hidden.first, hidden.first_hidden, hidden.agree) == (None, True, None)
    with pytest.raises(EditRefusedError):
        case.do(SetSecondVerdict(target, "exact"))
    case.who = "Bea"
    case.do(SetSecondVerdict(target, "wrong", "table 4 says otherwise"))
    shown = case.review(target, "Bea")
    assert (shown.first.by, shown.second.by, shown.agree) == ("Ann", "Bea", False)


def test_one_person_in_both_parts_is_logged_with_the_reason(case: Case, gap: str) -> None:
    target = Target.claim(gap, "c1")
    case.do(SetVerdict(target, "exact"))
    case.do(SetSecondVerdict(target, "exact", override="alone on duty"))
    assert case.log()[-1].reason == "alone on duty"


def test_a_number_edited_after_its_verdict_asks_to_be_looked_at_again(case: Case, gap: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    case.do(
        Together(
            (EditClaim(gap, claim, {"value": "617.7"}), SetVerdict(Target.claim(gap, claim), "wrong", "digits swapped"))
        )
    )
    assert case.statuses(gap)[claim].decided
    assert not case.statuses(gap)[claim].changed_since
    case.do(EditClaim(gap, claim, {"scope": "US"}))
    assert not case.statuses(gap)[claim].changed_since
    case.do(EditClaim(gap, claim, {"value": "618"}))
    assert case.statuses(gap)[claim].changed_since
    case.undo()
    assert not case.statuses(gap)[claim].changed_since


def test_the_scale_of_verdicts_is_the_cases_own(case: Case, gap: str) -> None:
    steps = (VerdictStep("ok", "Fine", "Bon", 5), VerdictStep("no", "Not fine", "Pas bon", 1))
    case.do(ChangeSetting(SCALE_SETTING, scale_text(steps)))
    assert case.verdict_scale() == steps
    with pytest.raises(EditRefusedError):
        case.do(SetVerdict(Target.claim(gap, "c1"), "exact"))
    case.do(SetVerdict(Target.claim(gap, "c1"), "ok"))
    case.undo()
    case.undo()
    assert "exact" in {step.id for step in case.verdict_scale()}


@pytest.mark.parametrize(
    "value", ["", "[]", "{", '[{"id": "a"}]', "[" * 5000, '[{"id":"a","en":"","fr":"","rating":9}]']
)
def test_a_scale_that_is_none_is_refused(case: Case, value: str) -> None:
    if not value:
        assert case.do(ChangeSetting(SCALE_SETTING, "")).what == frozenset()
        return
    with pytest.raises(EditRefusedError):
        case.do(ChangeSetting(SCALE_SETTING, value))


def test_sources_keep_their_file_in_the_case(path: Path) -> None:
    content = bytes(range(256)) * 100
    with Case.create(path, who="Ann") as case:
        document = case.add_document(Document(GAP))
        target = Target.claim(document, "c1")
        case.do(
            AddSource(target, "https://example.org/a", date(2026, 3, 1), "617.7", "Table 3", True, content, "t.pdf")
        )
    with Case.open(path) as case:
        (source,) = case.sources(target)
        assert (source.accessed, source.quote, source.by, source.primary) == (date(2026, 3, 1), "617.7", "Ann", True)
        assert case.attachment(source) == ("t.pdf", content)
        case.do(RemoveSource(document, source.id))
        assert case.sources(target) == []
        case.undo()
        assert case.attachment(case.sources(target)[0]) == ("t.pdf", content)


def test_a_file_too_big_to_keep_is_refused(case: Case, gap: str) -> None:
    with pytest.raises(EditRefusedError) as refusal:
        case.do(AddSource(Target.claim(gap, "c1"), "x", attachment=bytes(100 * 2**20 + 1)))
    assert "100" in refusal.value.said("fr")
    assert case.sources(Target.claim(gap, "c1")) == []


def test_an_empty_source_and_an_empty_note_are_none(case: Case, gap: str) -> None:
    target = Target.claim(gap, "c1")
    with pytest.raises(EditRefusedError):
        case.do(AddSource(target))
    case.do(SetNote(target, " to check "))
    assert case.note(target).text == "to check"
    case.do(SetNote(target, "  "))
    assert case.note(target) is None


def test_sign_off_waits_for_decisions(case: Case, gap: str) -> None:
    with pytest.raises(EditRefusedError) as refusal:
        case.do(SignOffDocument(gap))
    assert case.open_findings(gap)[0].explanation.title in refusal.value.said("fr")
    for finding in case.open_findings(gap):
        case.do(DecideFinding(gap, finding.key, Choice.ACCEPTED))
    case.do(SignOffDocument(gap))
    with pytest.raises(EditRefusedError):
        case.do(SignOffDocument(gap, "reviewer"))
    case.who = "Bea"
    case.do(SignOffDocument(gap, "reviewer", "agreed"))
    assert {part: entry.by for part, entry in case.sign_offs(gap).items()} == {"preparer": "Ann", "reviewer": "Bea"}
    case.do(SignOffDocument(gap, "reviewer", withdraw=True))
    assert list(case.sign_offs(gap)) == ["preparer"]
