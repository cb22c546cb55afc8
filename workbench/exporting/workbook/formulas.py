"""Formulas written with the names of columns instead of their letters.

``{low}`` is the cell of column `low` in the row being written, ``[links.low]`` the whole column `low` of the sheet
Links, A template is compiled once and then filled with row numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{(\w+)\}|\[(\w+)\.(\w+)\]")
_ROW = "\0"


def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def quoted_sheet(name: str) -> str:
    """The name of a sheet as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


class Grammar:
    """Knows where every column is. `sheets` gives for each table its name on the tab and its columns in order."""

    def __init__(self, sheets: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
        self._name = {table: name for table, (name, _) in sheets.items()}
        self._letters = {
            (table, column): letters(index)
            for table, (_, columns) in sheets.items()
            for index, column in enumerate(columns)
        }
        self._compiled: dict[tuple[str, str], str] = {}

    def letter(self, table: str, column: str) -> str:
        """The letters of a column."""
        return self._letters[table, column]

    def column(self, table: str, column: str) -> str:
        """A whole column, as other sheets write it."""
        letter = self._letters[table, column]
        return f"{quoted_sheet(self._name[table])}!${letter}:${letter}"

    def sheet(self, table: str) -> str:
        """The name of the table's sheet, as formulas write it."""
        return quoted_sheet(self._name[table])

    def fill(self, table: str, template: str, row: int) -> str:
        """The formula in row `row` (from 1) of `table`."""
        compiled = self._compiled.get((table, template))
        if compiled is None:
            compiled = "=" + _PLACE.sub(lambda match: self._resolve(table, match), template)
            self._compiled[table, template] = compiled
        return compiled.replace(_ROW, str(row))

    def _resolve(self, table: str, match: re.Match[str]) -> str:
        if match[1]:
            return f"{self._letters[table, match[1]]}{_ROW}"
        return self.column(match[2], match[3])
