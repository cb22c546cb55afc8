"""Figures of two documents on the same thing, a row for each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from workbench.case import Choice, Decision, Disagreement
from workbench.comparing import CrossCheck, Side
from workbench.model import Verdict
from workbench.ui.figures import interval_text, value_text, with_unit
from workbench.ui.look import Look
from workbench.ui.models.claim_table import EDITED_SIGN
from workbench.ui.models.states import SIGNS, State

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("state", "what", "first", "in_first", "second", "in_second")
_SIDES = {2: 0, 3: 0, 4: 1, 5: 1}
_LAST: dict[Choice | None, int] = {Choice.DEFERRED: 1, Choice.DISMISSED: 2}


class CrossTableModel(QAbstractTableModel):
    """The checks that are shown; `set_checks` with the titles of the documents by id."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._all: list[CrossCheck] = []
        self._titles: dict[str, str] = {}
        self._decisions: Mapping[str, Decision] = {}
        self._edited: Set[str] = frozenset()
        self._differing = False
        self.checks: list[CrossCheck] = []

    def set_checks(
        self,
        checks: Sequence[CrossCheck],
        titles: dict[str, str],
        decisions: Mapping[str, Decision],
        edited: Set[str] = frozenset(),
    ) -> None:
        """Show `checks`, with what was decided on them by their keys; `edited` are the places of claims that no longer
        say what their text says."""
        self._all, self._titles, self._decisions, self._edited = list(checks), titles, decisions, edited
        self._narrow()

    def decide(self, decisions: Mapping[str, Decision]) -> None:
        """Show other decisions on the same checks."""
        self._decisions = decisions
        self._narrow()

    def show_differing(self, only: bool) -> None:
        """Leave out the pairs that agree."""
        self._differing = only
        self._narrow()

    @property
    def counts(self) -> tuple[int, int]:
        """How many pairs there are, and how many of them do not agree and were not dismissed."""
        return len(self._all), sum(map(self._asks, self._all))

    def _asks(self, check: CrossCheck) -> bool:
        return check.verdict is not Verdict.CONSISTENT and self.choice(check) is not Choice.DISMISSED

    def choice(self, check: CrossCheck) -> Choice | None:
        """What was decided on a pair, as long as both figures say what they said then."""
        decision = self._decisions.get(check.key)
        return None if decision is None or decision.values != _said(check) else decision.choice

    def disagreement(self, row: int) -> Disagreement:
        """A pair as decisions keep it."""
        check = self.checks[row]
        places = tuple(sorted((check.first.place, check.second.place)))
        return Disagreement(check.key, places, _said(check), _subject(check), self.sentence(row), check.verdict)

    def _narrow(self) -> None:
        self.beginResetModel()
        shown = [check for check in self._all if not self._differing or self._asks(check)]
        # What was left for later or dismissed stands beneath the rest.
        self.checks = sorted(shown, key=lambda check: _LAST.get(self.choice(check), 0))
        self.endResetModel()

    def side(self, index: Index) -> Side | None:
        """The figure a cell stands for: that of the second document in its columns, else that of the first."""
        if not index.isValid():
            return None
        check = self.checks[index.row()]
        return (check.first, check.second)[_SIDES.get(index.column(), 0)]

    def sentence(self, row: int) -> str:
        """A row in words."""
        wording, check = self._look.wording, self.checks[row]
        said = [
            wording(
                "together.says" if side.claim is not None else "together.implies",
                title=self._titles.get(side.document, side.document),
                figure=self._figure(side),
                reading=interval_text(side.expected, side.unit, wording),
            )
            for side in (check.first, check.second)
        ]
        supposed = [wording("together.supposed")] if check.first.supposed or check.second.supposed else []
        return " ".join((*said, wording(f"together.{check.verdict.value}"), *supposed))

    def _figure(self, side: Side) -> str:
        """As the text writes it; as it reads now where the analyst has given it another value."""
        if side.claim is None or side.place not in self._edited:
            return " ".join(side.label.split())
        wording = self._look.wording
        return f"{with_unit(value_text(side.claim.quantity, wording), side.unit, wording)} {EDITED_SIGN}"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.checks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._look.wording(f"together.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        check = self.checks[index.row()]
        state = State(check.verdict.value)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(check, state, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.sentence(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self.sentence(index.row())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return QBrush(self._look.theme.mark(state))
        if role == Qt.ItemDataRole.ForegroundRole and self.choice(check) is Choice.DISMISSED:
            return QBrush(self._look.theme.colour("muted"))
        return None

    def _cell(self, check: CrossCheck, state: State, column: int) -> str:
        if column == 0:
            choice = self.choice(check)
            # The sign tells the state; the word what was decided, once something was.
            word = f"state.{state.value}" if choice is None else f"decision.{choice.value}"
            return f"{SIGNS[state]} {self._look.wording(word)}"
        if column == 1:
            return _subject(check)
        side = (check.first, check.second)[_SIDES[column]]
        if column in (3, 5):
            return self._titles.get(side.document, side.document)
        if side.claim is not None:
            return self._figure(side)
        return f"⇒ {interval_text(side.expected, side.unit, self._look.wording)}"


def _subject(check: CrossCheck) -> str:
    return " · ".join(part for part in (check.indicator, check.scope, check.period) if part)


def _said(check: CrossCheck) -> tuple[str, ...]:
    return tuple(side.said for side in sorted((check.first, check.second), key=lambda side: side.place))
