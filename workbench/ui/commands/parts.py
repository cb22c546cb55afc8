"""What the commands work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDockWidget, QMainWindow

from workbench.ui.actions import Actions
from workbench.ui.look import Look
from workbench.ui.opening import Opening
from workbench.ui.session import Session
from workbench.ui.settings import Settings

if TYPE_CHECKING:
    from workbench.ui.views.claims import ClaimsPanel
    from workbench.ui.views.findings import FindingsPanel
    from workbench.ui.views.side_panels import ReferencesPanel
    from workbench.ui.views.source_panel import SourcePanel
    from workbench.ui.views.status import StatusBar
    from workbench.ui.views.what_if import WhatIfPanel


@dataclass(slots=True)
class Parts:
    """The window with its panels, and the session behind them."""

    window: QMainWindow
    look: Look
    session: Session
    settings: Settings
    opening: Opening
    actions: Actions
    source: SourcePanel
    claims: ClaimsPanel
    findings: FindingsPanel
    references: ReferencesPanel
    what_if: WhatIfPanel
    status: StatusBar
    docks: dict[str, QDockWidget]

    def show_dock(self, name: str) -> None:
        """Bring a panel to the front."""
        dock = self.docks[name]
        dock.show()
        dock.raise_()
