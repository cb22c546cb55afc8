"""Opens the window on a document and prints when it is drawn and when its text is checked, in seconds since STARTED."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from workbench.app import Application
from workbench.ui.settings import Settings

_STARTED = float(os.environ["STARTED"])


def main(settings: Path, log: Path, document: Path) -> None:
    """Show the window, check `document`, print both moments, close."""
    application = QApplication([])
    workbench = Application(application, Settings(settings), log)
    window = workbench.show()
    window.opening.open([document])
    application.processEvents()
    print(time.time() - _STARTED, flush=True)

    def look() -> None:
        if workbench.tasks.idle and workbench.session.rows:
            print(time.time() - _STARTED, flush=True)
            window.close()
            workbench.close()
            application.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    application.exec()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
