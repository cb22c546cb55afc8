"""Whether a total and some numbers can be a whole and its parts: asked before any word is, since numbers cost less."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from workbench.relations.amounts import Amount


class Fit(Enum):
    """What the numbers alone make of a total and its parts."""

    FAR = 0
    NEAR = 1
    HOLDS = 2


def fit_of(total: Amount, parts: Sequence[Amount], least: Decimal, most: Decimal) -> Fit:
    """Whether parts make their total, or at least `least` and at most `most` times as much."""
    made = sum((part.value for part in parts), Decimal(0))
    if _are_plain(total, parts):
        # A plain number means at most half a step more or less: most lists need no closer look.
        slack = sum((part.claim.quantity.step for part in parts), total.claim.quantity.step)
        holds = abs(made - total.value) <= slack and adds_up(total, parts)
    else:
        holds = adds_up(total, parts)
    if holds:
        return Fit.HOLDS
    return Fit.NEAR if least * total.value <= made <= most * total.value else Fit.FAR


def _are_plain(total: Amount, parts: Sequence[Amount]) -> bool:
    for amount in (total, *parts):
        quantity = amount.claim.quantity
        if quantity.hedge is not None or quantity.in_words:
            return False
    return True


def adds_up(whole: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the parts can make the total as the numbers are usually read."""
    total, read = whole.claim.expected, [part.claim.expected for part in parts]
    low = sum((one.low or Fraction(0) for one in read), Fraction(0))
    highs = [one.high for one in read]
    high = None if any(end is None for end in highs) else sum((end for end in highs if end is not None), Fraction(0))
    above = total.high is not None and low > total.high
    return not above and not (high is not None and total.low is not None and high < total.low)
