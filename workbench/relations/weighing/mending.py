"""How near a combination is to fitting: to the last digit, or but for a slip of the pen in one of its numbers.

A true relation with a misprint is one slip away from fitting; numbers that merely stand side by side seldom are, the
less so the more digits they have. So the signs tell the slip together with how many digits the roughest number has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from workbench.model.slips import MARK_MOVED, changed, in_last_digits, longer, reaches, shorter, swapped
from workbench.relations.weighing.candidates import Candidate
from workbench.relations.weighing.passage import Number, Passage

_ONE, _HUNDRED, _HALF = Decimal(1), Decimal(100), Decimal("0.5")
_MOST_DIGITS, _MANY_DIGITS, _THREE = 4, 12, 3
Range = tuple[Decimal, Decimal]
"""The least and the most a number can be; which end belongs to it does not matter here."""


def mended(candidate: Candidate, passage: Passage) -> tuple[str, ...]:
    """The signs of how a combination fits, or what slip in one of its numbers would make it fit."""
    numbers = [passage.numbers[index] for index in candidate.members]
    digits = [_digits(number) for number in numbers]
    rough, all_digits = min(min(digits), _MOST_DIGITS), min(sum(digits), _MANY_DIGITS) // _THREE
    led = tuple(_led(candidate, passage)) if candidate.parts else ()
    if candidate.fits:
        return f"fits: {rough}", f"fits of {all_digits}", *led
    slips = _slips(candidate, passage)
    if slips is None:
        return "slip: open", *led
    kind = next((kind for kind in ("digit", "swap", "length", "tenfold") if kind in slips), "none")
    return f"slip: {kind} {rough}", f"slip of {all_digits}: {kind != 'none'}", f"slips: {len(slips)}", *led


def _led(candidate: Candidate, passage: Passage) -> Iterator[str]:
    """What leads to a list, with whether it makes less or more than its total: "of whom" lists parts that overlap."""
    total = passage.numbers[candidate.roles[0][1]]
    made = sum((passage.numbers[part].size for part in candidate.parts), Decimal(0))
    size = "all" if candidate.fits else "more" if made > total.size else "less"
    at = passage.numbers[candidate.parts[0]].place
    yield f"leads: {passage.word(at - 1)} {size}"
    yield from (f"leads saying: {name} {size}" for name in passage.meaning(at - 1))


def is_a_slip_away(candidate: Candidate, passage: Passage) -> bool:
    """Whether a combination fits, or would but for a slip in one of its numbers of two digits and more."""
    return candidate.fits or bool(_slips(candidate, passage, fewest=2))


def _digits(number: Number) -> int:
    told = in_last_digits(number.claim.quantity)
    return _MANY_DIGITS if told is None else len(str(told))


def _slips(candidate: Candidate, passage: Passage, fewest: int = 1) -> list[str] | None:
    ranges: dict[str, Range] = {}
    roles = list(candidate.roles) + [(f"part {place}", index) for place, index in enumerate(candidate.parts)]
    for role, index in roles:
        found = _range(passage.numbers[index])
        if found is None:
            return None
        ranges[role] = found
    slips = []
    for role, index in roles:
        number = passage.numbers[index]
        if _digits(number) < fewest:
            continue
        for implied in _EQUATIONS[candidate.frame](ranges, role):
            kind = _slip(number, implied)
            if kind is not None:
                slips.append(kind)
                break
    return slips


def _range(number: Number) -> Range | None:
    meant = number.claim.expected
    if meant.low is None or meant.high is None:
        return None
    low = Decimal(meant.low.numerator) / meant.low.denominator
    high = Decimal(meant.high.numerator) / meant.high.denominator
    if high <= 0:
        low, high = -high, -low
    if number.claim.quantity.unit == "basis point":
        return low / _HUNDRED, high / _HUNDRED
    return (low, high) if low > 0 else None


def _growth(of: Mapping[str, Range], role: str) -> Iterator[Range]:
    rate, after, before = of["rate"], of["after"], of["before"]
    rise = _ONE + rate[0] / _HUNDRED, _ONE + rate[1] / _HUNDRED
    fall = _ONE - rate[1] / _HUNDRED, _ONE - rate[0] / _HUNDRED
    if role == "rate":
        low, high = _HUNDRED * after[0] / before[1] - _HUNDRED, _HUNDRED * after[1] / before[0] - _HUNDRED
        yield low, high
        yield -high, -low
    elif role == "after":
        yield before[0] * rise[0], before[1] * rise[1]
        yield before[0] * fall[0], before[1] * fall[1]
    else:
        yield after[0] / rise[1], after[1] / rise[0]
        if fall[0] > 0:
            yield after[0] / fall[1], after[1] / fall[0]


def _share(of: Mapping[str, Range], role: str) -> Iterator[Range]:
    share, part, whole = of["share"], of["part"], of["whole"]
    if role == "share":
        yield _HUNDRED * part[0] / whole[1], _HUNDRED * part[1] / whole[0]
    elif role == "part":
        yield whole[0] * share[0] / _HUNDRED, whole[1] * share[1] / _HUNDRED
    else:
        yield _HUNDRED * part[0] / share[1], _HUNDRED * part[1] / share[0]


def _unsaid(of: Mapping[str, Range], role: str) -> Iterator[Range]:
    level, change, (least, most) = of["level"], of["change"], (of["rate"][0] / _HUNDRED, of["rate"][1] / _HUNDRED)
    if role == "rate":
        for before in ((level[0] - change[1], level[1] - change[0]), (level[0] + change[0], level[1] + change[1])):
            if before[0] > 0:
                yield _HUNDRED * change[0] / before[1], _HUNDRED * change[1] / before[0]
    elif role == "level":
        before = change[0] / most, change[1] / least
        yield before[0] + change[0], before[1] + change[1]
        yield before[0] - change[1], before[1] - change[0]
    else:
        yield level[0] * least / (_ONE + least), level[1] * most / (_ONE + most)
        if most < 1:
            yield level[0] * least / (_ONE - least), level[1] * most / (_ONE - most)


def _difference(of: Mapping[str, Range], role: str) -> Iterator[Range]:
    change, after, before = of["change"], of["after"], of["before"]
    if role == "change":
        yield after[0] - before[1], after[1] - before[0]
        yield before[0] - after[1], before[1] - after[0]
    else:
        other = before if role == "after" else after
        yield other[0] + change[0], other[1] + change[1]
        yield other[0] - change[1], other[1] - change[0]


def _average(of: Mapping[str, Range], role: str) -> Iterator[Range]:
    per, total, count = of["per"], of["total"], of["count"]
    if role == "per":
        yield total[0] / count[1], total[1] / count[0]
    elif role == "total":
        yield per[0] * count[0], per[1] * count[1]
    else:
        yield total[0] / per[1], total[1] / per[0]


def _sum(of: Mapping[str, Range], role: str) -> Iterator[Range]:
    parts = [told for other, told in of.items() if other not in ("total", role)]
    low, high = sum((part[0] for part in parts), Decimal(0)), sum((part[1] for part in parts), Decimal(0))
    if role == "total":
        yield low, high
    else:
        yield of["total"][0] - high, of["total"][1] - low


_EQUATIONS: Mapping[str, Callable[[Mapping[str, Range], str], Iterator[Range]]] = {
    "growth": _growth,
    "share": _share,
    "unsaid": _unsaid,
    "difference": _difference,
    "points": _difference,
    "average": _average,
    "sum": _sum,
}


def _slip(number: Number, implied: Range) -> str | None:
    """The slip that would make of what should stand there the number that does."""
    quantity = number.claim.quantity
    told, value, step = in_last_digits(quantity), abs(quantity.value or Decimal(0)), quantity.step or _ONE
    if number.claim.quantity.unit == "basis point":
        implied = implied[0] * _HUNDRED, implied[1] * _HUNDRED
    if implied[1] <= 0 or told is None or value % step:
        return None
    low = int((implied[0] / step - _HALF).to_integral_value(ROUND_CEILING))
    high = int((implied[1] / step + _HALF).to_integral_value(ROUND_FLOOR))
    digits = str(told)
    if any(reaches(numbers, low, high) for numbers in changed(digits)):
        return "digit"
    if any(low <= other <= high for other in swapped(digits)):
        return "swap"
    if any(reaches(numbers, low, high) for numbers in longer(digits)):
        return "length"
    if len(digits) > _THREE and any(low <= other <= high for other in shorter(digits)):
        return "length"
    # The mark of a number slips by one place, its scale word by three.
    moved = (value.scaleb(places) for places in MARK_MOVED if places % 2)
    return "tenfold" if any(implied[0] <= other <= implied[1] for other in moved) else None
