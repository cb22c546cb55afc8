"""Numbers that only say over how many places another number is spread: "214 stores in 11 countries, 9 more than ...".

What a sentence goes on to say is of the stores. The prepositions are the cue `spread` and the places the cue `places`
of the language file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.model import Claim, Document, Kind, Operation, Relation
from workbench.relations.rules import LanguageRules
from workbench.relations.wording import tokens

_LONGEST = 60
_MARKS = frozenset(",;:.()")
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.QUANTITY})
_OF_LEVELS = frozenset(
    {Operation.GROWTH, Operation.DIFFERENCE, Operation.ORDER, Operation.SHARE, Operation.BALANCE, Operation.SUM}
)


def without_adjuncts(
    relations: Iterator[Relation], document: Document, claims: Sequence[Claim], rules: LanguageRules
) -> Iterator[Relation]:
    """The relations, but for those that take a number of places for the number that is spread over them."""
    adjuncts = _adjuncts(document, claims, rules)
    for relation in relations:
        if relation.operation not in _OF_LEVELS or adjuncts.isdisjoint(relation.claims):
            yield relation


def _adjuncts(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> set[str]:
    found = set()
    for one, place in pairwise(claims):
        if one.sentence != place.sentence or one.quantity.kind not in _COUNTS or place.quantity.kind is not Kind.COUNT:
            continue
        between = document.text[one.end : place.start]
        if len(between) > _LONGEST or not _MARKS.isdisjoint(between):
            continue
        words = f" {' '.join(word for word, _, _ in tokens(between))} "
        counted = f" {' '.join(word for word, _, _ in tokens(place.counted or ''))} "
        if any(words.endswith(phrase) for phrase in rules.cues.get("spread", ())) and any(
            phrase in counted for phrase in rules.cues.get("places", ())
        ):
            found.add(place.id)
    return found
