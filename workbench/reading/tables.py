"""Tables as documents: CSV, TSV and Excel workbooks, each cell a block with its row and column."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from decimal import Decimal

from workbench.model import BlockKind, Cell
from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.encodings import decode
from workbench.reading.errors import ReadingError

MOST_CELLS = 1_000_000
_MOST_COLUMNS = 2_000
_SNIFFED = 20_000
_DELIMITERS = ",;\t|"


def read_delimited(data: bytes, name: str = "") -> Assembled:
    """The table in a CSV or TSV file; its delimiter is the one that splits the first lines most evenly."""
    text = decode(data, name).text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    out = Assembler()
    csv.field_size_limit(10_000_000)
    try:
        rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
        _add_table(out, rows)
    except csv.Error as error:
        raise ReadingError("formats.damaged") from error
    return _finished(out)


def read_workbook(data: bytes) -> Assembled:
    """Every sheet of an Excel workbook as a heading and a table, with the values stored beside formulas."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError) as error:
        # SyntaxError is what XML parsers raise (ParseError is one).
        raise ReadingError("formats.damaged") from error
    out = Assembler()
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                out.notice("formats.hidden")
                continue
            sheet.reset_dimensions()
            out.add(BlockKind.HEADING, sheet.title, level=2)
            _add_table(out, ([_shown(cell) for cell in row] for row in sheet.iter_rows(max_col=_MOST_COLUMNS)))
    except (KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError) as error:
        raise ReadingError("formats.damaged") from error
    finally:
        book.close()
    out.notice("formats.formulas")
    return _finished(out)


def _add_table(out: Assembler, rows: Iterable[list[str]]) -> None:
    number, cells = out.next_table(), 0
    for index, row in enumerate(rows):
        if cells > MOST_CELLS:
            out.notice("formats.rows-left")
            return
        for column, text in enumerate(row[:_MOST_COLUMNS]):
            if text and text.strip():
                header = index == 0 or (column == 0 and not text.strip()[:1].isdigit())
                out.add(BlockKind.CELL, text, cell=Cell(number, index, column, header))
                cells += 1


def _finished(out: Assembler) -> Assembled:
    result = out.assembled()
    if not result.text:
        raise ReadingError("formats.no-text")
    return result


def _delimiter(text: str) -> str:
    lines = [line for line in text[:_SNIFFED].split("\n")[:50] if line]
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count) if counts else 0
        score = usual * counts.count(usual) / max(len(counts), 1)
        if score > most:
            best, most = delimiter, score
    return best


def _shown(cell: object) -> str:
    """A cell as its sheet shows it, as far as that matters to numbers: percents, dates, no binary tails."""
    value, number_format = getattr(cell, "value", None), str(getattr(cell, "number_format", "") or "")
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, (int, float)):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if "%" in number_format:
            percent = number * 100
            places = number_format.partition("%")[0].rpartition(".")[2].count("0") if "." in number_format else 0
            return f"{percent:.{places}f} %"
        return f"{number.normalize():f}"
    return str(value)
