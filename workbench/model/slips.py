"""What one slip of the pen makes of a number: a digit another one, two exchanged, one too many or too few, the mark.

This is the one place where slips are reckoned; what is asked of them differs. `workbench/relations` asks whether one
leads to what other numbers give, or makes two figures the same (its `slips.py` and `weighing/mending.py`), and
`workbench/checking` which numbers may have been meant and how they would be written (its `slips.py`).

A number is the string of its digits, or the whole number they make in units of the last one. A slip of which any digit
may be the result is a `range` of ten whole numbers; asking whether one of them lies between two bounds takes no longer
than asking it of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.model.quantity import Quantity

MARK_MOVED = (1, -1, 2, -2, 3, -3)
"""By how many places a decimal mark, or a scale word of thousands, slips: the likelier first."""
_LARGEST = Decimal(10) ** 27
_TEN = 10


def in_last_digits(quantity: Quantity) -> int | None:
    """The size of a number in units of its last written digit: its digits as a whole number.

    ``None`` where there is no number, and for one of more digits than decimals keep. Parts of a unit are cut off.
    """
    step = quantity.step or Decimal(1)
    if quantity.value is None or abs(quantity.value) >= step * _LARGEST:
        return None
    return int(abs(quantity.value) / step)


def changed(digits: str, front_zero: bool = False) -> Iterator[range]:
    """For each digit the numbers with another one in its place, the number itself among them.

    The first digit becomes a zero with `front_zero` only: without it the number would be shorter, another slip.
    """
    number, unit = int(digits), _TEN ** len(digits)
    for place, digit in enumerate(digits):
        unit //= _TEN
        base = number - int(digit) * unit
        yield range(base if place or front_zero else base + unit, base + _TEN * unit, unit)


def swapped(digits: str, gap: int = 1) -> Iterator[int]:
    """The numbers with two digits `gap` places apart exchanged that are not the same digit."""
    number, unit = int(digits), _TEN ** len(digits)
    for one, other in zip(digits, digits[gap:], strict=False):
        unit //= _TEN
        if one != other:
            yield number + (int(other) - int(one)) * (unit - unit // _TEN**gap)


def shorter(digits: str) -> Iterator[int]:
    """The numbers with each digit in turn left out; none for a number of one digit."""
    if len(digits) > 1:
        for place in range(len(digits)):
            yield int(digits[:place] + digits[place + 1 :])


def longer(digits: str) -> Iterator[range]:
    """For each place, from before the first digit to behind the last, the numbers with one more digit there."""
    number, unit = int(digits), _TEN ** len(digits)
    for _ in range(len(digits) + 1):
        behind = number % unit
        base = (number - behind) * _TEN + behind
        yield range(base, base + _TEN * unit, unit)
        unit //= _TEN


def reaches(numbers: range, low: int, high: int) -> bool:
    """Whether one of some numbers lies between two bounds, both included."""
    first, unit = numbers.start, numbers.step
    if low > first:
        first += -((first - low) // unit) * unit
    return first <= high and first <= numbers[-1]


def is_one_digit_off(one: str, other: str) -> bool:
    """Whether two strings of as many digits differ in one of them, or in two neighbours exchanged."""
    if len(one) != len(other):
        return False
    apart = [place for place, (own, its) in enumerate(zip(one, other, strict=True)) if own != its]
    return len(apart) == 1 or is_swapped(one, other)


def is_swapped(one: str, other: str) -> bool:
    """Whether two strings of as many digits are the same but for two neighbours exchanged."""
    return len(one) == len(other) and int(other) in swapped(one)
