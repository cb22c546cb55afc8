"""The files in a message: which to open as documents of the case, which to save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.look import SPACE, Look

if TYPE_CHECKING:
    from workbench.reading import Attachment

_STEPS = ("bytes", "kilobytes", "megabytes")


class AttachmentsDialog(QDialog):
    """Those that can be read are ticked. `opened` gets the ticked ones that can be, `saved` all that are ticked."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        message: str,
        attachments: Sequence[Attachment],
        opened: Callable[[Sequence[Attachment]], object],
        saved: Callable[[Sequence[Attachment]], object],
    ) -> None:
        super().__init__(parent)
        self._attachments, self._opened, self._saved = tuple(attachments), opened, saved
        wording = self._wording = look.wording
        self.setWindowTitle(wording("attachments.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.list.setAccessibleName(wording("attachments.name"))
        for attachment in self._attachments:
            item = QListWidgetItem(self._line(attachment))
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 3 * SPACE))
            item.setToolTip(" › ".join((*attachment.within, attachment.name)))
            ticked = Qt.CheckState.Checked if attachment.is_readable else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _: self._judge())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = QPushButton(wording("attachments.open", n=0))
        self.save_button = QPushButton(wording("attachments.save"))
        buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.open_button.setDefault(True)
        self.save_button.setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.save_button.clicked.connect(self._save)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        question = QLabel(wording("attachments.question", n=len(self._attachments), name=message), wordWrap=True)
        for widget in (question, self.list, buttons):
            column.addWidget(widget)
        self.resize(min(560, parent.width() - 40), min(360, parent.height() - 60))
        self.list.setFocus()
        self._judge()

    def _line(self, attachment: Attachment) -> str:
        size, step = float(attachment.size), 0
        while size >= 1000 and step < len(_STEPS) - 1:
            size, step = size / 1000, step + 1
        number = (
            f"{size:.0f}" if step == 0 or size >= 10 else f"{size:.1f}".replace(".", self._wording("figures.point"))
        )
        parts = [attachment.name, self._wording(f"attachments.{_STEPS[step]}", size=number)]
        if attachment.within:
            parts.append(self._wording("attachments.within", name=attachment.within[-1]))
        if not attachment.is_readable:
            parts.append(self._wording("attachments.unreadable"))
        return "  ·  ".join(parts)

    @property
    def ticked(self) -> list[Attachment]:
        """What is ticked."""
        ticked = Qt.CheckState.Checked
        return [one for row, one in enumerate(self._attachments) if self.list.item(row).checkState() == ticked]

    def _judge(self) -> None:
        readable = sum(one.is_readable for one in self.ticked)
        self.open_button.setText(self._wording("attachments.open", n=readable))
        self.open_button.setEnabled(readable > 0)
        self.save_button.setEnabled(bool(self.ticked))

    def accept(self) -> None:
        chosen = [one for one in self.ticked if one.is_readable]
        super().accept()
        self._opened(chosen)

    def _save(self) -> None:
        chosen = self.ticked
        super().accept()
        self._saved(chosen)
