"""The one change that would make a conflict, and all else its numbers are in, hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.expressions import result_place, solved_point
from workbench.checking.judge import Conflict, Judgement
from workbench.checking.misreadings import misreadings, the_other_way
from workbench.checking.network import Network, Reading, tried_reading
from workbench.checking.propagation import Effort, EffortSpentError, propagate
from workbench.checking.ranges import Range
from workbench.checking.repair_steps import RepairSteps
from workbench.checking.settings import Settings
from workbench.checking.slips import MOST_DIGITS, PLAUSIBILITY, Slip, requantified, slips
from workbench.checking.written import Written, read_written
from workbench.model import Claim, Kind, Operation, Quantity, RepairKind

_MOST_PER_CLAIM = 4
_OF_DIGITS = frozenset(
    {
        RepairKind.DIGITS_SWAPPED,
        RepairKind.ONE_DIGIT,
        RepairKind.DIGIT_ADDED,
        RepairKind.DIGIT_DROPPED,
        RepairKind.DECIMAL_SHIFT,
    }
)
# What is said of shares, averages and limits has no sign to lose.
_SIGNED = frozenset(
    {
        Operation.GROWTH,
        Operation.DIFFERENCE,
        Operation.POINTS,
        Operation.BALANCE,
        Operation.SUM,
        Operation.FOOTING,
        Operation.RESTATEMENT,
        Operation.REFERENCE,
        Operation.ORDER,
    }
)
# Components larger than this are not tried again as a whole for every slip; the checks that the number is in are.
_WHOLE_COMPONENT = 40
# One equation is narrowed in a few steps, whatever has been spent.
_PLENTY = 10_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A slip of one claim that settles `settled` conflicts, all of them in the expected reading when `exact`.

    `distance` is how far it lies from the middle of what would fit, beside that; `result` is true for the number that
    the relation is told for, which is worked out from the others, and `printed` when that is what they give, rounded
    as it is printed, rather than somewhere within the rounding of all.
    """

    claim: Claim
    slip: Slip
    settled: tuple[int, ...]
    exact: bool
    distance: Fraction
    result: bool = False
    printed: bool = True
    turned: bool = False

    @property
    def order(self) -> tuple[int, int, int, int, bool, Fraction]:
        """Settles most first, then fits best, then likeliest."""
        slip = self.slip
        plausibility = PLAUSIBILITY[slip.kind]
        return (-len(self.settled), self._tier, plausibility, slip.rank, not self.result, self.distance)

    @property
    def far_fetched(self) -> bool:
        """Whether it fits, but few would have made that slip."""
        return self._tier > 1

    @property
    def _tier(self) -> int:
        """A slip that people make, what is computed, a slip that few make, one that fits widely read only."""
        if not self.exact:
            return 3
        if self.slip.kind is RepairKind.COMPUTED:
            # Another sign is another statement.
            return 2 if ((self.slip.quantity.value or 0) < 0) != ((self.claim.quantity.value or 0) < 0) else 1
        digits = self.slip.kind in _OF_DIGITS
        return 2 if self.slip.odd or (digits and not self.printed) else 0


class RepairSearch:
    """Looks for repairs of the conflicts of one network, as far as `settings` allow; texts are in `language`.

    Ask for the conflicts in their order: each gets its part of the steps that are left for the numbers it is
    entangled with.
    """

    def __init__(self, network: Network, judgement: Judgement, language: str, settings: Settings) -> None:
        self._network = network
        self._judgement = judgement
        self._language = language
        self._slips_left = settings.slips_tried
        self._most = settings.max_repairs
        self._steps = RepairSteps(network, judgement, settings.repair_effort)
        self._effort = Effort(0)
        # What was found out for one number is asked again for each conflict that it is in.
        self._settled: dict[tuple[int, Quantity, bool], tuple[int, ...]] = {}
        self._sound: dict[tuple[int, Quantity, tuple[int, ...]], bool] = {}
        self._touching: dict[int, list[int]] = {}
        for number, check in enumerate(network.checks):
            for variable in check.variables:
                self._touching.setdefault(variable, []).append(number)
        self._conflicts_of: dict[int, list[int]] = {}
        for index, conflict in enumerate(judgement.conflicts):
            for number in conflict.checks:
                self._conflicts_of.setdefault(number, []).append(index)

    def repairs(self, index: int) -> list[Candidate]:
        """The repairs of the conflict numbered `index`, the best first."""
        conflict = self._judgement.conflicts[index]
        self._effort = self._steps.lend(index)
        found: list[Candidate] = []
        stated = [variable for variable in self._variables(conflict) if self._network.facts[variable].claim is not None]
        for variable in stated:
            found += self._best_of_claim(index, variable, _MOST_PER_CLAIM)
        found += self._of_relation(index)
        self._steps.take_back(index, self._effort)
        return _best_of_each_first(found)[: self._most]

    def _best_of_claim(self, index: int, variable: int, most: int) -> list[Candidate]:
        """The best slips of one number that break nothing else; none when finding out takes too many steps."""
        kept: list[Candidate] = []
        try:
            for candidate in self._of_claim(index, variable):
                if self._breaks_nothing(variable, candidate):
                    kept.append(candidate)
                    if len(kept) == most:
                        break
        except EffortSpentError:
            return kept
        return kept

    def _of_relation(self, index: int) -> Iterator[Candidate]:
        """Slips of the relation as a whole, and of its numbers with the order of a comparison the other way round."""
        conflict = self._judgement.conflicts[index]
        if len(conflict.checks) != 1:
            return
        number = conflict.checks[0]
        check = self._network.checks[number]
        for claim, slip, exact in misreadings(self._network, check, self._language):
            yield Candidate(claim, slip, (index,), exact, Fraction(0))
        turned = the_other_way(self._network, check)
        if turned is not None:
            known = self._settled, self._sound
            self._settled, self._sound = {}, {}
            self._network.checks[number] = replace(check, equation=turned)
            try:
                for variable in check.variables:
                    if self._network.facts[variable].claim is not None:
                        best = self._best_of_claim(index, variable, 2)
                        yield from (replace(one, turned=True) for one in best if _is_turned_by(one))
            finally:
                self._network.checks[number] = check
                self._settled, self._sound = known

    def needed(self, conflict: Conflict, variable: int, reading: Reading) -> Range | None:
        """What the other numbers of a conflict leave for one value; ``None`` when they do not fit among themselves."""
        boxes = self._network.boxes(conflict.checks, reading)
        boxes[variable] = ranges.ANY
        return boxes[variable] if self._narrows(conflict.checks, boxes) else None

    def _variables(self, conflict: Conflict) -> list[int]:
        seen: dict[int, None] = {}
        for number in conflict.checks:
            for variable in self._network.checks[number].variables:
                seen.setdefault(variable)
        return list(seen)

    def _of_claim(self, index: int, variable: int) -> Iterator[Candidate]:
        """The slips of one number that settle the conflict, the best first."""
        claim = self._network.facts[variable].claim
        assert claim is not None
        fitting = sorted(self._fitting(index, variable, claim), key=lambda one: one.order)
        settling = (
            replace(one, settled=settled)
            for one in fitting
            if index in (settled := self._settles(variable, one.slip.quantity, one.exact))
        )
        in_one_conflict = all(self._conflicts_of.get(number, [index]) == [index] for number in self._touching[variable])
        # A number of one conflict only: its slips settle that one or none, and the few best need be looked at.
        return settling if in_one_conflict else iter(sorted(settling, key=lambda one: one.order))

    def _fitting(self, index: int, variable: int, claim: Claim) -> Iterator[Candidate]:
        """The slips of one number that fit what the others of the conflict leave for it."""
        conflict = self._judgement.conflicts[index]
        if claim.quantity.is_range or claim.quantity.in_words:
            return
        widest = self.needed(conflict, variable, Reading.WIDEST)
        if widest is None or ranges.is_empty(widest):
            return
        expected = self.needed(conflict, variable, Reading.EXPECTED)
        no_negative = self._adds_up_what_is_positive(conflict, variable)
        middle = ranges.interval(expected or widest).midpoint or Fraction(0)
        first = self._network.checks[conflict.checks[0]]
        result = first.variables[result_place(first)] == variable
        given = self._given(conflict, variable)
        may_turn = any(self._network.checks[number].relation.operation in _SIGNED for number in conflict.checks)
        for slip in self._slips(claim, expected or widest, widest, given):
            if self._slips_left <= 0:
                return
            self._slips_left -= 1
            if slip.kind is RepairKind.SIGN and not may_turn:
                continue
            if no_negative and (slip.quantity.value or 0) < 0 <= (claim.quantity.value or 0):
                continue
            exact = expected is not None and ranges.meets(tried_reading(slip.quantity, Reading.EXPECTED), expected)
            if exact or ranges.meets(tried_reading(slip.quantity, Reading.WIDEST), widest):
                away = abs(Fraction(slip.quantity.value or 0) - middle) / (abs(middle) or 1)
                printed = exact and self._as_printed(conflict, variable, slip.quantity)
                yield Candidate(claim, slip, (), exact, away, result, printed)

    def _as_printed(self, conflict: Conflict, variable: int, quantity: Quantity) -> bool:
        """Whether the numbers as written give the result as it is printed, when one is another quantity."""
        if len(conflict.checks) > 1 or quantity.value is None:
            return True
        check = self._network.checks[conflict.checks[0]]
        place = result_place(check)
        told = self._network.facts[check.variables[place]].written
        given = solved_point(self._network, check, place, {variable: Fraction(quantity.value)})
        if check.variables[place] == variable:
            told = quantity
        if given is None or told is None or told.value is None or not told.step or told.hedge or told.in_words:
            return True
        return abs(given - Fraction(told.value)) * 2 <= Fraction(told.step)

    def _adds_up_what_is_positive(self, conflict: Conflict, variable: int) -> bool:
        """Whether the value is in a sum where no number is written below zero, so that it would not be either."""
        sums = [
            check
            for check in map(self._network.checks.__getitem__, conflict.checks)
            if variable in check.variables and check.relation.operation is Operation.SUM
        ]
        points = (self._network.facts[other].point for check in sums for other in check.variables)
        return bool(sums) and not any(point is not None and point < 0 for point in points)

    def _given(self, conflict: Conflict, variable: int) -> Fraction | None:
        """What the other numbers as written give for one."""
        if len(conflict.checks) > 1:
            return None
        check = self._network.checks[conflict.checks[0]]
        return solved_point(self._network, check, check.variables.index(variable))

    def _slips(self, claim: Claim, needed: Range, widest: Range, given: Fraction | None) -> Iterator[Slip]:
        written = read_written(claim.text, claim.quantity, self._language)
        if written is not None:
            yield from slips(written, claim.quantity, widest)
        sign = _other_sign(claim)
        if sign is not None:
            yield sign
        computed = None if written is None else _computed(written, claim, needed, given)
        if computed is not None:
            yield computed

    def _settles(self, variable: int, quantity: Quantity, exact: bool) -> tuple[int, ...]:
        """The conflicts that disappear when the fact is another quantity; empty when another check of it breaks."""
        key = (variable, quantity, exact)
        settled = self._settled.get(key)
        if settled is None:
            settled = self._settled[key] = self._found_to_settle(variable, quantity, exact)
        return settled

    def _found_to_settle(self, variable: int, quantity: Quantity, exact: bool) -> tuple[int, ...]:
        reading = Reading.EXPECTED if exact else Reading.WIDEST
        box = tried_reading(quantity, reading)
        checks = self._touching[variable]
        alone = [number for number in checks if number not in self._conflicts_of]
        if alone:
            strict = tried_reading(quantity, Reading.EXPECTED)
            if not all(self._holds((number,), variable, strict, Reading.EXPECTED) for number in alone):
                return ()
        touched = {index for number in checks for index in self._conflicts_of.get(number, ())}
        return tuple(
            index
            for index in sorted(touched)
            if self._holds(self._judgement.conflicts[index].checks, variable, box, reading)
        )

    def _breaks_nothing(self, variable: int, candidate: Candidate) -> bool:
        """Whether all that the number is joined to holds together, with what is settled, once the slip is undone."""
        free = [number for number in self._neighbourhood(variable) if number not in self._conflicts_of]
        free += [number for index in candidate.settled for number in self._judgement.conflicts[index].checks]
        checks = tuple(dict.fromkeys(free))
        if len(checks) < 2:
            return True
        key = (variable, candidate.slip.quantity, candidate.settled)
        sound = self._sound.get(key)
        if sound is None:
            widest = tried_reading(candidate.slip.quantity, Reading.WIDEST)
            sound = self._sound[key] = self._holds(checks, variable, widest, Reading.WIDEST)
        return sound

    def _holds(self, checks: Sequence[int], variable: int, changed: Range, reading: Reading) -> bool:
        """Whether some checks fit together when one fact has another range."""
        boxes = self._network.boxes(checks, reading)
        boxes[variable] = changed
        if len(checks) == 1:
            return self._network.checks[checks[0]].equation.holds(boxes)
        return self._narrows(checks, boxes)

    def _narrows(self, checks: Sequence[int], boxes: dict[int, Range]) -> bool:
        """Narrow `boxes` by some checks, within the steps lent to the conflict; false when nothing fits."""
        if len(checks) == 1:
            return propagate(self._network.equations(checks), boxes, Effort(_PLENTY))
        own = Effort(min(2000 + 50 * len(boxes), self._effort.left))
        lent = own.left
        try:
            return propagate(self._network.equations(checks), boxes, own)
        finally:
            self._effort.left -= lent - max(own.left, 0)

    def _neighbourhood(self, variable: int) -> list[int]:
        """The checks that the value is joined to, nearest first, up to a number that can be tried again and again."""
        found = dict.fromkeys(self._touching[variable])
        for number in list(found):
            for other in self._network.checks[number].variables:
                if not self._network.is_constant(other):
                    found.update(dict.fromkeys(self._touching[other]))
            if len(found) > _WHOLE_COMPONENT:
                break
        return list(found)[:_WHOLE_COMPONENT]


def _is_turned_by(one: Candidate) -> bool:
    """Whether a slip people make, in a number of two digits or more, fits the other way round as it is printed."""
    likely = one.slip.kind in (RepairKind.DIGITS_SWAPPED, RepairKind.ONE_DIGIT) and not one.far_fetched
    return likely and one.printed and abs(one.claim.quantity.value or Decimal(0)) >= 10 * one.claim.quantity.step


def _best_of_each_first(candidates: list[Candidate]) -> list[Candidate]:
    """The best repair of each claim, then the second of each, and so on; each value of a claim once."""
    seen: dict[str, set[Decimal | None]] = {}
    placed: list[tuple[int, Candidate]] = []
    for one in sorted(candidates, key=lambda one: one.order):
        values = seen.setdefault(one.claim.id, set())
        if one.slip.quantity.value not in values:
            placed.append((len(values), one))
            values.add(one.slip.quantity.value)
    placed.sort(key=lambda entry: (entry[1].order[0], entry[1].far_fetched, entry[0]))
    return [one for _, one in placed]


def _computed(written: Written, claim: Claim, needed: Range, given: Fraction | None) -> Slip | None:
    """What the numbers as written have `given`, or the middle of what is needed, as round as the number written.

    With as few digits more as fit, where no number with those written does.
    """
    middle = given
    if middle is None or not ranges.meets(needed, ranges.point(middle)):
        middle = ranges.interval(needed).midpoint
    if middle is None or needed[0] is None or needed[2] is None or middle == 0:
        return None
    if middle < 0 < (claim.quantity.value or 0) and claim.quantity.kind is not Kind.PERCENT:
        return None
    zeros = len(written.coefficient) - len(written.coefficient.rstrip("0"))
    whole = claim.quantity.exact or (claim.quantity.kind is Kind.COUNT and not written.scale and not written.decimals)
    for decimals in range(written.decimals - zeros, written.decimals + (1 if whole else 4)):
        unit = Decimal(1).scaleb(written.scale - decimals)
        step = min(unit, written.step)
        value = round(abs(middle) / Fraction(unit)) * unit
        coefficient = round(Fraction(value) / Fraction(step))
        if coefficient >= 10**MOST_DIGITS:
            return None
        value = value if middle > 0 else -value
        changed = requantified(claim.quantity, value, step)
        if coefficient and ranges.meets(tried_reading(changed, Reading.EXPECTED), needed):
            sign = "\u2212" if value < 0 <= (claim.quantity.value or 0) else ""
            text = written.with_digits(str(coefficient), max(decimals, written.decimals))
            return Slip(RepairKind.COMPUTED, changed, sign + text)
    return None


def _other_sign(claim: Claim) -> Slip | None:
    """The number with the other sign, for what can be negative."""
    quantity = claim.quantity
    if not quantity.value or quantity.kind not in (Kind.PERCENT, Kind.MONEY, Kind.NUMBER, Kind.QUANTITY):
        return None
    if not any(map(str.isdigit, claim.text)):
        return None
    value = quantity.value.copy_negate()
    text = claim.text.lstrip("+-\u2212\u2013") if value > 0 else "\u2212" + claim.text.lstrip("+")
    return Slip(RepairKind.SIGN, requantified(quantity, value, quantity.step), text)
