"""The File menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from workbench.case import Case, CaseError, Operation, RemoveDocument, rescue
from workbench.ui.commands.exports import ask_where, folder_of, suggested
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.text import TextDialog
from workbench.ui.opening import CASE_SUFFIX
from workbench.ui.views.message_bar import Message


class FileCommands(QObject):
    """Open, save, close."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording
        parts.session.save_wanted.connect(self.save_elsewhere)
        parts.opening.rescue_wanted.connect(self.rescue)

    def open(self) -> None:
        """Ask for files and open them."""
        from workbench.reading import readable_suffixes

        suffixes = " ".join(f"*{suffix}" for suffix in (*readable_suffixes(), CASE_SUFFIX))
        dialog = QFileDialog(self._parts.window, self._wording("file.open_title"), str(folder_of(self._parts)))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self._wording("file.readable", suffixes=suffixes), self._wording("file.any")])
        dialog.filesSelected.connect(lambda names: self._parts.opening.open([Path(name) for name in names]))
        dialog.open()

    def paste(self) -> None:
        """Take the text on the clipboard, shown first so that it can be looked at."""
        text = QGuiApplication.clipboard().text()
        TextDialog(
            self._parts.window,
            self._wording("paste.title"),
            self._wording("paste.question"),
            lambda typed: self._parts.opening.add_text(typed),
            text=text,
            ok=self._wording("paste.ok"),
            required=True,
        ).open()

    def sample(self) -> None:
        """Open the press release that comes with the program."""
        self._parts.opening.open_sample()

    def new_case(self) -> None:
        """Start afresh; the case before stays where it is."""
        try:
            case = Case.create(who=self._session.person or None, language=self._wording.language)
        except CaseError as error:
            self._session.tell_error(error)
            return
        self._session.use_case(case)

    def save_as(self) -> None:
        """Give the case a name; every later edit is in the file at once."""
        self._ask_where("file.save_title", suggested(self._parts, CASE_SUFFIX), CASE_SUFFIX, self._save)

    def save_elsewhere(self, operation: Operation | None) -> None:
        """Save the case where it can be written; then do what could not be done."""

        def done(path: Path) -> None:
            if self._save(path) and operation is not None:
                self._session.do(operation)

        self._ask_where("file.save_title", suggested(self._parts, CASE_SUFFIX), CASE_SUFFIX, done)

    def rescue(self, damaged: Path) -> None:
        """Ask for a new file, and open there what can still be read of a damaged case."""

        def done(path: Path) -> None:
            try:
                rescue(damaged, path)
            except CaseError as error:
                self._session.tell_error(error)
                return
            self._parts.opening.open_case(path)

        place = damaged.with_name(self._wording("opening.rescued_name", name=damaged.stem) + CASE_SUFFIX)
        self._ask_where("file.save_title", place, CASE_SUFFIX, done)

    def _save(self, path: Path) -> bool:
        case = self._session.case
        if case is None:
            return False
        try:
            case.save_as(path)
        except CaseError as error:
            wording = self._wording
            message = Message(error.said(wording.language), "error", wording("file.save_elsewhere"), self.save_as)
            self._session.told.emit(message)
            return False
        self._parts.settings.add_recent(path)
        self._parts.status.tell(self._wording("file.saved_as", name=path.name))
        return True

    def close_document(self) -> None:
        """Take the shown document out of the case; undo brings it back."""
        document = self._session.document_id
        if document is not None:
            self.remove(document)

    def remove(self, document: str) -> None:
        """Take a document out of the case; stop reading the one that has no id yet."""
        if document:
            self._session.do(RemoveDocument(document))
        else:
            self._session.tasks.cancel("open")

    def quit(self) -> None:
        """Close the window."""
        self._parts.window.close()

    def _ask_where(self, title: str, place: Path, suffix: str, done: Callable[[Path], object]) -> None:
        ask_where(self._parts, title, place, suffix, done)
