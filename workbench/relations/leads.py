"""Two figures a slip apart: a headline and the first sentences below it, which say in full what it says in short.

Headlines leave words out and change the others ("bondit de 18 %" for « en hausse de 18 % »), so their words need not
all stand in the sentence. Instead the two numbers must be what a slip makes of each other: two digits exchanged, one
digit of three or more another one, a decimal mark or a scale word moved. Between a sentence and the cell of a table
that its indicator and its period name, nothing short of that is worth saying: what differs more is another figure.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from workbench.model import Quantity

_ONE_OF = 3
_MOST_DIGITS = 15
_HUNDRED = 100


def are_a_slip_apart(one: Quantity, other: Quantity) -> bool:
    """Whether a slip in writing one of two numbers makes it the other."""
    first, second = _digits(one), _digits(other)
    if first is None or second is None or first == second:
        return first is not None and first == second and one.value != other.value
    if one.value is None or other.value is None or len(first) != len(second):
        return False
    if one.value.adjusted() != other.value.adjusted():
        return False
    apart = [at for at, (own, its) in enumerate(zip(first, second, strict=True)) if own != its]
    if len(apart) == 1:
        return len(first) >= _ONE_OF
    swapped = len(apart) == 2 and any((at, behind) == tuple(apart) for at, behind in pairwise(range(len(first))))
    return swapped and first[apart[0]] == second[apart[1]] and first[apart[1]] == second[apart[0]]


def is_a_misprint(prose: Quantity, cell: Quantity) -> bool:
    """Whether one slip makes a number of a text that of a table, or the other way round.

    Both are written with three digits or more and held against each other in the digits that both have: one digit
    another one, two neighbours exchanged, one left out, or another scale where either tells its scale. A last digit
    that is one more or less is rounding.
    """
    if prose.value is None or cell.value is None or prose.value * cell.value <= 0:
        return False
    step = max(prose.step, cell.step)
    if step <= 0 or min(_written(prose, prose.step), _written(cell, cell.step)) < _HUNDRED:
        return False
    if _digits(prose) == _digits(cell):
        return min(prose.step, cell.step) > 1 and are_a_slip_apart(prose, cell)
    first, second = _written(prose, step), _written(cell, step)
    if min(first, second) < _HUNDRED or abs(first - second) <= 1 or max(first, second) >= 10**_MOST_DIGITS:
        return False
    shorter, longer = sorted((str(first), str(second)), key=len)
    if len(shorter) == len(longer):
        apart = [at for at, (own, its) in enumerate(zip(shorter, longer, strict=True)) if own != its]
        if len(apart) == 2 and apart[1] == apart[0] + 1:
            return shorter[apart[0]] == longer[apart[1]] and shorter[apart[1]] == longer[apart[0]]
        return len(apart) == 1
    left_out = prose.step == cell.step and len(longer) == len(shorter) + 1
    return left_out and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _written(quantity: Quantity, step: Decimal) -> int:
    """The size of a number in steps, rounded: its written digits as a whole number when the step is its own."""
    if quantity.value is None or step <= 0 or abs(quantity.value) >= step * 10**_MOST_DIGITS:
        return 0
    return int((abs(quantity.value) / step).to_integral_value(ROUND_HALF_UP))


def _digits(quantity: Quantity) -> tuple[int, ...] | None:
    """The digits of a number without the zeros at its end; ``None`` without a number, or with too many digits."""
    if quantity.value is None or not quantity.value:
        return None
    digits = abs(Decimal(quantity.value)).normalize().as_tuple().digits
    return digits if len(digits) <= _MOST_DIGITS else None
