"""Findings of what holds, and of what the stated numbers imply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from workbench.checking import ranges
from workbench.checking.deferred import DeferredComparison, DeferredExplanation
from workbench.checking.equations import Form
from workbench.checking.explain import Side
from workbench.checking.expressions import Working, result_place, solved_point, working
from workbench.checking.findings import Basis, finding_key
from workbench.checking.measures import PERCENT
from workbench.checking.network import Check, Fact, claim_fact
from workbench.checking.points_as_percent import DOUBT, as_points, points_as_percent
from workbench.checking.ranges import Range
from workbench.checking.titles import MOST_TITLE
from workbench.checking.whole_counts import impossible_count
from workbench.checking.wording import Display
from workbench.extraction.context.gazetteer import contains
from workbench.model import (
    Claim,
    ComparisonRow,
    Confidence,
    Explanation,
    Finding,
    ImpliedValue,
    Kind,
    Operation,
    Severity,
    Verdict,
)


class AgreementWriter:
    """Makes the findings of the checks of one judged network that are in no conflict."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._network = basis.network
        self._words = basis.words
        self._writer = basis.writer

    def findings(self) -> Iterator[Finding]:
        """One finding for each check without unstated values, one for each unstated value."""
        in_conflict = {number for conflict in self._basis.judgement.conflicts for number in conflict.checks}
        done: set[int] = set()
        for number in range(len(self._network.checks)):
            if number in in_conflict or number in done:
                continue
            unknown = self._basis.unknown(number)
            if unknown is None:
                if not self._goes_without_saying(number):
                    yield self._agreement(number)
                yield from self._wording(self._network.checks[number])
                continue
            group = [other for other in self._basis.touching[unknown] if other not in in_conflict]
            done.update(group)
            if self._is_of_what_cannot_be(group):
                continue
            yield self._implied(unknown, group)
            for other in group:
                impossible = impossible_count(self._network, self._network.checks[other])
                if impossible is not None:
                    yield self._no_whole_count(self._network.checks[other], *impossible)
        yield from self._ratios()

    def _is_of_what_cannot_be(self, group: Sequence[int]) -> bool:
        """Whether one of the numbers is itself above what it can be, as 112 % of all households: it implies nothing."""
        stated = {one for number in group for one in self._network.checks[number].variables}
        return any(
            self._network.checks[number].relation.operation is Operation.BOUND
            and not stated.isdisjoint(self._network.checks[number].variables)
            for conflict in self._basis.judgement.conflicts
            if conflict.verdict is Verdict.INCONSISTENT and len(conflict.checks) == 1
            for number in conflict.checks
        )

    def _goes_without_saying(self, number: int) -> bool:
        """Whether a check that holds shows nothing: that a percentage is not above 100 does not make it checked."""
        check = self._network.checks[number]
        if check.relation.operation not in (Operation.BOUND, Operation.ORDER):
            return False
        return any(self._network.is_constant(variable) for variable in check.variables)

    def _agreement(self, number: int) -> Finding:
        check = self._network.checks[number]
        facts = self._basis.stated_facts((number,))
        place = result_place(check)
        fact = self._network.facts[check.equation.terms[place].variable]
        point, stated = solved_point(self._network, check, place), fact.point
        one_sided = check.equation.form is Form.AT_LEAST_SUM
        below = one_sided and point is not None and stated is not None and point <= stated
        tolerated = self._basis.is_tolerated(check)
        rounding = not below and not tolerated and not _agrees_as_written(fact, point)
        confidence = self._basis.confidence((check,), check.relation.doubts)
        explanation = DeferredExplanation(lambda: self._explained(check, place, facts, confidence, rounding, tolerated))
        finding = self._basis.finding((check,), facts, Verdict.CONSISTENT, confidence, Severity.LOW, explanation)
        finding.within_rounding = rounding
        finding.doubts = (*map(self._writer.doubt, check.relation.doubts), *self._entangled((number,)))
        finding.comparison = DeferredComparison(fact.unit, lambda: self._rows(check, place, fact))
        return finding

    def _explained(
        self, check: Check, place: int, facts: Sequence[Fact], confidence: Confidence, rounding: bool, tolerated: bool
    ) -> Explanation:
        found = working(self._network, check, place, self._words)
        fact = self._network.facts[check.equation.terms[place].variable]
        point = "" if found.point is None else self._words.value(found.point, found.display)
        if tolerated:
            shown, fits = self._writer.tolerant_working(found, fact.boxes[0], check), ("tolerance", "fits")
        else:
            shown = self._writer.single_working(found, fact.boxes[0], conflict=False)
            fits = ("would_fit", "rounding" if rounding and point else "agrees")
        computed = point or self._words.interval(found.expected, found.display)
        title = (
            self._writer.title_tolerated(check, computed)
            if tolerated
            else self._writer.title("agreement", check, computed)
        )
        return Explanation(
            title,
            self._writer.quote([one.claim for one in facts if one.claim is not None]),
            shown,
            self._words.text(*fits, point=point),
            self._writer.sure(confidence, self._basis.reasons((check,))),
            "",
        )

    def _rows(self, check: Check, place: int, fact: Fact) -> tuple[ComparisonRow, ...]:
        return self._basis.rows(fact, [_side(working(self._network, check, place, self._words))])

    def _implied(self, variable: int, group: Sequence[int]) -> Finding:
        """One unstated value with every check that bears on it."""
        unknown = self._network.facts[variable].unknown
        assert unknown is not None
        checks = [self._network.checks[number] for number in group]
        facts = self._basis.stated_facts(group)
        expected, widest = self._basis.judgement.implied.get(variable, (ranges.ANY, ranges.ANY))
        verdict = Verdict.CONSISTENT if self._is_said_twice(variable, checks) else Verdict.IMPLIED
        confidence = self._basis.confidence(checks, ())
        explanation = DeferredExplanation(
            lambda: self._implied_explained(variable, checks, facts, expected, confidence)
        )
        finding = self._basis.finding(checks, facts, verdict, confidence, Severity.LOW, explanation)
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
        finding.doubts = self._entangled(group)
        finding.comparison = DeferredComparison(unknown.unit, lambda: self._implied_rows(variable, checks))
        return finding

    def _no_whole_count(self, check: Check, share: Fact, whole: Fact, counts: Range) -> Finding:
        """A percentage of a small group that no count gives; doubtful, since answers may be weighted."""
        words, writer = self._words, self._writer
        assert whole.point is not None
        nearest = round((counts[0] or 0) + ((counts[2] or 0) - (counts[0] or 0)) / 2)
        shown = words.value(Fraction(100 * nearest) / whole.point, Display(percent=True), 3)
        said = {"share": writer.written(share), "whole": writer.written(whole)}
        confidence = self._basis.confidence((check,), ("weighted",))
        doubt = writer.doubt("weighted")
        explanation = Explanation(
            words.text("titles", "doubt", "whole_count", **said)[:MOST_TITLE],
            writer.quote([fact.claim for fact in (share, whole) if fact.claim is not None]),
            words.text("working", "whole_count", counts=words.interval(counts, Display()), **said),
            words.text("would_fit", "whole_count", share=shown, count=str(nearest)),
            writer.sure(confidence, self._basis.reasons((check,))),
            writer.maybe_not([doubt]),
        )
        facts = [share, whole]
        finding = self._basis.finding((check,), facts, Verdict.DOUBTFUL, confidence, Severity.LOW, explanation)
        finding.doubts = (doubt,)
        finding.key = finding_key(["share whole-count"], [fact.claim for fact in facts if fact.claim is not None])
        return finding

    def _wording(self, check: Check) -> Iterator[Finding]:
        """Points that the text calls percent: the numbers are right, the word is not."""
        found = points_as_percent(self._network, check)
        if found is None or found.change.claim is None:
            return
        words, writer = self._words, self._writer
        repair = as_points(found.change.claim, words, self._basis.language)
        said = {
            "after": writer.written(found.after),
            "before": writer.written(found.before),
            "change": writer.written(found.change),
            "percent": words.value(abs(found.percent), Display(percent=True), 3),
        }
        if repair is None:
            return
        confidence = self._basis.confidence((check,), (DOUBT,))
        doubt = writer.doubt(DOUBT)
        facts = [found.after, found.before, found.change]
        kind = words.text("kinds", repair.kind.value)
        fits = words.text("would_fit", "first", text=words.quoted(repair.text), written=said["change"], kind=kind)
        explanation = Explanation(
            words.text("titles", "doubt", "percent_points", **said)[:MOST_TITLE],
            writer.quote([fact.claim for fact in facts if fact.claim is not None]),
            words.text("working", "percent_points", points=repair.text, **said),
            fits + words.text("would_fit", "end"),
            writer.sure(confidence, self._basis.reasons((check,))),
            writer.maybe_not([doubt]),
        )
        finding = self._basis.finding((check,), facts, Verdict.DOUBTFUL, confidence, Severity.LOW, explanation)
        finding.doubts, finding.repairs = (doubt,), (repair,)
        finding.key = finding_key(["points wording"], [fact.claim for fact in facts if fact.claim is not None])
        yield finding

    def _entangled(self, checks: Sequence[int]) -> tuple[str, ...]:
        """Says so when the network of the checks was too entangled to be judged as one."""
        if self._basis.judgement.entangled.isdisjoint(checks):
            return ()
        return (self._writer.doubt("entangled"),)

    def _is_said_twice(self, variable: int, checks: Sequence[Check]) -> bool:
        """Whether two checks, each by itself, bound the value."""
        telling = 0
        for check in checks if len(checks) > 1 else ():
            boxes = {one: self._network.facts[one].boxes[0] for one in check.variables}
            box = check.equation.needed(check.variables.index(variable), boxes)
            telling += box[0] is not None or box[2] is not None
        return telling > 1

    def _workings(self, variable: int, checks: Sequence[Check]) -> list[Working]:
        return [working(self._network, check, check.variables.index(variable), self._words) for check in checks]

    def _implied_rows(self, variable: int, checks: Sequence[Check]) -> tuple[ComparisonRow, ...]:
        return self._basis.rows(None, [_side(found) for found in self._workings(variable, checks)])

    def _implied_explained(
        self, variable: int, checks: Sequence[Check], facts: Sequence[Fact], expected: Range, confidence: Confidence
    ) -> Explanation:
        unknown = self._network.facts[variable].unknown
        assert unknown is not None
        found = self._workings(variable, checks)
        display = found[0].display
        text = self._writer.sides_working([_side(one) for one in found], display, conflict=False)
        point = next((one.point for one in found if one.point is not None), None)
        if point is not None:
            text += " " + self._words.text("working", "point", point=self._words.value(point, display))
        text = " ".join(filter(None, (text, self._writer.tolerated(checks), self._narrowed(found, expected))))
        return Explanation(
            self._writer.title_implied(
                unknown.name,
                self._in_whole_numbers(variable, checks, expected),
                display,
                self._in_its_unit(unknown.unit, facts),
            ),
            self._writer.quote([one.claim for one in facts if one.claim is not None]),
            text,
            "",
            self._writer.sure(confidence, self._basis.reasons(checks)),
            "",
        )

    def _narrowed(self, found: Sequence[Working], expected: Range) -> str:
        """What relations further away leave of a value, where that is less than what it is worked out from gives."""
        met = found[0].expected
        for one in found[1:]:
            met = ranges.meet(met, one.expected)
        display = found[0].display
        given, left = self._words.interval(met, display), self._words.interval(expected, display)
        return "" if ranges.is_empty(met) or given == left else self._words.text("working", "narrowed", range=left)

    def _in_whole_numbers(self, variable: int, checks: Sequence[Check], box: Range) -> Range:
        """A range of which only whole numbers are meant, as how many of 16 municipalities 43.8 % are: from 7 to 7."""
        for check in checks:
            part, whole = check.place("part"), check.place("whole")
            if check.relation.operation is not Operation.SHARE or part is None or whole is None:
                continue
            group = self._network.facts[check.equation.terms[whole].variable].claim
            counted = group is not None and group.quantity.kind is Kind.COUNT
            if (
                counted
                and check.equation.terms[part].variable == variable
                and box[0] is not None
                and box[2] is not None
            ):
                low, high = Fraction(box[0].__ceil__()), Fraction(box[2].__floor__())
                return (low, False, high, False) if low <= high else box
        return box

    def _in_its_unit(self, unit: str | None, facts: Sequence[Fact]) -> Fact | None:
        """A number of the text in the unit of a value that it does not state."""
        return next((fact for fact in facts if unit is not None and fact.unit == unit), None)

    def _ratios(self) -> Iterator[Finding]:
        """How one unstated whole lies in another, when the same number is said to be a share of both."""
        sharing: dict[str, list[tuple[int, Claim]]] = {}
        for number, check in enumerate(self._network.checks):
            operands = dict(zip(check.roles, check.equation.terms, strict=True))
            if (
                check.relation.operation is not Operation.SHARE
                or self._basis.unknown(number) != operands["whole"].variable
            ):
                continue
            part, share = (self._network.facts[operands[role].variable].claim for role in ("part", "share"))
            if part is not None and share is not None and share.quantity.unit == PERCENT:
                sharing.setdefault(part.id, []).append((number, share))
        for members in sharing.values():
            for (first, one), (second, other) in permutations(members, 2):
                if one.scope and other.scope and contains(other.scope, one.scope):
                    yield self._ratio(first, one, second, other)

    def _ratio(self, first: int, one: Claim, second: int, other: Claim) -> Finding:
        facts = [claim_fact(other), claim_fact(one)]
        expected, widest = (
            ranges.scale(ranges.divide(facts[0].boxes[place], facts[1].boxes[place]), Fraction(100)) for place in (0, 1)
        )
        name = self._words.text("implied", "part_of", part=one.scope or "", whole=other.scope or "")
        checks = [self._network.checks[first], self._network.checks[second]]
        confidence = self._basis.confidence(checks, ())
        explanation = DeferredExplanation(lambda: self._ratio_explained(name, facts, expected, checks, confidence))
        finding = self._basis.finding(checks, facts, Verdict.IMPLIED, confidence, Severity.LOW, explanation)
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

    def _ratio_explained(
        self, name: str, facts: Sequence[Fact], expected: Range, checks: Sequence[Check], confidence: Confidence
    ) -> Explanation:
        words, display = self._words, Display(percent=True)
        expression = f"{words.interval(facts[0].boxes[0], display)} / {words.interval(facts[1].boxes[0], display)}"
        text = words.text("working", "implied", expression=expression, result=words.interval(expected, display))
        if facts[0].point is not None and facts[1].point:
            point = words.value(100 * facts[0].point / facts[1].point, display)
            text += " " + words.text("working", "point", point=point)
        claims = [fact.claim for fact in reversed(facts) if fact.claim is not None]
        return Explanation(
            self._writer.title_implied(name, expected, display),
            self._writer.quote(claims),
            text,
            "",
            self._writer.sure(confidence, self._basis.reasons(checks)),
            "",
        )


def _side(found: Working) -> Side:
    return Side(found.expression, found.expected, found.widest, found.point, found.display)


def _agrees_as_written(fact: Fact, point: Fraction | None) -> bool:
    """Whether what the written numbers give, rounded as the stated one is, is the stated one."""
    if point is None or fact.point is None or fact.claim is None:
        return True
    quantity = fact.claim.quantity
    if quantity.hedge is not None or quantity.in_words:
        return ranges.meets(ranges.point(point), fact.boxes[0])
    return abs(point - fact.point) * 2 <= Fraction(quantity.step)
