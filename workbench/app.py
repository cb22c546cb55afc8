"""Starts the window: settings, log, theme, session; makes the window afresh when language or theme change."""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench.ui.clipboard import leave_clipboard_to_qt
from workbench.ui.garbage import GarbageCollection
from workbench.ui.look import Look
from workbench.ui.qt_words import QtWords
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.tasks import Tasks
from workbench.ui.theme import Theme, apply_theme, resolve_theme
from workbench.ui.window import Window
from workbench.ui.wording import Wording

_log = logging.getLogger(__name__)


def settings_path() -> Path:
    """The settings file of this person."""
    from platformdirs import user_config_path

    return user_config_path("workbench", appauthor=False) / "workbench.ini"


def log_path() -> Path:
    """The log file of this person."""
    from platformdirs import user_log_path

    return user_log_path("workbench", appauthor=False) / "workbench.log"


class Application(QObject):
    """Owns the session and the window on it."""

    def __init__(self, application: QApplication, settings: Settings, log: Path) -> None:
        super().__init__()
        self._application, self._settings, self._log_path = application, settings, log
        self._words = QtWords(application, self)
        self._theme: Theme | None = None
        self._garbage = GarbageCollection(self)
        self.tasks = Tasks(self)
        self.session = Session(self.tasks, Wording(settings.language), settings.person, self)
        self.session.case_changed.connect(self._garbage.thaw)
        self.window: Window | None = None
        settings.changed.connect(self._on_setting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)

    def show(self) -> Window:
        """Make the window, in place of the one before, and show it."""
        settings = self._settings
        theme = resolve_theme(settings.theme)
        if theme is not self._theme:
            apply_theme(self._application, theme)
            self._theme = theme
        self._words.speak(settings.language)
        self.session.wording = Wording(settings.language)
        old = self.window
        if old is not None:
            old.remember()
        self.window = Window(Look(theme, self.session.wording), self.session, settings, self._log_path)
        self.window.show()
        if old is not None:
            old.hide()
            old.deleteLater()
        return self.window

    def _on_setting(self, name: str) -> None:
        if name == "person":
            self.session.set_person(self._settings.person)
        if name not in ("language", "theme") or self.window is None:
            return
        self.show()
        case = self.session.case
        if name == "language" and case is not None:
            case.set_language(self._settings.language)

    def _on_scheme(self, scheme: Qt.ColorScheme) -> None:
        if self._settings.theme == "system" and self.window is not None:
            self.show()

    def close(self) -> bool:
        """Stop all work and close the case; every edit is on the disk already. Says whether all work has ended."""
        ended = self.tasks.close()
        self.session.close_case()
        self._garbage.stop()
        self._words.stop()
        self._settings.save()
        leave_clipboard_to_qt()
        return ended


def main(files: Sequence[str] = ()) -> int:
    """Open the window on `files` (a case or documents) and run until it is closed."""
    log = log_path()
    start_log(log)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("workbench")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("workbench")
    workbench = Application(application, Settings(settings_path()), log)
    hook = _Hook(workbench)
    sys.excepthook = hook
    window = workbench.show()
    if files:
        window.opening.open([Path(name) for name in files])
    try:
        code = application.exec()
    finally:
        ended = workbench.close()
    if not ended:
        _leave_at_once(code)
    return code


def _leave_at_once(code: int) -> NoReturn:
    """End the process around a worker in the midst of a calculation that cannot be stopped.

    An interpreter that is taken down under a running thread may crash. Nothing is lost: every edit is on the disk, and
    an export takes its name only when it is complete.
    """
    _log.info("left while a calculation was under way")
    logging.shutdown()
    os._exit(code)


def start_log(path: Path) -> None:
    """Write what happens to `path`, at most half a megabyte twice; crashes of Qt itself too."""
    import faulthandler

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=500_000, backupCount=1, encoding="utf-8")
        faulthandler.enable(path.with_suffix(".crash").open("a", encoding="utf-8"))
    except OSError:
        # No log is no reason not to work.
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("workbench")
    root.addHandler(handler)
    root.setLevel(logging.INFO)


class _Hook:
    """Tells an error nobody foresaw, once for each kind, and writes it to the log in full."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._told: set[str] = set()

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unexpected", exc_info=(kind, error, trace))
        seen = f"{kind.__name__}: {error}"
        if seen not in self._told:
            self._told.add(seen)
            self._application.session.tell_error(error)
