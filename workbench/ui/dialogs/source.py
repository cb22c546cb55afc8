"""Asks where a figure was checked: address, title, date, quote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from workbench.case import AddSource, Target
from workbench.ui.look import SPACE, Look
from workbench.ui.named import named


class SourceDialog(QDialog):
    """Stays open when `done` says the source was refused."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        target: Target,
        text: str,
        known: int,
        done: Callable[[AddSource], bool],
    ) -> None:
        super().__init__(parent)
        self._target, self._done = target, done
        wording = look.wording
        self.setWindowTitle(wording("source_dialog.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.address, self.name, self.quote = QLineEdit(), QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("https://")
        self.accessed = QDateEdit(QDate.currentDate())
        self.accessed.setCalendarPopup(True)
        self.accessed.setDisplayFormat("yyyy-MM-dd")
        self.primary = QCheckBox(wording("source_dialog.primary"))
        form = QFormLayout(self)
        form.setVerticalSpacing(2 * SPACE)
        form.addRow(QLabel(wording("source_dialog.question", text=text), wordWrap=True))
        for key, field in (
            ("address", self.address),
            ("name", self.name),
            ("accessed", self.accessed),
            ("quote", self.quote),
        ):
            field.setAccessibleName(wording(f"source_dialog.{key}"))
            form.addRow(wording(f"source_dialog.{key}"), field)
        form.addRow("", self.primary)
        if known:
            form.addRow("", named(QLabel(wording("source_dialog.count", n=known)), "count"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.setMinimumWidth(460)

    def accept(self) -> None:
        day = self.accessed.date()
        source = AddSource(
            self._target,
            self.address.text().strip(),
            date(day.year(), day.month(), day.day()),
            self.quote.text().strip(),
            self.name.text().strip(),
            self.primary.isChecked(),
        )
        if self._done(source):
            super().accept()
