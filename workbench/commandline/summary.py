"""The workbook about a whole batch: documents, findings ranked, figures that come back, conflicts between documents."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from workbench.commandline.across import conflicts
from workbench.commandline.archive_index import ArchiveIndex
from workbench.exporting.workbook.book import MOST_ROWS
from workbench.messages import interface_language, say

_SEVERITIES = ("", "low", "medium", "high")
_WIDE, _MIDDLE, _NARROW = 60, 28, 12
_WIDTHS = {
    "documents": (_MIDDLE, _NARROW, _NARROW, _NARROW, _NARROW, _NARROW, _NARROW, _NARROW, 14, _WIDE),
    "findings": (8, _WIDE, 14, _NARROW, _NARROW, _MIDDLE, 90),
    "repeated": (_MIDDLE, _MIDDLE, _MIDDLE, _NARROW, _NARROW, 18, _MIDDLE, _MIDDLE),
    "across": (44, 14, _MIDDLE, _MIDDLE, _NARROW, _MIDDLE, _MIDDLE, _NARROW, _MIDDLE, _MIDDLE, _NARROW, 44),
}

_DOCUMENTS = (
    "select id, lang, claims, relations, inconsistent, doubtful, consistent, implied, worst, error from documents"
    " order by inconsistent desc, worst desc, doubtful desc, number"
)
_FINDINGS = (
    "select title, findings.verdict, severity, confidence, id, quote from findings"
    " join documents on documents.number = findings.document"
    " order by findings.verdict desc, severity desc,"
    " case confidence when 'high' then 0 when 'medium' then 1 else 2 end, number, findings.rowid"
)
# SQLite gives the other columns from the row of the one minimum asked for: the first document.
_REPEATED = (
    "select text, indicator, scope, count(distinct document), count(*),"
    " case when min(period) = max(period) then period else min(period) || ' … ' || max(period) end,"
    " (select id from documents where number = first), (select id from documents where number = last) from"
    " (select *, min(document) over same as first, max(document) over same as last from facts where role <> 'follows'"
    " window same as (partition by what, place, unit, kind, low, high))"
    " group by what, place, unit, kind, low, high having count(distinct document) > 1"
    " order by count(distinct document) desc, count(*) desc, indicator, scope, text"
)


def write_summary(lines: Iterable[bytes], path: Path) -> None:
    """Write the workbook at `path` about the output of a batch, given line by line. Raises `OSError`.

    Memory does not grow with the number of lines. Texts of documents are written as text, never as formulas or links.
    """
    import xlsxwriter

    from workbench.exporting.whole_file import whole_bytes

    with ArchiveIndex() as index, tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        index.add_lines(lines)
        draft = Path(folder) / "summary.xlsx"
        file = xlsxwriter.Workbook(str(draft), {"constant_memory": True, "tmpdir": folder, "strings_to_urls": False})
        sheets = _Sheets(file, interface_language())
        sheets.write("documents", _documents(index, sheets))
        sheets.write("findings", _findings(index, sheets))
        sheets.write("across", _across(index, sheets))
        sheets.write("repeated", index.rows(_REPEATED))
        try:
            file.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise _cause(error) from error
        with whole_bytes(path) as target, draft.open("rb") as source:
            shutil.copyfileobj(source, target)


def _cause(error: Exception) -> OSError:
    reason = error.args[0] if error.args else None
    return reason if isinstance(reason, OSError) else OSError(str(error))


class _Sheets:
    """The sheets of the workbook, in the language people are spoken to in."""

    def __init__(self, file: Any, language: str) -> None:
        self.file = file
        self.language = language
        base = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
        self._header = file.add_format({**base, "bold": True, "bg_color": "#E8EBF0", "text_wrap": True})
        self._text = file.add_format({**base, "text_wrap": True})
        self._number = file.add_format({**base, "num_format": "#,##0"})

    def say(self, name: str) -> str:
        """A text of the workbook."""
        return say(f"summary.{name}", self.language)

    def write(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """A sheet of its own: headings that stay in sight, filters, and `rows` as far as they fit."""
        sheet = self.file.add_worksheet(self.say(name))
        headings = self.say(f"{name}_columns").split(" | ")
        for column, (heading, width) in enumerate(zip(headings, _WIDTHS[name], strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, self._header)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        last = 0
        for last, row in enumerate(rows, 1):
            if last == MOST_ROWS - 1:
                sheet.write_string(last, 0, self.say("more"), self._text)
                break
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(last, column, value, self._number)
                elif value:
                    sheet.write_string(last, column, value, self._text)
        sheet.autofilter(0, 0, max(last, 1), len(headings) - 1)


def _documents(index: ArchiveIndex, sheets: _Sheets) -> Iterator[Sequence[Any]]:
    for *others, worst, error in index.rows(_DOCUMENTS):
        yield (*others, sheets.say(_SEVERITIES[worst]) if worst else "", error)


def _findings(index: ArchiveIndex, sheets: _Sheets) -> Iterator[Sequence[Any]]:
    for rank, (title, verdict, severity, confidence, document, quote) in enumerate(index.rows(_FINDINGS), 1):
        yield (
            rank, title, sheets.say("inconsistent" if verdict else "doubtful"), sheets.say(_SEVERITIES[severity]),
            sheets.say(confidence), document, quote,
        )  # fmt: skip


def _across(index: ArchiveIndex, sheets: _Sheets) -> Iterator[Sequence[Any]]:
    for conflict in conflicts(index):
        first, second = conflict.first, conflict.second
        yield (
            sheets.say(conflict.kind.value), sheets.say(conflict.verdict.value), conflict.indicator, conflict.scope,
            conflict.period, first.name, first.text, first.documents, second.name, second.text, second.documents,
            conflict.ends,
        )  # fmt: skip
