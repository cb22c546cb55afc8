"""Old values that are left unsaid and that a change and a rate tell differently, though neither is wrong.

"Fell by 141 billion in the week to 2,562 billion, 11% above this time last year" tells a change and a rate of two old
values; "returned 7.4% yet fell by $3 million" tells a rate of another thing; "418 as opposed to 276, an increase of 51%
or 142" says the old value after all. Cues of the language file: `clause-turns`, `compared-with`, `was-before`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.model import Claim, Document, Operation, Relation
from workbench.relations.composing import same_unit
from workbench.relations.elsewhere import quotient_of
from workbench.relations.reckoned import Reckoned
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import between_spaces

_NEAR, _LEADING, _BESIDE, _HUNDRED = 60, 4, 4, 100


def told_differently(
    relations: Sequence[Relation],
    document: Document,
    claims: Sequence[Claim],
    places: Mapping[str, int],
    reckoned: Reckoned,
    rules: LanguageRules,
) -> set[str]:
    """The keys of the unsaid old values whose change and rate do not fit and are not of one old value.

    `claims` are those of the document in the order of the text, `places` the place of each by its id.
    """
    known = {claim.id: claim for claim in claims}
    found = set()
    for key, level, change, rate in _unsaid(relations, known):
        if _fits(level, change, rate):
            continue
        beside = claims[max(0, places[level.id] - _BESIDE) : places[level.id] + _BESIDE + 1]
        if (
            reckoned.tell_two_bases(change, rate)
            or _is_compared_with(level, document.text, rules)
            or _is_between_others(change, rate, document.text, rules)
            or any(_parts_by(level, other, change) for other in beside if other not in (level, change, rate))
        ):
            found.add(key)
    return found


def _unsaid(relations: Sequence[Relation], known: Mapping[str, Claim]) -> Iterator[tuple[str, Claim, Claim, Claim]]:
    """The key of each old value left unsaid, with the new level, the change and the rate that tell of it."""
    changes: dict[str, Relation] = {}
    for relation in relations:
        before = relation.role("before")
        if relation.operation is Operation.DIFFERENCE and before is not None and before.unknown is not None:
            changes[before.unknown.key] = relation
    for relation in relations:
        before = relation.role("before")
        if relation.operation is not Operation.GROWTH or before is None or before.unknown is None:
            continue
        other = changes.get(before.unknown.key)
        if other is None:
            continue
        operands = relation.role("after"), other.role("change"), relation.role("rate")
        level, change, rate = (known.get(operand.claim or "") if operand else None for operand in operands)
        if level is not None and change is not None and rate is not None:
            yield before.unknown.key, level, change, rate


def _fits(level: Claim, change: Claim, rate: Claim) -> bool:
    """Whether a change is the percentage it is said to be, up or down."""
    now, moved, told = level.expected, change.expected, rate.expected
    for before in (now - moved, now + moved):
        quotient = quotient_of(moved, before)
        if quotient is None:
            return True
        percent = quotient.scaled(_HUNDRED)
        if percent.meets(told) or (-percent).meets(told):
            return True
    return False


def _is_compared_with(level: Claim, text: str, rules: LanguageRules) -> bool:
    """Whether a level is what something is compared with: "418 as opposed to 276"."""
    words = between_spaces(text[max(level.sentence[0], level.start - _NEAR) : level.start]).split()
    near = f" {' '.join(words[-_LEADING:])} "
    return says(rules, "compared-with", near) or says(rules, "was-before", near)


def _is_between_others(change: Claim, rate: Claim, text: str, rules: LanguageRules) -> bool:
    """Whether a word of contrast parts a change from a rate: "returned 7.4% yet fell by $3 million"."""
    first, last = sorted((change, rate), key=lambda claim: claim.start)
    return says(rules, "clause-turns", between_spaces(text[first.end : last.start]))


def _parts_by(level: Claim, other: Claim, change: Claim) -> bool:
    """Whether another level is as far from the level as the change says."""
    if not same_unit(level, other, lax=True):
        return False
    apart = level.expected - other.expected
    return apart.meets(change.expected) or (-apart).meets(change.expected)
