"""How many of a rule's periods a stated length of time holds: "12 a month over two years" is 24 of them."""

from __future__ import annotations

from fractions import Fraction

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
