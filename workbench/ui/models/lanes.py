"""Places the brackets of findings side by side in the margin so that none crosses another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bracket:
    """A finding over the text from its first to its last number; `lane` counts from the text outwards."""

    finding: str
    start: int
    end: int
    lane: int


def pack(findings: Iterable[tuple[str, int, int]], lanes: int) -> list[Bracket]:
    """Give each ``(finding, start, end)`` the innermost lane that is free over its whole length.

    Those that find none of the `lanes` free are left out; earlier ones (better ranked) are placed first.
    """
    taken: list[list[tuple[int, int]]] = [[] for _ in range(lanes)]
    placed = []
    for finding, start, end in findings:
        for lane, spans in enumerate(taken):
            if all(end < low or start > high for low, high in spans):
                spans.append((start, end))
                placed.append(Bracket(finding, start, end, lane))
                break
    return placed
