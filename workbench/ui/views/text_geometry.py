"""Where stretches of the text stand in the viewport. Knows the visible paragraphs only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextLine
from PySide6.QtWidgets import QPlainTextEdit

from workbench.ui.offsets import Utf16Map


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a stretch that stands on one line: its box and its base line, in viewport pixels."""

    rect: QRectF
    base: float


class TextView(QPlainTextEdit):
    """A read-only text that can say where code point offsets are on screen."""

    def __init__(self) -> None:
        super().__init__()
        self._map = Utf16Map("")

    def visible_blocks(self) -> Iterator[tuple[QTextBlock, QPointF, float]]:
        """The paragraphs in the viewport, each with its top left corner and its height."""
        block = self.firstVisibleBlock()
        layout = self.document().documentLayout()
        # The geometry of each is asked for once: Qt's own way to a paragraph begins at the first one every time.
        corner = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
        bottom = self.viewport().height()
        while block.isValid() and corner.y() <= bottom:
            height = layout.blockBoundingRect(block).height()
            yield block, corner, height
            corner = QPointF(corner.x(), corner.y() + height)
            block = block.next()

    def visible_span(self) -> tuple[int, int]:
        """The code points from the first to the last visible paragraph."""
        first = last = None
        for block, _, _ in self.visible_blocks():
            first = block if first is None else first
            last = block
        if first is None or last is None:
            return 0, 0
        return self._map.to_code_point(first.position()), self._map.to_code_point(last.position() + last.length())

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Where the code points from `start` to `end` stand, line by line; nothing for what is out of sight."""
        low, high = self._map.to_utf16(start), self._map.to_utf16(end)
        found: list[Piece] = []
        for block, corner, _ in self.visible_blocks():
            if block.position() >= high:
                break
            if block.position() + block.length() <= low:
                continue
            found.extend(_pieces_in(block, corner, low - block.position(), high - block.position()))
        return found

    def pieces_by_span(self, spans: list[tuple[int, int]]) -> list[list[Piece]]:
        """The same for many stretches in text order, in one pass over the visible paragraphs."""
        blocks = list(self.visible_blocks())
        found = []
        for start, end in spans:
            low, high = self._map.to_utf16(start), self._map.to_utf16(end)
            pieces: list[Piece] = []
            for block, corner, _ in blocks:
                if block.position() >= high:
                    break
                if block.position() + block.length() > low:
                    pieces.extend(_pieces_in(block, corner, low - block.position(), high - block.position()))
            found.append(pieces)
        return found

    def offset_at(self, point: QPointF) -> int:
        """The code point nearest to a point of the viewport."""
        return self._map.to_code_point(self.cursorForPosition(point.toPoint()).position())


def _pieces_in(block: QTextBlock, corner: QPointF, low: int, high: int) -> Iterator[Piece]:
    layout = block.layout()
    low, high = max(low, 0), min(high, block.length() - 1)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        start, end = line.textStart(), line.textStart() + line.textLength()
        if start >= high:
            return
        if end <= low:
            continue
        left, right = sorted((_x(line, max(low, start)), _x(line, min(high, end))))
        # A line may end in a blank that hangs over; no mark belongs under it.
        right = max(left, min(right, line.x() + line.naturalTextWidth()))
        top = corner.y() + line.y()
        rect = QRectF(corner.x() + left, top, max(right - left, 2.0), line.height())
        yield Piece(rect, top + line.ascent() + 2.0)


def _x(line: QTextLine, position: int) -> float:
    # The binding gives the adjusted position along with the abscissa; its stubs do not say so.
    place: Any = line.cursorToX(position)
    return float(place[0] if isinstance(place, tuple) else place)
