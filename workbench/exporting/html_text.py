"""The text of a document as HTML, its numbers marked by state."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from workbench.exporting.plain_text import printable
from workbench.exporting.states import State
from workbench.model import Block, BlockKind, Claim, Document


def safe(text: str) -> str:
    """`text` as the content of an element."""
    return escape(printable(text))


def attribute(text: str) -> str:
    """`text` as an attribute, quotation marks included."""
    return quoteattr(printable(text))


class MarkedText:
    """Writes stretches of a document with its claims marked. `words` names the states."""

    def __init__(
        self, document: Document, claims: Sequence[Claim], states: Mapping[str, State], words: Mapping[str, str]
    ) -> None:
        self._document = document
        self._claims = sorted(claims, key=lambda claim: (claim.start, -claim.end))
        self._starts = [claim.start for claim in self._claims]
        self._states, self._words = states, words

    def blocks(self) -> Iterator[str]:
        """The whole text, block by block: headings, paragraphs, lists, tables."""
        at = 0
        for kind, group in groupby(self._document.blocks, key=_family):
            blocks = [block for block in group if block.end > at]
            if not blocks:
                continue
            yield from self._loose(at, blocks[0].start)
            at = max(block.end for block in blocks)
            if kind is BlockKind.CELL:
                yield from self._tables(blocks)
            elif kind is BlockKind.LIST_ITEM:
                items = "".join(f"<li>{self.stretch(block.start, block.end)}</li>" for block in blocks)
                yield f"<ul>{items}</ul>\n"
            else:
                tag = "h3" if kind is BlockKind.HEADING else "p"
                for block in blocks:
                    yield f"<{tag}>{self.stretch(block.start, block.end)}</{tag}>\n"
        yield from self._loose(at, len(self._document.text))

    def stretch(self, start: int, end: int) -> str:
        """One stretch of the text with its numbers marked."""
        text = self._document.text
        parts: list[str] = []
        at = start
        for claim in self._claims[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if claim.start < at:
                continue
            parts.append(safe(text[at : claim.start]))
            at = min(claim.end, end)
            parts.append(self._mark(claim, text[claim.start : at]))
        parts.append(safe(text[at:end]))
        return "".join(parts).strip()

    def _mark(self, claim: Claim, text: str) -> str:
        state = self._states.get(claim.id, State.UNCHECKED)
        word = self._words[state.value]
        sign = (
            ""
            if state is State.UNCHECKED
            else f'<i class="sign" role="img" aria-label={attribute(word)}>{state.sign}</i>'
        )
        return f'<mark id={attribute(claim.id)} class="{state.value}" title={attribute(word)}>{safe(text)}{sign}</mark>'

    def _loose(self, start: int, end: int) -> Iterator[str]:
        """What stands outside all blocks, a paragraph a line."""
        text = self._document.text
        while start < end:
            stop = text.find("\n", start, end)
            stop = end if stop < 0 else stop + 1
            if text[start:stop].strip():
                yield f"<p>{self.stretch(start, stop)}</p>\n"
            start = stop

    def _tables(self, blocks: Sequence[Block]) -> Iterator[str]:
        for _, cells in groupby(blocks, key=lambda block: block.cell.table if block.cell is not None else -1):
            yield '<div class="wide"><table>\n'
            for _, row in groupby(cells, key=lambda block: block.cell.row if block.cell is not None else -1):
                yield "<tr>" + "".join(self._cell(block) for block in row) + "</tr>\n"
            yield "</table></div>\n"

    def _cell(self, block: Block) -> str:
        cell = block.cell
        header = cell is not None and cell.header
        spans = ""
        if cell is not None and cell.column_span > 1:
            spans += f' colspan="{cell.column_span}"'
        if cell is not None and cell.row_span > 1:
            spans += f' rowspan="{cell.row_span}"'
        tag = "th" if header else "td"
        return f"<{tag}{spans}>{self.stretch(block.start, block.end)}</{tag}>"


def _family(block: Block) -> BlockKind:
    """The kinds that are written alike."""
    if block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM):
        return block.kind
    return BlockKind.CELL if block.kind is BlockKind.CELL and block.cell is not None else BlockKind.PARAGRAPH
