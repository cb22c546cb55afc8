"""Lists whose total stands before them, in their sentence or further up: "a $2.4 billion budget ... sets aside ...".

That a list is complete say a colon or words of splitting before it, a last item that is "the rest", or its own words
("of the total"). A total that fits is taken; one that does not only where one slip, in it or in a part, explains it and
no other number of the text would be the total. Lists behind "of which" may be open: they can only make too much.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from workbench.model import BlockKind, Constant, Kind, Operand, Operation, Relation
from workbench.relations.amounts import related
from workbench.relations.reports.page import Fact, Page, alike, slips_into
from workbench.relations.rules import Rule

RULE = "sum.report"
_BACK, _FAR_BACK = 3, 8
_FEWEST, _MOST, _APART = 2, 12, 120
_FEW, _BESIDE = 2, 3
_TELLING, _HANDFUL, _TINY = 100, 13, 10_000
_HUNDRED = Fraction(100)
_LEAST, _GREATEST = Fraction(85), Fraction(120)


def find_lists(page: Page, rule: Rule) -> Iterator[Relation]:
    """The lists that no relation adds up yet, without ids."""
    added: dict[str | None, str | None] = {}
    for relation in page.relations:
        if relation.operation is Operation.SUM and relation.exhaustive:
            total = page.by_claim.get(relation.claims[0])
            parts = [
                fact for part in relation.roles("part") if (fact := page.by_claim.get(part.claim or "")) is not None
            ]
            # A sum that its parts do not make may have a part for its total: it is asked about again with that one.
            doubted = total is not None and not _makes(total, parts)
            added.update((part.claim.id, relation.claims[0] if doubted else None) for part in parts)
    summed = {frozenset(relation.claims) for relation in page.relations if relation.operation is Operation.SUM}
    for run in _runs(page):
        own = {fact.claim.id for fact in run}
        if sum(fact.claim.id in added and added[fact.claim.id] not in own for fact in run) > 1:
            continue
        found = _within(page, run) or _before(page, run)
        if found is not None and frozenset(fact.claim.id for fact in (found[0], *found[1])) not in summed:
            total, parts = found
            members = (("total", total.claim), *(("part", part.claim) for part in parts))
            yield related(Operation.SUM, members, rule, page.rules)
    yield from _shares(page, rule, added)


def without_parts_as_totals(relations: Iterable[Relation], lists: Iterable[Relation]) -> list[Relation]:
    """All but sums whose total is itself a part of one of the longer `lists`, beside the same parts."""
    known = [
        frozenset(operand.claim for operand in one.roles("part")) for one in lists if one.operation is Operation.SUM
    ]
    return [
        relation
        for relation in relations
        if relation.operation is not Operation.SUM or not any(frozenset(relation.claims) <= parts for parts in known)
    ]


def _runs(page: Page) -> Iterator[list[Fact]]:
    """Numbers in one unit that follow each other in a sentence, with "the rest" in the next one, or in list items."""
    items: list[Fact] = []
    for number, sentence in enumerate(page.sentences):
        run: list[Fact] = []
        for fact in sentence:
            if not fact.is_level:
                # Shares in brackets and years stand between parts.
                if fact.is_amount:
                    if len(run) >= _FEWEST:
                        yield run
                    run = []
                continue
            nested = len(run) > 1 and page.says("report-of-which", page.before(fact))
            if run and (nested or not alike(run[0], fact) or fact.claim.start - run[-1].claim.end > _APART):
                if len(run) >= _FEWEST:
                    yield run
                run = []
            run.append(fact)
        if len(run) >= _FEWEST:
            yield run + _rest_of(page, number + 1, run[0])
        item = page.document.blocks[sentence[0].claim.block].kind is BlockKind.LIST_ITEM
        first = next((fact for fact in sentence if fact.is_level), None) if item else None
        if items and (first is None or first.claim.block != items[-1].claim.block + 1 or not alike(items[0], first)):
            if len(items) >= _FEWEST:
                yield items
            items = []
        if first is not None:
            items.append(first)
    if len(items) >= _FEWEST:
        yield items


def _rest_of(page: Page, number: int, first: Fact) -> list[Fact]:
    """The only level of the next sentence, when it is that of all the others."""
    if number >= len(page.sentences):
        return []
    levels = [fact for fact in page.sentences[number] if fact.is_level]
    if len(levels) != 1 or not alike(first, levels[0]) or first.claim.block != levels[0].claim.block:
        return []
    return levels if page.says("report-rest", page.before(levels[0])) else []


def _within(page: Page, run: Sequence[Fact]) -> tuple[Fact, list[Fact]] | None:
    """A total at the head of its own list: "31 gigawatts: 16 onshore and 15 offshore"."""
    total, parts = run[0], list(run[1:])
    if not _FEWEST <= len(parts) <= _MOST or total.claim.quantity.hedge is not None:
        return None
    lead = page.before(parts[0])
    if page.says("report-versus", lead) or not _are_of_one_kind(parts) or not _are_joined(page, parts):
        return None
    made = sum((part.value for part in parts), Fraction(0))
    opening, colon, _ = lead.partition(" : ")
    plain = bool(colon) and "," not in opening and ")" not in opening
    if not (plain or page.says("report-of-which", lead) or page.says("report-split", lead)):
        return None
    if not _is_closed(page, parts):
        return None
    if _makes(total, parts):
        return total, parts
    open_list = not plain and page.says("report-of-which", lead)
    if open_list and (made < total.value or any(part.value >= total.value for part in parts)):
        # It can only make too much, and then of parts that are each less than the total.
        return None
    if (open_list and total.value < _TELLING) or _is_cut(page, total) or made * _TELLING < total.value:
        # Of 26 doctors 14 are women and 9 surgeons, some of them both.
        return None
    if max(fact.value for fact in run) < _HANDFUL and page.says(
        "indefinite", page.words(total.claim.end, parts[-1].claim.start)
    ):
        # "Eight games: five won, one drawn and two lost", where one is no number but an article.
        return None
    small = plain and all(fact.value < _TELLING for fact in run) and abs(made - total.value) <= _FEW
    return (total, parts) if (small and len(parts) > _FEWEST) or _is_a_slip(total, parts) else None


def _is_closed(page: Page, parts: Sequence[Fact]) -> bool:
    """Whether no number of the kind is left out at the end of the sentence, and none of the parts is a loss."""
    last = parts[-1]
    if page.says("report-rest", page.after(last)) and not page.says("report-rest", last.own):
        return False
    if page.says("overlap", page.after(last)):
        return False
    if any(page.says("nets", page.before(part)) or page.says("report-versus", page.before(part)) for part in parts[1:]):
        return False
    following = page.facts[last.place + 1 : last.place + 2]
    return not following or following[0].sentence != last.sentence or not following[0].is_amount


def _before(page: Page, run: Sequence[Fact]) -> tuple[Fact, list[Fact]] | None:
    """A total further up."""
    parts = list(run)
    if len(parts) > _MOST or any(part.claim.quantity.hedge is not None for part in parts):
        return None
    lead, last = page.before(parts[0]), parts[-1]
    if any(page.says("report-of-which", page.before(part)) for part in parts[1:]):
        return None
    told = page.says("report-split", lead) or page.says("report-rest", page.before(last) + last.own)
    told = told or any(page.says("report-the-whole", page.after(part)) for part in parts)
    tried = [fact for fact in page.earlier(parts[0], _FAR_BACK if told else _BACK) if _may_total(fact, parts)]
    fitting = [fact for fact in tried if _makes(fact, parts)]
    if (fitting and not _are_parallel(parts)) or not _is_closed(page, parts):
        return None
    if fitting:
        made = sum((part.value for part in parts), Fraction(0))
        sure = told or made / Fraction(fitting[0].claim.quantity.step or 1) >= _TELLING
        return (fitting[0], parts) if sure else None
    if (
        not told
        or not _are_parallel(parts)
        or any(_may_total(fact, parts) and _makes(fact, parts) for fact in page.facts)
    ):
        return None
    meant = [fact for fact in tried if fact.is_level and not _is_cut(page, fact) and _is_a_slip(fact, parts)]
    return (meant[0], parts) if len({fact.value for fact in meant}) == 1 else None


def _are_joined(page: Page, parts: Sequence[Fact]) -> bool:
    """Whether a comma, a semicolon or "and" leads from each part to the next: "63 bars open 5 days in 7" lists none."""
    gaps = (page.words(one.claim.end, other.claim.evidence_start) for one, other in pairwise(parts))
    return all("," in gap or ";" in gap or page.says("joins", gap) for gap in gaps)


def _is_cut(page: Page, total: Fact) -> bool:
    """Whether a fraction right before a number takes a part of it: "half of the 3,650 wells"."""
    previous = page.facts[total.place - 1] if total.place else None
    if previous is None or previous.sentence != total.sentence or not previous.is_share:
        return False
    return len(page.before(total).split()) <= _BESIDE


def _are_of_one_kind(parts: Sequence[Fact]) -> bool:
    """Whether numbers may be told in one unit: "7.3 million euros, 3.1 and 1.6", not "1,041 staff and 600 euros"."""
    sizes = sorted(part.value for part in parts)
    if sizes[0] * _TINY < sizes[-1]:
        return False
    units = {part.claim.quantity.unit for part in parts}
    bare = [part for part in parts if part.claim.quantity.unit is None]
    return len(units) < _FEWEST or (
        parts[0].claim.quantity.unit is not None and not any(part.claim.counted for part in bare)
    )


def _are_parallel(parts: Sequence[Fact]) -> bool:
    """Whether numbers may be parts of one whole: of one unit written out or left out, or counts of one thing."""
    if not _are_of_one_kind(parts):
        return False
    units = {part.claim.quantity.unit for part in parts}
    if len(units) > 1 or units == {None}:
        bare = [part for part in parts if part.claim.quantity.unit is None]
        if any(part.value < _TELLING or part.claim.quantity.in_words for part in bare) or len(units - {None}) > 1:
            return False
    return len({part.claim.counted for part in parts if part.claim.counted}) <= 1


def _may_total(fact: Fact, parts: Sequence[Fact]) -> bool:
    return fact.is_amount and fact not in parts and any(alike(fact, part) for part in parts)


def _slack(facts: Sequence[Fact]) -> Fraction:
    """How far a total may be from its rounded parts: half a unit of each; counts written out in full are exact."""
    steps = (Fraction(fact.claim.quantity.step) for fact in facts)
    return sum((step / 2 for step in steps if step not in (0, 1)), Fraction(0))


def _makes(total: Fact, parts: Sequence[Fact]) -> bool:
    made = sum((part.value for part in parts), Fraction(0))
    return abs(made - total.value) <= _slack((total, *parts))


def _is_a_slip(total: Fact, parts: Sequence[Fact]) -> bool:
    """Whether one slip in the total or in a part would make them fit; of single digits any number is a slip away."""
    if total.value < _HANDFUL:
        return False
    made = sum((part.value for part in parts), Fraction(0))
    half = max(Fraction(fact.claim.quantity.step) for fact in (total, *parts)) / 2
    if slips_into(total.claim.quantity, made - half, made + half):
        return True
    for part in parts:
        needed = total.value - (made - part.value)
        if needed > 0 and slips_into(part.claim.quantity, needed - half, needed + half):
            return True
    return False


def _shares(page: Page, rule: Rule, added: Container[str | None]) -> Iterator[Relation]:
    """Percentages of one whole that "the rest" closes: they make a hundred."""
    for fact in page.facts:
        if not _is_plain_share(fact) or not (
            page.says("report-rest", page.before(fact)) or page.says("report-last", page.before(fact))
        ):
            continue
        if page.says("joins", page.after(fact)):
            # "The rest is split between meat (9%) and tins": what else there is has no share told.
            continue
        listed = [fact]
        for other in page.earlier(fact, _FEW):
            if other.claim.block != fact.claim.block or (other.is_share and not _is_plain_share(other)):
                break
            if other.is_share and page.says("report-no-share", page.before(other)):
                break
            if other.is_share:
                listed.append(other)
        made = sum((other.value for other in listed), Fraction(0))
        if len(listed) <= _FEWEST + 1 or any(other.claim.id in added for other in listed):
            continue
        wrong = made != _HUNDRED
        if wrong and not (_LEAST <= made <= _GREATEST and _one_share_slips(listed, made)):
            continue
        claims = [other.claim for other in reversed(listed)]
        operands = (*(Operand("part", claim.id) for claim in claims), Operand("total", constant=Constant(_HUNDRED)))
        yield Relation("", Operation.SUM, rule.name(page.rules.language), operands, claims[0].start, claims[-1].end)


def _is_plain_share(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return fact.is_share and quantity.kind is Kind.PERCENT and quantity.hedge is None


def _one_share_slips(listed: Sequence[Fact], made: Fraction) -> bool:
    return any(
        slips_into(fact.claim.quantity, _HUNDRED - made + fact.value, _HUNDRED - made + fact.value)
        for fact in listed
        if made - fact.value < _HUNDRED
    )
