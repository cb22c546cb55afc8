"""How far what is said may lie from what is computed before it counts as a difference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workbench.model.interval import Interval


class ToleranceKind(StrEnum):
    """What a tolerance is counted in: a part of the computed value, percentage points, or units of what is said."""

    PART = "part"
    POINTS = "points"
    UNITS = "units"


# What one percentage point is in the unit of a percentage.
_POINT = {"%": Fraction(1), "percentage point": Fraction(1), "basis point": Fraction(100)}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """`amount` is the part of the computed value (1/200 for "0.5 %"), or a number of points or units of what is said.

    It is granted on top of the two readings of the numbers.
    """

    kind: ToleranceKind
    amount: Fraction

    def slack(self, unit: str | None, *, fraction: bool = False) -> Slack | None:
        """What it comes to for a number of this `unit` that is said; `fraction` for "two thirds".

        ``None`` for points of what is no percentage.
        """
        if self.kind is ToleranceKind.PART:
            return Slack(part=self.amount)
        if self.kind is ToleranceKind.UNITS:
            return Slack(distance=self.amount)
        point = Fraction(1, 100) if fraction else _POINT.get(unit or "")
        return None if point is None else Slack(distance=self.amount * point)


@dataclass(frozen=True, slots=True)
class Slack:
    """``|said - computed| <= part x |computed| + distance``, of which one is zero; `part` is below one."""

    part: Fraction = Fraction(0)
    distance: Fraction = Fraction(0)

    def granted(self, computed: Interval) -> Interval:
        """What may be said where `computed` comes out."""
        wide = computed if not self.part else computed * Interval(1 - self.part, 1 + self.part)
        return wide if not self.distance else wide + Interval(-self.distance, self.distance)

    def behind(self, said: Interval) -> Interval:
        """What may come out where something is `said`."""
        wide = said if not self.distance else said + Interval(-self.distance, self.distance)
        return wide if not self.part else wide / Interval(1 - self.part, 1 + self.part)
