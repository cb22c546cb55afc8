"""Narrowing the values of a network by its equations, one after the other, until nothing moves (HC4).

On a network without cycles the result is exact: no box is empty if, and only if, some choice of values fulfils
all equations. With cycles an empty box still proves a conflict, while none may be a conflict that it cannot see.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.checking import ranges
from workbench.checking.equations import Equation, Form
from workbench.checking.ranges import Range

# A box that shrinks by less than this part of its width does not wake its neighbours: slow convergence is left to
# the methods for cycles.
_WORTH_TELLING = 1000
_LONG_SUM = 4
# A range that has woken its neighbours so often is drifting around a cycle, perhaps for ever.
_MOST_WAKES = 24


class EffortSpentError(Exception):
    """The steps allowed for one network are spent."""


@dataclass(slots=True)
class Effort:
    """Steps left to spend, one for each narrowing by one equation."""

    left: int

    def spend(self, steps: int = 1) -> None:
        """Take `steps` off; raises `EffortSpentError` when none are left."""
        self.left -= steps
        if self.left < 0:
            raise EffortSpentError


def propagate(equations: Sequence[Equation], boxes: dict[int, Range], effort: Effort, wake: Iterable[int] = ()) -> bool:
    """Narrow `boxes` in place; false when some box becomes empty, which proves that nothing fits.

    `wake` are the indices of the equations to begin with (all when empty).
    """
    touching: dict[int, list[int]] = {}
    for index, equation in enumerate(equations):
        for term in equation.terms:
            touching.setdefault(term.variable, []).append(index)
    waiting = deque(wake or range(len(equations)))
    queued = set(waiting)
    wakes: dict[int, int] = {}
    while waiting:
        index = waiting.popleft()
        queued.discard(index)
        equation = equations[index]
        effort.spend(len(equation.terms))
        moved = _narrow(equation, boxes)
        if moved is None:
            return False
        for variable in moved:
            wakes[variable] = wakes.get(variable, 0) + 1
            if wakes[variable] > _MOST_WAKES:
                continue
            for other in touching[variable]:
                if other != index and other not in queued:
                    queued.add(other)
                    waiting.append(other)
    return True


def _narrow(equation: Equation, boxes: dict[int, Range]) -> list[int] | None:
    """Narrow the boxes of one equation: the values that moved enough to tell, ``None`` when a box is empty."""
    if len(equation.terms) > _LONG_SUM and equation.form in (Form.SUM, Form.AT_LEAST_SUM):
        return _narrow_long_sum(equation, boxes)
    moved: list[int] = []
    read = equation.read(boxes)
    for place, term in enumerate(equation.terms):
        before = boxes[term.variable]
        if not _tighten(term.variable, equation.left_for(place, read), boxes, moved):
            return None
        if boxes[term.variable] is not before:
            read = equation.read(boxes)
    return moved


def _tighten(variable: int, needed: Range, boxes: dict[int, Range], moved: list[int]) -> bool:
    old = boxes[variable]
    new = ranges.meet(old, needed)
    if new[0] is old[0] and new[2] is old[2] and new[1] == old[1] and new[3] == old[3]:
        return not ranges.is_empty(new)
    if ranges.is_empty(new):
        return False
    boxes[variable] = ranges.shortened(new)
    if _worth_telling(old, new):
        moved.append(variable)
    return True


def _worth_telling(old: Range, new: Range) -> bool:
    if (old[0] is None) != (new[0] is None) or (old[2] is None) != (new[2] is None):
        return True
    if old[0] is None or new[0] is None:
        if old[2] is None or new[2] is None:
            return False
        return abs(old[2] - new[2]) * _WORTH_TELLING > abs(old[2])
    if old[2] is None or new[2] is None:
        return abs(new[0] - old[0]) * _WORTH_TELLING > abs(old[0])
    width = old[2] - old[0]
    return (width - (new[2] - new[0])) * _WORTH_TELLING > width or (new[1] != old[1] or new[3] != old[3])


def _narrow_long_sum(equation: Equation, boxes: dict[int, Range]) -> list[int] | None:
    """The same for a sum of many parts, in one pass: the sum of all ends less the part's own."""
    moved: list[int] = []
    first, parts = equation.terms[0], equation.terms[1:]
    one_sided = equation.form is Form.AT_LEAST_SUM
    read = [part.read(boxes) for part in parts]
    low = sum((box[0] for box in read if box[0] is not None), ranges.ZERO)
    high = sum((box[2] for box in read if box[2] is not None), ranges.ZERO)
    low_endless = sum(box[0] is None for box in read)
    high_endless = sum(box[2] is None for box in read)
    low_opens, high_opens = sum(box[1] for box in read), sum(box[3] for box in read)
    total: Range = (
        None if low_endless else low,
        low_opens > 0,
        None if high_endless or one_sided else high,
        high_opens > 0 or one_sided,
    )
    if not _tighten(first.variable, first.solve(total), boxes, moved):
        return None
    total = first.read(boxes)
    for part, box in zip(parts, read, strict=True):
        others: Range = (
            low - (box[0] or 0) if low_endless == (box[0] is None) else None,
            low_opens > box[1],
            high - (box[2] or 0) if high_endless == (box[2] is None) else None,
            high_opens > box[3],
        )
        needed = ranges.subtract(total, others)
        if one_sided:
            needed = (None, True, needed[2], needed[3])
        if not _tighten(part.variable, part.solve(needed), boxes, moved):
            return None
    return moved


def has_cycle(equations: Sequence[Equation], boxes: Mapping[int, Range]) -> bool:
    """Whether two equations are joined in more than one way, values known exactly left aside."""
    parent: dict[int, int] = {}

    def find(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for index, equation in enumerate(equations):
        for term in equation.terms:
            if ranges.is_point(boxes[term.variable]):
                continue
            a, b = find(-1 - index), find(term.variable)
            if a == b:
                return True
            parent[a] = b
    return False
