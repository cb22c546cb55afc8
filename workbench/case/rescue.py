"""What can still be read of a damaged case, in a new file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from workbench.case.errors import CaseDamagedError, NotACaseError
from workbench.case.schema import APPLICATION_ID
from workbench.case.store import Store

_TABLES = {
    "meta": 2,
    "texts": 4,
    "records": 4,
    "attachments": 3,
    "steps": 9,
    "log": 15,
}
"""Tables with their number of columns."""


def rescue(damaged: Path, fresh: Path) -> dict[str, int]:
    """Copy every row that can be read into a new case at `fresh`; how many of each table.

    The damaged file is only read. Raises `CaseExistsError`, `NotACaseError` when nothing of a case is left in it.
    """
    with closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as source:
        try:
            ours = source.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        except sqlite3.DatabaseError as fault:
            raise NotACaseError(path=damaged) from fault
        if not ours:
            raise NotACaseError(path=damaged)
        store = Store.create(fresh)
        try:
            saved = {table: _copy(source, store, table, columns) for table, columns in _TABLES.items()}
        finally:
            store.close()
    if not saved["records"] and not saved["texts"]:
        fresh.unlink()
        raise CaseDamagedError(path=damaged)
    return saved


def _copy(source: sqlite3.Connection, store: Store, table: str, columns: int) -> int:
    marks = ", ".join("?" * columns)
    copied = 0
    with store.transaction() as execute:
        for row in _readable(source, table):
            if len(row) == columns:
                execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
                copied += 1
    return copied


def _readable(source: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """The rows from both ends of a table to where it is broken."""
    seen: set[tuple[object, ...]] = set()
    order = "kind, document, id" if table == "records" else "key" if table == "meta" else "rowid"
    for direction in ("ASC", "DESC"):
        ordered = ", ".join(f"{column} {direction}" for column in order.split(", "))
        try:
            for row in source.execute(f"SELECT * FROM {table} ORDER BY {ordered}"):
                if row not in seen:
                    seen.add(row)
                    yield row
        except sqlite3.DatabaseError:
            # This end is read as far as it goes; the other end may hold more.
            continue
