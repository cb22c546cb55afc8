"""Findings of reported statistics: p values, and means that no whole numbers have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from workbench.checking import calendar, ranges, statistics
from workbench.checking.network import readings
from workbench.checking.special import SpecialWriter
from workbench.checking.wording import Display
from workbench.model import Binding, Claim, Finding, Operation, Quantity, Relation, Severity, Verdict


class StatisticsWriter(SpecialWriter):
    """Checks the reported statistics of one document."""

    def findings(self, relations: Sequence[Relation]) -> Iterator[Finding]:
        """One finding for each relation that could be checked."""
        for relation in relations:
            found = self._statistics(relation) if relation.operation is Operation.STATISTICS else None
            if found is not None:
                yield found

    def _statistics(self, relation: Relation) -> Finding | None:
        if relation.role("mean") is not None:
            return self._grim(relation)
        reported = statistics.read(relation, self._claims, self._document)
        if reported is None:
            return None
        one_tailed = statistics.ONE_TAILED in relation.doubts
        significance = self._settings.significance
        found = statistics.recompute(reported, one_tailed=one_tailed, significance=significance)
        verdict = Verdict.CONSISTENT if found.fits else Verdict.INCONSISTENT
        # A text that speaks of a one-sided test means half of what the two-sided one gives.
        sides = 2 if one_tailed and (found.halved or not found.fits) else 1
        low, high = _probability(found.low / sides), _probability(found.high / sides)
        computed = self._words.interval((low, False, high, False), Display())
        if low == high:
            computed = self._words.short(low, 2)
        doubts = [key for key in relation.doubts if key != statistics.ONE_TAILED]
        if found.halved and not found.fits:
            doubts.append(statistics.ONE_TAILED)
        said = {
            "test": self._test_text(reported.statistic_claim),
            "computed": computed,
            "stated": f"{reported.p_sign} {reported.p_claim.text}".removeprefix("= "),
        }
        key = "decision" if found.decision_error else "statistics"

        def fits(claim: Claim, quantity: Quantity) -> bool:
            again = statistics.read(
                relation, {**self._claims, claim.id: replace(claim, quantity=quantity)}, self._document
            )
            return (
                again is not None and statistics.recompute(again, one_tailed=one_tailed, significance=significance).fits
            )

        middle = (low + high) / 2
        counted = calendar.Counted(middle, (low, False, high, False), (low, False, high, False))
        working = self._words.text("working", "statistics", **said)
        needed = {reported.p_claim.id: counted.expected if reported.p_sign == "=" else ranges.ANY}
        boxes = (reported.p, reported.p)
        finding = self._finding(relation, verdict, said, key, working, doubts, boxes, counted, fits, needed)
        if verdict is Verdict.INCONSISTENT:
            finding.severity = Severity.HIGH if found.decision_error else Severity.MEDIUM
        return finding

    def _test_text(self, statistic: Claim) -> str:
        before = self._document.text[max(0, statistic.start - 30) : statistic.end]
        start = max(before.rfind(mark) for mark in (". ", "; ", " (", "\n", ", p")) + 1
        return " ".join(before[start:].split())

    def _grim(self, relation: Relation) -> Finding | None:
        mean, count = self._claim(relation, "mean"), self._claim(relation, "n")
        items = self._claim(relation, "items")
        if mean is None or count is None or count.quantity.value is None:
            return None
        factor = 1 if items is None or items.quantity.value is None else int(items.quantity.value)
        size = int(count.quantity.value) * factor
        possible = statistics.mean_is_possible(mean, size)
        # In running text some of the group may not have answered; articles print the N of the mean.
        wrong = Verdict.INCONSISTENT if relation.binding is Binding.CLAUSE else Verdict.DOUBTFUL
        verdict = Verdict.CONSISTENT if possible else wrong
        said = {"stated": mean.text, "computed": str(count.quantity.value)}

        def fits(claim: Claim, quantity: Quantity) -> bool:
            if claim.id == mean.id:
                return statistics.mean_is_possible(replace(mean, quantity=quantity), size)
            whole = quantity.value is not None and quantity.value == quantity.value.to_integral_value()
            return whole and statistics.mean_is_possible(mean, int(quantity.value or 0) * factor)

        point = Fraction(mean.quantity.value or 0)
        nearest = Fraction(round(point * size), size) if size else point
        counted = calendar.Counted(nearest, ranges.point(nearest), ranges.point(nearest))
        working = self._words.text(
            "working", "grim", near=self._words.short(nearest, 6), count=self._words.number(Fraction(size), 0)
        )
        boxes = readings(mean.quantity)
        return self._finding(relation, verdict, said, "grim", working, relation.doubts, boxes, counted, fits)


def _probability(value: float) -> Fraction:
    """A tail probability to four significant digits, as it is printed."""
    return Fraction(f"{value:.3e}")
