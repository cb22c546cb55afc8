"""Object names and properties that the style sheet goes by."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QFrame, QWidget

W = TypeVar("W", bound=QWidget)
F = TypeVar("F", bound=QFrame)


def named(widget: W, name: str) -> W:
    """`widget`, known to the style sheet as `name`."""
    widget.setObjectName(name)
    return widget


def described(widget: W, words: str) -> W:
    """`widget`, of which screen readers also say `words`: what it is for, and its keys."""
    widget.setAccessibleDescription(words)
    return widget


def frameless(frame: F) -> F:
    """`frame` without its frame: panels draw their own borders."""
    frame.setFrameShape(QFrame.Shape.NoFrame)
    return frame
