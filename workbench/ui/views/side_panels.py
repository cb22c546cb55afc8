"""The panels beside the findings: implied values, known figures, the log."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from workbench.case import LogRow
from workbench.model import Verdict
from workbench.ui.figures import interval_text, period_text, unit_name, value_text
from workbench.ui.look import SPACE, Look
from workbench.ui.models.listing import Line
from workbench.ui.models.log_lines import log_cells
from workbench.ui.named import named
from workbench.ui.session import Session
from workbench.ui.views.listing import ListingPanel

_LOG_LINES = 500


class ImpliedPanel(ListingPanel):
    """Values the text implies without stating them."""

    def __init__(self, look: Look) -> None:
        wording = look.wording
        super().__init__(
            look,
            wording("implied.name"),
            [
                (wording("implied.value"), 34),
                (wording("implied.scope"), 14),
                (wording("implied.expected"), 26),
                (wording("implied.widest"), 26),
            ],
            wording("implied.empty"),
        )
        self._wording = wording

    def show_session(self, session: Session) -> None:
        """List what the findings of the shown document imply, each value once."""
        lines, seen = [], set()
        for finding in session.findings:
            implied = finding.implied
            if implied is None or finding.verdict is not Verdict.IMPLIED or implied.key in seen:
                continue
            seen.add(implied.key)
            cells = (
                implied.name,
                implied.scope or "",
                interval_text(implied.expected, implied.unit, self._wording),
                interval_text(implied.widest, implied.unit, self._wording),
            )
            lines.append(Line(cells, finding.id))
        self.set_lines(lines)


class ReferencesPanel(ListingPanel):
    """Known figures the text is checked against."""

    load_wanted = Signal()

    def __init__(self, look: Look) -> None:
        wording = look.wording
        head = named(QFrame(), "filterBar")
        row = QHBoxLayout(head)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        self._tables = named(QLabel(), "count")
        load = QPushButton(look.icon("references"), wording("references.load"))
        load.setAutoDefault(False)
        load.setToolTip(wording("references.load_tip"))
        row.addWidget(self._tables, 1)
        row.addWidget(load)
        super().__init__(
            look,
            wording("references.name"),
            [
                (wording("references.indicator"), 26),
                (wording("references.scope"), 12),
                (wording("references.period"), 10),
                (wording("references.value"), 12),
                (wording("references.unit"), 8),
                (wording("references.source"), 30),
            ],
            wording("references.empty"),
            frozenset({3}),
            head,
        )
        self._wording = wording
        load.clicked.connect(self.load_wanted)

    def show_session(self, session: Session) -> None:
        """List the figures of all tables of the case."""
        case = session.case
        tables = case.reference_tables() if case is not None else []
        self._tables.setText(", ".join(table.name for table in tables) or self._wording("references.none"))
        lines = []
        for figure in case.figures() if case is not None else ():
            value = figure.quantity.value
            cells = (
                figure.indicator,
                figure.scope,
                period_text(figure.period, self._wording),
                value_text(figure.quantity, self._wording),
                unit_name(figure.quantity.unit, self._wording),
                figure.source or figure.url,
            )
            keys = (figure.indicator, figure.scope, str(figure.period), value or 0, cells[4], cells[5])
            lines.append(Line(cells, "", keys))
        self.set_lines(lines)


class LogPanel(ListingPanel):
    """Who changed what, when."""

    def __init__(self, look: Look) -> None:
        wording = look.wording
        super().__init__(
            look,
            wording("log.name"),
            [
                (wording("log.when"), 20),
                (wording("log.who"), 11),
                (wording("log.what"), 27),
                (wording("log.field"), 14),
                (wording("log.old"), 15),
                (wording("log.new"), 15),
                (wording("log.reason"), 20),
            ],
            wording("log.empty"),
        )
        self._wording = wording

    def show_session(self, session: Session) -> None:
        """List the last steps of the case, the newest first."""
        case, document = session.case, session.document_id
        rows = case.log()[-_LOG_LINES:] if case is not None else []
        names = {step.id: step.name(self._wording.language) for step in case.verdict_scale()} if case else {}
        veiled = session.veiled

        def hidden(row: LogRow) -> bool:
            return row.kind == "verdict" and row.document == document and row.id.removeprefix("claim:") in veiled

        self.set_lines([Line(log_cells(row, self._wording, names, hidden)) for row in reversed(rows)])
