"""Claims in table cells take indicator, scope and period from the headings of their row and column, and the caption."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.extraction.calendar import Mention
from workbench.extraction.context.entities import ORGANISATION, Entities
from workbench.extraction.context.lexicon import ContextWords
from workbench.model import Block, BlockKind, Cell, Claim, Document, Period

_LONGEST_LABEL = 120
_LONGEST_CAPTION = 250
# How far headings are looked for, in rows or columns, from the cell and from the edge of the table.
_REACH = 6
# So many headings stand over one another at most.
_MOST_LEVELS = 3
_NUMBERED = re.compile(r"^[^\W\d_]{3,12}\.? ?[nN]?[°ºo]? ?(?:\d{1,3}|[IVX]{1,6})(?:[.-]\d{1,3})? ?[.:–—-]? ?")
_EDGES = " \t\n,;:.–—-()[]/|"


def _nearby(place: int) -> list[int]:
    """Where a heading may stand before `place`: the few rows or columns right before it, then the first ones."""
    near = range(place - 1, max(-1, place - 1 - _REACH), -1)
    return [*near, *(step for step in range(min(_REACH, place) - 1, -1, -1) if step not in near)]


@dataclass(frozen=True, slots=True)
class _Label:
    """What one heading says: words that name a measure, a place, a time."""

    words: str
    scope: str | None
    period: Period | None


class Tables:
    """The cells of a document's tables by their place."""

    def __init__(self, document: Document, entities: Entities, words: ContextWords) -> None:
        self._document = document
        self._entities = entities
        self._words = words
        self._cells: dict[tuple[int, int, int], Block] = {}
        self._captions: dict[int, Block] = {}
        self._read: dict[int, _Label] = {}
        before: Block | None = None
        for block in document.blocks:
            cell = block.cell
            if cell is None:
                before = None if block.kind is BlockKind.FOOTNOTE else block
                continue
            if before is not None and before.end - before.start <= _LONGEST_CAPTION:
                self._captions.setdefault(cell.table, before)
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    if cell.header or (row, column) == (cell.row, cell.column):
                        self._cells[cell.table, row, column] = block

    def __bool__(self) -> bool:
        return bool(self._cells)

    def fill(self, claims: Sequence[Claim], block: int, mentions: Sequence[Mention]) -> bool:
        """Fill claims that stand in a cell; False when `block` is none or its headings say nothing."""
        if block < 0:
            return False
        cell = self._document.blocks[block].cell
        if cell is None:
            return False
        beside = self._beside(cell.table, cell.row, cell.column) or self._dated(cell, mentions)
        above = list(self._above(cell.table, cell.row, cell.column))
        if not beside and not above:
            return False
        labels = [self._label(label, mentions) for label in beside + above]
        caption = self._captions.get(cell.table)
        around = [] if caption is None else [self._label(caption, mentions)]
        words = list(dict.fromkeys(label.words for label in labels if label.words))
        named = [label.words for label in around if label.words and caption is not None and self._names(caption)]
        indicator = ", ".join(words) or ", ".join(named) or None
        scope = next((label.scope for label in (*labels, *around) if label.scope), None)
        period = _narrowest([label.period for label in labels]) or _narrowest([label.period for label in around])
        for claim in claims:
            claim.indicator, claim.scope, claim.period = indicator, scope, period
        return True

    def _beside(self, table: int, row: int, column: int) -> list[Block]:
        """The cells of words that begin the row; else the nearest one to the left that holds words."""
        first: list[Block] = []
        for step in range(min(column, _MOST_LEVELS)):
            block = self._cells.get((table, row, step))
            if block is None or block.end - block.start > _LONGEST_LABEL or not self._is_worded(block):
                break
            if block not in first:
                first.append(block)
        if first:
            return first
        best = None
        for step in _nearby(column):
            block = self._cells.get((table, row, step))
            if block is None or block.cell is None or block.end - block.start > _LONGEST_LABEL:
                continue
            if block.cell.header or self._is_worded(block):
                best = block
                if block.cell.header:
                    break
        return [] if best is None else [best]

    def _dated(self, cell: Cell, mentions: Sequence[Mention]) -> list[Block]:
        """The first cell of a row when it is nothing but a time: "2023", "Q1 2024"."""
        first = self._cells.get((cell.table, cell.row, 0)) if cell.column else None
        if first is None or first.end - first.start > _LONGEST_LABEL:
            return []
        label = self._label(first, mentions)
        return [first] if label.period is not None and not label.words else []

    def _is_worded(self, block: Block) -> bool:
        text = self._document.text[block.start : block.end]
        return any(map(str.isalpha, text)) and not any(map(str.isdigit, text))

    def _above(self, table: int, row: int, column: int) -> Iterator[Block]:
        """The headings over a cell, the topmost first; the first cell of the column where none is marked as one."""
        found: list[Block] = []
        first = None
        for step in _nearby(row):
            block = self._cells.get((table, step, column))
            if block is None or block.cell is None or block.end - block.start > _LONGEST_LABEL:
                continue
            text = self._document.text[block.start : block.end]
            if not text.strip() or block in found:
                continue
            if block.cell.header and len(found) < _MOST_LEVELS:
                found.append(block)
            elif not found and (step == 0 or self._is_worded(block)):
                first = block
        yield from reversed(found or ([first] if first is not None else []))

    def _names(self, caption: Block) -> bool:
        """Whether the block before a table is its caption or its heading rather than some paragraph."""
        text = self._document.text[caption.start : caption.end]
        return caption.kind in (BlockKind.CAPTION, BlockKind.HEADING) or not text.rstrip().endswith((".", "!", "?"))

    def _label(self, block: Block, mentions: Sequence[Mention]) -> _Label:
        found = self._read.get(block.start)
        if found is None:
            found = self._read[block.start] = self._read_label(block, mentions)
        return found

    def _read_label(self, block: Block, mentions: Sequence[Mention]) -> _Label:
        text = list(self._document.text[block.start : block.end])
        periods = []
        at = bisect_left(mentions, block.start, key=lambda mention: mention.start)
        while at < len(mentions) and mentions[at].end <= block.end:
            if mentions[at].period is not None:
                periods.append(mentions[at].period)
                text[mentions[at].start - block.start : mentions[at].end - block.start] = " " * (
                    mentions[at].end - mentions[at].start
                )
            at += 1
        scope = None
        for entity in self._entities.within(block.start, block.end):
            if entity.kind != ORGANISATION and entity.end <= block.end and scope is None:
                scope = entity.name
                rest = "".join(text[entity.end - block.start :]).strip()
                if block.cell is not None or not rest or rest[0] in ",;:(":
                    text[entity.start - block.start : entity.end - block.start] = " " * (entity.end - entity.start)
        words = " ".join("".join(text).split())
        if block.cell is None:
            words = _NUMBERED.sub("", words)
        return _Label(self._tidied(words, has_lost=bool(periods or scope)), scope, _narrowest(periods))

    def _tidied(self, words: str, *, has_lost: bool) -> str:
        """A heading without the small words at its ends, which its place or time leaves hanging when it `has_lost` one
        ("Exportations de la ... en ..."); a heading of nothing else stays."""
        brackets = "()" if words.count("(") == words.count(")") else ""
        edges = "".join(edge for edge in _EDGES if edge not in brackets)
        parts = words.strip(edges)
        if not has_lost and all(map(self._is_small, parts.split(" "))):
            return parts
        return ", ".join(filter(None, (self._trimmed(part.strip(edges)) for part in parts.split(","))))

    def _trimmed(self, part: str) -> str:
        tokens = part.split(" ")
        while tokens and self._is_small(tokens[-1]):
            tokens.pop()
        while tokens and self._is_small(tokens[0]):
            del tokens[0]
        return " ".join(tokens)

    def _is_small(self, token: str) -> bool:
        word = token.lower().strip(_EDGES + "'’")
        return not word or self._words.classes.get(word, "w") not in "wW"


def _narrowest(periods: Sequence[Period | None]) -> Period | None:
    """The shortest of some periods: the quarter of "2023" over "T1"."""
    known = [period for period in periods if period is not None]
    return min(known, key=lambda period: period.last - period.first, default=None)
