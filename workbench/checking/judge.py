"""Which numbers of a network cannot all be true, and what the rest implies.

Each check is first judged alone, which is exact and cheap. The checks that hold alone are then judged together,
component by component, in both readings; what does not fit is brought down to its smallest conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

from workbench.checking import ranges
from workbench.checking.conflicts import smallest_conflict, smallest_conflicts, without_conflicts
from workbench.checking.cycles import fits_together
from workbench.checking.network import Check, Network, Reading, components
from workbench.checking.propagation import Effort, EffortSpentError, propagate
from workbench.checking.ranges import Range
from workbench.checking.settings import Settings
from workbench.model import Binding, Operation, Verdict

_MOST_PAIRS_OF_A_FACT = 400
_PAIR_EFFORT = 10_000
_BINDINGS = (Binding.ANALYST, Binding.CLAUSE, Binding.SENTENCE, Binding.ACROSS, Binding.KIND)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of checks whose numbers cannot all be true in the reading that its verdict says."""

    checks: tuple[int, ...]
    verdict: Verdict
    truncated: bool = False


@dataclass(slots=True)
class Judgement:
    """What judging a network shows.

    `verdicts` has one for each check judged alone (``IMPLIED`` when a value of it is unstated); `conflicts` are
    those of one check and of several; `entangled` are checks judged alone only, because the network they belong to
    takes too many steps; `implied` holds the ranges of the unstated values, expected and widest.
    """

    verdicts: dict[int, Verdict] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    entangled: set[int] = field(default_factory=set)
    implied: dict[int, tuple[Range, Range]] = field(default_factory=dict)


def judge(network: Network, settings: Settings) -> Judgement:
    """Judge all checks of a network, alone and together."""
    judgement = Judgement()
    for number in range(len(network.checks)):
        conflict = judge_alone(network, number)
        if conflict is not None:
            judgement.verdicts[number] = conflict.verdict
            judgement.conflicts.append(conflict)
        elif has_unknown(network, number):
            judgement.verdicts[number] = Verdict.IMPLIED
        else:
            judgement.verdicts[number] = Verdict.CONSISTENT
    sound = [number for number, verdict in judgement.verdicts.items() if verdict is not Verdict.INCONSISTENT]
    for group in components(network, sound):
        if len(group) == 1:
            _imply_alone(network, group[0], judgement)
            continue
        narrowed = _agreed(network, group, settings, judgement)
        if narrowed is None:
            _judge_together(network, group, settings, judgement)
        _imply(network, group, judgement, narrowed)
    return judgement


def has_unknown(network: Network, number: int) -> bool:
    """Whether a value of the check is unstated."""
    return any(network.facts[variable].unknown is not None for variable in network.checks[number].variables)


def judge_alone(network: Network, number: int) -> Conflict | None:
    """The conflict of one check with its own numbers, if there is one."""
    equation = network.checks[number].equation
    if equation.holds(network.boxes((number,), Reading.EXPECTED)):
        return None
    if equation.holds(network.boxes((number,), Reading.WIDEST)):
        return Conflict((number,), Verdict.DOUBTFUL)
    if equation.holds(network.boxes((number,), Reading.TRUNCATED)):
        return Conflict((number,), Verdict.DOUBTFUL, truncated=True)
    return Conflict((number,), ceiling(network, (number,)))


def ceiling(network: Network, checks: Sequence[int]) -> Verdict:
    """The most that a conflict of some checks can be.

    What joins numbers only because they are of one kind is never more than doubtful, nor what joins sentences only
    by a value that neither of them states: it may not be the same value (an exchange rate is, in one document).
    """
    found = [network.checks[number] for number in checks]
    if any(check.relation.binding is Binding.KIND for check in found):
        return Verdict.DOUBTFUL
    conversions = all(check.relation.operation is Operation.CONVERSION for check in found)
    if len(found) > 1 and not conversions and _only_unstated_joins(network, found):
        return Verdict.DOUBTFUL
    return Verdict.INCONSISTENT


def _only_unstated_joins(network: Network, checks: Sequence[Check]) -> bool:
    """Whether the checks fall apart when neither a claim nor a sentence joins them."""
    groups: list[set[object]] = []
    for check in checks:
        joined: set[object] = set()
        for variable in check.variables:
            claim = network.facts[variable].claim
            if claim is not None:
                joined |= {claim.id, claim.sentence}
        apart = [group for group in groups if joined and joined.isdisjoint(group)]
        for group in groups:
            if group not in apart:
                joined |= group
        groups = [*apart, joined]
    return len(groups) > 1


def fits(network: Network, checks: Sequence[int], reading: Reading, effort: Effort) -> bool:
    """Whether some choice of values within a reading fulfils all of `checks`."""
    boxes = network.boxes(checks, reading)
    points = {variable: point for variable in boxes if (point := network.facts[variable].point) is not None}
    return fits_together(network.equations(checks), boxes, effort, points)


def _agreed(network: Network, group: list[int], settings: Settings, judgement: Judgement) -> dict[int, Range] | None:
    """The narrowed expected ranges of a group that fits in the expected reading, so in every wider one too.

    ``None`` when it does not, or when that takes too many steps: then the group is judged with care.
    """
    if any(judgement.verdicts[number] is Verdict.DOUBTFUL for number in group):
        return None
    boxes = network.boxes(group, Reading.EXPECTED)
    points = {variable: point for variable in boxes if (point := network.facts[variable].point) is not None}
    try:
        fitting = fits_together(network.equations(group), boxes, Effort(settings.effort), points)
    except EffortSpentError:
        return None
    return boxes if fitting else None


def _judge_together(network: Network, group: list[int], settings: Settings, judgement: Judgement) -> None:
    effort = Effort(settings.effort)
    surest = sorted(group, key=lambda number: (_BINDINGS.index(network.checks[number].relation.binding), number))
    found: list[tuple[int, ...]] = []
    conflicts: list[Conflict] = []
    entangled = False
    try:
        for checks in _conflicts(network, surest, Reading.WIDEST, effort, settings):
            found.append(checks)
            if len(checks) > 1 and not _two_readings_of_a_list(network, checks):
                # One that conflicts alone fits only cut short, and was judged so already.
                truncated = fits(network, checks, Reading.TRUNCATED, effort)
                verdict = Verdict.DOUBTFUL if truncated else ceiling(network, checks)
                conflicts.append(Conflict(checks, verdict, truncated))
        in_conflict = {number for checks in found for number in checks}
        rest = [
            number
            for number in surest
            if number not in in_conflict and judgement.verdicts[number] is not Verdict.DOUBTFUL
        ]
        for checks in _conflicts(network, rest, Reading.EXPECTED, effort, settings):
            if not _two_readings_of_a_list(network, checks):
                conflicts.append(Conflict(checks, Verdict.DOUBTFUL))
    except EffortSpentError:
        entangled = True
    judgement.conflicts += conflicts
    if entangled:
        judgement.entangled.update(group)
        _judge_pairs(network, surest, judgement)


def _two_readings_of_a_list(network: Network, checks: Sequence[int]) -> bool:
    """Whether two checks add up one total from a list and from its beginning: only one of them is what is said."""
    if len(checks) != 2 or any(network.checks[number].relation.operation is not Operation.SUM for number in checks):
        return False
    (total, *parts), (other, *others) = (network.checks[number].variables for number in checks)
    return total == other and (set(parts) < set(others) or set(others) < set(parts))


def _judge_pairs(network: Network, group: Sequence[int], judgement: Judgement) -> None:
    """Judge a network that is too entangled to be judged as one: every two checks that share a value.

    Two checks fit when what each of them needs of the shared value meets within its own range.
    """
    wrong = {conflict.checks[0] for conflict in judgement.conflicts if len(conflict.checks) == 1}
    found = {tuple(sorted(conflict.checks)) for conflict in judgement.conflicts}
    for reading, verdict in ((Reading.WIDEST, Verdict.INCONSISTENT), (Reading.EXPECTED, Verdict.DOUBTFUL)):
        leaves: dict[int, list[tuple[int, Range]]] = {}
        for number in group:
            if number in wrong:
                continue
            boxes = network.boxes((number,), reading)
            propagate(network.equations((number,)), boxes, Effort(_PAIR_EFFORT))
            for variable, box in boxes.items():
                if not network.is_constant(variable):
                    leaves.setdefault(variable, []).append((number, box))
        for needed in leaves.values():
            for (one, first), (other, second) in islice(combinations(needed, 2), _MOST_PAIRS_OF_A_FACT):
                pair = (one, other) if one < other else (other, one)
                if pair not in found and not ranges.meets(first, second):
                    found.add(pair)
                    if _two_readings_of_a_list(network, pair):
                        continue
                    most = ceiling(network, pair)
                    judgement.conflicts.append(Conflict(pair, most if verdict is Verdict.INCONSISTENT else verdict))


def _conflicts(
    network: Network, checks: list[int], reading: Reading, effort: Effort, settings: Settings
) -> Iterator[tuple[int, ...]]:
    """The smallest conflicts among some checks, those of each component; raises `EffortSpentError` beyond `effort`.

    Nearly all show by narrowing ranges alone, which is cheap. What is left without them is then judged with care.
    """

    def narrows(some: Sequence[int]) -> bool:
        return propagate(network.equations(some), network.boxes(some, reading), effort)

    def holds(some: Sequence[int]) -> bool:
        return fits(network, some, reading, effort)

    for group in components(network, checks):
        if len(group) == 1:
            continue
        found: list[tuple[int, ...]] = []
        for loose in smallest_conflicts(group, narrows, settings.max_conflicts):
            conflict = smallest_conflict(loose, holds)
            if conflict not in found:
                found.append(conflict)
                yield conflict
        if not found:
            yield from smallest_conflicts(group, holds, settings.max_conflicts)
        while found and len(found) < settings.max_conflicts:
            conflict = smallest_conflict(without_conflicts(group, found), holds)
            if not conflict:
                break
            found.append(conflict)
            yield conflict


def _imply_alone(network: Network, number: int, judgement: Judgement) -> None:
    """The unstated values of a check that shares none of its values with another."""
    check = network.checks[number]
    for place, variable in enumerate(check.variables):
        if network.facts[variable].unknown is None:
            continue
        if check.variables.count(variable) > 1 or len(_unstated(network, check)) > 1:
            _imply(network, [number], judgement, None)
            return
        needed = [
            check.equation.needed(place, network.boxes((number,), reading))
            for reading in (Reading.EXPECTED, Reading.WIDEST)
        ]
        if judgement.verdicts[number] is Verdict.DOUBTFUL:
            needed[0] = needed[1]
        judgement.implied[variable] = (needed[0], needed[1])


def _unstated(network: Network, check: Check) -> set[int]:
    return {variable for variable in check.variables if network.facts[variable].unknown is not None}


def _imply(network: Network, group: list[int], judgement: Judgement, agreed: dict[int, Range] | None) -> None:
    """Narrow the unstated values of a component by all checks that are in no conflict.

    `agreed` are the expected ranges when they are known already.
    """
    unknown = {variable for number in group for variable in _unstated(network, network.checks[number])}
    if not unknown:
        return
    own = set(group)
    conflicts = [conflict for conflict in judgement.conflicts if not own.isdisjoint(conflict.checks)]
    wrong = {number for conflict in conflicts if conflict.verdict is Verdict.INCONSISTENT for number in conflict.checks}
    doubtful = {number for conflict in conflicts for number in conflict.checks}
    expected = agreed
    if expected is None:
        expected = _narrowed(network, [number for number in group if number not in doubtful], Reading.EXPECTED)
    widest = _narrowed(network, [number for number in group if number not in wrong], Reading.WIDEST)
    for variable in unknown:
        box = widest.get(variable, ranges.ANY)
        judgement.implied[variable] = (expected.get(variable, box), box)


def _narrowed(network: Network, checks: list[int], reading: Reading) -> dict[int, Range]:
    boxes = network.boxes(checks, reading)
    try:
        fitting = propagate(network.equations(checks), boxes, Effort(200 * len(checks) + 1000))
    except EffortSpentError:
        return boxes
    return boxes if fitting else {}
