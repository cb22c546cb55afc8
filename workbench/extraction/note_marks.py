"""Note marks behind numbers and words ("120 000² firms", "5 %¹ of", "12,5 millions¹"), which must neither stand between
a number and its unit nor make another word of it."""

from __future__ import annotations

import re

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱ"
_ANY = re.compile(f"[{_RAISED}{RAISED_LETTERS}⁽]")
# Not before another number, which a blank would join to the first.
_MARK = re.compile(
    rf"(?:(?<=[0-9%‰€$£])|(?<=[^\W\d_]{{4}}))"
    rf"(?:[{_RAISED}]{{1,3}}⁾?(?:[,;⁻ ][{_RAISED}]{{1,3}}⁾?){{0,4}}|⁽[^⁽⁾\s]{{1,4}}⁾"
    rf"|[{RAISED_LETTERS}](?:[,;]?[{RAISED_LETTERS}]){{0,3}})"
    rf"(?![{_RAISED}]|[ \u00a0\u2009\u202f]{{0,2}}[0-9])"
)
# A note mark in brackets set apart by a blank: "12 400 (1)", "12,4 milliards (2)"; behind small numbers and round
# amounts it may be a number: "45 (9)", "EUR 12 million (3)".
_APART = re.compile(r"\([1-9]\)(?![0-9])")
_BEFORE_APART = re.compile(
    r"(?:[0-9][ .,'\u00a0\u2009\u202f]?[0-9]{3}"
    r"|[0-9][.,][0-9]{1,2}(?:[ \u00a0\u202f]?[^\W\d_]{1,12}['’]?){0,3}[ \u00a0\u202f]?[€$£%]?)"
    r"[ \u00a0\u202f]\Z"
)
_REACH = 40
# The power of "10⁶", of "3 × 10²", of "mètres²": no note marks.
_POWER = re.compile(rf"(?:(?<![0-9.,])10|m[eéè]tr[eoi]s?|meters?)(?=[{_RAISED}])", re.IGNORECASE)


def without_note_marks(text: str) -> str:
    """`text`, as long as it was, with blanks for the note marks that stand right behind numbers and words."""
    text = _without_marks_apart(text)
    if _ANY.search(text) is None:
        return text
    powers = {match.end() for match in _POWER.finditer(text)}
    return _MARK.sub(lambda mark: mark[0] if mark.start() in powers else " " * len(mark[0]), text)


def _without_marks_apart(text: str) -> str:
    """`text` with blanks for note marks in brackets behind large numbers and amounts."""
    pieces: list[str] = []
    at = 0
    for mark in _APART.finditer(text):
        start, end = mark.span()
        if _BEFORE_APART.search(text, max(0, start - _REACH), start) is not None:
            pieces += (text[at:start], " " * (end - start))
            at = end
    return "".join((*pieces, text[at:])) if pieces else text
