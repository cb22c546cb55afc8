"""The two readings of a quantity, from the table in resources/readings.toml.

Expected is what an ordinary careful reader takes a number to mean; widest is the most a charitable reader could
grant. A plain number is known to half a unit of its last written digit (expected) or of its last digit that is
not zero (widest): "350" is 349.5 up to but not including 350.5, or 345 up to but not including 355.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from workbench.model.interval import Interval
from workbench.model.quantity import Hedge, Kind, Quantity
from workbench.resource_files import load_toml

_SIGNED_UNITS = frozenset({"%", "percentage point", "basis point"})


@lru_cache(maxsize=65536)
def expected(quantity: Quantity) -> Interval:
    """What an ordinary careful reader takes the number to mean."""
    return _read(quantity, "expected", quantity.step)


@lru_cache(maxsize=65536)
def widest(quantity: Quantity) -> Interval:
    """The most a charitable reader could grant."""
    return _read(quantity, "widest", quantity.coarse_step)


def tried(quantity: Quantity, *, strictly: bool) -> Interval:
    """The expected (`strictly`) or widest reading of a number that is only tried, as a slip is: not remembered."""
    return _read(quantity, "expected", quantity.step) if strictly else _read(quantity, "widest", quantity.coarse_step)


def next_round(value: Decimal) -> Decimal:
    """The next round number above a positive `value`: 350 -> 400, 1.1 -> 1.2, 600 -> 700, 24 -> 25."""
    return value + _round_unit(value)


def previous_round(value: Decimal) -> Decimal:
    """The previous round number below a positive `value`: 350 -> 300, 600 -> 500, 100 -> 50, 1 -> 0."""
    if value.normalize().as_tuple().digits == (1,):
        # No round number lies between none and one, and "less than 10 percent" is said of more than 9 to 10.
        return Decimal(0) if value == 1 else value / 2
    return value - _round_unit(value)


def is_round(value: Decimal) -> bool:
    """Whether readers take it for a threshold rather than a measured value: its last digit is 0 or 5."""
    digits = value.as_tuple()
    return value.normalize().as_tuple().digits[-1] == 5 or (digits.digits[-1] == 0 and digits.exponent == 0)


def _round_unit(value: Decimal) -> Decimal:
    """One unit of the last digit that is not zero, five of them when that digit closes a longer number with a 5."""
    normal = value.normalize()
    digits, exponent = normal.as_tuple().digits, normal.as_tuple().exponent
    assert isinstance(exponent, int)
    unit = Decimal(1).scaleb(exponent)
    return 5 * unit if len(digits) > 1 and digits[-1] == 5 else unit


def _read(quantity: Quantity, reading: str, step: Decimal) -> Interval:
    value, high = quantity.value, quantity.value_high
    if value is None:
        return Interval() if high is None else Interval.between(None, high)
    if high is not None:
        return _read_range(quantity, value, high)
    if value < 0:
        return -_read_positive(quantity, -value, reading, step)
    return _read_positive(quantity, value, reading, step)


def _read_range(quantity: Quantity, low: Decimal, high: Decimal) -> Interval:
    if quantity.exact:
        return Interval.between(low, high)
    half = Fraction(quantity.step) / 2
    return Interval(Fraction(low) - half, Fraction(high) + half, False, True)


# "Nearly half" is printed beside 46 % and 44 %: a fraction in words that is loosened too is twice as loose.
HEDGED_FRACTION = 2


def _read_positive(quantity: Quantity, value: Decimal, reading: str, step: Decimal) -> Interval:
    if quantity.in_words and quantity.kind in (Kind.RATIO, Kind.PERCENT):
        return _read_fraction(quantity, value, reading)
    if quantity.hedge is None:
        if quantity.kind is Kind.MULTIPLE and (quantity.in_words or quantity.step >= 1):
            return _by_table("multiple", quantity, value, reading)
        return _plain(quantity, value, step)
    interval = _by_table(quantity.hedge.value, quantity, value, reading)
    if quantity.hedge is Hedge.ABOUT:
        return interval.hull(_plain(quantity, value, step))
    if quantity.hedge is Hedge.NEARLY and not quantity.exact:
        return interval.hull(_rounded_to(quantity, value))
    return interval


def _rounded_to(quantity: Quantity, value: Decimal) -> Interval:
    """What "nearly" a number says at least: what is rounded up to it, unless that is far below, or down to it.

    2.73 is almost 3, as it is 3; nothing above a round number is nearly that number.
    """
    exact, half = Fraction(value), Fraction(quantity.step) / 2
    factor = quantity.kind is Kind.MULTIPLE and (quantity.in_words or quantity.step >= 1)
    far = _factor(_table()["nearly"]["widest"]["low"]) * exact
    low = exact if factor else max(exact - half, far)
    return Interval(low, exact) if is_round(value) else Interval(low, exact + half, False, True)


def _plain(quantity: Quantity, value: Decimal, step: Decimal) -> Interval:
    if quantity.exact or not step:
        return Interval.exactly(value)
    exact, half = Fraction(value), Fraction(step) / 2
    return Interval(exact - half, exact + half, False, True)


def _read_fraction(quantity: Quantity, value: Decimal, reading: str) -> Interval:
    """A fraction said in words ("a third"), loose by some points; above half of a whole is a majority."""
    whole = Fraction(100 if quantity.kind is Kind.PERCENT else 1)
    exact = Fraction(value)
    if quantity.hedge in (Hedge.OVER, Hedge.AT_LEAST):
        return Interval(exact, max(whole, exact), quantity.hedge is Hedge.OVER, False)
    if quantity.hedge in (Hedge.UNDER, Hedge.AT_MOST, Hedge.UP_TO):
        return Interval(Fraction(0), exact, False, quantity.hedge is Hedge.UNDER)
    points = Fraction(_table()["fraction"][reading]["points"]) * whole
    if quantity.hedge is not None:
        points *= HEDGED_FRACTION
    return Interval(exact - points, exact + points)


def _by_table(row: str, quantity: Quantity, value: Decimal, reading: str) -> Interval:
    entry = _table()[row][reading]
    low = _end(entry["low"], quantity, value, upwards=False)
    high = _end(entry["high"], quantity, value, upwards=True)
    return Interval(
        low,
        high,
        low is not None and bool(entry.get("low_open", False)),
        high is not None and bool(entry.get("high_open", False)),
    )


def _end(rule: str, quantity: Quantity, value: Decimal, *, upwards: bool) -> Fraction | None:
    if rule == "itself":
        return Fraction(value)
    if not value and rule in ("round", "zero"):
        # No round number lies beside zero: "more than 0 %" is any growth, "less than 0 %" any fall.
        return None
    if rule == "round":
        return Fraction(next_round(value) if upwards else previous_round(value))
    if rule == "zero":
        return None if quantity.unit in _SIGNED_UNITS and quantity.kind is not Kind.PERCENT else Fraction(0)
    if rule == "open":
        return None
    return _factor(rule) * Fraction(value)


@cache
def _factor(rule: str) -> Fraction:
    return Fraction(rule)


@cache
def _table() -> dict[str, Any]:
    return load_toml("readings.toml")
