"""Asks what a table of cells is to hold and how its numbers are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QWidget

from workbench.ui.look import SPACE, Look
from workbench.ui.named import named

if TYPE_CHECKING:
    from workbench.exporting.tables import TableFormat

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_MARKS = {"point": ".", "comma": ","}


class TableDialog(QDialog):
    """`done` gets the format, and whether findings are wanted rather than claims. Starts with the country's habits."""

    def __init__(self, parent: QWidget, look: Look, done: Callable[[TableFormat, bool], object]) -> None:
        from workbench.exporting.tables import table_format

        super().__init__(parent)
        self._done = done
        wording = self._wording = look.wording
        usual = table_format(wording.language)
        self.setWindowTitle(wording("table.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.content, self.separator, self.mark = QComboBox(), QComboBox(), QComboBox()
        for findings, name in ((False, "claims"), (True, "findings")):
            self.content.addItem(wording(f"table.{name}"), findings)
        for name, separator in _SEPARATORS.items():
            self.separator.addItem(wording(f"table.separator.{name}"), separator)
        for name, mark in _MARKS.items():
            self.mark.addItem(wording(f"table.mark.{name}"), mark)
        self.separator.setCurrentIndex(self.separator.findData(usual.separator))
        self.mark.setCurrentIndex(self.mark.findData(usual.decimal_mark))
        self._example = named(QLabel(), "count")
        form = QFormLayout(self)
        form.setVerticalSpacing(2 * SPACE)
        rows = (("content", self.content), ("separator_name", self.separator), ("mark_name", self.mark))
        for key, box in rows:
            box.setAccessibleName(wording(f"table.{key}"))
            box.setToolTip(wording(f"spoken.table.{key}"))
            box.currentIndexChanged.connect(self._show_example)
            form.addRow(wording(f"table.{key}"), box)
        form.addRow(wording("table.example"), self._example)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(wording("export.go_on"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.setMinimumWidth(420)
        self._show_example()

    @property
    def example(self) -> str:
        """A line as it will be written."""
        return self._example.text()

    def _show_example(self) -> None:
        separator, mark = self.separator.currentData(), self.mark.currentData()
        number = f"24{mark}4"
        number = f'"{number}"' if mark == separator else number
        gap = separator if separator != "\t" else "  ⇥  "
        self._example.setText(gap.join(("c3", number, "%")))
        self._example.setAccessibleName(self._example.text())

    def accept(self) -> None:
        from workbench.exporting.tables import TableFormat

        separator = str(self.separator.currentData())
        extension = ".tsv" if separator == "\t" else ".csv"
        super().accept()
        self._done(TableFormat(separator, str(self.mark.currentData()), extension), bool(self.content.currentData()))
