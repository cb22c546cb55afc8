"""Numbers that count nothing but the text itself: items of lists, and references to notes."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.extraction.piece import Piece, Writing

_LARGEST_ITEM = 99
_LARGEST_NOTE = 999
_FAR = 400
_NOTE = re.compile(r"^[ \u00a0]{0,4}\(([0-9]{1,2})\)[ \u00a0]{1,3}[^\W\d_]", re.MULTILINE)
_BEFORE_ITEM = frozenset("\n,;:•■–—")


def is_numbering(text: str, piece: Piece) -> bool:
    """Whether the bare number `piece` is "[12]", "(2)" before the words of an item, or "3." at the start of a line."""
    if piece.writing is not Writing.DIGITS or piece.decimals or piece.negative or piece.mantissa > _LARGEST_NOTE:
        return False
    start, end = piece.start, piece.end
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "[" and after == "]":
        return True
    if piece.mantissa > _LARGEST_ITEM:
        return False
    if before == "(" and after == ")":
        if start > 1 and (text[start - 2] in ")%" or text[start - 2].isalnum()):
            # a note: "1 240(1)(2)", "Ventes(1)"
            return True
        if piece.mantissa in _notes(text):
            return True
        opens = _opens_item(text, start - 1) or _is_in_order(text, piece)
        return opens and _leads_to_words(text, end + 1)
    return after in (".", ")") and after != "" and (start == 0 or before == "\n") and _leads_to_words(text, end + 1)


@lru_cache(maxsize=1)
def _notes(text: str) -> frozenset[int]:
    """The numbers in brackets that open a line of `text`, as notes and items do; brackets elsewhere refer to them."""
    return frozenset(int(match[1]) for match in _NOTE.finditer(text))


def _opens_item(text: str, at: int) -> bool:
    """Whether an item may begin at `at`: at the start of a line, or behind a mark."""
    if at == 0:
        return True
    lead = text[max(0, at - 4) : at].rstrip(" \u00a0\t")
    return not lead or lead[-1] in _BEFORE_ITEM or (lead[-1] == "." and text[at - 1] == " ")


def _is_in_order(text: str, piece: Piece) -> bool:
    """Whether the items go on from the first: "will (1) cut, (2) add"; "women (5) and men (6)" are counts."""
    if piece.mantissa == 1:
        return text.find("(2)", piece.end, piece.end + _FAR) >= 0
    before = f"({piece.mantissa - 1})"
    last = text.rfind(before, max(0, piece.start - _FAR), piece.start)
    return last >= 0 and text.rfind("(1)", max(0, piece.start - _FAR * piece.mantissa), last + len(before)) >= 0


def _leads_to_words(text: str, at: int) -> bool:
    return text[at : at + 1] in (" ", "\u00a0", "\t", "(") and not text[at + 1 : at + 2].isdecimal()
