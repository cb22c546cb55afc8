"""Excel workbooks: every visible sheet as a heading and its tables, each cell as its number format shows it."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from workbench.model import BlockKind
from workbench.reading.archive import Archive, attribute, refuse_entities
from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.errors import ReadingError
from workbench.reading.number_formats import shown_number, shown_time
from workbench.reading.raised import lowered, raised
from workbench.reading.sheet_rows import MOST_COLUMNS, Spans, add_rows

_MERGED = re.compile(rb'<(?:\w{1,9}:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_HIDDEN_ROW = re.compile(rb'<(?:\w{1,9}:)?row (?=[^>]{0,300}\bhidden="(?:1|true)")[^>]{0,300}?\br="(\d{1,7})"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w{1,9}:)?col (?=[^>]{0,300}\bhidden="(?:1|true)")([^>]{0,300})>')
_FIRST, _LAST = re.compile(rb'\bmin="(\d{1,5})"'), re.compile(rb'\bmax="(\d{1,5})"')
_UNSTORED = re.compile(rb"</f>\s{0,9}(?:<v\s?/>|<v></v>|</c>)")
# Excel has no more rows; openpyxl would count up to any number a damaged file gives.
_MOST_ROWS = 1_048_576
_MOST_PLACES = 20_000_000
_PLACE = re.compile(rb'\b(?:r="|ref="[A-Z]{1,3}[0-9]{1,9}:)([A-Z]{0,3})([0-9]{1,10})"')
_MOST_ROWS_WHOLE = 5_000
_MOST_WHOLE = 20_000_000
_ROWS_TOLD_FROM = 500
_LETTERS_TOLD_FROM = 4000
# What damaged workbooks make openpyxl raise; SyntaxError is what XML parsers raise (ParseError is one).
_BROKEN = (KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError, IndexError, ArithmeticError)


def read_workbook(data: bytes, language: str | None = None) -> Assembled:
    """The text of a workbook, its numbers written as `language` does, by default that of its words.

    Raises `ReadingError` when it is damaged.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    archive = Archive(data)
    for name in archive.names:
        if name.endswith((".xml", ".rels")):
            # Parts that unfold without end, or define entities, are refused before openpyxl sees them.
            refuse_entities(archive.part(name) or b"")
    parts = _parts(archive)
    # Text with looks of its own inside a sheet is only told apart when the sheet is read as a whole.
    has_looks = any(b"inlineStr" in part and b"<rPr>" in part for part in parts.values())
    whole = has_looks and len(data) < _MOST_WHOLE and all(map(_is_compact, parts.values()))
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=not whole, data_only=True, rich_text=True)
    except (InvalidFileException, *_BROKEN) as error:
        raise ReadingError("formats.damaged") from error
    out = Assembler()
    try:
        language = language or _language(book)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                out.notice("formats.hidden-sheets", sheet.title)
                continue
            out.add(BlockKind.HEADING, sheet.title, level=2)
            if not whole:
                sheet.reset_dimensions()
            _Sheet(parts.get(sheet.title, b""), language, out).add(sheet)
    except _BROKEN as error:
        raise ReadingError("formats.damaged") from error
    finally:
        book.close()
    result = out.assembled(language=language)
    result.convention = language
    if not any(block.cell is not None or block.kind is BlockKind.CAPTION for block in result.blocks):
        raise ReadingError("formats.no-text")
    return result


class _Sheet:
    """One sheet: what its XML says beside its cells, and how the cells are shown."""

    def __init__(self, part: bytes, language: str, out: Assembler) -> None:
        self._language = language
        self._out = out
        self._hidden_rows = {int(number) - 1 for number in _HIDDEN_ROW.findall(part)}
        self._hidden_columns = set(_hidden_columns(part))
        self._spans = Spans(dict(_merged(part)))
        self._struck: dict[int, bool] = {}
        if b"</f>" in part or b"<f " in part:
            out.notice("formats.formulas")
        if _UNSTORED.search(part):
            out.notice("formats.formulas-unstored")

    def add(self, sheet: Any) -> None:
        """Append the tables of the sheet."""
        # A sheet read as a whole knows its last row, and would make cells for all rows asked for.
        most = _MOST_ROWS if hasattr(sheet, "reset_dimensions") else None
        add_rows(self._out, self._rows(sheet.iter_rows(max_row=most)), self._spans)

    def _rows(self, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
        seen = 0
        for index, row in enumerate(rows):
            # Rows that say they are wide without holding anything cost as much as full ones.
            seen += len(row)
            if seen > _MOST_PLACES:
                self._out.notice("formats.rows-left")
                return
            if index in self._hidden_rows:
                self._out.notice("formats.hidden-cells")
                continue
            texts = [self._shown(cell) for cell in row[:MOST_COLUMNS]]
            for column in self._hidden_columns:
                if column < len(texts) and texts[column]:
                    self._out.notice("formats.hidden-cells")
                    texts[column] = ""
            yield index, texts

    def _shown(self, cell: Any) -> str:
        value = getattr(cell, "value", None)
        if value is None:
            return ""
        if self._is_struck(cell):
            self._out.notice("formats.struck-out", str(value))
            return ""
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, (int, float)):
            number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
            shown = (
                shown_number(number, str(cell.number_format or "General"), self._language) if number.is_finite() else ""
            )
            if not shown and number:
                self._out.notice("formats.hidden", str(value))
            return shown
        if isinstance(value, (date, time, timedelta)):
            return shown_time(value, str(cell.number_format or ""), self._language)
        return self._rich(value)

    def _rich(self, value: Any) -> str:
        """Text whose parts look differently: raised digits stay apart, struck-out words go."""
        if not isinstance(value, list):
            return str(value)
        parts = []
        for part in value:
            text, font = (part, None) if isinstance(part, str) else (part.text, part.font)
            if font is not None and font.strike:
                self._out.notice("formats.struck-out", text)
            elif font is not None and font.vertAlign == "superscript":
                parts.append(raised(text))
            else:
                parts.append(lowered(text) if font is not None and font.vertAlign == "subscript" else text)
        return "".join(parts)

    def _is_struck(self, cell: Any) -> bool:
        style = getattr(cell, "_style_id", None)
        if style is None:
            return bool(cell.font is not None and cell.font.strike)
        if style not in self._struck:
            self._struck[style] = bool(cell.font is not None and cell.font.strike)
        return self._struck[style]


def _language(book: Any) -> str:
    """The language of the words of a workbook, by which its numbers are written."""
    from workbench.reading.language import detect

    words: list[str] = []
    length = 0
    for sheet in book.worksheets:
        if hasattr(sheet, "reset_dimensions"):
            sheet.reset_dimensions()
        last = _ROWS_TOLD_FROM if hasattr(sheet, "reset_dimensions") else min(_ROWS_TOLD_FROM, sheet.max_row)
        for row in sheet.iter_rows(max_row=last, values_only=True):
            found = [str(value) for value in row if isinstance(value, (str, list))]
            words += found
            length += sum(map(len, found))
            if length > _LETTERS_TOLD_FROM:
                return detect("\n".join(words))
    return detect("\n".join(words))


def _parts(archive: Archive) -> dict[str, bytes]:
    """The XML of each sheet by its name; empty where the workbook hides it somewhere else."""
    book, links = archive.tree("xl/workbook.xml"), archive.tree("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    targets = {link.get("Id"): link.get("Target") or "" for link in links}
    found = {}
    for sheet in book.iter():
        if str(sheet.tag).endswith("}sheet"):
            target = targets.get(attribute(sheet, "id") or "", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            found[sheet.get("name") or ""] = archive.part(path) or b""
    return found


def _merged(part: bytes) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for first, top, last, bottom in _MERGED.findall(part):
        column, row = _column(first), int(top) - 1
        yield (row, column), (max(1, min(int(bottom) - row, 1000)), max(1, min(_column(last) - column + 1, 1000)))


def _hidden_columns(part: bytes) -> Iterator[int]:
    for written in _HIDDEN_COLUMNS.findall(part):
        first, last = _FIRST.search(written), _LAST.search(written)
        if first is not None and last is not None:
            yield from range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS))


def _is_compact(part: bytes) -> bool:
    """Whether no cell stands far from the first: a sheet read as a whole has a cell in every place up to the last."""
    places = _PLACE.findall(part)
    return all(int(row) <= _MOST_ROWS_WHOLE and len(letters) < 3 for letters, row in places)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1
