"""Tables as documents: CSV, TSV and other delimited text, each cell a block with its row and column."""

from __future__ import annotations

import csv
import io
from collections import Counter

from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.encodings import decode
from workbench.reading.errors import ReadingError
from workbench.reading.sheet_rows import add_rows

_SNIFFED = 20_000
_SNIFFED_ROWS = 50
# In this order: commas are in numbers and words too.
_DELIMITERS = "\t;|,"
_MOSTLY = 0.9


def read_delimited(data: bytes, name: str = "") -> Assembled:
    """The table in a CSV or TSV file; its delimiter is the first that splits its rows into as many cells each."""
    decoded = decode(data, name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    delimiter = ""
    if text[:4].lower() == "sep=" and text[5:6] == "\n":
        # Excel's own way to say so.
        delimiter, text = text[4], text[6:]
    csv.field_size_limit(10_000_000)
    out = Assembler()
    try:
        add_rows(out, enumerate(csv.reader(io.StringIO(text), delimiter=delimiter or _delimiter(text))))
    except csv.Error as error:
        raise ReadingError("formats.damaged") from error
    result = out.assembled()
    result.encoding = decoded.encoding
    if not result.text:
        raise ReadingError("formats.no-text")
    return result


def _delimiter(text: str) -> str:
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in _first_rows(text, delimiter) if row)
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        share = rows / sum(widths.values()) if width > 1 else 0.0
        if share >= _MOSTLY:
            return delimiter
        if share > most:
            best, most = delimiter, share
    return best


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text[:_SNIFFED]), delimiter=delimiter):
            rows.append(row)
            if len(rows) == _SNIFFED_ROWS:
                break
    except csv.Error:
        return rows
    return rows
