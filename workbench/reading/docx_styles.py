"""What styles and properties of a Word document say about text: raised, struck out, hidden, a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from workbench.reading.archive import attribute, child, children

_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titolo|kop) ?([1-9])$", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 20
# Text moved up or down by this many half points is raised or lowered, not nudged.
_LEAST_MOVE = 4

RAISED, LOWERED, ON_LINE = "superscript", "subscript", "baseline"


@dataclass(frozen=True, slots=True)
class Look:
    """What properties say of text; None where they say nothing."""

    position: str | None = None
    struck: bool | None = None
    hidden: bool | None = None

    def over(self, other: Look) -> Look:
        """These, and where they say nothing those of `other`."""
        return Look(
            self.position if self.position is not None else other.position,
            self.struck if self.struck is not None else other.struck,
            self.hidden if self.hidden is not None else other.hidden,
        )


@dataclass(slots=True)
class Style:
    """What a paragraph or character style says about the text it is put on."""

    level: int = 0
    is_contents: bool = False
    look: Look = Look()
    parent: str = ""
    is_list: bool = False


class Styles:
    """The styles of a document by their ids; each says what its ancestors say where it says nothing itself."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        for element in children(root, "style") if root is not None else ():
            self._styles[attribute(element, "styleId") or ""] = _style(element)

    def named(self, properties: etree._Element | None, kind: str) -> Style:
        """The style that the properties of a paragraph (``pStyle``) or of a run (``rStyle``) name."""
        element = child(properties, kind)
        name = (attribute(element, "val") or "") if element is not None else ""
        style = self._styles.get(name)
        if style is None:
            return Style()
        found, look = Style(style.level, style.is_contents, style.look, is_list=style.is_list), style.look
        for _ in range(_DEEPEST):
            style = self._styles.get(style.parent)
            if style is None:
                break
            look = look.over(style.look)
            found.level = found.level or style.level
            found.is_list = found.is_list or style.is_list
        found.look = look
        return found


def _style(element: etree._Element) -> Style:
    name, based = child(element, "name"), child(element, "basedOn")
    label = (attribute(name, "val") or "") if name is not None else ""
    style = Style(is_contents=label.lower().startswith("toc"))
    if match := _HEADING.match(label):
        style.level = int(match[1])
    elif label.lower() == "title":
        style.level = 1
    paragraph = child(element, "pPr")
    outline = child(paragraph, "outlineLvl")
    level = attribute(outline, "val") if outline is not None else None
    if not style.level and level is not None and level.isdigit() and int(level) < 9:
        style.level = int(level) + 1
    style.parent = (attribute(based, "val") or "") if based is not None else ""
    style.look = look_of(child(element, "rPr"))
    style.is_list = child(paragraph, "numPr") is not None
    return style


def look_of(properties: etree._Element | None) -> Look:
    """What the properties of a run, or of a style, say themselves."""
    if properties is None:
        return Look()
    strikes = [_switch(child(properties, name)) for name in ("strike", "dstrike")]
    struck = any(strikes) if any(strike is not None for strike in strikes) else None
    return Look(_position(properties), struck, _switch(child(properties, "vanish")))


def _position(properties: etree._Element) -> str | None:
    aligned = child(properties, "vertAlign")
    value = attribute(aligned, "val") if aligned is not None else None
    if value in (RAISED, LOWERED, ON_LINE):
        return value
    moved = child(properties, "position")
    height = (attribute(moved, "val") or "").removesuffix("pt") if moved is not None else ""
    if height.lstrip("-").isdigit() and len(height) < 5 and abs(int(height)) >= _LEAST_MOVE:
        return RAISED if int(height) > 0 else LOWERED
    return None


def _switch(element: etree._Element | None) -> bool | None:
    return None if element is None else (attribute(element, "val") or "1").lower() not in _OFF
