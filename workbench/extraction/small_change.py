"""Cents behind an amount: "15 dollars and 15 cents", "15 euros 50", 五元三角."""

from __future__ import annotations

import re

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing

_ENDS = re.compile(r"[.!?]?(?:\s*\Z|\s*\n|[.!?] )")


def add_cents(text: str, piece: Piece, following: Piece, gap: str, lexicon: Lexicon) -> bool:
    """ "15 dollars and 15 cents", "15 euros 50", "only 15 dollars and 15."."""
    if piece.scale or following.decimals or following.scale or following.mantissa >= 100:
        return False
    if lexicon.han is not None and following.bare and (gap == "" or gap in lexicon.joiners):
        return _add_small_change(text, piece, following, lexicon)
    if piece.decimals:
        return False
    cents = following.unit is not None and following.unit.name in ("cent", "penny")
    joined = gap == "" or gap in lexicon.grammar["part_joiners"]
    last = gap in lexicon.joiners and _ENDS.match(text, following.end) is not None
    bare = following.bare and (joined or last) and piece.end > piece.number_end and following.mantissa >= 10
    if not (cents and (gap in lexicon.joiners or gap in lexicon.grammar["part_joiners"] or gap == "")) and not (
        bare and piece.ratio is None
    ):
        return False
    if bare and not cents and following.writing is not Writing.DIGITS:
        return False
    piece.mantissa, piece.decimals = piece.mantissa * 100 + following.mantissa, 2
    piece.end = following.end
    return True


def _add_small_change(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "五元三角五分": tenths and hundredths of a unit of money have characters of their own."""
    behind = text[following.end : following.end + 1]
    places = 1 if behind in lexicon.grammar["tenths_of_money"] else 2
    if not behind or following.mantissa >= 10**places or piece.decimals >= places or piece.ratio is not None:
        return False
    if places == 2 and behind not in lexicon.grammar["hundredths_of_money"]:
        return False
    piece.mantissa = piece.mantissa * 10 ** (places - piece.decimals) + following.mantissa
    piece.decimals = places
    piece.end = following.end + 1
    return True
