"""The scale in which a text writes its numbers: 9 for "350 milliards", 0 for "75,000"."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.checking.written import read_written
from workbench.model import Claim, Comparison


def written_power(claim: Claim) -> int | None:
    """The power of ten of the scale word that a claim is written with; ``None`` when its text does not tell."""
    quantity = claim.quantity
    if quantity.value is None or quantity.in_words:
        return None
    written = read_written(claim.text, quantity)
    return None if written is None else max(0, written.scale)


def comparison_power(comparison: Comparison, claims: Mapping[str, Claim]) -> int | None:
    """The scale of the first number of a comparison that the text states."""
    for row in comparison.rows:
        claim = claims.get(row.claim or "")
        if claim is not None:
            return written_power(claim)
    return None
