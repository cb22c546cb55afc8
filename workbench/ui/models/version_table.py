"""Versions of a text side by side: a row for each figure, for each version what is written and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont

from workbench.comparing import Row, State, state_name
from workbench.messages import say
from workbench.model import Claim, Document
from workbench.ui.figures import period_text, value_text, with_unit
from workbench.ui.look import Look
from workbench.ui.models.states import State as Mark

Index = QModelIndex | QPersistentModelIndex

_SIGNS = {
    State.SAME: "=",
    State.ROUNDED: "≈",
    State.HEDGE: "~",
    State.SCOPE: "⊂",
    State.SCALE: "×",
    State.UNIT: "¤",
    State.CHANGED: "≠",
    State.MISSING: "−",
    State.ADDED: "+",
}
_MARKS = {
    State.HEDGE: Mark.DOUBTFUL,
    State.SCOPE: Mark.DOUBTFUL,
    State.SCALE: Mark.INCONSISTENT,
    State.UNIT: Mark.INCONSISTENT,
    State.CHANGED: Mark.INCONSISTENT,
    State.MISSING: Mark.IMPLIED,
    State.ADDED: Mark.IMPLIED,
}
_AGAIN = "!"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One figure: its claim in each version and how it is written there, what became of it, and whether its verdict
    has to be looked at again."""

    cells: tuple[Claim | None, ...]
    written: tuple[str, ...]
    state: State
    again: bool = False

    @property
    def differs(self) -> bool:
        """Whether the versions do not say the same."""
        return self.state is not State.SAME


def written(document: Document, claim: Claim | None) -> str:
    """The number as it stands in the text, with the hedge before it."""
    return "" if claim is None else " ".join(document.text[claim.evidence_start : claim.end].split())


def state_since_first(row: Row) -> State:
    """What became of a figure since the first version that has it; added when that is not the first of all."""
    first = next(place for place, cell in enumerate(row.cells) if cell is not None)
    return Row(row.cells[first:], row.states[first:]).worst


class VersionTableModel(QAbstractTableModel):
    """Column 0 says what became of the figure; then two columns for each version."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._titles: tuple[str, ...] = ()
        self._all: list[VersionRow] = []
        self.rows: list[VersionRow] = []
        self._only_differences = False

    def set_versions(self, titles: Sequence[str], rows: Sequence[VersionRow]) -> None:
        """Show `rows` over the versions called `titles`."""
        self.beginResetModel()
        self._titles, self._all = tuple(titles), list(rows)
        self._pick()
        self.endResetModel()

    def show_differences(self, only: bool) -> None:
        """Leave out what is the same in all versions, or show it too."""
        if only != self._only_differences:
            self.beginResetModel()
            self._only_differences = only
            self._pick()
            self.endResetModel()

    def _pick(self) -> None:
        self.rows = [row for row in self._all if row.differs or row.again or not self._only_differences]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many figures there are, differ, and have to be checked again."""
        return len(self._all), sum(row.differs for row in self._all), sum(row.again for row in self._all)

    def state_texts(self) -> set[str]:
        """All that the first column says."""
        return {self._text(row, 0) for row in self._all}

    def claim_at(self, row: int, column: int) -> tuple[int, Claim] | None:
        """The version and claim a cell stands for; ``None`` for the first column and where the figure is missing."""
        version = self.version_of(column)
        if version is None or not 0 <= row < len(self.rows):
            return None
        claim = self.rows[row].cells[version]
        return None if claim is None else (version, claim)

    @staticmethod
    def version_of(column: int) -> int | None:
        """The version a column belongs to."""
        return None if column < 1 else (column - 1) // 2

    def find(self, version: int, claim: str) -> int | None:
        """The row that holds a claim of a version."""
        for place, row in enumerate(self.rows):
            cell = row.cells[version]
            if cell is not None and cell.id == claim:
                return place
        return None

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1 + 2 * len(self._titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        version = self.version_of(section)
        if role == Qt.ItemDataRole.ToolTipRole and version is not None and version < len(self._titles):
            return self._titles[version]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        wording = self._look.wording
        if version is None:
            return wording("compare.state")
        if version >= len(self._titles):
            return None
        return self._titles[version] if section % 2 else wording("compare.value")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not index.row() < len(self.rows):
            return None
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column > 0 and column % 2 == 0
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        if role == Qt.ItemDataRole.FontRole and column == 0 and row.again:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _text(self, row: VersionRow, column: int) -> str:
        wording = self._look.wording
        version = self.version_of(column)
        if version is None:
            name = state_name(row.state, wording.language)
            if row.again:
                return f"{_AGAIN} {say('comparing.recheck', wording.language, state=name)}"
            return f"{_SIGNS[row.state]} {name}"
        claim = row.cells[version]
        if claim is None:
            return "" if column % 2 == 0 else "—"
        if column % 2:
            return row.written[version]
        if claim.date is not None:
            return period_text(claim.date, wording)
        return with_unit(value_text(claim.quantity, wording), claim.quantity.unit, wording)

    def _colour(self, row: VersionRow, column: int) -> QBrush | None:
        theme = self._look.theme
        if column == 0:
            if row.again:
                return QBrush(theme.colour("warn"))
            mark = _MARKS.get(row.state)
            return QBrush(theme.colour("muted") if mark is None else theme.mark(mark))
        version = self.version_of(column)
        if version is not None and row.cells[version] is None:
            return QBrush(theme.colour("muted"))
        return None
