"""The sources of a claim: added, removed, their files opened or written out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from workbench.case import AddSource, CaseError, RemoveSource, Source, Target, extract_attachment
from workbench.model import Claim
from workbench.resource_files import load_toml
from workbench.safe_names import safe_name
from workbench.ui.commands.exports import folder_of
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.source import SourceDialog
from workbench.ui.views.message_bar import Message


@cache
def _openable() -> frozenset[str]:
    return frozenset(load_toml("ui", "attachments.toml")["open"])


class SourceCommands:
    """What the dialog of a claim's sources asks for."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._session, self._wording = parts, parts.session, parts.look.wording

    def show(self, document: str, claim: Claim) -> None:
        """Open the dialog of a claim."""
        target = Target.claim(document, claim.id)

        def known() -> list[Source]:
            return self._session.case.sources(target) if self._session.case is not None else []

        dialog = SourceDialog(
            self._parts.window,
            self._parts.look,
            target,
            " ".join(claim.text.split()),
            known,
            self._add,
            folder_of(self._parts),
        )

        def remove(source: Source) -> None:
            if self._session.do(RemoveSource(document, source.id)) is not None:
                self._parts.status.tell(self._wording("source_dialog.removed"))
            dialog.show_sources()

        dialog.removed.connect(remove)
        dialog.open_wanted.connect(self.open_file)
        dialog.save_wanted.connect(lambda source: self._ask_folder(dialog, source))
        dialog.open()

    def _add(self, source: AddSource) -> bool:
        if self._session.do(source) is None:
            return False
        self._parts.status.tell(self._wording("source_dialog.added"))
        return True

    def open_file(self, source: Source) -> None:
        """Hand a copy of the file kept with `source` to the system's own program; never one that runs."""
        if Path(safe_name(source.attachment_name)).suffix.lower().removeprefix(".") not in _openable():
            told = self._wording("source_dialog.not_opened", name=source.attachment_name)
            self._session.told.emit(Message(told, "warning"))
            return
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
        folder = Path(place) / "sources" / (source.attachment or "")[:16]
        path = folder / safe_name(source.attachment_name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
        except OSError as fault:
            reason = fault.strerror or fault
            told = self._wording("source_dialog.unreadable", name=path.name, reason=reason)
            self._session.told.emit(Message(told, "error"))
            return
        written = self._write(source, folder)
        if written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(written)))

    def _ask_folder(self, parent: QWidget, source: Source) -> None:
        dialog = QFileDialog(parent, self._wording("source_dialog.save_title"), str(folder_of(self._parts)))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.save_file(source, Path(name)))
        dialog.open()

    def save_file(self, source: Source, folder: Path) -> None:
        """Write the file kept with `source` into a folder."""
        written = self._write(source, folder)
        if written is not None:
            told = self._wording("source_dialog.saved", name=written.name, folder=str(folder))
            self._session.told.emit(Message(told))

    def _write(self, source: Source, folder: Path) -> Path | None:
        if self._session.case is None:
            return None
        try:
            return extract_attachment(self._session.case, source, folder)
        except CaseError as error:
            self._session.tell_error(error)
            return None
