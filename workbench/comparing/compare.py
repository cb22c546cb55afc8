"""Two to six versions of a text, or language versions of it, side by side by their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.comparing.aligning import align
from workbench.comparing.likeness import Figure, State, difference, figures, is_hedge_of_translation, relation_word
from workbench.comparing.places import is_of_another_place
from workbench.model import Claim, Document

MOST_VERSIONS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: its claim in each version (``None`` where it is missing), and its state in each.

    A state compares with the version before that has the figure; the first that has it is `SAME` in the first
    version, `ADDED` later.
    """

    cells: tuple[Claim | None, ...]
    states: tuple[State, ...]

    @property
    def worst(self) -> State:
        """The most serious state of the row."""
        return max(self.states, key=_SERIOUSNESS.index)


_SERIOUSNESS = (
    State.SAME,
    State.ROUNDED,
    State.ADDED,
    State.MISSING,
    State.HEDGE,
    State.SCOPE,
    State.CHANGED,
    State.UNIT,
    State.SCALE,
)


def compare(versions: Sequence[tuple[Document, Sequence[Claim]]]) -> list[Row]:
    """One row for each figure, in the order of the texts. Raises `ValueError` unless there are 2 to 6 versions."""
    if not 2 <= len(versions) <= MOST_VERSIONS:
        raise ValueError(f"2 to {MOST_VERSIONS} versions can be compared")
    documents = [document for document, _ in versions]
    found = [figures(document, list(claims)) for document, claims in versions]
    rows: list[list[Figure | None]] = [[figure] for figure in found[0]]
    for number, fresh in enumerate(found[1:], 1):
        rows = _with_version(rows, fresh, number)
    return [_row(cells, documents) for cells in rows]


def _with_version(rows: list[list[Figure | None]], fresh: Sequence[Figure], number: int) -> list[list[Figure | None]]:
    """The rows with one more version: its figures in the rows they belong to, or in new rows between them."""
    last = [next(figure for figure in reversed(cells) if figure is not None) for cells in rows]
    row_of = {place: row for row, place in align(last, fresh)}
    inserted: dict[int, list[list[Figure | None]]] = {}
    after = -1
    for place, figure in enumerate(fresh):
        if place in row_of:
            rows[row_of[place]].append(figure)
            after = row_of[place]
        else:
            inserted.setdefault(after, []).append([*([None] * number), figure])
    merged = list(inserted.get(-1, []))
    for row, cells in enumerate(rows):
        if len(cells) == number:
            cells.append(None)
        merged += [cells, *inserted.get(row, [])]
    return merged


def _row(cells: Sequence[Figure | None], documents: Sequence[Document]) -> Row:
    states: list[State] = []
    before: tuple[Claim, Document] | None = None
    for number, (figure, document) in enumerate(zip(cells, documents, strict=True)):
        if figure is None:
            states.append(State.MISSING)
            continue
        if before is None:
            states.append(State.ADDED if number else State.SAME)
        else:
            states.append(_state(before, (figure.claim, document)))
        before = figure.claim, document
    return Row(tuple(None if figure is None else figure.claim for figure in cells), tuple(states))


def _state(old: tuple[Claim, Document], new: tuple[Claim, Document]) -> State:
    state = difference(old[0], new[0])
    if state not in (State.SAME, State.HEDGE, State.ROUNDED):
        return state
    words = relation_word(old[1], old[0]), relation_word(new[1], new[0])
    if None not in words and words[0] != words[1]:
        return State.SCOPE
    if is_of_another_place(old, new):
        return State.SCOPE
    if state is State.HEDGE and old[1].language[:2] != new[1].language[:2] and is_hedge_of_translation(old[0], new[0]):
        return State.SAME
    return state
