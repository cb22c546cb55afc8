"""The list of findings: ranked, under a heading for each verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.model import Confidence, Finding, Severity
from workbench.ui.models.states import RANKS, State, state_of
from workbench.ui.wording import Wording

Index = QModelIndex | QPersistentModelIndex
FINDING_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
DECISION_ROLE = Qt.ItemDataRole.UserRole + 3

_SEVERITY = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
_CONFIDENCE = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above the findings of one state."""

    state: State
    count: int


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """What most needs a look first: by state, severity, confidence, then the order of the text."""
    return sorted(
        findings,
        key=lambda finding: (
            RANKS[state_of(finding)],
            _SEVERITY[finding.severity],
            _CONFIDENCE[finding.confidence],
            finding.spans[0] if finding.spans else (0, 0),
        ),
    )


class FindingListModel(QAbstractListModel):
    """Headings and findings. `decisions` tells what was decided, by `Finding.key`: accepted, dismissed, deferred."""

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._findings: list[Finding] = []
        self._decisions: Mapping[str, str] = {}
        self._hidden: frozenset[State] = frozenset()
        self._show_dismissed = False
        self._entries: list[Heading | Finding] = []
        self._places: dict[str, int] = {}

    @property
    def counts(self) -> Counter[State]:
        """How many findings there are in each state, dismissed ones left out."""
        return Counter(state_of(finding) for finding in self._findings if not self._dismissed(finding))

    @property
    def dismissed(self) -> int:
        """How many findings were dismissed."""
        return sum(1 for finding in self._findings if self._dismissed(finding))

    @property
    def listed(self) -> list[Finding]:
        """The findings shown, in order."""
        return [entry for entry in self._entries if isinstance(entry, Finding)]

    def set_findings(self, findings: Iterable[Finding], decisions: Mapping[str, str]) -> None:
        """Show `findings` with what was decided on them."""
        self._findings = ranked(findings)
        self._decisions = decisions
        self._rebuild()

    def set_hidden(self, hidden: frozenset[State], *, show_dismissed: bool) -> None:
        """Leave out the states in `hidden`, and dismissed findings unless asked for."""
        self._hidden, self._show_dismissed = hidden, show_dismissed
        self._rebuild()

    def row_of(self, finding: str) -> int | None:
        """Where the finding with this id is shown, if it is."""
        return self._places.get(finding)

    def entry(self, row: int) -> Heading | Finding | None:
        """What stands in a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _dismissed(self, finding: Finding) -> bool:
        return self._decisions.get(finding.key) == "dismissed"

    def _rebuild(self) -> None:
        shown = [
            finding
            for finding in self._findings
            if state_of(finding) not in self._hidden and (self._show_dismissed or not self._dismissed(finding))
        ]
        counts = Counter(map(state_of, shown))
        entries: list[Heading | Finding] = []
        last = None
        for finding in shown:
            state = state_of(finding)
            if state is not last:
                entries.append(Heading(state, counts[state]))
                last = state
            entries.append(finding)
        self.beginResetModel()
        self._entries = entries
        self._places = {entry.id: row for row, entry in enumerate(entries) if isinstance(entry, Finding)}
        self.endResetModel()

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.entry(index.row()), Heading):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if isinstance(entry, Heading):
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{self._wording(f'state.{entry.state}').capitalize()} ({entry.count})"
            return entry.state if role == STATE_ROLE else None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.explanation.title
        if role == FINDING_ROLE:
            return entry
        if role == STATE_ROLE:
            return state_of(entry)
        if role == DECISION_ROLE:
            return self._decisions.get(entry.key, "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.explanation.working
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._wording(f'state.{state_of(entry)}')}: {entry.explanation.title}"
        return None
