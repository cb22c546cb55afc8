"""What a colleague changed in an exported workbook: verdicts, notes, sources and corrected values, for a preview.

Nothing is applied here; a case turns the changes into one step that can be undone.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from pathlib import Path
from typing import Any

from workbench.exporting.analysed import Analysed
from workbench.exporting.decimal_text import decimal_text
from workbench.exporting.decisions import NOTHING_DECIDED, Decisions, Judged, verdict_scale
from workbench.exporting.plain_text import cut
from workbench.exporting.workbook.book import HEADER_ROWS, as_float, cell_text
from workbench.exporting.workbook.claims_sheet import sources_text, written_claim
from workbench.exporting.workbook.wording import Wording, wording
from workbench.messages import PlainError, say
from workbench.model import Claim, Finding
from workbench.resource_files import resources

MOST_UNPACKED = 500_000_000
_ESCAPED = re.compile(r"_x005F(?=_x[0-9A-Fa-f]{4}_)_")
_MOST_ROWS = 1_048_576


class WorkbookReadError(PlainError):
    """The file is not a workbook exported from this document."""


class Subject(Enum):
    """What a change is about."""

    CLAIM = "claim"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs from what was exported.

    `target` is the id of a claim, or the `key` of a finding; `shown` its id on the sheet. `field` is the column.
    Values (`value`, `value_high`, `step`) are decimal strings in base units; verdicts and decisions are ids; a
    cleared cell is "".
    """

    subject: Subject
    target: str
    shown: str
    field: str
    old: str
    new: str


@dataclass(slots=True)
class Returned:
    """The changes in the order of the sheets, and sentences about what was left aside."""

    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_changes(path: str | Path, analysis: Analysed, decisions: Decisions = NOTHING_DECIDED) -> Returned:
    """What was changed in the workbook at `path`, exported from `analysis` with `decisions`.

    Formulas count with the value the spreadsheet saved. Raises `WorkbookReadError`.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    path = Path(path)
    _refuse_bombs(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError) as error:
        raise WorkbookReadError("exporting.not_a_workbook", name=path.name) from error
    try:
        texts = _language(book.sheetnames)
        if texts is None:
            raise WorkbookReadError("exporting.no_sheets", name=path.name)
        described = book.properties.description or ""
        if analysis.document.sha256 and described != f"SHA-256 {analysis.document.sha256}":
            raise WorkbookReadError("exporting.another_document", name=path.name)
        return _Reader(analysis, decisions, texts).read(book)
    finally:
        book.close()


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise WorkbookReadError("exporting.not_a_workbook", name=path.name) from error
    if size > MOST_UNPACKED:
        raise WorkbookReadError("exporting.too_large", name=path.name, megabytes=MOST_UNPACKED // 10**6)


def _language(sheets: list[str]) -> Wording | None:
    """The language whose name for the sheet of claims the workbook has."""
    for file in sorted(resources().joinpath("exporting").glob("workbook.*.toml")):
        texts = wording(file.name.split(".")[1])
        if texts("sheets", "claims") in sheets:
            return texts
    return None


class _Reader:
    def __init__(self, analysis: Analysed, decisions: Decisions, texts: Wording) -> None:
        self.analysis, self.decisions, self.texts = analysis, decisions, texts
        self.verdicts = {step.name: step.id for step in verdict_scale(texts.language, decisions)}
        self.found = Returned()

    def read(self, book: Any) -> Returned:
        """Both sheets."""
        claims = {claim.id: claim for claim in self.analysis.claims}
        for number, shown, row in self._rows(book, "claims"):
            claim = claims.get(shown)
            if claim is None:
                self._problem("unknown_row", number, "claims", id=shown)
            else:
                self._claim(number, claim, row)
        findings = {finding.id: finding for finding in self.analysis.findings}
        if self.texts("sheets", "findings") in book.sheetnames:
            for number, shown, row in self._rows(book, "findings"):
                finding = findings.get(shown)
                if finding is None:
                    self._problem("unknown_row", number, "findings", id=shown)
                else:
                    self._finding(number, finding, row)
        return self.found

    def _rows(self, book: Any, table: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """Row number, id and cells by machine name; a second row of the same id is left aside."""
        sheet = book[self.texts("sheets", table)]
        # The size that the file states may be wrong; what the rows hold is not.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_row=_MOST_ROWS)
        names = [str(name) for name in next(rows, ())]
        seen: set[str] = set()
        for number, values in enumerate(rows, 2):
            cells = dict(zip(names, values, strict=False))
            shown = _text(cells.get("id"))
            if number <= HEADER_ROWS or not shown:
                continue
            if shown in seen:
                self._problem("twice", number, table, id=shown)
                continue
            seen.add(shown)
            yield number, shown, cells

    def _claim(self, row: int, claim: Claim, cells: Mapping[str, Any]) -> None:
        written = written_claim(claim, self.analysis.document.language)
        scale = self._number(row, cells, "scale", Decimal(written.scale))
        for name, before in (("value", written.value), ("value_high", written.value_high), ("step", written.step)):
            if name not in cells:
                continue
            after = self._number(row, cells, name, before)
            old, new = _in_base(before, Decimal(written.scale)), _in_base(after, scale)
            self._differs(Subject.CLAIM, claim.id, claim.id, name, old, new)
        hedge = claim.quantity.hedge
        self._word(row, claim, cells, "hedge", self.texts.table("hedges"), "" if hedge is None else hedge.value)
        self._word(row, claim, cells, "kind", self.texts.table("kinds"), claim.quantity.kind.value)
        self._plain(claim, cells, "unit", claim.quantity.unit or "")
        first, second = self.decisions.verdicts.get(claim.id), self.decisions.second_verdicts.get(claim.id)
        names = {id_: name for name, id_ in self.verdicts.items()}
        self._word(row, claim, cells, "verdict", names, "" if first is None else first.verdict)
        self._plain(claim, cells, "note", self.decisions.notes.get(claim.id, ""))
        self._plain(claim, cells, "checked_by", "" if first is None else first.by)
        self._plain(claim, cells, "checked_on", _day(first))
        self._plain(claim, cells, "second_reader", "" if second is None else second.by)
        self._plain(claim, cells, "second_on", _day(second))
        self._plain(claim, cells, "source", sources_text(self.decisions, claim.id))
        self._left_alone(row, claim, cells)

    def _left_alone(self, row: int, claim: Claim, cells: Mapping[str, Any]) -> None:
        """What the sheet lets people type and the case does not take back: said, and not lost in silence."""
        period = claim.date or claim.period
        for name, day in (
            ("period_start", None if period is None else period.first),
            ("period_end", None if period is None else period.last),
        ):
            after = _text(cells.get(name))
            if name in cells and after != ("" if day is None else day.isoformat()):
                heading = self.texts("columns", "claims", name)
                self._problem("not_taken", row, "claims", field=heading, value=cut(after, 60))

    def _finding(self, row: int, finding: Finding, cells: Mapping[str, Any]) -> None:
        decided = self.decisions.findings.get(finding.key)
        choices = {key: self.texts("choices", key) for key in ("accepted", "dismissed", "deferred")}
        before = "" if decided is None else decided.verdict
        if "verdict" in cells:
            after = self._listed(row, "findings", cells["verdict"], choices, "verdict", before)
            self._differs(Subject.FINDING, finding.key, finding.id, "verdict", before, after)
        for name, old in (
            ("note", "" if decided is None else decided.note),
            ("decided_by", "" if decided is None else decided.by),
            ("decided_on", _day(decided)),
        ):
            if name in cells:
                self._differs(
                    Subject.FINDING, finding.key, finding.id, name, cell_text(old).strip(), _text(cells[name])
                )

    def _plain(self, claim: Claim, cells: Mapping[str, Any], name: str, old: str) -> None:
        if name in cells:
            self._differs(Subject.CLAIM, claim.id, claim.id, name, cell_text(old).strip(), _text(cells[name]))

    def _word(
        self, row: int, claim: Claim, cells: Mapping[str, Any], name: str, words: Mapping[str, str], old: str
    ) -> None:
        if name in cells:
            new = self._listed(row, "claims", cells[name], words, name, old)
            self._differs(Subject.CLAIM, claim.id, claim.id, name, old, new)

    def _listed(self, row: int, table: str, value: Any, words: Mapping[str, str], name: str, old: str) -> str:
        """The id of a word of a list; `old`, with a sentence, for what is not on it."""
        text = _text(value)
        if not text:
            return ""
        for id_, word in words.items():
            if word.casefold() == text.casefold():
                return id_
        heading = self.texts("columns", table, name)
        self._problem("unknown_word", row, table, value=cut(text, 60), field=heading)
        return old

    def _number(self, row: int, cells: Mapping[str, Any], name: str, old: Decimal | None) -> Decimal | None:
        """The number in a cell; `old` exactly when it is the number that was exported."""
        value = cells.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            plain = value.strip().replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
            try:
                number = Decimal(plain)
            except InvalidOperation:
                number = Decimal("NaN")
        elif isinstance(value, bool) or not isinstance(value, int | float):
            number = Decimal("NaN")
        else:
            number = Decimal(repr(value))
        if not number.is_finite():
            self._problem("no_number", row, "claims", value=cut(_text(value), 60))
            return old
        return old if old is not None and as_float(old) == float(number) else number

    def _differs(self, subject: Subject, target: str, shown: str, name: str, old: str, new: str) -> None:
        if old != new:
            self.found.changes.append(Change(subject, target, shown, name, old, new))

    def _problem(self, key: str, row: int, table: str, **values: str) -> None:
        sheet = self.texts("sheets", table)
        self.found.problems.append(say(f"exporting.{key}", self.texts.language, row=row, sheet=sheet, **values))


def _in_base(value: Decimal | None, scale: Decimal | None) -> str:
    return "" if value is None else decimal_text(value * (scale if scale is not None else 1))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # The file format writes "_x005F_x0041_" for the text "_x0041_".
    return _ESCAPED.sub("_", str(value)).strip()


def _day(judged: Judged | None) -> str:
    return "" if judged is None or judged.at is None else judged.at.date().isoformat()
