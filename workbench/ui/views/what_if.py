"""What if: other values tried on claims, and a sheet of calculations. Nothing reaches the claims until adopted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.case import AdoptValue, EditSheet
from workbench.model import Claim
from workbench.ui.look import SPACE, Look
from workbench.ui.models.states import SIGNS, State, state_of
from workbench.ui.named import described, frameless, named
from workbench.ui.session import Session

_FIXED = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class WhatIfPanel(QWidget):
    """Follows the session. `claim_pressed` carries a claim of the list of tried values."""

    claim_pressed = Signal(str)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self._filling = False
        self._document: str | None = None
        self._tried: dict[str, str] = {}
        wording = look.wording
        self.values = self._table([wording("what_if.claim"), wording("what_if.written"), wording("what_if.value")])
        self.values.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.values.setAccessibleName(wording("what_if.values"))
        described(self.values, wording("spoken.what_if_values"))
        self.values.itemChanged.connect(self._value_typed)
        self.values.itemSelectionChanged.connect(self._value_chosen)
        self.outcomes = frameless(QListWidget())
        self.outcomes.setAccessibleName(wording("what_if.outcomes"))
        described(self.outcomes, wording("spoken.what_if_outcomes"))
        self.outcomes.setWordWrap(True)
        self.add = self._button("add", "what_if.add", self.add_selected)
        self.adopt = self._button("accept", "what_if.adopt", self._adopt)
        self.clear = self._button("reset", "what_if.clear", self.forget)
        self.sheet = self._table([wording("what_if.line"), wording("what_if.result")])
        self.sheet.setAccessibleName(wording("what_if.sheet"))
        described(self.sheet, wording("spoken.what_if_sheet"))
        self.sheet.itemChanged.connect(self._line_typed)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self.add, self.adopt, self.clear):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addWidget(named(QLabel(wording("what_if.values")), "startSection"))
        column.addWidget(self.values, 2)
        column.addLayout(buttons)
        column.addWidget(self.outcomes, 3)
        other = QVBoxLayout(right)
        other.addWidget(named(QLabel(wording("what_if.sheet")), "startSection"))
        other.addWidget(self.sheet, 1)
        hint = named(QLabel(wording("what_if.hint"), wordWrap=True), "count")
        other.addWidget(hint)
        for layout in (column, other):
            layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
            layout.setSpacing(SPACE)
        splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([500, 500])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def _table(self, headings: Sequence[str]) -> QTableWidget:
        table = frameless(QTableWidget(0, len(headings)))
        table.setHorizontalHeaderLabels(headings)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return table

    def _button(self, icon: str, key: str, slot: object) -> QPushButton:
        button = QPushButton(self._look.icon(icon), self._look.wording(key))
        button.setToolTip(self._look.wording(f"{key}_tip"))
        button.setAutoDefault(True)
        button.clicked.connect(lambda _=False: slot())  # type: ignore[operator]
        return button

    # What is shown

    def show_session(self, session: Session) -> None:
        """Show the sheet of the document shown; values tried on another one are forgotten."""
        if session.document_id != self._document:
            self._document = session.document_id
            self._tried = {}
        self._tried = {claim: typed for claim, typed in self._tried.items() if session.claim(claim) is not None}
        self._fill_values()
        self._recompute()

    def try_value(self, claim: str, typed: str) -> None:
        """Try `typed` on a claim."""
        self._tried[claim] = typed
        self._fill_values()
        self._recompute()

    def add_claims(self, claims: Sequence[Claim]) -> None:
        """Put claims on the list, to be given other values."""
        for claim in claims:
            self._tried.setdefault(claim.id, "")
        self._fill_values()

    def add_selected(self) -> None:
        """Put the selected claims on the list and begin to edit."""
        chosen = self._session.selection.now.claims
        self.add_claims([claim for name in chosen if (claim := self._session.claim(name)) is not None])
        item = self.values.item(self.values.rowCount() - 1, 2)
        if item is not None:
            self.values.setCurrentItem(item)
            self.values.editItem(item)

    def stand_on(self, claim: str | None) -> None:
        """The keyboard where another value for `claim` is typed, or for the first one on the list."""
        names = list(self._tried)
        self._filling = True
        self.values.setCurrentCell(names.index(claim) if claim in names else 0, 2)
        self._filling = False
        self.values.setFocus()

    def edit_focused(self) -> bool:
        """Edit the line the keyboard stands on in this panel; says whether it stands in one."""
        for table, column in ((self.values, 2), (self.sheet, 0)):
            if table.hasFocus():
                item = table.item(table.currentRow(), column)
                if item is not None:
                    table.setCurrentItem(item)
                    table.editItem(item)
                return True
        return False

    def forget(self) -> None:
        """Try nothing any more."""
        self._tried = {}
        self._fill_values()
        self._recompute()

    def _fill_values(self) -> None:
        self._filling = True
        self.values.setRowCount(len(self._tried))
        for row, (name, typed) in enumerate(self._tried.items()):
            claim = self._session.claim(name)
            written = " ".join(claim.text.split()) if claim is not None else ""
            for column, text in enumerate((name, written, typed)):
                item = QTableWidgetItem(text)
                if column < 2:
                    item.setFlags(_FIXED)
                self.values.setItem(row, column, item)
        self._filling = False
        self.clear.setEnabled(bool(self._tried))
        self.adopt.setEnabled(any(self._tried.values()))

    # Computing

    def _recompute(self) -> None:
        case, document = self._session.case, self._document
        self.outcomes.clear()
        # Nothing tried and nothing typed: long texts are spared the computing after every edit.
        if case is None or document is None or not (any(self._tried.values()) or case.sheet(document)):
            self._fill_sheet([], [])
            return
        from workbench.whatif import Sheet, try_values

        wording = self._look.wording
        outcome = try_values(case, document, {claim: typed for claim, typed in self._tried.items() if typed})
        for row in outcome.rows:
            if not row.changed:
                continue
            before, after = (
                SIGNS[state_of(finding)] if finding is not None else SIGNS[State.UNCHECKED]
                for finding in (row.before, row.after)
            )
            shown = row.after or row.before
            title = shown.explanation.title if shown is not None else ""
            item = QListWidgetItem(f"{before}  →  {after}   {title}")
            if shown is not None:
                item.setForeground(self._look.theme.mark(state_of(row.after) if row.after else State.CONSISTENT))
            self.outcomes.addItem(item)
        for claim, refusal in outcome.refused.items():
            self.outcomes.addItem(f"{claim}: {refusal.said(wording.language)}")
        if any(self._tried.values()) and not self.outcomes.count():
            self.outcomes.addItem(wording("what_if.nothing"))
        others = {other: case.claims(other) for other, _ in self._session.titles if other != document}
        sheet = Sheet(case.claims(document), case.document(document).language, others=others, tried=outcome.tried)
        lines = list(case.sheet(document))
        self._fill_sheet(lines, [line.text(wording.language) for line in sheet.compute(lines)])

    def _fill_sheet(self, lines: Sequence[str], results: Sequence[str]) -> None:
        self._filling = True
        self.sheet.setRowCount(len(lines) + 1)
        for row, line in enumerate([*lines, ""]):
            self.sheet.setItem(row, 0, QTableWidgetItem(line))
            result = QTableWidgetItem(results[row] if row < len(results) else "")
            result.setFlags(_FIXED)
            result.setToolTip(result.text())
            self.sheet.setItem(row, 1, result)
        self._filling = False

    # Typing

    def _value_typed(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != 2:
            return
        name = self.values.item(item.row(), 0)
        if name is not None:
            self._tried[name.text()] = item.text().strip()
            self.adopt.setEnabled(any(self._tried.values()))
            self._recompute()

    def _value_chosen(self) -> None:
        name = self.values.item(self.values.currentRow(), 0)
        if name is not None and not self._filling:
            self.claim_pressed.emit(name.text())

    def _line_typed(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != 0 or self._document is None:
            return
        cells = [self.sheet.item(row, 0) for row in range(self.sheet.rowCount())]
        lines = [cell.text() if cell is not None else "" for cell in cells]
        while lines and not lines[-1].strip():
            lines.pop()
        row = item.row()
        self._session.do(EditSheet(self._document, tuple(lines)), merge=True)
        self._recompute()
        self.sheet.setCurrentCell(min(row + 1, self.sheet.rowCount() - 1), 0)

    def _adopt(self) -> None:
        document = self._document
        for claim, typed in list(self._tried.items()):
            adopted = typed and document is not None
            if adopted and self._session.do(AdoptValue(document or "", claim, {"value": typed})) is not None:
                self._tried.pop(claim, None)
        self._fill_values()
        self._recompute()

    def sizeHint(self) -> QSize:
        return QSize(720, 320)
