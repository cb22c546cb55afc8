"""One opened text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path


class BlockKind(StrEnum):
    """What a stretch of text is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CELL = "table cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands: table number in the document, row and column from 0, and whether it is a heading."""

    table: int
    row: int
    column: int
    header: bool = False
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``text[start:end]`` of one kind. `level` counts headings from 1; `page` from 1, 0 when unknown."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int = 0
    cell: Cell | None = None


@dataclass(slots=True)
class Document:
    """One opened text. Offsets everywhere are Python code points into `text`, whose line ends are ``\\n``.

    `notices` are sentences for the analyst about what reading dropped or could not tell.
    """

    text: str
    title: str = ""
    language: str = "en"
    date: date | None = None
    sha256: str = ""
    path: Path | None = None
    blocks: list[Block] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    pages: int = 0
    encoding: str = ""

    def block_at(self, offset: int) -> int:
        """The index of the block that holds `offset`, or of the last one that starts before it; -1 before the first."""
        return bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
