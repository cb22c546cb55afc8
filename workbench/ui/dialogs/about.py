"""What the program is, in which versions, and where its files are."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from workbench.ui.look import SPACE, Look
from workbench.ui.named import named
from workbench.version import __version__


class AboutDialog(QDialog):
    """Versions can be selected and copied."""

    def __init__(self, parent: QWidget, look: Look, log: Path, settings: Path) -> None:
        super().__init__(parent)
        wording = look.wording
        self.setWindowTitle(wording("about.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel()
        picture.setPixmap(look.icon("app", "accent", large=True).pixmap(48, 48))
        title = named(QLabel(wording("about.name"), wordWrap=True), "startTitle")
        lead = named(QLabel(wording("start.lead"), wordWrap=True), "startLead")
        facts = QLabel(
            wording(
                "about.facts",
                version=__version__,
                python=platform.python_version(),
                qt=qVersion(),
                system=platform.platform(terse=True),
                log=log,
                settings=settings,
            ),
            wordWrap=True,
        )
        facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        for widget in (picture, title, lead, facts, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(460)
        # Dialogs are made small on small screens; nothing of this one may be cut off.
        self.setMinimumHeight(column.heightForWidth(460))
