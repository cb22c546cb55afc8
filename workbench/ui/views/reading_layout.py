"""Lays the source text out for reading: open lines, headings larger, list items set in.

`QPlainTextDocumentLayout` has no line spacing, so this lays each paragraph out itself, when it is first asked for its
size. Formats are set at the same moment: nothing is computed for paragraphs that were never on screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextDocument, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

LINE_SPACING = 1.5
_PARAGRAPH_SPACING = 0.45  # of a line, after a paragraph
_BLANK_HEIGHT = 0.55  # of a line, for a paragraph without text


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """How one paragraph is set: its character format, where it starts (pixels) and the space before it (lines).

    `tabs` are the places of the columns, in pixels, when the paragraph is the row of a table.
    """

    format: QTextCharFormat | None = None
    indent: float = 0.0
    space_before: float = 0.0
    tabs: tuple[float, ...] = ()


PLAIN = BlockStyle()


class ReadingLayout(QPlainTextDocumentLayout):
    """Paragraphs with room between the lines. `style` names the style of a paragraph by its position (UTF-16)."""

    def __init__(self, document: QTextDocument, style: Callable[[int], BlockStyle]) -> None:
        super().__init__(document)
        self._style = style
        self._width = 600.0

    def set_width(self, width: float) -> None:
        """Break lines at `width` pixels from now on."""
        if width != self._width:
            self._width = width
            self.forget()

    def forget(self) -> None:
        """Lay everything out afresh when next asked for."""
        block = self.document().firstBlock()
        while block.isValid():
            block.clearLayout()
            block = block.next()
        self.documentSizeChanged.emit(self.documentSize())
        self.update.emit()

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        layout = block.layout()
        if not layout.lineCount():
            self._lay_out(block, layout)
        last = layout.lineAt(layout.lineCount() - 1)
        line = last.height()
        margin = self.document().documentMargin()
        if not last.textLength() and layout.lineCount() == 1:
            height = line * _BLANK_HEIGHT * LINE_SPACING
        else:
            height = last.y() + line * (1 + (LINE_SPACING - 1) / 2 + _PARAGRAPH_SPACING)
        if not block.next().isValid():
            height += 2 * line
        return QRectF(0, 0, self._width + margin, height)

    def _lay_out(self, block: QTextBlock, layout: QTextLayout) -> None:
        style = self._style(block.position())
        ranges = []
        if style.format is not None and block.length() > 1:
            whole = QTextLayout.FormatRange()
            whole.start, whole.length, whole.format = 0, block.length() - 1, style.format
            ranges.append(whole)
        layout.setFormats(ranges)
        option = QTextOption(self.document().defaultTextOption())
        if style.tabs:
            option.setTabArray(list(style.tabs))
        layout.setTextOption(option)
        margin = self.document().documentMargin()
        available = max(self._width - 2 * margin - style.indent, 50.0)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(available)
            natural = line.height()
            if not height:
                height = style.space_before * natural
            line.setPosition(QPointF(margin + style.indent, height + natural * (LINE_SPACING - 1) / 2))
            height += natural * LINE_SPACING
        layout.endLayout()
        block.setLineCount(max(layout.lineCount(), 1))
