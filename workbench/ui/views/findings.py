"""The findings: chips that fold states away, the ranked list, the explanation beside or beneath it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from workbench.model import Claim, Finding
from workbench.ui.look import SPACE, Look
from workbench.ui.models.conflicts import Conflict
from workbench.ui.models.finding_list import FindingListModel
from workbench.ui.models.states import SIGNS, State
from workbench.ui.named import described, frameless, named
from workbench.ui.selection import Selection
from workbench.ui.views.explanation import ExplanationView
from workbench.ui.views.finding_delegate import FindingDelegate
from workbench.ui.views.finding_tree import FindingTree
from workbench.ui.views.flow import FlowLayout

_SIDE_BY_SIDE = 640  # pixels from which list and explanation stand beside each other
_CHIPS = (State.INCONSISTENT, State.DOUBTFUL, State.IMPLIED, State.ROUNDING, State.CONSISTENT)


class FindingsPanel(QWidget):
    """Follows the shared selection; `hidden_changed` carries the states folded away."""

    hidden_changed = Signal(list)

    def __init__(self, look: Look, selection: Selection, claims_of: Callable[[Finding], Sequence[Claim]]) -> None:
        super().__init__()
        self._look, self._selection, self._claims_of = look, selection, claims_of
        self._decision_words: Mapping[str, str] = {}
        self._about: dict[str, list[Finding]] = {}
        self._following = False
        self.model = FindingListModel(look.wording, self, self._written)
        self.list = frameless(FindingTree(self.model))
        self.list.setAccessibleName(look.wording("findings.name"))
        described(self.list, look.wording("spoken.findings"))
        self._delegate = FindingDelegate(look)
        self.list.setItemDelegate(self._delegate)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.pressed_at.connect(self._pressed)
        self.explanation = ExplanationView(look)
        self.explanation.claim_pressed.connect(self._claim_pressed)
        self._chips: dict[State, QToolButton] = {}
        chips = self._build_chips()
        self._empty = named(QLabel(look.wording("findings.empty"), wordWrap=True), "emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        listing = QWidget()
        self._pages = QStackedLayout(listing)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, opaqueResize=False)
        self.splitter.addWidget(listing)
        self.splitter.addWidget(self.explanation)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([400, 600])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(chips)
        column.addWidget(self.splitter, 1)
        selection.changed.connect(self._follow)
        self._update_chips()

    def _build_chips(self) -> QWidget:
        bar = named(QFrame(), "chipBar")
        flow = FlowLayout(bar, SPACE)
        flow.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        for state in _CHIPS:
            chip = named(QToolButton(), "chip")
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.setProperty("state", state.value)
            chip.toggled.connect(self._fold)
            flow.addWidget(chip)
            self._chips[state] = chip
        self._dismissed_chip = named(QToolButton(), "chip")
        self._dismissed_chip.setCheckable(True)
        self._dismissed_chip.toggled.connect(self._fold)
        flow.addWidget(self._dismissed_chip)
        return bar

    # What is shown

    def set_findings(
        self, findings: Sequence[Finding], decisions: Mapping[str, str], decision_words: Mapping[str, str]
    ) -> None:
        """List `findings`; `decisions` and the sentences about them go by `Finding.key`."""
        place = self.list.verticalScrollBar().value()
        self._decision_words = decision_words
        self._about = {}
        for finding in findings:
            for claim in finding.claims:
                self._about.setdefault(claim, []).append(finding)
        self._following = True
        self.model.set_findings(findings, decisions)
        self._following = False
        self._update_chips()
        self._follow(None)
        self.list.verticalScrollBar().setValue(place)

    def set_hidden(self, hidden: Sequence[str]) -> None:
        """Fold the states named in `hidden` away."""
        for state, chip in self._chips.items():
            chip.setChecked(state.value not in hidden)

    def set_empty_text(self, text: str) -> None:
        """What stands in place of an empty list."""
        self._empty.setText(text)

    def _update_chips(self) -> None:
        counts, wording = self.model.counts, self._look.wording
        for state, chip in self._chips.items():
            chip.setText(f"{SIGNS[state]} {counts[state]}")
            words = f"{wording(f'state.{state}')}: {counts[state]}"
            chip.setAccessibleName(words)
            chip.setToolTip(wording("findings.chip_tip", state=words))
            chip.setVisible(bool(counts[state]) or not chip.isChecked())
        self._dismissed_chip.setText(wording("findings.dismissed", n=self.model.dismissed))
        self._dismissed_chip.setAccessibleName(self._dismissed_chip.text())
        self._dismissed_chip.setToolTip(wording("findings.dismissed_tip"))
        self._dismissed_chip.setVisible(bool(self.model.dismissed) or self._dismissed_chip.isChecked())
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _fold(self) -> None:
        hidden = frozenset(state for state, chip in self._chips.items() if not chip.isChecked())
        self._following = True
        self.model.set_hidden(hidden, show_dismissed=self._dismissed_chip.isChecked())
        self._following = False
        self._update_chips()
        self._follow(None)
        self.hidden_changed.emit(sorted(state.value for state in hidden))

    # Selecting

    def _written(self, claim: str) -> str:
        for finding in self._about.get(claim, ()):
            for known in self._claims_of(finding):
                if known.id == claim:
                    return " ".join(known.text.split())
        return claim

    def _chosen(self, current: QModelIndex) -> None:
        if not self._following:
            self._pressed(current)

    def _pressed(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if isinstance(entry, Conflict):
            # All its numbers are shown in the text; what is explained is the finding that most needs a look.
            self._selection.select_claims(entry.claims, entry.centre, self)
            self._selection.keep_finding(entry.lead.id, self)
            self._explain(entry.lead)
        elif isinstance(entry, Finding):
            self._selection.select_finding(entry.id, self)
            self._explain(entry)

    def _claim_pressed(self, claim: str) -> None:
        finding = self.explanation.finding
        self._selection.select_claims((claim,), claim, self)
        if finding is not None:
            self._selection.keep_finding(finding.id, self)

    def _follow(self, origin: object) -> None:
        if origin is self and self.explanation.finding is not None:
            return
        chosen = self._selection.now.finding
        index = self.model.index_of(chosen) if chosen is not None else QModelIndex()
        self._following = True
        if not index.isValid():
            self.list.setCurrentIndex(QModelIndex())
            self.list.clearSelection()
            self._explain(None)
        else:
            self.list.expand(index.parent())
            self.list.setCurrentIndex(index)
            finding = self.model.entry(index)
            self._explain(finding if isinstance(finding, Finding) else None)
        self._following = False

    def _explain(self, finding: Finding | None) -> None:
        if finding is None:
            self.explanation.show_finding(None, ())
        else:
            words = self._decision_words.get(finding.key, "")
            self.explanation.show_finding(finding, self._claims_of(finding), words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.splitter.orientation() is not wanted:
            self.splitter.setOrientation(wanted)

    def sizeHint(self) -> QSize:
        return QSize(720, 420)
