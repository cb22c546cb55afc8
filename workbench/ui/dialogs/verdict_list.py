"""The list of verdicts of the case: steps added, renamed, put in order, and taken away while nobody gave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.case import VerdictStep, default_scale, new_step_id
from workbench.ui.look import SPACE, Look
from workbench.ui.named import described, named


class VerdictListDialog(QDialog):
    """Edits `steps`; `used` says how often each was given. OK hands the list to `done`, which may refuse it."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        steps: Sequence[VerdictStep],
        used: Mapping[str, int],
        done: Callable[[tuple[VerdictStep, ...]], bool],
    ) -> None:
        super().__init__(parent)
        self._look, self._used, self._done = look, used, done
        self.steps = list(steps)
        self._filling = False
        wording = look.wording
        self.setWindowTitle(wording("verdict_list.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.list.setAccessibleName(wording("verdict_list.name"))
        described(self.list, wording("spoken.verdicts.list"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.english, self.french = QLineEdit(), QLineEdit()
        self.rating = QComboBox()
        self.rating.addItem(wording("verdict_list.unrated"), None)
        for number in range(5, 0, -1):
            self.rating.addItem(wording(f"verdict_list.rating_{number}"), number)
        self.english.textEdited.connect(self._take)
        self.french.textEdited.connect(self._take)
        self.rating.activated.connect(self._take)
        self.note = named(QLabel(wordWrap=True), "count")
        self.problem = named(QLabel(wordWrap=True), "filterProblem")
        self.problem.hide()
        self._buttons: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setVerticalSpacing(2 * SPACE)
        grid.addWidget(self.list, 0, 0, 6, 2)
        for row, (name, action) in enumerate(
            (
                ("add", self.add),
                ("up", lambda: self.move_step(-1)),
                ("down", lambda: self.move_step(1)),
                ("remove", self.remove),
                ("reset", self.reset),
            )
        ):
            button = QPushButton(wording(f"verdict_list.{name}"))
            button.setAutoDefault(False)
            button.setToolTip(wording(f"spoken.verdicts.{name}"))
            button.clicked.connect(action)
            grid.addWidget(button, row, 2)
            self._buttons[name] = button
        grid.setRowStretch(5, 1)
        for row, (name, field) in enumerate(
            (("english", self.english), ("french", self.french), ("rating", self.rating)), start=6
        ):
            label = QLabel(wording(f"verdict_list.{name}"))
            label.setBuddy(field)
            field.setAccessibleName(wording(f"verdict_list.{name}").replace("&", ""))
            field.setToolTip(wording(f"spoken.verdicts.{name}"))
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1, 1, 2)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(QLabel(wording("verdict_list.lead"), wordWrap=True))
        column.addLayout(grid)
        for widget in (self.note, self.problem, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(560)
        self._list(0)
        self.list.setFocus()

    # What is shown

    def _list(self, chosen: int) -> None:
        self._filling = True
        self.list.clear()
        for step in self.steps:
            self.list.addItem(QListWidgetItem(self._line(step)))
        self._filling = False
        self.list.setCurrentRow(max(0, min(chosen, len(self.steps) - 1)))
        self._show()

    def _line(self, step: VerdictStep) -> str:
        return step.name(self._look.wording.language).strip() or self._look.wording("verdict_list.nameless")

    def _current(self) -> VerdictStep | None:
        row = self.list.currentRow()
        return self.steps[row] if 0 <= row < len(self.steps) else None

    def _show(self) -> None:
        """The fields of the chosen step, and what can be done with it."""
        if self._filling:
            return
        step, row = self._current(), self.list.currentRow()
        if step is not None:
            for field, text in ((self.english, step.en), (self.french, step.fr)):
                if field.text() != text:
                    field.setText(text)
            self.rating.setCurrentIndex(max(self.rating.findData(step.rating), 0))
        uses = self._used.get(step.id, 0) if step is not None else 0
        self._buttons["up"].setEnabled(row > 0)
        self._buttons["down"].setEnabled(0 <= row < len(self.steps) - 1)
        self._buttons["remove"].setEnabled(step is not None and not uses and len(self.steps) > 1)
        self.note.setText(self._look.wording("verdict_list.used", n=uses) if uses else "")

    def _take(self, _: object) -> None:
        row = self.list.currentRow()
        step = self._current()
        if step is not None:
            self.steps[row] = VerdictStep(step.id, self.english.text(), self.french.text(), self.rating.currentData())
            item = self.list.item(row)
            assert item is not None
            item.setText(self._line(self.steps[row]))
            self.problem.hide()

    # What the buttons do

    def add(self) -> None:
        """A new step beneath the chosen one, to be named."""
        place = self.list.currentRow() + 1
        self.steps.insert(place, VerdictStep(new_step_id([*self.steps, *default_scale()]), "", ""))
        self._list(place)
        (self.french if self._look.wording.language == "fr" else self.english).setFocus()

    def move_step(self, by: int) -> None:
        """Take the chosen step up or down."""
        row = self.list.currentRow()
        if 0 <= row + by < len(self.steps):
            self.steps.insert(row + by, self.steps.pop(row))
            self._list(row + by)

    def remove(self) -> None:
        """Take the chosen step away, unless somebody gave it."""
        step, row = self._current(), self.list.currentRow()
        if step is not None and not self._used.get(step.id) and len(self.steps) > 1:
            del self.steps[row]
            self._list(row)

    def reset(self) -> None:
        """The list a new case starts with, and after it those of one's own that were given."""
        first = {step.id for step in default_scale()}
        self.steps = [*default_scale(), *(s for s in self.steps if s.id not in first and self._used.get(s.id))]
        self._list(0)

    def accept(self) -> None:
        wording = self._look.wording
        trimmed = tuple(VerdictStep(s.id, s.en.strip(), s.fr.strip(), s.rating) for s in self.steps)
        names = [name for step in trimmed for name in {step.en.casefold(), step.fr.casefold()}]
        problem = ""
        for row, step in enumerate(trimmed):
            if not (step.en and step.fr):
                problem = wording("verdict_list.needs_names")
                self.list.setCurrentRow(row)
                (self.english if not step.en else self.french).setFocus()
                break
            if names.count(step.en.casefold()) > 1 or names.count(step.fr.casefold()) > 1:
                problem = wording("verdict_list.twice", name=step.name(wording.language))
                self.list.setCurrentRow(row)
                break
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem and self._done(trimmed):
            super().accept()
