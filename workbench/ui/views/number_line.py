"""Paints the number line of a finding (laid out by `workbench.charts`) and speaks it to screen readers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.charts import Bar, NumberLine, Row, lay_out
from workbench.model import Comparison
from workbench.ui.look import Look
from workbench.ui.models.states import State

_EDGE = 2.0


class NumberLineView(QWidget):
    """One axis with a row for each source. Pressing a row that shows a claim selects it."""

    claim_pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._comparison: Comparison | None = None
        self._state = State.UNCHECKED
        self._power: int | None = None
        self._line: NumberLine | None = None
        self._title = look.wording("number_line.title")
        self.setAccessibleName(self._title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction(look.wording("number_line.copy"), self)
        copy.triggered.connect(self._copy)
        self.addAction(copy)

    def show_comparison(self, comparison: Comparison | None, state: State, power: int | None = None) -> None:
        """Draw `comparison` in units of ten to the `power`; the view hides itself when there is none."""
        self._comparison, self._state, self._power = comparison, state, power
        self._arrange()
        self.setVisible(self._line is not None)
        text = self._line.text if self._line is not None else ""
        self.setAccessibleDescription(text)
        self.setToolTip(text)

    def _arrange(self) -> None:
        if self._comparison is None or not self._comparison.rows:
            self._line = None
        else:
            metrics = self.fontMetrics()
            self._line = lay_out(
                self._comparison,
                width=max(self.width() - 2 * _EDGE, 200.0),
                line_height=float(metrics.height()),
                text_width=lambda text: float(metrics.horizontalAdvance(text)),
                language=self._look.wording.language,
                power=self._power,
            )
            self.setFixedHeight(round(self._line.height + 2 * _EDGE))
        self.update()

    def resizeEvent(self, event: object) -> None:
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None and row.claim is not None:
            self.claim_pressed.emit(row.claim)

    def _row_at(self, y: float) -> Row | None:
        rows = self._line.rows if self._line is not None else ()
        half = self._line.row_height / 2 if self._line is not None else 0.0
        return next((row for row in rows if abs(row.y + _EDGE - y) <= half), None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._line.text if self._line is not None else "")

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_EDGE, _EDGE)
        self._paint_axis(painter, self._line)
        self._paint_gap(painter, self._line)
        for row in self._line.rows:
            self._paint_row(painter, self._line, row)
        if self.hasFocus():
            painter.setPen(QPen(self._look.theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(0, 0, self.width() - 2 * _EDGE, self.height() - 2 * _EDGE))
        painter.end()

    def _paint_axis(self, painter: QPainter, line: NumberLine) -> None:
        theme = self._look.theme
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.drawLine(QPointF(line.plot_left, line.axis_y), QPointF(line.plot_right, line.axis_y))
        for tick in line.ticks:
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawLine(QPointF(tick.x, line.rows[0].y - line.row_height / 2), QPointF(tick.x, line.axis_y))
            painter.setPen(QPen(theme.colour("border_strong"), 1))
            painter.drawLine(QPointF(tick.x, line.axis_y), QPointF(tick.x, line.axis_y + 4))
            painter.setPen(theme.colour("muted"))
            self._centred(painter, tick.label, tick.label_x, line.tick_label_y)
        painter.setPen(theme.colour("muted"))
        scale = self._look.wording("number_line.logarithmic") if line.logarithmic else ""
        caption = " · ".join(part for part in (line.unit, scale) if part)
        self._centred(
            painter, caption, (line.plot_left + line.plot_right) / 2, line.tick_label_y + line.row_height * 0.62
        )

    def _paint_gap(self, painter: QPainter, line: NumberLine) -> None:
        gap = line.gap
        if gap is None:
            return
        theme = self._look.theme
        rows = (line.rows[gap.first].y, line.rows[gap.second].y)
        top, bottom = min(rows) - line.row_height / 2, max(rows) + line.row_height / 2
        colour = theme.mark(State.INCONSISTENT if self._state is State.INCONSISTENT else State.DOUBTFUL)
        box = QRectF(gap.left, top, max(gap.right - gap.left, 2.0), bottom - top)
        fill = QColor(colour)
        fill.setAlphaF(0.13)
        painter.fillRect(box, fill)
        painter.setPen(colour)
        self._centred(painter, gap.label, gap.label_x, line.gap_label_y)

    def _paint_row(self, painter: QPainter, line: NumberLine, row: Row) -> None:
        theme = self._look.theme
        stated = row.source == "stated"
        colour = theme.mark(self._state) if stated else theme.colour("accent")
        painter.setPen(theme.colour("text"))
        box = QRectF(0, row.y - line.row_height / 2, line.plot_left, line.row_height)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), row.shown)
        _paint_bar(painter, row.thin, row.y, 2.0, colour)
        _paint_bar(painter, row.thick, row.y, 8.0, colour)
        if row.tick is not None:
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.drawLine(QPointF(row.tick, row.y - 8), QPointF(row.tick, row.y + 8))

    def _centred(self, painter: QPainter, text: str, x: float, y: float) -> None:
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text)
        painter.drawText(QPointF(x - width / 2, y + (metrics.ascent() - metrics.descent()) / 2), text)


def _paint_bar(painter: QPainter, bar: Bar, y: float, thickness: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    width = max(bar.right - bar.left, 2.0)
    painter.drawRect(QRectF(bar.left, y - thickness / 2, width, thickness))
    if thickness > 4:
        return
    for arrow, tip, back in ((bar.arrow_left, bar.left, 8.0), (bar.arrow_right, bar.right, -8.0)):
        if arrow:
            points = [QPointF(tip - back * 0.3, y), QPointF(tip + back, y - 5), QPointF(tip + back, y + 5)]
            painter.drawPolygon(QPolygonF(points))
