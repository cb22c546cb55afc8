"""What relations that are found already say of the levels near a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Operation, Relation

_COMPARISONS = frozenset({Operation.GROWTH, Operation.DIFFERENCE, Operation.POINTS, Operation.ORDER})
_COMPARED = frozenset({"after", "before", "greater", "lesser"})


@dataclass(frozen=True, slots=True)
class Settled:
    """For each level the ids of what it is compared with and its own; the parts of totals; the pairs with a rate."""

    partners: dict[str, set[str]]
    parts: frozenset[str]
    moved: frozenset[frozenset[str]]


def settled_by(relations: Sequence[Relation]) -> Settled:
    """What relations say of the levels they are of."""
    partners: dict[str, set[str]] = {}
    parts: set[str] = set()
    moved: set[frozenset[str]] = set()
    for relation in relations:
        if relation.operation is Operation.SUM:
            parts |= {operand.claim for operand in relation.roles("part") if operand.claim is not None}
        if relation.operation not in _COMPARISONS:
            continue
        levels = frozenset(
            operand.claim for operand in relation.operands if operand.role in _COMPARED and operand.claim
        )
        for level in levels:
            partners.setdefault(level, set()).update(levels)
        if relation.operation is Operation.GROWTH:
            moved.add(levels)
    return Settled(partners, frozenset(parts), frozenset(moved))
