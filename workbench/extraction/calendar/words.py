"""Times written with words: months, quarters, weekdays, relative times, and codes such as Q3 2025."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.extraction.calendar.found import Found, full_year
from workbench.extraction.calendar.lexicon import REACH, Lexicon, Pattern

_CODE_KINDS = {"quarter": "ordinal", "half": "ordinal", "months": "months", "fiscal": "fiscal"}


def find_words(text: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    """Times around a trigger word; the longest pattern wins. `low` is the text in lower case, of the same length."""
    months, weekdays, units, deictics = lexicon.months, lexicon.weekdays, lexicon.units, lexicon.deictics
    for match in lexicon.triggers.finditer(low):
        word = match.group()
        start, end = match.span()
        if word in months:
            found = _around(low, start, end, "month", lexicon, months[word] + 1)
            if found is not None and _month_stands(text, low, word, found, start, end, lexicon):
                yield found
        elif word in weekdays:
            if text[start].isupper() or len(word) > 3:
                yield Found(start, end, "weekday", weekday=weekdays[word])
        elif word in units:
            unit = units[word]
            found = _around(low, start, end, "month_unit" if unit == "month" else unit, lexicon, None)
            if found is not None:
                found.unit = unit
                yield found
        else:
            yield Found(start, end, "deictic", count=deictics[re.sub(r"\s", " ", word).replace("’", "'")])


_LONGEST_SHORT = 4


def _month_stands(text: str, low: str, word: str, found: Found, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a month's name that is also an ordinary word or a short form is meant as a month."""
    dated = found.day is not None or found.year is not None or found.relative is not None
    if word in lexicon.month_guarded:
        if not text[start].isupper():
            return False
        return dated or lexicon.month_before.search(low, max(0, start - 12), start) is not None
    short = word in lexicon.month_short and len(word) <= _LONGEST_SHORT
    if short and text[end : end + 1] == ".":
        return dated or found.start < start
    return dated or not short


def _around(low: str, start: int, end: int, trigger: str, lexicon: Lexicon, month: int | None) -> Found | None:
    """The longest mention any pattern of `trigger` makes of the word at [start:end]."""
    best: Found | None = None
    dot = end + 1 if low[end : end + 1] == "." and low[start:end] in lexicon.month_short else end
    lead = low[max(0, start - REACH) : start]
    needs = lexicon.needs.get(trigger)
    if needs is not None and needs.after.match(low, end) is None and needs.before.search(lead) is None:
        return None
    decades = low[start:end] in lexicon.decade_words
    for pattern in lexicon.patterns.get(trigger, ()):
        if pattern.kind == "decade" and not decades:
            continue
        found = _match(pattern, low, lead, start, dot, lexicon)
        if found is None and dot != end:
            found = _match(pattern, low, lead, start, end, lexicon)
        if found is not None and (best is None or found.end - found.start > best.end - best.start):
            best = found
    if best is not None and best.month is None:
        best.month = month
    if best is not None and best.end == dot and dot != end:
        best.end = end
    return best


def _match(pattern: Pattern, low: str, lead: str, start: int, end: int, lexicon: Lexicon) -> Found | None:
    before = after = None
    # What follows is asked first: it can stand in one place only.
    if pattern.after is not None and (after := pattern.after.match(low, end)) is None:
        return None
    if pattern.before is not None and (before := pattern.before.search(lead)) is None:
        return None
    groups: dict[str, str] = {}
    first, last = start, end
    if before is not None:
        first = start - len(lead) + before.start()
        groups.update({key: value for key, value in before.groupdict().items() if value})
    if after is not None:
        last = after.end()
        groups.update({key: value for key, value in after.groupdict().items() if value})
    found = Found(first, last, pattern.kind)
    _fill(found, groups, lexicon)
    return found


def _fill(found: Found, groups: dict[str, str], lexicon: Lexicon) -> None:
    for name in ("count", "year", "ordinal", "relative", "weekday", "r"):
        for copy in (name + "2", name + "3"):
            if copy in groups:
                groups.setdefault(name, groups[copy])
    if "year" in groups:
        found.year = int(groups["year"])
    if "short" in groups and found.year is not None:
        found.last_year = full_year(groups["short"], found.year)
    if "decade" in groups:
        found.year = full_year(groups["decade"]) if len(groups["decade"]) > 2 else 1900 + int(groups["decade"])
    if "day" in groups:
        found.day = int(groups["day"])
    if "day2" in groups:
        found.last_day = int(groups["day2"])
        found.day = found.day or found.last_day
    month = groups.get("month") or groups.get("month2")
    if month:
        found.month = lexicon.months[month.rstrip(".")] + 1
    if "weekday" in groups:
        found.weekday = lexicon.weekdays[groups["weekday"].rstrip(".")]
    if "ordinal" in groups:
        found.count = lexicon.ordinals[groups["ordinal"]]
    if "count" in groups:
        found.count = int(groups["count"]) if groups["count"].isdigit() else lexicon.counts[groups["count"]]
    if "edge" in groups:
        found.edge = lexicon.edges.get(re.sub(r"\s", " ", groups["edge"]))
    word = groups.get("relative") or groups.get("r")
    if word is not None:
        word = re.sub(r"\s", " ", word)
        found.relative = lexicon.relatives[word]
        if word in lexicon.anaphoric and found.kind == "relative":
            found.kind, found.count = "shift", 1


def find_codes(text: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    """Codes of finance: Q3 2025, 3Q22, 1H25, 9M 2024, FY25, T2."""
    if lexicon.codes is None:
        return
    for head in lexicon.code_heads.finditer(text):
        match = lexicon.codes.match(text, head.start())
        if match is None:
            continue
        letter = match["l"] or match["k"]
        number = match["n"] or match["m"]
        year = match["y"] or match["fy"] or match["my"]
        guarded = letter in lexicon.code_guarded or match["l"] is None
        if year is None and guarded and not lexicon.code_before.search(low[max(0, match.start() - 20) : match.start()]):
            continue
        kind = lexicon.code_kinds[letter]
        if kind == "months" and (number is None or match["k"] is None or year is None):
            continue
        if kind in ("quarter", "half") and (number is None or int(number) > (4 if kind == "quarter" else 2)):
            continue
        if kind == "fiscal" and (year is None or number is not None):
            continue
        closing = match["z"] or match["fz"] or match["mz"]
        found = Found(match.start(), match.end(), _CODE_KINDS[kind], unit=kind)
        found.count = int(number) if number else None
        found.year = full_year(year) if year else None
        if closing and found.year is not None:
            found.last_year = full_year(closing, found.year)
        yield found
