"""The command palette: every action that is available, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.look import SPACE, Look
from workbench.ui.named import named


def match(typed: str, name: str) -> int | None:
    """How well what was typed fits a name, lower is better; ``None`` when it does not.

    Words typed must all be in the name; words that begin like words of the name fit better.
    """
    words, target = typed.casefold().split(), name.casefold()
    score = 0
    for word in words:
        place = target.find(word)
        if place < 0:
            return None
        starts = place == 0 or not target[place - 1].isalnum()
        score += place if starts else 100 + place
    return score


class Palette(QDialog):
    """Type, go up and down, Enter."""

    def __init__(self, parent: QWidget, look: Look, actions: Sequence[tuple[str, QAction]]) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._look = look
        self._actions = actions
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(look.wording("palette.name"))
        self.box = QLineEdit()
        self.box.setPlaceholderText(look.wording("palette.hint"))
        self.box.setAccessibleName(look.wording("palette.hint"))
        self.list = QListWidget()
        self.list.setAccessibleName(look.wording("palette.list"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box.textChanged.connect(self._fill)
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self._run())
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.box)
        column.addWidget(self.list)
        width = min(560, parent.width() - 40)
        self.resize(width, min(440, parent.height() - 80))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + 60)
        self._fill("")
        self.box.setFocus()

    def _fill(self, typed: str) -> None:
        self.list.clear()
        found = []
        for place, (name, action) in enumerate(self._actions):
            score = match(typed, name)
            if score is not None:
                found.append((score, place, name, action))
        for _, _, name, action in sorted(found, key=lambda item: item[:2]):
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, action)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            self.list.addItem(item)
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 0)
            keys = named(QLabel(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)), "keys")
            row.addWidget(QLabel(name), 1)
            row.addWidget(keys)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 3 * SPACE))
            self.list.setItemWidget(item, line)
        self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None and self.list.count():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)

    def _run(self) -> None:
        item = self.list.currentItem()
        action = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self.close()
        if isinstance(action, QAction):
            action.trigger()
