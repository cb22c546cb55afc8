"""Recalculates workbooks with LibreOffice, after a re-save that drops the stored values."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


Changes = dict[tuple[str, str], object]


def recalculated(path: Path, folder: Path, changes: Changes | None = None) -> Workbook:
    """The workbook at `path` with `changes` (sheet and address to value), every formula computed anew."""
    return next(recalculated_one_by_one(path, folder, [changes or {}]))


def recalculated_one_by_one(path: Path, folder: Path, all_changes: Iterable[Changes]) -> Iterator[Workbook]:
    """The workbook at `path` with each of `all_changes` alone, all of them computed in one go."""
    drafts = []
    for number, changes in enumerate(all_changes):
        book = openpyxl.load_workbook(path)
        for (sheet, address), value in changes.items():
            book[sheet][address] = value
        # openpyxl writes formulas without their values, so that nothing stored can be mistaken for a result.
        drafts.append(folder / f"bare-{path.stem}-{number}.xlsx")
        book.save(drafts[-1])
    out = folder / "computed"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            *map(str, drafts),
        ],
        check=True,
        capture_output=True,
        timeout=500,
    )
    for draft in drafts:
        yield openpyxl.load_workbook(out / draft.name, data_only=True)


def formula_cells(path: Path) -> Iterator[tuple[str, str, object]]:
    """Sheet, address and stored value of every formula."""
    formulas = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, stored[sheet.title][cell.coordinate].value


def rows_by_name(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows of a table by the machine names of its columns."""
    rows = sheet.iter_rows(values_only=True)
    names = [str(name) for name in next(rows)]
    next(rows)
    return [dict(zip(names, row, strict=False)) for row in rows]


def address(sheet: Worksheet, name: str, key: object) -> str:
    """The address of the cell in column `name` of the row whose first cell is `key`."""
    names = [cell.value for cell in sheet[1]]
    column = names.index(name)
    for row in sheet.iter_rows(min_row=3):
        if row[0].value == key:
            return str(row[column].coordinate)
    raise AssertionError(f"no row {key!r} in {sheet.title}")


def same(one: object, other: object) -> bool:
    """Whether two cells hold the same, to the last digits a spreadsheet keeps."""
    one, other = (None if value == "" else value for value in (one, other))
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-9 * max(abs(one), abs(other), 1e-12)
    return one == other
