"""The panels as docks: where they stand at first, and putting them back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from workbench.ui.look import Look

_VERSION = 2
_TABBED = ("implied", "references", "what_if", "network", "log", "compare", "together")
# Opened by their own actions.
_HIDDEN = frozenset({"page", "compare", "together"})


class Docks(QObject):
    """Source left, claims right, findings beneath them with the rest as tabs.

    `in_sight` names the panels that are neither closed nor behind another tab; `came` that one has come into sight.
    """

    came = Signal(str)

    def __init__(self, window: QMainWindow, look: Look, panels: Mapping[str, QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self.in_sight: set[str] = set()
        self._wanted: QByteArray | None = None
        self._shown = False
        self._bare: dict[QDockWidget, QWidget] = {}
        self.all: dict[str, QDockWidget] = {}
        window.setDockOptions(
            QMainWindow.DockOption.AnimatedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.GroupedDragging
        )
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        for name, panel in panels.items():
            dock = QDockWidget(look.wording(f"dock.{name}"), window)
            dock.setObjectName(f"dock_{name}")
            dock.setWidget(panel)
            dock.setAccessibleName(dock.windowTitle())
            self.all[name] = dock
        self._settle = QTimer(window, singleShot=True, interval=0)
        self._settle.timeout.connect(self._titles)
        for name, dock in self.all.items():
            dock.dockLocationChanged.connect(self._settle.start)
            dock.topLevelChanged.connect(self._settle.start)
            dock.visibilityChanged.connect(self._settle.start)
            dock.visibilityChanged.connect(lambda seen, name=name: self._sight(name, seen=seen))
        self._place()
        for dock in self.all.values():
            dock.hide()

    def _sight(self, name: str, *, seen: bool) -> None:
        if seen and name not in self.in_sight:
            self.in_sight.add(name)
            self.came.emit(name)
        elif not seen:
            self.in_sight.discard(name)

    def _place(self) -> None:
        window, docks = self._window, self.all
        for dock in docks.values():
            window.removeDockWidget(dock)
            dock.setFloating(False)
        area = Qt.DockWidgetArea.RightDockWidgetArea
        window.addDockWidget(area, docks["source"])
        window.splitDockWidget(docks["source"], docks["claims"], Qt.Orientation.Horizontal)
        window.splitDockWidget(docks["claims"], docks["findings"], Qt.Orientation.Vertical)
        for name in _TABBED:
            window.tabifyDockWidget(docks["findings"], docks[name])
        window.tabifyDockWidget(docks["source"], docks["page"])

    def _titles(self) -> None:
        """A panel under a tab needs no title of its own: the tab has it, and can be dragged."""
        for dock in self.all.values():
            tabbed = not dock.isFloating() and any(
                other.isVisible() or not other.isHidden() for other in self._window.tabifiedDockWidgets(dock)
            )
            if tabbed and dock not in self._bare:
                self._bare[dock] = QWidget(dock)
                dock.setTitleBarWidget(self._bare[dock])
            elif not tabbed and dock in self._bare:
                dock.setTitleBarWidget(None)  # type: ignore[arg-type]
                self._bare.pop(dock).deleteLater()

    def arrange(self) -> None:
        """Every panel back to its first place; shown, but for those opened by their own actions, if a document is."""
        self._place()
        self._wanted = None
        for name, dock in self.all.items():
            dock.setVisible(self._shown and name not in _HIDDEN)
        self._size()

    def _size(self) -> None:
        window, docks = self._window, self.all
        width, height = max(window.width(), 800), max(window.height(), 600)
        window.resizeDocks(
            [docks["source"], docks["claims"]], [round(width * 0.46), round(width * 0.54)], Qt.Orientation.Horizontal
        )
        window.resizeDocks(
            [docks["claims"], docks["findings"]], [round(height * 0.4), round(height * 0.6)], Qt.Orientation.Vertical
        )
        docks["findings"].raise_()

    def show_panels(self, shown: bool) -> None:
        """Show the panels once a document is open, as they were left; hide them all when none is."""
        if shown == self._shown:
            return
        if not shown:
            self._wanted = self.state()
        self._shown = shown
        if not shown:
            for dock in self.all.values():
                dock.hide()
            return
        if self._wanted is None or not self._window.restoreState(self._wanted, _VERSION):
            self.arrange()

    def state(self) -> QByteArray:
        """The layout, for the settings."""
        if not self._shown and self._wanted is not None:
            return self._wanted
        return self._window.saveState(_VERSION)

    def restore(self, state: QByteArray | None) -> None:
        """Use `state` when a document is shown next."""
        self._wanted = state
