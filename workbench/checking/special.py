"""Findings of the checks that are not equations: what those of the calendar and of reported statistics share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from workbench.checking import calendar, ranges
from workbench.checking.explain import Writer
from workbench.checking.findings import CONFIDENCE, REASON, SURER, finding_about
from workbench.checking.ranges import Range
from workbench.checking.rule_words import message_of
from workbench.checking.settings import Settings
from workbench.checking.slips import PLAUSIBILITY, slips
from workbench.checking.wording import Words
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
_LONGEST_TITLE = 60


class SpecialWriter:
    """What a relation that is no equation shows, in words."""

    def __init__(
        self, document: Document, claims: dict[str, Claim], writer: Writer, words: Words, settings: Settings
    ) -> None:
        self._document = document
        self._claims = claims
        self._writer = writer
        self._words = words
        self._settings = settings

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
        doubts: Collection[str],
        boxes: tuple[Range, Range] | None,
        counted: calendar.Counted,
        fits: Callable[[Claim, Quantity], bool],
        needed: Mapping[str, Range] | None = None,
        computed: Repair | None = None,
    ) -> Finding:
        words = self._words
        claims = [self._claims[one] for one in dict.fromkeys(relation.claims) if one in self._claims]
        confidence = CONFIDENCE[relation.binding]
        if verdict is not Verdict.CONSISTENT and doubts:
            confidence = SURER[max(SURER.index(confidence) - 1, 0)]
        title = words.text("titles", _MOODS.get(verdict, "agreement"), key, **said)
        if len(title) > _LONGEST_TITLE:
            title = words.text("titles", _MOODS.get(verdict, "agreement"), "general")
        if verdict in _MOODS:
            written = {
                one.role: " ".join(claim.text.split())
                for one in relation.operands
                if (claim := self._claims.get(one.claim or ""))
            }
            title = message_of(relation, words, {**written, "expected": said["computed"]}) or title
        repairs = () if verdict in (Verdict.CONSISTENT, Verdict.IMPLIED) else self._repairs(claims, fits, needed or {})
        if computed is not None and all((one.claim, one.value) != (computed.claim, computed.value) for one in repairs):
            repairs = (*repairs, computed)[: self._settings.max_repairs]
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
        operation, rules = relation.operation, [f"{relation.operation.value} {relation.rule}"]
        finding = finding_about(claims, operation, rules, verdict, confidence, severity, explanation)
        finding.relations = (relation.id,)
        finding.doubts = tuple(reasons)
        finding.repairs = repairs
        finding.comparison = None if boxes is None else self._comparison(boxes, counted, said)
        return finding

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
        found: list[tuple[tuple[int, int, Decimal], Repair]] = []
        for claim in claims:
            quantity = _number_of(claim)
            written = None if quantity is None else read_written(claim.text, quantity, self._document.language)
            if quantity is None or written is None:
                continue
            of_claim: list[tuple[tuple[int, int, Decimal], Repair]] = []
            for slip in islice(slips(written, quantity, needed.get(claim.id, ranges.ANY)), _MOST_SLIPS_TRIED):
                if slip.quantity.value is not None and fits(claim, slip.quantity):
                    kind = slip.kind
                    if claim.quantity.kind is Kind.DATE and abs(slip.quantity.value - (quantity.value or 0)) == 1:
                        kind = RepairKind.YEAR
                    repair = Repair(claim.id, slip.quantity.value, kind, slip.text)
                    # Of slips that are as likely as each other the one nearest to what is printed comes first.
                    away = abs(slip.quantity.value / quantity.value - 1) if quantity.value else Decimal(1)
                    of_claim.append(((PLAUSIBILITY[slip.kind], slip.rank, away), repair))
            of_claim.sort(key=lambda one: one[0])
            found += of_claim[:_MOST_REPAIRS_OF_A_CLAIM]
        found.sort(key=lambda one: one[0])
        return tuple(repair for _, repair in found[: self._settings.max_repairs])

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


def _number_of(claim: Claim) -> Quantity | None:
    """The quantity whose digits can have slipped: the year of a date, or the number itself."""
    if claim.date is None:
        return claim.quantity if claim.quantity.value is not None else None
    return replace(claim.quantity, value=Decimal(claim.date.first.year), step=Decimal(1), exact=True)
