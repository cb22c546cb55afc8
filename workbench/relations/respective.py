"""Rates told one behind the other for levels told in pairs: "to 1,218 (1,143), property to 842 (807), 6.6% and 4.3%".

The words that say a rate stand next to the last pair, and a wording takes the first rate for that pair. Where the
sentence says `respectively`, each rate is of the pair in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.model import Claim, Document, Kind, Operation, Relation
from workbench.relations.composing import same_unit
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import between_spaces

_BEHIND, _MOST = 40, 12


def each_of_its_own(
    relation: Relation,
    told: tuple[Claim, Claim, Claim],
    document: Document,
    claims: Sequence[Claim],
    place: int,
    rules: LanguageRules,
) -> Iterator[Relation]:
    """The relations of two rates and two pairs of levels in their order, when `relation` has the first of the rates.

    `place` is that of the rate among `claims`. Nothing when the sentence does not list pairs and rates so.
    """
    rate = told[2]
    following = claims[place + 1] if place + 1 < len(claims) else None
    if relation.operation is not Operation.GROWTH or following is None or following.quantity.kind is not Kind.PERCENT:
        return
    text = document.text
    behind = between_spaces(text[following.end : min(following.sentence[1], following.end + _BEHIND)])
    if following.sentence != rate.sentence or not says(rules, "respectively", behind):
        return
    levels = [
        claim
        for claim in claims[max(0, place - _MOST) : place]
        if claim.sentence == rate.sentence and same_unit(claim, told[0], lax=True) and claim.quantity.value is not None
    ]
    if [text[claim.start - 1] == "(" for claim in levels] != [False, True, False, True]:
        return
    for new, old, said in ((levels[0], levels[1], rate), (levels[2], levels[3], following)):
        claimed = {"after": new.id, "before": old.id, "rate": said.id}
        operands = tuple(replace(operand, claim=claimed[operand.role]) for operand in relation.operands)
        yield replace(relation, operands=operands, start=levels[0].evidence_start, end=max(relation.end, following.end))
