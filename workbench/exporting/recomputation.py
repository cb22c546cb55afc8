"""Each relation as one row of recomputation: which operand stands where, what comes out in each reading.

This is what the sheet Checks shows as formulas, computed here exactly for the values stored beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.equations import Form, Term
from workbench.checking.judge import judge_alone
from workbench.checking.network import Check, Fact, Network, Reading, build
from workbench.checking.ranges import ONE, ZERO, Range
from workbench.exporting.analysed import Analysed
from workbench.model import LOOSELY_TOLD, Binding, Claim, Finding, Operation, Relation, Slack, Verdict
from workbench.model import Operand as RelationOperand
from workbench.model.relation import RESULT_ROLE

READINGS = (Reading.EXPECTED, Reading.WIDEST, Reading.TRUNCATED)


class Shape(Enum):
    """How the value is recomputed from the operands a and b, or from the parts."""

    QUOTIENT = "quotient"  # a / b
    ROOT = "root"  # (a / b) ^ (1 / years)
    PRODUCT = "product"  # a x b
    POWER = "power"  # a x b ^ years
    MINUS = "minus"  # a - b
    SAME = "same"  # a
    SUM = "sum"  # the parts together
    AT_LEAST = "at least"  # the parts together or more
    MORE = "more"  # more than the parts together

    @property
    def adds_parts(self) -> bool:
        """Whether the operands are parts of a sum."""
        return self in (Shape.SUM, Shape.AT_LEAST, Shape.MORE)

    @property
    def has_years(self) -> bool:
        """Whether it compounds."""
        return self in (Shape.ROOT, Shape.POWER)


class Look(Enum):
    """How the sheets find an operand in a claim: its bounds, the days it names, the size or the p of a test.

    ``FIRST`` and ``LAST`` are the two ends of a stretch of time that is one claim ("1995 to 2010").
    """

    BOUNDS = "bounds"
    DAYS = "days"
    FIRST = "first"
    LAST = "last"
    SIZE = "size"
    PROBABILITY = "probability"

    @property
    def of_days(self) -> bool:
        """Whether it finds days."""
        return self in (Look.DAYS, Look.FIRST, Look.LAST)


@dataclass(frozen=True, slots=True)
class Operand:
    """One operand in its place (a, b, part or stated): its fact times `factor` plus `offset`."""

    place: str
    role: str
    variable: int
    fact: Fact
    factor: Fraction = ONE
    offset: Fraction = ZERO
    look: Look = Look.BOUNDS
    sign: str = "="
    """The comparison sign before a reported statistic or p."""

    def range(self, reading: Reading) -> Range:
        """What it can be in one reading; nothing is known of an unstated value."""
        return Term(self.variable, self.factor, self.offset).read({self.variable: self.fact.box(reading)})

    @property
    def point(self) -> Fraction | None:
        """The number written, sign and unit applied."""
        return None if self.fact.point is None else self.fact.point * self.factor + self.offset

    @property
    def stated(self) -> bool:
        """Whether the text or a table states it."""
        return self.fact.unknown is None


class Outcome(Enum):
    """The classes of a check's result; the values name their words."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"
    DOUBTFUL = "doubtful"
    INCONSISTENT = "inconsistent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Recomputation:
    """One relation ready to be written down. `scale` and `offset` lead from the operands to the stated unit.

    The recomputed value is ``(operands - offset) x scale``, which the stated one may miss by `slack`. `words_only` are
    the relations that no formula of the
    sheet covers (calendar, statistics): they keep the result of their finding.
    """

    relation: Relation
    number: int
    shape: Shape
    operands: tuple[Operand, ...]
    scale: Fraction
    offset: Fraction
    years: tuple[int, int]
    years_operand: Operand | None
    outcome: Outcome
    capped: bool
    finding: Finding | None
    claims: tuple[Claim, ...]
    slack: Slack | None = None

    def operand(self, place: str) -> Operand | None:
        """The operand in a place."""
        return next((operand for operand in self.operands if operand.place == place), None)

    @property
    def parts(self) -> tuple[Operand, ...]:
        """The parts of a sum."""
        return tuple(operand for operand in self.operands if operand.place == "part")

    @property
    def complete(self) -> bool:
        """Whether every value is stated."""
        return all(operand.stated for operand in self.operands)

    @property
    def stated(self) -> Operand:
        """The value that the others are held against."""
        stated = self.operand("stated")
        assert stated is not None
        return stated

    def total(self, reading: Reading) -> Range:
        """The parts together."""
        box = ranges.point(Fraction(0))
        for part in self.parts:
            box = ranges.add(box, part.range(reading))
        return box

    def recomputed(self, reading: Reading) -> Range:
        """What the operands give, in the unit of the stated value."""
        return ranges.scale(ranges.shift(self._combined(reading), -self.offset), self.scale)

    def _combined(self, reading: Reading) -> Range:
        if self.shape.adds_parts:
            total = self.total(reading)
            if self.shape is Shape.SUM:
                return total
            return (total[0], total[1] or self.shape is Shape.MORE, None, True)
        a, b = self.operand("a"), self.operand("b")
        assert a is not None
        first = a.range(reading)
        if b is None:
            return first
        second = b.range(reading)
        if self.shape is Shape.MINUS:
            return ranges.subtract(first, second)
        if self.shape is Shape.PRODUCT:
            return ranges.multiply(first, second)
        low, high = self.years
        if self.shape is Shape.POWER:
            not_negative = ranges.meet(second, ranges.NOT_NEGATIVE)
            powers = ranges.hull(ranges.power(not_negative, low), ranges.power(not_negative, high))
            return ranges.multiply(first, powers)
        quotient = ranges.divide(first, second)
        if self.shape is Shape.ROOT:
            return ranges.hull(ranges.root(quotient, low), ranges.root(quotient, high))
        return quotient

    @property
    def point(self) -> Fraction | None:
        """What the numbers as written give; ``None`` when one of them is a range or unstated."""
        points = [operand.point for operand in self.operands if operand.place != "stated"]
        if self.shape is Shape.MORE or any(point is None for point in points):
            return None
        known = [point for point in points if point is not None]
        if self.shape in (Shape.SUM, Shape.AT_LEAST):
            value: Fraction | None = sum(known, Fraction(0))
        elif self.shape is Shape.SAME:
            value = known[0]
        elif self.shape is Shape.MINUS:
            value = known[0] - known[1]
        elif self.shape is Shape.PRODUCT:
            value = known[0] * known[1]
        elif self.shape is Shape.POWER:
            value = known[0] * (known[1] ** self.years[0] + known[1] ** self.years[1]) / 2 if known[1] > 0 else None
        elif not known[1]:
            value = None
        else:
            value = known[0] / known[1]
            if self.shape is Shape.ROOT:
                value = _middle_root(value, self.years)
        return None if value is None else (value - self.offset) * self.scale

    def fits(self, reading: Reading) -> bool:
        """Whether the stated value meets the recomputed one, or misses it by no more than is tolerated."""
        found = self.recomputed(reading)
        if self.slack is not None and not ranges.is_empty(found):
            found = ranges.of(self.slack.granted(ranges.interval(found)))
        return ranges.meets(self.stated.range(reading), found)

    @property
    def is_tolerated(self) -> bool:
        """Whether it fits as usually read only because a difference is tolerated."""
        usual = Reading.EXPECTED
        return self.slack is not None and not ranges.meets(self.stated.range(usual), self.recomputed(usual))

    @property
    def agrees(self) -> bool:
        """Whether what the written numbers give, rounded as the stated one is, is the stated one."""
        point, stated = self.point, self.stated
        claim = stated.fact.claim
        if point is None or stated.point is None or claim is None or self.is_tolerated:
            return True
        if self.shape is Shape.AT_LEAST and point <= stated.point:
            return True
        if is_loose(claim):
            return ranges.meets(ranges.point(point), stated.range(Reading.EXPECTED))
        return abs(point - stated.point) * 2 <= Fraction(claim.quantity.step)


def is_loose(claim: Claim) -> bool:
    """Whether the number of the claim is hedged or said in words, so that any value of its interval agrees."""
    return claim.quantity.hedge is not None or claim.quantity.in_words


def outcome_of(finding: Finding) -> Outcome:
    """The class of result that the verdict of a finding is."""
    if finding.within_rounding:
        return Outcome.ROUNDING
    return {
        "inconsistent": Outcome.INCONSISTENT,
        "doubtful": Outcome.DOUBTFUL,
        "consistent": Outcome.CONSISTENT,
        "implied": Outcome.UNKNOWN,
    }[finding.verdict.value]


def recomputations(analysis: Analysed) -> list[Recomputation]:
    """All relations of an analysis that a formula can recompute, in their order, then claims against known figures."""
    compared = {finding.id: finding for finding in analysis.findings if _compares_one_figure(finding)}
    relations = [*analysis.relations, *(_against_figure(finding) for finding in compared.values())]
    network = build(analysis.claims, relations, analysis.references)
    findings = {**_findings_of_one(analysis.findings), **compared}
    numbers = range(len(network.checks))
    made = [one for number in numbers if (one := _recomputation(network, number, findings)) is not None]
    # A comparison that grants more than the two numbers do (growth between periods) stays in words.
    return [
        one for one in made if one.relation.id not in compared or one.outcome is outcome_of(compared[one.relation.id])
    ]


def _compares_one_figure(finding: Finding) -> bool:
    """Whether it holds one claim, by itself, against one known figure."""
    return (
        finding.operation == Operation.REFERENCE.value
        and not finding.relations
        and finding.implied is None
        and (len(finding.claims), len(finding.figures)) == (1, 1)
    )


def _against_figure(finding: Finding) -> Relation:
    operands = (RelationOperand("claim", finding.claims[0]), RelationOperand("figure", figure=finding.figures[0]))
    return Relation(finding.id, Operation.REFERENCE, "reference", operands)


def _findings_of_one(findings: Sequence[Finding]) -> dict[str, Finding]:
    """For each relation the finding about it, one about it alone before one about several."""
    of_relation: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda finding: len(finding.relations)):
        for relation in finding.relations:
            of_relation.setdefault(relation, finding)
    return of_relation


def _recomputation(network: Network, number: int, findings: dict[str, Finding]) -> Recomputation | None:
    """One check solved for its usual result; ``None`` for a tolerant one where that loses something."""
    check = network.checks[number]
    verdict = _verdict(network, number)
    usual = check.place(RESULT_ROLE[check.relation.operation]) or 0
    made = _solved(network, number, usual, verdict, findings)
    if all(made.fits(reading) == _holds(network, number, reading) for reading in READINGS):
        return made
    if check.equation.is_tolerant:
        return None
    # Dividing by what can be zero loses something; multiplying out does not.
    return _solved(network, number, 0, verdict, findings)


def _holds(network: Network, number: int, reading: Reading) -> bool:
    return network.checks[number].equation.holds(network.boxes((number,), reading))


def _verdict(network: Network, number: int) -> Verdict:
    conflict = judge_alone(network, number)
    return Verdict.CONSISTENT if conflict is None else conflict.verdict


def _solved(network: Network, number: int, place: int, verdict: Verdict, findings: dict[str, Finding]) -> Recomputation:
    check = network.checks[number]
    equation = check.equation
    shape, places = _arrangement(equation.form, place, len(equation.terms))
    operands = []
    for index, term in enumerate(equation.terms):
        fact = network.facts[term.variable]
        if index == place:
            sign = Fraction(1 if term.multiplier > 0 else -1)
            operands.append(Operand("stated", check.roles[index], term.variable, fact, sign, Fraction(0)))
        else:
            operands.append(
                Operand(places[index], check.roles[index], term.variable, fact, term.multiplier, term.offset)
            )
    stated = equation.terms[place]
    ordered = sorted(operands, key=lambda operand: ("a", "b", "part", "stated").index(operand.place))
    finding = findings.get(check.relation.id)
    made = Recomputation(
        relation=check.relation,
        number=number,
        shape=shape,
        operands=tuple(ordered),
        scale=1 / abs(stated.multiplier),
        offset=stated.offset,
        years=equation.exponents,
        years_operand=_years(network, check) if shape.has_years else None,
        outcome=Outcome.UNKNOWN,
        capped=check.relation.binding is Binding.KIND or is_loosely_told(check.relation, finding),
        finding=finding,
        claims=_claims(network, check),
        slack=stated.slack,
    )
    return _with_outcome(made, verdict)


def is_loosely_told(relation: Relation, finding: Finding | None) -> bool:
    """Whether few words join the numbers and no likely slip was found: then a check is never more than doubtful."""
    slipped = finding is not None and finding.verdict is Verdict.INCONSISTENT
    return LOOSELY_TOLD in relation.doubts and not slipped


def _years(network: Network, check: Check) -> Operand | None:
    """The operand that says over how many years."""
    operand = check.relation.role("years")
    if operand is None:
        return None
    if operand.constant is not None:
        box = ranges.point(operand.constant.value)
        variable, fact = -1, Fact((box, box), operand.constant.value)
    else:
        key = ("claim", operand.claim) if operand.claim is not None else ("figure", operand.figure or "")
        variable = network.index[key]
        fact = network.facts[variable]
    return Operand("years", "years", variable, fact, Fraction(operand.sign), Fraction(0))


def _with_outcome(made: Recomputation, verdict: Verdict) -> Recomputation:
    if verdict is Verdict.INCONSISTENT:
        outcome = Outcome.INCONSISTENT
    elif verdict is Verdict.DOUBTFUL:
        outcome = Outcome.DOUBTFUL
    elif not made.complete:
        outcome = Outcome.UNKNOWN
    else:
        outcome = Outcome.CONSISTENT if made.agrees else Outcome.ROUNDING
    return replace(made, outcome=outcome)


def _arrangement(form: Form, place: int, terms: int) -> tuple[Shape, dict[int, str]]:
    """The shape of an equation solved for the term in `place`, and where its other terms stand."""
    if form in (Form.PRODUCT, Form.POWER):
        power = form is Form.POWER
        if place == 0:
            return (Shape.POWER if power else Shape.PRODUCT), {1: "a", 2: "b"}
        return (Shape.ROOT if power else Shape.QUOTIENT), {0: "a", 3 - place: "b"}
    if place == 0:
        shape = {Form.SUM: Shape.SUM, Form.AT_LEAST_SUM: Shape.AT_LEAST, Form.MORE_THAN: Shape.MORE}[form]
        return shape, dict.fromkeys(range(1, terms), "part")
    if terms == 2:
        return Shape.SAME, {0: "a"}
    return Shape.MINUS, {0: "a", 3 - place: "b"}


def _claims(network: Network, check: Check) -> tuple[Claim, ...]:
    facts = (network.facts[variable] for variable in check.variables)
    return tuple(fact.claim for fact in facts if fact.claim is not None)


def _middle_root(value: Fraction, years: tuple[int, int]) -> Fraction | None:
    """Half-way between the two roots."""
    if value <= 0:
        return None
    exact = ranges.point(value)
    low, high = (ranges.root(exact, degree) for degree in years)
    assert low[0] is not None
    assert high[0] is not None
    return (low[0] + high[0]) / 2
