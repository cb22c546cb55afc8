"""Adds a relation by hand: an operation over the selected claims, or a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.case.edit_relations import ROLES
from workbench.model import Claim, Operation
from workbench.ui.look import SPACE, Look


class RelateDialog(QDialog):
    """`done` gets the operation with the ids of the claims by role, or no operation and the formula typed.

    The dialog stays open when `done` says no.
    """

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        claims: Sequence[Claim],
        done: Callable[[Operation | None, tuple[str, ...], str], bool],
    ) -> None:
        super().__init__(parent)
        self._look, self._claims, self._done = look, claims, done
        wording = look.wording
        self.setWindowTitle(wording("relate.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.operation = QComboBox()
        self.operation.setAccessibleName(wording("relate.operation"))
        for operation, roles in ROLES.items():
            fits = len(claims) == len(roles) or (operation is Operation.SUM and len(claims) >= 2)
            if fits:
                self.operation.addItem(wording(f"operation.{operation}"), operation)
        self.operation.addItem(wording("relate.by_formula"), None)
        self.operation.currentIndexChanged.connect(self._arrange)
        self.formula = QLineEdit()
        self.formula.setAccessibleName(wording("relate.formula"))
        self.formula.setPlaceholderText(wording("relate.formula_hint", first=claims[0].id, second=claims[1].id))
        self.form = QFormLayout()
        self.form.setVerticalSpacing(3 * SPACE)
        self.form.addRow(wording("relate.operation"), self.operation)
        self.roles: list[QComboBox] = []
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(self.form)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(520)
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
            return
        roles = list(ROLES[operation])
        roles += [roles[-1]] * (len(self._claims) - len(roles))
        for place, role in enumerate(roles):
            box = QComboBox()
            box.setAccessibleName(wording(f"relate.role.{role}"))
            for claim in self._claims:
                box.addItem(f"{' '.join(claim.text.split())}  ({claim.id})", claim.id)
            box.setCurrentIndex(place)
            self.form.addRow(wording(f"relate.role.{role}"), box)
            QWidget.setTabOrder(self.roles[-1] if self.roles else self.operation, box)
            self.roles.append(box)

    def _chosen(self) -> Operation | None:
        """The operation picked: the list gives its name back as plain text."""
        name = self.operation.currentData()
        return None if name is None else Operation(name)

    def accept(self) -> None:
        chosen = tuple(str(box.currentData()) for box in self.roles)
        if self._done(self._chosen(), chosen, self.formula.text().strip()):
            super().accept()
