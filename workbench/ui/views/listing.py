"""A panel around a plain table: implied values, known figures, the log."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from workbench.ui.look import SPACE, Look
from workbench.ui.models.listing import Line, ListingModel
from workbench.ui.named import named
from workbench.ui.views.content_or_sentence import lay_out
from workbench.ui.views.row_table import row_table


class ListingPanel(QWidget):
    """Headings, rows, a sentence in place of an empty table. `chosen` carries the target of the row pressed."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        columns: Sequence[tuple[str, int]],
        empty: str,
        right: frozenset[int] = frozenset(),
        head: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.model = ListingModel([heading for heading, _ in columns], right, self)
        table = self.table = row_table(self.model, name, look.wording("spoken.rows"))
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._widths = [self.fontMetrics().averageCharWidth() * width + 3 * SPACE for _, width in columns]
        self._spreading = self._by_hand = False
        for place, width in enumerate(self._widths):
            table.setColumnWidth(place, width)
        header.sectionResized.connect(self._resized)
        table.clicked.connect(self._pressed)
        table.activated.connect(self._pressed)
        self._empty = named(QLabel(empty, wordWrap=True), "emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = lay_out(self, [] if head is None else [head], table, self._empty)
        self.set_lines([])

    def set_lines(self, lines: list[Line]) -> None:
        """Show `lines`."""
        self.model.set_lines(lines)
        self._pages.setCurrentIndex(0 if lines else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Give every column its part of the room there is, until the analyst sets a width."""
        room, needed = self.width() - self.table.verticalScrollBar().sizeHint().width(), sum(self._widths)
        if self._by_hand or not needed:
            return
        self._spreading = True
        for place, width in enumerate(self._widths):
            self.table.setColumnWidth(place, width * max(room, needed) // needed)
        self._spreading = False

    def _resized(self, place: int, _before: int, _after: int) -> None:
        # The last column takes what is left by itself.
        if not self._spreading and place < len(self._widths) - 1:
            self._by_hand = True

    def _pressed(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if line is not None and line.target:
            self.chosen.emit(line.target)

    def sizeHint(self) -> QSize:
        return QSize(720, 300)
