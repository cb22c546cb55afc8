"""Which of the slips that would fit are offered: what settles most first, nothing that breaks another relation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checking.drafts import Draft
from workbench.checking import ranges
from workbench.checking.network import Reading, tried_reading
from workbench.checking.slips import slips
from workbench.checking.written import read_written
from workbench.model import Hedge, Kind, Operation, Quantity, Repair, RepairKind, Unknown


def growth(before: str, rate: str, after: str) -> tuple[Draft, str, str]:
    """A growth between counts; the ids of the numbers before and after."""
    draft = Draft()
    first = draft.number(before, before)
    second = draft.number(after, after)
    draft.relate(
        Operation.GROWTH, before=first, rate=draft.number(rate, rate.rstrip("%"), step="1", unit="%"), after=second
    )
    return draft, first, second


def repairs_of(draft: Draft, operation: Operation) -> tuple[Repair, ...]:
    """The repairs of the finding about one operation, best first."""
    (finding,) = (finding for finding in draft.check() if finding.operation == operation.value)
    return finding.repairs


def test_a_slip_that_settles_two_findings_comes_before_a_likelier_one_that_settles_one() -> None:
    draft, before, after = growth("103", "46%", "190")
    alone = repairs_of(draft, Operation.GROWTH)
    assert (alone[0].claim, alone[0].kind, alone[0].text) == (before, RepairKind.DIGITS_SWAPPED, "130")
    draft.relate(Operation.RESTATEMENT, first=after, second=draft.number("150", "150", step="1", exact=True))
    both = repairs_of(draft, Operation.GROWTH)
    assert (both[0].claim, both[0].kind, both[0].text) == (after, RepairKind.ONE_DIGIT, "150")
    assert len(both[0].settles) == 2


def test_no_repair_breaks_what_else_the_text_says_of_the_number() -> None:
    draft, before, _ = growth("103", "46%", "190")
    draft.relate(Operation.RESTATEMENT, first=before, second=draft.number("103", "103"))
    offered = repairs_of(draft, Operation.GROWTH)
    assert offered
    assert before not in {repair.claim for repair in offered}


def test_no_repair_fits_another_relation_in_a_charitable_reading_only() -> None:
    draft, before, _ = growth("101", "9%", "120")
    assert (before, "110") in {(repair.claim, repair.text) for repair in repairs_of(draft, Operation.GROWTH)}
    draft.relate(Operation.RESTATEMENT, first=before, second=draft.number("about 104", "104", hedge=Hedge.ABOUT))
    offered = {(repair.claim, repair.text) for repair in repairs_of(draft, Operation.GROWTH)}
    assert offered
    assert (before, "110") not in offered


def test_no_repair_breaks_what_the_text_says_by_way_of_a_value_it_does_not_state() -> None:
    draft, before, _ = growth("103", "46%", "190")
    rest = Unknown("rest", "rest")
    draft.relate(Operation.SUM, total=before, part=[draft.number("40", "40"), rest])
    draft.relate(Operation.RESTATEMENT, first=rest, second=draft.number("63", "63"))
    offered = repairs_of(draft, Operation.GROWTH)
    assert offered
    assert before not in {repair.claim for repair in offered}


def test_counts_are_never_made_negative() -> None:
    draft = Draft()
    draft.relate(
        Operation.DIFFERENCE,
        after=draft.number("661", "661"),
        before=draft.number("698", "698"),
        change=draft.number("37", "37"),
    )
    offered = repairs_of(draft, Operation.DIFFERENCE)
    assert offered
    assert all(repair.value > 0 for repair in offered)


def test_a_computed_value_comes_after_the_likely_slip_that_explains_the_number() -> None:
    draft, _, _ = growth("103", "46%", "190")
    offered = repairs_of(draft, Operation.GROWTH)
    for claim in {repair.claim for repair in offered}:
        kinds = [repair.kind for repair in offered if repair.claim == claim]
        assert RepairKind.COMPUTED not in kinds[: 1 if RepairKind.DIGITS_SWAPPED in kinds else 0]
    assert offered[0].kind is not RepairKind.COMPUTED


def test_what_the_other_numbers_give_as_printed_comes_before_a_slip_that_only_rounding_allows() -> None:
    draft, _, _ = growth("120", "24%", "156")
    of_rate = [repair.text for repair in repairs_of(draft, Operation.GROWTH) if repair.text.endswith("%")]
    assert of_rate[:2] == ["30%", "29%"]


@pytest.mark.parametrize(
    ("text", "value", "language", "meant"),
    [
        ("1,234", "1234", "en", ["12.34", "123.4", "1.234", "12,340", "123,400", "1,234,000"]),
        ("999", "999", "en", ["9,990", "99.9"]),
        ("999", "999", "fr", ["9\u202f990", "99,9"]),
        (".25", "0.25", "en", ["2.5", ".52", ".025"]),
        ("0.25", "0.25", "en", ["0.52", "0.025", "25"]),
    ],
)
def test_slips_are_written_in_the_format_of_the_number(text: str, value: str, language: str, meant: list[str]) -> None:
    exact = Decimal(value)
    step = Decimal(1).scaleb(int(exact.as_tuple().exponent))
    quantity = Quantity(Kind.NUMBER, exact, step=step, coarse_step=step)
    written = read_written(text, quantity, language)
    assert written is not None
    found = {slip.text for slip in slips(written, quantity)}
    assert set(meant) <= found
    assert not {one for one in found if one[0] == "0" and one[1:2].isdigit()}


def test_another_scale_word_is_of_the_same_family_and_never_the_same() -> None:
    quantity = Quantity(Kind.MONEY, Decimal("5e6"), unit="USD", step=Decimal(10) ** 6, coarse_step=Decimal(10) ** 6)
    written = read_written("$5 million", quantity, "en")
    assert written is not None
    other = {slip.text: slip.quantity.value for slip in slips(written, quantity) if slip.kind is RepairKind.SCALE}
    assert other["$5 billion"] == Decimal("5e9")
    assert other["$5 thousand"] == Decimal("5e3")
    assert "$5 million" not in other
    assert not {text for text in other if "milliard" in text}


@given(
    st.integers(10, 9999),
    st.integers(0, 1),
    st.sampled_from([None, *Hedge]),
    st.tuples(st.integers(0, 20_000), st.integers(0, 50)),
)
def test_looking_only_near_what_is_needed_loses_no_slip_that_fits(
    digits: int, decimals: int, hedge: Hedge | None, goal: tuple[int, int]
) -> None:
    step = Decimal(1).scaleb(-decimals)
    quantity = Quantity(Kind.NUMBER, digits * step, hedge=hedge, step=step, coarse_step=step)
    written = read_written(f"{digits * step:f}", quantity)
    assert written is not None
    low = Fraction(goal[0], 4)
    needed = (low, False, low + goal[1], False)
    fitting = {
        slip.quantity.value
        for slip in slips(written, quantity)
        if ranges.meets(tried_reading(slip.quantity, Reading.WIDEST), needed)
    }
    assert fitting <= {slip.quantity.value for slip in slips(written, quantity, needed)}


def fall(operation: Operation, after: str, before: str, told: str) -> tuple[Draft, list[str]]:
    """A change downwards that is printed without its minus; the ids of the two levels."""
    draft = Draft()
    unit = "%" if operation is Operation.POINTS else None
    levels = [draft.number(text, text.rstrip("%").replace(",", ""), unit=unit) for text in (after, before)]
    moved = draft.number(told, told, unit="percentage point" if operation is Operation.POINTS else None)
    draft.relate(operation, after=levels[0], before=levels[1], change=f"-{moved}")
    return draft, levels


@pytest.mark.parametrize(
    ("operation", "after", "before", "told", "place", "meant"),
    [
        (Operation.DIFFERENCE, "1,215", "1,418", "67", 1, "1,148"),
        (Operation.POINTS, "34%", "36%", "7", 0, "43%"),
    ],
)
def test_a_slip_that_turned_the_order_of_two_levels_is_found(
    operation: Operation, after: str, before: str, told: str, place: int, meant: str
) -> None:
    draft, levels = fall(operation, after, before, told)
    first = repairs_of(draft, operation)[0]
    assert (first.claim, first.text, first.kind) == (levels[place], meant, RepairKind.DIGITS_SWAPPED)
    (finding,) = (finding for finding in draft.check() if finding.operation == operation.value)
    # What is worked out is the change as printed, and not what the level would be in the direction it seems to have.
    assert finding.explanation.working.startswith(("1,417.5..1,418.5 −", "35.5..36.5% −"))


def test_a_change_that_holds_the_other_way_round_is_no_slip_of_digits() -> None:
    draft, _ = fall(Operation.DIFFERENCE, "1,418", "1,351", "67")
    assert all(not _turns(repair) for repair in repairs_of(draft, Operation.DIFFERENCE))


def _turns(repair: Repair) -> bool:
    return repair.kind in (RepairKind.DIGITS_SWAPPED, RepairKind.ONE_DIGIT)


def test_a_slip_in_a_count_that_only_rounding_would_allow_comes_after_one_that_fits_as_printed() -> None:
    draft = Draft()
    parts = [draft.number(one, one) for one in ("34", "21", "17")]
    parts.append(draft.number("8", "8"))
    total = draft.number("88", "88")
    draft.relate(Operation.SUM, total=total, part=parts)
    offered = repairs_of(draft, Operation.SUM)
    assert (offered[0].claim, offered[0].text) == (total, "80")
    assert "43" in {repair.text for repair in offered}
