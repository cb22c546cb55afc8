"""Runs the real program in a process of its own and leaves it in the middle of something.

`python -m tests.ui.leaving 100` does that a hundred times, every way in turn, and prints what each ended with; on the
screen of DISPLAY if QT_QPA_PLATFORM says so, off screen otherwise.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
WAYS = ("at once", "reading", "checking", "exporting", "theme", "dialogs", "copied")


def leave(way: str, home: Path, files: list[Path]) -> subprocess.CompletedProcess[str]:
    """Open `files`, leave the program in the way named; what it wrote and how it ended."""
    environment = dict(os.environ)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        environment[name] = str(home / name.lower())
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "tests.ui.leaving", way, str(home), *map(str, files)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def long_text(folder: Path, times: int = 150) -> Path:
    """A text that takes a while to read and to check."""
    paragraphs = (
        f"In {1800 + number}, exports of district {number} rose by 12.4% to $1.15 billion, of which 40% went abroad. "
        f"Imports fell from $2.30 billion to $1.84 billion, or 20%."
        for number in range(times)
    )
    path = folder / "long.txt"
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return path


def _play(way: str, home: Path, files: list[str]) -> int:
    """The program itself, with somebody who leaves it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from workbench import app

    shown = app.Application.show

    def show(self: app.Application):  # type: ignore[no-untyped-def]
        first = self.window is None
        window = shown(self)
        if first:
            _arrange(self, way, home, lambda: QTimer.singleShot(0, self, QApplication.closeAllWindows))
        return window

    app.Application.show = show  # type: ignore[method-assign]
    return app.main(files)


def _arrange(application, way: str, home: Path, quit_) -> None:  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QTimer

    stage = way if way in ("reading", "checking", "exporting") else None

    def busy(task: object) -> None:
        if task is not None:
            task.progressed.connect(lambda now, _: quit_() if now == stage else None)  # type: ignore[attr-defined]

    def found(_: object) -> None:
        window, session = application.window, application.session
        if not session.findings or application.tasks.is_running("export"):
            return
        session.contents_changed.disconnect(found)
        if way == "exporting":
            window.exports._ask_where = lambda title, suggested, suffix, done: done(home / f"out{suffix}")
            window.actions_["export.excel"].trigger()
        elif way == "theme":
            application._settings.theme = "dark"
            quit_()
        elif way == "dialogs":
            for action in ("help.about", "edit.settings", "help.palette"):
                window.actions_[action].trigger()
            quit_()
        elif way == "copied":
            window.actions_["claims.copy"].trigger()
            window.source.view.selectAll()
            quit_()

    application.tasks.busy.connect(busy)
    application.session.contents_changed.connect(found)
    if way == "at once":
        QTimer.singleShot(0, application, quit_)


def main() -> int:
    if len(sys.argv) > 2:
        way, home, *files = sys.argv[1:]
        return _play(way, Path(home), files)
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else len(WAYS)
    ends: Counter[tuple[str, int]] = Counter()
    for run in range(runs):
        with TemporaryDirectory() as folder:
            home = Path(folder)
            samples = [ROOT / "samples" / f"wuxi-iot-summit.{language}.txt" for language in ("en", "fr")]
            ended = leave(WAYS[run % len(WAYS)], home, [*samples, long_text(home)])
            ends[WAYS[run % len(WAYS)], ended.returncode] += 1
            if ended.returncode:
                print(ended.stderr)
    for (way, code), times in sorted(ends.items()):
        print(f"{way}: {code} ({times} times)")
    return int(any(code for _, code in ends))


if __name__ == "__main__":
    sys.exit(main())
