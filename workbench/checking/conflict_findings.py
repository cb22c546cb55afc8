"""Findings of conflicts: which number is held against which, how sure it is, how much it matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.explain import Side
from workbench.checking.expressions import Working, fact_display, result_place, solved_point, working
from workbench.checking.findings import Basis
from workbench.checking.judge import Conflict
from workbench.checking.misreadings import pattern
from workbench.checking.network import Check, Fact, Reading
from workbench.checking.propagation import Effort, EffortSpentError, propagate
from workbench.checking.ranges import Range
from workbench.checking.repairs import Candidate, RepairSearch
from workbench.checking.wording import Display
from workbench.model import (
    LOOSELY_TOLD,
    Comparison,
    Explanation,
    Finding,
    Operation,
    Repair,
    RepairKind,
    Severity,
    Verdict,
)

_HIGH_GAP, _MEDIUM_GAP = Fraction(1, 10), Fraction(2, 100)
_HALF = Fraction(1, 2)
_OF_ONE_DIGIT = (RepairKind.ONE_DIGIT, RepairKind.DIGIT_DROPPED, RepairKind.DIGIT_ADDED)
_THREE_DIGITS = 100


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is held against what: the stated fact (if any) and the ways to the same value."""

    stated: Fact | None
    sides: tuple[Side, ...]
    display: Display
    unit: str | None = None
    working: Working | None = None

    @property
    def computed(self) -> Range:
        return self.sides[0].expected

    @property
    def against(self) -> Range:
        """What the first computation does not meet."""
        return self.stated.boxes[0] if self.stated is not None else self.sides[-1].expected


class ConflictWriter:
    """Makes the findings of the conflicts of one judged network."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._network = basis.network
        self._judgement = basis.judgement
        self._words = basis.words
        self._writer = basis.writer
        self._search = RepairSearch(basis.network, basis.judgement, basis.language, basis.settings)

    def findings(self) -> Iterator[Finding]:
        """One finding for each conflict, with provisional ids that repairs name."""
        for index in range(len(self._judgement.conflicts)):
            yield self._conflict(index)

    def _conflict(self, index: int) -> Finding:
        conflict = self._judgement.conflicts[index]
        checks = [self._network.checks[number] for number in conflict.checks]
        candidates = self._search.repairs(index)
        picture = self._picture(conflict, candidates)
        witness = self._witness(conflict, picture)
        facts = self._basis.stated_facts(conflict.checks)
        verdict, doubts = conflict.verdict, self._doubts(conflict, checks)
        if LOOSELY_TOLD in doubts and any(_is_telling(one) for one in candidates):
            doubts = tuple(doubt for doubt in doubts if doubt != LOOSELY_TOLD)
        elif LOOSELY_TOLD in doubts:
            verdict = Verdict.DOUBTFUL
        severity, gap = _severity(picture, verdict)
        if self._immaterial(checks, picture, gap):
            verdict, severity, doubts = Verdict.CONSISTENT, Severity.LOW, ("immaterial", *doubts)
        confidence = self._basis.confidence(checks, doubts, witnessed=witness is not None)
        reasons = self._basis.reasons(checks)
        if witness is not None:
            shown = self._words.interval(witness.expected, picture.display)
            reasons.append(self._words.text("sure", "witness", expression=witness.text, result=shown))
        explanation = Explanation(
            self._title(verdict, checks, facts),
            self._writer.quote([fact.claim for fact in facts if fact.claim is not None]),
            self._working(picture, checks),
            self._writer.would_fit(candidates, self._needed_text(picture, checks)),
            self._writer.sure(confidence, reasons),
            self._writer.maybe_not([*self._only_if(conflict, facts), *(self._writer.doubt(key) for key in doubts)]),
        )
        finding = self._basis.finding(checks, facts, verdict, confidence, severity, explanation)
        finding.id = _provisional(index)
        finding.doubts = (*self._only_if(conflict, facts), *(self._writer.doubt(key) for key in doubts))
        finding.repairs = tuple(self._repair(candidate) for candidate in candidates)
        finding.comparison = Comparison(picture.unit, self._basis.rows(picture.stated, picture.sides, witness))
        return finding

    def _picture(self, conflict: Conflict, candidates: Sequence[Candidate]) -> _Picture:
        if len(conflict.checks) > 1:
            return self._several_sides(conflict)
        check = self._network.checks[conflict.checks[0]]
        place = result_place(check)
        if candidates and not candidates[0].turned:
            suspect = candidates[0].claim.id
            for index, term in enumerate(check.equation.terms):
                claim = self._network.facts[term.variable].claim
                if claim is not None and claim.id == suspect:
                    place = index
        found = working(self._network, check, place, self._words)
        fact = self._network.facts[check.equation.terms[place].variable]
        side = Side(found.expression, found.expected, found.widest, found.point, found.display)
        return _Picture(fact, (side,), found.display, fact.unit, found)

    def _several_sides(self, conflict: Conflict) -> _Picture:
        """The ways to a value that two checks share, those furthest apart first."""
        numbers = conflict.checks
        shared: dict[int, list[int]] = {}
        for number in numbers:
            for variable in self._network.checks[number].variables:
                if not self._network.is_constant(variable):
                    shared.setdefault(variable, []).append(number)
        best: tuple[tuple[bool, Fraction], int, list[Side]] | None = None
        for variable, touching in shared.items():
            if len(touching) < 2:
                continue
            sides = [self._side(variable, number, numbers, touching) for number in touching]
            sides.sort(key=lambda side: (side.expected[0] is None, side.expected[0] or 0))
            distance = ranges.distance(sides[0].expected, sides[-1].expected)
            rank = (self._network.facts[variable].unknown is None, -distance)
            if best is None or rank < best[0]:
                best = (rank, variable, sides)
        assert best is not None
        best = (best[0], best[1], self._in_one_scale(best[1], best[2], shared[best[1]], numbers))
        fact = self._network.facts[best[1]]
        number = shared[best[1]][0]
        check = self._network.checks[number]
        place = check.variables.index(best[1])
        display = working(self._network, check, place, self._words).display
        if fact.unknown is not None:
            sides = [best[2][0], best[2][-1]] if len(best[2]) > 2 else best[2]
            return _Picture(None, tuple(sides), display, fact.unit)
        return _Picture(fact, tuple(best[2]), display, fact.unit)

    def _in_one_scale(
        self, variable: int, sides: list[Side], touching: Sequence[int], numbers: Sequence[int]
    ) -> list[Side]:
        """The sides with their numbers in millions all, or in billions: in the smaller of the two."""
        powers = {side.display.power for side in sides}
        if len(powers) < 2 or not min(powers):
            return sides
        sides = [self._side(variable, number, numbers, touching, min(powers)) for number in touching]
        return sorted(sides, key=lambda side: (side.expected[0] is None, side.expected[0] or 0))

    def _side(
        self, variable: int, number: int, numbers: Sequence[int], touching: Sequence[int], power: int | None = None
    ) -> Side:
        """What one check, with the checks behind it, gives for a value."""
        behind = [other for other in numbers if other == number or other not in touching]
        boxes = []
        for reading in (Reading.EXPECTED, Reading.WIDEST):
            table = self._network.boxes(behind, reading)
            table[variable] = ranges.ANY
            try:
                fitting = propagate(self._network.equations(behind), table, Effort(4000))
            except EffortSpentError:
                fitting = False
            boxes.append(table[variable] if fitting else ranges.ANY)
        check = self._network.checks[number]
        found = working(self._network, check, check.variables.index(variable), self._words, power)
        return Side(found.expression, boxes[0], boxes[1], found.point, found.display)

    def _witness(self, conflict: Conflict, picture: _Picture) -> Side | None:
        """Another check that gives, for the stated number, the same as this one does."""
        if picture.stated is None or picture.stated.claim is None:
            return None
        variable = self._network.index[("claim", picture.stated.claim.id)]
        for number in self._basis.touching[variable]:
            check = self._network.checks[number]
            if number in conflict.checks or check.relation.rule == self._rule(conflict):
                continue
            found = working(self._network, check, check.variables.index(variable), self._words)
            if found.expected[0] is None or found.expected[2] is None:
                continue
            if ranges.meets(found.expected, picture.computed) and not ranges.meets(
                found.expected, picture.stated.boxes[0]
            ):
                return Side(found.expression, found.expected, found.widest, found.point, found.display)
        return None

    def _rule(self, conflict: Conflict) -> str:
        return self._network.checks[conflict.checks[0]].relation.id

    def _doubts(self, conflict: Conflict, checks: Sequence[Check]) -> tuple[str, ...]:
        keys = dict.fromkeys(key for check in checks for key in check.relation.doubts if key != self._void_doubt(check))
        if conflict.truncated:
            keys["truncated"] = None
        return tuple(keys)

    def _void_doubt(self, check: Check) -> str | None:
        """What cannot excuse a sum: parts left out where there is too much already, parts twice where too little."""
        if check.relation.operation is not Operation.SUM:
            return None
        place = result_place(check)
        made = solved_point(self._network, check, place)
        total = self._network.facts[check.equation.terms[place].variable].point
        if made is None or total is None:
            return None
        return "not-exhaustive" if made > total else "overlapping"

    def _only_if(self, conflict: Conflict, facts: Sequence[Fact]) -> list[str]:
        """For what fits in the widest reading only: what a number would have to mean."""
        if conflict.verdict is not Verdict.DOUBTFUL:
            return []
        boxes = self._network.boxes(conflict.checks, Reading.TRUNCATED if conflict.truncated else Reading.WIDEST)
        try:
            if not propagate(self._network.equations(conflict.checks), boxes, Effort(10_000)):
                return []
        except EffortSpentError:
            return []
        said: list[str] = []
        for fact in facts:
            if fact.claim is None:
                continue
            box = boxes[self._network.index[("claim", fact.claim.id)]]
            if not ranges.meets(box, fact.boxes[0]):
                shown = self._words.near(box, fact_display(fact))
                written = self._words.quoted(self._writer.written(fact))
                said.append(self._words.text("maybe_not", "only_if", written=written, range=shown))
        if not said and not conflict.truncated:
            said.append(self._words.text("maybe_not", "only_together"))
        return said[:1]

    def _immaterial(self, checks: Sequence[Check], picture: _Picture, gap: Fraction) -> bool:
        """Whether the gap is below what the analyst cares for.

        That of a single check is measured at its result, as the workbook does and whatever number is suspected: a
        rate of 12 % for 33 % is not nearly right because the amount before it would have to change by a sixth only.
        """
        relative, absolute = self._basis.settings.materiality_relative, self._basis.settings.materiality_absolute
        if not relative and absolute is None:
            return False
        distance = ranges.distance(picture.against, picture.computed)
        if len(checks) == 1:
            place = result_place(checks[0])
            result = self._network.facts[checks[0].equation.terms[place].variable]
            found = working(self._network, checks[0], place, self._words)
            distance = ranges.distance(result.boxes[0], found.expected)
            middle = found.point if found.point is not None else ranges.interval(found.expected).midpoint
            gap = distance / abs(middle) if middle else Fraction(1 if distance else 0)
        return (not relative or gap <= relative) and (absolute is None or distance <= absolute)

    def _title(self, verdict: Verdict, checks: Sequence[Check], facts: Sequence[Fact]) -> str:
        mood = {Verdict.INCONSISTENT: "conflict", Verdict.DOUBTFUL: "doubt"}.get(verdict, "agreement")
        if len(checks) > 1:
            return self._writer.title_together(mood, facts)
        own = None if verdict is Verdict.CONSISTENT else self._writer.message(checks[0])
        return own or self._writer.title(mood, checks[0], *self._computed_texts(checks[0]))

    def _computed_texts(self, check: Check) -> tuple[str, str]:
        """What the result should be, as the text would print it and as a bare number."""
        place = result_place(check)
        found = working(self._network, check, place, self._words)
        shown = self._computed_text(check, found)
        if found.point is None or check.relation.operation is Operation.FOOTING:
            return shown, shown
        fact = self._network.facts[check.equation.terms[place].variable]
        like = self._writer.like_written(fact, found.point)
        if like is None:
            return shown, shown
        # Percentages keep their sign among bare numbers.
        return like[0], shown if found.display.percent or found.display.points else like[1]

    def _computed_text(self, check: Check, found: Working) -> str:
        if found.point is None:
            return self._words.interval(found.expected, found.display)
        if check.relation.operation is Operation.FOOTING:
            # The cells of a table are printed without the scale that its heading names.
            return self._words.number_in(found.point, found.display)
        return self._words.value(found.point, found.display, 6)

    def _working(self, picture: _Picture, checks: Sequence[Check]) -> str:
        if picture.working is None or picture.stated is None:
            text = self._writer.sides_working(picture.sides, picture.display, conflict=True)
            return " ".join(filter(None, (text, self._writer.tolerated(checks))))
        text = self._writer.single_working(picture.working, picture.stated.boxes[0], conflict=True)
        name = pattern(self._network, checks[0])
        known = "" if name is None else self._words.text("patterns", name)
        return " ".join(filter(None, (text, self._writer.tolerated(checks), known)))

    def _needed_text(self, picture: _Picture, checks: Sequence[Check]) -> str | None:
        if picture.stated is None or len(picture.sides) != 1:
            return None
        needed = picture.computed
        if picture.working is not None and checks[0].equation.is_tolerant:
            boxes = {variable: self._network.facts[variable].boxes[0] for variable in checks[0].variables}
            needed = checks[0].equation.needed(picture.working.place, boxes)
        return self._words.interval(needed, picture.display)

    def _repair(self, candidate: Candidate) -> Repair:
        value = candidate.slip.quantity.value
        assert value is not None
        return Repair(
            candidate.claim.id,
            value,
            candidate.slip.kind,
            candidate.slip.text,
            tuple(_provisional(index) for index in candidate.settled),
        )


def _provisional(index: int) -> str:
    """The id of the finding of a conflict until all findings are numbered."""
    return f"conflict-{index}"


def _is_telling(candidate: Candidate) -> bool:
    """Whether a slip is one that people make and that would not fit as well by chance.

    A digit changed, left out or put in makes so many numbers of one or two digits that one of them fits anything, and
    beside numbers so rough that several would do it tells nothing unless it makes the number they give.
    """
    slip, quantity = candidate.slip, candidate.claim.quantity
    if slip.kind is RepairKind.COMPUTED or slip.odd:
        return False
    if slip.kind not in _OF_ONE_DIGIT:
        return True
    if quantity.value is None or not candidate.exact or not candidate.printed:
        return False
    # A count is exact: its last digit is that of the number itself.
    last = quantity.step or Decimal(1).scaleb(int(quantity.value.as_tuple().exponent))
    return abs(quantity.value) >= _THREE_DIGITS * last


def _severity(picture: _Picture, verdict: Verdict) -> tuple[Severity, Fraction]:
    """How large the gap is beside what was computed, and whether a half or a sign is crossed."""
    computed, against = picture.computed, picture.against
    middle = ranges.interval(computed).midpoint
    other = ranges.interval(against).midpoint
    distance = ranges.distance(computed, against)
    gap = distance / abs(middle) if middle else Fraction(1 if distance else 0)
    if verdict is Verdict.DOUBTFUL:
        return (Severity.MEDIUM if gap >= _HIGH_GAP else Severity.LOW), gap
    crosses = False
    if middle is not None and other is not None:
        whole = 100 if picture.display.percent else None
        crosses = middle * other < 0 or (whole is not None and (middle < whole * _HALF) != (other < whole * _HALF))
    if gap >= _HIGH_GAP or crosses:
        return Severity.HIGH, gap
    return (Severity.MEDIUM if gap >= _MEDIUM_GAP else Severity.LOW), gap
