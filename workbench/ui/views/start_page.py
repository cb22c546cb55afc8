"""What the window shows before anything is open: three ways to begin, and the work of before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.look import SPACE, Look
from workbench.ui.named import described, frameless, named

_CARDS = (("open", "file.open"), ("paste", "file.paste"), ("sample", "file.sample"))
_NARROW = 620
_LONGEST = 70  # characters of a title


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: what it is, where it is, when it was last touched (in words)."""

    title: str
    detail: str
    path: Path


class _Card(QPushButton):
    """A large action: icon, name and a sentence."""

    def __init__(self, look: Look, icon: str, key: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(look.wording(f"start.{key}"))
        self.setAccessibleDescription(look.wording(f"start.{key}_tip"))
        self.setAutoDefault(True)
        picture = QLabel()
        picture.setPixmap(look.icon(icon, "accent", large=True).pixmap(32, 32))
        title = named(QLabel(look.wording(f"start.{key}"), wordWrap=True), "cardTitle")
        tip = named(QLabel(look.wording(f"start.{key}_tip"), wordWrap=True), "cardTip")
        for label in (picture, title, tip):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        column.setSpacing(2 * SPACE)
        for label in (picture, title, tip):
            column.addWidget(label)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        width = max(self.width(), 180)
        return QSize(200, max(layout.heightForWidth(width), layout.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())


class StartPage(QScrollArea):
    """`chosen` carries the id of an action, `path_chosen` a file of the list."""

    chosen = Signal(str)
    path_chosen = Signal(Path)

    def __init__(self, look: Look) -> None:
        super().__init__(widgetResizable=True)
        frameless(self)
        self._look = look
        self.setAccessibleName(look.wording("start.name"))
        described(self, look.wording("spoken.start"))
        page = named(QWidget(), "startPage")
        self._column = QVBoxLayout()
        self._column.setSpacing(4 * SPACE)
        self._column.setContentsMargins(6 * SPACE, 8 * SPACE, 6 * SPACE, 6 * SPACE)
        title = named(QLabel(look.wording("start.title"), wordWrap=True), "startTitle")
        lead = named(QLabel(look.wording("start.lead"), wordWrap=True), "startLead")
        self._column.addWidget(title)
        self._column.addWidget(lead)
        self._cards = [_Card(look, icon, action.partition(".")[2]) for icon, action in _CARDS]
        for card, (_, action) in zip(self._cards, _CARDS, strict=True):
            card.clicked.connect(lambda _=False, action=action: self.chosen.emit(action))
        self._grid = QGridLayout()
        self._grid.setSpacing(3 * SPACE)
        self._column.addLayout(self._grid)
        drop = named(QLabel(look.wording("start.drop"), wordWrap=True), "startDrop")
        self._column.addWidget(drop)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(SPACE)
        self._column.addLayout(self._lists)
        self._column.addStretch(1)
        middle = QWidget()
        middle.setLayout(self._column)
        middle.setMaximumWidth(900)
        around = QHBoxLayout(page)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(1)
        around.addWidget(middle, 100)
        around.addStretch(1)
        self.setWidget(page)
        self._arrange()

    def set_entries(self, unsaved: Sequence[Entry], recent: Sequence[Entry]) -> None:
        """The work that was not saved under a name, and the files opened lately."""
        while (item := self._lists.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key, entries in (("start.unsaved", unsaved), ("start.recent", recent)):
            if not entries:
                continue
            self._lists.addWidget(named(QLabel(self._look.wording(key)), "startSection"))
            for entry in entries:
                self._lists.addWidget(self._line(entry))

    def _line(self, entry: Entry) -> QPushButton:
        button = named(QPushButton(), "recent")
        button.setAutoDefault(True)  # Return presses it, as Space does.
        button.setIcon(self._look.icon("recent", "muted"))
        detail = entry.detail
        title = entry.title if len(entry.title) <= _LONGEST else f"{entry.title[: _LONGEST - 1].rstrip()}…"
        button.setText(f"{title}    {detail}")
        button.setAccessibleName(f"{entry.title}, {detail}")
        button.setToolTip(str(entry.path))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _=False: self.path_chosen.emit(entry.path))
        return button

    def _arrange(self) -> None:
        narrow = self.viewport().width() < _NARROW
        for place, card in enumerate(self._cards):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, place if narrow else 0, 0 if narrow else place)
        for column in range(3):
            self._grid.setColumnStretch(column, 0 if narrow and column else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
