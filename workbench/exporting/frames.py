"""The results as pandas DataFrames, for notebooks. pandas is imported only when one is asked for."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from workbench.checking.network import Reading
from workbench.exporting.analysed import Analysed
from workbench.exporting.recomputation import recomputations
from workbench.exporting.special_checks import special_checks
from workbench.exporting.states import State, claim_states

if TYPE_CHECKING:
    import pandas as pd


def claims_frame(analysis: Analysed) -> pd.DataFrame:
    """One row a claim, indexed by its id. Numbers are floats in base units, NaN for an end without limit."""
    states = claim_states(analysis.findings)
    rows: list[dict[str, Any]] = []
    for claim in analysis.claims:
        quantity, expected, widest = claim.quantity, claim.expected, claim.widest
        rows.append(
            {
                "claim": claim.id,
                "text": claim.text,
                "value": _number(quantity.value),
                "value_high": _number(quantity.value_high),
                "unit": quantity.unit,
                "kind": quantity.kind.value,
                "hedge": None if quantity.hedge is None else quantity.hedge.value,
                "low": _number(expected.low),
                "high": _number(expected.high),
                "widest_low": _number(widest.low),
                "widest_high": _number(widest.high),
                "indicator": claim.indicator,
                "scope": claim.scope,
                "period": None if claim.period is None else str(claim.period),
                "role": claim.role.value,
                "state": states.get(claim.id, State.UNCHECKED).value,
                "start": claim.start,
                "end": claim.end,
            }
        )
    return _frame(rows, "claim", _CLAIM_COLUMNS)


def checks_frame(analysis: Analysed) -> pd.DataFrame:
    """One row a relation: what is stated, what the other numbers or dates give, and the result.

    First those that are equations, then those of the calendar and of reported statistics, which have no point.
    """
    rows: list[dict[str, Any]] = []
    for check in recomputations(analysis):
        low, _, high, _ = check.recomputed(Reading.EXPECTED)
        stated_low, _, stated_high, _ = check.stated.range(Reading.EXPECTED)
        rows.append(
            {
                "check": check.relation.id,
                "operation": check.relation.operation.value,
                "claims": " ".join(check.relation.claims),
                "stated_low": _number(stated_low),
                "stated_high": _number(stated_high),
                "low": _number(low),
                "high": _number(high),
                "point": _number(check.point),
                "result": check.outcome.value,
            }
        )
    for special in special_checks(analysis):
        stated, comparison = special.operand("stated"), special.finding.comparison
        box = None if stated is None else stated.range(Reading.EXPECTED)
        computed = None if comparison is None else comparison.rows[-1].expected
        rows.append(
            {
                "check": special.relation.id,
                "operation": special.relation.operation.value,
                "claims": " ".join(special.relation.claims),
                "stated_low": _number(None if box is None else box[0]),
                "stated_high": _number(None if box is None else box[2]),
                "low": _number(None if computed is None else computed.low),
                "high": _number(None if computed is None else computed.high),
                "point": _number(None),
                "result": special.outcome.value,
            }
        )
    return _frame(rows, "check", _CHECK_COLUMNS)


def findings_frame(analysis: Analysed) -> pd.DataFrame:
    """One row a finding, the most telling first."""
    rows: list[dict[str, Any]] = [
        {
            "finding": finding.id,
            "operation": str(finding.operation),
            "verdict": finding.verdict.value,
            "within_rounding": finding.within_rounding,
            "severity": finding.severity.value,
            "confidence": finding.confidence.value,
            "claims": " ".join(finding.claims),
            "title": finding.explanation.title,
            "working": finding.explanation.working,
            "would_fit": finding.explanation.would_fit,
        }
        for finding in analysis.findings
    ]
    return _frame(rows, "finding", _FINDING_COLUMNS)


_CLAIM_COLUMNS = (
    "text", "value", "value_high", "unit", "kind", "hedge", "low", "high", "widest_low", "widest_high", "indicator",
    "scope", "period", "role", "state", "start", "end",
)  # fmt: skip
_CHECK_COLUMNS = ("operation", "claims", "stated_low", "stated_high", "low", "high", "point", "result")
_FINDING_COLUMNS = (
    "operation", "verdict", "within_rounding", "severity", "confidence", "claims", "title", "working", "would_fit",
)  # fmt: skip


def _frame(rows: list[dict[str, Any]], index: str, columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=[index, *columns]).set_index(index)


def _number(value: Any) -> float:
    """The nearest float; NaN for what is unbounded or not a number."""
    if value is None:
        return float("nan")
    try:
        return float(Fraction(value))
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
