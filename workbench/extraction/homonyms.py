"""Unit words with two meanings, told apart by the words around them: pounds of weight or money, points of what."""

from __future__ import annotations

import re

from workbench.extraction.counting import counted_noun
from workbench.extraction.currencies import SharedNames
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.phrases import TOKEN
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.surroundings import Behind, ahead_of, tokens_of
from workbench.extraction.unit_words import Unit

_NEAR = 120
# What is reckoned in thousands of millions is money.
_LARGE = 9
_SCALE = 12
_NAMED = 24
# An amount of money with its scale: "£10m".
_AMOUNT = re.compile(r"[$€£¥][0-9][0-9.,]{0,12}([a-z]{1,2})(?![a-z])")
_AMOUNTS_NEAR = 300
# The lower end of a range of money: "CHF5-10m".
_PRICED_RANGE = re.compile(r"(?:[$€£¥]|(?<![A-Za-z])[A-Z]{3}) ?[0-9][0-9.,]{0,9} ?[-–—] ?[$€£¥]?\Z")
_LEAD = 24
_BESIDE = 60


def settle_unit(text: str, piece: Piece, lexicon: Lexicon, shared: SharedNames) -> None:
    """Take the unit from `piece` where its name means a thing that is counted ("12 bars", "points de vente"), or give
    it the money that the name means here ("livres")."""
    name = piece.unit.name if piece.unit is not None else None
    if name is None or piece.end <= piece.number_end or name not in lexicon.unsettled:
        return
    words = lexicon.homonyms.get(name, {})
    named = TOKEN.findall(text[piece.end : piece.end + _NAMED].lower())
    counted = words.get("counted_near")
    if counted is not None and not counted.isdisjoint(
        TOKEN.findall(text[max(0, piece.start - _BESIDE) : piece.end + _BESIDE].lower())
    ):
        # "awarded 1,860 degrees"
        _count(piece)
        return
    places = words.get("places", frozenset())
    if named and (named[0] in places or (named[0] in words.get("of", ()) and named[1:2] and named[1] in places)):
        _count(piece)
        return
    written = text[piece.number_end : piece.end].split()[-1].lower().lstrip("-")
    if written in words.get("guarded", ()) and piece.scale < _LARGE and not shared.speaks_of(words["needs"]):
        _count(piece)
        return
    if "money" in words:
        _settle_pounds(text, piece, words)


def _count(piece: Piece) -> None:
    piece.unit = piece.per = None
    piece.end = piece.number_end


def _settle_pounds(text: str, piece: Piece, words: dict[str, frozenset[str]]) -> None:
    """Weight, money or books: the nearest words that tell decide, and without any the size does."""
    around = set(TOKEN.findall(text[max(0, piece.start - _NEAR) : piece.end + _NEAR].lower()))
    if not words["books"].isdisjoint(around):
        _count(piece)
    elif not words["money"].isdisjoint(around) or (piece.scale >= _LARGE and words["weight"].isdisjoint(around)):
        piece.unit = Unit("GBP", money=True)


def is_weight(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether "pounds" here are a weight."""
    words = lexicon.homonyms.get("pound")
    if words is None or "written" not in words:
        return False
    if text[piece.number_end : piece.end].lower().strip(" -\u00a0") not in words["written"]:
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
        if unit != "counted_near" and before.endswith(tuple(words)):
            return unit
    return "degree"


def are_percentage_points(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether plain "points" are percentage points: rates are spoken of nearby, and no index or score is."""
    words = lexicon.homonyms.get("point")
    if words is None:
        return False
    around = tokens_of(text[max(0, piece.start - _NEAR) : piece.end + _NEAR])
    return not words["around"].isdisjoint(around) and words["against"].isdisjoint(around)


def counts_many(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether the "m" of "10m" is a million and no metre: it counts things, or amounts nearby are written so."""
    if _PRICED_RANGE.search(text, max(0, piece.start - _LEAD), piece.start) is not None:
        return True
    million = lexicon.homonyms.get("m")
    following = ahead_of(text, piece, lexicon).tokens[:1]
    if million is None or not million["metres"].isdisjoint(following):
        return million is None
    if not million["compared"].isdisjoint(following):
        return True
    beside = TOKEN.findall(text[max(0, piece.start - _LEAD) : piece.end + _LEAD].lower())
    if not million["lengths"].isdisjoint(beside):
        return False
    counted = counted_noun(text, piece, lexicon)
    if counted is not None and (counted[0].endswith("s") or counted[0].lower() in lexicon.counting["plurals"]):
        return True
    if not million["around"].isdisjoint(
        TOKEN.findall(text[max(0, piece.start - _BESIDE) : piece.end + _BESIDE].lower())
    ):
        return True
    amounts = _AMOUNT.finditer(text, max(0, piece.start - _AMOUNTS_NEAR), piece.end + _AMOUNTS_NEAR)
    return any(match[1] in lexicon.abbreviations for match in amounts)


def counts_millions(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether money, or what is counted in millions, follows an "m" set apart that ends at `at`: "4 m people"."""
    million = lexicon.homonyms.get("m")
    if million is None:
        return False
    tokens = TOKEN.findall(text[at : at + _NAMED])[:2]
    if not tokens:
        return False
    named = lexicon.names.longest(tuple(token.lower() for token in tokens))
    money = tokens[0] in lexicon.prefixes or (named is not None and named[1].money)
    return money or tokens[0].lower() in million["counted"]


def is_verb(text: str, piece: Piece, symbol: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the letters of a unit that are also a word are a verb: "uno su otto ha atteso", "il volo 610 ha 174
    posti"."""
    if len(symbol[2]) == 1:
        return False
    behind = Behind(text, piece.evidence, lexicon).tokens
    whole = any(tuple(behind[len(phrase) - 1 :: -1]) == phrase for phrase in lexicon.out_of if behind)
    return whole or piece.writing is Writing.WORDS or text[symbol.end() : symbol.end() + 2].strip().isdecimal()
