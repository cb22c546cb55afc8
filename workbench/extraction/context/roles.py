"""What the reading of one claim holds, and the role its kind gives it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from workbench.extraction.context.noun_phrases import NOTHING, Phrase
from workbench.model import Claim, Kind, Role


class Same(Enum):
    """Where an indicator comes from when no phrase names it."""

    NO = "named here"
    BEFORE = "the claim before in the sentence"
    EARLIER = "what a pronoun stands for"


@dataclass(slots=True)
class Reading:
    """One claim read in its row. `subject` is the phrase before the verb at `verb`; `whole` marks the thing shared.

    `base` marks what a change is counted from, `part` a part told with what it counts ("dont 52 femmes"), `pronoun`
    one whose thing a small word stands for ("la région en compte 52"), `resumes` one whose subject points back ("it",
    "celui des seniors"), `behind` one whose scope stands behind it ("24 600 homes in Leeds").
    """

    role: Role
    phrase: Phrase = NOTHING
    same: Same = Same.NO
    subject: Phrase = NOTHING
    verb: int = -1
    nominal: str | None = None
    whole: bool = False
    alike: bool = False
    base: bool = False
    part: bool = False
    pronoun: bool = False
    resumes: bool = False
    behind: bool = False


RATIOS = frozenset({Kind.PERCENT, Kind.RATIO})
POINTS = frozenset({"percentage point", "basis point"})
_ROLES = {
    Kind.MULTIPLE: Role.MULTIPLE,
    Kind.ORDINAL: Role.RANK,
    Kind.DURATION: Role.DURATION,
    Kind.DATE: Role.DATE,
}


def plain_role(claim: Claim) -> Role:
    kind, unit = claim.quantity.kind, claim.quantity.unit
    if kind in RATIOS:
        if unit in POINTS:
            return Role.DIFFERENCE
        return Role.CHANGE if claim.text[:1] in "+-−–" else Role.RATE
    if kind in _ROLES:
        return _ROLES[kind]
    return Role.DIFFERENCE if claim.text[:1] in "+−" else Role.LEVEL


def moved(claim: Claim) -> Role:
    """The role of an amount by which something moved."""
    if claim.quantity.kind is Kind.MULTIPLE:
        return Role.MULTIPLE
    if claim.quantity.kind in RATIOS and claim.quantity.unit not in POINTS:
        return Role.CHANGE
    return Role.DIFFERENCE if claim.quantity.kind is not Kind.DURATION else Role.DURATION
