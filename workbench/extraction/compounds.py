"""Measures said in two or three units: "5 ft 10 in", "2 h 30 min", "1 lb 4 oz", "two years and six months"."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.surroundings import Behind
from workbench.extraction.unit_words import Unit
from workbench.resource_files import load_toml

_INCHES = re.compile(r"[\"″”“]|''|’’|[ \u00a0]?in(?![\w])")
_MINUTES = re.compile(r"[ \u00a0\u202f]?[hH][ \u00a0\u202f]?([0-5][0-9])(?![0-9])")
_NAMED_MINUTES = re.compile(r"[ \u00a0\u202f]?(?:min|mn|m(?!\w))")
# A sign for minutes with seconds behind it, a sign for seconds with their hundredths.
_RACE = re.compile(r"(?:(['’′])([0-5]?[0-9]))?(?:[\"″”]|''|’’)([0-9]{1,3})(?![0-9])")
_CENTIMETERS = re.compile(
    r"[ \u00a0\u202f]?([0-9]{2})(?![0-9]|[.,][0-9]|[A-Za-z]|[ \u00a0\u202f]?(?:[%€$°]|[ckm]?m(?!\w)))"
)
_TALL = 10
_BACK = 2
# In a stone; British weights leave the word out: "11 stone 4".
_POUNDS = 14


@cache
def _smaller() -> dict[str, dict[str, int]]:
    """How many of each smaller unit make one of a unit, where a number may run on from one to the other."""
    table: dict[str, Any] = load_toml("units.toml")["compound"]
    return {unit: {part: int(times) for part, times in parts.items()} for unit, parts in table.items()}


def add_smaller_unit(text: str, piece: Piece, following: Piece, gap: str, lexicon: Lexicon) -> bool:
    """Join `following` to `piece` when it goes on with a smaller unit; the whole is told in that unit, exactly."""
    if piece.unit is None or piece.unit.money or piece.unit.name is None or piece.per is not None:
        return False
    parts = _smaller().get(piece.unit.name)
    if parts is None or piece.decimals or piece.scale or piece.ratio is not None or piece.high is not None:
        return False
    if following.ratio is not None or following.scale or following.high is not None or following.negative:
        return False
    if following.unit is None:
        return gap == "" and _add_bare(text, piece, following)
    times = parts.get(following.unit.name or "")
    if times is None or not (gap == "" or gap in lexicon.joiners) or following.value() >= times:
        return False
    if following.unit.name == "meter" and piece.unit.name == "hour":
        following.unit = Unit("minute")
    _add(piece, following, times)
    return True


def _add_bare(text: str, piece: Piece, following: Piece) -> bool:
    """The inches of 5'10" and 5 ft 10"; the minutes of "2 h 30"."""
    if piece.unit is None or following.writing is not Writing.DIGITS or following.decimals:
        return False
    inches = _INCHES.match(text, following.end)
    if piece.unit.name == "foot" and inches is not None and following.mantissa < 12:
        following.unit, following.end = Unit("inch"), inches.end()
        _add(piece, following, 12)
        return True
    if piece.unit.name == "stone" and following.mantissa < _POUNDS:
        following.unit = Unit("pound")
        _add(piece, following, _POUNDS)
        return True
    return False


def _add(piece: Piece, following: Piece, times: int) -> None:
    piece.mantissa = piece.mantissa * times * 10**following.decimals + following.mantissa
    piece.decimals = following.decimals
    piece.unit, piece.per = following.unit, following.per
    piece.end = piece.number_end = following.end


def is_mark_of_feet(text: str, piece: Piece) -> bool:
    """Whether the apostrophe behind `piece` is that of 5'10"."""
    if text[piece.end : piece.end + 1] not in ("'", "’", "′") or piece.decimals or piece.mantissa > 99:
        return False
    digits = re.compile(r".[ ]?(?:[0-9]|1[01])(?![0-9])").match(text, piece.end)
    return digits is not None and _INCHES.match(text, digits.end()) is not None


def read_marks_of_time(text: str, piece: Piece) -> bool:
    """Read the times of races into seconds: 1'45"30, 50"37; digits behind the inches make them no length."""
    time = _RACE.match(text, piece.end)
    if time is None or piece.decimals:
        return False
    seconds = piece.mantissa if time[2] is None else piece.mantissa * 60 + int(time[2])
    piece.mantissa, piece.decimals = seconds * 10 ** len(time[3]) + int(time[3]), len(time[3])
    piece.unit = Unit("second")
    piece.end = piece.number_end = time.end()
    return True


def read_centimeters(text: str, piece: Piece) -> None:
    """Two digits behind a few metres are centimetres: "1 m 93", "2m50"."""
    behind = _CENTIMETERS.match(text, piece.end)
    if behind is None or piece.decimals or piece.scale or not 0 < piece.mantissa < _TALL or piece.ratio is not None:
        return
    piece.mantissa, piece.decimals = piece.mantissa * 100 + int(behind[1]), 2
    piece.end = piece.number_end = behind.end()


def read_length(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether hours and minutes are how long something takes ("en 2 h 30"), and not a time of day; then read them."""
    clock = _MINUTES.match(text, piece.number_end)
    if clock is None or piece.decimals:
        return False
    tokens = Behind(text, piece.evidence, lexicon).tokens
    tokens = [token for token in tokens if token not in lexicon.grammar["adverbs"]][:_BACK]
    lasting = lexicon.not_claims["lasting"]
    named = _NAMED_MINUTES.match(text, clock.end()) is not None
    if (
        not named
        and lasting.isdisjoint(tokens[:1])
        and (len(tokens) < _BACK or tokens[0] not in lexicon.linking or tokens[1] not in lasting)
    ):
        return False
    piece.mantissa = piece.mantissa * 60 + int(clock[1])
    piece.unit = Unit("minute")
    piece.end = piece.number_end = clock.end()
    if named and (word := re.compile(r"[ \u00a0\u202f]?\w+").match(text, clock.end())) is not None:
        piece.end = piece.number_end = word.end()
    return True
