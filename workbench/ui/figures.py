"""Numbers, readings and periods as people read them, in the interface's language.

Stated numbers are printed exactly; ends of intervals are rounded to four significant digits, and to more where the two
ends would otherwise look alike.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import cache

from workbench.model import Claim, Interval, Period, Quantity
from workbench.resource_files import load_toml
from workbench.ui.wording import Wording

_MINUS = "−"
_SCALES = ((12, "tn"), (9, "bn"), (6, "m"))
_SIGNIFICANT = 4
# More digits than anybody writes: the value of a fraction in words, cut by the arithmetic.
_ENDLESS = 20
_HEDGE_SIGNS = {"over": ">", "at-least": "≥", "under": "<", "at-most": "≤", "up-to": "≤", "about": "~", "nearly": "~"}


def grouped(value: Decimal, wording: Wording) -> str:
    """`value` in full with thousands grouped, trailing zeros as they are: 1,952.50 or 1 952,50."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return str(value)
    if exponent > 0:
        digits, exponent = digits + (0,) * exponent, 0
    text = "".join(map(str, digits))
    places = -exponent
    whole = text[:-places] if places else text
    decimals = text[-places:].rjust(places, "0") if places else ""
    whole = whole or "0"
    if len(whole) > 3:
        head = len(whole) % 3
        parts = ([whole[:head]] if head else []) + [whole[i : i + 3] for i in range(head, len(whole), 3)]
        whole = wording("figures.group").join(parts)
    point = wording("figures.point") if decimals else ""
    return f"{_MINUS if sign else ''}{whole}{point}{decimals}"


def plain(value: Decimal) -> Decimal:
    """`value` without trailing zeros after the point and without an exponent."""
    normal = value.normalize()
    exponent = normal.as_tuple().exponent
    assert isinstance(exponent, int)
    return normal.quantize(Decimal(1)) if exponent > 0 else normal


def compact(value: Decimal, wording: Wording) -> str:
    """`value` with a scale word where that loses nothing and shortens it: 350 bn, 12,345.6 m, 13,712, 24.4."""
    best: tuple[int, Decimal, str] | None = None
    for power, name in _SCALES:
        if abs(value) < Decimal(10) ** power or (name == "tn" and wording.language == "fr"):
            continue  # In French "billion" would mislead: readers count on in milliards.
        scaled = plain(value.scaleb(-power))
        places = scaled.as_tuple().exponent
        assert isinstance(places, int)
        decimals = max(-places, 2)
        if -places <= 4 and (best is None or decimals < best[0]):
            best = decimals, scaled, name
    if best is None:
        return grouped(plain(value), wording)
    return f"{grouped(best[1], wording)}{wording('figures.gap')}{wording(f'figures.scale.{best[2]}')}"


def rounded(value: Fraction, digits: int = _SIGNIFICANT) -> Decimal:
    """`value` to four significant digits, or to `digits`; whole numbers that are nearly as short stay whole."""
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
    whole = abs(value.numerator) // value.denominator
    if whole >= 10**_SIGNIFICANT and value.denominator == 1 and len(str(whole).rstrip("0")) <= _SIGNIFICANT + 2:
        return Decimal(value.numerator)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def _digits_for(interval: Interval) -> int:
    """How many digits tell the ends of the interval apart, each within a fiftieth of its width."""
    if interval.low is None or interval.high is None or interval.low >= interval.high:
        return _SIGNIFICANT
    off = (interval.high - interval.low) / 50
    for digits in range(_SIGNIFICANT, 3 * _ENDLESS):
        if all(abs(Fraction(rounded(end, digits)) - end) <= off for end in (interval.low, interval.high)):
            return digits
    return 3 * _ENDLESS


def with_unit(number: str, unit: str | None, wording: Wording) -> str:
    """`number` followed by its unit as the language writes it."""
    if unit is None:
        return number
    if unit == "%":
        return f"{number}{wording('figures.percent')}"
    return f"{number}{wording('figures.gap')}{unit_name(unit, wording)}"


def unit_name(unit: str | None, wording: Wording) -> str:
    """The unit for people: its own name in the interface's language, else its code."""
    if unit is None:
        return ""
    key = "figures.unit." + unit.replace(" ", "_")
    if wording.has(key):
        return wording(key)
    return _symbols().get(unit) or unit.replace("_", " ").replace(" ** 2", "²").replace(" ** 3", "³")


@cache
def _symbols() -> dict[str, str]:
    return load_toml("ui", "unit_symbols.toml")


def value_text(quantity: Quantity, wording: Wording) -> str:
    """The value without its unit, the hedge as a sign: >350 bn, ~25, 10–15."""
    sign = _HEDGE_SIGNS[quantity.hedge.value] if quantity.hedge is not None else ""
    ends = [_stated(end, wording) for end in (quantity.value, quantity.value_high) if end is not None]
    return sign + "–".join(ends)


def _stated(value: Decimal, wording: Wording) -> str:
    """A stated number in full; "a third" as 0.3333…"""
    if len(value.as_tuple().digits) < _ENDLESS or value == value.to_integral_value():
        return compact(value, wording)
    return compact(rounded(Fraction(value)), wording) + "…"


def interval_text(interval: Interval, unit: str | None, wording: Wording) -> str:
    """The interval in words: 693 bn to 808 bn, at least 1.4 tn, under 14.6 %."""
    digits = _digits_for(interval)
    low, high = (
        None if end is None else with_unit(compact(rounded(end, digits), wording), unit, wording)
        for end in (interval.low, interval.high)
    )
    if interval.is_empty:
        return wording("figures.interval.empty")
    if low is None and high is None:
        return wording("figures.interval.any")
    if high is None:
        return wording("figures.interval.over" if interval.low_open else "figures.interval.at_least", low=low)
    if low is None:
        return wording("figures.interval.under" if interval.high_open else "figures.interval.at_most", high=high)
    if interval.low == interval.high:
        return wording("figures.interval.exactly", low=low)
    key = "figures.interval.between_open" if interval.high_open else "figures.interval.between"
    return wording(key, low=low, high=high)


def reading_in_words(claim: Claim, wording: Wording) -> list[str]:
    """Why the number is read as it is: one line on the wording, one for each reading."""
    quantity = claim.quantity
    if claim.date is not None:
        return [wording("reading.date", period=period_text(claim.date, wording))]
    if quantity.hedge is not None:
        reason = wording(f"reading.hedge.{quantity.hedge.value}")
    elif quantity.exact:
        reason = wording("reading.exact")
    elif quantity.is_range:
        reason = wording("reading.range")
    elif quantity.in_words:
        reason = wording("reading.in_words")
    else:
        reason = wording("reading.plain")
    expected = interval_text(claim.expected, quantity.unit, wording)
    widest = interval_text(claim.widest, quantity.unit, wording)
    lines = [reason, wording("reading.expected", interval=expected)]
    if widest != expected:
        lines.append(wording("reading.widest", interval=widest))
    return lines


def period_text(period: Period | None, wording: Wording) -> str:
    """The period as people write it: 2021, Jan–Sep 2022, Q3 2022, 26 Nov 2022; nothing for none."""
    if period is None:
        return ""
    months = wording("figures.months").split()
    first, last = period.first, period.last
    if first == last:
        return f"{first.day} {months[first.month - 1]} {first.year}"
    code = str(period)
    if len(code) == 4:
        return code
    if "-Q" in code:
        return wording("figures.quarter", quarter=code[-1], year=first.year)
    if len(code) == 9 and "/" in code:
        return f"{first.year}–{last.year}"
    if code.count("-") == 1:
        return f"{months[first.month - 1]} {first.year}"
    if code.count("-") == 2:
        if first.year == last.year:
            return f"{months[first.month - 1]}–{months[last.month - 1]} {first.year}"
        return f"{months[first.month - 1]} {first.year} – {months[last.month - 1]} {last.year}"
    start = f"{first.day} {months[first.month - 1]}" + ("" if first.year == last.year else f" {first.year}")
    return f"{start} – {last.day} {months[last.month - 1]} {last.year}"
