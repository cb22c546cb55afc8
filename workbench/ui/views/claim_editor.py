"""In-place editing of claims: lists for roles and hedges, completion from what the text already has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.model import Hedge, Role
from workbench.ui.look import Look
from workbench.ui.models.claim_columns import COLUMNS, POSITION

Index = QModelIndex | QPersistentModelIndex


def _cell(index: Index) -> tuple[str, int]:
    return str(index.sibling(index.row(), POSITION["number"]).data()), index.column()


class ClaimDelegate(QStyledItemDelegate):
    """Makes the editor that fits the column. `known` gives the values a column has so far, for completion.

    `refused` carries the cell whose new text was not taken; its editor begins with that text when it opens again.
    """

    refused = Signal(QPersistentModelIndex)

    def __init__(self, look: Look, known: Callable[[str], list[str]]) -> None:
        super().__init__()
        self._look, self._known = look, known
        self._refused: tuple[str, int, str] | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = COLUMNS[index.column()]
        wording = self._look.wording
        if column.field in ("role", "hedge"):
            box = QComboBox(parent)
            if column.field == "hedge":
                box.addItem(wording("hedge.none"), "")
                for hedge in Hedge:
                    box.addItem(wording(f"hedge.{hedge}"), hedge.value)
            else:
                for role in Role:
                    box.addItem(wording(f"role.{role}"), role.value)
            box.setAccessibleName(wording(f"column.{column.key}"))
            box.activated.connect(lambda _: self._commit(box))
            return box
        line = QLineEdit(parent, frame=False)
        line.setAccessibleName(wording(f"column.{column.key}"))
        line.setPlaceholderText(
            wording(f"column_hint.{column.key}") if wording.has(f"column_hint.{column.key}") else ""
        )
        if column.field in ("unit", "indicator", "scope", "period"):
            completer = QCompleter(self._known(column.field), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
        return line

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        # The sign keeps the colour of its state in a selected row.
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if COLUMNS[index.column()].key in ("number", "state") and isinstance(colour, QColor):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        typed = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(typed), 0))
        elif isinstance(editor, QLineEdit):
            refused, self._refused = self._refused, None
            if refused is not None and refused[:2] == _cell(index):
                typed = refused[2]
            editor.setText(typed)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            typed = editor.text().strip()
            before = str(index.data(Qt.ItemDataRole.EditRole) or "")
            if not model.setData(index, typed) and typed != before:
                # What cannot be read is there again to be corrected, not lost.
                self._refused = (*_cell(index), typed)
                self.refused.emit(QPersistentModelIndex(index))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        if isinstance(editor, QComboBox):
            rect.setWidth(max(rect.width(), editor.sizeHint().width()))
        else:
            rect.setWidth(max(rect.width(), editor.fontMetrics().averageCharWidth() * 18))
        editor.setGeometry(rect)

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
