"""A panel around a plain table: implied values, known figures, the log."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QStackedLayout, QTableView, QVBoxLayout, QWidget

from workbench.ui.look import SPACE, Look
from workbench.ui.models.listing import Line, ListingModel
from workbench.ui.named import frameless, named


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
        table = self.table = frameless(QTableView())
        table.setAccessibleName(name)
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.15) + 3 * SPACE)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, (_, width) in enumerate(columns):
            table.setColumnWidth(place, self.fontMetrics().averageCharWidth() * width + 3 * SPACE)
        table.clicked.connect(self._pressed)
        table.activated.connect(self._pressed)
        self._empty = named(QLabel(empty, wordWrap=True), "emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pane = QWidget()
        self._pages = QStackedLayout(pane)
        self._pages.addWidget(table)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if head is not None:
            column.addWidget(head)
        column.addWidget(pane, 1)
        self.set_lines([])

    def set_lines(self, lines: list[Line]) -> None:
        """Show `lines`."""
        self.model.set_lines(lines)
        self._pages.setCurrentIndex(0 if lines else 1)

    def _pressed(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if line is not None and line.target:
            self.chosen.emit(line.target)

    def sizeHint(self) -> QSize:
        return QSize(720, 300)
