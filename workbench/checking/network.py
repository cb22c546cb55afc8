"""The values that a text states or implies, and the equations between them.

A `Fact` is one value: a claim, a known figure, an unstated value (the same key is the same value) or a constant.
A `Check` is one relation as an equation over facts. Relations whose numbers cannot be compared (euros and dollars,
a role left empty) make no check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from operator import itemgetter

from workbench.checking import ranges
from workbench.checking.equations import Equation, Form, Term, whole_exponents
from workbench.checking.measures import PERCENT, PLAIN, Measure, measure
from workbench.checking.ranges import ONE, ZERO, Range
from workbench.checking.written import read_written
from workbench.model import Binding, Claim, Kind, Operand, Operation, Quantity, ReferenceFigure, Relation, Unknown
from workbench.model.quantity import BY
from workbench.model.readings import expected, tried, widest
from workbench.model.relation import RESULT_ROLE


class Reading(Enum):
    """How strictly the numbers are read.

    ``TRUNCATED`` grants that digits were cut off rather than rounded, in all numbers alike: each of them cut off or
    rounded as it suits would excuse nearly any last digit.
    """

    EXPECTED = 0
    WIDEST = 1
    TRUNCATED = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with its expected and widest range; `point` is the number written, when one number was.

    `written` is the quantity that the ranges are readings of, ``None`` for what is not written.
    """

    boxes: tuple[Range, Range]
    point: Fraction | None = None
    unit: str | None = None
    claim: Claim | None = None
    figure: ReferenceFigure | None = None
    unknown: Unknown | None = None
    written: Quantity | None = None

    def box(self, reading: Reading) -> Range:
        """The range in one reading."""
        if reading is Reading.TRUNCATED:
            return self.boxes[1] if self.written is None else truncated(self.written, self.boxes[1])
        return self.boxes[0] if reading is Reading.EXPECTED else self.boxes[1]


@dataclass(frozen=True, slots=True)
class Check:
    """One relation as an equation; `roles` and `variables` are the roles and facts of its terms."""

    relation: Relation
    equation: Equation
    roles: tuple[str, ...]
    variables: tuple[int, ...]

    def place(self, role: str) -> int | None:
        """The place of the first term in `role`."""
        return self.roles.index(role) if role in self.roles else None


@dataclass(slots=True)
class Network:
    """All facts and checks of one document, and its dates, which are no facts but can have slipped."""

    facts: list[Fact] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    index: dict[tuple[str, str], int] = field(default_factory=dict)
    dates: dict[str, Claim] = field(default_factory=dict)

    def boxes(self, checks: Iterable[int], reading: Reading) -> dict[int, Range]:
        """The ranges of the facts of some checks in one reading, in a fresh table."""
        facts = self.facts
        return {variable: facts[variable].box(reading) for check in checks for variable in self.checks[check].variables}

    def equations(self, checks: Iterable[int]) -> list[Equation]:
        """The equations of some checks."""
        return [self.checks[check].equation for check in checks]

    def is_constant(self, variable: int) -> bool:
        """Whether the fact is a number that a wording fixes."""
        fact = self.facts[variable]
        return fact.claim is None and fact.unknown is None and fact.figure is None


# The form of each operation: its left-hand role, the others in order, and which of them count the same thing.
_FORMS: dict[Operation, tuple[Form, tuple[str, ...], frozenset[str]]] = {
    Operation.SHARE: (Form.PRODUCT, ("part", "share", "whole"), frozenset({"part", "whole"})),
    Operation.GROWTH: (Form.PRODUCT, ("after", "before", "rate"), frozenset({"after", "before"})),
    Operation.MULTIPLE: (Form.PRODUCT, ("result", "factor", "base"), frozenset({"result", "base"})),
    Operation.RATIO: (Form.PRODUCT, ("total", "count", "per"), frozenset()),
    Operation.AVERAGE: (Form.PRODUCT, ("total", "count", "per"), frozenset()),
    Operation.CONVERSION: (Form.PRODUCT, ("amount", "rate", "converted"), frozenset()),
    Operation.DIFFERENCE: (Form.SUM, ("after", "before", "change"), frozenset({"after", "before", "change"})),
    Operation.POINTS: (Form.SUM, ("after", "before", "change"), frozenset({"after", "before", "change"})),
    Operation.BALANCE: (Form.SUM, ("gained", "net", "spent"), frozenset({"gained", "net", "spent"})),
    Operation.RESTATEMENT: (Form.SUM, ("first", "second"), frozenset({"first", "second"})),
    Operation.REFERENCE: (Form.SUM, ("claim", "figure"), frozenset({"claim", "figure"})),
    Operation.ORDER: (Form.MORE_THAN, ("greater", "lesser"), frozenset({"greater", "lesser"})),
    Operation.BOUND: (Form.AT_LEAST_SUM, ("greater", "lesser"), frozenset({"greater", "lesser"})),
}
_ADDED_UP = (Operation.SUM, Operation.FOOTING)


_DECIMAL_ZERO = re.compile(r"[.,]\d*0(?!\d)")
_POINT, _OF_PERCENT = "point", "percentage point"
_COMPARING = frozenset({Operation.DIFFERENCE, Operation.GROWTH})
_FRACTION = Measure(PERCENT)
SURENESS = (Binding.ANALYST, Binding.CLAUSE, Binding.SENTENCE, Binding.ACROSS, Binding.KIND)
"""How texts join numbers, the surest way first."""
_PER_ROLES = {Operation.RATIO: "per", Operation.AVERAGE: "per"}


def build(
    claims: Iterable[Claim], relations: Iterable[Relation], references: Iterable[ReferenceFigure] = ()
) -> Network:
    """The network of a document's relations; those of the calendar and of statistics are not part of it."""
    claims = list(claims)
    network = Network(dates={claim.id: claim for claim in claims if claim.date is not None})
    relations = list(relations)
    averages = {operand.claim for relation in relations for operand in _averages(relation)}
    known = {claim.id: _rounded(claim) if claim.id in averages else claim for claim in claims}
    figures = {figure.id: figure for figure in references}
    for relation in relations:
        operands = _operands(relation)
        if operands is None:
            continue
        equation = _equation(network, relation, operands, known, figures)
        if equation is not None:
            variables = tuple([term.variable for term in equation.terms])
            network.checks.append(Check(relation, equation, tuple([operand.role for operand in operands]), variables))
    return network


def without_repetitions(checks: Sequence[Check]) -> list[Check]:
    """The checks, of those that add up the same numbers in the same way only one: the surest, with the fewest doubts.

    A deficit is imports less exports, and imports are exports and the deficit: that is said once.
    """
    best: dict[object, tuple[bool, int, int, int]] = {}
    for number, check in enumerate(checks):
        # What is tolerated where the numbers are told in one way is no error where they are told in another.
        strict = not check.equation.is_tolerant
        rank = (strict, SURENESS.index(check.relation.binding), len(check.relation.doubts), number)
        key = _balance(check, number)
        best[key] = min(best.get(key, rank), rank)
    return [checks[number] for *_, number in sorted(best.values(), key=itemgetter(-1))]


def _balance(check: Check, number: int) -> object:
    """What is added up and taken off, whatever stands on which side; `number` itself for what is no sum."""
    terms = check.equation.terms
    if check.equation.form is not Form.SUM or any(term.offset for term in terms):
        return number
    weights = {term.variable: term.multiplier if place == 0 else -term.multiplier for place, term in enumerate(terms)}
    first = weights[min(weights)]
    return frozenset((variable, weight / first) for variable, weight in weights.items())


def _averages(relation: Relation) -> Iterator[Operand]:
    role = _PER_ROLES.get(relation.operation)
    return relation.roles(role) if role is not None else iter(())


def _rounded(claim: Claim) -> Claim:
    """The claim with a whole number read as rounded: an average of counts is no count."""
    if not claim.quantity.exact:
        return claim
    step = claim.quantity.step or Decimal(1)
    coarse = max(step, claim.quantity.coarse_step)
    return replace(claim, quantity=replace(claim.quantity, exact=False, step=step, coarse_step=coarse))


def _operands(relation: Relation) -> list[Operand] | None:
    """The operands in the order of the equation's terms; ``None`` when a role is empty."""
    if relation.operation in _ADDED_UP:
        total = relation.role("total")
        parts = list(relation.roles("part"))
        return [total, *parts] if total is not None and parts else None
    if relation.operation not in _FORMS:
        return None
    if _restates_units(relation):
        roles: tuple[str, ...] = ("amount", "converted")
    else:
        roles = _FORMS[relation.operation][1]
    operands = [relation.role(role) for role in roles]
    found = [operand for operand in operands if operand is not None]
    return found if len(found) == len(operands) else None


def _restates_units(relation: Relation) -> bool:
    return relation.operation is Operation.CONVERSION and relation.role("rate") is None


def _equation(
    network: Network,
    relation: Relation,
    operands: Sequence[Operand],
    claims: dict[str, Claim],
    figures: dict[str, ReferenceFigure],
) -> Equation | None:
    variables = [_variable(network, operand, claims, figures) for operand in operands]
    if any(variable is None for variable in variables):
        return None
    numbers = [variable for variable in variables if variable is not None]
    if len(set(numbers)) < len(numbers):
        return None
    if relation.operation in _ADDED_UP:
        form = Form.SUM if relation.exhaustive else Form.AT_LEAST_SUM
        same = frozenset({"total", "part"})
    elif _restates_units(relation):
        form, same = Form.SUM, frozenset({"amount", "converted"})
    else:
        form, _, same = _FORMS[relation.operation]
    scaled = _terms(network, relation, operands, numbers, same)
    if scaled is None:
        return None
    exponents = (1, 1)
    years = relation.role("years")
    if relation.operation is Operation.GROWTH and years is not None:
        variable = _variable(network, years, claims, figures)
        if variable is None:
            return None
        box = network.facts[variable].boxes[0]
        found = whole_exponents(ranges.negate(box) if years.sign < 0 else box)
        if found is None:
            return None
        exponents, form = found, Form.POWER
    return _tolerant(network, relation, operands, Equation(form, tuple(scaled), exponents))


def _tolerant(network: Network, relation: Relation, operands: Sequence[Operand], equation: Equation) -> Equation:
    """The equation with what its rule tolerates granted to the result, where that is stated."""
    if relation.tolerance is None:
        return equation
    role = RESULT_ROLE.get(relation.operation)
    place = next((place for place, operand in enumerate(operands) if operand.role == role), 0)
    terms = list(equation.terms)
    fact = network.facts[terms[place].variable]
    if fact.unknown is not None:
        return equation
    is_fraction = fact.unit is None and (
        operands[place].constant is not None or (fact.claim is not None and fact.claim.quantity.kind is Kind.RATIO)
    )
    terms[place] = replace(terms[place], slack=relation.tolerance.slack(fact.unit, fraction=is_fraction))
    return replace(equation, terms=tuple(terms))


def _variable(
    network: Network, operand: Operand, claims: dict[str, Claim], figures: dict[str, ReferenceFigure]
) -> int | None:
    """The number of the operand's fact, entered in the network when it is new."""
    if operand.claim is not None:
        key = ("claim", operand.claim)
    elif operand.figure is not None:
        key = ("figure", operand.figure)
    elif operand.unknown is not None:
        key = ("unknown", operand.unknown.key)
    elif operand.constant is not None:
        box = ranges.point(operand.constant.value)
        network.facts.append(Fact((box, box), operand.constant.value))
        return len(network.facts) - 1
    else:
        return None
    known = network.index.get(key)
    if known is not None:
        return known
    fact = _fact(operand, claims, figures)
    if fact is None:
        return None
    network.facts.append(fact)
    network.index[key] = len(network.facts) - 1
    return len(network.facts) - 1


def _fact(operand: Operand, claims: dict[str, Claim], figures: dict[str, ReferenceFigure]) -> Fact | None:
    if operand.unknown is not None:
        return Fact((ranges.ANY, ranges.ANY), None, operand.unknown.unit, unknown=operand.unknown)
    if operand.claim is not None:
        claim = claims.get(operand.claim)
        if claim is None or (claim.quantity.value is None and claim.quantity.value_high is None):
            return None
        return claim_fact(claim)
    figure = figures.get(operand.figure or "")
    if figure is None:
        return None
    quantity = figure.quantity
    return Fact(readings(quantity), _point(quantity), quantity.unit, figure=figure, written=quantity)


def claim_fact(claim: Claim) -> Fact:
    """The fact that a claim states."""
    quantity = _as_written(claim)
    return Fact(readings(quantity), _point(quantity), quantity.unit, claim=claim, written=quantity)


def _as_written(claim: Claim) -> Quantity:
    """The quantity, a zero after the decimal mark counting as a digit: nobody writes 6.0 for a rounded 6."""
    quantity = claim.quantity
    if quantity.coarse_step <= quantity.step or not _DECIMAL_ZERO.search(claim.text):
        return quantity
    written = read_written(claim.text, quantity)
    return replace(quantity, coarse_step=quantity.step) if written is not None and written.decimals else quantity


def readings(quantity: Quantity) -> tuple[Range, Range]:
    """The expected and the widest range of a quantity."""
    return ranges.of(expected(quantity)), ranges.of(widest(quantity))


def tried_reading(quantity: Quantity, reading: Reading) -> Range:
    """One of the `readings` of a number that is only tried."""
    return ranges.of(tried(quantity, strictly=reading is Reading.EXPECTED))


def truncated(quantity: Quantity, widest_box: Range) -> Range:
    """What digits cut off instead of rounded allow: 41 for anything from 41 up to 42.

    A number that ends in zeros and a whole factor keep their widest range too: their last digit is not known.
    """
    value = quantity.value
    if value is None or quantity.is_range or quantity.hedge is not None or quantity.exact or not quantity.step:
        return widest_box
    cut = Fraction(value) + Fraction(quantity.step) * (1 if value >= 0 else -1)
    box: Range = (Fraction(value), False, cut, True) if value >= 0 else (cut, True, Fraction(value), False)
    factor = quantity.kind is Kind.MULTIPLE and (quantity.in_words or quantity.step >= 1)
    loose = factor or quantity.coarse_step > quantity.step
    return ranges.hull(widest_box, box) if loose else box


def _point(quantity: Quantity) -> Fraction | None:
    return None if quantity.value is None or quantity.is_range else Fraction(quantity.value)


def _terms(
    network: Network, relation: Relation, operands: Sequence[Operand], variables: Sequence[int], same: frozenset[str]
) -> list[Term] | None:
    """One term for each operand, all in comparable units; ``None`` when they cannot be compared."""
    measures = [
        _measure(network, operand, variable, relation.operation)
        for operand, variable in zip(operands, variables, strict=True)
    ]
    if relation.operation in _COMPARING:
        measures = _by_the_same(measures, [network.facts[variable].unit for variable in variables])
    comparable = [
        found for operand, found in zip(operands, measures, strict=True) if operand.role in same and found is not None
    ]
    reference = comparable[0] if comparable else PLAIN
    if any(one.base != reference.base for one in comparable):
        return None
    between_units = any(one != reference for one in comparable)
    shifted = between_units and any(one.offset for one in comparable)
    rates = _rate_factors(relation, measures, operands)
    terms: list[Term] = []
    for operand, variable, found in zip(operands, variables, measures, strict=True):
        multiplier, offset = ONE, ZERO
        if operand.role in same:
            if operand.constant is not None and reference.base == PERCENT:
                # A fixed part of a whole ("more than half" is 1/2), or its percentage (the 100 of shares).
                multiplier = (ONE if abs(operand.constant.value) <= 1 else Fraction(1, 100)) / reference.factor
            elif found is not None and between_units:
                multiplier = found.factor if shifted else found.factor / reference.factor
                offset = found.offset if shifted else ZERO
        elif operand.role in rates:
            multiplier = rates[operand.role]
        if operand.sign < 0:
            multiplier = -multiplier
        if relation.operation is Operation.GROWTH and operand.role == "rate":
            offset = offset + ONE
        terms.append(Term(variable, ONE if multiplier == 1 else multiplier, ZERO if offset == 0 else offset))
    return terms


def _measure(network: Network, operand: Operand, variable: int, operation: Operation) -> Measure | None:
    """The measure of what the operand counts; ``None`` for constants and numbers without a unit."""
    fact = network.facts[variable]
    if operand.constant is not None:
        return None
    if fact.unit == _POINT and operation is Operation.POINTS:
        # "80 points" alone may be of an index or a game; between two percentages they are of percent.
        return measure(_OF_PERCENT)
    if fact.unit:
        return measure(fact.unit)
    # "Two thirds" is a part of a whole as "67 %" is.
    is_fraction = fact.claim is not None and fact.claim.quantity.kind is Kind.RATIO
    return _FRACTION if is_fraction else None


def _by_the_same(measures: list[Measure | None], units: Sequence[str | None]) -> list[Measure | None]:
    """The measures, those alike that leave out by what the others are: 42 cents a litre and 38 cents, 4 cents more."""
    full = next((unit for unit in units if unit and BY in unit), None)
    if full is None:
        return measures
    head = full.partition(BY)[0]
    return [measure(full) if unit == head else found for found, unit in zip(measures, units, strict=True)]


def _rate_factors(
    relation: Relation, measures: Sequence[Measure | None], operands: Sequence[Operand]
) -> dict[str, Fraction]:
    """What one unit of a share, rate or factor is, and of averages whose units do not cancel out."""
    factors: dict[str, Fraction] = {}
    of_role = {operand.role: found for operand, found in zip(operands, measures, strict=True)}
    for role in ("share", "rate", "factor"):
        found = of_role.get(role)
        if found is not None and found.base == PERCENT:
            factors[role] = found.factor
    if relation.operation in (Operation.RATIO, Operation.AVERAGE):
        total, per = of_role.get("total"), of_role.get("per")
        if total is not None and per is not None and total.base == per.base and total.factor != per.factor:
            factors["per"] = per.factor / total.factor
    return factors


def components(network: Network, chosen: Sequence[int]) -> list[list[int]]:
    """The checks `chosen` (by number) in groups that share facts, each in order; constants do not join."""
    parent = {index: index for index in chosen}

    def find(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    first_with: dict[int, int] = {}
    for index in chosen:
        for variable in network.checks[index].variables:
            if network.is_constant(variable):
                continue
            other = first_with.setdefault(variable, index)
            parent[find(index)] = find(other)
    groups: dict[int, list[int]] = {}
    for index in chosen:
        groups.setdefault(find(index), []).append(index)
    return list(groups.values())
