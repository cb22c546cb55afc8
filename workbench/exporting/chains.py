"""Conflicts that only several relations together show, as chains of steps that each a spreadsheet can do.

A chain leads from two sides to one value: what some relations give for it, and what the others do. Where the sides do
not meet, the relations cannot all hold. Each step takes two operands (figures of the text, known figures, or earlier
steps) and gives an interval, in the same three readings as a check.

For relations that are joined like a tree the sides say everything there is to say. Where they are joined in a circle,
the narrowing of the values is written out step by step, as far as the conflict needs; conflicts that no such
narrowing shows (ratios that contradict one another at every scale) make no chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.equations import Form, Term
from workbench.checking.network import Check, Fact, Network, Reading
from workbench.checking.ranges import ONE, ZERO, Range
from workbench.model import Slack

READINGS = (Reading.EXPECTED, Reading.WIDEST, Reading.TRUNCATED)
MOST_STEPS = 60
_MOST_ROUNDS = 6


class Act(Enum):
    """What a step does with its operands a and b."""

    SAME = "same"  # a
    PLUS = "plus"
    MINUS = "minus"
    PRODUCT = "product"
    QUOTIENT = "quotient"
    POWER = "power"  # a x b ^ exponents
    ROOT = "root"  # (a / b) ^ (1 / exponents)
    MEET = "meet"  # what lies in both


class Keep(Enum):
    """Which ends of a result hold: "at least the parts together" has no upper end."""

    BOTH = "both"
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """An operand that is read from a sheet: a fact times `factor` plus `offset`. `what` names one with no row there."""

    fact: Fact
    factor: Fraction = ONE
    offset: Fraction = ZERO
    what: str = ""

    def range(self, reading: Reading) -> Range:
        """What it can be."""
        return Term(0, self.factor, self.offset).read({0: self.fact.box(reading)})


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One row: ``act(a, b)``, less `offset`, divided by `factor`; for the value `fact`, by the relation of `check`."""

    act: Act
    a: Node
    b: Node | None
    fact: Fact | None = None
    check: Check | None = None
    factor: Fraction = ONE
    offset: Fraction = ZERO
    exponents: tuple[int, int] = (1, 1)
    keep: Keep = Keep.BOTH
    strict: bool = False
    _known: dict[Reading, Range] = field(default_factory=dict)

    def range(self, reading: Reading) -> Range:
        """What it gives; an empty range when its operands contradict one another."""
        if reading not in self._known:
            self._known[reading] = self._range(reading)
        return self._known[reading]

    def _range(self, reading: Reading) -> Range:
        a = self.a.range(reading)
        b = a if self.b is None else self.b.range(reading)
        if ranges.is_empty(a) or ranges.is_empty(b):
            return ranges.EMPTY
        low, low_open, high, high_open = self._combined(a, b)
        if self.keep is Keep.LOW:
            low_open, high, high_open = low_open or self.strict, None, True
        elif self.keep is Keep.HIGH:
            low, low_open, high_open = None, True, high_open or self.strict
        box: Range = (low, low_open, high, high_open)
        if ranges.is_empty(box):
            return ranges.EMPTY
        # Round after round of a circle would make the exact ends longer and longer.
        return ranges.shortened(ranges.scale(ranges.shift(box, -self.offset), 1 / self.factor))

    def _combined(self, a: Range, b: Range) -> Range:
        low, high = self.exponents
        if self.act is Act.SAME:
            return a
        if self.act is Act.MEET:
            return ranges.meet(a, b)
        if self.act is Act.PLUS:
            return ranges.add(a, b)
        if self.act is Act.MINUS:
            return ranges.subtract(a, b)
        if self.act is Act.PRODUCT:
            return ranges.multiply(a, b)
        if self.act is Act.POWER:
            factor = ranges.meet(b, ranges.NOT_NEGATIVE)
            if ranges.is_empty(factor):
                return ranges.EMPTY
            return ranges.multiply(a, ranges.hull(ranges.power(factor, low), ranges.power(factor, high)))
        quotient = ranges.ANY if ranges.has_zero(a) and ranges.has_zero(b) else ranges.divide(a, b)
        if self.act is Act.QUOTIENT:
            return quotient
        if quotient[2] is not None and quotient[2] < 0:
            return ranges.EMPTY
        return ranges.hull(ranges.root(quotient, low), ranges.root(quotient, high))


Node = Given | Step


@dataclass(frozen=True, slots=True)
class Chain:
    """Two sides that must meet in one value.

    With the numbers as they are it says what the program says. With others it does so too when it is `exact`; one that
    goes round in a circle may then take a conflict for a possibility, never the other way.
    """

    left: Step
    right: Step
    exact: bool = True

    def meets(self, reading: Reading) -> bool:
        """Whether they do."""
        left, right = self.left.range(reading), self.right.range(reading)
        return not ranges.is_empty(left) and not ranges.is_empty(right) and ranges.meets(left, right)

    def steps(self) -> list[Step]:
        """All steps, each after those it needs."""
        found: dict[int, Step] = {}
        waiting: list[tuple[Step, bool]] = [(self.right, False), (self.left, False)]
        while waiting:
            step, ready = waiting.pop()
            if id(step) in found:
                continue
            if ready:
                found[id(step)] = step
                continue
            waiting.append((step, True))
            waiting += [(node, False) for node in (step.b, step.a) if isinstance(node, Step)]
        return list(found.values())


def sides(network: Network, checks: Sequence[int], needed: Sequence[Reading]) -> Chain | None:
    """The chain that shows the conflict of `checks` in the readings `needed`; ``None`` when there is none."""
    tree = _Tree(network, checks)
    chain = _of_tree(tree, needed) if tree.is_tree else _of_circle(network, checks, needed)
    return chain if chain is not None and len(chain.steps()) <= MOST_STEPS else None


def given_by(network: Network, checks: Sequence[int], variable: int) -> Step | None:
    """What `checks`, joined like a tree, give for one value together."""
    tree = _Tree(network, checks)
    if not tree.is_tree:
        return None
    return _together([tree.projection(number, variable) for number in tree.touching.get(variable, ())])


class _Tree:
    """Checks that share facts, each fact and check reached from another in one way."""

    def __init__(self, network: Network, checks: Sequence[int]) -> None:
        self.network = network
        self.touching: dict[int, list[int]] = {}
        for number in checks:
            for variable in network.checks[number].variables:
                if not network.is_constant(variable):
                    self.touching.setdefault(variable, []).append(number)
        edges = sum(len(numbers) for numbers in self.touching.values())
        # All checks hang together, so that a circle has one edge more than a tree.
        self.is_tree = edges == len(self.touching) + len(checks) - 1

    def projection(self, number: int, variable: int) -> Step:
        """What one check, with all that stands behind it, gives for a value."""
        check = self.network.checks[number]
        place = check.variables.index(variable)
        behind = {index: self._behind(other, number) for index, other in enumerate(check.variables) if index != place}
        return needed_by(self.network, check, place, behind)

    def _behind(self, variable: int, asking: int) -> Node:
        """What is known of a value apart from one check."""
        fact = self.network.facts[variable]
        others = [self.projection(number, variable) for number in self.touching.get(variable, ()) if number != asking]
        if fact.unknown is None:
            return _narrowed(Given(fact), others)
        together = _together(others)
        return Given(fact) if together is None else together


def _of_tree(tree: _Tree, needed: Sequence[Reading]) -> Chain | None:
    """The value that most sides give, and the two that do not meet there."""
    shared = [variable for variable, numbers in tree.touching.items() if len(numbers) > 1]
    # An unstated value first: what two ways give for it is what a reader would compute.
    shared.sort(key=lambda variable: tree.network.facts[variable].unknown is None)
    for variable in shared:
        found = [tree.projection(number, variable) for number in tree.touching[variable]]
        fact = tree.network.facts[variable]
        for place, right in enumerate(found):
            others = found[:place] + found[place + 1 :]
            left = _together(others)
            if left is None:
                continue
            if fact.unknown is None:
                left = Step(Act.MEET, Given(fact), left, fact)
            chain = Chain(left, right)
            if not any(chain.meets(reading) for reading in needed):
                return chain
    return None


def _together(found: Sequence[Step]) -> Step | None:
    if not found:
        return None
    together = found[0]
    for other in found[1:]:
        together = Step(Act.MEET, together, other, together.fact)
    return together


def _narrowed(node: Node, others: Sequence[Step]) -> Node:
    for other in others:
        node = Step(Act.MEET, node, other, other.fact)
    return node


def _of_circle(network: Network, checks: Sequence[int], needed: Sequence[Reading]) -> Chain | None:
    """The narrowing of all values by all checks, round after round, until one has nothing left.

    One round more than the conflict needs is written out, so that other numbers show theirs too.
    """
    boxes: dict[int, Node] = {}
    for number in checks:
        for variable in network.checks[number].variables:
            boxes.setdefault(variable, Given(network.facts[variable]))
    last: int | None = None
    for turn in range(_MOST_ROUNDS):
        before = {variable: [node.range(reading) for reading in needed] for variable, node in boxes.items()}
        for number, place in _turns(network, checks):
            check = network.checks[number]
            variable = check.variables[place]
            others = {index: boxes[other] for index, other in enumerate(check.variables) if index != place}
            if any(_says_nothing(node) for node in others.values()):
                continue
            side, known = needed_by(network, check, place, others), boxes[variable]
            met = Step(Act.MEET, known, side, network.facts[variable])
            if all(ranges.is_empty(met.range(reading)) for reading in needed):
                last = turn + 1 if last is None else last
                if turn >= last:
                    left = known if isinstance(known, Step) else Step(Act.SAME, known, None, network.facts[variable])
                    return Chain(left, side, exact=False)
            boxes[variable] = side if _says_nothing(known) else met
        if last is None and before == {v: [node.range(reading) for reading in needed] for v, node in boxes.items()}:
            return None
    return None


def _turns(network: Network, checks: Sequence[int]) -> Iterator[tuple[int, int]]:
    for number in checks:
        for place, variable in enumerate(network.checks[number].variables):
            if not network.is_constant(variable):
                yield number, place


def _says_nothing(node: Node) -> bool:
    return isinstance(node, Given) and node.fact.unknown is not None


def needed_by(network: Network, check: Check, place: int, others: Mapping[int, Node]) -> Step:
    """What the other terms of a check leave for the value in `place`."""
    equation = check.equation
    fact = network.facts[check.variables[place]]
    solved = equation.terms[place]

    def term(index: int) -> Node:
        one, node = equation.terms[index], others[index]
        if one.slack is not None:
            node = _tolerated(node, one.slack, check, Act.QUOTIENT)
        if one.multiplier == 1 and one.offset == 0:
            return node
        if isinstance(node, Given):
            return Given(node.fact, one.multiplier, one.offset)
        # Multiplied by dividing by the inverse, as a step does.
        factor = 1 / one.multiplier
        return Step(Act.SAME, node, None, node.fact, check, factor, -one.offset * factor)

    def made(act: Act, a: Node, b: Node | None, keep: Keep = Keep.BOTH) -> Step:
        step = Step(
            act, a, b, fact, check, solved.multiplier, solved.offset, equation.exponents, keep, strict
        )  # fmt: skip
        return step if solved.slack is None else _tolerated(step, solved.slack, check, Act.PRODUCT)

    strict = equation.form is Form.MORE_THAN
    if equation.form in (Form.PRODUCT, Form.POWER):
        power = equation.form is Form.POWER
        if place == 0:
            return made(Act.POWER if power else Act.PRODUCT, term(1), term(2))
        if power and place == 1:
            raised = Step(Act.POWER, Given(_ONE_FACT), term(2), None, check, exponents=equation.exponents)
            return made(Act.QUOTIENT, term(0), raised)
        return made(Act.ROOT if power else Act.QUOTIENT, term(0), term(3 - place))
    one_sided = equation.form in (Form.AT_LEAST_SUM, Form.MORE_THAN)
    rest = [index for index in range(len(equation.terms)) if index not in (0, place)]
    if place == 0:
        act, nodes, keep = Act.PLUS, [term(index) for index in rest], Keep.LOW
    else:
        act, nodes, keep = Act.MINUS, [term(0), *(term(index) for index in rest)], Keep.HIGH
    keep = keep if one_sided else Keep.BOTH
    if len(nodes) == 1:
        return made(Act.SAME, nodes[0], None, keep)
    node = nodes[0]
    for other in nodes[1:-1]:
        node = Step(act, node, other, None, check)
    return made(act, node, nodes[-1], keep)


def _tolerated(node: Node, slack: Slack, check: Check, by_part: Act) -> Step:
    """A value with what a rule tolerates: what may be said for what comes out (times), or the other way (divided)."""
    if slack.part:
        act, box = by_part, (1 - slack.part, False, 1 + slack.part, False)
    else:
        act, box = Act.PLUS, (-slack.distance, False, slack.distance, False)
    return Step(act, node, Given(Fact((box, box)), what="tolerance"), node.fact, check)


_ONE_FACT = Fact((ranges.point(ONE), ranges.point(ONE)), ONE)
