"""Findings of the calendar: weekdays, durations, ages, anniversaries and editions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from workbench.checking import calendar, ranges
from workbench.checking.network import readings
from workbench.checking.ranges import Range
from workbench.checking.slips import requantified
from workbench.checking.special import SpecialWriter
from workbench.model import Claim, Finding, Kind, Operation, Period, Quantity, Relation, Repair, RepairKind, Verdict

# A weekday fits every sixth year or so: only the year of last year's or next year's calendar is a likely slip.
_NEAR_YEARS = 2
_ONE_DAY = timedelta(days=1)
_TO_THE_YEAR = frozenset({"age", "anniversary", "edition"})
_SHORT_WORD, _NUMBER_AND_UNIT = 4, 2
_UNBROKEN_YEARS = 30


class CalendarWriter(SpecialWriter):
    """Checks the relations of the calendar of one document."""

    def findings(self, relations: Sequence[Relation]) -> Iterator[Finding]:
        """One finding for each relation that could be checked."""
        for relation in relations:
            found = self._calendar(relation) if relation.operation is Operation.CALENDAR else None
            if found is not None:
                yield found

    def _calendar(self, relation: Relation) -> Finding | None:
        kind = relation.rule.rpartition(".")[2]
        if relation.role("weekday") is not None:
            return self._weekday(relation)
        stated = self._claim(relation, "edition") or self._claim(relation, "duration")
        if stated is None or stated.quantity.value is None:
            return None
        ends = calendar.ends(relation, self._claims, self._document)
        counted = None if ends is None else self._counted(relation, *ends, stated, kind)
        if ends is None or counted is None:
            return None
        boxes = readings(stated.quantity)
        if kind in _TO_THE_YEAR and stated.quantity.hedge is None:
            # Nobody rounds an age, an anniversary or the number of an edition.
            boxes = (boxes[0], boxes[0])
        verdict = _verdict(boxes, counted)
        if verdict is not Verdict.CONSISTENT and _leaves_room(relation, stated, boxes[1], counted, ends):
            return None
        doubts = list(relation.doubts)
        if verdict is Verdict.DOUBTFUL:
            doubts.append(_doubt(relation, stated, boxes[1], counted))
        words = self._words
        edition = relation.role("edition") is not None
        starts, finish = (self._said(relation, role, end) for role, end in zip(("from", "to"), ends, strict=True))
        computed = self._whole(counted.expected)
        said = {"starts": starts, "ends": finish, "computed": computed, "stated": stated.text}
        stretch = self._claim(relation, "period")
        if stretch is not None:
            said["period"] = _as_opening(stretch.text)
        expression = f"{finish} − {starts}{' + 1' if edition else ''}"
        working = words.text("working", "agrees", expression=expression, result=computed, stated=stated.text)

        def fits(claim: Claim, quantity: Quantity) -> bool:
            return self._span_fits(relation, claim, quantity, stated, kind)

        key = "span" if stretch is None else "stretch"
        if stated.quantity.kind is Kind.ORDINAL:
            key = "edition" if edition else "anniversary"
        right = None if verdict is Verdict.CONSISTENT else _computed(stated, counted, fits)
        return self._finding(
            relation, verdict, said, key, working, dict.fromkeys(doubts), boxes, counted, fits, computed=right
        )

    def _counted(
        self, relation: Relation, first: Period, last: Period, stated: Claim, kind: str
    ) -> calendar.Counted | None:
        if relation.role("edition") is not None:
            every = relation.role("every")
            years = every.constant.value if every is not None and every.constant is not None else Fraction(1)
            return calendar.edition(first, last, years) if years > 0 else None
        return calendar.elapsed(first, last, stated.quantity.unit, completed=kind == "age")

    def _span_fits(self, relation: Relation, claim: Claim, quantity: Quantity, stated: Claim, kind: str) -> bool:
        changed = _with_number(claim, quantity)
        if changed is None:
            return False
        claims = {**self._claims, claim.id: changed}
        ends = calendar.ends(relation, claims, self._document)
        target = claims[stated.id]
        counted = None if ends is None else self._counted(relation, *ends, target, kind)
        return counted is not None and ranges.meets(readings(target.quantity)[0], counted.expected)

    def _weekday(self, relation: Relation) -> Finding | None:
        stated = calendar.weekday_of(relation.role("weekday"))
        day = calendar.stated_day(relation, self._claims, self._document)
        if stated is None or day is None:
            return None
        verdict = Verdict.CONSISTENT if day.weekday() == stated else Verdict.INCONSISTENT
        names = self._words.names("weekdays")
        said = {"date": self._date_text(relation), "computed": names[day.weekday()], "stated": names[stated]}

        def fits(claim: Claim, quantity: Quantity) -> bool:
            changed = _with_number(claim, quantity)
            period = None if changed is None else changed.date
            if period is None or abs(period.first.year - day.year) > _NEAR_YEARS:
                return False
            return period is not None and period.first == period.last and period.first.weekday() == stated

        number = Fraction(day.weekday())
        counted = calendar.Counted(number, ranges.point(number), ranges.point(number))
        working = self._words.text("working", "weekday", **said)
        finding = self._finding(relation, verdict, said, "weekday", working, relation.doubts, None, counted, fits)
        if verdict is Verdict.INCONSISTENT:
            corrected = self._words.text("would_fit", "weekday", **said) + self._day_beside(relation, day, stated)
            finding.explanation = replace(finding.explanation, would_fit=self._would_fit(finding.repairs, corrected))
        return finding

    def _day_beside(self, relation: Relation, day: date, weekday: int) -> str:
        """The day before or after in the words of the text, when that is the weekday it says."""
        claim = self._claim(relation, "date")
        beside = next((near for near in (day - _ONE_DAY, day + _ONE_DAY) if near.weekday() == weekday), None)
        number = re.search(rf"(?<!\d){day.day}(?!\d)", "" if claim is None else claim.text)
        if claim is None or number is None or beside is None or beside.month != day.month:
            return ""
        text = claim.text[: number.start()] + str(beside.day) + claim.text[number.end() :]
        written, text = (self._words.quoted(" ".join(one.split())) for one in (claim.text, text))
        return self._words.text("would_fit", "weekday_other", text=text, written=written)

    def _date_text(self, relation: Relation) -> str:
        claim = self._claim(relation, "date")
        return "" if claim is None else " ".join(claim.text.split())

    def _said(self, relation: Relation, role: str, period: Period) -> str:
        claim = self._claim(relation, role)
        return _bare(claim.text) if claim is not None else self._printed(period)

    def _whole(self, box: Range) -> str:
        """A range of whole years, months or days: "14 to 15"."""
        low, high = (self._words.short(end) for end in (box[0], box[2]) if end is not None)
        return low if low == high else self._words.text("numbers", "range", low=low, high=high)

    def _printed(self, period: Period) -> str:
        """A date in the order of the language: a year, a month and year, or a day."""
        if period.is_year:
            return str(period.first.year)
        month = self._words.names("months")[period.first.month - 1]
        key = "day" if period.first == period.last else "month"
        return self._words.text("dates", key, day=str(period.first.day), month=month, year=str(period.first.year))


def _verdict(boxes: tuple[Range, Range], counted: calendar.Counted) -> Verdict:
    if ranges.meets(boxes[0], counted.expected):
        return Verdict.CONSISTENT
    if ranges.meets(boxes[1], counted.widest):
        return Verdict.DOUBTFUL
    return Verdict.INCONSISTENT


def _doubt(relation: Relation, stated: Claim, box: Range, counted: calendar.Counted) -> str:
    """Why a number that is only just possible may be right after all."""
    high, low = box[2], counted.expected[0]
    fewer = high is not None and low is not None and high < low
    if fewer and relation.role("edition") is not None:
        return calendar.SKIPPED
    return calendar.APART if fewer and stated.quantity.unit in calendar.DAYS else calendar.INCLUSIVE


def _leaves_room(
    relation: Relation, stated: Claim, box: Range, counted: calendar.Counted, ends: tuple[Period, Period]
) -> bool:
    """Whether fewer are stated than the dates hold, and nothing says that they follow one another.

    So it is with days and weeks within months or years, and with editions over decades, some of which wars took.
    """
    high, low = box[2], counted.expected[0]
    if high is None or low is None or high >= low:
        return False
    if relation.role("edition") is not None:
        return ends[1].first.year - ends[0].first.year > _UNBROKEN_YEARS
    return stated.quantity.unit in calendar.DAYS and not all(end.first == end.last for end in ends)


def _computed(stated: Claim, counted: calendar.Counted, fits: Callable[[Claim, Quantity], bool]) -> Repair | None:
    """The duration that the dates give, with the unit of the one stated: numbers in words have no digits to slip."""
    words = stated.text.split()
    if stated.quantity.kind is not Kind.DURATION or counted.point.denominator != 1 or counted.point <= 1:
        return None
    if len(words) != _NUMBER_AND_UNIT or not words[1].isalpha():
        return None
    value = Decimal(int(counted.point))
    if not fits(stated, requantified(stated.quantity, value, Decimal(1))):
        return None
    return Repair(stated.id, value, RepairKind.COMPUTED, f"{value} {words[1]}")


def _bare(text: str) -> str:
    """A date without the article or preposition that extraction leaves before it ("le 3 mars 1950")."""
    words = text.split()
    return " ".join(words[1:] if len(words) > 2 and words[0].islower() and len(words[0]) <= _SHORT_WORD else words)


def _as_opening(text: str) -> str:
    words = " ".join(text.split())
    return words[:1].upper() + words[1:]


def _with_number(claim: Claim, quantity: Quantity) -> Claim | None:
    """The claim with another number; for a date, with another year."""
    if claim.date is None:
        return replace(claim, quantity=quantity)
    if claim.date.first.year != claim.date.last.year:
        return None
    year = int(quantity.value or 0)
    if not 1 <= year <= 9998:
        return None
    try:
        period = Period(claim.date.first.replace(year=year), claim.date.last.replace(year=year))
    except ValueError:
        return None
    return replace(claim, date=period, quantity=quantity)
