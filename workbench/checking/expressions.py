"""The working of a check in figures: which numbers give which, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.equations import Equation, Form
from workbench.checking.measures import PERCENT, measure
from workbench.checking.network import Check, Fact, Network, Reading
from workbench.checking.ranges import Range
from workbench.checking.wording import Display, Words, magnitude
from workbench.checking.written import read_written
from workbench.model import Operation
from workbench.model.relation import RESULT_ROLE

PURE_ROLES = frozenset({"share", "rate", "factor", "count", "years"})
"""Roles of numbers that have no unit in common with the levels they are said of."""
_MOST_RANGES = 4


@dataclass(frozen=True, slots=True)
class Working:
    """What the other numbers of a check give for the one in `place`: in words, as ranges, and as written."""

    place: int
    expression: str
    expected: Range
    widest: Range
    point: Fraction | None
    display: Display


def working(network: Network, check: Check, place: int, words: Words, power: int | None = None) -> Working:
    """The working of a check solved for the term in `place`; `power` is a scale to print all its levels in."""
    number_boxes = {
        reading: {variable: network.facts[variable].box(reading) for variable in check.variables}
        for reading in (Reading.EXPECTED, Reading.WIDEST)
    }
    display = _scaled(display_of(network, check, place), check.roles[place], power)
    # What is tolerated is told beside the working: in it stands what the numbers give.
    equation = check.equation.strict
    expected = equation.needed(place, number_boxes[Reading.EXPECTED])
    point = solved_point(network, check, place)
    result_display = display
    if network.facts[check.equation.terms[place].variable].unknown is not None and display.power:
        # An unstated value is printed at its own size: 200 billion over 800 is 250 million.
        size = point if point is not None else expected[0]
        result_display = Display(min(_power(size), display.power) if size else display.power)
    return Working(
        place,
        _expression(network, check, place, words, display, power),
        expected,
        equation.needed(place, number_boxes[Reading.WIDEST]),
        point,
        result_display,
    )


def result_place(check: Check) -> int:
    """The place of the result in the usual way of saying the relation."""
    return check.place(RESULT_ROLE[check.relation.operation]) or 0


def solved_point(
    network: Network, check: Check, place: int, instead: Mapping[int, Fraction] | None = None
) -> Fraction | None:
    """What the numbers as written give for the term in `place`; ``None`` when one of them is a range or unstated.

    `instead` has other numbers for some of the facts.
    """
    equation = check.equation.strict
    points: dict[int, Range] = {}
    for index, term in enumerate(equation.terms):
        if index == place:
            points[term.variable] = ranges.ANY
            continue
        point = network.facts[term.variable].point
        if instead is not None:
            point = instead.get(term.variable, point)
        if point is None:
            return None
        points[term.variable] = ranges.point(point)
    exact = Equation(Form.SUM, equation.terms) if equation.form is Form.AT_LEAST_SUM else equation
    if exact.form is Form.MORE_THAN:
        return None
    box = exact.needed(place, points)
    return ranges.interval(box).midpoint if box[0] is not None and box[2] is not None else None


def display_of(network: Network, check: Check, place: int) -> Display:
    """How the numbers that are comparable with the one in `place` are printed."""
    fact = network.facts[check.equation.terms[place].variable]
    role = check.roles[place]
    if role in PURE_ROLES:
        return _unit_display(fact)
    if network.is_constant(check.equation.terms[place].variable):
        others = (network.facts[one] for one in check.variables if not network.is_constant(one))
        return next((_unit_display(one) for one in others), Display())
    unit = _unit_display(fact)
    if unit.percent or unit.points:
        return unit
    facts = [
        network.facts[term.variable]
        for term, other in zip(check.equation.terms, check.roles, strict=True)
        if other not in PURE_ROLES
    ]
    scales = [(_written_power(one), one.point) for one in facts]
    known = [scale for scale, _ in scales if scale is not None]
    power = min((scale for scale in known if scale), default=0)
    # "75,000" beside "1.2 million" is not 0.075 million: what is written out in full and small stays so.
    small = Fraction(10) ** power / 10
    return Display(0 if any(scale == 0 and point and abs(point) < small for scale, point in scales) else power)


def _unit_display(fact: Fact) -> Display:
    if fact.unit and measure(fact.unit).base == PERCENT:
        return Display(percent=fact.unit == PERCENT, points=fact.unit != PERCENT)
    return Display()


def fact_display(fact: Fact) -> Display:
    """How one fact is printed by itself."""
    unit = _unit_display(fact)
    return unit if unit.percent or unit.points else Display(_written_power(fact) or 0)


def _written_power(fact: Fact) -> int | None:
    """The scale that a number is written in: 9 for "350 milliards", 0 for "1,005,282"; ``None`` when unknown."""
    value = fact.point
    if fact.claim is None:
        if value is None or fact.figure is None:
            return None
        return _power(value)
    if value is None:
        low = fact.claim.quantity.value
        value = None if low is None else Fraction(low)
    if value is None:
        return None
    written = read_written(fact.claim.text, fact.claim.quantity)
    if written is None:
        return _power(value)
    return _power(Fraction(10**written.scale)) if written.scale else 0


def _power(value: Fraction) -> int:
    return max((power for power in (6, 9, 12) if power <= magnitude(value)), default=0)


def _scaled(display: Display, role: str, power: int | None) -> Display:
    """The display in another scale, for what has one."""
    if power is None or display.percent or display.points or role in PURE_ROLES:
        return display
    return Display(power)


def _expression(
    network: Network, check: Check, place: int, words: Words, display: Display, power: int | None = None
) -> str:
    equation = check.equation
    as_points = len(equation.terms) > _MOST_RANGES + 1
    others = [index for index in range(len(equation.terms)) if index != place]

    def shown(index: int) -> str:
        return _operand(network, check, index, words, display, as_points, power)

    if equation.form in (Form.PRODUCT, Form.POWER):
        years = ""
        if equation.form is Form.POWER:
            low, high = equation.exponents
            years = f"^{low}" if low == high else f"^({low}..{high})"
        growth = check.relation.operation is Operation.GROWTH
        if place == 0:
            return f"{shown(1)} × {_powered(shown(2), years)}"
        if place == 1:
            return f"{shown(0)} / {_powered(shown(2), years)}"
        ratio = f"{shown(0)} / {shown(1)}"
        if years:
            ratio = f"({ratio})^(1/{equation.exponents[0]})"
        if growth and equation.terms[place].multiplier < 0:
            # A fall is printed without its minus.
            return f"1 − {ratio}"
        return f"{ratio} − 1" if growth else ratio
    if place == 0:
        return _signed(equation, others, shown)
    if equation.terms[place].multiplier < 0:
        # What is printed without its minus: 37 fewer is 328 - 291, and a deficit is imports less exports.
        return f"{_signed(equation, [index for index in others if index], shown)} − {shown(0)}"
    return f"{shown(0)}" + "".join(
        f" {'+' if equation.terms[index].multiplier < 0 else '−'} {shown(index)}" for index in others if index
    )


def _powered(factor: str, years: str) -> str:
    return f"({factor}){years}" if years else factor


def _signed(equation: Equation, places: list[int], shown: Callable[[int], str]) -> str:
    text = ""
    for index in sorted(places, key=lambda place: equation.terms[place].multiplier < 0):
        negative = equation.terms[index].multiplier < 0
        if text:
            text += f" {'−' if negative else '+'} {shown(index)}"
        else:
            text = f"{'−' if negative else ''}{shown(index)}"
    return text


def _operand(
    network: Network, check: Check, index: int, words: Words, display: Display, as_points: bool, power: int | None
) -> str:
    """One number of a working: its expected range, or the number itself when there are many."""
    term = check.equation.terms[index]
    fact = network.facts[term.variable]
    if fact.unknown is not None:
        return "?"
    role = check.roles[index]
    own = _scaled(display_of(network, check, index), role, power)
    box = fact.boxes[0]
    if network.is_constant(term.variable) and own.percent:
        box = term.read({term.variable: box})
    if role == "rate" and check.relation.operation is Operation.GROWTH:
        return words.interval(term.read({term.variable: box}), Display())
    if own.percent or own.points:
        return words.interval(box, own)
    if role in PURE_ROLES:
        return words.interval(box, Display())
    shared = Display(own.power if display.percent or display.points or own.power else display.power)
    if as_points and fact.point is not None:
        return words.number_in(fact.point, shared)
    return words.bare(box, shared)
