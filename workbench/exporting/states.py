"""The state of every claim: the worst that a finding says of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from workbench.model import Finding, Verdict


class State(Enum):
    """States from worst to least telling; the values name their words."""

    INCONSISTENT = "inconsistent"
    DOUBTFUL = "doubtful"
    ROUNDING = "rounding"
    CONSISTENT = "consistent"
    IMPLIED = "implied"
    UNCHECKED = "unchecked"

    @property
    def sign(self) -> str:
        """The sign that stands beside the colour."""
        return _SIGNS[self]


_SIGNS = {
    State.INCONSISTENT: "✗",
    State.DOUBTFUL: "!",
    State.ROUNDING: "≈",
    State.CONSISTENT: "✓",
    State.IMPLIED: "⇒",
    State.UNCHECKED: "·",
}
_ORDER = tuple(State)


def state_of(finding: Finding) -> State:
    """The state that a finding gives to its claims."""
    if finding.verdict is Verdict.CONSISTENT and finding.within_rounding:
        return State.ROUNDING
    return State(finding.verdict.value)


def claim_states(findings: Sequence[Finding]) -> dict[str, State]:
    """The state of each claim that some finding is about."""
    states: dict[str, State] = {}
    for finding in findings:
        state = state_of(finding)
        for claim in finding.claims:
            known = states.get(claim, State.UNCHECKED)
            states[claim] = min(known, state, key=_ORDER.index)
    return states
