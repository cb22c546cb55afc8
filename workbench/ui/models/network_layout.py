"""Where the claims of a finding and the relations between them stand in the network view. Free of Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Finding, Relation

COLUMN = 250.0
ROW = 64.0


@dataclass(frozen=True, slots=True)
class Node:
    """A claim, or a relation, with the middle of its box."""

    id: str
    is_claim: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Network:
    """Boxes and the lines between them: ``(relation, claim, role)``."""

    nodes: tuple[Node, ...]
    lines: tuple[tuple[str, str, str], ...]


def neighbourhood(finding: Finding, relations: Sequence[Relation], most: int = 60) -> list[Relation]:
    """The relations of the finding, and those its claims are in, at most `most`."""
    own = [relation for relation in relations if relation.id in finding.relations]
    claims = {claim for relation in own for claim in relation.claims} | set(finding.claims)
    others = [relation for relation in relations if relation not in own and claims & set(relation.claims)]
    return [*own, *others][:most]


def lay_out(relations: Sequence[Relation], order: Sequence[str]) -> Network:
    """Claims in a column in the order of the text, relations in a second one, each near the middle of its claims.

    `order` gives all claims in the order of the text.
    """
    place = {claim: index for index, claim in enumerate(order)}
    present = {claim for relation in relations for claim in relation.claims if claim in place}
    claims = sorted(present, key=lambda claim: place[claim])
    heights = {claim: index * ROW for index, claim in enumerate(claims)}
    nodes = [Node(claim, True, 0.0, heights[claim]) for claim in claims]
    lines = []
    wished = []
    for relation in relations:
        joined = [heights[claim] for claim in relation.claims if claim in heights]
        wished.append((sum(joined) / len(joined) if joined else 0.0, relation))
    bottom = float("-inf")
    for wish, relation in sorted(wished, key=lambda item: (item[0], item[1].id)):
        bottom = max(wish, bottom + ROW)
        nodes.append(Node(relation.id, False, COLUMN, bottom))
        lines += [
            (relation.id, operand.claim, operand.role)
            for operand in relation.operands
            if operand.claim is not None and operand.claim in heights
        ]
    return Network(tuple(nodes), tuple(lines))
