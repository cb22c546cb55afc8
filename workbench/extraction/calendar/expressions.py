"""Times in scripts without spaces: each expression is one pattern over the text."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.extraction.calendar.found import Found
from workbench.extraction.calendar.lexicon import Lexicon


def find_expressions(text: str, lexicon: Lexicon) -> Iterator[Found]:
    """The times the expressions of a language find; overlaps are settled by the caller, the longest first."""
    for expression in lexicon.expressions:
        for match in expression.pattern.finditer(text):
            groups = {name: value for name, value in match.groupdict().items() if value}
            found = Found(match.start(), match.end(), expression.kind, unit=expression.unit)
            found.year = _number(groups, "year")
            found.last_year = _number(groups, "last_year")
            found.month = _number(groups, "month")
            found.last_month = _number(groups, "last_month")
            found.day = _number(groups, "day")
            if "ordinal" in groups:
                found.count = lexicon.ordinals[groups["ordinal"]]
            if "count" in groups:
                count = groups["count"]
                found.count = int(count) if count.isdecimal() and count.isascii() else lexicon.counts[count]
            if "relative" in groups:
                found.relative = lexicon.relatives[groups["relative"]]
                if groups["relative"] in lexicon.anaphoric and expression.kind == "relative":
                    found.kind, found.count = "shift", 1
            found.since = "since" in groups
            yield found


def _number(groups: dict[str, str], name: str) -> int | None:
    return int(groups[name]) if name in groups else None
