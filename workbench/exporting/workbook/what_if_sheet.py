"""The sheet What-if: another value beside a figure, and what the checks say then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.recomputation import Recomputation
from workbench.exporting.special_checks import SpecialCheck
from workbench.exporting.workbook.book import HEADER_ROWS, Book, Table
from workbench.exporting.workbook.calculator import Value
from workbench.exporting.workbook.checks_sheet import in_words, mark_results, mark_unbounded
from workbench.exporting.workbook.claims_sheet import written_claim
from workbench.model import Claim, Document, Finding, Repair


def tried_claims(claims: Sequence[Claim], checks: Sequence[Recomputation | SpecialCheck], language: str) -> list[Claim]:
    """The claims that some check uses and whose bounds are formulas, in the order of the text."""
    used = {claim.id for check in checks for claim in check.claims}
    return [
        claim
        for claim in claims
        if claim.id in used and not claim.quantity.is_range and written_claim(claim, language).live
    ]


def write_what_if(
    book: Book,
    document: Document,
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    checks: Sequence[Recomputation | SpecialCheck],
    results: Mapping[str, Mapping[str, Value]],
) -> None:
    """Figures on the left, checks on the right, row beside row."""
    table = Table(book, "what_if")
    repairs = _best_repairs(findings)
    shown = [check for check in checks if check.relation.id in results]
    for index in range(max(len(claims), len(shown))):
        if table.full:
            continue
        if index < len(claims):
            _write_claim(table, claims[index], document, repairs.get(claims[index].id))
        if index < len(shown):
            _write_check(table, shown[index], results[shown[index].relation.id])
        table.next_row()
    for column in ("old", "new"):
        mark_results(table, column)
    mark_unbounded(table, (("low", "stated_high"),))
    last = max(table.row - 1, HEADER_ROWS)
    place = table.index["yours"]
    table.sheet.data_validation(
        HEADER_ROWS,
        place,
        last,
        place,
        {
            "validate": "decimal",
            "criteria": ">=",
            "value": -1e90,
            "error_title": book.texts("messages", "title"),
            "error_message": book.texts("messages", "number"),
        },
    )


def _best_repairs(findings: Sequence[Finding]) -> dict[str, Repair]:
    """For each claim the possible slip that settles most findings."""
    best: dict[str, Repair] = {}
    for finding in findings:
        for repair in finding.repairs:
            known = best.get(repair.claim)
            if known is None or len(repair.settles) > len(known.settles):
                best[repair.claim] = repair
    return best


def _write_claim(table: Table, claim: Claim, document: Document, repair: Repair | None) -> None:
    written = written_claim(claim, document.language)
    table.put("claim", claim.id)
    table.put("figure", cut(one_line(claim.indicator or ""), 300))
    table.put("quote", cut(one_line(claim.text), 300))
    table.compute("written", 'IFERROR(INDEX([claims.value],MATCH({claim},[claims.id],0)),"")', written.value)
    table.put("yours", None)
    table.compute("used", 'IF({yours}="",{written},{yours})', written.value)
    table.compute("changed", 'IF({yours}="","",IF({yours}<>{written},"→",""))', "")
    if repair is not None:
        table.put("suggestion", one_line(repair.text))
        table.put("suggested", Fraction(repair.value) / written.scale)
        table.put("settles", max(1, len(repair.settles)))


def _write_check(table: Table, check: Recomputation | SpecialCheck, cells: Mapping[str, Value]) -> None:
    table.put("check", check.relation.id)
    table.put("formula", in_words(check, table.book.texts))
    for name, source in (
        ("low", "low"),
        ("high", "high"),
        ("stated_low", "stated_low"),
        ("stated_high", "stated_high"),
        ("new", "result"),
    ):
        table.compute(name, f"INDEX([checks.{source}],MATCH({{check}},[checks.id],0))", cells[source])
        if name == "stated_high":
            table.put("old", str(cells["result"]))
    table.compute("differs", 'IF({old}<>{new},"→","")', "")
