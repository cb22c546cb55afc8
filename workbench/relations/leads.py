"""Two figures a slip apart: a headline and the first sentences below it, which say in full what it says in short.

Headlines leave words out and change the others ("bondit de 18 %" for « en hausse de 18 % »), so their words need not
all stand in the sentence. Instead the two numbers must be what a slip makes of each other: two digits exchanged, one
digit of three or more another one, a decimal mark or a scale word moved.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from workbench.model import Quantity

_ONE_OF = 3
_MOST_DIGITS = 15


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


def _digits(quantity: Quantity) -> tuple[int, ...] | None:
    """The digits of a number without the zeros at its end; ``None`` without a number, or with too many digits."""
    if quantity.value is None or not quantity.value:
        return None
    digits = abs(Decimal(quantity.value)).normalize().as_tuple().digits
    return digits if len(digits) <= _MOST_DIGITS else None
