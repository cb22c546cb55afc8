"""Exact intervals whose ends know whether they belong to them.

Ends are `Fraction`s; ``None`` is an infinite end, which is always open. All arithmetic is exact,
so two readings that only touch are told apart from two that overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Number = Fraction | Decimal | int


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `low` to `high`; ``None`` is unbounded, `low_open`/`high_open` leave the end itself out."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def exactly(cls, value: Number) -> Interval:
        """The single number `value`."""
        exact = Fraction(value)
        return cls(exact, exact)

    @classmethod
    def between(
        cls, low: Number | None, high: Number | None, *, low_open: bool = False, high_open: bool = False
    ) -> Interval:
        """The interval from `low` to `high`, taking any exact number type."""
        return cls(
            None if low is None else Fraction(low), None if high is None else Fraction(high), low_open, high_open
        )

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def is_point(self) -> bool:
        """Whether exactly one number lies in it."""
        return self.low is not None and self.low == self.high and not (self.low_open or self.high_open)

    @property
    def midpoint(self) -> Fraction | None:
        """Half-way between two finite ends; the finite end of a half-line; ``None`` for the whole line."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else self.high

    def contains(self, value: Number) -> bool:
        """Whether `value` lies in it."""
        exact = Fraction(value)
        if self.low is not None and (exact < self.low or (exact == self.low and self.low_open)):
            return False
        return not (self.high is not None and (exact > self.high or (exact == self.high and self.high_open)))

    def intersect(self, other: Interval) -> Interval:
        """The numbers in both; may be empty."""
        low, low_open = _tighter_low(self, other)
        high, high_open = _tighter_high(self, other)
        return Interval(low, high, low_open, high_open)

    def meets(self, other: Interval) -> bool:
        """Whether at least one number lies in both."""
        return not self.intersect(other).is_empty

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        if self.is_empty:
            return other
        if other.is_empty:
            return self
        low, low_open = _looser_low(self, other)
        high, high_open = _looser_high(self, other)
        return Interval(low, high, low_open, high_open)

    def distance(self, other: Interval) -> Fraction:
        """How far apart the two lie; zero when they overlap or touch."""
        if self.high is not None and other.low is not None and other.low > self.high:
            return other.low - self.high
        if other.high is not None and self.low is not None and self.low > other.high:
            return self.low - other.high
        return Fraction(0)

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def __mul__(self, other: Interval) -> Interval:
        if self.is_empty or other.is_empty:
            return EMPTY
        ends = [
            _end_product(a, a_open, b, b_open)
            for a, a_open in (_low_end(self), _high_end(self))
            for b, b_open in (_low_end(other), _high_end(other))
        ]
        return _from_ends(ends)

    def __truediv__(self, other: Interval) -> Interval:
        """The hull of all quotients. A divisor that holds zero inside gives the whole line."""
        return self * other.reciprocal()

    def reciprocal(self) -> Interval:
        """The hull of 1/x for the non-zero x in it; empty for the single number zero."""
        if self.is_empty or (self.low == 0 and self.high == 0):
            return EMPTY
        below = self.low is None or self.low < 0
        above = self.high is None or self.high > 0
        if below and above:
            return ANY
        if above:
            high, high_open = (None, False) if self.low is None or self.low == 0 else (1 / self.low, self.low_open)
            low, low_open = (Fraction(0), True) if self.high is None else (1 / self.high, self.high_open)
            return Interval(low, high, low_open, high_open)
        return -((-self).reciprocal())

    def scaled(self, factor: Number) -> Interval:
        """Every number times `factor`."""
        exact = Fraction(factor)
        if exact < 0:
            return (-self).scaled(-exact)
        if exact == 0:
            return Interval.exactly(0)
        return Interval(
            None if self.low is None else self.low * exact,
            None if self.high is None else self.high * exact,
            self.low_open,
            self.high_open,
        )

    def shifted(self, offset: Number) -> Interval:
        """Every number plus `offset`."""
        return self + Interval.exactly(offset)


ANY = Interval()
EMPTY = Interval(Fraction(1), Fraction(0))

# An end of a product: (sign of infinity or 0 when finite, value, open).
_End = tuple[int, Fraction, bool]


def _low_end(interval: Interval) -> tuple[Fraction | int, bool]:
    return (-1, True) if interval.low is None else (interval.low, interval.low_open)


def _high_end(interval: Interval) -> tuple[Fraction | int, bool]:
    return (1, True) if interval.high is None else (interval.high, interval.high_open)


def _is_infinite(end: Fraction | int) -> bool:
    # Finite ends are Fractions; the plain ints -1 and 1 stand for the infinities.
    return type(end) is int


def _end_product(a: Fraction | int, a_open: bool, b: Fraction | int, b_open: bool) -> _End:
    """One corner of a product. Zero times infinity is zero: an unbounded end is never reached."""
    if a == 0 or b == 0:
        # A closed zero makes zero itself a product, whatever the other end.
        closed = (a == 0 and not a_open) or (b == 0 and not b_open)
        return 0, Fraction(0), not closed
    if _is_infinite(a) or _is_infinite(b):
        return (1 if (a > 0) == (b > 0) else -1), Fraction(0), True
    return 0, Fraction(a) * Fraction(b), a_open or b_open


def _from_ends(ends: list[_End]) -> Interval:
    low = min(ends, key=lambda end: (end[0], end[1], end[2]))
    high = max(ends, key=lambda end: (end[0], end[1], not end[2]))
    return Interval(
        None if low[0] < 0 else low[1],
        None if high[0] > 0 else high[1],
        low[2] if low[0] == 0 else False,
        high[2] if high[0] == 0 else False,
    )


def _tighter_low(a: Interval, b: Interval) -> tuple[Fraction | None, bool]:
    if a.low is None:
        return b.low, b.low_open
    if b.low is None or a.low > b.low:
        return a.low, a.low_open
    if a.low < b.low:
        return b.low, b.low_open
    return a.low, a.low_open or b.low_open


def _tighter_high(a: Interval, b: Interval) -> tuple[Fraction | None, bool]:
    if a.high is None:
        return b.high, b.high_open
    if b.high is None or a.high < b.high:
        return a.high, a.high_open
    if a.high > b.high:
        return b.high, b.high_open
    return a.high, a.high_open or b.high_open


def _looser_low(a: Interval, b: Interval) -> tuple[Fraction | None, bool]:
    if a.low is None or b.low is None:
        return None, False
    if a.low != b.low:
        return (a.low, a.low_open) if a.low < b.low else (b.low, b.low_open)
    return a.low, a.low_open and b.low_open


def _looser_high(a: Interval, b: Interval) -> tuple[Fraction | None, bool]:
    if a.high is None or b.high is None:
        return None, False
    if a.high != b.high:
        return (a.high, a.high_open) if a.high > b.high else (b.high, b.high_open)
    return a.high, a.high_open and b.high_open
