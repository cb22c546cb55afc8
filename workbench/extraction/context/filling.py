"""The context of every claim of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.extraction.calendar import Mention, document_date, lower
from workbench.extraction.context.entities import Entities
from workbench.extraction.context.items import Row, row_of
from workbench.extraction.context.lexicon import MENTION, ContextWords, context_words
from workbench.extraction.context.noun_phrases import text_of
from workbench.extraction.context.periods import mention_of, period_at, usable
from workbench.extraction.context.readings import Reading, Same, read_claim
from workbench.extraction.context.scopes import Found, Scopes
from workbench.extraction.context.tables import Tables
from workbench.extraction.sentences import sentences
from workbench.model import Claim, Document, Kind, Period, Role


@dataclass(slots=True)
class _Known:
    """What a claim already read says, for those that follow it."""

    indicator: str | None = None
    scope: str | None = None
    period: Period | None = None
    block: int = -1


def add_context(document: Document, claims: Sequence[Claim], mentions: Sequence[Mention]) -> None:
    """Fill indicator, scope, period, role, sentence and block of each claim, in place; claims in the order of the text."""
    if claims:
        _Filling(document, mentions).run(claims)


class _Filling:
    """One document being filled: what was read last, and the entities and mentions to ask."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._text = document.text
        self._low = lower(document.text).replace("’", "'")
        self._document = document
        self._words: ContextWords = context_words(document.language)
        self._mentions = mentions
        self._mention_starts = [mention.start for mention in mentions]
        self._entities = Entities(document.text, self._words)
        self._scopes = Scopes(self._entities, self._words)
        self._tables = Tables(document)
        self._today: date | None = document_date(document, list(mentions))
        self._last = _Known()

    def run(self, claims: Sequence[Claim]) -> None:
        """Fill every claim, a sentence at a time."""
        spans = sentences(self._document)
        starts = [start for start, _ in spans]
        group: list[tuple[int, Claim]] = []
        current = -2
        for index, claim in enumerate(claims):
            at = bisect_right(starts, claim.start) - 1
            if at != current:
                self._sentence(spans[current] if current >= 0 else (0, 0), group)
                group, current = [], at
            group.append((index, claim))
        self._sentence(spans[current] if current >= 0 else (0, 0), group)

    def _sentence(self, span: tuple[int, int], group: list[tuple[int, Claim]]) -> None:
        if not group:
            return
        block = self._document.block_at(group[0][1].start)
        numbers = []
        for index, claim in group:
            claim.sentence, claim.block = span, block
            if claim.quantity.kind is Kind.DATE:
                claim.role, claim.period = Role.DATE, claim.date
            else:
                numbers.append((index, claim))
        if not numbers or self._tables.fill([claim for _, claim in numbers], block, self._mentions):
            return
        first, last = (bisect_right(self._mention_starts, end - 1) for end in span)
        first = max(0, first - 1)
        inside = [
            (index, self._mentions[index])
            for index in range(first, last)
            if span[0] <= self._mentions[index].start and self._mentions[index].end <= span[1]
        ]
        row = row_of(self._text, self._low, span, numbers, inside, self._words)
        self._row(row, span, dict(numbers), block)

    def _row(self, row: Row, span: tuple[int, int], claims: dict[int, Claim], block: int) -> None:
        dates = usable(row, self._mentions)
        before: _Known | None = None
        places = [index for index, ref in enumerate(row.refs) if ref >= 0 and row.codes[index] != MENTION]
        for place, at in enumerate(places):
            claim = claims[row.refs[at]]
            reading = read_claim(row, at, claim, self._words, first=before is None)
            claim.role = reading.role
            stop = places[place + 1] if place + 1 < len(places) else len(row.codes)
            self._indicate(row, span, at, stop, claim, reading, before)
            self._date(row, at, claim, dates, before, reading)
            known = _Known(claim.indicator, claim.scope, claim.period, block)
            if before is None or reading.role in (Role.LEVEL, Role.RATE) or before.indicator is None:
                if reading.role is not Role.SHARE or before is None:
                    before = known
            if reading.role in (Role.LEVEL, Role.RATE, Role.SHARE) or self._last.indicator is None:
                if not reading.whole:
                    self._last = known

    def _indicate(
        self, row: Row, span: tuple[int, int], at: int, stop: int, claim: Claim, reading: Reading, before: _Known | None
    ) -> None:
        scope: Found | None = self._scopes.in_phrase(row, reading.phrase)
        dropped = scope.items if scope is not None else frozenset()
        if reading.phrase:
            claim.indicator = text_of(self._text, row, reading.phrase, dropped, self._words)
        elif reading.nominal is not None:
            claim.indicator = reading.nominal
        elif reading.same is not Same.NO:
            source = before if reading.same is Same.BEFORE and before is not None else self._last
            claim.indicator = source.indicator
        if claim.indicator is None and claim.counted is not None:
            claim.indicator = claim.counted
        if reading.phrase and claim.indicator is None and before is not None:
            claim.indicator = before.indicator
        claim.scope = self._scope(row, span, at, stop, reading, scope, before)

    def _scope(
        self, row: Row, span: tuple[int, int], at: int, stop: int, reading: Reading, found: Found | None, before: _Known | None
    ) -> str | None:
        scopes = self._scopes
        if found is None:
            found = scopes.after(row, at, stop)
        if found is None and reading.subject:
            found = scopes.in_phrase(row, reading.subject, measured=False)
        if found is not None:
            return found.name
        if reading.same is Same.BEFORE and before is not None and before.scope is not None:
            return before.scope
        if reading.same is Same.EARLIER and self._last.scope is not None:
            return self._last.scope
        found = scopes.before(row, at)
        if found is not None:
            return found.name
        if before is not None and before.scope is not None:
            return before.scope
        return scopes.anywhere(span[0], row.starts[stop] if stop < len(row.starts) else span[1])

    def _date(
        self, row: Row, at: int, claim: Claim, dates: list[int], before: _Known | None, reading: Reading
    ) -> None:
        item = mention_of(row, at, dates)
        claim.period = period_at(row, item, self._mentions, dates, self._today)
        if claim.period is None and item is None:
            if before is not None:
                claim.period = before.period
            elif reading.same is Same.EARLIER:
                claim.period = self._last.period
