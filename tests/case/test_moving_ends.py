"""A claim's ends moved: read anew, in one step, with the analyst's own fields kept."""

from __future__ import annotations

import pytest

from tests.case.case_texts import claim_reading
from workbench.case import Case, EditClaim, EditRefusedError, MoveEnds, ResetClaim, SetVerdict, Target
from workbench.model import Document

TEXT = (
    "Sales came to 350 million euros in 2021, against 310 million euros in 2020.\n\n"
    "The rest is silence, said 12 people."
)


@pytest.fixture
def sales(case: Case) -> str:
    return case.add_document(Document(TEXT, title="Sales", language="en"))


def span(text: str) -> tuple[int, int]:
    start = TEXT.index(text)
    return start, start + len(text)


def test_the_number_is_read_anew_between_its_new_ends(case: Case, sales: str) -> None:
    claim = claim_reading(case, sales, "350 million")
    change = case.do(MoveEnds(sales, claim, *span("350 million")))
    moved = case.entry(sales, claim)
    assert moved is not None
    assert moved.claim.text == "350 million"
    assert moved.claim.quantity.value == 350_000_000
    assert moved.claim.quantity.unit is None
    assert str(moved.claim.period) == "2021"
    assert change.select.claims == (claim,)
    assert change.name is not None
    assert change.name.text("en") == f"move the ends of {claim}"
    case.do(MoveEnds(sales, claim, *span("350")))
    assert case.claims(sales)[0].quantity.value == 350
    case.undo()
    case.undo()
    back = case.entry(sales, claim)
    assert back is not None
    assert back.claim.text == "350 million euros"
    assert back.claim.quantity.unit == "EUR"


def test_fields_of_the_analyst_and_the_verdict_stay(case: Case, sales: str) -> None:
    claim = claim_reading(case, sales, "350 million")
    case.do(EditClaim(sales, claim, {"scope": "Lyon"}))
    case.do(SetVerdict(Target.claim(sales, claim), "exact"))
    case.do(MoveEnds(sales, claim, *span("350 million")))
    moved = case.entry(sales, claim)
    assert moved is not None
    assert moved.claim.scope == "Lyon"
    assert moved.edited == ("scope",)
    assert case.verdict(Target.claim(sales, claim)) is not None
    case.do(ResetClaim(sales, claim))
    reset = case.entry(sales, claim)
    assert reset is not None
    assert reset.claim.text == "350 million"
    assert reset.claim.scope != "Lyon"


@pytest.mark.parametrize("stretch", ["euros in", "350 million euros in 2021, against 310 million euros", "   "])
def test_a_stretch_that_is_no_one_number_is_refused(case: Case, sales: str, stretch: str) -> None:
    claim = claim_reading(case, sales, "350 million")
    before = case.entry(sales, claim)
    start = TEXT.index(stretch) if stretch in TEXT else 0
    end = start + len(stretch) if stretch in TEXT else 0
    with pytest.raises(EditRefusedError):
        case.do(MoveEnds(sales, claim, start, end))
    assert case.entry(sales, claim) == before


def test_it_stays_in_its_paragraph_and_off_other_claims(case: Case, sales: str) -> None:
    claim = claim_reading(case, sales, "310 million")
    with pytest.raises(EditRefusedError):
        case.do(MoveEnds(sales, claim, *span("350 million euros")))
    start, _ = span("2020.")
    with pytest.raises(EditRefusedError):
        case.do(MoveEnds(sales, claim, start, TEXT.index("silence")))


def test_the_same_ends_are_no_step(case: Case, sales: str) -> None:
    claim = claim_reading(case, sales, "350 million")
    steps = len(case.steps())
    case.do(MoveEnds(sales, claim, *span("350 million euros ")))
    assert len(case.steps()) == steps
