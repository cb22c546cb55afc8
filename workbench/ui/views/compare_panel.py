"""Two or more documents of a case side by side by their figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from workbench.case import Case, Change
from workbench.comparing import MOST_VERSIONS, CarryOver, Row, claim_pairs, compare, to_check_again
from workbench.model import Claim
from workbench.ui.look import SPACE, Look
from workbench.ui.models.version_table import VersionRow, VersionTableModel, state_since_first, written
from workbench.ui.named import named
from workbench.ui.session import Session
from workbench.ui.tasks import Control
from workbench.ui.views.content_or_sentence import lay_out
from workbench.ui.views.row_table import row_table

_KIND = "compare"
_ALL = "*"
# Characters of the text that are always shown.
_LEAST_WORDS = 18


class ComparePanel(QWidget):
    """Compares in a worker while it is in view. `told` carries a short word on what was carried over."""

    told = Signal(str)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self._wording = look.wording
        self._rows: list[Row] = []
        self._versions: tuple[str, ...] = ()
        self._compared: tuple[str, ...] | None = None
        self._titles: list[tuple[str, str]] = []
        self._following = False
        self.model = VersionTableModel(look, self)
        self.table = self._make_table()
        self.old, self.new = self._chooser("compare.old"), self._chooser("compare.new")
        self.only = QCheckBox(self._wording("compare.only"))
        self.only.setToolTip(self._wording("compare.only_tip"))
        self.only.setChecked(True)
        self.model.show_differences(True)
        self.only.toggled.connect(self._filter)
        self.carry = QPushButton(self._wording("compare.carry"))
        self.carry.setToolTip(self._wording("compare.carry_tip"))
        self.carry.setAutoDefault(False)
        self.carry.clicked.connect(self.carry_over)
        self._count = named(QLabel(), "count")
        self._empty = named(QLabel(wordWrap=True), "emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._arrange()
        session.contents_changed.connect(self._on_contents)
        session.case_changed.connect(self._on_case)
        session.selection.changed.connect(self._follow)
        session.tasks.stopped.connect(self._on_stopped)
        self._say("compare.few")

    # Building

    def _make_table(self) -> QTableView:
        table = row_table(self.model, self._wording("compare.name"), self._wording("spoken.figures"))
        # Titles of versions often begin alike.
        table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.selectionModel().currentChanged.connect(self._moved)
        table.clicked.connect(self._chosen)
        table.activated.connect(self._chosen)
        return table

    def _chooser(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self._wording(name))
        box.setToolTip(self._wording(name))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        box.activated.connect(lambda _: self._compare())
        return box

    def _arrange(self) -> None:
        bar = named(QFrame(), "filterBar")
        rows = QVBoxLayout(bar)
        rows.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        rows.setSpacing(SPACE)
        arrow = QLabel("→")
        arrow.setAccessibleName(self._wording("compare.with"))
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(2 * SPACE)
            rows.addLayout(row)
        first.addWidget(self.old, 1)
        first.addWidget(arrow)
        first.addWidget(self.new, 1)
        second.addWidget(self.only)
        second.addWidget(self._count, 1)
        second.addWidget(self.carry)
        self._pages = lay_out(self, [bar], self.table, self._empty)

    # Following the case

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_case()
        self._compare()

    def _on_case(self) -> None:
        """Offer the documents of the case; keep what was chosen if it is still there."""
        titles = self._session.titles
        if titles == self._titles:
            return
        self._titles = list(titles)
        ids = [document for document, _ in titles]
        old, new = self.old.currentData(), self.new.currentData()
        for box in (self.old, self.new):
            box.clear()
            for document, title in titles:
                box.addItem(title, document)
                box.setItemData(box.count() - 1, title, Qt.ItemDataRole.ToolTipRole)
        if 2 < len(ids) <= MOST_VERSIONS:
            self.new.addItem(self._wording("compare.all"), _ALL)
        if old not in ids or self.new.findData(new) < 0:
            old, new = self._neighbours(ids)
        self.old.setCurrentIndex(self.old.findData(old))
        self.new.setCurrentIndex(self.new.findData(new))
        self._compared = None
        self._compare()

    def _neighbours(self, ids: Sequence[str]) -> tuple[str | None, str | None]:
        """The document shown and the one opened before it; the first two when it is the first."""
        shown = self._session.document_id
        place = max(ids.index(shown) if shown in ids else len(ids) - 1, 1)
        return (ids[place - 1], ids[place]) if place < len(ids) else (None, None)

    def _on_contents(self, change: Change | None) -> None:
        # Another document on show is no news for the table; an edit is.
        if change is not None:
            self._compared = None
            self._compare()

    def _chosen_versions(self) -> tuple[str, ...]:
        old, new = self.old.currentData(), self.new.currentData()
        if old is None or new is None:
            return ()
        if new == _ALL:
            ids = [document for document, _ in self._titles]
            return (old, *(document for document in ids if document != old))
        return (old, new) if old != new else ()

    def _compare(self) -> None:
        case, versions = self._session.case, self._chosen_versions()
        if not self.isVisible() or (case is not None and versions and versions == self._compared):
            return
        if case is None or not versions:
            self._session.tasks.cancel(_KIND)
            self._compared = None
            self._take((), [])
            self._say("compare.few" if len(self._titles) < 2 else "compare.same_document")
            return
        texts = [(case.document(document), list(case.claims(document))) for document in versions]
        if self._versions != versions:
            self._take((), [])
            self._say("compare.coming")
        self._compared = versions

        def work(control: Control) -> list[Row]:
            control.progress("comparing", 0.0)
            return compare(texts)

        self._session.tasks.run(_KIND, work, lambda rows: self._came(case, versions, rows), self._failed)

    def _came(self, case: Case, versions: tuple[str, ...], rows: list[Row]) -> None:
        if not isValid(self):
            return  # the window was made afresh meanwhile
        present = {document for document, _ in self._session.titles}
        if self._session.case is case and present.issuperset(versions):
            self._take(versions, rows)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return  # the window was made afresh meanwhile
        self._stop()
        self._session.tell_error(error)

    def _on_stopped(self, kind: str) -> None:
        if kind == _KIND and not self._session.tasks.is_running(_KIND) and self._compared != self._versions:
            self._stop()

    def _stop(self) -> None:
        self._compared = None
        self._take((), [])
        self._say("compare.stopped")

    def _take(self, versions: Sequence[str], rows: list[Row]) -> None:
        case = self._session.case
        self._versions, self._rows = tuple(versions), rows
        names = dict(self._titles)
        again: set[int] = set()
        if versions and case is not None:
            found = to_check_again(case, versions[0], rows, 0, len(versions) - 1)
            again = {id(item.row) for item in found}
        chosen = self.table.verticalScrollBar().value()
        texts = [case.document(document) for document in versions] if case is not None else []
        shown = [
            VersionRow(
                row.cells,
                tuple(written(text, cell) for text, cell in zip(texts, row.cells, strict=True)),
                state_since_first(row),
                id(row) in again,
            )
            for row in rows
        ]
        self.model.set_versions([names[document] for document in versions], shown)
        self._widths()
        self._summarise()
        self._follow()
        self.table.verticalScrollBar().setValue(chosen)

    def _widths(self) -> None:
        unit = self.fontMetrics().averageCharWidth()
        bold = QFont(self.font())
        bold.setBold(True)
        widest = max(map(QFontMetrics(bold).horizontalAdvance, self.model.state_texts()), default=0)
        self.table.setColumnWidth(0, max(unit * 24, widest + 6 * SPACE))
        for column in range(1, self.model.columnCount()):
            least, most = (_LEAST_WORDS, 34) if column % 2 else (10, 24)
            width = self.table.sizeHintForColumn(column) + 2 * SPACE
            self.table.setColumnWidth(column, min(max(width, unit * least), unit * most))
        self._share_out()

    def _share_out(self) -> None:
        """Fit the columns to the panel: what is too much or free goes to the words of the texts."""
        columns, least = self.model.columnCount(), self.fontMetrics().averageCharWidth() * _LEAST_WORDS
        written = range(1, columns, 2)
        taken = sum(self.table.columnWidth(column) for column in range(columns - 1))
        # The room of the scroll bar, which may come only once the rows are laid out.
        room = self.table.width() - self.table.verticalScrollBar().sizeHint().width()
        free = room - taken - self.table.sizeHintForColumn(columns - 1) - 2 * SPACE
        for place, column in enumerate(written):
            width = self.table.columnWidth(column)
            share = int(free / (len(written) - place))
            wanted = max(self.table.sizeHintForColumn(column) + 2 * SPACE, least)
            fitted = max(width, min(wanted, width + share)) if share > 0 else max(min(least, width), width + share)
            self.table.setColumnWidth(column, fitted)
            free -= fitted - width

    def _summarise(self) -> None:
        figures, differing, again = self.model.counts
        parts = [self._wording("compare.count", n=differing, figures=figures)] if figures else []
        if again:
            parts.append(self._wording("compare.again", n=again))
        self._count.setText("  ·  ".join(parts))
        self.carry.setEnabled(len(self._versions) == 2 and bool(claim_pairs(self._rows)))
        if self._versions and not self.model.rows:
            self._say("compare.equal" if figures else "compare.no_figures", n=figures)
        elif self._versions:
            self._pages.setCurrentWidget(self.table)

    def _filter(self, only: bool) -> None:
        self.model.show_differences(only)
        if self._versions:
            self._widths()
        self._summarise()
        self._follow()

    def _say(self, key: str, **fields: object) -> None:
        self._empty.setText(self._wording(key, **fields))
        self._empty.setAccessibleName(self._empty.text())
        self._pages.setCurrentWidget(self._empty)

    @property
    def sentence(self) -> str:
        """What is said in place of the table; "" while it is shown."""
        return "" if self._pages.currentWidget() is self.table else self._empty.text()

    @property
    def count(self) -> str:
        """How many figures differ, in words."""
        return self._count.text()

    # Selecting

    def _moved(self, index: QModelIndex, before: QModelIndex) -> None:
        # A table that gets the focus makes its first cell current: nobody chose it.
        if before.isValid():
            self._chosen(index)

    def _chosen(self, index: QModelIndex) -> None:
        if self._following or not index.isValid():
            return
        cell = self.model.claim_at(index.row(), index.column()) or self._best(index)
        if cell is None:
            return
        version, claim = cell
        self._following = True
        try:
            if self._versions[version] != self._session.document_id:
                self._session.show_document(self._versions[version])
            self._session.selection.select_claims((claim.id,), claim.id, self)
        finally:
            self._following = False

    def _best(self, index: QModelIndex) -> tuple[int, Claim] | None:
        """The claim a row stands for as a whole: that of the document shown, else that of the newest version."""
        shown = self._session.document_id
        places = sorted(range(len(self._versions)), key=lambda place: self._versions[place] != shown)
        first, *others = places
        for version in (first, *sorted(others, reverse=True)):
            cell = self.model.claim_at(index.row(), 1 + 2 * version)
            if cell is not None:
                return cell
        return None

    def _follow(self, *_: object) -> None:
        """Mark the row of the current claim, without taking the focus."""
        document, claim = self._session.document_id, self._session.selection.now.claim
        if self._following or document not in self._versions or claim is None:
            return
        version = self._versions.index(document)
        row = self.model.find(version, claim)
        if row is None:
            return
        self._following = True
        try:
            self.table.setCurrentIndex(self.model.index(row, 1 + 2 * version))
        finally:
            self._following = False

    # Carrying over

    def carry_over(self) -> None:
        """Take what was decided on the figures that are the same to the newer version, as one step."""
        if len(self._versions) != 2:
            return
        old, new = self._versions
        change = self._session.do(CarryOver(old, new, claim_pairs(self._rows)))
        if change is None:
            return
        again = self.model.counts[2]
        if not change.what:
            text = self._wording("compare.nothing_carried")
        else:
            text = self._wording("compare.carried")
        if again:
            text = f"{text} {self._wording('compare.again', n=again)}."
        self.told.emit(text)

    def sizeHint(self) -> QSize:
        return QSize(820, 320)
