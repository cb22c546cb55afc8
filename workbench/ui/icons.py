"""Icons of our own (resources/ui/icons/*.svg), drawn in the text colour of the theme.

Drawn into pixmaps at once: an icon engine written in Python would have to outlive every copy Qt makes of its icon.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workbench.resource_files import resources

_SMALL = (20, 40)
_LARGE = (48, 96)


@cache
def _source(name: str) -> str:
    return resources().joinpath("ui", "icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def icon(name: str, colour: str, disabled: str | None = None, *, large: bool = False) -> QIcon:
    """The icon `name` in `colour` (hex), in `disabled` where its action is not available; for menus or `large`."""
    drawn = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled or colour)):
        renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", shade).encode()))
        for size in _LARGE if large else _SMALL:
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            drawn.addPixmap(pixmap, mode)
    return drawn
