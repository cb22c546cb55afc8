"""Products told in one sentence, and averages whose count stands further up under the same name.

"Two ships at €85 million each, or €170 million in all"; "£27 million a year, or £135 million over five years";
"Runners raised $5.52 million, an average of $300 each", where the runners were counted three lines before.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from workbench.model import Kind, Operation, Relation
from workbench.relations.amounts import related
from workbench.relations.reports.page import Fact, Page, bounds, names, slips_into
from workbench.relations.rules import Rule

RULE = "average.report"
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER})
_BACK, _FEW = 6, 20


def find_products(page: Page, rule: Rule) -> Iterator[Relation]:
    """The products and averages that no relation tells yet, without ids."""
    told = {
        claim
        for relation in page.relations
        if relation.operation in (Operation.AVERAGE, Operation.RATIO)
        for claim in relation.claims
    }
    for sentence in page.sentences:
        for at, per in enumerate(sentence):
            if per.claim.id in told or not _is_each(per):
                continue
            found = _bought(page, sentence, at) or _over_years(page, sentence, at) or _shared(page, sentence, at)
            if found is not None:
                total, count = found
                members = (("total", total.claim), ("count", count.claim), ("per", per.claim))
                yield related(Operation.AVERAGE, members, rule, page.rules)


def _is_each(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return quantity.kind is Kind.MONEY and fact.is_amount and quantity.hedge is None


def _bought(page: Page, sentence: list[Fact], at: int) -> tuple[Fact, Fact] | None:
    """A count before a price, and behind it what all of them cost together."""
    per = sentence[at]
    count = sentence[at - 1] if at else None
    total = sentence[at + 1] if at + 1 < len(sentence) else None
    if count is None or total is None or not _is_count(count) or not _is_each(total):
        return None
    priced = page.says("report-price", page.before(per)) and page.says("report-each", page.before(total))
    if not priced or not page.says("report-altogether", page.before(total) + page.after(total)):
        return None
    return (total, count) if _fits(total, count, per) or _is_a_slip(total, count, per) else None


def _over_years(page: Page, sentence: list[Fact], at: int) -> tuple[Fact, Fact] | None:
    """An amount a year, and behind it what it makes over some years."""
    per = sentence[at]
    if at + 2 >= len(sentence) or not page.says(
        "report-a-year", page.words(per.claim.start, per.claim.end) + page.after(per)
    ):
        return None
    total, years = sentence[at + 1], sentence[at + 2]
    if not _is_each(total) or years.claim.quantity.kind is not Kind.DURATION or years.claim.quantity.unit != "year":
        return None
    if not page.says("report-or", page.before(total)) or not page.says("report-over", page.before(years)):
        return None
    slip = _is_a_slip(total, years, per) or (years.value < _FEW and _is_whole(total.value / per.value))
    return (total, years) if _fits(total, years, per) or slip else None


def _shared(page: Page, sentence: list[Fact], at: int) -> tuple[Fact, Fact] | None:
    """An amount, what it is for each on average, and how many they are, told before under the same name."""
    per = sentence[at]
    total = sentence[at - 1] if at else None
    if total is None or not _is_each(total) or total.value <= per.value:
        return None
    if not page.says("report-on-average", page.before(per)):
        return None
    own = names(f"{page.before(total)}{page.words(per.claim.start, per.claim.end)}{page.after(per)}", page.rules)
    tried = [fact for fact in page.earlier(total, _BACK) if _is_count(fact) and fact.sentence != per.sentence]
    named = [fact for fact in tried if names(fact.claim.counted or fact.own, page.rules) & own]
    fitting = [fact for fact in tried if _fits(total, fact, per)]
    if fitting:
        return total, fitting[0]
    meant = [fact for fact in named if fact.claim.quantity.hedge is None and _is_a_slip(total, fact, per)]
    return (total, meant[0]) if len({fact.value for fact in meant}) == 1 else None


def _is_count(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return quantity.kind in _COUNTS and quantity.unit is None and fact.is_amount and fact.value > 1


def _is_whole(number: Fraction) -> bool:
    return number.denominator == 1


def _fits(total: Fact, count: Fact, per: Fact) -> bool:
    """Whether the count and the amount for each make the total, as the numbers are usually read."""
    made, many, each = (bounds(fact.claim) for fact in (total, count, per))
    if made is None or many is None or each is None:
        return False
    return many[0] * each[0] <= made[1] and many[1] * each[1] >= made[0]


def _is_a_slip(total: Fact, count: Fact, per: Fact) -> bool:
    made, many, each = (bounds(fact.claim) for fact in (total, count, per))
    if made is None or many is None or each is None or not each[0] or not many[0]:
        return False
    return (
        slips_into(total.claim.quantity, many[0] * each[0], many[1] * each[1])
        or slips_into(per.claim.quantity, made[0] / many[1], made[1] / many[0])
        or slips_into(count.claim.quantity, made[0] / each[1], made[1] / each[0])
    )
