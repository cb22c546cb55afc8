"""One release of PySide6 lost a reference to None in every call that returns nothing, and so ended the process."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QTimer


def test_calls_that_return_nothing_keep_none_alive() -> None:
    application = QCoreApplication.instance() or QCoreApplication(["test"])
    timer = QTimer()
    timer.stop()
    before = sys.getrefcount(None)
    for _ in range(200):
        timer.stop()
    after = sys.getrefcount(None)
    assert after > before - 100
    assert application is not None
