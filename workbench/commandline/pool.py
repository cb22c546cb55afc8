"""Work in handfuls: results in order, memory bounded, and a lost process costs one item at most."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from itertools import islice
from typing import TypeVar

from workbench.commandline.crews import Crew

Item = TypeVar("Item")
Result = TypeVar("Result")

# Handfuls under way or waiting for their turn to be written, per process.
_AHEAD = 4


def run_in_order(
    handfuls: Iterable[Sequence[Item]],
    work: Callable[[Sequence[Item]], list[Result]],
    lost: Callable[[Item, float], Result],
    crew: Crew | None = None,
) -> Iterator[Result]:
    """The results of `work` on each handful, one for each item, in the order of the items.

    Without a `crew` it runs in this process. With one, `work` and the items travel to its processes; when one of them
    ends unexpectedly, what was under way is done again item by item, and the item that ends a process again gets the
    result of `lost`, which is told after how many seconds it did.
    """
    if crew is None:
        for handful in handfuls:
            yield from work(handful)
        return
    source = iter(handfuls)
    waiting: deque[tuple[Sequence[Item], Future[list[Result]]]] = deque()
    while True:
        for handful in islice(source, _AHEAD * crew.size - len(waiting)):
            waiting.append((handful, crew.submit(work, handful)))
        if not waiting:
            return
        handful, future = waiting.popleft()
        try:
            results = future.result()
        except crew.lost:
            crew.renew()
            waiting = deque((other, done if _succeeded(done) else crew.submit(work, other)) for other, done in waiting)
            yield from _one_by_one(handful, work, lost, crew)
        else:
            yield from results


def _one_by_one(
    handful: Sequence[Item],
    work: Callable[[Sequence[Item]], list[Result]],
    lost: Callable[[Item, float], Result],
    crew: Crew,
) -> Iterator[Result]:
    alone = crew.alone()
    try:
        for item in handful:
            started = time.monotonic()
            try:
                yield from alone.submit(work, [item]).result()
            except alone.lost:
                alone.renew()
                yield lost(item, time.monotonic() - started)
    finally:
        if alone is not crew:
            alone.close()


def _succeeded(future: Future[list[Result]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
