"""Products that cannot hold at any scale: cycles of ratios whose product is not one.

On logarithms a product is a sum, so a linear program (HiGHS, through SciPy, imported only here and only when such a
network occurs) finds the combination of equations that is most contradicted. Its whole-number multipliers are then
checked with exact fractions: only a contradiction that holds exactly counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.equations import Equation, Form, Term
from workbench.checking.ranges import ONE, Range

# Open ends are moved inwards by this much in the program, so that ranges that only touch are found as well.
_INWARDS = 1e-7
_CONTRADICTED = -1e-9
_LARGEST_MULTIPLIER = 24
_FIRST_SLACK = -2
_Key = tuple[int, Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class _Row:
    """A product of powers of factors that equals `constant`."""

    powers: Mapping[_Key, int]
    constant: Fraction


def proven_impossible(equations: Sequence[Equation], boxes: Mapping[int, Range]) -> bool:
    """Whether the products among `equations` contradict one another within positive `boxes`."""
    factors: dict[_Key, Range] = {}
    rows = [row for equation in equations for row in _rows(equation, boxes, factors)]
    if len(rows) < 2 or not _is_tangled(rows):
        return False
    multipliers = _most_contradicted(rows, factors)
    return multipliers is not None and _contradicts(rows, factors, multipliers)


def _rows(equation: Equation, boxes: Mapping[int, Range], factors: dict[_Key, Range]) -> list[_Row]:
    """What an equation says of products of positive numbers; nothing when a number may be negative.

    What may be off by a tolerance binds nothing beyond its own range.
    """
    read = [term.read(boxes) for term in equation.terms]
    if not all(box[0] is not None and box[0] >= 0 for box in read):
        return []
    terms = equation.terms
    if equation.form is Form.PRODUCT:
        return [_row(((terms[0], 1), (terms[1], -1), (terms[2], -1)), boxes, factors)]
    if equation.form is Form.POWER:
        low, high = equation.exponents
        if low != high:
            return []
        return [_row(((terms[0], 1), (terms[1], -1), (terms[2], -low)), boxes, factors)]
    if equation.form is Form.SUM and len(terms) == 2:
        return [_row(((terms[0], 1), (terms[1], -1)), boxes, factors)]
    strict = equation.form is Form.MORE_THAN
    rows: list[_Row] = []
    for part in terms[1:]:
        # The whole is at least each of its parts: whole = part x something that is one or more.
        slack: _Key = (_FIRST_SLACK - len(factors), ONE, Fraction(0))
        factors[slack] = (ONE, strict, None, True)
        row = _row(((terms[0], 1), (part, -1)), boxes, factors)
        rows.append(_Row({**row.powers, slack: -1}, row.constant))
    return rows


def _row(powers: Sequence[tuple[Term, int]], boxes: Mapping[int, Range], factors: dict[_Key, Range]) -> _Row:
    """The product of powers of terms that is one, multipliers taken out of the terms that have no offset."""
    found: dict[_Key, int] = {}
    constant = ONE
    for term, power in powers:
        if term.slack is not None:
            key: _Key = (_FIRST_SLACK - len(factors), ONE, Fraction(0))
            factors[key] = term.read(boxes)
        elif term.offset:
            key = (term.variable, term.multiplier, term.offset)
            factors[key] = ranges.meet(term.read(boxes), ranges.NOT_NEGATIVE)
        else:
            sign = ONE if term.multiplier > 0 else -ONE
            key = (term.variable, sign, Fraction(0))
            factors[key] = boxes[term.variable] if sign > 0 else ranges.negate(boxes[term.variable])
            constant /= abs(term.multiplier) ** power
        found[key] = found.get(key, 0) + power
    return _Row(found, constant)


def _is_tangled(rows: Sequence[_Row]) -> bool:
    """Whether two rows share more than one factor directly or through others."""
    nodes = {key for row in rows for key in row.powers}
    parent: dict[object, object] = {node: node for node in nodes}
    parent.update({number: number for number in range(len(rows))})

    def find(node: object) -> object:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for number, row in enumerate(rows):
        for key in row.powers:
            a, b = find(number), find(key)
            if a == b:
                return True
            parent[a] = b
    return False


def _most_contradicted(rows: Sequence[_Row], factors: Mapping[_Key, Range]) -> list[int] | None:
    """Whole multipliers of the rows whose combination is most contradicted by the ranges; ``None`` for none.

    With x the logarithms, rows A x = k and ends l <= x <= h, no x exists if, and only if, some multipliers m give
    ``max over x of (A'm) x < k m``; the largest value is ``u h - w l`` for A'm = u - w, u and w not negative.
    """
    from scipy.optimize import linprog

    keys = sorted({key for row in rows for key in row.powers})
    place = {key: number for number, key in enumerate(keys)}
    count, size = len(rows), len(keys)
    goal = [-_log(row.constant) for row in rows]
    bounds: list[tuple[float, float | None]] = [(-1.0, 1.0)] * count
    for end in (2, 0):
        for key in keys:
            low, low_open, high, high_open = factors[key]
            value, is_open = (high, high_open) if end == 2 else (low, low_open)
            if value is None or value <= 0:
                goal.append(0.0)
                bounds.append((0.0, 0.0))
                continue
            inwards = _INWARDS if is_open else 0.0
            goal.append(_log(value) - inwards if end == 2 else -_log(value) - inwards)
            bounds.append((0.0, None))
    table = [[0.0] * (count + 2 * size) for _ in keys]
    for number, row in enumerate(rows):
        for key, power in row.powers.items():
            table[place[key]][number] = float(power)
    for number in range(size):
        table[number][count + number] = -1.0
        table[number][count + size + number] = 1.0
    result = linprog(goal, A_eq=table, b_eq=[0.0] * size, bounds=bounds, method="highs")
    if result.status != 0 or result.fun > _CONTRADICTED:
        return None
    found = [Fraction(float(value)).limit_denominator(_LARGEST_MULTIPLIER) for value in result.x[:count]]
    common = math.lcm(*(value.denominator for value in found))
    return [int(value * common) for value in found]


def _contradicts(rows: Sequence[_Row], factors: Mapping[_Key, Range], multipliers: Sequence[int]) -> bool:
    """Whether the product of the rows, each to its multiplier, cannot be what it must be; exact."""
    powers: dict[_Key, int] = {}
    constant = ONE
    for row, multiplier in zip(rows, multipliers, strict=True):
        constant *= row.constant**multiplier
        for key, power in row.powers.items():
            powers[key] = powers.get(key, 0) + power * multiplier
    box: Range = ranges.point(ONE)
    for key, power in powers.items():
        if power > 0:
            box = ranges.multiply(box, ranges.power(factors[key], power))
        elif power < 0:
            box = ranges.divide(box, ranges.power(factors[key], -power))
    return not ranges.meets(box, ranges.point(constant))


def _log(value: Fraction) -> float:
    """The natural logarithm, of numbers of any length."""
    return math.log(value.numerator) - math.log(value.denominator)
