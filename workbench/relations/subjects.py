"""Changes in percent told over up to three sentences: the two levels of their subject, wherever they stand.

`workbench.relations.roles` unites what stands side by side. What is left after it are percentages that move something
and whose levels are told before them, behind names, asides and other numbers. A careful reader takes the two levels
of one unit of which one is told as earlier than the other, when the percentage concludes from them ("so supplies are
18.7 percent tighter"), is spoken of as known ("the 22.1% jump", « le repli est de 8 % »), is of what they are of by its
words, or is tied to one of them ("16% below the average of 43.1 million").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from workbench.model import Document, Kind, Period, Relation
from workbench.relations.arms import RATE, READ, Figure
from workbench.relations.asking import Asks, Need
from workbench.relations.composing import same_unit
from workbench.relations.matching import EITHER
from workbench.relations.pairs import ONE_SIDED, STOPS, Pair, Told, is_near, is_step
from workbench.relations.roles import Reading
from workbench.relations.rules import LanguageRules, Rule, says
from workbench.relations.settled import Settled
from workbench.relations.wording import CLOSE, OPEN, SENTENCE_END

RULE = "change.subject"
ASKS = Asks(3, READ, "MNQU", (Need("PpF"),))
_MOST_FIGURES, _LONGEST = 14, 400
_WITHIN, _LARGEST_STEP = 12, 8
_TIED, _TIED_BRACKET, _LABEL = 7, 11, 3
_STEM, _SHORTEST, _AROUND = 5, 4, 12
_LEVELS, _PASSED = "MNQU", "DUOW"
_BORDERS = STOPS + "–"


def find_by_subject(
    document: Document,
    told: Told,
    new: int,
    taken: set[str],
    settled: Settled,
    rules: LanguageRules,
) -> Iterator[Relation]:
    """The relations of the percentages from symbol `new` on, with levels of a stretch of up to three sentences.

    No percentage that is `taken` is bound again, and what is bound is added to it. `settled` is what other relations
    say of the levels.
    """
    rule = rules.unworded.get(RULE)
    if rule is None or len(told.figures) > _MOST_FIGURES or len(told.stream.text) > _LONGEST:
        return
    yield from _Subjects(document, told, settled, rule, rules).relations_from(new, taken)


class _Subjects(Reading):
    def __init__(
        self,
        document: Document,
        told: Told,
        settled: Settled,
        rule: Rule,
        rules: LanguageRules,
    ) -> None:
        super().__init__(document, told, settled, rule, rules)
        self.bound: set[frozenset[str]] = set()

    def relations_from(self, new: int, taken: set[str]) -> Iterator[Relation]:
        """The relations of each percentage that moved something and is still free."""
        for rate in self.figures:
            behind = self._set_behind(rate) is not None
            if rate.place < new or rate.claim.id in taken or rate.apart or (rate.old and not behind):
                continue
            if rate.claim.quantity.kind is not Kind.PERCENT or not (
                rate.delta == RATE or self._is_apposed(rate) or self._is_pointed_to(rate) or behind
            ):
                continue
            pair = self._levels_of(rate)
            if pair is not None:
                after, before, sure = pair
                self.bound.add(frozenset((after.claim.id, before.claim.id)))
                match = self._bind({"after": after, "before": before, RATE: rate}, rate.sign or EITHER, free=not sure)
                yield from self._accepted(match, taken)

    def _levels_of(self, rate: Figure) -> tuple[Figure, Figure, bool] | None:
        """The only two levels that a percentage can be between, the later one first, and whether that is sure."""
        able = [level for level in self.levels if self._is_candidate(level)]
        tied = self._set_behind(rate) or self._tied(rate, able)
        found = [
            pair
            for one, other in combinations(able, 2)
            if (tied is None or tied is one or tied is other)
            and (pair := self._in_order(one, other)) is not None
            and self._fits(rate, pair[0], pair[1])
            and self._is_said_of(rate, pair[0], pair[1], tied)
        ]
        if len(found) > 1:
            found = self._nearest(rate, found)
        if len(found) != 1 or self._goes_against(rate, Pair(*found[0])):
            return None
        return found[0]

    def _concludes(self, rate: Figure) -> bool:
        """Whether a percentage is told as what comes of the levels: it goes their way or is wrong."""
        opening = self.clause.words(self._start_of(rate), rate.place)
        known = self._is_pointed_to(rate) or self._is_apposed(rate) or self._is_noun(rate, "definite")
        return known or says(self.rules, "therefore", opening)

    def _is_candidate(self, level: Figure) -> bool:
        """Whether a number can be a level that a percentage moves: stated, of something whole, by no bound."""
        quantity = level.claim.quantity
        if level.bare and not level.old:
            return False
        plain = self.stream.text[level.place] in _LEVELS and quantity.kind is not Kind.PERCENT
        return (
            plain and not level.apart and quantity.hedge not in ONE_SIDED and level.claim.id not in self.settled.parts
        )

    def _in_order(self, one: Figure, other: Figure) -> tuple[Figure, Figure, bool] | None:
        """Two levels of one thing at two times, the later one first, and whether words say which one that is."""
        if not self._are_of_one_thing(one, other):
            return None
        pair = frozenset((one.claim.id, other.claim.id))
        if pair in self.settled.moved or pair in self.bound:
            return None
        low, high = sorted((one.place, other.place))
        if not self._may_meet(one, other) or says(self.rules, "records", self.clause.words(low + 1, high)):
            return None
        one_old, other_old = self._is_old(one), self._is_old(other)
        if one_old is not other_old:
            return (other, one, True) if one_old else (one, other, True)
        if one_old:
            return None
        if one.date is not None and other.date is not None:
            if one.date.last == other.date.last:
                return None
            return (one, other, True) if one.date.last > other.date.last else (other, one, True)
        if any(level.date is not None and other_one.age > 0 for level, other_one in ((one, other), (other, one))):
            return None
        if one.age != other.age:
            return (other, one, False) if one.age > other.age else (one, other, False)
        if (one.date is None) is not (other.date is None) and self._are_parted(one, other):
            return (one, other, False) if one.date is None else (other, one, False)
        return None

    def _is_old(self, level: Figure) -> bool:
        """Whether words make it the level compared with; those that open a sentence hold for all its levels."""
        if level.old or level.date is not None or level.age < 0:
            return level.old
        text = self.stream.text
        start = max(text.rfind(mark, 0, level.place) for mark in STOPS) + 1
        first = next((figure.place for figure in self.figures if figure.place >= start), level.place)
        opening = self.clause.words(start, min(first, start + _TIED))
        told = says(self.rules, "past", opening) or says(self.rules, "once", opening)
        return told and not says(self.rules, "now-told", self.clause.words(first, level.place))

    def _are_parted(self, one: Figure, other: Figure) -> bool:
        """Whether two levels stand in two sentences or halves of one, so that a date is not of both."""
        low, high = sorted((one.place, other.place))
        between = self.stream.text[low:high]
        return any(mark in between for mark in STOPS) or says(self.rules, "now-told", self.clause.words(low + 1, high))

    def _may_meet(self, one: Figure, other: Figure) -> bool:
        """Whether two levels are not compared with others already; something new may be with two old ones."""
        partners = (self.settled.partners.get(one.claim.id), self.settled.partners.get(other.claim.id))
        if partners == (None, None):
            return True
        if None not in partners:
            return other.claim.id in self.settled.partners[one.claim.id]
        compared, free = (one, other) if partners[0] is not None else (other, one)
        return free.old and not compared.old

    def _are_of_one_thing(self, one: Figure, other: Figure) -> bool:
        """Whether two levels are in one unit, of a size, and count nothing different."""
        if not same_unit(one.claim, other.claim, lax=True) or not is_step(one.claim, other.claim, _LARGEST_STEP):
            return False
        first, second = sorted((one, other), key=lambda level: level.place)
        units = first.claim.quantity.unit, second.claim.quantity.unit
        if None in units and units != (None, None):
            bare = first if units[0] is None else second
            if self._thing(bare):
                return False
        named = self._thing(second)
        if not named:
            return True
        known = self._thing(first)
        return named == known if known else named in self._about(first)

    def _thing(self, level: Figure) -> str:
        """The beginning of the noun a number counts; nothing for what can be of anything ("people", "booked")."""
        counted = (level.claim.counted or "").lower().split()[:1]
        if not counted or says(self.rules, "of-anything", f" {counted[0]} "):
            return ""
        return counted[0][:_STEM]

    def _fits(self, rate: Figure, after: Figure, before: Figure) -> bool:
        """Whether a percentage can be of two levels: over their stretch of time, and not of quite another size."""
        if rate.base and before.base and rate.base.isdisjoint(before.base):
            return False
        since = self._compared_with(rate)
        if since is not None and (before.date is None or since.first != before.date.first):
            return False
        return is_near(Pair(after, before, True), rate, _WITHIN)

    def _compared_with(self, rate: Figure) -> Period | None:
        """The date that the words right behind a percentage compare with: "up 4% over 2018"."""
        for at in range(rate.place + 1, min(len(self.stream.text), rate.place + _TIED)):
            claim = self.stream.claims[at]
            if self.stream.text[at] in _BORDERS + "," + OPEN + CLOSE or (claim is not None and claim.date is None):
                return None
            if claim is not None:
                return claim.date
        return None

    def _nearest(self, rate: Figure, found: Sequence[tuple[Figure, Figure, bool]]) -> list[tuple[Figure, Figure, bool]]:
        """The pairs that the fewest sentences part from a percentage."""
        text = self.stream.text

        def away(level: Figure) -> int:
            low, high = sorted((level.place, rate.place))
            return text[low:high].count(SENTENCE_END)

        ranked = [
            (
                pair[0].claim.id in self.settled.partners,
                not (rate.base & pair[1].base),
                sorted((away(pair[0]), away(pair[1]))),
                not pair[2],
            )
            for pair in found
        ]
        best = min(ranked)
        return [pair for pair, rank in zip(found, ranked, strict=True) if rank == best]

    def _tied(self, rate: Figure, able: Sequence[Figure]) -> Figure | None:
        """The level that words tie a percentage to: "16% below 43.1", « de 3,4 %, à 25 580 », "8.1, 9.5% ahead"."""
        text = self.stream.text
        behind = next((level for level in able if level.place > rate.place), None)
        if behind is not None and behind.place - rate.place <= (_TIED_BRACKET if behind.bracketed else _TIED):
            between = text[rate.place + 1 : behind.place]
            close = between.strip(",") and set(between.strip(",")) <= set(self.rules.vocabulary.symbols("=at"))
            if not any(symbol in STOPS for symbol in between) and (
                (behind.old and "," not in between) or (behind.to and between.count(",") <= 1) or close
            ):
                return behind
        before = next((level for level in reversed(able) if level.place < rate.place), None)
        if before is not None and not before.old and rate.place - before.place <= _LABEL:
            between = text[before.place + 1 : rate.place]
            if between.strip(",") in ("", OPEN) and not any(symbol in STOPS for symbol in between):
                return before
        return None

    def _is_said_of(self, rate: Figure, after: Figure, before: Figure, tied: Figure | None) -> bool:
        """Whether the words of a percentage say that it is of what two levels are of."""
        start = self._start_of(rate)
        if tied is None and rate.place < min(after.place, before.place):
            return False
        levels = [level for level in (after, before) if level is not tied]
        about = {word for level in levels for word in self._about(level, start, rate.place)}
        if not self._is_about(self._complement(rate), about, after):
            return False
        opening = self.clause.words(start, rate.place)
        if says(self.rules, "turns-to", opening):
            return False
        if tied is None and says(self.rules, "months", opening):
            return False
        named = self._content(start, rate.place)
        fits = self._is_about(named, about, after)
        if not fits and self._is_scene(start, rate.place):
            return False
        if self._concludes(rate):
            return fits or not says(self.rules, "therefore", opening)
        if tied is None and self._is_headed_by(rate, start):
            return True
        if self._is_noun(rate, "indefinite") and says(self.rules, "reckons", opening):
            return True
        if named and says(self.rules, "beside", self.clause.words(start, start + 2)):
            return False
        if self._joins(start) and any(level.place == start - 1 and level.delta is None for level in self.figures):
            return False
        if named and tied is None and self._joins(start) and named & about:
            return False
        return fits

    def _is_scene(self, start: int, last: int) -> bool:
        """Whether a clause opens with where or among whom its change is: "among the under-25s the rise was 11%"."""
        while start < last and (self._joins(start) or self.stream.text[start] == ","):
            start += 1
        return says(self.rules, "scenes", self.clause.words(start, min(start + 1, last)))

    def _start_of(self, rate: Figure) -> int:
        """Where the clause of a percentage begins: behind a border or behind the number before it."""
        text, symbols, at = self.stream.text, self.rules.vocabulary.symbols, rate.place
        joins = tuple(symbols("and") + symbols("contrast") + symbols("=but") + symbols("=mais"))
        while at > 0 and text[at - 1] not in _BORDERS:
            if text[at - 1] == "," and text[at : at + 1] in joins:
                break
            claim = self.stream.claims[at - 1]
            if claim is not None and self.stream.text[at - 1] not in _PASSED:
                break
            at -= 1
        return at

    def _content(self, first: int, last: int) -> set[str]:
        """The beginnings of the words of a stretch that name something."""
        found: set[str] = set()
        passed = [word for cue in ("stand-ins", "empty", "undergoes") for word in self.rules.cues.get(cue, ())]
        for at in range(first, last):
            symbol = self.stream.text[at]
            if self.stream.claims[at] is not None or self.rules.vocabulary.sign_of(symbol):
                continue
            words = (word for word in self.clause.words(at, at + 1).split() if f" {word} " not in passed)
            found |= {word[:_STEM] for word in words if len(word) >= _SHORTEST and word.isalpha()}
        return found

    def _about(self, level: Figure, first: int = 0, last: int = 0) -> set[str]:
        """The beginnings of the words around a level, but for a stretch, and of what it is known to measure."""
        start = self._start_of(level)
        ends = STOPS + CLOSE
        end = next((at for at in range(level.place, len(self.stream.text)) if self._ends_at(at, level, ends)), 0)
        end = min(end or len(self.stream.text), level.place + _AROUND)
        found = {word[:_STEM].lower() for word in (level.claim.indicator or "").split() if len(word) >= _SHORTEST}
        for at in range(start, end):
            if not first <= at < last:
                found |= self._content(at, at + 1)
        return found

    def _ends_at(self, at: int, level: Figure, ends: str) -> bool:
        claim = self.stream.claims[at]
        return self.stream.text[at] in ends or (
            claim is not None and at > level.place and self.stream.text[at] not in _PASSED
        )

    def _is_about(self, named: set[str], about: set[str], level: Figure) -> bool:
        """Whether words name what levels are of, or nothing but numbers in general ("the total", « l'effectif »)."""
        if named and named <= about:
            return True
        cues = ["in-general"] if level.claim.quantity.kind is Kind.MONEY else ["in-general", "in-number"]
        general = {word.strip()[:_STEM] for cue in cues for word in self.rules.cues.get(cue, ())}
        return named <= general

    def _complement(self, rate: Figure) -> set[str]:
        """The words that say what a change is of: "the 10.3% fall in volume"."""
        text, symbols = self.stream.text, self.rules.vocabulary.symbols
        start = rate.place + 1
        if text[start : start + 1] in tuple(symbols("noun") + symbols("beyond")):
            start += 1
        leads = tuple(symbols("of") + symbols("=in") + symbols("=for"))
        if text[start : start + 1] not in leads:
            return set()
        ends = _BORDERS + "," + OPEN + CLOSE + symbols("vs") + symbols("old")
        last = min(len(text), start + _TIED)
        end = next((at for at in range(start, last) if text[at] in ends or self.stream.claims[at] is not None), last)
        return self._content(start, end)

    def _is_noun(self, rate: Figure, article: str) -> bool:
        """Whether a percentage is the size of a noun of change behind an article: "the 22.1% jump", « un recul de ».

        What names the thing that changed between the two, « la croissance du trimestre est de », makes it another's.
        """
        text, symbols = self.stream.text, self.rules.vocabulary.symbols
        nouns, articles = symbols("noun"), self.rules.cues.get(article, ())
        if text[rate.place + 1 : rate.place + 2] in tuple(nouns):
            return self.clause.words(max(0, rate.place - 1), rate.place) in articles
        for at in range(rate.place - 1, max(0, rate.place - _TIED), -1):
            if text[at] in _BORDERS + ",":
                return False
            if text[at] in nouns:
                return self.clause.words(at - 1, at) in articles and not self._content(at + 1, rate.place)
        return False

    def _set_behind(self, rate: Figure) -> Figure | None:
        """The level that something came to right before a percentage alone in a bracket: "from 140 to 161 (15%)"."""
        if not rate.bare or rate.place < _LABEL or self.stream.text[rate.place - 1] != OPEN:
            return None
        before = [level for level in self.levels if level.place < rate.place and level is not rate][-2:]
        if len(before) < 2 or not before[0].source or SENTENCE_END in self.stream.text[before[0].place : rate.place]:
            return None
        between = self.stream.text[before[1].place + 1 : rate.place - 1]
        return before[1] if len(between) <= _LABEL and "," not in between else None

    def _is_pointed_to(self, rate: Figure) -> bool:
        """Whether a word points to a percentage that nothing makes a share: "those 12%", « cette saignée de 12 % »."""
        near = self.clause.words(max(0, rate.place - _LABEL), rate.place)
        return rate.loose and says(self.rules, "demonstrative", near)

    def _is_headed_by(self, rate: Figure, start: int) -> bool:
        """Whether a change is what its sentence begins with: "An increase of 69 per cent takes some explaining"."""
        text, symbols = self.stream.text, self.rules.vocabulary.symbols
        opening = text[start : rate.place]
        return (
            text[start - 1 : start] == SENTENCE_END
            and len(opening) == _LABEL
            and opening[0] in symbols("article")
            and opening[1] in symbols("noun")
            and opening[2] in symbols("of")
        )

    def _is_apposed(self, rate: Figure) -> bool:
        """Whether a percentage is set behind a comma as what came of it: ", a slide of 12%", « , un trou de 12 % »."""
        if rate.delta != RATE and not rate.loose:
            return False
        text, of = self.stream.text, self.rules.vocabulary.symbols("of")
        before = text[max(0, rate.place - 4) : rate.place]
        if len(before) < 4 or before[-1] not in of or before[0] not in ",:;–":
            return False
        return self.clause.words(rate.place - 3, rate.place - 2) in self.rules.cues.get("indefinite", ())
