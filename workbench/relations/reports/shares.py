"""Shares whose whole stands in another sentence: in a list, in brackets, or behind a part that is named again.

"We examined 240 schools. Of these, 168 (70%) met all standards, 54 (22.5%) most of them and 18 (7.5%) few." The parts
are found by where the shares stand, or by name ("public safety thus takes 35% of the total"); the whole is a number
that sums or other shares show to be one, or what most shares of one list agree on. Numbers that fit are related;
such that do not are only where a slip, or the rest of the list, says that they should.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.model import BlockKind, Kind, Operation, Relation, Role
from workbench.relations.amounts import one_noun, related
from workbench.relations.reports.page import Fact, Page, alike, bounds, names, slips_into
from workbench.relations.rules import Rule

RULE = "share.report"
_HUNDRED = Fraction(100)
_BACK, _MOST_WORDS, _NAMED_BACK = 4, 7, 6
_FEWEST, _APART, _NOUN, _BEHIND, _FAR_UP, _FURTHEST = 2, 160, 40, 60, 40, 150
_MOST, _LEADING, _HANDFUL = 16, 8, 20
_SIMPLE = tuple(Fraction(part, whole) for whole in (2, 3, 4, 5, 8, 10) for part in range(1, whole))
_CHANGES = frozenset({Role.CHANGE, Role.DIFFERENCE})
_CLOSE = Fraction(3, 200)


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """A part and its share, and how they are joined: whether words or brackets leave no other reading."""

    part: Fact
    share: Fact
    plain: bool


def find_shares(page: Page, rule: Rule) -> Iterator[Relation]:
    """The shares that no relation tells yet, without ids."""
    free = [fact for fact in page.facts if fact.is_share and fact.claim.id not in page.said]
    pairs = [pair for fact in page.facts if fact.is_share and (pair := _pair(page, fact)) is not None]
    parts = {id(pair.part) for pair in pairs}
    done: set[str] = set()
    listed: set[int] = set()
    for group in _lists(page, pairs):
        listed.update(id(pair) for pair in group if len(group) > 1)
        for pair, whole in _of_one_whole(page, group):
            if pair.share.claim.id not in page.said and pair.share.claim.id not in done:
                done.add(pair.share.claim.id)
                yield _told(pair, whole, page, rule)
    for pair in pairs:
        if pair.share in free and pair.share.claim.id not in done:
            base = _whole_of(page, pair, parts)
            if base is not None and id(pair) in listed and not _fits(pair, base):
                # One of a list is of the whole that the others are of.
                continue
            if base is not None:
                done.add(pair.share.claim.id)
                yield _told(pair, base, page, rule)
    for share in free:
        if share.claim.id not in done and all(pair.share is not share for pair in pairs):
            named = _named(page, share)
            if named is not None:
                yield _told(*named, page, rule)


def _told(pair: _Pair, whole: Fact, page: Page, rule: Rule) -> Relation:
    members = (("part", pair.part.claim), ("share", pair.share.claim), ("whole", whole.claim))
    return related(Operation.SHARE, members, rule, page.rules)


def _pair(page: Page, share: Fact) -> _Pair | None:
    """The part that a share stands beside: "54 (22.5%)", "1,104, or 60%", "618 of the dead, or 73%"."""
    if share.claim.role in _CHANGES or page.says("report-no-share", page.before(share) + page.after(share)):
        return None
    part = page.facts[share.place - 1] if share.place else None
    if part is not None and part.sentence == share.sentence and part.is_level and part.claim.id not in page.said:
        between = page.words(part.claim.end, share.claim.evidence_start)
        words = between.split()
        if words[-1:] == ["("] and len(words) <= _MOST_WORDS and "," not in words:
            return _Pair(part, share, True)
        if len(words) <= _MOST_WORDS and page.says("report-or", between) and words.count(",") <= 1:
            return _Pair(part, share, True)
        if words == [","] or (len(words) <= 3 and words[-1:] == [","]):
            return _Pair(part, share, False)
        if len(words) <= _MOST_WORDS and page.says("report-share-verbs", between):
            return _Pair(part, share, True)
    following = page.facts[share.place + 1] if share.place + 1 < len(page.facts) else None
    if following is None or following.sentence != share.sentence or not following.is_level:
        return None
    words = page.words(share.claim.end, following.claim.evidence_start).split()
    closed = page.after(following).strip()[:1] in (",", ")")
    if words and words[-1] in (",", "(", "soit") and len(words) <= _MOST_WORDS and closed:
        return _Pair(following, share, False)
    return None


def _lists(page: Page, pairs: Sequence[_Pair]) -> Iterator[list[_Pair]]:
    """Pairs that follow each other in one sentence, or as items of one list, in one unit."""
    group: list[_Pair] = []
    for pair in pairs:
        if group and not _go_on(page, group[-1], pair):
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def _go_on(page: Page, last: _Pair, pair: _Pair) -> bool:
    """Whether a pair goes on with a list: in the same sentence, or as the next item."""
    one, other = last.part.claim, pair.part.claim
    if not alike(last.part, pair.part) or last.part is pair.part:
        return False
    if one.sentence == other.sentence:
        return other.start - max(one.end, last.share.claim.end) <= _APART
    items = (page.document.blocks[claim.block].kind is BlockKind.LIST_ITEM for claim in (one, other))
    return other.block == one.block + 1 and all(items)


def _fits(pair: _Pair, whole: Fact) -> bool:
    """Whether a share is that of the part in the whole, as the numbers are usually read."""
    piece, base, stated = (bounds(fact.claim) for fact in (pair.part, whole, pair.share))
    if piece is None or base is None or stated is None or base[0] <= 0:
        return False
    factor = _factor(pair.share)
    return piece[0] / base[1] * factor <= stated[1] and piece[1] / base[0] * factor >= stated[0]


def _factor(share: Fact) -> Fraction:
    return _HUNDRED if share.claim.quantity.kind is Kind.PERCENT else Fraction(1)


def _may_be(part: Fact, whole: Fact) -> bool:
    return whole is not part and whole.is_amount and alike(whole, part) and whole.value >= part.value


def _of_one_whole(page: Page, group: Sequence[_Pair]) -> Iterator[tuple[_Pair, Fact]]:
    """The pairs of a list with the whole that all but one of them agree on."""
    if not _FEWEST <= len(group) <= _MOST:
        return
    own = {id(pair.part) for pair in group}
    tried = [fact for fact in page.earlier(group[0].part, _BACK) if id(fact) not in own]
    last = group[-1].share.place
    tried += [
        fact
        for fact in page.facts[last + 1 : last + 1 + _MOST]
        if fact.sentence == group[-1].part.sentence and id(fact) not in own
    ]
    best: Fact | None = None
    most = (0, False)
    for whole in tried:
        if not whole.is_amount or not any(alike(whole, pair.part) for pair in group):
            continue
        if any(whole.value < pair.part.value for pair in group):
            continue
        fitting = sum(_fits(pair, whole) for pair in group)
        made = sum((pair.part.value for pair in group), Fraction(0))
        enough = len(group) - 1 if len(group) > _FEWEST or made == whole.value else len(group)
        rank = (fitting, whole.claim.id in page.wholes)
        if fitting >= max(1, enough) and rank > most:
            best, most = whole, rank
    if best is not None:
        yield from ((pair, best) for pair in group)


def _whole_of(page: Page, pair: _Pair, parts: set[int]) -> Fact | None:
    """The whole of one share beside its part: one that fits, or one that is known to be a whole but for a slip."""
    tried = [
        fact
        for fact in page.earlier(pair.part, _BACK)
        if _may_be(pair.part, fact) and not (fact.sentence == pair.part.sentence and id(fact) in parts)
    ]
    tried += [
        fact
        for fact in page.facts[pair.share.place + 1 : pair.share.place + 1 + _MOST]
        if fact.sentence == pair.share.sentence and _may_be(pair.part, fact)
    ]
    fitting = [fact for fact in tried if _fits(pair, fact)]
    if fitting:
        return next((fact for fact in fitting if fact.claim.id in page.wholes), fitting[0])
    worded = pair.share.claim.quantity.kind is Kind.RATIO
    if (pair.share.claim.quantity.hedge is not None and not worded) or _is_answered(page, pair):
        return None
    for known in _known_wholes(page, pair, [fact for fact in tried if fact.is_level and fact.place < pair.part.place]):
        meant = [fact for fact in known if fact.claim.quantity.hedge is None and _is_a_slip(page, pair, fact)]
        if len({fact.value for fact in meant}) == 1:
            return meant[0]
    return None


def _known_wholes(page: Page, pair: _Pair, tried: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The numbers that may be the whole of a part, those the text is plainest about first."""
    own = page.by_claim.get(page.totals.get(pair.part.claim.id, ""))
    yield [own] if own is not None and own.value >= pair.part.value else []
    yield _of_its_noun(page, pair)
    if not pair.plain:
        return
    behind = page.after(pair.share)
    said = names(behind[:_BEHIND], page.rules)
    yield [fact for fact in tried if said & fact.names]
    known = [fact for fact in _far_wholes(page, pair) if fact.claim.id in page.wholes]
    generic = page.says("report-the-whole", behind)
    near = [fact for fact in tried if fact.sentence == pair.part.sentence - 1]
    if not generic and page.says("report-of-another", behind[:_LEADING]):
        # "12% of their programme", of which nothing else is told.
        return
    yield [
        fact
        for fact in dict.fromkeys([*known, *near, *(tried if generic else ())])
        if one_noun(fact.claim, pair.part.claim)
        and (fact in known or generic or fact.claim.block == pair.part.claim.block)
    ]


def _far_wholes(page: Page, pair: _Pair) -> list[Fact]:
    """Numbers further up that may be a whole."""
    return [
        fact for fact in page.facts[max(0, pair.part.place - _FAR_UP) : pair.part.place] if _may_be(pair.part, fact)
    ]


def _of_its_noun(page: Page, pair: _Pair) -> list[Fact]:
    """The largest number before of what a share says that it is of: "more than half of the families", "one in three
    members"; or the old value beside the new one: "from 1,640 to 410, a quarter of the earlier figure"."""
    behind = page.after(pair.share)
    if page.says("report-of-before", behind) and pair.part.place:
        old = page.facts[pair.part.place - 1]
        return [old] if old.sentence == pair.part.sentence and old.is_level and _may_be(pair.part, old) else []
    own = names(f"{page.words(pair.share.claim.start, pair.share.claim.end)}{behind[:_NOUN]}", page.rules)
    counted = [
        fact
        for fact in page.facts[max(0, pair.part.place - _FURTHEST) : pair.part.place]
        if fact.is_level
        and fact.claim.counted
        and names(fact.claim.counted, page.rules) & own
        and _may_be(pair.part, fact)
        and fact.claim.quantity.hedge is None
    ]
    return [max(counted, key=lambda fact: fact.value)] if counted else []


def _is_answered(page: Page, pair: _Pair) -> bool:
    """Whether the share is that of the part in some other number of the text."""
    return any(
        _fits(pair, fact) for fact in page.near(pair.part) if _may_be(pair.part, fact) and fact.value > pair.part.value
    )


def _is_a_slip(page: Page, pair: _Pair, whole: Fact) -> bool:
    """Whether a slip in the share or in the part makes them fit a whole, or the share is that of another part of it; of
    a fraction, whether another one would fit."""
    piece, base, stated = (bounds(fact.claim) for fact in (pair.part, whole, pair.share))
    if piece is None or base is None or stated is None or base[0] <= 0:
        return False
    if whole.value < _HANDFUL:
        # "Five subjects (12%) ... Four subjects (10%)": of so few, nearly any share is a slip away.
        return False
    factor = _factor(pair.share)
    if pair.share.claim.quantity.kind is Kind.RATIO:
        exact = pair.part.value / whole.value
        if any(abs(exact - simple) <= _CLOSE for simple in _SIMPLE):
            return True
    siblings = (fact for fact in page.near(pair.part) if page.totals.get(fact.claim.id) == whole.claim.id)
    if any(fact is not pair.part and _fits(_Pair(fact, pair.share, False), whole) for fact in siblings):
        return True
    half = Fraction(pair.share.claim.quantity.step) / 2
    low, high = piece[0] / base[1] * factor - half, piece[1] / base[0] * factor + half
    if slips_into(pair.share.claim.quantity, low, high):
        return True
    return slips_into(pair.part.claim.quantity, base[0] * stated[0] / factor, base[1] * stated[1] / factor)


def _named(page: Page, share: Fact) -> tuple[_Pair, Fact] | None:
    """A part told before and named again, with its whole: "Public safety thus takes 35% of the total"."""
    before = page.before(share)
    if not page.says("report-share-verbs", before) or page.says("report-no-share", before + page.after(share)):
        return None
    found: list[tuple[_Pair, Fact]] = []
    for part in page.earlier(share, _NAMED_BACK):
        if not part.is_amount or part.sentence == share.sentence or not part.names & share.names:
            continue
        total = page.by_claim.get(page.totals.get(part.claim.id, ""))
        if total is None or not _may_be(part, total):
            continue
        found.append((_Pair(part, share, False), total))
    if not found:
        return None
    most = max(len(pair.part.names & share.names) for pair, _ in found)
    best = [one for one in found if len(one[0].part.names & share.names) == most]
    if len({pair.part.value for pair, _ in best}) != 1:
        return None
    pair, total = best[0]
    if _fits(pair, total) or (not _is_answered(page, pair) and _is_a_slip(page, pair, total)):
        return pair, total
    return None
