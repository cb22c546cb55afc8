"""The misprint of one digit that would make a combination right to its last printed digit.

Two or three numbers fit a third within their rounding by chance often enough, and even oftener but for one digit. They
seldom do to the print: one digit changed, or two neighbours exchanged, in one number, and what the numbers as written
then give is, rounded, the very figure that is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from workbench.model.slips import changed, in_last_digits, swapped
from workbench.relations.weighing.candidates import Candidate
from workbench.relations.weighing.passage import Number, Passage

_ONE, _HUNDRED, _BASIS_POINT = Decimal(1), Decimal(100), "basis point"
Values = Mapping[str, Decimal]


class Misprint(StrEnum):
    """What was done to a number."""

    DIGIT = "digit"
    SWAP = "swap"


@dataclass(frozen=True, slots=True)
class Misprinted:
    """A number that one misprint away from the one printed would be right; of how many digits it is."""

    misprint: Misprint
    digits: int


@dataclass(frozen=True, slots=True)
class _Printed:
    value: Decimal
    step: Decimal
    digits: str


def misprinted(candidate: Candidate, passage: Passage) -> list[Misprinted]:
    """The numbers of a combination that does not fit of which one may be misprinted."""
    roles = [*candidate.roles, *((f"part {place}", index) for place, index in enumerate(candidate.parts))]
    printed: dict[str, _Printed] = {}
    for role, index in roles:
        number = _printed(passage.numbers[index])
        if number is None:
            return []
        printed[role] = number
    said, results = candidate.roles[0][0], _RESULTS[candidate.frame]
    values = {role: number.value for role, number in printed.items()}
    found = []
    for role, number in printed.items():
        if role == said:
            given = [_in_steps(result, number.step) for result in results(values)]
            misprint = _to_one_of(number.digits, given)
        else:
            misprint = _giving(values, role, number, printed[said], results)
        if misprint is not None:
            found.append(Misprinted(misprint, len(number.digits)))
    return found


def _printed(number: Number) -> _Printed | None:
    quantity = number.claim.quantity
    told = in_last_digits(quantity)
    if told is None or not quantity.value:
        return None
    unit = _HUNDRED if quantity.unit == _BASIS_POINT else _ONE
    return _Printed(abs(quantity.value) / unit, (quantity.step or _ONE) / unit, str(told))


def _to_one_of(digits: str, given: Sequence[int]) -> Misprint | None:
    """What makes of some digits one of the numbers given."""
    own = int(digits)
    if any(number != own and number in numbers for numbers in changed(digits) for number in given):
        return Misprint.DIGIT
    exchanged = set(swapped(digits))
    return Misprint.SWAP if any(number in exchanged for number in given) else None


def _giving(
    values: Values, role: str, number: _Printed, said: _Printed, results: Callable[[Values], Iterator[Decimal]]
) -> Misprint | None:
    """What in one number makes all of them give what is said."""
    told = int(said.digits)

    def gives(other: int) -> bool:
        tried = {**values, role: other * number.step}
        return other > 0 and any(_in_steps(result, said.step) == told for result in results(tried))

    own = int(number.digits)
    if any(gives(other) for numbers in changed(number.digits) for other in numbers if other != own):
        return Misprint.DIGIT
    return Misprint.SWAP if any(map(gives, swapped(number.digits))) else None


def _in_steps(value: Decimal, step: Decimal) -> int:
    return int((value / step).to_integral_value(ROUND_HALF_UP))


def _growth(of: Values) -> Iterator[Decimal]:
    yield abs(_HUNDRED * of["after"] / of["before"] - _HUNDRED)


def _share(of: Values) -> Iterator[Decimal]:
    yield _HUNDRED * of["part"] / of["whole"]


def _unsaid(of: Values) -> Iterator[Decimal]:
    for before in (of["level"] - of["change"], of["level"] + of["change"]):
        if before > 0:
            yield _HUNDRED * of["change"] / before


def _difference(of: Values) -> Iterator[Decimal]:
    yield abs(of["after"] - of["before"])


def _average(of: Values) -> Iterator[Decimal]:
    yield of["total"] / of["count"]


def _sum(of: Values) -> Iterator[Decimal]:
    yield sum((value for role, value in of.items() if role != "total"), Decimal(0))


_RESULTS: Mapping[str, Callable[[Values], Iterator[Decimal]]] = {
    "growth": _growth,
    "share": _share,
    "unsaid": _unsaid,
    "difference": _difference,
    "points": _difference,
    "average": _average,
    "sum": _sum,
}
