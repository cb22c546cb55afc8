"""Plain text to blocks: headings, paragraphs, list items and drawn tables, with pages where form feeds mark them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from workbench.model import Block, BlockKind
from workbench.reading.text_tables import TextTable, is_caption, tables_in

_BREAKS = "\r\n\f\v\x85\u2028\u2029"
_LINE = re.compile(f"[^{_BREAKS}]+")
_ITEM = re.compile(r"(?:[-*•‣▪–—◦●]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))[ \t\u00a0]+(?=\S)")
_SENTENCE_END = tuple('.!?;:,…。！？；»”"')
_LONGEST_HEADING = 120
# A run of lines no wider than this may be one paragraph wrapped by hand or by a mail program.
_WRAP_WIDTHS = range(45, 111)

_Span = tuple[int, int]
# How a piece of a run stands in it: as its only line, among others, or above a table.
_ALONE, _AMONG, _CAPTION = "alone", "among", "caption"


def plain_blocks(text: str, pages: tuple[int, ...] = ()) -> list[Block]:
    """The blocks of `text`, in order. `pages` are the offsets at which pages after the first begin.

    Paragraphs end at empty lines. Lines without an empty line between them are joined where they look wrapped (the
    next word would not have fitted), and are paragraphs of their own otherwise.
    """
    pieces = [piece for run in _runs(text) for piece in _pieces(text, run)]
    blocks: list[Block] = []
    tables = 0
    for index, (start, end, piece) in enumerate(pieces):
        if isinstance(piece, TextTable):
            blocks += piece.blocks(text, tables, page_at(start, pages))
            tables += 1
            continue
        may_head = index + 1 < len(pieces) and (piece is _ALONE or index == 0)
        kind = _kind(text, start, end, may_head=may_head)
        if piece is _CAPTION and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.CAPTION
        level = (1 if index == 0 else 2) if kind is BlockKind.HEADING else 0
        blocks.append(Block(kind, start, end, level=level, page=page_at(start, pages)))
    return blocks


def page_at(offset: int, pages: tuple[int, ...]) -> int:
    """The page `offset` is on, from 1; 0 when the text has no pages."""
    return bisect_right(pages, offset) + 1 if pages else 0


def _runs(text: str) -> Iterator[list[_Span]]:
    """Lines that no empty line parts, each without the blanks around it."""
    run: list[_Span] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        breaks = text[previous_end : match.start()].replace("\r\n", "\n")
        previous_end = match.end()
        stripped = match.group().strip()
        if run and (not stripped or len(breaks) > 1 or breaks == "\f"):
            yield run
            run = []
        if stripped:
            start = text.index(stripped[0], match.start())
            run.append((start, start + len(stripped)))
    if run:
        yield run


def _pieces(text: str, run: list[_Span]) -> Iterator[tuple[int, int, TextTable | str]]:
    """The paragraphs and tables of a run of lines."""
    at = 0
    for table in tables_in(text, run):
        above = run[at : table.first]
        if above and is_caption(text, above[-1]):
            yield from ((start, end, _AMONG) for start, end in _joined(text, above[:-1]))
            yield *above[-1], _CAPTION
        else:
            yield from ((start, end, _AMONG) for start, end in _joined(text, above))
        yield run[table.first][0], run[table.last][1], table
        at = table.last + 1
    mark = _ALONE if len(run) == 1 else _AMONG
    yield from ((start, end, mark) for start, end in _joined(text, run[at:]))


def _joined(text: str, lines: list[_Span]) -> Iterator[_Span]:
    """Lines put together where they are one paragraph wrapped by hand."""
    if not lines:
        return
    width = max(end - start for start, end in lines)
    start, end = lines[0]
    last = lines[0]
    for line in lines[1:]:
        if _continues(text, last, line, width):
            end = line[1]
        else:
            yield start, end
            start, end = line
        last = line
    yield start, end


def _continues(text: str, line: _Span, following: _Span, width: int) -> bool:
    """Whether `following` goes on with the paragraph of `line` in a run of lines as wide as `width`."""
    if _ITEM.match(text, *following):
        return False
    if text[following[0]].islower():
        return True
    if width not in _WRAP_WIDTHS:
        return False
    word_end = text.find(" ", *following)
    first_word = (following[1] if word_end < 0 else word_end) - following[0]
    return line[1] - line[0] + 1 + first_word > width


def _kind(text: str, start: int, end: int, *, may_head: bool) -> BlockKind:
    if _ITEM.match(text, start, end):
        return BlockKind.LIST_ITEM
    if may_head and end - start <= _LONGEST_HEADING:
        piece = text[start:end]
        one_line = not any(mark in piece for mark in _BREAKS)
        if one_line and not piece.endswith(_SENTENCE_END) and any(map(str.isalpha, piece)):
            return BlockKind.HEADING
    return BlockKind.PARAGRAPH
