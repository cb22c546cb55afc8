"""What stands right before a number: a currency mark and a sign, or letters that make it part of a name."""

from __future__ import annotations

import re

from workbench.extraction.lexicon import Lexicon, Unit
from workbench.extraction.piece import Piece

_SPACES = " \u00a0\u2009\u202f"
_MARK = re.compile(r"(?:[A-Za-z.]{0,4}[$€£¥￥₹₽₩₺₫₪฿＄￡][A-Z]{0,3}|[A-Za-z]{2,4}\.?)$")
_MINUS = frozenset("-−–‐‑﹣－")
_OPENING = frozenset(" \u00a0\u2009\u202f\n\t([{«\"“'’:;,/=|\u2002\u2003")
_REACH = 9
_GLUED_SYMBOLS = frozenset("$€£¥￥₹₽₩₺₫₪฿＄￡<>≤≥~≈±+=(")


def read_mark(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Take the currency mark and sign before `piece` into it; false when it is glued to a name ("G20", "COVID-19")."""
    start = piece.start
    if start == 0:
        return True
    before = text[start - 1]
    if before in _MINUS or before == "+":
        return _read_sign(text, piece)
    spaced = before in _SPACES
    at = start - 1 if spaced else start
    if at == 0:
        return True
    last = text[at - 1]
    if last.isalpha() or last in _GLUED_SYMBOLS or last == ".":
        mark = _MARK.search(text, max(0, at - _REACH), at)
        if mark is not None:
            if _take_currency(text, piece, lexicon, mark.group(), at, spaced):
                return True
    return spaced or not (last.isalpha() or last in "_#@")


def _take_currency(text: str, piece: Piece, lexicon: Lexicon, mark: str, at: int, spaced: bool) -> bool:
    for length in range(len(mark), 0, -1):
        written = mark[-length:]
        currency = lexicon.prefixes.get(written)
        if currency is None:
            continue
        start = at - length
        if start > 0 and text[start - 1].isalpha() and not (text[start - 1].islower() and False):
            return False
        piece.start = piece.evidence = start
        piece.unit = Unit(currency, money=True)
        if start > 0 and text[start - 1] in "-−–+":
            _read_sign(text, piece)
        return True
    return False


def _read_sign(text: str, piece: Piece) -> bool:
    """A sign counts when nothing it could join stands before it; "COVID-19" is a name, "57 %-43 %" a list."""
    at = piece.start - 1
    sign = text[at]
    before = text[at - 1] if at else " "
    if before in _OPENING or sign == "+":
        piece.negative = sign != "+"
        piece.start = piece.evidence = at
        return True
    return not before.isalpha()
