"""Numbers that are part of a name or an address, and count nothing: "article 12", "iPhone 14", "Section 427"."""

from __future__ import annotations

import re

from workbench.extraction.counting import counted_noun, says_what_they_do
from workbench.extraction.label_verbs import counts_all_the_same
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.numbering import is_numbering
from workbench.extraction.phrases import TOKEN
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.standings import is_item
from workbench.extraction.surroundings import Behind, ahead_of

_NUMERO = frozenset(("n", "no", "nº", "nr", "nos", "°"))
_LARGEST_NAME = 10_000
# A link, a number and its label: "page 3 of".
_SECOND = 3
_PLAIN_DIGITS = 4
_LARGEST_ORDINAL = 999
_ORDINAL = 24
_RAISED = frozenset("ºª°")
_DIALLED = 32
_GROUPS = "0123456789 \u00a0.-–/():"
_POSTCODE = 5
# "1012 AB Amsterdam"
_DUTCH = re.compile(r"[ \u00a0]?[A-Z]{2}[ \u00a0][A-Z]")
_ENDS = frozenset((",", ".", ";", ")", "\n", ""))
_STREET = 60
_INDEX_WORDS = 4
# "KL 1023", "RER B 5"
_LONGEST_SERIES = 3
_EDGES = frozenset(("", "\n", "\t"))
# "eine Zwölf": the last number with a noun of its own.
_LAST_DIGIT = 12
# The state of an American address before its code, and what may stand behind it: ", Missouri 64106."
_STATE = re.compile(r",[ \n][A-Z][A-Za-z.]{1,14}(?:[ ][A-Z][a-z]{2,12})?\Z")
_ZIP_END = re.compile(r"[–-][0-9]{4}(?![0-9])|[ ]?(?:[.,;:)]|\n|\Z)")
# A name in capitals or with one, and then the end of the address.
_TOWN = re.compile(
    r"[ \u00a0][A-ZÀ-Þ][\w'’.-]{1,30}(?: [A-ZÀ-Þ][\w'’-]{1,30}){0,3} ?(?:[0-9]{1,2} ?)?(?:[,;.)(–-]|\n|\Z)"
)


def is_name(text: str, piece: Piece, lexicon: Lexicon, behind: Behind, previous: Piece | None) -> bool:
    """Whether the bare number `piece` is the number of something rather than a number of things.

    `previous` is the number before, if it is one of things.
    """
    if _is_dialled(text, piece, lexicon) or _is_numbered(text, piece, lexicon):
        return True
    word = behind.tokens[0] if behind.tokens else ""
    if word == "." and len(behind.tokens) > 1:
        short = behind.tokens[1]
        word = short if short in _NUMERO or short in lexicon.abbreviated_labels else word
    if is_numbering(text, piece) or _goes_on_from_label(text, piece, lexicon, behind):
        return True
    if text[piece.start - 1 : piece.start] == "-" and not _NUMERO.isdisjoint(behind.tokens[1:2]):
        return True
    if len(behind.tokens) > 1 and _is_series(text, behind, lexicon):
        return True
    if word in _NUMERO or word in lexicon.not_claims["labels"] or (word and behind.tokens[0] == "." and word != "."):
        if word in lexicon.not_claims["labels"] and counts_all_the_same(text, piece, lexicon, behind):
            return False
        return lexicon.hedges_before.longest(behind.tokens) is None
    if text[piece.end : piece.end + 1] == "-" and _names_index(text, piece, lexicon):
        return True
    if _is_model(text, piece, lexicon) or _is_addressed(text, piece, lexicon) or _is_postcode(text, piece, lexicon):
        return True
    if piece.writing is Writing.FRACTION:
        following = ahead_of(text, piece, lexicon).tokens[:2]
        if len(following) > 1 and following[0] in lexicon.linking and following[1] in lexicon.grammar["not_parted"]:
            return True
        if not piece.weak or counted_noun(text, piece, lexicon) is None:
            return False
        first = ahead_of(text, piece, lexicon).tokens[0]
        return first not in lexicon.linking | lexicon.grammar["part_links"] | lexicon.comparing
    if piece.writing is Writing.WORDS:
        alone = text[piece.start : piece.end].lower()
        if alone in lexicon.grammar["missing"] and stands_alone(text, piece):
            return True
        if word in lexicon.grammar["nouns_of_digits"] and text[piece.start].isupper() and piece.mantissa <= _LAST_DIGIT:
            return True
        return alone in lexicon.grammar["needs_noun"] and counted_noun(text, piece, lexicon) is None
    if piece.writing is not Writing.DIGITS or piece.decimals or piece.negative or not word:
        return False
    start = piece.start - 1 - len(word)
    if piece.number_end - piece.start > _PLAIN_DIGITS:
        # "et l'Occitanie 5 300": grouped digits are no name.
        return False
    if start >= 0 and text[start].isupper() and piece.mantissa < _LARGEST_NAME and text[piece.start - 1] == " ":
        if not _is_inside_sentence(text, start):
            return False
        counted = counted_noun(text, piece, lexicon)
        if counted is not None:
            # "the R 5 came later", "la D 999 rouvre"
            return len(word) == 1 and says_what_they_do(counted[0], lexicon.code)
        return not (_are_several(text, piece, lexicon, behind) or is_item(text, previous, piece, lexicon))
    return False


def is_lettered_name(text: str, piece: Piece, lexicon: Lexicon, behind: Behind) -> bool:
    """Whether the letter or raised sign right behind the digits belongs to a name: "Rule 10b-5", "27B Baker Street",
    "art. 5º"."""
    last = text[piece.end - 1]
    if piece.writing in (Writing.TIMES, Writing.MULTIPLE):
        # the aircraft "777X"
        return last == "X" and text[piece.start : piece.end - 1] in lexicon.not_claims["models"]
    if piece.writing is not Writing.DIGITS or piece.end - piece.number_end > 1 or piece.end < 2:
        return False
    if not text[piece.end - 2].isdecimal() or not (last in _RAISED or (last.isalpha() and piece.unit is None)):
        return False
    word = behind.tokens[0] if behind.tokens else ""
    if word == "." and len(behind.tokens) > 1 and behind.tokens[1] in lexicon.abbreviated_labels:
        return True
    return word in lexicon.not_claims["labels"] or (last not in _RAISED and _is_addressed(text, piece, lexicon))


def _goes_on_from_label(text: str, piece: Piece, lexicon: Lexicon, behind: Behind) -> bool:
    """A further number of "page 3 of 12", "articles 4 et 7", "sections 12, 14 and 15"."""
    tokens = behind.tokens
    if len(tokens) < _SECOND or not tokens[1].isdecimal() or piece.writing is not Writing.DIGITS or piece.decimals:
        return False
    at = 0
    while at + 2 < len(tokens) and tokens[at + 1].isdecimal() and (tokens[at].isalpha() or tokens[at] == ","):
        at += 2
    labelled = at > 0 and tokens[at] in lexicon.not_claims["labels"]
    if not labelled or lexicon.hedges_before.longest(tokens) is not None:
        return False
    return tokens[at].endswith("s") or counted_noun(text, piece, lexicon) is None


def _is_series(text: str, behind: Behind, lexicon: Lexicon) -> bool:
    """Whether capitals before the number belong to what a label names ("vlucht KL 1023", "bundesstraße B 27"), or two
    words together are a label ("al km 23")."""
    first, second = behind.tokens[0], behind.tokens[1]
    if f"{second} {first}" in lexicon.not_claims["label_phrases"]:
        return True
    if len(first) > _LONGEST_SERIES or not first.isalpha() or second not in lexicon.not_claims["labels"]:
        return False
    start = behind.start(0)
    return text[start : start + len(first)].isupper()


def stands_alone(text: str, piece: Piece) -> bool:
    """Whether nothing else stands in its line or cell."""
    return text[piece.start - 1 : piece.start] in _EDGES and text[piece.end : piece.end + 1] in _EDGES


def _are_several(text: str, piece: Piece, lexicon: Lexicon, behind: Behind) -> bool:
    """Whether a name in the plural before the number says who has so many: "the Conservatives 121 and the Greens 4"."""
    if not behind.tokens[0].endswith("s") or lexicon.counting["definite"].isdisjoint(behind.tokens[1:3]):
        return False
    following = ahead_of(text, piece, lexicon).tokens[:1]
    return text[piece.end : piece.end + 1] in _ENDS or not lexicon.joiners.isdisjoint(following)


def _names_index(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """ "the 30-share index", "the 225-issue Nikkei": how many shares an index holds is its name; "a six-figure sum"."""
    ahead = ahead_of(text, piece, lexicon)
    following = ahead.tokens[:_INDEX_WORDS]
    if not following or following[0] not in lexicon.not_claims["components"]:
        return bool(following) and following[0] in lexicon.not_claims["orders"]
    named = len(following) > 1 and text[ahead.span(1)[0]].isupper()
    return named or not lexicon.not_claims["indices"].isdisjoint(following[1:])


def _is_model(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether it is a type of aircraft: "737 MAX", "787 jets"."""
    models = lexicon.not_claims["models"]
    if piece.writing is not Writing.DIGITS or text[piece.start : piece.number_end] not in models:
        return False
    ahead = ahead_of(text, piece, lexicon)
    return bool(ahead.tokens) and (ahead.tokens[0] in models or text[ahead.span(0)[0]].isupper())


def _is_addressed(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether the words behind make it a street number or a time: "12, rue X", "9 E 71st St", "5 o'clock"."""
    after, ways = lexicon.not_claims["after"], lexicon.not_claims["ways"]
    ahead = ahead_of(text, piece, lexicon)
    following = ahead.tokens[:4]
    if not following:
        return False
    if following[0] in after:
        return lexicon.han is not None or text[piece.end : piece.end + 1] == " "
    if piece.writing is not Writing.DIGITS or piece.decimals:
        return False
    if following[0] == "," and following[1:2] and following[1] in after and text[piece.end : piece.end + 1] == ",":
        return True
    if ways.isdisjoint(following):
        return False
    for index, token in enumerate(following):
        first = text[ahead.span(index)[0]]
        if not (first.isupper() or first.isdecimal() or first == "."):
            return False
        if token in ways:
            return True
    return False


def _is_dialled(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether the number is a group of a telephone number: "teléfono 91 123 45 67"."""
    phones = lexicon.not_claims["phones"]
    if not phones or piece.writing is not Writing.DIGITS:
        return False
    before = text[max(0, piece.start - _DIALLED) : piece.start].rstrip(_GROUPS)
    return before.lower().endswith(tuple(phones))


def _is_numbered(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether a stop makes it an ordinal: "in der 89. Minute", "3.º andar"."""
    following = text[piece.end : piece.end + 2]
    if piece.decimals or piece.writing is not Writing.DIGITS or following[:1] != ".":
        return False
    if following[1:] in lexicon.grammar["ordinal_suffixes"] and following[1:] in _RAISED:
        return True
    if not lexicon.after_ordinals or piece.mantissa > _LARGEST_ORDINAL or following[1:] != " ":
        return False
    return not lexicon.after_ordinals.isdisjoint(TOKEN.findall(text[piece.end : piece.end + _ORDINAL].lower())[1:2])


def _is_postcode(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether five digits stand before the name of a town, at the beginning of a line or behind a street."""
    if piece.writing is not Writing.DIGITS or piece.decimals:
        return False
    if piece.number_end - piece.start == _POSTCODE - 1 and _DUTCH.match(text, piece.end) is not None:
        return _names_street(TOKEN.findall(text[max(0, piece.start - _STREET) : piece.start].lower()), lexicon)
    if piece.number_end - piece.start != _POSTCODE:
        return False
    if not text[piece.start : piece.end].isdecimal():
        return False
    before = text[max(0, piece.start - _STREET) : piece.start].rstrip(" \u00a0")
    if _STATE.search(before) is not None and _ZIP_END.match(text, piece.end) is not None:
        return True
    if _TOWN.match(text, piece.end) is None:
        return False
    if not before or before[-1] in "\n(–-":
        return True
    before = before[max(before.rfind(mark) for mark in (". ", "\n", "? ", "! ")) + 1 :]
    words = TOKEN.findall(before.lower())
    return not lexicon.not_claims["streets"].isdisjoint(words) or _names_street(words, lexicon)


def _names_street(words: list[str], lexicon: Lexicon) -> bool:
    """ "Hauptstraße", "Hoofdstraat": one word with its kind at the end."""
    endings = tuple(lexicon.not_claims["street_endings"])
    return bool(endings) and any(word.endswith(endings) for word in words)


def _is_inside_sentence(text: str, start: int) -> bool:
    """Whether a capital at `start` is that of a name and not of a sentence."""
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return bool(before) and before[-1] not in '.!?:\n«"“(-–—'
