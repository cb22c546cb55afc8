"""From judged checks to findings: which number is held against which, how sure it is, how much it matters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from workbench.checking import ranges
from workbench.checking.explain import Side, Writer
from workbench.checking.expressions import Working, fact_display, result_place, working
from workbench.checking.judge import Conflict, Judgement
from workbench.checking.measures import PERCENT
from workbench.checking.network import Check, Fact, Network, Reading, claim_fact
from workbench.checking.propagation import Effort, EffortSpentError, propagate
from workbench.checking.ranges import Range
from workbench.checking.repairs import Candidate, RepairSearch
from workbench.checking.settings import Settings
from workbench.checking.wording import Display, Words
from workbench.extraction.context.gazetteer import contains
from workbench.model import (
    Binding,
    Claim,
    Comparison,
    Confidence,
    Document,
    Explanation,
    Finding,
    ImpliedValue,
    Operation,
    Quantity,
    Repair,
    Severity,
    Verdict,
)

CONFIDENCE = {
    Binding.ANALYST: Confidence.HIGH,
    Binding.CLAUSE: Confidence.HIGH,
    Binding.SENTENCE: Confidence.HIGH,
    Binding.ACROSS: Confidence.MEDIUM,
    Binding.KIND: Confidence.LOW,
}
REASON = {
    Binding.ANALYST: "analyst",
    Binding.CLAUSE: "clause",
    Binding.SENTENCE: "sentence",
    Binding.ACROSS: "across",
    Binding.KIND: "kind",
}
SURER = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
_HIGH_GAP, _MEDIUM_GAP = Fraction(1, 10), Fraction(2, 100)
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is held against what: the stated fact (if any) and the ways to the same value."""

    stated: Fact | None
    sides: tuple[Side, ...]
    display: Display
    working: Working | None = None

    @property
    def computed(self) -> Range:
        return self.sides[0].expected

    @property
    def against(self) -> Range:
        """What the first computation does not meet."""
        return self.stated.boxes[0] if self.stated is not None else self.sides[-1].expected


class FindingWriter:
    """Makes the findings of one judged network."""

    def __init__(
        self,
        document: Document,
        network: Network,
        judgement: Judgement,
        writer: Writer,
        words: Words,
        settings: Settings,
    ) -> None:
        self._network = network
        self._judgement = judgement
        self._words = words
        self._settings = settings
        self._writer = writer
        self._search = RepairSearch(network, judgement, document.language)
        self._touching: dict[int, list[int]] = {}
        for number, check in enumerate(network.checks):
            for variable in check.variables:
                self._touching.setdefault(variable, []).append(number)
        self._ids: dict[int, str] = {}

    def findings(self) -> Iterator[Finding]:
        """Conflicts first, then what holds, then what is implied. Ids are provisional."""
        conflicts = self._judgement.conflicts
        self._ids = {index: f"conflict-{index}" for index in range(len(conflicts))}
        for index in range(len(conflicts)):
            yield self._conflict(index)
        in_conflict = {number for conflict in conflicts for number in conflict.checks}
        done: set[int] = set()
        for number in range(len(self._network.checks)):
            if number in in_conflict or number in done:
                continue
            unknown = self._unknown(number)
            if unknown is None:
                yield self._agreement(number)
                continue
            group = [other for other in self._touching[unknown] if other not in in_conflict]
            done.update(group)
            yield self._implied(unknown, group)
        yield from self._ratios()

    # ------------------------------------------------------------------ conflicts

    def _conflict(self, index: int) -> Finding:
        conflict = self._judgement.conflicts[index]
        checks = [self._network.checks[number] for number in conflict.checks]
        candidates = self._search.repairs(index, self._settings.max_repairs)
        picture = self._picture(conflict, candidates)
        witness = self._witness(conflict, picture)
        facts = self._stated_facts(conflict.checks)
        doubts = self._doubts(conflict, checks)
        severity, gap = _severity(picture, conflict.verdict)
        verdict = conflict.verdict
        if self._immaterial(picture, gap):
            verdict, severity, doubts = Verdict.CONSISTENT, Severity.LOW, ("immaterial", *doubts)
        confidence = self._confidence(checks, doubts, witness is not None)
        reasons = [self._words.text("sure", REASON[_weakest(checks)])]
        if witness is not None:
            shown = self._words.interval(witness.expected, picture.display)
            reasons.append(self._words.text("sure", "witness", expression=witness.text, result=shown))
        explanation = Explanation(
            self._title(verdict, checks, picture, facts),
            self._writer.quote([fact.claim for fact in facts if fact.claim is not None]),
            self._working(picture),
            self._writer.would_fit(candidates, self._needed_text(conflict, picture)),
            self._writer.sure(confidence, reasons),
            self._writer.maybe_not([*self._only_if(conflict, facts), *(self._writer.doubt(key) for key in doubts)]),
        )
        finding = self._finding(checks, facts, verdict, confidence, severity, explanation)
        finding.id = self._ids[index]
        finding.doubts = (*self._only_if(conflict, facts), *(self._writer.doubt(key) for key in doubts))
        finding.repairs = tuple(self._repair(candidate) for candidate in candidates)
        finding.comparison = self._comparison(picture, witness)
        return finding

    def _picture(self, conflict: Conflict, candidates: Sequence[Candidate]) -> _Picture:
        if len(conflict.checks) > 1:
            return self._several_sides(conflict)
        check = self._network.checks[conflict.checks[0]]
        place = result_place(check)
        if candidates:
            suspect = candidates[0].claim.id
            for index, term in enumerate(check.equation.terms):
                claim = self._network.facts[term.variable].claim
                if claim is not None and claim.id == suspect:
                    place = index
        found = working(self._network, check, place, self._words)
        fact = self._network.facts[check.equation.terms[place].variable]
        side = Side(found.expression, found.expected, found.widest, found.point)
        return _Picture(fact, (side,), found.display, found)

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
        fact = self._network.facts[best[1]]
        number = shared[best[1]][0]
        check = self._network.checks[number]
        place = check.variables.index(best[1])
        display = working(self._network, check, place, self._words).display
        if fact.unknown is not None:
            sides = [best[2][0], best[2][-1]] if len(best[2]) > 2 else best[2]
            return _Picture(None, tuple(sides), display)
        return _Picture(fact, tuple(best[2]), display)

    def _side(self, variable: int, number: int, numbers: Sequence[int], touching: Sequence[int]) -> Side:
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
        found = working(self._network, check, check.variables.index(variable), self._words)
        return Side(found.expression, boxes[0], boxes[1], found.point)

    def _witness(self, conflict: Conflict, picture: _Picture) -> Side | None:
        """Another check that gives, for the stated number, the same as this one does."""
        if picture.stated is None or picture.stated.claim is None:
            return None
        variable = self._network.index[("claim", picture.stated.claim.id)]
        for number in self._touching[variable]:
            check = self._network.checks[number]
            if number in conflict.checks or check.relation.rule == self._rule(conflict):
                continue
            found = working(self._network, check, check.variables.index(variable), self._words)
            if found.expected[0] is None and found.expected[2] is None:
                continue
            if ranges.meets(found.expected, picture.computed) and not ranges.meets(
                found.expected, picture.stated.boxes[0]
            ):
                return Side(found.expression, found.expected, found.widest, found.point)
        return None

    def _rule(self, conflict: Conflict) -> str:
        return self._network.checks[conflict.checks[0]].relation.id

    def _doubts(self, conflict: Conflict, checks: Sequence[Check]) -> tuple[str, ...]:
        keys = dict.fromkeys(key for check in checks for key in check.relation.doubts)
        if conflict.truncated:
            keys["truncated"] = None
        if self._judgement.entangled.intersection(conflict.checks):
            keys["entangled"] = None
        return tuple(keys)

    def _only_if(self, conflict: Conflict, facts: Sequence[Fact]) -> list[str]:
        """For what fits in the widest reading only: what a number would have to mean."""
        if conflict.verdict is not Verdict.DOUBTFUL:
            return []
        boxes = self._network.boxes(conflict.checks, Reading.TRUNCATED if conflict.truncated else Reading.WIDEST)
        if not propagate(self._network.equations(conflict.checks), boxes, Effort(10_000)):
            return []
        said: list[str] = []
        for fact in facts:
            if fact.claim is None:
                continue
            box = boxes[self._network.index[("claim", fact.claim.id)]]
            if not ranges.meets(box, fact.boxes[0]):
                shown = self._words.interval(box, fact_display(fact))
                written = self._words.quoted(self._writer.written(fact))
                said.append(self._words.text("maybe_not", "only_if", written=written, range=shown))
        return said[:1]

    def _immaterial(self, picture: _Picture, gap: Fraction) -> bool:
        relative, absolute = self._settings.materiality_relative, self._settings.materiality_absolute
        if not relative and absolute is None:
            return False
        distance = ranges.distance(picture.against, picture.computed)
        return (not relative or gap <= relative) and (absolute is None or distance <= absolute)

    def _confidence(self, checks: Sequence[Check], doubts: Sequence[str], witnessed: bool) -> Confidence:
        level = SURER.index(CONFIDENCE[_weakest(checks)])
        level += 1 if witnessed else 0
        level -= 1 if doubts else 0
        return SURER[min(max(level, 0), 2)]

    def _title(self, verdict: Verdict, checks: Sequence[Check], picture: _Picture, facts: Sequence[Fact]) -> str:
        mood = {Verdict.INCONSISTENT: "conflict", Verdict.DOUBTFUL: "doubt"}.get(verdict, "agreement")
        if len(checks) > 1:
            return self._writer.title_together(mood, facts)
        return self._writer.title(mood, checks[0], self._computed_text(checks[0]))

    def _computed_text(self, check: Check) -> str:
        found = working(self._network, check, result_place(check), self._words)
        if found.point is None:
            return self._words.interval(found.expected, found.display)
        return self._words.value(found.point, found.display, 6)

    def _working(self, picture: _Picture) -> str:
        if picture.working is not None and picture.stated is not None:
            return self._writer.single_working(picture.working, picture.stated.boxes[0], conflict=True)
        return self._writer.sides_working(picture.sides, picture.display, conflict=True)

    def _needed_text(self, conflict: Conflict, picture: _Picture) -> str | None:
        if picture.stated is None or len(picture.sides) != 1:
            return None
        return self._words.interval(picture.computed, picture.display)

    def _comparison(self, picture: _Picture, witness: Side | None) -> Comparison:
        rows = [] if picture.stated is None else [self._writer.stated_row(picture.stated)]
        rows += [self._writer.computed_row(side) for side in picture.sides]
        if witness is not None:
            rows.append(self._writer.computed_row(witness, "witness"))
        unit = picture.stated.unit if picture.stated is not None else None
        return self._writer.comparison(unit, rows)

    def _repair(self, candidate: Candidate) -> Repair:
        value = candidate.slip.quantity.value
        assert value is not None
        return Repair(
            candidate.claim.id,
            value,
            candidate.slip.kind,
            candidate.slip.text,
            tuple(self._ids[index] for index in candidate.settled),
        )

    # ------------------------------------------------------------------ what holds

    def _agreement(self, number: int) -> Finding:
        check = self._network.checks[number]
        facts = self._stated_facts((number,))
        found = working(self._network, check, result_place(check), self._words)
        fact = self._network.facts[check.equation.terms[found.place].variable]
        rounding = not _agrees_as_written(fact, found.point)
        confidence = self._confidence((check,), check.relation.doubts, witnessed=False)
        if rounding and found.point is not None:
            would_fit = self._words.text("would_fit", "rounding", point=self._words.value(found.point, found.display))
        else:
            would_fit = self._words.text("would_fit", "agrees")
        explanation = Explanation(
            self._title(Verdict.CONSISTENT, (check,), _Picture(fact, (), found.display), facts),
            self._writer.quote([one.claim for one in facts if one.claim is not None]),
            self._writer.single_working(found, fact.boxes[0], conflict=False),
            would_fit,
            self._writer.sure(confidence, [self._words.text("sure", REASON[check.relation.binding])]),
            "",
        )
        finding = self._finding((check,), facts, Verdict.CONSISTENT, confidence, Severity.LOW, explanation)
        finding.within_rounding = rounding
        finding.doubts = tuple(self._writer.doubt(key) for key in check.relation.doubts)
        side = Side(found.expression, found.expected, found.widest, found.point)
        finding.comparison = self._comparison(_Picture(fact, (side,), found.display, found), None)
        return finding

    # ------------------------------------------------------------------ what is implied

    def _unknown(self, number: int) -> int | None:
        variables = self._network.checks[number].variables
        return next((one for one in variables if self._network.facts[one].unknown is not None), None)

    def _implied(self, variable: int, group: Sequence[int]) -> Finding:
        """One unstated value with every check that bears on it."""
        network, words = self._network, self._words
        unknown = network.facts[variable].unknown
        assert unknown is not None
        checks = [network.checks[number] for number in group]
        facts = self._stated_facts(group)
        workings = [working(network, check, check.variables.index(variable), words) for check in checks]
        expected, widest = self._judgement.implied.get(variable, (workings[0].expected, workings[0].widest))
        sides = [Side(found.expression, found.expected, found.widest, found.point) for found in workings]
        telling = [side for side in sides if side.expected[0] is not None or side.expected[2] is not None]
        verdict = Verdict.CONSISTENT if len(telling) > 1 else Verdict.IMPLIED
        display = workings[0].display
        confidence = self._confidence(checks, (), witnessed=False)
        text = self._writer.sides_working(sides, display, conflict=False)
        points = [found.point for found in workings if found.point is not None]
        if points:
            text += " " + words.text("working", "point", point=words.value(points[0], display))
        title = self._writer.title_implied(unknown.name, expected, display)
        explanation = Explanation(
            title,
            self._writer.quote([one.claim for one in facts if one.claim is not None]),
            text,
            "",
            self._writer.sure(confidence, [words.text("sure", REASON[_weakest(checks)])]),
            "",
        )
        finding = self._finding(checks, facts, verdict, confidence, Severity.LOW, explanation)
        finding.implied = ImpliedValue(
            unknown.key,
            unknown.name,
            unknown.unit,
            ranges.interval(expected),
            ranges.interval(widest),
            unknown.indicator,
            unknown.scope,
            unknown.period,
        )
        finding.comparison = self._comparison(_Picture(None, tuple(sides), display), None)
        return finding

    # ------------------------------------------------------------------ wholes of one part

    def _ratios(self) -> Iterator[Finding]:
        """How one unstated whole lies in another, when the same number is said to be a share of both."""
        sharing: dict[str, list[tuple[int, Claim]]] = {}
        for number, check in enumerate(self._network.checks):
            operands = dict(zip(check.roles, check.equation.terms, strict=True))
            if check.relation.operation is not Operation.SHARE or self._unknown(number) != operands["whole"].variable:
                continue
            part, share = (self._network.facts[operands[role].variable].claim for role in ("part", "share"))
            if part is not None and share is not None and share.quantity.unit == PERCENT:
                sharing.setdefault(part.id, []).append((number, share))
        for members in sharing.values():
            for (first, one), (second, other) in permutations(members, 2):
                if one.scope and other.scope and contains(other.scope, one.scope):
                    yield self._ratio(first, one, second, other)

    def _ratio(self, first: int, one: Claim, second: int, other: Claim) -> Finding:
        words = self._words
        facts = [claim_fact(other), claim_fact(one)]
        display = Display(percent=True)
        expected, widest = (
            ranges.scale(ranges.divide(facts[0].boxes[place], facts[1].boxes[place]), Fraction(100)) for place in (0, 1)
        )
        name = words.text("implied", "part_of", part=one.scope or "", whole=other.scope or "")
        expression = f"{words.interval(facts[0].boxes[0], display)} / {words.interval(facts[1].boxes[0], display)}"
        result = words.interval(expected, display)
        text = words.text("working", "implied", expression=expression, result=result)
        if facts[0].point is not None and facts[1].point:
            point = words.value(100 * facts[0].point / facts[1].point, display)
            text += " " + words.text("working", "point", point=point)
        checks = [self._network.checks[first], self._network.checks[second]]
        confidence = self._confidence(checks, (), witnessed=False)
        explanation = Explanation(
            self._writer.title_implied(name, expected, display),
            self._writer.quote([one, other]),
            text,
            "",
            self._writer.sure(confidence, [words.text("sure", REASON[_weakest(checks)])]),
            "",
        )
        finding = self._finding(checks, facts, Verdict.IMPLIED, confidence, Severity.LOW, explanation)
        finding.key = finding_key(["share ratio"], [one, other])
        finding.implied = ImpliedValue(
            f"ratio:{one.id}/{other.id}",
            name,
            PERCENT,
            ranges.interval(expected),
            ranges.interval(widest),
            one.indicator,
            one.scope,
            None if one.period is None else str(one.period),
        )
        return finding

    # ------------------------------------------------------------------ the common part

    def _stated_facts(self, checks: Sequence[int]) -> list[Fact]:
        seen: dict[int, None] = {}
        for number in checks:
            for variable in self._network.checks[number].variables:
                seen.setdefault(variable)
        facts = [self._network.facts[variable] for variable in seen]
        return [fact for fact in facts if fact.claim is not None or fact.figure is not None]

    def _finding(
        self,
        checks: Sequence[Check],
        facts: Sequence[Fact],
        verdict: Verdict,
        confidence: Confidence,
        severity: Severity,
        explanation: Explanation,
    ) -> Finding:
        claims = [fact.claim for fact in facts if fact.claim is not None]
        relations = [check.relation for check in checks]
        return Finding(
            id="",
            operation=relations[0].operation.value,
            verdict=verdict,
            claims=tuple(claim.id for claim in claims),
            spans=tuple(sorted((claim.start, claim.end) for claim in claims)),
            confidence=confidence,
            severity=severity,
            explanation=explanation,
            relations=tuple(relation.id for relation in relations),
            figures=tuple(fact.figure.id for fact in facts if fact.figure is not None),
            key=finding_key([f"{relation.operation.value} {relation.rule}" for relation in relations], claims),
        )


def finding_key(rules: Sequence[str], claims: Sequence[Claim]) -> str:
    """A name for a finding that stays the same while its rules and the numbers of its text do."""
    parts = [*rules, *(f"{claim.start} {claim.text}" for claim in claims)]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def _weakest(checks: Sequence[Check]) -> Binding:
    order = tuple(REASON)
    return max((check.relation.binding for check in checks), key=order.index)


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


def _agrees_as_written(fact: Fact, point: Fraction | None) -> bool:
    """Whether what the written numbers give, rounded as the stated one is, is the stated one."""
    if point is None or fact.point is None or fact.claim is None:
        return True
    quantity: Quantity = fact.claim.quantity
    if quantity.hedge is not None or quantity.in_words:
        return ranges.meets(ranges.point(point), fact.boxes[0])
    return abs(point - fact.point) * 2 <= Fraction(quantity.step)
