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


def fit_of(total: Amount, parts: Sequence[Amount], least: Fraction, most: Fraction) -> Fit:
    """Whether parts make their total, or at least `least` and at most `most` times as much."""
    made = sum((part.value for part in parts), Decimal(0))
    listed = (total, *parts)
    if all(amount.claim.quantity.hedge is None and not amount.claim.quantity.in_words for amount in listed):
        # A plain number means at most half a step more or less: most lists need no closer look.
        slack = sum((amount.claim.quantity.step for amount in listed), Decimal(0))
        holds = abs(made - total.value) <= slack and adds_up(total, parts)
    else:
        holds = adds_up(total, parts)
    if holds:
        return Fit.HOLDS
    return Fit.NEAR if least <= Fraction(made) / Fraction(total.value) <= most else Fit.FAR


def adds_up(whole: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the parts can make the total as the numbers are usually read."""
    total, read = whole.claim.expected, [part.claim.expected for part in parts]
    low = sum((one.low or Fraction(0) for one in read), Fraction(0))
    highs = [one.high for one in read]
    high = None if any(end is None for end in highs) else sum((end for end in highs if end is not None), Fraction(0))
    above = total.high is not None and low > total.high
    return not above and not (high is not None and total.low is not None and high < total.low)
