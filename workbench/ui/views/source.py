"""The source text with its numbers marked. Read-only: a new version of a text is a new document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QToolTip

from workbench.model import BlockKind, Cell, Claim, Document
from workbench.ui.models.spans import ClaimSpans
from workbench.ui.models.states import State
from workbench.ui.models.table_columns import column_places
from workbench.ui.offsets import Utf16Map
from workbench.ui.theme import Theme
from workbench.ui.views.mark_painting import paint_ground, paint_mark, paint_outline
from workbench.ui.views.reading_layout import PLAIN, BlockStyle, ReadingLayout
from workbench.ui.views.text_geometry import TextView

MEASURE = 76  # characters in a line of comfortable length
_MARGIN = 20
# Characters Qt keeps for itself, each shown as one that takes as much room in UTF-16.
_UNSHOWABLE = {0: "\ufffd", 0xFDD0: "\ufffd", 0xFDD1: "\ufffd", 0xFFFC: "\ufffd", 0x2029: " ", 0x0D: " "}
# Qt lays a paragraph out as a whole: one without a line break is shown in pieces of this many characters.
_LONGEST_PARAGRAPH = 12_000


class SourceView(TextView):
    """Shows one document. Ask it to `show_claim`; it tells which claim was pressed or asked about."""

    claim_pressed = Signal(str, bool)
    zoomed = Signal(int)
    menu_wanted = Signal(object, object)
    moved = Signal()

    def __init__(self, theme: Theme, describe: Callable[[Claim], str]) -> None:
        super().__init__()
        self._theme = theme
        self._describe = describe
        self._document: Document | None = None
        self._text = ""
        self._spans = ClaimSpans()
        self._states: Mapping[str, State] = {}
        self._unmarked: Set[str] = frozenset()
        self._selected: frozenset[str] = frozenset()
        self._related: frozenset[str] = frozenset()
        self._current: str | None = None
        self._hovered: Claim | None = None
        self._found: list[tuple[int, int]] = []
        self._hit: tuple[int, int] | None = None
        self._zoom = 100
        self._lane_width = 0
        self._styles: dict[tuple[BlockKind, int], BlockStyle] = {}
        self._columns: dict[int, tuple[float, ...]] = {}
        self._sheet: QTextDocument | None = None
        self._reading_layout: ReadingLayout | None = None
        self.setObjectName("sourceText")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setCenterOnScroll(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._geometry_changed = QTimer(self, singleShot=True, interval=0)
        self._geometry_changed.timeout.connect(self.moved)
        self.updateRequest.connect(lambda *_: self._geometry_changed.start())
        self.set_zoom(100)

    # What is shown

    def set_document(self, document: Document | None) -> None:
        """Show `document` from its beginning, without marks."""
        self._document = document
        self._text = document.text if document is not None else ""
        self._map = Utf16Map(self._text)
        self._spans = ClaimSpans()
        self._found, self._hit = [], None
        self._hovered = None
        self._columns = {}
        sheet = QTextDocument(self)
        self._reading_layout = ReadingLayout(sheet, self._style_at)
        sheet.setDocumentLayout(self._reading_layout)
        sheet.setDefaultFont(self.font())
        sheet.setUndoRedoEnabled(False)
        sheet.setPlainText(_showable(self._text))
        previous, self._sheet = self._sheet, sheet
        self.setDocument(sheet)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setCursorWidth(1)
        if previous is not None:
            previous.deleteLater()
        self._fit()

    def set_claims(self, spans: ClaimSpans, states: Mapping[str, State], unmarked: Set[str]) -> None:
        """Mark the numbers of `spans`, each by its state, but for those in `unmarked` (dates nobody asked about)."""
        self._spans, self._states, self._unmarked = spans, states, unmarked
        self._hovered = None
        self.viewport().update()
        self._geometry_changed.start()

    def set_selection(self, selected: frozenset[str], current: str | None, related: frozenset[str]) -> None:
        """Band the `selected` claims, frame the `current` one, tint those `related` by the current finding."""
        self._selected, self._current, self._related = selected, current, related
        self.viewport().update()
        self._geometry_changed.start()

    def set_found(self, found: list[tuple[int, int]]) -> None:
        """Mark the stretches a search found."""
        self._found, self._hit = found, None
        self.viewport().update()

    def show_hit(self, start: int, end: int) -> None:
        """Bring one of them into view and frame it."""
        self._hit = (start, end)
        self.viewport().update()
        self.show_span(start, end)

    def set_lane_width(self, width: int) -> None:
        """Leave `width` pixels free left of the text for the margin lane."""
        self._lane_width = width
        self._fit()

    @property
    def zoom(self) -> int:
        """The size of the text in percent."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Show the text at `percent` of its reading size, 15 % above the interface's."""
        self._zoom = max(50, min(percent, 400))
        font = QFont()
        font.setPointSizeF(font.pointSizeF() * 1.15 * self._zoom / 100)
        self._styles.clear()
        self._columns = {}
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._fit()
        if self._reading_layout is not None:
            self._reading_layout.forget()
        self.zoomed.emit(self._zoom)

    def show_span(self, start: int, end: int) -> None:
        """Bring a stretch into view: leave the text where it is if it can be seen, else to the middle."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._map.to_utf16(start))
        inside = self.viewport().rect().adjusted(0, 4, 0, -4)
        pieces = self.pieces(start, end)
        seen = bool(pieces) and all(inside.contains(piece.rect.toAlignedRect()) for piece in pieces)
        place = self.verticalScrollBar().value()
        self.setTextCursor(cursor)
        if seen:
            self.verticalScrollBar().setValue(place)
        else:
            self.centerCursor()

    def selected_span(self) -> tuple[int, int] | None:
        """The code points the analyst has selected, if any."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self._map.to_code_point(cursor.selectionStart()), self._map.to_code_point(cursor.selectionEnd())

    def cursor_offset(self) -> int:
        """The code point at which the text cursor stands."""
        return self._map.to_code_point(self.textCursor().position())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        start, end = self.visible_span()
        visible = list(self._spans.within(start, end))
        places = self.pieces_by_span([(claim.start, claim.end) for claim in visible])
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for claim, pieces in zip(visible, places, strict=True):
            state = self._states.get(claim.id, State.UNCHECKED)
            for piece in pieces:
                paint_ground(
                    painter,
                    piece.rect,
                    state,
                    self._theme,
                    selected=claim.id in self._selected,
                    current=claim.id == self._current,
                    related=claim.id in self._related,
                )
        self._paint_found(painter, start, end)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for claim, pieces in zip(visible, places, strict=True):
            state = self._states.get(claim.id, State.UNCHECKED)
            marked = claim.id not in self._unmarked
            for piece in pieces if marked else ():
                paint_mark(painter, piece.rect.left(), piece.rect.right(), piece.base, state, self._theme.mark(state))
                if self._hovered is not None and claim.id == self._hovered.id:
                    paint_outline(painter, piece.rect, self._theme.colour("hover"))
        painter.end()

    def _paint_found(self, painter: QPainter, start: int, end: int) -> None:
        painter.setBrush(self._theme.colour("found"))
        visible = [span for span in self._found if span[1] > start and span[0] < end]
        for span, pieces in zip(visible, self.pieces_by_span(visible), strict=True):
            # The hit that is shown is framed, so that it can be told from the others without colours.
            painter.setPen(QPen(self._theme.colour("text"), 1.5) if span == self._hit else Qt.PenStyle.NoPen)
            for piece in pieces:
                painter.drawRoundedRect(piece.rect.adjusted(-1, 0, 1, 1), 2, 2)

    # Mouse and keys

    def claim_at(self, point: QPointF) -> Claim | None:
        """The claim under a point of the viewport; the shortest where several overlap."""
        offset = self.offset_at(point)
        for candidate in (offset, offset - 1):
            for claim in self._spans.at(candidate):
                if any(piece.rect.adjusted(-2, -2, 2, 4).contains(point) for piece in self.pieces(*_span(claim))):
                    return claim
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hovered = self.claim_at(event.position())
        if hovered is not self._hovered:
            self._hovered = hovered
            shape = Qt.CursorShape.IBeamCursor if hovered is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            claim = self.claim_at(event.position())
            if claim is not None:
                self.claim_pressed.emit(claim.id, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            claim = self.claim_at(QPointF(event.pos()))
            if claim is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._describe(claim), self.viewport())
            return True
        if event.type() is QEvent.Type.Leave and self._hovered is not None:
            self._hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.set_zoom(self._zoom + (10 if event.angleDelta().y() > 0 else -10))
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.textCursor().hasSelection():
            under = self._spans.at(self.cursor_offset())
            if under:
                self.claim_pressed.emit(under[0].id, False)
                return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.claim_at(QPointF(event.pos())), event.globalPos())

    def createMimeDataFromSelection(self) -> QMimeData:
        # Copied from the document itself: the widget turns no-break spaces into plain ones.
        mime = QMimeData()
        span = self.selected_span()
        mime.setText("" if span is None else self._text[slice(*span)])
        return mime

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep lines to a comfortable length, centred when the pane is wider."""
        bar = self.verticalScrollBar().sizeHint().width()
        available = self.width() - bar - self._lane_width - _MARGIN
        measure = round(self.fontMetrics().averageCharWidth() * MEASURE)
        spare = max(0, available - measure)
        left = self._lane_width + spare // 2
        self.setViewportMargins(left, 0, max(_MARGIN, spare - spare // 2), 0)
        if self._reading_layout is not None:
            self._reading_layout.set_width(min(available, measure))
        self._geometry_changed.start()

    def lane_left(self) -> int:
        """Where the margin lane starts, so that it ends at the text."""
        return self.viewportMargins().left() - self._lane_width

    def _style_at(self, unit: int) -> BlockStyle:
        if self._document is None or not self._document.blocks:
            return PLAIN
        offset = self._map.to_code_point(unit)
        index = self._document.block_at(offset)
        block = self._document.blocks[max(index, 0)]
        if not block.start <= offset <= block.end:
            return PLAIN
        if block.cell is not None:
            return self._row_style(block.cell)
        key = (block.kind, block.level)
        if key not in self._styles:
            self._styles[key] = self._make_style(block.kind, block.level)
        return self._styles[key]

    def _row_style(self, cell: Cell) -> BlockStyle:
        """The row of a table: columns as wide as their widest cell, headings bold."""
        if self._document is None:
            return PLAIN
        if not self._columns:
            self._columns = column_places(self._document, self.fontMetrics().horizontalAdvance, self._widest_column())
        form = None
        if cell.header and not cell.row:
            form = QTextCharFormat()
            form.setFontWeight(QFont.Weight.DemiBold)
        return BlockStyle(form, 0.0, 0.0, self._columns.get(cell.table, ()))

    def _widest_column(self) -> float:
        return 26.0 * self.fontMetrics().averageCharWidth()

    def _make_style(self, kind: BlockKind, level: int) -> BlockStyle:
        size = self.font().pointSizeF()
        form = QTextCharFormat()
        em = self.fontMetrics().horizontalAdvance("n")
        if kind is BlockKind.HEADING:
            form.setFontWeight(QFont.Weight.DemiBold)
            form.setFontPointSize(size * {1: 1.45, 2: 1.25}.get(level or 1, 1.1))
            return BlockStyle(form, 0.0, 0.3)
        if kind is BlockKind.LIST_ITEM:
            return BlockStyle(None, 2.0 * em)
        if kind in (BlockKind.FOOTNOTE, BlockKind.CAPTION):
            form.setFontPointSize(size * 0.9)
            form.setFontItalic(kind is BlockKind.CAPTION)
            return BlockStyle(form)
        return PLAIN


def _span(claim: Claim) -> tuple[int, int]:
    return claim.start, claim.end


def _showable(text: str) -> str:
    """`text` with the same offsets, fit to be shown: no character Qt reserves, no paragraph too long to lay out."""
    text = text.translate(_UNSHOWABLE)
    if len(text) <= _LONGEST_PARAGRAPH:
        return text
    pieces = []
    for paragraph in text.split("\n"):
        start = 0
        while len(paragraph) - start > _LONGEST_PARAGRAPH:
            space = paragraph.rfind(" ", start + _LONGEST_PARAGRAPH // 2, start + _LONGEST_PARAGRAPH)
            if space < 0:
                break
            pieces.append(paragraph[start:space])
            start = space + 1
        pieces.append(paragraph[start:])
    return "\n".join(pieces)
