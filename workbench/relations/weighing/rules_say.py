"""What the relations found by rules say of each number, as signs for what else is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from workbench.model import Relation

SAID = frozenset({"rate", "change", "share", "factor", "per", "total", "net", "years"})
"""The roles of numbers that say something of the others in their relation."""
_Role = tuple[str, str, frozenset[str]]


class RulesSay:
    """The roles that rules give each number, with the claims that say something in the same relation."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._roles: dict[str, dict[int, _Role]] = defaultdict(dict)
        for number, relation in enumerate(relations):
            saying = frozenset(
                operand.claim for operand in relation.operands if operand.claim is not None and operand.role in SAID
            )
            for operand in relation.operands:
                if operand.claim is not None:
                    self._roles[operand.claim][number] = relation.operation.value, operand.role, saying

    def of(self, anchor: str, claim: str) -> tuple[str, ...]:
        """The roles of a claim, but for those in relations in which `anchor` says something."""
        if claim not in self._roles:
            return ("told: nothing",)
        found = {f"told: {name} {role}" for name, role, saying in self._roles[claim].values() if anchor not in saying}
        return tuple(sorted(found)) or ("told: nothing",)

    def of_both(self, anchor: str, one: str, other: str) -> tuple[str, ...]:
        """The roles of two claims in one relation in which `anchor` does not say anything."""
        if one not in self._roles or other not in self._roles:
            return ("together: nothing",)
        first, second = self._roles[one], self._roles[other]
        found = {
            f"together: {name} {role} {second[number][1]}"
            for number, (name, role, saying) in first.items()
            if number in second and anchor not in saying
        }
        return tuple(sorted(found)) or ("together: nothing",)
