"""Numbers behind the names they belong to, in a list of like items: "Rangers have 71 points, Celtic 66"."""

from __future__ import annotations

import re

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing

_LONGEST_GAP = 64
_LONGEST_CLAUSE = 64
# Words that a number may have behind it before its item ends, and that may stand before a name: "celle de".
_MOST_WORDS = 4
_LONGEST_LINK = 6
# Sizes in one list: in a row of items, and of two alone.
_ROW, _PAIR = 50, 5
_SMALLEST_PAIR = 10
_APOSTROPHES = frozenset("'’")
_YEARS = range(1900, 2101)
_BREAKS = re.compile(r"[.;:!?()\n\t«»\"“”]")
_NAME = r"[^\W\d_a-zß-ÿ][^\W\d_][\w'’-]*"
# "celui d'Orange", "et l'Aveyron"
_ELIDED = r"(?: [^\W\d_A-ZÀ-Þ]{1,2}(?=['’]))?"
_NAMED = re.compile(rf"({_NAME})[ \u00a0]\Z")
_UPCOMING = re.compile(
    rf"(?:,|;| [^\W\d_]{{1,3}})(?: [^\W\d_A-ZÀ-Þ][^\W\d_]{{0,5}}){{0,3}}{_ELIDED}"
    rf"(?: {_NAME}){{0,3}}[ '’]({_NAME}) [0-9]"
)
_BEHIND = re.compile(r"[,)]|[ \u00a0\u202f]?[;:]|\.(?![0-9])|\Z| [^\W\d_]{1,3} ")


def is_item(text: str, previous: Piece | None, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether `piece`, right behind a name, is counted as `previous` is, which a list of names joins it to."""
    if previous is None or not 0 < piece.start - previous.number_end <= _LONGEST_GAP or not _may_pair(previous, piece):
        return False
    words = text[previous.number_end : piece.start].replace(",", " , ").replace(";", " ; ").split()
    lists = lexicon.ranges["lists"]
    mark = next((at for at in range(len(words) - 1, -1, -1) if words[at] in lists or words[at] == ";"), -1)
    if mark < 0:
        return False
    noun, item = words[:mark], words[mark + 1 :]
    if noun[-1:] == [","]:
        noun.pop()
    if len(noun) > _MOST_WORDS or not all(word.isalpha() for word in noun):
        return False
    name = _named_in(item)
    if not name or not _ends_item(text, piece, lexicon):
        return False
    low, high = sorted((previous.mantissa, piece.mantissa))
    named = _NAMED.search(text, max(0, previous.start - _LONGEST_CLAUSE), previous.start)
    upcoming = _UPCOMING.match(text, piece.end, min(len(text), piece.end + _LONGEST_GAP))
    others = {found[1] for found in (named, upcoming) if found is not None}
    if others:
        # "Rocky 2, Rocky 3"
        return name not in others and high <= _ROW * low
    return low >= _SMALLEST_PAIR and high <= _PAIR * low and _has_name(text, previous, lexicon)


def _may_pair(previous: Piece, piece: Piece) -> bool:
    for one in (previous, piece):
        if one.writing is not Writing.DIGITS or one.decimals or one.scale or one.high is not None or not one.mantissa:
            return False
    counted = previous.unit is None or previous.unit.name == "point"
    return counted and piece.mantissa not in _YEARS


def _named_in(item: list[str]) -> str:
    """The last word of the name that an item is, behind short words: "celle de Mme Delorme", "l'Aveyron"."""
    if item and item[-1][1:2] in _APOSTROPHES and item[-1][0].islower() and item[-1][2:]:
        item = [*item[:-1], item[-1][0], item[-1][2:]]
    at = 0
    while at < len(item) and item[at].islower() and item[at].isalpha() and len(item[at]) <= _LONGEST_LINK:
        at += 1
    name = item[at:]
    if at > 2 or not 0 < len(name) <= _MOST_WORDS or not all(word[0].isupper() for word in name):
        return ""
    return name[-1]


def _ends_item(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    found = _BEHIND.match(text, piece.end)
    if found is None:
        return False
    mark = found.group().strip()
    return not mark.isalpha() or mark.lower() in lexicon.joiners


def _has_name(text: str, previous: Piece, lexicon: Lexicon) -> bool:
    """Whether the clause before `previous` names whose number it is."""
    clause = _BREAKS.split(text[max(0, previous.start - _LONGEST_CLAUSE) : previous.start])[-1]
    stop = lexicon.counting["stop"]
    return any(word[0].isupper() and word.lower() not in stop for word in clause.split())
