"""Decimals parted from their comma by a space that slipped in: "18, 2 milliards"."""

from __future__ import annotations

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing

# Only before a scale of this power does a space behind a comma pass for a slip.
_SMALLEST_SLIPPED = 6


def has_slipped(text: str, piece: Piece, following: Piece, lexicon: Lexicon, joined: list[Piece]) -> bool:
    """Whether a space slipped behind the decimal comma: "18, 2 milliards"; "5, 6 milliards" is five or six."""
    digits = piece.writing is Writing.DIGITS and following.writing is Writing.DIGITS
    if lexicon.decimal != "," or not digits or following.scale < _SMALLEST_SLIPPED or not piece.bare:
        return False
    if piece.decimals or following.decimals or piece.mantissa > 999 or following.high is not None:
        return False
    if following.number_end - following.start < 3 or not text[following.start + 1].isspace():
        return False
    listed = len(joined) > 1 and 0 <= piece.start - joined[-2].end < 3
    return (
        text[piece.end : following.start] in (", ", ",\u00a0")
        and following.mantissa != piece.mantissa + 1
        and not listed
    )


def mend_slipped(piece: Piece, following: Piece) -> bool:
    """Take the decimals of `following` in; always true."""
    piece.mantissa, piece.decimals, piece.scale = piece.mantissa * 10 + following.mantissa, 1, following.scale
    piece.unit, piece.per = following.unit, following.per
    piece.end, piece.number_end = following.end, following.number_end
    return True
