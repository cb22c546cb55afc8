"""Periods in the cells of a table."""

from __future__ import annotations

import re
from datetime import date

from workbench.model import Period
from workbench.reference.errors import CellError

_YEAR = re.compile(r"(\d{4})(?:\.0)?")
_QUARTER = re.compile(r"(?:(\d{4})[- ]?[QT]([1-4])|[QT]([1-4])[- ]?(\d{4}))", re.IGNORECASE)
_HALF = re.compile(r"(?:(\d{4})[- ]?[HS]([12])|[HS]([12])[- ]?(\d{4}))", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?|(\d{1,2})/(\d{1,2})/(\d{4})")
_FISCAL = re.compile(r"(?:FY|exercice)\s?(\d{4})", re.IGNORECASE)
_SPAN = re.compile(r"(\S+)\s*(?:/|–|—|\.\.|\bto\b|\bà\b)\s*(\S+)")
_YEARS = re.compile(r"(\d{4})-(\d{4})")


def read_period(cell: str, column: str) -> Period:
    """The period `cell` names: a year, half-year, quarter, month, day, or two of them with / between. Raises
    `CellError`."""
    text = cell.strip()
    years = _YEARS.fullmatch(text)
    if years:
        text = f"{years[1]}/{years[2]}"
    single = _single(text)
    if single is not None:
        return single
    span = _SPAN.fullmatch(text)
    if span:
        first, last = _single(span[1]), _single(span[2])
        if first is not None and last is not None and first.first <= last.last:
            return Period(first.first, last.last)
    raise CellError("reference.not_a_period", column, cell)


def _single(text: str) -> Period | None:
    try:
        return _named(text)
    except ValueError:
        # A thirteenth month, the 31st of April, the year 0.
        return None


def _named(text: str) -> Period | None:
    if match := _YEAR.fullmatch(text):
        return Period.year(int(match[1]))
    if match := _QUARTER.fullmatch(text):
        return Period.quarter(int(match[1] or match[4]), int(match[2] or match[3]))
    if match := _HALF.fullmatch(text):
        half = int(match[2] or match[3])
        return Period.months(int(match[1] or match[4]), 6 * half - 5, 6 * half)
    if match := _MONTH.fullmatch(text):
        return Period.month(int(match[1] or match[4]), int(match[2] or match[3]))
    if match := _DAY.fullmatch(text):
        # Day before month: a table that writes the month first has to use the ISO form.
        return Period.day(date(int(match[1] or match[6]), int(match[2] or match[5]), int(match[3] or match[4])))
    if match := _FISCAL.fullmatch(text):
        year = Period.year(int(match[1]))
        return Period(year.first, year.last, fiscal=True)
    return None
