"""Which findings belong to one conflict: those that ask for a decision and share a number, directly or by others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.model import Finding, Repair


@dataclass(frozen=True, slots=True)
class Conflict:
    """Findings of one conflict, the best ranked first. It goes by the key of the `lead`."""

    findings: tuple[Finding, ...]

    @property
    def lead(self) -> Finding:
        """The finding that most needs a look."""
        return self.findings[0]

    @property
    def claims(self) -> tuple[str, ...]:
        """All numbers it is about, in the order the findings name them."""
        return tuple(dict.fromkeys(claim for finding in self.findings for claim in finding.claims))

    @property
    def centre(self) -> str:
        """The number most of its findings share; the first of them where several are shared as often."""
        counts = Counter(claim for finding in self.findings for claim in set(finding.claims))
        return max(self.claims, key=lambda claim: counts[claim])

    @property
    def settled_by(self) -> Repair | None:
        """One possible slip that would settle all of its findings."""
        wanted = {finding.id for finding in self.findings}
        repairs = (repair for finding in self.findings for repair in finding.repairs)
        return next((repair for repair in repairs if wanted <= set(repair.settles)), None)


def conflicts(findings: Iterable[Finding]) -> list[Conflict]:
    """Put ranked findings together; conflicts stand in the order of their leads, findings within keep theirs."""
    findings = list(findings)
    above: dict[str, str] = {}

    def root(claim: str) -> str:
        while above[claim] != claim:
            above[claim] = claim = above[above[claim]]
        return claim

    for finding in findings:
        for claim in finding.claims:
            above.setdefault(claim, claim)
            above[root(claim)] = root(finding.claims[0])
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        mark = root(finding.claims[0]) if finding.claims else f"alone {finding.id}"
        found.setdefault(mark, []).append(finding)
    return [Conflict(tuple(members)) for members in found.values()]
