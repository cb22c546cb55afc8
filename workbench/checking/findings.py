"""What all findings about equations have in common: their numbers, confidence and stable name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.checking.explain import Side, Writer
from workbench.checking.judge import Judgement
from workbench.checking.network import SURENESS, Check, Fact, Network
from workbench.checking.settings import Settings
from workbench.checking.wording import Words
from workbench.model import (
    Binding,
    Claim,
    ComparisonRow,
    Confidence,
    Explanation,
    Finding,
    Operation,
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


@dataclass(frozen=True)
class Basis:
    """A judged network with the words and settings its findings are written with."""

    network: Network
    judgement: Judgement
    writer: Writer
    words: Words
    settings: Settings
    language: str

    @cached_property
    def touching(self) -> dict[int, list[int]]:
        """The checks that each fact is in."""
        found: dict[int, list[int]] = {}
        for number, check in enumerate(self.network.checks):
            for variable in check.variables:
                found.setdefault(variable, []).append(number)
        return found

    @cached_property
    def entangled(self) -> frozenset[str]:
        """The relations whose conflict is one with others': asked for each finding, of which a long text has many."""
        return frozenset(self.network.checks[number].relation.id for number in self.judgement.entangled)

    def is_tolerated(self, check: Check) -> bool:
        """Whether a check without unstated values, as usually read, holds only because its rule is tolerant."""
        if not check.equation.is_tolerant:
            return False
        boxes = {variable: self.network.facts[variable].boxes[0] for variable in check.variables}
        return not check.equation.strict.holds(boxes)

    def unknown(self, number: int) -> int | None:
        """The first unstated value of a check."""
        facts = self.network.facts
        return next((one for one in self.network.checks[number].variables if facts[one].unknown is not None), None)

    def stated_facts(self, checks: Sequence[int]) -> list[Fact]:
        """The claims and known figures of some checks, each once."""
        seen: dict[int, None] = {}
        for number in checks:
            for variable in self.network.checks[number].variables:
                seen.setdefault(variable)
        facts = [self.network.facts[variable] for variable in seen]
        return [fact for fact in facts if fact.claim is not None or fact.figure is not None]

    def confidence(self, checks: Sequence[Check], doubts: Sequence[str], *, witnessed: bool = False) -> Confidence:
        """How surely the text joins the numbers: the weakest binding, less for doubts, more for a second witness."""
        level = SURER.index(CONFIDENCE[weakest(checks)]) + witnessed - bool(doubts)
        return SURER[min(max(level, 0), 2)]

    def reasons(self, checks: Sequence[Check]) -> list[str]:
        """Why it is that sure, in words."""
        # A restatement of a table is between one of its cells and a sentence.
        in_table = all(
            check.relation.operation is Operation.FOOTING
            or (
                check.relation.rule.split(".")[1:2] == ["table"]
                and check.relation.operation is not Operation.RESTATEMENT
            )
            for check in checks
        )
        reasons = [self.words.text("sure", "table" if in_table else REASON[weakest(checks)])]
        if any(check.relation.id in self.entangled for check in checks):
            reasons.append(self.words.text("sure", "entangled"))
        return reasons

    def rows(
        self, stated: Fact | None, sides: Sequence[Side], witness: Side | None = None
    ) -> tuple[ComparisonRow, ...]:
        """The rows of the number line: what is stated, what is computed, who else says so."""
        rows = [] if stated is None else [self.writer.stated_row(stated)]
        rows += [self.writer.computed_row(side) for side in sides]
        if witness is not None:
            rows.append(self.writer.computed_row(witness, "witness"))
        return tuple(rows)

    def finding(
        self,
        checks: Sequence[Check],
        facts: Sequence[Fact],
        verdict: Verdict,
        confidence: Confidence,
        severity: Severity,
        explanation: Explanation,
    ) -> Finding:
        """A finding about some checks; its id is given when all findings are in order."""
        claims = [fact.claim for fact in facts if fact.claim is not None]
        relations = [check.relation for check in checks]
        rules = [f"{relation.operation.value} {relation.rule}" for relation in relations]
        finding = finding_about(claims, relations[0].operation, rules, verdict, confidence, severity, explanation)
        finding.relations = tuple([relation.id for relation in relations])
        finding.figures = tuple([fact.figure.id for fact in facts if fact.figure is not None])
        finding.pairwise = any(relation.id in self.entangled for relation in relations)
        return finding


def finding_about(
    claims: Sequence[Claim],
    operation: Operation,
    rules: Sequence[str],
    verdict: Verdict,
    confidence: Confidence,
    severity: Severity,
    explanation: Explanation,
) -> Finding:
    """A finding about `claims`, found by `rules`; its id is given when all findings are in order."""
    return Finding(
        id="",
        operation=operation.value,
        verdict=verdict,
        claims=tuple([claim.id for claim in claims]),
        spans=tuple(sorted([(claim.start, claim.end) for claim in claims])),
        confidence=confidence,
        severity=severity,
        explanation=explanation,
        key=finding_key(rules, claims),
    )


def finding_key(rules: Sequence[str], claims: Sequence[Claim]) -> str:
    """A name for a finding that stays the same while its rules and the numbers of its text do."""
    parts = [*rules, *(f"{claim.start} {claim.text}" for claim in claims)]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def weakest(checks: Sequence[Check]) -> Binding:
    """The binding that joins the numbers of some checks least surely."""
    if len(checks) == 1:
        return checks[0].relation.binding
    return max((check.relation.binding for check in checks), key=SURENESS.index)
