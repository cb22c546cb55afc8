"""Puts a document together block by block, keeping every offset right.

Readers hand over the visible text of each block; raised and lowered digits arrive as their own characters
(``km²``, ``10⁶``, a note mark ``¹``), so that they are never fused into the number before them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from workbench.model import Block, BlockKind, Cell
from workbench.reading.raised import settle_marks

# Of what was left out so much is quoted: enough to recognise it by.
_MOST_QUOTES = 6
_LONGEST_QUOTE = 60
# Soft hyphens, joiners, marks of direction; and the spaces thinner than a letter, which typesetters put into numbers.
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\x00"
)
_TIDIED = dict.fromkeys(map(ord, _INVISIBLE)) | dict.fromkeys(
    map(ord, "\u2005\u2006\u2007\u2008\u200a\u205f"), "\u2009"
)


@dataclass(slots=True)
class Assembled:
    """The text of a file with its blocks, before language and title are known.

    `convention` is the language whose way of writing numbers the reader took, where the file holds values alone.
    """

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    notices: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    language: str = ""
    pages: int = 0
    encoding: str = ""
    date: str = ""
    convention: str = ""

    def notice(self, key: str, quote: str = "") -> None:
        """Remember once what the analyst must be told. `key` names a sentence of resources/messages; `quote` is the
        beginning of what it speaks of, some of which it gives when it has a form with quotes (`key` and ``-quoted``).
        """
        quotes = self.notices.setdefault(key, [])
        quote = " ".join(quote.split())
        if quote and quote not in quotes and len(quotes) <= _MOST_QUOTES:
            quotes.append(quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1]}…")


class Assembler:
    """Collects blocks in reading order. Blocks are joined by line ends, the cells of one table row by tabs."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._told = Assembled()
        self._tables = 0

    def add(self, kind: BlockKind, text: str, *, level: int = 0, page: int = 0, cell: Cell | None = None) -> None:
        """Append one block; white space around it goes, an empty block is left out unless it is a cell."""
        text = tidy(text)
        if not text and cell is None:
            return
        if self._parts:
            previous = self._blocks[-1].cell if self._blocks else None
            same_row = cell and previous and (cell.table, cell.row) == (previous.table, previous.row)
            self._append("\t" if same_row else "\n")
        start = self._length
        self._append(text)
        self._blocks.append(Block(kind, start, self._length, level, page, cell))

    def extend(self, other: Assembled) -> None:
        """Append everything another reader assembled, tables numbered on."""
        tables: dict[int, int] = {}
        for block in other.blocks:
            cell = block.cell
            if cell is not None:
                if cell.table not in tables:
                    tables[cell.table] = self.next_table()
                cell = replace(cell, table=tables[cell.table])
            self.add(block.kind, other.text[block.start : block.end], level=block.level, page=block.page, cell=cell)
        for key, quotes in other.notices.items():
            for quote in quotes or [""]:
                self.notice(key, quote)

    def next_table(self) -> int:
        """The number of a new table."""
        self._tables += 1
        return self._tables - 1

    def notice(self, key: str, quote: str = "") -> None:
        """Remember once what the analyst must be told (see `Assembled.notice`)."""
        self._told.notice(key, quote)

    @property
    def length(self) -> int:
        """Code points so far."""
        return self._length

    def assembled(self, *, title: str = "", language: str = "", pages: int = 0) -> Assembled:
        """The whole, once every block has been added."""
        return Assembled("".join(self._parts), self._blocks, self._told.notices, title, language, pages)

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)


def tidy(text: str) -> str:
    """`text` without invisible characters; several blanks are one, and so are tabs; no-break and thin spaces stay."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    lines = text.translate(_TIDIED).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return settle_marks("\n".join(_single_blanks(line) for line in lines).strip())


def in_cell(parts: Iterable[str]) -> str:
    """The paragraphs or lines of a table cell on one line; numbers of two lines keep a line end between them, since a
    blank could join them into one."""
    text = ""
    for line in (line.strip(" \t") for part in parts for line in part.replace("\t", "\n").split("\n")):
        if line:
            apart = text[-1:].isdigit() and line[:1].isdigit()
            text += ("\n" if apart else " " if text else "") + line
    return text


def _single_blanks(line: str) -> str:
    """One blank for several; one tab where there is any, since a blank could join the numbers around it."""
    columns = (" ".join(part for part in column.split(" ") if part) for column in line.split("\t"))
    return "\t".join(column for column in columns if column)
