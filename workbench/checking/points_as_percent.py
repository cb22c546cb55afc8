"""Points written as percent: "from 30 percent to 36 percent, a 6-percent increase" is six points, or twenty percent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workbench.checking.measures import PERCENT
from workbench.checking.network import Check, Fact, Network
from workbench.checking.wording import Words
from workbench.checking.written import read_written
from workbench.model import Claim, Operation, Repair, RepairKind

DOUBT = "points-written-as-percent"
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class PointsAsPercent:
    """The two percentages, the change between them that is meant in points, and what it comes to in percent."""

    after: Fact
    before: Fact
    change: Fact
    percent: Fraction


def points_as_percent(network: Network, check: Check) -> PointsAsPercent | None:
    """A change that the text tells in percent and that holds in points only; ``None`` when it is right either way."""
    if check.relation.operation is not Operation.POINTS or DOUBT not in check.relation.doubts:
        return None
    facts = dict(zip(check.roles, (network.facts[variable] for variable in check.variables), strict=True))
    after, before, change = (facts.get(role) for role in ("after", "before", "change"))
    if after is None or before is None or change is None or change.claim is None or change.unit != PERCENT:
        return None
    if after.point is None or not before.point or change.point is None:
        return None
    percent = (after.point / before.point - 1) * _HUNDRED
    # A tenth beside the change: what both readings give says nothing of which one is meant.
    if abs(abs(percent) - abs(change.point)) * 10 <= abs(change.point):
        return None
    return PointsAsPercent(after, before, change, percent)


def as_points(claim: Claim, words: Words, language: str) -> Repair | None:
    """The change with its unit put right; ``None`` when it is written without digits."""
    written = read_written(claim.text, claim.quantity, language)
    value = claim.quantity.value
    if written is None or value is None:
        return None
    single = words.is_singular(Fraction(value), written.digits)
    text = words.text("numbers", "point" if single else "points", value=written.digits)
    return Repair(claim.id, Decimal(value), RepairKind.PERCENT_POINTS, text)
