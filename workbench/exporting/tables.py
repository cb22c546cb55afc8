"""Claims and findings as CSV or TSV, in the separators of the reader's country and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from workbench.exporting.analysed import Analysed
from workbench.exporting.decimal_text import decimal_text, to_decimal
from workbench.exporting.errors import ExportCancelledError
from workbench.exporting.plain_text import printable
from workbench.exporting.whole_file import whole_file
from workbench.language_facts import decimal_mark
from workbench.model import Claim, Finding

CLAIM_COLUMNS = (
    "claim_id", "start", "end", "text", "kind", "value", "value_high", "unit", "hedge", "expected_low",
    "expected_high", "widest_low", "widest_high", "indicator", "scope", "period", "counted", "role",
)  # fmt: skip
FINDING_COLUMNS = (
    "finding_id", "operation", "verdict", "within_rounding", "severity", "confidence", "claims", "title", "text",
    "working", "would_fit", "sure", "maybe_not", "repairs",
)  # fmt: skip
# The full-width signs begin a formula in East Asian spreadsheets.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_EVERY = 1024


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How a table is written. A spreadsheet of the country opens it without asking."""

    separator: str = ","
    decimal_mark: str = "."
    extension: str = ".csv"


CSV = TableFormat()
CSV_FRENCH = TableFormat(";", ",")
TSV = TableFormat("\t", ".", ".tsv")
TSV_FRENCH = TableFormat("\t", ",", ".tsv")


def table_format(language: str, *, tabs: bool = False) -> TableFormat:
    """The usual format where `language` is spoken: a decimal comma brings the semicolon between cells."""
    comma = decimal_mark(language) == ","
    if tabs:
        return TSV_FRENCH if comma else TSV
    return CSV_FRENCH if comma else CSV


def write_claims_table(
    analysis: Analysed,
    path: str | Path,
    form: TableFormat = CSV,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """One row a claim. Raises `ExportCancelledError`, leaving no file, when `cancelled` says so."""
    rows = (_claim_row(claim, form) for claim in analysis.claims)
    _write(path, form, CLAIM_COLUMNS, rows, len(analysis.claims), progress, cancelled)


def write_findings_table(
    analysis: Analysed,
    path: str | Path,
    form: TableFormat = CSV,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """One row a finding. Raises `ExportCancelledError`, leaving no file, when `cancelled` says so."""
    rows = (_finding_row(finding) for finding in analysis.findings)
    _write(path, form, FINDING_COLUMNS, rows, len(analysis.findings), progress, cancelled)


def harmless(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula: an apostrophe before what could begin one."""
    safe = printable(text).replace("\n", " ")
    return f"'{safe}" if text.startswith(_DANGEROUS) or text.lstrip().startswith(_DANGEROUS) else safe


def _write(
    path: str | Path,
    form: TableFormat,
    columns: Sequence[str],
    rows: Iterator[list[str]],
    count: int,
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    # The byte-order mark tells Excel that the file is UTF-8.
    with whole_file(path, encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=form.separator, lineterminator="\r\n")
        writer.writerow(columns)
        for number, row in enumerate(rows):
            if number % _EVERY == 0:
                if cancelled is not None and cancelled():
                    raise ExportCancelledError
                if progress is not None:
                    progress(number / max(count, 1))
            writer.writerow(row)
    if progress is not None:
        progress(1.0)


def _claim_row(claim: Claim, form: TableFormat) -> list[str]:
    quantity, expected, widest = claim.quantity, claim.expected, claim.widest

    def number(value: Fraction | None) -> str:
        return "" if value is None else decimal_text(to_decimal(value)).replace(".", form.decimal_mark)

    return [
        harmless(claim.id),
        str(claim.start),
        str(claim.end),
        harmless(claim.text),
        quantity.kind.value,
        number(None if quantity.value is None else Fraction(quantity.value)),
        number(None if quantity.value_high is None else Fraction(quantity.value_high)),
        harmless(quantity.unit or ""),
        "" if quantity.hedge is None else quantity.hedge.value,
        number(expected.low),
        number(expected.high),
        number(widest.low),
        number(widest.high),
        harmless(claim.indicator or ""),
        harmless(claim.scope or ""),
        "" if claim.period is None else str(claim.period),
        harmless(claim.counted or ""),
        claim.role.value,
    ]


def _finding_row(finding: Finding) -> list[str]:
    said = finding.explanation
    return [
        harmless(finding.id),
        str(finding.operation),
        finding.verdict.value,
        "true" if finding.within_rounding else "false",
        finding.severity.value,
        finding.confidence.value,
        harmless(" ".join(finding.claims)),
        *(harmless(line) for line in (said.title, said.text, said.working, said.would_fit, said.sure, said.maybe_not)),
        harmless("; ".join(f"{repair.claim}: {repair.text}" for repair in finding.repairs)),
    ]
