"""The Edit menu."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.case import Change
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.settings import SettingsDialog


class EditCommands(QObject):
    """Undo, find, go back, settings."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts

    def undo(self) -> None:
        """Take the last step back."""
        self._told("undone", self._parts.session.undo())

    def redo(self) -> None:
        """Do the last undone step again."""
        self._told("redone", self._parts.session.redo())

    def _told(self, key: str, change: Change | None) -> None:
        """In place of what was told of the step itself."""
        if change is not None and change.name is not None:
            wording = self._parts.look.wording
            parts = [wording(f"edit.{key}", name=change.name.text(wording.language))]
            if change.flips.any:
                parts.append(change.flips.sentence(wording.language))
            self._parts.status.tell("  ·  ".join(parts))

    def find(self) -> None:
        """Search the text."""
        self._parts.show_dock("source")
        self._parts.source.search()

    def find_next(self) -> None:
        """Show the next hit."""
        bar = self._parts.source.find_bar
        if bar.isVisible():
            bar.next()
        else:
            self.find()

    def find_previous(self) -> None:
        """Show the hit before."""
        bar = self._parts.source.find_bar
        if bar.isVisible():
            bar.previous()
        else:
            self.find()

    def back(self) -> None:
        """Return to what was selected before."""
        self._parts.session.selection.back()

    def settings(self) -> None:
        """Change the settings."""
        parts = self._parts
        SettingsDialog(parts.window, parts.look, parts.settings, parts.actions, parts.actions.set_shortcuts).open()
