"""Long work off the window's thread: progress, cancel, and no result that came too late.

Work is a function of a `Control`. It gets plain snapshots, touches no widget, reports through the control and asks
it whether to stop. What it returns arrives on the window's thread. Starting a task of a kind cancels the one of that
kind before it, whose result is then dropped.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

_log = logging.getLogger(__name__)


class CancelledError(Exception):
    """The work was stopped by the analyst or by newer work."""


class Control:
    """What a task may use to speak with the window, from its own thread."""

    def __init__(self, report: Callable[[str, float], None]) -> None:
        self._stop = threading.Event()
        self._report = report
        self._last = (-1.0, "")

    def cancelled(self) -> bool:
        """Whether to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise `CancelledError` when the work is to stop."""
        if self.cancelled():
            raise CancelledError

    def progress(self, stage: str, share: float) -> None:
        """Tell the name of the stage and the share done (0 to 1); told on only when it moved visibly."""
        if stage != self._last[1] or share - self._last[0] >= 0.01:
            self._last = (share, stage)
            self._report(stage, share)

    def stop(self) -> None:
        """Ask the work to stop."""
        self._stop.set()


class _Relay(QObject):
    progressed = Signal(str, float)
    ended = Signal(object, object)


# Relays of work under way. The last reference to one must never be dropped by the thread that works: Qt would destroy
# it there while the window's thread still has events for it.
_relays: set[_Relay] = set()


class Task(QObject):
    """One piece of work under way."""

    progressed = Signal(str, float)

    def __init__(
        self,
        kind: str,
        work: Callable[[Control], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._done, self._failed = done, failed
        self._relay = _Relay()
        self.control = Control(self._relay.progressed.emit)
        self._relay.progressed.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        self._relay.ended.connect(self._on_end, Qt.ConnectionType.QueuedConnection)
        relay, control = self._relay, self.control
        _relays.add(relay)

        def run() -> None:
            result, error = None, None
            try:
                result = work(control)
            except Exception as problem:  # noqa: BLE001 - told to the analyst on the window's thread
                error = problem
            # The application may be gone by now, and the relay with it; then nobody waits for the result.
            try:
                relay.ended.emit(result, error)
            except RuntimeError:
                _log.debug("task %s ended after its window", kind)

        self.thread_of_work = threading.Thread(target=run, name=f"workbench-{kind}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self.thread_of_work.start()

    def _on_progress(self, stage: str, share: float) -> None:
        if not self.control.cancelled():
            self.progressed.emit(stage, share)

    def _on_end(self, result: Any, error: Exception | None) -> None:
        # Telling of the end is the last thing the thread does.
        self.thread_of_work.join()
        _relays.discard(self._relay)
        tasks = self.parent()
        assert isinstance(tasks, Tasks)
        tasks.forget(self)
        if self.control.cancelled() or isinstance(error, CancelledError):
            tasks.stopped.emit(self.kind)
        elif error is not None:
            self._failed(error)
        else:
            self._done(result)
        self.deleteLater()


class Tasks(QObject):
    """All work under way. `busy` carries the task to show in the status bar, or None."""

    busy = Signal(object)
    stopped = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[str, Task] = {}
        self._winding_down: list[Task] = []

    def run(
        self,
        kind: str,
        work: Callable[[Control], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> Task:
        """Start `work`; `done` or `failed` is called on this thread, neither when it was cancelled."""
        self.cancel(kind)
        task = Task(kind, work, done, failed, self)
        self._running[kind] = task
        self.busy.emit(task)
        task.start()
        return task

    def cancel(self, kind: str | None = None) -> None:
        """Stop the work of a kind, or all."""
        for name in [kind] if kind is not None else list(self._running):
            task = self._running.pop(name, None)
            if task is not None:
                task.control.stop()
                self._winding_down.append(task)
        self._tell()

    def forget(self, task: Task) -> None:
        """Drop a task that ended."""
        if self._running.get(task.kind) is task:
            del self._running[task.kind]
        if task in self._winding_down:
            self._winding_down.remove(task)
        self._tell()

    def is_running(self, kind: str) -> bool:
        """Whether work of this kind is under way and wanted."""
        return kind in self._running

    @property
    def idle(self) -> bool:
        """Whether nothing is under way, wanted or not."""
        return not self._running and not self._winding_down

    def close(self, wait: float = 2.0) -> bool:
        """Stop everything and give the threads up to `wait` seconds to end; says whether they did."""
        self.cancel()
        until = monotonic() + wait
        for task in list(self._winding_down):
            task.thread_of_work.join(max(until - monotonic(), 0.0))
        return not any(task.thread_of_work.is_alive() for task in self._winding_down)

    def _tell(self) -> None:
        self.busy.emit(next(iter(self._running.values()), None))
