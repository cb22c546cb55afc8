"""What a workbook would change, line by line, before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.look import SPACE, Look
from workbench.ui.models.returned_lines import ReturnedLine
from workbench.ui.named import named
from workbench.ui.views.row_table import in_rows

if TYPE_CHECKING:
    from workbench.exporting.round_trip import Change

_COLUMNS = ("claim", "field", "old", "new", "remark")
_WIDTHS = (28, 16, 22, 36, 26)


class ReadBackDialog(QDialog):
    """`done` gets the changes that stayed ticked; the dialog stays open when it says no. `point_at` shows a claim."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        name: str,
        lines: Sequence[ReturnedLine],
        problems: Sequence[str],
        done: Callable[[Sequence[Change]], bool],
        point_at: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self._ticks: list[QTableWidgetItem] = []
        self._lines, self._done, self._point_at = list(lines), done, point_at
        wording = self._wording = look.wording
        self.setWindowTitle(wording("returning.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        column.addWidget(QLabel(wording("returning.question", n=len(lines), name=name), wordWrap=True))
        contested = sum(line.contested for line in lines)
        if contested:
            said = QLabel(wording("returning.contested_count", n=contested), wordWrap=True)
            column.addWidget(named(said, "count"))
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        if problems:
            column.addWidget(QLabel(wording("returning.aside")))
            aside = QListWidget()
            aside.setAccessibleName(wording("returning.aside"))
            aside.addItems(list(problems))
            aside.setWordWrap(True)
            aside.setMaximumHeight((aside.fontMetrics().height() + SPACE) * min(len(problems), 5) + 4 * SPACE)
            column.addWidget(aside)
        row = QHBoxLayout()
        for key, state in (("all", Qt.CheckState.Checked), ("nothing", Qt.CheckState.Unchecked)):
            button = QPushButton(wording(f"returning.{key}"))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, state=state: self._tick_all(state))
            row.addWidget(button)
        row.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.confirm = buttons.button(QDialogButtonBox.StandardButton.Ok)
        row.addWidget(buttons)
        column.addLayout(row)
        self.resize(min(980, parent.width() - 40), min(560, parent.height() - 60))
        self._count()

    def _make_table(self) -> QTableWidget:
        wording = self._wording
        table = QTableWidget(len(self._lines), len(_COLUMNS))
        table.setAccessibleName(wording("returning.name"))
        table.setHorizontalHeaderLabels([wording(f"returning.{name}") for name in _COLUMNS])
        in_rows(table)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, line in enumerate(self._lines):
            remark = wording("returning.contested") if line.contested else ""
            for place, text in enumerate((line.subject, line.field, line.old, line.new, remark)):
                shown = " ".join(text.split())
                item = QTableWidgetItem(shown)
                item.setToolTip(text)
                table.setItem(row, place, item)
                if place == 0:
                    item.setCheckState(Qt.CheckState.Unchecked if line.contested else Qt.CheckState.Checked)
                    self._ticks.append(item)
        for place, width in enumerate(_WIDTHS):
            table.setColumnWidth(place, self.fontMetrics().averageCharWidth() * width + 3 * SPACE)
        table.itemChanged.connect(lambda _: self._count())
        table.currentCellChanged.connect(lambda row, *_: self._show(row))
        return table

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._lines) and self._lines[row].claim:
            self._point_at(self._lines[row].claim)

    def _tick_all(self, state: Qt.CheckState) -> None:
        self.table.blockSignals(True)
        for tick in self._ticks:
            tick.setCheckState(state)
        self.table.blockSignals(False)
        self._count()

    @property
    def ticked(self) -> list[Change]:
        """The changes to take over."""
        checked = Qt.CheckState.Checked
        ticks = zip(self._lines, self._ticks, strict=True)
        return [line.change for line, tick in ticks if tick.checkState() == checked]

    def _count(self) -> None:
        count = len(self.ticked)
        self.confirm.setText(self._wording("returning.take", n=count))
        self.confirm.setEnabled(count > 0)

    def accept(self) -> None:
        if self._done(self.ticked):
            super().accept()
