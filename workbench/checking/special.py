"""Findings of the checks that are not equations: the calendar, and reported statistics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from workbench.checking import calendar, ranges, statistics
from workbench.checking.explain import Writer
from workbench.checking.findings import CONFIDENCE, REASON, SURER, finding_key
from workbench.checking.network import readings
from workbench.checking.ranges import Range
from workbench.checking.settings import Settings
from workbench.checking.slips import PLAUSIBILITY, slips
from workbench.checking.wording import Display, Words
from workbench.checking.written import read_written
from workbench.model import (
    Claim,
    Comparison,
    ComparisonRow,
    Document,
    Explanation,
    Finding,
    Kind,
    Operation,
    Period,
    Quantity,
    Relation,
    Repair,
    RepairKind,
    Severity,
    Verdict,
)

_MOODS = {Verdict.INCONSISTENT: "conflict", Verdict.DOUBTFUL: "doubt"}
_MOST_REPAIRS_OF_A_CLAIM = 3
_MOST_SLIPS_TRIED = 120
# A weekday fits every sixth year or so: only the year of last year's or next year's calendar is a likely slip.
_NEAR_YEARS = 2
_ONE_DAY = timedelta(days=1)


class SpecialWriter:
    """Checks the relations of the calendar and of statistics of one document, and says what they show."""

    def __init__(
        self, document: Document, claims: dict[str, Claim], writer: Writer, words: Words, settings: Settings
    ) -> None:
        self._document = document
        self._claims = claims
        self._writer = writer
        self._words = words
        self._settings = settings

    def findings(self, relations: Sequence[Relation]) -> Iterator[Finding]:
        """One finding for each relation that could be checked."""
        for relation in relations:
            found = None
            if relation.operation is Operation.CALENDAR:
                found = self._calendar(relation)
            elif relation.operation is Operation.STATISTICS:
                found = self._statistics(relation)
            if found is not None:
                yield found

    # ------------------------------------------------------------------ calendar

    def _calendar(self, relation: Relation) -> Finding | None:
        kind = relation.rule.rpartition(".")[2]
        if relation.role("weekday") is not None:
            return self._weekday(relation)
        stated = self._claim(relation, "edition") or self._claim(relation, "duration")
        if stated is None or stated.quantity.value is None:
            return None
        first = calendar.period_of(relation.role("from"), self._claims, self._document)
        last = calendar.period_of(relation.role("to"), self._claims, self._document)
        if relation.role("from") is None or first is None or last is None:
            return None
        counted = self._counted(relation, first, last, stated, kind)
        if counted is None:
            return None
        boxes = readings(stated.quantity)
        verdict = _verdict(boxes, counted)
        doubts = list(relation.doubts)
        if verdict is Verdict.DOUBTFUL and calendar.INCLUSIVE not in doubts:
            doubts.append(calendar.INCLUSIVE)
        words = self._words
        starts, ends = self._said(relation, "from", first), self._said(relation, "to", last)
        computed = words.interval(counted.expected, Display())
        expression = f"{ends} − {starts}"
        if relation.role("edition") is not None:
            expression += " + 1"
        working = words.text(
            "working",
            "agrees",
            expression=expression,
            result=computed,
            stated=words.interval(boxes[0], Display()),
        )

        def fits(claim: Claim, quantity: Quantity) -> bool:
            return self._span_fits(relation, claim, quantity, stated, kind)

        return self._finding(
            relation,
            verdict,
            {"starts": starts, "ends": ends, "computed": computed, "stated": stated.text},
            "edition" if relation.role("edition") is not None else "span",
            working,
            doubts,
            boxes,
            counted,
            fits,
        )

    def _counted(
        self, relation: Relation, first: Period, last: Period, stated: Claim, kind: str
    ) -> calendar.Counted | None:
        if relation.role("edition") is not None:
            every = relation.role("every")
            years = every.constant.value if every is not None and every.constant is not None else Fraction(1)
            return calendar.edition(first, last, years) if years > 0 else None
        return calendar.elapsed(first, last, stated.quantity.unit, completed=kind == "age")

    def _span_fits(self, relation: Relation, claim: Claim, quantity: Quantity, stated: Claim, kind: str) -> bool:
        changed = _with_number(claim, quantity)
        if changed is None:
            return False
        claims = {**self._claims, claim.id: changed}
        first = calendar.period_of(relation.role("from"), claims, self._document)
        last = calendar.period_of(relation.role("to"), claims, self._document)
        target = claims[stated.id]
        if first is None or last is None:
            return False
        counted = self._counted(relation, first, last, target, kind)
        return counted is not None and ranges.meets(readings(target.quantity)[0], counted.expected)

    def _weekday(self, relation: Relation) -> Finding | None:
        stated = calendar.weekday_of(relation.role("weekday"))
        day = calendar.stated_day(relation, self._claims, self._document)
        if stated is None or day is None:
            return None
        verdict = Verdict.CONSISTENT if day.weekday() == stated else Verdict.INCONSISTENT
        names = self._words.names("weekdays")
        said = {"date": self._date_text(relation), "computed": names[day.weekday()], "stated": names[stated]}

        def fits(claim: Claim, quantity: Quantity) -> bool:
            changed = _with_number(claim, quantity)
            period = None if changed is None else changed.date
            if period is None or abs(period.first.year - day.year) > _NEAR_YEARS:
                return False
            return period is not None and period.first == period.last and period.first.weekday() == stated

        number = Fraction(day.weekday())
        counted = calendar.Counted(number, ranges.point(number), ranges.point(number))
        working = self._words.text("working", "weekday", **said)
        finding = self._finding(relation, verdict, said, "weekday", working, relation.doubts, None, counted, fits)
        if verdict is Verdict.INCONSISTENT:
            corrected = self._words.text("would_fit", "weekday", **said) + self._day_beside(relation, day, stated)
            finding.explanation = replace(finding.explanation, would_fit=self._would_fit(finding.repairs, corrected))
        return finding

    def _day_beside(self, relation: Relation, day: date, weekday: int) -> str:
        """The day before or after in the words of the text, when that is the weekday it says."""
        claim = self._claim(relation, "date")
        beside = next((near for near in (day - _ONE_DAY, day + _ONE_DAY) if near.weekday() == weekday), None)
        number = re.search(rf"(?<!\d){day.day}(?!\d)", "" if claim is None else claim.text)
        if claim is None or number is None or beside is None or beside.month != day.month:
            return ""
        text = claim.text[: number.start()] + str(beside.day) + claim.text[number.end() :]
        written, text = (self._words.quoted(" ".join(one.split())) for one in (claim.text, text))
        return self._words.text("would_fit", "weekday_other", text=text, written=written)

    def _date_text(self, relation: Relation) -> str:
        claim = self._claim(relation, "date")
        return "" if claim is None else " ".join(claim.text.split())

    def _said(self, relation: Relation, role: str, period: Period) -> str:
        claim = self._claim(relation, role)
        return " ".join(claim.text.split()) if claim is not None else str(period)

    # ------------------------------------------------------------------ statistics

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
        low, high = _probability(found.low), _probability(found.high)
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
        verdict = Verdict.CONSISTENT if possible else Verdict.INCONSISTENT
        said = {"stated": mean.text, "computed": count.text}

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

    # ------------------------------------------------------------------ the common part

    def _claim(self, relation: Relation, role: str) -> Claim | None:
        operand = relation.role(role)
        return None if operand is None or operand.claim is None else self._claims.get(operand.claim)

    def _finding(
        self,
        relation: Relation,
        verdict: Verdict,
        said: dict[str, str],
        key: str,
        working: str,
        doubts: Sequence[str],
        boxes: tuple[Range, Range] | None,
        counted: calendar.Counted,
        fits: Callable[[Claim, Quantity], bool],
        needed: Mapping[str, Range] | None = None,
    ) -> Finding:
        words = self._words
        claims = [self._claims[one] for one in dict.fromkeys(relation.claims) if one in self._claims]
        confidence = CONFIDENCE[relation.binding]
        if verdict is not Verdict.CONSISTENT and doubts:
            confidence = SURER[max(SURER.index(confidence) - 1, 0)]
        title = words.text("titles", _MOODS.get(verdict, "agreement"), key, **said)
        if len(title) > 60:
            title = words.text("titles", _MOODS.get(verdict, "agreement"), "general")
        repairs = () if verdict in (Verdict.CONSISTENT, Verdict.IMPLIED) else self._repairs(claims, fits, needed or {})
        reason = words.text("sure", "statistics" if relation.operation is Operation.STATISTICS else "calendar")
        reasons = [self._writer.doubt(one) for one in doubts]
        explanation = Explanation(
            title,
            self._writer.quote(claims),
            working,
            "" if verdict is Verdict.CONSISTENT else self._would_fit(repairs),
            self._writer.sure(confidence, [words.text("sure", REASON[relation.binding]), reason]),
            "" if verdict is Verdict.CONSISTENT else self._writer.maybe_not(reasons),
        )
        severity = Severity.LOW
        if verdict is Verdict.INCONSISTENT:
            severity = Severity.MEDIUM
        return Finding(
            id="",
            operation=relation.operation.value,
            verdict=verdict,
            claims=tuple(claim.id for claim in claims),
            spans=tuple(sorted((claim.start, claim.end) for claim in claims)),
            confidence=confidence,
            severity=severity,
            explanation=explanation,
            relations=(relation.id,),
            doubts=tuple(reasons),
            repairs=repairs,
            comparison=None if boxes is None else self._comparison(boxes, counted, said),
            key=finding_key([f"{relation.operation.value} {relation.rule}"], claims),
        )

    def _comparison(self, boxes: tuple[Range, Range], counted: calendar.Counted, said: dict[str, str]) -> Comparison:
        words = self._words
        rows = (
            ComparisonRow(
                "stated",
                words.text("labels", "stated", text=said["stated"]),
                None,
                ranges.interval(boxes[0]),
                ranges.interval(boxes[1]),
            ),
            ComparisonRow(
                "computed",
                words.text("labels", "computed", text=said["computed"]),
                None,
                ranges.interval(counted.expected),
                ranges.interval(counted.widest),
            ),
        )
        return Comparison(None, rows)

    def _repairs(
        self, claims: Sequence[Claim], fits: Callable[[Claim, Quantity], bool], needed: Mapping[str, Range]
    ) -> tuple[Repair, ...]:
        found: list[tuple[int, int, Repair]] = []
        for claim in claims:
            quantity = _number_of(claim)
            written = None if quantity is None else read_written(claim.text, quantity, self._document.language)
            if quantity is None or written is None:
                continue
            of_claim: list[tuple[int, int, Repair]] = []
            for slip in islice(slips(written, quantity, needed.get(claim.id, ranges.ANY)), _MOST_SLIPS_TRIED):
                if slip.quantity.value is not None and fits(claim, slip.quantity):
                    kind = slip.kind
                    if claim.quantity.kind is Kind.DATE and abs(slip.quantity.value - (quantity.value or 0)) == 1:
                        kind = RepairKind.YEAR
                    repair = Repair(claim.id, slip.quantity.value, kind, slip.text)
                    of_claim.append((PLAUSIBILITY[slip.kind], slip.rank, repair))
            of_claim.sort(key=lambda one: one[:2])
            found += of_claim[:_MOST_REPAIRS_OF_A_CLAIM]
        found.sort(key=lambda one: one[:2])
        return tuple(repair for _, _, repair in found[: self._settings.max_repairs])

    def _would_fit(self, repairs: Sequence[Repair], text: str = "") -> str:
        """The repairs in words, after what is already said to fit."""
        words = self._words
        if not repairs and not text:
            return words.text("would_fit", "nothing")
        for repair in repairs[:2]:
            text += words.text(
                "would_fit",
                "other" if text else "first",
                text=words.quoted(repair.text),
                written=words.quoted(self._claims[repair.claim].text),
                kind=words.text("kinds", repair.kind.value),
            )
        return text + words.text("would_fit", "end")


def _verdict(boxes: tuple[Range, Range], counted: calendar.Counted) -> Verdict:
    if ranges.meets(boxes[0], counted.expected):
        return Verdict.CONSISTENT
    if ranges.meets(boxes[1], counted.widest):
        return Verdict.DOUBTFUL
    return Verdict.INCONSISTENT


def _number_of(claim: Claim) -> Quantity | None:
    """The quantity whose digits can have slipped: the year of a date, or the number itself."""
    if claim.date is None:
        return claim.quantity if claim.quantity.value is not None else None
    return replace(claim.quantity, value=Decimal(claim.date.first.year), step=Decimal(1), exact=True)


def _with_number(claim: Claim, quantity: Quantity) -> Claim | None:
    """The claim with another number; for a date, with another year."""
    if claim.date is None:
        return replace(claim, quantity=quantity)
    year = int(quantity.value or 0)
    if not 1 <= year <= 9998:
        return None
    try:
        period = Period(claim.date.first.replace(year=year), claim.date.last.replace(year=year))
    except ValueError:
        return None
    return replace(claim, date=period, quantity=quantity)


def _probability(value: float) -> Fraction:
    """A tail probability to four significant digits, as it is printed."""
    return Fraction(f"{value:.3e}")
