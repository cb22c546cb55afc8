"""The File menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from workbench.case import Case, CaseError, RemoveDocument
from workbench.comparing import versions_with
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.text import TextDialog
from workbench.ui.exports import decisions, snapshot
from workbench.ui.opening import CASE_SUFFIX
from workbench.ui.tasks import Control
from workbench.ui.views.message_bar import Message

if TYPE_CHECKING:
    from workbench.analysis import Analysis
    from workbench.exporting import Decisions

    Writer = Callable[[Analysis, Decisions, Path, Control], None]


class FileCommands(QObject):
    """Open, save, export, close."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording

    def open(self) -> None:
        """Ask for files and open them."""
        from workbench.reading import readable_suffixes

        suffixes = " ".join(f"*{suffix}" for suffix in (*readable_suffixes(), CASE_SUFFIX))
        dialog = QFileDialog(self._parts.window, self._wording("file.open_title"), str(self._folder()))
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
        self._ask_where("file.save_title", self._suggested(CASE_SUFFIX), CASE_SUFFIX, self._save)

    def _save(self, path: Path) -> None:
        case = self._session.case
        if case is None:
            return
        try:
            case.save_as(path)
        except CaseError as error:
            wording = self._wording
            message = Message(error.said(wording.language), "error", wording("file.save_elsewhere"), self.save_as)
            self._session.told.emit(message)
            return
        self._parts.settings.add_recent(path)
        self._parts.status.tell(self._wording("file.saved_as", name=path.name))

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

    # Exports

    def export_excel(self) -> None:
        """Write the workbook with live formulas."""

        def write(analysis: Analysis, decided: Decisions, path: Path, control: Control) -> None:
            from workbench.exporting import write_workbook

            write_workbook(
                analysis,
                path,
                language=self._wording.language,
                decisions=decided,
                progress=lambda share: control.progress("exporting", share),
                cancelled=control.cancelled,
            )

        self._export(".xlsx", write)

    def export_html(self) -> None:
        """Write the report as a web page."""

        def write(analysis: Analysis, decided: Decisions, path: Path, control: Control) -> None:
            from workbench.exporting import write_html

            write_html(analysis, path, self._wording.language, decisions=decided)

        self._export(".html", write)

    def export_json(self) -> None:
        """Write claims, relations and findings for other programs."""

        def write(analysis: Analysis, decided: Decisions, path: Path, control: Control) -> None:
            from workbench.exporting import json_text, to_json

            draft = path.with_name(f".{path.name}.part")
            try:
                draft.write_text(json_text(to_json(analysis), indent=2) + "\n", encoding="utf-8")
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)

        self._export(".json", write)

    def _export(self, suffix: str, write: Writer) -> None:
        self._ask_where("file.export_title", self._suggested(suffix), suffix, lambda path: self.export_to(path, write))

    def export_to(self, path: Path, write: Writer) -> None:
        """Write a snapshot of the shown document to `path` in the background; the file is whole or not there."""
        case, document = self._session.case, self._session.document_id
        if case is None or document is None:
            return
        analysis = snapshot(case, document)
        language = self._wording.language
        decided, versions = decisions(case, document, language), versions_with(case, document)

        def work(control: Control) -> Path:
            control.progress("exporting", 0.0)
            write(analysis, versions.compared(decided, language), path, control)
            return path

        self._session.tasks.run("export", work, self._exported, self._not_exported)

    def _exported(self, path: Path) -> None:
        show = self._wording("file.show")
        message = Message(
            self._wording("file.exported", name=path.name),
            "info",
            show,
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
        )
        self._session.told.emit(message)

    def _not_exported(self, error: Exception) -> None:
        if isinstance(error, OSError):
            from workbench.exporting import reason_of

            reason = reason_of(error, self._wording.language)
            self._session.told.emit(Message(self._wording("file.not_written", reason=reason), "error"))
        else:
            self._session.tell_error(error)

    def _ask_where(self, title: str, suggested: Path, suffix: str, done: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._parts.window, self._wording(title), str(suggested))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix[1:])
        dialog.setNameFilter(f"*{suffix}")
        dialog.selectFile(suggested.name)
        dialog.fileSelected.connect(lambda name: done(Path(name)))
        dialog.open()

    def _suggested(self, suffix: str) -> Path:
        document = self._session.document
        source = document.path if document is not None else None
        name = source.stem if source is not None else self._wording("file.unnamed")
        return self._folder() / f"{name}{suffix}"

    def _folder(self) -> Path:
        document = self._session.document
        if document is not None and document.path is not None and document.path.parent.is_dir():
            return document.path.parent
        recent = self._parts.settings.recent
        return recent[0].parent if recent else Path.home()
