"""The page of rules: found by words, switched on and off, with files of one's own added and taken out.

A file is for the case alone or for every case; it can be moved from one to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.case import MOST_RULE_FILES, MOST_RULE_TEXT, RuleFile
from workbench.standing_rules import standing_name
from workbench.ui.look import SPACE, Look
from workbench.ui.models.rule_lines import RuleChoice, RuleLine, lines_of
from workbench.ui.named import described, named
from workbench.ui.views.row_table import in_rows

Prove = Callable[[Sequence[RuleFile], Sequence[RuleFile], RuleFile, Callable[[str], None]], None]
"""Tries the examples of a file among those of the case and those for every case, and tells what is wrong, or ""."""

_COLUMNS = ("rule", "operation", "what", "source")
_WIDTHS = {"rule": 30, "operation": 16, "source": 32}


class RulePage(QWidget):
    """`choice` is what was chosen so far; `files` are then those of the case, `standing` those for every case."""

    def __init__(self, look: Look, choice: RuleChoice, prove: Prove, folder: Path) -> None:
        super().__init__()
        self._look, self._prove, self._folder = look, prove, folder
        self.files, self.standing = tuple(choice.files), tuple(choice.standing)
        self._off = set(choice.off)
        self._lines: list[RuleLine] = []
        wording = look.wording
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(wording("rules.filter"))
        self.filter.setAccessibleName(wording("rules.filter"))
        described(self.filter, wording("spoken.rules.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _: self._narrow())
        self.table = self._make_table()
        self.detail = named(QLabel(wordWrap=True), "count")
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setFixedHeight(3 * self.fontMetrics().lineSpacing() + SPACE)
        self.problem = named(QLabel(wordWrap=True), "filterProblem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.count = named(QLabel(), "count")
        self.add = self._button("add", self._ask_file)
        self.add_standing = self._button("add_standing", lambda: self._ask_file(standing=True))
        self.move_file = self._button("move", self._move)
        self.remove = self._button("remove", self.remove_file)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self.count)
        row = QHBoxLayout()
        for button in (self.add, self.add_standing, self.move_file, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(top)
        for widget in (self.table, self.detail, self.problem):
            column.addWidget(widget, 1 if widget is self.table else 0)
        column.addLayout(row)
        self._list_all("")

    @property
    def off(self) -> frozenset[str]:
        """The ids of the listed rules that are switched off."""
        return frozenset(line.id for line in self._lines if line.id in self._off)

    def _button(self, name: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._look.wording(f"rules.{name}"))
        button.setAutoDefault(False)
        button.setToolTip(self._look.wording(f"spoken.rules.{name}"))
        button.clicked.connect(lambda _=False: action())
        return button

    def _make_table(self) -> QTableWidget:
        wording = self._look.wording
        table = QTableWidget(0, len(_COLUMNS))
        table.setAccessibleName(wording("rules.rules"))
        described(table, wording("spoken.rules.table"))
        table.setHorizontalHeaderLabels([wording(f"rules.column_{name}") for name in _COLUMNS])
        in_rows(table)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = table.horizontalHeader()
        header.setSectionResizeMode(_COLUMNS.index("what"), QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for name, width in _WIDTHS.items():
            table.setColumnWidth(_COLUMNS.index(name), self.fontMetrics().averageCharWidth() * width + 3 * SPACE)
        table.itemChanged.connect(self._take)
        table.currentCellChanged.connect(lambda row, *_: self._show(row))
        return table

    # What is shown

    def _list(self, lines: Sequence[RuleLine], chosen: str) -> None:
        """Fill the table; the first rule of the file `chosen` is the current one."""
        wording = self._look.wording
        self._lines = list(lines)
        self.table.blockSignals(True)
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            source = self._source(line)
            what = " ".join(line.what.split())
            for place, text in enumerate((line.id, wording(f"operation.{line.operation}"), what, source)):
                item = QTableWidgetItem(text)
                font = item.font()
                font.setBold(bool(line.file))
                item.setFont(font)
                if _COLUMNS[place] == "source":
                    item.setToolTip(text)
                if place == 0:
                    on = Qt.CheckState.Unchecked if line.id in self._off else Qt.CheckState.Checked
                    item.setCheckState(on)
                self.table.setItem(row, place, item)
        self.table.blockSignals(False)
        self._narrow()
        row = next((row for row, line in enumerate(lines) if chosen and line.file == chosen), 0)
        self.table.setCurrentCell(row, 0)
        self._show(row)
        self._tell()

    def _list_all(self, chosen: str) -> None:
        self._list(lines_of(self.files, self.standing, self._look.wording.language), chosen)

    def _source(self, line: RuleLine) -> str:
        if not line.file:
            return self._look.wording("rules.program")
        return self._look.wording("rules.from_every" if line.standing else "rules.from_this", name=line.file)

    def _narrow(self) -> None:
        """Show the rules that hold every word of the filter; the current one is always among them."""
        words = self.filter.text().casefold().split()
        for row in range(self.table.rowCount()):
            texts = (item.text() for place in range(len(_COLUMNS)) if (item := self.table.item(row, place)) is not None)
            said = " ".join(texts).casefold()
            self.table.setRowHidden(row, not all(word in said for word in words))
        now = self.table.currentRow()
        if now < 0 or self.table.isRowHidden(now):
            rows = range(self.table.rowCount())
            first = next((row for row in rows if not self.table.isRowHidden(row)), -1)
            self.table.setCurrentCell(first, 0)

    def _show(self, row: int) -> None:
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        self.detail.setText(self._told(line) if line is not None else "")
        own = line is not None and bool(line.file)
        self.remove.setEnabled(own)
        self.move_file.setEnabled(own)
        name = "keep" if line is not None and own and line.standing else "move"
        self.move_file.setText(self._look.wording(f"rules.{name}"))
        self.move_file.setToolTip(self._look.wording(f"spoken.rules.{name}"))

    def _told(self, line: RuleLine) -> str:
        """What a rule does, tolerates and says."""
        wording = self._look.wording
        told = [" ".join(line.what.split())]
        if line.tolerance is not None:
            from workbench.checking.rule_words import tolerance_text
            from workbench.checking.wording import Display, words

            amount = tolerance_text(line.tolerance, words(wording.language), Display())
            told.append(wording("rules.tolerates", amount=amount))
        if line.message:
            told.append(wording("rules.says", message=line.message))
        return "\n".join(told)

    def _tell(self) -> None:
        self.count.setText(self._look.wording("rules.count", n=len(self._lines), off=len(self.off)))

    def tell_problem(self, problem: str) -> None:
        """Say what is wrong, or that nothing is."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    # What is done

    def _take(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            rule = self._lines[item.row()].id
            (self._off.discard if item.checkState() is Qt.CheckState.Checked else self._off.add)(rule)
            self._tell()

    def _ask_file(self, *, standing: bool = False) -> None:
        dialog = QFileDialog(self, self._look.wording("rules.add_title"), str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self._look.wording("rules.files"), self._look.wording("file.any")])
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name), standing=standing))
        dialog.open()

    def take_file(self, path: Path, *, standing: bool = False) -> None:
        """Add a rule file, for every case if it is `standing`, once its examples come out.

        It takes the place of one of the same name; but what is added to this case takes nothing from the others.
        """
        text, problem = self._read(path)
        name = standing_name(path.name) if standing else path.name
        here = _without(self.files, name)
        everywhere = _without(self.standing, name) if standing else self.standing
        others = everywhere if standing else here
        if not problem and len(others) >= MOST_RULE_FILES:
            problem = self._look.wording("rules.too_many", limit=MOST_RULE_FILES)
        if not problem and sum(len(file.text) for file in others) + len(text) > MOST_RULE_TEXT:
            problem = self._look.wording("rules.too_large", name=path.name, limit=MOST_RULE_TEXT)
        self.tell_problem(problem)
        if problem:
            return
        added = RuleFile(name, text)
        files = (here, (*everywhere, added)) if standing else ((*here, added), everywhere)
        for button in (self.add, self.add_standing):
            button.setEnabled(False)
        self.detail.setText(self._look.wording("rules.trying", name=path.name))
        self._prove(*files, added, lambda told: self._proven(files, name, told))

    def _proven(self, files: tuple[tuple[RuleFile, ...], tuple[RuleFile, ...]], name: str, problem: str) -> None:
        for button in (self.add, self.add_standing):
            button.setEnabled(True)
        self.tell_problem(problem)
        self._show(self.table.currentRow())
        if not problem:
            self.files, self.standing = files
            self.filter.clear()
            self._list_all(name)

    def _read(self, path: Path) -> tuple[str, str]:
        """The text of a file, or what is wrong with it."""
        wording = self._look.wording
        try:
            if path.stat().st_size > 4 * MOST_RULE_TEXT:
                return "", wording("rules.too_large", name=path.name, limit=MOST_RULE_TEXT)
            return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), ""
        except UnicodeDecodeError:
            return "", wording("rules.not_utf8", name=path.name)
        except OSError as fault:
            return "", wording("source_dialog.unreadable", name=path.name, reason=fault.strerror or fault)

    def remove_file(self) -> None:
        """Take out the file the current rule is from, with all its rules."""
        line = self._current()
        if line is not None and line.file:
            self._take_out(line)
            self.tell_problem("")
            self._list_all("")

    def _move(self) -> None:
        """Let the file the current rule is from be for every case, or for this one alone."""
        line = self._current()
        if line is None or not line.file:
            return
        moved = next(file for file in (self.standing if line.standing else self.files) if file.name == line.file)
        if not line.standing:
            moved = moved._replace(name=standing_name(moved.name))
        there = _without(self.files if line.standing else self.standing, moved.name)
        if len(there) >= MOST_RULE_FILES or sum(len(file.text) for file in (*there, moved)) > MOST_RULE_TEXT:
            self.tell_problem(self._look.wording("rules.too_many", limit=MOST_RULE_FILES))
            return
        self._take_out(line)
        if line.standing:
            self.files = (*there, moved)
        else:
            self.standing = (*there, moved)
        self.tell_problem("")
        self._list_all(moved.name)

    def _current(self) -> RuleLine | None:
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _take_out(self, line: RuleLine) -> None:
        if line.standing:
            self.standing = _without(self.standing, line.file)
        else:
            self.files = _without(self.files, line.file)


def _without(files: Sequence[RuleFile], name: str) -> tuple[RuleFile, ...]:
    return tuple(file for file in files if file.name != name)
