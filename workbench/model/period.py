"""The time a claim speaks of."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """All days from `first` to `last`, both included. `fiscal` marks years that need not be calendar years."""

    first: date
    last: date
    fiscal: bool = False

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The calendar month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """Quarter 1 to 4 of the calendar year."""
        return cls.months(year, 3 * quarter - 2, 3 * quarter)

    @classmethod
    def months(cls, year: int, first: int, last: int) -> Period:
        """Months `first` to `last` of one year."""
        return cls(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))

    @classmethod
    def day(cls, day: date) -> Period:
        """One day."""
        return cls(day, day)

    @property
    def is_year(self) -> bool:
        """Whether it is one whole calendar year."""
        return self == Period(date(self.first.year, 1, 1), date(self.first.year, 12, 31), self.fiscal)

    def contains(self, other: Period) -> bool:
        """Whether `other` lies wholly inside it."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        """ISO 8601: ``2021``, ``2022-Q3``, ``2022-09``, ``2022-11-26``, ``2022-01/2022-09``, ``2019/2021``."""
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        starts_year, ends_year = (first.month, first.day) == (1, 1), (last.month, last.day) == (12, 31)
        if starts_year and ends_year:
            return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d}/{last.year:04d}"
        whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
        if not whole_months:
            return f"{first.isoformat()}/{last.isoformat()}"
        start, end = f"{first.year:04d}-{first.month:02d}", f"{last.year:04d}-{last.month:02d}"
        if start == end:
            return start
        if first.year == last.year and last.month - first.month == 2 and last.month % 3 == 0:
            return f"{first.year:04d}-Q{last.month // 3}"
        return f"{start}/{end}"
