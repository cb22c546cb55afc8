"""The files in the message that is shown: offered, opened as further documents of the case, saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from workbench.ui.commands.exports import folder_of, open_with_desktop
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.attachments import AttachmentsDialog
from workbench.ui.tasks import Control
from workbench.ui.views.message_bar import Message

if TYPE_CHECKING:
    from workbench.reading import Attachment

MESSAGE_SUFFIXES = (".eml", ".msg")
_KIND = "attachments"


class AttachmentCommands(QObject):
    """`opening.enclosed` says when a message with files in it was read."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording
        parts.opening.enclosed.connect(self._offer)

    def show(self) -> None:
        """List the files in the message shown."""
        document = self._session.document
        if document is not None and document.path is not None:
            self._list(document.path)

    def _list(self, path: Path) -> None:
        def work(control: Control) -> Sequence[Attachment]:
            from workbench.reading import Watch, list_attachments

            control.progress("reading", 0.0)
            return list_attachments(path, watch=Watch(cancelled=control.cancelled))

        def done(found: Sequence[Attachment]) -> None:
            if found:
                self._ask(path, found)
            else:
                self._session.told.emit(Message(self._wording("attachments.none", name=path.name)))

        self._session.tasks.run(_KIND, work, done, self._failed)

    def _offer(self, path: Path, found: Sequence[Attachment]) -> None:
        """Nothing in a message is opened unasked."""
        wording = self._wording
        names = ", ".join(one.name for one in found[:3]) + (" …" if len(found) > 3 else "")
        text = wording("attachments.offer", n=len(found), name=path.name, names=names)
        self._session.told.emit(Message(text, "info", wording("attachments.choose"), lambda: self._ask(path, found)))

    def _ask(self, path: Path, found: Sequence[Attachment]) -> None:
        dialog = AttachmentsDialog(
            self._parts.window,
            self._parts.look,
            path.name,
            found,
            lambda chosen: self._parts.opening.open_attachments(path, chosen),
            lambda chosen: self._ask_folder(path, chosen),
        )
        dialog.open()

    def _ask_folder(self, path: Path, chosen: Sequence[Attachment]) -> None:
        dialog = QFileDialog(self._parts.window, self._wording("attachments.folder"), str(folder_of(self._parts)))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self._save(path, chosen, Path(name)))
        dialog.open()

    def _save(self, path: Path, chosen: Sequence[Attachment], folder: Path) -> None:
        def work(control: Control) -> int:
            from workbench.reading import save_attachment

            for place, attachment in enumerate(chosen):
                control.check()
                control.progress("exporting", place / len(chosen))
                save_attachment(path, attachment, folder)
            return len(chosen)

        def done(count: int) -> None:
            wording = self._wording
            text = wording("attachments.saved", n=count, name=folder.name)
            show = wording("export.show_folder")
            self._session.told.emit(Message(text, "info", show, lambda: open_with_desktop(folder)))

        self._session.tasks.run(_KIND, work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            from workbench.exporting import reason_of

            reason = reason_of(error, self._wording.language)
            self._session.told.emit(Message(self._wording("export.not_written", reason=reason), "error"))
        else:
            self._session.tell_error(error)
