"""Collects reference cycles on the window's thread only.

Python collects wherever it allocates. A worker would then destroy widgets that died in a cycle, and Qt must only be
touched from the thread of the window: the process would crash, rarely and far from the cause.
"""

from __future__ import annotations

import gc
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # ms
_LONG = 0.03  # seconds


class GarbageCollection(QObject):
    """Takes the collector over while it lives; `stop` gives it back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are due.

        The claims of a long text are walked through once: what survived stays, and is left alone until `thaw`.
        """
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation] > 0:
                started = perf_counter()
                gc.collect(generation)
                if perf_counter() - started > _LONG:
                    gc.freeze()
                return

    def thaw(self) -> None:
        """Look at everything again: what was kept for long may be gone now."""
        gc.unfreeze()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()
