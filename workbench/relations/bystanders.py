"""Contradicted relations whose numbers only stand beside each other, by what they are or by a word at one of them.

Two percentages, and a third that is no distance between them, are no growth ("38% of sales, up from 33%, and grew
21%"). "£57m for 19 pools, including £8m each for the two largest" names what a few get. "At $41 in the quarter, 9.1
million in the year for $352 million" averages another stretch of time, and what is "left" was not shared out. "A gain
of €95 million after tax" is not what lies between two prices, nor was a price that shares "touched" the one they
closed at the day before. In "1.6 million, of which 1.1 million" the second number is no whole, and "of €367 million
340 were spent" has left out its millions. Cues of the language file: `left-over`, `net-of`, `touched`, `compared-with`
and `within`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from workbench.model import Claim, Document, Kind, Operation, Relation
from workbench.relations.elsewhere import quotient_of
from workbench.relations.reckoned import Reckoned
from workbench.relations.rule import WEIGHED
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import spoken

_SHARED_OUT = frozenset({Operation.AVERAGE, Operation.RATIO})
_PRICED = frozenset({Operation.GROWTH, Operation.DIFFERENCE})
_BARE = frozenset({Kind.COUNT, Kind.NUMBER})
_SCALES = (1_000, 1_000_000, 1_000_000_000)
_HUNDRED = 100
_NEAR, _BEFORE, _BEHIND, _LEADING = 80, 6, 4, 3

Told = tuple[Claim, Claim, Claim]


def are_bystanders(
    relation: Relation,
    told: Told,
    document: Document,
    claims: Sequence[Claim],
    places: Mapping[str, int],
    reckoned: Reckoned,
    rules: LanguageRules,
) -> bool:
    """Whether two numbers and what a relation says of them, which they contradict, have nothing to do with each other.

    `claims` are those of the document in the order of the text, `places` the place of each by its id.
    """
    first, second, said = told
    text = document.text
    if relation.operation is Operation.GROWTH and _are_rates(told):
        return True
    if relation.operation is Operation.SHARE:
        return _has_no_scale(first, second, said) or _is_a_part(first, second, text, rules)
    if relation.operation in _SHARED_OUT:
        return (
            says(rules, "within", _before(said, text, _LEADING))
            or says(rules, "left-over", _behind(first, text))
            or reckoned.are_of_other_stretches(first, second, said)
        )
    weighed = relation.operation is Operation.DIFFERENCE and relation.rule.endswith(WEIGHED)
    if weighed and says(rules, "net-of", _behind(said, text)):
        return True
    return relation.operation in _PRICED and any(_is_touched(level, text, rules) for level in (first, second))


def _are_rates(told: Told) -> bool:
    """Whether all three are percentages and the third is not how far the others are apart."""
    if any(claim.quantity.kind is not Kind.PERCENT for claim in told):
        return False
    apart = told[0].expected - told[1].expected
    return not (apart.meets(told[2].expected) or (-apart).meets(told[2].expected))


def _has_no_scale(part: Claim, whole: Claim, share: Claim) -> bool:
    """Whether a bare part of an amount is the share of it in the thousands or millions that the amount is told in."""
    if part.quantity.kind not in _BARE or whole.quantity.kind is not Kind.MONEY:
        return False
    quotient = quotient_of(part.expected, whole.expected)
    return quotient is not None and any(quotient.scaled(_HUNDRED * scale).meets(share.expected) for scale in _SCALES)


def _is_a_part(part: Claim, whole: Claim, text: str, rules: LanguageRules) -> bool:
    """Whether what was taken for the whole is said to be a part, and is the smaller number of the two."""
    sizes = [abs(Fraction(claim.quantity.value or 0)) for claim in (part, whole)]
    return sizes[0] > sizes[1] and part.end <= whole.start and says(rules, "within", _before(whole, text, _LEADING))


def _is_touched(level: Claim, text: str, rules: LanguageRules) -> bool:
    """Whether a level is one that a price passed through within a day, and nothing is compared with it."""
    before = _before(level, text, _BEFORE)
    return says(rules, "touched", before) and not says(rules, "compared-with", before)


def _before(claim: Claim, text: str, most: int) -> str:
    words = spoken(text[max(claim.sentence[0], claim.evidence_start - _NEAR) : claim.evidence_start])
    return f" {' '.join(words[-most:])} "


def _behind(claim: Claim, text: str) -> str:
    return f" {' '.join(spoken(text[claim.end : min(claim.sentence[1], claim.end + _NEAR)])[:_BEHIND])} "
