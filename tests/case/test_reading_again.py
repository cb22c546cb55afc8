"""A text read anew keeps all the analyst's work."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.case.case_texts import GAP, claim_reading, snapshot
from workbench.case import (
    AddClaim,
    AddRelation,
    Case,
    EditClaim,
    MarkNotAClaim,
    ReadAgain,
    SetVerdict,
    Standing,
    Target,
)
from workbench.extraction import extract
from workbench.model import Document


def test_the_analysts_work_outlives_a_reading_that_finds_less(case: Case, gap: str) -> None:
    edited, marked = claim_reading(case, gap, "671.7"), claim_reading(case, gap, "24.4")
    judged, related = claim_reading(case, gap, "496.5"), claim_reading(case, gap, "1.15")
    idle = claim_reading(case, gap, "1.76")
    case.do(EditClaim(gap, edited, {"value": "617.7"}))
    case.do(MarkNotAClaim(gap, marked))
    case.do(SetVerdict(Target.claim(gap, judged), "exact"))
    case.do(AddRelation(gap, formula=f"{edited} < {related}"))
    start = GAP.index("previous record")
    added = case.do(AddClaim(gap, start, start + 15, {"value": "$480bn"})).select.claims[0]
    before = snapshot(case)
    case.do(ReadAgain(gap, ()))
    left = {entry.claim.id: entry for entry in case.entries(gap)}
    assert set(left) == {edited, marked, judged, related, added}
    assert left[edited].claim.quantity.value == Decimal(617_700_000_000)
    assert left[marked].standing is Standing.NOT_A_CLAIM
    assert idle not in left
    case.undo()
    assert snapshot(case) == before


def test_what_nobody_touched_is_read_anew_under_the_same_id(case: Case, gap: str) -> None:
    fresh = [replace(claim, id=f"x{number}", scope="US") for number, claim in enumerate(case.claims(gap))]
    ids = [claim.id for claim in case.claims(gap)]
    case.do(EditClaim(gap, ids[0], {"indicator": "trade gap"}))
    case.do(ReadAgain(gap, fresh))
    assert [claim.id for claim in case.claims(gap)] == ids
    assert {claim.scope for claim in case.claims(gap)[1:]} == {"US"}
    assert case.claims(gap)[0].indicator == "trade gap"


def test_new_numbers_get_new_ids(case: Case, gap: str) -> None:
    known = case.claims(gap)
    start = GAP.index("record")
    extra = replace(known[0], id="c1", start=start, end=start + 6, text="record")
    case.do(ReadAgain(gap, [*known, extra]))
    ids = [claim.id for claim in case.claims(gap)]
    assert len(ids) == len(set(ids)) == len(known) + 1


def test_a_text_is_read_in_another_language(case: Case) -> None:
    text = "En 2021, les ventes ont atteint 1,5 milliard d'euros."
    document = case.add_document(Document(text, language="en"))
    french = extract(Document(text, language="fr"))
    case.do(ReadAgain(document, french, language="fr"))
    assert case.document(document).language == "fr"
    assert case.documents()[0].language == "fr"
    assert [claim.quantity.value for claim in case.claims(document) if claim.quantity.unit == "EUR"] == [1_500_000_000]
    case.undo()
    assert case.document(document).language == "en"
    path = case.path
    case.redo()
    case.close()
    with Case.open(path) as again:
        assert again.document(document).language == "fr"
