"""Relations as equations over numbered values.

Every operation comes down to four primitive forms. A `Term` is ``multiplier x value + offset``: the multiplier
holds the sign and the unit ("25" with unit % counts as 0.25), the offset turns a growth rate into a factor. Where a
rule tolerates a difference, the term of the result stands for what is computed, which what is said may miss by so much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.ranges import ONE, ZERO, Range
from workbench.model import Slack

_MOST_YEARS = 400


@dataclass(frozen=True, slots=True)
class Term:
    """``multiplier x value + offset`` of the value numbered `variable`, which may be off by `slack`."""

    variable: int
    multiplier: Fraction = ONE
    offset: Fraction = ZERO
    slack: Slack | None = None
    inverse: Fraction = field(default=ONE, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.multiplier is not ONE:
            object.__setattr__(self, "inverse", 1 / self.multiplier)

    def read(self, boxes: Mapping[int, Range]) -> Range:
        """The range of the term."""
        box = boxes[self.variable]
        if self.slack is not None and not ranges.is_empty(box):
            box = ranges.of(self.slack.behind(ranges.interval(box)))
        if self.multiplier is not ONE:
            box = ranges.scale(box, self.multiplier)
        return ranges.shift(box, self.offset) if self.offset is not ZERO else box

    def solve(self, box: Range) -> Range:
        """The range of the value when that of the term is `box`."""
        if self.offset is not ZERO:
            box = ranges.shift(box, -self.offset)
        if self.multiplier is not ONE:
            box = ranges.scale(box, self.inverse)
        if self.slack is not None and not ranges.is_empty(box):
            box = ranges.of(self.slack.granted(ranges.interval(box)))
        return box

    def at(self, value: Fraction) -> Fraction:
        """The number that the term is for one value."""
        return value * self.multiplier + self.offset


class Form(Enum):
    """The primitive forms; the first term is the left-hand side."""

    PRODUCT = "product"  # first = second x third
    POWER = "power"  # first = second x third ^ exponent
    SUM = "sum"  # first = sum of the others
    AT_LEAST_SUM = "at least the sum"  # first >= sum of the others
    MORE_THAN = "more than"  # first > second


@dataclass(frozen=True, slots=True)
class Equation:
    """One primitive equation. `exponents` are the lowest and highest whole exponent of a power."""

    form: Form
    terms: tuple[Term, ...]
    exponents: tuple[int, int] = (1, 1)

    @property
    def is_tolerant(self) -> bool:
        """Whether what is said may miss what is computed."""
        return any(term.slack is not None for term in self.terms)

    @property
    def strict(self) -> Equation:
        """The same with nothing tolerated."""
        if not self.is_tolerant:
            return self
        return replace(self, terms=tuple([replace(term, slack=None) for term in self.terms]))

    def read(self, boxes: Mapping[int, Range]) -> list[Range]:
        """The ranges of the terms."""
        return [term.read(boxes) for term in self.terms]

    def right_hand(self, terms: Sequence[Range]) -> Range:
        """The range that the terms after the first, as read, give for the first."""
        if self.form is Form.PRODUCT:
            return ranges.multiply(terms[1], terms[2])
        if self.form is Form.POWER:
            return ranges.multiply(terms[1], self._powers(terms[2]))
        total = terms[1]
        for term in terms[2:]:
            total = ranges.add(total, term)
        if self.form is Form.SUM:
            return total
        return (total[0], total[1] or self.form is Form.MORE_THAN, None, True)

    def holds(self, boxes: Mapping[int, Range]) -> bool:
        """Whether some choice of values within `boxes` fulfils it; exact, since each value occurs once."""
        terms = self.read(boxes)
        return ranges.meets(terms[0], self.right_hand(terms))

    def needed(self, place: int, boxes: Mapping[int, Range]) -> Range:
        """The range that the other terms leave for the value in `place`; its own box is not looked at."""
        return self.left_for(place, self.read(boxes))

    def left_for(self, place: int, terms: Sequence[Range]) -> Range:
        """The same, of the terms as read."""
        return self.terms[place].solve(self._needed_term(place, terms))

    def _needed_term(self, place: int, terms: Sequence[Range]) -> Range:
        if place == 0:
            return self.right_hand(terms)
        first = terms[0]
        if self.form is Form.PRODUCT:
            return _quotient(first, terms[3 - place])
        if self.form is Form.POWER:
            if place == 1:
                return _quotient(first, self._powers(terms[2]))
            return self._roots(_quotient(first, terms[1]))
        rest = first
        for index, term in enumerate(terms):
            if index not in (0, place):
                rest = ranges.subtract(rest, term)
        if self.form is Form.SUM:
            return rest
        return (None, True, rest[2], rest[3] or self.form is Form.MORE_THAN)

    def _powers(self, factor: Range) -> Range:
        if factor[0] is None or factor[0] < 0:
            factor = ranges.meet(factor, ranges.NOT_NEGATIVE)
            if ranges.is_empty(factor):
                return ranges.EMPTY
        low, high = self.exponents
        box = ranges.power(factor, low)
        return box if low == high else ranges.hull(box, ranges.power(factor, high))

    def _roots(self, factor: Range) -> Range:
        if factor[2] is not None and factor[2] < 0:
            return ranges.EMPTY
        low, high = self.exponents
        box = ranges.root(factor, low)
        return box if low == high else ranges.hull(box, ranges.root(factor, high))


def _quotient(product: Range, factor: Range) -> Range:
    """What times `factor` can give `product`: anything, when both can be zero."""
    if ranges.has_zero(factor) and ranges.has_zero(product):
        return ranges.ANY
    return ranges.divide(product, factor)


def whole_exponents(box: Range) -> tuple[int, int] | None:
    """The lowest and highest whole number of years in `box`; ``None`` when there is none, or too many to compute."""
    low, low_open, high, high_open = box
    if low is None or high is None:
        return None
    first = low.numerator // low.denominator
    if first != low or low_open:
        first += 1
    last = -(-high.numerator // high.denominator)
    if last != high or high_open:
        last -= 1
    first = max(first, 1)
    return (first, last) if first <= last <= _MOST_YEARS else None
