"""Reading a workbook back that a colleague worked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from workbench.case import decisions_of
from workbench.case.taking_back import TakeBack, returned
from workbench.ui.commands.exports import folder_of
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.read_back import ReadBackDialog
from workbench.ui.exports import snapshot
from workbench.ui.models.returned_lines import lines_of
from workbench.ui.tasks import Control
from workbench.ui.views.message_bar import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.exporting.round_trip import Change


@dataclass(frozen=True, slots=True)
class _Workbook:
    changes: list[Change]
    problems: list[str]
    made: datetime | None


class ReturningCommands(QObject):
    """Choose the file, look at what differs, take over what is ticked as one step."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording

    def workbook(self) -> None:
        """Ask for the workbook."""
        wording = self._wording
        dialog = QFileDialog(self._parts.window, wording("returning.title"), str(folder_of(self._parts)))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([wording("returning.filter"), wording("file.any")])
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.open()

    def read(self, path: Path) -> None:
        """Compare the workbook at `path` with the shown document, in the background."""
        case, document = self._session.case, self._session.document_id
        if case is None or document is None:
            return
        analysis = snapshot(case, document)
        # Hidden first verdicts are compared too, and never listed: an empty cell for one is no change.
        decided = decisions_of(case, document, self._wording.language)

        def work(control: Control) -> _Workbook:
            from workbench.exporting.round_trip import read_changes

            control.progress("returning", 0.0)
            found = read_changes(path, analysis, decided)
            return _Workbook(found.changes, found.problems, _made(path))

        def done(book: _Workbook) -> None:
            if self._session.case is case and self._session.document_id == document:
                self._show(document, path, book)

        self._session.tasks.run("returning", work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            from workbench.exporting import reason_of

            reason = reason_of(error, self._wording.language)
            self._session.told.emit(Message(self._wording("returning.unreadable", reason=reason), "error"))
        else:
            self._session.tell_error(error)

    def _show(self, document: str, path: Path, book: _Workbook) -> None:
        case = self._session.case
        assert case is not None
        found = returned(case, document, book.changes, book.made)
        if not found:
            said = [self._wording("returning.no_change", name=path.name), *book.problems[:1]]
            self._session.told.emit(Message(" ".join(said), "warning" if book.problems else "info"))
            return
        lines = lines_of(case, document, found, self._wording)
        dialog = ReadBackDialog(
            self._parts.window,
            self._parts.look,
            path.name,
            lines,
            book.problems,
            lambda changes: self._take(document, changes, path.name),
            self._point_at,
        )
        dialog.open()

    def _point_at(self, claim: str) -> None:
        if self._session.claim(claim) is not None:
            self._session.selection.select_claims((claim,), claim)

    def _take(self, document: str, changes: Sequence[Change], name: str) -> bool:
        if self._session.do(TakeBack(document, tuple(changes), name)) is None:
            return False
        self._parts.status.tell(self._wording("returning.taken", n=len(changes), name=name))
        return True


def _made(path: Path) -> datetime | None:
    """When the workbook was exported; the spreadsheet that saved it since keeps that moment."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        made = book.properties.created
    finally:
        book.close()
    return made.astimezone() if isinstance(made, datetime) else None
