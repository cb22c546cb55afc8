"""Contradicted differences whose amount stands in a clause about something else than the two levels before it.

"Rose to 92 from 61, including a gain of 24", "310, versus 275 last year, despite 60 of higher spending" name what
brought a change about, or what held it up; "; without aircraft it would have widened by 1.1 billion" is said of a part;
and of "702 gross, less 38 of rebates and 24 of returns" the one amount is a part of what is taken away. Cues of the
language file: `brought-by`, `of-a-part`, `taken-away` and `joins`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.model import Claim, Document, Kind
from workbench.relations.composing import same_unit
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import spoken

_BORDERS = ";:.!?"
_TIMES = frozenset({Kind.DATE, Kind.DURATION, Kind.ORDINAL})
_FAR, _LEADING, _OPENING, _LONGEST = 160, 7, 3, 12

Told = tuple[Claim, Claim, Claim]


def is_aside(
    told: Told, document: Document, claims: Sequence[Claim], places: Mapping[str, int], rules: LanguageRules
) -> bool:
    """Whether the words of an amount behind two levels show that it is not of them.

    `claims` are those of the document in the order of the text, `places` the place of each by its id.
    """
    said = told[2]
    text, last = document.text, max(told[:2], key=lambda level: level.start)
    if said.start < last.end or said.block != last.block:
        return False
    between = text[max(last.end, said.start - _FAR) : said.evidence_start]
    cut = max(between.rfind(mark) for mark in _BORDERS)
    clause = spoken(between[cut + 1 :])
    own = clause[len(clause) - clause[::-1].index(",") :] if "," in clause else clause
    if says(rules, "brought-by", f" {' '.join(own[-_LEADING:])} "):
        return True
    if cut >= 0 and says(rules, "of-a-part", f" {' '.join(clause[:_OPENING])} "):
        return True
    return says(rules, "taken-away", f" {' '.join(clause[-_LEADING:])} ") and _is_one_of_two(
        told, text, claims, places, rules
    )


def _is_one_of_two(
    told: Told, text: str, claims: Sequence[Claim], places: Mapping[str, int], rules: LanguageRules
) -> bool:
    """Whether the amount and one that "and" joins to it are together what lies between the levels."""
    first, second, said = told
    apart, place = first.expected - second.expected, places[said.id]
    for other, gap in (
        *((claim, text[said.end : claim.evidence_start]) for claim in claims[place + 1 : place + 2]),
        *((claim, text[claim.end : said.evidence_start]) for claim in claims[max(0, place - 1) : place]),
    ):
        words = spoken(gap)
        if other in (first, second) or len(words) > _LONGEST or not says(rules, "joins", f" {' '.join(words)} "):
            continue
        if other.quantity.kind in _TIMES or not same_unit(said, other, lax=True):
            continue
        both = said.expected + other.expected
        if both.meets(apart) or both.meets(-apart):
            return True
    return False
