"""Language, theme, the analyst's name, and every shortcut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.messages import INTERFACE_LANGUAGES
from workbench.ui.actions import Actions, action_specs
from workbench.ui.look import SPACE, Look
from workbench.ui.named import described, named
from workbench.ui.settings import Settings
from workbench.ui.theme import THEMES


class SettingsDialog(QDialog):
    """Changes are applied on OK. `apply_shortcuts` takes those that differ from the defaults."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        settings: Settings,
        actions: Actions,
        apply_shortcuts: Callable[[dict[str, str]], None],
    ) -> None:
        super().__init__(parent)
        self._look, self._settings, self._actions = look, settings, actions
        self._apply_shortcuts = apply_shortcuts
        wording = look.wording
        self.setWindowTitle(wording("settings.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.language = QComboBox()
        for code in INTERFACE_LANGUAGES:
            self.language.addItem(wording(f"language.{code}"), code)
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.theme = QComboBox()
        for name in THEMES:
            self.theme.addItem(wording(f"theme.{name}"), name)
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        self.person = QLineEdit(settings.person)
        self.person.setPlaceholderText(wording("settings.person_hint"))
        general = QWidget()
        form = QFormLayout(general)
        form.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        form.setVerticalSpacing(3 * SPACE)
        for key, field in (("language", self.language), ("theme", self.theme), ("person", self.person)):
            field.setAccessibleName(wording(f"settings.{key}"))
            field.setToolTip(wording(f"spoken.settings.{key}"))
            form.addRow(wording(f"settings.{key}"), field)
        tabs = described(QTabWidget(), wording("spoken.settings.tabs"))
        tabs.setAccessibleName(wording("settings.title"))
        tabs.addTab(general, wording("settings.general"))
        tabs.addTab(self._shortcuts_page(), wording("settings.shortcuts"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        column.addWidget(tabs)
        column.addWidget(buttons)
        self.resize(560, 520)

    def _shortcuts_page(self) -> QWidget:
        wording = self._look.wording
        page = QWidget()
        self.table = QTableWidget(len(action_specs()), 2)
        self.table.setAccessibleName(wording("settings.shortcuts"))
        self.table.setHorizontalHeaderLabels([wording("settings.action"), wording("settings.keys")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, 150)
        for row, (name, action) in enumerate(self._actions):
            item = QTableWidgetItem(action.text().replace("&", ""))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.table.setItem(row, 0, item)
            self.table.setItem(row, 1, QTableWidgetItem(action.shortcut().toString()))
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setClearButtonEnabled(True)
        self.keys.setAccessibleName(wording("settings.new_keys"))
        self.clash = named(QLabel(wordWrap=True), "filterProblem")
        restore = QPushButton(wording("settings.restore_keys"))
        restore.setAutoDefault(False)
        restore.clicked.connect(self._restore)
        self.table.currentCellChanged.connect(lambda row, *_: self._show(row))
        self.keys.editingFinished.connect(self._take)
        column = QVBoxLayout(page)
        for widget in (self.table, QLabel(wording("settings.new_keys")), self.keys, self.clash, restore):
            column.addWidget(widget)
        self.table.setCurrentCell(0, 0)
        return page

    def _show(self, row: int) -> None:
        item = self.table.item(row, 1)
        if item is not None:
            self.keys.setKeySequence(QKeySequence(item.text()))

    def _take(self) -> None:
        row = self.table.currentRow()
        typed = self.keys.keySequence().toString()
        taken = [
            other for other in range(self.table.rowCount()) if other != row and typed and self._cell(other, 1) == typed
        ]
        if taken:
            self.clash.setText(self._look.wording("settings.clash", keys=typed, action=self._cell(taken[0], 0)))
            return
        self.clash.clear()
        item = self.table.item(row, 1)
        if item is not None:
            item.setText(typed)

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text() if item is not None else ""

    def _restore(self) -> None:
        for row, spec in enumerate(action_specs().values()):
            item = self.table.item(row, 1)
            if item is not None:
                item.setText(QKeySequence(spec.shortcuts[0]).toString() if spec.shortcuts else "")
        self._show(self.table.currentRow())

    def shortcuts(self) -> dict[str, str]:
        """The shortcuts that differ from the defaults."""
        changed = {}
        for row, spec in enumerate(action_specs().values()):
            typed = self._cell(row, 1)
            default = QKeySequence(spec.shortcuts[0]).toString() if spec.shortcuts else ""
            if typed != default:
                changed[spec.id] = typed
        return changed

    def accept(self) -> None:
        shortcuts = self.shortcuts()
        super().accept()
        self._settings.set_shortcuts(shortcuts)
        self._apply_shortcuts(shortcuts)
        self._settings.person = self.person.text()
        for name, box in (("theme", self.theme), ("language", self.language)):
            if getattr(self._settings, name) != box.currentData():
                setattr(self._settings, name, box.currentData())
