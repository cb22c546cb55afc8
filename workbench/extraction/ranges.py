"""Numbers that belong together: ranges, and lists whose last member carries the scale and unit of all."""

from __future__ import annotations

from workbench.extraction.hedging import Behind
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece

_DASHES = frozenset(("-", "–", "—", "‑", "−", "~", "～"))
_SPACES = " \u00a0\u2009\u202f"
_LONGEST_GAP = 14


def join(text: str, pieces: list[Piece], lexicon: Lexicon) -> list[Piece]:
    """The pieces with ranges joined into one and shared scales and units handed back."""
    openers, joiners = lexicon.ranges["openers"], lexicon.ranges["joiners"]
    connectors, lists = lexicon.ranges["connectors"], lexicon.ranges["lists"]
    joined: list[Piece] = []
    skip = False
    for index, piece in enumerate(pieces):
        if skip:
            skip = False
            continue
        joined.append(piece)
        if index + 1 >= len(pieces):
            break
        following = pieces[index + 1]
        if following.start - piece.end > _LONGEST_GAP or following.start < piece.end:
            continue
        gap = text[piece.end : following.start].strip(_SPACES).lower()
        if gap in _DASHES:
            if _may_dash(text, piece, following):
                _make_range(piece, following)
                skip = True
        elif gap in connectors:
            behind = Behind(text, piece.evidence)
            if not _is_change(behind, lexicon):
                if behind.tokens[:1] and behind.tokens[0] in lexicon.ranges["starters"]:
                    piece.evidence = behind.starts[0]
                if _comparable(piece, following):
                    _make_range(piece, following)
                    skip = True
            else:
                _share(piece, following)
        elif gap in joiners or gap in lists:
            behind = Behind(text, piece.evidence)
            if gap in joiners and behind.tokens[:1] and behind.tokens[0] in openers:
                if _comparable(piece, following):
                    piece.evidence = behind.starts[0]
                    _make_range(piece, following)
                    skip = True
            else:
                _share(piece, following)
    for index in range(len(joined) - 2, -1, -1):
        piece, following = joined[index], joined[index + 1]
        if piece.bare and piece.high is None and following.high is None:
            gap = text[piece.end : following.start].strip(_SPACES).lower()
            if gap in lists or gap in joiners:
                _share(piece, following)
    return joined


def _is_change(behind: Behind, lexicon: Lexicon) -> bool:
    """Whether "from 10 to 15" tells of a change: a verb of change stands a few words before it."""
    changes = lexicon.ranges["changes"]
    if not behind.tokens or behind.tokens[0] not in lexicon.ranges["starters"]:
        return False
    for token in behind.tokens[:8]:
        if token in (".", ";", ":"):
            return False
        if token in changes:
            return True
    return False


def _comparable(low: Piece, high: Piece) -> bool:
    return low.unit is None or high.unit is None or low.unit.name == high.unit.name


def _may_dash(text: str, low: Piece, high: Piece) -> bool:
    if not _comparable(low, high) or low.writing is not high.writing:
        return False
    before, after = low.value(), high.value()
    if low.unit is None and low.scale == 0:
        before = before.scaleb(high.scale)
        if before > after and low.value() < after:
            before = low.value()
    return before < after


def _make_range(low: Piece, high: Piece) -> None:
    _share(low, high)
    if high.unit is None and low.unit is not None:
        high.unit = low.unit
    low.high = high
    low.end = high.end
    low.per = high.per


def _share(low: Piece, high: Piece) -> None:
    """Hand the scale and unit of `high` back to `low`, which has none of its own."""
    if low.scale == 0 and high.scale and low.ratio is None and (low.unit is None or low.unit == high.unit or high.unit is None):
        if low.value() < 1000 and (low.unit is None or low.value() <= high.value().scaleb(-high.scale)):
            low.scale = high.scale
    if low.unit is None and high.unit is not None:
        low.unit = high.unit
