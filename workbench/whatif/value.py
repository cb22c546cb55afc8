"""A computed value: an exact interval in each reading, with its unit.

Percentages are fractions inside (25 % is 1/4) and carry a mark that says how to print them. Units are products of
powers; they multiply, divide and cancel, and only like is added to like.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from workbench.model import Interval, Quantity
from workbench.model.readings import expected, widest
from workbench.whatif.errors import LineError

PERCENT_UNITS = {"%": Fraction(1, 100), "percentage point": Fraction(1, 100), "basis point": Fraction(1, 10_000)}

Unit = tuple[tuple[str, int], ...]
"""Names with their exponents, in alphabetical order; empty for a plain number."""

_LONGEST_POWER = 1000
_MOST_BITS = 12_000


@dataclass(frozen=True, slots=True)
class Value:
    """`point` is the number computed from the numbers as written, when there is one."""

    expected: Interval
    widest: Interval
    point: Fraction | None
    unit: Unit = ()
    percent: bool = False

    @classmethod
    def exactly(cls, number: Fraction) -> Value:
        """A plain number."""
        return cls(Interval.exactly(number), Interval.exactly(number), number)

    @property
    def is_plain(self) -> bool:
        """Whether it is a number without a unit, and not in percent."""
        return not self.unit and not self.percent

    def __neg__(self) -> Value:
        return replace(
            self, expected=-self.expected, widest=-self.widest, point=None if self.point is None else -self.point
        )

    def plus(self, other: Value, place: int = 0) -> Value:
        """The sum. Raises `LineError` for unlike units; 1 may be added to a percentage, for ``(1 + 5 %)``."""
        if self.unit != other.unit:
            raise LineError("unlike", place=place, first=unit_text(self), second=unit_text(other))
        if self.percent != other.percent:
            plain = other if self.percent else self
            if plain.point not in (1, -1):
                raise LineError("percent-added", place=place)
        both = None if self.point is None or other.point is None else self.point + other.point
        percent = self.percent and other.percent
        return _bounded(Value(self.expected + other.expected, self.widest + other.widest, both, self.unit, percent))

    def times(self, other: Value) -> Value:
        """The product."""
        both = None if self.point is None or other.point is None else self.point * other.point
        unit = _joined(self.unit, other.unit, 1)
        percent = self.percent and (other.percent or other.is_plain) and not unit
        return _bounded(
            Value(self.expected * other.expected, self.widest * other.widest, both, unit, percent),
        )

    def over(self, other: Value, place: int = 0) -> Value:
        """The quotient. Raises `LineError` when the divisor is zero, or may be in the expected reading."""
        if other.expected.contains(0):
            raise LineError("zero", place=place)
        both = None if self.point is None or not other.point else self.point / other.point
        unit = _joined(self.unit, other.unit, -1)
        percent = self.percent and other.is_plain
        return _bounded(Value(self.expected / other.expected, self.widest / other.widest, both, unit, percent))

    def power(self, exponent: int, place: int = 0) -> Value:
        """A whole power. Raises `LineError` beyond what a sheet may ask for."""
        if abs(exponent) > _LONGEST_POWER or self._bits() * abs(exponent) > _MOST_BITS:
            raise LineError("too-big", place=place)
        if exponent < 0:
            return Value.exactly(Fraction(1)).over(self.power(-exponent, place), place)
        point = None if self.point is None else self.point**exponent
        unit = tuple((name, power * exponent) for name, power in self.unit) if exponent else ()
        return Value(_power(self.expected, exponent), _power(self.widest, exponent), point, unit)

    def _bits(self) -> int:
        ends = (self.expected.low, self.expected.high, self.widest.low, self.widest.high, self.point)
        return max((_bits(end) for end in ends if end is not None), default=1)


def value_of(quantity: Quantity) -> Value:
    """The value of a quantity in both readings. Raises `LineError` when it has none, as a date has."""
    if quantity.value is None and quantity.value_high is None:
        raise LineError("no-value")
    factor = PERCENT_UNITS.get(quantity.unit or "")
    scale = Fraction(1) if factor is None else factor
    point = None if quantity.value is None or quantity.value_high is not None else Fraction(quantity.value) * scale
    unit: Unit = () if factor is not None or quantity.unit is None else _parsed(quantity.unit)
    return Value(expected(quantity).scaled(scale), widest(quantity).scaled(scale), point, unit, factor is not None)


def unit_name(unit: Unit) -> str | None:
    """``USD / people``, ``meter ** 2``; ``None`` for a plain number."""
    over = [_factor(name, power) for name, power in unit if power > 0]
    under = [_factor(name, -power) for name, power in unit if power < 0]
    if not over and not under:
        return None
    return " / ".join([" * ".join(over) or "1", *under])


def unit_text(value: Value) -> str:
    """The unit for a sentence: "%" for percentages, "1" for plain numbers."""
    return "%" if value.percent else unit_name(value.unit) or "1"


def _factor(name: str, power: int) -> str:
    return name if power == 1 else f"{name} ** {power}"


def _parsed(unit: str) -> Unit:
    """``kilometer / hour`` and ``meter ** 2`` taken apart, so that they cancel."""
    powers: dict[str, int] = {}
    for place, part in enumerate(unit.split(" / ")):
        for factor in part.split(" * "):
            name, _, power = factor.partition(" ** ")
            number = int(power) if power.isdigit() else 1
            if name and name != "1":
                powers[name] = powers.get(name, 0) + (number if place == 0 else -number)
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _joined(first: Unit, second: Unit, sign: int) -> Unit:
    powers = dict(first)
    for name, power in second:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _power(interval: Interval, exponent: int) -> Interval:
    if exponent == 0:
        return Interval.exactly(1)
    low = None if interval.low is None else interval.low**exponent
    high = None if interval.high is None else interval.high**exponent
    if exponent % 2 or (interval.low is not None and interval.low >= 0):
        return Interval(low, high, interval.low_open, interval.high_open)
    if interval.high is not None and interval.high <= 0:
        return Interval(high, low, interval.high_open, interval.low_open)
    top = None if low is None or high is None else max(low, high)
    is_open = (top == low and interval.low_open) if low != high else interval.low_open and interval.high_open
    if top is not None and top == high and low != high:
        is_open = interval.high_open
    return Interval(Fraction(0), top, False, is_open)


def _bounded(value: Value) -> Value:
    if value._bits() > _MOST_BITS:
        raise LineError("too-big")
    return value


def _bits(number: Fraction) -> int:
    return number.numerator.bit_length() + number.denominator.bit_length()
