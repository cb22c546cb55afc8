"""Times written in digits alone: ISO and numeric dates, years and ranges of years, clock times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.extraction.calendar.found import Found, full_year
from workbench.extraction.calendar.lexicon import Lexicon

_DIGITS = re.compile(
    r"(?<!\w)(?<!\d[.,])(?:"
    r"(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)"
    r"|(?P<my>(?:19|20)\d\d)-(?P<mm>0[1-9]|1[0-2])(?![-\w])"
    r"|(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d\d)(?![\w])(?![./-]\d)"
    r"|(?P<y>1[0-9]\d\d|20\d\d)(?:(?P<s>s)|[-–/](?P<z>\d{4}|\d\d))?(?!\w)"
    r"|(?P<h>\d{1,2})(?:(?P<colon>:)|h)(?P<mi>[0-5]\d)(?!\d)(?:[ \u00a0\u202f]?(?:[ap]\.m\.|[ap]m\b|[AP]M\b)|(?!\w))"
    r"|(?P<ap>\d{1,2})[ \u00a0\u202f]?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)"
    r")"
)
_NEXT = re.compile(r"[ \u00a0\u202f]?(?:(?P<word>[^\W\d_]+)|(?P<sign>[%‰€$£¥°]))")
_MORE_DIGITS = re.compile(r"[.,]\d|[ \u00a0\u202f]\d{3}(?!\d)")
_GLUED = re.compile(r"\.\d{1,3}[ \u00a0\u202f]\d{3}(?!\d)|[ \u00a0\u202f]\d{3}[ \u00a0\u202f](?:euros|€|personnes)")


def find_digits(text: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    """Times in digits, in the order of the text; `low` is the text in lower case, of the same length."""
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if match["y"]:
            yield from _years(match, text, low, lexicon)
        elif match["iy"]:
            yield Found(start, end, "day", int(match["iy"]), int(match["im"]), int(match["id"]))
        elif match["my"]:
            year, month = int(match["my"]), int(match["mm"])
            if (year + 1) % 100 == month:
                yield Found(start, end, "years", year, last_year=year + 1)
            else:
                yield Found(start, end, "month", year, month)
        elif match["a"]:
            found = _numeric(match, lexicon)
            if found is not None:
                yield found
        elif int(match["h"] or match["ap"]) <= 24:
            yield Found(start, end, "time")


def _numeric(match: re.Match[str], lexicon: Lexicon) -> Found | None:
    first, second = int(match["a"]), int(match["b"])
    if len(match["c"]) == 2 and match["sep"] == ".":
        return None
    day, month = (first, second) if lexicon.day_first or first > 12 else (second, first)
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Found(*match.span(), "day", full_year(match["c"]), month, day)


def _years(match: re.Match[str], text: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    start, end = match.span()
    year, last = int(match["y"]), match["z"]
    if match["s"]:
        if year % 10 == 0:
            yield Found(start, end, "decade", year)
        return
    if last:
        closing = full_year(last, year) if len(last) == 2 else int(last)
        if not year < closing <= year + 150 or not _free(text, start, end):
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


def is_year(text: str, low: str, start: int, end: int, year: int, lexicon: Lexicon) -> bool:
    """Whether four digits name a year: a word before says so, or nothing around makes them a count."""
    if not _free(text, start, end):
        return False
    counts = _counts(low, end, lexicon)
    lead = low[max(0, start - 24) : start]
    cue = lexicon.year_before.search(lead)
    if cue is not None and cue[1] not in lexicon.year_weak:
        return not counts or bool(year % 100 and 1900 <= year <= 2100)
    if counts or not 1900 <= year <= 2100:
        return False
    if lexicon.determiner_before.search(lead):
        after = _NEXT.match(low, end)
        return bool(year % 100) and 1950 <= year <= 2050 and after is not None and not after["word"].endswith("s")
    if 1980 <= year <= 2040:
        return bool(year % 100) or cue is not None or _NEXT.match(low, end) is None
    return text[start - 1 : start] == "(" or text[end : end + 1] == ")" or cue is not None
