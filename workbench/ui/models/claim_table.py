"""The claims table as Qt sees it. Sorting and filtering happen here, on the list of rows: a proxy would be slow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from workbench.model import Claim
from workbench.ui.models.claim_columns import COLUMNS, POSITION, Column
from workbench.ui.models.claim_filter import ClaimFilter
from workbench.ui.models.claim_rows import ClaimRow
from workbench.ui.theme import Theme
from workbench.ui.wording import Wording

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
EDITED_SIGN = "✎"


class ClaimTableModel(QAbstractTableModel):
    """Rows of claims, in the chosen order, those the filter keeps. Editing is handed to `edit`, never done here."""

    def __init__(
        self,
        wording: Wording,
        theme: Theme,
        edit: Callable[[str, str, str], bool],
        describe: Callable[[Claim], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._edit, self._describe = edit, describe
        self._all: list[ClaimRow] = []
        self._ordered_all: list[ClaimRow] = []
        self._shown: list[ClaimRow] = []
        self._places: dict[str, int] = {}
        self._filter = ClaimFilter()
        self._dates = False
        self._sorted_by: tuple[int, Qt.SortOrder] = (0, Qt.SortOrder.AscendingOrder)
        self._tabular = QFont()
        self._tabular.setFeature(QFont.Tag("tnum"), 1)

    # What is shown

    @property
    def total(self) -> int:
        """How many claims there are without the filter."""
        return len(self._ordered_all)

    @property
    def rows(self) -> list[ClaimRow]:
        """The rows shown, in the order shown."""
        return self._shown

    def row_of(self, claim: str) -> int | None:
        """Where `claim` is shown, if it is."""
        if not self._places and self._shown:
            self._places = {row.claim.id: place for place, row in enumerate(self._shown)}
        return self._places.get(claim)

    def set_rows(self, rows: list[ClaimRow]) -> None:
        """Show `rows`, which are in the order of the text. The same claims in the same order keep views in place."""
        same = len(rows) == len(self._all) and all(
            old.claim.id == new.claim.id for old, new in zip(self._all, rows, strict=True)
        )
        self._all = rows
        self._order()
        kept = self._filter.apply(self._ordered_all)
        if same and [row.claim.id for row in kept] == [row.claim.id for row in self._shown]:
            self._shown = kept
            if kept:
                self.dataChanged.emit(self.index(0, 0), self.index(len(kept) - 1, len(COLUMNS) - 1))
            return
        self._replace(kept)

    def update_rows(self, rows: Iterable[ClaimRow]) -> None:
        """Some of the rows read otherwise than before; none came, went or stands elsewhere."""
        rows = list(rows)
        in_text_order = self._sorted_by == (0, Qt.SortOrder.AscendingOrder)
        if (
            not in_text_order
            or self._filter.terms
            or any(self._belongs(row) is (self.row_of(row.claim.id) is None) for row in rows)
        ):
            self.set_rows(self._all)
            return
        for row in rows:
            place = self.row_of(row.claim.id)
            if place is not None:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))

    def _belongs(self, row: ClaimRow) -> bool:
        return self._dates or not row.is_idle_date

    def set_filter(self, chosen: ClaimFilter) -> None:
        """Show only what `chosen` keeps."""
        self._filter = chosen
        self._replace(chosen.apply(self._ordered_all))

    def set_dates(self, shown: bool) -> None:
        """Show dates too; without it only those that some finding is about."""
        if shown != self._dates:
            self._dates = shown
            self._order()
            self.set_filter(self._filter)

    def _order(self) -> None:
        """All rows that may be shown, in the chosen order: the filter only leaves some out."""
        rows = [row for row in self._all if self._belongs(row)]
        column, order = self._sorted_by
        if column or order is Qt.SortOrder.DescendingOrder:
            rows = sorted(rows, key=COLUMNS[column].sort, reverse=order is Qt.SortOrder.DescendingOrder)
        self._ordered_all = rows

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; selected rows stay selected."""
        self._sorted_by = (column, order)
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        rows = [self._shown[index.row()] for index in held]
        self._order()
        self._shown = self._filter.apply(self._ordered_all)
        places = {id(row): place for place, row in enumerate(self._shown)}
        fresh = [self.index(places[id(row)], index.column()) for row, index in zip(rows, held, strict=True)]
        self.changePersistentIndexList(held, fresh)
        self._places = {}
        self.layoutChanged.emit()

    def _replace(self, rows: list[ClaimRow]) -> None:
        self.beginResetModel()
        self._shown, self._places = rows, {}
        self.endResetModel()

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index)
        if self._editable(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._wording(f"column.{column.key}")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._wording(f"column_tip.{column.key}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row, column = self._shown[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            text = column.text(row, self._wording)
            return f"{text} {EDITED_SIGN}" if column.field is not None and column.field in row.edited else text
        if role == Qt.ItemDataRole.EditRole:
            return self.typed_text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._foreground(row, column)
        if role == Qt.ItemDataRole.FontRole and column.right:
            return self._tabular
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._describe(row.claim)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self._editable(index):
            return False
        row, column = self._shown[index.row()], COLUMNS[index.column()]
        if column.field is None or str(value) == self.typed_text(row, column):
            return False
        return self._edit(row.claim.id, column.field, str(value))

    def typed_text(self, row: ClaimRow, column: Column) -> str:
        """What stands in the cell when it is edited: as an analyst would type it."""
        claim = row.claim
        if column.field == "value":
            return column.text(row, self._wording).lstrip("><≥≤~").rstrip("…")
        if column.field == "unit":
            return claim.quantity.unit or ""
        if column.field == "period":
            return str(claim.period or "")
        if column.field == "role":
            return claim.role.value
        if column.field == "hedge":
            return claim.quantity.hedge.value if claim.quantity.hedge is not None else ""
        return column.text(row, self._wording)

    def _editable(self, index: Index) -> bool:
        field = COLUMNS[index.column()].field
        is_date = self._shown[index.row()].claim.date is not None
        return field is not None and not (is_date and field in ("value", "unit", "hedge"))

    def _foreground(self, row: ClaimRow, column: Column) -> QColor | None:
        if not row.counts:
            return self._theme.colour("disabled")
        if column.key in ("number", "state"):
            return self._theme.mark(row.state)
        if column.key == "unit":
            return self._theme.colour("muted")
        return None

    def _spoken(self, row: ClaimRow, column: Column) -> str:
        if column.key == "number":
            return f"{row.claim.id}, {self._wording(f'state.{row.state}')}"
        return f"{self._wording(f'column.{column.key}')}: {column.text(row, self._wording)}"


__all__ = ["COLUMNS", "POSITION", "ClaimTableModel"]
