"""What two neighbouring sentences say together: a change told in one of the levels told in the other.

A change of one noun beside levels of another is common, so the two must speak of one thing: the second goes on about
the first in so many words, or the claims measure the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from workbench.model import Binding, Claim, Document, Kind, Relation, Role
from workbench.relations.clauses import PASSED, clause_of, find_in_clauses, told_change
from workbench.relations.composing import compose
from workbench.relations.matching import without_asides
from workbench.relations.rules import LanguageRules
from workbench.relations.stream import Stream
from workbench.relations.wording import spoken

_LEVELS_AND_CHANGE = ([1, 2], [2, 1])
_SMALLEST_LEVEL = 3
_FURTHEST = 4
_STEM = 5
_OPENING = 40


def find_in_pair(
    document: Document, first: Stream, second: Stream, taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The relations of two sentences that hold three numbers between them; what they bind is added to `taken`."""
    first, second = without_asides(first, rules), without_asides(second, rules)
    counts = [len(_numbers(stream)) for stream in (first, second)]
    if counts not in _LEVELS_AND_CHANGE:
        return
    joined = first.joined(second)
    numbers = _numbers(joined)
    start = second.starts[0]
    opening = f" {' '.join(spoken(document.text[start : start + _OPENING])[:2])} "
    goes_on = any(opening.startswith(cue) for cue in rules.cues.get("goes-on", ()))
    one_thing = _of_one_thing(numbers, rules)
    if (goes_on and counts[0] == 1 and not _of_two_counts(numbers)) or one_thing:
        for relation in find_in_clauses(document, joined, taken, rules, one_thing=one_thing):
            yield replace(relation, binding=Binding.ACROSS)
    told = any(claim.quantity.kind is Kind.PERCENT for claim in numbers)
    if told and taken.isdisjoint(claim.id for claim in numbers):
        yield from _level_beside_its_change(document, joined, len(first.text), taken, rules)


def _numbers(stream: Stream) -> list[Claim]:
    return [
        claim
        for symbol, claim in zip(stream.text, stream.claims, strict=True)
        if claim is not None and symbol not in PASSED and claim.role is not Role.SHARE
    ]


def _of_two_counts(numbers: list[Claim]) -> bool:
    """Whether a level and what it may have moved by count two things: a town's people and the jobs it lost."""
    counts = [claim for claim in numbers if claim.quantity.kind is not Kind.PERCENT and claim.counted]
    sizes = sorted(abs(claim.quantity.value or Decimal(0)) for claim in counts)
    if len(counts) != 2 or sizes[1] < _SMALLEST_LEVEL * sizes[0]:
        return False
    return len({(claim.counted or "")[:_STEM].casefold() for claim in counts}) > 1


def _of_one_thing(numbers: list[Claim], rules: LanguageRules) -> bool:
    """Whether the percentage and both levels measure one thing, of one owner: the words for it are the same."""
    rates = [claim for claim in numbers if claim.quantity.kind is Kind.PERCENT]
    levels = [claim for claim in numbers if claim.quantity.kind is not Kind.PERCENT]
    if len(rates) != 1 or len(levels) != 2:
        return False
    (rate,) = rates
    for level in levels:
        if rate.indicator is None or level.indicator is None:
            return False
        if rate.scope is not None and level.scope is not None and rate.scope != level.scope:
            return False
        if _stems(rate.indicator, rules) != _stems(level.indicator, rules):
            return False
    return True


def _stems(words: str, rules: LanguageRules) -> frozenset[str]:
    """The beginnings of the words for what is measured, but for those that only say whose it is."""
    owners = rules.cues.get("owners", ())
    found = [word for word in spoken(words) if len(word) > 2]
    return frozenset(word[:_STEM] for word in found if not any(f" {word} ".startswith(owner) for owner in owners))


def _level_beside_its_change(
    document: Document, joined: Stream, border: int, taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """A level in one sentence, and in the other the change and the percentage that lead to it.

    The level must be of a size that the two can be of: a town's people are not what its burglaries fell by.
    """
    clause = clause_of(document, joined)
    match = told_change(clause, border, rules)
    if match is None:
        return
    level, change, rate = (match.one(role) for role in ("after", "change", "rate"))
    if level is None or change is None or rate is None or not _of_a_size(level, change, rate, match.sign or 0):
        return
    relations = compose(match, rules, document)
    taken.update(claim.id for claims in match.roles.values() for claim in claims if relations)
    for relation in relations:
        yield replace(relation, binding=Binding.ACROSS)


def _of_a_size(level: Claim, change: Claim, rate: Claim, sign: int) -> bool:
    whole, step, stated = (abs(claim.quantity.value or Decimal(0)) for claim in (level, change, rate))
    if not stated or whole < _SMALLEST_LEVEL * step:
        return False
    implied = step / (whole - sign * step) * 100
    return stated <= _FURTHEST * implied and implied <= _FURTHEST * stated
