"""Contradictions at a second look: whether they are told, asked about or given up.

A rule sees its wording, and the weight of signs picks what is likeliest of what there is: neither makes sure that
numbers that do not fit were meant to. Here all signs around are asked whether they belong together (`telling.py`).
What is asked about counts as loosely told and is doubtful at most; what is given up is said nothing of. What a single
clause says in so many words is told, unless nothing at all speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from workbench.model import LOOSELY_TOLD, Binding, Claim, Kind, Operand, Operation, Relation
from workbench.relations.elsewhere import holds, is_contradicted
from workbench.relations.rule import WEIGHED
from workbench.relations.rules import LanguageRules
from workbench.relations.weighing.candidates import FAMILIES, Candidate, Combinations, Family, is_plain
from workbench.relations.weighing.evidence import Evidence
from workbench.relations.weighing.passage import Passage
from workbench.relations.weighing.rules_say import RulesSay
from workbench.relations.weighing.scales import Known, Scales, chances
from workbench.relations.weighing.telling import Telling, Weighed, judge, weighed

# "The trade gap" needs no signs.
_NAMED = frozenset({Operation.BALANCE})
_STORIES = "story."
# Readers that follow a text step by step, over more numbers than are weighed together.
_STEPS = (".chain", ".flows")
_SURE, _WEAK = 0.95, 0.05
# From this chance on nothing else comes into question as what a share is of: it is no longer doubted for its base.
_OTHER_BASE, _CERTAIN = "other-base", 0.9
# What one clause says in so many words needs least to speak for it.
_LITTLE, _HALF = 0.002, 0.5
_OPEN = frozenset({"not-exhaustive", "overlapping"})
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
        self,
        passages: Sequence[Passage],
        scales: Mapping[str, Scales],
        rules: LanguageRules,
        claims: Sequence[Claim],
        own: frozenset[str],
    ) -> None:
        self._scales, self._rules, self._own = scales, rules, own
        self._rules_say = RulesSay(())
        self._weights: dict[tuple[Operation, str, frozenset[str]], Weighed | None] = {}
        self._by_signs: dict[tuple[Operation, frozenset[Operand]], Weighed] = {}
        self._known = {claim.id: claim for claim in claims}
        self._where = {
            number.claim.id: (passage, index) for passage in passages for index, number in enumerate(passage.numbers)
        }

    def hears(self, relations: Iterable[Relation]) -> None:
        """Take note of what rules say."""
        self._rules_say = RulesSay(relations)
        self._weights.clear()

    def remember(self, relation: Relation, weight: Weighed) -> None:
        """Take note of how likely a relation is that signs alone have made, and that its numbers contradict."""
        self._by_signs[relation.operation, frozenset(relation.operands)] = weight

    def at(self, relations: Sequence[Relation]) -> Iterator[Relation]:
        """The relations, without contradicted ones that are given up; those to be asked about as loosely told."""
        right = [frozenset(relation.claims) for relation in relations if holds(relation, self._known)]
        for relation in relations:
            weight = self._of_contradicted(relation)
            if weight is None:
                yield relation
                continue
            certain = weight.possible and weight.chance >= _CERTAIN
            settled = {LOOSELY_TOLD, _OTHER_BASE} if certain else {LOOSELY_TOLD}
            doubts = tuple(doubt for doubt in relation.doubts if doubt not in settled)
            if relation.binding is Binding.CLAUSE:
                loose = weight.chance < (_LITTLE if LOOSELY_TOLD not in relation.doubts else _HALF)
                yield replace(relation, doubts=(*doubts, LOOSELY_TOLD) if loose else doubts)
                continue
            open_list = not _OPEN.isdisjoint(doubts) and (weight.exceeds or weight.chance < _HALF)
            if open_list and not weight.slip:
                # Groups that may overlap, or be not all of it, are no list because a rule takes them for one.
                continue
            # What is right of the same two numbers says nothing for a third that is told of them.
            own = frozenset(relation.claims)
            held = len({claim for claims in right if len(own & claims) == 1 for claim in own & claims})
            told = judge().of(weight, relation, held, self._rules.language)
            if told is Telling.TOLD:
                settles = certain and _OTHER_BASE in relation.doubts and relation.binding is Binding.KIND
                yield replace(relation, binding=Binding.SENTENCE if settles else relation.binding, doubts=doubts)
            elif told is Telling.ASKED:
                yield replace(relation, binding=Binding.KIND, doubts=(*doubts, LOOSELY_TOLD))

    def is_sure(self, relation: Relation) -> bool:
        """Whether next to nothing else comes into question beside a relation, although its numbers do not fit."""
        weight = self._weight(relation)
        return weight is not None and weight.possible and weight.chance >= _SURE

    def is_weak(self, relation: Relation) -> bool:
        """Whether a relation is contradicted and something else is likelier by far."""
        weight = self._of_contradicted(relation)
        return weight is not None and weight.chance < _WEAK

    def _of_contradicted(self, relation: Relation) -> Weighed | None:
        """The weight of a contradicted relation; ``None`` where nothing is to be asked."""
        rule = relation.rule
        # Such relations are not weak either, whatever little speaks for them: what signs make does not replace them.
        if rule in self._own or relation.operation in _NAMED or rule.startswith(_STORIES) or rule.endswith(_STEPS):
            # What the analyst has written down is not for others to doubt, nor what is named for what it is.
            return None
        if rule.endswith(WEIGHED):
            return self._by_signs.get((relation.operation, frozenset(relation.operands)))
        return self._weight(relation) if is_contradicted(relation, self._known) else None

    def _weight(self, relation: Relation) -> Weighed | None:
        """The weight of a relation, looked for once; ``None`` where it is of no frame that is weighed."""
        if relation.operation not in _SAID:
            return None
        name, role, frame = _SAID[relation.operation]
        said = relation.role(role)
        if said is None or said.claim not in self._where or any(claim not in self._where for claim in relation.claims):
            return None
        if relation.operation is Operation.SUM and self._known[said.claim].quantity.kind is Kind.PERCENT:
            # Answers in brackets behind their share are told by their form; few passages to learn from have them.
            return None
        passage, index = self._where[said.claim]
        family = next(family for family in FAMILIES if family.name == name)
        if not is_plain(passage.numbers[index]) or not family.asks(passage.numbers[index]):
            return None
        key = relation.operation, said.claim, frozenset(relation.claims)
        if key not in self._weights:
            members = {self._where[claim] for claim in relation.claims}
            self._weights[key] = self._weighed(passage, family, index, frame, members)
        return self._weights[key]

    def _weighed(
        self, passage: Passage, family: Family, index: int, frame: str, members: set[tuple[Passage, int]]
    ) -> Weighed | None:
        tried: list[Candidate] = list(family.candidates(Combinations(passage), index))
        evidence, known = Evidence(passage, self._rules_say), Known()
        chance = chances(self._scales[family.name].weigh(tried, evidence, known))
        own = [
            at
            for at, candidate in enumerate(tried)
            if candidate.frame == frame and {(passage, member) for member in candidate.members} == members
        ]
        return weighed(tried, chance, own, passage, self._rules) if own else None
