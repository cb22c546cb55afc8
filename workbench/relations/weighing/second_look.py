"""Contradicted relations of rules, weighed as well: words that happen to meet a wording do not make a relation.

A rule sees its wording; here all signs around are asked whether the numbers it joined belong together. When little
speaks for that, the relation stays, since the wording is there, but counts as loosely told: it is doubtful unless a
slip that people make explains the gap. When nothing at all does, it is given up, unless one clause says it. One that
its rule holds for loosely told and that outweighs everything else is told plainly after all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from workbench.model import LOOSELY_TOLD, Binding, Claim, Kind, Operation, Relation
from workbench.relations.elsewhere import is_contradicted
from workbench.relations.rule import WEIGHED
from workbench.relations.rules import LanguageRules
from workbench.relations.weighing.candidates import FAMILIES, Candidate, Combinations, Family, is_plain
from workbench.relations.weighing.evidence import Evidence
from workbench.relations.weighing.mending import is_a_slip_away
from workbench.relations.weighing.passage import Passage
from workbench.relations.weighing.possible import can_be
from workbench.relations.weighing.rules_say import RulesSay
from workbench.relations.weighing.scales import HUNDREDTHS, Known, Scales, chances

# What is named for what it is, "the trade gap", needs no signs.
_NAMED = frozenset({Operation.BALANCE})
_STORIES = "story."
_NOTHING, _NO_LIST, _SURE, _WEAK = 0.001, 0.02, 0.95, 0.05
# What one clause says in so many words needs least to speak for it.
_LITTLE = {
    Binding.CLAUSE: 0.002,
    Binding.SENTENCE: 0.03,
    Binding.ACROSS: 0.02,
    Binding.KIND: 0.02,
    Binding.ANALYST: 0.0,
}
# Within a sentence, but over its clauses, words join more than is meant: what so little speaks for is asked, not told,
# even where a slip would explain the gap, for in two or three digits one nearly always does.
_ASKED = {Operation.GROWTH: 0.15, Operation.AVERAGE: 0.1, Operation.RATIO: 0.1, Operation.DIFFERENCE: 0.1}
_OPEN_ASKED = 0.5
# Readers that unite numbers by what each is, or wordings with room between their words.
_BROAD, _LIST = (".clause", ".roles", ".subject", ".told", ".named"), ".breakdown"
_OTHER_BASE, _CERTAIN = "other-base", 0.9
_OPEN = frozenset({"not-exhaustive", "overlapping"})
_GIVEN_UP = frozenset({Binding.SENTENCE, Binding.KIND})
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


@dataclass(frozen=True, slots=True)
class _Weight:
    """How likely it is that the numbers of a relation belong together, whether they can, and but for a slip fit."""

    chance: float
    can_be: bool
    slip: bool


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
        self._weights: dict[tuple[Operation, str, frozenset[str]], _Weight | None] = {}
        self._known = {claim.id: claim for claim in claims}
        self._where = {
            number.claim.id: (passage, index) for passage in passages for index, number in enumerate(passage.numbers)
        }

    def hears(self, relations: Iterable[Relation]) -> None:
        """Take note of what rules say."""
        self._rules_say = RulesSay(relations)
        self._weights.clear()

    def at(self, relations: Sequence[Relation]) -> Iterator[Relation]:
        """The relations; of those contradicted, loosely told where little speaks for them, none where nothing does."""
        for relation in relations:
            weight = self._of_contradicted(relation)
            if weight is None:
                yield relation
                continue
            if self._is_nothing(relation, weight):
                continue
            told_loosely = LOOSELY_TOLD in relation.doubts
            least = self._scales[_SAID[relation.operation][0]].least / HUNDREDTHS
            if told_loosely:
                loose = weight.chance < least or not weight.can_be
            else:
                loose = weight.chance < _LITTLE[relation.binding] and relation.operation not in _NAMED
            doubts = tuple(doubt for doubt in relation.doubts if doubt != LOOSELY_TOLD)
            binding = Binding.KIND if self._is_asked(relation, weight) else relation.binding
            if _OTHER_BASE in doubts and weight.can_be and weight.slip and weight.chance >= _CERTAIN:
                # Nothing else comes into question as what the share is of.
                doubts = tuple(doubt for doubt in doubts if doubt != _OTHER_BASE)
                binding = Binding.SENTENCE if binding is Binding.KIND else binding
            yield replace(relation, binding=binding, doubts=(*doubts, LOOSELY_TOLD) if loose else doubts)

    @staticmethod
    def _is_asked(relation: Relation, weight: _Weight) -> bool:
        """Whether a contradicted relation is a question at most."""
        if relation.binding is not Binding.SENTENCE:
            return False
        if relation.rule.endswith(_LIST):
            return weight.chance < _OPEN_ASKED and bool(_OPEN.intersection(relation.doubts))
        return relation.rule.endswith(_BROAD) and weight.chance < _ASKED.get(relation.operation, 0.0)

    @staticmethod
    def _is_nothing(relation: Relation, weight: _Weight) -> bool:
        """Whether a contradicted relation is better given up."""
        if relation.binding not in _GIVEN_UP or relation.operation in _NAMED:
            return False
        if _OPEN.intersection(relation.doubts):
            # Groups that may overlap, or be not all of it, are no list because a rule takes them for one.
            return weight.chance < (_NO_LIST if weight.slip else _SURE)
        return weight.chance < _NOTHING

    def is_sure(self, relation: Relation) -> bool:
        """Whether next to nothing else comes into question beside a relation, although its numbers do not fit."""
        weight = self._weight(relation)
        return weight is not None and weight.can_be and weight.chance >= _SURE

    def is_weak(self, relation: Relation) -> bool:
        """Whether a relation is contradicted and something else is likelier by far."""
        weight = self._of_contradicted(relation)
        return weight is not None and weight.chance < _WEAK

    def _of_contradicted(self, relation: Relation) -> _Weight | None:
        """The weight of a contradicted relation; ``None`` where nothing is to be asked."""
        if relation.rule in self._own:
            # What the analyst has written down is not for others to doubt.
            return None
        if relation.rule.startswith(_STORIES) or relation.rule.endswith(WEIGHED):
            return None
        return self._weight(relation) if is_contradicted(relation, self._known) else None

    def _weight(self, relation: Relation) -> _Weight | None:
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
    ) -> _Weight | None:
        tried: list[Candidate] = list(family.candidates(Combinations(passage), index))
        evidence, known = Evidence(passage, self._rules_say), Known()
        chance = chances(self._scales[family.name].weigh(tried, evidence, known))
        own = [
            (likely, candidate)
            for likely, candidate in zip(chance, tried, strict=True)
            if candidate.frame == frame and {(passage, member) for member in candidate.members} == members
        ]
        if not own:
            return None
        likeliest = max(own, key=itemgetter(0))[1]
        return _Weight(
            sum(likely for likely, _ in own),
            can_be(likeliest, passage, self._rules),
            is_a_slip_away(likeliest, passage),
        )
