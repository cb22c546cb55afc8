"""Note marks behind numbers ("120 000² firms", "5 %¹ of"), which must not stand between a number and its unit."""

from __future__ import annotations

import re

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ANY = re.compile(f"[{_RAISED}⁽]")
# Not the power of "10⁶" nor of "3 × 10²"; not before another number, which a blank would join to the first.
_MARK = re.compile(
    rf"(?<=[0-9%‰€$£])(?:[{_RAISED}]{{1,3}}(?:[,;⁻ ][{_RAISED}]{{1,3}}){{0,4}}|⁽[^⁽⁾\s]{{1,4}}⁾)"
    rf"(?![{_RAISED}]|[ \u00a0\u2009\u202f]{{0,2}}[0-9])"
)
_POWER_OF_TEN = re.compile(rf"(?<![0-9.,])10(?=[{_RAISED}])")


def without_note_marks(text: str) -> str:
    """`text`, as long as it was, with blanks for the note marks that stand right behind numbers."""
    if _ANY.search(text) is None:
        return text
    powers = {match.end() for match in _POWER_OF_TEN.finditer(text)}
    return _MARK.sub(lambda mark: mark[0] if mark.start() in powers else " " * len(mark[0]), text)
