"""The rows and cells of RTF tables, which give the right edges of cells instead of columns.

Source: Microsoft, Rich Text Format Specification 1.9.1 (2008), "Table Definitions".
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from workbench.model import BlockKind, Cell
from workbench.reading.assembling import Assembler, in_cell
from workbench.reading.sheet_rows import heading_rows

# Edges closer than this, in twentieths of a point, are one.
_SAME_EDGE = 40


@dataclass(slots=True)
class _Edge:
    """The definition of one cell: its right edge, and whether it goes on with the cell to its left or above."""

    right: int
    goes_on: bool = False
    goes_down: bool = False


@dataclass(slots=True)
class RtfTable:
    """One table while it is read: definitions of cells come first, then their texts."""

    rows: list[tuple[list[_Edge], list[str]]] = field(default_factory=list)
    _edges: list[_Edge] = field(default_factory=list)
    _pending: _Edge = field(default_factory=lambda: _Edge(0))
    _texts: list[str] = field(default_factory=list)

    def define(self, word: bytes, number: int | None) -> None:
        """Take in a control word of a row's definition."""
        if word == b"trowd":
            self._edges, self._pending = [], _Edge(0)
        elif word == b"clmrg":
            self._pending.goes_on = True
        elif word == b"clvmrg":
            self._pending.goes_down = True
        elif word == b"cellx":
            self._pending.right = number or 0
            self._edges.append(self._pending)
            self._pending = _Edge(0)

    def cell(self, text: str) -> None:
        """The text of the next cell."""
        self._texts.append(text)

    def row(self) -> None:
        """The end of a row."""
        edges = list(self._edges)
        while len(edges) < len(self._texts):
            # A row without a definition of its own: a cell a column.
            edges.append(_Edge((edges[-1].right if edges else 0) + 10 * _SAME_EDGE))
        self.rows.append((edges, self._texts))
        self._texts = []

    def add_to(self, out: Assembler) -> None:
        """Append the cells, with the columns and rows they cover."""
        if self._texts:
            self.row()
        if not self.rows:
            return
        grid = _grid([edge.right for edges, texts in self.rows for edge in edges[: len(texts)]])
        number, headings = out.next_table(), heading_rows([texts for _, texts in self.rows])
        heights = _heights(self.rows, grid)
        for index, (edges, texts) in enumerate(self.rows):
            column = 0
            for place, text in enumerate(texts):
                last = _place(edges[place].right, grid)
                span, first = max(1, last - column + 1), column
                column = last + 1
                if edges[place].goes_on or edges[place].goes_down:
                    continue
                shown = in_cell([text])
                header = index < headings or (first == 0 and not shown[:1].isdigit())
                cell = Cell(number, index, first, header, heights.get((index, first), 1), span)
                out.add(BlockKind.CELL, shown, cell=cell)


def _grid(edges: list[int]) -> list[int]:
    """The right edges of the columns."""
    found: list[int] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _SAME_EDGE:
            found.append(edge)
    return found


def _place(edge: int, grid: list[int]) -> int:
    return min(bisect_left(grid, edge - _SAME_EDGE), len(grid) - 1)


def _heights(rows: list[tuple[list[_Edge], list[str]]], grid: list[int]) -> dict[tuple[int, int], int]:
    """By row and column, how many rows a cell covers that goes on below."""
    heights: dict[tuple[int, int], int] = {}
    top: dict[int, int] = {}
    for index, (edges, texts) in enumerate(rows):
        column = 0
        for place in range(len(texts)):
            if edges[place].goes_down and column in top:
                heights[top[column], column] = index - top[column] + 1
            else:
                top[column] = index
            column = _place(edges[place].right, grid) + 1
    return heights
