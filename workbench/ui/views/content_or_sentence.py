"""A panel whose content gives way to a sentence while there is nothing to show."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget


def lay_out(panel: QWidget, above: list[QWidget], content: QWidget, sentence: QWidget) -> QStackedLayout:
    """Fill `panel` with what stands `above` and below it `content`; the layout returned shows `sentence` instead."""
    pane = QWidget()
    pages = QStackedLayout(pane)
    pages.addWidget(content)
    pages.addWidget(sentence)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in above:
        column.addWidget(widget)
    column.addWidget(pane, 1)
    return pages
