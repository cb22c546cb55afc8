"""Asks for one of a short list and, if the analyst likes, a word on why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.look import SPACE, Look
from workbench.ui.named import described


class ChoiceDialog(QDialog):
    """`choices` are pairs of id and name; the choice and the words (none without `with_words`) are given to `done`.

    Keys 1 to 9 choose.
    """

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        title: str,
        question: str,
        choices: Sequence[tuple[str, str]],
        done: Callable[[str, str], None],
        *,
        chosen: str = "",
        words: str = "",
        with_words: bool = True,
    ) -> None:
        super().__init__(parent)
        self._done = done
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label = QLabel(question, wordWrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(question)
        described(self.list, look.wording("spoken.choice"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for place, (key, name) in enumerate(choices, start=1):
            item = QListWidgetItem(f"{place}   {name}" if place < 10 else f"     {name}")
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            self.list.addItem(item)
            if key == chosen or place == 1:
                self.list.setCurrentItem(item)
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        rows = self.list.sizeHintForRow(0) * len(choices) + 4 * SPACE
        self.list.setMinimumSize(360, min(rows, 400))
        self.words = QLineEdit(words)
        self.words.setPlaceholderText(look.wording("dialog.words"))
        self.words.setAccessibleName(look.wording("dialog.words"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        for widget in (label, self.list, self.words, buttons):
            column.addWidget(widget)
        self.words.setVisible(with_words)
        self.list.setFocus()

    def accept(self) -> None:
        item = self.list.currentItem()
        super().accept()
        if item is not None:
            self._done(str(item.data(Qt.ItemDataRole.UserRole)), self.words.text().strip())

    def keyPressEvent(self, event: object) -> None:
        text = event.text()  # type: ignore[attr-defined]
        if text.isdigit() and 0 < int(text) <= self.list.count() and not self.words.hasFocus():
            self.list.setCurrentRow(int(text) - 1)
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]
