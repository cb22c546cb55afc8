"""The first pages of a long document, readable while the rest of it is still being read."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from workbench.model import Document
from workbench.ui.tasks import Control, Tasks


class FirstPages(QObject):
    """`offer` is called by the task that reads; `document` is what to show meanwhile, None when there is nothing.

    `arrived`: something to show came in. `gone`: the reading ended without the whole document. Both on the window's
    thread; neither for a reading that was stopped before.
    """

    arrived = Signal()
    gone = Signal()
    _offered = Signal(object, object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document: Document | None = None
        self._control: Control | None = None
        self._offered.connect(self._on_offered, Qt.ConnectionType.QueuedConnection)
        tasks.stopped.connect(self._on_stopped)

    def offer(self, control: Control, document: Document) -> None:
        """Show `document` until the whole is read; for the thread of the task that owns `control`."""
        self._offered.emit(control, document)

    def forget(self) -> None:
        """Another text is shown: nothing to tell."""
        self.document = self._control = None

    def drop(self) -> None:
        """The reading is over: take away what was shown, if it still is."""
        if self.document is not None:
            self.forget()
            self.gone.emit()

    def _on_offered(self, control: Control, document: Document) -> None:
        if not control.cancelled():
            self.document, self._control = document, control
            self.arrived.emit()

    def _on_stopped(self, kind: str) -> None:
        # A reading that took the place of the stopped one keeps what it shows.
        if self._control is not None and self._control.cancelled():
            self.drop()
