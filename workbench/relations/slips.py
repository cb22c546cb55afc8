"""Whether one slip explains why numbers that ought to agree do not: parts and their total, two figures of one thing.

How many digits a number must have to be asked differs: with two, nearly any number is one slip from what is needed, and
a headline says in short what its text says in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from workbench.model import Quantity
from workbench.model.slips import changed, in_last_digits, is_one_digit_off, is_swapped, reaches, shorter, swapped

_TELLING = 3
_MOST_DIGITS = 15
_HUNDRED = 100


def one_slip_apart(total: Quantity, parts: Sequence[Quantity], fewest: int) -> bool:
    """Whether another digit, or two exchanged, in the total or in a part would make the parts the total.

    Only numbers of at least `fewest` written digits are tried: with two, nearly any number is one slip apart.
    """
    if total.value is None or any(part.value is None for part in parts):
        return False
    missing = total.value - sum((part.value or Decimal(0) for part in parts), Decimal(0))
    steps = [quantity.step for quantity in (total, *parts)]
    coarse = max(steps)
    # Rounded parts may be off by half a step each; counts that are written out in full are exact.
    slack = Decimal(0) if coarse in (0, 1) else coarse * len(parts) / 2
    return any(
        _may_be(quantity, -sign * missing, slack, fewest)
        for quantity, sign in ((total, 1), *((part, -1) for part in parts))
    )


def _may_be(quantity: Quantity, more: Decimal, slack: Decimal, fewest: int) -> bool:
    """Whether a slip makes a number larger by `more`, give or take `slack`."""
    told, step = in_last_digits(quantity), quantity.step or Decimal(1)
    if told is None or quantity.value is None or len(str(told)) < fewest:
        return False
    more = more if quantity.value >= 0 else -more
    low = told + int(((more - slack) / step).to_integral_value(ROUND_CEILING))
    high = told + int(((more + slack) / step).to_integral_value(ROUND_FLOOR))
    digits = str(told)
    return any(reaches(numbers, low, high) for numbers in changed(digits)) or any(
        low <= number <= high for number in swapped(digits)
    )


def are_a_slip_apart(one: Quantity, other: Quantity) -> bool:
    """Whether a slip in writing one of two numbers makes it the other.

    For a headline and the sentences below it, whose words differ: two digits exchanged, one digit of three or more
    another one, a decimal mark or a scale word moved.
    """
    first, second = _telling_digits(one), _telling_digits(other)
    if first is None or second is None or one.value is None or other.value is None:
        return False
    if first == second:
        return one.value != other.value
    if one.value.adjusted() != other.value.adjusted():
        return False
    return is_swapped(first, second) or (len(first) >= _TELLING and is_one_digit_off(first, second))


def is_a_misprint(prose: Quantity, cell: Quantity) -> bool:
    """Whether one slip makes a number of a text that of a table, or the other way round.

    Both are written with three digits or more and held against each other in the digits that both have: one digit
    another one, two neighbours exchanged, one left out, or another scale where either tells its scale. A last digit
    that is one more or less is rounding. What differs more is another figure.
    """
    if prose.value is None or cell.value is None or prose.value * cell.value <= 0:
        return False
    step = max(prose.step, cell.step)
    if step <= 0 or min(_rounded(prose, prose.step), _rounded(cell, cell.step)) < _HUNDRED:
        return False
    if _telling_digits(prose) == _telling_digits(cell):
        return min(prose.step, cell.step) > 1 and are_a_slip_apart(prose, cell)
    first, second = _rounded(prose, step), _rounded(cell, step)
    if min(first, second) < _HUNDRED or abs(first - second) <= 1 or max(first, second) >= 10**_MOST_DIGITS:
        return False
    fewer, more = sorted((first, second))
    return is_one_digit_off(str(fewer), str(more)) or (prose.step == cell.step and fewer in shorter(str(more)))


def _rounded(quantity: Quantity, step: Decimal) -> int:
    """The size of a number in steps, rounded: its written digits as a whole number when the step is its own."""
    if quantity.value is None or step <= 0 or abs(quantity.value) >= step * 10**_MOST_DIGITS:
        return 0
    return int((abs(quantity.value) / step).to_integral_value(ROUND_HALF_UP))


def _telling_digits(quantity: Quantity) -> str | None:
    """The digits of a number without the zeros at its end; ``None`` without a number, or with too many digits."""
    if quantity.value is None or not quantity.value:
        return None
    digits = abs(quantity.value).normalize().as_tuple().digits
    return "".join(map(str, digits)) if len(digits) <= _MOST_DIGITS else None
