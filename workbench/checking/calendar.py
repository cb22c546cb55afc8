"""Dates, durations, ages, editions and weekdays.

The roles of a relation of the operation ``calendar``, by the end of its rule:

================ ====================================== =====================================================
rule ends        roles                                  what must hold
================ ====================================== =====================================================
``.weekday``     date, weekday (constant, Monday is 0)  the date falls on that weekday
``.span``        from, to, duration                     the duration lies between the two dates
``.age``         from, to, duration                     completed years between birth and the other date
``.anniversary`` from, to, duration                     as a span, in years
``.ago``         from, to, duration                     as a span
``.edition``     from, to, edition [, every]            one edition each year (or each `every` years) since the first
================ ====================================== =====================================================

`date`, `from` and `to` are claims with a date, or constants that are years; a claim in the role `period` ("1995 to
2010") stands for both; without `to`, the date of the document counts. Years are counted without the first one; the
other ways of counting make a finding doubtful, not wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.ranges import Range
from workbench.model import Claim, Document, Operand, Period, Relation

INCLUSIVE = "inclusive-counting"
SKIPPED = "skipped-editions"
APART = "days-apart"
# A fair that fell out for a year or two, as most did in 2020 and 2021, keeps counting where it stopped.
_MOST_SKIPPED = 3
# "De 1995 à 2010" has two words beside its numbers; more of them are months, and then whole months are meant.
_WORDS_OF_YEARS = 2
_MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Counted:
    """What the dates give for the number stated, in its own unit; `expected` as most count, `widest` as anyone may."""

    point: Fraction
    expected: Range
    widest: Range


def period_of(operand: Operand | None, claims: dict[str, Claim], document: Document) -> Period | None:
    """The days an operand names: a claim's date, a year, or for no operand the date of the document."""
    if operand is None:
        return None if document.date is None else Period.day(document.date)
    if operand.constant is not None:
        return _year(operand.constant.value)
    claim = claims.get(operand.claim or "")
    if claim is None:
        return None
    if claim.date is not None:
        return claim.date
    value = claim.quantity.value
    return None if value is None else _year(Fraction(value))


def ends(relation: Relation, claims: dict[str, Claim], document: Document) -> tuple[Period, Period] | None:
    """The two dates that a duration, an age or an edition lies between; ``None`` when one of them is not known."""
    stretch = relation.role("period")
    if stretch is None:
        first = relation.role("from")
        start = None if first is None else period_of(first, claims, document)
        end = period_of(relation.role("to"), claims, document)
        return None if start is None or end is None else (start, end)
    claim = claims.get(stretch.claim or "")
    return None if claim is None or claim.date is None else _split(claim.date, claim.text)


def _split(stretch: Period, text: str) -> tuple[Period, Period]:
    """The first and the last year, month or day of a stretch, as finely as the text says."""
    first, last = stretch.first, stretch.last
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    whole_years = whole_months and first.month == 1 and last.month == 12
    if whole_years and sum(word.isalpha() for word in text.split()) <= _WORDS_OF_YEARS:
        return Period.year(first.year), Period.year(last.year)
    if whole_months and not {str(first.day), str(last.day)} <= set(text.replace(",", " ").split()):
        return Period.month(first.year, first.month), Period.month(last.year, last.month)
    return Period.day(first), Period.day(last)


def _year(value: Fraction) -> Period | None:
    whole = value.denominator == 1 and date.min.year <= value <= date.max.year
    return Period.year(value.numerator) if whole else None


def elapsed(first: Period, last: Period, unit: str | None, *, completed: bool) -> Counted | None:
    """The time from `first` to `last` in `unit`; `completed` counts whole units only, as ages do."""
    if unit in DAYS:
        return _elapsed_days(first, last, DAYS[unit])
    months = _MONTHS.get(unit or "year")
    if months is None:
        return None
    low = Fraction(_months(first.last, last.first), months)
    high = Fraction(_months(first.first, last.last), months)
    if high < 0:
        return None
    whole_years = first.is_year and last.is_year and months == 12
    point = Fraction(last.first.year - first.first.year) if whole_years else (low + high) / 2
    if completed:
        expected = _between(max(_floor(low), 0), _floor(high))
        return Counted(Fraction(_floor(high)), expected, _between(max(_floor(low), 0), _floor(high) + 1))
    if whole_years:
        return Counted(point, ranges.point(point), _between(point - 1, point + 1))
    floor, ceiling = Fraction(_floor(low)), Fraction(-_floor(-high))
    # From the 1st of June to the 31st of August are three months: the last day is one of them.
    closed = first.first == first.last and last.last < date.max and months == 1
    full = Fraction(_months(first.first, last.last + timedelta(days=1))) if closed else ceiling
    return Counted(point, _between(floor, max(ceiling, full)), _between(floor - 1, ceiling + 1))


def _elapsed_days(first: Period, last: Period, length: int) -> Counted | None:
    low, high = (last.first - first.last).days, (last.last - first.first).days
    if high < 0:
        return None
    point = Fraction(low + high, 2 * length)
    step = Fraction(1) if length > 1 else Fraction(0)
    return Counted(
        point,
        _between(Fraction(low, length) - step, Fraction(high + 1, length) + step),
        # Twelve days within two months need not follow one another.
        _between(Fraction(0), Fraction(high + 2, length) + step),
    )


def edition(first: Period, this: Period, every: Fraction) -> Counted:
    """The number of the edition held in `this` year when the first was in the year `first`."""
    years = Fraction(this.first.year - first.first.year)
    point = years / every + 1
    return Counted(point, ranges.point(point), _between(point - _MOST_SKIPPED, point + 1))


def _months(start: date, end: date) -> int:
    """Completed months from one day to another; negative when the other is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def _between(low: Fraction | int, high: Fraction | int) -> Range:
    return (Fraction(low), False, Fraction(high), False)


def weekday_of(operand: Operand | None) -> int | None:
    """The weekday a constant stands for, Monday being 0."""
    if operand is None or operand.constant is None:
        return None
    value = operand.constant.value
    return value.numerator if value.denominator == 1 and 0 <= value <= 6 else None


def stated_day(relation: Relation, claims: dict[str, Claim], document: Document) -> date | None:
    """The single day in the role `date`."""
    operand = relation.role("date")
    period = period_of(operand, claims, document) if operand is not None else None
    return period.first if period is not None and period.first == period.last else None
