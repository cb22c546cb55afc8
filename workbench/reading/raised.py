"""Raised and lowered text in characters of its own, so that it is never fused into what stands before it.

``km²``, ``10⁶``, a note mark ``¹``. A raised letter may end a word ("1er", "2nd", "XXIe") or mark a note ("12,5ᵃ"):
single letters stay apart until `settle_marks` sees what they stand behind.
"""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_PLAIN = "abcdefgijklmoprstuvwxyz"
_SMALL = "ᵃᵇᶜᵈᵉᶠᵍⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_TO_SMALL, _TO_PLAIN = str.maketrans(_PLAIN, _SMALL), str.maketrans(_SMALL, _PLAIN)
_MARK = re.compile(rf"\s*[{_PLAIN}](?:\s?[,;]\s?[{_PLAIN}])*\s*")
_SMALL_RUN = re.compile(rf"(?<!⁽)([{_SMALL}])((?:\s?[,;]\s?[{_SMALL}])*)(?![{_SMALL}])")
_ORDINAL = re.compile(r"(?:^|[^\d.,\u00a0\u202f\u2009])\d{1,2}$")
# An amount, its sign, or the end of a word that is longer than "n" of "nº" and no "XXI" of "XXIe".
_BEHIND = re.compile(r"[\d%‰€$£)]$|[^\W\d_][a-zà-ÿ]{3}$")
_FEMININE_AND_MASCULINE = {"ᵃ": "ª", "ᵒ": "º"}
_BACK = 12


def raised(text: str) -> str:
    """`text` in superscript characters as far as Unicode has them; words stay as they are ("er", "nd")."""
    if text.strip() == "n":
        return text.replace("n", "ⁿ")
    if _MARK.fullmatch(text):
        return text.translate(_TO_SMALL)
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """`text` in subscript characters as far as Unicode has them."""
    return text.translate(_LOWERED)


def settle_marks(text: str) -> str:
    """`text` with each single raised letter read by what stands before it.

    Behind an amount it marks a note and goes into raised brackets ("12,5⁽ᵃ⁾"), which no reader takes for a unit; behind
    a word or a short whole number it ends it ("2e", "1ª").
    """
    if not _SMALL_RUN.search(text):
        return text

    def settled(match: re.Match[str]) -> str:
        before = text[max(0, match.start() - _BACK) : match.start()]
        if match[2] or (_BEHIND.search(before) and not _ORDINAL.search(before)):
            return f"⁽{match[0]}⁾" if _BEHIND.search(before) else match[0].translate(_TO_PLAIN)
        if before[-1:].isdigit():
            return _FEMININE_AND_MASCULINE.get(match[0], match[0].translate(_TO_PLAIN))
        return match[0].translate(_TO_PLAIN)

    return _SMALL_RUN.sub(settled, text)
