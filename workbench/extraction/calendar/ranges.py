"""Two mentions joined by "to", "and" or a dash make one range."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workbench.extraction.calendar.found import Found
from workbench.extraction.calendar.lexicon import Lexicon
from workbench.extraction.calendar.resolve import resolve
from workbench.model import Period

_ENDS = frozenset({"day", "month", "year", "ordinal", "decade"})


def join(low: str, founds: list[Found], lexicon: Lexicon) -> list[tuple[Found, Found | None]]:
    """The mentions in order, each with the second end of its range or None."""
    joined: list[tuple[Found, Found | None]] = []
    index = 0
    while index < len(founds):
        first = founds[index]
        second = founds[index + 1] if index + 1 < len(founds) else None
        if second is not None and _is_range(low, first, second, lexicon):
            joined.append((first, second))
            index += 2
        else:
            joined.append((first, None))
            index += 1
    return joined


def _is_range(low: str, first: Found, second: Found, lexicon: Lexicon) -> bool:
    if second.start - first.end > 14 or first.kind not in _ENDS or second.kind not in _ENDS:
        return False
    if first.kind != second.kind and "year" in (first.kind, second.kind) and second.kind != "month":
        return False
    between = lexicon.range_middle.match(low, first.end)
    if between is None or between.end() != second.start:
        return False
    dash = not between.group().strip().isalpha() and len(between.group().strip()) == 1
    return dash or lexicon.range_open.search(low, max(0, first.start - 12), first.start) is not None


def span_of(first: Found, second: Found, today: date | None) -> Period | None:
    """The days from the first end to the second; an end without a year takes the other's."""
    if first.year is None and second.year is not None:
        first = replace(first, year=second.year - (_month(first) > _month(second)))
    elif first.year is None and second.year is None and second.relative is not None and today is not None:
        first = replace(first, year=today.year + second.relative)
    start, end = resolve(first, today), resolve(second, today)
    if start is None or end is None:
        return None
    if end.last < start.first and first.year is None:
        start = resolve(replace(first, year=start.first.year - 1), today)
    if start is None or end.last < start.first:
        return None
    return Period(start.first, end.last)


def _month(found: Found) -> int:
    return found.month or 3 * (found.count or 1)
