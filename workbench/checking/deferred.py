"""Explanations and number lines written when they are first read.

A long report has thousands of findings that hold; writing their words costs ten times what checking them does, and
few of them are ever looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.model import Comparison, ComparisonRow, Explanation


class DeferredExplanation(Explanation):
    """An explanation that `write` gives on first use; equal to, and pickled as, the one it writes."""

    __slots__ = ("_write", "_written")

    def __init__(self, write: Callable[[], Explanation]) -> None:
        object.__setattr__(self, "_write", write)
        object.__setattr__(self, "_written", None)

    def _read(self) -> Explanation:
        written: Explanation | None = object.__getattribute__(self, "_written")
        if written is None:
            written = object.__getattribute__(self, "_write")()
            object.__setattr__(self, "_written", written)
            object.__setattr__(self, "_write", None)
        return written

    @property
    def title(self) -> str:
        """What is or is not so, in at most 60 signs."""
        return self._read().title

    @property
    def text(self) -> str:
        """The sentences the numbers stand in."""
        return self._read().text

    @property
    def working(self) -> str:
        """The computation."""
        return self._read().working

    @property
    def would_fit(self) -> str:
        """What would fit."""
        return self._read().would_fit

    @property
    def sure(self) -> str:
        """How sure it is, and why."""
        return self._read().sure

    @property
    def maybe_not(self) -> str:
        """Why it may not be an error."""
        return self._read().maybe_not

    def __eq__(self, other: object) -> bool:
        return self._read() == (other._read() if isinstance(other, DeferredExplanation) else other)

    def __hash__(self) -> int:
        return hash(self._read())

    def __repr__(self) -> str:
        return repr(self._read())

    def __reduce__(self) -> tuple[Any, ...]:
        return _plain_explanation, (self.title, self.text, self.working, self.would_fit, self.sure, self.maybe_not)


class DeferredComparison(Comparison):
    """A number line whose rows `write` gives on first use; equal to, and pickled as, the one it writes."""

    __slots__ = ("_rows", "_unit", "_write")

    def __init__(self, unit: str | None, write: Callable[[], tuple[ComparisonRow, ...]]) -> None:
        object.__setattr__(self, "_unit", unit)
        object.__setattr__(self, "_write", write)
        object.__setattr__(self, "_rows", None)

    @property
    def unit(self) -> str | None:
        """The unit of all rows."""
        unit: str | None = object.__getattribute__(self, "_unit")
        return unit

    @property
    def rows(self) -> tuple[ComparisonRow, ...]:
        """The rows that ought to meet."""
        rows: tuple[ComparisonRow, ...] | None = object.__getattribute__(self, "_rows")
        if rows is None:
            rows = object.__getattribute__(self, "_write")()
            object.__setattr__(self, "_rows", rows)
            object.__setattr__(self, "_write", None)
        assert rows is not None
        return rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Comparison) and (self.unit, self.rows) == (other.unit, other.rows)

    def __hash__(self) -> int:
        return hash((self.unit, self.rows))

    def __repr__(self) -> str:
        return repr(Comparison(self.unit, self.rows))

    def __reduce__(self) -> tuple[Any, ...]:
        return Comparison, (self.unit, self.rows)


def _plain_explanation(*lines: str) -> Explanation:
    return Explanation(*lines)
