"""Work in handfuls over an executor: results in order, memory bounded, and a lost process costs one item at most."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Handfuls under way or waiting for their turn to be written, per process.
_AHEAD = 4


def process_pool(jobs: int) -> Executor:
    """An executor of `jobs` fresh processes, started the same way on every system."""
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)


def run_in_order(
    handfuls: Iterable[Sequence[Item]],
    work: Callable[[Sequence[Item]], list[Result]],
    lost: Callable[[Item], Result],
    jobs: int,
    executor: Callable[[int], Executor] = process_pool,
) -> Iterator[Result]:
    """The results of `work` on each handful, one for each item, in the order of the items.

    With one job it runs in this process. With more, `work` and the items travel to the processes of `executor`;
    when one of them ends unexpectedly, what was under way is done again item by item, and the item that ends a
    process again gets the result of `lost`.
    """
    if jobs == 1:
        for handful in handfuls:
            yield from work(handful)
        return
    source = iter(handfuls)
    waiting: deque[tuple[Sequence[Item], Future[list[Result]]]] = deque()
    pool = executor(jobs)
    try:
        while True:
            for handful in islice(source, _AHEAD * jobs - len(waiting)):
                waiting.append((handful, _submitted(pool, work, handful)))
            if not waiting:
                return
            handful, future = waiting.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                yield from _one_by_one(handful, work, lost, executor)
                pool = executor(jobs)
                waiting = deque(
                    (other, done if _succeeded(done) else _submitted(pool, work, other)) for other, done in waiting
                )
            else:
                yield from results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submitted(
    pool: Executor, work: Callable[[Sequence[Item]], list[Result]], handful: Sequence[Item]
) -> Future[list[Result]]:
    """The future of `handful`; one that has failed already when the pool broke in the meantime."""
    try:
        return pool.submit(work, handful)
    except BrokenProcessPool as error:
        failed: Future[list[Result]] = Future()
        failed.set_exception(error)
        return failed


def _succeeded(future: Future[list[Result]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _one_by_one(
    handful: Sequence[Item],
    work: Callable[[Sequence[Item]], list[Result]],
    lost: Callable[[Item], Result],
    executor: Callable[[int], Executor],
) -> Iterator[Result]:
    pool = executor(1)
    try:
        for item in handful:
            try:
                yield from pool.submit(work, [item]).result()
            except BrokenProcessPool:
                pool = executor(1)
                yield lost(item)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
