"""Equations on one line: of MathML (web pages, OpenDocument) and of OMML (Word).

Raised and lowered parts stay apart from what they stand at ("10⁶", "x^(2n)"), fractions get their stroke ("3/4").
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from workbench.reading.archive import local
from workbench.reading.raised import lowered, raised

_DEEPEST = 60
_SKIPPED = frozenset({"annotation", "annotation-xml", "rPr", "ctrlPr", "sSupPr", "sSubPr", "sSubSupPr", "fPr", "radPr",
                      "dPr", "naryPr", "del", "delText", "none", "mprescripts"})  # fmt: skip
_LEAVES = frozenset({"mn", "mi", "mo", "mtext", "ms", "t"})
_RAISING = frozenset({"msup", "mover", "sSup"})
_LOWERING = frozenset({"msub", "munder", "sSub"})
_BOTH = frozenset({"msubsup", "munderover", "sSubSup"})
_FRACTIONS = frozenset({"mfrac", "f"})
_SPACED = frozenset("=<>≤≥≈≠±×÷∑→")


def equation_text(element: etree._Element, depth: int = 0) -> str:
    """The words of an equation, or of a part of it."""
    name = local(element)
    if name in _SKIPPED or depth > _DEEPEST:
        return ""
    if name in _LEAVES:
        text = "".join(str(element.text or "").split("\n")).strip("\t ")
        return f" {text} " if text in _SPACED else text
    parts = [equation_text(item, depth + 1) for item in element if local(item) not in _SKIPPED]
    if name in _FRACTIONS and len(parts) == 2:
        return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
    if name in _RAISING and len(parts) == 2:
        return parts[0] + _up(parts[1])
    if name in _LOWERING and len(parts) == 2:
        return parts[0] + _down(parts[1])
    if name in _BOTH and len(parts) == 3:
        return parts[0] + _down(parts[1]) + _up(parts[2])
    if name in ("msqrt", "rad"):
        return f"√{_grouped(''.join(parts))}"
    if name in ("mfenced", "d"):
        return f"({', '.join(parts)})"
    return _beside(parts)


def _beside(parts: Iterable[str]) -> str:
    """Parts one after the other; two numbers that only stood beside one another are kept apart."""
    joined = ""
    for part in parts:
        between = " " if joined[-1:].isdigit() and part[:1].isdigit() else ""
        joined += between + part
    return joined


def _up(text: str) -> str:
    small = raised(text.strip()) if not text.strip().isalpha() else text
    return small if not any(map(_is_plain, small)) else f"^{_grouped(text)}"


def _down(text: str) -> str:
    small = lowered(text.strip())
    return small if not any(map(_is_plain, small)) else f"_{_grouped(text)}"


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _grouped(text: str) -> str:
    text = text.strip()
    return text if text.replace(",", "").replace(".", "").isalnum() else f"({text})"
