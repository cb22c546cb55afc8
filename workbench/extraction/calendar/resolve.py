"""From the parts of a mention to absolute days, with the document's date where the text leaves the year out."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from workbench.extraction.calendar.found import UNIT_MONTHS, Found
from workbench.extraction.calendar.mention import MentionKind
from workbench.model import Period

_KINDS = {
    "day": MentionKind.DAY,
    "days": MentionKind.RANGE,
    "span": MentionKind.RANGE,
    "month": MentionKind.MONTH,
    "months": MentionKind.MONTHS,
    "fiscal": MentionKind.FISCAL_YEAR,
    "season": MentionKind.FISCAL_YEAR,
    "ended": MentionKind.FISCAL_YEAR,
    "again": MentionKind.MONTHS,
    "to_date": MentionKind.RANGE,
    "part": MentionKind.RANGE,
    "part_of": MentionKind.RANGE,
    "year": MentionKind.YEAR,
    "years": MentionKind.RANGE,
    "decade": MentionKind.DECADE,
    "relative": MentionKind.RELATIVE,
    "shift": MentionKind.RELATIVE,
    "ago": MentionKind.RELATIVE,
    "trailing": MentionKind.RELATIVE,
    "deictic": MentionKind.DAY,
    "comparison": MentionKind.COMPARISON,
    "weekday": MentionKind.WEEKDAY,
    "time": MentionKind.TIME,
}
# A bare month up to this many days after the document's date still lies ahead ("in March", said in January).
_AHEAD = 75
# The first months of a year are told when they are over, or nearly.
_NEARLY = 31
_WEEKS = 52
# Of these units several make one length: "the nine months to June", "the five years to 2022".
_COUNTED = frozenset(("year", "month", "week", "decade"))
_DECEMBER = 12


def kind_of(found: Found) -> MentionKind:
    """What sort of time the parts make."""
    if found.kind == "ordinal":
        return MentionKind.HALF if found.unit == "half" else MentionKind.QUARTER
    if found.kind == "ended" and found.count is not None and found.unit in ("year", "decade"):
        return MentionKind.RANGE
    return _KINDS[found.kind]


def shift_of(found: Found) -> int | None:
    """The distance in months of a mention that counts from another time of its sentence."""
    if found.kind == "shift" and found.unit is not None and found.unit in UNIT_MONTHS:
        return -(found.count or 1) * UNIT_MONTHS[found.unit]
    if found.kind == "comparison" and found.unit is not None:
        return UNIT_MONTHS.get(found.unit, 12)
    return None


def months_of(period: Period) -> int:
    """How many whole months a period lasts; 0 when it is no whole number of them."""
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    return months if _months_before(period.last, months) == period.first else 0


def resolve(found: Found, today: date | None) -> Period | None:
    """The days a mention names, or None where neither it nor the document's date settles them."""
    try:
        return _resolve(found, today)
    except (ValueError, OverflowError):
        return None


def _resolve(found: Found, today: date | None) -> Period | None:
    kind = found.kind
    if kind in ("time", "comparison", "shift"):
        return None
    if kind in ("relative", "ago", "trailing"):
        return _relative(found, today)
    if kind == "deictic":
        return None if today is None else Period.day(today + timedelta(found.count or 0))
    if kind == "weekday":
        return None if today is None else _weekday(found, today)
    if kind == "decade" and found.year is not None:
        return Period(date(found.year, 1, 1), date(found.year + 9, 12, 31))
    year = found.year
    if year is None and found.relative is not None and today is not None:
        year = today.year + found.relative
    if kind == "part":
        return _part(found, today)
    if kind == "to_date":
        return _to_date(found, today)
    if kind == "ended":
        return _ended(found, today)
    if year is None:
        year = _likely_year(found, today)
    if year is None:
        return None
    return _absolute(found, year)


def _absolute(found: Found, year: int) -> Period | None:
    kind, month = found.kind, found.month
    if kind == "day" and month is not None and found.day is not None:
        return Period.day(date(year, month, found.day))
    if kind == "days" and month is not None and found.day is not None and found.last_day is not None:
        return Period(date(year, month, found.day), date(year, month, found.last_day))
    if kind == "month" and month is not None:
        return Period.month(year, month)
    if kind == "span" and month is not None and found.last_month is not None and month <= found.last_month:
        return Period.months(year, month, found.last_month)
    if kind == "part_of":
        return _part_in(found, year)
    if kind == "ordinal" and found.count is not None:
        return None if found.last_year is not None else _ordinal(found, year)
    if kind == "months" and found.count is not None:
        return _opening(found, found.count, year)
    if kind in ("fiscal", "season"):
        if found.last_year is not None:
            return Period(date(year, 1, 1), date(found.last_year, 12, 31), fiscal=True)
        return Period(date(year, 1, 1), date(year, 12, 31), fiscal=True)
    if kind == "years" and found.last_year is not None:
        return Period(date(year, 1, 1), date(found.last_year, 12, 31))
    return Period.year(year) if kind == "year" else None


def _ordinal(found: Found, year: int) -> Period | None:
    assert found.count is not None
    if found.unit == "half":
        return Period.months(year, 6 * found.count - 5, 6 * found.count) if found.count <= 2 else None
    return Period.quarter(year, found.count) if found.count <= 4 else None


def _to_date(found: Found, today: date | None) -> Period | None:
    """A year so far, or the whole of one that is over."""
    if today is None or (found.year is not None and found.year != today.year):
        return None if found.year is None else Period.year(found.year)
    return Period(date(today.year, 1, 1), today)


def _opening(found: Found, count: int, year: int) -> Period | None:
    """The first months, quarters or weeks of a year."""
    if found.unit == "week":
        return Period(date(year, 1, 1), date(year, 1, 1) + timedelta(7 * count - 1)) if 1 <= count <= _WEEKS else None
    months = count * 3 if found.unit == "quarter" else count
    return Period.months(year, 1, months) if 1 <= months <= 12 else None


def _ended(found: Found, today: date | None) -> Period | None:
    """A year, quarter or some months that end on a day, with a month or with a year named."""
    month = found.month or _DECEMBER
    if found.year is not None:
        last = _last_day(found, found.year, month)
    elif today is None or found.month is None:
        return None
    else:
        last = _last_day(found, today.year, month)
        if last > today + timedelta(_AHEAD):
            last = _last_day(found, today.year - 1, month)
    count = found.count or 1
    if found.unit == "week":
        return None if found.day is None else Period(last - timedelta(7 * count - 1), last)
    length = UNIT_MONTHS.get(found.unit or "year", 12) * (count if found.unit in _COUNTED else 1)
    return Period(_months_before(last, length), last, fiscal=length == 12 and last.month != _DECEMBER)


def _last_day(found: Found, year: int, month: int) -> date:
    return date(year, month, found.day or calendar.monthrange(year, month)[1])


def _part(found: Found, today: date | None) -> Period | None:
    """Spring, summer, autumn or winter as months; the one nearest to the document's date where no year is told."""
    if found.year is not None:
        return _part_in(found, found.year)
    if today is None:
        return None
    parts = [part for year in range(today.year + 1, today.year - 3, -1) if (part := _part_from(found, year))]
    if found.relative == 1:
        return next((part for part in reversed(parts) if part.first > today), None)
    if found.relative == -1:
        return next((part for part in parts if part.last < today), None)
    if found.relative == 0:
        at_hand = [part for part in parts if today.year in (part.first.year, part.last.year)]
        return min(at_hand, key=lambda part: abs((part.first - today).days), default=None)
    return next((part for part in parts if part.first <= today + timedelta(_AHEAD)), None)


def _part_in(found: Found, year: int) -> Period | None:
    """The part of `year`; a winter belongs to two years, which must both be told."""
    if found.month is None or found.last_month is None:
        return None
    if found.month > found.last_month and found.last_year != year + 1:
        return None
    return _part_from(found, year)


def _part_from(found: Found, year: int) -> Period | None:
    """The part that begins in `year`."""
    if found.month is None or found.last_month is None:
        return None
    end = year + (found.month > found.last_month)
    last = date(end, found.last_month, calendar.monthrange(end, found.last_month)[1])
    return Period(date(year, found.month, 1), last)


def _months_before(last: date, months: int) -> date:
    """The first day of a span of whole months whose last day is `last`."""
    following = last + timedelta(1)
    return add_months(following, -months)


def add_months(day: date, months: int) -> date:
    """The same day of the month some months on, or the last one of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shifted(period: Period, months: int) -> Period:
    """A period moved by whole months; one that ends with its month still does."""
    last = add_months(period.last, months)
    if period.last.day == calendar.monthrange(period.last.year, period.last.month)[1]:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return Period(add_months(period.first, months), last, period.fiscal)


def _likely_year(found: Found, today: date | None) -> int | None:
    """The year a day, month, quarter or half without one belongs to, seen from the document's date."""
    if today is None:
        return None
    at_present = _absolute(found, today.year)
    if at_present is None:
        return None
    if found.kind == "months" and at_present.last > today + timedelta(_NEARLY):
        return today.year - 1
    return today.year if at_present.first <= today + timedelta(_AHEAD) else today.year - 1


def _relative(found: Found, today: date | None) -> Period | None:
    if today is None or found.unit is None:
        return None
    if found.kind == "trailing":
        months = (found.count or 1) * UNIT_MONTHS.get(found.unit, 0)
        return (
            Period(add_months(today, -months), today)
            if months
            else Period(today - timedelta(7 * (found.count or 1)), today)
        )
    step = found.relative if found.kind == "relative" else -(found.count or 1)
    if step is None:
        return None
    if found.unit == "week":
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        return Period(monday, monday + timedelta(6))
    if found.unit in ("year", "fiscal"):
        year = Period.year(today.year + step)
        return Period(year.first, year.last, fiscal=True) if found.unit == "fiscal" else year
    if found.unit == "half":
        index = today.year * 2 + (today.month > 6) + step
        return Period.months(index // 2, 6 * (index % 2) + 1, 6 * (index % 2) + 6)
    if found.unit == "quarter":
        index = today.year * 4 + (today.month - 1) // 3 + step
        return Period.quarter(index // 4, index % 4 + 1)
    if found.unit == "month":
        day = add_months(today.replace(day=1), step)
        return Period.month(day.year, day.month)
    return None


def _weekday(found: Found, today: date) -> Period | None:
    """A weekday alone is the last one up to the document's date."""
    if found.weekday is None:
        return None
    return Period.day(today - timedelta((today.weekday() - found.weekday) % 7))
