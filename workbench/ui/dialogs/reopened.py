"""The list of what is otherwise than when the case was last closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.ui.look import SPACE, Look
from workbench.ui.models.listing import Line, ListingModel
from workbench.ui.views.row_table import row_table


@dataclass(frozen=True, slots=True)
class ReopenedLine:
    """What is the matter, with which document (its title and id), what exactly; `path` when it can be opened again."""

    kind: str
    title: str
    detail: str
    document: str
    path: Path | None = None


class ReopenedDialog(QDialog):
    """`go_to` shows a document of the case, `open_again` reads a changed file as another document of it."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        lines: Sequence[ReopenedLine],
        go_to: Callable[[str], object],
        open_again: Callable[[Path], object],
    ) -> None:
        super().__init__(parent)
        wording = look.wording
        self._lines, self._go_to, self._open_again = lines, go_to, open_again
        self.setWindowTitle(wording("reopened.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model = ListingModel([wording(f"reopened.column.{name}") for name in ("kind", "title", "detail")], frozenset())
        model.setParent(self)
        model.set_lines([Line((line.kind, line.title, line.detail), line.document) for line in lines])
        self.table = row_table(model, wording("reopened.title"), wording("spoken.rows"))
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setColumnWidth(0, 24 * self.fontMetrics().averageCharWidth())
        self.table.setColumnWidth(1, 30 * self.fontMetrics().averageCharWidth())
        self.table.activated.connect(lambda _: self._show())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._offer())
        advice = QLabel(wording("reopened.advice"), wordWrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.again = QPushButton(wording("reopened.open_again"))
        self.again.setToolTip(wording("reopened.open_again_tip"))
        self.again.clicked.connect(self._again)
        self.go = QPushButton(wording("reopened.go_to"))
        self.go.setToolTip(wording("reopened.go_to_tip"))
        self.go.clicked.connect(self._show)
        for button in (self.go, self.again):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        for widget in (advice, self.table, buttons):
            column.addWidget(widget)
        self.resize(860, 380)
        self.table.setFocus()
        self.table.setCurrentIndex(model.index(0, 0))
        self._offer()

    def _chosen(self) -> ReopenedLine | None:
        row = self.table.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _offer(self) -> None:
        line = self._chosen()
        self.go.setEnabled(line is not None)
        self.again.setEnabled(line is not None and line.path is not None)

    def _show(self) -> None:
        line = self._chosen()
        if line is not None:
            self._go_to(line.document)
            self.accept()

    def _again(self) -> None:
        line = self._chosen()
        if line is not None and line.path is not None:
            self.accept()
            self._open_again(line.path)
