"""The relations that weigh enough: for each number nothing is said of yet, the likeliest combination around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from workbench.model import Binding, BlockKind, Claim, Document, Operand, Operation, Relation, Unknown
from workbench.relations.elsewhere import is_contradicted
from workbench.relations.rule import WEIGHED
from workbench.relations.rules import LanguageRules, Rule, names_of
from workbench.relations.sentence import Sentence
from workbench.relations.weighing.candidates import (
    FAMILIES,
    Candidate,
    Combinations,
    Family,
    fits_unsaid,
    is_plain,
)
from workbench.relations.weighing.evidence import Evidence
from workbench.relations.weighing.passage import Number, Passage
from workbench.relations.weighing.possible import can_be
from workbench.relations.weighing.rules_say import SAID, RulesSay
from workbench.relations.weighing.scales import HUNDREDTHS, Known, Scales, chances, scales_for
from workbench.relations.weighing.second_look import SecondLook
from workbench.relations.weighing.telling import OF_UNSAID, Weighed, weighed

RULE = "{frame}" + WEIGHED
_LEVELS_OF_MOVES = frozenset({"after", "before"})
_FEWEST, _CROWDED, _KEPT = 3, 40, 256
# From what chance on a list may make more than its total, and a rate need not be worded as one that moved.
_LIKELY, _CERTAIN = 0.8, 0.9
_OPERATIONS = {
    "share": Operation.SHARE,
    "growth": Operation.GROWTH,
    "difference": Operation.DIFFERENCE,
    "points": Operation.POINTS,
    "average": Operation.AVERAGE,
}
FRAMES = (*_OPERATIONS, "unsaid", "sum")
"""The frames numbers are put into; each is a rule that can be switched off."""


class Weighing:
    """The passages of a document, whose numbers are weighed where the language has weights."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], rules: LanguageRules) -> None:
        self._rules = rules
        weighed = any(RULE.format(frame=frame) in rules.unworded for frame in FRAMES)
        self._scales = scales_for(rules.language) if weighed else None
        self._passages = list(_passages(document, sentences, rules)) if self._scales is not None else []

    def find(self, relations: Iterable[Relation], look: SecondLook | None) -> Iterator[Relation]:
        """What is related by the weight of all signs, for numbers of which `relations` say nothing.

        Contradicted relations that are weak at a second look say nothing either.
        """
        if self._scales is not None and look is not None:
            by_rules = list(relations)
            look.hears(by_rules)
            told, rules_say = _Told(one for one in by_rules if not look.is_weak(one)), RulesSay(by_rules)
            for passage in self._passages:
                found = []
                for relation, weight in _Likeliest(passage, told, self._scales, self._rules, rules_say).relations():
                    if weight is not None:
                        look.remember(relation, weight)
                    found.append(relation)
                yield from _without_lists_within_lists(found, {one.claim.id: one.claim for one in passage.numbers})

    def second_look(self, claims: Sequence[Claim], own: Sequence[Rule]) -> SecondLook | None:
        """What weighs relations that are contradicted; ``None`` where the language has no weights.

        `own` are the analyst's own rules, whose relations are not doubted.
        """
        if self._scales is None:
            return None
        return SecondLook(self._passages, self._scales, self._rules, claims, names_of(own, self._rules.language))


def _without_lists_within_lists(relations: Sequence[Relation], known: dict[str, Claim]) -> Iterator[Relation]:
    """All but sums made of parts alone of another that is right: no part of "31, 44, 18, 14: 107" makes another."""
    whole = [
        {part.claim for part in relation.roles("part")}
        for relation in relations
        if relation.operation is Operation.SUM and not is_contradicted(relation, known)
    ]
    for relation in relations:
        if relation.operation is not Operation.SUM or not any(parts.issuperset(relation.claims) for parts in whole):
            yield relation


def _passages(document: Document, sentences: Sequence[Sentence], rules: LanguageRules) -> Iterator[Passage]:
    """Runs of sentences of one block that hold enough numbers, without tables and what is as crowded as one."""

    def run(sentence: Sentence) -> tuple[int, bool]:
        block = sentence.claims[0].block
        cell = bool(document.blocks) and document.blocks[block].kind is BlockKind.CELL
        return block, cell or len(sentence.claims) > _CROWDED

    for (_, left_out), members in groupby(sentences, key=run):
        inside = list(members)
        if not left_out and sum(len(sentence.claims) for sentence in inside) >= _FEWEST:
            yield Passage(document, inside, rules)


class _Told:
    """What other relations say already."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self.said: set[str] = set()
        # "82% of the quota" is said of what stands elsewhere as a number, or nowhere.
        self.of_unsaid: set[str] = set()
        self.levels: set[str] = set()
        self.moved: set[frozenset[str]] = set()
        for relation in relations:
            self.add(relation)

    def add(self, relation: Relation) -> None:
        """Take note of one more relation."""
        moves = relation.operation in (Operation.GROWTH, Operation.POINTS, Operation.DIFFERENCE)
        open_whole = any(operand.unknown is not None and operand.role == "whole" for operand in relation.operands)
        for operand in relation.operands:
            if operand.claim is not None and operand.role in SAID:
                (self.of_unsaid if open_whole else self.said).add(operand.claim)
            if operand.claim is not None and moves and operand.role in _LEVELS_OF_MOVES:
                self.levels.add(operand.claim)
        if relation.operation is Operation.GROWTH:
            ends = (operand.claim for operand in relation.operands if operand.role in _LEVELS_OF_MOVES)
            self.moved.add(frozenset(claim for claim in ends if claim is not None))

    def is_free(self, family: Family, claim: Claim) -> bool:
        """Whether a number may still be said of others."""
        if claim.id in self.said:
            return False
        return family.name != "percentage" or claim.id not in self.levels


class _Likeliest:
    def __init__(
        self,
        passage: Passage,
        told: _Told,
        scales: Mapping[str, Scales],
        rules: LanguageRules,
        rules_say: RulesSay,
    ) -> None:
        self.passage, self.numbers = passage, passage.numbers
        self.told, self.scales, self.rules, self.rules_say = told, scales, rules, rules_say
        self.evidence, self.combinations = Evidence(passage, rules_say), Combinations(passage)

    def relations(self) -> Iterator[tuple[Relation, Weighed | None]]:
        """The relations of each number that looks as if it said something of others, and how likely they are."""
        known: dict[str, Known] = {}
        for index, number in enumerate(self.numbers):
            if index % _KEPT == 0:
                # Signs are only of use near by: a text of any length keeps those of few numbers.
                self.evidence, known = Evidence(self.passage, self.rules_say), {family.name: {} for family in FAMILIES}
            if not is_plain(number) or self.combinations.is_alone(index):
                continue
            for family in FAMILIES:
                if not family.asks(number) or not self.told.is_free(family, number.claim):
                    continue
                scales = self.scales[family.name]
                if scales.admits(self.evidence.of(index)):
                    found = self._outweighing(family, scales, index, known[family.name])
                    if found is None:
                        continue
                    for relation in self._bind(found[0]):
                        self.told.add(relation)
                        yield relation, found[1]

    def _outweighing(
        self, family: Family, scales: Scales, index: int, known: Known
    ) -> tuple[Candidate, Weighed | None] | None:
        """The combination that outweighs the others; how it was weighed, for one that does not fit to be judged by."""
        tried = list(family.candidates(self.combinations, index))
        if not tried:
            return None
        chance = chances(scales.weigh(tried, self.evidence, known))
        best = max(range(len(tried)), key=chance.__getitem__)
        chosen = tried[best]
        least = scales.least if chosen.fits else scales.asked
        sure = chance[best] > _CERTAIN
        if chance[best] * HUNDREDTHS < least or not can_be(chosen, self.passage, self.rules, sure):
            return None
        if chosen.fits:
            return chosen, None
        weight = weighed(tried, chance, [best], self.passage, self.rules)
        if weight.exceeds and not weight.surely_slips and (weight.chance < _LIKELY or not weight.slip):
            # Groups that overlap look like a list that makes more than its total.
            return None
        if self.numbers[index].claim.id in self.told.of_unsaid:
            weight = replace(weight, signs=(*weight.signs, OF_UNSAID))
        return chosen, weight

    def _bind(self, chosen: Candidate) -> Iterator[Relation]:
        """The relations of a combination; a pair of levels takes one rate only."""
        rule = self.rules.unworded.get(RULE.format(frame=chosen.frame))
        if rule is None:
            return
        claims = {role: self.numbers[index] for role, index in chosen.roles}
        if chosen.frame == "sum":
            parts = [Operand("part", self.numbers[part].claim.id) for part in chosen.parts]
            operands = (Operand("total", claims["total"].claim.id), *parts)
            yield self._relation(rule, Operation.SUM, chosen, operands)
        elif chosen.frame == "unsaid":
            yield from self._unsaid(rule, chosen, claims)
        else:
            operation = _OPERATIONS[chosen.frame]
            said, *pair = claims.items()
            if operation is Operation.GROWTH and frozenset(number.claim.id for _, number in pair) in self.told.moved:
                return
            sign = _way(pair[0][1], pair[1][1], said[1]) if operation in _MOVES else 1
            operands = (
                *(Operand(role, number.claim.id) for role, number in pair),
                Operand(said[0], said[1].claim.id, sign=sign),
            )
            yield self._relation(rule, operation, chosen, operands)

    def _unsaid(self, rule: Rule, chosen: Candidate, claims: dict[str, Number]) -> Iterator[Relation]:
        level, change, rate = (claims[role].claim for role in ("level", "change", "rate"))
        name = self.rules.names.get("before", "{indicator}").format(
            indicator=level.indicator or level.counted or level.text
        )
        before = Unknown(f"{level.id}:before:{rate.id}", name, level.quantity.unit, level.indicator, level.scope)
        figure = claims["change"].figure or claims["rate"].figure
        values = [claim.quantity.value or 0 for claim in (change, rate)]
        falls = (figure is not None and figure.sign == -1) or min(values) < 0
        at, is_now, by_how_much = (index for _, index in chosen.roles)
        if not fits_unsaid(self.combinations, at, is_now, by_how_much, rises=not falls):
            # The words for a fall may stand far from the number: then it went the way that fits, if one does.
            falls = falls is not fits_unsaid(self.combinations, at, is_now, by_how_much, rises=falls)
        # A minus that is printed says already which way it went.
        by, at = (-1 if falls and value > 0 else 1 for value in values)
        ends = (Operand("after", level.id), Operand("before", unknown=before))
        moved, told = Operand("change", change.id, sign=by), Operand("rate", rate.id, sign=at)
        yield self._relation(rule, Operation.GROWTH, chosen, (*ends, told))
        yield self._relation(rule, Operation.DIFFERENCE, chosen, (*ends, moved))

    def _relation(
        self,
        rule: Rule,
        operation: Operation,
        chosen: Candidate,
        operands: tuple[Operand, ...],
    ) -> Relation:
        members = [self.numbers[index] for index in chosen.members]
        start = min(number.claim.evidence_start for number in members)
        end = max(number.claim.end for number in members)
        apart = len({number.sentence for number in members}) > 1
        binding = Binding.ACROSS if apart else rule.binding
        return Relation("", operation, rule.id, operands, start, end, binding, rule.exhaustive, rule.doubts)


_MOVES = frozenset({Operation.GROWTH, Operation.DIFFERENCE, Operation.POINTS})


def _way(after: Number, before: Number, said: Number) -> int:
    """1 or -1 to multiply what is said with, so that it goes the way the two levels do."""
    value = said.claim.quantity.value or 0
    moved = (after.claim.quantity.value or 0) - (before.claim.quantity.value or 0)
    return -1 if value * moved < 0 else 1
