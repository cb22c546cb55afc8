"""The case as the window sees it: one document shown, what is known about it, and every edit on its way to the case."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path, PurePath

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.case import (
    Case,
    CaseError,
    CaseReadOnlyError,
    CaseReplacedError,
    Change,
    Choice,
    DiskFullError,
    NotWritableError,
    Operation,
    What,
    WriteFailedError,
)
from workbench.messages import PlainError
from workbench.model import Claim, Document, Finding, Verdict
from workbench.ui.contents import Contents, Touched
from workbench.ui.first_pages import FirstPages
from workbench.ui.models.claim_rows import ClaimRow
from workbench.ui.models.spans import ClaimSpans
from workbench.ui.models.states import State
from workbench.ui.selection import Selection
from workbench.ui.standing_rules import take_up
from workbench.ui.tasks import Control, Tasks
from workbench.ui.views.message_bar import Message
from workbench.ui.wording import Wording

_log = logging.getLogger(__name__)
_PAUSE = 1200  # ms after the last edit until the whole text is checked again

# What another place would help against.
_UNWRITABLE = (CaseReadOnlyError, CaseReplacedError, DiskFullError, NotWritableError, WriteFailedError)


class Session(QObject):
    """Holds the open case and shows one of its documents.

    `document_changed`: another text is shown. `contents_changed`: claims, findings or what was decided on them
    differ, with the `Change` that did it; `touched` says meanwhile what alone is another, if it is known. `changed`:
    any change of the case, to documents not shown too. `case_changed`: another case, or saved elsewhere. `opened`: a
    case that was there before. `told`: a `Message`. `save_wanted`: the case cannot be written where it is, and the
    analyst asks to save it elsewhere; with the operation that could not be done, or None.
    """

    document_changed = Signal()
    contents_changed = Signal(object)
    changed = Signal(object)
    case_changed = Signal()
    told = Signal(object)
    save_wanted = Signal(object)
    opened = Signal()

    def __init__(self, tasks: Tasks, wording: Wording, person: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks, self.wording, self.person = tasks, wording, person
        self.first_pages = FirstPages(tasks, self)
        self.case: Case | None = None
        self.document_id: str | None = None
        self.contents = Contents()
        self.touched: Touched | None = None
        self.told_disagreements = 0
        self._due: set[str] = set()
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._check_due)
        self._unsubscribe: Callable[[], None] | None = None
        self.selection = Selection(self.findings_about, self.claims_joined, self)
        self._before: str | None = None
        self.first_pages.arrived.connect(self._on_first_pages)
        self.first_pages.gone.connect(self._on_first_pages_gone)

    # What is there

    @property
    def rows(self) -> list[ClaimRow]:
        """The claims of the document shown, in the order of the text."""
        return self.contents.rows

    @property
    def spans(self) -> ClaimSpans:
        """Where they stand."""
        return self.contents.spans

    @property
    def states(self) -> Mapping[str, State]:
        """How they stand, by claim."""
        return self.contents.states

    @property
    def decided(self) -> Set[str]:
        """The claims the analyst has decided on."""
        return self.contents.decided

    @property
    def veiled(self) -> Set[str]:
        """The claims whose first verdict is hidden from this person."""
        return self.contents.veiled

    @property
    def findings(self) -> list[Finding]:
        """All findings, best ranked first."""
        return self.contents.findings

    @property
    def decisions(self) -> Mapping[str, str]:
        """What was decided, by `Finding.key`."""
        return self.contents.decisions

    @property
    def document(self) -> Document | None:
        """The text shown."""
        if self.case is None or self.document_id is None:
            return None
        return self.case.document(self.document_id)

    @property
    def titles(self) -> list[tuple[str, str]]:
        """Id and title of each document of the case; the name of its file before a title that several have."""
        entries = self.case.documents() if self.case is not None else ()
        plain = [entry.title or self.wording("source.untitled") for entry in entries]
        told: list[tuple[str, str]] = []
        for entry, title in zip(entries, plain, strict=True):
            if plain.count(title) > 1:
                name = PurePath(entry.path).name if entry.path else str(1 + entry.order)
                title = f"{name} · {title}"
            told.append((entry.id, title))
        return told

    @property
    def tabs(self) -> tuple[list[tuple[str, str]], str | None]:
        """Id and title of each text that can be shown, and the id of the one that is; "" for one being read."""
        first = self.first_pages.document
        if first is None:
            return self.titles, self.document_id
        return [*self.titles, ("", first.title or self.wording("source.untitled"))], ""

    @property
    def open_findings(self) -> list[Finding]:
        """The findings that were not dismissed, best ranked first."""
        if not self.decisions:
            return self.findings
        dismissed = Choice.DISMISSED.value
        return [finding for finding in self.findings if self.decisions.get(finding.key) != dismissed]

    def claim(self, claim: str) -> Claim | None:
        """A claim of the document shown."""
        place = self.spans.position.get(claim)
        return None if place is None else self.spans.claims[place]

    def finding(self, finding: str | None) -> Finding | None:
        """A finding of the document shown, by its id."""
        return self.contents.by_id.get(finding) if finding is not None else None

    def findings_about(self, claim: str) -> Sequence[str]:
        """The findings that join a claim, the one that most needs a look first, dismissed ones last."""
        return self.contents.about.get(claim, ())

    def claims_joined(self, finding: str) -> Sequence[str]:
        """The claims a finding joins that stand in the document shown."""
        found = self.contents.by_id.get(finding)
        return [claim for claim in found.claims if claim in self.spans.position] if found is not None else []

    def claims_of(self, finding: Finding) -> list[Claim]:
        """The same as values."""
        return [claim for name in finding.claims if (claim := self.claim(name)) is not None]

    # Cases and documents

    def ensure_case(self) -> Case:
        """The open case; an unsaved one is made when there is none. Raises `CaseError`."""
        if self.case is None:
            # Nothing is closed for it: what is being read goes on.
            case = Case.create(who=self.person or None, language=self.wording.language)
            problem = take_up(case, self.wording)
            self._take_up(case)
            if problem:
                self.told.emit(Message(problem, "warning"))
        assert self.case is not None
        return self.case

    def use_case(self, case: Case) -> None:
        """Show `case` in place of the one before, which is closed."""
        self.close_case()
        self._take_up(case)
        self.opened.emit()

    def _take_up(self, case: Case) -> None:
        self.case = case
        self._unsubscribe = case.subscribe(self._on_change)
        for notice in case.notices:
            self.told.emit(Message(notice.said(self.wording.language), "warning"))
        self.case_changed.emit()
        entries = case.documents()
        self.show_document(entries[0].id if entries else None)
        for entry in entries:
            self.check_in_background(entry.id)

    def close_case(self) -> None:
        """Close the case; nothing is shown any more."""
        self.tasks.cancel()
        self._later.stop()
        self._due.clear()
        self.first_pages.forget()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self.case is not None:
            case, self.case = self.case, None
            case.close(discard=not case.is_saved and not case.documents())
        self.show_document(None)
        self.case_changed.emit()

    def show_document(self, document: str | None) -> None:
        """Show another document of the case."""
        self.document_id = document
        if document is not None:
            self.first_pages.forget()
        self._load()
        self.selection.clear()
        self.document_changed.emit()
        self.contents_changed.emit(None)
        self._look_first()

    def _look_first(self) -> None:
        """Choose the finding that most needs a look, so that it is explained without a click; the text stays where it
        begins, and whatever the analyst chose meanwhile stays chosen."""
        now = self.selection.now
        asking = (Verdict.INCONSISTENT, Verdict.DOUBTFUL)
        first = next((f for f in self.findings if f.verdict in asking and f.key not in self.decisions), None)
        if first is not None and now.finding is None and not now.claims:
            self.selection.keep_finding(first.id)

    def _on_first_pages(self) -> None:
        self._before = self.document_id or self._before
        self.show_document(None)

    def _on_first_pages_gone(self) -> None:
        before, self._before = self._before, None
        self.show_document(before if any(before == document for document, _ in self.titles) else None)

    def set_person(self, person: str) -> None:
        """Who signs edits and verdicts from now on, and which first verdicts they may see; "" changes nothing."""
        if not person:
            return
        self.person = person
        if self.case is not None:
            self.case.who = person
            self._load()
            self.contents_changed.emit(None)

    # Edits

    def do(self, operation: Operation, *, merge: bool = False, recheck: bool = True) -> Change | None:
        """Do an operation of the case; a refusal is told in the window's message bar. ``None`` when it was refused.

        ``recheck=False`` leaves the check to a worker, which begins at once.
        """
        if self.case is None:
            return None
        try:
            change = self.case.do(operation, merge=merge, recheck=recheck)
        except CaseError as refusal:
            self.tell_error(refusal)
            return None
        self._after(change)
        if not recheck:
            self._later.stop()
            self._check_due()
        return change

    def undo(self) -> Change | None:
        """Take the last step back; ``None`` when there is none."""
        return self._move(lambda case: case.undo())

    def redo(self) -> Change | None:
        """Do the last undone step again; ``None`` when there is none."""
        return self._move(lambda case: case.redo())

    def _move(self, move: Callable[[Case], Change | None]) -> Change | None:
        if self.case is None:
            return None
        try:
            change = move(self.case)
        except CaseError as refusal:
            self.tell_error(refusal)
            return None
        if change is not None:
            self._after(change)
        return change

    def _after(self, change: Change) -> None:
        place = change.select.document
        if place and place != self.document_id and any(place == entry for entry, _ in self.titles):
            self.show_document(place)
        claims = tuple(claim for claim in change.select.claims if claim in self.spans.position)
        if claims:
            self.selection.select_claims(claims)
        elif change.action != "do" and change.select.findings:
            undone = (f.id for key in change.select.findings for f in self.findings if f.key == key)
            self.selection.select_finding(next(undone, None) or self.selection.now.finding)
        if self.case is not None:
            present = {entry.id for entry in self.case.documents()}
            self._due |= {d for d in change.documents if d in present and not self.case.is_checked(d)}
        if self._due:
            self._later.start()

    def _check_due(self) -> None:
        """What an edit touches was checked at once; the whole text is when the analyst pauses."""
        for document in self._due:
            self.check_in_background(document)
        self._due.clear()

    def check_in_background(self, document: str) -> None:
        """Check a document again in a worker, if it waits for that."""
        case = self.case
        job = case.check_job(document) if case is not None else None
        if case is None or job is None:
            return

        def work(control: Control) -> object:
            control.progress("checking", 0.0)
            return job.run()

        def done(derived: object) -> None:
            if self.case is case and case.install(job, derived) is None:  # type: ignore[arg-type]
                # Edited meanwhile, so that the result is of yesterday.
                self._due.add(document)
                self._later.start()

        self.tasks.run(f"check {document}", work, done, self.tell_error)

    def tell_error(self, error: Exception) -> None:
        """Tell what went wrong in one sentence; what the program did not foresee goes to the log in full."""
        if isinstance(error, _UNWRITABLE) and self.case is not None:
            elsewhere, operation = self.wording("file.save_elsewhere"), error.operation
            said = error.said(self.wording.language)
            self.told.emit(Message(said, "error", elsewhere, lambda: self.save_wanted.emit(operation)))
            return
        if isinstance(error, PlainError):
            self.told.emit(Message(error.said(self.wording.language), "error", passing=isinstance(error, CaseError)))
            return
        _log.error("unexpected", exc_info=error)
        self.told.emit(Message(self.wording("error.unexpected", kind=type(error).__name__, what=error), "error"))

    # Following the case

    def _on_change(self, change: Change) -> None:
        if change.what == frozenset({What.FILE}):
            self.case_changed.emit()
            return
        self._follow(change)
        self.changed.emit(change)

    def _follow(self, change: Change) -> None:
        case = self.case
        if case is None:
            return
        if What.DOCUMENTS in change.what:
            self.case_changed.emit()
            present = [entry.id for entry in case.documents()]
            if self.document_id not in present:
                self.show_document(present[-1] if present else None)
                return
        if not change.documents or self.document_id in change.documents:
            unchecked, before = not self.findings, self.contents.by_id
            self.touched = self.contents.follow(change) if self.document_id is not None else None
            if self.touched is None:
                self._load()
            if self.contents.by_id is not before:
                by_key = {finding.key: finding.id for finding in self.findings}
                self.selection.rename_findings({old: by_key[f.key] for old, f in before.items() if f.key in by_key})
            if self.touched is None or self.touched.moved:
                self.selection.retain_claims(self.spans.position)
            self.contents_changed.emit(change)
            self.touched = None
            if unchecked:
                self._look_first()

    def _load(self) -> None:
        """Gather what is known about the document shown."""
        self.contents = Contents(self.case, self.document_id, self.wording)

    @property
    def path(self) -> Path | None:
        """Where the case is saved under a name, if it is."""
        return self.case.path if self.case is not None and self.case.is_saved else None
