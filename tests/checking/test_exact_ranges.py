"""The bare ranges of the inner loops do what intervals do."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.checking import ranges
from workbench.checking.ranges import Range

NUMBERS = st.fractions(-50, 50, max_denominator=12)


@st.composite
def boxes(draw: st.DrawFn) -> Range:
    """A range that is not empty, bounded or not."""
    ends = sorted((draw(NUMBERS), draw(NUMBERS)))
    low = None if draw(st.integers(0, 5)) == 0 else ends[0]
    high = None if draw(st.integers(0, 5)) == 0 else ends[1]
    box = (low, low is None or draw(st.booleans()), high, high is None or draw(st.booleans()))
    assume(not ranges.is_empty(box))
    return box


@given(boxes(), boxes())
def test_sums_products_and_quotients_are_those_of_intervals(a: Range, b: Range) -> None:
    one, other = ranges.interval(a), ranges.interval(b)
    assert ranges.add(a, b) == ranges.of(one + other)
    assert ranges.subtract(a, b) == ranges.of(one - other)
    assert ranges.of(ranges.interval(ranges.multiply(a, b))) == ranges.of(one * other)
    assert ranges.negate(a) == ranges.of(-one)
    if not ranges.has_zero(b):
        assert ranges.of(ranges.interval(ranges.divide(a, b))) == ranges.of(one / other)


@given(boxes(), boxes())
def test_meeting_and_hulls_are_those_of_intervals(a: Range, b: Range) -> None:
    one, other = ranges.interval(a), ranges.interval(b)
    assert ranges.meets(a, b) == one.meets(other)
    assert ranges.is_empty(ranges.meet(a, b)) == one.intersect(other).is_empty
    assert ranges.hull(a, b) == ranges.of(one.hull(other))
    assert ranges.distance(a, b) == one.distance(other)


@given(boxes(), st.integers(1, 4), st.fractions(0, 50, max_denominator=12))
def test_powers_and_roots_hold_every_number(box: Range, exponent: int, value: Fraction) -> None:
    positive = ranges.meet(box, ranges.NOT_NEGATIVE)
    assume(not ranges.is_empty(positive))
    assume(ranges.interval(positive).contains(value))
    assert ranges.interval(ranges.power(positive, exponent)).contains(value**exponent)
    assert ranges.interval(ranges.root(ranges.power(positive, exponent), exponent)).contains(value)


@given(st.integers(1, 10**300), st.integers(1, 10**300), st.booleans())
def test_very_long_ends_are_rounded_outwards(numerator: int, denominator: int, negative: bool) -> None:
    value = Fraction(-numerator if negative else numerator, denominator)
    low, _, high, _ = ranges.shortened((value, False, value, False))
    assert low is not None
    assert high is not None
    assert low <= value <= high
    assert high - low <= abs(value) / 2**200
