"""Time and memory of one call, and tables in Markdown."""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

Result = TypeVar("Result")


def best(
    call: Callable[[], Result],
    times: int = 3,
    enough: float = 20.0,
    clock: Callable[[], float] = time.process_time,
) -> tuple[float, Result]:
    """The shortest of some runs of `call` in seconds, with its result; fewer runs when they take long.

    Seconds are those of the processor, which other programs on the machine hardly change, unless `clock` is another.
    """
    shortest = float("inf")
    spent = 0.0
    while True:
        gc.collect()
        started = clock()
        result = call()
        seconds = clock() - started
        shortest, spent, times = min(shortest, seconds), spent + seconds, times - 1
        if times <= 0 or spent >= enough:
            return shortest, result


def peak_memory() -> float:
    """The most memory this process has held, in MB."""
    units = 1_000_000 if sys.platform == "darwin" else 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / units


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; columns after the first stand right."""
    lines = ["| " + " | ".join(headings) + " |", "| --- |" + " ---: |" * (len(headings) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def rate(characters: int, seconds: float) -> str:
    """Characters a second, readable."""
    per_second = characters / seconds
    return f"{per_second / 1e6:.2f} M" if per_second >= 1e6 else f"{per_second / 1e3:.0f} k"
