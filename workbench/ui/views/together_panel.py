"""Figures of one document of the case held against those of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from workbench.case import Case, Change, Choice, DecideDisagreement, What, dismissal_reasons
from workbench.comparing import CrossCheck, Side, check_together
from workbench.model import Verdict
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.look import SPACE, Look
from workbench.ui.models.case_snapshot import CaseSnapshot
from workbench.ui.models.cross_table import CrossTableModel
from workbench.ui.named import named
from workbench.ui.session import Session
from workbench.ui.tasks import Control
from workbench.ui.views.content_or_sentence import lay_out
from workbench.ui.views.row_table import row_table

_KIND = "together"
_WIDTHS = (15, 24, 20, 16, 20, 16)


class TogetherPanel(QWidget):
    """Checks in a worker: after every edit while it is in view, otherwise when a document came or went.

    `disagreed` carries how many pairs do not agree, when there are more of them than before and nobody is looking.
    """

    disagreed = Signal(int)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self._wording = look.wording
        self._due = True
        self._seen: frozenset[str] = frozenset()
        self.model = CrossTableModel(look, self)
        self.table = self._make_table()
        self.only = QCheckBox(self._wording("together.only"))
        self.only.setToolTip(self._wording("together.only_tip"))
        self.only.toggled.connect(self._narrow)
        self._count = named(QLabel(), "count")
        self._empty = named(QLabel(wordWrap=True), "emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = named(QLabel(wordWrap=True), "noticeText")
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange()
        session.changed.connect(self._on_change)
        session.case_changed.connect(self._on_case)
        session.tasks.stopped.connect(self._on_stopped)
        self._say("together.few")

    def _make_table(self) -> QTableView:
        table = row_table(self.model, self._wording("together.name"), self._wording("spoken.figures"))
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, self.fontMetrics().averageCharWidth() * width + 3 * SPACE)
        table.clicked.connect(self._go_to)
        table.activated.connect(self._go_to)
        table.selectionModel().currentChanged.connect(self._explain)
        return table

    def _arrange(self) -> None:
        bar = named(QFrame(), "filterBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.only)
        row.addWidget(self._count, 1)
        foot = named(QFrame(), "filterBar")
        words = QVBoxLayout(foot)
        words.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        words.addWidget(self._sentence)
        words.addLayout(self._make_buttons())
        listing = QWidget()
        rows = QVBoxLayout(listing)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        rows.addWidget(foot)
        self._pages = lay_out(self, [bar], listing, self._empty)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.buttons: dict[str, QPushButton] = {}
        for name, icon, act in (
            ("accept", "accept", lambda: self._decide(Choice.ACCEPTED)),
            ("dismiss", "dismiss", self._dismiss),
            ("later", "later", lambda: self._decide(Choice.DEFERRED)),
            ("reopen", "reset", lambda: self._decide(None)),
        ):
            button = QPushButton(self._look.icon(icon), self._wording(f"together.{name}"))
            button.setToolTip(self._wording(f"together.{name}_tip"))
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, act=act: act())
            button.setEnabled(False)
            row.addWidget(button)
            self.buttons[name] = button
        row.addStretch(1)
        return row

    # Deciding

    def _dismiss(self) -> None:
        """The pair is no error: ask why."""
        language = self._wording.language
        ChoiceDialog(
            self.window(),
            self._look,
            self._wording("together.dismiss_title"),
            self._wording("together.dismiss_question"),
            [(key, names[language]) for key, names in dismissal_reasons().items()],
            lambda reason, note: self._decide(Choice.DISMISSED, reason, note),
        ).open()

    def _decide(self, choice: Choice | None, reason: str = "", note: str = "") -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.checks):
            about = self.model.disagreement(row)
            self._session.do(DecideDisagreement(about, choice, reason, note))

    def _offer(self) -> None:
        """Only what can be done with the chosen pair."""
        row = self.table.currentIndex().row()
        check = self.model.checks[row] if 0 <= row < len(self.model.checks) else None
        choice = self.model.choice(check) if check is not None else None
        open_ = check is not None and check.verdict is not Verdict.CONSISTENT
        self.buttons["accept"].setEnabled(open_ and choice is not Choice.ACCEPTED)
        self.buttons["dismiss"].setEnabled(open_ and choice is not Choice.DISMISSED)
        self.buttons["later"].setEnabled(open_ and choice is not Choice.DEFERRED)
        self.buttons["reopen"].setEnabled(choice is not None)

    # Following the case

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._session.told_disagreements = self.model.counts[1]
        if self._due:
            self._check()

    def _on_case(self) -> None:
        case = self._session.case
        present = frozenset(entry.id for entry in case.documents()) if case is not None else frozenset()
        if not present:
            self._session.told_disagreements, self._seen = 0, frozenset()
        if present != self._seen:
            self._due = True
            self._check()

    def _on_change(self, change: Change) -> None:
        if change.what == {What.DECISIONS}:
            self._redecide()
            return
        waiting, self._due = self._due, True
        # A document that came is waited for until its own check is there.
        if self.isVisible() or waiting:
            self._check()

    def _check(self) -> None:
        """Once every document has been checked by itself: what it implies counts too."""
        case = self._session.case
        documents = [entry.id for entry in case.documents()] if case is not None else []
        if case is None or len(documents) < 2:
            self._session.tasks.cancel(_KIND)
            self._seen = frozenset(documents)
            self._take([])
            self._say("together.few")
            return
        if not all(case.is_checked(document) for document in documents):
            self._say("together.coming")
            return
        self._due, self._seen = False, frozenset(documents)
        snapshot = CaseSnapshot(case)

        def work(control: Control) -> list[CrossCheck]:
            control.progress("together", 0.0)
            return check_together(snapshot)

        self._session.tasks.run(_KIND, work, lambda checks: self._came(case, checks), self._failed)

    def _came(self, case: Case, checks: list[CrossCheck]) -> None:
        if isValid(self) and self._session.case is case:
            self._take(checks)

    def _failed(self, error: Exception) -> None:
        if isValid(self):
            self._due = True
            self._session.tell_error(error)

    def _on_stopped(self, kind: str) -> None:
        if kind == _KIND and not self._session.tasks.is_running(_KIND):
            self._due = True

    def _take(self, checks: list[CrossCheck]) -> None:
        case = self._session.case
        decided = case.decisions_between() if case is not None else {}
        edited = _edited(case, checks) if case is not None else frozenset()
        self._keeping_place(lambda: self.model.set_checks(checks, dict(self._session.titles), decided, edited))
        before, self._session.told_disagreements = self._session.told_disagreements, self.model.counts[1]
        if not self.isVisible() and self.model.counts[1] > before:
            self.disagreed.emit(self.model.counts[1])

    def _redecide(self) -> None:
        case = self._session.case
        if case is not None and self.model.counts[0]:
            self._keeping_place(lambda: self.model.decide(case.decisions_between()))
            self._session.told_disagreements = self.model.counts[1]

    def _keeping_place(self, change: Callable[[], None]) -> None:
        """Other rows, with the place of the chosen one kept."""
        chosen = self.table.currentIndex().row()
        change()
        pairs, differing = self.model.counts
        self._count.setText(self._wording("together.count", n=differing, pairs=pairs) if pairs else "")
        self._narrow(self.only.isChecked())
        if 0 <= chosen < len(self.model.checks):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(self.model.index(chosen, 0), flags)
        self._offer()

    def _narrow(self, only: bool) -> None:
        self.model.show_differing(only)
        self._sentence.setText(self._wording("together.choose"))
        if self.model.checks:
            self._pages.setCurrentIndex(0)
        elif len(self._session.titles) > 1:
            self._say("together.agree" if self.model.counts[0] else "together.nothing")

    def _say(self, key: str) -> None:
        self._empty.setText(self._wording(key))
        self._empty.setAccessibleName(self._empty.text())
        self._pages.setCurrentIndex(1)

    @property
    def sentence(self) -> str:
        """The chosen pair in words, or what is said in place of the table."""
        return self._sentence.text() if self._pages.currentIndex() == 0 else self._empty.text()

    # Leading to the numbers

    def _explain(self, index: QModelIndex, _: QModelIndex) -> None:
        if index.isValid():
            self._sentence.setText(self.model.sentence(index.row()))
            self._sentence.setAccessibleName(self._sentence.text())
        self._offer()

    def _go_to(self, index: QModelIndex) -> None:
        side = self.model.side(index)
        if side is not None:
            self._show(side)

    def _show(self, side: Side) -> None:
        """Show the figure in its own document."""
        session = self._session
        if side.document != session.document_id:
            session.show_document(side.document)
        if side.claim is not None and session.claim(side.claim.id) is not None:
            session.selection.select_claims((side.claim.id,), side.claim.id, self)
            return
        finding = next((finding.id for finding in session.findings if finding.key == side.finding), None)
        if finding is not None:
            session.selection.select_finding(finding)

    def sizeHint(self) -> QSize:
        return QSize(820, 320)


def _edited(case: Case, checks: Sequence[CrossCheck]) -> frozenset[str]:
    """The places of claims that no longer say what their text says."""
    found = set()
    for side in (side for check in checks for side in (check.first, check.second) if side.claim is not None):
        assert side.claim is not None
        entry = case.entry(side.document, side.claim.id)
        if entry is not None and {"value", "unit", "hedge"} & set(entry.edited):
            found.add(side.place)
    return frozenset(found)
