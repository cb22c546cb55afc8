"""The context of every claim of a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from workbench.extraction.calendar import Mention, document_date, lower
from workbench.extraction.calendar.lexicon import lexicon
from workbench.extraction.context.entities import Entities
from workbench.extraction.context.items import Row, row_of
from workbench.extraction.context.lexicon import MENTION, ContextWords, context_words
from workbench.extraction.context.noun_phrases import NOTHING, Phrase, text_of
from workbench.extraction.context.periods import latest_of, mention_of, period_at, usable
from workbench.extraction.context.readings import read_claim
from workbench.extraction.context.roles import Reading, Same
from workbench.extraction.context.scopes import Found, Scopes
from workbench.extraction.context.tables import Tables
from workbench.extraction.context.unspaced import Unspaced
from workbench.extraction.counting import says_what_they_do
from workbench.extraction.sentences import sentences
from workbench.language_facts import known_languages
from workbench.model import Claim, Document, Kind, Period, Quantity, Role

# Verbs whose time goes on from the sentence before when theirs says none: rose, reached, accounts for.
# Longer ones are lists or damaged text; they are read in stretches of this many characters, with what leads up to them.
_LONGEST_SENTENCE = 1500
_LEAD = 300
# What follows the last claim of a sentence by more than this many characters says nothing of it.
_TAIL = 120
# What somebody takes of an amount of money ("en a acheté 14 milliards") is no smaller than this when it has no unit.
_MANY = 100_000
# The fewest words of "trois enfants sur dix".
_WORDS_OF_RATIO = 4
_RUNNING = frozenset("ULH")
_PERCENTAGES = frozenset({Role.CHANGE, Role.RATE, Role.SHARE})
_MOVES = frozenset({Role.CHANGE, Role.DIFFERENCE})
_TIMES = frozenset({Kind.DATE, Kind.DURATION})
# What stands before the first claim of a document: one that says nothing.
_SILENT = Claim("", 0, 0, "", Quantity(Kind.NUMBER, None))


def add_context(document: Document, claims: Sequence[Claim], mentions: Sequence[Mention]) -> None:
    """Fill indicator, scope, period, role, sentence and block of each claim, in place, in the order of the text."""
    if claims:
        _Filling(document, mentions).run(claims)


def _parts(
    span: tuple[int, int], claims: list[tuple[int, Claim]]
) -> Iterator[tuple[tuple[int, int], list[tuple[int, Claim]]]]:
    """The sentence with its claims, or stretches of it with theirs when it is too long to be one sentence."""
    start, end = span
    if end - start <= _LONGEST_SENTENCE:
        yield (start, min(end, claims[-1][1].end + _TAIL)), claims
        return
    at = 0
    while at < len(claims):
        begin = max(start, claims[at][1].start - _LEAD)
        last = at
        while last + 1 < len(claims) and claims[last + 1][1].end <= begin + _LONGEST_SENTENCE:
            last += 1
        stop = claims[last + 1][1].evidence_start if last + 1 < len(claims) else end
        yield (begin, max(claims[last][1].end, min(stop, begin + _LONGEST_SENTENCE + _LEAD))), claims[at : last + 1]
        at = last + 1


def _may_pass(claim: Claim, reading: Reading, source: Claim) -> bool:
    """Whether a claim takes what another measures; "en" stands for what was counted and for nothing else."""
    if not reading.pronoun:
        return True
    few = claim.quantity.kind is not Kind.MONEY and (claim.quantity.value or 0) < _MANY
    return source.role is Role.LEVEL and not (source.quantity.kind is Kind.MONEY and few and not reading.whole)


class _Filling:
    """One document being filled: what was read last, and the entities and mentions to ask."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._text = document.text
        self._low = lower(document.text).replace("’", "'")
        self._document = document
        self._words: ContextWords = context_words(document.language)
        # The words of another language would say nonsense of its claims.
        self._unspoken = self._words.language != document.language and document.language in known_languages()
        self._block_starts = [block.start for block in document.blocks]
        self._mentions = mentions
        self._years = lexicon(document.language).year_words
        self._mention_starts = [mention.start for mention in mentions]
        self._entities = Entities(document.text, self._words)
        self._scopes = Scopes(self._entities, self._words)
        self._tables = Tables(document, self._entities, self._words)
        self._unspaced = None if self._words.spaced else Unspaced(document.text, self._words)
        self._today: date | None = document_date(document, list(mentions))
        self._last = _SILENT
        self._block = -1
        self._end = 0
        self._topic: str | None = None
        self._place: str | None = None
        self._period: Period | None = None
        self._carried = False

    def run(self, claims: Sequence[Claim]) -> None:
        """Fill every claim, a sentence at a time."""
        spans = sentences(self._document)
        starts = [start for start, _ in spans]
        numbers: list[tuple[int, Claim]] = []
        span, block, following = (0, 0), -1, -1
        for index, claim in enumerate(claims):
            if claim.start >= following:
                self._sentence(span, block, numbers)
                at = bisect_right(starts, claim.start)
                numbers, span = [], spans[at - 1] if at else (0, 0)
                block = bisect_right(self._block_starts, claim.start) - 1
                following = starts[at] if at < len(starts) else len(self._text) + 1
            claim.sentence, claim.block = span, block
            kind = claim.quantity.kind
            if kind not in _TIMES:
                numbers.append((index, claim))
            elif kind is Kind.DATE:
                claim.role, claim.period = Role.DATE, claim.date
            elif self._in_mention(claim):
                claim.role = Role.DURATION
            else:
                numbers.append((index, claim))
        self._sentence(span, block, numbers)

    def _sentence(self, span: tuple[int, int], block: int, numbers: list[tuple[int, Claim]]) -> None:
        """Fill the `numbers` of the sentence at `span`."""
        if not numbers or self._unspoken:
            return
        if self._tables and self._tables.fill([claim for _, claim in numbers], block, self._mentions):
            return
        if self._unspaced is not None:
            first, last = bisect_left(self._mention_starts, span[0]), bisect_left(self._mention_starts, span[1])
            self._unspaced.fill(span, [claim for _, claim in numbers], self._mentions[first:last])
            return
        for part, claims in _parts(span, numbers):
            first, last = bisect_left(self._mention_starts, part[0]), bisect_left(self._mention_starts, part[1])
            inside = [(index, self._mentions[index]) for index in range(first, last)]
            row = row_of(self._text, self._low, part, claims, inside, self._words)
            self._row(row, part, dict(claims), block)

    def _in_mention(self, claim: Claim) -> bool:
        """Whether a length of time is part of a time: the "one year" of "one year earlier"."""
        at = bisect_right(self._mention_starts, claim.start) - 1
        return at >= 0 and claim.end <= self._mentions[at].end

    def _row(self, row: Row, span: tuple[int, int], claims: dict[int, Claim], block: int) -> None:
        if block != self._block or "\n" in self._text[self._end : span[0]]:
            self._block, self._place, self._period = block, None, None
        self._end = span[1]
        self._carried = False
        self._scopes.enter(span)
        dates = usable(row, self._mentions, self._words, self._years)
        before: Claim | None = None
        aside = False
        own: list[str] = []
        told: list[str] = []
        places = [index for index in row.refs if row.codes[index] != MENTION]
        for place, at in enumerate(places):
            claim = claims[row.refs[at]]
            reading = read_claim(row, at, claim, self._words, first=before is None)
            if reading.alike and before is not None and before.role in _PERCENTAGES and reading.role in _PERCENTAGES:
                reading.role = before.role
            if before is not None and reading.same is Same.BEFORE and not reading.whole:
                if reading.role is Role.SHARE and before.role in _MOVES:
                    reading.role = Role.CHANGE
                elif reading.role is Role.RATE:
                    bracketed = row.at(at - 1) == "(" and before.role is Role.LEVEL
                    if bracketed or before.role is Role.SHARE:
                        reading.role = Role.SHARE
            claim.role = reading.role
            around = (
                places[place - 1] + 1 if place else 0,
                places[place + 1] if place + 1 < len(places) else len(row.codes),
            )
            self._indicate(row, span, at, around, claim, reading, before)
            self._date(row, at, claim, dates, before, reading)
            if before is None or before.indicator is None or (claim.indicator is not None and not reading.whole):
                before = claim
            if (
                not reading.whole
                and not reading.part
                and (reading.role is Role.LEVEL or reading.phrase or self._last.indicator is None)
            ):
                self._last = claim
            if claim.scope is not None and reading.role is not Role.SHARE and not self._scopes.is_group(claim.scope):
                aside = aside or reading.part or reading.pronoun or row.at(reading.verb) == "H"
                if not aside:
                    (told if reading.behind else own).append(claim.scope)
        self._settle(own, told)

    def _settle(self, own: list[str], told: list[str]) -> None:
        """Let what follows speak of the one place or organisation of a sentence; of several, of none of them.

        `own` are those it speaks of, `told` those named behind a number.
        """
        found = own or ([] if self._place is not None and self._place == self._topic else told)
        if found and found.count(found[0]) == len(found):
            self._place = found[0]
        elif found and self._topic in found:
            self._place = self._topic

    def _indicate(
        self,
        row: Row,
        span: tuple[int, int],
        at: int,
        around: tuple[int, int],
        claim: Claim,
        reading: Reading,
        before: Claim | None,
    ) -> None:
        scope: Found | None = None
        parted = self._parted(claim) if claim.quantity.kind is Kind.RATIO else None
        if parted is not None:
            reading.phrase, reading.role = NOTHING, Role.SHARE
            claim.role = Role.SHARE
        named = bool(reading.phrase)
        name = self._scopes.only_name(row, reading.phrase) if named else None
        if name is not None:
            self._named(row, claim, reading, before)
            scope, named = Found(name, frozenset()), False
        source = before if before is not None and reading.same is not Same.EARLIER else self._last
        if named:
            scope = self._scopes.in_phrase(row, reading.phrase)
            dropped = scope.items if scope is not None else frozenset()
            claim.indicator = text_of(self._text, row, reading.phrase, dropped, self._words)
            if row.codes[reading.phrase.first] == "R":
                claim.indicator = self._resumed(row, reading, dropped, source)
        elif reading.nominal is not None:
            claim.indicator = reading.nominal
        elif claim.counted is not None and (reading.part or (reading.resumes and claim.counted != source.counted)):
            # "dont 6 100 monocouloirs", "it closed 34 stores" name what they count.
            claim.indicator = self._counted(row, at, claim)
        elif reading.same is not Same.NO and reading.role is not Role.DURATION and _may_pass(claim, reading, source):
            claim.indicator = source.indicator
        if claim.indicator is None and claim.counted is not None:
            claim.indicator = self._counted(row, at, claim)
        claim.indicator = parted or claim.indicator
        if named and claim.indicator is None and before is not None and reading.role is not Role.DURATION:
            claim.indicator = before.indicator
        claim.scope = self._scope(row, span, at, around, reading, scope, before)
        if claim.scope is not None and claim.scope == claim.indicator:
            # "Among pensioners, 21% say"
            claim.scope = None

    def _named(self, row: Row, claim: Claim, reading: Reading, before: Claim | None) -> None:
        """A name is nothing measured; behind another claim it is whom the same is said of ("et Renault de 12 %")."""
        joined = row.at(reading.phrase.first - 1) in ",C;" and row.at(reading.phrase.first - 1) != " "
        if before is not None and joined:
            reading.same = Same.BEFORE
            if before.role in _MOVES and reading.role is Role.RATE:
                claim.role = reading.role = before.role
        reading.phrase = NOTHING

    def _resumed(self, row: Row, reading: Reading, dropped: frozenset[int], source: Claim) -> str | None:
        """What "those of energy" names: the head of the indicator before, with the new complement."""
        phrase = Phrase(reading.phrase.first + 1, reading.phrase.last)
        rest = text_of(self._text, row, phrase, dropped, self._words) if phrase else None
        head = source.indicator
        if rest is None or head is None:
            return head
        link = self._text[row.start(phrase.first) : row.end(phrase.last - 1)]
        for word in (" " + of for of in self._words.of):
            cut = head.find(word if word.endswith("'") else word + " ")
            if cut > 0:
                head = head[:cut]
        return f"{head} {link}"

    def _parted(self, claim: Claim) -> str | None:
        """Of what a ratio is a part, when it is named inside: "trois enfants sur dix", "one worker in five"."""
        words = claim.text.split()
        if len(words) < _WORDS_OF_RATIO or self._words.classes[words[-2].lower()] not in "PO":
            return None
        inside = [word.lower() for word in words[1:-2]]
        named = all(self._words.classes[word] == "w" and word not in self._words.mere for word in inside)
        return " ".join(words[1:-2]) if named else None

    def _counted(self, row: Row, at: int, claim: Claim) -> str | None:
        """The thing counted, with the adjective that follows it where the language puts it there."""
        if claim.counted is None or (
            (claim.quantity.value or 0) > 1 and says_what_they_do(claim.counted, self._document.language)
        ):
            return None
        if not self._words.adjective_after or claim.counted[-1] not in "sx":
            return claim.counted
        noun = at + 1
        while noun < len(row.codes) and row.codes[noun] in "OD":
            noun += 1
        heads = claim.counted.split()
        noun += len(heads) - 1
        if noun + 1 < len(row.codes) and row.codes[noun] == "w" and row.words[noun] == heads[-1].lower():
            after = row.words[noun + 1]
            if row.codes[noun + 1] == "w" and after[-1] in "sx" and row.end(noun) + 1 == row.start(noun + 1):
                return f"{claim.counted} {after}"
        return claim.counted

    def _scope(
        self,
        row: Row,
        span: tuple[int, int],
        at: int,
        around: tuple[int, int],
        reading: Reading,
        found: Found | None,
        before: Claim | None,
    ) -> str | None:
        scopes = self._scopes
        since, stop = around
        if found is None:
            found = scopes.after(row, at, stop)
            reading.behind = found is not None and found.name is not None
        if found is not None and found.name is not None:
            if reading.behind and reading.subject is not NOTHING and scopes.are_any:
                self._subject(row, reading)
            return found.name
        if reading.subject is not NOTHING and reading.subject and reading.subject != reading.phrase:
            name = self._subject(row, reading)
            if name is not None:
                return name
        if reading.same is Same.BEFORE and before is not None and before.scope is not None:
            bracketed = scopes.before(row, at, since) if row.at(at - 1) == "(" else None
            return before.scope if bracketed is None or bracketed.name is None else bracketed.name
        found = scopes.before(row, at, since)
        if found is not None:
            return found.name
        if before is not None and before.scope is not None:
            return before.scope
        if self._place is not None:
            return self._place
        if self._topic is not None and scopes.refers(row, at):
            return self._topic
        if not scopes.are_any:
            return None
        actor = scopes.actor(row, span)
        if actor is not None:
            return actor
        return scopes.anywhere(span[0], row.start(stop) if stop < len(row.codes) else span[1])

    def _subject(self, row: Row, reading: Reading) -> str | None:
        """Whom or what place the subject of the verb names; what follows may point back to it."""
        found = self._scopes.in_phrase(row, reading.subject, measured=False)
        if found is not None:
            name = found.name
        else:
            acts = reading.phrase.first > reading.verb
            name = self._scopes.doer(row, reading.subject, reading.verb, acts=acts)
        self._topic = name or self._topic
        return name

    def _date(self, row: Row, at: int, claim: Claim, dates: list[int], before: Claim | None, reading: Reading) -> None:
        moved = reading.role in _MOVES
        item = (
            latest_of(row, at, dates, self._mentions, self._words)
            if moved
            else mention_of(row, at, dates, self._mentions, self._words)
        )
        claim.period = period_at(row, item, self._mentions, dates, self._period, self._today)
        if item is not None:
            settled = self._mentions[row.refs[item]].shift is None
            # "It had peaked at 5,320 in 2022" leaves the time spoken of where it was.
            plain = self._words.before_past.isdisjoint(row.words[max(0, reading.verb - 2) : reading.verb])
            if claim.period is not None and settled and not reading.alike and not reading.base and plain:
                self._carry(claim.period)
            return
        running = reading.verb >= 0 and (
            row.codes[reading.verb] in _RUNNING or row.words[reading.verb] in self._words.past
        )
        if before is not None and before.period is not None:
            claim.period = before.period
        elif moved or running or reading.resumes or reading.same is Same.EARLIER:
            claim.period = self._period

    def _carry(self, period: Period) -> None:
        """Let the sentences that follow speak of `period`; of several in a sentence, of the latest."""
        if not self._carried or self._period is None or period.last >= self._period.last:
            self._period, self._carried = period, True
