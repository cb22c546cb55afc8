"""What the last of several numbers carries for all: the scale and unit of lists, sides, parts and compared levels."""

from __future__ import annotations

from itertools import pairwise

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece
from workbench.extraction.surroundings import Behind

EDGES = " \u00a0\u2009\u202f"
LONGEST_GAP = 24
_CROSSES = frozenset("x×")
# Indices stand higher than rates and scores.
_SMALLEST_INDEX = 100
# Two levels of the same thing differ by no more than this.
_ALIKE = 5
_MILLIONS = 6
# A level that leaves out its scale is no further from the one told in full.
_NEARLY_ALIKE, _HUNDREDS = 3, 100
_PERCENT = frozenset(("%", "percent"))
# Of two percentages to choose from ("5 or 6 %"), one is no more than this times the other.
_OF_TWO = 4


def _are_thousands(low: Piece, high: Piece) -> bool:
    """ "entre 3.000 y 3.900 millones": thousands of millions on both sides."""
    plain = high.value().scaleb(-high.scale)
    return low.bare and high.scale >= _MILLIONS and plain >= 1000 and plain / _ALIKE <= low.value() <= plain


def share(low: Piece, high: Piece) -> None:
    """Hand the scale and unit of `high` back to `low`, which has none of its own."""
    # "de 10,9 % à 412,5 millions": a percentage is no percentage of millions.
    same = low.unit is None or low.unit == high.unit or (high.unit is None and low.unit.money)
    small = (
        low.scale == 0 and bool(high.scale) and low.ratio is None and (low.value() < 1000 or _are_thousands(low, high))
    )
    # "entre 800 e mil": a scale word that is a number alone is no scale of the number before.
    small = small and not (high.in_words and high.mantissa == 1 and low.value() > 1)
    if small and same and (low.unit is None or low.value() <= high.value().scaleb(-high.scale)):
        low.scale = high.scale
    if low.unit is None and high.unit is not None:
        low.unit = high.unit


def share_back(text: str, pieces: list[Piece], lexicon: Lexicon) -> None:
    """Lists such as "1,2 et 1,5 million" or "3, 4 and 5 %": what the last member carries holds for all."""
    for piece, following in pairwise(pieces):
        _share_ahead(text, piece, following, lexicon)
    lists = lexicon.ranges["lists"]
    shared: set[int] = set()
    for index in range(len(pieces) - 2, -1, -1):
        piece, following = pieces[index], pieces[index + 1]
        if piece.unit is None and following.unit is not None and _is_part_of(text, piece, following, lexicon):
            piece.unit = following.unit
            continue
        if piece.bare and not following.bare and _leads_to_range(text, piece, following, lexicon):
            share(piece, following)
            continue
        if not piece.bare or piece.high is not None or following.high is not None or following.bare:
            continue
        if _is_side(text, piece, following):
            piece.unit = following.unit
            continue
        if not 0 < following.start - piece.end <= LONGEST_GAP or piece.ratio is not None:
            continue
        if _is_labelled(text, piece, lexicon):
            continue
        gap = text[piece.end : following.start].strip(EDGES).lower()
        if (
            following.unit is not None
            and following.unit.name == "point"
            and _leads_to_change(gap, piece, following, lexicon)
        ):
            piece.unit = following.unit
            continue
        if gap in lexicon.ranges["against"] and _compares(text, piece, following, lexicon):
            share(piece, following)
            continue
        if gap in lists and (gap != "," or index + 1 in shared) and not _is_told_again(gap, piece, following, lexicon):
            share(piece, following)
            shared.add(index)


def _is_labelled(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """ "the S&P 500 fell 12.5 points", "room 12 and $25": what a label numbers is counted in nothing."""
    words = Behind(text, piece.evidence, lexicon).tokens[:1]
    return bool(words) and words[0] in lexicon.not_claims["labels"]


def _share_ahead(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> None:
    """Hand scale and unit on to the level alone in the bracket behind: "SEK 4,871 million (4,290)"."""
    if piece.bare or not following.bare or piece.in_words or following.in_words:
        return
    if any(one.ratio is not None or one.high is not None for one in (piece, following)):
        return
    gap = text[piece.end : following.start].strip(EDGES)
    if gap != "(" or text[following.end : following.end + 1] != ")" or piece.decimals != following.decimals:
        return
    one, other = piece.value().scaleb(-piece.scale), following.value()
    if min(one, other) <= 0 or max(one, other) > _NEARLY_ALIKE * min(one, other):
        return
    if not following.decimals and (other < _HUNDREDS or text[following.start : following.end].isdigit()):
        # "4 million (5)" refers to a note, and "2,015 million (2016)" has a year in its bracket.
        return
    if not piece.scale and piece.unit is not None and piece.unit.money:
        words = text[following.end + 1 : following.end + 1 + LONGEST_GAP].split(maxsplit=1)
        piece.scale = lexicon.scales.get(words[0].rstrip(".,;:").lower(), 0) if words else 0
    if piece.scale:
        following.scale, following.unit = piece.scale, piece.unit


def _is_told_again(gap: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "a drop of 560 or 2.6 %": an amount and what it is in percent; of two percentages the lower comes first."""
    if gap not in lexicon.ranges["alternatives"] or following.unit is None or following.unit.name not in _PERCENT:
        return False
    return not piece.value() < following.value() <= _OF_TWO * piece.value()


def _leads_to_change(gap: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "at 1,463.87, up 12 points": the level is counted in the points of its change."""
    changes = gap.lstrip(",").strip(EDGES) in lexicon.ranges["changes"]
    return changes and piece.value() > following.value() and piece.value() > _SMALLEST_INDEX


def _compares(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "slipped to 96.4 from 97.8 points": the level before is told in full, that after it without its unit."""
    leads = lexicon.ranges["connectors"] | lexicon.ranges["ways"]
    one, other = piece.value(), following.value().scaleb(-following.scale)
    if min(one, other) <= 0 or max(one, other) > _ALIKE * min(one, other):
        return False
    return not leads.isdisjoint(Behind(text, piece.evidence, lexicon).tokens[:1])


def _is_side(text: str, piece: Piece, following: Piece) -> bool:
    """ "120 x 60 x 40 cm": the sides of a thing are measured in the same unit."""
    measured = following.unit is not None and not following.unit.money and not following.scale
    return measured and text[piece.end : following.start].strip(EDGES) in _CROSSES


def _is_part_of(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "280 million of the 1.5 billion shekels": a part and its whole are counted in the same money."""
    if following.unit is None or not following.unit.money or not 0 < following.start - piece.end <= LONGEST_GAP:
        return False
    if not piece.scale or piece.high is not None or piece.value() >= following.value():
        return False
    return text[piece.end : following.start].strip(EDGES).lower() in lexicon.grammar["parts_of"]


def _leads_to_range(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "from 24.2 to 33-35 billion euros": a change whose end is a range."""
    if following.high is None or piece.high is not None or piece.ratio is not None:
        return False
    gap = text[piece.end : following.start].strip(EDGES).lower()
    return gap in lexicon.ranges["connectors"]
