"""The levels of a sentence that are one thing at two times: which is the new one, and which it is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from workbench.model import Claim, Document, Hedge, Kind
from workbench.relations.arms import Figure
from workbench.relations.clauses import Clause
from workbench.relations.composing import comparable
from workbench.relations.figures import figures_of
from workbench.relations.rules import LanguageRules, says
from workbench.relations.settled import Settled
from workbench.relations.stream import Stream
from workbench.relations.wording import SENTENCE_END

_LARGEST_STEP, _LARGEST_STEP_ACROSS, _LARGEST_STEP_ONCE = 25, 5, 3
_STEM = 5
STOPS = ";:" + SENTENCE_END
_OPENING, _BESIDE = 6, 3
_SCALED, _HUNDRED = 1000, 100
ONE_SIDED = frozenset({Hedge.OVER, Hedge.UNDER, Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.UP_TO})
# `dataclasses.replace` looks for every field by its name, and sentences are joined all the time.
_VALUES = attrgetter(*[field.name for field in fields(Figure)])
_COUNTS = {Kind.COUNT: Kind.NUMBER}
_NO_LEVELS = frozenset({Kind.DATE, Kind.ORDINAL, Kind.DURATION})


@dataclass(slots=True)
class Told:
    """A sentence, or some neighbouring ones joined, with its figures."""

    stream: Stream
    figures: list[Figure]

    def joined(self, following: Told) -> Told:
        """Both sentences as one."""
        shift = len(self.stream.text) + 1
        moved = [_moved(figure, shift) for figure in following.figures]
        return Told(self.stream.joined(following.stream), [*self.figures, *moved])


def _moved(figure: Figure, shift: int) -> Figure:
    """The same figure in a stream where it stands `shift` symbols further on."""
    copy = Figure(*_VALUES(figure))
    copy.place += shift
    return copy


@dataclass(slots=True)
class Pair:
    """A new level, the old one, and whether words say which is which; `gap` for two that only their distance unites."""

    new: Figure
    old: Figure
    sure: bool
    gap: bool = False

    @property
    def ends(self) -> tuple[int, int]:
        return min(self.new.place, self.old.place), max(self.new.place, self.old.place)


def tell(document: Document, stream: Stream, rules: LanguageRules) -> Told:
    """A sentence with its figures."""
    return Told(stream, figures_of(document, stream, rules))


class Pairing:
    """The levels of a stretch of text and the pairs they make."""

    def __init__(self, document: Document, told: Told, settled: Settled, rules: LanguageRules) -> None:
        self.settled = settled
        self.document, self.rules = document, rules
        self.stream, self.figures = told.stream, told.figures
        self.levels = [figure for figure in told.figures if figure.delta is None]
        self.clause = Clause(document, told.stream, 0, len(told.stream.text), [])

    def pairs(self) -> Iterator[Pair]:
        """Levels of one thing at two times: each old one with the nearest level that is not, and two dated ones."""
        used: set[int] = set()
        for number, old in enumerate(self.levels):
            if old.old and self._has_its_own(number):
                old.old = False
            told = old.old or self._goes_on_to(number) or self._is_set_in_bracket(number)
            if not told or self._has_its_own(number):
                continue
            new = self._new_level(number)
            if new is not None and self._may_pair(new, old):
                used |= {old.place, new.place}
                yield Pair(new, old, True)
        yield from self._gaps()
        rest = [level for level in self.levels if level.place not in used and not level.apart]
        for first, second in pairwise(rest):
            if not self._alike(first, second) or (first.old and second.old) or not self._may_pair(first, second):
                continue
            if first.age != second.age:
                older, newer = (first, second) if first.age > second.age else (second, first)
                sure = newer.age == -2
                if sure or (
                    self._is_plainly_of_one(first, second) and is_step(first.claim, second.claim, _LARGEST_STEP_ONCE)
                ):
                    yield Pair(newer, older, sure)
                    continue
            now = next((level for level in (first, second) if level.age == -1), None)
            if now is not None and (first.date is None) is not (second.date is None):
                yield Pair(now, second if now is first else first, False)
            elif first.date is not None and second.date is not None and first.date.last != second.date.last:
                later = first.date.last > second.date.last
                yield Pair(first, second, True) if later else Pair(second, first, True)

    def _gaps(self) -> Iterator[Pair]:
        """The two levels before what is called their distance: "212 votes to 187, a majority of 25"."""
        for delta in self.figures:
            before = [level for level in self.levels if level.place < delta.place and not self._crosses(level, delta)]
            if not delta.gap or len(before) < 2:
                continue
            one, other = (level.claim for level in before[-2:])
            if self._alike(*before[-2:]) or (
                one.quantity.unit == other.quantity.unit and is_step(one, other, _LARGEST_STEP_ONCE)
            ):
                yield Pair(before[-2], before[-1], False, gap=True)

    def _is_taken_from(self, part: int, whole: int) -> bool:
        """Whether a level is a part of the next one: "68 of 193 members have paid, 4 more than in 2023"."""
        return whole - part <= _BESIDE and says(self.rules, "part-of", self.clause.words(part + 1, whole))

    def _has_its_own(self, number: int) -> bool:
        """Whether a level in a bracket is set against the next one: "than in 2016 (529 against 531)"."""
        one, following = self.levels[number], self.levels[number + 1 : number + 2]
        return one.bracketed and bool(following) and following[0].old and self._alike(one, following[0])

    def _is_set_in_bracket(self, number: int) -> bool:
        """Whether a level stands alone in a bracket behind words after one like it: "9.87 in the quarter (8.94)"."""
        one = self.levels[number]
        if not one.bare or not number or self.levels[number - 1].bracketed or one.claim.quantity.kind is Kind.PERCENT:
            return False
        before = self.levels[number - 1]
        between = self.stream.text[before.place : one.place]
        plain = (
            "," not in between
            and ";" not in between
            and not any(before.place < figure.place < one.place for figure in self.figures)
        )
        return plain and not self._crosses(before, one) and is_step(before.claim, one.claim, _LARGEST_STEP_ONCE)

    def _goes_on_to(self, number: int) -> bool:
        """Whether something goes from this level to the next one: « passant de 240 à 180 »."""
        following = self.levels[number + 1 : number + 2]
        return self.levels[number].source and bool(following) and following[0].to

    def _crosses(self, first: Figure, second: Figure) -> bool:
        low, high = sorted((first.place, second.place))
        return SENTENCE_END in self.stream.text[low:high]

    def _may_pair(self, new: Figure, old: Figure) -> bool:
        """Whether two levels can be one thing at two times: stated, no records, not of pairs of their own."""
        if any(level.apart or level.claim.quantity.hedge in ONE_SIDED for level in (new, old)):
            return False
        if any(
            one.claim.id in self.settled.partners and other.claim.id not in self.settled.partners[one.claim.id]
            for one, other in ((new, old), (old, new))
        ):
            return False
        low, high = sorted((new.place, old.place))
        if self._is_taken_from(low, high):
            return False
        if says(self.rules, "records", self.clause.words(low + 1, high)):
            return False
        if not self._crosses(new, old):
            return True
        return self._goes_on(low, high) if old.place > new.place else self._stands_for(low, high)

    def _goes_against(self, delta: Figure, pair: Pair) -> bool:
        """Whether a sentence with no level of its own goes the other way than the levels: it is of something else.

        One that goes on about them ("That is 6 per cent less") is not.
        """
        if not pair.sure or delta.sign not in (1, -1):
            return False
        if not (self._crosses(delta, pair.new) and self._crosses(delta, pair.old)):
            return False
        start = self.stream.text.rfind(SENTENCE_END, 0, delta.place) + 1
        opening = self.clause.words(start, min(start + _OPENING, self.clause.last))
        if any(opening.startswith(cue) for cue in self.rules.cues.get("goes-on", ())):
            return False
        new, old = (level.claim.quantity.value or Decimal(0) for level in (pair.new, pair.old))
        return new != old and (new > old) is not (delta.sign > 0)

    def _is_plainly_of_one(self, first: Figure, second: Figure) -> bool:
        """Whether two levels stand in one sentence, or a pronoun in the second stands for what the first is of."""
        if not self._crosses(first, second) or self._stands_for(first.place, second.place):
            return True
        border = self.stream.text.rfind(SENTENCE_END, first.place, second.place)
        return second.age == 2 and second.date is not None and "D" in self.stream.text[border : border + _OPENING]

    def _goes_on(self, first: int, second: int) -> bool:
        """Whether the sentence of the second figure speaks of what that of the first does."""
        if self._stands_for(first, second):
            return True
        border = self.stream.text.rfind(SENTENCE_END, first, second)
        start = self.stream.text.rfind(SENTENCE_END, 0, first) + 1
        end = self.stream.text.find(SENTENCE_END, second)
        one = self._stems(start, border)
        return not one.isdisjoint(self._stems(border + 1, end if end > 0 else len(self.stream.text)))

    def _stands_for(self, first: int, second: int) -> bool:
        border = self.stream.text.rfind(SENTENCE_END, first, second)
        opening = self.clause.words(border + 1, min(border + _OPENING, self.clause.last))
        if any(opening.startswith(cue) for cue in self.rules.cues.get("goes-on", ())):
            return True
        if says(self.rules, "once", opening) or says(self.rules, "past", opening):
            return True
        return says(self.rules, "stands-for", self.clause.words(border + 1, second))

    def _stems(self, first: int, last: int) -> set[str]:
        """The beginnings of the words that say what a stretch is about."""
        words = self.clause.words(first, last).split()
        empty = self.rules.cues.get("empty", ())
        return {word[:_STEM] for word in words if len(word) >= _STEM and word.isalpha() and f" {word} " not in empty}

    def _new_level(self, number: int) -> Figure | None:
        """The level that an old one is compared with: the nearest of its kind before it, or else behind it."""
        old = self.levels[number]
        alike = [level for level in self.levels[:number] if self._alike(level, old) and not level.old]
        before = alike[-1] if alike else None
        if before is not None and len(alike) > 1 and self._crosses(before, old) and self._is_aside(alike[-2], before):
            before = alike[-2]
        behind = next((level for level in self.levels[number + 1 :] if self._alike(level, old)), None)
        if old.source and behind is not None and behind.to and not behind.old:
            return behind
        if before is None and behind is not None and self._has_earlier_level(old):
            return None
        for new in (before, behind):
            if new is not None and not new.old:
                return new
        return None

    def _is_aside(self, main: Figure, aside: Figure) -> bool:
        """Whether a word of contrast leads to the second of two levels of one sentence: "while 340 are pending"."""
        contrast = self.rules.vocabulary.symbols("contrast")
        between = self.stream.text[main.place : aside.place]
        return SENTENCE_END not in between and any(symbol in contrast for symbol in between)

    def _has_earlier_level(self, old: Figure) -> bool:
        """Whether the sentence before states a level that an old one may belong to."""
        return any(
            self._alike(Figure(-1, claim), old)
            for claim in self.stream.earlier
            if claim.quantity.kind not in _NO_LEVELS and claim.quantity.value is not None
        )

    def _alike(self, first: Figure, second: Figure) -> bool:
        one, other = first.claim, second.claim
        if (one.quantity.kind is Kind.DURATION) is not (other.quantity.kind is Kind.DURATION):
            return False
        if not comparable(one, other) and not self._counts_nothing(first, second):
            return False
        crosses = first.place >= 0 <= second.place and self._crosses(first, second)
        kinds = {_COUNTS.get(claim.quantity.kind, claim.quantity.kind) for claim in (one, other)}
        if crosses and (len(kinds) > 1 or one.quantity.unit != other.quantity.unit) and not _is_scaled(one, other):
            return False
        return is_step(one, other, _LARGEST_STEP_ACROSS if crosses else _LARGEST_STEP)

    def _counts_nothing(self, first: Figure, second: Figure) -> bool:
        """Whether a length of time stands where the noun of a bare number would: "538 seven years earlier"."""
        bare = all(figure.claim.quantity.unit is None for figure in (first, second))
        return bare and any(self.stream.text[figure.place + 1 : figure.place + 2] == "U" for figure in (first, second))


def _is_scaled(one: Claim, other: Claim) -> bool:
    """Whether one of two numbers is bare but written with a scale word, as amounts are whose currency is known."""
    units = {claim.quantity.unit for claim in (one, other)}
    return None in units and all(claim.quantity.step >= _SCALED and claim.counted is None for claim in (one, other))


def is_step(one: Claim, other: Claim, most: int) -> bool:
    """Whether the larger of two levels is at most so many times the other."""
    low, high = sorted(abs(claim.quantity.value or Decimal(0)) for claim in (one, other))
    return 0 < low <= high <= most * low


def is_near(pair: Pair, rate: Figure, times: int) -> bool:
    """Whether a percentage is of the size of what two levels differ by."""
    new, old, stated = (abs(figure.claim.quantity.value or Decimal(0)) for figure in (pair.new, pair.old, rate))
    implied = abs(new - old) / old * _HUNDRED
    if rate.claim.quantity.kind is Kind.RATIO:
        stated *= _HUNDRED
    if not implied:
        # Two equal levels are a number that was copied over the other.
        return True
    return stated <= times * implied and implied <= times * stated
