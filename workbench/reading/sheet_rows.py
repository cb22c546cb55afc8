"""Rows of cells to blocks: titles, rows of headings, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workbench.model import BlockKind, Cell
from workbench.reading.assembling import Assembler, in_cell

MOST_CELLS = 400_000
MOST_COLUMNS = 2_000
# A table has at most so many rows of headings.
_MOST_HEADINGS = 4
_NUMBER = re.compile(r"[-−+(]?\s?[$€£¥]?\s?\d[\d\s.,'’\u00a0\u202f\u2009]*[)]?\s?(?:[%‰$€£¥]|[^\W\d_]{0,4})")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Years in a row of headings follow one another by no more than this.
_LONGEST_STEP = 10


@dataclass(slots=True)
class Spans:
    """The cells that stand over several rows and columns: their places, with rows and columns they cover."""

    cells: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Table:
    number: int
    headings: int = 0
    has_body: bool = False


def add_rows(out: Assembler, rows: Iterable[tuple[int, Sequence[str]]], spans: Spans | None = None) -> None:
    """Append numbered rows of cells as tables, each with its title and the rows of headings over it.

    A row with one cell of words is a title where no table goes on. Past `MOST_CELLS` cells the rest is left and said.
    """
    merged = {} if spans is None else spans.cells
    table: _Table | None = None
    was_empty, cells = True, 0
    for index, row in rows:
        texts = [(column, in_cell([text])) for column, text in enumerate(row[:MOST_COLUMNS]) if text and text.strip()]
        if not texts:
            was_empty = True
            continue
        if cells > MOST_CELLS:
            out.notice("formats.rows-left")
            return
        is_data = _is_data([text for _, text in texts])
        begins = table is None or (was_empty and not is_data) or (not table.has_body and not table.headings)
        was_empty = False
        if begins and not is_data and len(texts) == 1:
            out.add(BlockKind.CAPTION, texts[0][1])
            table = None
            continue
        if table is None or (begins and not is_data):
            table = _Table(out.next_table())
        is_heading = not is_data and not table.has_body and table.headings < _MOST_HEADINGS
        table.headings += is_heading
        table.has_body = table.has_body or not is_heading
        for column, text in texts:
            height, width = merged.get((index, column), (1, 1))
            header = is_heading or (column == 0 and not _NUMBER.fullmatch(text))
            out.add(BlockKind.CELL, text, cell=Cell(table.number, index, column, header, height, width))
            cells += 1


def heading_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top of a table are headings: those without figures, one at least when others follow."""
    texts = [[text for text in row if text.strip()] for row in rows[: _MOST_HEADINGS + 1]]
    count = next((index for index, row in enumerate(texts) if row and _is_data(row)), 0)
    return min(count, _MOST_HEADINGS) or (1 if len(rows) > 1 else 0)


def _is_data(texts: Sequence[str]) -> bool:
    """Whether a row holds figures: years that follow one another head columns."""
    numbers = [text for text in texts if _NUMBER.fullmatch(text)]
    if not numbers:
        return False
    if not all(map(_YEAR.fullmatch, numbers)):
        return True
    years = [int(number) for number in numbers]
    steps = {second - first for first, second in pairwise(years)}
    return len(steps) > 1 or any(not 0 < abs(step) <= _LONGEST_STEP for step in steps)
