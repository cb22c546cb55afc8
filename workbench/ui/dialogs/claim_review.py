"""Asks who publishes the reviews and, if known, whose claims they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from workbench.ui.look import SPACE, Look
from workbench.ui.named import named

if TYPE_CHECKING:
    from workbench.exporting.claim_review import Publisher, Speaker


class ClaimReviewDialog(QDialog):
    """`done` gets publisher and speaker. OK waits for a publisher with a web address: search engines ask for both."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        count: int,
        publisher: tuple[str, str],
        done: Callable[[Publisher, Speaker], object],
    ) -> None:
        super().__init__(parent)
        self._done = done
        wording = self._wording = look.wording
        self.setWindowTitle(wording("review.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.publisher, self.url = QLineEdit(publisher[0]), QLineEdit(publisher[1])
        self.speaker, self.same_as, self.appearance = QLineEdit(), QLineEdit(), QLineEdit()
        form = QFormLayout(self)
        form.setVerticalSpacing(2 * SPACE)
        form.addRow(QLabel(wording("review.question", n=count), wordWrap=True))
        fields = {
            "publisher": self.publisher,
            "url": self.url,
            "speaker": self.speaker,
            "same_as": self.same_as,
            "appearance": self.appearance,
        }
        for key, field in fields.items():
            field.setAccessibleName(wording(f"review.{key}"))
            field.textChanged.connect(self._judge)
            form.addRow(wording(f"review.{key}"), field)
        for field in (self.url, self.same_as, self.appearance):
            field.setPlaceholderText("https://")
        self._said = named(QLabel(wordWrap=True), "count")
        form.addRow("", self._said)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(wording("export.go_on"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.setMinimumWidth(480)
        self._judge()

    def _judge(self) -> None:
        """Say what is missing; OK once nothing is."""
        missing = ""
        if not self.publisher.text().strip():
            missing = "no_publisher"
        elif not _is_web(self.url.text()):
            missing = "no_url"
        elif any(field.text().strip() and not _is_web(field.text()) for field in (self.same_as, self.appearance)):
            missing = "no_web_address"
        self._ok.setEnabled(not missing)
        self._said.setText(self._wording(f"review.{missing}") if missing else "")

    def accept(self) -> None:
        from workbench.exporting.claim_review import Publisher, Speaker

        publisher = Publisher(self.publisher.text().strip(), self.url.text().strip())
        speaker = Speaker(self.speaker.text().strip(), self.same_as.text().strip(), self.appearance.text().strip())
        super().accept()
        self._done(publisher, speaker)


def _is_web(text: str) -> bool:
    url = QUrl(text.strip(), QUrl.ParsingMode.StrictMode)
    return url.isValid() and url.scheme() in ("http", "https") and bool(url.host())
