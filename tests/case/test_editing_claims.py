"""What an analyst does to the claims of a text, and how each step is taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.case.case_texts import GAP, claim_reading, snapshot
from workbench.case import (
    AddClaim,
    AddRelation,
    AdoptValue,
    Case,
    DeleteClaim,
    EditClaim,
    EditRefusedError,
    MarkNotAClaim,
    MergeClaims,
    ResetClaim,
    SplitClaim,
    Standing,
    Together,
)
from workbench.model import Document, Hedge, Kind, Period, Role


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("617,7 Md$", "617700000000", "USD"),
        ("$617.7bn", "617700000000", "USD"),
        ("617.7", "617700000000", "USD"),
        ("617700000000", "617700000000", "USD"),
        ("617.7 million euros", "617700000", "EUR"),
        ("24.4 %", "24.4", "%"),
    ],
)
def test_a_value_is_read_as_a_text_would_be(case: Case, gap: str, typed: str, value: str, unit: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    case.do(EditClaim(gap, claim, {"value": typed}))
    quantity = case.entry(gap, claim).claim.quantity
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


def test_the_precision_is_that_of_what_was_typed(case: Case, gap: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    case.do(EditClaim(gap, claim, {"value": "617.75"}))
    assert case.entry(gap, claim).claim.quantity.step == Decimal("1E7")


@pytest.mark.parametrize("typed", ["about", "nearly", "environ"])
def test_a_hedge_is_chosen_or_said_in_words(case: Case, gap: str, typed: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    case.do(EditClaim(gap, claim, {"hedge": typed}))
    assert case.entry(gap, claim).claim.quantity.hedge in (Hedge.ABOUT, Hedge.NEARLY)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2021", Period.year(2021)),
        ("2022-Q3", Period.quarter(2022, 3)),
        ("2022-09", Period.month(2022, 9)),
        ("2019/2021", Period(Period.year(2019).first, Period.year(2021).last)),
        ("September 2022", Period.month(2022, 9)),
        ("septembre 2022", Period.month(2022, 9)),
        ("", None),
    ],
)
def test_a_period_is_typed(case: Case, gap: str, typed: str, period: Period | None) -> None:
    case.do(EditClaim(gap, "c1", {"period": typed}))
    assert case.entry(gap, "c1").claim.period == period


def test_every_field_can_be_edited_and_reset(case: Case, gap: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    before = case.entry(gap, claim)
    fields = {
        "value": "600", "unit": "EUR", "hedge": "over", "kind": "number", "role": "change",
        "indicator": "gap", "scope": "US", "period": "2004", "counted": "cents",
    }  # fmt: skip
    for field, typed in fields.items():
        case.do(EditClaim(gap, claim, {field: typed}))
    entry = case.entry(gap, claim)
    assert entry.claim.role is Role.CHANGE
    assert entry.claim.quantity.kind is Kind.NUMBER
    assert entry.original == before.claim
    assert {"value", "unit", "hedge", "scope"} <= set(entry.edited)
    case.do(ResetClaim(gap, claim, ("value",)))
    assert case.entry(gap, claim).claim.quantity.value == before.claim.quantity.value
    assert case.entry(gap, claim).claim.scope == "US"
    case.do(ResetClaim(gap, claim))
    assert case.entry(gap, claim) == before


def test_an_edit_back_to_the_text_is_no_edit(case: Case, gap: str) -> None:
    claim = claim_reading(case, gap, "671.7")
    before = case.entry(gap, claim)
    case.do(EditClaim(gap, claim, {"value": "617.7"}))
    case.do(EditClaim(gap, claim, {"value": "671.7"}))
    assert case.entry(gap, claim) == before


@pytest.mark.parametrize(
    "fields", [{"value": "abc"}, {"value": "12 or 13 or so 14"}, {"kind": "sum"}, {"period": "2021/2019"}, {"x": "1"}]
)
def test_what_makes_no_sense_is_refused_in_a_sentence(case: Case, gap: str, fields: dict[str, str]) -> None:
    before = snapshot(case)
    with pytest.raises(EditRefusedError) as refusal:
        case.do(EditClaim(gap, "c1", fields))
    assert refusal.value.operation == EditClaim(gap, "c1", fields)
    assert "{" not in refusal.value.said("fr") + str(refusal.value)
    assert snapshot(case) == before


def test_a_claim_is_added_from_a_selection(case: Case) -> None:
    text = "The north has 4 plants 🏭 and, in all, 1,250 people. About 30 percent are new."
    document = case.add_document(Document(text, language="en"))
    claim = claim_reading(case, document, "1,250")
    case.do(DeleteClaim(document, claim))
    start = text.index("1,250")
    change = case.do(AddClaim(document, start - 1, start + 6))
    added = change.select.claims[0]
    assert added not in (claim,)
    assert case.entry(document, added).claim.text == "1,250"
    assert case.entry(document, added).claim.quantity.value == 1250
    assert [c.start for c in case.claims(document)] == sorted(c.start for c in case.claims(document))


def test_a_selection_without_a_number_takes_a_typed_value(case: Case, gap: str) -> None:
    start = GAP.index("previous record")
    with pytest.raises(EditRefusedError):
        case.do(AddClaim(gap, start, start + 15))
    change = case.do(AddClaim(gap, start, start + 15, {"value": "$480bn", "scope": "US"}))
    claim = case.entry(gap, change.select.claims[0]).claim
    assert (claim.text, claim.quantity.value, claim.quantity.unit) == ("previous record", Decimal("480e9"), "USD")


def test_one_stretch_is_not_claimed_twice(case: Case, gap: str) -> None:
    claim = case.claims(gap)[0]
    with pytest.raises(EditRefusedError):
        case.do(AddClaim(gap, claim.start, claim.end))


def test_a_claim_is_split_and_merged(case: Case) -> None:
    text = "It takes 10 to 15 % of all sales."
    document = case.add_document(Document(text, language="en"))
    (whole,) = (claim for claim in case.claims(document) if claim.quantity.is_range)
    change = case.do(SplitClaim(document, whole.id, text.index("to ")))
    assert len(change.select.claims) == 2
    assert [claim.text for claim in case.claims(document)][:2] != [whole.text]
    case.undo()
    assert case.entry(document, whole.id).claim == whole


def test_neighbours_are_merged_into_one_range(case: Case) -> None:
    text = "It takes 10 to 15 % of all sales."
    document = case.add_document(Document(text, language="en"))
    (whole,) = (claim for claim in case.claims(document) if claim.quantity.is_range)
    case.do(DeleteClaim(document, whole.id))
    first = case.do(AddClaim(document, text.index("10"), text.index("10") + 2)).select.claims[0]
    second = case.do(AddClaim(document, text.index("15"), text.index("15") + 4)).select.claims[0]
    case.do(MergeClaims(document, (second, first)))
    merged = case.entry(document, first).claim
    assert merged.text == "10 to 15 %"
    assert (merged.quantity.value, merged.quantity.value_high) == (10, 15)
    assert case.entry(document, second) is None


def test_numbers_that_are_no_claims_stay_visible_but_do_not_count(case: Case, gap: str) -> None:
    claim = claim_reading(case, gap, "1.15")
    case.do(MarkNotAClaim(gap, claim, reason="a code"))
    assert claim not in [c.id for c in case.claims(gap)]
    assert case.entry(gap, claim).standing is Standing.NOT_A_CLAIM
    case.do(MarkNotAClaim(gap, claim, is_claim=True))
    assert claim in [c.id for c in case.claims(gap)]


def test_deleting_a_claim_takes_the_analysts_relations_along_and_undo_brings_both(case: Case, gap: str) -> None:
    total, part = claim_reading(case, gap, "1.76"), claim_reading(case, gap, "1.15")
    case.do(AddRelation(gap, formula=f"{total} > {part}"))
    before = snapshot(case)
    case.do(DeleteClaim(gap, part))
    assert not [r for r in case.relations(gap) if r.id == "a1"]
    change = case.undo()
    assert change.select.claims == (part,)
    assert snapshot(case) == before
    assert [r for r in case.relations(gap) if r.id == "a1"]


def test_an_id_is_never_given_twice(case: Case, gap: str) -> None:
    start = GAP.index("previous record")
    first = case.do(AddClaim(gap, start, start + 15, {"value": "1"})).select.claims[0]
    case.do(DeleteClaim(gap, first))
    second = case.do(AddClaim(gap, start, start + 15, {"value": "1"})).select.claims[0]
    assert first != second


def test_a_bulk_action_is_one_step(case: Case, gap: str) -> None:
    ids = [claim.id for claim in case.claims(gap)]
    before = snapshot(case)
    change = case.do(Together(tuple(EditClaim(gap, claim, {"scope": "US"}) for claim in ids)))
    assert change.name is not None
    assert change.name.text("en") == f"edit claims ({len(ids)})"
    assert {claim.scope for claim in case.claims(gap)} == {"US"}
    case.undo()
    assert snapshot(case) == before


def test_typing_in_one_field_is_one_step_when_asked(case: Case, gap: str) -> None:
    before = snapshot(case)
    for typed in ("U", "US", "USA"):
        case.do(EditClaim(gap, "c1", {"scope": typed}), merge=True)
    case.do(EditClaim(gap, "c1", {"indicator": "gap"}), merge=True)
    assert len(case.steps()) == 3
    case.undo()
    case.undo()
    assert snapshot(case) == before
    case.redo()
    assert case.entry(gap, "c1").claim.scope == "USA"


def test_adopting_a_what_if_value_has_its_own_name(case: Case, gap: str) -> None:
    change = case.do(AdoptValue(gap, "c1", {"value": "617.7bn $"}))
    assert change.name is not None
    assert change.name.text("fr") == "adopter la valeur d’essai de c1"
