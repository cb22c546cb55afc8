"""The page of thresholds: from which difference on a conflict matters, and when a test counts as significant."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.ui.look import SPACE, Look
from workbench.ui.models.thresholds import THRESHOLDS, default_shown, shown, typed
from workbench.ui.named import named


class ThresholdPage(QWidget):
    """A field for each threshold; an empty one stands for the default, which it shows."""

    def __init__(self, look: Look, values: Mapping[str, str]) -> None:
        super().__init__()
        self._look = look
        wording = look.wording
        point = self._point = wording("figures.point")
        self.problem = named(QLabel(wordWrap=True), "filterProblem")
        self.problem.hide()
        form = QFormLayout()
        form.setVerticalSpacing(2 * SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.fields: dict[str, QLineEdit] = {}
        for name in THRESHOLDS:
            field = self.fields[name] = QLineEdit(shown(name, values.get(name, ""), point))
            key = name.replace("-", "_")
            field.setPlaceholderText(wording("rules.default", value=default_shown(name, point)))
            field.setAccessibleName(wording(f"rules.{key}").replace("&", ""))
            field.setToolTip(wording(f"spoken.rules.{key}"))
            field.setFixedWidth(field.fontMetrics().averageCharWidth() * 26)
            field.textEdited.connect(lambda _: self.problem.hide())
            label = QLabel(wording(f"rules.{key}"))
            label.setBuddy(field)
            form.addRow(label, field)
            hint = named(QLabel(wording(f"spoken.rules.{key}"), wordWrap=True), "count")
            hint.setContentsMargins(0, 0, 0, 3 * SPACE)
            form.addRow(hint)
        self.reset = QPushButton(wording("rules.reset"))
        self.reset.setAutoDefault(False)
        self.reset.setToolTip(wording("spoken.rules.reset"))
        self.reset.clicked.connect(lambda _=False: self._clear())
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(QLabel(wording("rules.thresholds_lead"), wordWrap=True))
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _clear(self) -> None:
        for field in self.fields.values():
            field.clear()
        self.problem.hide()

    def chosen(self) -> dict[str, str] | None:
        """The thresholds that are not the default; None when one cannot be read, which is told and gets the focus."""
        chosen = {}
        for name, field in self.fields.items():
            value = typed(name, field.text(), self._point)
            if value is None:
                wording = self._look.wording
                key = "rules.no_level" if name == "significance" else "rules.no_number"
                self.problem.setText(wording(key, typed=field.text().strip(), example=f"1{self._point}5"))
                self.problem.show()
                field.setFocus()
                field.selectAll()
                return None
            if value:
                chosen[name] = value
        return chosen
