"""Margins told away from the profit and the sales that they are of.

"Sales rose to 7.1 billion ... operating profit was 1.48 billion, but the margin slipped to 20.7%": what is a profit and
what are sales say the words before each amount, and a margin of one profit ("net", "gross") is not that of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from workbench.model import Document, Kind, Operation, Relation
from workbench.relations.amounts import Amount, is_share_of, kin, related
from workbench.relations.rules import LanguageRules, says

RULE = "share.margins"
_LABEL, _BEHIND, _NEAR = 8, 2, 7
_HUNDRED, _LARGE = 100, 100_000
_LEAST, _MOST = Fraction(3, 10), Fraction(10, 3)


def find_margins(
    document: Document, sentences: Sequence[Sequence[Amount]], taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The margins that no relation has yet, without ids; their percentages are added to `taken`."""
    rule = rules.unworded.get(RULE)
    if rule is None:
        return
    for at, sentence in enumerate(sentences):
        for share in sentence:
            if not share.is_share or share.claim.id in taken or not _is_margin(document, share, rules):
                continue
            near = [amount for other in sentences[max(0, at - _BEHIND) : at + 1] for amount in other]
            found = _profit_and_sales(document, share, near, rules)
            if found is None:
                continue
            profit, sales = found
            taken.add(share.claim.id)
            told = [("part", profit.claim), ("whole", sales.claim), ("share", share.claim)]
            yield related(Operation.SHARE, told, rule, rules)


def _is_margin(document: Document, share: Amount, rules: LanguageRules) -> bool:
    before = share.words_before(document, _NEAR)
    return says(rules, "margin", before) or says(rules, "margin", share.words_after(document, 3))


def _profit_and_sales(
    document: Document, share: Amount, near: Sequence[Amount], rules: LanguageRules
) -> tuple[Amount, Amount] | None:
    """The profit and the sales of a margin: the only ones near by, or those that fit it."""
    money = [
        amount
        for amount in near
        if amount.claim.quantity.kind is Kind.MONEY
        or (amount.claim.quantity.kind is Kind.NUMBER and amount.value >= _LARGE)
    ]
    labels = {amount.claim.id: amount.words_before(document, _LABEL) for amount in money}
    sales = [amount for amount in money if _is_sales(labels[amount.claim.id], rules)]
    own = _sorts(share.words_before(document, _NEAR) + share.words_after(document, 3).lstrip(), rules)
    profits = [
        amount
        for amount in money
        if amount not in sales
        and says(rules, "profits", labels[amount.claim.id])
        and amount.claim.start < share.claim.start
    ]
    pairs = [(part, whole) for part in profits for whole in sales if kin(part.claim, whole.claim)]
    if any(is_share_of(share, part, whole) for part, whole in pairs):
        return next((part, whole) for part, whole in pairs if is_share_of(share, part, whole))
    alike = [pair for pair in pairs if _agree(own, _sorts(labels[pair[0].claim.id], rules))]
    if len(alike) != 1 or len(sales) != 1:
        return None
    (part, whole) = alike[0]
    implied = Fraction(part.value) / Fraction(whole.value) * _HUNDRED
    return alike[0] if _LEAST <= implied / Fraction(share.value) <= _MOST else None


def _is_sales(label: str, rules: LanguageRules) -> bool:
    """Whether the words before an amount call it sales, and not those of a branch: "revenue from services"."""
    noun = next((cue for cue in rules.cues.get("sales", ()) if cue in label), None)
    return noun is not None and not says(rules, "branch", f" {label.rpartition(noun)[2]}")


def _sorts(text: str, rules: LanguageRules) -> frozenset[str]:
    """Which sorts of profit the words name: gross, net, operating."""
    return frozenset(cue for cue in rules.cues.get("sorts", ()) if cue in text)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or not one.isdisjoint(other)
