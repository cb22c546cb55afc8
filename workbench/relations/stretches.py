"""How many hours, days or months a stretch of time holds: "12 a month over two years" is 24 of them."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from workbench.model import Period
from workbench.relations.matching import Match

# The mean month and the year of 365 days.
_HOURS = {
    "minute": Fraction(1, 60),
    "hour": Fraction(1),
    "day": Fraction(24),
    "week": Fraction(168),
    "month": Fraction(730),
    "year": Fraction(8760),
}


def periods_in(match: Match) -> Fraction | None:
    """How many of the rule's periods the stated length of time holds."""
    span = match.one("span")
    if span is None or span.quantity.value is None or span.quantity.unit not in _HOURS:
        return None
    return Fraction(span.quantity.value) * _HOURS[span.quantity.unit] / _HOURS[match.rule.divide]


def times_in(period: Period, unit: str) -> Fraction | None:
    """How many hours, days, weeks or months a period of whole months holds; ``None`` for any other period."""
    first, last = period.first, period.last
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return None
    if unit == "month":
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return Fraction(months) if months > 1 else None
    if unit not in ("hour", "day", "week"):
        return None
    return ((last - first).days + 1) * _HOURS["day"] / _HOURS[unit]
