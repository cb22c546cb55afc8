"""The sheet Text: every paragraph with its figures in brackets, and the claims that stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.exporting.plain_text import printable
from workbench.exporting.workbook.book import Book, Table
from workbench.model import Block, BlockKind, Claim, Document

# Room for brackets, and for characters outside the basic plane, which count twice in a cell.
_LONGEST_PART = 15_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sheet a claim stands: paragraph number from 1, page (0 when unknown)."""

    number: int
    page: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text on one row; a long one takes several, `part` counting from 1 (0 when it is alone)."""

    number: int
    page: int
    part: int
    start: int
    end: int


def paragraphs(document: Document) -> list[Paragraph]:
    """The stretches of the text that hold something, in order; the cells of one row of a table go together."""
    made: list[Paragraph] = []
    number = 0
    for start, end, page in _stretches(document):
        if not document.text[start:end].strip():
            continue
        number += 1
        cuts = list(_parts(document.text, start, end))
        for part, (first, last) in enumerate(cuts, 1):
            made.append(Paragraph(number, page, part if len(cuts) > 1 else 0, first, last))
    return made


def places(claims: Sequence[Claim], rows: Sequence[Paragraph]) -> dict[str, Place]:
    """For each claim the paragraph it stands in."""
    starts = [row.start for row in rows]
    found: dict[str, Place] = {}
    for claim in claims:
        index = bisect_right(starts, claim.start) - 1
        if index >= 0:
            found[claim.id] = Place(rows[index].number, rows[index].page)
    return found


def write_text(book: Book, document: Document, claims: Sequence[Claim], rows: Sequence[Paragraph]) -> None:
    """One row a paragraph."""
    table = Table(book, "text")
    ordered = sorted(claims, key=lambda claim: claim.start)
    starts = [claim.start for claim in ordered]
    for row in rows:
        if table.full:
            continue
        inside = ordered[bisect_right(starts, row.start - 1) : bisect_right(starts, row.end - 1)]
        table.put("number", row.number)
        table.put("page", row.page or None)
        table.put("part", row.part or None)
        table.put("text", _marked(document.text, row, inside))
        table.put("claims", ", ".join(claim.id for claim in inside))
        if inside:
            first = inside[0].id.replace('"', '""')
            table.link("back", "claims", f'MATCH("{first}",[claims.id],0)', inside[0].id)
        table.next_row()
    table.finish()


def _marked(text: str, row: Paragraph, claims: Sequence[Claim]) -> str:
    """The text of a row, every number in brackets."""
    parts: list[str] = []
    at = row.start
    for claim in claims:
        if claim.start < at:
            continue
        end = min(claim.end, row.end)
        parts += [text[at : claim.start], "[", text[claim.start : end], "]"]
        at = end
    parts.append(text[at : row.end])
    return printable("".join(parts)).strip()


def _stretches(document: Document) -> Iterator[tuple[int, int, int]]:
    """Start, end and page of every block, and of what stands between blocks."""
    at = 0
    for start, end, page in _joined_rows(document.blocks):
        if start > at:
            yield at, start, page
        if end > max(start, at):
            yield max(start, at), end, page
        at = max(at, end)
    if at < len(document.text):
        yield from _lines(document.text, at)


def _joined_rows(blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    pending: tuple[int, int, int] | None = None
    row: tuple[int, int] | None = None
    for block in blocks:
        this = (block.cell.table, block.cell.row) if block.kind is BlockKind.CELL and block.cell is not None else None
        if pending is not None and this is not None and this == row:
            pending = (pending[0], max(pending[1], block.end), pending[2])
            continue
        if pending is not None:
            yield pending
        pending, row = (block.start, block.end, block.page), this
    if pending is not None:
        yield pending


def _lines(text: str, start: int) -> Iterator[tuple[int, int, int]]:
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        yield start, end, 0
        start = end


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces that fit a cell, cut at blanks where there are any."""
    while end - start > _LONGEST_PART:
        cut = text.rfind(" ", start + _LONGEST_PART // 2, start + _LONGEST_PART) + 1
        cut = cut or start + _LONGEST_PART
        yield start, cut
        start = cut
    yield start, end
