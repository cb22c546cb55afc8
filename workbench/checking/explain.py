"""Findings in words: the six lines of an explanation, and the rows of its number line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.expressions import Working, display_of, fact_display, result_place, working
from workbench.checking.network import Check, Fact, Network
from workbench.checking.ranges import Range
from workbench.checking.repairs import Candidate
from workbench.checking.rule_words import message_of, tolerance_text
from workbench.checking.wording import Display, Words
from workbench.checking.written import has_one_number, read_written
from workbench.model import (
    Cell,
    Claim,
    Comparison,
    ComparisonRow,
    Confidence,
    Document,
    Operation,
)

_PERCENT_SIGNS = "%٪％"
MOST_TITLE = 60
_MOST_QUOTE = 260
_MOST_REPAIRS_SAID = 3
_MOST_CELLS = 12
_DIGITS_OF_RESULT = 6
# Results of a subtraction, which may be printed without their minus, with what is taken from what.
# The two numbers that a title tells in one unit, the second of them last.
_OF_ONE_UNIT = {
    Operation.GROWTH: ("after", "before"),
    Operation.SHARE: ("part", "whole"),
    Operation.MULTIPLE: ("result", "base"),
}
_SUBTRACTED = {
    Operation.DIFFERENCE: ("change", "after", "before"),
    Operation.POINTS: ("change", "after", "before"),
    Operation.BALANCE: ("net", "gained", "spent"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One way to a value: the words of the working and the ranges it gives."""

    text: str
    expected: Range
    widest: Range
    point: Fraction | None
    display: Display


class Writer:
    """Writes the lines of findings about one document in one language."""

    def __init__(self, document: Document, network: Network, words: Words) -> None:
        self._document = document
        self._network = network
        self._words = words

    # ------------------------------------------------------------------ titles

    def title(self, mood: str, check: Check, computed: str, bare: str | None = None) -> str:
        """The title for one check; `mood` is "conflict", "doubt" or "agreement".

        `computed` is what comes out, `bare` the same to go with numbers that lose their units to fit in.
        """
        written, numbers = self._texts(check), self._bare_texts(check)
        # What is too long says its unit once, "49.6, not 48.6 million tonnes", before it leaves it out.
        for named, result in (
            (written, computed),
            (_unit_once(check, written, numbers), bare or computed),
            (numbers, bare or computed),
        ):
            text = self._words.text("titles", mood, self._title_key(check), computed=result, **named)
            if len(text) <= MOST_TITLE:
                return text
        return self._words.text("titles", mood, "general")

    def title_tolerated(self, check: Check, computed: str) -> str:
        """The title for one check whose result is not what comes out, but near enough for its rule."""
        fact = self._network.facts[check.equation.terms[result_place(check)].variable]
        for stated in (self.written(fact), self._bare_number(fact)):
            text = self._words.text("tolerance", "title", computed=computed, stated=stated)
            if len(text) <= MOST_TITLE:
                return text
        return self._words.text("tolerance", "short")

    def message(self, check: Check) -> str | None:
        """What the rule of a check says where its numbers differ; ``None`` where it says nothing of its own."""
        if not check.relation.message:
            return None
        place = result_place(check)
        found = working(self._network, check, place, self._words)
        fact = self._network.facts[check.equation.terms[place].variable]
        like = None
        if found.point is None:
            expected = self._words.interval(found.expected, found.display)
        else:
            expected = self._words.value(found.point, found.display)
            like = None if found.display.percent or found.display.points else self.like_written(fact, found.point)
        values = {**self._listed(check), "expected": expected if like is None else like[0]}
        said = values[check.roles[place]]
        others = dict.fromkeys(("rate", "change", "points"), said)
        return message_of(check.relation, self._words, {**others, "said": said, **values})

    def title_together(self, mood: str, facts: Sequence[Fact]) -> str:
        """The title for several checks: the figures that do or do not fit together."""
        for texts in (
            [self.written(fact) for fact in facts],
            [self._bare_number(fact) for fact in facts],
        ):
            text = self._words.text("titles", mood, "together", figures=self._words.joined(texts))
            if len(text) <= MOST_TITLE:
                return text
        return self._words.text("titles", mood, "general")

    def title_implied(self, name: str, box: Range, display: Display) -> str:
        """The title for an implied value, its name cut at a word when it is long."""
        shown = self._words.interval(box, display)
        full = self._words.text("titles", "implied", "value", name=name, range=shown)
        if name and len(full) <= MOST_TITLE:
            return full
        room = MOST_TITLE - (len(full) - len(name)) - 1
        if name and room >= 8:
            cut = name[:room].rsplit(" ", 1)[0] + self._words.text("numbers", "ellipsis")
            return self._words.text("titles", "implied", "value", name=cut, range=shown)
        return self._words.text("titles", "implied", "short", range=shown)[:MOST_TITLE]

    def _title_key(self, check: Check) -> str:
        operation = check.relation.operation
        if operation is Operation.GROWTH:
            if check.relation.role("years") is not None:
                return "growth_years"
            place = check.place("rate") or 0
            term = check.equation.terms[place]
            point = self._network.facts[term.variable].point or Fraction(0)
            return "growth_down" if point * term.multiplier < 0 else "growth_up"
        if operation is Operation.SUM and not check.relation.exhaustive:
            return "sum_over"
        if operation is Operation.FOOTING:
            return self._footing_key(check)
        return operation.value

    def _footing_key(self, check: Check) -> str:
        """Whether a column or a row is added up; neither when the cells are not known."""
        claims = [self._network.facts[variable].claim for variable in check.variables]
        cells = [None if claim is None else self._cell(claim) for claim in claims]
        known = [cell for cell in cells if cell is not None]
        if len(known) < len(cells):
            return "footing"
        if len({cell.column for cell in known}) == 1:
            return "footing_column"
        return "footing_row" if len({cell.row for cell in known}) == 1 else "footing"

    def _cell(self, claim: Claim) -> Cell | None:
        """Where in a table the claim stands; ``None`` for running text."""
        blocks = self._document.blocks
        return blocks[claim.block].cell if 0 <= claim.block < len(blocks) else None

    def _texts(self, check: Check) -> dict[str, str]:
        texts = {
            role: self._operand(check, place, self.written(self._network.facts[term.variable]))
            for place, (role, term) in enumerate(zip(check.roles, check.equation.terms, strict=True))
        }
        return self._unsigned(check, texts)

    def _listed(self, check: Check) -> dict[str, str]:
        """The numbers of a check by their roles, several of one role as a list."""
        listed: dict[str, list[str]] = {}
        for place, (role, term) in enumerate(zip(check.roles, check.equation.terms, strict=True)):
            text = self._operand(check, place, self.written(self._network.facts[term.variable]))
            listed.setdefault(role, []).append(text)
        years = check.relation.role("years")
        if years is not None and years.claim is not None:
            known = self._network.index.get(("claim", years.claim))
            if known is not None:
                listed["years"] = [self.written(self._network.facts[known])]
        return {role: self._words.joined(texts) for role, texts in listed.items()}

    def _operand(self, check: Check, place: int, written: str) -> str:
        """A number as written; one that a wording fixes, in the unit of what it is compared with."""
        term = check.equation.terms[place]
        fact = self._network.facts[term.variable]
        if not self._network.is_constant(term.variable) or fact.point is None:
            return written
        return self._words.value(term.at(fact.point), display_of(self._network, check, place))

    def _bare_texts(self, check: Check) -> dict[str, str]:
        texts = {
            role: self._operand(check, place, self._bare_number(self._network.facts[term.variable]))
            for place, (role, term) in enumerate(zip(check.roles, check.equation.terms, strict=True))
        }
        return self._unsigned(check, texts)

    def _unsigned(self, check: Check, texts: dict[str, str]) -> dict[str, str]:
        """The texts of a check in the order and with the signs that a reader would say them in."""
        operation = check.relation.operation
        result, first, second = _SUBTRACTED.get(operation, ("", "", ""))
        place = check.place(result) if result else None
        if place is not None and check.equation.terms[place].multiplier < 0:
            texts[first], texts[second] = texts[second], texts[first]
        if operation is Operation.GROWTH:
            texts["rate"] = texts["rate"].lstrip("+-−– \u00a0\u202f")
        if operation is Operation.MULTIPLE:
            # "Doubled" and "nine times" are factors of 2 and 9: a title puts its own "times" behind them.
            place = check.place("factor")
            point = None if place is None else self._network.facts[check.equation.terms[place].variable].point
            if point is not None:
                texts["factor"] = self._words.short(point)
        texts.setdefault("converted", "")
        texts.setdefault("change", "")
        return texts

    def written(self, fact: Fact) -> str:
        """The value as the text writes it, or as the table has it; one that was corrected, as it was corrected."""
        if fact.claim is not None and fact.point is not None and self._corrected(fact.claim):
            return self._words.exact(fact.point, fact_display(fact))
        if fact.claim is not None:
            text = " ".join(fact.claim.text.split())
            # The heading of a column may have the percent sign of its cells.
            bare = fact.unit == "%" and not any(sign.isalpha() or sign in _PERCENT_SIGNS for sign in text)
            return text + self._words.text("numbers", "percent") if bare else text
        if fact.unknown is not None:
            return fact.unknown.name or "?"
        if fact.point is not None:
            return self._words.exact(fact.point, fact_display(fact))
        return self._words.interval(fact.boxes[0], fact_display(fact))

    def like_written(self, fact: Fact, value: Fraction) -> tuple[str, str] | None:
        """Another value with the unit, scale and marks of the one written, and its number alone.

        ``None`` when that is not to be told: for 165 million where billions are written, and behind a hyphen.
        """
        claim = fact.claim
        if claim is None or fact.point is None or claim.quantity.in_words or self._corrected(claim):
            return None
        found = read_written(claim.text, claim.quantity, self._words.language)
        if found is None or (found.scale and abs(value) < 10**found.scale) or found.suffix.startswith("-"):
            return None
        size = abs(value) / Fraction(10) ** found.scale
        decimals = max(self._words.decimals(size, _DIGITS_OF_RESULT), found.decimals)
        number = found.format(str(round(size * 10**decimals)), decimals)
        prefix = " ".join(found.prefix.split()).lstrip("+-−–") + (" " if found.prefix.endswith((" ", "\u00a0")) else "")
        minus = self._words.text("numbers", "minus") if value < 0 else ""
        return minus + prefix + number + found.suffix, minus + number

    def written_with_hedge(self, fact: Fact) -> str:
        """The same with the hedge before it ("près de 25 %")."""
        if fact.claim is None or fact.claim.evidence_start >= fact.claim.start or self._corrected(fact.claim):
            return self.written(fact)
        return " ".join(self._document.text[fact.claim.evidence_start : fact.claim.end].split())

    def _corrected(self, claim: Claim) -> bool:
        """Whether the value is no longer that of the one number in the text: somebody knows better what it says."""
        quantity = claim.quantity
        if quantity.value is None or quantity.in_words or quantity.is_range or not has_one_number(claim.text):
            return False
        return read_written(claim.text, quantity, self._words.language) is None

    def _bare_number(self, fact: Fact) -> str:
        if fact.claim is None:
            return self.written(fact)
        found = read_written(fact.claim.text, fact.claim.quantity, self._words.language)
        if found is None:
            return self.written(fact)
        percent = self._words.text("numbers", "percent") if fact.claim.quantity.unit == "%" else ""
        sign = self._words.text("numbers", "minus") if (fact.claim.quantity.value or 0) < 0 else ""
        return sign + found.digits + percent

    # ------------------------------------------------------------------ lines

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


def _unit_once(check: Check, written: dict[str, str], numbers: dict[str, str]) -> dict[str, str]:
    """The texts of a title with the unit behind the second of two numbers alone, where both are printed in it."""
    first, second = _OF_ONE_UNIT.get(check.relation.operation, ("", ""))
    if first not in written or second not in written or _unit(written[first]) != _unit(written[second]):
        return written
    return {**written, first: numbers[first]}


def _unit(text: str) -> str:
    """The letters and signs around a number."""
    return "".join(letter for letter in text if not (letter.isdigit() or letter.isspace() or letter in ".,'’"))
