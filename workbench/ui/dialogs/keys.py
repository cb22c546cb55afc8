"""The keys of the window, by menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.ui.actions import Actions
from workbench.ui.look import SPACE, Look
from workbench.ui.named import described, named


class KeysDialog(QDialog):
    """Lists every action that has a shortcut."""

    def __init__(self, parent: QWidget, look: Look, actions: Actions) -> None:
        super().__init__(parent)
        self.setWindowTitle(look.wording("keys.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setHorizontalSpacing(6 * SPACE)
        grid.setVerticalSpacing(SPACE)
        row, group = 0, ""
        for name, action in actions:
            if action.shortcut().isEmpty():
                continue
            if name.partition(".")[0] != group:
                group = name.partition(".")[0]
                grid.addWidget(named(QLabel(look.wording(f"keys.{group}")), "startSection"), row, 0, 1, 2)
                row += 1
            keys = "  ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
            grid.addWidget(QLabel(look.wording(f"action.{name}").replace("&", "").rstrip("…")), row, 0)
            label = named(QLabel(keys), "keys")
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label, row, 1)
            row += 1
        grid.setColumnStretch(0, 1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(body)
        area.setAccessibleName(self.windowTitle())
        described(area, look.wording("spoken.explanation"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(buttons)
        self.resize(body.sizeHint().width() + 20 * SPACE, 640)
