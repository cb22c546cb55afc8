"""Times of day, which are no numbers of hours: "18 h 30", "à 15h", "de 9 h à 17 h", "om 14.30 uur"."""

from __future__ import annotations

import re

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece
from workbench.extraction.surroundings import Ahead, Behind, ahead_of

# How far behind a time another may stand: "entre 10 h et 12 h".
_NEXT_TIME = 6
_DAY = 24
_MINUTES = 2
_HOUR = 60
# Hours and minutes with a point between: "8.30".
_POINTED = re.compile(r"(?:[01]?[0-9]|2[0-4])\.[0-5][05](?![0-9]|[.,][0-9])")
_POINTED_BEFORE = re.compile(r"(?<![0-9.,])(?:[01]?[0-9]|2[0-4])\.[0-5][05] [^\W\d_]{1,6} \Z")
_REACH = 16
# Nothing opens so early: "de 2 h à 3 h" is a length.
_EARLIEST = 6
# A time of day: 18 h 30, 9h05.
_CLOCK = re.compile(r"[ \u00a0\u202f]?[hH][ \u00a0\u202f]?[0-5][0-9](?![0-9])")
# The time something goes on until: "9 h à 17 h 30", "9h-17h".
_UNTIL = re.compile(
    r"[ \u00a0\u202f]?([^\W\d_]{1,4}|[-–])[ \u00a0\u202f]?([0-9]{1,2})[ \u00a0\u202f]?[hH](?![^\W\d_])"
    r"(?:[ \u00a0\u202f]?([0-5][0-9])(?![0-9]))?"
)


def clock_end(text: str, piece: Piece, lexicon: Lexicon, last: int) -> int:
    """Where a time of day that begins with `piece` ends ("18 h 30", "à 15h"); 0 when it is a length of time."""
    clock = _CLOCK.match(text, piece.number_end)
    if clock is not None:
        return clock.end()
    hour = piece.mantissa <= _DAY and not piece.decimals and piece.ratio is None
    if hour and _strikes(text, piece, lexicon):
        return piece.end
    short = text[piece.end - 1] in "hH" and hour
    if short and _opens(text, piece, lexicon):
        return piece.end
    if short and (0 < piece.start - last < _NEXT_TIME or _leads_to_time(text, piece, lexicon)):
        return piece.end
    return 0


def _opens(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """ "de 9 h à 17 h 30" are times of day, "de 2 h à 3 h" and "8 h à 10 h de route" lengths."""
    until = _UNTIL.match(text, piece.end)
    leads = lexicon.ranges["connectors"] | lexicon.not_claims["clock"]
    if until is None or not (until[1] in "-–" or until[1] in leads):
        return False
    if until[3] is not None:
        return True
    later = piece.mantissa >= _EARLIEST and piece.mantissa < int(until[2]) <= _DAY
    return later and lexicon.linking.isdisjoint(Ahead(text, until.end(), lexicon).tokens[:1])


def goes_on_from(text: str, end: int, start: int, lexicon: Lexicon) -> bool:
    """Whether only "to" stands between a length in hours that ends at `end` and `start`: "2 h à 3 h"."""
    return 0 < end < start < end + _NEXT_TIME and text[end:start].strip() in lexicon.ranges["connectors"]


def _strikes(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """ "à 18 heures" is a time of day; "limité à 8 heures", "à 8 heures de route" are lengths."""
    words = lexicon.not_claims
    tokens = Behind(text, piece.evidence, lexicon).tokens[:2]
    if not tokens or tokens[0] not in words["strikes"] or not words["limits"].isdisjoint(tokens[1:]):
        return False
    if tokens[1:] and (tokens[1][0].isdigit() or tokens[1] in lexicon.ranges["changes"]):
        return False
    following = ahead_of(text, piece, lexicon).tokens[:1]
    return lexicon.linking.isdisjoint(following) and words["limits"].isdisjoint(following)


def _leads_to_time(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    tokens = Behind(text, piece.evidence, lexicon).tokens
    return bool(tokens) and tokens[0] in lexicon.not_claims["clock"]


def is_clock(text: str, piece: Piece, lexicon: Lexicon, behind: Behind) -> bool:
    """Whether it is a time of day: "a las 14.30 horas", "om 14.30 uur", "de 9.00 a 17.30", "dalle 9 alle 17.30"."""
    if piece.scale or piece.negative or (piece.unit is not None and piece.unit.name != "hour"):
        return False
    if piece.high is not None:
        return piece.decimals == _MINUTES and _are_times(text, piece, lexicon)
    led = bool(behind.tokens) and behind.tokens[0] in lexicon.not_claims["clock"]
    if not led:
        return False
    if piece.decimals:
        return piece.decimals == _MINUTES and piece.mantissa < _DAY * 100 + 100 and piece.mantissa % 100 < _HOUR
    if not piece.bare or piece.mantissa > _DAY or lexicon.decimal != ",":
        return False
    following = ahead_of(text, piece, lexicon).tokens[:2]
    until = len(following) > 1 and following[0] in lexicon.not_claims["clock"] and following[1].isdecimal()
    return until or _POINTED_BEFORE.search(text, max(0, piece.start - _REACH), piece.start) is not None


def _are_times(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether both ends of a range are hours and minutes written with a point, where decimals have a comma."""
    if lexicon.decimal != "," or piece.high is None or _POINTED.match(text, piece.start) is None:
        return False
    high = piece.high
    if high.decimals:
        return _POINTED.match(text, high.start) is not None
    return high.unit is not None and high.unit.name == "hour" and high.mantissa <= _DAY
