"""The lane beside the text: a sign where a number needs a look, brackets that join the numbers of a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.model import Finding
from workbench.ui.look import Look
from workbench.ui.models.lanes import Bracket, Lanes
from workbench.ui.models.spans import ClaimSpans
from workbench.ui.models.states import DECIDED, RANKS, SIGNS, State, state_of
from workbench.ui.views.source import SourceView

LANES = 3
_LANE = 8
_SIGNS = 18
# One lane more, next to the text: the current finding has it to itself, so that no other bracket moves for it.
WIDTH = _SIGNS + (LANES + 1) * _LANE + 10
_SHOWN = (State.INCONSISTENT, State.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class _Line:
    """A bracket as drawn: its bar, and the heights of the numbers it joins."""

    finding: str
    x: float
    top: float
    bottom: float
    ticks: tuple[float, ...]


class MarginLane(QWidget):
    """Follows the source view it lies over. Pressing a bracket or a sign selects its finding."""

    finding_pressed = Signal(str)

    def __init__(self, source: SourceView, look: Look) -> None:
        super().__init__(source)
        self._source, self._look = source, look
        self._spans = ClaimSpans()
        self._states: Mapping[str, State] = {}
        self._decided: Set[str] = frozenset()
        self._findings: dict[str, Finding] = {}
        self._lanes = Lanes()
        self._current: str | None = None
        self._lines: list[_Line] = []
        self.setAccessibleName(look.wording("margin.name"))
        self.setMouseTracking(True)
        source.set_lane_width(WIDTH)
        source.moved.connect(self.rearrange)

    def set_content(
        self,
        spans: ClaimSpans,
        states: Mapping[str, State],
        decided: Set[str],
        findings: Sequence[Finding],
    ) -> None:
        """The claims and the findings (best ranked first) of the text."""
        self._spans, self._states, self._decided = spans, states, decided
        self._findings = {finding.id: finding for finding in findings}
        ends = (self._span(finding) for finding in findings if state_of(finding) in _SHOWN)
        self._lanes = Lanes((span for span in ends if span is not None), LANES, 1)
        self.rearrange()

    def set_current(self, finding: str | None) -> None:
        """Draw the bracket of `finding` next to the text, whatever its state."""
        self._current = finding
        self.rearrange()

    def _span(self, finding: Finding) -> tuple[str, int, int] | None:
        """From its first number to its last; nothing to join when there is only one."""
        offsets = self._offsets(finding)
        return (finding.id, offsets[0], offsets[-1]) if len(offsets) > 1 else None

    def _offsets(self, finding: Finding) -> list[int]:
        claims, position = self._spans.claims, self._spans.position
        return sorted(claims[position[claim]].start for claim in finding.claims if claim in position)

    def rearrange(self) -> None:
        """Follow the text after it moved."""
        self.setGeometry(self._source.lane_left(), 0, WIDTH, self._source.viewport().height())
        start, end = self._source.visible_span()
        brackets = [bracket for bracket in self._lanes.within(start, end) if bracket.finding != self._current]
        current = self._findings.get(self._current or "")
        span = self._span(current) if current is not None else None
        if span is not None and span[2] >= start and span[1] <= end:
            brackets.append(Bracket(*span, 0))
        ends = [[at for at in self._offsets(self._findings[b.finding]) if start <= at <= end] for b in brackets]
        places = iter(self._source.pieces_by_span([(at, at + 1) for offsets in ends for at in offsets]))
        self._lines = []
        for bracket, offsets in zip(brackets, ends, strict=True):
            pieces = [next(places) for _ in offsets]
            heights = tuple(found[0].rect.center().y() for found in pieces if found)
            top = heights[0] if bracket.start >= start and heights else 0.0
            bottom = heights[-1] if bracket.end <= end and heights else float(self.height())
            self._lines.append(_Line(bracket.finding, WIDTH - 8.0 - bracket.lane * _LANE, top, bottom, heights))
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        for line in self._lines:
            current = line.finding == self._current
            colour = theme.mark(state_of(self._findings[line.finding]))
            colour.setAlphaF(1.0 if current else 0.8)
            painter.setPen(QPen(colour, 2.6 if current else 1.6))
            if line.bottom - line.top > 3:
                painter.drawLine(QPointF(line.x, line.top), QPointF(line.x, line.bottom))
            for height in line.ticks:
                painter.drawLine(QPointF(line.x, height), QPointF(line.x + 5, height))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        for height, state, decided in self._signs():
            painter.setPen(theme.colour("accent") if decided else theme.mark(state))
            box = QRectF(0, height - 10, _SIGNS, 20)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), DECIDED if decided else SIGNS[state])
        painter.end()

    def _signs(self) -> list[tuple[float, State, bool]]:
        """Height, state and tick for each visible line with a number that needs a look or was decided."""
        start, end = self._source.visible_span()
        visible = self._spans.within(start, end)
        wanted = [claim for claim in visible if claim.id in self._decided or self._states.get(claim.id) in _SHOWN]
        places = self._source.pieces_by_span([(claim.start, claim.start + 1) for claim in wanted])
        best: dict[int, tuple[float, State, bool]] = {}
        for claim, pieces in zip(wanted, places, strict=True):
            if not pieces:
                continue
            height = pieces[0].rect.center().y()
            state, decided = self._states.get(claim.id, State.UNCHECKED), claim.id in self._decided
            known = best.get(round(height))
            if known is None or (decided, RANKS[state]) < (known[2], RANKS[known[1]]):
                best[round(height)] = (height, state, decided)
        return list(best.values())

    # Mouse

    def _finding_at(self, point: QPointF) -> str | None:
        near = [line for line in self._lines if line.top - 6 <= point.y() <= line.bottom + 6]
        near.sort(key=lambda line: abs(line.x - point.x()))
        if near and abs(near[0].x - point.x()) <= _LANE:
            return near[0].finding
        if point.x() <= _SIGNS and near:
            return near[0].finding
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        finding = self._finding_at(event.position())
        if finding is not None:
            self.finding_pressed.emit(finding)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._finding_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            finding = self._finding_at(QPointF(event.pos()))
            if finding is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._findings[finding].explanation.title, self)
            return True
        return super().event(event)
