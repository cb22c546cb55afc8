"""A page drawn at any size, with marks on it. Paper is white in every theme, so the marks have one colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from workbench.ui.theme import load_theme

_SMALLEST, _LARGEST = 0.2, 6.0
# Points are 1/72 inch; a page at zoom 1 has the size it has on paper at 96 dots an inch.
_PIXELS_A_POINT = 96 / 72
_ROOM = 2.0  # pixels between a number and its mark


class PageCanvas(QWidget):
    """Shows one picture; its size follows the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._scaled = QPixmap()
        self._boxes: tuple[QRectF, ...] = ()
        self._scale = 1.0
        self.zoom = 1.0

    @property
    def paper(self) -> QSizeF:
        """The size of the page at zoom 1, in pixels."""
        return QSizeF(self._image.size()) * (_PIXELS_A_POINT / self._scale)

    @property
    def image_size(self) -> QSize:
        """The size of the picture in its own pixels."""
        return self._image.size()

    @property
    def pixels_a_point(self) -> float:
        """How many pixels of the screen a point of the page takes now."""
        return self.zoom * _PIXELS_A_POINT * self.devicePixelRatioF()

    @property
    def boxes(self) -> tuple[QRectF, ...]:
        """Where the marks stand now, in pixels of the widget."""
        factor = self.zoom * _PIXELS_A_POINT / self._scale
        return tuple(
            QRectF(box.x() * factor, box.y() * factor, box.width() * factor, box.height() * factor)
            for box in self._boxes
        )

    def set_picture(self, png: bytes, boxes: Sequence[tuple[float, float, float, float]], scale: float) -> None:
        """Show a picture of `scale` pixels a point with `boxes` (left, top, right, bottom) marked on it."""
        self._image = QImage.fromData(png)
        self._scale = scale
        self.set_boxes(boxes)
        self.set_zoom(self.zoom)

    def set_boxes(self, boxes: Sequence[tuple[float, float, float, float]]) -> None:
        """Mark `boxes` (left, top, right, bottom, in pixels of the picture) and nothing else."""
        self._boxes = tuple(QRectF(left, top, right - left, bottom - top) for left, top, right, bottom in boxes)
        self.update()

    def set_zoom(self, zoom: float) -> None:
        """Show the page at `zoom` times its size on paper."""
        self.zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._scaled = QPixmap()
        size = (self.paper * self.zoom).toSize()
        self.setFixedSize(size)
        self.update()

    def mark(self) -> QRectF | None:
        """The box around all marks, None without any."""
        whole = QRectF()
        for box in self.boxes:
            whole = whole.united(box)
        return whole if self._boxes else None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        if self._scaled.isNull() or self._scaled.devicePixelRatio() != ratio:
            scaled = self._image.scaled(
                self.size() * ratio,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled = QPixmap.fromImage(scaled)
            self._scaled.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._scaled)
        colours = load_theme("light")
        ground = QColor(colours.colour("found"))
        for box in self.boxes:
            around = box.adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)
            # Multiplied like a marker pen, so that the print stays as dark as it is.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(around, ground)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setPen(QPen(colours.colour("accent"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(around, 3.0, 3.0)
        painter.end()
