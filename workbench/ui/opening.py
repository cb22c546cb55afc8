"""Opening: files, pasted text and cases. Reading and extracting run in a worker, one file after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.case import (
    AddDocument,
    AddJob,
    AddReferenceTable,
    Case,
    CaseDamagedError,
    CaseError,
    CaseLockedError,
    Change,
)
from workbench.model import Claim, Document, ReferenceFigure
from workbench.resource_files import resources
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.standing_rules import make_ready
from workbench.ui.tasks import Control
from workbench.ui.views.message_bar import Message

if TYPE_CHECKING:
    from workbench.reading import Attachment, Watch

CASE_SUFFIX = ".case"
_KIND = "open"
# From this many claims on, a document is written into the case by a worker.
_MANY_CLAIMS = 1500
_SAMPLE = "wuxi-iot-summit"
_SAMPLE_TABLE = "wuxi-iot-figures.csv"


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read, with its claims and the files in it, or why it could not be."""

    path: Path | None
    document: Document | None = None
    claims: tuple[Claim, ...] = ()
    error: Exception | None = None
    enclosed: tuple[Attachment, ...] = ()


_Work = Callable[[Control], list[_Read]]
_Done = Callable[[list[_Read], Callable[[], None]], None]


class Opening(QObject):
    """Brings documents and cases into the session. `opened` carries the path of what was opened; `enclosed` that of a
    message, with the files in it; `rescue_wanted` that of a damaged case the analyst wants what is left of."""

    opened = Signal(Path)
    enclosed = Signal(Path, object)
    rescue_wanted = Signal(Path)

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._waiting: deque[tuple[_Work, _Done]] = deque()
        session.tasks.stopped.connect(self._on_stopped)

    def open(self, paths: Sequence[Path]) -> None:
        """Open cases and documents; documents join the open case."""
        documents = [path for path in paths if path.suffix.lower() != CASE_SUFFIX]
        for path in paths:
            if path.suffix.lower() == CASE_SUFFIX:
                self.open_case(path)
        if documents:
            self._read(documents)

    def open_case(self, path: Path, *, read_only: bool = False) -> None:
        """Open a case in place of the one before."""
        session = self._session
        try:
            case = Case.open(path, read_only=read_only, who=session.person or None, language=session.wording.language)
        except CaseLockedError as locked:
            wording = session.wording
            session.told.emit(
                Message(
                    locked.said(wording.language),
                    "warning",
                    wording("opening.read_only"),
                    lambda: self.open_case(path, read_only=True),
                )
            )
            return
        except CaseDamagedError as damaged:
            wording = session.wording
            told = damaged.said(wording.language)
            rescue = wording("opening.rescue")
            session.told.emit(Message(told, "error", rescue, lambda: self.rescue_wanted.emit(path)))
            return
        except CaseError as error:
            session.tell_error(error)
            return
        session.use_case(case)
        if case.is_saved:
            self._settings.add_recent(path)
        self.opened.emit(path)

    def add_text(self, text: str, title: str = "") -> None:
        """Make a document of pasted text."""

        def work(control: Control) -> list[_Read]:
            from workbench.reading import read_text

            control.progress("reading", 0.0)
            document = read_text(text)
            if title:
                document.title = title
            return [_extracted(None, document, control)]

        self._start(work, self._arrived)

    def open_sample(self) -> None:
        """The press release that comes with the program, in the language of the interface."""
        path = sample_path(self._session.wording.language)
        if path is None:
            self._session.told.emit(Message(self._session.wording("opening.no_sample"), "error"))
            return
        table = path.with_name(_SAMPLE_TABLE)
        known = {table.name for table in self._session.case.reference_tables()} if self._session.case else set()
        self._read([path], remember=False, table=table if table.is_file() and table.name not in known else None)

    def load_references(self, path: Path) -> None:
        """Load a table of known figures into the case."""
        session = self._session

        def work(control: Control) -> Sequence[ReferenceFigure]:
            from workbench.reference import load

            control.progress("references", 0.0)
            return tuple(load(path))

        def done(figures: Sequence[ReferenceFigure]) -> None:
            try:
                session.ensure_case()
            except CaseError as error:
                session.tell_error(error)
                return
            change = session.do(AddReferenceTable(path.name, tuple(figures), str(path)))
            if change is not None:
                told = session.wording("references.loaded", n=len(figures), name=path.name)
                session.told.emit(Message(told))

        session.tasks.run("references", work, done, session.tell_error)

    def _read(self, paths: Sequence[Path], *, remember: bool = True, table: Path | None = None) -> None:
        first_pages = self._session.first_pages

        def work(control: Control) -> list[_Read]:
            from workbench.reading import Watch, read

            found = []
            for path in paths:
                control.check()
                control.progress("reading", 0.0)
                watch = Watch(
                    lambda share: control.progress("reading", share),
                    control.cancelled,
                    lambda document: first_pages.offer(control, document),
                )
                try:
                    item = _extracted(path, read(path, watch=watch), control)
                except Exception as error:  # noqa: BLE001 - told for this file; the others go on
                    item = _Read(path, error=error)
                found.append(_with_enclosed(item, path, watch))
            return found

        def done(found: list[_Read], then: Callable[[], None]) -> None:
            def arrived() -> None:
                if table is not None:
                    self.load_references(table)
                for item in found:
                    if remember and item.path is not None and item.error is None:
                        self._settings.add_recent(item.path)
                then()

            self._arrived(found, arrived)

        self._start(work, done)

    def open_attachments(self, path: Path, chosen: Sequence[Attachment]) -> None:
        """Open files in the message at `path` as documents of the case."""

        def work(control: Control) -> list[_Read]:
            from workbench.reading import Watch, read_attachment

            found = []
            for attachment in chosen:
                control.check()
                control.progress("reading", 0.0)
                watch = Watch(lambda share: control.progress("reading", share), control.cancelled)
                try:
                    document = read_attachment(path, attachment, watch=watch)
                    document.title = document.title or attachment.name
                    found.append(_extracted(None, document, control))
                except Exception as error:  # noqa: BLE001 - told for this file; the others go on
                    found.append(_Read(None, error=error))
            return found

        self._start(work, self._arrived)

    def recognise(self, path: Path) -> None:
        """Open a PDF of pictures by recognising their text, page by page."""

        def work(control: Control) -> list[_Read]:
            from workbench.reading import Watch, read_scan

            control.progress("recognising", 0.0)
            watch = Watch(lambda share: control.progress("recognising", share), control.cancelled)
            return [_extracted(path, read_scan(path, watch=watch), control)]

        def done(found: list[_Read], then: Callable[[], None]) -> None:
            self._settings.add_recent(path)
            self._arrived(found, then)

        self._start(work, done)

    def _start(self, work: _Work, done: _Done) -> None:
        """Read now, or after what is being read."""
        tasks = self._session.tasks
        if tasks.is_running(_KIND):
            self._waiting.append((work, done))
            return

        def ended(found: list[_Read]) -> None:
            done(found, self._go_on)

        def failed(error: Exception) -> None:
            self._session.first_pages.drop()
            self._session.tell_error(error)
            self._go_on()

        tasks.run(_KIND, work, ended, failed)

    def _go_on(self) -> None:
        if self._waiting:
            self._start(*self._waiting.popleft())

    def _on_stopped(self, kind: str) -> None:
        # Whoever stops the reading, or opens another case, wants none of the files that wait either.
        if kind == _KIND and not self._session.tasks.is_running(_KIND):
            self._waiting.clear()
            self._session.first_pages.drop()

    def _refused(self, path: Path | None, error: Exception) -> None:
        """Tell why a file could not be read, with what can be done about it."""
        from workbench.reading import ReadingError, can_recognise

        session = self._session
        pictures = isinstance(error, ReadingError) and error.key == "formats.scanned"
        if path is None or not pictures or not can_recognise():
            session.tell_error(error)
            return
        wording = session.wording
        told = Message(
            wording("opening.scanned", name=path.name),
            "error",
            wording("opening.recognise"),
            lambda: self.recognise(path),
        )
        session.told.emit(told)

    def _arrived(self, found: Sequence[_Read], then: Callable[[], None]) -> None:
        """Take what was read into the case, one after another, and go on with `then`."""
        session, waiting = self._session, deque(found)

        def go_on() -> None:
            while waiting:
                item = waiting.popleft()
                if item.error is not None or item.document is None:
                    self._refused(item.path, item.error or ValueError())
                    continue
                try:
                    case = session.ensure_case()
                    if len(item.claims) > _MANY_CLAIMS:
                        self._write(case, case.add_job(item.document, item.claims), item, go_on)
                        return
                    change = case.do(AddDocument(item.document, item.claims), recheck=False)
                except CaseError as error:
                    session.tell_error(error)
                    continue
                self._show(change, item)
            session.first_pages.drop()
            # After what went wrong, which would be told in the place of the offer.
            for item in found:
                if item.enclosed and item.path is not None:
                    self.enclosed.emit(item.path, item.enclosed)
            then()

        go_on()

    def _write(self, case: Case, job: AddJob, item: _Read, then: Callable[[], None]) -> None:
        """Let a worker write a long document into the case; a step of its size would hold the window up."""
        session = self._session

        def work(control: Control) -> None:
            control.progress("adding", 0.0)
            job.run(control.cancelled)

        def done(_: object) -> None:
            try:
                self._show(case.list_added(job), item)
            except CaseError as error:
                session.tell_error(error)
            then()

        def failed(error: Exception) -> None:
            session.tell_error(error)
            then()

        session.tasks.run(_KIND, work, done, failed)

    def _show(self, change: Change, item: _Read) -> None:
        session, document = self._session, change.select.document
        # The case has shown it already when nothing else was; shown again, it would lose the reader's place.
        if session.document_id != document:
            session.show_document(document)
        session.check_in_background(document)
        if item.path is not None:
            self.opened.emit(item.path)


def _with_enclosed(item: _Read, path: Path, watch: Watch) -> _Read:
    """`item` with the files in it, if it is a message; a message without a text of its own has them too."""
    from workbench.reading import ReadingError, list_attachments, may_have_attachments

    try:
        if may_have_attachments(path):
            return replace(item, enclosed=list_attachments(path, watch=watch))
    except ReadingError:
        # What is wrong with the file was said when it was read.
        return item
    return item


def _extracted(path: Path | None, document: Document, control: Control) -> _Read:
    from workbench.extraction import extract

    make_ready()
    control.check()
    control.progress("extraction", 0.3)
    return _Read(path, document, tuple(extract(document)))


def sample_path(language: str) -> Path | None:
    """The sample release in `language`, from a checkout or an installed package."""
    folders = (resources() / "samples", resources().parent / "samples")
    for folder in folders:
        for name in (f"{_SAMPLE}.{language}.txt", f"{_SAMPLE}.en.txt"):
            if (folder / name).is_file():
                return folder / name
    return None
