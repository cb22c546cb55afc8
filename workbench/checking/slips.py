"""The numbers that one slip of hand or mind can have turned into the one written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from workbench.checking import ranges
from workbench.checking.ranges import Range
from workbench.checking.written import Written
from workbench.model import Hedge, Quantity, RepairKind
from workbench.model.slips import MARK_MOVED, changed, longer, shorter, swapped

# How likely a slip is thought, from what corrections of printed figures show; smaller is likelier.
PLAUSIBILITY = {
    RepairKind.DIGITS_SWAPPED: 0,
    RepairKind.ONE_DIGIT: 1,
    RepairKind.SCALE: 2,
    RepairKind.SIGN: 3,
    RepairKind.DIGIT_ADDED: 4,
    RepairKind.DIGIT_DROPPED: 5,
    RepairKind.DECIMAL_SHIFT: 6,
    RepairKind.PERCENT_POINTS: 7,
    RepairKind.BASE_EXCHANGED: 8,
    RepairKind.YEAR: 9,
    RepairKind.CURRENCY: 10,
    RepairKind.COMPUTED: 11,
}

_MORE_OR_FEWER = (RepairKind.DIGIT_ADDED, RepairKind.DIGIT_DROPPED)
MOST_DIGITS = 18
"""Longer numbers are no slip of one figure, and decimals would round what is computed from them."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A number that may have been meant: its quantity, the text that would say so, and how it went wrong.

    `rank` orders the slips of one kind, the likelier first. `odd` are those that few people make: digits of distant
    places exchanged, a digit more or fewer after the decimal mark.
    """

    kind: RepairKind
    quantity: Quantity
    text: str
    rank: int = 0
    odd: bool = False


def slips(written: Written, quantity: Quantity, needed: Range = ranges.ANY) -> Iterator[Slip]:
    """All numbers one slip away from `quantity`, each once, the likelier slips first.

    Those that no reading brings near `needed` are left out, before any work is spent on them.
    """
    seen = {quantity.value}
    for slip in chain(_other_scales(written, quantity), _other_numbers(written, quantity, needed)):
        if slip.quantity.value not in seen:
            seen.add(slip.quantity.value)
            yield slip


def _other_scales(written: Written, quantity: Quantity) -> Iterator[Slip]:
    if quantity.value is None or len(quantity.value.as_tuple().digits) > MOST_DIGITS:
        return
    for scale, word in written.other_scales():
        factor = Decimal(1).scaleb(scale - written.scale)
        changed = requantified(quantity, quantity.value * factor, quantity.step * factor)
        yield Slip(RepairKind.SCALE, changed, written.with_scale_word(word), abs(scale - written.scale))


def _other_numbers(written: Written, quantity: Quantity, needed: Range) -> Iterator[Slip]:
    sign = -1 if quantity.value is not None and quantity.value < 0 else 1
    needed = _loosened(ranges.negate(needed) if sign < 0 else needed, quantity.hedge)
    ends: dict[int, tuple[int | None, int | None]] = {}
    for kind, rank, number, decimals in _other_digits(written):
        if decimals not in ends:
            ends[decimals] = _whole_ends(needed, Fraction(Decimal(1).scaleb(written.scale - decimals)))
        # Nobody writes a number where there is nothing.
        if not number or not _may_reach(number, *ends[decimals]):
            continue
        step = Decimal(1).scaleb(written.scale - decimals)
        other = _with_digits(quantity, sign * Decimal(number) * step, step, number)
        odd = kind is RepairKind.ONE_DIGIT and rank > 0
        odd = odd or (kind in _MORE_OR_FEWER and decimals != written.decimals)
        yield Slip(kind, other, written.with_digits(str(number), decimals), rank, odd)


def _loosened(needed: Range, hedge: Hedge | None) -> Range:
    """The numbers that a positive number with `hedge` may be written as to come near `needed` in the widest reading."""
    low, _, high, _ = needed
    if hedge in (Hedge.OVER, Hedge.AT_LEAST):
        low = None
    elif hedge in (Hedge.UNDER, Hedge.AT_MOST, Hedge.UP_TO):
        high = None
    elif hedge is not None:
        # More than "about" and "nearly" grant; which of the numbers really fit is looked at afterwards.
        low = None if low is None else low - abs(low) / 5
        high = None if high is None else high + abs(high) / 5
    return (low, True, high, True)


def _whole_ends(needed: Range, step: Fraction) -> tuple[int | None, int | None]:
    """The ends of a range in steps, rounded outwards."""
    low = None if needed[0] is None else (needed[0] / step).__floor__()
    high = None if needed[2] is None else (needed[2] / step).__ceil__()
    return low, high


def _may_reach(number: int, low: int | None, high: int | None) -> bool:
    """Whether a number, read as rounded to its last digit that is not zero, comes near the ends."""
    margin = _last_unit(number)
    return (low is None or number + margin >= low) and (high is None or number - margin <= high)


def _last_unit(number: int) -> int:
    """One unit of the last digit of a positive number that is not zero."""
    unit = 1
    while not number % 10:
        number, unit = number // 10, unit * 10
    return unit


def _other_digits(written: Written) -> Iterator[tuple[RepairKind, int, int, int]]:
    """Kind, rank, digits as a whole number and decimals of every change of the digits."""
    digits, decimals = written.coefficient, written.decimals
    size = len(digits)
    if size > MOST_DIGITS:
        return
    for gap in range(1, size):
        kind = RepairKind.DIGITS_SWAPPED if gap == 1 else RepairKind.ONE_DIGIT
        for number in swapped(digits, gap):
            if _well_formed(number, size, decimals):
                yield kind, gap - 1, number, decimals
    for numbers in changed(digits, front_zero=True):
        for number in numbers:
            if number != int(digits) and _well_formed(number, size, decimals):
                yield RepairKind.ONE_DIGIT, 0, number, decimals
    yield from _moved_mark(int(digits), decimals)
    yield from _more_or_fewer_digits(digits, decimals)


def _moved_mark(number: int, decimals: int) -> Iterator[tuple[RepairKind, int, int, int]]:
    for places in MARK_MOVED:
        moved, trimmed = decimals + places, number
        if moved < 0:
            trimmed, moved = number * 10**-moved, 0
        while moved > max(decimals, 0) and trimmed and not trimmed % 10:
            trimmed, moved = trimmed // 10, moved - 1
        yield RepairKind.DECIMAL_SHIFT, abs(places), trimmed, moved


def _more_or_fewer_digits(digits: str, decimals: int) -> Iterator[tuple[RepairKind, int, int, int]]:
    size = len(digits)
    for place, number in enumerate(shorter(digits)):
        doubled = place > 0 and digits[place] == digits[place - 1]
        for kept in (decimals, decimals - 1) if decimals else (0,):
            if _well_formed(number, size - 1, kept):
                yield RepairKind.DIGIT_ADDED, 0 if doubled else 1, number, kept
    for place, numbers in enumerate(longer(digits)):
        beside = digits[max(place - 1, 0) : place + 1]
        for digit, number in enumerate(numbers):
            for kept in (decimals, decimals + 1) if decimals else (0,):
                if _well_formed(number, size + 1, kept):
                    yield RepairKind.DIGIT_DROPPED, 0 if str(digit) in beside else 1, number, kept


def _well_formed(number: int, size: int, decimals: int) -> bool:
    """Whether people would write a number with so many digits: no zero in front of a whole part."""
    return size - decimals <= 1 or number >= 10 ** (size - 1)


def requantified(quantity: Quantity, value: Decimal, step: Decimal) -> Quantity:
    """The quantity with another value, known to one `step`."""
    if quantity.exact or not quantity.step:
        return replace(quantity, value=value)
    # In whole numbers: a decimal remainder has no result where the quotient has more digits than the context.
    whole, rest = divmod(Fraction(value.copy_abs()), Fraction(step))
    coarse = step
    while whole and not rest and not whole % 10:
        whole //= 10
        coarse = coarse.scaleb(1)
    return replace(quantity, value=value, step=step, coarse_step=coarse)


def _with_digits(quantity: Quantity, value: Decimal, step: Decimal, number: int) -> Quantity:
    """`requantified` for a value of which the digits are at hand: hundreds of slips are tried for one conflict."""
    coarse = quantity.coarse_step
    if quantity.exact or not quantity.step:
        step = quantity.step
    else:
        coarse = step * _last_unit(number)
    return Quantity(
        quantity.kind,
        value,
        quantity.value_high,
        quantity.unit,
        quantity.hedge,
        step,
        coarse,
        quantity.exact,
        quantity.in_words,
        quantity.per,
    )
