"""The combinations of numbers that a number may be said of: all that could be, likely or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from workbench.model import Claim, Kind
from workbench.model.interval import Interval
from workbench.model.quantity import BY
from workbench.relations.composing import same_unit
from workbench.relations.elsewhere import quotient_of
from workbench.relations.weighing.evidence import nearness
from workbench.relations.weighing.passage import Number, Passage

_LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})
_COUNTED = _LEVELS | {Kind.DURATION}
_PERCENT, _RANKS, _COUNTS = (
    frozenset({Kind.PERCENT}),
    frozenset({Kind.ORDINAL}),
    frozenset({Kind.COUNT, Kind.NUMBER}),
)
_SAID_OF = _COUNTED | _PERCENT
_POINTS = frozenset({"percentage point", "basis point", "point"})
_REACH, _FARTHEST, _MOST_LEVELS = 2, 24, 9
_REACH_OF_LISTS, _MOST_LISTED, _LONGEST_LIST, _LONG_LIST = 1, 14, 9, 6
_MOST_TIMES, _SCALES, _MANY = 4, 1000, 5
# Letters of a sentence that is one item of a list.
_LONGEST_ITEM = 60
# A list with a number of something else in it is taken for one only when it comes near its total.
_MOST_WITH_ASIDE, _CLOSELY = 5, Decimal("1.5")
_CLOSE, _ROUND = Decimal(3), Decimal(2)
_HUNDREDTH, _ONE = Interval.exactly(Fraction(1, 100)), Interval.exactly(Fraction(1))
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way numbers may belong together: the frame, and for each role in it the index of a number of the passage.

    The first role is that of the number that is said of the others. A sum has its `parts` in the order of the text, and
    `outside` the numbers of their unit right before and behind them. `signs` are those of the combination itself, and
    `fits` tells whether the numbers do as an ordinary reader takes them.
    """

    frame: str
    roles: tuple[tuple[str, int], ...]
    fits: bool
    signs: tuple[str, ...]
    parts: tuple[int, ...] = ()
    outside: tuple[int | None, int | None] = (None, None)

    @property
    def members(self) -> tuple[int, ...]:
        """All numbers of it."""
        return (*(index for _, index in self.roles), *self.parts)


class Combinations:
    """The numbers of a passage as they are combined; what they mean is worked out once."""

    def __init__(self, passage: Passage) -> None:
        self.numbers = passage.numbers
        self._meant: dict[int, Interval] = {}
        self._shares: dict[int, Interval] = {}
        self._grown: dict[int, tuple[Interval, Interval]] = {}

    def meant(self, index: int) -> Interval:
        """What a number says, without its sign."""
        found = self._meant.get(index)
        if found is None:
            found = self.numbers[index].claim.expected
            if found.high is not None and found.high <= 0:
                found = -found
            self._meant[index] = found
        return found

    def share(self, index: int) -> Interval:
        """What a percentage says, as a part of one."""
        return self._once(self._shares, index, lambda: self.meant(index) * _HUNDREDTH)

    def grown(self, index: int) -> tuple[Interval, Interval]:
        """What a level is to the one before it, in times, after a rise and after a fall by a percentage."""
        return self._once(self._grown, index, lambda: (_ONE + self.share(index), _ONE - self.share(index)))

    @staticmethod
    def _once(known: dict[int, _Found], index: int, find: Callable[[], _Found]) -> _Found:
        if index not in known:
            known[index] = find()
        return known[index]

    def value(self, index: int) -> Decimal:
        """Its value as written, without its sign."""
        return self.numbers[index].size

    def alike(self, one: int, other: int) -> bool:
        """Whether two numbers can be in one unit; "cents a litre" are told as "cents" the second time."""
        first, second = self.numbers[one].claim, self.numbers[other].claim
        return same_unit(first, second, lax=True) or _is_by_the_same(first, second)

    def is_alone(self, index: int) -> bool:
        """Whether fewer than two numbers stand near enough to be what a number is said of."""
        own, found = self.numbers[index].sentence, 0
        for at in range(max(0, index - _FARTHEST), min(len(self.numbers), index + _FARTHEST + 1)):
            number = self.numbers[at]
            if at != index and abs(number.sentence - own) <= _REACH and number.claim.quantity.kind in _SAID_OF:
                found += 1
                if found > 1:
                    return False
        return True

    def levels(self, index: int, kinds: frozenset[Kind] = _LEVELS) -> list[int]:
        """The nearest numbers of some kinds, at most two sentences away, in the order of the text."""
        own = self.numbers[index].sentence
        near = [
            at
            for at in range(max(0, index - _FARTHEST), min(len(self.numbers), index + _FARTHEST + 1))
            if at != index
            and abs(self.numbers[at].sentence - own) <= _REACH
            and is_plain(self.numbers[at])
            and self.numbers[at].claim.quantity.kind in kinds
        ]
        return sorted(sorted(near, key=lambda at: abs(at - index))[:_MOST_LEVELS])


def _is_by_the_same(first: Claim, second: Claim) -> bool:
    """Whether one of two numbers leaves out by what the other one is: "42 cents a litre", "38 cents"."""
    one, other = ((claim.quantity.unit or "").partition(BY) for claim in (first, second))
    return one[0] == other[0] != "" and bool(one[1]) is not bool(other[1])


def is_plain(number: Number) -> bool:
    """Whether a number has one value."""
    quantity = number.claim.quantity
    return quantity.value is not None and quantity.value_high is None


@dataclass(frozen=True, slots=True)
class Family:
    """Frames that compete for a number: which numbers they are tried for, and how."""

    name: str
    asks: Callable[[Number], bool]
    candidates: Callable[[Combinations, int], Iterator[Candidate]]


def _of_percentages(all_of: Combinations, index: int) -> Iterator[Candidate]:
    """A share of a whole, a change between two levels, or the change that a level has come through."""
    told = all_of.value(index)
    levels = all_of.levels(index, _COUNTED)
    for one in levels:
        fellows = [other for other in levels if other != one and all_of.alike(one, other)]
        choice = f"of its unit: {min(len(fellows), _MANY)}"
        for other in fellows:
            first, second = all_of.value(one), all_of.value(other)
            if not first or not second:
                continue
            share = 100 * first / second
            quotient = quotient_of(all_of.meant(one), all_of.meant(other)) if _may_fit(share, told) else None
            if share < 100 * _MOST_TIMES:
                fits = quotient is not None and quotient.meets(all_of.share(index))
                yield Candidate(
                    "share", (("share", index), ("part", one), ("whole", other)), fits, (nearness(share, told), choice)
                )
            yield _growth(all_of, index, one, other, choice)
            if first > second:
                yield _unsaid(all_of, index, one, other, choice)


def _growth(all_of: Combinations, index: int, one: int, other: int, choice: str) -> Candidate:
    told, first, second = all_of.value(index), all_of.value(one), all_of.value(other)
    rate = 100 * first / second - 100
    fits = False
    if _may_fit(rate, told):
        quotient = quotient_of(all_of.meant(one), all_of.meant(other))
        if quotient is not None:
            fits = any(quotient.meets(times) for times in all_of.grown(index))
    return Candidate(
        "growth", (("rate", index), ("after", one), ("before", other)), fits, (nearness(rate, told), choice)
    )


def _unsaid(all_of: Combinations, index: int, level: int, change: int, choice: str) -> Candidate:
    """A level, by how much it changed, and the rate of that: the level before is left unsaid."""
    told, now, moved = all_of.value(index), all_of.value(level), all_of.value(change)
    # How near it comes is told of a rise.
    near = nearness(100 * moved / (now - moved), told)
    fits = any(fits_unsaid(all_of, index, level, change, rises) for rises in (True, False))
    return Candidate("unsaid", (("rate", index), ("level", level), ("change", change)), fits, (near, choice))


def fits_unsaid(all_of: Combinations, index: int, level: int, change: int, rises: bool) -> bool:
    """Whether a level has come through a change at a rate, by a rise or by a fall."""
    told, now, moved = all_of.value(index), all_of.value(level), all_of.value(change)
    before = now - moved if rises else now + moved
    if before <= 0 or not _may_fit(100 * moved / before, told):
        return False
    ends = all_of.meant(level), all_of.meant(change)
    quotient = quotient_of(ends[1], ends[0] - ends[1] if rises else ends[0] + ends[1])
    return quotient is not None and quotient.meets(all_of.share(index))


def _of_differences(all_of: Combinations, index: int) -> Iterator[Candidate]:
    told, meant = all_of.value(index), all_of.meant(index)
    kind = all_of.numbers[index].claim.quantity.kind
    kinds = _COUNTED if kind is Kind.DURATION else _LEVELS | _RANKS if kind in _COUNTS else _LEVELS
    levels = [level for level in all_of.levels(index, kinds) if all_of.alike(level, index)]
    for one in levels:
        for other in levels:
            first, second = all_of.value(one), all_of.value(other)
            if one == other or told > 2 * max(first, second) or _is_rank(all_of, one) is not _is_rank(all_of, other):
                continue
            fits = _may_fit(first - second, told) and _are_apart(all_of.meant(one), all_of.meant(other), meant)
            size = "larger than both" if told > max(first, second) else "within"
            signs = nearness(first - second, told), size, f"of its unit: {min(len(levels), _MANY)}"
            yield Candidate("difference", (("change", index), ("after", one), ("before", other)), fits, signs)


def _is_rank(all_of: Combinations, index: int) -> bool:
    """Whether a number is a place in an order: "31st at half-way, 11th at the end, 20 places gained"."""
    return all_of.numbers[index].claim.quantity.kind is Kind.ORDINAL


def _of_points(all_of: Combinations, index: int) -> Iterator[Candidate]:
    number = all_of.numbers[index]
    told, meant = all_of.value(index), all_of.meant(index)
    if number.claim.quantity.unit == "basis point":
        told, meant = told / 100, meant * _HUNDREDTH
    levels = [at for at in all_of.levels(index, _PERCENT) if all_of.numbers[at].claim.quantity.unit not in _POINTS]
    choice = f"of its unit: {min(len(levels), _MANY)}"
    for one in levels:
        for other in levels:
            if one != other:
                apart = all_of.value(one) - all_of.value(other)
                fits = _are_apart(all_of.meant(one), all_of.meant(other), meant)
                roles = (("change", index), ("after", one), ("before", other))
                yield Candidate("points", roles, fits, (nearness(apart, told), choice))


def _of_averages(all_of: Combinations, index: int) -> Iterator[Candidate]:
    told = all_of.value(index)
    if not told:
        return
    levels = all_of.levels(index, _COUNTED)
    for one in levels:
        total = all_of.value(one)
        if total <= told or not _is_shared_out(all_of.numbers[one], all_of.numbers[index]):
            continue
        for other in levels:
            count = all_of.value(other)
            if one == other or count <= 1 or all_of.numbers[other].claim.quantity.kind is Kind.MONEY:
                continue
            each = total / count
            quotient = quotient_of(all_of.meant(one), all_of.meant(other)) if _may_fit(each, told) else None
            fits = quotient is not None and quotient.meets(all_of.meant(index))
            roles = (("per", index), ("total", one), ("count", other))
            yield Candidate("average", roles, fits, (nearness(each, told),))


def _is_shared_out(total: Number, each: Number) -> bool:
    """Whether an amount for each can be of a total: in its unit, or in that by something ("tons", "tons an acre")."""
    if _leaves_unit_out(each.claim, total.claim) or _leaves_unit_out(total.claim, each.claim):
        return True
    if total.claim.quantity.kind is Kind.DURATION and each.claim.quantity.kind is not Kind.DURATION:
        return False
    by = (each.claim.quantity.unit or "").partition(BY)
    return same_unit(total.claim, each.claim, lax=True) or (bool(by[1]) and by[0] == total.claim.quantity.unit)


def _leaves_unit_out(claim: Claim, other: Claim) -> bool:
    """Whether a number counts nothing and has no unit, and another the one it leaves out, whatever their sizes are.

    "4.16 euros for each of 1,225,000 meals, which makes 5.1 million"; "15.3 million hours, 117 each".
    """
    if claim.quantity.kind is not Kind.NUMBER or claim.quantity.unit is not None or claim.counted is not None:
        return False
    if other.quantity.kind is Kind.MONEY:
        return claim.quantity.step >= _SCALES
    return other.quantity.kind is Kind.DURATION and other.quantity.step >= _SCALES


def _of_sums(all_of: Combinations, index: int) -> Iterator[Candidate]:
    total = all_of.value(index)
    if not total:
        return
    near = _listed(all_of, index)
    depths = [all_of.numbers[at].depth > 0 for at in near]
    outside = [at for at, inside in zip(near, depths, strict=True) if not inside]
    bracketed = [at for at, inside in zip(near, depths, strict=True) if inside]
    tried: set[tuple[int, ...]] = set()
    for listed in (near, outside, bracketed):
        for first in range(len(listed) - 1):
            for last in range(first + 2, min(len(listed), first + _LONGEST_LIST) + 1):
                parts = tuple(listed[first:last])
                if parts in tried:
                    continue
                tried.add(parts)
                made = sum((all_of.value(part) for part in parts), Decimal(0))
                before = listed[first - 1] if first else None
                behind = listed[last] if last < len(listed) else None
                if total < _SCALES * made < _SCALES * _SCALES * total:
                    yield _sum(all_of, index, parts, made, (before, behind), len(near) - len(parts))
                if last - first > _MOST_WITH_ASIDE:
                    continue
                for aside in parts[1:-1]:
                    less = made - all_of.value(aside)
                    kept = tuple(part for part in parts if part != aside)
                    if kept not in tried and _CLOSELY * less > total and _CLOSELY * total > less:
                        tried.add(kept)
                        yield _sum(all_of, index, kept, less, (before, behind), len(near) - len(kept), aside)


def _listed(all_of: Combinations, index: int) -> list[int]:
    """The nearest numbers in the unit of a total, in its sentence and those beside it."""
    numbers = all_of.numbers
    first, last = _reach_of_lists(numbers, index)
    kinds = _PERCENT if numbers[index].claim.quantity.kind is Kind.PERCENT else _LEVELS
    near = [
        at
        for at in range(max(0, index - _FARTHEST), min(len(numbers), index + _FARTHEST + 1))
        if at != index
        and first <= numbers[at].sentence <= last
        and is_plain(numbers[at])
        and numbers[at].claim.quantity.kind in kinds
        and numbers[at].claim.quantity.unit not in _POINTS
        and all_of.alike(at, index)
    ]
    return sorted(sorted(near, key=lambda at: abs(at - index))[:_MOST_LISTED])


def _reach_of_lists(numbers: Sequence[Number], index: int) -> tuple[int, int]:
    """The sentences from which to which a list may go: those beside its total's, and on through such as are an item.

    "Lyon: 212. Metz: 87. Brest: 64. Total: 363."
    """
    own = numbers[index].sentence
    ends = [own, own]
    for step in (-1, 1):
        at = index
        while 0 <= at + step < len(numbers) and abs(at + step - index) <= _FARTHEST:
            following = numbers[at + step]
            if following.sentence not in (own, ends[step > 0]):
                start, end = following.claim.sentence
                before = numbers[at].claim.sentence
                item = before[1] - before[0] <= _LONGEST_ITEM and end - start <= _LONGEST_ITEM
                if abs(following.sentence - own) > _REACH_OF_LISTS and not item:
                    break
                ends[step > 0] = following.sentence
            at += step
    return ends[0], ends[1]


def _sum(
    all_of: Combinations,
    index: int,
    parts: tuple[int, ...],
    made: Decimal,
    outside: tuple[int | None, int | None],
    left: int,
    aside: int | None = None,
) -> Candidate:
    numbers, total = all_of.numbers, all_of.value(index)
    signs = [nearness(made, total), f"parts: {min(len(parts), _LONG_LIST)}", f"left out: {min(left, _MANY)}"]
    if aside is not None:
        signs.append(f"with an aside: {len(parts)}")
        signs.append("aside: " + ("in brackets" if numbers[aside].depth > numbers[parts[0]].depth else "plain"))
    if max(all_of.value(part) for part in parts) >= total:
        signs.append("part above total")
    signs += [name for name, at in zip(("begins list", "ends list"), outside, strict=True) if at is None]
    signs.append(f"sentences: {numbers[parts[-1]].sentence - numbers[parts[0]].sentence}")
    if parts[0] < index < parts[-1]:
        signs.append("total among parts")
    inside = sum(numbers[part].depth > 0 for part in parts)
    signs.append("in brackets: " + ("all" if inside == len(parts) else "some" if inside else "none"))
    fits = False
    if _may_fit(made, total):
        added = all_of.meant(parts[0])
        for part in parts[1:]:
            added = added + all_of.meant(part)
        fits = added.meets(all_of.meant(index))
    return Candidate("sum", (("total", index),), fits, tuple(signs), parts, outside)


def _may_fit(implied: Decimal, told: Decimal) -> bool:
    """Whether two values are near enough for a closer look."""
    implied = abs(implied)
    return implied < _CLOSE * told + _ROUND and told < _CLOSE * implied + _ROUND


def _are_apart(one: Interval, other: Interval, told: Interval) -> bool:
    apart = one - other
    return apart.meets(told) or (-apart).meets(told)


def _is_level(number: Number) -> bool:
    return number.claim.quantity.kind in _LEVELS and number.claim.quantity.unit not in _POINTS


def _may_be_apart(number: Number) -> bool:
    """Whether a number may be what is between two others: points of a ranking and times are as well."""
    quantity = number.claim.quantity
    return _is_level(number) or quantity.kind is Kind.DURATION or quantity.unit == "point"


def _may_be_each(number: Number) -> bool:
    return _is_level(number) or number.claim.quantity.kind is Kind.DURATION


def _may_be_all(number: Number) -> bool:
    """Whether a number may be a total: shares of one whole make a share as well."""
    return _is_level(number) or number.claim.quantity.kind in _PERCENT


FAMILIES: Sequence[Family] = (
    Family("percentage", lambda number: number.claim.quantity.kind is Kind.PERCENT, _of_percentages),
    Family("points", lambda number: number.claim.quantity.unit in _POINTS, _of_points),
    Family("difference", _may_be_apart, _of_differences),
    Family("average", _may_be_each, _of_averages),
    Family("sum", _may_be_all, _of_sums),
)
"""What numbers are asked for, each with the frames that compete for them."""
