"""The border between Python's code points and Qt's UTF-16 units, crossed here and nowhere else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right


class Utf16Map:
    """Both ways between code points of `text` and UTF-16 units.

    Only characters beyond U+FFFF take two units, so their places are all that is kept: nothing for most texts.
    """

    def __init__(self, text: str) -> None:
        self._wide: list[int] = []
        if text and max(text) > "\uffff":
            self._wide = [index for index, character in enumerate(text) if character > "\uffff"]
        # The unit at which the n-th wide character starts.
        self._units = [place + count for count, place in enumerate(self._wide)]
        self.length = len(text) + len(self._wide)

    def to_utf16(self, point: int) -> int:
        """The UTF-16 offset of the code point offset `point`."""
        return point + bisect_left(self._wide, point)

    def to_code_point(self, unit: int) -> int:
        """The code point offset of the UTF-16 offset `unit`; inside a surrogate pair, that of its character."""
        before = bisect_right(self._units, unit)
        if before and unit == self._units[before - 1] + 1:
            return self._wide[before - 1]
        return unit - (before if not before or unit > self._units[before - 1] else before - 1)
