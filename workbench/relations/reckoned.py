"""What a change is reckoned from and over which stretch of time, and whether two levels can be the ones it is of.

"4,120, up from 3,870 in the second quarter: 21% more than a year ago" tells a rate and two levels that do not go
together: the rate is reckoned from the year before, and the level before is that of the last quarter. So are a fall on
a record beside the level of last year, the rise of nine months beside levels of three, and a rate since 2019 beside a
level of 2023. The words of each number, up to its neighbours, name the base (`Named.bases`), the years and the stretch
it is of; where they exclude each other the numbers contradict nothing.

Cues of the language file: `base-...` name what something is compared with, `stretch-...` over how long it was counted,
`compared-with` and `upon` lead to what something is compared with, `years-lead` and `years-behind` stand beside the
years it is compared over, `only-then` narrow a stretch to itself. How far the words of a number go is told by
`arm-ends`, `arm-turns`, `clause-turns`, `leading-to`, `leads-from`, `in-other-words` and `respectively`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from workbench.model import Claim, Document, Kind, Role
from workbench.relations.changes import is_like_a_year
from workbench.relations.composing import same_unit
from workbench.relations.pairs import is_step
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import between_spaces, tokens

_TIMES = frozenset({Kind.DATE, Kind.DURATION, Kind.ORDINAL})
_BORDERS = ";:()[]•|–—"
_RECENT = ("year", "quarter", "month", "week", "day", "to-date")
_STANDARDS = frozenset({"record", "average", "crisis"})
_OTHERS = _STANDARDS | {"target", "yearly", "adjusted", "revision"}
_BASES = (*_RECENT, *sorted(_OTHERS))
_SHORTEST, _LONGER = frozenset({"day", "week"}), frozenset({"year", "quarter", "month"})
_TIMED = frozenset((*_RECENT, "years"))
_STRETCHES = ("year", "half", "nine-months", "quarter", "month", "week", "day", "mean", "end")
_SHORT = frozenset({"quarter", "month", "week", "day"})
_PARTS_OF_YEARS = frozenset({"half", "nine-months", "quarter"})
_LEAD, _NEAR, _HEADING, _MOST_YEARS = 7, 3, 60, 30
_MOST, _FAR, _APPOSED, _TIMES_OVER = 40, 240, 5, 10
_MOVED = frozenset({Role.CHANGE, Role.DIFFERENCE})
_NOTHING: frozenset[str] = frozenset()
_NO_YEARS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """What words name: what is compared with, since or over which years, the years it is of, and over how long."""

    bases: frozenset[str] = _NOTHING
    over: frozenset[int] = _NO_YEARS
    years: frozenset[int] = _NO_YEARS
    stretches: frozenset[str] = _NOTHING
    only: bool = False
    months: frozenset[str] = _NOTHING


class Reckoned:
    """What the words around the numbers of a text name.

    `claims` are those of the document in the order of the text, `places` the place of each by its id.
    """

    def __init__(
        self, document: Document, claims: Sequence[Claim], places: Mapping[str, int], rules: LanguageRules
    ) -> None:
        self._text, self._claims, self._places, self._rules = document.text, claims, places, rules
        self._starts = [claim.start for claim in claims]

    def are_apart(self, after: Claim, before: Claim, said: Claim) -> bool:
        """Whether a change cannot be of two levels, by what the words of the three name."""
        if self._leads_to(said, (after, before)):
            return False
        if self._is_apposed_to_another(said, (after, before)):
            return True
        if self._is_of(before, after, said):
            # The level a change speaks of is the new one, whichever way round words and sizes put them.
            after, before = before, after
        rate, new, old = self._named(said), self._named(after), self._named(before)
        return (
            _bases_differ(rate, new, old, ahead=self._is_ahead(said, (after, before)))
            or _years_differ(rate, new, old)
            or (before.sentence != said.sentence and _is_of_untold_years(rate, new, old))
            or _exclude(rate.stretches, new.stretches | old.stretches)
        )

    def tell_two_bases(self, change: Claim, rate: Claim) -> bool:
        """Whether an amount and a rate are reckoned from two bases: "fell by 141 in the week, 11% above last year"."""
        moved, told = self._named(change), self._named(rate)
        return _exclude(moved.bases & _TIMED, told.bases & _TIMED) or bool(told.bases & _OTHERS - moved.bases)

    def are_of_other_stretches(self, total: Claim, count: Claim, per: Claim) -> bool:
        """Whether an average is of a part of a year, and what is shared out of another stretch of time."""
        own = self._named(per).stretches & _PARTS_OF_YEARS
        return any(_exclude(own, self._named(claim).stretches) for claim in (total, count))

    def _is_of(self, level: Claim, other: Claim, said: Claim) -> bool:
        """Whether a change speaks of a level, alone in its sentence or right behind it, and not of another."""
        if level.sentence == said.sentence != other.sentence and level.end <= said.start < other.start:
            return True
        return self._neighbour(said, 1) is level and self._comes_to(said.end, level.start)

    def _is_ahead(self, said: Claim, levels: Sequence[Claim]) -> bool:
        """Whether a change stands before its levels in one clause, so that what opens it is said of all three."""
        first = min(level.start for level in levels)
        return (
            said.end <= first
            and said.sentence == levels[0].sentence == levels[1].sentence
            and ";" not in self._text[said.end : first]
            and not says(self._rules, "clause-turns", between_spaces(self._text[said.end : first]))
        )

    def _named(self, claim: Claim) -> Named:
        """What the words behind and before a number name, and where they name nothing those that open its sentence."""
        spans = [*self._behind(claim), self._before(claim)]
        opening = self._opening(claim)
        own = self._read(spans)
        if opening in spans or opening[0] == opening[1]:
            return own
        heading = self._read([opening])
        first = self._is_first(claim, opening[0])
        return Named(
            own.bases or (heading.bases if first and not own.over else _NOTHING),
            own.over or (heading.over if first and not own.bases else _NO_YEARS),
            own.years or heading.years,
            own.stretches or heading.stretches,
            own.only,
            own.months or heading.months,
        )

    def _read(self, spans: Sequence[tuple[int, int]]) -> Named:
        told = " ".join(between_spaces(self._text[first:last]) for first, last in spans)
        over: set[int] = set()
        years: set[int] = set()
        for_years = False
        for first, last in spans:
            for claim in self._between(first, last):
                if claim.date is None and claim.quantity.kind is Kind.DURATION:
                    for_years = for_years or self._is_some_years(claim, first, last)
                elif claim.date is not None and claim.date.first.year != claim.date.last.year:
                    last_year = min(claim.date.last.year, claim.date.first.year + _MOST_YEARS)
                    years.update(range(claim.date.first.year, last_year + 1))
                elif claim.date is not None:
                    lead = between_spaces(self._text[first : claim.start]).split()[-_LEAD:]
                    compared = says(self._rules, "compared-with", f" {' '.join(lead)} ") or says(
                        self._rules, "upon", f" {' '.join(lead[-1:])} "
                    )
                    (over if compared and claim.date.first != claim.date.last else years).add(claim.date.first.year)
        bases = self._cues("base-", _BASES, told)
        if for_years:
            bases |= {"years"}
        if over:
            # "The same six months of 2019" are not those of a year before.
            bases -= {"year"}
        if not set(self._rules.weekdays).isdisjoint(told.split()):
            bases |= {"day"}
        if any(self._is_from_a_month(first, last) for first, last in spans):
            bases |= {"one-month"}
        return Named(
            bases,
            frozenset(over),
            frozenset(years),
            self._cues("stretch-", _STRETCHES, told),
            says(self._rules, "only-then", told),
            frozenset(word for word in told.split() if says(self._rules, "months", f" {word} ")),
        )

    def _is_some_years(self, time: Claim, first: int, last: int) -> bool:
        """Whether a length of time is of several years that something is compared over: "in five years"."""
        if time.quantity.unit != "year" or (time.quantity.value or 0) <= 1:
            return False
        before = between_spaces(self._text[first : time.start]).split()[-_LEAD:]
        behind = between_spaces(self._text[time.end : last]).split()[:_LEAD]
        return says(self._rules, "years-lead", f" {' '.join(before)} ") or says(
            self._rules, "years-behind", f" {' '.join(behind)} "
        )

    def _is_from_a_month(self, first: int, last: int) -> bool:
        """Whether words compare with a month: "13% more than on 31 December"."""
        words = between_spaces(self._text[first:last]).split()
        return any(
            says(self._rules, "months", f" {word} ")
            and says(self._rules, "compared-with", f" {' '.join(words[max(0, at - _LEAD) : at])} ")
            for at, word in enumerate(words)
        )

    def _cues(self, kind: str, names: Sequence[str], told: str) -> frozenset[str]:
        return frozenset(name for name in names if says(self._rules, kind + name, told))

    def _between(self, first: int, last: int) -> list[Claim]:
        inside = self._claims[bisect_left(self._starts, first) : bisect_left(self._starts, last)]
        return [claim for claim in inside if claim.end <= last]

    def _is_first(self, claim: Claim, start: int) -> bool:
        """Whether no number of its kind stands before it in its sentence, as far back as `start`."""
        place = self._places[claim.id]
        for other in reversed(self._claims[max(0, place - _MOST) : place]):
            if other.sentence != claim.sentence or other.start < start:
                return True
            if other.quantity.kind is claim.quantity.kind:
                return False
        return True

    def _neighbour(self, claim: Claim, step: Literal[1, -1]) -> Claim | None:
        """The nearest number of its sentence on one side, dates and lengths of time apart."""
        place = self._places[claim.id]
        beside = (
            self._claims[place + 1 : place + 1 + _MOST] if step > 0 else self._claims[max(0, place - _MOST) : place]
        )
        for other in beside if step > 0 else reversed(beside):
            if other.sentence != claim.sentence:
                return None
            if other.quantity.kind not in _TIMES and not is_like_a_year(other):
                return other
        return None

    def _opening(self, claim: Claim) -> tuple[int, int]:
        """The words that open the sentence, or what follows a semicolon, up to a comma; no number is among them."""
        start = max(claim.sentence[0], self._text.rfind(";", claim.sentence[0], claim.start) + 1)
        comma = self._text.find(", ", start, min(claim.start, start + _HEADING))
        if (
            comma < 0
            or ";" in self._text[comma : claim.start]
            or any(
                other.quantity.kind not in _TIMES and not is_like_a_year(other) for other in self._between(start, comma)
            )
        ):
            return start, start
        return start, comma

    def _behind(self, claim: Claim) -> list[tuple[int, int]]:
        """The words behind a number: up to a comma that leads to the next number, or to what follows a second one."""
        following = self._neighbour(claim, 1)
        limit = following.start if following is not None else min(claim.sentence[1], claim.end + _FAR)
        border = _first_of(self._text, _BORDERS, claim.end, limit)
        if border is not None:
            following, limit = None, border
        commas = _commas(self._text, claim.end, limit)
        if following is not None:
            commas = commas[: max(2, len(commas) - 1)]
        spans = list(pairwise(commas))
        found = [self._up_to_and(first, last) for first, last in spans[:1]]
        found += [self._up_to_and(first, last) for first, last in spans[1:2] if self._compares(first, last)]
        if following is not None and len(commas) == 2 and commas[1] == limit and self._comes_to(claim.end, limit):
            found += self._behind_level(following)
        return found

    def _compares(self, first: int, last: int) -> bool:
        """Whether words behind a comma go on to what something is compared with: ", compared with 2019"."""
        words = between_spaces(self._text[first:last]).removeprefix(" , ").split()[:_LEAD]
        opening = f" {' '.join(words)} "
        return says(self._rules, "compared-with", f" {' '.join(words[:2])} ") or bool(
            self._cues("base-", _RECENT, opening)
        )

    def _behind_level(self, level: Claim) -> list[tuple[int, int]]:
        """The words behind the level that a change leads to: "up 5% to 100 from a year earlier"."""
        following = self._neighbour(level, 1)
        limit = following.start if following is not None else min(level.sentence[1], level.end + _FAR)
        border = _first_of(self._text, _BORDERS + ",", level.end, limit)
        return [self._up_to_and(level.end, limit if border is None else border)]

    def _up_to_and(self, first: int, last: int) -> tuple[int, int]:
        for word, at, _ in tokens(self._text[first:last]):
            if says(self._rules, "arm-ends", f" {word} "):
                return first, first + at
        return first, last

    def _comes_to(self, first: int, last: int) -> bool:
        words = between_spaces(self._text[first:last]).split()[-_NEAR:]
        near = f" {' '.join(words)} "
        return says(self._rules, "leading-to", near) and not says(self._rules, "compared-with", near)

    def _before(self, claim: Claim) -> tuple[int, int]:
        """The words before a number, back to a comma or to what leads from the number before it."""
        previous = self._neighbour(claim, -1)
        left = previous.end if previous is not None else max(claim.sentence[0], claim.start - _FAR)
        start = max([left, *(self._text.rfind(mark, left, claim.start) + 1 for mark in _BORDERS + ",")])
        opening = between_spaces(self._text[start : claim.start]).split()
        if self._text[start - 1 : start] == "," and start - 1 > left and self._turns_at_once(opening):
            # "Doubled in two years, from 31 million": the comma stands within what is said of it.
            return max([left, *(self._text.rfind(mark, left, start - 1) + 1 for mark in _BORDERS + ",")]), claim.start
        if self._text[start - 1 : start] == "(" and start >= claim.start - 1:
            # "Than in 2023 (598,000)": what stands before a bracket with a number alone names it.
            opened = start - 1
            return max([left, *(self._text.rfind(mark, left, opened) + 1 for mark in _BORDERS + ",")]), claim.start
        if previous is not None and start == previous.end:
            turns = [
                at
                for word, at, _ in tokens(self._text[start : claim.start])
                if says(self._rules, "arm-turns", f" {word} ")
            ]
            start += turns[-1] if turns else 0
        return start, claim.start

    def _is_apposed_to_another(self, said: Claim, levels: Sequence[Claim]) -> bool:
        """Whether a change stands behind the comma of another new level: "..., nine months to 176.4m, up 9.1%"."""
        level = self._neighbour(said, -1)
        if level is None or level in levels or any(other.start > level.start for other in levels):
            return False
        if level.role in _MOVED or not all(
            same_unit(level, other) and is_step(level, other, _TIMES_OVER) for other in levels
        ):
            return False
        between = self._text[level.end : said.start]
        words = between_spaces(between).split()
        if (
            words[:1] != [","]
            or "," in words[1:]
            or len(words) > _APPOSED
            or _first_of(between, _BORDERS, 0, len(between))
        ):
            return False
        behind = between_spaces(self._text[said.end : min(said.sentence[1], said.end + _HEADING)])
        if says(self._rules, "in-other-words", f" {' '.join(words[1:2])} ") or says(
            self._rules, "respectively", behind
        ):
            return False
        return not says(self._rules, "compared-with", between_spaces(self._text[slice(*self._before(level))]))

    def _turns_at_once(self, words: Sequence[str]) -> bool:
        return len(words) == 1 and says(self._rules, "leads-from", f" {words[0]} ")

    def _leads_to(self, said: Claim, levels: Sequence[Claim]) -> bool:
        """Whether what a change is reckoned from leads to one of its levels: "9% below the record of 672,000"."""
        following = self._neighbour(said, 1)
        if following is None or following not in levels:
            return False
        if _first_of(self._text, _BORDERS, said.end, following.start) is not None:
            return False
        comma = self._text.rfind(",", said.end, following.start)
        behind = between_spaces(self._text[comma + 1 : following.start]).split()[:_NEAR] if comma >= 0 else []
        # "Above the average of the region, which stands at 28%"
        relative = bool(behind) and says(self._rules, "which-is", f" {' '.join(behind)} ")
        if not relative and (self._comes_to(said.end, following.start) or behind):
            return False
        told = between_spaces(self._text[said.end : following.start])
        compared = says(self._rules, "compared-with", told) or says(self._rules, "upon", told)
        return compared or bool(self._cues("base-", _BASES, told))


def _bases_differ(rate: Named, new: Named, old: Named, *, ahead: bool) -> bool:
    """Whether a change is reckoned from another base than its old level is of; `ahead` when it stands before both."""
    if _exclude(rate.bases & _TIMED, old.bases & _TIMED):
        return True
    others = rate.bases & (_STANDARDS if ahead else _OTHERS)
    if others and not others & (old.bases | new.bases):
        return True
    if rate.bases & new.bases & _TIMED:
        # Where the old level is the greater one it may have been taken for the new one.
        return False
    dated = old.bases or old.years or new.bases or new.years
    if "year" in rate.bases and not dated and (_is_another_month(rate, new, old) or old.stretches & _SHORT):
        return True
    if rate.bases & _TIMED == {"year"} and not dated and old.months == new.months and len(old.months) > 1:
        # "From January to June it fell from 7.4% to 7.1%" tells of less than a year.
        return True
    if rate.bases & _SHORTEST and not rate.bases & _LONGER and (old.years or _is_another_month(rate, new, old)):
        return True
    if "to-date" in rate.bases and "to-date" not in old.bases and _is_another_month(rate, new, old):
        return True
    return bool("one-month" in rate.bases and not old.months and (old.bases or old.stretches or old.years))


def _is_another_month(rate: Named, new: Named, old: Named) -> bool:
    """Whether an old level is of a month that neither the new one nor the words of the change name."""
    return bool(old.months) and old.months.isdisjoint(new.months | rate.months)


def _years_differ(rate: Named, new: Named, old: Named) -> bool:
    """Whether a change is over other years than its levels are of."""
    told = old.years | old.over
    if rate.over and rate.over.isdisjoint(told | new.years | new.over) and (told or old.bases or old.months):
        return True
    if new.years and old.years and rate.bases & _TIMED and not rate.over and "years" not in rate.bases:
        gap = min(abs(one - other) for one in new.years for other in old.years)
        if gap > 1 and "year" in rate.bases:
            return True
        if gap and not rate.bases & {"year", "to-date"}:
            return True
    if rate.only and old.years and not new.years:
        return True
    return bool(rate.years and new.years and rate.years.isdisjoint(told | new.years))


def _is_of_untold_years(rate: Named, new: Named, old: Named) -> bool:
    """Whether a change is over a year that neither of its levels is told to be of."""
    return bool(rate.over) and rate.over.isdisjoint(new.years | new.over | old.years | old.over)


def _exclude(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def _first_of(text: str, marks: str, start: int, end: int) -> int | None:
    found = [at for mark in marks if (at := text.find(mark, start, end)) >= 0]
    return min(found) if found else None


def _commas(text: str, start: int, end: int) -> list[int]:
    """The ends of a stretch and the commas in it that stand before a space."""
    found = [start]
    at = text.find(", ", start, end)
    while at >= 0:
        found.append(at)
        at = text.find(", ", at + 1, end)
    return [*found, end]
