"""A bar inside the window for what went wrong or is worth knowing: one sentence and one action, never a dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from workbench.ui.look import SPACE, Look


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the analyst. `level` is error, warning or info; `action` and `other` what its buttons do.

    A `passing` one is about a step that was refused: the next step that goes well takes it away. A `patient` one takes
    the place of no other, and waits while another is shown.
    """

    text: str
    level: str = "info"
    action_text: str = ""
    action: Callable[[], object] | None = None
    other_text: str = ""
    other: Callable[[], object] | None = None
    passing: bool = False
    patient: bool = False


class MessageBar(QFrame):
    """Shows one message at a time. Errors stay until they are closed; what comes meanwhile waits behind them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._message: Message | None = None
        self._waiting: list[Message] = []
        self.setObjectName("messageBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(look.wording("message.name"))
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action, self._other = QPushButton(), QPushButton()
        self._action.clicked.connect(lambda: self._act(self._message.action if self._message else None))
        self._other.clicked.connect(lambda: self._act(self._message.other if self._message else None))
        close = QToolButton(autoRaise=True)
        close.setIcon(look.icon("close"))
        close.setAccessibleName(look.wording("message.close"))
        close.setToolTip(look.wording("message.close"))
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        for widget in (self._icon, self._text, self._action, self._other, close):
            row.addWidget(widget)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is shown."""
        return self._message

    def show_message(self, message: Message) -> None:
        """Show `message`, in place of the one before unless that is an error, or this one is patient."""
        shown = self._message
        stays = shown is not None and ((shown.level == "error" and not shown.passing) or message.patient)
        if stays and message != shown:
            self._waiting.append(message)
            return
        if shown is not None and shown.patient and message != shown:
            self._waiting.append(shown)
        self._message = message
        self._text.setText(message.text)
        self._text.setAccessibleName(message.text)
        self._action.setVisible(message.action is not None)
        self._action.setText(message.action_text)
        self._other.setVisible(message.other is not None)
        self._other.setText(message.other_text)
        name = {"error": "error", "warning": "warning"}.get(message.level, "info")
        role = {"error": "danger", "warning": "warn"}.get(message.level, "accent")
        self._icon.setPixmap(self._look.icon(name, role).pixmap(18, 18))
        self.setProperty("level", message.level)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def pass_on(self) -> None:
        """A step went well: what was said about one that was refused is over."""
        self._waiting = [message for message in self._waiting if not message.passing]
        if self._message is not None and self._message.passing:
            self.dismiss()

    def dismiss(self) -> None:
        """Take the message away and show the next, if one waits."""
        self._message = None
        if self._waiting:
            self.show_message(self._waiting.pop(0))
        else:
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def _act(self, action: Callable[[], object] | None) -> None:
        self.dismiss()
        if action is not None:
            action()
