"""Clauses that leave out their verb: "exports rose to A and imports to B", "containers stood at A; bulk at B"."""

from __future__ import annotations

from workbench.extraction.context.items import Row
from workbench.extraction.context.noun_phrases import NOTHING, Phrase


def gapped_subject(row: Row, preposition: int) -> Phrase:
    """The subject of a clause whose verb is left out: "exports rose to A and imports to B"."""
    first = preposition
    while first > 0 and row.codes[first - 1] in "wDOG'":
        first -= 1
    if row.at(first - 1) not in ",C;" or not any(row.codes[index] == "w" for index in range(first, preposition)):
        return NOTHING
    return Phrase(first, preposition)


def gapped_item(row: Row, preposition: int) -> Phrase:
    """The noun of such a clause: with its article, or behind "and" or a semicolon; "put at", "stable à" have none."""
    phrase = gapped_subject(row, preposition)
    if not phrase:
        return NOTHING
    codes = row.codes[phrase.first : phrase.last]
    named = codes[0] == "D" or (codes.count("w") > 1 and "O" in codes)
    return phrase if named or row.at(phrase.first - 1) in "C;" else NOTHING
