"""The sheet Findings: what asks for a decision, with its working in words and room for the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.exporting.decisions import Decisions
from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.recomputation import outcome_of
from workbench.exporting.report_wording import explanation_lines, report_texts
from workbench.exporting.workbook.book import HEADER_ROWS, LONGEST_CELL, Book, Table
from workbench.exporting.workbook.checks_sheet import mark_results
from workbench.exporting.workbook.text_sheet import Place
from workbench.model import Finding


def write_findings(
    book: Book, findings: Sequence[Finding], decisions: Decisions, places: Mapping[str, Place], live: Mapping[str, str]
) -> None:
    """One row a finding. `live` gives the result now of each check on the sheet Checks."""
    table = Table(book, "findings")
    for rank, finding in enumerate(findings, 1):
        if table.full:
            continue
        _write_finding(table, finding, rank, places, live)
        _write_decision(table, finding, decisions)
        table.next_row()
    table.finish()
    mark_results(table, "result")
    place, last = table.index["verdict"], max(table.row - 1, HEADER_ROWS)
    table.sheet.data_validation(
        HEADER_ROWS,
        place,
        last,
        place,
        {
            "validate": "list",
            "source": "=decision_names",
            "error_title": book.texts("messages", "title"),
            "error_message": book.texts("messages", "decision"),
        },
    )


def _write_finding(
    table: Table, finding: Finding, rank: int, places: Mapping[str, Place], live: Mapping[str, str]
) -> None:
    texts, said = table.book.texts, finding.explanation
    table.put("id", finding.id)
    table.put("severity", texts("levels", finding.severity.value))
    table.put("confidence", texts("levels", finding.confidence.value))
    _write_result(table, finding, live)
    table.put("title", one_line(said.title))
    lines = dict(explanation_lines(said, report_texts(texts.language)))
    labels = report_texts(texts.language)["lines"]
    for name, line in (
        ("quote", "text"),
        ("working", "working"),
        ("would_fit", "would_fit"),
        ("maybe_not", "maybe_not"),
    ):
        table.put(name, cut(one_line(lines.get(labels[line], "")), LONGEST_CELL // 2))
    place = next((places[claim] for claim in finding.claims if claim in places), None)
    if place is not None:
        label = (
            texts("text", "page", number=place.page) if place.page else texts("text", "paragraph", number=place.number)
        )
        table.link("text_link", "text", f"MATCH({place.number},[text.number],0)", label)
    check = finding.id if finding.id in live else next(iter(finding.relations), "")
    if check in live:
        table.link("check_link", "checks", f'MATCH("{check}",[checks.id],0)', check)
    table.put("rank", rank)
    table.put("repairs", "; ".join(one_line(f"{repair.claim} → {repair.text}") for repair in finding.repairs))


def _write_result(table: Table, finding: Finding, live: Mapping[str, str]) -> None:
    """Live for a finding that a check of the sheet shows, in words for the others."""
    said = table.book.texts("results", outcome_of(finding).value)
    check = next(iter(finding.relations), "") if len(finding.relations) == 1 else ""
    check = finding.id if finding.id in live else check
    if live.get(check) == said:
        table.compute("result", f'IFERROR(INDEX([checks.result],MATCH("{check}",[checks.id],0)),"{said}")', said)
    else:
        table.put("result", said)


def _write_decision(table: Table, finding: Finding, decisions: Decisions) -> None:
    decided = decisions.findings.get(finding.key)
    texts = table.book.texts
    table.put("verdict", "" if decided is None else texts.known("choices", decided.verdict))
    table.put("note", "" if decided is None else decided.note)
    table.put("decided_by", "" if decided is None else decided.by)
    if decided is not None and decided.changed_since:
        table.put("changed", texts("text", "recheck"))
    table.put("decided_on", None if decided is None or decided.at is None else decided.at.date())
