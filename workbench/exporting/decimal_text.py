"""Exact numbers as plain decimal strings."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

_DIGITS = 18


def decimal_text(value: Decimal) -> str:
    """`value` without exponent and without zeros that say nothing: ``Decimal("3.50E+3")`` is ``"3500"``."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def bound_text(bound: Fraction | None, *, upwards: bool) -> str | None:
    """An end of an interval, ``None`` when unbounded.

    A fraction without a finite decimal expansion is rounded outwards at 18 significant digits (down for a low end,
    up for a high one), so that the printed interval never leaves out a number of the exact one.
    """
    if bound is None:
        return None
    return decimal_text(to_decimal(bound, upwards=upwards))


def to_decimal(value: Fraction, *, upwards: bool = False) -> Decimal:
    """`value` exactly when its decimal expansion ends, else rounded up or down at 18 significant digits."""
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest == 1:
        places = max(twos, fives)
        # Built from its digits: the current decimal context must not round it.
        unscaled = value.numerator * 10**places // value.denominator
        return Decimal(unscaled).scaleb(-places, Context(prec=unscaled.bit_length() // 3 + 2))
    context = Context(prec=_DIGITS, rounding=ROUND_CEILING if upwards else ROUND_FLOOR)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))
