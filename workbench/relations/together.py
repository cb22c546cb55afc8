"""Wholes and parts told over neighbouring sentences: which sentences are read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from workbench.model import Document, Operation, Relation
from workbench.relations.amounts import Amount, amounts
from workbench.relations.averages import find_averages
from workbench.relations.breakdowns import find_breakdowns
from workbench.relations.distances import Sentence, find_distances
from workbench.relations.margins import find_margins
from workbench.relations.portions import find_portions
from workbench.relations.remains import find_remains
from workbench.relations.rules import LanguageRules

_STORY, _BREAKDOWN = "story.", ".breakdown"
_FEWEST, _MOST = 3, 24
_NEAR = 3
_LONGEST = 400


class Told(Sentence, Protocol):
    """A sentence with how many numbers it holds."""

    numbers: int


def find_together(
    document: Document, sentences: Sequence[Told], worded: Sequence[Relation], taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The breakdowns and shares that neighbouring sentences tell, beside the `worded` relations, without ids.

    Percentages that have a relation are in `taken`.
    """
    if not rules.unworded:
        return
    sums = [relation for relation in worded if relation.operation is Operation.SUM and relation.exhaustive]
    summed = frozenset(claim for relation in sums for claim in relation.claims)
    taken.update(claim for relation in worded if (claim := _net(relation)) is not None)
    for passage in _passages(sentences):
        if sum(len(sentence.claims) for sentence in passage) < _FEWEST:
            continue
        told = [_amounts(document, sentence, number, rules) for number, sentence in enumerate(passage)]
        yield from find_averages(document, told, taken, rules)
        if sum(sentence.numbers for sentence in passage) < _FEWEST:
            continue
        yield from find_distances(document, passage, taken, rules)
        yield from find_remains(document, passage, taken, rules)
        told = [[amount for amount in sentence if amount.claim.quantity.per is None] for sentence in told]
        yield from find_breakdowns(document, told, summed, rules)
        yield from find_margins(document, told, taken, rules)
        yield from find_portions(document, told, taken, rules)


def _net(relation: Relation) -> str | None:
    """The claim that a balance comes to."""
    operand = relation.role("net") if relation.operation is Operation.BALANCE else None
    return operand.claim if operand is not None else None


def _passages(sentences: Sequence[Told]) -> Iterator[list[Told]]:
    """Runs of sentences that follow each other with nothing but a space or a line end between."""
    runs: list[list[Told]] = []
    for sentence in sentences:
        if runs and 0 <= sentence.start - runs[-1][-1].end <= _NEAR:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    yield from runs


def _amounts(document: Document, sentence: Told, number: int, rules: LanguageRules) -> list[Amount]:
    if sentence.numbers == 0 or sentence.numbers > _MOST:
        return []
    stream = sentence.stream
    if len(stream.text) > _LONGEST:
        return []
    # Which of the rules it is does not matter: what an amount is depends on none.
    return amounts(document, stream, number, next(iter(rules.unworded.values())), rules)


def without_open_lists(relations: Iterable[Relation]) -> list[Relation]:
    """All but lists that are part of a longer one: its numbers are known to be a total and all its parts."""
    known = list(relations)
    sums = [relation for relation in known if relation.operation is Operation.SUM]
    complete: dict[tuple[str, ...], list[tuple[Relation, frozenset[str]]]] = {}
    for relation in sums:
        if relation.exhaustive:
            complete.setdefault(relation.claims[:1], []).append((relation, frozenset(relation.claims)))
    read = {
        claim: relation.claims for relation in sums if relation.rule.endswith(_BREAKDOWN) for claim in relation.claims
    }
    dropped: set[int] = set()
    for relation in sums:
        own = set(relation.claims)
        for other, claims in complete.get(relation.claims[:1], ()):
            if relation is not other and (claims > own or (not relation.exhaustive and claims == own)):
                dropped.add(id(relation))
    return [relation for relation in known if id(relation) not in dropped and not _is_read_otherwise(relation, read)]


def _is_read_otherwise(relation: Relation, read: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the parts of a list, or all numbers of a story, belong to a breakdown: it adds up, or there were none.

    `read` has the numbers of the breakdown that a number belongs to, its total first.
    """
    story = relation.rule.startswith(_STORY)
    if not (story or relation.operation is Operation.SUM) or relation.rule.endswith(_BREAKDOWN):
        return False
    own = relation.claims if story else relation.claims[1:]
    others = read.get(own[-1]) if own else None
    if others is None or set(others) == set(relation.claims):
        return False
    return set(others if story else others[1:]) >= set(own)
