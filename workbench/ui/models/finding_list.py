"""The findings as a tree: ranked under a heading for each state, those of one conflict under one head.

What was dismissed or left for later stands apart, beneath the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.model import Confidence, Finding, Severity
from workbench.ui.models.conflicts import Conflict, conflicts
from workbench.ui.models.states import RANKS, State, state_of
from workbench.ui.wording import Wording

Index = QModelIndex | QPersistentModelIndex
FINDING_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
DECISION_ROLE = Qt.ItemDataRole.UserRole + 3
CONFLICT_ROLE = Qt.ItemDataRole.UserRole + 4
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 5

_SEVERITY = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
_CONFIDENCE = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
_JOINED = (State.INCONSISTENT, State.DOUBTFUL)
_APART = ("deferred", "dismissed")
# Made once: Qt asks for those of every row when it lays the list out.
_OF_HEADING = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_OF_CONFLICT = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_OF_FINDING = _OF_CONFLICT | Qt.ItemFlag.ItemNeverHasChildren


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a part of the list: a state, or what was decided ("deferred", "dismissed")."""

    name: str
    count: int
    state: State | None = None


Entry: TypeAlias = Heading | Conflict | Finding


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


def _shape(entry: Entry) -> tuple[str, int]:
    """What makes a row of the list keep its place and what is folded in it."""
    if isinstance(entry, Heading):
        return entry.name, -1
    return (entry.lead.key, len(entry.findings)) if isinstance(entry, Conflict) else ("", 0)


def _in_conflicts(by_state: Mapping[State, list[Finding]]) -> dict[State, list[Conflict | Finding]]:
    """Conflicts and findings by the state of the first of them; only what needs a decision is put together."""
    joined: dict[State, list[Conflict | Finding]] = {}
    for conflict in conflicts(finding for state in _JOINED for finding in by_state.get(state, ())):
        entry = conflict if len(conflict.findings) > 1 else conflict.lead
        joined.setdefault(state_of(conflict.lead), []).append(entry)
    # In the order of the ranking, as the findings came.
    joined.update((state, list(found)) for state, found in by_state.items() if state not in _JOINED)
    return joined


class FindingListModel(QAbstractItemModel):
    """Headings, findings, and conflicts with their findings beneath them.

    `decisions` tells what was decided, by `Finding.key`: accepted, dismissed, deferred. `written` gives a number as
    the text writes it, by its claim.
    """

    def __init__(
        self, wording: Wording, parent: QObject | None = None, written: Callable[[str], str] = lambda claim: claim
    ) -> None:
        super().__init__(parent)
        self._wording, self._written = wording, written
        self._findings: Sequence[Finding] = ()
        self._counts: Counter[State] = Counter()
        self._dismissed = 0
        self._decisions: Mapping[str, str] = {}
        self._hidden: frozenset[State] = frozenset()
        self._show_dismissed = False
        self._entries: list[Entry] = []
        self._places: dict[str, tuple[int, int]] = {}

    @property
    def counts(self) -> Counter[State]:
        """How many findings there are in each state, dismissed ones left out."""
        return self._counts

    @property
    def dismissed(self) -> int:
        """How many findings were dismissed."""
        return self._dismissed

    @property
    def listed(self) -> list[Finding]:
        """The findings shown, folded conflicts included, in order."""
        found: list[Finding] = []
        for entry in self._entries:
            found += [entry] if isinstance(entry, Finding) else entry.findings if isinstance(entry, Conflict) else ()
        return found

    @property
    def conflicts(self) -> Iterator[tuple[QModelIndex, Conflict]]:
        """The heads of conflicts, with where they stand."""
        for row, entry in enumerate(self._entries):
            if isinstance(entry, Conflict):
                yield self.index(row, 0), entry

    def set_findings(self, findings: Sequence[Finding], decisions: Mapping[str, str]) -> None:
        """Show `findings`, best ranked first, with what was decided on them."""
        self._findings = findings
        self._decisions = decisions
        self._rebuild()

    def set_hidden(self, hidden: frozenset[State], *, show_dismissed: bool) -> None:
        """Leave out the states in `hidden`, and dismissed findings unless asked for."""
        self._hidden, self._show_dismissed = hidden, show_dismissed
        self._rebuild()

    def index_of(self, finding: str) -> QModelIndex:
        """Where the finding with this id is shown; no valid index when it is not."""
        row, within = self._places.get(finding, (-1, -1))
        if row < 0:
            return QModelIndex()
        return self.index(row, 0) if within < 0 else self.index(within, 0, self.index(row, 0))

    def entry(self, index: Index) -> Entry | None:
        """What stands at an index."""
        if not index.isValid():
            return None
        if not index.internalId():
            return self._entries[index.row()]
        head = self._entries[index.internalId() - 1]
        return head.findings[index.row()] if isinstance(head, Conflict) else None

    def _decided(self, finding: Finding) -> str:
        return self._decisions.get(finding.key, "")

    def _rebuild(self) -> None:
        # One pass over what may be thousands; all else is about the few that ask for a decision.
        by_state: dict[State, list[Finding]] = {}
        apart: dict[str, list[Finding]] = {name: [] for name in _APART}
        self._counts, self._dismissed = Counter(), 0
        for finding in self._findings:
            state = state_of(finding)
            decision = self._decisions.get(finding.key, "") if self._decisions else ""
            if decision == "dismissed":
                self._dismissed += 1
            else:
                self._counts[state] += 1
            if state in self._hidden or (decision == "dismissed" and not self._show_dismissed):
                continue
            (apart[decision] if decision in apart else by_state.setdefault(state, [])).append(finding)
        entries: list[Entry] = []
        for state, group in _in_conflicts(by_state).items():
            count = sum(len(one.findings) if isinstance(one, Conflict) else 1 for one in group)
            entries += [Heading(f"state.{state}", count, state), *group]
        for name, group_apart in apart.items():
            if group_apart:
                entries += [Heading(f"decision.{name}", len(group_apart)), *group_apart]
        if [_shape(entry) for entry in entries] == [_shape(entry) for entry in self._entries]:
            self._renew(entries)
            return
        self.beginResetModel()
        self._entries = entries
        self._list_places()
        self.endResetModel()

    def _renew(self, entries: list[Entry]) -> None:
        """Other findings or decisions in the same places: nothing folds, moves or is laid out anew."""
        self._entries = entries
        self._list_places()
        for row, entry in enumerate(entries):
            if isinstance(entry, Conflict):
                head = self.index(row, 0)
                self.dataChanged.emit(self.index(0, 0, head), self.index(len(entry.findings) - 1, 0, head))
        if entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, 0))

    def _list_places(self) -> None:
        self._places = {}
        for row, entry in enumerate(self._entries):
            if isinstance(entry, Finding):
                self._places[entry.id] = (row, -1)
            elif isinstance(entry, Conflict):
                self._places.update((finding.id, (row, place)) for place, finding in enumerate(entry.findings))

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        if column or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008 - without an index Qt means the QObject's
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._entries)
        head = self.entry(parent)
        return len(head.findings) if isinstance(head, Conflict) else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entry(index)
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        if isinstance(entry, Heading):
            return _OF_HEADING
        return _OF_CONFLICT if isinstance(entry, Conflict) else _OF_FINDING

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if isinstance(entry, Heading):
            return self._of_heading(entry, role)
        if isinstance(entry, Conflict):
            return self._of_conflict(entry, role)
        return None if entry is None else self._of_finding(entry, role)

    def _of_heading(self, heading: Heading, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            name = self._wording(heading.name)
            return f"{name[:1].upper()}{name[1:]} ({heading.count})"
        return heading.state if role == STATE_ROLE else None

    def _of_conflict(self, conflict: Conflict, role: int) -> Any:
        wording = self._wording
        if role == CONFLICT_ROLE:
            return conflict
        if role == STATE_ROLE:
            return state_of(conflict.lead)
        title = wording("findings.conflict", text=self._written(conflict.centre))
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role in (DETAIL_ROLE, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = [wording("findings.joined", n=len(conflict.findings))]
            repair = conflict.settled_by
            if repair is not None:
                parts.append(wording("findings.settled_by", value=repair.text))
            detail = " · ".join(parts)
            return detail if role == DETAIL_ROLE else f"{title}. {detail}"
        return None

    def _of_finding(self, finding: Finding, role: int) -> Any:
        wording = self._wording
        if role == Qt.ItemDataRole.DisplayRole:
            return finding.explanation.title
        if role == FINDING_ROLE:
            return finding
        if role == STATE_ROLE:
            return state_of(finding)
        if role == DECISION_ROLE:
            return self._decided(finding)
        if role == DETAIL_ROLE:
            decision = self._decided(finding)
            parts = [wording(f"operation.{finding.operation}"), wording(f"confidence.{finding.confidence}")]
            return " · ".join([*parts, wording(f"decision.{decision}")] if decision else parts)
        if role == Qt.ItemDataRole.ToolTipRole:
            # The title may be cut off in the list.
            return f"{finding.explanation.title}\n{finding.explanation.working}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{wording(f'state.{state_of(finding)}')}: {finding.explanation.title}"
        return None
