"""Adds a relation by hand, an operation over the selected claims or a formula; shows meanwhile what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.case import EditRefusedError, Preview
from workbench.case.edit_relations import ROLES
from workbench.model import Claim, Operand, Operation, Relation
from workbench.ui.figures import compact, rounded, value_text, with_unit
from workbench.ui.look import SPACE, Look
from workbench.ui.models.states import SIGNS, state_of
from workbench.ui.named import named

_TYPING = 150  # ms after the last key in a formula


class RelateDialog(QDialog):
    """`done` gets the operation with the ids of the claims by role, or no operation and the formula typed.

    The dialog stays open when `done` says no. `try_out` is given the same and says what it would come to; it raises
    `EditRefusedError` for what makes no sense, whose reason is shown in place of the outcome.
    """

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        claims: Sequence[Claim],
        done: Callable[[Operation | None, tuple[str, ...], str], bool],
        try_out: Callable[[Operation | None, tuple[str, ...], str], Preview],
        claim: Callable[[str], Claim | None],
    ) -> None:
        super().__init__(parent)
        self._look, self._claims, self._done = look, claims, done
        self._try_out, self._claim = try_out, claim
        wording = look.wording
        self.setWindowTitle(wording("relate.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.operation = QComboBox()
        self.operation.setAccessibleName(wording("relate.operation"))
        self.operation.setToolTip(wording("spoken.relate.operation"))
        for operation, roles in ROLES.items():
            fits = len(claims) == len(roles) or (operation is Operation.SUM and len(claims) >= 2)
            if fits:
                self.operation.addItem(wording(f"operation.{operation}"), operation)
        self.operation.addItem(wording("relate.by_formula"), None)
        self.operation.currentIndexChanged.connect(self._arrange)
        self.formula = QLineEdit()
        self.formula.setAccessibleName(wording("relate.formula"))
        self.formula.setToolTip(wording("relate.waiting"))
        self.formula.setPlaceholderText(wording("relate.formula_hint", first=claims[0].id, second=claims[1].id))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._show_outcome)
        self.formula.textChanged.connect(lambda _: self._typing.start())
        self.form = QFormLayout()
        self.form.setVerticalSpacing(3 * SPACE)
        self.form.addRow(wording("relate.operation"), self.operation)
        self.roles: list[QComboBox] = []
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.equation = named(QLabel(wordWrap=True), "equation")
        self.outcome = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        frame = named(QFrame(), "preview")
        inside = QVBoxLayout(frame)
        inside.setSpacing(SPACE)
        for label in (self.equation, self.outcome):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(label)
        inside.addStretch(1)
        frame.setMinimumHeight(7 * self.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setSpacing(3 * SPACE)
        column.addLayout(self.form)
        column.addWidget(frame, 1)
        column.addWidget(buttons)
        self.setMinimumWidth(560)
        self._arrange()

    def _arrange(self) -> None:
        """A row for each role of the operation, filled in the order of the text; one line for a formula."""
        wording = self._look.wording
        while self.form.rowCount() > 1:
            taken = self.form.takeRow(1)
            for item in (taken.labelItem, taken.fieldItem):
                widget = item.widget() if item is not None else None
                if widget is self.formula:
                    widget.setParent(None)
                elif widget is not None:
                    widget.deleteLater()
        self.roles = []
        operation = self._chosen()
        if operation is None:
            self.form.addRow(wording("relate.formula"), self.formula)
            QWidget.setTabOrder(self.operation, self.formula)
            self._show_outcome()
            return
        roles = list(ROLES[operation])
        roles += [roles[-1]] * (len(self._claims) - len(roles))
        for place, role in enumerate(roles):
            box = QComboBox()
            box.setAccessibleName(wording(f"relate.role.{role}"))
            box.setToolTip(wording("spoken.relate.role"))
            for claim in self._claims:
                box.addItem(f"{' '.join(claim.text.split())}  ({claim.id})", claim.id)
            box.setCurrentIndex(place)
            self.form.addRow(wording(f"relate.role.{role}"), box)
            QWidget.setTabOrder(self.roles[-1] if self.roles else self.operation, box)
            self.roles.append(box)
            box.currentIndexChanged.connect(self._show_outcome)
        self._show_outcome()

    def _asked(self) -> tuple[Operation | None, tuple[str, ...], str]:
        by_role = tuple(str(box.currentData()) for box in self.roles)
        return self._chosen(), by_role, self.formula.text().strip()

    def _show_outcome(self) -> None:
        """The relation as an equation, what it comes to and how; or why it cannot be."""
        self._typing.stop()
        wording, (operation, by_role, formula) = self._look.wording, self._asked()
        if operation is None and not formula:
            self._tell(wording("relate.waiting"), "")
            return
        try:
            found = self._try_out(operation, by_role, formula)
        except EditRefusedError as refusal:
            self._tell("", escape(refusal.said(wording.language)))
            return
        if found.finding is None:
            self._tell(self._equation(found.relation), escape(wording("relate.no_finding")), fits=True)
            return
        state = state_of(found.finding)
        explanation = found.finding.explanation
        head = (
            f'<span style="color:{self._look.theme.marks[state]}">{SIGNS[state]}&nbsp;'
            f"{escape(wording(f'state.{state}'))}</span> – {escape(explanation.title)}"
        )
        lines = [head, *(escape(line) for line in (explanation.working, explanation.would_fit) if line)]
        self._tell(self._equation(found.relation), "<br>".join(lines), fits=True)

    def _tell(self, equation: str, outcome: str, *, fits: bool = False) -> None:
        self.equation.setText(equation)
        self.equation.setVisible(bool(equation))
        self.outcome.setText(outcome)
        self._ok.setEnabled(fits)

    def _equation(self, relation: Relation) -> str:
        """The relation with the numbers in their places: 350 bn CNY = 50% × 700 bn CNY."""
        parts: dict[str, str] = {}
        for operand in relation.operands:
            number, before = self._written(operand), parts.get(operand.role)
            if before is None:
                parts[operand.role] = f"−{number}" if operand.sign < 0 else number
            else:
                parts[operand.role] = f"{before} {'−' if operand.sign < 0 else '+'} {number}"
        return self._look.wording(f"relate.equation.{relation.operation}", **parts)

    def _written(self, operand: Operand) -> str:
        wording = self._look.wording
        claim = self._claim(operand.claim) if operand.claim is not None else None
        if claim is not None:
            return with_unit(value_text(claim.quantity, wording), claim.quantity.unit, wording)
        return compact(rounded(operand.constant.value), wording) if operand.constant is not None else "?"

    def _chosen(self) -> Operation | None:
        """The operation picked: the list gives its name back as plain text."""
        name = self.operation.currentData()
        return None if name is None else Operation(name)

    def accept(self) -> None:
        if self._done(*self._asked()):
            super().accept()
