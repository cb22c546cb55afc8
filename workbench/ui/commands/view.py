"""The View and Window menus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from workbench.ui.commands.parts import Parts


class ViewCommands(QObject):
    """Zoom, theme, language, panels. `reset` puts the panels back where they belong."""

    def __init__(self, parts: Parts, reset: Callable[[], None]) -> None:
        super().__init__(parts.window)
        self._parts, self._reset = parts, reset
        settings, actions = parts.settings, parts.actions
        for name in ("system", "light", "dark"):
            actions[f"view.{name}"].setChecked(settings.theme == name)
        actions["view.dates"].setChecked(settings.dates)
        actions["view.english"].setChecked(settings.language == "en")
        actions["view.french"].setChecked(settings.language == "fr")

    def zoom_in(self) -> None:
        """Larger text."""
        self._parts.source.view.set_zoom(self._parts.source.view.zoom + 10)

    def zoom_out(self) -> None:
        """Smaller text."""
        self._parts.source.view.set_zoom(self._parts.source.view.zoom - 10)

    def zoom_reset(self) -> None:
        """Text at its reading size."""
        self._parts.source.view.set_zoom(100)

    def dates(self, shown: bool) -> None:
        """Mark and list dates that no finding is about."""
        self._parts.settings.dates = shown
        self._parts.session.contents_changed.emit(None)

    def english(self) -> None:
        """Speak English."""
        self._parts.settings.language = "en"

    def french(self) -> None:
        """Speak French."""
        self._parts.settings.language = "fr"

    def system(self) -> None:
        """Follow the desktop's theme."""
        self._parts.settings.theme = "system"

    def light(self) -> None:
        """Light theme."""
        self._parts.settings.theme = "light"

    def dark(self) -> None:
        """Dark theme."""
        self._parts.settings.theme = "dark"

    def source(self) -> None:
        """Go to the text."""
        self._parts.show_dock("source")
        self._parts.source.view.setFocus()

    def claims(self) -> None:
        """Go to the claims table."""
        self._parts.show_dock("claims")
        self._parts.claims.table.setFocus()

    def findings(self) -> None:
        """Go to the findings."""
        self._parts.show_dock("findings")
        self._parts.findings.list.setFocus()

    def reset_layout(self) -> None:
        """Put the panels back where they belong."""
        self._reset()
