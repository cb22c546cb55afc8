"""A table of known figures, checked cell by cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from workbench.model import Hedge, Kind, Quantity, ReferenceFigure
from workbench.reference.errors import CellError, ReferenceTableError
from workbench.reference.grid import Grid, read_grid
from workbench.reference.numbers import decimal_mark, read_number
from workbench.reference.periods import read_period
from workbench.resource_files import load_toml

_REQUIRED = ("indicator", "period", "value", "unit")
_NUMBERS = ("value", "growth_on_year", "share_pct")
# Trailing zeros of a value typed in full ("350000000000") do not say how precise it is; three digits are granted.
_DIGITS_GRANTED = 3
_LARGEST_COUNT_TAKEN_EXACTLY = 999


def load(path: Path | str) -> list[ReferenceFigure]:
    """The known figures in a CSV, TSV or XLSX file, in the order of its rows.

    Headings are those of resources/reference/columns.toml, in English or French. A figure needs an indicator, a
    period, a value and a unit; `ReferenceTableError` names the first row and column where something is missing or
    cannot be read, and says how many more rows have problems. `ReadingError` when the file cannot be opened.
    """
    path = Path(path)
    grid = read_grid(path)
    columns = _columns(grid)
    cells = [{name: row[index] for name, index in columns.items()} for row in grid.rows]
    mark = _decimal_mark(grid, cells)
    figures: list[ReferenceFigure] = []
    problems: list[tuple[int, CellError]] = []
    for number, (row, named) in enumerate(zip(grid.rows, cells, strict=True), 2):
        if not any(row):
            continue
        try:
            if any(cell and not heading for cell, heading in zip(row, grid.headings, strict=True)):
                raise CellError("reference.uneven_row", "")
            figures.append(_figure(f"{path.stem}:{number}", number, named, mark))
        except CellError as problem:
            problems.append((number, problem))
    if problems:
        row_number, first = problems[0]
        raise ReferenceTableError(
            first.key, name=path.name, row=row_number, column=first.column, cell=first.cell, others=len(problems) - 1
        ) from None
    if not figures:
        raise ReferenceTableError("reference.no_rows", name=path.name)
    return figures


def _columns(grid: Grid) -> dict[str, int]:
    """Where each known column stands. Columns with other headings are left alone."""
    found: dict[str, int] = {}
    for index, heading in enumerate(grid.headings):
        column = _column_names().get(_folded(heading))
        if column is None:
            continue
        if column in found:
            first = grid.headings[found[column]]
            raise ReferenceTableError("reference.twice", name=grid.name, column=column, first=first, second=heading)
        found[column] = index
    for column in _REQUIRED:
        if column not in found:
            headings = ", ".join(load_toml("reference", "columns.toml")["columns"][column])
            raise ReferenceTableError("reference.missing_column", name=grid.name, column=column, headings=headings)
    return found


def _decimal_mark(grid: Grid, cells: list[dict[str, str]]) -> str | None:
    mark = decimal_mark(row[column] for row in cells for column in _NUMBERS if row.get(column))
    # A spreadsheet separates by semicolons where the comma is the decimal mark; a sheet stores plain numbers.
    if mark is None and grid.separator in ("", ";"):
        return "," if grid.separator else "."
    return mark


def _figure(identity: str, number: int, cells: Mapping[str, str], mark: str | None) -> ReferenceFigure:
    for column in _REQUIRED:
        if not cells[column]:
            raise CellError("reference.empty_cell", column)
    period = read_period(cells["period"], "period")
    value = read_number(cells["value"], mark, "value")
    return ReferenceFigure(
        id=identity,
        indicator=cells["indicator"],
        scope=cells.get("scope", ""),
        period=period,
        quantity=_quantity(value, cells["unit"], _hedge(cells.get("hedge", ""))),
        source=cells.get("source", ""),
        url=cells.get("url", ""),
        growth_on_year=_percentage(cells, "growth_on_year", mark),
        share_of=cells.get("share_of") or None,
        share_percent=_percentage(cells, "share_pct", mark),
        row=number,
    )


def _percentage(cells: Mapping[str, str], column: str, mark: str | None) -> Decimal | None:
    cell = cells.get(column, "").rstrip("% \u00a0\u202f")
    return read_number(cell, mark, column) if cell else None


def _quantity(value: Decimal, unit: str, hedge: Hedge | None) -> Quantity:
    kind, unit_name = _kind_and_unit(unit)
    step, coarse = _steps(value)
    exact = kind is Kind.COUNT and abs(value) <= _LARGEST_COUNT_TAKEN_EXACTLY and value == value.to_integral_value()
    return Quantity(kind, value, unit=unit_name, hedge=hedge, step=step, coarse_step=coarse, exact=exact)


def _steps(value: Decimal) -> tuple[Decimal, Decimal]:
    """One unit of the last digit that was measured, and of the last digit that is not zero."""
    written = value.as_tuple().exponent
    normal = value.normalize().as_tuple()
    assert isinstance(written, int)
    assert isinstance(normal.exponent, int)
    coarse = max(written, normal.exponent)
    granted = min(coarse, normal.exponent + len(normal.digits) - _DIGITS_GRANTED)
    return Decimal(1).scaleb(max(written, granted)), Decimal(1).scaleb(coarse)


def _kind_and_unit(word: str) -> tuple[Kind, str | None]:
    unit = _unit_names().get(_folded(word), word)
    if unit == "count":
        return Kind.COUNT, None
    if unit in ("%", "percentage point"):
        return Kind.PERCENT, unit
    if len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.upper() == unit:
        return Kind.MONEY, unit
    return Kind.QUANTITY, unit


def _hedge(word: str) -> Hedge | None:
    if not word:
        return None
    name = _hedge_names().get(_folded(word))
    if name is None:
        raise CellError("reference.not_a_hedge", "hedge", word)
    return Hedge(name)


def _folded(word: str) -> str:
    """`word` without case, accents, underscores and doubled blanks."""
    plain = unicodedata.normalize("NFKD", word.replace("_", " ").replace("’", "'").casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


@cache
def _column_names() -> dict[str, str]:
    return _aliases("columns")


@cache
def _hedge_names() -> dict[str, str]:
    return _aliases("hedges")


@cache
def _unit_names() -> dict[str, str]:
    return _aliases("units")


def _aliases(table: str) -> dict[str, str]:
    entries: dict[str, Any] = load_toml("reference", "columns.toml")[table]
    return {_folded(word): name for name, words in entries.items() for word in words}
