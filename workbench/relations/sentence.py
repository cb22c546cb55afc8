"""A sentence with its claims, as the readers of relations see it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from workbench.model import Claim, Document, Kind
from workbench.relations.arms import MOVES
from workbench.relations.asking import worth
from workbench.relations.matching import without_asides
from workbench.relations.pairs import Told, tell
from workbench.relations.rules import LanguageRules
from workbench.relations.stream import Stream, build

_NO_NUMBERS = frozenset({Kind.DATE, Kind.DURATION, Kind.ORDINAL})
_APART = 160


class Sentence:
    """The claims of a sentence, made into a stream only when something may be matched in it."""

    def __init__(self, document: Document, claims: list[Claim], rules: LanguageRules) -> None:
        self.claims = claims
        self.earlier: Sequence[Claim] = ()
        self._document, self._rules = document, rules
        self.start, self.end = claims[0].sentence
        self.numbers = sum(claim.quantity.kind not in _NO_NUMBERS for claim in claims)
        self.percents = [claim.id for claim in claims if claim.quantity.kind is Kind.PERCENT]
        # A number alone is matched by nothing but a percentage that no share can be.
        self.binds = len(claims) > 1 or claims[0].quantity.kind is Kind.PERCENT

    @cached_property
    def stream(self) -> Stream:
        """The sentence as symbols."""
        stream = build(self._document, self.claims, self._rules.vocabulary, self._rules.hearing)
        stream.earlier = self.earlier
        return stream

    @cached_property
    def told(self) -> Told:
        """The sentence with what each of its numbers is."""
        return tell(self._document, without_asides(self.stream, self._rules), self._rules)

    def goes_on(self, before: Sentence) -> bool:
        """Whether another sentence stands before it in its block, with at most one without numbers between."""
        return self.claims[0].block == before.claims[0].block and 0 <= self.start - before.end <= _APART

    @cached_property
    def moves(self) -> bool:
        """Whether its words may tell a change."""
        return worth(MOVES, self._rules, self.stream)

    def may_tell(self, taken: set[str]) -> bool:
        """Whether it has a change that no relation has yet."""
        return self.moves and any(
            (figure.delta is not None or figure.loose) and figure.claim.id not in taken for figure in self.told.figures
        )

    def may_move(self, taken: set[str]) -> bool:
        """Whether it has a percentage that no relation has yet and that words or a bracket make a change."""
        return not taken.issuperset(self.percents) and any(
            figure.claim.quantity.kind is Kind.PERCENT and (figure.delta is not None or figure.loose or figure.bare)
            for figure in self.told.figures
            if figure.claim.id not in taken
        )
