"""What a number counts: the noun behind it."""

from __future__ import annotations

from workbench.extraction.compound_words import WordClass
from workbench.extraction.lexicon import Lexicon, lexicon_for
from workbench.extraction.piece import Piece
from workbench.extraction.surroundings import Ahead, ahead_of

_SPACES = " \u00a0\u2009\u202f-"
_LONGEST = 4
_NUMERALS = frozenset((WordClass.TEEN, WordClass.TEN, WordClass.HUNDRED))
_NO_WORD = (WordClass.FRACTION, 0)


def counted_noun(text: str, piece: Piece, lexicon: Lexicon) -> tuple[str, int] | None:
    """The noun phrase that `piece` counts ("personnes", "grands projets") and where it ends."""
    if lexicon.han is not None:
        return _behind_classifier(text, piece, lexicon)
    if text[piece.end : piece.end + 1] not in _SPACES or piece.end >= len(text):
        return None
    ahead = ahead_of(text, piece, lexicon)
    tokens, words = ahead.tokens, lexicon.counting
    at = 0
    if at < len(tokens) and tokens[at] in words["linking"] and (piece.scale or piece.writing > 2):
        at += 1
    first = at
    while at < len(tokens) and tokens[at] in words["before"]:
        at += 1
    if at >= len(tokens) or not tokens[at].isalpha() or tokens[at] in words["stop"]:
        return None
    if lexicon.words.get(tokens[at], _NO_WORD)[0] in _NUMERALS:
        # "805 000 douze mois plus tôt"
        return None
    if words["adjective_endings"]:
        at = _behind_adjectives(text, tokens, at, lexicon, ahead)
    if not words["before"]:
        at = _head(tokens, at, lexicon, text, ahead)
    noun = text[ahead.span(first)[0] : ahead.end(at)]
    return (noun, ahead.end(at)) if "\n" not in noun else None


def says_what_they_do(counted: str, language: str) -> bool:
    """Whether the words behind a number of several are a verb and nothing counted: "683 venaient", "45 tested"."""
    lexicon = lexicon_for(language)
    words = lexicon.counting
    first, _, rest = counted.lower().partition(" ")
    if first in words["verbs"] or (words["spelled"] and counted.islower()):
        return True
    if rest:
        return False
    if first.endswith(lexicon.singular_endings):
        return True
    return bool(words["participles"]) and first.endswith("ed") and first not in words["participles"]


def _behind_adjectives(text: str, tokens: list[str], at: int, lexicon: Lexicon, ahead: Ahead) -> int:
    """Past the adjectives that end like "ausländische Gäste", "buitenlandse toeristen"; German nouns have a capital."""
    endings, stop = tuple(lexicon.counting["adjective_endings"]), lexicon.counting["stop"]
    first = at
    while at + 1 < len(tokens) and at - first < _LONGEST and tokens[at].endswith(endings):
        if not tokens[at + 1].isalpha() or tokens[at + 1] in stop or text[ahead.span(at)[0]].isupper():
            break
        at += 1
    return at


def _head(tokens: list[str], at: int, lexicon: Lexicon, text: str, ahead: Ahead) -> int:
    """Where adjectives stand before the noun: the first plural of the words up to the next function word."""
    stop = lexicon.counting["stop"]
    for index in range(at, min(at + _LONGEST, len(tokens))):
        if not tokens[index].isalpha() or tokens[index] in stop:
            break
        if index > at and text[ahead.end(index - 1) : ahead.span(index)[0]] not in (" ", "-", "\u00a0"):
            break
        if tokens[index].endswith("s") or tokens[index] in lexicon.counting.get("plurals", ()):
            return index
    return at


def _behind_classifier(text: str, piece: Piece, lexicon: Lexicon) -> tuple[str, int] | None:
    """Chinese counts with a measure word before the noun: 11名院士, 50多个国家."""
    tokens = ahead_of(text, piece, lexicon).tokens
    at = piece.end
    if tokens and tokens[0] in lexicon.infix_over:
        tokens, at = tokens[1:], at + 1
    if not tokens or tokens[0] not in lexicon.counting["classifiers"]:
        return None
    end = start = at + 1
    while end < len(text) and end - start < _LONGEST and "\u3400" <= text[end] < "\ua000":
        if text[end] in lexicon.counting["stop"]:
            break
        end += 1
    return (text[start:end], end) if end > start else (text[at:start], start)
