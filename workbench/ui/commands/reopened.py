"""What to know when a case is opened again: files and rules that are others now, decisions without their finding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.case import Change, ChangedSource, SourceState, changed_among
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.reopened import ReopenedDialog, ReopenedLine
from workbench.ui.standing_rules import make_ready, news, use_now
from workbench.ui.tasks import Control
from workbench.ui.views.message_bar import Message

_KIND = "sources"


class ReopenedCommands(QObject):
    """Told once for each case that is opened, when its files have been looked at and its texts checked."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording
        self._sources: Sequence[ChangedSource] | None = None
        self._rules = ""
        self._waiting = False
        parts.session.opened.connect(self._opened)
        parts.session.changed.connect(self._on_change)

    def _opened(self) -> None:
        case = self._session.case
        self._sources, self._waiting, self._rules = None, case is not None, ""
        if case is None:
            return
        entries = case.documents()

        # The files alone are looked at here, which are few and small; a worker makes them ready.
        self._rules = news(case, self._wording)

        def work(control: Control) -> list[ChangedSource]:
            found = []
            control.progress("checking", 0.0)
            make_ready()
            for entry in entries:
                control.check()
                found += changed_among([entry])
            return found

        def done(found: list[ChangedSource]) -> None:
            differing = {source.document for source in found}
            # A file whose new version is in the case already is no news.
            known = {Path(entry.path) for entry in entries if entry.path and entry.id not in differing}
            if self._session.case is case:
                self._sources = [source for source in found if source.path not in known]
                self._tell()

        self._session.tasks.run(_KIND, work, done, self._session.tell_error)

    def _on_change(self, change: Change) -> None:
        if self._waiting and change.action == "check":
            self._tell()

    def _tell(self) -> None:
        """Once all is known."""
        case = self._session.case
        if not self._waiting or case is None or self._sources is None:
            return
        if not all(case.is_checked(entry.id) for entry in case.documents()):
            return
        self._waiting = False
        told, show = self._sentences(), self._wording("reopened.show")
        changed = list(dict.fromkeys(source.path for source in self._sources if source.state is SourceState.CHANGED))
        if self._rules and not told:
            self._session.told.emit(self._about_rules())
            return
        if self._rules:
            told = [*told, self._rules, self._wording("rules.standing_where")]
        if not told:
            return
        if changed:
            again = self._wording("reopened.new_version", n=len(changed))
            message = Message(" ".join(told), "warning", again, lambda: self._open(changed), show, self.show)
        else:
            message = Message(" ".join(told), "warning", show, self.show)
        self._session.told.emit(message)

    def _about_rules(self) -> Message:
        """That the rules for every case are others now, with the step that takes them up."""
        use = self._wording("rules.standing_use")
        show = self._wording("rules.show")
        return Message(self._rules, "warning", use, self._use_rules, show, self._show_rules)

    def _use_rules(self) -> None:
        case = self._session.case
        step = None if case is None else use_now(case)
        if step is not None and self._session.do(step, recheck=False) is not None:
            self._parts.status.tell(self._wording("rules.standing_used"))

    def _show_rules(self) -> None:
        self._parts.actions["contents.rules"].trigger()

    def _sentences(self) -> list[str]:
        told = []
        for state in SourceState:
            paths = dict.fromkeys(source.path for source in self._sources or () if source.state is state)
            if paths:
                first = next(iter(paths)).name
                told.append(self._wording(f"reopened.{state.value}", n=len(paths), name=first))
        lost = len(self._lost())
        if lost:
            told.append(self._wording("reopened.lost", n=lost))
        return told

    def _lost(self) -> list[tuple[str, ReopenedLine]]:
        """Decisions without their finding, with their documents; those whose numbers the analyst has changed since are
        no surprise."""
        case, found = self._session.case, []
        for document, title in self._session.titles if case is not None else ():
            assert case is not None
            for _, decision in case.decisions_not_found(document):
                entries = [case.entry(document, claim) for claim in decision.claims]
                if any(entry is not None and entry.edited for entry in entries):
                    continue
                said = self._wording(f"decision.{decision.choice.value}")
                line = ReopenedLine(self._wording("reopened.kind.lost"), title, f"{decision.title} ({said})", document)
                found.append((document, line))
        return found

    def show(self) -> None:
        """The list, from which a changed file can be opened again beside what the case keeps of it."""
        titles = dict(self._session.titles)
        lines = [
            ReopenedLine(
                self._wording(f"reopened.kind.{source.state.value}"),
                titles.get(source.document, source.document),
                str(source.path),
                source.document,
                source.path if source.state is SourceState.CHANGED else None,
            )
            for source in self._sources or ()
        ]
        lines += [line for _, line in self._lost()]
        go_to = self._session.show_document
        ReopenedDialog(self._parts.window, self._parts.look, lines, go_to, lambda path: self._open([path])).open()

    def _open(self, paths: Sequence[Path]) -> None:
        self._parts.opening.open(paths)
