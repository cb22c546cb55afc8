"""Whether two numbers tell of a change and the level it leads to, and make no range: "rose $2 to $40"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece
from workbench.extraction.surroundings import Behind

# How many words back a verb of change may stand: numbers and their units take some of them.
_FAR = 14
# So many times its change a level is at least: "rose 200 to 5,000"; behind "by" less will do.
LEAP = 3
_LEAP_BEHIND_BY = 2
# A number that leaves out the scale of the one behind is at most so many times as high.
_NEARLY_ALIKE = 5
# Letters between two numbers and what lies between them, and what begins these.
_LONGEST_LEAD = 32
# Of numbers without a unit of their own, so many at least lie apart by more than chance.
_THREE_DIGITS = 100
# Letters between the ends of a change and its rate in the next clause.
_LONG_LEAD = 90
_SENTENCE_ENDS = frozenset('.!?…»”"')
_BEFORE_DIFFERENCE = frozenset(",;:( \u00a0")
# Letters of the longest clause looked back through, and what ends it.
_LONG_PHRASE = 240
_CLAUSE_MARKS = frozenset('.,;:()"“”«»?!')


def is_change(behind: Behind, lexicon: Lexicon) -> bool:
    """Whether "from 10 to 15" tells of a change: a verb of change stands a few words before it.

    Verbs such as "take" are of change where their object stands between: "taking the toll from 126 to 143".
    """
    tokens = behind.tokens
    for at, token in enumerate(tokens[:_FAR]):
        if token in (";", ":") or (token == "." and not _is_decimal_point(tokens, at)):
            return False
        if token in lexicon.ranges["changes"] or (at > 1 and token in lexicon.ranges["movers"]):
            return True
    return False


def is_far_change(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether the verb of change stands further back in the same clause: "raised the number of places from 9 to 12"."""
    for token in Behind(text, piece.evidence, lexicon, _LONG_PHRASE).tokens:
        if token in _CLAUSE_MARKS:
            return False
        if token in lexicon.ranges["changes"]:
            return True
    return False


def is_told_ahead(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """Whether a change with its size ends at the comma before: "grew 7% a year for five years, from $100m to $140m"."""
    tokens = Behind(text, piece.evidence, lexicon, _LONG_PHRASE).tokens
    spread = piece.bare and following.unit is not None and following.unit.name == "%"
    if tokens[1:2] != [","] or spread:
        # "rose 5%, from 2 to 8% by region"
        return False
    told = False
    for at, token in enumerate(tokens[2:], start=2):
        if token in _CLAUSE_MARKS and not _is_decimal_point(tokens, at):
            return False
        told = told or token[:1].isdigit()
        if token in lexicon.ranges["changes"]:
            return told
    return False


def is_told_behind(text: str, piece: Piece, following: Piece, upcoming: list[Piece], lexicon: Lexicon) -> bool:
    """Whether a sentence opens with the ends of a change told behind a colon: "From 3 to 4.50 euros: tickets gain 50%".

    `piece` stands behind its "from".
    """
    if not upcoming or upcoming[0].unit is None or upcoming[0].unit.name != "%" or piece.bare:
        return False
    before = Behind(text, piece.evidence, lexicon).tokens[1:2]
    if before and before[0] not in _SENTENCE_ENDS:
        return False
    told = text[following.end : upcoming[0].start] if upcoming[0].start - following.end <= _LONG_LEAD else ""
    if not told.lstrip().startswith(":") or "." in told:
        return False
    moved = lexicon.ranges["changes"] | lexicon.ranges["gains"] | lexicon.grammar["change_nouns"]
    return not moved.isdisjoint(lexicon.split_words(told))


def is_fall(piece: Piece, following: Piece) -> bool:
    """Whether the second of two numbers is the lower, which no range has: "51% to 43%", "842 to 611 million"."""
    if piece.scale >= following.scale:
        return following.value() < piece.value()
    plain = following.value().scaleb(-following.scale)
    return piece.bare and piece.ratio is None and plain < piece.value() <= _NEARLY_ALIKE * plain


def are_sides(piece: Piece, following: Piece) -> bool:
    """Whether two numbers, the lower behind, are the shares or amounts of two sides: "won by 51% to 43%"."""
    if piece.negative or following.negative or following.unit is None:
        return False
    return following.unit.money or following.unit.name == "%"


def is_difference_told(text: str, piece: Piece, following: Piece, upcoming: list[Piece]) -> bool:
    """Whether the number right behind is what lies between two: "from 61 to 97 euros, a gap of 36 euros"."""
    if not upcoming or following.unit is None or upcoming[0].unit is None or following.ratio is not None:
        return False
    apart = upcoming[0]
    if not 0 < apart.start - following.end <= _LONGEST_LEAD or apart.high is not None or apart.scale > following.scale:
        return False
    if text[following.end] not in _BEFORE_DIFFERENCE or "." in text[following.end : apart.start]:
        return False
    in_full = piece.unit is not None or min(piece.mantissa, apart.mantissa) >= _THREE_DIGITS
    return (
        in_full
        and apart.decimals <= following.decimals
        and piece.scale in (0, following.scale)
        and piece.mantissa > 0
        and _apart(piece, following) == abs(apart.value())
    )


def _apart(piece: Piece, following: Piece) -> Decimal:
    """How far the second of two numbers lies above the first, which may leave out the scale of both."""
    low = piece.value()
    return following.value() - (low if piece.scale else low.scaleb(following.scale))


def is_size_of_change(piece: Piece, following: Piece, behind: Behind, lexicon: Lexicon) -> bool:
    """Whether "de" opens the size of a change: "une hausse de 2 à 3 %", "devraient progresser de 2 à 3 %"."""
    if not piece.bare or not lexicon.grammar["change_nouns"].isdisjoint(behind.tokens[1:2]):
        return piece.bare
    if (
        following.unit is None
        or following.unit.name != "%"
        or lexicon.grammar["changing"].isdisjoint(behind.tokens[1:2])
    ):
        return False
    tokens = behind.tokens[2:_FAR]
    return not lexicon.grammar["expecting"].isdisjoint(tokens[:2]) and lexicon.grammar["rates"].isdisjoint(tokens)


def _is_decimal_point(tokens: Sequence[str], at: int) -> bool:
    return 0 < at < len(tokens) - 1 and tokens[at - 1][:1].isdigit() and tokens[at + 1][:1].isdigit()


def rises(behind: Behind, lexicon: Lexicon) -> bool:
    """ "climbed 0.1% to 1,333": the verb stands right before the first number."""
    return bool(behind.tokens) and behind.tokens[0] in lexicon.ranges["changes"]


def moves(piece: Piece, following: Piece, behind: Behind, lexicon: Lexicon) -> bool:
    """ "by $12 million to $112 million": a change and the level it leads to, each written in full."""
    in_full = piece.unit is not None and piece.unit.money and following.unit is not None
    by = bool(behind.tokens) and behind.tokens[0] in lexicon.grammar["by"]
    if lexicon.han is not None and following.value() < 2 * piece.value():
        return False
    if "," in behind.tokens[:2]:
        # "10 per cent lower, at $4,000 to $4,500 a night"
        return False
    same = (piece.unit is None) is (following.unit is None) and not (piece.unit is not None and piece.unit.name == "%")
    leap = same and following.value() >= (_LEAP_BEHIND_BY if by else LEAP) * piece.value()
    return (in_full or leap) and (by or is_change(behind, lexicon))
