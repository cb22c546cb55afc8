"""What cannot be true between documents of an archive: figures on the same thing, and shares nobody renewed.

Two figures are on the same thing only when indicator, scope, period, unit and what is counted all agree. A subject on
which one document states two values, or the archive more than three, is not told exactly enough and stays silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import Any

from workbench.commandline.archive_index import ArchiveIndex
from workbench.model import Verdict

_MOST_VALUES = 3
_MOST_DISTINCT = 64
_YEARS_STALE = 3
_MOVED = Fraction(6, 5)

Bounds = tuple[Decimal | None, Decimal | None]


class Across(StrEnum):
    """What is wrong between two documents."""

    DIFFERENT = "different"
    FOLLOWS = "follows"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Side:
    """A figure in one document (its number in the archive), in the words of the text; of `documents` that say it."""

    document: int
    name: str
    text: str
    period: str
    documents: int = 1


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two documents that cannot both be right. `ends` is what `second` would have to be, for what follows."""

    kind: Across
    verdict: Verdict
    indicator: str
    scope: str
    period: str
    first: Side
    second: Side
    ends: str = ""


def conflicts(index: ArchiveIndex) -> Iterator[Conflict]:
    """Everything that does not fit between documents, subject after subject."""
    query = (
        "select facts.*, documents.id from facts join documents on documents.number = facts.document"
        " where role in ('level', 'rate', 'follows') order by what, place, facts.unit, kind, period, document, start"
    )
    for _, group in groupby(map(_Fact, index.rows(query)), key=lambda fact: fact.subject):
        yield from _on_one_subject(group)
    yield from _stale(index)


class _Fact:
    """A row of the index."""

    __slots__ = ("bounds", "indicator", "role", "scope", "side", "subject", "widest", "year")

    def __init__(self, row: Sequence[Any]) -> None:
        document, _, text, self.indicator, self.scope, period, self.year = row[:7]
        what, _, place, unit, kind, self.role = row[7:13]
        self.bounds, self.widest = _bounds(row[13:15]), _bounds(row[15:17])
        self.subject = (what, place, unit, kind, period)
        self.side = Side(document, row[17], text, period)


class _Value:
    """A value the archive states, with the first document that does."""

    __slots__ = ("documents", "fact")

    def __init__(self, fact: _Fact) -> None:
        self.fact = fact
        self.documents = {fact.side.document}

    @property
    def side(self) -> Side:
        side = self.fact.side
        return Side(side.document, side.name, side.text, side.period, len(self.documents))


def _on_one_subject(group: Iterator[_Fact]) -> Iterator[Conflict]:
    values: dict[tuple[Bounds, Bounds], _Value] = {}
    following: list[_Fact] = []
    for fact in group:
        if fact.role == "follows":
            following.append(fact) if len(following) < _MOST_DISTINCT else None
        elif (known := values.get((fact.bounds, fact.widest))) is not None:
            known.documents.add(fact.side.document)
        elif len(values) < _MOST_DISTINCT:
            values[fact.bounds, fact.widest] = _Value(fact)
    stated = sorted(values.values(), key=lambda value: (-len(value.documents), value.fact.side.document))
    apart = _apart(stated)
    if not apart:
        return
    usual, *others = apart
    for other in others:
        fits = _meet(usual.fact.widest, other.fact.widest)
        verdict = Verdict.DOUBTFUL if fits else Verdict.INCONSISTENT
        yield _conflict(Across.DIFFERENT, verdict, usual.fact, usual.side, other.side)
    for fact in following:
        contradicted = not any(_meet(end, value.fact.widest) for value in stated for end in (fact.bounds, fact.widest))
        if contradicted and usual.documents != {fact.side.document}:
            ends = _about(fact.bounds), _about(fact.widest)
            # The text names no base of the growth: the year before is the usual one, not the only one.
            yield _conflict(Across.FOLLOWS, Verdict.DOUBTFUL, usual.fact, fact.side, usual.side, " / ".join(ends))


def _apart(stated: Sequence[_Value]) -> list[_Value]:
    """The values that do not meet, the usual one first; none when they cannot all be of one thing."""
    apart: list[_Value] = []
    for value in stated:
        if all(not _meet(value.fact.bounds, other.fact.bounds) for other in apart):
            if any(value.documents & other.documents for other in apart):
                return []
            apart.append(value)
    return apart if len(apart) <= _MOST_VALUES else []


def _stale(index: ArchiveIndex) -> Iterator[Conflict]:
    query = (
        "select facts.*, documents.id from facts join documents on documents.number = facts.document"
        " where role = 'share' and facts.unit = '%' and year is not null order by topic, place, year, document, start"
    )
    for (topic, place), group in groupby(index.rows(query), key=lambda row: (row[8], row[9])):
        for run in _unchanged(map(_Fact, group)):
            moved = _moved(index, topic, place, run)
            if moved:
                first, last = run[0], run[-1]
                years = f"{first.year}-{last.year}"
                yield Conflict(
                    Across.STALE, Verdict.DOUBTFUL, first.indicator, first.scope, years, first.side, last.side, moved
                )


def _unchanged(facts: Iterator[_Fact]) -> Iterator[tuple[_Fact, ...]]:
    """The first and last of each run of years with one and the same share, of documents that are not one."""
    run: list[_Fact] = []
    years: set[int] = set()
    for year, group in groupby(facts, key=lambda fact: fact.year):
        same = list({fact.bounds: fact for fact in group}.values())
        if run and len(same) == 1 and same[0].bounds == run[0].bounds:
            run[1:] = same
            years.add(year)
            continue
        if len(years) >= _YEARS_STALE:
            yield tuple(run)
        run, years = (same, {year}) if len(same) == 1 else ([], set())
    if len(years) >= _YEARS_STALE:
        yield tuple(run)


def _moved(index: ArchiveIndex, topic: str, place: str, run: Sequence[_Fact]) -> str:
    """How the level moved while the share stood: "180 billion yuan (2009) → 350 billion yuan (2011)", or nothing."""
    first, last = run[0], run[-1]
    if first.side.document == last.side.document:
        return ""
    query = (
        "select facts.*, documents.id from facts join documents on documents.number = facts.document where topic = ?"
        " and place = ? and role = 'level' and year between ? and ? order by facts.unit, kind, what, year, document"
    )
    found = map(_Fact, index.rows(query, (topic, place, first.year, last.year)))
    for _, group in groupby(found, key=lambda fact: fact.subject[:4]):
        levels = _ends_of(group)
        if levels is None:
            continue
        one, other = sorted(levels, key=lambda fact: (fact.bounds[0] is None, fact.bounds[0]))
        least, most = one.bounds[1], other.bounds[0]
        if one.year == other.year or least is None or most is None or least <= 0:
            continue
        if Fraction(most) > Fraction(least) * _MOVED:
            return " → ".join(f"{fact.side.text} ({fact.year})" for fact in levels)
    return ""


def _ends_of(group: Iterator[_Fact]) -> tuple[_Fact, _Fact] | None:
    first = last = None
    for fact in group:
        first, last = first or fact, fact
    return None if first is None or last is None else (first, last)


def _conflict(kind: Across, verdict: Verdict, of: _Fact, first: Side, second: Side, ends: str = "") -> Conflict:
    return Conflict(kind, verdict, of.indicator, of.scope, of.side.period, first, second, ends)


def _bounds(ends: Sequence[str | None]) -> Bounds:
    low, high = (None if end is None else Decimal(end) for end in ends)
    return low, high


def _meet(one: Bounds, other: Bounds) -> bool:
    (low, high), (least, most) = one, other
    return (high is None or least is None or least <= high) and (most is None or low is None or low <= most)


def _about(bounds: Bounds) -> str:
    """The middle of two ends with four digits, in groups of three."""
    low, high = bounds
    assert low is not None
    assert high is not None
    middle = (low + high) / 2
    places = max(0, 3 - middle.adjusted())
    return f"{round(middle, 3 - middle.adjusted()):,.{places}f}".replace(",", "\u00a0")
