"""Times written with words: months, quarters, weekdays, relative times, and codes such as Q3 2025."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.extraction.calendar.found import Found, full_year
from workbench.extraction.calendar.lexicon import BEFORE_TIME, REACH, Lexicon, Pattern

_CODE_KINDS = {"quarter": "ordinal", "half": "ordinal", "months": "months", "fiscal": "fiscal"}


def find_words(text: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    """Times around a trigger word; the longest pattern wins. `low` is the text in lower case, of the same length."""
    months, weekdays, units, parts = lexicon.months, lexicon.weekdays, lexicon.units, lexicon.parts
    south: bool | None = None
    for match in lexicon.triggers.finditer(low):
        word = match.group()
        start, end = match.span()
        if word in months:
            found = _around(text, low, start, end, "month", lexicon, months[word] + 1)
            if found is not None and _month_stands(text, low, word, found, start, end, lexicon):
                yield found
        elif word in weekdays:
            if text[start].isupper() or len(word) > 3:
                yield Found(start, end, "weekday", weekday=weekdays[word])
        elif word in units:
            unit = units[word]
            found = _around(text, low, start, end, "month_unit" if unit == "month" else unit, lexicon, None)
            if found is not None:
                found.unit = unit
                yield found
        elif word in parts:
            found = _around(text, low, start, end, "part", lexicon, None)
            if found is None:
                continue
            if south is None:
                # South of the equator the same months have other names.
                south = any(place in low for place in lexicon.southern)
            if not south:
                found.month, found.last_month = parts[word]
            yield found
        else:
            yield Found(start, end, "deictic", count=lexicon.deictics[re.sub(r"\s", " ", word).replace("’", "'")])


_LONGEST_SHORT = 4
_LONGEST_MONTH = 12
# The groups of a pattern that names months in several of its alternatives.
_MONTHS = ("month", "month2", "month3", "month4", "month5", "month6")
_DAYS = ("day", "day2", "day3", "day4")
_DIGIT = re.compile(r"[0-9]")
# So far before a month its day may stand: "9 de mayo", "31st of May".
_LONGEST_DAY = 12
# More letters than the words that stand before a time have.
_LONGEST_WORD = 20
_LAST_WORD = re.compile(r"[^\W_]+\Z")
_DASHES = frozenset("-–")


def _month_stands(text: str, low: str, word: str, found: Found, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a month's name that is also an ordinary word or a short form is meant as a month."""
    dated = found.day is not None or found.year is not None or found.relative is not None
    dated = dated or _is_joined(low, start, end, lexicon)
    if word in lexicon.month_guarded:
        if not text[start].isupper():
            return False
        return dated or lexicon.month_before.search(low, max(0, start - 12), start) is not None
    short = word in lexicon.month_short and len(word) <= _LONGEST_SHORT
    if short and text[end : end + 1] == ".":
        return dated or found.start < start
    return dated or not short


def _is_joined(low: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a dash joins a month to another one: "Jan-Sept", "Jan.–Sept."."""
    after = end + (low[end : end + 1] == ".")
    if low[after : after + 1] in _DASHES:
        return lexicon.months_ahead.match(low, after + 1) is not None
    if low[start - 1 : start] in _DASHES:
        return lexicon.month_joined.search(low, max(0, start - _LONGEST_MONTH), start) is not None
    return False


def _around(
    text: str, low: str, start: int, end: int, trigger: str, lexicon: Lexicon, month: int | None
) -> Found | None:
    """The longest mention any pattern of `trigger` makes of the word at [start:end]."""
    best: Found | None = None
    dot = end + 1 if low[end : end + 1] == "." and low[start:end] in lexicon.month_short else end
    lead = low[max(0, start - REACH) : start]
    decades = low[start:end] in lexicon.decade_words
    word = _word_before(lead)
    day = _DIGIT.search(lead, max(0, len(lead) - _LONGEST_DAY)) is not None
    for pattern in lexicon.patterns.get(trigger, ()):
        # What most words lack is asked before anything is matched.
        if word is not None and pattern.words is not None and word not in pattern.words:
            continue
        if (pattern.of_day and not day) or (pattern.kind == "decade" and not decades):
            continue
        if dot == end and pattern.after is not None and pattern.after.match(low, end) is None:
            continue
        found = _match(pattern, text, low, lead, start, dot, lexicon)
        if found is None and dot != end:
            found = _match(pattern, text, low, lead, start, end, lexicon)
        if found is not None and (best is None or found.end - found.start > best.end - best.start):
            best = found
    if best is not None and best.month is None:
        best.month = month
    if best is not None and best.end == dot and dot != end:
        best.end = end
    return best


def _word_before(lead: str) -> str | None:
    """The word a stretch of text ends with; None for digits, marks, or none at all."""
    stem = lead.rstrip(BEFORE_TIME)
    last = _LAST_WORD.search(stem, max(0, len(stem) - _LONGEST_WORD))
    return None if last is None or not last.group().isalpha() else last.group()


def _match(pattern: Pattern, text: str, low: str, lead: str, start: int, end: int, lexicon: Lexicon) -> Found | None:
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
    if pattern.of_month:
        if not all(_is_month(text, low, groups[name], first, last, lexicon) for name in _MONTHS if name in groups):
            return None
        if low[last - 1] == "." and low[low.rfind(" ", first, last) + 1 : last - 1] in lexicon.months:
            # The stop of a sentence, unless the month is written short.
            last -= low[low.rfind(" ", first, last) + 1 : last - 1] not in lexicon.month_short
    found = Found(first, last, pattern.kind)
    _fill(found, groups, lexicon)
    if pattern.of_month:
        named = [lexicon.months[groups[name].rstrip(".")] + 1 for name in _MONTHS if name in groups]
        days = [int(groups[name]) for name in _DAYS if name in groups]
        found.month, found.last_month = named[0] if named else None, named[1] if len(named) > 1 else None
        found.day = days[0] if days else None
    if found.kind == "days" and (found.day or 0) >= (found.last_day or 0):
        return None
    return found


def _is_month(text: str, low: str, name: str, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a month's name that is a word too has its capital."""
    return name not in lexicon.month_guarded or text[low.index(name, first, last)].isupper()


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
