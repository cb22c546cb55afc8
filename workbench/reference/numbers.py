"""Numbers in the cells of a table: exact, with decimal points or commas as the table itself shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from workbench.reference.errors import CellError

_BLANKS = str.maketrans("", "", " \t\u00a0\u202f\u2009'’_")
_MINUS = str.maketrans("−–", "--")
_PLAIN = re.compile(r"[+-]?\d{1,60}(?:[.]\d{1,60})?(?:[eE][+-]?\d{1,2})?")
_GROUPED_BY_COMMA = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){1,20}(?:\.\d{1,60})?")
_GROUPED_BY_POINT = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){1,20}(?:,\d{1,60})?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,60},\d{1,60}(?:[eE][+-]?\d{1,2})?")


def decimal_mark(cells: Iterable[str]) -> str | None:
    """The decimal mark the cells of one table show: "." or ","; None when none of them does, or both do."""
    marks = set()
    for cell in cells:
        text = cell.translate(_BLANKS).rstrip("%")
        if "," in text and "." in text:
            marks.add("," if text.rindex(",") > text.rindex(".") else ".")
        elif text.count(",") > 1:
            marks.add(".")
        elif text.count(".") > 1 or (text.count(",") == 1 and len(text.partition(",")[2]) != 3):
            marks.add(",")
        elif text.count(".") == 1 and len(text.partition(".")[2]) != 3:
            marks.add(".")
    return marks.pop() if len(marks) == 1 else None


def read_number(cell: str, mark: str | None, column: str) -> Decimal:
    """The exact value of `cell`. Raises `CellError`, also when only `mark` could tell decimals from thousands."""
    text = cell.translate(_BLANKS).translate(_MINUS)
    comma_grouped = _GROUPED_BY_COMMA.fullmatch(text)
    if _DECIMAL_COMMA.fullmatch(text) and not (comma_grouped and mark == "."):
        if comma_grouped and mark is None:
            raise CellError("reference.ambiguous_number", column, cell)
        return Decimal(text.replace(",", "."))
    if comma_grouped and not (mark == "," and "." in text):
        return Decimal(text.replace(",", ""))
    if _GROUPED_BY_POINT.fullmatch(text) and (mark == "," or text.count(".") > 1):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    raise CellError("reference.not_a_number", column, cell)
