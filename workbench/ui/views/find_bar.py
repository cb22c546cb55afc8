"""Find in the text: a bar beneath it, hits marked as one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from workbench.ui.look import SPACE, Look
from workbench.ui.named import named

_MOST = 5000


class FindBar(QFrame):
    """Searches a text without regard to case. `found` carries all hits, `shown` the one to show."""

    found = Signal(list)
    shown = Signal(int, int)
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._text = ""
        self._hits: list[tuple[int, int]] = []
        self._place = -1
        self._start = 0
        self.setObjectName("findBar")
        self.box = QLineEdit(clearButtonEnabled=True)
        self.box.setPlaceholderText(look.wording("find.hint"))
        self.box.setAccessibleName(look.wording("find.name"))
        self._wait = QTimer(self, singleShot=True, interval=80)
        self._wait.timeout.connect(self._search)
        self.box.textChanged.connect(lambda _: self._wait.start())
        self._count = named(QLabel(), "count")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self.box, 1)
        row.addWidget(self._count)
        for icon, key, slot in (
            ("previous", "find.previous", self.previous),
            ("next", "find.next", self.next),
            ("close", "find.close", self.close_bar),
        ):
            button = QToolButton(autoRaise=True)
            button.setIcon(look.icon(icon))
            button.setAccessibleName(look.wording(key))
            button.setToolTip(look.wording(key))
            button.clicked.connect(slot)
            row.addWidget(button)
        self.hide()

    def set_text(self, text: str) -> None:
        """The text to search from now on."""
        self._text = text
        self._hits, self._place = [], -1
        if self.isVisible():
            self._search()

    def open(self, words: str, start: int) -> None:
        """Show the bar; search from `start` on, for `words` if there are any."""
        self._start = start
        self.show()
        if words:
            self.box.setText(words)
        self.box.selectAll()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    def close_bar(self) -> None:
        """Hide the bar and its hits."""
        self.hide()
        self.found.emit([])
        self.closed.emit()

    def next(self) -> None:
        """Show the next hit, from the last on to the first."""
        self._step(1)

    def previous(self) -> None:
        """Show the hit before."""
        self._step(-1)

    def _search(self) -> None:
        self._wait.stop()
        words = self.box.text().casefold()
        self._hits, self._place = [], -1
        # Folding can change the length of a text (ß, İ); lower() keeps offsets in all but a handful of letters.
        where = self._text.lower() if len(self._text.lower()) == len(self._text) else self._text
        words = words if where is not self._text else self.box.text()
        start = where.find(words) if words else -1
        while start >= 0 and len(self._hits) < _MOST:
            self._hits.append((start, start + len(words)))
            start = where.find(words, start + len(words))
        self.found.emit(self._hits)
        if self._hits:
            after = next((place for place, hit in enumerate(self._hits) if hit[0] >= self._start), 0)
            self._place = after - 1
            self._step(1)
        self._tell()

    def _step(self, step: int) -> None:
        if not self._hits:
            return
        self._place = (self._place + step) % len(self._hits)
        start, end = self._hits[self._place]
        self._start = start
        self._tell()
        self.shown.emit(start, end)

    def _tell(self) -> None:
        wording = self._look.wording
        if not self.box.text():
            self._count.setText("")
        elif not self._hits:
            self._count.setText(wording("find.none"))
        else:
            self._count.setText(wording("find.count", place=self._place + 1, total=len(self._hits)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
