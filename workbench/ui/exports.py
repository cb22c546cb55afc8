"""What an export is made from: a snapshot of a document of the case, with what the analyst decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.case import Case, analysis_of, decisions_of

if TYPE_CHECKING:
    from workbench.analysis import Analysis
    from workbench.exporting import Decisions


def snapshot(case: Case, document: str) -> Analysis:
    """The document with what was found in it, dismissed findings too, safe to be read by a worker."""
    return analysis_of(case, document, dismissed=True)


def decisions(case: Case, document: str, language: str) -> Decisions:
    """Verdicts, notes, sources, decisions, signatures and log of a document. A hidden first verdict stays hidden."""
    return decisions_of(case, document, language, reader=case.who)
