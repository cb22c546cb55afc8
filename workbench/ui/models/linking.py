"""Makes the numbers of an explanation links to their claims."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from workbench.model import Claim

_NUMERAL = re.compile(r"\d(?:[\d\s.,'’\u00a0\u202f\u2009]{0,30}\d)?")
_UNBROKEN = 16  # characters


def linked(text: str, claims: Iterable[Claim]) -> str:
    """`text` as HTML in which each claim's wording, or its bare numeral, is a link ``claim:<id>``."""
    places: list[tuple[int, int, str]] = []
    for claim in sorted(claims, key=lambda claim: -len(claim.text)):
        for needle in _needles(claim):
            found = _find(text, needle, places)
            if found is not None:
                places.append((found, found + len(needle), claim.id))
                break
    pieces, last = [], 0
    for start, end, claim_id in sorted(places):
        pieces.append(escape(text[last:start]))
        # A number is not broken over two lines; long wordings may be.
        shown = text[start:end].replace(" ", "\u00a0") if end - start <= _UNBROKEN else text[start:end]
        pieces.append(f'<a href="claim:{escape(claim_id)}">{escape(shown)}</a>')
        last = end
    pieces.append(escape(text[last:]))
    return "".join(pieces).replace("\n", "<br>")


def _needles(claim: Claim) -> list[str]:
    needles = [claim.text]
    numeral = _NUMERAL.search(claim.text)
    if numeral is not None and numeral.group() != claim.text:
        needles.append(numeral.group())
    return needles


def _find(text: str, needle: str, taken: list[tuple[int, int, str]]) -> int | None:
    """The first place of `needle` that is no part of a longer number or word and not linked yet."""
    start = text.find(needle)
    while start >= 0:
        end = start + len(needle)
        free = all(end <= low or start >= high for low, high, _ in taken)
        before = text[start - 1] if start else " "
        after = text[end : end + 2]
        glued = before.isalnum() or (before in ".," and text[start - 2 : start - 1].isdigit())
        glued = glued or after[:1].isalnum() or (after[:1] in (".", ",") and after[1:2].isdigit())
        if free and not glued:
            return start
        start = text.find(needle, start + 1)
    return None
