"""Whether equations that are joined in circles can all hold.

Propagation alone cannot see a conflict that is there at every scale (a ratio cycle, shares of an unknown whole that
exceed it), and on other cycles it may stop short of one. Here a choice of values is looked for first, which most
networks have; then shares of one whole and products at every scale are tried; and last, ranges are halved until
something is decided. What none of them proves wrong counts as fitting: only what is proven is flagged.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.equations import Equation, Form, Term
from workbench.checking.propagation import Effort, has_cycle, propagate
from workbench.checking.ranges import ONE, ZERO, Range
from workbench.checking.scale_free import proven_impossible

_MOST_TRIALS = 24
_MOST_SPLITS = 48
_NARROW = Fraction(1, 10**9)
_LOOSEST = Fraction(10**6)
_UNIT = -1
"""The number of the fact that is exactly one, which derived equations speak of."""


def fits_together(
    equations: Sequence[Equation],
    boxes: dict[int, Range],
    effort: Effort,
    points: Mapping[int, Fraction] | None = None,
) -> bool:
    """Whether some choice of values within `boxes` fulfils all `equations`; narrows `boxes`.

    `points` are the values as written, which are tried as the first choice. Raises `EffortSpentError` when deciding
    takes more steps than allowed.
    """
    start = dict(boxes)
    if not propagate(equations, boxes, effort):
        return False
    if len(equations) < 2 or not has_cycle(equations, start):
        return True
    search = _Search(equations, points or {}, effort)
    if points and _written_fit(search, boxes, points):
        return True
    if search.finds(boxes, _MOST_TRIALS + 3 * len(boxes)):
        return True
    derived = shares_of_wholes(equations, boxes)
    if derived:
        equations = [*equations, *derived]
        boxes[_UNIT] = ranges.point(ONE)
        if not propagate(equations, boxes, effort):
            return False
    if proven_impossible(equations, boxes):
        return False
    return not _impossible_by_splitting(_Search(equations, points or {}, effort), boxes)


def _written_fit(search: _Search, boxes: Mapping[int, Range], points: Mapping[int, Fraction]) -> bool:
    """Whether numbers just as written fulfil everything: all of them, as in a table of counts, or the most precise.

    Rates and shares are printed with fewer digits than what they are worked out from: as many of the most precise
    numbers as fit are taken as written, and the others are looked for.
    """
    written = sorted((variable for variable in points if variable in boxes), key=lambda one: _looseness(boxes[one]))
    fitting: dict[int, Range] | None = None
    least, most, count = 0, len(written), len(written)
    while least < most:
        tried = dict(boxes)
        for variable in written[:count]:
            chosen = ranges.point(points[variable])
            if ranges.meets(tried[variable], chosen):
                tried[variable] = chosen
        if search.narrows(tried):
            least, fitting = count, tried
        else:
            most = count - 1
        count = (least + most + 1) // 2
    return fitting is not None and search.finds(fitting, len(written))


def _looseness(box: Range) -> Fraction:
    """How wide a range is beside its size; ranges without an end, and around zero, are the loosest."""
    low, _, high, _ = box
    if low is None or high is None:
        return _LOOSEST
    size = min(abs(low), abs(high))
    return min((high - low) / size, _LOOSEST) if size else _LOOSEST


class _Search:
    """Looks for values that fulfil some equations, choosing one after the other and narrowing the rest each time."""

    def __init__(self, equations: Sequence[Equation], points: Mapping[int, Fraction], effort: Effort) -> None:
        self._equations = equations
        self._points = points
        self._effort = effort
        self._touching: dict[int, list[int]] = {}
        for number, equation in enumerate(equations):
            for term in equation.terms:
                self._touching.setdefault(term.variable, []).append(number)
        # The facts in most equations come first: with those chosen, the others follow.
        self.order = sorted(self._touching, key=lambda variable: -len(self._touching[variable]))
        self._left = 0

    def finds(self, boxes: Mapping[int, Range], trials: int) -> bool:
        """Whether at most `trials` choices lead to values that fulfil everything."""
        self._left = trials
        return self._choose(dict(boxes))

    def narrows(self, boxes: dict[int, Range], variable: int | None = None) -> bool:
        """Narrow `boxes` after a change of one, or of any; false when nothing fits."""
        wake = () if variable is None else self._touching[variable]
        return propagate(self._equations, boxes, self._effort, wake)

    def _choose(self, boxes: dict[int, Range]) -> bool:
        """Choose a value for each fact in turn; go one back, to the next value of the fact before, when none does."""
        path: list[tuple[int, dict[int, Range], Iterator[Fraction]]] = []
        position = self._next(boxes, 0)
        while position < len(self.order):
            variable = self.order[position]
            path.append((position, boxes, self._sample(variable, boxes[variable])))
            deeper = self._first_that_fits(path)
            if deeper is None:
                return False
            position, boxes = path[-1][0], deeper
            position = self._next(boxes, position + 1)
        return True

    def _first_that_fits(self, path: list[tuple[int, dict[int, Range], Iterator[Fraction]]]) -> dict[int, Range] | None:
        while path:
            position, boxes, values = path[-1]
            variable = self.order[position]
            for value in values:
                self._left -= 1
                if self._left < 0:
                    return None
                deeper = dict(boxes)
                deeper[variable] = ranges.point(value)
                if self.narrows(deeper, variable):
                    return deeper
            path.pop()
        return None

    def _next(self, boxes: Mapping[int, Range], position: int) -> int:
        while position < len(self.order) and _is_chosen(boxes[self.order[position]]):
            position += 1
        return position

    def _sample(self, variable: int, box: Range) -> Iterator[Fraction]:
        """The number as written, when it is still possible, and a few others of the range."""
        point = self._points.get(variable)
        if point is not None and ranges.meets(box, ranges.point(point)):
            yield point
        yield from _sample(box)


def _is_chosen(box: Range) -> bool:
    """Whether a range is one number, or as good as one (roots are known to many digits only)."""
    low, _, high, _ = box
    if low is None or high is None:
        return False
    return low == high or (high - low) <= _NARROW * _NARROW * max(abs(low), abs(high))


def _sample(box: Range) -> Iterator[Fraction]:
    """A few numbers of a range: its middle first, then nearer its ends."""
    low, _, high, _ = box
    if low is None and high is None:
        yield from (ONE, Fraction(1000), Fraction(1, 1000), ZERO)
    elif high is None:
        assert low is not None
        size = abs(low) or ONE
        yield from (low + size / 10, low + size, low + 100 * size)
    elif low is None:
        size = abs(high) or ONE
        yield from (high - size / 10, high - size, high - 100 * size)
    else:
        for part in (Fraction(1, 2), Fraction(1, 8), Fraction(7, 8)):
            yield low + (high - low) * part


def shares_of_wholes(equations: Sequence[Equation], boxes: Mapping[int, Range]) -> list[Equation]:
    """For a total that is the sum of parts, each of them a share of it: the shares add up to one.

    Part i = share i x total, and total = sum of parts, so that 1 = sum of shares whatever the total is.
    """
    share_of: dict[tuple[int, int], Term] = {}
    for equation in equations:
        part = equation.terms[0]
        if equation.form is not Form.PRODUCT or part.offset or equation.is_tolerant:
            continue
        for share, whole in (equation.terms[1:], equation.terms[:0:-1]):
            if not whole.offset:
                scale = whole.multiplier / part.multiplier
                term = Term(share.variable, share.multiplier * scale, share.offset * scale)
                share_of.setdefault((part.variable, whole.variable), term)
    derived: list[Equation] = []
    for equation in equations:
        total = equation.terms[0]
        if equation.form not in (Form.SUM, Form.AT_LEAST_SUM) or len(equation.terms) < 3 or total.offset:
            continue
        if equation.is_tolerant:
            continue
        if not _is_positive(boxes[total.variable]):
            continue
        terms = [_relative(share_of.get((term.variable, total.variable)), term, total) for term in equation.terms[1:]]
        if all(term is not None for term in terms):
            parts = (term for term in terms if term is not None)
            derived.append(Equation(equation.form, (Term(_UNIT), *parts)))
    return derived


def _relative(share: Term | None, part: Term, total: Term) -> Term | None:
    """The part's term in the sum, divided by the total's."""
    if share is None or part.offset:
        return None
    scale = part.multiplier / total.multiplier
    return Term(share.variable, share.multiplier * scale, share.offset * scale)


def _is_positive(box: Range) -> bool:
    return box[0] is not None and (box[0] > 0 or (box[0] == 0 and box[1]))


def _impossible_by_splitting(search: _Search, boxes: dict[int, Range]) -> bool:
    """Whether every part of the ranges, halved again and again, turns out empty."""
    waiting = deque([dict(boxes)])
    for _ in range(_MOST_SPLITS):
        if not waiting:
            return True
        tried = waiting.popleft()
        variable = _to_split(tried, search.order)
        if variable is None:
            return False
        low, low_open, high, high_open = tried[variable]
        middle = next(_sample(tried[variable]))
        for half in ((low, low_open, middle, False), (middle, False, high, high_open)):
            part = dict(tried)
            part[variable] = half
            if search.narrows(part, variable):
                if search.finds(part, len(search.order) + 2):
                    return False
                waiting.append(part)
    return not waiting


def _to_split(boxes: Mapping[int, Range], order: Sequence[int]) -> int | None:
    """The range that is widest beside its size; one without an end first."""
    widest: tuple[Fraction, int] | None = None
    for variable in order:
        low, _, high, _ = boxes[variable]
        if low is None or high is None:
            return variable
        size = max(abs(low), abs(high))
        width = (high - low) / size if size else ZERO
        if width > _NARROW and (widest is None or width > widest[0]):
            widest = (width, variable)
    return None if widest is None else widest[1]
