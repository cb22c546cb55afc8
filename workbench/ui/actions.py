"""Every action of the window, as data (resources/ui/actions.toml): id, icon, shortcut, when it is available.

The texts are ``action.<id>`` and ``action_tip.<id>``. What an action does is the method of the same name of the
commands bound to its group: ``findings.next`` is ``next()`` of what was bound to ``findings``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from workbench.resource_files import load_toml
from workbench.ui.look import Look


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `needs` are the conditions that must all hold; `shortcuts` the defaults, the first one shown."""

    id: str
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    checkable: bool = False


@cache
def action_specs() -> dict[str, ActionSpec]:
    """All actions by id, in the order of the data file."""
    return {
        name: ActionSpec(
            name,
            entry.get("icon", ""),
            tuple(entry.get("shortcuts", ())),
            frozenset(entry.get("needs", ())),
            entry.get("checkable", False),
        )
        for name, entry in load_toml("ui", "actions.toml")["action"].items()
    }


@cache
def _arrangement() -> dict[str, Any]:
    arrangement: dict[str, Any] = load_toml("ui", "actions.toml")["arrangement"]
    return arrangement


class Actions:
    """The actions of one window."""

    def __init__(self, window: QWidget, look: Look, shortcuts: Mapping[str, str]) -> None:
        self._window, self._look = window, look
        self._actions: dict[str, QAction] = {}
        for spec in action_specs().values():
            action = self._actions[spec.id] = self._make(spec)
            window.addAction(action)
        self.set_shortcuts(shortcuts)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[tuple[str, QAction]]:
        return iter(self._actions.items())

    def _make(self, spec: ActionSpec) -> QAction:
        wording = self._look.wording
        action = QAction(wording(f"action.{spec.id}"), self._window)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        short = f"action_short.{spec.id}"
        if wording.has(short):
            action.setIconText(wording(short))
        if spec.icon:
            action.setIcon(self._look.icon(spec.icon))
        return action

    def set_shortcuts(self, changed: Mapping[str, str]) -> None:
        """Use the defaults but for those in `changed` ("" takes the shortcut away)."""
        for spec in action_specs().values():
            action = self._actions[spec.id]
            typed = changed.get(spec.id)
            keys = spec.shortcuts if typed is None else ((typed,) if typed else ())
            action.setShortcuts([QKeySequence(key) for key in keys])
            self._describe(spec, action)

    def _describe(self, spec: ActionSpec, action: QAction) -> None:
        key = f"action_tip.{spec.id}"
        name = action.text().replace("&", "").rstrip("…")
        tip = self._look.wording(key) if self._look.wording.has(key) else name
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({shortcut})" if shortcut else tip)
        action.setStatusTip("")

    def bind(self, group: str, commands: QObject) -> None:
        """Let the actions ``group.name`` call ``commands.name()``, with the state when they can be checked."""
        for spec in action_specs().values():
            prefix, _, name = spec.id.partition(".")
            if prefix != group:
                continue
            command = getattr(commands, name)
            if spec.checkable:
                self._actions[spec.id].triggered.connect(command)
            else:
                self._actions[spec.id].triggered.connect(lambda _=False, command=command: command())

    def set_conditions(self, conditions: frozenset[str]) -> None:
        """Make available what needs no more than `conditions`."""
        for spec in action_specs().values():
            self._actions[spec.id].setEnabled(spec.needs <= conditions)

    def fill_menus(self, bar: QMenuBar, submenus: Mapping[str, QMenu]) -> None:
        """Put the menus of the data file on the bar; ``@name`` stands for a menu of `submenus`."""
        for name, entries in _arrangement()["menus"].items():
            menu = bar.addMenu(self._look.wording(f"menu.{name}"))
            menu.setToolTipsVisible(True)
            self._fill(menu, entries, submenus)

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Put the tool bar's actions on it; ``-`` is a gap."""
        for entry in _arrangement()["toolbar"]:
            if entry == "-":
                bar.addSeparator()
            else:
                bar.addAction(self._actions[entry])

    def fill_submenu(self, menu: QMenu, name: str) -> None:
        """Fill a menu that stands inside another."""
        menu.setToolTipsVisible(True)
        self._fill(menu, _arrangement()["submenus"][name], {})

    def fill_context(self, menu: QMenu, name: str) -> None:
        """Fill a context menu with the available ones of its actions."""
        for entry in _arrangement()["context"][name]:
            if entry == "-":
                menu.addSeparator()
            elif self._actions[entry].isEnabled():
                menu.addAction(self._actions[entry])

    def _fill(self, menu: QMenu, entries: list[str], submenus: Mapping[str, QMenu]) -> None:
        for entry in entries:
            if entry == "-":
                menu.addSeparator()
            elif entry.startswith("@"):
                menu.addMenu(submenus[entry[1:]])
            else:
                menu.addAction(self._actions[entry])
