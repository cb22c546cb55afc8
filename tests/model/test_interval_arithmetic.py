"""Interval arithmetic is exact and encloses every result, open ends included."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.model import ANY, Interval

fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low = draw(st.one_of(st.none(), fractions))
    high = draw(st.one_of(st.none(), fractions))
    if low is not None and high is not None and low > high:
        low, high = high, low
    interval = Interval(low, high, low is not None and draw(st.booleans()), high is not None and draw(st.booleans()))
    assume(not interval.is_empty)
    return interval


@st.composite
def points_inside(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    interval = draw(intervals())
    point = draw(fractions)
    if not interval.contains(point):
        middle = interval.midpoint
        assert middle is not None
        if interval.low is None:
            middle -= 1
        elif interval.high is None:
            middle += 1
        point = middle
    assert interval.contains(point)
    return interval, point


@given(points_inside(), points_inside())
def test_sums_differences_and_products_enclose_every_pair(
    one: tuple[Interval, Fraction], two: tuple[Interval, Fraction]
) -> None:
    (a, x), (b, y) = one, two
    assert (a + b).contains(x + y)
    assert (a - b).contains(x - y)
    assert (a * b).contains(x * y)
    assert (-a).contains(-x)
    if y:
        assert (a / b).contains(x / y)


@given(intervals(), intervals(), fractions)
def test_intersection_holds_exactly_the_common_numbers(a: Interval, b: Interval, x: Fraction) -> None:
    assert a.intersect(b).contains(x) == (a.contains(x) and b.contains(x))
    if a.contains(x) or b.contains(x):
        assert a.hull(b).contains(x)
    assert a.meets(b) == b.meets(a)
    assert (a.distance(b) > 0) <= (not a.meets(b))


@given(intervals(), fractions)
def test_scaling_by_a_number_is_multiplying_by_that_point(a: Interval, factor: Fraction) -> None:
    assert a.scaled(factor) == a * Interval.exactly(factor)
    assert a.shifted(factor) - Interval.exactly(factor) == a


def test_ends_that_only_touch_meet_only_when_both_belong() -> None:
    closed, half_open = Interval.between(1, 2), Interval.between(1, 2, high_open=True)
    above = Interval.between(2, 3)
    assert closed.meets(above)
    assert not half_open.meets(above)
    assert half_open.distance(above) == 0


def test_the_distance_is_the_gap_whichever_lies_below() -> None:
    below, above = Interval.between(1, 2), Interval.between(5, None)
    assert below.distance(above) == above.distance(below) == 3
    assert below.distance(Interval.between(0, 1)) == 0


def test_only_a_single_number_that_belongs_is_a_point() -> None:
    assert Interval.exactly(2).is_point
    assert not Interval.between(1, 2).is_point
    assert not Interval.between(2, 2, high_open=True).is_point


def test_the_middle_of_a_half_line_is_its_end() -> None:
    assert Interval.between(1, 2).midpoint == Fraction(3, 2)
    assert Interval.between(3, None).midpoint == Interval.between(None, 3).midpoint == 3
    assert ANY.midpoint is None


def test_decimals_stay_exact() -> None:
    assert Interval.exactly(Decimal("0.1")).scaled(3) == Interval.exactly(Decimal("0.3"))


@pytest.mark.parametrize(
    ("divisor", "quotient"),
    [
        (Interval.between(-1, 1), ANY),
        (Interval.between(0, 2, low_open=True), Interval.between(Fraction(1, 2), None)),
        (Interval.between(0, 2), Interval.between(Fraction(1, 2), None)),
        (Interval.between(2, None), Interval.between(0, Fraction(1, 2), low_open=True)),
        (Interval.between(-4, -2), Interval.between(Fraction(-1, 2), Fraction(-1, 4))),
    ],
)
def test_dividing_one_by_an_interval(divisor: Interval, quotient: Interval) -> None:
    assert Interval.exactly(1) / divisor == quotient


def test_dividing_by_zero_itself_gives_nothing() -> None:
    assert (Interval.exactly(1) / Interval.exactly(0)).is_empty


def test_zero_times_anything_is_zero() -> None:
    assert ANY * Interval.exactly(0) == Interval.exactly(0)
    assert Interval.between(0, 1, low_open=True) * Interval.between(0, None) == Interval.between(0, None)
