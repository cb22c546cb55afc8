"""Tables that plain text draws with bars, tabs or columns of blanks: which lines are rows, and where their cells are.

A row is a line of a run of lines that are cut into equally many cells by the same marks. Bars make a table of two
lines; tabs and blanks, which also stand in prose, of three, and only where half of the cells behind the first hold a
digit. The line above such a run is its caption when it is short and no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.model import Block, BlockKind, Cell

_Span = tuple[int, int]
_BLANKS = re.compile("\t[ \t\u00a0]*|[ \u00a0]{2,}\t?")
_OF_A_RULE = frozenset("-=:|+ \t")
_FEWEST_DRAWN, _FEWEST_SPACED = 2, 3
_LONGEST_ROW, _LONGEST_CELL, _MOST_CELLS = 400, 120, 40
_LONGEST_CAPTION = 120
_SENTENCE_END = tuple('.!?;:,…。！？；»”"')


@dataclass(frozen=True, slots=True)
class TextTable:
    """The lines ``first`` to ``last`` of a run, and the cells of each of its rows; rules between rows have none."""

    first: int
    last: int
    rows: tuple[tuple[_Span, ...], ...]
    ruled: bool

    def blocks(self, text: str, number: int, page: int) -> Iterator[Block]:
        """The cells as blocks; a first row is a heading when a rule follows it or it holds nothing but years."""
        header = self.ruled or _is_header(text, self.rows[0])
        for row, cells in enumerate(self.rows):
            for column, (start, end) in enumerate(cells):
                cell = Cell(number, row, column, header and row == 0)
                yield Block(BlockKind.CELL, start, end, page=page, cell=cell)


def tables_in(text: str, lines: Sequence[_Span]) -> list[TextTable]:
    """The tables in a run of lines that no empty line parts, in order."""
    found: list[TextTable] = []
    at = 0
    while at < len(lines):
        table = _table_at(text, lines, at)
        if table is None:
            at += 1
        else:
            found.append(table)
            at = table.last + 1
    return found


def is_caption(text: str, line: _Span) -> bool:
    """Whether a line right above a table names it: short, and no sentence."""
    start, end = line
    return end - start <= _LONGEST_CAPTION and not text.endswith(_SENTENCE_END, start, end)


def _table_at(text: str, lines: Sequence[_Span], first: int) -> TextTable | None:
    cut = _by_bars if text.find("|", *lines[first]) >= 0 else _by_blanks
    drawn = cut is _by_bars
    if not drawn and _BLANKS.search(text, *lines[first]) is None:
        return None
    rows: list[list[_Span]] = []
    ruled = False
    last = first
    for at in range(first, len(lines)):
        if drawn and _is_rule(text, *lines[at]):
            ruled |= len(rows) == 1
            last = at
            continue
        cells = cut(text, lines[at])
        if cells is None:
            break
        if rows and len(cells) != len(rows[-1]):
            if len(rows) > 1 or len(cells) != len(rows[0]) + 1:
                break
            # A heading over the columns of numbers alone leaves the one over the labels out.
            rows[0].insert(0, (rows[0][0][0], rows[0][0][0]))
        rows.append(cells)
        last = at
    if not rows or len(rows) < (_FEWEST_DRAWN if drawn and len(rows[0]) > 2 else _FEWEST_SPACED):
        return None
    if not _holds_numbers(text, rows):
        return None
    return TextTable(first, last, tuple(map(tuple, rows)), ruled)


def _is_rule(text: str, start: int, end: int) -> bool:
    """Whether a line is nothing but dashes: "| --- | --: |"."""
    return end - start <= _LONGEST_ROW and "--" in text[start:end] and _OF_A_RULE.issuperset(text[start:end])


def _by_bars(text: str, line: _Span) -> list[_Span] | None:
    start, end = line
    if end - start > _LONGEST_ROW:
        return None
    if text[start] == "|" and text[end - 1] == "|" and end - start > 1:
        start, end = start + 1, end - 1
    if text.find("|", start, end) < 0:
        return None
    cells: list[_Span] = []
    while True:
        bar = text.find("|", start, end)
        cells.append(_trimmed(text, start, end if bar < 0 else bar))
        if bar < 0:
            break
        start = bar + 1
    return cells if len(cells) <= _MOST_CELLS and _are_short(cells) else None


def _by_blanks(text: str, line: _Span) -> list[_Span] | None:
    start, end = line
    if end - start > _LONGEST_ROW:
        return None
    cells: list[_Span] = []
    for gap in _BLANKS.finditer(text, start, end):
        cells.append((start, gap.start()))
        start = gap.end()
    cells.append((start, end))
    return cells if 1 < len(cells) <= _MOST_CELLS and _are_short(cells) else None


def _trimmed(text: str, start: int, end: int) -> _Span:
    body = text[start:end].strip()
    if not body:
        return start, start
    start = text.index(body[0], start, end)
    return start, start + len(body)


def _are_short(cells: Sequence[_Span]) -> bool:
    return all(end - start <= _LONGEST_CELL for start, end in cells)


def _holds_numbers(text: str, rows: Sequence[Sequence[_Span]]) -> bool:
    """Whether half of the cells behind the first hold a digit, the first row apart."""
    values = [text[start:end] for cells in rows[1:] for start, end in cells[1:]]
    return sum(any(map(str.isdigit, value)) for value in values) * 2 >= len(values) > 0


def _is_header(text: str, cells: Sequence[_Span]) -> bool:
    """Whether no cell behind the first holds a number but a year: "2024", "Change", "H1 2025"."""
    return not any(re.search(r"\d", _YEARS.sub("", text[start:end])) for start, end in cells[1:])


_YEARS = re.compile(r"\b[A-Z]{0,2}\d?[ ’'-]?(?:1[89]|20|21)\d\d(?:[-/–](?:\d\d){1,2})?\b|\b[QTHS][1-4]\b")
