"""Two mentions joined by "to", "and" or a dash make one range."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from workbench.extraction.calendar.found import Found
from workbench.extraction.calendar.lexicon import Lexicon
from workbench.extraction.calendar.resolve import resolve
from workbench.model import Period

_LINK = re.compile(r"[ \u00a0](?:[^\W\d_]{2,3}[ \u00a0])?")
_ENDS = frozenset({"day", "month", "year", "ordinal", "decade"})


def join(low: str, founds: list[Found], lexicon: Lexicon) -> list[tuple[Found, Found | None]]:
    """The mentions in order, each with the second end of its range or None."""
    joined: list[tuple[Found, Found | None]] = []
    index = 0
    while index < len(founds):
        first = founds[index]
        second = founds[index + 1] if index + 1 < len(founds) else None
        if second is not None and _is_of(low, first, second):
            joined.append((replace(first, end=second.end, relative=second.relative), None))
            index += 2
        elif second is not None and _is_range(low, first, second, lexicon):
            joined.append((first, second))
            index += 2
        else:
            joined.append((first, None))
            index += 1
    return joined


def _is_of(low: str, first: Found, second: Found) -> bool:
    """Whether a quarter or half is one of a year told beside it: "Q3 of last year", "T3 de l'an dernier"."""
    if first.kind != "ordinal" or first.year is not None or first.relative is not None:
        return False
    if second.kind != "relative" or second.unit != "year":
        return False
    return _LINK.fullmatch(low, first.end, second.start) is not None


def _is_range(low: str, first: Found, second: Found, lexicon: Lexicon) -> bool:
    if second.start - first.end > 14 or first.kind not in _ENDS or second.kind not in _ENDS:
        return False
    if first.kind != second.kind and "year" in (first.kind, second.kind) and second.kind != "month":
        return False
    between = lexicon.range_middle.match(low, first.end)
    if between is None or between.end() != second.start:
        return False
    sign = between.group().strip().lstrip(".")
    dash = len(sign) == 1 and not sign.isalpha()
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
