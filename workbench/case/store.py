"""The `.case` file: an SQLite database in which every step is one durable transaction.

A rollback journal rather than a write-ahead log, so that all that was reported done is in the one file, also after
a killed process and in folders that are synchronised; ``synchronous=EXTRA`` so that it is there after a power cut.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from workbench.case.errors import (
    CaseClosedError,
    CaseDamagedError,
    CaseError,
    CaseExistsError,
    CaseNotFoundError,
    CaseReplacedError,
    CaseTooNewError,
    DiskFullError,
    NotACaseError,
    NotWritableError,
    WriteFailedError,
    WrongThreadError,
)
from workbench.case.records import Key, RecordKind
from workbench.case.schema import APPLICATION_ID, MIGRATIONS, VERSION
from workbench.new_files import flush

_PATIENCE = 3.0
"""Seconds to wait for others who read or copy the file, before a step is reported as not written."""

BEING_WRITTEN = "writing:"
"""In the names of values about the file: a document (its id follows) that is written before it is listed."""

_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One record before and after a step, as JSON text; ``None`` where it was not there."""

    key: Key
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the undo history. `parts` fill in its name; `selection` is what to select once it is done."""

    number: int
    at: str
    who: str
    session: str
    name: str
    parts: dict[str, str]
    merge_key: str
    selection: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the log: who changed which field of what, when, from what to what, and why."""

    number: int
    at: str
    who: str
    program: str
    action: str
    step: int
    name: str
    parts: dict[str, str]
    kind: str
    document: str
    id: str
    field: str
    old: str | None
    new: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """The text of a document with its blocks; never changed once written."""

    document: str
    sha256: str
    text: str
    structure: str


class Store:
    """One open case file. Raises `CaseError`s only; a failed write leaves the file as it was."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self.identity = file_identity(path)

    @classmethod
    def create(cls, path: Path) -> Store:
        """A new, empty case at `path`, which must not exist yet."""
        with translated(path):
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o644))
            except FileExistsError as fault:
                raise CaseExistsError(path=path) from fault
        try:
            with translated(path):
                connection = _connect(path, "rw")
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            store = cls(path, connection, read_only=False)
            store._migrate(0)
        except CaseError:
            path.unlink(missing_ok=True)
            raise
        return store

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """The case at `path`, brought to the current version of the tables."""
        _check_header(path)
        with translated(path):
            connection = _connect(path, "ro" if read_only else "rw")
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        store = cls(path, connection, read_only=read_only)
        try:
            if version > VERSION:
                raise CaseTooNewError(path=path)
            if sound != "ok":
                raise CaseDamagedError(path=path)
            if version < VERSION and not read_only:
                store._migrate(version)
            if not read_only:
                store._drop_unlisted()
        except CaseError:
            store.close()
            raise
        return store

    @classmethod
    def beside(cls, path: Path) -> Store:
        """One more connection, for another thread, to a file that is open and was looked through already."""
        with translated(path):
            return cls(path, _connect(path, "rw"), read_only=False)

    def close(self) -> None:
        """Close the file; everything is in it already."""
        self._connection.close()

    def _drop_unlisted(self) -> None:
        """Take away what was left of documents whose writing was cut short; those that were listed stay."""
        for (key,) in self.query("SELECT key FROM meta WHERE key LIKE ?", f"{BEING_WRITTEN}%"):
            document = str(key).removeprefix(BEING_WRITTEN)
            listed = "SELECT 1 FROM {} WHERE kind = 'document' AND id = ? LIMIT 1"
            known = any(self.query(listed.format(table), document) for table in ("records", "log"))
            with self.transaction() as execute:
                if not known:
                    drop_document(execute, document)
                execute("DELETE FROM meta WHERE key = ?", (key,))

    def _migrate(self, version: int) -> None:
        with self.transaction() as execute:
            for number, statements in enumerate(MIGRATIONS[version:], version + 1):
                for statement in statements:
                    execute(statement)
                execute(f"PRAGMA user_version = {number}")

    @contextmanager
    def transaction(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """All or nothing, on the disk when the block is left.

        Raises `CaseReplacedError` when another program moved the file or put another in its place meanwhile, as
        synchronised folders do: what would be written then could not be found again.
        """
        if self.identity is not None and file_identity(self.path) != self.identity:
            raise CaseReplacedError(path=self.path)
        with translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection.execute
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def query(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """All rows of a question."""
        with translated(self.path):
            return self._connection.execute(statement, values).fetchall()

    def meta(self, key: str) -> str | None:
        """A value about the file itself."""
        rows = self.query("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def contents(self) -> tuple[list[TextRow], list[tuple[str, str, str, str]]]:
        """The texts of all documents, removed ones included, and every record: kind, document, id, JSON.

        Both of one moment, and read at one go, since whoever writes has to wait meanwhile.
        """
        with translated(self.path):
            self._connection.execute("BEGIN")
            try:
                texts = self._connection.execute("SELECT document, sha256, text, structure FROM texts").fetchall()
                records = self._connection.execute("SELECT kind, document, id, payload FROM records").fetchall()
            finally:
                self._connection.execute("COMMIT")
        rows = [TextRow(str(name), str(digest), _text(text), str(blocks)) for name, digest, text, blocks in texts]
        return rows, [(str(kind), str(document), str(id_), str(payload)) for kind, document, id_, payload in records]

    def steps(self) -> list[StepRow]:
        """The undo history, oldest first, without what each step changed."""
        rows = self.query(
            "SELECT number, at, who, session, name, parts, merge_key, selection FROM steps ORDER BY number"
        )
        return [
            StepRow(
                int(str(number)), str(at), str(who), str(session), str(name), json.loads(str(parts)), str(merge_key),
                tuple(json.loads(str(selection))),
            )
            for number, at, who, session, name, parts, merge_key, selection in rows
        ]  # fmt: skip

    def step_changes(self, number: int) -> list[RowChange]:
        """What a step changed."""
        rows = self.query("SELECT changes FROM steps WHERE number = ?", number)
        return [
            RowChange((RecordKind(kind), document, id_), before, after)
            for kind, document, id_, before, after in json.loads(str(rows[0][0]))
        ]

    def log(self, *, document: str | None = None, first: int = 0, limit: int = -1) -> list[LogRow]:
        """Lines of the log from number `first`, oldest first."""
        where, values = ("AND document IN ('', ?)", [document]) if document is not None else ("", [])
        rows = self.query(
            "SELECT number, at, who, program, action, step, name, parts, kind, document, id, field, old, new, reason "
            f"FROM log WHERE number >= ? {where} ORDER BY number LIMIT ?",
            first, *values, limit,
        )  # fmt: skip
        return [_log_row(row) for row in rows]

    def attachment(self, sha256: str) -> tuple[str, bytes] | None:
        """Name and content of a file kept in the case."""
        with translated(self.path):
            row = self._connection.execute(
                "SELECT name, content FROM attachments WHERE sha256 = ?", (sha256,)
            ).fetchone()
        return None if row is None else (str(row[0]), bytes(row[1]))

    def copy_to(self, path: Path) -> None:
        """A copy of the whole file at `path`, complete or not there at all; replaces what stood there."""
        with translated(path):
            for left_over in path.parent.glob(f".{escape(path.name)}.*.new"):
                left_over.unlink(missing_ok=True)  # of a process that died while it copied
            descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
            os.close(descriptor)
            fresh = Path(name)
            try:
                target = sqlite3.connect(fresh, isolation_level=None)
                try:
                    self._connection.backup(target)
                    target.execute("PRAGMA synchronous = EXTRA")
                finally:
                    target.close()
                flush(fresh)
                fresh.chmod(0o666 & ~_umask())
                fresh.replace(path)
                flush(path.parent)
            except BaseException:
                fresh.unlink(missing_ok=True)
                raise


def write_change(execute: Callable[..., sqlite3.Cursor], changes: Iterable[tuple[Key, str | None]]) -> None:
    """Within a transaction: give every record its new JSON, or take it away."""
    for (kind, document, id_), payload in changes:
        if payload is None:
            execute("DELETE FROM records WHERE kind = ? AND document = ? AND id = ?", (kind.value, document, id_))
        else:
            execute(
                "INSERT INTO records VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET payload = excluded.payload",
                (kind.value, document, id_, payload),
            )


def write_step(execute: Callable[..., sqlite3.Cursor], step: StepRow, changes: Iterable[RowChange]) -> None:
    """Within a transaction: write, or write anew, a step of the undo history."""
    rows = [[*(str(part) for part in change.key), change.before, change.after] for change in changes]
    execute(
        "INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            step.number, step.at, step.who, step.session, step.name, json.dumps(step.parts),
            step.merge_key, json.dumps(step.selection), json.dumps(rows, ensure_ascii=False),
        ),
    )  # fmt: skip


def write_log(execute: Callable[..., sqlite3.Cursor], rows: Iterable[LogRow]) -> None:
    """Within a transaction: append to the log; the numbers of `rows` do not count."""
    for row in rows:
        execute(
            "INSERT INTO log VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.at, row.who, row.program, row.action, row.step, row.name, json.dumps(row.parts),
                row.kind, row.document, row.id, row.field, _shown(row.old), _shown(row.new), _shown(row.reason),
            ),
        )  # fmt: skip


def write_text(execute: Callable[..., sqlite3.Cursor], row: TextRow) -> None:
    """Within a transaction: add the text of a document."""
    execute("INSERT INTO texts VALUES (?, ?, ?, ?)", (row.document, row.sha256, _storable(row.text), row.structure))


def drop_document(execute: Callable[..., sqlite3.Cursor], document: str) -> None:
    """Within a transaction: take away all that was written of a document which is not listed."""
    execute("DELETE FROM records WHERE document = ?", (document,))
    execute("DELETE FROM texts WHERE document = ?", (document,))
    execute("DELETE FROM meta WHERE key = ?", (BEING_WRITTEN + document,))


def write_attachment(execute: Callable[..., sqlite3.Cursor], sha256: str, name: str, content: bytes) -> None:
    """Within a transaction: keep a file, once."""
    execute("INSERT OR IGNORE INTO attachments VALUES (?, ?, ?)", (sha256, name, content))


def write_meta(execute: Callable[..., sqlite3.Cursor], key: str, value: str) -> None:
    """Within a transaction: set a value about the file itself."""
    execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))


def _shown(text: str | None) -> str | None:
    """Text for the log, in which a lone surrogate is shown as a replacement character."""
    return None if text is None else text.encode("utf-8", "replace").decode()


def _storable(text: str) -> str | bytes:
    """Text as SQLite takes it; lone surrogates, which are no characters but occur in broken files, as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def _text(stored: object) -> str:
    return stored.decode("utf-8", "surrogatepass") if isinstance(stored, bytes) else str(stored)


def _log_row(row: tuple[object, ...]) -> LogRow:
    number, at, who, program, action, step, name, parts, kind, document, id_, field, old, new, reason = row
    return LogRow(
        int(str(number)), str(at), str(who), str(program), str(action), int(str(step)), str(name),
        json.loads(str(parts)), str(kind), str(document), str(id_), str(field),
        None if old is None else str(old), None if new is None else str(new), str(reason),
    )  # fmt: skip


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=_PATIENCE
    )
    # The file may come from anybody: its schema gets no rights, and a wrong page is noticed rather than believed.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    if mode == "rw":
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def _check_header(path: Path) -> None:
    with translated(path), path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_HEADER) or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotACaseError(path=path)


def file_identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at `path`: another number once another was put there. ``None`` when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of the system and of SQLite as sentences for the analyst."""
    try:
        yield
    except FileNotFoundError as fault:
        raise (CaseNotFoundError if not path.parent.is_dir() or not path.exists() else NotWritableError)(
            path=path, reason=fault.strerror or fault
        ) from fault
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFullError(path=path) from fault
        raise NotWritableError(path=path, reason=fault.strerror or fault) from fault
    except sqlite3.ProgrammingError as fault:
        if "thread" in str(fault):
            raise WrongThreadError(path=path) from fault
        if "closed" in str(fault):
            raise CaseClosedError(path=path) from fault
        raise
    except sqlite3.DatabaseError as fault:
        raise _sentence_for(fault, path) from fault


def _sentence_for(fault: sqlite3.DatabaseError, path: Path) -> CaseError:
    code = (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFullError(path=path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return NotWritableError(path=path, reason=fault)
    if code == sqlite3.SQLITE_NOTADB:
        return NotACaseError(path=path)
    if code == sqlite3.SQLITE_CORRUPT:
        return CaseDamagedError(path=path)
    return WriteFailedError(path=path, reason=fault)
