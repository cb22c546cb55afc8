"""Claims and implied values against the analyst's known figures.

A value is compared with figures of its own indicator and scope: of its own period, or of a later one taken back by
the growth that the table gives for it. A figure of another period near by can only raise a doubt, after a year's
growth either way is granted; which period it is of is said aloud.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.explain import Writer
from workbench.checking.expressions import fact_display, working
from workbench.checking.findings import finding_about, finding_key
from workbench.checking.judge import Judgement
from workbench.checking.known_figures import Known, KnownFigures
from workbench.checking.network import Check, Fact, Network, claim_fact, readings
from workbench.checking.ranges import Range
from workbench.checking.settings import Settings
from workbench.checking.slips import requantified
from workbench.checking.titles import MOST_TITLE
from workbench.checking.wording import Words
from workbench.checking.written import read_written
from workbench.model import (
    Claim,
    Comparison,
    ComparisonRow,
    Confidence,
    Explanation,
    Finding,
    ImpliedValue,
    Kind,
    Operation,
    ReferenceFigure,
    Repair,
    RepairKind,
    Role,
    Severity,
    Verdict,
)
from workbench.reference.matching import Match, Subject, same_indicator, same_scope

_COMPARED = (Role.LEVEL, Role.SHARE, Role.RATE)


class ReferenceWriter:
    """Compares the claims and implied values of one document with known figures."""

    def __init__(
        self,
        claims: Sequence[Claim],
        network: Network,
        judgement: Judgement,
        figures: Sequence[ReferenceFigure],
        writer: Writer,
        words: Words,
        settings: Settings,
    ) -> None:
        self._claims = claims
        self._network = network
        self._judgement = judgement
        self._figures = figures
        self._known = KnownFigures(figures, words)
        self._writer = writer
        self._words = words
        self._settings = settings

    def findings(self) -> Iterator[Finding]:
        """One finding for each claim and each implied value that a figure speaks of, and for stale shares."""
        if not self._figures:
            return
        for claim in self._claims:
            found = self._claim(claim)
            if found is not None:
                yield found
        for variable in self._judgement.implied:
            found = self._implied(variable)
            if found is not None:
                yield found
        yield from self._stale_shares()

    # ------------------------------------------------------------------ claims

    def _claim(self, claim: Claim) -> Finding | None:
        if claim.role not in _COMPARED or claim.indicator is None or claim.quantity.value is None:
            return None
        subject = Subject(claim.indicator, claim.scope, claim.period, claim.quantity.unit)
        known = self._known.bearing(subject, same_period_only=True)
        if not known:
            return None
        fact = claim_fact(claim)
        verdict, best = _verdict((fact.boxes[0], fact.boxes[1]), known)
        display = fact_display(fact)
        shown = {"stated": self._words.interval(fact.boxes[0], display), "figure": best.text}
        key = "known_claim_agrees"
        if verdict is not Verdict.CONSISTENT:
            key = "known_claim"
            shown["gap"] = self._writer.gap(fact.boxes[0], best.boxes[0], display)
        text = self._words.text("working", key, **shown)
        would_fit = self._words.text("would_fit", "agrees")
        if verdict is not Verdict.CONSISTENT:
            would_fit = self._words.text("would_fit", "range", range=self._words.interval(best.boxes[0], display))
        rows = [self._writer.stated_row(fact), self._figure_row(best)]
        title = self._title(verdict, self._writer.written(fact), "", best)
        return self._finding(
            [claim], best, verdict, title, text, would_fit, rows, claim.quantity.unit, Confidence.MEDIUM
        )

    # ------------------------------------------------------------------ implied values

    def _implied(self, variable: int) -> Finding | None:
        fact = self._network.facts[variable]
        unknown = fact.unknown
        checks = [check for check in self._network.checks if variable in check.variables]
        if unknown is None or not checks or unknown.indicator is None:
            return None
        subject = self._subject(fact, checks)
        if subject is None:
            return None
        known = self._known.bearing(subject, same_period_only=False)
        if not known:
            return None
        boxes = self._judgement.implied[variable]
        verdict, best = _verdict(boxes, known)
        check = checks[0]
        found = working(self._network, check, check.variables.index(variable), self._words)
        facts = [self._network.facts[one] for one in check.variables]
        claims = [one.claim for one in facts if one.claim is not None]
        shown = {
            "expression": found.expression,
            "result": self._words.interval(boxes[0], found.display),
            "figure": best.text,
        }
        key = "known_agrees"
        if verdict is not Verdict.CONSISTENT:
            key = "known"
            distance = ranges.distance(best.boxes[0], boxes[0])
            shown["gap"] = self._words.text("working", "apart", distance=self._words.value(distance, found.display, 2))
        text = self._words.text("working", key, **shown)
        would_fit = self._words.text("would_fit", "agrees")
        repairs: tuple[Repair, ...] = ()
        if verdict is not Verdict.CONSISTENT:
            would_fit, repairs = self._fitting(check, variable, best)
        rows = [
            ComparisonRow(
                "computed",
                self._words.text("labels", "computed", text=found.expression),
                None,
                ranges.interval(boxes[0]),
                ranges.interval(boxes[1]),
            ),
            self._figure_row(best),
        ]
        pivot = next((one for one in facts if one.claim is not None and one.claim.quantity.unit == "%"), facts[0])
        written = self._words.quoted(self._hedged(pivot))
        title = self._title(verdict, written, shown["result"], best)
        only_if = [] if verdict is not Verdict.DOUBTFUL else self._only_if(check, variable, best)
        finding = self._finding(
            claims, best, verdict, title, text, would_fit, rows, unknown.unit, Confidence.MEDIUM, only_if
        )
        finding.relations = tuple(one.relation.id for one in checks)
        finding.repairs = repairs
        finding.implied = ImpliedValue(
            unknown.key,
            unknown.name,
            unknown.unit,
            ranges.interval(boxes[0]),
            ranges.interval(boxes[1]),
            unknown.indicator,
            subject.scope,
            None if subject.period is None else str(subject.period),
        )
        return finding

    def _subject(self, fact: Fact, checks: Sequence[Check]) -> Subject | None:
        """What an implied value is of: as its relation says, else the scope of its share and the period of its part."""
        unknown = fact.unknown
        assert unknown is not None
        claims = [
            claim
            for check in checks
            for claim in (self._network.facts[one].claim for one in check.variables)
            if claim is not None
        ]
        period = next((claim.period for claim in claims if claim.period is not None), None)
        shares = [claim for claim in claims if claim.role is Role.SHARE or claim.quantity.kind is Kind.PERCENT]
        scope = next((claim.scope for claim in shares if claim.scope is not None), None) or unknown.scope
        return Subject(unknown.indicator or "", scope, period, unknown.unit)

    def _only_if(self, check: Check, variable: int, known: Known) -> list[str]:
        """What a number would have to mean, in the widest reading, for the known figure to be right."""
        boxes = {one: self._network.facts[one].boxes[1] for one in check.variables}
        boxes[variable] = readings(known.match.figure.quantity)[1]
        for place, one in enumerate(check.variables):
            fact = self._network.facts[one]
            if fact.claim is None:
                continue
            box = ranges.meet(fact.boxes[1], check.equation.needed(place, boxes))
            if not ranges.is_empty(box) and not ranges.meets(box, fact.boxes[0]):
                shown = self._words.interval(box, fact_display(fact))
                written = self._words.quoted(self._hedged(fact))
                return [self._words.text("maybe_not", "only_if", written=written, range=shown)]
        return []

    def _fitting(self, check: Check, variable: int, known: Known) -> tuple[str, tuple[Repair, ...]]:
        """What each number would have to be for the known figure; "over x" is taken as x, since x is what was meant."""
        texts: list[str] = []
        repairs: list[Repair] = []
        order = sorted(
            range(len(check.equation.terms)),
            key=lambda place: self._network.facts[check.equation.terms[place].variable].unit != "%",
        )
        for place in order:
            term = check.equation.terms[place]
            claim = self._network.facts[term.variable].claim
            if claim is None:
                continue
            boxes: dict[int, Range] = {}
            for other in check.variables:
                fact = self._network.facts[other]
                point = fact.point
                boxes[other] = fact.boxes[0] if point is None else ranges.point(point)
            boxes[variable] = readings(known.match.figure.quantity)[1] if known.other_period else known.boxes[1]
            needed = check.equation.needed(place, boxes)
            if needed[0] == 0:
                needed = (None, True, needed[2], needed[3])
            display = fact_display(self._network.facts[term.variable])
            texts.append(
                self._words.text(
                    "would_fit",
                    "known_part" if texts else "known",
                    range=self._words.at_end(needed, display),
                    written=self._words.quoted(" ".join(claim.text.split())),
                )
            )
            repair = self._computed(claim, needed)
            if repair is not None:
                repairs.append(repair)
        return "".join(texts) + self._words.text("would_fit", "end"), tuple(repairs)

    def _computed(self, claim: Claim, needed: Range) -> Repair | None:
        """The end of what would fit, with one digit more than was written."""
        end = needed[2] if needed[0] is None else needed[0]
        written = read_written(claim.text, claim.quantity, self._words.language)
        if end is None or written is None:
            return None
        for decimals in (written.decimals, written.decimals + 1, written.decimals + 2):
            step = Decimal(1).scaleb(written.scale - decimals)
            coefficient = round(end / Fraction(step))
            if abs(Fraction(coefficient * step) - end) * 200 <= abs(end):
                value = requantified(claim.quantity, coefficient * step, step).value
                assert value is not None
                return Repair(
                    claim.id, value, RepairKind.COMPUTED, written.with_digits(str(abs(coefficient)), decimals)
                )
        return None

    # ------------------------------------------------------------------ stale shares

    def _stale_shares(self) -> Iterator[Finding]:
        """The same shares of the same wholes, stated before for another period."""
        groups: dict[tuple[str, str], list[tuple[Check, Claim, Claim, ReferenceFigure]]] = {}
        for check in self._network.checks:
            if check.relation.operation is not Operation.SHARE:
                continue
            found = self._stated_before(check)
            if found is not None:
                part, share, figure = found
                groups.setdefault((part.id, str(figure.period)), []).append((check, part, share, figure))
        for (_, period), members in groups.items():
            yield self._stale(period, members)

    def _stated_before(self, check: Check) -> tuple[Claim, Claim, ReferenceFigure] | None:
        claims = {
            role: self._network.facts[term.variable].claim
            for role, term in zip(check.roles, check.equation.terms, strict=True)
        }
        part, share = claims.get("part"), claims.get("share")
        if part is None or share is None or part.indicator is None or part.period is None:
            return None
        for figure in self._figures:
            if (
                figure.share_percent is not None
                and figure.share_percent == share.quantity.value
                and figure.share_of is not None
                and same_scope(figure.share_of, share.scope)
                and same_scope(figure.scope, part.scope)
                and same_indicator(part.indicator, figure.indicator)
                and figure.period.last < part.period.first
                and not ranges.meets(readings(figure.quantity)[0], claim_fact(part).boxes[0])
            ):
                return part, share, figure
        return None

    def _stale(self, period: str, members: Sequence[tuple[Check, Claim, Claim, ReferenceFigure]]) -> Finding:
        words = self._words
        part, figure = members[0][1], members[0][3]
        shares = [" ".join(share.text.split()) for _, _, share, _ in members]
        value = self._known.value_text(readings(figure.quantity)[0], figure)
        text = words.text(
            "working",
            "stale",
            shares=words.joined(shares),
            period=period,
            figure=value,
            now=str(part.period),
            written=" ".join(part.text.split()),
        )
        claims = [part, *(share for _, _, share, _ in members)]
        known = Known(Match(figure, Fraction(1), 1), (ranges.ANY, ranges.ANY), value, other_period=False)
        finding = self._finding(
            claims,
            known,
            Verdict.DOUBTFUL,
            words.text("titles", "doubt", "stale", period=period),
            text,
            words.text("would_fit", "stale", period=str(part.period)),
            [],
            None,
            Confidence.MEDIUM,
        )
        finding.doubts = (words.text("doubts", "stale-share"),)
        finding.explanation = Explanation(
            finding.explanation.title,
            finding.explanation.text,
            finding.explanation.working,
            finding.explanation.would_fit,
            finding.explanation.sure,
            self._writer.maybe_not(finding.doubts),
        )
        finding.comparison = None
        finding.relations = tuple(check.relation.id for check, _, _, _ in members)
        finding.figures = tuple(dict.fromkeys(one.id for _, _, _, one in members))
        finding.key = finding_key(["reference stale", period], claims)
        return finding

    # ------------------------------------------------------------------ the common part

    def _hedged(self, fact: Fact) -> str:
        return self._writer.written_with_hedge(fact)

    def _title(self, verdict: Verdict, written: str, computed: str, known: Known) -> str:
        mood = {Verdict.INCONSISTENT: "conflict", Verdict.DOUBTFUL: "doubt"}.get(verdict, "agreement")
        figure = self._known.value_text(known.boxes[0], known.match.figure)
        if computed or mood == "agreement":
            text = self._words.text("titles", mood, "known", written=written, computed=computed, figure=figure)
            if len(text) <= MOST_TITLE:
                return text
        elif not computed:
            text = self._words.text("titles", mood, "reference", claim=written, figure=figure)
            if len(text) <= MOST_TITLE:
                return text
        short = self._words.text("titles", mood, "known_short", written=written)
        return short if len(short) <= MOST_TITLE else self._words.text("titles", mood, "general")

    def _figure_row(self, known: Known) -> ComparisonRow:
        return ComparisonRow(
            "reference",
            self._words.text("labels", "reference", text=known.text),
            known.match.figure.quantity.value,
            ranges.interval(known.boxes[0]),
            ranges.interval(known.boxes[1]),
        )

    def _finding(
        self,
        claims: Sequence[Claim],
        known: Known,
        verdict: Verdict,
        title: str,
        text: str,
        would_fit: str,
        rows: Sequence[ComparisonRow],
        unit: str | None,
        confidence: Confidence,
        only_if: Sequence[str] = (),
    ) -> Finding:
        words = self._words
        doubts: list[str] = []
        if known.other_period:
            now = next((str(claim.period) for claim in claims if claim.period is not None), "?")
            period = str(known.match.figure.period)
            doubts.append(words.text("doubts", "known-other-period", period=period, now=now))
        if verdict is not Verdict.CONSISTENT and known.match.likeness < 1:
            doubts.append(words.text("doubts", "narrower"))
        elif verdict is not Verdict.CONSISTENT:
            doubts.append(words.text("doubts", "definition"))
        doubts += only_if
        flagged = verdict is not Verdict.CONSISTENT
        explanation = Explanation(
            title,
            self._writer.quote(claims),
            text,
            would_fit,
            self._writer.sure(confidence, [words.text("sure", "reference")]),
            self._writer.maybe_not([*only_if, *doubts]) if flagged else "",
        )
        severity = Severity.LOW
        if flagged and not known.other_period:
            severity = Severity.HIGH if verdict is Verdict.INCONSISTENT else Severity.MEDIUM
        elif flagged:
            severity = Severity.MEDIUM
        figure = known.match.figure.id
        finding = finding_about(
            claims, Operation.REFERENCE, [f"reference {figure}"], verdict, confidence, severity, explanation
        )
        finding.figures = (figure,)
        finding.doubts = tuple(doubts)
        finding.comparison = Comparison(unit, tuple(rows)) if rows else None
        return finding


def _verdict(boxes: tuple[Range, Range], known: Sequence[Known]) -> tuple[Verdict, Known]:
    """The most charitable verdict over all figures that bear on the value, with the figure that gives it."""
    for place, verdict in ((0, Verdict.CONSISTENT), (1, Verdict.DOUBTFUL)):
        for one in known:
            if ranges.meets(boxes[place], one.boxes[place]):
                return verdict, one
    return (Verdict.DOUBTFUL if known[0].other_period else Verdict.INCONSISTENT), known[0]
