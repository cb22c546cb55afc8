"""How a number is marked in the text: one shape for each state, told apart without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from workbench.ui.models.states import State
from workbench.ui.theme import Theme

_RADIUS = 3.0


def paint_ground(
    painter: QPainter, rect: QRectF, state: State, theme: Theme, *, selected: bool, current: bool, related: bool
) -> None:
    """What lies under the number: the faint fill of its state, the band of the selection."""
    painter.setPen(Qt.PenStyle.NoPen)
    if selected:
        colour = theme.colour("selection")
    elif related:
        colour = theme.colour("accent_soft")
    else:
        fill = theme.fill(state)
        if fill is None:
            return
        colour = fill
    painter.setBrush(colour)
    painter.drawRoundedRect(rect.adjusted(-1.5, -1, 1.5, 2.5), _RADIUS, _RADIUS)
    if current:
        paint_outline(painter, rect, theme.colour("accent"), 1.4)


def paint_outline(painter: QPainter, rect: QRectF, colour: QColor, width: float = 1.0) -> None:
    """A thin frame round the number: under the mouse, or current."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width))
    painter.drawRoundedRect(rect.adjusted(-1.5, -1, 1.5, 2.5), _RADIUS, _RADIUS)


def paint_mark(painter: QPainter, left: float, right: float, base: float, state: State, colour: QColor) -> None:
    """The underline of `state` from `left` to `right`, starting at height `base`."""
    pen = QPen(colour, 1.4)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is State.INCONSISTENT:
        pen.setWidthF(1.6)
        painter.setPen(pen)
        painter.drawPath(_wave(left, right, base + 2.0))
        return
    if state is State.DOUBTFUL:
        pen.setWidthF(1.8)
        pen.setDashPattern([3.4, 1.9])
    elif state is State.IMPLIED:
        pen.setWidthF(2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.1, 1.9])
    elif state is State.UNCHECKED:
        pen.setWidthF(1.2)
        pen.setDashPattern([1.0, 2.6])
    painter.setPen(pen)
    painter.drawLine(QPointF(left, base + 1.5), QPointF(right, base + 1.5))
    if state is State.ROUNDING:
        # A second, shorter line: it holds, but only because the numbers are rounded.
        painter.drawLine(QPointF(left, base + 4.0), QPointF(left + min(9.0, right - left), base + 4.0))


def _wave(left: float, right: float, middle: float, step: float = 3.0, height: float = 1.7) -> QPainterPath:
    path = QPainterPath(QPointF(left, middle))
    x, up = left, True
    while x < right:
        following = min(x + step, right)
        swing = height if up else -height
        path.quadTo(QPointF((x + following) / 2, middle - swing * 1.6), QPointF(following, middle))
        x, up = following, not up
    return path
