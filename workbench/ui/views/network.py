"""The network of a finding: its claims, and the relations that join them to each other and to more."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSceneMouseEvent,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from workbench.ui.figures import value_text, with_unit
from workbench.ui.look import Look
from workbench.ui.models.network_layout import Network, Node, lay_out, neighbourhood
from workbench.ui.models.states import SIGNS, State, state_of
from workbench.ui.named import frameless
from workbench.ui.session import Session

_CLAIM = QSize(190, 44)
_RELATION = QSize(150, 32)


class _Box(QGraphicsPathItem):
    """A box with a line or two of text; pressing one of a claim tells the view."""

    def __init__(self, view: NetworkView, node: Node, lines: list[str], colour: QColor, ground: QColor) -> None:
        super().__init__()
        self._view, self._node = view, node
        size = _CLAIM if node.is_claim else _RELATION
        box = QRectF(node.x - size.width() / 2, node.y - size.height() / 2, size.width(), size.height())
        path = QPainterPath()
        radius = 4.0 if node.is_claim else size.height() / 2
        path.addRoundedRect(box, radius, radius)
        self.setPath(path)
        self.setPen(QPen(colour, 1.4))
        self.setBrush(QBrush(ground))
        indent = 8 if node.is_claim else 18
        top = box.center().y() - 8 * len(lines)
        for place, text in enumerate(lines):
            room = size.width() - 2 * indent
            shown = view.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            item = QGraphicsSimpleTextItem(shown, self)
            item.setBrush(view.look.theme.colour("text" if place == 0 else "muted"))
            item.setPos(box.left() + indent, top + 16 * place)
        if node.is_claim:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if self._node.is_claim:
            self._view.claim_pressed.emit(self._node.id)


class NetworkView(QGraphicsView):
    """Follows the current finding; `claim_pressed` carries a claim."""

    claim_pressed = Signal(str)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self.look, self._session = look, session
        self._shown: tuple[object, ...] = ()
        frameless(self)
        self.setAccessibleName(look.wording("network.name"))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setScene(QGraphicsScene(self))
        session.selection.changed.connect(self.follow)

    def show_session(self, session: Session) -> None:
        """Draw again: claims or relations changed."""
        self._shown = ()
        self.follow()

    def follow(self, *_: object) -> None:
        """Draw the network of the current finding, if the panel is in sight."""
        session = self._session
        finding = session.finding(session.selection.now.finding)
        shown = (finding, session.selection.now.claim)
        if not self.isVisible() or shown == self._shown:
            return
        self._shown = shown
        scene = self.scene()
        scene.clear()
        case, document = session.case, session.document_id
        if finding is None or case is None or document is None:
            text = scene.addSimpleText(self.look.wording("network.empty"))
            text.setBrush(self.look.theme.colour("muted"))
            self.setAccessibleDescription(self.look.wording("network.empty"))
        else:
            relations = neighbourhood(finding, case.relations(document))
            network = lay_out(relations, [claim.id for claim in session.spans.claims])
            operations = {relation.id: relation.operation.value for relation in relations}
            self._draw(network, operations, frozenset(finding.relations), state_of(finding))
        scene.setSceneRect(scene.itemsBoundingRect().adjusted(-24, -24, 24, 24))
        self._fit()

    def _draw(self, network: Network, operations: dict[str, str], own: frozenset[str], state: State) -> None:
        theme, wording = self.look.theme, self.look.wording
        nodes = {node.id: node for node in network.nodes}
        said = []
        for relation, claim, role in network.lines:
            start = QPointF(nodes[claim].x + _CLAIM.width() / 2, nodes[claim].y)
            end = QPointF(nodes[relation].x - _RELATION.width() / 2, nodes[relation].y)
            path = QPainterPath(start)
            middle = (start.x() + end.x()) / 2
            path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
            colour = theme.mark(state) if relation in own else theme.colour("border_strong")
            self.scene().addPath(path, QPen(colour, 1.6 if relation in own else 1.0))
            said.append(f"{wording(f'operation.{operations[relation]}')}: {claim} ({role})")
        for node in network.nodes:
            if node.is_claim:
                claim_value = self._session.claim(node.id)
                assert claim_value is not None
                mark = self._session.states.get(node.id, State.UNCHECKED)
                number = with_unit(value_text(claim_value.quantity, wording), claim_value.quantity.unit, wording)
                context = " · ".join(part for part in (claim_value.indicator, claim_value.scope) if part)
                lines = [f"{SIGNS[mark]} {node.id}   {number}", *([context] if context else [])]
                current = node.id == self._session.selection.now.claim
                ground = theme.colour("selection" if current else "base")
                self.scene().addItem(_Box(self, node, lines, theme.mark(mark), ground))
            else:
                colour = theme.mark(state) if node.id in own else theme.colour("border_strong")
                name = wording(f"operation.{operations[node.id]}")
                self.scene().addItem(_Box(self, node, [name], colour, theme.colour("window")))
        self.setAccessibleDescription("; ".join(said))

    def _fit(self) -> None:
        """Show all of it when that needs no more than half the size; never larger than life."""
        self.resetTransform()
        rect = self.scene().sceneRect()
        if rect.isEmpty():
            return
        room = self.viewport().size()
        scale = min(room.width() / rect.width(), room.height() / rect.height(), 1.0)
        self.scale(max(scale, 0.5), max(scale, 0.5))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
