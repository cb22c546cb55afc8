"""What styles do to text, of the looks that matter to numbers: hidden, struck out, raised, lowered.

Only selectors of one element are followed (``p``, ``.note``, ``sup.mark``, ``#id``); rules for elements inside others
are not, since taking one of them for all would hide what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

HIDDEN, TINY, STRUCK, RAISED, LOWERED = "hidden", "tiny", "struck", "sup", "sub"

_MOST_CSS = 1_000_000
_MOST_RULES = 20_000
# A comment without an end goes to the end of the sheet, as in a browser.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?([.#]-?[_a-z][\w-]*)?", re.IGNORECASE)
_SHOWN_MEDIA = ("all", "screen", "only screen")
_NOTHING = re.compile(r"0+(?:\.0*)?(?:px|pt|em|rem|%|in|cm|mm|ex)?")
_LENGTH = re.compile(r"(-?)(\d{1,20}(?:\.\d{1,20})?|\.\d{1,20})(?:px|pt|em|rem|%|in|cm|mm|ex)?")
_NO_CLIP = re.compile(r"rect\(\s*(?:0|1)(?:px)?[,\s]+(?:0|1)(?:px)?[,\s]+(?:0|1)(?:px)?[,\s]+(?:0|1)(?:px)?\s*\)")
# What frameworks call text for screen readers alone, which repeats what is shown in other words.
_FOR_SCREEN_READERS = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "element-invisible"}
)


def look_of(style: str) -> str | None:
    """What declarations make of text; "" when they undo what others do, None when they say nothing of it."""
    declared = dict(_declarations(style))
    found = _hiding(declared)
    if found:
        return found
    line = declared.get("text-decoration-line", declared.get("text-decoration"))
    if line is not None and "line-through" in line:
        return STRUCK
    position = _position(declared)
    if position:
        return position
    shown = declared.get("display") is not None or declared.get("visibility") is not None
    return "" if shown or line is not None or position == "" else None


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip().lower(), value.replace("!important", "").strip().lower()


def _hiding(declared: dict[str, str]) -> str:
    hides = (
        declared.get("display") == "none"
        or declared.get("visibility") in ("hidden", "collapse")
        or declared.get("mso-hide") == "all"
        or _NO_CLIP.fullmatch(declared.get("clip", "")) is not None
    )
    if hides:
        return HIDDEN
    return TINY if _NOTHING.fullmatch(declared.get("font-size", "1")) else ""


def _position(declared: dict[str, str]) -> str | None:
    """Raised or lowered; "" for on the line, None when nothing is said."""
    align = declared.get("vertical-align")
    if align in ("super", "text-top"):
        return RAISED
    if align in ("sub", "text-bottom"):
        return LOWERED
    sign = _sign(align)
    if sign:
        return RAISED if sign > 0 else LOWERED
    if declared.get("mso-text-raise") and (sign := _sign(declared["mso-text-raise"])):
        return RAISED if sign > 0 else LOWERED
    if declared.get("position") == "relative" and (sign := _sign(declared.get("top"))):
        # Only a part of a line: a picture or a box may be moved by much more.
        return (LOWERED if sign > 0 else RAISED) if abs(sign) < 2 else None
    return "" if align == "baseline" else None


def _sign(value: str | None) -> float:
    """A length as a number whose sign tells, in the size of the type where it can; 0 for none."""
    match = _LENGTH.fullmatch(value or "")
    if match is None:
        return 0.0
    assert value is not None
    scale = 1.0 if value.endswith(("em", "rem", "ex")) else 0.01 if value.endswith("%") else 0.08
    size = float(match[2]) * scale
    return -size if match[1] else size


@dataclass(slots=True)
class Styles:
    """The rules of a page's style sheets."""

    looks: dict[str, str] = field(default_factory=dict)

    def add(self, css: str) -> None:
        """Take in a style sheet; later rules stand above earlier ones."""
        for number, (selectors, style) in enumerate(_rules(_COMMENT.sub("", css[:_MOST_CSS]))):
            if number > _MOST_RULES:
                return
            look = look_of(style)
            if look is None:
                continue
            for selector in selectors.split(","):
                name = selector.strip()
                if name and _SIMPLE.fullmatch(name):
                    self.looks[name] = look

    def look(self, element: etree._Element) -> str:
        """What its style, its id, its classes and its name make of an element: one of the looks, or nothing."""
        own = element.get("style")
        if own and (look := look_of(own)) is not None:
            return look
        classes = (element.get("class") or "").split()
        if _FOR_SCREEN_READERS.intersection(classes):
            return HIDDEN
        if not self.looks:
            return ""
        tag = str(element.tag)
        names = [f"#{element.get('id')}", *(f"{tag}.{name}" for name in classes), *(f".{name}" for name in classes)]
        found = (self.looks.get(name) for name in (*names, tag))
        return next((look for look in found if look is not None), "")


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold on a screen, read from brace to brace."""
    at, length = 0, len(css)
    hidden_depth = depth = 0
    while at < length:
        brace = css.find("{", at)
        close = css.find("}", at)
        if close >= 0 and (close < brace or brace < 0):
            depth = max(0, depth - 1)
            hidden_depth = min(hidden_depth, depth)
            at = close + 1
            continue
        if brace < 0:
            return
        selectors = css[at:brace].rpartition(";")[2].strip()
        at = brace + 1
        if selectors.startswith("@"):
            depth += 1
            shown = selectors.startswith("@media") and selectors[6:].strip().lower().startswith(_SHOWN_MEDIA)
            shown = shown or selectors.startswith(("@supports", "@layer"))
            if not shown and not hidden_depth:
                hidden_depth = depth
            continue
        end = css.find("}", at)
        end = length if end < 0 else end
        if not hidden_depth:
            yield selectors, css[at:end]
        at = end + 1
