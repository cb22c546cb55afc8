"""Findings in words: the six lines of an explanation, and the rows of its number line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.expressions import Working, display_of, result_place
from workbench.checking.network import Check, Fact
from workbench.checking.ranges import Range
from workbench.checking.repairs import Candidate
from workbench.checking.rule_words import tolerance_text
from workbench.checking.titles import TitleWriter
from workbench.checking.wording import Display
from workbench.model import Claim, Comparison, ComparisonRow, Confidence

_MOST_QUOTE = 260
_MOST_REPAIRS_SAID = 3
_MOST_CELLS = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One way to a value: the words of the working and the ranges it gives."""

    text: str
    expected: Range
    widest: Range
    point: Fraction | None
    display: Display


class Writer(TitleWriter):
    """Writes the lines of findings about one document in one language."""

    def quote(self, claims: Sequence[Claim]) -> str:
        """The sentences the claims stand in, shortened around them, each in quotation marks; cells in one pair."""
        if len(claims) > 1 and all(self._cell(claim) is not None for claim in claims):
            cells = [" ".join(claim.text.split()) for claim in sorted(claims, key=lambda one: one.start)]
            if len(cells) > _MOST_CELLS:
                cells = [*cells[: _MOST_CELLS - 1], self._words.text("numbers", "ellipsis"), cells[-1]]
            return self._words.quoted(self._words.text("numbers", "cells").join(cells))
        spans: list[tuple[int, int]] = []
        for claim in sorted(claims, key=lambda one: one.start):
            start, end = claim.sentence if claim.sentence[1] > claim.sentence[0] else (claim.start, claim.end)
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
        return " ".join(self._words.quoted(self._shortened(start, end, claims)) for start, end in spans[:3])

    def _shortened(self, start: int, end: int, claims: Sequence[Claim]) -> str:
        if end - start > _MOST_QUOTE:
            inside = [claim for claim in claims if start <= claim.start < end]
            first = min(claim.start for claim in inside)
            last = max(claim.end for claim in inside)
            spare = max((_MOST_QUOTE - (last - first)) // 2, 30)
            cut_start, cut_end = max(start, first - spare), min(end, last + spare)
        else:
            cut_start, cut_end = start, end
        text = " ".join(self._document.text[cut_start:cut_end].split())
        ellipsis = self._words.text("numbers", "ellipsis")
        if cut_start > start:
            text = ellipsis + text[text.find(" ") + 1 :]
        if cut_end < end:
            text = text[: text.rfind(" ")] + ellipsis
        return text

    def gap(self, stated: Range, computed: Range, display: Display) -> str:
        """By how much, and on which side, what is stated misses what was computed."""
        words = self._words
        distance = ranges.distance(stated, computed)
        if not distance:
            return words.text("working", "touching")
        above = computed[2] is not None and stated[0] is not None and stated[0] >= computed[2]
        factor = _power_of_ten(stated, computed)
        if factor is not None:
            return words.text("working", "factor", factor=words.number(Fraction(factor), 0))
        size = Display(display.power, points=display.percent or display.points)
        return words.text("working", "over" if above else "short", distance=words.value(distance, size, 2))

    def tolerated(self, checks: Sequence[Check]) -> str:
        """What the rules of some checks tolerate, in a sentence each; nothing for rules that tolerate nothing."""
        said = dict.fromkeys(
            self._words.text("tolerance", "allowed", tolerance=self._tolerance(check))
            for check in checks
            if check.equation.is_tolerant
        )
        return " ".join(said)

    def _tolerance(self, check: Check) -> str:
        assert check.relation.tolerance is not None
        display = display_of(self._network, check, result_place(check))
        return tolerance_text(check.relation.tolerance, self._words, display)

    def tolerant_working(self, found: Working, stated: Range, check: Check) -> str:
        """The computation of one check that holds only because its rule tolerates the difference."""
        words = self._words
        distance = ranges.distance(stated, found.expected)
        size = Display(found.display.power, points=found.display.percent or found.display.points)
        return words.text(
            "tolerance",
            "within",
            expression=found.expression,
            result=words.interval(found.expected, found.display),
            stated=words.interval(stated, found.display),
            distance=words.value(distance, size, 2),
            tolerance=self._tolerance(check),
        )

    def single_working(self, found: Working, stated: Range, conflict: bool) -> str:
        """The computation of one check against what is stated."""
        words = self._words
        shown = {
            "expression": found.expression,
            "result": words.interval(found.expected, found.display),
            "stated": words.interval(stated, found.display),
        }
        if shown["result"] == shown["stated"] and not ranges.meets(stated, found.expected):
            # Alike to six digits: the others are what it is about.
            shown["result"], shown["stated"] = self._in_full(found.expected, found), self._in_full(stated, found)
        if shown["expression"] == shown["result"].partition("\u00a0")[0]:
            # The same figure twice: nothing is computed.
            distance = ranges.distance(stated, found.expected)
            size = Display(found.display.power, points=found.display.percent or found.display.points)
            gap = words.text("working", "apart", distance=words.value(distance, size, 2)) if distance else ""
            return words.text("working", "twice_apart" if gap else "twice", gap=gap, **shown)
        if not conflict:
            return words.text("working", "agrees", **shown)
        if found.expected[0] is None or found.expected[2] is None:
            # More than 5, or less: nothing is worked out of an order, and it stands in the text already.
            gap = self.gap(stated, found.expected, found.display)
            return words.text("working", "must_be", gap=gap, **shown)
        return words.text("working", "stated", gap=self.gap(stated, found.expected, found.display), **shown)

    def _in_full(self, box: Range, found: Working) -> str:
        middle = ranges.interval(box).midpoint
        return self._words.interval(box, found.display) if middle is None else self._words.exact(middle, found.display)

    def sides_working(self, sides: Sequence[Side], display: Display, conflict: bool) -> str:
        """The computations that ought to meet and do not."""
        words = self._words
        texts = [
            words.text("working", "side", expression=side.text, result=words.interval(side.expected, side.display))
            for side in sides
        ]
        joined = words.text("working", "sides_join").join(texts)
        if not conflict or len(sides) < 2:
            return words.text("working", "sides_agree", sides=joined)
        distance = ranges.distance(sides[0].expected, sides[1].expected)
        size = Display(display.power, points=display.percent or display.points)
        apart = words.text("working", "apart", distance=words.value(distance, size, 2)) if distance else ""
        return words.text("working", "sides", sides=joined, gap=apart or words.text("working", "touching"))

    def would_fit(self, candidates: Sequence[Candidate], needed: str | None) -> str:
        """The repair that settles most, then the alternatives."""
        words = self._words
        if not candidates:
            return words.text("would_fit", "range", range=needed) if needed else words.text("would_fit", "nothing")
        text = ""
        said: set[str] = set()
        for candidate in candidates:
            if len(said) == _MOST_REPAIRS_SAID:
                break
            if candidate.claim.id in said or (said and candidate.far_fetched):
                continue
            said.add(candidate.claim.id)
            settled = len(candidate.settled)
            key = "other" if text else "settles" if settled > 1 else "first"
            text += words.text(
                "would_fit",
                key,
                text=words.quoted(" ".join(candidate.slip.text.split())),
                written=words.quoted(" ".join(candidate.claim.text.split())),
                kind=words.text("kinds", candidate.slip.kind.value),
                count=str(settled),
            )
        return text + words.text("would_fit", "end")

    def sure(self, confidence: Confidence, reasons: Sequence[str]) -> str:
        """How sure the finding is, and why."""
        reason = self._words.text("maybe_not", "join").join(reasons)
        return self._words.text("sure", confidence.value, reason=reason)

    def maybe_not(self, reasons: Sequence[str]) -> str:
        """At most two reasons why it may not be an error."""
        if not reasons:
            return self._words.text("maybe_not", "none")
        joined = self._words.text("maybe_not", "join").join(reasons[:2])
        return self._words.text("maybe_not", "first", reasons=joined)

    def doubt(self, key: str) -> str:
        """A reason for doubt in words; a key without words is shown as it is."""
        return self._words.text("doubts", key) if self._words.has("doubts", key) else key

    # ------------------------------------------------------------------ rows

    def stated_row(self, fact: Fact) -> ComparisonRow:
        """The row of what the text or the table says."""
        claim, source = fact.claim, "stated" if fact.figure is None else "reference"
        return ComparisonRow(
            source,
            self._words.text("labels", source, text=self.written(fact)),
            None if claim is None else claim.quantity.value,
            ranges.interval(fact.boxes[0]),
            ranges.interval(fact.boxes[1]),
            None if claim is None else claim.id,
        )

    def computed_row(self, side: Side, source: str = "computed") -> ComparisonRow:
        """The row of what other numbers give."""
        return ComparisonRow(
            source,
            self._words.text("labels", source, text=side.text),
            None,
            ranges.interval(side.expected),
            ranges.interval(side.widest),
        )

    def comparison(self, unit: str | None, rows: Sequence[ComparisonRow]) -> Comparison:
        """The rows of a number line."""
        return Comparison(unit, tuple(rows))


def _power_of_ten(stated: Range, computed: Range) -> int | None:
    """10, 100, 1000 ... when one is about that many times the other."""
    a, b = ranges.interval(stated).midpoint, ranges.interval(computed).midpoint
    if not a or not b or (a > 0) != (b > 0):
        return None
    ratio = max(a / b, b / a)
    for power in (3, 4, 6, 8, 9, 12):
        if abs(ratio / 10**power - 1) < Fraction(1, 20):
            return 10**power
    return None
