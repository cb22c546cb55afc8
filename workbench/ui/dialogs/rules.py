"""What the case is checked by: rules switched on and off, rule files of one's own, thresholds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTabWidget, QVBoxLayout, QWidget

from workbench.ui.dialogs.rule_page import Prove, RulePage
from workbench.ui.dialogs.threshold_page import ThresholdPage
from workbench.ui.look import SPACE, Look
from workbench.ui.models.rule_lines import RuleChoice
from workbench.ui.named import described


class RulesDialog(QDialog):
    """Starts from `choice`; OK hands what was chosen to `done`, which may refuse it. `prove` tries the examples.

    `problem` says what is wrong, or worth knowing, at the beginning.
    """

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        choice: RuleChoice,
        problem: str,
        prove: Prove,
        folder: Path,
        done: Callable[[RuleChoice], bool],
    ) -> None:
        super().__init__(parent)
        self._done = done
        wording = look.wording
        self.setWindowTitle(wording("rules.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rules = RulePage(look, choice, prove, folder)
        self.rules.tell_problem(problem)
        self.thresholds = ThresholdPage(look, choice.thresholds or {})
        self.tabs = described(QTabWidget(), wording("spoken.settings.tabs"))
        self.tabs.setAccessibleName(wording("rules.title"))
        self.tabs.addTab(self.rules, wording("rules.rules"))
        self.tabs.addTab(self.thresholds, wording("rules.thresholds"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        column.addWidget(QLabel(wording("rules.lead"), wordWrap=True))
        column.addWidget(self.tabs)
        column.addWidget(buttons)
        self.resize(min(980, parent.width() - 40), min(620, parent.height() - 60))
        self.rules.filter.setFocus()

    def accept(self) -> None:
        thresholds = self.thresholds.chosen()
        if thresholds is None:
            self.tabs.setCurrentWidget(self.thresholds)
        elif self._done(RuleChoice(self.rules.files, self.rules.off, thresholds, self.rules.standing)):
            super().accept()
