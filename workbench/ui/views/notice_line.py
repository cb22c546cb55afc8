"""A line above the text for what reading left out or could not tell; folded to its first sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton

from workbench.ui.look import SPACE, Look
from workbench.ui.named import named


class NoticeLine(QFrame):
    """Hidden when there is nothing to say. One sentence stands open; of several, the first, until unfolded."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._notices: tuple[str, ...] = ()
        self._urgent = False
        self.setObjectName("noticeLine")
        self.setAccessibleName(look.wording("notices.name"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._icon = QLabel()
        self.text = named(QLabel(wordWrap=True), "noticeText")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fold = named(QToolButton(autoRaise=True), "noticeFold")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._write)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.setSpacing(2 * SPACE)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, top)
        row.addWidget(self.text, 1)
        row.addWidget(self.fold, 0, top)
        self._icon.setMargin(SPACE)
        self.hide()

    @property
    def notices(self) -> tuple[str, ...]:
        """What there is to say."""
        return self._notices

    def set_notices(self, notices: Sequence[str], *, urgent: bool = False) -> None:
        """Say `notices`, folded; `urgent` ones are read out at once. None hides the line."""
        if tuple(notices) == self._notices and urgent == self._urgent:
            return
        self._notices, self._urgent = tuple(notices), urgent
        self._icon.setPixmap(self._look.icon("info", "accent" if urgent else "muted").pixmap(16, 16))
        self.setProperty("urgent", urgent)
        for widget in (self, self.text):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.fold.blockSignals(True)
        self.fold.setChecked(False)
        self.fold.blockSignals(False)
        self._write()
        self.setVisible(bool(notices))
        if urgent and notices:
            QAccessible.updateAccessibility(QAccessibleEvent(self.text, QAccessible.Event.Alert))

    def _write(self) -> None:
        notices, wording, open_ = self._notices, self._look.wording, self.fold.isChecked()
        shown = notices if open_ else notices[:1]
        self.text.setText("\n".join(shown))
        self.text.setAccessibleName("\n".join(shown))
        self.fold.setVisible(len(notices) > 1)
        name = wording("notices.fewer") if open_ else wording("notices.more", n=len(notices) - 1)
        self.fold.setText(name)
        self.fold.setToolTip(name if open_ else "\n".join(notices[1:]))
        self.fold.setAccessibleName(name)
