"""Generated networks of every shape, and z3 as the judge of whether they can hold.

``python -m tests.checking.oracle 1500`` compares that many networks and prints where the two disagree.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from workbench.checking import ranges
from workbench.checking.cycles import fits_together
from workbench.checking.equations import Equation, Form, Term
from workbench.checking.propagation import Effort
from workbench.checking.ranges import Range

_PLENTY = 400_000


@dataclass
class Generated:
    """Equations, the ranges of their values, and the values they were made from."""

    shape: str
    equations: list[Equation] = field(default_factory=list)
    boxes: dict[int, Range] = field(default_factory=dict)
    truth: dict[int, Fraction] = field(default_factory=dict)
    written: dict[int, Fraction] = field(default_factory=dict)

    def new(self, value: Fraction) -> int:
        variable = len(self.truth)
        self.truth[variable] = value
        return variable


def fits(network: Generated) -> bool:
    """What the product says."""
    return fits_together(network.equations, dict(network.boxes), Effort(_PLENTY), network.written)


def fits_z3(network: Generated, timeout: int = 20_000) -> bool | None:
    """What z3 says; ``None`` when it does not know."""
    import z3

    solver = z3.Solver()
    solver.set("timeout", timeout)
    symbols = {variable: z3.Real(f"x{variable}") for variable in network.truth}

    def exact(value: Fraction) -> z3.ArithRef:
        return z3.Q(value.numerator, value.denominator)

    def term(one: Term) -> z3.ArithRef:
        return exact(one.multiplier) * symbols[one.variable] + exact(one.offset)

    for variable, (low, low_open, high, high_open) in network.boxes.items():
        if low is not None:
            solver.add(symbols[variable] > exact(low) if low_open else symbols[variable] >= exact(low))
        if high is not None:
            solver.add(symbols[variable] < exact(high) if high_open else symbols[variable] <= exact(high))
    for equation in network.equations:
        first, *rest = [term(one) for one in equation.terms]
        if equation.form is Form.PRODUCT:
            solver.add(first == rest[0] * rest[1])
        elif equation.form is Form.POWER:
            factor = rest[0]
            for _ in range(equation.exponents[0]):
                factor = factor * rest[1]
            solver.add(first == factor, rest[1] >= 0)
        elif equation.form is Form.SUM:
            solver.add(first == sum(rest))
        elif equation.form is Form.AT_LEAST_SUM:
            solver.add(first >= sum(rest))
        else:
            solver.add(first > sum(rest))
    answer = solver.check()
    return None if answer == z3.unknown else bool(answer == z3.sat)


def generate(seed: int) -> Generated:
    """A network of a shape that depends on `seed`, about half of them broken in one stated value."""
    chance = random.Random(seed)
    shape = list(_SHAPES)[seed % len(_SHAPES)]
    network = Generated(shape)
    _SHAPES[shape](network, chance)
    _state(network, chance)
    if chance.random() < 0.5:
        network.written = dict(network.truth)
    return network


def _number(chance: random.Random) -> Fraction:
    return Fraction(chance.randint(10, 9999), chance.choice((1, 10, 100)))


def _share(chance: random.Random) -> Fraction:
    return Fraction(chance.randint(2, 98), 100)


def _product(network: Generated, chance: random.Random, part: int | None = None, whole: int | None = None) -> int:
    """A new share relation; returns the fact that is new at its far end."""
    share = _share(chance)
    if whole is not None and part is not None:
        ratio = network.new(network.truth[part] / network.truth[whole])
        network.equations.append(Equation(Form.PRODUCT, (Term(part), Term(ratio), Term(whole))))
        return ratio
    if whole is not None:
        ratio = network.new(share)
        part = network.new(share * network.truth[whole])
        network.equations.append(Equation(Form.PRODUCT, (Term(part), Term(ratio), Term(whole))))
        return part
    assert part is not None
    ratio = network.new(share)
    whole = network.new(network.truth[part] / share)
    network.equations.append(Equation(Form.PRODUCT, (Term(part), Term(ratio), Term(whole))))
    return whole


def _growth(network: Generated, chance: random.Random, before: int) -> int:
    rate = Fraction(chance.randint(-40, 90))
    exponent = chance.choice((1, 1, 1, 2, 3))
    factor = 1 + rate / 100
    after = network.new(network.truth[before] * factor**exponent)
    percent = network.new(rate)
    form = Form.PRODUCT if exponent == 1 else Form.POWER
    terms = (Term(after), Term(before), Term(percent, Fraction(1, 100), Fraction(1)))
    network.equations.append(Equation(form, terms, (exponent, exponent)))
    return after


def _sum(network: Generated, chance: random.Random, total: int | None = None) -> list[int]:
    parts = [network.new(_number(chance)) for _ in range(chance.randint(2, 6))]
    value = sum((network.truth[part] for part in parts), Fraction(0))
    if total is not None:
        rest = network.truth[total] - value
        if rest > 0:
            parts.append(network.new(rest))
        else:
            scale = network.truth[total] / value
            for part in parts:
                network.truth[part] *= scale
    else:
        total = network.new(value)
    one_sided = chance.random() < 0.2
    form = Form.AT_LEAST_SUM if one_sided else Form.SUM
    network.equations.append(Equation(form, (Term(total), *(Term(part) for part in parts))))
    return [total, *parts]


def _tree(network: Generated, chance: random.Random) -> None:
    facts = [network.new(_number(chance))]
    for _ in range(chance.randint(1, 8)):
        start = chance.choice(facts)
        kind = chance.randrange(4)
        if network.truth[start] <= 0:
            continue
        if kind == 0:
            facts.append(_product(network, chance, part=start))
        elif kind == 1:
            facts.append(_product(network, chance, whole=start))
        elif kind == 2:
            facts.append(_growth(network, chance, start))
        else:
            facts += _sum(network, chance, start)[1:]


def _growth_and_difference(network: Generated, chance: random.Random) -> None:
    before = network.new(_number(chance))
    for _ in range(chance.randint(1, 3)):
        after = _growth(network, chance, before)
        change = network.new(network.truth[after] - network.truth[before])
        network.equations.append(Equation(Form.SUM, (Term(after), Term(before), Term(change))))
        before = after


def _ratio_cycle(network: Generated, chance: random.Random) -> None:
    levels = [network.new(_number(chance)) for _ in range(chance.randint(2, 6))]
    for first, second in zip(levels, [*levels[1:], levels[0]], strict=True):
        ratio = network.new(network.truth[first] / network.truth[second])
        network.equations.append(Equation(Form.PRODUCT, (Term(first), Term(ratio), Term(second))))


def _shares_of_one(network: Generated, chance: random.Random) -> None:
    total, *parts = _sum(network, chance)
    for part in parts:
        _product(network, chance, part=part, whole=total)


def _mixed(network: Generated, chance: random.Random) -> None:
    _tree(network, chance)
    facts = [variable for variable, value in network.truth.items() if value > 0]
    for _ in range(chance.randint(1, 2)):
        first, second = chance.choice(facts), chance.choice(facts)
        if first == second:
            continue
        if chance.random() < 0.5:
            _product(network, chance, part=first, whole=second)
        else:
            change = network.new(network.truth[first] - network.truth[second])
            network.equations.append(Equation(Form.SUM, (Term(first), Term(second), Term(change))))


def _ordered(network: Generated, chance: random.Random) -> None:
    _tree(network, chance)
    facts = sorted(network.truth, key=lambda variable: network.truth[variable])
    for lesser, greater in pairwise(facts):
        if network.truth[lesser] < network.truth[greater] and chance.random() < 0.6:
            form = Form.MORE_THAN if chance.random() < 0.5 else Form.AT_LEAST_SUM
            network.equations.append(Equation(form, (Term(greater), Term(lesser))))


def _cross_table(network: Generated, chance: random.Random) -> None:
    """Rows and columns with their totals, and the grand total both ways."""
    size = chance.randint(2, 3)
    cells = [[network.new(_number(chance)) for _ in range(size)] for _ in range(size)]
    sides = []
    for lines in (cells, [list(column) for column in zip(*cells, strict=True)]):
        totals = []
        for line in lines:
            totals.append(network.new(sum((network.truth[cell] for cell in line), Fraction(0))))
            network.equations.append(Equation(Form.SUM, (Term(totals[-1]), *(Term(cell) for cell in line))))
        sides.append(totals)
    grand = network.new(sum((network.truth[total] for total in sides[0]), Fraction(0)))
    for totals in sides:
        network.equations.append(Equation(Form.SUM, (Term(grand), *(Term(total) for total in totals))))


def _units_over_years(network: Generated, chance: random.Random) -> None:
    """Levels of a few units in a few years, joined by growth and difference, with the total of each year."""
    units = [network.new(_number(chance)) for _ in range(chance.randint(2, 3))]
    for _ in range(2):
        total = network.new(sum((network.truth[unit] for unit in units), Fraction(0)))
        network.equations.append(Equation(Form.SUM, (Term(total), *(Term(unit) for unit in units))))
        later = [_growth(network, chance, unit) for unit in units]
        for before, after in zip(units, later, strict=True):
            change = network.new(network.truth[after] - network.truth[before])
            network.equations.append(Equation(Form.SUM, (Term(after), Term(before), Term(change))))
        units = later


_SHAPES: dict[str, Callable[[Generated, random.Random], None]] = {
    "tree": _tree,
    "growth and difference": _growth_and_difference,
    "ratio cycle": _ratio_cycle,
    "shares of one": _shares_of_one,
    "mixed": _mixed,
    "ordered": _ordered,
    "cross table": _cross_table,
    "units over years": _units_over_years,
}


def _state(network: Generated, chance: random.Random) -> None:
    """Ranges around the truth, some unstated, some open upwards, in half of the networks one of them wrong."""
    unbounded = network.shape in ("ratio cycle", "shares of one") and chance.random() < 0.6
    shares = (
        {equation.terms[1].variable for equation in network.equations if equation.form is Form.PRODUCT}
        if network.shape in ("ratio cycle", "shares of one")
        else set()
    )
    for variable, value in network.truth.items():
        width = abs(value) * Fraction(chance.randint(5, 200), 10_000) or Fraction(1, 100)
        if unbounded and variable not in shares:
            network.boxes[variable] = (abs(value) / 2, chance.random() < 0.5, None, True)
        elif chance.random() < 0.15:
            network.boxes[variable] = ranges.ANY if chance.random() < 0.4 else (ranges.ZERO, True, None, True)
            if value <= 0:
                network.boxes[variable] = ranges.ANY
        else:
            off = width * Fraction(chance.randint(-90, 90), 100)
            network.boxes[variable] = (value + off - width, False, value + off + width, chance.random() < 0.7)
    if chance.random() < 0.6:
        stated = [v for v, box in network.boxes.items() if box[0] is not None and box[2] is not None]
        if stated:
            variable = chance.choice(stated)
            shift = network.truth[variable] * Fraction(chance.choice((-40, -10, -4, 2, 5, 12, 40)), 100)
            network.boxes[variable] = ranges.shift(network.boxes[variable], shift)


def compare(count: int, start: int = 0, timeout: int = 20_000) -> tuple[Counter[str], list[int]]:
    """How often the two agree, by shape, and the seeds where they do not."""
    agreed: Counter[str] = Counter()
    wrong: list[int] = []
    for seed in range(start, start + count):
        network = generate(seed)
        judged = fits_z3(network, timeout)
        if judged is None:
            agreed[f"{network.shape}: z3 does not know"] += 1
            continue
        if fits(network) == judged:
            agreed[f"{network.shape}: {'fits' if judged else 'conflict'}"] += 1
        else:
            wrong.append(seed)
    return agreed, wrong


if __name__ == "__main__":
    tally, disagreements = compare(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    for name, number in sorted(tally.items()):
        print(f"{number:6d}  {name}")
    print(f"{len(disagreements):6d}  disagreements {disagreements}")
    sys.exit(1 if disagreements else 0)
