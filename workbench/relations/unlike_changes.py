"""Contradicted differences whose words say that the number is not of the two levels it was joined to.

"A slower increase than the 1,620 of the previous year" and "up by 900 after 2,700" compare two changes; "half a
million fewer than in 2017; ..." is from a level that is not told; a semicolon parts what one clause was taken to say;
"they were 409 in 2011, 195 more" tells the older level last; "without the currency, which took 16 million" leaves the
number out. Cues: `changes-than`, `change-after`, `than-then`, `refers-back`, `on-it`, `left-aside` and `joins`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.model import Claim, Document, Operation, Relation
from workbench.relations.rule import WEIGHED
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import spoken

_DISTANCES = frozenset({Operation.DIFFERENCE, Operation.POINTS})
_CLAUSE, _NAMED = ".clause", ".named"
_REACH, _BEHIND, _BEFORE, _NEAR = 8, 3, 4, 120

Told = tuple[Claim, Claim, Claim]


def is_of_other_levels(
    relation: Relation,
    told: Told,
    document: Document,
    claims: Sequence[Claim],
    places: Mapping[str, int],
    rules: LanguageRules,
) -> bool:
    """Whether a difference that its two levels contradict is of others, or of none that are told."""
    if relation.operation not in _DISTANCES:
        return False
    first, second, said = told
    text = document.text
    if any(_is_a_change(level, said, document, rules) for level in (first, second)):
        return True
    if _is_parted(relation, told, text, rules) or _is_left_aside(relation, said, document, rules):
        return True
    following = claims[places[said.id] + 1 : places[said.id] + 2]
    return relation.rule.endswith(_NAMED) and any(_goes_on(said, other, text, rules) for other in following)


def _is_a_change(level: Claim, said: Claim, document: Document, rules: LanguageRules) -> bool:
    """Whether a level is how much something else changed: behind "increase than", or right behind the change."""
    ahead = spoken(document.text[max(0, level.start - _NEAR) : level.evidence_start])[-_REACH:]
    if says(rules, "changes-than", f" {' '.join(ahead)} ") and level.sentence == said.sentence:
        return True
    if level.start < said.end:
        return False
    between = spoken(document.text[said.end : min(level.evidence_start, said.end + _NEAR)])
    return f" {' '.join(between)} " in rules.cues.get("change-after", ())


def _is_parted(relation: Relation, told: Told, text: str, rules: LanguageRules) -> bool:
    """Whether a semicolon stands between the numbers, which words join only within a clause."""
    first, second, last = sorted(told, key=lambda claim: claim.start)
    gap = next((gap for gap in (text[first.end : second.start], text[second.end : last.start]) if ";" in gap), None)
    if gap is None:
        return False
    change = told[2]
    opening = spoken(gap.rpartition(";")[2])[:_BEFORE]
    if says(rules, "on-it", f" {' '.join(opening)} "):
        return False
    if relation.rule.endswith(_CLAUSE):
        return not says(rules, "refers-back", f" {' '.join(opening)} ")
    if change is not first and ";" not in text[change.end : last.start]:
        # "43%; that is 6 points more than in 2017, when it was 37%"
        return False
    behind = spoken(text[change.end : min(change.end + _NEAR, change.sentence[1])])[: _BEHIND + 1]
    return says(rules, "than-then", f" {' '.join(behind)} ") and change is not last


def _is_left_aside(relation: Relation, said: Claim, document: Document, rules: LanguageRules) -> bool:
    """Whether the sentence opens with words that leave the number out: "Excluding currency, which took 16 million"."""
    if not relation.rule.endswith(WEIGHED):
        return False
    opening = spoken(document.text[said.sentence[0] : min(said.start, said.sentence[0] + _NEAR)])[:_BEFORE]
    return says(rules, "left-aside", f" {' '.join(opening)} ")


def _goes_on(said: Claim, other: Claim, text: str, rules: LanguageRules) -> bool:
    """Whether a difference is one of two that "and" joins: "4 judges and 17 clerks are missing"."""
    between = spoken(text[said.end : min(other.evidence_start, said.end + _NEAR)])
    if not between or len(between) > _BEHIND or other.quantity.kind is not said.quantity.kind:
        return False
    return says(rules, "joins", f" {between[-1]} ") and said.counted != other.counted
