"""Averages whose total and count stand elsewhere in the sentence or in the one before.

"Mahmood's 1,147 runs came in 26 innings, an average of 44.12": the amount for each bears words such as "average",
"each" or "per", the total is a larger number in its unit and the count any other number, or the days, hours or
hectares that the amount is told for each of. Where several pairs of numbers may be meant and one of them makes the
average right, that one is meant. The days of a month or a year that a sentence is about are counted by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from workbench.model import Claim, Constant, Document, Kind, Operand, Operation, Relation
from workbench.model.quantity import BY
from workbench.relations.amounts import Amount, related
from workbench.relations.asking import Asks, Need, worth
from workbench.relations.composing import same_unit
from workbench.relations.rules import LanguageRules, Rule, says
from workbench.relations.stretches import times_in
from workbench.relations.wording import OPEN

RULE, RULE_OF_TIME = "average.told", "average.in_time"
ASKS = Asks(needs=(Need(cues=("mean-of", "apiece", "per-word")),))
_BEFORE, _AFTER, _CLAUSE, _LARGE, _THOUSAND = 6, 3, 14, 1_000_000, 1000
_LEAST, _MOST = Fraction(2, 5), Fraction(5, 2)
# How far off the only total and count of a sentence may be, and how near the likeliest of several must come.
_ALONE, _LIKELY, _UNLIKELY = 12, Fraction(3, 2), 2
_APART = frozenset(",;:–" + OPEN)
_ALONE_OF_COUNTS = 6
_PLAINLY, _STEM = 3, 4
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})


def find_averages(
    document: Document, sentences: Sequence[Sequence[Amount]], taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The averages that no relation has yet, without ids; their amounts for each are added to `taken`."""
    rule, timed = rules.unworded.get(RULE), rules.unworded.get(RULE_OF_TIME)
    if rule is None or timed is None:
        return
    used: set[tuple[str, str]] = set()
    for at, sentence in enumerate(sentences):
        if not sentence or not (worth(ASKS, rules, sentence[0].stream) or any(map(_is_a_rate, sentence))):
            continue
        for per in [*sentence, *_lengths(sentence)]:
            if per.is_share or per.claim.id in taken or not _is_for_each(document, per, rules):
                continue
            found = None
            for near in (sentence, [*sentences[at - 1], *sentence] if at else []):
                found = found or _total_and_count(
                    per, [other for other in [*near, *_lengths(near)] if other.claim is not per.claim]
                )
            if found is None:
                relation = _in_time(document, per, sentence, timed, rules)
                if relation is not None:
                    taken.add(per.claim.id)
                    yield relation
            if found is None or (found[0].claim.id, found[1].claim.id) in used:
                continue
            total, count = found
            if _is_parted(per, total) and not _fits(per.claim, total.claim, count.claim):
                continue
            used.add((total.claim.id, count.claim.id))
            taken.add(per.claim.id)
            told = [("total", total.claim), ("count", count.claim), ("per", per.claim)]
            relation = related(Operation.AVERAGE, told, rule, rules)
            yield replace(relation, doubts=()) if _is_plain(document, per, total, count, sentence, rules) else relation


def _is_plain(
    document: Document, per: Amount, total: Amount, count: Amount, sentence: Sequence[Amount], rules: LanguageRules
) -> bool:
    """Whether a sentence has no other total and no other count up to a semicolon, and an amount for each of these."""
    if not total.stream is count.stream is per.stream or _factor(per, total, count) > _PLAINLY:
        return False
    last = max(total.place, count.place)
    if per.claim.quantity.unit is None and last < per.place and not _APART & set(per.stream.text[last : per.place]):
        # "310 bikes and 14 helmets at an average of 48 each": nothing sets the average apart from what it is of.
        return False
    own = (per.claim, total.claim, count.claim)
    end = per.stream.text.find(";", per.place)
    others = [
        other
        for other in [*sentence, *_lengths(sentence)]
        if other.claim not in own and not other.is_share and not 0 <= end < other.place
    ]
    if any(_may_be_total(other, per) or _may_be_count(other, per) for other in others):
        return False
    following = per.words_after(document, _AFTER).split()
    if len(following) < 2 or not says(rules, "per-word", f" {following[0]} "):
        return True
    named, counted = following[1][:_STEM], (count.claim.counted or "").casefold()
    return says(rules, "apiece", per.words_after(document, _AFTER)) or not counted or named in counted


def _is_parted(per: Amount, total: Amount) -> bool:
    """Whether a semicolon parts money from a total before it: "a loss of 9 million; it asks for 20,000 a farm"."""
    behind = per.stream is total.stream and per.claim.quantity.kind is Kind.MONEY
    return behind and ";" in per.stream.text[total.place : per.place]


def _lengths(sentence: Sequence[Amount]) -> Iterator[Amount]:
    """The lengths of time of a sentence, which can be what an amount is told for each of, or shared out."""
    for first in sentence[:1]:
        for place, claim in enumerate(first.stream.claims):
            if claim is None or claim.quantity.kind is not Kind.DURATION or claim.quantity.is_range:
                continue
            if claim.quantity.value is not None and claim.quantity.value > 0:
                yield replace(first, claim=claim, place=place, depth=0, value=claim.quantity.value, is_share=False)


def _is_a_rate(amount: Amount) -> bool:
    return amount.claim.quantity.per is not None or BY in (amount.claim.quantity.unit or "")


def _is_for_each(document: Document, per: Amount, rules: LanguageRules) -> bool:
    quantity = per.claim.quantity
    before, following = per.words_before(document, _BEFORE), per.words_after(document, _AFTER)
    if says(rules, "typical", before):
        return False
    if quantity.kind is Kind.DURATION:
        return says(rules, "mean-of", before) and says(rules, "apiece", following)
    if says(rules, "mean-of", before) or says(rules, "apiece", following):
        return True
    if _is_a_rate(per):
        return any(says(rules, cue, before) for cue in ("comes-to", "equals", "price-of"))
    if says(rules, "mean-is", per.words_before(document, 1)) and says(
        rules, "mean-of", per.words_before(document, _CLAUSE).rpartition(" , ")[2]
    ):
        return True
    found = following.split()
    for at, word in enumerate(found[:2]):
        if says(rules, "per-word", f" {word} ") and found[at + 1 :]:
            # « 12 par la saisie » names what did it, « 12 par élève » what it is counted by.
            return not says(rules, "articles", f" {found[at + 1]} ")
    return False


def _total_and_count(per: Amount, others: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """The pair that makes the average right; else the only one, or the one that comes much nearer than any other."""
    totals = [amount for amount in others if not amount.is_share and _may_be_total(amount, per)]
    counts = [amount for amount in others if not amount.is_share and _may_be_count(amount, per)]
    pairs = [(total, count) for total in totals for count in counts if total is not count]
    for total, count in pairs:
        if _fits(per.claim, total.claim, count.claim):
            return total, count
    off = sorted(((_factor(per, *pair), number) for number, pair in enumerate(pairs)))
    if not off:
        return None
    best, number = off[0]
    if len(off) == 1:
        here = all(amount.stream is per.stream for amount in pairs[number])
        of_counts = _ALONE_OF_COUNTS if here else _MOST
        return pairs[number] if best <= (of_counts if per.claim.quantity.unit is None else _ALONE) else None
    if best <= _MOST and off[1][0] > _MOST:
        return pairs[number]
    return pairs[number] if best <= _LIKELY and off[1][0] > _UNLIKELY else None


def _factor(per: Amount, total: Amount, count: Amount) -> Fraction:
    """How many times the average is what its total and count make, or these the average."""
    made = Fraction(total.value) / (Fraction(count.value) * Fraction(per.value))
    return max(made, 1 / made)


def _in_time(
    document: Document, per: Amount, sentence: Sequence[Amount], rule: Rule, rules: LanguageRules
) -> Relation | None:
    """What comes to so much a day, with the days of the only month, quarter or year that the sentence names."""
    time = per.claim.quantity.per
    if time is None or time not in _TIMES or says(rules, "some-days", per.words_after(document, _AFTER)):
        return None
    before = [amount for amount in sentence if amount.place < per.place and not amount.is_share]
    if not before or not says(rules, "comes-to", per.words_before(document, _BEFORE)):
        return None
    total = before[-1]
    dates = {claim.date for claim in per.stream.claims if claim is not None and claim.date is not None}
    times = times_in(next(iter(dates)), time) if len(dates) == 1 else None
    if times is None or total.claim.quantity.per is not None or not _may_be_total(total, per):
        return None
    if not 1 / Fraction(_ALONE) <= Fraction(total.value) / (times * Fraction(per.value)) <= _ALONE:
        return None
    relation = related(Operation.AVERAGE, [("total", total.claim), ("per", per.claim)], rule, rules)
    return replace(relation, operands=(*relation.operands, Operand("count", constant=Constant(times))))


def _may_be_total(total: Amount, per: Amount) -> bool:
    copied = total.value == per.value >= _THOUSAND and total.claim.quantity.kind is per.claim.quantity.kind
    if total.value <= per.value * 6 / 5 and not copied:
        return False
    if total.claim.quantity.per is not None and not {total.claim.quantity.per, per.claim.quantity.per} <= _TIMES:
        # Parcels a month can be shared out over its days.
        return False
    unit = per.claim.quantity.unit or ""
    if BY in unit:
        return total.claim.quantity.unit == unit.rpartition(BY)[0]
    one, other = per.claim.quantity.unit, total.claim.quantity.unit
    return same_unit(per.claim, total.claim) or (one is not None and other is None and total.value >= _LARGE)


def _may_be_count(count: Amount, per: Amount) -> bool:
    """Whether a number is one of things counted, or of what the amount is told for each of."""
    quantity, each = count.claim.quantity, per.claim.quantity
    unit = each.unit or ""
    if BY in unit:
        return quantity.unit == unit.rpartition(BY)[2]
    if each.per is not None and (each.per in _TIMES or quantity.unit is not None):
        return quantity.unit == each.per
    return (
        quantity.kind in (Kind.COUNT, Kind.NUMBER)
        and count.value == count.value.to_integral_value()
        and count.value > 1
    )


def _fits(per: Claim, total: Claim, count: Claim) -> bool:
    whole, many, each = total.expected, count.expected, per.expected
    if not many.low or not many.high or whole.low is None or whole.high is None:
        return False
    low, high = whole.low / many.high, whole.high / many.low
    return not (each.high is not None and low > each.high) and not (each.low is not None and high < each.low)
