"""How a finding stands in the list: sign, title, and beneath it what kind of check and how sure."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.ui.look import SPACE, Look
from workbench.ui.models.finding_list import CONFLICT_ROLE, DECISION_ROLE, DETAIL_ROLE, STATE_ROLE
from workbench.ui.models.states import SIGNS, State

Index = QModelIndex | QPersistentModelIndex
_SIGN_WIDTH = 7 * SPACE
_WITHIN = 5 * SPACE  # how far the findings of a conflict are set in


class FindingDelegate(QStyledItemDelegate):
    """Two lines for a finding and for the head of a conflict, one for a heading."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(option.font)
        lines = 2 if index.data(DETAIL_ROLE) is not None else 1
        return QSize(120, round(lines * metrics.height() * 1.15) + 3 * SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if index.data(DETAIL_ROLE) is not None:
            self._paint_finding(painter, option, index)
        else:
            self._paint_heading(painter, option, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.fillRect(option.rect, self._look.theme.colour("alternate"))
        painter.setPen(self._look.theme.colour("muted"))
        box = option.rect.adjusted(3 * SPACE, 0, -2 * SPACE, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), str(index.data()))

    def _paint_finding(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected:
            painter.fillRect(option.rect, theme.colour("selection"))
        elif hovered:
            painter.fillRect(option.rect, theme.colour("alternate"))
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), theme.colour("accent")
            )
        state, decision = index.data(STATE_ROLE), index.data(DECISION_ROLE)
        head = index.data(CONFLICT_ROLE) is not None
        box = option.rect.adjusted(3 * SPACE, SPACE, -2 * SPACE, -SPACE)
        if index.parent().isValid():
            painter.fillRect(QRect(box.left() + SPACE, option.rect.top(), 1, option.rect.height()), theme.mark(state))
            box.setLeft(box.left() + _WITHIN)
        half = box.height() // 2
        top = QRect(box.left() + _SIGN_WIDTH, box.top(), box.width() - _SIGN_WIDTH, half)
        below = top.translated(0, half)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(theme.mark(state))
        sign = self._sign(option, state, head=head)
        painter.drawText(QRect(box.left(), box.top(), _SIGN_WIDTH, half), int(Qt.AlignmentFlag.AlignVCenter), sign)
        font = QFont(option.font)
        font.setStrikeOut(decision == "dismissed")
        font.setWeight(QFont.Weight.DemiBold if head else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.colour("selection_text" if selected else "text"))
        title = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter), title)
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        painter.setPen(theme.colour("selection_text" if selected else "muted"))
        detail = str(index.data(DETAIL_ROLE))
        line = QFontMetrics(font).elidedText(detail, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), line)

    @staticmethod
    def _sign(option: QStyleOptionViewItem, state: State, *, head: bool) -> str:
        """The sign of the state; the head of a conflict has an arrow that says whether it is folded."""
        if not head:
            return SIGNS[state]
        return "▾" if option.state & QStyle.StateFlag.State_Open else "▸"
