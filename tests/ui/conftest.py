"""The window under test: real widgets on the offscreen platform, a folder of its own for all it writes."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = os.environ.get("WORKBENCH_TEST_PLATFORM", "offscreen")

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.app import Application
from workbench.ui.settings import Settings
from workbench.ui.window import Window


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/ui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("LANG", "C.UTF-8")


class Desk:
    """The application under test, with shorthands for what tests ask and do all the time."""

    def __init__(self, qtbot: QtBot, application: Application, settings: Settings) -> None:
        self.qtbot, self.application, self.settings = qtbot, application, settings

    @property
    def window(self) -> Window:
        assert self.application.window is not None
        return self.application.window

    @property
    def session(self):
        return self.application.session

    def wait(self) -> None:
        """Until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.application.tasks.idle, timeout=120_000)

    def paste(self, text: str) -> None:
        """Check `text`, wait for the findings."""
        self.window.opening.add_text(text)
        self.wait()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, where the focus is."""
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, modifier)

    def trigger(self, action: str) -> None:
        """An action of the menus; it must be available."""
        assert self.window.actions_[action].isEnabled(), action
        self.window.actions_[action].trigger()

    def ids_shown(self) -> list[str]:
        """The claims the table shows."""
        return [row.claim.id for row in self.window.claims.model.rows]

    def claim(self, text: str) -> str:
        """The id of the claim written `text`."""
        return next(row.claim.id for row in self.session.rows if row.claim.text == text)

    def verdicts(self) -> list[str]:
        """The verdicts of the findings listed."""
        return [finding.verdict.value for finding in self.window.findings.model.listed]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """The window in English and light, without a document."""
    settings = Settings(tmp_path / "workbench.ini")
    settings.language, settings.theme, settings.person = "en", "light", "A. Analyst"
    application = Application(qapp, settings, tmp_path / "workbench.log")
    window = application.show()
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    # Under Xvfb there is no window manager to make the window active; shortcuts need that.
    with qtbot.waitActive(window):
        window.activateWindow()
    made = Desk(qtbot, application, settings)
    yield made
    application.close()
    if application.window is not None:
        application.window.close()
        application.window.deleteLater()
    application.deleteLater()
    qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    leftover = [thread.name for thread in threading.enumerate() if thread.name.startswith("workbench-")]
    assert not leftover, f"threads left running: {leftover}"
    timers = [timer for widget in qapp.topLevelWidgets() for timer in widget.findChildren(QTimer) if timer.isActive()]
    assert not timers, "timers left running"
    qapp.setStyleSheet("")


TRADE = (
    "The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn. "
    "Exports rose to $1.15 trillion and imports to $1.76 trillion."
)
CLAUSE = (
    "En 2021, l'industrie de l'Internet des objets de Wuxi a dépassé 350 milliards de yuans, "
    "soit 50 % de celle du Jiangsu et près de 25 % du total national."
)
