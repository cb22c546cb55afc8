"""The Help menu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.about import AboutDialog
from workbench.ui.dialogs.keys import KeysDialog
from workbench.ui.dialogs.palette import Palette


class HelpCommands(QObject):
    """Palette, keys, log file, about."""

    def __init__(self, parts: Parts, log: Path) -> None:
        super().__init__(parts.window)
        self._parts, self._log = parts, log

    def palette(self) -> None:
        """Find any action by a few letters."""
        wording = self._parts.look.wording
        listed = []
        for name, action in self._parts.actions:
            if action.isEnabled() and name != "help.palette":
                group = wording(f"keys.{name.partition('.')[0]}")
                listed.append((f"{action.text().replace('&', '').rstrip('…')} — {group}", action))
        Palette(self._parts.window, self._parts.look, listed).show()

    def keys(self) -> None:
        """Show the keys."""
        KeysDialog(self._parts.window, self._parts.look, self._parts.actions).open()

    def log(self) -> None:
        """Open the folder of the log file."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log.parent)))
        self._parts.status.tell(self._parts.look.wording("help.log_at", path=self._log))

    def about(self) -> None:
        """Say what this is."""
        AboutDialog(self._parts.window, self._parts.look, self._log, self._parts.settings.path).open()
