"""The window: composes the panels, the actions and the session; what they do is theirs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QVBoxLayout, QWidget

from workbench.case import Change, EditClaim, unsaved_cases
from workbench.model import Claim, Document
from workbench.ui.actions import Actions
from workbench.ui.commands.attachments import MESSAGE_SUFFIXES, AttachmentCommands
from workbench.ui.commands.claims import ClaimCommands
from workbench.ui.commands.contents import ContentsCommands
from workbench.ui.commands.documents import DocumentCommands
from workbench.ui.commands.edit import EditCommands
from workbench.ui.commands.exports import ExportCommands
from workbench.ui.commands.file import FileCommands
from workbench.ui.commands.findings import FindingCommands
from workbench.ui.commands.help import HelpCommands
from workbench.ui.commands.parts import Parts
from workbench.ui.commands.reopened import ReopenedCommands
from workbench.ui.commands.returning import ReturningCommands
from workbench.ui.commands.rule_proofs import RuleProofs
from workbench.ui.commands.view import ViewCommands
from workbench.ui.describing import claim_tip, claim_words, counts
from workbench.ui.docks import Docks
from workbench.ui.look import Look
from workbench.ui.named import named
from workbench.ui.opening import Opening
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.views.claims import ClaimsPanel
from workbench.ui.views.compare_panel import ComparePanel
from workbench.ui.views.findings import FindingsPanel
from workbench.ui.views.message_bar import Message, MessageBar
from workbench.ui.views.network import NetworkView
from workbench.ui.views.page_view import PagePanel
from workbench.ui.views.side_panels import ImpliedPanel, LogPanel, ReferencesPanel
from workbench.ui.views.source_panel import SourcePanel
from workbench.ui.views.start_page import Entry, StartPage
from workbench.ui.views.status import StatusBar
from workbench.ui.views.together_panel import TogetherPanel
from workbench.ui.views.what_if import WhatIfPanel


class Window(QMainWindow):
    """One window on one session. `workbench.app` makes another one when language or theme change."""

    def __init__(self, look: Look, session: Session, settings: Settings, log: Path) -> None:
        super().__init__()
        self._look, self._session, self._settings = look, session, settings
        wording = look.wording
        self.setAcceptDrops(True)
        self.setWindowIcon(look.icon("app", "accent", large=True))
        # What is being read outlives a change of language.
        self.opening = Opening(session, settings, session)
        self.actions_ = Actions(self, look, settings.shortcuts)
        self.source = SourcePanel(
            look,
            session.selection,
            lambda claim: claim_tip(claim, session, wording),
            session.claims_joined,
        )
        self.claims = ClaimsPanel(look, session.selection, self._edit, lambda claim: claim_words(claim, wording))
        self.findings = FindingsPanel(look, session.selection, session.claims_of)
        self.implied, self.references, self.log = ImpliedPanel(look), ReferencesPanel(look), LogPanel(look)
        self.what_if = WhatIfPanel(look, session)
        self.network = NetworkView(look, session)
        self.page, self.compare = PagePanel(look, session), ComparePanel(look, session)
        self.together = TogetherPanel(look, session)
        self.status = StatusBar(look, session.tasks)
        self.setStatusBar(self.status)
        self.messages = MessageBar(look)
        self.start = StartPage(look)
        self._body = QMainWindow()
        self.docks = Docks(
            self._body,
            look,
            {
                "source": self.source,
                "claims": self.claims,
                "findings": self.findings,
                "implied": self.implied,
                "references": self.references,
                "what_if": self.what_if,
                "network": self.network,
                "log": self.log,
                "page": self.page,
                "compare": self.compare,
                "together": self.together,
            },
        )
        self._beside: dict[str, ImpliedPanel | ReferencesPanel | NetworkView | LogPanel] = {
            "implied": self.implied,
            "references": self.references,
            "network": self.network,
            "log": self.log,
        }
        self._behind = set(self._beside)
        self._place_centre()
        self.parts = Parts(
            self,
            look,
            session,
            settings,
            self.opening,
            self.actions_,
            self.source,
            self.claims,
            self.findings,
            self.references,
            self.what_if,
            self.status,
            self.docks.all,
        )
        self._bind(log)
        self._connect()
        self._restore()
        self._on_document()
        self._on_contents(None)

    # Building

    def _place_centre(self) -> None:
        """The message bar above the start page or the panels, which dock in a window of their own."""
        self._body.setWindowFlags(Qt.WindowType.Widget)
        self._body.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._body.setCentralWidget(self.start)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self._body, 1)
        self.setCentralWidget(holder)

    def _bind(self, log: Path) -> None:
        wording = self._look.wording
        self.files, self.exports = FileCommands(self.parts), ExportCommands(self.parts)
        self.returning = ReturningCommands(self.parts)
        self.view_commands = ViewCommands(self.parts, self.reset_layout)
        for group, commands in (
            ("file", self.files),
            ("export", self.exports),
            ("returning", self.returning),
            ("attachments", AttachmentCommands(self.parts)),
            ("edit", EditCommands(self.parts)),
            ("claims", ClaimCommands(self.parts)),
            ("findings", FindingCommands(self.parts)),
            ("contents", ContentsCommands(self.parts)),
            ("view", self.view_commands),
            ("documents", DocumentCommands(self.parts, self.page, self.compare, self.together)),
            ("help", HelpCommands(self.parts, log)),
        ):
            self.actions_.bind(group, commands)
        ReopenedCommands(self.parts)
        RuleProofs(self.parts)
        recent = QMenu(wording("menu.recent"), self)
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        panels = QMenu(wording("menu.panels"), self)
        for dock in self.docks.all.values():
            panels.addAction(dock.toggleViewAction())
        submenus = {"recent": recent, "panels": panels}
        for name in ("export", "ends"):
            submenus[name] = QMenu(wording(f"menu.{name}"), self)
            self.actions_.fill_submenu(submenus[name], name)
        self.actions_.fill_menus(self.menuBar(), submenus)
        tools = named(QToolBar(wording("window.toolbar"), movable=False, floatable=False), "tools")
        tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.actions_.fill_toolbar(tools)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        tools.addWidget(spacer)
        tools.addAction(self.actions_["help.palette"])
        self._tools, self._tools_width = tools, 0
        tools.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(tools)

    def _connect(self) -> None:
        session = self._session
        session.document_changed.connect(self._on_document)
        session.contents_changed.connect(self._on_contents)
        session.case_changed.connect(self._on_case)
        session.told.connect(self.show_message)
        session.selection.changed.connect(self._update_actions)
        self.docks.came.connect(self._catch_up)
        self.source.document_chosen.connect(session.show_document)
        self.source.document_closed.connect(self.files.remove)
        self.source.view.menu_wanted.connect(self._source_menu)
        self.source.view.selectionChanged.connect(self._update_actions)
        self.source.view.zoomed.connect(self._keep_zoom)
        self.claims.menu_wanted.connect(lambda at: self._menu("claim", at))
        self.claims.table.left.connect(lambda: session.selection.back())
        self.claims.table.explained.connect(self.actions_["findings.explain"].trigger)
        self.findings.hidden_changed.connect(self._settings.set_hidden_states)
        self.findings.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.findings.list.customContextMenuRequested.connect(
            lambda at: self._menu("finding", self.findings.list.viewport().mapToGlobal(at))
        )
        self.implied.chosen.connect(lambda finding: session.selection.select_finding(finding))
        self.references.load_wanted.connect(self.actions_["findings.references"].trigger)
        for panel in (self.what_if, self.network):
            panel.claim_pressed.connect(lambda claim: session.selection.select_claims((claim,), claim, self))
        self.start.chosen.connect(lambda name: self.actions_[name].trigger())
        self.start.path_chosen.connect(lambda path: self.opening.open([path]))

    # Following the session

    def _on_document(self) -> None:
        session = self._session
        first = session.first_pages.document
        self.source.set_documents(*session.tabs)
        self.source.set_document(first or session.document, unfinished=first is not None)
        shown = first is not None or session.document is not None
        self.docks.show_panels(shown)
        self.start.setVisible(not shown)
        if not shown and self.isVisible():
            self._fill_start()
        elif not shown:
            # The window is on its way: looking for unsaved work can wait until it is there.
            QTimer.singleShot(0, self, self._fill_start)
        self._on_case()

    def _on_contents(self, change: Change | None) -> None:
        session, wording = self._session, self._look.wording
        touched, contents = session.touched, session.contents
        idle = frozenset() if self._settings.dates else contents.idle
        self.source.set_content(session.spans, session.states, session.decided, session.open_findings, idle)
        self.claims.model.set_dates(self._settings.dates)
        reading = session.first_pages.document is not None
        self.claims.set_empty_text(wording("notices.reading" if reading else "claims.none"))
        if touched is None or touched.moved:
            self.claims.set_rows(session.rows)
        else:
            self.claims.update_rows(row for claim in touched.claims if (row := contents.row(claim)) is not None)
        words = {key: wording(f"decision.said.{choice}") for key, choice in session.decisions.items()}
        checked = session.case is None or session.document_id is None or session.case.is_checked(session.document_id)
        empty = "findings.empty" if checked else "findings.waiting"
        self.findings.set_empty_text(wording("notices.reading" if reading else empty))
        if touched is None or touched.findings:
            self.findings.set_findings(session.findings, session.decisions, words)
        self.what_if.show_session(session)
        self._behind = set(self._beside)
        for name in self.docks.in_sight & self._behind:
            self._catch_up(name)
        self.status.set_counts(counts(session, wording, self.findings.model.counts, self.claims.model.total))
        if change is not None:
            self.messages.pass_on()
            if change.check_failed is not None:
                self.show_message(Message(wording("error.check", what=change.check_failed), "error"))
            elif change.flips.any:
                self.status.tell(change.flips.sentence(wording.language))
        self._update_actions()

    def _catch_up(self, name: str) -> None:
        """Show in a panel what has changed since it was last in sight."""
        if name in self._behind:
            self._behind.discard(name)
            self._beside[name].show_session(self._session)

    def _on_case(self) -> None:
        session, wording = self._session, self._look.wording
        name = session.path.stem if session.path is not None else ""
        title = dict(session.titles).get(session.document_id or "", "")
        parts = [part for part in (title, name) if part]
        self.setWindowTitle(" — ".join([*parts, wording("about.name")]))
        self.source.set_documents(*session.tabs)
        self._update_actions()

    def _update_actions(self, *_: object) -> None:
        session = self._session
        case, chosen = session.case, session.selection.now
        finding = session.finding(chosen.finding)
        holds = {
            "case": case is not None,
            "document": session.document is not None,
            "versions": len(session.titles) > 1,
            "message": _is_message(session.document),
            "claim": chosen.claim is not None,
            "claims": len(chosen.claims) > 1,
            "finding": finding is not None,
            "decided": finding is not None and finding.key in session.decisions,
            "span": self.source.view.selected_span() is not None,
            "undo": case is not None and case.undo_name() is not None,
            "redo": case is not None and case.redo_name() is not None,
        }
        self.actions_.set_conditions(frozenset(name for name, true in holds.items() if true))
        wording = self._look.wording
        for name, step in (
            ("undo", case.undo_name() if case is not None else None),
            ("redo", case.redo_name() if case is not None else None),
        ):
            action = self.actions_[f"edit.{name}"]
            plain = wording(f"action.edit.{name}")
            action.setText(plain if step is None else f"{plain} – {step.text(wording.language)}")
            action.setIconText(plain.replace("&", ""))

    def show_message(self, message: Message) -> None:
        """Tell something in the bar beneath the tools."""
        self.messages.show_message(message)

    def _edit(self, claim: str, field: str, typed: str) -> bool:
        document = self._session.document_id
        return document is not None and self._session.do(EditClaim(document, claim, {field: typed})) is not None

    # Menus

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for path in self._settings.recent:
            menu.addAction(path.name).triggered.connect(lambda _=False, path=path: self.opening.open([path]))
        if not menu.actions():
            menu.addAction(self._look.wording("menu.no_recent")).setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction(self._look.wording("menu.forget_recent")).triggered.connect(self._settings.forget_recent)

    def _source_menu(self, claim: Claim | None, at: QPoint) -> None:
        if claim is not None and claim.id not in self._session.selection.now.claims:
            self._session.selection.select_claims((claim.id,), claim.id, self.source)
        self._menu("claim", at)

    def _menu(self, name: str, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_.fill_context(menu, name)
        menu.popup(at)

    def _fill_start(self) -> None:
        wording = self._look.wording
        unsaved = [
            Entry(", ".join(case.titles) or wording("source.untitled"), _when(case.changed), case.path)
            for case in unsaved_cases()
            if self._session.case is None or case.path != self._session.case.path
        ]
        recent = [Entry(path.name, str(path.parent), path) for path in self._settings.recent]
        self.start.set_entries(unsaved[:4], recent[:8])

    # Dropping files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.opening.open(paths)
        elif event.mimeData().hasText():
            self.opening.add_text(event.mimeData().text())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._session.selection.back():
            return
        super().keyPressEvent(event)

    # Layout

    def _keep_zoom(self, percent: int) -> None:
        self._settings.zoom = percent

    def reset_layout(self) -> None:
        """Put panels and columns back where they belong."""
        self.docks.arrange()
        self.claims.default_columns()

    def _restore(self) -> None:
        settings = self._settings
        room = self.screen().availableSize()
        self.resize(min(1440, room.width()), min(900, room.height()))
        geometry, columns = settings.state("geometry"), settings.state("columns")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.docks.restore(settings.state("docks"))
        if columns is not None:
            self.claims.restore_columns(columns)
        self.source.view.set_zoom(settings.zoom)
        self.findings.set_hidden(settings.hidden_states)

    def remember(self) -> None:
        """Keep the layout for the next time."""
        self._settings.set_state("geometry", self.saveGeometry())
        if self._session.document is not None:
            self._settings.set_state("docks", self.docks.state())
        self._settings.set_state("columns", self.claims.columns_state())
        self._settings.save()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tools()

    def _fit_tools(self) -> None:
        """Names beside the icons of the tools where all of them have room; else icons alone, none out of sight."""
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        if self._tools.toolButtonStyle() == beside:
            self._tools_width = self._tools.sizeHint().width()
        self._tools.setToolButtonStyle(beside if self.width() >= self._tools_width else alone)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember()
        super().closeEvent(event)


def _is_message(document: Document | None) -> bool:
    return document is not None and document.path is not None and document.path.suffix.lower() in MESSAGE_SUFFIXES


def _when(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
