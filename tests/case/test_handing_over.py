"""What leaves the case: the correction note, and what the exports get."""

from __future__ import annotations

from pathlib import Path

from tests.case.case_texts import GAP, claim_reading
from workbench.case import (
    AddSource,
    Case,
    Choice,
    DecideFinding,
    EditClaim,
    RemoveDocument,
    SetNote,
    SetSecondVerdict,
    SetVerdict,
    SignOffDocument,
    Target,
    analysis_of,
    correction_note,
    decisions_of,
    save_quotes_only,
)
from workbench.model import Document


def test_a_copy_with_quotes_only_holds_no_more_of_the_text(case: Case, tmp_path: Path) -> None:
    text = "A secret paragraph without figures.\n" + GAP + "\nAnother secret one.\n"
    document = case.add_document(Document(text, language="en"))
    gone = case.add_document(Document("A removed secret text, 12 pages.", language="en"))
    target = Target.claim(document, claim_reading(case, document, "671.7"))
    case.do(SetVerdict(target, "wrong", "swapped"))
    case.do(AddSource(target, "https://example.org", attachment=b"secret file", attachment_name="a.txt"))
    case.do(RemoveDocument(gone))
    copy = tmp_path / "quotes.case"
    save_quotes_only(case, copy)
    assert b"secret" not in copy.read_bytes()
    with Case.open(copy) as other:
        assert other.notices == []
        assert GAP in other.document(document).text
        assert len(other.document(document).text) == len(text)
        assert other.claims(document) == case.claims(document)
        assert other.verdict(target) == case.verdict(target)
        assert other.undo() is None
        other.recheck()
        assert {f.key for f in other.findings(document)} == {f.key for f in case.findings(document)}
    assert case.document(document).text == text


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
    assert "«\u00a0$671.7bn\u00a0» doit se lire 617,7" in french


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
    assert any(entry.field.startswith("annulé\u00a0:") for entry in given.log)
    assert analysis_of(case, gap).findings == [f for f in case.findings(gap) if not case.decision_counts(gap, f)]


def test_a_second_reader_hands_over_what_they_may_see_and_changes_are_marked(case: Case, gap: str) -> None:
    target = Target.claim(gap, "c1")
    case.do(SetVerdict(target, "ask-author", "which table?"))
    assert decisions_of(case, gap, "en").changed_since == frozenset()
    case.do(EditClaim(gap, "c1", {"value": "617.7"}))
    assert decisions_of(case, gap, "en").changed_since == {"c1"}
    blind = decisions_of(case, gap, "en", reader="Bea")
    assert (blind.verdicts, blind.questions) == ({}, [])
    assert set(decisions_of(case, gap, "en", reader="Ann").verdicts) == {"c1"}
