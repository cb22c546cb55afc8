"""The findings that ask for a decision, in the order in which every export tells them."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model import Finding, Severity, Verdict

_ASKING = (Verdict.INCONSISTENT, Verdict.DOUBTFUL)
_SEVERITIES = tuple(Severity)


def asks(finding: Finding) -> bool:
    """Whether somebody has to decide on it."""
    return finding.verdict in _ASKING


def to_decide(findings: Sequence[Finding]) -> list[Finding]:
    """Those that ask for a decision, the most serious first."""
    return sorted(
        filter(asks, findings),
        key=lambda finding: (_ASKING.index(finding.verdict), _SEVERITIES.index(finding.severity)),
    )
