"""Where a figure was checked: the sources so far, with the files kept with them, and one more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.case import LARGEST_ATTACHMENT, AddSource, Source, Target
from workbench.ui.look import SPACE, Look
from workbench.ui.named import named


class SourceDialog(QDialog):
    """Lists `sources()` and adds one. Stays open when `done` says that what was typed was refused.

    `open_wanted` and `save_wanted` carry a `Source` with a file, `removed` one to be taken away.
    """

    open_wanted = Signal(object)
    save_wanted = Signal(object)
    removed = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        target: Target,
        text: str,
        sources: Callable[[], Sequence[Source]],
        done: Callable[[AddSource], bool],
        folder: Path,
    ) -> None:
        super().__init__(parent)
        self._look, self._target, self._sources, self._done = look, target, sources, done
        self._folder = folder
        self._file: Path | None = None
        wording = look.wording
        self.setWindowTitle(wording("source_dialog.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        column.addWidget(QLabel(wording("source_dialog.question", text=text), wordWrap=True))
        column.addWidget(self._build_known())
        column.addLayout(self._build_form())
        self.problem = named(QLabel(wordWrap=True), "filterProblem")
        self.problem.hide()
        column.addWidget(self.problem)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(520)
        self.show_sources()
        self.address.setFocus()

    def _build_known(self) -> QWidget:
        """The sources so far, with what can be done with each."""
        wording = self._look.wording
        self._known = QWidget()
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(wording("source_dialog.known"))
        self.list.setMaximumHeight(10 * self.fontMetrics().height())
        self.list.currentRowChanged.connect(lambda _: self._update())
        self.list.itemActivated.connect(lambda _: self._emit(self.open_wanted))
        self.open_file = QPushButton(wording("source_dialog.open_file"))
        self.save_file = QPushButton(wording("source_dialog.save_file"))
        self.remove = QPushButton(wording("source_dialog.remove"))
        row = QHBoxLayout()
        for button, signal in (
            (self.open_file, self.open_wanted),
            (self.save_file, self.save_wanted),
            (self.remove, self.removed),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, signal=signal: self._emit(signal))
            row.addWidget(button)
        row.addStretch(1)
        inner = QVBoxLayout(self._known)
        inner.setContentsMargins(0, 0, 0, 2 * SPACE)
        label = QLabel(wording("source_dialog.known"))
        label.setBuddy(self.list)
        inner.addWidget(label)
        inner.addWidget(self.list)
        inner.addLayout(row)
        return self._known

    def _build_form(self) -> QFormLayout:
        wording = self._look.wording
        self.address, self.name, self.quote = QLineEdit(), QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("https://")
        self.accessed = QDateEdit(QDate.currentDate())
        self.accessed.setCalendarPopup(True)
        self.accessed.setDisplayFormat("yyyy-MM-dd")
        self.primary = QCheckBox(wording("source_dialog.primary"))
        self.primary.setToolTip(wording("spoken.source.primary"))
        form = QFormLayout()
        form.setVerticalSpacing(2 * SPACE)
        for key, field in (
            ("address", self.address),
            ("name", self.name),
            ("accessed", self.accessed),
            ("quote", self.quote),
        ):
            field.setAccessibleName(wording(f"source_dialog.{key}"))
            field.setToolTip(wording(f"spoken.source.{key}"))
            form.addRow(wording(f"source_dialog.{key}"), field)
        self.attach = QPushButton(self._look.icon("open"), wording("source_dialog.attach"))
        self.attach.setAutoDefault(False)
        self.attach.setToolTip(wording("source_dialog.attach_tip", limit=LARGEST_ATTACHMENT // 2**20))
        self.attach.clicked.connect(self._ask_file)
        self.attached = QLabel()
        self.detach = QPushButton(wording("source_dialog.detach"))
        self.detach.setAutoDefault(False)
        self.detach.setToolTip(wording("spoken.source.detach"))
        self.detach.clicked.connect(lambda: self.take_file(None))
        self.detach.hide()
        row = QHBoxLayout()
        row.addWidget(self.attach)
        row.addWidget(self.attached, 1)
        row.addWidget(self.detach)
        form.addRow(wording("source_dialog.file"), row)
        form.addRow("", self.primary)
        return form

    # The sources so far

    def show_sources(self) -> None:
        """List them afresh."""
        place = self.list.currentRow()
        self.list.clear()
        for source in self._sources():
            item = QListWidgetItem(self._line(source))
            item.setData(Qt.ItemDataRole.UserRole, source)
            item.setToolTip(item.text())
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(place, self.list.count() - 1)))
        self._known.setVisible(bool(self.list.count()))
        self._update()

    def _line(self, source: Source) -> str:
        wording = self._look.wording
        parts = [source.title, source.address]
        if source.accessed is not None:
            parts.append(wording("source_dialog.line_accessed", day=source.accessed.isoformat()))
        if source.quote:
            parts.append(wording("source_dialog.line_quote", text=source.quote))
        if source.attachment is not None:
            parts.append(wording("source_dialog.line_file", name=source.attachment_name or "?"))
        if source.primary:
            parts.append(wording("source_dialog.primary"))
        return " · ".join(part for part in parts if part)

    def _current(self) -> Source | None:
        item = self.list.currentItem()
        source = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return source if isinstance(source, Source) else None

    def _update(self) -> None:
        source = self._current()
        for button in (self.open_file, self.save_file):
            button.setEnabled(source is not None and source.attachment is not None)
        self.remove.setEnabled(source is not None)

    def _emit(self, signal: object) -> None:
        source = self._current()
        if source is not None and (signal is self.removed or source.attachment is not None):
            signal.emit(source)  # type: ignore[attr-defined]

    # One more

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self._look.wording("source_dialog.attach"), str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.open()

    def take_file(self, path: Path | None) -> None:
        """Attach a file, or none; one that is too large or cannot be read is refused in one sentence."""
        wording = self._look.wording
        problem = ""
        if path is not None:
            try:
                if path.stat().st_size > LARGEST_ATTACHMENT:
                    limit = LARGEST_ATTACHMENT // 2**20
                    problem = wording("source_dialog.too_large", name=path.name, limit=limit)
            except OSError as fault:
                problem = wording("source_dialog.unreadable", name=path.name, reason=fault.strerror or fault)
        self._file = None if problem else path
        self.attached.setText(self._file.name if self._file is not None else "")
        self.detach.setVisible(self._file is not None)
        self._tell(problem)

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def accept(self) -> None:
        typed = [field.text().strip() for field in (self.address, self.name, self.quote)]
        if not any(typed) and self._file is None and self.list.count():
            super().accept()
            return
        content = None
        if self._file is not None:
            try:
                content = self._file.read_bytes()
            except OSError as fault:
                reason = fault.strerror or fault
                self._tell(self._look.wording("source_dialog.unreadable", name=self._file.name, reason=reason))
                return
        day = self.accessed.date()
        source = AddSource(
            self._target,
            typed[0],
            date(day.year(), day.month(), day.day()),
            typed[2],
            typed[1],
            self.primary.isChecked(),
            content,
            self._file.name if self._file is not None else "",
        )
        if self._done(source):
            super().accept()
