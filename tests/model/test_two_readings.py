"""Every row of the table of readings, and the order of the two: what is expected is never wider than the widest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Hedge, Interval, Kind, Quantity
from workbench.model.readings import expected, next_round, previous_round, widest


def quantity(text: str, hedge: Hedge | None = None, kind: Kind = Kind.MONEY, **changes: object) -> Quantity:
    """A quantity whose steps are those of `text` as written."""
    value = Decimal(text)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    normal = value.normalize()
    coarse = max(step, Decimal(1).scaleb(int(normal.as_tuple().exponent)))
    return Quantity(kind, value, hedge=hedge, step=step, coarse_step=coarse, **changes)  # type: ignore[arg-type]


def interval(low: str | None, high: str | None, ends: str = "[]") -> Interval:
    return Interval.between(
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        low_open=ends[0] == "(",
        high_open=ends[1] == ")",
    )


TABLE = [
    (quantity("350"), interval("349.5", "350.5", "[)"), interval("345", "355", "[)")),
    (quantity("3.676"), interval("3.6755", "3.6765", "[)"), interval("3.6755", "3.6765", "[)")),
    (quantity("14", kind=Kind.PERCENT, unit="%"), interval("13.5", "14.5", "[)"), interval("13.5", "14.5", "[)")),
    (quantity("50", kind=Kind.PERCENT, unit="%"), interval("49.5", "50.5", "[)"), interval("45", "55", "[)")),
    (quantity("11", kind=Kind.COUNT, exact=True), interval("11", "11"), interval("11", "11")),
    (quantity("350", Hedge.OVER), interval("350", "400", "[)"), interval("350", None)),
    (quantity("350", Hedge.AT_LEAST), interval("350", "400"), interval("350", None)),
    (quantity("600", Hedge.UNDER), interval("500", "600", "()"), interval("0", "600", "[)")),
    (quantity("25", Hedge.NEARLY, Kind.PERCENT, unit="%"), interval("23.75", "25"), interval("22.5", "26.25")),
    (quantity("18.92", Hedge.NEARLY), interval("17.974", "18.925", "[)"), interval("17.028", "19.866")),
    (quantity("3", Hedge.NEARLY, Kind.PERCENT, unit="%"), interval("2.7", "3.5", "[)"), interval("2.7", "3.5", "[)")),
    (quantity("5", Hedge.NEARLY, Kind.PERCENT, unit="%"), interval("4.5", "5"), interval("4.5", "5.25")),
    (quantity("1", Hedge.UNDER, Kind.PERCENT, unit="%"), interval("0", "1", "()"), interval("0", "1", "[)")),
    (quantity("10", Hedge.UNDER, Kind.PERCENT, unit="%"), interval("5", "10", "()"), interval("0", "10", "[)")),
    (quantity("120", Hedge.ABOUT), interval("114", "126"), interval("108", "132")),
    (quantity("80", Hedge.UP_TO), interval("0", "80"), interval("0", "80")),
    (quantity("0.5", kind=Kind.RATIO, in_words=True), interval("0.475", "0.525"), interval("0.45", "0.55")),
    (
        quantity("50", Hedge.OVER, Kind.PERCENT, unit="%", in_words=True),
        interval("50", "100", "(]"),
        interval("50", "100", "(]"),
    ),
    (quantity("2", kind=Kind.MULTIPLE, in_words=True), interval("1.9", "2.1"), interval("1.8", "2.2")),
    (quantity("3", value_high=Decimal("3.9")), interval("2.5", "4.4", "[)"), interval("2.5", "4.4", "[)")),
    (quantity("3", kind=Kind.COUNT, value_high=Decimal(5), exact=True), interval("3", "5"), interval("3", "5")),
    (Quantity(Kind.MONEY, None, Decimal(20)), interval(None, "20"), interval(None, "20")),
    (Quantity(Kind.MONEY, None), interval(None, None), interval(None, None)),
    (quantity("18", Hedge.NEARLY, Kind.COUNT, exact=True), interval("17.1", "18"), interval("16.2", "18.9")),
    (quantity("3", Hedge.ABOUT), interval("2.5", "3.5", "[)"), interval("2.5", "3.5", "[)")),
    (quantity("5", Hedge.UNDER, Kind.PERCENT, unit="%"), interval("4", "5", "()"), interval("0", "5", "[)")),
    (
        quantity("2", Hedge.UNDER, Kind.QUANTITY, unit="percentage point"),
        interval("1", "2", "()"),
        interval(None, "2", "[)"),
    ),
    (
        quantity("0.5", Hedge.UNDER, Kind.RATIO, in_words=True),
        interval("0", "0.5", "[)"),
        interval("0", "0.5", "[)"),
    ),
    (quantity("0.5", Hedge.AT_MOST, Kind.RATIO, in_words=True), interval("0", "0.5"), interval("0", "0.5")),
    (quantity("0.5", Hedge.ABOUT, Kind.RATIO, in_words=True), interval("0.45", "0.55"), interval("0.4", "0.6")),
    (quantity("3", kind=Kind.MULTIPLE), interval("2.85", "3.15"), interval("2.7", "3.3")),
    (quantity("3.2", kind=Kind.MULTIPLE), interval("3.15", "3.25", "[)"), interval("3.15", "3.25", "[)")),
    (
        quantity("-20", Hedge.OVER, Kind.PERCENT, unit="%"),
        interval("-30", "-20", "(]"),
        interval(None, "-20"),
    ),
    (quantity("-0.3", kind=Kind.PERCENT, unit="%"), interval("-0.35", "-0.25", "(]"), interval("-0.35", "-0.25", "(]")),
]


@pytest.mark.parametrize(("written", "ordinary", "charitable"), TABLE)
def test_each_row_of_the_table(written: Quantity, ordinary: Interval, charitable: Interval) -> None:
    assert expected(written) == ordinary
    assert widest(written) == charitable


@pytest.mark.parametrize(
    ("value", "below", "above"),
    [
        ("350", "300", "400"),
        ("600", "500", "700"),
        ("1.1", "1", "1.2"),
        ("24", "23", "25"),
        ("100", "50", "200"),
        ("1", "0", "2"),
    ],
)
def test_round_numbers_around_a_value(value: str, below: str, above: str) -> None:
    assert previous_round(Decimal(value)) == Decimal(below)
    assert next_round(Decimal(value)) == Decimal(above)


@pytest.mark.parametrize(
    ("hedge", "read"),
    [
        (Hedge.OVER, interval("0", None)),
        (Hedge.AT_LEAST, interval("0", None)),
        (Hedge.UNDER, interval(None, "0", "[)")),
        (Hedge.AT_MOST, interval(None, "0")),
    ],
)
def test_beside_zero_there_is_no_round_number(hedge: Hedge, read: Interval) -> None:
    zero = quantity("0", hedge, Kind.PERCENT, unit="%")
    assert expected(zero) == widest(zero) == read


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2) | st.integers(-999, 999).map(Decimal),
    st.sampled_from([None, *Hedge]),
    st.sampled_from([Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.MULTIPLE]),
)
def test_the_widest_reading_encloses_the_expected_one(value: Decimal, hedge: Hedge | None, kind: Kind) -> None:
    written = quantity(str(value), hedge, kind)
    assert widest(written).hull(expected(written)) == widest(written)
    assert not expected(written).is_empty
