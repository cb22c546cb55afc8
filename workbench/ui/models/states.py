"""The state of a claim: what all findings about it come to, for its mark in the text and its sign in the table."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from workbench.model import Finding, Verdict


class State(StrEnum):
    """How a number stands after checking; from what most needs a look to what needs none."""

    INCONSISTENT = "inconsistent"
    DOUBTFUL = "doubtful"
    IMPLIED = "implied"
    ROUNDING = "rounding"
    CONSISTENT = "consistent"
    UNCHECKED = "unchecked"


SIGNS = {
    State.INCONSISTENT: "✗",
    State.DOUBTFUL: "!",
    State.CONSISTENT: "✓",
    State.ROUNDING: "≈",
    State.IMPLIED: "⇒",
    State.UNCHECKED: "·",
}
DECIDED = "●"

# Which state wins when a claim stands in several findings: a check that held says more than a value it implies.
_STRENGTH = {
    State.INCONSISTENT: 5,
    State.DOUBTFUL: 4,
    State.CONSISTENT: 3,
    State.ROUNDING: 2,
    State.IMPLIED: 1,
    State.UNCHECKED: 0,
}
_OF_VERDICT = {verdict: State(verdict.value) for verdict in Verdict}
# In what order findings are listed.
RANKS = {
    State.INCONSISTENT: 0,
    State.DOUBTFUL: 1,
    State.IMPLIED: 2,
    State.ROUNDING: 3,
    State.CONSISTENT: 4,
    State.UNCHECKED: 5,
}


def state_of(finding: Finding) -> State:
    """The state a finding gives to the numbers it joins."""
    if finding.verdict is Verdict.CONSISTENT and finding.within_rounding:
        return State.ROUNDING
    return _OF_VERDICT[finding.verdict]


def claim_states(findings: Iterable[Finding]) -> dict[str, State]:
    """The state of every claim some finding joins, by claim id; the rest are unchecked."""
    states: dict[str, State] = {}
    for finding in findings:
        state = state_of(finding)
        for claim in finding.claims:
            if _STRENGTH[state] > _STRENGTH[states.get(claim, State.UNCHECKED)]:
                states[claim] = state
    return states
