"""Which known figures speak of the same thing as a value of the text.

Indicators are compared by what they are of, with the synonyms of resources/reference/indicators.toml; scopes by the
gazetteer, in any language; periods by their days. A figure of another period is a match that says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from workbench.extraction.context.gazetteer import COUNTRY, GROUP, gazetteer
from workbench.model import Period, ReferenceFigure
from workbench.resource_files import load_toml

_STEM = 7
_LEAST_STEM = 4
_PLURAL = ("s", "x")
_CJK_FROM = "\u2e80"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a value of the text is of; `period` may be unknown."""

    indicator: str
    scope: str | None
    period: Period | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """A figure on the same subject. `years_apart` is 0 for the same period; `likeness` is 1 for equal indicators."""

    figure: ReferenceFigure
    likeness: Fraction
    years_apart: int


def match(subject: Subject, figures: Iterable[ReferenceFigure]) -> list[Match]:
    """The figures on a subject, those of its own period first, then the likeliest."""
    found: list[Match] = []
    for figure in figures:
        if (figure.quantity.unit or None) != (subject.unit or None) or not same_scope(subject.scope, figure.scope):
            continue
        apart = _years_apart(subject.period, figure.period)
        likeness = same_indicator(subject.indicator, figure.indicator)
        if apart is not None and likeness:
            found.append(Match(figure, likeness, apart))
    found.sort(key=lambda one: (one.years_apart, -one.likeness, one.figure.row))
    return found


def same_scope(first: str | None, second: str | None) -> bool:
    """Whether two names are of one place or group, in whatever language; two missing names are not."""
    if not first or not second:
        return False
    return place_key(first) == place_key(second)


def same_indicator(first: str, second: str) -> Fraction:
    """How alike two indicators are: 0 when they are of different things, 1 when they say the same."""
    one, other = _concepts(first), _concepts(second)
    if not one[0] or one[0] != other[0]:
        return Fraction(0)
    general_both, general_any = one[1] & other[1], one[1] | other[1]
    if not general_any:
        return Fraction(1)
    return Fraction(2 + len(general_both), 2 + len(general_any))


def indicator_key(indicator: str) -> tuple[str, str]:
    """What an indicator is of, and that with its general words; equal for indicators whose likeness is 1.

    Both are empty when nothing in it tells what it is of.
    """
    specific, general = _concepts(indicator)
    topic = " ".join(sorted(specific))
    return (topic, f"{topic}|{' '.join(sorted(general))}") if topic else ("", "")


def _years_apart(first: Period | None, second: Period) -> int | None:
    """0 for the same period, else the years between; ``None`` when one is much shorter than the other."""
    if first is None:
        return None
    if first == second or (first.is_year and second.is_year and first.first == second.first):
        return 0
    one, other = _days(first), _days(second)
    if 10 * min(one, other) < 9 * max(one, other):
        return None
    months = abs(_month(first.last) - _month(second.last))
    return max(1, round(Fraction(months, 12)))


def _days(period: Period) -> int:
    return (period.last - period.first).days + 1


def _month(day: date) -> int:
    return day.year * 12 + day.month


@cache
def place_key(name: str) -> str:
    """What two names of one place or group have in common; the folded name itself for what is no place."""
    words = name.split()
    while len(words) > 1 and _folded(words[0]) in _ignored():
        words = words[1:]
    bare = " ".join(words)
    found = [place for place in map(gazetteer().lookup, (name, bare)) if place is not None]
    # "La France" is the country rather than the hamlet of that name.
    found.sort(key=lambda place: place.kind not in (COUNTRY, GROUP))
    return f"place {found[0].number}" if found else _folded(bare)


@cache
def _concepts(indicator: str) -> tuple[frozenset[str], frozenset[str]]:
    """What an indicator is of (concepts and other words), and its general words."""
    text = f" {_folded(indicator)} "
    specific: set[str] = set()
    general: set[str] = set()
    for phrase, concept, is_general in _phrases():
        needle = phrase if phrase[0] >= _CJK_FROM else f" {phrase} "
        while needle in text:
            text = text.replace(needle, " ", 1)
            (general if is_general else specific).add(concept)
    specific.update(_stem(word) for word in text.split() if word not in _ignored())
    return frozenset(specific), frozenset(general)


def _stem(word: str) -> str:
    return word[:_STEM] if len(word) > _LEAST_STEM else word


def _folded(text: str) -> str:
    """Small letters without accents and punctuation, plural endings dropped."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("\u2019", "'").replace("œ", "oe"))
    kept = "".join(
        character if character.isalnum() else " " for character in plain if not unicodedata.combining(character)
    )
    return " ".join(_singular(word) for word in kept.split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _LEAST_STEM and word.endswith(_PLURAL) and not word.endswith("ss") else word


@cache
def _phrases() -> tuple[tuple[str, str, bool], ...]:
    """Every phrase with its concept and whether it is general, the longest first."""
    table: dict[str, Any] = load_toml("reference", "indicators.toml")
    phrases = {
        _folded(phrase): (concept, part == "general")
        for part in ("general", "specific")
        for concept, spellings in table[part].items()
        for phrase in spellings
    }
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return tuple((phrase, *phrases[phrase]) for phrase in ordered)


@cache
def _ignored() -> frozenset[str]:
    words: list[str] = load_toml("reference", "indicators.toml")["ignored"]["words"]
    return frozenset(_folded(word) for word in words)
