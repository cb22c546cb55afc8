"""Wholes and parts told over neighbouring sentences: which sentences are read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from workbench.model import Claim, Document, Operation, Relation
from workbench.relations.amounts import Amount, amounts
from workbench.relations.breakdowns import RULE, find_breakdowns
from workbench.relations.margins import find_margins
from workbench.relations.portions import find_portions
from workbench.relations.rules import LanguageRules
from workbench.relations.stream import Stream

_FEWEST, _MOST = 3, 24
_NEAR = 3
_LONGEST = 400


class Told(Protocol):
    """A sentence with numbers."""

    claims: list[Claim]
    start: int
    end: int
    numbers: int

    @property
    def stream(self) -> Stream:
        """The sentence as symbols."""


def find_together(
    document: Document, sentences: Sequence[Told], worded: Sequence[Relation], taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The breakdowns and shares that neighbouring sentences tell, beside the `worded` relations, without ids.

    Percentages that have a relation are in `taken`.
    """
    if RULE not in rules.unworded:
        return
    sums = [relation for relation in worded if relation.operation is Operation.SUM]
    for passage in _passages(sentences):
        if sum(sentence.numbers for sentence in passage) < _FEWEST:
            continue
        told = [_amounts(document, sentence, number, rules) for number, sentence in enumerate(passage)]
        yield from find_breakdowns(document, told, sums, rules)
        yield from find_margins(document, told, taken, rules)
        yield from find_portions(document, told, taken, rules)


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
    return amounts(document, stream, number, rules.unworded[RULE], rules)


def without_open_lists(relations: Iterable[Relation]) -> list[Relation]:
    """All but lists that are part of a longer one: its numbers are known to be a total and all its parts."""
    known = list(relations)
    sums = [relation for relation in known if relation.operation is Operation.SUM]
    complete = [(relation, relation.claims[:1], frozenset(relation.claims)) for relation in sums if relation.exhaustive]
    dropped = {
        id(relation)
        for relation in sums
        for other, total, claims in complete
        if relation is not other and total == relation.claims[:1]
        if claims > set(relation.claims) or (not relation.exhaustive and claims == set(relation.claims))
    }
    return [relation for relation in known if id(relation) not in dropped]
