"""The date a text was published, from its date line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from workbench.language_facts import known_languages
from workbench.model import Block
from workbench.reading.language import DEFAULT
from workbench.resource_files import load_toml, resources

# A date belongs to the date line when it begins this early in one of the first or last blocks.
_DATELINE = 48
_CUE_REACH = 24
_FIRST_BLOCKS = 6
_LAST_BLOCKS = 3
_DATELINE_WORDS = 6
_AFTER_DATELINE = re.compile(r"\s*(?:$|[-–—/(|:.电讯（])", re.MULTILINE)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def release_date(text: str, blocks: Sequence[Block], language: str) -> date | None:
    """The date in the first lines ("PARIS, 3 mars 2021 -"), after a word such as "published", or closing the text.

    None when no full date stands in such a place: dates in the middle of sentences tell when something happened.
    """
    chosen = [*blocks[:_FIRST_BLOCKS], *blocks[max(_FIRST_BLOCKS, len(blocks) - _LAST_BLOCKS) :]]
    for block in chosen:
        piece = text[block.start : min(block.end, block.start + 400)]
        for start, end, found in sorted(_dates(piece, language)):
            if _in_dateline(piece, start, end, language):
                return found
    return None


def _in_dateline(piece: str, start: int, end: int, language: str) -> bool:
    """Whether the date ``piece[start:end]`` follows a cue, or stands with a place name before a dash or alone."""
    before = piece[:start]
    cues = _entry(language)["cues"]
    if any(before[-_CUE_REACH:].lower().rstrip().endswith(cue) for cue in cues):
        return True
    if start > _DATELINE or not _AFTER_DATELINE.match(piece, end):
        return False
    lower_case = [word for word in before.split() if word[:1].islower() and word not in _entry(language)["before_day"]]
    return not lower_case or ("," in before and len(before.split()) <= _DATELINE_WORDS)


def _dates(piece: str, language: str) -> Iterator[tuple[int, int, date]]:
    for pattern in (_ISO, _CHINESE):
        for match in pattern.finditer(piece):
            yield from _valid(match.span(), *match.groups())
    order = _entry(language)["order"]
    for match in _SLASHED.finditer(piece):
        first, second, year = match.groups()
        if order == "dmy" or int(first) > 12:
            yield from _valid(match.span(), year, second, first)
        elif int(second) > 12:
            yield from _valid(match.span(), year, first, second)
    for code in dict.fromkeys((language, "en")):
        named = _named(code)
        for match in named.finditer(piece) if named else ():
            month = _months(code)[(match["month"] or match["month2"]).lower()]
            yield from _valid(match.span(), match["year"] or match["year2"], month, match["day"] or match["day2"])


def _valid(span: tuple[int, int], year: str, month: str | int, day: str) -> Iterator[tuple[int, int, date]]:
    try:
        yield *span, date(int(year), int(month), int(day))
    except ValueError:
        return


@cache
def _named(language: str) -> re.Pattern[str] | None:
    """``3 mars 2021``, ``3 de marzo de 2021``, ``3. März 2021``, ``March 3, 2021``."""
    names = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True))
    if not names:
        return None
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|º|o|\.)?\s(?:de\s)?(?P<month>{names})\b\.?,?\s(?:de\s)?(?P<year>\d{{4}})\b"
        rf"|\b(?P<month2>{names})\b\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year2>\d{{4}})\b",
        re.IGNORECASE,
    )


@cache
def _months(language: str) -> dict[str, int]:
    """The number of each month name, from the calendar of the language where it has one."""
    if resources().joinpath("languages", language, "calendar.toml").is_file():
        months = load_toml("languages", language, "calendar.toml")["months"]
    else:
        months = [names.split() for names in _entry(language).get("months", ())]
    return {name: number for number, names in enumerate(months, 1) for name in names}


@cache
def _entry(language: str) -> dict[str, Any]:
    known = known_languages()
    return (known.get(language) or known[DEFAULT]).dates
