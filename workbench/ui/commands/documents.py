"""Documents beside their pages and beside each other."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.ui.commands.parts import Parts
from workbench.ui.views.compare_panel import ComparePanel
from workbench.ui.views.message_bar import Message
from workbench.ui.views.page_view import PagePanel
from workbench.ui.views.together_panel import TogetherPanel


class DocumentCommands(QObject):
    """The page of a number; the table of versions; figures that documents share."""

    def __init__(self, parts: Parts, page: PagePanel, versions: ComparePanel, together: TogetherPanel) -> None:
        super().__init__(parts.window)
        self._parts, self._page, self._versions, self._together = parts, page, versions, together
        versions.told.connect(parts.status.tell)
        together.disagreed.connect(self._on_disagreed)

    def page(self) -> None:
        """Show the page the current number stands on."""
        self._parts.show_dock("page")
        self._page.area.setFocus()

    def compare(self) -> None:
        """Show the documents of the case side by side."""
        self._parts.show_dock("compare")
        self._versions.table.setFocus()

    def together(self) -> None:
        """Show the figures of the documents held against each other."""
        self._parts.show_dock("together")
        self._together.table.setFocus()

    def _on_disagreed(self, count: int) -> None:
        """Nobody opens a panel for what they do not know of."""
        wording = self._parts.look.wording
        told = Message(wording("together.told", n=count), "warning", wording("together.show"), self.together)
        self._parts.session.told.emit(told)
