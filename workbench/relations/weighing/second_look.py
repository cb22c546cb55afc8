"""Contradicted relations of rules, weighed as well: words that happen to meet a wording do not make a relation.

A rule sees its wording; here all signs around are asked whether the numbers it joined belong together. When next to
nothing speaks for that, the relation stays, since the wording is there, but counts as loosely told: it is doubtful
unless a slip that people make explains the gap. One that its rule holds for loosely told and that outweighs everything
else is told plainly after all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from workbench.model import LOOSELY_TOLD, Binding, Claim, Operation, Relation
from workbench.relations.elsewhere import is_contradicted
from workbench.relations.weighing.candidates import FAMILIES, Candidate, Combinations, Family, is_plain
from workbench.relations.weighing.evidence import Evidence
from workbench.relations.weighing.passage import Passage
from workbench.relations.weighing.scales import Known, Scales, chances

_WEIGHED, _STORIES = ".weighed", "story."
_UNLIKELY = 0.01
# For each operation the family of frames it is in, the role that is said of the others, and the frame.
_SAID = {
    Operation.GROWTH: ("percentage", "rate", "growth"),
    Operation.SHARE: ("percentage", "share", "share"),
    Operation.POINTS: ("points", "change", "points"),
    Operation.DIFFERENCE: ("difference", "change", "difference"),
    Operation.BALANCE: ("difference", "net", "difference"),
    Operation.AVERAGE: ("average", "per", "average"),
    Operation.RATIO: ("average", "per", "average"),
    Operation.SUM: ("sum", "total", "sum"),
}


class SecondLook:
    """The numbers of some passages, by the ids of their claims."""

    def __init__(
        self, passages: Sequence[Passage], scales: Mapping[str, Scales], claims: Sequence[Claim], own: frozenset[str]
    ) -> None:
        self._scales, self._own = scales, own
        self._known = {claim.id: claim for claim in claims}
        self._where = {
            number.claim.id: (passage, index) for passage in passages for index, number in enumerate(passage.numbers)
        }

    def at(self, relations: Sequence[Relation]) -> Iterator[Relation]:
        """The relations, loosely told where they are contradicted and next to nothing speaks for them."""
        for relation in relations:
            chance = self._chance(relation)
            if chance is None:
                yield relation
                continue
            least = self._scales[_SAID[relation.operation][0]].least / 100
            doubts = tuple(doubt for doubt in relation.doubts if doubt != LOOSELY_TOLD)
            loose = chance < _UNLIKELY or (chance < least and len(doubts) < len(relation.doubts))
            yield replace(relation, doubts=(*doubts, LOOSELY_TOLD) if loose else doubts)

    def _chance(self, relation: Relation) -> float | None:
        """How likely a contradicted relation is among all that could be said; ``None`` where nothing was weighed."""
        if relation.rule in self._own:
            # What the analyst has written down is not for others to doubt.
            return None
        if relation.operation not in _SAID or relation.rule.startswith(_STORIES) or relation.rule.endswith(_WEIGHED):
            return None
        if not is_contradicted(relation, self._known) or _is_told_plainly(relation):
            return None
        name, role, frame = _SAID[relation.operation]
        said = relation.role(role)
        if said is None or said.claim not in self._where or any(claim not in self._where for claim in relation.claims):
            return None
        passage, index = self._where[said.claim]
        family = next(family for family in FAMILIES if family.name == name)
        if not is_plain(passage.numbers[index]) or not family.asks(passage.numbers[index]):
            return None
        members = {self._where[claim] for claim in relation.claims}
        return self._weighed(passage, family, index, frame, members)

    def _weighed(
        self, passage: Passage, family: Family, index: int, frame: str, members: set[tuple[Passage, int]]
    ) -> float | None:
        tried: list[Candidate] = list(family.candidates(Combinations(passage), index))
        own = [
            candidate.frame == frame and {(passage, member) for member in candidate.members} == members
            for candidate in tried
        ]
        if not any(own):
            return None
        evidence, known = Evidence(passage), Known()
        scales = self._scales[family.name]
        chance = chances(scales.weigh(tried, evidence, known))
        return max(likely for likely, is_own in zip(chance, own, strict=True) if is_own)


def _is_told_plainly(relation: Relation) -> bool:
    """Whether one clause says a relation in so many words."""
    return relation.binding is Binding.CLAUSE and LOOSELY_TOLD not in relation.doubts
