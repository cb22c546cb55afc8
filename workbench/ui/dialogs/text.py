"""Asks for a longer text: what to paste, a note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from workbench.ui.look import SPACE
from workbench.ui.named import described


class TextDialog(QDialog):
    """The text is given to `done` on OK or Ctrl+Enter. `required` keeps OK away while there is none."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        question: str,
        done: Callable[[str], object],
        *,
        text: str = "",
        ok: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(parent)
        self._done, self._required = done, required
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label = QLabel(question, wordWrap=True)
        self.box = QPlainTextEdit(text)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(question)
        described(self.box, title)
        self.box.setMinimumSize(520, 260 if required else 140)
        label.setBuddy(self.box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        confirm = buttons.button(QDialogButtonBox.StandardButton.Ok)
        if ok:
            confirm.setText(ok)
        if required:
            confirm.setEnabled(bool(text.strip()))
            self.box.textChanged.connect(lambda: confirm.setEnabled(not self._blank()))
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        for widget in (label, self.box, buttons):
            column.addWidget(widget)

    def _blank(self) -> bool:
        return not self.box.document().toRawText().strip()

    def accept(self) -> None:
        if self._required and self._blank():
            return
        # The raw text: toPlainText() would turn no-break spaces into plain ones.
        text = self.box.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        super().accept()
        self._done(text)
