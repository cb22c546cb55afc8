"""Where in a text somebody is reading, and going back there when the text has grown."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCursor

from workbench.ui.offsets import Utf16Map
from workbench.ui.views.text_geometry import TextView

# Enough words to be known again, few enough to be the same in both texts.
_WORDS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """The first line in view, by its code point and its words, and the selection (anchor and position)."""

    top: int
    words: str
    anchor: int
    position: int


def place_of(view: TextView, text: str) -> Place:
    """Where `view`, which shows `text`, stands."""
    units = Utf16Map(text)
    top = view.offset_at(QPointF(1.0, 1.0))
    cursor = view.textCursor()
    return Place(
        top,
        text[top : top + _WORDS],
        units.to_code_point(cursor.anchor()),
        units.to_code_point(cursor.position()),
    )


def return_to(view: TextView, text: str, place: Place) -> None:
    """Show the same line first, now that `view` shows `text`; a place whose words are gone stays where it was."""
    top = _nearest(text, place)
    units, moved = Utf16Map(text), top - place.top
    cursor = QTextCursor(view.document())
    cursor.setPosition(units.to_utf16(min(max(place.anchor + moved, 0), len(text))))
    cursor.setPosition(units.to_utf16(min(max(place.position + moved, 0), len(text))), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    unit = units.to_utf16(top)
    block = view.document().findBlock(unit)
    # Paragraphs are laid out when first asked for, and have their lines only then.
    view.document().documentLayout().blockBoundingRect(block)
    line = block.layout().lineForTextPosition(unit - block.position())
    number = line.lineNumber() if line.isValid() else 0
    view.verticalScrollBar().setValue(block.firstLineNumber() + number)


def _nearest(text: str, place: Place) -> int:
    if text.startswith(place.words, place.top):
        return place.top
    after = text.find(place.words, place.top)
    before = text.rfind(place.words, 0, place.top)
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - place.top)) if found else min(place.top, len(text))
