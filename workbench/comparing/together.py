"""Figures of one document checked against those of another in the same case.

Two figures are held against each other only when both say of what, of whom and when, in the same unit: what a text
states, or implies ("792 billion, up 10.3 %" implies the year before), against what another states. Anything less
sure stays silent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from workbench.case import DocumentEntry
from workbench.model import Claim, Finding, Interval, Kind, Operation, Period, Relation, Role, Verdict

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_ENOUGH = 0.5
_LEVELS = frozenset({Role.LEVEL, Role.SHARE, Role.RATE})


class Documents(Protocol):
    """What is asked of a case; a snapshot of one will do, for a worker."""

    def documents(self) -> Sequence[DocumentEntry]:
        """The documents."""
        ...

    def claims(self, document: str) -> Sequence[Claim]:
        """The claims that count."""
        ...

    def relations(self, document: str) -> Sequence[Relation]:
        """What relates them."""
        ...

    def findings(self, document: str) -> Sequence[Finding]:
        """What was found."""
        ...


@dataclass(frozen=True, slots=True)
class Side:
    """A figure of one document: a claim, or what a finding (by key) implies.

    `supposed` says that the text names no base of a growth, which is then taken to be the year before; a conflict
    with such a figure is `doubtful` at most.
    """

    document: str
    label: str
    expected: Interval
    widest: Interval
    unit: str | None
    claim: Claim | None = None
    finding: str = ""
    supposed: bool = False

    @property
    def place(self) -> str:
        """Where it stands: "d1:c3", or "d1:" and the key of the finding."""
        return f"{self.document}:{self.claim.id if self.claim is not None else self.finding}"

    @property
    def said(self) -> str:
        """All that a decision on it hangs on."""
        return f"{self.label} {self.expected.low}..{self.expected.high} {self.unit}"


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """Two figures on the same thing in two documents. `verdict` is consistent, doubtful or inconsistent."""

    first: Side
    second: Side
    verdict: Verdict
    indicator: str
    scope: str
    period: str

    @property
    def key(self) -> str:
        """The same in another check of the same documents."""
        return "|".join(sorted((self.first.place, self.second.place)))


@dataclass(frozen=True, slots=True)
class _Stated:
    side: Side
    indicator: str
    scope: str
    period: str
    words: frozenset[str]


def check_together(case: Documents, documents: Sequence[str] | None = None) -> list[CrossCheck]:
    """Every pair of figures on the same thing in two documents of the case, conflicts first."""
    chosen = [entry.id for entry in case.documents()] if documents is None else list(documents)
    groups: dict[tuple[str, str, str | None], list[_Stated]] = defaultdict(list)
    for document in chosen:
        for stated in (*_claims(case, document), *_implied(case, document)):
            groups[stated.period, _folded(stated.scope), stated.side.unit].append(stated)
    found = [check for group in groups.values() for check in _pairs(group)]
    order = (Verdict.INCONSISTENT, Verdict.DOUBTFUL, Verdict.CONSISTENT)
    return sorted(found, key=lambda check: order.index(check.verdict))


def _claims(case: Documents, document: str) -> Iterator[_Stated]:
    for claim in case.claims(document):
        if claim.role not in _LEVELS or claim.date is not None or claim.quantity.kind is Kind.ORDINAL:
            continue
        if not claim.indicator or not claim.scope or claim.period is None:
            continue
        side = Side(document, claim.text, claim.expected, claim.widest, claim.quantity.unit, claim)
        yield _Stated(side, claim.indicator, claim.scope, str(claim.period), _words(claim.indicator))


def _implied(case: Documents, document: str) -> Iterator[_Stated]:
    relations = {relation.id: relation for relation in case.relations(document)}
    claims = {claim.id: claim for claim in case.claims(document)}
    for finding in case.findings(document):
        implied = finding.implied
        if implied is None or finding.verdict not in (Verdict.IMPLIED, Verdict.CONSISTENT) or not implied.indicator:
            continue
        scope, period, supposed = implied.scope, implied.period, False
        if not scope or not period:
            joined = [relations[relation] for relation in finding.relations if relation in relations]
            after = _grown_from(implied.key, joined, claims)
            if after is None or not after.scope or after.period is None or not after.period.is_year:
                continue
            scope, supposed = after.scope, not period
            period = period or str(Period.year(after.period.first.year - 1))
        side = Side(document, implied.name, implied.expected, implied.widest, implied.unit, None, finding.key, supposed)
        yield _Stated(side, implied.indicator, scope, period, _words(implied.indicator))


def _grown_from(key: str, relations: Sequence[Relation], claims: Mapping[str, Claim]) -> Claim | None:
    """The figure that grew from the unstated value `key`."""
    for relation in relations:
        before, after = relation.role("before"), relation.role("after")
        if before is None or before.unknown is None or before.unknown.key != key or after is None:
            continue
        if relation.operation in (Operation.GROWTH, Operation.DIFFERENCE) and after.claim is not None:
            return claims.get(after.claim)
    return None


def _pairs(group: Sequence[_Stated]) -> Iterator[CrossCheck]:
    for number, first in enumerate(group):
        for second in group[number + 1 :]:
            if first.side.document == second.side.document or (first.side.claim or second.side.claim) is None:
                continue
            if _alike(first.words, second.words):
                yield CrossCheck(
                    first.side,
                    second.side,
                    _verdict(first.side, second.side),
                    first.indicator,
                    first.scope,
                    first.period,
                )


def _verdict(first: Side, second: Side) -> Verdict:
    if first.expected.meets(second.expected):
        return Verdict.CONSISTENT
    may_fit = first.widest.meets(second.widest) or first.supposed or second.supposed
    return Verdict.DOUBTFUL if may_fit else Verdict.INCONSISTENT


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and len(first & second) / len(first | second) >= _ENOUGH


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
