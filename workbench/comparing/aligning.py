"""Which figure of one text is which of another.

Figures that can only be one another (same words around and same value, then same words, then same value, each once in
either text) are fixed first, as long as they keep their order; between two fixed ones the best pairing in order is
computed; what is left over and says the same in the same words elsewhere was moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from itertools import pairwise

from workbench.comparing.likeness import Figure, State, difference, likeness, shared_words

Pair = tuple[int, int]

_LEAST = Fraction(3)
"""Likeness below which two figures are not one."""

_LEAST_IN_PLACE = Fraction(3, 4)
"""The same between two fixed figures, where nothing else could be meant."""

_LEAST_OUT_OF_ORDER = Fraction(5, 2)
"""The same for figures out of order."""

_NEAR = Fraction(1, 10)

_LARGEST_GAP = 40_000


def align(first: Sequence[Figure], second: Sequence[Figure]) -> list[Pair]:
    """Pairs of places, in the order of `first`; no place in two pairs."""
    pairs: list[Pair] = [(-1, -1), (len(first), len(second))]
    for key in (_words_and_value, _words, _value):
        for low, high in list(pairwise(pairs)):
            pairs += _fixed(first, second, (low[0] + 1, high[0]), (low[1] + 1, high[1]), key)
        pairs.sort()
    for low, high in list(pairwise(pairs)):
        pairs += _in_order(first, second, (low[0] + 1, high[0]), (low[1] + 1, high[1]))
    found = [pair for pair in pairs if pair != (-1, -1) and pair != (len(first), len(second))]
    return sorted([*found, *_moved(first, second, found)])


Key = Callable[[Figure], Hashable | None]


def _words_and_value(figure: Figure) -> Hashable | None:
    return figure.before, figure.after, figure.stated


def _words(figure: Figure) -> Hashable | None:
    told = [word for word in figure.before + figure.after if word != "#"]
    return (figure.before, figure.after) if len(told) > 2 else None


def _value(figure: Figure) -> Hashable | None:
    return figure.stated


def _fixed(first: Sequence[Figure], second: Sequence[Figure], one: Pair, other: Pair, key: Key) -> list[Pair]:
    """Figures whose key stands once in both stretches, as long as they keep their order."""
    left = {place: key(first[place]) for place in range(*one)}
    right = {place: key(second[place]) for place in range(*other)}
    counts = Counter(left.values()), Counter(right.values())
    places = {mark: place for place, mark in right.items()}
    candidates = [
        (place, places[mark])
        for place, mark in left.items()
        if mark is not None and counts[0][mark] == 1 and counts[1][mark] == 1
    ]
    return _rising(candidates)


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs that rises on both sides."""
    tails: list[int] = []
    last: list[int] = []
    back: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        tails[length : length + 1] = [place]
        last[length : length + 1] = [number]
        back.append(last[length - 1] if length else -1)
    found = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = back[number]
    return found[::-1]


def _in_order(first: Sequence[Figure], second: Sequence[Figure], one: Pair, other: Pair) -> list[Pair]:
    """The pairing of two stretches with the greatest likeness, in order."""
    rows, columns = one[1] - one[0], other[1] - other[0]
    if not rows or not columns or rows * columns > _LARGEST_GAP:
        return []
    least = _LEAST_IN_PLACE if rows == columns else _LEAST
    likes = [
        [likeness(first[one[0] + row], second[other[0] + column]) for column in range(columns)] for row in range(rows)
    ]
    best = [[Fraction(0)] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            skipped = max(best[row + 1][column], best[row][column + 1])
            like = likes[row][column]
            best[row][column] = max(skipped, best[row + 1][column + 1] + like) if like >= least else skipped
    pairs, row, column = [], 0, 0
    while row < rows and column < columns:
        if likes[row][column] >= least and best[row][column] == best[row + 1][column + 1] + likes[row][column]:
            pairs.append((one[0] + row, other[0] + column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs


def _moved(first: Sequence[Figure], second: Sequence[Figure], pairs: Sequence[Pair]) -> list[Pair]:
    """Figures left over on both sides that say the same and stand once among the left-over ones."""
    taken = {place for place, _ in pairs}, {place for _, place in pairs}
    left = [place for place in range(len(first)) if place not in taken[0]]
    right = [place for place in range(len(second)) if place not in taken[1]]
    marks = Counter(first[place].stated for place in left), Counter(second[place].stated for place in right)
    places = {second[place].stated: place for place in right}
    same = [
        (place, places[first[place].stated])
        for place in left
        if marks[0][first[place].stated] == 1 and marks[1].get(first[place].stated) == 1
    ]
    taken = {place for place, _ in same}, {place for _, place in same}
    left = [place for place in left if place not in taken[0]]
    right = [place for place in right if place not in taken[1]]
    found = [(first[place], second[other]) for place, other in pairs]
    one_language = 2 * sum(shared_words(one, other) > 0 for one, other in found) > len(found)
    return [*same, *_out_of_order(first, second, left, right, one_language=one_language)]


def _out_of_order(
    first: Sequence[Figure], second: Sequence[Figure], left: Sequence[int], right: Sequence[int], *, one_language: bool
) -> list[Pair]:
    """Figures left over that are each other's likest, near one another or in the same words: one whose scale or unit
    slipped where a sentence was turned round, or a paragraph moved."""
    if not left or not right or len(left) * len(right) > _LARGEST_GAP:
        return []
    likes = {
        (row, column): _likeness_moved(first[row], second[column], one_language=one_language)
        for row in left
        for column in right
    }
    best_of_left = {row: max(right, key=lambda column: likes[row, column]) for row in left}
    best_of_right = {column: max(left, key=lambda row: likes[row, column]) for column in right}
    return [
        (row, column)
        for row, column in best_of_left.items()
        if best_of_right[column] == row and likes[row, column] >= _LEAST_OUT_OF_ORDER
    ]


def _likeness_moved(first: Figure, second: Figure, *, one_language: bool) -> Fraction:
    """Likeness of two figures whose order tells nothing: in one language their words have to tell, in two the place."""
    like = likeness(first, second)
    near = abs(first.where - second.where) <= _NEAR
    slipped = difference(first.claim, second.claim) in (State.SCALE, State.UNIT)
    if slipped and near and not one_language:
        return like + 1
    return like if like >= _LEAST and (slipped or near) else Fraction(0)
