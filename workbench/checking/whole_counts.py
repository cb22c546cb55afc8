"""Percentages that no whole number of a small group can give: there is no 30 % of seven people."""

from __future__ import annotations

import math
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.measures import PERCENT
from workbench.checking.network import Check, Fact, Network
from workbench.checking.ranges import Range
from workbench.model import Kind, Operation

_LARGEST_GROUP = 200


def impossible_count(network: Network, check: Check) -> tuple[Fact, Fact, Range] | None:
    """The share, its whole and the range of counts that holds no whole number; ``None`` when some count is possible.

    Only for unhedged percentages of small groups that are counted exactly, whose part the text does not state.
    """
    if check.relation.operation is not Operation.SHARE:
        return None
    facts = dict(zip(check.roles, (network.facts[variable] for variable in check.variables), strict=True))
    part, share, whole = facts["part"], facts["share"], facts["whole"]
    if part.unknown is None or share.claim is None or whole.claim is None or share.unit != PERCENT:
        return None
    counted = whole.claim.quantity
    plain = share.claim.quantity.hedge is None and not share.claim.quantity.is_range and counted.hedge is None
    if not plain or not counted.exact or counted.kind is not Kind.COUNT or whole.point is None:
        return None
    if not 0 < whole.point <= _LARGEST_GROUP or whole.point.denominator != 1:
        return None
    for box in share.boxes:
        counts = ranges.scale(box, whole.point / 100)
        if _holds_whole(counts):
            return None
    return share, whole, ranges.scale(share.boxes[0], whole.point / 100)


def _holds_whole(box: Range) -> bool:
    low, low_open, high, high_open = box
    if low is None or high is None:
        return True
    first = math.ceil(low)
    if low_open and Fraction(first) == low:
        first += 1
    return Fraction(first) < high or (Fraction(first) == high and not high_open)
