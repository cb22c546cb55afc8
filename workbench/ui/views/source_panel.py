"""The source: which document, the text with its margin, the find bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTabBar, QToolButton, QVBoxLayout, QWidget

from workbench.model import Claim, Document, Finding
from workbench.ui.look import SPACE, Look
from workbench.ui.models.spans import ClaimSpans
from workbench.ui.models.states import State
from workbench.ui.named import described, named
from workbench.ui.notices import notice_in
from workbench.ui.selection import Selection
from workbench.ui.views.find_bar import FindBar
from workbench.ui.views.margin import MarginLane
from workbench.ui.views.notice_line import NoticeLine
from workbench.ui.views.reading_place import place_of, return_to
from workbench.ui.views.source import SourceView


class SourcePanel(QWidget):
    """Follows the shared selection."""

    document_chosen = Signal(str)
    document_closed = Signal(str)

    def __init__(
        self,
        look: Look,
        selection: Selection,
        describe: Callable[[Claim], str],
        claims_of: Callable[[str], Sequence[str]],
    ) -> None:
        super().__init__()
        self._look, self._selection, self._claims_of = look, selection, claims_of
        self._document: Document | None = None
        self._unfinished = False
        self.notices = NoticeLine(look)
        self._spans = ClaimSpans()
        self.view = SourceView(look.theme, describe)
        self.view.setAccessibleName(look.wording("source.name"))
        described(self.view, look.wording("spoken.text"))
        self.margin = MarginLane(self.view, look)
        self.find_bar = FindBar(look)
        self.find_bar.found.connect(self.view.set_found)
        self.find_bar.shown.connect(self.view.show_hit)
        self.find_bar.closed.connect(self.view.setFocus)
        self.tabs = QTabBar(expanding=False, drawBase=False, usesScrollButtons=True, tabsClosable=True)
        self.tabs.setObjectName("documents")
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName(look.wording("source.documents"))
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.tabs.tabCloseRequested.connect(lambda place: self.document_closed.emit(self.tabs.tabData(place)))
        self._facts = named(QLabel(), "facts")
        self._zoom = named(QToolButton(autoRaise=True), "zoom")
        self._zoom.setToolTip(look.wording("source.zoom_tip"))
        self._zoom.clicked.connect(lambda: self.view.set_zoom(100))
        self.view.zoomed.connect(self._show_zoom)
        head = named(QFrame(), "sourceHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.tabs, 1)
        row.addWidget(self._facts)
        row.addWidget(self._zoom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.notices)
        column.addWidget(self.view, 1)
        column.addWidget(self.find_bar)
        self.view.claim_pressed.connect(self._pressed)
        self.view.verticalScrollBar().valueChanged.connect(lambda _: self._show_facts())
        self.margin.finding_pressed.connect(lambda finding: selection.select_finding(finding, self))
        selection.changed.connect(self._follow)
        self._show_zoom(100)

    # What is shown

    def set_documents(self, titles: Sequence[tuple[str, str]], shown: str | None) -> None:
        """A tab for each document: ``(id, title)``."""
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for place, (document, title) in enumerate(titles):
            self.tabs.addTab(_short(title))
            self.tabs.setTabToolTip(place, title)
            self.tabs.setTabData(place, document)
            for side in (QTabBar.ButtonPosition.LeftSide, QTabBar.ButtonPosition.RightSide):
                button = self.tabs.tabButton(place, side)
                if button is not None:
                    button.setAccessibleName(self._look.wording("source.close", title=title))
            if document == shown:
                self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)

    def set_document(self, document: Document | None, *, unfinished: bool = False) -> None:
        """Show `document` from its beginning. The whole of one shown `unfinished` before keeps the reader's place."""
        before, place = self._document, None
        if unfinished and self._unfinished and document is before:
            return
        if self._unfinished and before is not None and document is not None and document.sha256 == before.sha256:
            place = place_of(self.view, before.text)
        self._document, self._unfinished = document, unfinished
        self._show_notices()
        self._spans = ClaimSpans()
        self.margin.set_content(self._spans, {}, frozenset(), ())
        self.view.set_document(document)
        self.find_bar.set_text(document.text if document is not None else "")
        if place is not None and document is not None:
            return_to(self.view, document.text, place)
        self._show_facts()

    def set_content(
        self,
        spans: ClaimSpans,
        states: Mapping[str, State],
        decided: Set[str],
        findings: Sequence[Finding],
        unmarked: Set[str] = frozenset(),
    ) -> None:
        """Mark the claims but for those `unmarked`, tick those `decided`, bracket the findings."""
        self._spans = spans
        self.view.set_claims(spans, states, unmarked)
        self.margin.set_content(spans, states, decided, findings)
        self._follow(self)

    def search(self) -> None:
        """Open the find bar, with the selected words if there are some."""
        span = self.view.selected_span()
        words = self._document.text[slice(*span)] if span is not None and self._document is not None else ""
        self.find_bar.open(words if "\n" not in words else "", self.view.cursor_offset())

    def _show_zoom(self, percent: int) -> None:
        text = self._look.wording("source.zoom", percent=percent)
        self._zoom.setText(text)
        self._zoom.setAccessibleName(f"{self._look.wording('source.zoom_name')} {text}")

    def _show_notices(self) -> None:
        document = self._document
        if document is None:
            self.notices.set_notices(())
        elif self._unfinished:
            text = self._look.wording("notices.unfinished", pages=document.pages)
            self.notices.set_notices((text,), urgent=True)
        else:
            self.notices.set_notices([notice_in(notice, self._look.wording.language) for notice in document.notices])

    def _show_facts(self) -> None:
        document = self._document
        if document is None:
            self._facts.setText("")
            return
        parts = [document.language]
        if document.pages:
            start, end = self.view.visible_span()
            index = document.block_at((start + end) // 2)
            page = document.blocks[index].page if index >= 0 else 1
            parts.append(
                self._look.wording("source.page", page=page, pages="…" if self._unfinished else document.pages)
            )
        self._facts.setText("  ·  ".join(parts))

    # Selecting

    def _tab_chosen(self, place: int) -> None:
        if place >= 0:
            self.document_chosen.emit(self.tabs.tabData(place))

    def _pressed(self, claim: str, add: bool) -> None:
        chosen = self._selection.now.claims
        if add and claim in chosen:
            left = tuple(other for other in chosen if other != claim)
            self._selection.select_claims(left, left[-1] if left else None, self)
        elif add:
            self._selection.select_claims((*chosen, claim), claim, self)
        else:
            self._selection.select_claims((claim,), claim, self)

    def _follow(self, origin: object) -> None:
        chosen = self._selection.now
        related = frozenset(self._claims_of(chosen.finding)) if chosen.finding is not None else frozenset()
        self.view.set_selection(frozenset(chosen.claims), chosen.claim, related - frozenset(chosen.claims))
        self.margin.set_current(chosen.finding)
        if origin is self or chosen.claim is None or chosen.claim not in self._spans.position:
            return
        claim = self._spans.claims[self._spans.position[chosen.claim]]
        self.view.show_span(claim.start, claim.end)

    def sizeHint(self) -> QSize:
        return QSize(760, 840)


def _short(title: str) -> str:
    return title if len(title) <= 40 else f"{title[:38].rstrip()}…"
