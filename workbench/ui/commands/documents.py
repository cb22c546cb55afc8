"""Documents beside their pages and beside each other."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.ui.commands.parts import Parts
from workbench.ui.views.compare_panel import ComparePanel
from workbench.ui.views.page_view import PagePanel


class DocumentCommands(QObject):
    """The page of a number; the table of versions."""

    def __init__(self, parts: Parts, page: PagePanel, versions: ComparePanel) -> None:
        super().__init__(parts.window)
        self._parts, self._page, self._versions = parts, page, versions
        versions.told.connect(parts.status.tell)

    def page(self) -> None:
        """Show the page the current number stands on."""
        self._parts.show_dock("page")
        self._page.area.setFocus()

    def compare(self) -> None:
        """Show the documents of the case side by side."""
        self._parts.show_dock("compare")
        self._versions.table.setFocus()
