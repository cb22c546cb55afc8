"""Where a text gives addresses and telephone numbers, which are no numbers of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEGINS = ("://", "www.", "pic.twitter.com/")
_ADDRESS_END = re.compile(r"[^\s<>]{0,2000}")
_GAP = r"[ .\u00a0\u202f/‑–-]{0,2}"
_BREAK = r"[ .\u00a0\u202f/‑–-]{1,2}"
# "+33 (0)1 44 55 66 77": a country and four or more groups, or fewer with brackets; not "+1 234 567".
_ABROAD = re.compile(
    rf"\+[0-9]{{1,3}}{_GAP}(?:\([0-9]{{1,4}}\){_GAP}[0-9]{{1,4}}|(?:[0-9]{{1,2}}|[0-9]{{4}}))(?:{_BREAK}[0-9]{{2,4}}){{2,5}}(?![0-9])"
)
# "(816) 329-4059", "(11) 3123-4567", "(030) 12 34 56"
_IN_BRACKETS = re.compile(
    r"\([0-9]{3}\)[ \u00a0]?[0-9]{3}[ .‑–-][ ]?[0-9]{4}(?![0-9])"
    r"|\([0-9]{2,3}\)[ \u00a0]?[0-9]{4,5}[‑–-][0-9]{4}(?![0-9])"
    r"|\(0[0-9]{1,4}\)[ \u00a0]?[0-9]{2,8}(?:[ \u00a0‑–/-][0-9]{2,4}){0,3}(?![0-9])"
)


def contacts(text: str) -> Iterator[tuple[int, int]]:
    """Where the addresses of web pages and the telephone numbers that a sign or brackets open stand, in order."""
    spans: list[tuple[int, int]] = []
    for begin in _BEGINS:
        spans += _found(text, begin, _ADDRESS_END)
    spans += _found(text, "+", _ABROAD)
    spans += _found(text, "(", _IN_BRACKETS)
    yield from sorted(spans)


def _found(text: str, begin: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = text.find(begin)
    while at >= 0:
        match = pattern.match(text, at)
        end = match.end() if match is not None else at + 1
        if match is not None:
            yield at, end
        at = text.find(begin, end)
