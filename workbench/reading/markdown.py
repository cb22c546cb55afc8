"""Markdown to blocks. The text stays as written, marks and all: blocks point at what stands between the marks."""

from __future__ import annotations

import re

from workbench.model import Block, BlockKind, Cell

_LINE = re.compile(r"[^\n]*\n?")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(\S[^\n]*)")
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*\n?$")
_FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ \t]?)+")
_RULE_ROW = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?\n?$")
_MARKDOWN_HINT = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+\S|^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t:|-]*$", re.MULTILINE)


def looks_like_markdown(text: str) -> bool:
    """Whether the beginning of `text` has a ``#`` heading or the rule of a table."""
    return _MARKDOWN_HINT.search(text[:20_000]) is not None


def markdown_blocks(text: str) -> list[Block]:
    """The headings, paragraphs, list items and table cells of `text`; code between fences is left out."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.tables = 0
        self.paragraph: tuple[int, int] | None = None

    def read(self) -> list[Block]:
        lines = [match.span() for match in _LINE.finditer(self.text) if match.end() > match.start()]
        fence = ""
        index = 0
        while index < len(lines):
            start, end = lines[index]
            line = self.text[start:end]
            index += 1
            mark = _FENCE.match(line)
            if fence:
                fence = "" if mark and mark.group(1) == fence else fence
            elif mark:
                self.close()
                fence = mark.group(1)
            elif not line.strip():
                self.close()
            elif "|" in line and index < len(lines) and _RULE_ROW.match(self.text[slice(*lines[index])]):
                self.close()
                index = self.table(lines, index - 1)
            else:
                self.line(start, line)
        self.close()
        return self.blocks

    def line(self, start: int, line: str) -> None:
        heading = _HEADING.match(line)
        underline = _UNDERLINE.match(line)
        if heading:
            self.close()
            body = _CLOSING_MARKS.sub("", heading.group(2).rstrip())
            self.add(BlockKind.HEADING, start + heading.start(2), len(body), level=len(heading.group(1)))
        elif underline and self.paragraph:
            first, last = self.paragraph
            self.paragraph = None
            self.add(BlockKind.HEADING, first, last - first, level=1 if "=" in underline.group(1) else 2)
        elif underline:
            return
        else:
            self.text_line(start, line)

    def text_line(self, start: int, line: str) -> None:
        quote = _QUOTE.match(line)
        lead = quote.end() if quote else 0
        item = _ITEM.match(line, lead)
        body_start = start + (item.end() if item else lead + len(line[lead:]) - len(line[lead:].lstrip()))
        body_end = start + len(line.rstrip())
        if body_end <= body_start:
            self.close()
        elif item:
            self.close()
            self.add(BlockKind.LIST_ITEM, body_start, body_end - body_start)
        elif self.paragraph:
            self.paragraph = (self.paragraph[0], body_end)
        elif self.blocks and self.blocks[-1].kind is BlockKind.LIST_ITEM and line[:1] in " \t" and self.adjoins(start):
            previous = self.blocks.pop()
            self.add(BlockKind.LIST_ITEM, previous.start, body_end - previous.start)
        else:
            self.paragraph = (body_start, body_end)

    def adjoins(self, start: int) -> bool:
        """Whether only the end of a line stands between the last block and `start`."""
        return self.text[self.blocks[-1].end : start].count("\n") <= 1

    def close(self) -> None:
        if self.paragraph:
            start, end = self.paragraph
            self.paragraph = None
            self.add(BlockKind.PARAGRAPH, start, end - start)

    def add(self, kind: BlockKind, start: int, length: int, level: int = 0, cell: Cell | None = None) -> None:
        self.blocks.append(Block(kind, start, start + length, level=level, cell=cell))

    def table(self, lines: list[tuple[int, int]], index: int) -> int:
        """Reads the table whose heading row is ``lines[index]``; gives the index of the line after it."""
        self.row(lines[index], 0, header=True)
        index += 2
        row = 1
        while index < len(lines) and "|" in self.text[slice(*lines[index])]:
            self.row(lines[index], row, header=False)
            row += 1
            index += 1
        self.tables += 1
        return index

    def row(self, span: tuple[int, int], row: int, *, header: bool) -> None:
        start, end = span
        line = self.text[start:end].rstrip()
        offset = len(line) - len(line.lstrip())
        offset += line[offset : offset + 1] == "|"
        column = 0
        while offset < len(line):
            bar = _bar(line, offset)
            cell = line[offset:bar]
            body = cell.strip()
            at = start + offset + (cell.index(body[0]) if body else 0)
            self.add(BlockKind.CELL, at, len(body), cell=Cell(self.tables, row, column, header))
            column += 1
            offset = bar + 1


def _bar(line: str, offset: int) -> int:
    """Where the cell that begins at `offset` ends: at the next bar that no backslash protects."""
    bar = line.find("|", offset)
    while bar > 0 and line[bar - 1] == "\\":
        bar = line.find("|", bar + 1)
    return len(line) if bar < 0 else bar
