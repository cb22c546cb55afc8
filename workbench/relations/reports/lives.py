"""Ages, years of service, anniversaries and editions whose dates stand apart, in one sentence or in the next.

"She joined in 1961 and stayed for 35 years until her retirement in 1996"; "morte le 12 février 2025 à l'âge de 91 ans.
Née le 4 mai 1933 ...". Each needs words for what the two dates are, and no third date between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.model import BlockKind, Claim, Kind, Operation, Relation
from workbench.relations.amounts import related
from workbench.relations.reports.page import Fact, Page
from workbench.relations.rules import Rule

AGE, SPAN, ANNIVERSARY, EDITION = (
    "calendar.report.age",
    "calendar.report.span",
    "calendar.report.anniversary",
    "calendar.report.edition",
)
RULES = (AGE, SPAN, ANNIVERSARY, EDITION)
_YEAR = "year"
_NEXT, _OLDEST = 2, 115
_DATED, _MOST, _LAST = 3, 24, 6


def find_lives(page: Page, rules: dict[str, Rule]) -> Iterator[Relation]:
    """The durations between two dates that no relation tells yet, without ids."""
    told = {
        claim
        for relation in page.relations
        if relation.operation is Operation.CALENDAR and len(relation.claims) >= _DATED
        for claim in relation.claims
    }
    for number, sentence in enumerate(page.sentences):
        heading = page.document.blocks[sentence[0].claim.block].kind is BlockKind.HEADING
        if heading or len(sentence) > _MOST:
            continue
        for fact in sentence:
            if fact.claim.id in told:
                continue
            ends = _age(page, number, fact)
            name = AGE
            if ends is None:
                ends, name = _span(page, sentence, fact), SPAN
            if ends is None:
                ends, name = _since_founding(page, sentence, fact)
            if ends is None or name not in rules or ends[0].claim.date is None or ends[1].claim.date is None:
                continue
            if ends[0].claim.date.first < ends[1].claim.date.first:
                yield _told(ends, fact.claim, name, rules[name], page)


def _told(ends: tuple[Fact, Fact], said: Claim, name: str, rule: Rule, page: Page) -> Relation:
    role = "edition" if name == EDITION else "duration"
    members = (("from", ends[0].claim), ("to", ends[1].claim), (role, said))
    return related(Operation.CALENDAR, members, rule, page.rules)


def _is_date(fact: Fact) -> bool:
    date = fact.claim.date
    return fact.claim.quantity.kind is Kind.DATE and date is not None and date.first.year == date.last.year


def _in_years(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    if quantity.kind is not Kind.DURATION or quantity.unit != _YEAR or quantity.hedge is not None or quantity.is_range:
        return False
    return quantity.value is not None and quantity.value > 1 and quantity.value == int(quantity.value)


def _age(page: Page, number: int, fact: Fact) -> tuple[Fact, Fact] | None:
    """Birth and death around an age at death."""
    quantity = fact.claim.quantity
    plain = quantity.kind in (Kind.NUMBER, Kind.COUNT) and quantity.unit is None
    if not (plain or _in_years(fact)) or not page.says("report-aged", page.before(fact)):
        return None
    if quantity.value is None or quantity.value > _OLDEST:
        return None
    sentence = page.sentences[number]
    deaths = [other for other in sentence if _is_date(other) and page.says("report-died", page.before(other))]
    births = [
        other
        for near in page.sentences[max(0, number - _NEXT) : number + _NEXT + 1]
        for other in near
        if _is_date(other) and page.says("report-born", page.before(other)) and other.claim.block == fact.claim.block
    ]
    if len(deaths) != 1 or len(births) != 1 or deaths[0] is births[0]:
        return None
    return births[0], deaths[0]


def _span(page: Page, sentence: Sequence[Fact], fact: Fact) -> tuple[Fact, Fact] | None:
    """The date before and the date behind a number of years that runs until it, or that someone leaves after."""
    if not _in_years(fact):
        return None
    dates = [other for other in sentence if _is_date(other)]
    if len(dates) != 2 or sum(_in_years(other) for other in sentence) != 1:
        return None
    first, last = dates
    if first.place < fact.place < last.place:
        joined = page.says("report-for-years", page.before(fact) + page.words(first.claim.end, fact.claim.start))
        until = page.says("report-until", page.words(fact.claim.end, last.claim.start))
        return (first, last) if joined and until else None
    if first.place < last.place < fact.place:
        since = page.says("report-since", page.before(first))
        leaves = page.says("report-leaves", page.words(first.claim.end, last.claim.start))
        after = page.says("report-after", page.before(fact))
        return (first, last) if since and leaves and after else None
    return None


def _since_founding(page: Page, sentence: Sequence[Fact], fact: Fact) -> tuple[tuple[Fact, Fact] | None, str]:
    """The founding and the year of an anniversary or an edition."""
    dates = [other for other in sentence if _is_date(other)]
    if len(dates) != 2 or not page.says("report-founded", page.before(dates[0])):
        return None, ANNIVERSARY
    first, last = dates
    ordinal = fact.claim.quantity.kind is Kind.ORDINAL
    if ordinal and page.says("report-edition", page.after(fact)) and first.place < fact.place:
        return (first, last), EDITION
    if _in_years(fact) and first.place < fact.place and _celebrates(page, fact):
        return (first, last), ANNIVERSARY
    return None, ANNIVERSARY


def _celebrates(page: Page, fact: Fact) -> bool:
    """Whether the years are those of the thing itself: "ses 110 ans", not "ses 30 ans de scène"."""
    own = page.says("report-its", page.before(fact)[-_LAST:])
    return own and not page.says("report-of-another", page.after(fact)[:_LAST])
