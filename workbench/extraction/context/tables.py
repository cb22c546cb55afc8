"""Claims in table cells take their indicator from the row's and the column's headings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from workbench.extraction.calendar import Mention
from workbench.model import Block, Claim, Document, Period

_LONGEST_LABEL = 120
# How far headings are looked for, in rows or columns, from the cell and from the edge of the table.
_REACH = 6


def _nearby(place: int) -> list[int]:
    """Where a heading may stand before `place`: the few rows or columns right before it, then the first ones."""
    near = range(place - 1, max(-1, place - 1 - _REACH), -1)
    return [*near, *(step for step in range(min(_REACH, place) - 1, -1, -1) if step not in near)]


class Tables:
    """The cells of a document's tables by their place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells: dict[tuple[int, int, int], Block] = {}
        for block in document.blocks:
            if block.cell is not None:
                self._cells[block.cell.table, block.cell.row, block.cell.column] = block

    def __bool__(self) -> bool:
        return bool(self._cells)

    def fill(self, claims: Sequence[Claim], block: int, mentions: Sequence[Mention]) -> bool:
        """Fill claims that stand in a cell; False when `block` is none or its headings say nothing."""
        if block < 0:
            return False
        cell = self._document.blocks[block].cell
        if cell is None:
            return False
        row = self._label(cell.table, cell.row, _nearby(cell.column), down=False, column=cell.column)
        column = self._label(cell.table, cell.column, _nearby(cell.row), down=True, column=cell.column)
        if row is None and column is None:
            return False
        period = None
        names = []
        for label in (row, column):
            if label is None:
                continue
            dated = self._period(label, mentions)
            if dated is not None:
                period = period or dated
            if dated is None or label.end - label.start > 14:
                names.append(" ".join(self._document.text[label.start : label.end].split()))
        for claim in claims:
            claim.indicator = ", ".join(names) or None
            claim.period = period
        return True

    def _label(self, table: int, line: int, along: Sequence[int], *, down: bool, column: int) -> Block | None:
        """The nearest cell along a row or column that holds words, the heading's for preference."""
        best = None
        for step in along:
            key = (table, step, line) if down else (table, line, step)
            block = self._cells.get(key)
            if block is None or block.cell is None or block.end - block.start > _LONGEST_LABEL:
                continue
            text = self._document.text[block.start : block.end]
            worded = any(map(str.isalpha, text)) and not any(map(str.isdigit, text))
            if block.cell.header or worded:
                best = block
                if block.cell.header:
                    break
            elif down and step == 0 and text.strip():
                best = block
        return best

    def _period(self, label: Block, mentions: Sequence[Mention]) -> Period | None:
        at = bisect_left(mentions, label.start, key=lambda mention: mention.start)
        if at < len(mentions) and mentions[at].end <= label.end:
            return mentions[at].period
        return None
