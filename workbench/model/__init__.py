"""The words of the product as plain values: documents, quantities, claims, relations, findings.

Nothing here reads files, knows a language or imports Qt. See docs/glossary.md for the terms.
"""

from workbench.model.claim import Claim, Role
from workbench.model.document import Block, BlockKind, Cell, Document
from workbench.model.finding import (
    Comparison,
    ComparisonRow,
    Confidence,
    Explanation,
    Finding,
    ImpliedValue,
    Repair,
    RepairKind,
    Severity,
    Verdict,
)
from workbench.model.interval import ANY, Interval
from workbench.model.period import Period
from workbench.model.quantity import Hedge, Kind, Quantity
from workbench.model.reference import ReferenceFigure
from workbench.model.relation import LOOSELY_TOLD, Binding, Constant, Operand, Operation, Relation, Unknown
from workbench.model.tolerance import Slack, Tolerance, ToleranceKind

__all__ = [
    "ANY",
    "LOOSELY_TOLD",
    "Binding",
    "Block",
    "BlockKind",
    "Cell",
    "Claim",
    "Comparison",
    "ComparisonRow",
    "Confidence",
    "Constant",
    "Document",
    "Explanation",
    "Finding",
    "Hedge",
    "ImpliedValue",
    "Interval",
    "Kind",
    "Operand",
    "Operation",
    "Period",
    "Quantity",
    "ReferenceFigure",
    "Relation",
    "Repair",
    "RepairKind",
    "Role",
    "Severity",
    "Slack",
    "Tolerance",
    "ToleranceKind",
    "Unknown",
    "Verdict",
]
