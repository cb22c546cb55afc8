"""What leaves the program: the Export entries of the File menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from workbench.case import correction_note
from workbench.comparing import versions_with
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.claim_review import ClaimReviewDialog
from workbench.ui.dialogs.table_format import TableDialog
from workbench.ui.dialogs.text import TextDialog
from workbench.ui.exports import decisions, snapshot
from workbench.ui.tasks import Control
from workbench.ui.views.message_bar import Message
from workbench.ui.writers import (
    Writer,
    review_writer,
    table_writer,
    with_a_rating,
    write_excel,
    write_json,
    write_page,
    write_word,
)

if TYPE_CHECKING:
    from workbench.exporting.claim_review import Publisher, Speaker
    from workbench.exporting.tables import TableFormat


class ExportCommands(QObject):
    """Ask where, write in the background, offer to open what was written."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording

    def excel(self) -> None:
        """Write the workbook with live formulas."""
        self._export(".xlsx", write_excel)

    def word(self) -> None:
        """Write the memo of the findings."""
        self._export(".docx", write_word)

    def html(self) -> None:
        """Write the report as a web page."""
        self._export(".html", write_page)

    def json(self) -> None:
        """Write claims, relations and findings for other programs."""
        self._export(".json", write_json)

    def table(self) -> None:
        """Ask what the table is to hold and how, then write it."""
        TableDialog(self._parts.window, self._parts.look, self._table).open()

    def _table(self, form: TableFormat, findings: bool) -> None:
        self._export(form.extension, table_writer(form, findings=findings))

    def claim_review(self) -> None:
        """Ask who publishes, then write a file for each claim with a verdict."""
        case, document = self._session.case, self._session.document_id
        if case is None or document is None:
            return
        language = self._wording.language
        count = with_a_rating(decisions(case, document, language), language)
        if not count:
            self._session.told.emit(Message(self._wording("review.nothing"), "warning"))
            return
        dialog = ClaimReviewDialog(
            self._parts.window, self._parts.look, count, self._parts.settings.publisher, self._claim_review
        )
        dialog.open()

    def _claim_review(self, publisher: Publisher, speaker: Speaker) -> None:
        self._parts.settings.set_publisher(publisher.name, publisher.url)
        write = review_writer(publisher, speaker)
        self._ask_folder(lambda folder: self.export_to(folder, write, lambda: self._claim_review(publisher, speaker)))

    def correction(self) -> None:
        """Show the note that names each wrong figure and what it should be; it can be changed, then copied."""
        case, document = self._session.case, self._session.document_id
        if case is None or document is None:
            return
        note = correction_note(case, document, self._wording.language)
        if not note:
            self._session.told.emit(Message(self._wording("correction.nothing"), "info"))
            return
        TextDialog(
            self._parts.window,
            self._wording("correction.title"),
            self._wording("correction.question"),
            self._copy,
            text=note,
            ok=self._wording("correction.copy"),
            required=True,
        ).open()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._parts.status.tell(self._wording("correction.copied"))

    def export_to(self, path: Path, write: Writer, again: Callable[[], object] | None = None) -> None:
        """Write a snapshot of the shown document to `path` in the background; `again` asks for another place."""
        case, document = self._session.case, self._session.document_id
        if case is None or document is None:
            return
        analysis = snapshot(case, document)
        language = self._wording.language
        decided, versions = decisions(case, document, language), versions_with(case, document)

        def work(control: Control) -> Path:
            control.progress("exporting", 0.0)
            write(analysis, versions.compared(decided, language), path, language, control)
            return path

        self._session.tasks.run("export", work, self._exported, lambda error: self._not_exported(error, again))

    def _exported(self, path: Path) -> None:
        wording, folder = self._wording, path.is_dir()
        message = Message(
            wording("export.folder_written" if folder else "export.written", name=path.name),
            "info",
            wording("export.show_folder" if folder else "export.open"),
            lambda: open_with_desktop(path),
            "" if folder else wording("export.show_folder"),
            None if folder else lambda: open_with_desktop(path.parent),
        )
        self._session.told.emit(message)

    def _not_exported(self, error: Exception, again: Callable[[], object] | None) -> None:
        from workbench.exporting import ExportCancelledError, reason_of

        if isinstance(error, ExportCancelledError):
            return
        if not isinstance(error, OSError):
            self._session.tell_error(error)
            return
        wording = self._wording
        text = wording("export.not_written", reason=reason_of(error, wording.language))
        self._session.told.emit(Message(text, "error", wording("file.save_elsewhere") if again else "", again))

    def _export(self, suffix: str, write: Writer) -> None:
        def ask() -> None:
            self._ask_where("export.title", self._suggested(suffix), suffix, done)

        def done(path: Path) -> None:
            self.export_to(path, write, ask)

        ask()

    def _ask_where(self, title: str, suggested: Path, suffix: str, done: Callable[[Path], object]) -> None:
        ask_where(self._parts, title, suggested, suffix, done)

    def _ask_folder(self, done: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self._parts.window, self._wording("review.folder_title"), str(folder_of(self._parts)))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: done(Path(name)))
        dialog.open()

    def _suggested(self, suffix: str) -> Path:
        return suggested(self._parts, suffix)


def ask_where(parts: Parts, title: str, place: Path, suffix: str, done: Callable[[Path], object]) -> None:
    """Ask for the name of a new file; the file dialog itself asks before one is replaced."""
    dialog = QFileDialog(parts.window, parts.look.wording(title), str(place))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix[1:])
    dialog.setNameFilter(f"*{suffix}")
    dialog.selectFile(place.name)
    dialog.fileSelected.connect(lambda name: done(Path(name)))
    dialog.open()


def suggested(parts: Parts, suffix: str) -> Path:
    """A name beside the document shown."""
    document = parts.session.document
    source = document.path if document is not None else None
    name = source.stem if source is not None else parts.look.wording("file.unnamed")
    return folder_of(parts) / f"{name}{suffix}"


def folder_of(parts: Parts) -> Path:
    """Where the document shown lies, else what was opened last, else the person's own folder."""
    document = parts.session.document
    if document is not None and document.path is not None and document.path.parent.is_dir():
        return document.path.parent
    recent = parts.settings.recent
    return recent[0].parent if recent else Path.home()


def open_with_desktop(path: Path) -> None:
    """Leave a file or folder to the program the desktop opens it with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
