"""The findings that several relations together make, and those against known figures of another time, as chains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.judge import ceiling, fits
from workbench.checking.network import Fact, Network, Reading, build, readings
from workbench.checking.propagation import Effort, EffortSpentError
from workbench.checking.ranges import ONE, Range
from workbench.exporting.analysed import Analysed
from workbench.exporting.chains import MOST_STEPS, READINGS, Act, Chain, Given, Step, given_by, sides
from workbench.exporting.recomputation import Outcome, is_loosely_told, outcome_of
from workbench.exporting.to_decide import asks
from workbench.model import Claim, Finding, Operation, ReferenceFigure, Verdict

_EFFORT = 20_000


@dataclass(frozen=True, slots=True)
class ChainedCheck:
    """A finding with the chain that shows it. `capped` is never more than doubtful; `cut` grants cut-off digits."""

    finding: Finding
    chain: Chain
    claims: tuple[Claim, ...]
    outcome: Outcome
    capped: bool
    cut: bool

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Those that the result looks at."""
        return READINGS if self.cut else READINGS[:2]


def chained_checks(analysis: Analysed) -> list[ChainedCheck]:
    """One for each such finding that a chain shows with the verdict that the program gave it."""
    joined = [finding for finding in analysis.findings if _conflict(finding) or _comparison(finding)]
    if not joined:
        return []
    network = build(analysis.claims, analysis.relations, analysis.references)
    numbers = {check.relation.id: number for number, check in enumerate(network.checks)}
    claims = {claim.id: claim for claim in analysis.claims}
    figures = {figure.id: figure for figure in analysis.references}
    made = []
    for finding in joined:
        checks = [numbers[relation] for relation in finding.relations if relation in numbers]
        if len(checks) < len(finding.relations):
            continue
        if _conflict(finding):
            chain = _shown(network, checks)
        else:
            chain = _against(network, checks, finding, figures.get(finding.figures[0]))
        if chain is not None:
            capped = ceiling(network, checks) is Verdict.DOUBTFUL or any(
                is_loosely_told(network.checks[number].relation, finding) for number in checks
            )
            if _comparison(finding):
                # Of another year: no more than a doubt, whatever the figures say.
                capped = chain.right.act is Act.PRODUCT
            one = _made(finding, chain, tuple(claims[name] for name in finding.claims if name in claims), capped)
            if one.outcome is outcome_of(finding):
                made.append(one)
    return made


def _conflict(finding: Finding) -> bool:
    several = len(finding.relations) > 1 and finding.operation != Operation.REFERENCE.value
    return several and finding.implied is None and asks(finding)


def _comparison(finding: Finding) -> bool:
    """Whether a value that relations give is held against one known figure."""
    against = finding.operation == Operation.REFERENCE.value and finding.implied is not None
    return against and bool(finding.relations) and len(finding.figures) == 1


def _shown(network: Network, checks: Sequence[int]) -> Chain | None:
    try:
        needed = [reading for reading in READINGS if not fits(network, checks, reading, Effort(_EFFORT))]
    except EffortSpentError:
        return None
    return sides(network, checks, needed) if needed else None


def _made(finding: Finding, chain: Chain, claims: tuple[Claim, ...], capped: bool) -> ChainedCheck:
    cut = _conflict(finding)
    meets = [chain.meets(reading) for reading in (READINGS if cut else READINGS[:2])]
    outcome = Outcome.INCONSISTENT
    if meets[0]:
        outcome = Outcome.CONSISTENT
    elif any(meets) or capped:
        outcome = Outcome.DOUBTFUL
    return ChainedCheck(finding, chain, claims, outcome, capped, cut)


# ---------------------------------------------------------------------- known figures


def _against(network: Network, checks: Sequence[int], finding: Finding, figure: ReferenceFigure | None) -> Chain | None:
    """What the relations give beside the figure, brought to its period in the way that the finding did."""
    comparison, implied = finding.comparison, finding.implied
    variable = None if implied is None else network.index.get(("unknown", implied.key))
    if figure is None or comparison is None or variable is None:
        return None
    left = given_by(network, checks, variable)
    if left is None or len(Chain(left, left).steps()) > MOST_STEPS:
        return None
    row = comparison.rows[-1]
    wanted = [ranges.of(row.expected), ranges.of(row.widest)]
    for right in _brought_near(figure, network.facts[variable]):
        if [right.range(reading) for reading in READINGS[:2]] == wanted:
            return Chain(left, right)
    return None


def _brought_near(figure: ReferenceFigure, fact: Fact) -> Iterator[Step]:
    """The figure as it is, taken back by the growth of its year, or with a year's change and two granted."""
    quantity = figure.quantity
    point = None if quantity.value is None or quantity.is_range else Fraction(quantity.value)
    given = Given(Fact(readings(quantity), point, quantity.unit, figure=figure, written=quantity))
    yield Step(Act.SAME, given, None, fact)
    growth = figure.growth_on_year
    if growth is not None:
        half = Fraction(Decimal(1).scaleb(int(growth.as_tuple().exponent))) / 2
        factor: Range = (1 + (Fraction(growth) - half) / 100, False, 1 + (Fraction(growth) + half) / 100, True)
        yield Step(Act.QUOTIENT, given, Given(Fact((factor, factor)), what="growth"), fact)
    for years in (1, 2):
        spread = (1 + _GROWTH_GRANTED) ** years
        grown: Range = (1 / spread, False, spread, False)
        yield Step(Act.PRODUCT, given, Given(Fact((ranges.point(ONE), grown)), what="granted"), fact)


# What a comparison with a figure of another year grants for each year between.
_GROWTH_GRANTED = Fraction(15, 100)
