"""Who does the work of a batch: processes of this machine, or the workers of a Dask cluster. Both are executors."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from workbench.messages import PlainError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")


class ClusterError(PlainError):
    """The cluster cannot be used, or was lost while it worked."""


class Crew(Protocol):
    """Takes calls and gives futures. A future fails with `lost` when the process that had it ended unexpectedly."""

    size: int
    lost: tuple[type[BaseException], ...]

    def submit(self, call: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Hand over a call; never raises for a lost process, the future does."""

    def renew(self) -> None:
        """Make it usable again after a loss."""

    def alone(self) -> Crew:
        """A crew for calls that may end their process: one at a time, so that a loss tells whose it was."""

    def close(self) -> None:
        """Let go of the processes, without waiting for what is under way."""


class Processes:
    """`size` processes of this machine, started afresh the same way on every system.

    They hold the other end of a pipe: when this process closes it, or is gone for whatever reason, they end at once.
    """

    lost: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, size: int) -> None:
        self.size = size
        self._pool = self._started()

    def _started(self) -> Executor:
        processes = get_context("spawn")
        end, self._lifeline = processes.Pipe(duplex=False)
        return ProcessPoolExecutor(self.size, mp_context=processes, initializer=_depend_on_parent, initargs=(end,))

    def submit(self, call: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Hand over a call."""
        try:
            return self._pool.submit(call, *arguments)
        except BrokenProcessPool as error:
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return failed

    def renew(self) -> None:
        """Start new processes in place of those that ended."""
        self.close()
        self._pool = self._started()

    def alone(self) -> Processes:
        """One process more, for one call at a time."""
        return Processes(1)

    def close(self) -> None:
        """End the processes, whatever is under way."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._lifeline.close()


class Cluster:
    """The workers of the Dask scheduler at `address` ("tcp://host:8786"), each with the workbench installed.

    Dask hands the work of a lost worker to another by itself, and gives up on a call that lost several.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
            from distributed.scheduler import KilledWorker
        except ImportError as error:
            raise ClusterError("commandline.no_dask") from error
        _silence_dask()
        try:
            self._client = Client(address, timeout=20, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError("commandline.no_cluster", address=address) from error
        self.lost: tuple[type[BaseException], ...] = (KilledWorker,)
        self.size = max(1, sum(self._client.nthreads().values()))
        self._executor: Executor = self._client.get_executor(pure=False)

    def submit(self, call: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Hand over a call."""
        return self._executor.submit(call, *arguments)

    def renew(self) -> None:
        """Nothing to do: the scheduler has its workers replaced."""

    def alone(self) -> Cluster:
        """The cluster itself: it tells losses apart call by call."""
        return self

    def close(self) -> None:
        """Leave the cluster; it goes on for others."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _silence_dask() -> None:
    """What Dask logs about a lost connection is told in one sentence instead; its loggers have levels of their own."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _depend_on_parent(lifeline: Connection) -> None:
    """Interrupts are the parent's to hear, and nobody works on when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()


def _end_with_parent(lifeline: Connection) -> None:
    # Nothing is ever sent: the pipe becomes readable when its other end is closed.
    lifeline.poll(None)
    os._exit(1)
