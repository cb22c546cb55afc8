"""The analyst's case: open it, do operations, ask what is in it, be told what changed.

Thread rule: a case belongs to the thread that opened it, the one writer; calls from others raise `WrongThreadError`.
Long work goes through `check_job`, whose snapshot any thread may run, and `install`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from uuid import uuid4

from workbench.case.bring_in import AddJob, ListDocument
from workbench.case.change import WHAT_OF, Change, Flips, Selection, StepName, What
from workbench.case.check_settings import CHANGES_CHECKS
from workbench.case.doctor import Notice, load_all
from workbench.case.draft import Draft
from workbench.case.edit_documents import AddDocument, following_id
from workbench.case.errors import CaseClosedError, CaseError, CaseReadOnlyError
from workbench.case.history import History, RecordChange, name_of, selection_of_step
from workbench.case.local import derive_around
from workbench.case.lock import FileLock, user_name
from workbench.case.operation import Operation
from workbench.case.questions import Questions
from workbench.case.recheck import CheckJob, Derived, Inputs, derive, with_stable_ids
from workbench.case.records import ClaimEntry, DocumentEntry, Key, Record, RecordKind, RelationEntry, Suppressed
from workbench.case.recovery import is_recovery_path, new_recovery_path
from workbench.case.state import CaseState
from workbench.case.store import Store
from workbench.model import Claim, Document

if TYPE_CHECKING:
    from workbench.analysis import Analysis

Observer = Callable[[Change], None]

_RECHECKS = frozenset({RecordKind.CLAIM, RecordKind.RELATION, RecordKind.SUPPRESSED})
WHOLE_CHECK_LIMIT = 120
"""Documents of more claims are checked around an edit at once, and wait for `check_job` for the rest."""

_log = logging.getLogger(__name__)


class Case(Questions):
    """An open case. Make one with `create` or `open`; use as a context manager or `close` it."""

    def __init__(self, store: Store, lock: FileLock | None, who: str | None, language: str) -> None:
        self._store = store
        self._lock = lock
        self._observers: list[Observer] = []
        self._jobs: set[AddJob] = set()
        self._closed = False
        self.who = who or user_name()
        self.language = language
        self._history = History(store, uuid4().hex)
        loaded = load_all(store)
        self.notices: list[Notice] = loaded.notices
        state = CaseState()
        state.texts = loaded.texts
        state.apply(loaded.records)
        super().__init__(state, store, self._history)
        for entry in state.documents():
            state.touch(entry.id)

    @classmethod
    def create(cls, path: Path | None = None, *, who: str | None = None, language: str = "en") -> Case:
        """A new case at `path`, or an unsaved one that lives in the recovery folder until `save_as`.

        Raises `CaseExistsError`, `CaseLockedError`, `NotWritableError` (also when there is no such folder),
        `DiskFullError`.
        """
        target = new_recovery_path() if path is None else Path(path)
        return cls._locked(target, lambda: Store.create(target), who, language)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        take_over: bool = False,
        who: str | None = None,
        language: str = "en",
    ) -> Case:
        """The case at `path`. Read-only takes no lock and refuses operations; `save_as` makes it a case of one's own.

        `take_over` breaks a lock that another computer seems to hold. Raises `CaseNotFoundError`, `NotACaseError`,
        `CaseTooNewError`, `CaseDamagedError`, `CaseLockedError`, `NotWritableError`.
        """
        path = Path(path)
        if read_only or not path.exists():
            return cls(Store.open(path, read_only=True), None, who, language)
        return cls._locked(path, lambda: Store.open(path), who, language, take_over=take_over)

    @classmethod
    def _locked(
        cls, path: Path, make: Callable[[], Store], who: str | None, language: str, *, take_over: bool = False
    ) -> Case:
        lock = FileLock(path)
        lock.acquire(take_over=take_over)
        try:
            store = make()
        except BaseException:
            lock.release()
            raise
        try:
            return cls(store, lock, who, language)
        except BaseException:
            store.close()
            lock.release()
            raise

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self, *, discard: bool = False) -> None:
        """Close the file. `discard` deletes an unsaved case for good; a saved one is never deleted."""
        if self._closed:
            return
        self._closed = True
        self._give_up_jobs()
        self._store.close()
        if discard and not self.is_saved:
            self.path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._store.path

    @property
    def is_saved(self) -> bool:
        """Whether it was saved under a name; an unsaved case loses nothing either."""
        return not is_recovery_path(self.path)

    @property
    def is_read_only(self) -> bool:
        """Whether operations are refused."""
        return self._store.read_only

    def save_as(self, path: Path) -> Change:
        """Go on in a copy at `path`, with the whole history, replacing what stood there; the old file stays as it is.

        An unsaved case moves instead. Raises `CaseLockedError`, `NotWritableError`, `DiskFullError`; then the case goes
        on as it was.
        """
        self._refuse_closed()
        path = Path(path)
        if path.exists() and path.samefile(self.path) and not self.is_read_only:
            return Change("file", None, frozenset({What.FILE}))
        self._give_up_jobs()
        lock = FileLock(path)
        lock.acquire()
        try:
            self._store.copy_to(path)
            fresh = Store.open(path)
        except BaseException:
            lock.release()
            raise
        old, old_lock, was_saved = self._store, self._lock, self.is_saved
        self._store, self._lock = fresh, lock
        self._history.store = fresh
        self._use(fresh)
        old.close()
        if not was_saved:
            old.path.unlink(missing_ok=True)
        if old_lock is not None:
            old_lock.release()
        change = Change("file", None, frozenset({What.FILE}))
        self._tell(change)
        return change

    def copy_to(self, path: Path) -> None:
        """A copy of the whole file at `path`; the case goes on where it is. Raises as `save_as` does."""
        self._refuse_closed()
        self._give_up_jobs()
        lock = FileLock(Path(path))
        lock.acquire()
        try:
            self._store.copy_to(Path(path))
        finally:
            lock.release()

    def do(
        self, operation: Operation, *, merge: bool = False, recheck: bool = True, initiator: object | None = None
    ) -> Change:
        """Do an operation: when this returns, it is on the disk with its undo record, and the findings are new.

        `merge` lets it join the step before when both edit the same field in this session. ``recheck=False`` leaves
        the check to `check_job`. Raises `EditRefusedError` when it makes no sense, another `CaseError` when it could
        not be written; nothing has changed then, and the error's `operation` can be tried again.
        """
        self._refuse_closed()
        try:
            if self.is_read_only:
                raise CaseReadOnlyError(path=self.path)
            draft = Draft(self._state, self.who, datetime.now().astimezone())
            operation.plan(draft)
            changes = draft.changes()
            if not changes and not draft.new_texts:
                return Change("do", None, frozenset(), select=draft.select, initiator=initiator)
            self._history.commit(draft, operation.name, changes, operation.merge_key if merge else "")
        except CaseError as fault:
            fault.operation = operation
            raise
        for document, (text, entries) in draft.new_texts.items():
            self._state.texts[document] = text
            self._state.apply(((RecordKind.CLAIM, document, entry.claim.id), entry) for entry in entries)
        return self._finish("do", operation.name, changes, draft.select, recheck=recheck, initiator=initiator)

    def undo(self, *, recheck: bool = True, initiator: object | None = None) -> Change | None:
        """Take the last step back; ``None`` when there is none."""
        return self._step_back_or_forth("undo", recheck=recheck, initiator=initiator)

    def redo(self, *, recheck: bool = True, initiator: object | None = None) -> Change | None:
        """Do the last undone step again; ``None`` when there is none."""
        return self._step_back_or_forth("redo", recheck=recheck, initiator=initiator)

    def go_to(self, number: int, *, recheck: bool = True, initiator: object | None = None) -> Change | None:
        """Undo or redo until step `number` of `history` is the last that counts (0: none); ``None`` if it is already.

        Every step on the way is on the disk before the next.
        """
        self._refuse_closed()
        if self.is_read_only:
            raise CaseReadOnlyError(path=self.path)
        action = "undo" if number < self._history.position else "redo"
        move = self._history.undo if action == "undo" else self._history.redo
        changes: list[RecordChange] = []
        name, select, fault = None, Selection(), None
        while fault is None and self._history.is_away_from(number):
            try:
                moved = move(self.who, datetime.now().astimezone())
            except CaseError as trouble:
                fault = trouble  # what was moved before is on the disk: it must be seen first
                continue
            if moved is None:
                break
            name, select = name_of(moved[0]), selection_of_step(moved[0])
            changes += moved[1]
        change = None
        if name is not None:
            select = self._selection_after_undo(changes, select) if action == "undo" else select
            change = self._finish(action, name, changes, select, recheck=recheck, initiator=initiator)
        if fault is not None:
            raise fault
        return change

    def add_document(
        self, document: Document, analysis: Analysis | None = None, *, initiator: object | None = None
    ) -> str:
        """Add a document and return its id. `analysis`, made in a worker, spares the extraction and the check here."""
        if analysis is None:
            from workbench.extraction import extract

            claims: Sequence[Claim] = extract(document)
        else:
            claims = analysis.claims
        change = self.do(AddDocument(document, tuple(claims)), recheck=False, initiator=initiator)
        document_id = change.select.document
        job = self.check_job(document_id)
        if analysis is not None and job is not None and tuple(analysis.references) == self._state.figures():
            relations, ids = with_stable_ids(analysis.relations, {})
            self.install(job, Derived(relations, list(analysis.findings), ids), initiator=initiator)
        else:
            self.recheck((document_id,), initiator=initiator)
        return document_id

    def add_job(self, document: Document, claims: Sequence[Claim]) -> AddJob:
        """The adding of a long document, as a job for a worker: ``job.run()`` there, then `list_added`.

        Raises `CaseReadOnlyError`.
        """
        self._refuse_closed()
        if self.is_read_only:
            raise CaseReadOnlyError(path=self.path)
        id_ = following_id((*self._state.texts, *self._state.reserved))
        self._state.reserved.add(id_)
        job = AddJob(id_, document, claims, self.path)
        self._jobs.add(job)
        return job

    def list_added(self, job: AddJob, *, initiator: object | None = None) -> Change:
        """Show the document a job has written; it waits for its check then. Raises `CaseError` as `do` does.

        When the case went on in another file meanwhile, the document is written there, in this thread.
        """
        self._jobs.discard(job)
        if not job.is_in(self.path):
            return self.do(AddDocument(job.document, job.claims), recheck=False, initiator=initiator)
        self._refuse_closed()
        self._state.take_in(job.id, job.document, job.entries)
        return self.do(ListDocument(job.document, job.claims, job.id), recheck=False, initiator=initiator)

    def inputs(self, document: str) -> Inputs:
        """A snapshot of all that the check of a document depends on, for trying things without changing any."""
        return self._state.inputs(document, self.language)

    def check_job(self, document: str) -> CheckJob | None:
        """The check a document waits for, as a snapshot for a worker; ``None`` when it is up to date."""
        if document not in self._state.stale:
            return None
        known = self._state.derived.get(document)
        return CheckJob(document, self._state.revision[document], self.inputs(document), known)

    def install(self, job: CheckJob, derived: Derived, *, initiator: object | None = None) -> Change | None:
        """Take over what a job found; ``None``, and nothing done, when the document changed meanwhile."""
        self._refuse_closed()
        if self._state.revision.get(job.document) != job.revision:
            return None
        flips = self._flips(job.document, derived)
        self._state.install(job.document, derived)
        change = Change(
            "check",
            None,
            frozenset({What.FINDINGS, What.RELATIONS}),
            (job.document,),
            flips=flips,
            initiator=initiator,
        )
        self._tell(change)
        return change

    def recheck(self, documents: Iterable[str] | None = None, *, initiator: object | None = None) -> Change:
        """Check documents (all that wait, by default) now, in this thread."""
        waiting = tuple(sorted(self._state.stale) if documents is None else documents)
        return self._finish("check", None, [], Selection(), recheck=True, initiator=initiator, also=waiting)

    def set_language(self, language: str, *, recheck: bool = True) -> Change:
        """The language of explanations from now on; ``recheck=False`` leaves the checks to `check_job`."""
        self.language = language
        for entry in self._state.documents():
            self._state.touch(entry.id)
        return self.recheck(None if recheck else ())

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` with every `Change`, in the case's thread; returns how to stop it."""
        self._observers.append(observer)

        def stop() -> None:
            if observer in self._observers:
                self._observers.remove(observer)

        return stop

    def _step_back_or_forth(self, action: str, *, recheck: bool, initiator: object | None) -> Change | None:
        self._refuse_closed()
        if self.is_read_only:
            raise CaseReadOnlyError(path=self.path)
        move = self._history.undo if action == "undo" else self._history.redo
        moved = move(self.who, datetime.now().astimezone())
        if moved is None:
            return None
        step, changes = moved
        select = selection_of_step(step)
        if action == "undo":
            select = self._selection_after_undo(changes, select)
        return self._finish(action, name_of(step), changes, select, recheck=recheck, initiator=initiator)

    def _finish(
        self,
        action: str,
        name: StepName | None,
        changes: Sequence[RecordChange],
        select: Selection,
        *,
        recheck: bool,
        initiator: object | None,
        also: Iterable[str] = (),
    ) -> Change:
        self._state.apply((key, after) for key, _, after in changes)
        touched: dict[str, list[Claim] | None] = dict.fromkeys(also)
        for key, before, after in changes:
            self._note_touched(touched, key, before, after)
        for document in touched:
            self._state.touch(document)
        sets = any(key[0] is RecordKind.SETTING for key, _, _ in changes)
        flips, failure = self._check(touched, long_ones_wait=sets) if recheck else (Flips(), None)
        what = {WHAT_OF[key[0]] for key, _, _ in changes}
        if touched:
            what |= {What.FINDINGS, What.RELATIONS}
        change = Change(
            action,
            name,
            frozenset(what),
            tuple(
                dict.fromkeys(
                    [key[1] or key[2] for key, _, _ in changes if key[1] or key[0] is RecordKind.DOCUMENT]
                    + list(touched)
                )
            ),
            tuple((key[1], key[2]) for key, _, _ in changes if key[0] is RecordKind.CLAIM),
            select,
            flips,
            failure,
            initiator,
            tuple(key for key, _, _ in changes),
        )
        self._tell(change)
        return change

    def _note_touched(
        self, touched: dict[str, list[Claim] | None], key: Key, before: Record | None, after: Record | None
    ) -> None:
        """Which documents a change touches, and in them which claims; ``None`` for all of them."""
        kind, place, id_ = key
        if kind is RecordKind.TABLE or (kind is RecordKind.SETTING and id_ in CHANGES_CHECKS):
            touched.update(dict.fromkeys(entry.id for entry in self._state.documents()))
        elif kind is RecordKind.DOCUMENT and isinstance(after, DocumentEntry):
            if id_ not in self._state.derived or not isinstance(before, DocumentEntry) or _is_read_anew(before, after):
                touched[id_] = None
        elif kind in _RECHECKS:
            claims = touched.setdefault(place, [])
            if claims is not None:
                claims += self._claims_meant(place, (before, after))

    def _claims_meant(self, document: str, records: Iterable[Record | None]) -> Iterator[Claim]:
        for record in records:
            if isinstance(record, ClaimEntry):
                yield record.claim
            elif isinstance(record, RelationEntry | Suppressed):
                names = record.relation.claims if isinstance(record, RelationEntry) else record.claims
                entries = (self.entry(document, name) for name in names)
                yield from (entry.claim for entry in entries if entry is not None)

    def _check(
        self, touched: Mapping[str, Sequence[Claim] | None], *, long_ones_wait: bool
    ) -> tuple[Flips, str | None]:
        flips, failure = Flips(), None
        for document, claims in touched.items():
            if document not in self._state.texts:
                continue
            inputs = self.inputs(document)
            known = self._state.derived.get(document)
            is_long = len(inputs.claims) > WHOLE_CHECK_LIMIT
            if is_long and (long_ones_wait or (claims is not None and known is None)):
                continue  # all of it, after a setting or since the case was opened: too long between two keystrokes
            local = claims and is_long and known is not None
            try:
                derived = derive_around(inputs, known, claims) if local and known and claims else derive(inputs, known)
            except Exception as fault:  # noqa: BLE001 - the edit is saved; the analyst is told, the log has the rest
                _log.exception("check of %s failed", document)
                failure = f"{type(fault).__name__}: {fault}"
                continue
            if derived is None:
                continue  # too much between two keystrokes: it waits for the whole check
            flips += self._flips(document, derived)
            self._state.install(document, derived, whole=not local)
        return flips, failure

    def _flips(self, document: str, derived: Derived) -> Flips:
        """What a check changes; nothing when it is the first, since nobody saw another."""
        if document not in self._state.derived:
            return Flips()
        return Flips.between(self._state.findings_of(document), derived.findings)

    def _selection_after_undo(self, changes: Sequence[RecordChange], select: Selection) -> Selection:
        """What the undone step touched and is there again; never what it had made."""
        claims = [(key[1], key[2]) for key, _, after in changes if key[0] is RecordKind.CLAIM and after is not None]
        if claims:
            return Selection(claims[0][0], tuple(claim for document, claim in claims if document == claims[0][0]))
        gone = {key[2] for key, _, after in changes if key[0] is RecordKind.CLAIM and after is None}
        left = tuple(claim for claim in select.claims if claim not in gone)
        return Selection(select.document, left, select.findings)

    def _tell(self, change: Change) -> None:
        faults = []
        for observer in list(self._observers):
            try:
                observer(change)
            except Exception as fault:  # noqa: BLE001 - the others must hear of it first; raised again below
                faults.append(fault)
        if faults:
            raise faults[0]

    def _give_up_jobs(self) -> None:
        """What is being written goes into no copy; `list_added` writes it where the case is by then."""
        for job in self._jobs:
            job.give_up()
        self._jobs.clear()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise CaseClosedError(path=self.path)


def _is_read_anew(before: DocumentEntry, after: DocumentEntry) -> bool:
    return (before.language, before.engine) != (after.language, after.engine)
