"""Groups by age or size that leave no gap: "24% are under 20, 57% aged 20 to 64 and 19% aged 65 or over" make 100%.

The limits of the groups say that nobody is left out and nobody counted twice. That the percentages are those of the
groups in one whole, not of something within each group ("24% of those under 20 agree"), say the phrases of the cue
`divides`; the cue `open-end` holds the words behind a last limit that leave it open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise

from workbench.model import Binding, Claim, Constant, Document, Hedge, Kind, Operand, Operation, Relation
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import tokens

BRACKETS = "sum.brackets"
_FEWEST = 3
_BELOW = frozenset({Hedge.UNDER, Hedge.AT_MOST, Hedge.UP_TO})
_ABOVE = frozenset({Hedge.OVER, Hedge.AT_LEAST})
_BEHIND = 24

Limits = tuple[Decimal | None, Decimal | None]


def find_brackets(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> Iterator[Relation]:
    """A relation for each sentence whose percentages are those of such groups, without ids."""
    if BRACKETS not in rules.unworded:
        return
    for _, members in groupby(claims, key=lambda claim: (claim.block, claim.sentence)):
        found = [claim for claim in members if claim.quantity.kind is not Kind.DATE]
        if len(found) < 2 * _FEWEST:
            continue
        shares = [claim for claim in found if claim.quantity.kind is Kind.PERCENT]
        groups = [claim for claim in found if claim.quantity.kind is not Kind.PERCENT]
        if not _take_turns(found) or any(claim.quantity.is_range for claim in shares):
            continue
        if not _divides(document.text[found[0].sentence[0] : found[-1].end], rules):
            continue
        limits = [_limits(document, claim, rules) for claim in groups]
        if _leave_no_gap(limits) or _leave_no_gap(limits[::-1]):
            operands = (
                *(Operand("part", share.id) for share in shares),
                Operand("total", constant=Constant(Fraction(100))),
            )
            name = rules.unworded[BRACKETS].name(rules.language)
            yield Relation("", Operation.SUM, name, operands, found[0].start, found[-1].end, Binding.CLAUSE)


def _take_turns(claims: Sequence[Claim]) -> bool:
    """Whether group and percentage follow each other from the first to the last."""
    kinds = [claim.quantity.kind is Kind.PERCENT for claim in claims]
    return len(kinds) % 2 == 0 and all(one is not other for one, other in pairwise(kinds))


def _divides(text: str, rules: LanguageRules) -> bool:
    words = f" {' '.join(word for word, _, _ in tokens(text))} "
    return says(rules, "divides", words)


def _limits(document: Document, claim: Claim, rules: LanguageRules) -> Limits | None:
    """The least and the most of a group; None for what is no group."""
    quantity = claim.quantity
    if quantity.is_range:
        return (quantity.value, quantity.value_high) if quantity.hedge is None else None
    if quantity.hedge in _BELOW:
        return None, quantity.value
    if quantity.hedge in _ABOVE:
        return quantity.value, None
    behind = " ".join(word for word, _, _ in tokens(document.text[claim.end : claim.end + _BEHIND]))
    is_open = any(f" {behind} ".startswith(phrase) for phrase in rules.cues.get("open-end", ()))
    return (quantity.value, None) if is_open and quantity.hedge is None else None


def _leave_no_gap(limits: Sequence[Limits | None]) -> bool:
    """Whether each group begins where the one before ends ("20 to 64, 65 or over"), from no lower to no upper limit."""
    if any(one is None for one in limits):
        return False
    known = [one for one in limits if one is not None]
    return (
        known[0][0] is None
        and known[-1][1] is None
        and all(
            below[1] is not None and above[0] is not None and 0 <= above[0] - below[1] <= 1
            for below, above in pairwise(known)
        )
    )
