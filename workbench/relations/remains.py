"""What is there before and after something is taken away, added or left out.

"We started with 5,065, bought 640, sold 395 and end with 5,310"; "it includes 74 million of severance; without it,
costs would have been 1,312 million"; "52,000 of those were reconnected, which still left 34,000". The words say which
number is the opening one, what came in and went out, what is left out, and what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.model import Document, Kind, Operation, Relation
from workbench.relations.amounts import related, words
from workbench.relations.asking import Asks, Need, worth
from workbench.relations.composing import same_unit
from workbench.relations.distances import Number, Sentence, numbers_beside, own_words_behind, side_of
from workbench.relations.rules import LanguageRules, Rule, says

RULE = "sum.flows", "difference.without", "difference.left"
_SAID = (
    (("opens-with",), ("closes-with",)),
    (("would-be",), ("without-it",)),
    (("is-left",), ("of-those", "starts-from")),
)
ASKS = tuple(Asks(3, "MmNnQqKk", "MmNnQqKk", tuple(Need(cues=cues) for cues in said)) for said in _SAID)
_LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})
_LARGEST_STEP = 200


def find_remains(
    document: Document, passage: Sequence[Sentence], taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The flows and the remains that no relation has yet, without ids; their outcomes are added to `taken`."""
    flows, without, left = (rules.unworded.get(name) for name in RULE)
    if flows is None and without is None and left is None:
        return
    known: dict[int, list[Number]] = {}
    for at, sentence in enumerate(passage):
        near = [one.stream for one in passage[max(0, at - 1) : at + 1]]
        if not worth(ASKS, rules, *near):
            continue
        own = _levels(numbers_beside(document, passage, at, known))
        earlier = _levels(numbers_beside(document, passage, at - 1, known)) if at else []
        for relation in (
            None if flows is None else _flows([*earlier, *own], flows, rules),
            None if without is None else _without(document, sentence, own, earlier, without, rules),
            None if left is None else _left(own, earlier, left, rules),
        ):
            if relation is None or not taken.isdisjoint(relation.claims[:1]):
                continue
            taken.add(relation.claims[0])
            yield relation


def _levels(numbers: Sequence[Number]) -> list[Number]:
    return [number for number in numbers if number.claim.quantity.kind in _LEVELS and number.value]


def _flows(numbers: Sequence[Number], rule: Rule, rules: LanguageRules) -> Relation | None:
    """The closing number from the opening one, all that came in and all that went out."""
    opening = [number for number in numbers if _is_called("opens-with", number, rules)]
    closing = [number for number in numbers if _is_called("closes-with", number, rules) and number not in opening]
    if len(opening) != 1 or len(closing) != 1 or not same_unit(closing[0].claim, opening[0].claim, lax=True):
        return None
    ends = (opening[0], closing[0])
    sides = {
        number.claim.id: side
        for number in numbers
        if number not in ends and same_unit(ends[1].claim, number.claim, lax=True)
        if (side := side_of(number, rules)) is not None
    }
    if {"in", "out"} - set(sides.values()):
        return None
    flows = [number for number in numbers if number.claim.id in sides]
    parts = [("part", number.claim) for number in (ends[0], *flows)]
    relation = related(Operation.SUM, [("total", ends[1].claim), *parts], rule, rules)
    signed = [replace(part, sign=-1 if sides.get(part.claim or "") == "out" else 1) for part in relation.operands]
    return replace(relation, operands=tuple(signed))


def _is_called(cue: str, number: Number, rules: LanguageRules) -> bool:
    """Whether the words before a number, or its own behind it, have a cue."""
    return says(rules, cue, number.before) or says(rules, cue, own_words_behind(number, rules))


def _without(
    document: Document,
    sentence: Sentence,
    own: Sequence[Number],
    earlier: Sequence[Number],
    rule: Rule,
    rules: LanguageRules,
) -> Relation | None:
    """What would have been without one of two numbers that were told before."""
    for number in own:
        if not says(rules, "would-be", number.before):
            continue
        if not says(rules, "without-it", words(document, sentence.start, number.claim.start)):
            continue
        told = [one for one in own if one.figure.place < number.figure.place] or list(earlier)
        told = [one for one in told if same_unit(number.claim, one.claim, lax=True)]
        if len(told) != 2:
            return None
        small, large = sorted(told, key=lambda one: one.value)
        if number.value < large.value:
            return _apart(number, large, small, rule, rules)
        return _apart(small, number, large, rule, rules)
    return None


def _left(own: Sequence[Number], earlier: Sequence[Number], rule: Rule, rules: LanguageRules) -> Relation | None:
    """What is left of a number once some "of those" are gone, or what is gone once some are left."""
    for number in own:
        if not any(number.before.endswith(cue) for cue in rules.cues.get("is-left", ())):
            continue
        before = [one for one in (*earlier, *own) if _stands_before(one, number) and _alike(one, number)]
        behind = [one for one in own if one.figure.place > number.figure.place and _alike(one, number)]
        gone = [one for one in before if says(rules, "of-those", one.after) or says(rules, "of-those", one.before)]
        if len(before) == 2 and gone == before[1:]:
            return _apart(number, before[0], gone[0], rule, rules)
        if len(before) == len(behind) == 1 and says(rules, "starts-from", before[0].before):
            return _apart(behind[0], before[0], number, rule, rules)
    return None


def _stands_before(one: Number, other: Number) -> bool:
    return one.sentence < other.sentence or one.figure.place < other.figure.place


def _alike(one: Number, other: Number) -> bool:
    low, high = sorted((one.value, other.value))
    return same_unit(one.claim, other.claim, lax=True) and high <= _LARGEST_STEP * low


def _apart(change: Number, more: Number, less: Number, rule: Rule, rules: LanguageRules) -> Relation:
    told = [("change", change.claim), ("after", more.claim), ("before", less.claim)]
    return related(Operation.DIFFERENCE, told, rule, rules)
