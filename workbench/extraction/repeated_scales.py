"""Numbers with decimals that go on in the scale of one before them: "84,7 milliards d'euros, Kering (17,2)".

A list, or a sentence of levels, tells scale and unit once, and so does the sentence before for a pronoun: "Les frais
atteignent 9,12 millions d'euros. Les chambres en consomment 6,47". What is told with decimals behind it, and has
neither a unit nor a noun of its own, is in the same: no word need bind it, since nothing that counts or is paid comes
in tenths. Rates and marks do ("un indice de 1,3"), so words for them before a number leave it as it stands (`scaleless`
of the language file), and so do words behind it that set it in proportion ("2,4 par habitant", `scaleless_behind`).
"""

from __future__ import annotations

import re

from workbench.extraction.counting import counted_noun, says_what_they_do
from workbench.extraction.left_out import may_take, near
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.surroundings import Behind, ahead_of

_MILLIONS = 6
# Items of one list differ by no more than this.
_LIST = 50
# Letters between a number and the one that tells the scale.
_FURTHEST = 240
_ENDS = re.compile(r"[.!?][\"»”)]{0,2}\s|[\n\t|•]")
_STOPS = frozenset(",;:(")


def repeat_scales(text: str, pieces: list[Piece], lexicon: Lexicon) -> None:
    """Give bare numbers with decimals the scale and unit of the number with a scale before them in their sentence."""
    if "scaleless" not in lexicon.ranges:
        return
    giver: Piece | None = None
    before: Piece | None = None
    sentences = 0
    for piece in pieces:
        if before is not None and _ENDS.search(text, before.end, piece.start) is not None:
            sentences += 1
        if _may_give(piece):
            giver, sentences = piece, 0
        elif (
            giver is not None
            and before is not None
            and piece.bare
            and piece.decimals
            and may_take(piece)
            and piece.start - giver.end <= _FURTHEST
            and (before.unit is None or before.unit is giver.unit)
            and near(giver, piece, _LIST)
            and (not sentences or (sentences == 1 and _stands_for(text, piece, lexicon)))
            and not _is_of_its_own(text, piece, lexicon)
        ):
            piece.scale, piece.unit, sentences = giver.scale, giver.unit, 0
        before = piece


def _may_give(piece: Piece) -> bool:
    """Whether a number is told with its scale, in digits."""
    plain = piece.writing is Writing.DIGITS and piece.ratio is None and piece.high is None and piece.per is None
    return plain and piece.scale >= _MILLIONS and bool(piece.mantissa) and not piece.percent


def _stands_for(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether a pronoun before a number stands for scale and unit of the sentence before: "Elle en a reçu 0,87"."""
    pronouns = lexicon.ranges.get("pronouns", frozenset())
    for token in Behind(text, piece.evidence, lexicon).tokens:
        if token in _STOPS or token[:1].isdigit():
            return False
        if token in pronouns:
            return True
    return False


def _is_of_its_own(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether a number has a noun of its own, or words beside it call it a rate, a mark or a proportion."""
    for token in Behind(text, piece.evidence, lexicon).tokens:
        if token in _STOPS or token[:1].isdigit():
            break
        if token in lexicon.ranges["scaleless"]:
            return True
    ahead = ahead_of(text, piece, lexicon).tokens[:2]
    if ahead and ahead[0] in lexicon.ranges["scaleless_behind"] and ahead[-1] not in lexicon.articles:
        # "2,4 par habitant" and "3 pour 1 000", but "2,4 par la Région"
        return True
    counted = counted_noun(text, piece, lexicon)
    if counted is None:
        return False
    return ahead[0] not in lexicon.ranges["goes_on"] and not says_what_they_do(counted[0], lexicon.code)
