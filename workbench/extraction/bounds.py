"""Two bounds that make one range: "more than 10 and less than 40"."""

from __future__ import annotations

from workbench.extraction.counting import counted_noun
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece
from workbench.extraction.ranges import comparable
from workbench.extraction.sharing import EDGES, LONGEST_GAP


def merge_bounds(text: str, pieces: list[Piece], lexicon: Lexicon) -> list[Piece]:
    """ "more than 10 and less than 40" as one range."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is not None and _are_bounds(text, last, piece, lexicon):
            low, high = (last, piece) if last.value() <= piece.value() else (piece, last)
            joined = Piece(last.start, piece.end, low.mantissa, low.decimals, low.writing)
            joined.scale, joined.ratio, joined.unit = low.scale, low.ratio, low.unit or high.unit
            joined.high, joined.evidence, joined.end = high, last.evidence, piece.end
            merged[-1] = joined
        else:
            merged.append(piece)
    return merged


def _are_bounds(text: str, first: Piece, second: Piece, lexicon: Lexicon) -> bool:
    if first.hedge is None or second.hedge is None or first.high is not None or second.high is not None:
        return False
    if not 0 <= second.evidence - first.end <= LONGEST_GAP or not comparable(first, second):
        return False
    if (first.unit is None) is not (second.unit is None):
        bare = first if first.unit is None else second
        if counted_noun(text, bare, lexicon) is not None:
            # "3 % ou plus, 12 communes ou moins"
            return False
    sides = {first.hedge.value, second.hedge.value}
    if not (sides & {"over", "at-least"} and sides & {"under", "at-most"}):
        return False
    gap = text[first.end : second.evidence].strip(EDGES).lower()
    if " " in gap:
        # "100 no máximo e 20 no mínimo": the first hedge stands behind its number.
        words = lexicon.split_words(gap)
        behind = lexicon.hedges_after.longest(words)
        gap = gap if behind is None else " ".join(words[behind[0] :])
    if gap not in lexicon.ranges["joiners"] and gap not in lexicon.ranges["bounds"]:
        return False
    lower_first = first.hedge.value in ("over", "at-least")
    return (first.value() < second.value()) is lower_first and first.value() != second.value()
