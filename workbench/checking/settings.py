"""What the analyst sets for a check."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds and bounds of a check; the defaults flag whatever cannot be true.

    `materiality_relative` is the part of the computed value, and `materiality_absolute` the distance in the unit of
    the numbers, below which a conflict is let pass as immaterial (both must hold when both are set; zero and
    ``None`` switch them off). `effort` bounds the steps spent on one network of entangled numbers: beyond it the
    network is checked pair by pair. `slips_tried` bounds the search for repairs over all conflicts of a document: those
    after it get what would fit, and no slip; `repair_effort` bounds the steps spent on it for one network of entangled
    numbers, shared between its conflicts. `significance` is the level below which a reported test is significant.
    """

    materiality_relative: Fraction = Fraction(0)
    materiality_absolute: Fraction | None = None
    max_conflicts: int = 12
    max_repairs: int = 8
    slips_tried: int = 40_000
    repair_effort: int = 40_000
    effort: int = 20_000
    significance: Fraction = Fraction(1, 20)
