"""Fewer searches for unused objects while a document is read."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Reading makes many small objects that all stay in use: looking through them every 700 finds nothing to free and costs
# a tenth of the time.
_PATIENT = 100_000
_lock = threading.Lock()
_readers = 0
_usual = gc.get_threshold()


@contextmanager
def patient_collector() -> Iterator[None]:
    """Let the collector of cyclic garbage run seldom inside the block; threads may read at the same time."""
    global _readers, _usual
    with _lock:
        if _readers == 0:
            _usual = gc.get_threshold()
            gc.set_threshold(max(_PATIENT, _usual[0]) if _usual[0] else 0, *_usual[1:])
        _readers += 1
    try:
        yield
    finally:
        with _lock:
            _readers -= 1
            if _readers == 0:
                gc.set_threshold(*_usual)
