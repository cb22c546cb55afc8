"""Times written in digits alone: ISO and numeric dates, years and ranges of years, clock times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.extraction.calendar.found import Found, full_year
from workbench.extraction.calendar.lexicon import Lexicon

# The first digit stands alone in front so that the search can skip from one number to the next.
_DIGITS = re.compile(
    r"\d(?<!\w\d)(?<!\d[.,]\d)(?:"
    r"(?P<iso>\d{3}-\d\d-\d\d)(?!\d)"
    r"|(?P<month>\d{3}-(?:0[1-9]|1[0-2]))(?![-\w])"
    r"|(?P<numeric>\d?(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d\d))(?!\w)(?![./-]\d)"
    r"|(?P<year>\d{3})(?:(?P<s>s)|[-–/](?P<z>\d{4}|\d\d))?(?!\w)"
    r"|(?P<clock>\d?[:h][0-5]\d)(?!\d)(?:[ \u00a0\u202f]?(?:[ap]\.m\.|[ap]m\b|[AP]M\b)|(?!\w))"
    r"|(?P<hour>\d?)[ \u00a0\u202f]?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)"
    r")"
)
_LAST = 2199
_LONGEST_SPAN = 150
_LONGEST_SEASON = 3
_SPACES = frozenset((" ", "\u00a0", "\u202f"))
# From this year on, "the 2022 prizes" are those of the year: so many prizes would be written with a comma or a space.
_RECENT = 1980
_HOUR = re.compile(r"\d+")
_NEXT = re.compile(r"[ \u00a0\u202f]?(?:(?P<word>[^\W\d_]+)|(?P<sign>[%‰€$£¥°]))")
_MORE_DIGITS = re.compile(r"[.,]\d|/\d{3}(?!\d)|[ \u00a0\u202f]\d{3}(?!\d)")
_GLUED = re.compile(r"\.\d{1,3}[ \u00a0\u202f]\d{3}(?!\d)|[ \u00a0\u202f]\d{3}[ \u00a0\u202f](?:euros|€|personnes)")


def find_digits(text: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    """Times in digits, in the order of the text; `low` is the text in lower case, of the same length."""
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if match["year"]:
            if 1000 <= int(text[start : start + 4]) <= _LAST:
                yield from _years(match, text, low, lexicon)
        elif match["iso"]:
            year, month, day = text[start:end].split("-")
            yield Found(start, end, "day", int(year), int(month), int(day))
        elif match["month"]:
            year, month = text[start:end].split("-")
            if 1900 <= int(year) <= 2099:
                yield _month(start, end, int(year), int(month))
        elif match["numeric"]:
            found = _numeric(match, text, lexicon)
            if found is not None:
                yield found
        else:
            hour = _HOUR.match(text, start)
            if hour is not None and int(hour.group()) <= 24:
                yield Found(start, end, "time")


def _month(start: int, end: int, year: int, month: int) -> Found:
    """ "2022-11" is a month, "2022-23" or "2010-11" two years."""
    if (year + 1) % 100 == month:
        return Found(start, end, "years", year, last_year=year + 1)
    return Found(start, end, "month", year, month)


def _numeric(match: re.Match[str], text: str, lexicon: Lexicon) -> Found | None:
    first, second, year = text[match.start() : match.end()].split(match["sep"])
    if len(year) == 2 and match["sep"] == ".":
        return None
    inner, outer = int(first), int(second)
    day, month = (inner, outer) if lexicon.day_first or inner > 12 else (outer, inner)
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Found(match.start(), match.end(), "day", full_year(year), month, day)


def _years(match: re.Match[str], text: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    start, end = match.span()
    year, last = int(text[start : start + 4]), match["z"]
    if match["s"]:
        if year % 10 == 0:
            yield Found(start, end, "decade", year)
        return
    if last:
        closing = full_year(last, year) if len(last) == 2 else int(last)
        # "2023/24" is a season, "2014/65" the number of a directive.
        most = _LONGEST_SEASON if text[start + 4] == "/" and len(last) == 2 else _LONGEST_SPAN
        if not year < closing <= year + most or not _free(text, start, end):
            if most == _LONGEST_SEASON:
                return
            end -= len(last) + 1
            last = None
        elif 1900 <= year <= 2100 and not _counts(low, end, lexicon):
            yield Found(start, end, "years", year, last_year=closing)
            return
        else:
            return
    if is_year(text, low, start, end, year, lexicon):
        yield Found(start, end, "year", year)


def _free(text: str, start: int, end: int) -> bool:
    """Whether no sign or further digits make the number at [start:end] part of something else."""
    before = text[start - 1] if start else " "
    if before in "$£€¥#№/.,+" or (before == "-" and not text[start - 2 : start - 1].isalpha()):
        return False
    return _MORE_DIGITS.match(text, end) is None or _GLUED.match(text, end) is not None


def _counts(low: str, end: int, lexicon: Lexicon) -> bool:
    """Whether what follows is a unit, a currency or a thing that is counted."""
    after = _NEXT.match(low, end)
    return after is not None and (after["sign"] is not None or after["word"] in lexicon.counted)


def _is_year_of(text: str, low: str, end: int, year: int, *, definite: bool) -> bool:
    """Whether a year stands before what happened in it ("the 2022 prizes", "les JO"), and not a count of things."""
    after = _NEXT.match(low, end)
    if after is None or not 1950 <= year <= 2050 or not (year % 100 or definite):
        return False
    several = after["word"].endswith("s") and not text[after.start("word")].isupper()
    return not several or (definite and bool(year % 100) and year >= _RECENT)


def is_year(text: str, low: str, start: int, end: int, year: int, lexicon: Lexicon) -> bool:
    """Whether four digits name a year: a word before says so, or nothing around makes them a count."""
    lead = low[max(0, start - 24) : start]
    cue = lexicon.year_before.search(lead)
    if not _free(text, start, end):
        # "in 2023 441 miljard": a year and a number; four digits are no group.
        followed = cue is not None and cue[1] not in lexicon.year_weak and 1900 <= year <= 2100
        if not followed or text[end : end + 1] not in _SPACES or not _free(text[:end], start, end):
            return False
    if cue is None and lexicon.year_never.search(lead) is not None:
        return False
    counts = _counts(low, end, lexicon)
    if cue is not None and cue[1] not in lexicon.year_weak:
        return not counts or bool(year % 100 and 1900 <= year <= 2100)
    if counts or not 1900 <= year <= _LAST:
        return False
    if year > 2100:
        after = _NEXT.match(low, end)
        return cue is not None and (after is None or not after["word"].endswith("s"))
    determiner = lexicon.determiner_before.search(lead)
    if determiner:
        return _is_year_of(text, low, end, year, definite=determiner[1] in lexicon.definite)
    if 1980 <= year <= 2040:
        return bool(year % 100) or cue is not None or _NEXT.match(low, end) is None
    return text[start - 1 : start] == "(" or text[end : end + 1] == ")" or cue is not None
