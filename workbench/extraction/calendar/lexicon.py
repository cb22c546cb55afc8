"""The time words of one language, compiled from ``resources/languages/<code>/calendar.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.language_facts import known_languages
from workbench.resource_files import load_toml, resources

SPACE = r"(?:[ \u00a0\u2009\u202f]{1,3})"
YEAR = r"(?:1[0-9]|2[01])\d\d(?![\d\w])(?![.,]\d)"
_NO_DIGIT = r"(?<![\d.,/-])"
# In "In March 2,000 people came" the 2 is no day.
_DAY = _NO_DIGIT + r"(?:0?[1-9]|[12]\d|3[01])(?!\d|[.,]\d{3}(?!\d))"
# The months that spring, summer, autumn and winter are taken for, in the north.
_PARTS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
# What may stand between a word that bends a time and the time.
BEFORE_TIME = " \u00a0\u2009\u202f-('’"
# How far to the left of its trigger word a pattern may reach, in characters.
REACH = 40


@dataclass(frozen=True, slots=True)
class Pattern:
    """One shape of a mention around a trigger word; the slots name the groups of both halves.

    `of_day` says that the day of a month stands before the word, `of_month` that the pattern names a month besides.
    `words` are those one of which, or digits, must stand right before it; None when nothing must.
    """

    kind: str
    of_day: bool
    of_month: bool
    words: frozenset[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole mention as one pattern, for scripts without spaces."""

    kind: str
    unit: str | None
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the scanner asks of a language. Words are lower case; numbers of months and weekdays start at 0."""

    months: dict[str, int]
    month_short: frozenset[str]
    month_guarded: frozenset[str]
    month_before: re.Pattern[str]
    month_joined: re.Pattern[str]
    months_ahead: re.Pattern[str]
    weekdays: dict[str, int]
    units: dict[str, str]
    ordinals: dict[str, int]
    counts: dict[str, int]
    relatives: dict[str, int]
    anaphoric: frozenset[str]
    deictics: dict[str, int]
    edges: dict[str, str]
    parts: dict[str, tuple[int, int]]
    southern: tuple[str, ...]
    decade_words: frozenset[str]
    day_first: bool
    patterns: dict[str, tuple[Pattern, ...]]
    expressions: tuple[Expression, ...]
    triggers: re.Pattern[str]
    codes: re.Pattern[str] | None
    code_heads: re.Pattern[str]
    code_kinds: dict[str, str]
    code_guarded: frozenset[str]
    code_before: re.Pattern[str]
    year_before: re.Pattern[str]
    year_words: frozenset[str]
    year_weak: frozenset[str]
    year_never: re.Pattern[str]
    determiner_before: re.Pattern[str]
    definite: frozenset[str]
    counted: frozenset[str]
    range_open: re.Pattern[str]
    range_middle: re.Pattern[str]
    bearings: re.Pattern[str]
    bearing_ends: frozenset[str]
    bearing_letters: frozenset[str]
    since_words: tuple[str, ...]
    since_clause: re.Pattern[str]


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, spaces of any width."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", SPACE) for word in ordered) or "(?!)"


def ending_in(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds one of the words standing at the very end of a short stretch of text."""
    return re.compile(rf"(?<!\w)({alternatives(words)})(?:{SPACE}|[-('’])?\Z")


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; of dates in digits alone when it has no calendar, of English when it has no data."""
    if not resources().joinpath("languages", language, "calendar.toml").is_file():
        if language in known_languages():
            return _compile(load_toml("calendar.toml"))
        language = "en"
    return _compile(load_toml("languages", language, "calendar.toml"))


def _numbered(names: list[list[str]]) -> dict[str, int]:
    return {name: number for number, group in enumerate(names) for name in group}


def _inverted(table: dict[str, list[str]]) -> dict[str, int]:
    return {word: int(number) for number, words in table.items() for word in words}


def _compile(data: dict[str, Any]) -> Lexicon:
    months, weekdays = _numbered(data["months"]), _numbered(data["weekdays"])
    units = {word: unit for unit, words in data["units"].items() for word in words}
    ordinals, relatives = _inverted(data["ordinals"]), _inverted(data["relatives"])
    edges = {word: edge for edge, words in data.get("edges", {}).items() for word in words}
    counts = dict(data["counts"])
    slots = {
        "_": SPACE,
        "q": "['’]",
        "weekday": rf"(?P<weekday>{alternatives(weekdays)})\.?",
        "month": rf"(?P<month>{alternatives(months)})\.?",
        "day": _DAY,
        "year": rf"(?P<year>{YEAR})",
        "short": r"(?P<short>\d\d(?:\d\d)?)(?!\d)",
        "ordinal": rf"(?P<ordinal>{alternatives(ordinals)})",
        "count": rf"(?P<count>{alternatives(counts)}|\d{{1,2}})",
        "relative": rf"(?P<relative>{alternatives(relatives)})",
        "edge": rf"(?P<edge>{alternatives(edges)})",
        "decade": r"(?P<decade>(?:1[6-9]|20)?[0-9]0)(?!\d)",
    }
    patterns: dict[str, list[Pattern]] = {}
    for entry in data.get("pattern", ()):
        before = _half(entry["before"], slots, before=True)
        pattern = Pattern(
            entry["kind"],
            "{day}" in entry["before"],
            "{month}" in entry["before"] + entry["after"],
            None if before is None else _words_of(before),
            before,
            _half(entry["after"], slots, before=False),
        )
        for trigger in entry["on"].split():
            patterns.setdefault(trigger, []).append(pattern)
    parts = {word: _PARTS[part] for part, words in data.get("parts", {}).items() for word in words if part in _PARTS}
    words = [*months, *weekdays, *units, *data["deictics"], *parts]
    codes, code_kinds = _codes(data["codes"])
    years = data["years"]
    return Lexicon(
        months=months,
        month_short=frozenset(name for group in data["months"] for name in group[1:]),
        month_guarded=frozenset(data.get("month_guarded", ())),
        month_before=ending_in(data.get("month_before", ())),
        month_joined=re.compile(rf"(?<!\w)(?:{alternatives(months)})\.?[-–]\Z"),
        months_ahead=re.compile(rf"(?:{alternatives(months)})(?!\w)"),
        weekdays=weekdays,
        units=units,
        ordinals=ordinals,
        counts=counts,
        relatives=relatives,
        anaphoric=frozenset(data.get("anaphoric", ())),
        deictics=data["deictics"],
        edges=edges,
        parts=parts,
        southern=tuple(data.get("parts", {}).get("southern", ())),
        decade_words=frozenset(data.get("decade_words", ())),
        day_first=data["numeric_order"] != "mdy",
        patterns={trigger: tuple(found) for trigger, found in patterns.items()},
        expressions=tuple(
            Expression(entry["kind"], entry.get("unit"), re.compile(entry["text"]))
            for entry in data.get("expression", ())
        ),
        triggers=_any_of(words),
        codes=codes,
        code_heads=re.compile(
            rf"[{''.join(sorted({letters[0] for letters in code_kinds}))}1-9](?<!\w.)(?=[1-4A-Z '’])"
        ),
        code_kinds=code_kinds,
        code_guarded=frozenset(data["codes"].get("guarded", ())),
        code_before=ending_in(data["codes"].get("before", ())),
        year_before=ending_in(years["before"]),
        year_words=frozenset(years.get("nouns", ())),
        year_weak=frozenset(years["weak"]),
        year_never=ending_in(years.get("never", ())),
        determiner_before=ending_in(years["determiners"]),
        definite=frozenset(years.get("definite", ())),
        counted=frozenset(years["counted"]),
        range_open=ending_in(data["ranges"]["open"]),
        range_middle=re.compile(
            rf"{SPACE}(?:{alternatives(data['ranges']['middle'])})(?:{SPACE}|(?<=['’]))|\.?{SPACE}?[-–—]{SPACE}?|/"
        ),
        since_clause=re.compile(rf"(?<!\w)(?:{alternatives(data['since_clause'])}){SPACE}[^,.;:()\d\n]{{0,48}}\Z"),
        bearings=_bearings(data["bearings"], spaced="expression" not in data),
        bearing_ends=frozenset(
            word.rstrip(BEFORE_TIME)[-length:]
            for words in data["bearings"].values()
            for word in words
            for length in (1, 2)
        ),
        bearing_letters=frozenset(word for words in data["bearings"].values() for word in words if len(word) == 1),
        since_words=tuple(data["since_clause"]),
    )


def _words_of(before: re.Pattern[str]) -> frozenset[str] | None:
    """All words of a first half; None where it may be empty, or leaves letters apart ("précédente?", "últim[oa]s")."""
    if before.search("") is not None:
        return None
    plain = re.sub(r"\(\?P<\w+>", "(", before.pattern).replace(SPACE, " ").replace("(?:", "(")
    plain = plain.replace(r"(?<![\w])", " ").replace(r"\Z", " ").replace("['’]", " ")
    plain = re.sub(r"\(\?<?[!=][^)]*\)", " ", plain)
    plain = re.sub(r"\\[a-zA-Z]", "0", plain).replace("\\", "")
    if re.search(r"[^\W\d_][(\[?]|[^\W\d_]\)+\??[^\W\d_]", plain) is not None:
        return None
    return frozenset(re.findall(r"[^\W\d_]+", plain))


def _bearings(table: dict[str, list[str]], *, spaced: bool) -> re.Pattern[str]:
    """One pattern for the words that bend a time, each kind in a group of its name."""
    begin = r"(?<!\w)" if spaced else ""
    kinds = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in table.items()) or "(?!)"
    return re.compile(rf"{begin}(?:{kinds})(?:{SPACE}|[-('’])?\Z")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words standing alone, which looks at the first letter of each word of the text."""
    rest: dict[str, list[str]] = {}
    for word in words:
        rest.setdefault(word[0], []).append(word[1:])
    if not rest:
        return re.compile("(?!)")
    branches = "|".join(f"{re.escape(first)}(?:{alternatives(ends)})" for first, ends in rest.items())
    return re.compile(rf"\b(?:{branches})(?!\w)")


def _half(text: str, slots: dict[str, str], *, before: bool) -> re.Pattern[str] | None:
    """One half of a pattern; a slot used twice gets a number ("day2") the second time."""
    if not text:
        return None
    seen: dict[str, int] = {}

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        suffix = "" if seen[name] == 1 else str(seen[name])
        piece = slots[name].replace(f"(?P<{name}>", f"(?P<{name}{suffix}>")
        if name == "day":
            # The second day of "3-9 May" stands behind its dash.
            return f"(?P<day{suffix}>{piece if not suffix else piece.removeprefix(_NO_DIGIT)})"
        return piece

    body = re.sub(r"\{([a-z_]+)\}", fill, text.replace("[{_}-]", rf"(?:{SPACE}|-)"))
    return re.compile(rf"(?<![\w])(?:{body})\Z" if before else rf"(?:{body})(?!\w)")


def _codes(codes: dict[str, Any]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """The pattern for "Q3 2025", "3Q22", "1H25", "9M 2024", "FY25", "T2", and the kind each letter names."""
    kinds = {letter: kind for kind in ("quarter", "half", "months", "fiscal") for letter in codes.get(kind, ())}
    if not kinds:
        return None, kinds
    letters = alternatives(kinds)
    year = (
        r"(?:(?:[ \u00a0\u202f]?|[-/]|[ \u00a0\u202f]FY)['’]?"
        r"(?P<y>(?:19|20)?\d\d)(?:[/-](?P<z>\d\d))?(?![.,:]?\d|[ \u00a0]?%))"
    )
    return (
        re.compile(
            rf"\b(?:(?P<l>{letters})(?:(?P<n>[1-4]){year}?|{year.replace('P<y>', 'P<fy>').replace('P<z>', 'P<fz>')})"
            rf"|(?P<m>[1-9]|12)(?P<k>{letters}){year.replace('P<y>', 'P<my>').replace('P<z>', 'P<mz>')}?)(?![\w])"
        ),
        kinds,
    )
