"""How a finding stands in the list: sign, title, and beneath it what kind of check and how sure."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from workbench.ui.look import SPACE, Look
from workbench.ui.models.finding_list import CONFLICT_ROLE, DECISION_ROLE, DETAIL_ROLE, STATE_ROLE
from workbench.ui.models.states import SIGNS, State

Index = QModelIndex | QPersistentModelIndex
_SIGN_WIDTH = 7 * SPACE
_LINE = 1.15
_WITHIN = 5 * SPACE  # how far the findings of a conflict are set in


class FindingDelegate(QStyledItemDelegate):
    """The title over one or two lines and a line beneath it for a finding or a conflict, one line for a heading."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(option.font)
        lines, view = 1, option.widget
        if _is_uniform(view):
            lines = 2
        elif index.data(DETAIL_ROLE) is not None:
            width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
            lines = 1 + len(self._title_lines(option.font, index, self._title_width(width, index)))
        return QSize(120, round(lines * metrics.height() * _LINE) + 3 * SPACE)

    @staticmethod
    def _title_width(width: int, index: Index) -> int:
        within = _WITHIN if index.parent().isValid() else 0
        return max(width - 5 * SPACE - _SIGN_WIDTH - within, 40)

    @staticmethod
    def _title_lines(font: QFont, index: Index, width: int, most: int = 2) -> list[str]:
        """The title over at most two lines (or one), the last cut off where even that is too short."""
        text = str(index.data())
        if most == 1:
            return [QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)]
        font = QFont(font)
        font.setWeight(QFont.Weight.DemiBold if index.data(CONFLICT_ROLE) is not None else QFont.Weight.Normal)
        layout = QTextLayout(text, font)
        layout.beginLayout()
        line = layout.createLine()
        if line.isValid():
            line.setLineWidth(width)
        layout.endLayout()
        cut = line.textLength() if line.isValid() else len(text)
        first, rest = text[:cut].rstrip(), text[cut:].lstrip()
        if not rest:
            return [first]
        return [first, QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]

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
        most = 1 if _is_uniform(option.widget) else 2
        title = self._title_lines(option.font, index, self._title_width(option.rect.width(), index), most)
        height = box.height() // (len(title) + 1)
        top = QRect(box.left() + _SIGN_WIDTH, box.top(), box.width() - _SIGN_WIDTH, height)
        below = top.translated(0, height * len(title))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(theme.mark(state))
        sign = self._sign(option, state, head=head)
        painter.drawText(QRect(box.left(), box.top(), _SIGN_WIDTH, height), int(Qt.AlignmentFlag.AlignVCenter), sign)
        font = QFont(option.font)
        font.setStrikeOut(decision == "dismissed")
        font.setWeight(QFont.Weight.DemiBold if head else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.colour("selection_text" if selected else "text"))
        for place, line in enumerate(title):
            painter.drawText(top.translated(0, height * place), int(Qt.AlignmentFlag.AlignVCenter), line)
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        painter.setPen(theme.colour("selection_text" if selected else "muted"))
        detail = str(index.data(DETAIL_ROLE))
        shown = QFontMetrics(font).elidedText(detail, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), shown)

    @staticmethod
    def _sign(option: QStyleOptionViewItem, state: State, *, head: bool) -> str:
        """The sign of the state; the head of a conflict has an arrow that says whether it is folded."""
        if not head:
            return SIGNS[state]
        return "▾" if option.state & QStyle.StateFlag.State_Open else "▸"


def _is_uniform(view: QWidget | None) -> bool:
    """Whether the list is so long that all its rows are of one height."""
    return isinstance(view, QTreeView) and view.uniformRowHeights()
