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
    for kind, rank, coefficient, decimals in _other_digits(written):
        if decimals not in ends:
            ends[decimals] = _whole_ends(needed, Fraction(Decimal(1).scaleb(written.scale - decimals)))
        if not _may_reach(coefficient, *ends[decimals]):
            continue
        step = Decimal(1).scaleb(written.scale - decimals)
        changed = _with_digits(quantity, sign * Decimal(coefficient) * step, step, coefficient)
        odd = kind is RepairKind.ONE_DIGIT and rank > 0
        odd = odd or (kind in _MORE_OR_FEWER and decimals != written.decimals)
        yield Slip(kind, changed, written.with_digits(coefficient, decimals), rank, odd)


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


def _may_reach(coefficient: str, low: int | None, high: int | None) -> bool:
    """Whether a number, read as rounded to its last digit that is not zero, comes near the ends."""
    number = int(coefficient)
    margin = 10 ** (len(coefficient) - len(coefficient.rstrip("0")))
    return (low is None or number + margin >= low) and (high is None or number - margin <= high)


def _other_digits(written: Written) -> Iterator[tuple[RepairKind, int, str, int]]:
    """Kind, rank, digits and decimals of every change of the digits."""
    digits, decimals = written.coefficient, written.decimals
    size = len(digits)
    if size > MOST_DIGITS:
        return
    for gap in range(1, size):
        for i in range(size - gap):
            j = i + gap
            if digits[i] != digits[j]:
                swapped = digits[:i] + digits[j] + digits[i + 1 : j] + digits[i] + digits[j + 1 :]
                if _well_formed(swapped, decimals):
                    yield (RepairKind.DIGITS_SWAPPED if gap == 1 else RepairKind.ONE_DIGIT), gap - 1, swapped, decimals
    for i in range(size):
        for digit in "0123456789":
            changed = digits[:i] + digit + digits[i + 1 :]
            if digit != digits[i] and _well_formed(changed, decimals):
                yield RepairKind.ONE_DIGIT, 0, changed, decimals
    yield from _moved_mark(digits, decimals)
    yield from _more_or_fewer_digits(digits, decimals)


def _moved_mark(digits: str, decimals: int) -> Iterator[tuple[RepairKind, int, str, int]]:
    for shift in (1, -1, 2, -2, 3, -3):
        moved, trimmed = decimals + shift, digits
        if moved < 0:
            trimmed, moved = digits + "0" * -moved, 0
        while moved > max(decimals, 0) and trimmed.endswith("0") and len(trimmed) > 1:
            trimmed, moved = trimmed[:-1], moved - 1
        yield RepairKind.DECIMAL_SHIFT, abs(shift), trimmed.lstrip("0") or "0", moved


def _more_or_fewer_digits(digits: str, decimals: int) -> Iterator[tuple[RepairKind, int, str, int]]:
    size = len(digits)
    for i in range(size):
        shorter = digits[:i] + digits[i + 1 :]
        for kept in {decimals, decimals - 1} if decimals else {0}:
            if shorter and _well_formed(shorter, kept):
                doubled = i > 0 and digits[i] == digits[i - 1]
                yield RepairKind.DIGIT_ADDED, 0 if doubled else 1, shorter, kept
    for i in range(size + 1):
        for digit in "0123456789":
            longer = digits[:i] + digit + digits[i:]
            for kept in {decimals, decimals + 1} if decimals else {0}:
                if _well_formed(longer, kept):
                    doubled = digit in digits[max(i - 1, 0) : i + 1]
                    yield RepairKind.DIGIT_DROPPED, 0 if doubled else 1, longer, kept


def _well_formed(digits: str, decimals: int) -> bool:
    """Whether people would write these digits: no zero in front of a whole part."""
    whole = len(digits) - decimals
    return whole <= 1 or digits[0] != "0"


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


def _with_digits(quantity: Quantity, value: Decimal, step: Decimal, coefficient: str) -> Quantity:
    """`requantified` for a value of which the digits are at hand: hundreds of slips are tried for one conflict."""
    coarse = quantity.coarse_step
    if quantity.exact or not quantity.step:
        step = quantity.step
    else:
        significant = coefficient.rstrip("0")
        coarse = step.scaleb(len(coefficient) - len(significant)) if significant else step
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
