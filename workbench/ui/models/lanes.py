"""Places the brackets of findings side by side in the margin so that none crosses another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, slots=True)
class Bracket:
    """A finding over the text from its first to its last number; `lane` counts from the text outwards."""

    finding: str
    start: int
    end: int
    lane: int


class Lanes:
    """The brackets of a text in `lanes` lanes; in each, none overlaps another, so that those on screen are found by
    bisection.

    Every ``(finding, start, end)`` gets the innermost lane that is free over its whole length. Those that find none
    free are left out; earlier ones (better ranked) are placed first.
    """

    def __init__(self, findings: Iterable[tuple[str, int, int]] = (), lanes: int = 0, first: int = 0) -> None:
        self._starts: list[list[int]] = [[] for _ in range(lanes)]
        self._brackets: list[list[Bracket]] = [[] for _ in range(lanes)]
        for finding, start, end in findings:
            for lane, starts, brackets in zip(count(first), self._starts, self._brackets, strict=False):
                place = bisect_right(starts, end)
                if not place or brackets[place - 1].end < start:
                    starts.insert(place, start)
                    brackets.insert(place, Bracket(finding, start, end, lane))
                    break

    def within(self, start: int, end: int) -> list[Bracket]:
        """The brackets that touch ``text[start:end]``."""
        found = []
        for starts, brackets in zip(self._starts, self._brackets, strict=True):
            low = bisect_left(starts, start)
            if low and brackets[low - 1].end >= start:
                low -= 1
            found += brackets[low : bisect_right(starts, end)]
        return found
