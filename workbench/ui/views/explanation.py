"""One finding explained: six lines in a fixed order, the number line, the possible slips, the decision."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from workbench.charts.scale import comparison_power
from workbench.model import Claim, Finding, Repair
from workbench.ui.look import SPACE, Look
from workbench.ui.models.linking import linked
from workbench.ui.models.states import SIGNS, state_of
from workbench.ui.named import described, frameless, named
from workbench.ui.views.flow import FlowLayout
from workbench.ui.views.number_line import NumberLineView

_LINES = ("text", "working", "would_fit", "sure", "maybe_not")
_LINKS = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.LinksAccessibleByMouse
    | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
)


class ExplanationView(QWidget):
    """Shows one finding. `acted` carries accept, dismiss, later, locate or what-if."""

    claim_pressed = Signal(str)
    acted = Signal(str)
    repair_tried = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._finding: Finding | None = None
        self.setAccessibleName(look.wording("explanation.name"))
        self._heading = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText), "explanationTitle")
        self._heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines: dict[str, tuple[QLabel, QLabel]] = {}
        self.number_line = NumberLineView(look)
        self.number_line.claim_pressed.connect(self.claim_pressed)
        self._repairs = named(QWidget(), "repairs")
        FlowLayout(self._repairs, SPACE)
        self._decided = named(QLabel(wordWrap=True), "decided")
        self._buttons: dict[str, QPushButton] = {}
        body = self._build_body()
        self._scroll = frameless(QScrollArea(widgetResizable=True))
        self._scroll.setWidget(body)
        self._scroll.setAccessibleName(look.wording("explanation.name"))
        described(self._scroll, look.wording("spoken.explanation"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._build_buttons())
        empty = named(QLabel(look.wording("explanation.empty"), wordWrap=True), "emptyState")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(empty)
        self._pages.addWidget(full)

    def _build_body(self) -> QWidget:
        body = named(QWidget(), "explanationBody")
        grid = QGridLayout(body)
        grid.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._heading, 0, 0, 1, 2)
        grid.addWidget(self._decided, 1, 0, 1, 2)
        row = 2
        for key in _LINES:
            label = named(QLabel(self._look.wording(f"explanation.{key}")), "lineLabel")
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            value = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText, textInteractionFlags=_LINKS)
            value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            value.linkActivated.connect(self._follow)
            label.setBuddy(value)
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
            self._lines[key] = (label, value)
            row += 1
            if key == "working":
                grid.addWidget(self.number_line, row, 0, 1, 2)
                row += 1
            if key == "would_fit":
                grid.addWidget(self._repairs, row, 1)
                row += 1
        grid.setRowStretch(row, 1)
        return body

    def _build_buttons(self) -> QWidget:
        bar = named(QFrame(), "explanationButtons")
        flow = FlowLayout(bar, SPACE)
        flow.setContentsMargins(0, 0, 0, 0)
        for name, icon in (
            ("accept", "accept"),
            ("dismiss", "dismiss"),
            ("later", "later"),
            ("locate", "locate"),
            ("what_if", "what-if"),
            ("copy", "copy"),
        ):
            button = QPushButton(self._look.icon(icon), self._look.wording(f"explanation.button.{name}"))
            button.setToolTip(self._look.wording(f"explanation.button_tip.{name}"))
            if name in ("later", "locate", "what_if", "copy"):
                button.setAccessibleName(button.text())
                button.setText("")
                button.setObjectName("iconButton")
            button.setAutoDefault(True)
            button.clicked.connect(self.copy if name == "copy" else lambda _=False, name=name: self.acted.emit(name))
            flow.addWidget(button)
            self._buttons[name] = button
        outer = named(QFrame(), "explanationFoot")
        around = QVBoxLayout(outer)
        around.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        around.addWidget(bar)
        return outer

    @property
    def finding(self) -> Finding | None:
        """What is explained."""
        return self._finding

    def show_finding(self, finding: Finding | None, claims: Sequence[Claim], decision: str = "") -> None:
        """Explain `finding`, which joins `claims`; `decision` says in words what was decided, if anything was."""
        changed = finding is not self._finding
        self._finding = finding
        self._pages.setCurrentIndex(0 if finding is None else 1)
        if finding is None:
            return
        wording = self._look.wording
        state = state_of(finding)
        colour = self._look.theme.marks[state]
        explanation = finding.explanation
        self._heading.setText(
            f'<span style="color:{colour}">{SIGNS[state]}&nbsp;{wording(f"state.{state}")}</span><br>'
            f'<span style="font-size:large; font-weight:600">{linked(explanation.title, ())}</span>'
        )
        for key, (label, value) in self._lines.items():
            text = getattr(explanation, key)
            value.setText(linked(text, claims))
            value.setAccessibleName(f"{label.text()}: {text}")
            label.setVisible(bool(text))
            value.setVisible(bool(text))
        self._decided.setText(decision)
        self._decided.setVisible(bool(decision))
        self._show_repairs(finding.repairs)
        comparison = finding.comparison
        power = None if comparison is None else comparison_power(comparison, {claim.id: claim for claim in claims})
        self.number_line.show_comparison(comparison, state, power)
        if changed:
            self._scroll.verticalScrollBar().setValue(0)

    def _show_repairs(self, repairs: Sequence[Repair]) -> None:
        layout = self._repairs.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        wording = self._look.wording
        # The likeliest for each number, as the line above names them.
        likeliest: dict[str, Repair] = {}
        for repair in repairs:
            likeliest.setdefault(repair.claim, repair)
        for repair in list(likeliest.values())[:3]:
            kind = wording(f"repair.{repair.kind}")
            button = named(QPushButton(wording("repair.try", value=repair.text, kind=kind)), "repair")
            button.setToolTip(wording("repair.tip", n=max(len(repair.settles), 1)))
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, repair=repair: self.repair_tried.emit(repair))
            layout.addWidget(button)
        self._repairs.setVisible(bool(repairs))

    def copy(self) -> None:
        """Put the explanation on the clipboard, as plain text and as HTML."""
        if self._finding is None:
            return
        explanation = self._finding.explanation
        rows = [(self._lines[key][0].text(), getattr(explanation, key)) for key in _LINES]
        rows = [(label, text) for label, text in rows if text]
        mime = QMimeData()
        mime.setText("\n".join([explanation.title, *(f"{label}: {text}" for label, text in rows)]))
        cells = "".join(
            f"<tr><th align=left>{linked(label, ())}</th><td>{linked(text, ())}</td></tr>" for label, text in rows
        )
        mime.setHtml(f"<p><b>{linked(explanation.title, ())}</b></p><table>{cells}</table>")
        QGuiApplication.clipboard().setMimeData(mime)

    def _follow(self, link: str) -> None:
        scheme, _, target = link.partition(":")
        if scheme == "claim":
            self.claim_pressed.emit(target)
