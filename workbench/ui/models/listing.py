"""A plain table of what is only read: implied values, known figures, the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of a row, how each sorts, and what it stands for (an id of the panel's own choosing)."""

    cells: tuple[str, ...]
    target: str = ""
    keys: tuple[Any, ...] = ()


class ListingModel(QAbstractTableModel):
    """Rows of text under fixed headings; `right` are the columns of numbers."""

    def __init__(self, headings: Sequence[str], right: frozenset[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings, self._right = tuple(headings), right
        self._lines: list[Line] = []

    def set_lines(self, lines: list[Line]) -> None:
        """Show `lines`."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """What stands in a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column."""
        if not 0 <= column < len(self._headings):
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        lines = [self._lines[index.row()] for index in held]
        down = order is Qt.SortOrder.DescendingOrder
        self._lines.sort(
            key=lambda line: line.keys[column] if line.keys else line.cells[column].casefold(), reverse=down
        )
        places = {id(line): place for place, line in enumerate(self._lines)}
        fresh = [self.index(places[id(line)], index.column()) for line, index in zip(lines, held, strict=True)]
        self.changePersistentIndexList(held, fresh)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section] if 0 <= section < len(self._headings) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in self._right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
