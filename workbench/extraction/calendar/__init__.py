"""Where a text names a time: dates, years, quarters, ranges, "last year", and what days they are.

The engine knows no language; the words are in ``resources/languages/<code>/calendar.toml``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from operator import attrgetter

from workbench.extraction.calendar.digits import find_digits
from workbench.extraction.calendar.expressions import find_expressions
from workbench.extraction.calendar.found import UNIT_MONTHS, Found
from workbench.extraction.calendar.lexicon import BEFORE_TIME, Lexicon, lexicon
from workbench.extraction.calendar.mention import Bearing, Mention, MentionKind
from workbench.extraction.calendar.ranges import join, span_of
from workbench.extraction.calendar.resolve import kind_of, months_of, resolve, shift_of
from workbench.extraction.calendar.words import find_codes, find_words
from workbench.model import Document, Period

__all__ = ["Bearing", "Mention", "MentionKind", "document_date", "find_mentions", "lower"]

# A date this near the top of a text is its dateline.
_DATELINE = 400
# Mentions whose length may be spoken of again: "in the quarter".
_LENGTHS = frozenset(("ended", "ordinal", "months", "span"))
_DATELINE_END = re.compile(r"[ \u00a0]*(?:[)\]]?[ \u00a0]*(?:[-–—/(|]|\n|\Z))")


def lower(text: str) -> str:
    """The text in lower case, of the same length."""
    low = text.lower()
    return low if len(low) == len(text) else text.replace("\u0130", "I").lower()


def find_mentions(document: Document) -> list[Mention]:
    """All mentions of times, in the order of the text, without overlaps."""
    text = document.text
    low = lower(text)
    words = lexicon(document.language)
    founds = _disjoint(
        [
            *find_digits(text, low, words),
            *find_words(text, low, words),
            *find_codes(text, low, words),
            *find_expressions(text, words),
        ]
    )
    today = document.date or _dateline(text, founds)
    mentions = []
    told: dict[int, Period] = {}
    for found, closing in join(low, founds, words):
        if found.kind == "again":
            mention = _again(text, found, told, today)
        else:
            mention = _mention(text, low, found, closing, today, words)
        if mention is None:
            continue
        mentions.append(mention)
        if found.kind in _LENGTHS and mention.period is not None and mention.bearing is not Bearing.AGAINST:
            _tell(told, mention.period, today)
    return mentions


def _tell(told: dict[int, Period], period: Period, today: date | None) -> None:
    """Keep the period as the one of its length spoken of: the latest that is over, else the first."""
    known = told.setdefault(months_of(period), period)
    if today is not None and period.last <= today and (known.last > today or period.last > known.last):
        told[months_of(period)] = period


def _again(text: str, found: Found, told: dict[int, Period], today: date | None) -> Mention | None:
    """ "in the quarter", "for the nine months": the time of that length that the text told before, if it did.

    A half-year that it did not tell is the one that is over.
    """
    period = told.get((found.count or 1) * UNIT_MONTHS.get(found.unit or "", 0))
    if period is None and found.unit == "half":
        period = resolve(replace(found, kind="relative", relative=-1), today)
    if period is None:
        return None
    return Mention(found.start, found.end, MentionKind.MONTHS, period, text[found.start : found.end], stated=False)


def document_date(document: Document, mentions: list[Mention]) -> date | None:
    """The day the text was written: the document's own date, or that of the dateline near its top."""
    if document.date is not None:
        return document.date
    for mention in mentions:
        if mention.start >= _DATELINE:
            break
        dated = mention.kind is MentionKind.DAY and mention.stated and mention.period is not None
        if dated and mention.period is not None and _DATELINE_END.match(document.text, mention.end):
            return mention.period.first
    return None


def _disjoint(founds: list[Found]) -> list[Found]:
    """Of mentions that overlap, the longest."""
    founds.sort(key=attrgetter("end"), reverse=True)
    founds.sort(key=attrgetter("start"))
    kept: list[Found] = []
    for found in founds:
        while kept and kept[-1].end > found.start:
            if kept[-1].end - kept[-1].start >= found.end - found.start:
                break
            kept.pop()
        else:
            kept.append(found)
    return kept


def _dateline(text: str, founds: list[Found]) -> date | None:
    """The day of a dateline: a full date near the top that a dash, a slash or the end of its line follows."""
    for found in founds:
        if found.start >= _DATELINE:
            return None
        if found.kind == "day" and found.year is not None and _DATELINE_END.match(text, found.end):
            period = resolve(found, None)
            if period is not None:
                return period.first
    return None


def _mention(
    text: str, low: str, found: Found, closing: Found | None, today: date | None, words: Lexicon
) -> Mention | None:
    start, end = found.start, (closing or found).end
    kind = kind_of(found)
    if closing is not None:
        period, kind = span_of(found, closing, today), MentionKind.RANGE
        opening = words.range_open.search(low, max(0, start - 12), start)
        if opening is not None:
            start = opening.start(1)
        stated = closing.year is not None
    else:
        period = resolve(found, today)
        stated = found.year is not None
    if period is None and found.kind == "day" and found.year is not None:
        return None
    bearing = Bearing.SINCE if found.since else _bearing(low, start, words)
    if bearing is Bearing.SINCE and kind is not MentionKind.RANGE and period is not None and today is not None:
        period = Period(period.first, max(today, period.first))
    shift = shift_of(found)
    if period is None and shift is None and found.kind == "relative" and found.relative and found.unit is not None:
        shift = found.relative * UNIT_MONTHS.get(found.unit, 12)
    return Mention(start, end, kind, period, text[start:end], found.weekday, stated, shift, bearing)


def _bearing(low: str, start: int, words: Lexicon) -> Bearing:
    # Most words before a time end in none of the ways that those which bend it do.
    before = low[max(0, start - 24) : start].rstrip(BEFORE_TIME)
    if before[-2:] in words.bearing_ends or before[-1:] in words.bearing_letters:
        near = words.bearings.search(low, max(0, start - 24), start)
        if near is not None and near.lastgroup is not None:
            return Bearing(near.lastgroup)
    lead = low[max(0, start - 60) : start]
    for word in words.since_words:
        if word in lead:
            return Bearing.SINCE if words.since_clause.search(lead) is not None else Bearing.IN
    return Bearing.IN
