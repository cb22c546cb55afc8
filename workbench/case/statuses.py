"""How every number of a document is to be underlined, kept up to date by what changes rather than gathered anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.case.draft import CaseView
from workbench.case.records import Choice, ClaimEntry, RecordKind, Standing, Target, VerdictEntry
from workbench.model import Finding, Verdict


class Status(StrEnum):
    """How a number is underlined, worst first."""

    INCONSISTENT = "inconsistent"
    DOUBTFUL = "doubtful"
    WITHIN_ROUNDING = "within rounding"
    CONSISTENT = "consistent"
    IMPLIED = "implied"
    UNCHECKED = "unchecked"


_WORST_FIRST = {status: rank for rank, status in enumerate(Status)}
_OF_VERDICT = {verdict: Status(verdict.value) for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """The state of a claim: what the checks say, whether the analyst decided on it, and whether it was edited since."""

    status: Status
    decided: bool = False
    changed_since: bool = False


_PLAIN = {status: ClaimStatus(status) for status in Status}


class Statuses:
    """The state of every claim of a document that counts. `touch` and `see` are told of changes before they are asked
    for; what is known of all other claims stays.
    """

    def __init__(self, view: CaseView, document: str) -> None:
        self._view, self._document = view, document
        self._findings: list[Finding] = []
        self._about: dict[str, list[Finding]] = {}
        self._found: dict[str, ClaimStatus] = {}
        self._waiting = {entry.claim.id for entry in view.entries_of(document)}
        self.see(view.findings_of(document))

    def touch(self, claims: Iterable[str]) -> None:
        """Claims or what was decided on them changed; a decision on a finding stands or falls with all its claims."""
        for claim in claims:
            self._waiting.add(claim)
            for finding in self._about.get(claim, ()):
                self._waiting.update(finding.claims)

    def see(self, findings: list[Finding]) -> None:
        """A check found these; the same objects as before are the same findings."""
        gone, new = differing(self._findings, findings)
        for finding in gone:
            for claim in set(finding.claims):
                self._about[claim] = [one for one in self._about[claim] if one is not finding]
        for finding in new:
            for claim in set(finding.claims):
                self._about.setdefault(claim, []).append(finding)
        self._findings = findings
        self.touch(claim for finding in (*gone, *new) for claim in finding.claims)

    def all(self) -> Mapping[str, ClaimStatus]:
        """The states by claim id."""
        for claim in self._waiting:
            status = self._status(claim)
            if status is None:
                self._found.pop(claim, None)
            else:
                self._found[claim] = status
        self._waiting.clear()
        return self._found

    def _status(self, claim: str) -> ClaimStatus | None:
        view, document = self._view, self._document
        entry = view.get(RecordKind.CLAIM, document, claim, ClaimEntry)
        if entry is None or entry.standing is not Standing.ACTIVE:
            return None
        status = Status.UNCHECKED
        for finding in self._about.get(claim, ()):
            found = _status_of(finding)
            if _WORST_FIRST[found] < _WORST_FIRST[status] and not is_dismissed(view, document, finding):
                status = found
        verdict = view.get(RecordKind.VERDICT, document, Target.claim(document, claim).place, VerdictEntry)
        if verdict is None:
            return _PLAIN[status]
        return ClaimStatus(status, True, verdict.values != view.values_of(document, (claim,)))


def is_dismissed(view: CaseView, document: str, finding: Finding) -> bool:
    """Whether the analyst dismissed it, and its claims still say what they said then."""
    decision = view.counts(document, finding)
    return decision is not None and decision.choice is Choice.DISMISSED


def differing(before: list[Finding], after: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings that are no longer among those of the last check, and those that are new there."""
    if before is after:
        return [], []
    old, new = {id(finding) for finding in before}, {id(finding) for finding in after}
    return [one for one in before if id(one) not in new], [one for one in after if id(one) not in old]


def _status_of(finding: Finding) -> Status:
    if finding.verdict is Verdict.CONSISTENT and finding.within_rounding:
        return Status.WITHIN_ROUNDING
    return _OF_VERDICT[finding.verdict]
