"""The claims: a filter box with its choices, and the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QTableView,
    QToolButton,
    QWidget,
)

from workbench.model import Claim
from workbench.ui.figures import unit_name
from workbench.ui.look import SPACE, Look
from workbench.ui.models.claim_columns import COLUMNS, POSITION
from workbench.ui.models.claim_filter import ClaimFilter, parse, toggled, values_of
from workbench.ui.models.claim_rows import ClaimRow
from workbench.ui.models.claim_table import EDITED_SIGN, ClaimTableModel
from workbench.ui.models.facets import facets
from workbench.ui.named import described, named
from workbench.ui.selection import Selection
from workbench.ui.views.claim_editor import ClaimDelegate
from workbench.ui.views.content_or_sentence import lay_out

_FILTER_DELAY = 60  # ms after the last key
_MEASURED = 200  # rows looked at for the width of the columns
_BY_HAND = QByteArray(b"by hand")


class ClaimTable(QTableView):
    """The table itself. `left` is emitted on Escape, `explained` on Enter."""

    left = Signal()
    explained = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys an open editor does not use come here too.
        if self.state() is not QAbstractItemView.State.EditingState:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.explained.emit()
                return
        super().keyPressEvent(event)


class ClaimsPanel(QWidget):
    """Follows the shared selection. `edit` is asked to change a field of a claim and says whether it was."""

    menu_wanted = Signal(QPoint)
    filter_changed = Signal(int, int)

    def __init__(
        self,
        look: Look,
        selection: Selection,
        edit: Callable[[str, str, str], bool],
        describe: Callable[[Claim], str],
    ) -> None:
        super().__init__()
        self._look, self._selection = look, selection
        self._following = False
        self._by_hand = False
        self.model = ClaimTableModel(look.wording, look.theme, edit, describe, self)
        self.table = ClaimTable()
        self._delegate = ClaimDelegate(look, self._known)
        self._dress_table()
        self.box = QLineEdit(clearButtonEnabled=True)
        self.box.setPlaceholderText(look.wording("claims.filter_hint"))
        self.box.setAccessibleName(look.wording("claims.filter"))
        self.box.setToolTip(look.wording("claims.filter_tip"))
        sign = self.box.addAction(look.icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        sign.setText(look.wording("claims.filter"))
        sign.setToolTip(look.wording("claims.filter_tip"))
        self._wait = QTimer(self, singleShot=True, interval=_FILTER_DELAY)
        self._wait.timeout.connect(self._apply_filter)
        self.box.textChanged.connect(lambda _: self._wait.start())
        self.count = named(QLabel(), "count")
        self._problem = named(QLabel(wordWrap=True), "filterProblem")
        self._problem.hide()
        choices = self._tool("down", "claims.facets", self._fill_facets)
        columns = self._tool("columns", "claims.columns", self._fill_columns)
        bar = named(QFrame(), "filterBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self.box, 1)
        row.addWidget(choices)
        row.addWidget(self.count)
        row.addWidget(columns)
        self._nothing = look.wording("claims.none")
        self._empty = named(QLabel(wordWrap=True), "emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = lay_out(self, [bar, self._problem], self.table, self._empty)
        selection.changed.connect(self._follow)
        self._update_counts()

    def _dress_table(self) -> None:
        table = self.table
        table.setAccessibleName(self._look.wording("claims.name"))
        described(table, self._look.wording("spoken.claims"))
        table.setModel(self.model)
        table.setItemDelegate(self._delegate)
        self._delegate.refused.connect(self._edit_again)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.15) + 3 * SPACE)
        header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sectionResized.connect(self._on_resized)
        header.setMinimumSectionSize(8 * SPACE)
        header.setStretchLastSection(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        table.setSortingEnabled(True)
        self.default_columns()
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(table.viewport().mapToGlobal(at)))
        table.selectionModel().selectionChanged.connect(self._chosen)
        table.selectionModel().currentRowChanged.connect(self._chosen)

    def _tool(self, icon: str, key: str, fill: Callable[[QMenu], None]) -> QToolButton:
        button = QToolButton(autoRaise=True, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setIcon(self._look.icon(icon))
        button.setAccessibleName(self._look.wording(key))
        button.setToolTip(self._look.wording(key))
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        return button

    # What is shown

    def set_empty_text(self, text: str) -> None:
        """What stands in place of the table when there is no claim at all."""
        self._nothing = text

    def set_rows(self, rows: list[ClaimRow]) -> None:
        """Show the claims in `rows`; place, filter and selection stay."""
        place = self.table.verticalScrollBar().value()
        self._following = True
        before = self.model.rowCount()
        self.model.set_rows(rows)
        if self.model.rowCount() != before or self._cuts_numbers(self.model.rows[:_MEASURED]):
            self.fit_columns()
        self._following = False
        self._update_counts()
        self._follow(None)
        self.table.verticalScrollBar().setValue(place)

    def update_rows(self, rows: Iterable[ClaimRow]) -> None:
        """Some of the claims shown read otherwise than before."""
        place = self.table.verticalScrollBar().value()
        rows = list(rows)
        self._following = True
        self.model.update_rows(rows)
        if self._cuts_numbers(rows[:_MEASURED]):
            self.fit_columns()
        self._following = False
        self._update_counts()
        self._follow(None)
        self.table.verticalScrollBar().setValue(place)

    def set_filter(self, text: str) -> None:
        """Put `text` into the filter box and apply it at once."""
        self.box.setText(text)
        self._wait.stop()
        self._apply_filter()

    def _apply_filter(self) -> None:
        chosen = parse(self.box.text())
        self._following = True
        self.model.set_filter(chosen)
        self._following = False
        problem = self._problem_with(chosen)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._update_counts()
        self._follow(None)

    def _problem_with(self, chosen: ClaimFilter) -> str:
        """What in the filter cannot be meant as typed, in one sentence."""
        wording = self._look.wording
        if chosen.unknown:
            return wording("claims.unknown_field", name=chosen.unknown[0])
        if chosen.no_values:
            name, value = chosen.no_values[0]
            field, values = values_of(name)
            room = {"verdict": "state", "is": "filter_is"}.get(field, field)
            known = ", ".join(wording(f"{room}.{one}") for one in values)
            return wording("claims.unknown_value", name=name, value=value, known=known)
        return wording("claims.no_number", text=chosen.no_numbers[0]) if chosen.no_numbers else ""

    def _update_counts(self) -> None:
        wording = self._look.wording
        shown, total = self.model.rowCount(), self.model.total
        self.count.setText(
            wording("claims.count", n=total) if shown == total else wording("claims.count_of", shown=shown, total=total)
        )
        self._empty.setText(wording("claims.none_match") if total else self._nothing)
        self._pages.setCurrentIndex(0 if shown else 1)
        self.filter_changed.emit(shown, total)

    # Columns

    def fit_columns(self) -> None:
        """Widths to what the columns hold, as far as the panel has room; widths set by hand stay."""
        if self._by_hand or not self.model.rows:
            return
        header, metrics, wording = self.table.horizontalHeader(), self.fontMetrics(), self._look.wording
        character, padding = metrics.averageCharWidth(), 6 * SPACE
        shown = [place for place in range(len(COLUMNS)) if not self.table.isColumnHidden(place)]
        sample = self.model.rows[:_MEASURED]
        wanted, given = {}, {}
        for place in shown:
            column = COLUMNS[place]
            # Room for the sign of an edited value, so that the column keeps its width when one is.
            texts = {f"{column.text(row, wording)} {EDITED_SIGN if column.field == 'value' else ''}" for row in sample}
            title = metrics.horizontalAdvance(wording(f"column.{column.key}")) + 4 * SPACE
            wanted[place] = max(title, *map(metrics.horizontalAdvance, texts)) + padding
            # A number cut off is worse than none: only words are.
            most = wanted[place] if column.key in ("number", "value") else character * column.width + 3 * SPACE
            given[place] = max(title, min(wanted[place], most))
        spare = self.table.viewport().width() - sum(given.values())
        for place in sorted(shown, key=lambda place: wanted[place] - given[place]):
            more = min(max(spare, 0), wanted[place] - given[place], character * COLUMNS[place].width)
            if more > 0:
                given[place] += more
                spare -= more
        for place, width in given.items():
            header.resizeSection(place, width)

    def _cuts_numbers(self, rows: Sequence[ClaimRow]) -> bool:
        """Whether the value of one of `rows`, or its id with the tick of a verdict, is wider than its column."""
        metrics, wording = self.fontMetrics(), self._look.wording
        for key, sign in (("value", f" {EDITED_SIGN}"), ("number", "")):
            place = POSITION[key]
            room = self.table.columnWidth(place) - 4 * SPACE
            if any(metrics.horizontalAdvance(COLUMNS[place].text(row, wording) + sign) > room for row in rows):
                return True
        return False

    def _on_resized(self) -> None:
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton and self.isVisible():
            self._by_hand = True

    def default_columns(self) -> None:
        """The columns shown at first, in their order and width."""
        header = self.table.horizontalHeader()
        character = self.fontMetrics().averageCharWidth()
        for place, column in enumerate(COLUMNS):
            header.moveSection(header.visualIndex(place), place)
            self.table.setColumnHidden(place, not column.shown)
            self.table.setColumnWidth(place, character * column.width + 3 * SPACE)
        self._by_hand = False
        self.fit_columns()

    def columns_state(self) -> QByteArray:
        """Order, width and visibility of the columns, for the settings; with a mark when widths were set by hand."""
        state = self.table.horizontalHeader().saveState()
        return state.append(_BY_HAND) if self._by_hand else state

    def restore_columns(self, state: QByteArray) -> None:
        """Put the columns back as they were; a state of other columns is ignored."""
        header = self.table.horizontalHeader()
        if not header.restoreState(state) or header.count() != len(COLUMNS):
            self.default_columns()
            return
        self._by_hand = state.endsWith(_BY_HAND)
        self.fit_columns()

    def _header_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        self._fill_columns(menu)
        menu.exec(self.table.horizontalHeader().mapToGlobal(at))
        menu.deleteLater()

    def _fill_columns(self, menu: QMenu) -> None:
        menu.clear()
        for place, column in enumerate(COLUMNS):
            action = QAction(self._look.wording(f"column_name.{column.key}"), menu)
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(place))
            action.setEnabled(column.key not in ("number", "written"))
            action.toggled.connect(lambda on, place=place: self._show_column(place, shown=on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self._look.wording("claims.default_columns")).triggered.connect(self.default_columns)

    def _show_column(self, place: int, *, shown: bool) -> None:
        self.table.setColumnHidden(place, not shown)
        self.fit_columns()

    def _fill_facets(self, menu: QMenu) -> None:
        menu.clear()
        wording = self._look.wording
        for name, values in facets(self.model.rows or []).items():
            if not values:
                continue
            menu.addSection(wording(f"facet.{name}"))
            for value, count in values:
                if name == "verdict":
                    words = wording(f"state.{value}")
                elif name == "role":
                    words = wording(f"role.{value}")
                else:
                    words = unit_name(value, wording) if name == "unit" else value
                action = menu.addAction(f"{words}\t{count}")
                action.triggered.connect(
                    lambda _=False, name=name, value=value: self.set_filter(toggled(self.box.text(), name, value))
                )

    def _known(self, field: str) -> list[str]:
        parts: Iterable[str | None]
        rows = self.model.rows
        if field == "unit":
            parts = (row.claim.quantity.unit for row in rows)
        elif field == "scope":
            parts = (row.claim.scope for row in rows)
        elif field == "period":
            parts = (str(row.claim.period) if row.claim.period is not None else None for row in rows)
        else:
            parts = (row.claim.indicator for row in rows)
        return sorted({part for part in parts if part}, key=str.casefold)

    # Selecting

    def selected_ids(self) -> list[str]:
        """The claims whose rows are selected, in the order shown."""
        rows = self.model.rows
        places: list[int] = []
        chosen = self.table.selectionModel().selection()
        for part in (chosen.at(place) for place in range(chosen.count())):
            places.extend(range(part.top(), part.bottom() + 1))
        return [rows[place].claim.id for place in sorted(places) if place < len(rows)]

    def can_edit(self, index: QModelIndex) -> bool:
        """Whether the cell can be edited."""
        return index.isValid() and bool(self.model.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def edit(self, claim: str, column: str) -> None:
        """Open the editor of a claim's cell."""
        row = self.model.row_of(claim)
        if row is not None:
            place = POSITION[column]
            self.table.setColumnHidden(place, False)
            self.table.setFocus()
            index = self.model.index(row, place)
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    def _edit_again(self, cell: QPersistentModelIndex) -> None:
        """Open the editor anew on what was typed, once the one that closes has gone, if the analyst is still there."""

        def reopen() -> None:
            if cell.isValid() and self.table.hasFocus() and self.table.currentIndex() == cell:
                self.table.edit(self.table.currentIndex())

        QTimer.singleShot(0, self.table, reopen)

    def _chosen(self, *_: object) -> None:
        if self._following:
            return
        ids = self.selected_ids()
        place = self.table.currentIndex().row()
        rows = self.model.rows
        current = rows[place].claim.id if 0 <= place < len(rows) else None
        if ids:
            self._selection.select_claims(tuple(ids), current, self)

    def _follow(self, origin: object) -> None:
        if origin is self:
            return
        chosen = self._selection.now
        self._following = True
        rows = sorted(row for claim in chosen.claims if (row := self.model.row_of(claim)) is not None)
        selected = QItemSelection()
        last = len(COLUMNS) - 1
        # Rows beside each other as one range: Qt compares every range with every other.
        first = 0
        for place, row in enumerate(rows):
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                selected.append(QItemSelectionRange(self.model.index(rows[first], 0), self.model.index(row, last)))
                first = place + 1
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(selected, flags.ClearAndSelect)
        current = self.model.row_of(chosen.claim) if chosen.claim is not None else None
        if current is not None:
            column = max(self.table.currentIndex().column(), 1)
            index = self.model.index(current, column)
            self.table.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self._following = False

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard as cells that paste into a spreadsheet."""
        header = self.table.horizontalHeader()
        order = sorted(range(len(COLUMNS)), key=header.visualIndex)
        columns = [COLUMNS[place] for place in order if not self.table.isColumnHidden(place)]
        wording = self._look.wording
        chosen = set(self.selected_ids())
        rows = [row for row in self.model.rows if row.claim.id in chosen] or self.model.rows
        lines = ["\t".join(wording(f"column_name.{column.key}") for column in columns)]
        lines += ["\t".join(_cell(column.text(row, wording)) for column in columns) for row in rows]
        mime = QMimeData()
        mime.setText("\n".join(lines))
        QGuiApplication.clipboard().setMimeData(mime)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def sizeHint(self) -> QSize:
        return QSize(720, 420)


def _cell(text: str) -> str:
    """A cell that cannot break the table nor become a formula when pasted."""
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
