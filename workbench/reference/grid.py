"""A CSV, TSV or XLSX file as rows of cell texts. pandas reads; no value passes through a binary float on the way."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from workbench.reading.archive import Archive
from workbench.reading.encodings import decode
from workbench.reading.errors import ReadingError
from workbench.reading.files import load
from workbench.reference.errors import ReferenceTableError

LARGEST_TABLE = 50_000_000
MOST_ROWS = 100_000
_MOST_COLUMNS = 64
_SEPARATORS = "\t;,|"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as text. `rows` leave the headings out; row 0 of them is row 2 of the sheet. `separator` is that of a
    CSV file, empty for a sheet."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str = ""


def read_grid(path: Path) -> Grid:
    """The table in the file at `path`: its first sheet, when it has several. Raises `ReferenceTableError`, and
    `ReadingError` for a file that cannot be opened."""
    data = load(path, LARGEST_TABLE)
    if not data.strip():
        raise ReadingError("reading.empty", name=path.name)
    if data.startswith(_OLE):
        raise ReferenceTableError("reference.old_excel", name=path.name)
    return _sheet(data, path.name) if data.startswith(_ZIP) else _csv(data, path.name)


def _csv(data: bytes, name: str) -> Grid:
    import pandas

    text = decode(data, name).text
    if "\0" in text[:4096]:
        raise ReferenceTableError("reference.not_a_table", name=name, reason="NUL")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count) if any(mark in first for mark in _SEPARATORS) else ","
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pandas.errors.ParserWarning)
            frame = pandas.read_csv(
                io.StringIO(text),
                sep=separator,
                header=None,
                names=range(_MOST_COLUMNS),
                index_col=False,
                dtype=str,
                keep_default_na=False,
                na_filter=False,
                skip_blank_lines=False,
                nrows=MOST_ROWS + 2,
            )
    except (pandas.errors.ParserError, pandas.errors.ParserWarning, ValueError) as error:
        raise ReferenceTableError("reference.not_a_table", name=name, reason=_one_line(error)) from None
    return _grid(name, frame.to_numpy(dtype=object).tolist(), separator)


def _sheet(data: bytes, name: str) -> Grid:
    import pandas

    _refuse_bombs(data, name)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of drop-downs and styles it does not keep; none of them is a figure.
            warnings.simplefilter("ignore", UserWarning)
            frame = pandas.read_excel(
                io.BytesIO(data),
                header=None,
                dtype=object,
                keep_default_na=False,
                na_filter=False,
                nrows=MOST_ROWS + 2,
                engine="openpyxl",
            )
    except Exception as error:
        # openpyxl lets through whatever a damaged part makes its parser raise: KeyError, TypeError, ParseError ...
        raise ReferenceTableError("reference.not_a_table", name=name, reason=_one_line(error)) from error
    return _grid(name, frame.to_numpy(dtype=object).tolist(), "")


def _refuse_bombs(data: bytes, name: str) -> None:
    """Looks at every XML part before openpyxl does: unfolded size, and document types that entities need."""
    try:
        archive = Archive(data)
        for part in archive.names:
            if part.endswith((".xml", ".rels")):
                content = archive.part(part) or b""
                if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
                    raise ReadingError("formats.entities", name=name)
    except ReadingError as error:
        raise ReadingError(error.key, **{**error.fields, "name": name}) from None


def _grid(name: str, rows: Sequence[Sequence[Any]], separator: str) -> Grid:
    """The rows as text below the first row that is not empty, which holds the headings."""
    texts = [tuple(_cell_text(cell) for cell in row) for row in rows]
    if len(texts) > MOST_ROWS + 1:
        raise ReferenceTableError("reference.too_many_rows", name=name, limit=MOST_ROWS)
    width = len(texts[0]) if texts else 0
    if texts and separator:
        # The C parser was given room for the widest row there may be.
        width = max((index + 1 for row in texts for index, cell in enumerate(row) if cell), default=0)
    headings = texts[0][:width] if texts else ()
    return Grid(name, headings, tuple(row[:width] for row in texts[1:]), separator)


def _cell_text(cell: Any) -> str:
    """What a cell holds, as a person would type it. A sheet stores 0.1 as the nearest binary number; its shortest
    decimal form is what was typed."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f").removesuffix(".0")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
