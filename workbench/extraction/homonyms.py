"""Unit words with two meanings, told apart by the words around them: pounds of weight or money, points of what."""

from __future__ import annotations

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.phrases import TOKEN
from workbench.extraction.piece import Piece

_NEAR = 120
_SCALE = 12
_NAMED = 24


def is_weight(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether "pounds" here are a weight."""
    written = text[piece.number_end : piece.end].lower()
    words = lexicon.homonyms.get("pound")
    if words is None or written.strip(" -\u00a0") not in words["written"]:
        return False
    following = TOKEN.findall(text[piece.end : piece.end + 12].lower())
    if following[:1] and following[0] in words["following"]:
        return True
    around = TOKEN.findall(text[max(0, piece.start - _NEAR // 2) : piece.end + _NEAR // 2].lower())
    return not words["around"].isdisjoint(around)


def degrees_of(text: str, piece: Piece, lexicon: Lexicon) -> str:
    """Which scale the plain degrees of `piece` are of, when it is named right before: "华氏温度98.6度"."""
    before = text[max(0, piece.evidence - _SCALE) : piece.evidence].rstrip()
    for unit, words in lexicon.homonyms.get("degree", {}).items():
        if before.endswith(tuple(words)):
            return unit
    return "degree"


def are_percentage_points(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether plain "points" are percentage points: rates are spoken of nearby, and no index or score is."""
    words = lexicon.homonyms.get("point")
    if words is None:
        return False
    named = TOKEN.findall(text[piece.end : piece.end + _NAMED].lower())
    if len(named) > 1 and named[1] in words.get("places", ()):
        return False
    near = text[max(0, piece.start - _NEAR) : piece.end + _NEAR].lower()
    around = set(TOKEN.findall(near))
    return not words["around"].isdisjoint(around) and words["against"].isdisjoint(around)
