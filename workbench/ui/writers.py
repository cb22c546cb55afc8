"""The formats a document leaves in. Each writer runs in a worker, from a snapshot; a file is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.ui.tasks import Control

if TYPE_CHECKING:
    from workbench.analysis import Analysis
    from workbench.exporting import Decisions
    from workbench.exporting.claim_review import Publisher, Speaker
    from workbench.exporting.tables import TableFormat

Writer = Callable[["Analysis", "Decisions", Path, str, Control], None]
"""Gets what is to be written, where, the language of the interface, and the task it is part of."""


def write_excel(analysis: Analysis, decided: Decisions, path: Path, language: str, control: Control) -> None:
    """The workbook with live formulas."""
    from workbench.exporting import write_workbook

    write_workbook(
        analysis,
        path,
        language=language,
        decisions=decided,
        progress=lambda share: control.progress("exporting", share),
        cancelled=control.cancelled,
    )


def write_page(analysis: Analysis, decided: Decisions, path: Path, language: str, control: Control) -> None:
    """The report as a web page."""
    from workbench.exporting import write_html

    write_html(analysis, path, language, decisions=decided)


def write_json(analysis: Analysis, decided: Decisions, path: Path, language: str, control: Control) -> None:
    """Claims, relations, findings and what people decided on them, for other programs."""
    from workbench.exporting import json_text
    from workbench.exporting.decisions_json import with_decisions
    from workbench.exporting.whole_file import whole_file

    with whole_file(path) as file:
        file.write(json_text(with_decisions(analysis, decided), indent=2) + "\n")


def write_word(analysis: Analysis, decided: Decisions, path: Path, language: str, control: Control) -> None:
    """The memo of the findings."""
    from workbench.exporting.memo import write_memo

    write_memo(analysis, path, language, decisions=decided)


def table_writer(form: TableFormat, *, findings: bool) -> Writer:
    """A table of the claims, or of the findings."""

    def write(analysis: Analysis, decided: Decisions, path: Path, language: str, control: Control) -> None:
        from workbench.exporting.tables import write_claims_table, write_findings_table

        table = write_findings_table if findings else write_claims_table
        table(
            analysis,
            path,
            form,
            progress=lambda share: control.progress("exporting", share),
            cancelled=control.cancelled,
        )

    return write


def review_writer(publisher: Publisher, speaker: Speaker) -> Writer:
    """A ClaimReview file for each claim with a verdict, into a folder."""

    def write(analysis: Analysis, decided: Decisions, path: Path, language: str, control: Control) -> None:
        from workbench.exporting.claim_review import write_claim_reviews

        write_claim_reviews(analysis, path, decided, publisher, speaker=speaker, language=language)

    return write


def with_a_rating(decided: Decisions, language: str) -> int:
    """How many claims have a verdict that a ClaimReview can state."""
    from workbench.exporting.decisions import verdict_scale

    rated = {step.id for step in verdict_scale(language, decided) if step.rating is not None}
    return sum(judged.verdict in rated for judged in decided.verdicts.values())
