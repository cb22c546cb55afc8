"""Whether numbers that do not add up would if one digit of one of them were another, or two changed places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from workbench.model import Quantity


def one_slip_apart(total: Quantity, parts: Sequence[Quantity], fewest: int) -> bool:
    """Whether one slip in the total or in a part would explain why the parts do not make the total.

    Only numbers of at least `fewest` written digits are tried: with two, nearly any number is one slip apart.
    """
    if total.value is None or any(part.value is None for part in parts):
        return False
    missing = total.value - sum((part.value or Decimal(0) for part in parts), Decimal(0))
    steps = [quantity.step for quantity in (total, *parts)]
    coarse = max(steps)
    # Rounded parts may be off by half a step each; counts that are written out in full are exact.
    slack = Decimal(0) if coarse in (0, 1) else coarse * len(parts) / 2
    for quantity, sign in ((total, 1), *((part, -1) for part in parts)):
        for change in _changes(quantity, fewest):
            if abs(missing + sign * change) <= slack:
                return True
    return False


def _changes(quantity: Quantity, fewest: int) -> Iterator[Decimal]:
    """What a number changes by when one digit is another one or two neighbours are exchanged."""
    if quantity.value is None:
        return
    step = quantity.step or Decimal(1)
    digits = str(int(quantity.value / step))
    if len(digits) < fewest:
        return
    for at, digit in enumerate(reversed(digits)):
        unit = step * 10**at
        for other in range(10):
            if other != int(digit):
                yield (other - int(digit)) * unit
    for at, (low, high) in enumerate(zip(digits[::-1], digits[-2::-1], strict=False)):
        if low != high:
            yield (int(low) - int(high)) * 9 * step * 10**at
