"""What the window remembers between two runs, in one plain file the analyst can find."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QLocale, QObject, QSettings, Signal

from workbench.messages import INTERFACE_LANGUAGES
from workbench.ui.theme import THEMES

_RECENT = 10


class Settings(QObject):
    """Typed access to the settings file; `changed` carries the name of what changed."""

    changed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language of the interface; that of the desktop until one is chosen."""
        chosen = str(self._store.value("language", "") or QLocale.system().name()[:2])
        return chosen if chosen in INTERFACE_LANGUAGES else "en"

    @language.setter
    def language(self, value: str) -> None:
        self._set("language", value)

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        chosen = str(self._store.value("theme", "system"))
        return chosen if chosen in THEMES else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._set("theme", value)

    @property
    def zoom(self) -> int:
        """The size of the source text in percent."""
        return self._number("zoom", 100, 50, 400)

    @zoom.setter
    def zoom(self, value: int) -> None:
        self._set("zoom", value)

    @property
    def dates(self) -> bool:
        """Whether dates are marked and listed even where no finding is about them."""
        return str(self._store.value("dates", "false")).lower() == "true"

    @dates.setter
    def dates(self, value: bool) -> None:
        self._set("dates", value)

    @property
    def person(self) -> str:
        """The name that signs edits and verdicts; empty until given."""
        return str(self._store.value("person", "") or "")

    @person.setter
    def person(self, value: str) -> None:
        self._set("person", value.strip())

    @property
    def publisher(self) -> tuple[str, str]:
        """Who published reviews last, and at which address."""
        kept = self._table("publisher")
        return kept.get("name", ""), kept.get("url", "")

    def set_publisher(self, name: str, url: str) -> None:
        """Keep who publishes."""
        self._set("publisher", json.dumps({"name": name, "url": url}))

    @property
    def recent(self) -> list[Path]:
        """Files opened lately, the newest first, that still exist."""
        return [path for path in map(Path, self._list("recent")) if path.exists()]

    def add_recent(self, path: Path) -> None:
        """Put `path` first in the list of recent files."""
        path = path.absolute()
        listed = [str(path), *(old for old in self._list("recent") if Path(old) != path)]
        self._set("recent", json.dumps(listed[:_RECENT]))

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self._set("recent", "[]")

    @property
    def shortcuts(self) -> dict[str, str]:
        """Shortcuts that differ from the defaults, by action."""
        return self._table("shortcuts")

    def set_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """Keep the shortcuts that differ from the defaults."""
        self._set("shortcuts", json.dumps(dict(shortcuts)))

    @property
    def hidden_states(self) -> list[str]:
        """The states of findings that are folded away in the list."""
        return self._list("hidden_states")

    def set_hidden_states(self, states: list[str]) -> None:
        """Keep the states of findings that are folded away."""
        self._set("hidden_states", json.dumps(states))

    def state(self, name: str) -> QByteArray | None:
        """A layout saved by Qt (window, docks, columns), if there is one."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def set_state(self, name: str, state: QByteArray) -> None:
        """Keep a layout."""
        self._store.setValue(f"layout/{name}", state)

    def forget_states(self) -> None:
        """Forget all layouts."""
        self._store.remove("layout")

    def save(self) -> None:
        """Write to the disk now."""
        self._store.sync()

    def _set(self, name: str, value: Any) -> None:
        self._store.setValue(name, value)
        self._store.sync()  # A process that is killed has kept what was chosen.
        self.changed.emit(name)

    def _number(self, name: str, default: int, low: int, high: int) -> int:
        try:
            return min(max(int(str(self._store.value(name, default))), low), high)
        except ValueError:
            return default

    def _list(self, name: str) -> list[str]:
        value = self._read(name)
        return [str(item) for item in value] if isinstance(value, list) else []

    def _table(self, name: str) -> dict[str, str]:
        value = self._read(name)
        return {str(key): str(item) for key, item in value.items()} if isinstance(value, dict) else {}

    def _read(self, name: str) -> Any:
        # The file can be edited by hand: what is not readable counts as absent.
        try:
            return json.loads(str(self._store.value(name, "null")))
        except ValueError:
            return None
