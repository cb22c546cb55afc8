"""A time as read, before its words are settled into days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Found:
    """The parts a mention gives: a missing part is None. Months and ordinals count from 1, weekdays from 0.

    `kind` is the pattern's: day, days, month, ordinal, months, fiscal, season, ended, year, years, decade, relative,
    span, shift, ago, comparison, trailing, deictic, weekday, time, part (spring, autumn), part_of (the same, of last
    year), to_date (of this year so far), again (a length named before: "for the nine months"). `count` is a number of
    `unit`s or the place of one.
    `relative` is -1, 0 or 1 for the previous, this and the next year (or `unit`); `since` marks "from then on".
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    unit: str | None = None
    count: int | None = None
    relative: int | None = None
    weekday: int | None = None
    edge: str | None = None
    since: bool = False


UNIT_MONTHS = {"year": 12, "fiscal": 12, "half": 6, "quarter": 3, "month": 1, "month_unit": 1, "decade": 120}


def full_year(text: str, after: int | None = None) -> int:
    """The year that digits name: "2024", "24" (of the century of `after`, or of this one up to 2069)."""
    number = int(text)
    if len(text) > 2:
        return number
    if after is not None:
        century = after - after % 100
        return century + number if century + number > after else century + 100 + number
    return 2000 + number if number < 70 else 1900 + number
