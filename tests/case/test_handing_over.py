"""What leaves the case: the correction note, and what the exports get."""

from __future__ import annotations

from tests.case.case_texts import claim_reading
from workbench.case import (
    AddSource,
    Case,
    Choice,
    DecideFinding,
    EditClaim,
    SetNote,
    SetSecondVerdict,
    SetVerdict,
    SignOffDocument,
    Target,
    analysis_of,
    correction_note,
    decisions_of,
)


def test_nothing_wrong_needs_no_note(case: Case, gap: str) -> None:
    case.do(EditClaim(gap, "c1", {"value": "617.7"}, "misread by the program"))
    assert correction_note(case, gap, "en") == ""


def test_the_note_names_figure_old_and_new_value_reason_and_source(case: Case, gap: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    target = Target.claim(gap, claim)
    case.do(EditClaim(gap, claim, {"value": "617.7"}))
    case.do(SetVerdict(target, "wrong", "two digits swapped"))
    case.do(AddSource(target, "https://example.org/t3", title="Table 3"))
    note = correction_note(case, gap, "en")
    assert "“$671.7bn” should read 617.7" in note
    assert "two digits swapped" in note
    assert "Table 3, https://example.org/t3" in note
    assert "Ann" in note
    french = correction_note(case, gap, "fr")
    assert "« $671.7bn » doit se lire 617,7" in french


def test_a_wrong_figure_without_a_new_value_says_so(case: Case, gap: str) -> None:
    case.do(SetVerdict(Target.claim(gap, "c1"), "wrong", "no such figure"))
    assert "still to be found" in correction_note(case, gap, "en")


def test_an_accepted_finding_with_an_edited_number_is_a_correction(case: Case, gap: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    finding = next(finding for finding in case.open_findings(gap) if claim in finding.claims)
    case.do(DecideFinding(gap, finding.key, Choice.ACCEPTED))
    case.do(EditClaim(gap, claim, {"value": "617.7"}))
    assert finding.explanation.title in correction_note(case, gap, "en")


def test_the_exports_get_what_people_decided(case: Case, gap: str) -> None:
    target = Target.claim(gap, "c1")
    case.do(SetVerdict(target, "ask-author", "which table?"))
    case.do(SetNote(target, "called"))
    case.do(AddSource(target, "https://example.org"))
    for finding in case.open_findings(gap):
        case.do(DecideFinding(gap, finding.key, Choice.DISMISSED, "other-scope"))
    case.do(SignOffDocument(gap))
    case.who = "Bea"
    case.do(SetSecondVerdict(target, "wrong"))
    case.undo()
    given = decisions_of(case, gap, "fr")
    assert given.verdicts["c1"].verdict == "ask-author"
    assert given.second_verdicts == {}
    assert given.notes == {"c1": "called"}
    assert given.sources[0].claim == "c1"
    assert {judged.verdict for judged in given.findings.values()} == {"dismissed"}
    assert given.preparer == "Ann"
    assert "which table?" in given.questions[0]
    assert any(entry.field.startswith("annulé :") for entry in given.log)
    assert analysis_of(case, gap).findings == [f for f in case.findings(gap) if not case.decision_counts(gap, f)]
