"""How far a batch has come: news on a terminal while it goes on, one line at its end anywhere."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from workbench.commandline.output import tell
from workbench.commandline.records import Entry
from workbench.messages import interface_language, say

_SECONDS_BETWEEN_NEWS = 1.0
# Before that much of the input is done, the time left would be a guess.
_TELLING_SHARE = 0.005
# Below so many texts a second the rate is told with a decimal.
_SLOW = 10


class News:
    """Counts what is done of the entries that were `watched`, and writes news to `stream` when it is a terminal.

    `done` and `failed` begin with what a former run left.
    """

    def __init__(self, done: int, failed: int, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.done, self.failed = done, failed
        self._before = done
        self._stream, self._clock = stream, clock
        self._shares: deque[float] = deque()
        self._first_share = self._share = 0.0
        self._started = self._told = clock()

    def watched(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries; how much of the input ends with each is noted as they pass, `done` of them at once."""
        passed = 0
        for entry in entries:
            passed += 1
            if passed <= self._before:
                self._first_share = self._share = entry.share
                continue
            self._shares.append(entry.share)
            yield entry

    def add(self, ok: bool) -> None:
        """One more is done."""
        self.done += 1
        self.failed += not ok
        self._share = self._shares.popleft()
        now = self._clock()
        if now - self._told >= _SECONDS_BETWEEN_NEWS and self._stream.isatty():
            self._told = now
            self._stream.write(f"\r{self._line(now)} ")
            self._stream.flush()

    def close(self) -> None:
        """The line at the end."""
        if self._told > self._started:
            self._stream.write("\r")
        tell("batch_done", **self._figures(self._clock()))

    def _line(self, now: float) -> str:
        language, figures = interface_language(), self._figures(now)
        part = self._share - self._first_share
        if part < _TELLING_SHARE:
            return say("commandline.batch_news", language, **figures)
        left = round((now - self._started) * (1 - self._share) / part)
        minutes, seconds = divmod(left, 60)
        hours, minutes = divmod(minutes, 60)
        return say("commandline.batch_time_left", language, **figures, left=f"{hours}:{minutes:02}:{seconds:02}")

    def _figures(self, now: float) -> dict[str, object]:
        seconds = max(now - self._started, 0.001)
        rate = (self.done - self._before) / seconds
        return {
            "done": self.done,
            "failed": self.failed,
            "seconds": _decimal(seconds),
            "rate": _decimal(rate) if rate < _SLOW else str(round(rate)),
        }


def _decimal(number: float) -> str:
    """With one place, in the marks of the interface's language."""
    return f"{number:.1f}".replace(".", say("commandline.decimal_mark", interface_language()))
