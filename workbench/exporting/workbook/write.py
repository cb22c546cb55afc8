"""The whole workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from workbench.exporting.analysed import Analysed
from workbench.exporting.chained_checks import ChainedCheck, chained_checks
from workbench.exporting.decisions import NOTHING_DECIDED, Decisions
from workbench.exporting.plain_text import one_line
from workbench.exporting.recomputation import Outcome, Recomputation, recomputations
from workbench.exporting.special_checks import SpecialCheck, special_checks
from workbench.exporting.to_decide import asks, to_decide
from workbench.exporting.workbook.book import HEADER_ROWS, Book
from workbench.exporting.workbook.calculator import Calculator, ColumnStore
from workbench.exporting.workbook.chains_sheet import write_chains
from workbench.exporting.workbook.checks_sheet import write_checks
from workbench.exporting.workbook.claims_sheet import write_claims
from workbench.exporting.workbook.findings_sheet import write_findings
from workbench.exporting.workbook.implied_sheet import write_implied
from workbench.exporting.workbook.links_sheet import write_links
from workbench.exporting.workbook.lists_sheet import named_inputs, write_lists
from workbench.exporting.workbook.log_sheet import write_log, write_versions
from workbench.exporting.workbook.printing import set_up_printing
from workbench.exporting.workbook.read_me_sheet import write_read_me
from workbench.exporting.workbook.references_sheet import write_references
from workbench.exporting.workbook.summary_sheet import write_summary
from workbench.exporting.workbook.text_sheet import paragraphs, places, write_text
from workbench.exporting.workbook.what_if_sheet import tried_claims, write_what_if
from workbench.exporting.workbook.wording import wording
from workbench.model import Finding, Operation

_TABLES = (
    "read_me", "summary", "findings", "claims", "links", "checks", "chains", "implied", "what_if",
    "references", "versions", "text", "log", "lists",
)  # fmt: skip


def write_workbook(
    analysis: Analysed,
    path: str | Path,
    *,
    language: str | None = None,
    decisions: Decisions = NOTHING_DECIDED,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    now: datetime | None = None,
) -> None:
    """Write `analysis` as an Excel workbook to `path`, in the interface `language` ("en" or "fr").

    Without one it is that of the text, as the explanations are, and English for texts in further languages.

    The file appears only when it is complete. `progress` is told the share done (0 to 1) and `cancelled` asked now
    and then: when it says yes, `ExportCancelledError` is raised and nothing is left behind. Two exports of the same
    analysis are identical but for the moment `now` (the present one by default). Raises `OSError` when the file
    cannot be written.
    """
    now = now or datetime.now()
    document = analysis.document
    checks = recomputations(analysis)
    special = special_checks(analysis)
    chained = chained_checks(analysis)
    order = {relation.id: number for number, relation in enumerate(analysis.relations)}
    rows_of_checks: list[Recomputation | SpecialCheck] = [*checks, *special]
    rows_of_checks.sort(key=lambda check: order.get(check.relation.id, len(order)))
    rows = paragraphs(document)
    count = len(analysis.claims) + len(rows) + 4 * len(checks) + len(analysis.references)
    left_out = {"versions"} if not decisions.versions else set()
    left_out |= {"chains"} if not chained else set()
    tables = tuple(table for table in _TABLES if table not in left_out)
    with Book(
        Path(path),
        wording(language or document.language),
        tables=tables,
        rows=count,
        progress=progress,
        cancelled=cancelled,
    ) as book:
        _set_properties(book, analysis, now)
        where = places(analysis.claims, rows)
        store = ColumnStore(HEADER_ROWS + 1)
        inputs = named_inputs(analysis.settings)
        calculator = Calculator(store, {name: float(value) for name, value in inputs.items()})
        flagged = to_decide(analysis.findings)
        tried = tried_claims(analysis.claims, rows_of_checks, document.language)
        write_claims(book, analysis, decisions, where, _figures_of(checks), {claim.id for claim in tried})
        claim_rows = {claim.id: row for row, claim in enumerate(analysis.claims, HEADER_ROWS + 1)}
        figure_rows = {figure.id: row for row, figure in enumerate(analysis.references, HEADER_ROWS + 1)}
        write_links(book, rows_of_checks, store, claim_rows, figure_rows)
        if chained:
            write_chains(book, chained, store, calculator, claim_rows, figure_rows)
        in_words_only = _findings_without_formula(analysis.findings, rows_of_checks, chained)
        linked = frozenset(one.id for one in flagged)
        results = write_checks(book, document, rows_of_checks, chained, in_words_only, store, calculator, linked)
        live = {relation: str(cells["result"]) for relation, cells in results.items()}
        write_findings(book, flagged, decisions, where, live)
        figures = {figure.id: figure for figure in analysis.references}
        write_implied(book, checks, analysis.findings, figures, calculator, linked)
        write_what_if(book, document, tried, analysis.findings, rows_of_checks, results)
        write_references(book, analysis.references, decisions)
        if "versions" in tables:
            write_versions(book, decisions)
        write_text(book, document, analysis.claims, rows)
        write_log(book, decisions, now)
        units = sorted({claim.quantity.unit for claim in analysis.claims if claim.quantity.unit})
        write_lists(book, units, decisions)
        counted = Counter(str(value) for value in store.column("checks", "result"))
        pairwise = sum(finding.pairwise for finding in analysis.findings)
        write_summary(book, document, analysis.claims, flagged, counted, decisions, where, pairwise)
        write_read_me(book, analysis, decisions, now, inputs)
        set_up_printing(book, document, decisions)
    if progress is not None:
        progress(1.0)


def _set_properties(book: Book, analysis: Analysed, now: datetime) -> None:
    document = analysis.document
    book.file.set_properties(
        {
            "title": one_line(document.title)[:250],
            "author": "Fact-Checking Workbench",
            "comments": f"SHA-256 {document.sha256}",
            "created": now,
        }
    )


def _figures_of(checks: Sequence[Recomputation]) -> dict[str, str]:
    """For each claim the known figure it is held against."""
    return {
        claim.id: operand.fact.figure.id
        for check in checks
        for operand in check.operands
        if operand.fact.figure is not None
        for claim in check.claims
    }


def _findings_without_formula(
    findings: Sequence[Finding], checks: Sequence[Recomputation | SpecialCheck], chained: Sequence[ChainedCheck]
) -> list[Finding]:
    """Those that are no check of the sheet.

    They are conflicts that no chain of steps shows, shares stated for another year, and what the formulas of the
    calendar and of statistics do not cover.
    """
    known = {check.relation.id for check in checks} | {check.finding.id for check in chained}
    implying = {check.relation.id for check in checks if check.outcome is Outcome.UNKNOWN}
    chosen = []
    for finding in findings:
        against_figure = finding.operation == Operation.REFERENCE.value
        told_elsewhere = finding.id in known or (finding.implied is not None and not against_figure)
        together = len(finding.relations) > 1 and asks(finding)
        # A percentage that no count gives is a doubt of its own beside what its relation implies.
        own = asks(finding) and set(finding.relations) <= implying
        if not told_elsewhere and (against_figure or together or own or not known.intersection(finding.relations)):
            chosen.append(finding)
    return chosen
