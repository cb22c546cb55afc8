"""A text from opening to signing off, as one analyst and one second reader do it."""

from __future__ import annotations

from pathlib import Path

from tests.case.case_texts import GAP, claim_reading
from workbench.analysis import analyse
from workbench.case import (
    AddSource,
    AdoptValue,
    Case,
    Choice,
    DecideFinding,
    SetSecondVerdict,
    SetVerdict,
    SignOffDocument,
    Target,
    correction_note,
    decisions_of,
)
from workbench.comparing import CarryOver, claim_pairs, compare, to_check_again
from workbench.model import Document, Verdict
from workbench.whatif import Sheet, try_values


def test_from_opening_to_signing_off_and_on_to_the_next_draft(tmp_path: Path) -> None:
    document = Document(GAP, title="Trade gap", language="en")
    with Case.create(who="Ann") as case:
        first = case.add_document(document, analyse(document, language="en"))
        finding = case.open_findings(first)[0]
        assert finding.verdict is Verdict.INCONSISTENT
        gap = claim_reading(case, first, "671.7")
        growth = next(f for f in case.findings(first) if f.operation == "growth")
        repair = next(repair for repair in growth.repairs if repair.claim == gap)
        assert repair.value == 617_700_000_000

        (line,) = Sheet(case.claims(first), "en").compute(("496.5 bn * (1 + 24.4 %)",))
        assert line.value.expected.contains(repair.value)
        outcome = try_values(case, first, {gap: repair.text})
        assert outcome.flips.new == ()
        assert len(outcome.flips.settled) == len(case.open_findings(first))

        for one in case.open_findings(first):
            case.do(DecideFinding(first, one.key, Choice.ACCEPTED, note="digits swapped"))
        case.do(AdoptValue(first, gap, {"value": repair.text}, "digits swapped"))
        case.do(SetVerdict(Target.claim(first, gap), "wrong", "digits swapped"))
        case.do(AddSource(Target.claim(first, gap), "https://example.org/trade", quote="617.7"))
        case.do(SignOffDocument(first))
        case.save_as(tmp_path / "gap.case")

    with Case.open(tmp_path / "gap.case", who="Bea") as case:
        case.recheck()
        target = Target.claim(first, gap)
        assert case.review(target, "Bea").first_hidden
        case.do(SetSecondVerdict(target, "wrong", "agreed"))
        assert case.review(target, "Bea").agree
        case.do(SignOffDocument(first, "reviewer"))
        given = decisions_of(case, first, "fr")
        assert (given.preparer, given.reviewer) == ("Ann", "Bea")
        assert "should read 617.7" in correction_note(case, first, "en")
        people = {line.who for line in case.log()}
        assert people == {"Ann", "Bea"}

        second = case.add_document(Document(GAP.replace("671.7", "617.7"), title="Second draft", language="en"))
        rows = compare([(document, analyse(document).claims), (case.document(second), case.claims(second))])
        (again,) = to_check_again(case, first, rows)
        assert again.old == gap
        case.do(CarryOver(first, second, claim_pairs(rows)))
        assert case.open_findings(second) == []
