"""Averages whose total and count stand elsewhere in the sentence or in the one before.

"Mahmood's 1,147 runs came in 26 innings, an average of 44.12": the amount for each bears words such as "average",
"each" or "per", the total is a larger number in its unit and the count any other number. Where several pairs of numbers
may be meant and one of them makes the average right, that one is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from workbench.model import Claim, Document, Kind, Operation, Relation
from workbench.relations.amounts import Amount, related
from workbench.relations.composing import same_unit
from workbench.relations.rules import LanguageRules, says

RULE = "average.told"
_BEFORE, _AFTER, _LARGE = 6, 3, 1_000_000
_LEAST, _MOST = Fraction(2, 5), Fraction(5, 2)
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})


def find_averages(
    document: Document, sentences: Sequence[Sequence[Amount]], taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The averages that no relation has yet, without ids; their amounts for each are added to `taken`."""
    rule = rules.unworded.get(RULE)
    if rule is None:
        return
    used: set[tuple[str, str]] = set()
    for at, sentence in enumerate(sentences):
        for per in sentence:
            if per.is_share or per.claim.id in taken or not _is_for_each(document, per, rules):
                continue
            found = None
            for near in (sentence, [*sentences[at - 1], *sentence] if at else []):
                found = found or _total_and_count(per, [other for other in near if other is not per])
            if found is None or (found[0].claim.id, found[1].claim.id) in used:
                continue
            total, count = found
            used.add((total.claim.id, count.claim.id))
            taken.add(per.claim.id)
            told = [("total", total.claim), ("count", count.claim), ("per", per.claim)]
            yield related(Operation.AVERAGE, told, rule, rules)


def _is_for_each(document: Document, per: Amount, rules: LanguageRules) -> bool:
    quantity = per.claim.quantity
    if quantity.per in _TIMES or says(rules, "typical", per.words_before(document, _BEFORE)):
        return False
    if quantity.per is not None or " / " in (quantity.unit or ""):
        return (quantity.unit or "").rpartition(" / ")[2] not in _TIMES
    if says(rules, "mean-of", per.words_before(document, _BEFORE)):
        return True
    following = per.words_after(document, _AFTER)
    if says(rules, "apiece", following):
        return True
    found = following.split()
    for at, word in enumerate(found[:2]):
        if says(rules, "per-word", f" {word} ") and found[at + 1 :]:
            # « 12 par la saisie » names what did it, « 12 par élève » what it is counted by.
            return not says(rules, "articles", f" {found[at + 1]} ")
    return False


def _total_and_count(per: Amount, others: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """The pair that makes the average right; else the only one that comes near to it."""
    totals = [amount for amount in others if not amount.is_share and _may_be_total(amount, per)]
    counts = [amount for amount in others if not amount.is_share and _may_be_count(amount, per)]
    pairs = [(total, count) for total in totals for count in counts if total is not count]
    for total, count in pairs:
        if _fits(per.claim, total.claim, count.claim):
            return total, count
    near = [
        (total, count)
        for total, count in pairs
        if _LEAST <= Fraction(total.value) / (Fraction(count.value) * Fraction(per.value)) <= _MOST
    ]
    return near[0] if len(near) == 1 else None


def _may_be_total(total: Amount, per: Amount) -> bool:
    if total.value <= per.value * 6 / 5 or total.claim.quantity.per is not None:
        return False
    unit = per.claim.quantity.unit or ""
    if " / " in unit:
        return total.claim.quantity.unit == unit.rpartition(" / ")[0]
    one, other = per.claim.quantity.unit, total.claim.quantity.unit
    return same_unit(per.claim, total.claim) or (one is not None and other is None and total.value >= _LARGE)


def _may_be_count(count: Amount, per: Amount) -> bool:
    unit = per.claim.quantity.unit or ""
    if " / " in unit:
        return count.claim.quantity.unit == unit.rpartition(" / ")[2]
    quantity = count.claim.quantity
    return quantity.kind in (Kind.COUNT, Kind.NUMBER) and quantity.step in (0, 1) and count.value > 1


def _fits(per: Claim, total: Claim, count: Claim) -> bool:
    whole, many, each = total.expected, count.expected, per.expected
    if not many.low or not many.high or whole.low is None or whole.high is None:
        return False
    low, high = whole.low / many.high, whole.high / many.low
    return not (each.high is not None and low > each.high) and not (each.low is not None and high < each.low)
