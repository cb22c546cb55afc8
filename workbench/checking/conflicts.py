"""Smallest sets of facts that cannot all be true.

QuickXplain (Junker, "QUICKXPLAIN: preferred explanations and relaxations for over-constrained problems", AAAI 2004)
finds one; a hitting-set tree (Reiter, "A theory of diagnosis from first principles", 1987) finds the others.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence

Feasible = Callable[[Sequence[int]], bool]


def smallest_conflict(items: Sequence[int], feasible: Feasible) -> tuple[int, ...]:
    """A smallest set of `items` that is not `feasible`, in their order; empty when all of them fit together.

    Earlier items are kept rather than later ones, so put first what is surest.
    """
    if feasible(items):
        return ()
    found = _explain((), False, tuple(items), feasible)
    return tuple(item for item in items if item in found)


def _explain(given: tuple[int, ...], changed: bool, items: tuple[int, ...], feasible: Feasible) -> frozenset[int]:
    if changed and not feasible(given):
        return frozenset()
    if len(items) <= 1:
        return frozenset(items)
    half = len(items) // 2
    first, second = items[:half], items[half:]
    from_second = _explain(given + first, True, second, feasible)
    from_first = _explain(given + tuple(from_second), bool(from_second), first, feasible)
    return from_first | from_second


def smallest_conflicts(items: Sequence[int], feasible: Feasible, most: int) -> Iterator[tuple[int, ...]]:
    """Different smallest conflicts, each found by leaving out one item of those found before; at most `most`."""
    found: list[tuple[int, ...]] = []
    waiting: deque[frozenset[int]] = deque([frozenset()])
    seen: set[frozenset[int]] = set()
    while waiting and len(found) < most:
        left_out = waiting.popleft()
        conflict = next((known for known in found if not left_out.intersection(known)), None)
        if conflict is None:
            conflict = smallest_conflict([item for item in items if item not in left_out], feasible)
            if not conflict:
                continue
            found.append(conflict)
            yield conflict
        for item in conflict:
            branch = left_out | {item}
            if branch not in seen and len(seen) < 16 * most:
                seen.add(branch)
                waiting.append(branch)


def without_conflicts(items: Sequence[int], conflicts: Sequence[tuple[int, ...]]) -> list[int]:
    """The items but a few that break all `conflicts`: always the one in most of those left, the last of equal ones."""
    places = {item: place for place, item in enumerate(items)}
    left = list(conflicts)
    out: set[int] = set()
    while left:
        counts = Counter(item for conflict in left for item in conflict)
        worst = max(counts, key=lambda item: (counts[item], places[item]))
        out.add(worst)
        left = [conflict for conflict in left if worst not in conflict]
    return [item for item in items if item not in out]
