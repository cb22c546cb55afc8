"""Where the columns of the tables in a text stand, from the widths of their cells."""

from __future__ import annotations

from collections.abc import Callable

from workbench.model import Document

_GAP = 24.0
_MEASURED = 400  # cells of a table; those after them follow


def column_places(document: Document, width_of: Callable[[str], float], widest: float) -> dict[int, tuple[float, ...]]:
    """For each table the left edges of its second and later columns, in the unit of `width_of`.

    A column is as wide as its widest cell, `widest` at most.
    """
    widths: dict[int, dict[int, float]] = {}
    seen: dict[int, int] = {}
    for block in document.blocks:
        cell = block.cell
        if cell is None or seen.get(cell.table, 0) >= _MEASURED:
            continue
        seen[cell.table] = seen.get(cell.table, 0) + 1
        columns = widths.setdefault(cell.table, {})
        if cell.column_span == 1:
            width = min(width_of(document.text[block.start : block.end]), widest)
            columns[cell.column] = max(columns.get(cell.column, 0.0), width)
    places = {}
    for table, columns in widths.items():
        left, edges = 0.0, []
        for column in range(max(columns, default=-1)):
            left += columns.get(column, 0.0) + _GAP
            edges.append(left)
        places[table] = tuple(edges)
    return places
