"""Relations that their numbers contradict while others beside them agree: then what was said is said of those.

A sentence with several levels of one unit offers several pairs to a percentage, a difference or an average, and words
do not always tell which is meant. A contradiction is worth a finding only when nothing else near by makes the number
true, so one is given up when another pair does that no other number of the text speaks of; when something else that is
said of the pair is true; when its unit is not theirs; or when the parts of a sum make another total, or theirs before
they end. Nothing is related because it fits: numbers only take back here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from workbench.model import Binding, Claim, Hedge, Kind, Operation, Quantity, Relation, Role
from workbench.model.interval import Interval
from workbench.model.readings import expected, widest
from workbench.relations.composing import comparable, same_unit

_NEAR, _MOST = 300, 12
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER})
_NO_LEVELS = frozenset({Kind.DATE, Kind.DURATION, Kind.ORDINAL})
# The two numbers compared, and what is said of them.
_COMPARED: dict[Operation, tuple[str, str, str]] = {
    Operation.GROWTH: ("after", "before", "rate"),
    Operation.SHARE: ("part", "whole", "share"),
    Operation.DIFFERENCE: ("after", "before", "change"),
    Operation.POINTS: ("after", "before", "change"),
    Operation.BALANCE: ("gained", "spent", "net"),
    Operation.AVERAGE: ("total", "count", "per"),
    Operation.RATIO: ("total", "count", "per"),
}
_RATES = frozenset({Operation.GROWTH, Operation.SHARE})
_QUOTIENTS = frozenset({Operation.AVERAGE, Operation.RATIO})
_MOVED = frozenset({Operation.GROWTH, Operation.DIFFERENCE, Operation.POINTS})
_SUMS = frozenset({Operation.SUM})
# What these say of two numbers is in the unit of the two.
_DISTANCES = frozenset({Operation.DIFFERENCE, Operation.POINTS, Operation.BALANCE})
_MOVES = frozenset({Role.CHANGE, Role.DIFFERENCE})
_ONE_SIDED = frozenset({Hedge.OVER, Hedge.UNDER, Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.UP_TO})
_FEWEST_PARTS, _HANDFUL, _FEWEST_DIGITS = 3, 10, 2
_WITHIN = frozenset({Binding.CLAUSE, Binding.SENTENCE})
# Lists that words open and whose end is told: "412, made up of 188 for ..., 143 for ... and 81 for ...".
_CLOSED = (".total_of", ".made_of")
_HUNDRED, _SCALED = 100, 1000
_BASIS_POINT, _ONE_HUNDREDTH = "basis point", Fraction(1, 100)
# An index is printed without a unit, and gains points.
_OF_NUMBERS = frozenset({None, "point"})
_MINUS_WHOLE = Interval.exactly(-_HUNDRED)
# How much larger than its change a level is at least.
_FEWEST_TIMES, _MANY_TIMES = 3, 20

Reading = Callable[[Quantity], Interval]


def without_told_of_others(
    relations: Iterable[Relation], claims: Sequence[Claim], is_sure: Callable[[Relation], bool] = lambda _: False
) -> Iterator[Relation]:
    """All relations but those that are contradicted and that other numbers near by explain.

    `claims` are those of the document in the order of the text. `is_sure` tells of a relation that no other combination
    comes into question beside it: then it is chance that others fit.
    """
    listed = list(relations)
    known = {claim.id: claim for claim in claims}
    spoken_of: dict[tuple[Operation, frozenset[str]], set[str]] = {}
    answered: set[tuple[Operation, frozenset[str]]] = set()
    for relation in listed:
        told = two_and_said(relation, known)
        if told is not None:
            spoken_of.setdefault((relation.operation, _pair(told)), set()).add(told[2].id)
            if _agrees(relation.operation, *told, expected):
                answered.add((relation.operation, _pair(told)))
    starts = [claim.start for claim in claims]
    for relation in listed:
        told, operation = two_and_said(relation, known), relation.operation
        if told is not None:
            if not _agrees(operation, *told, widest):
                if (operation, _pair(told)) in answered or _is_of_other_things(operation, *told):
                    continue
                near = _beside(relation, told[2], claims, starts)
                within = relation.binding in _WITHIN
                elsewhere = _agree_elsewhere(operation, told, near, spoken_of, within=within) or (
                    relation.binding is not Binding.CLAUSE and _is_answered(operation, told, near)
                )
                if elsewhere and not is_sure(relation):
                    continue
        elif operation in _SUMS and _is_of_others(relation, known, claims, starts) and not is_sure(relation):
            continue
        yield relation


def is_contradicted(relation: Relation, known: dict[str, Claim]) -> bool:
    """Whether the numbers of a relation, taken as an ordinary reader does, are not as it says.

    Only of relations between two numbers and what is said of them, and of sums; others are never contradicted here.
    """
    told = two_and_said(relation, known)
    if told is not None:
        return not _agrees(relation.operation, *told, _as_tolerated(relation, told[2]))
    total = relation.role("total")
    if relation.operation is not Operation.SUM or total is None or total.claim not in known:
        return False
    parts = [known[part.claim] for part in relation.roles("part") if part.claim in known]
    if len(parts) < 2 or _make(parts, known[total.claim], _as_tolerated(relation, known[total.claim])):
        return False
    return relation.exhaustive or _exceed(parts, known[total.claim])


def holds(relation: Relation, known: Mapping[str, Claim]) -> bool:
    """Whether the numbers of a relation, taken as an ordinary reader does, are as it says, and it says so of all."""
    told = two_and_said(relation, known)
    if told is not None:
        return _agrees(relation.operation, *told, expected)
    operand = relation.role("total")
    total = None if operand is None else known.get(operand.claim or "")
    if relation.operation is not Operation.SUM or not relation.exhaustive or total is None:
        return False
    parts = [claim for part in relation.roles("part") if (claim := known.get(part.claim or "")) is not None]
    return len(parts) >= 2 and _make(parts, total, expected)


def _as_tolerated(relation: Relation, said: Claim) -> Reading:
    """Numbers as usually read, what is said of the others with what the relation's rule tolerates."""
    quantity = said.quantity
    slack = None if relation.tolerance is None else relation.tolerance.slack(quantity.unit, fraction=_is_part(quantity))
    if slack is None:
        return expected
    tolerated = slack
    return lambda one: tolerated.behind(expected(one)) if one is quantity else expected(one)


def _is_part(quantity: Quantity) -> bool:
    return quantity.kind is Kind.RATIO and quantity.unit is None


def two_and_said(relation: Relation, known: Mapping[str, Claim]) -> tuple[Claim, Claim, Claim] | None:
    """The two numbers a relation compares and what is said of them; ``None`` when one of them is not stated."""
    roles = _COMPARED.get(relation.operation)
    if roles is None or len(relation.operands) != len(roles):
        return None
    found = [known.get(operand.claim or "") for role in roles if (operand := relation.role(role)) is not None]
    first, second, said = found if len(found) == len(roles) else (None, None, None)
    return None if first is None or second is None or said is None else (first, second, said)


def _start(claim: Claim) -> int:
    return claim.start


def _pair(told: tuple[Claim, Claim, Claim]) -> frozenset[str]:
    return frozenset((told[0].id, told[1].id))


def _beside(relation: Relation, said: Claim, claims: Sequence[Claim], starts: Sequence[int]) -> list[Claim]:
    """The levels of the paragraph around a relation, the nearest to it when there are many."""
    low = bisect_left(starts, relation.start - _NEAR)
    high = bisect_left(starts, relation.end + _NEAR)
    near = [
        claim
        for claim in claims[low:high]
        if claim.block == said.block
        and claim.id != said.id
        and claim.quantity.kind not in _NO_LEVELS
        # A limit is as far from anything as one likes.
        and claim.quantity.hedge not in _ONE_SIDED
    ]
    return sorted(near, key=lambda claim: abs(claim.start - said.start))[:_MOST]


def _agree_elsewhere(
    operation: Operation,
    told: tuple[Claim, Claim, Claim],
    near: Sequence[Claim],
    spoken_of: dict[tuple[Operation, frozenset[str]], set[str]],
    *,
    within: bool,
) -> bool:
    """Whether two other numbers, of which nothing else is said, are as the number says of the two.

    Words of one sentence (`within`) that leave open which two numbers are meant tell at least one of them.
    """
    first, second, said = told
    if operation is Operation.GROWTH and any(_moves_by(claim, said) for claim in near):
        return True
    ahead = _right_before(said, near) if operation in _DISTANCES else None
    for one, other in combinations(near, 2):
        pair = frozenset((one.id, other.id))
        shared = len(pair & {first.id, second.id})
        if shared > 1 or spoken_of.get((operation, pair), set()) - {said.id}:
            continue
        if not shared and (one.quantity.is_range or other.quantity.is_range):
            continue
        if not shared and within and not _are_nearer(one, other, told) and sorted((one, other), key=_start) != ahead:
            continue
        if operation in _QUOTIENTS:
            totals = ((one, other), (other, one))
            if any(_is_shared_out(first, *shared) and _agrees(operation, *shared, said, expected) for shared in totals):
                return True
        elif operation in _DISTANCES and (one.role in _MOVES or other.role in _MOVES or not _is_alike(first, one)):
            continue
        elif comparable(one, other) and (
            _agrees(operation, one, other, said, expected) or _agrees(operation, other, one, said, expected)
        ):
            return True
    return False


def _right_before(said: Claim, near: Sequence[Claim]) -> list[Claim] | None:
    """The last two levels before a number of two digits or more: "1,299 shops, 1,605 at Lidl; 306 more, then"."""
    if sum(map(str.isdigit, said.text)) < _FEWEST_DIGITS:
        return None
    before = sorted((claim for claim in near if claim.end <= said.start), key=_start)
    return before[-2:]


def _are_nearer(one: Claim, other: Claim, told: tuple[Claim, Claim, Claim]) -> bool:
    """Whether two numbers stand on both sides of what is said, each nearer to it than the two that were meant."""
    first, second, said = told
    sides = sorted((one, other), key=lambda claim: claim.start)
    if not sides[0].start < said.start < sides[1].start:
        return False
    return max(abs(claim.start - said.start) for claim in sides) < min(
        abs(claim.start - said.start) for claim in (first, second)
    )


def _is_of_other_things(operation: Operation, first: Claim, second: Claim, said: Claim) -> bool:
    """Whether what is said is of the two in another way, or in a unit that they have not."""
    if operation in _QUOTIENTS and _agrees(operation, second, first, said, expected):
        return True
    if operation in _MOVED and {first.role, second.role} & _MOVES and not _are_of_a_size(first, second):
        # "To 418.9 million, versus expectations of a fall of 1.8 million" compares two levels with nothing.
        return True
    if operation in _RATES:
        return _is_rate_of_change(operation, first, second, said)
    if operation not in (*_QUOTIENTS, *_DISTANCES) or operation is Operation.POINTS:
        return False
    units = {first.quantity.unit} if operation in _QUOTIENTS else {first.quantity.unit, second.quantity.unit}
    if said.quantity.unit in _OF_NUMBERS or units != {None}:
        return False
    # Millions and billions leave their unit out where it is known, and so do decimals: "38.1 on Friday, up 2.1 °C".
    if operation in _QUOTIENTS:
        return first.counted is not None or first.quantity.step < _SCALED
    steps = {claim.quantity.step for claim in (first, second, said)}
    return min(steps) < _SCALED and not (len(steps) == 1 and max(steps) < 1)


def _are_of_a_size(first: Claim, second: Claim) -> bool:
    """Whether neither of two numbers is many times the other."""
    low, high = sorted(abs(Fraction(claim.quantity.value or 0)) for claim in (first, second))
    return high < _MANY_TIMES * low


def _is_rate_of_change(operation: Operation, first: Claim, second: Claim, said: Claim) -> bool:
    """Whether a rate is that of a level and its change ("121, 14 or 13.1% more"), or how far one is over its whole."""
    one, other = (abs(Fraction(claim.quantity.value or 0)) for claim in (first, second))
    if operation is Operation.SHARE and one > other and _agrees(Operation.GROWTH, first, second, said, expected):
        return True
    change, level = (first, second) if one < other else (second, first)
    if max(one, other) < _FEWEST_TIMES * min(one, other):
        return False
    if operation is Operation.SHARE and change.role not in _MOVES:
        # A share worked out of what is left besides the part is an error that people make.
        return False
    moved, now, rate = expected(change.quantity), expected(level.quantity), expected(said.quantity)
    for before in (now - moved, now + moved):
        quotient = quotient_of(moved, before)
        percent = None if quotient is None else quotient.scaled(_HUNDRED)
        if percent is not None and (percent.meets(rate) or (-percent).meets(rate)):
            return True
    return False


def _is_answered(operation: Operation, told: tuple[Claim, Claim, Claim], near: Sequence[Claim]) -> bool:
    """Whether another number of the kind of what is said is true of the same two."""
    first, second, said = told
    return any(
        (claim.quantity.kind is said.quantity.kind or {claim.quantity.kind, said.quantity.kind} <= _COUNTS)
        and claim.quantity.unit == said.quantity.unit
        and claim.id not in (first.id, second.id)
        and _agrees(operation, first, second, claim, expected)
        for claim in near
    )


def _is_alike(told: Claim, other: Claim) -> bool:
    """Whether another number is in the unit of what is compared."""
    return same_unit(told, other, lax=True)


def _is_shared_out(told: Claim, total: Claim, count: Claim) -> bool:
    """Whether a number is a total as the one told is, and another a count it can be divided by."""
    return same_unit(total, told, lax=True) and count.quantity.unit is None


def _moves_by(claim: Claim, rate: Claim) -> bool:
    """Whether a number with two ends, "from 2.40 to 2.60 euros" read as a range, moves by the rate."""
    low, high, box = claim.quantity.value, claim.quantity.value_high, expected(rate.quantity)
    if low is None or high is None or low <= 0:
        return False
    return box.contains((Fraction(high) / Fraction(low) - 1) * _HUNDRED)


def _agrees(operation: Operation, first: Claim, second: Claim, said: Claim, reading: Reading) -> bool:
    """Whether two numbers are as a third says, which may leave out whether it is a rise or a fall."""
    one, other, told = reading(first.quantity), reading(second.quantity), reading(said.quantity)
    if operation in _RATES or operation in _QUOTIENTS:
        quotient = quotient_of(one, other)
        if quotient is None:
            return False
        if operation in _RATES:
            quotient = quotient.scaled(_HUNDRED)
        if operation is Operation.GROWTH:
            quotient = quotient + _MINUS_WHOLE
            return quotient.meets(told) or (-quotient).meets(told)
        return quotient.meets(told)
    if said.quantity.unit == _BASIS_POINT and first.quantity.unit != _BASIS_POINT:
        told = told.scaled(_ONE_HUNDREDTH)
    apart = one - other
    return apart.meets(told) or (-apart).meets(told)


def quotient_of(first: Interval, second: Interval) -> Interval | None:
    """One positive range over another; ``None`` when one of them is not positive and finite."""
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return None
    if first.low <= 0 or second.low <= 0:
        return None
    return Interval(first.low / second.high, first.high / second.low)


def _is_of_others(relation: Relation, known: dict[str, Claim], claims: Sequence[Claim], starts: Sequence[int]) -> bool:
    """Whether parts that miss their total make another number near by, or some of them make the total."""
    operand = relation.role("total")
    parts = [known[part.claim] for part in relation.roles("part") if part.claim in known]
    total = known.get(operand.claim or "") if operand is not None else None
    if total is None or len(parts) < 2 or any(part.sign < 0 for part in relation.operands):
        return False
    if relation.exhaustive and _make(parts, total, widest):
        return False
    if relation.exhaustive and total.quantity.kind is not Kind.PERCENT:
        others = (
            claim
            for claim in _beside(relation, total, claims, starts)
            if claim not in parts and not claim.quantity.is_range
        )
        if any(same_unit(total, other) and _make(parts, other, expected) for other in others):
            return True
    return len(parts) >= _FEWEST_PARTS and _is_of_some_parts(relation, parts, total)


def _is_of_some_parts(relation: Relation, parts: Sequence[Claim], total: Claim) -> bool:
    """Whether the parts make their total without those told last, or without one, or one is the total of the others."""
    told = sorted(parts, key=lambda part: part.start)
    if total.quantity.kind is not Kind.PERCENT and any(
        _make(told[:count], total, expected) for count in range(2, len(told))
    ):
        return True
    # One, one and one more beside eleven of another place are in no list, however it is told.
    closed = relation.rule.endswith(_CLOSED) and max(part.quantity.value or 0 for part in parts) >= _HANDFUL
    if (
        relation.exhaustive
        and not closed
        and any(_make([other for other in parts if other is not part], part, expected) for part in parts)
    ):
        return True
    if relation.binding is not Binding.ACROSS or not relation.exhaustive:
        # A sentence that lists its parts means all of them; over several, a number may only stand among them.
        return False
    for part in parts:
        others = [other for other in parts if other is not part]
        if _make(others, total, expected):
            return True
    return False


def _exceed(parts: Sequence[Claim], total: Claim) -> bool:
    """Whether parts that need not be all of it are more than their total."""
    added = sum((part.quantity.value or 0 for part in parts), Decimal(0))
    return added > (total.quantity.value or 0)


def _make(parts: Sequence[Claim], total: Claim, reading: Reading) -> bool:
    """Whether the parts add up to a total."""
    added = reading(parts[0].quantity)
    for part in parts[1:]:
        added = added + reading(part.quantity)
    return added.meets(reading(total.quantity))
