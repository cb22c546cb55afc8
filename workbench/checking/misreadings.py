"""Slips of the whole relation rather than of one number: base and result exchanged, percent for points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from workbench.checking.equations import Equation, Form, Term
from workbench.checking.measures import PERCENT, measure
from workbench.checking.network import Check, Fact, Network, Reading
from workbench.checking.ranges import ONE, ZERO
from workbench.checking.slips import Slip
from workbench.checking.wording import words
from workbench.checking.written import read_written
from workbench.model import Claim, Operation, RepairKind

ORDER_DOUBT = "order-of-comparison"
_HUNDREDTH = Fraction(1, 100)
_WORD = re.compile(r"[^\W\d_]+")


def misreadings(network: Network, check: Check, language: str) -> Iterator[tuple[Claim, Slip, bool]]:
    """The claims that would have to read otherwise, how, and whether the expected reading holds then."""
    operation = check.relation.operation
    if operation in (Operation.GROWTH, Operation.SHARE) and check.equation.form is Form.PRODUCT:
        yield from _exchanged(network, check)
    if operation is Operation.CONVERSION:
        yield from _other_currency(network, check)
    if check.equation.form is Form.POWER:
        yield from _neighbouring_year(network, check)
    if operation in (Operation.DIFFERENCE, Operation.POINTS):
        yield from _percent_for_points(network, check, language)
    elif operation is Operation.GROWTH and check.equation.form is Form.PRODUCT:
        yield from _points_for_percent(network, check, language)


def pattern(network: Network, check: Check) -> str | None:
    """The name, among the texts of [patterns], of a known way to come to a wrong growth rate; ``None`` for none."""
    if check.relation.operation is not Operation.GROWTH:
        return None
    after, before, rate = check.equation.terms
    part = Term(rate.variable, abs(rate.multiplier), ZERO)
    if check.equation.form is Form.POWER:
        return "total-as-yearly" if _holds(network, check, Equation(Form.PRODUCT, check.equation.terms)) else None
    if _holds(network, check, Equation(Form.PRODUCT, (after, part, before))):
        return "ratio-as-growth"
    loss = Term(rate.variable, -rate.multiplier, ONE)
    return "other-base" if _holds(network, check, Equation(Form.PRODUCT, (before, loss, after))) else None


def exchanged(check: Check) -> Equation:
    """The equation with the first two comparable numbers in each other's place."""
    first, second, third = check.equation.terms
    if check.relation.operation is Operation.SHARE:
        return replace(check.equation, terms=(third, second, first))
    return replace(check.equation, terms=(second, first, third))


def the_other_way(network: Network, check: Check) -> Equation | None:
    """The equation of a change with its direction the other way round; ``None`` for what has none, or holds so.

    Levels that are not said to be old and new are taken in the order of their sizes, which a slip in one of them can
    turn round: "72 this year after 83, 24 more" is 59 before as well as 96 now.
    """
    operation, equation = check.relation.operation, check.equation
    if operation is Operation.GROWTH and equation.form is Form.PRODUCT:
        first, second, rate = equation.terms
        if ORDER_DOUBT in check.relation.doubts:
            turned = exchanged(check)
        else:
            turned = replace(equation, terms=(first, second, replace(rate, multiplier=-rate.multiplier)))
    elif operation in (Operation.DIFFERENCE, Operation.POINTS) and equation.form is Form.SUM:
        turned = exchanged(check)
    else:
        return None
    return turned if _holds(network, check, turned) is None else None


def _exchanged(network: Network, check: Check) -> Iterator[tuple[Claim, Slip, bool]]:
    holds = _holds(network, check, exchanged(check))
    other = 2 if check.relation.operation is Operation.SHARE else 1
    one, another = (network.facts[check.variables[place]].claim for place in (0, other))
    if holds is None or one is None or another is None or another.quantity.value is None:
        return
    slip = Slip(RepairKind.BASE_EXCHANGED, another.quantity, " ".join(another.text.split()))
    yield one, slip, holds


def _other_currency(network: Network, check: Check) -> Iterator[tuple[Claim, Slip, bool]]:
    """The first of two amounts in one currency, written in the one that the text's own exchange rate points to."""
    instead = check.relation.role("instead")
    place = None if instead is None else network.index.get(("claim", instead.claim or ""))
    pattern_claim = None if place is None else network.facts[place].claim
    claim = network.facts[check.variables[0]].claim
    if pattern_claim is None or claim is None:
        return
    quantity = replace(claim.quantity, unit=pattern_claim.quantity.unit)
    yield claim, Slip(RepairKind.CURRENCY, quantity, _in_currency_of(claim.text, pattern_claim)), True


def _neighbouring_year(network: Network, check: Check) -> Iterator[tuple[Claim, Slip, bool]]:
    """One of the two years a rate is compounded between, a year earlier or later."""
    low, high = check.equation.exponents
    for more in (1, -1):
        if low != high or low + more < 1:
            continue
        holds = _holds(network, check, replace(check.equation, exponents=(low + more, high + more)))
        for role, step in (("second", more), ("first", -more)):
            operand = check.relation.role(role)
            claim = None if operand is None else network.dates.get(operand.claim or "")
            if holds is None or claim is None or claim.date is None:
                continue
            year = claim.date.first.year
            text = claim.text.replace(str(year), str(year + step))
            if text != claim.text:
                quantity = replace(claim.quantity, value=Decimal(year + step))
                yield claim, Slip(RepairKind.YEAR, quantity, text), holds


def _in_currency_of(text: str, other: Claim) -> str:
    """An amount with the currency word or sign of another one; with the code of its currency when neither is alike."""
    common = {word for word in _WORD.findall(text) if word in _WORD.findall(other.text)}
    head, number, tail = _around_number(text, common)
    other_head, _, other_tail = _around_number(other.text, common)
    if bool(head) == bool(other_head) and bool(tail) == bool(other_tail):
        return " ".join(f"{other_head}{number}{other_tail}".split())
    return f"{other.quantity.unit} {' '.join(number.split())}"


def _around_number(text: str, scale: set[str]) -> tuple[str, str, str]:
    """What stands before the first digit, the number up to its last digit or word of `scale`, and what follows."""
    first = next((at for at, sign in enumerate(text) if sign.isdigit()), 0)
    last = max((at + 1 for at, sign in enumerate(text) if sign.isdigit()), default=0)
    last = max([last, *(found.end() for found in _WORD.finditer(text, last) if found.group() in scale)])
    return text[:first], text[first:last], text[last:]


def _percent_for_points(network: Network, check: Check, language: str) -> Iterator[tuple[Claim, Slip, bool]]:
    """A change between two percentages printed in points that holds as a percentage of the first."""
    change = check.place("change")
    if change is None or not _all_percent(network, check):
        return
    after, before, term = check.equation.terms
    rate = Term(term.variable, (_HUNDREDTH if term.multiplier > 0 else -_HUNDREDTH), ONE)
    holds = _holds(network, check, Equation(Form.PRODUCT, (after, before, rate)))
    claim = network.facts[term.variable].claim
    if holds is None or claim is None:
        return
    number = _digits(claim, language)
    if number:
        text = number + words(language).text("numbers", "percent")
        yield claim, Slip(RepairKind.PERCENT_POINTS, replace(claim.quantity, unit=PERCENT), text), holds


def _points_for_percent(network: Network, check: Check, language: str) -> Iterator[tuple[Claim, Slip, bool]]:
    """A growth rate between two percentages that holds as their difference."""
    if not _all_percent(network, check):
        return
    after, before, term = check.equation.terms
    change = Term(term.variable, ONE if term.multiplier > 0 else -ONE, ZERO)
    holds = _holds(network, check, Equation(Form.SUM, (after, before, change)))
    claim = network.facts[term.variable].claim
    if holds is None or claim is None:
        return
    number = _digits(claim, language)
    if number:
        single = words(language).is_singular(Fraction(claim.quantity.value or 0), number)
        text = words(language).text("numbers", "point" if single else "points", value=number)
        quantity = replace(claim.quantity, unit="percentage point")
        yield claim, Slip(RepairKind.PERCENT_POINTS, quantity, text), holds


def _holds(network: Network, check: Check, equation: Equation) -> bool | None:
    """Whether another equation over the same facts holds as expected, or at least as widely read; ``None`` for no."""
    facts = {variable: network.facts[variable] for variable in check.variables}
    if any(fact.unknown is not None for fact in facts.values()):
        return None
    if equation.holds({variable: fact.box(Reading.EXPECTED) for variable, fact in facts.items()}):
        return True
    return False if equation.holds({one: fact.box(Reading.WIDEST) for one, fact in facts.items()}) else None


def _all_percent(network: Network, check: Check) -> bool:
    return all(_is_percent(network.facts[variable]) for variable in check.variables)


def _is_percent(fact: Fact) -> bool:
    return fact.claim is not None and bool(fact.unit) and measure(fact.unit).base == PERCENT


def _digits(claim: Claim, language: str) -> str:
    written = read_written(claim.text, claim.quantity, language)
    return "" if written is None else written.digits
