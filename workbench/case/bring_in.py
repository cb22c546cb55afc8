"""A long document on its way into a case, written by a worker while the analyst goes on.

Its text and claims are written in small transactions under an id that nothing refers to yet: a file in which that
was cut short holds the same case as before. The one step that lists the document, made in the case's own thread, is
as small as any other edit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.case.codec import dump
from workbench.case.draft import Draft
from workbench.case.edit_documents import AddDocument, document_entry
from workbench.case.errors import CaseReplacedError
from workbench.case.records import ClaimEntry, Key, RecordKind
from workbench.case.store import (
    BEING_WRITTEN,
    Store,
    drop_document,
    file_identity,
    write_change,
    write_meta,
    write_text,
)
from workbench.case.structure import text_row
from workbench.model import Claim, Document

_AT_A_TIME = 1000
"""Claims written in one transaction: few enough that an edit made meanwhile hardly waits."""


class AddJob:
    """A document to be written by `run` in any thread; ``case.list_added(job)`` shows it, in the case's own.

    `id` is the one the document has in the case from then on.
    """

    def __init__(self, id_: str, document: Document, claims: Sequence[Claim], path: Path) -> None:
        self.id = id_
        self.document = document
        self.claims = claims
        self.entries: list[ClaimEntry] = []
        self.path = path
        self.is_written = False
        self._identity = file_identity(path)
        self._unwanted = False
        self._at_work = threading.Lock()

    def is_in(self, path: Path) -> bool:
        """Whether all of it stands in the file at `path`."""
        return self.is_written and path == self.path and file_identity(path) == self._identity

    def give_up(self) -> None:
        """Stop writing: the case goes on in another file, or is closed. Returns once nothing of it is left."""
        self._unwanted = True
        with self._at_work:
            pass

    def run(self, cancelled: Callable[[], bool] = lambda: False) -> bool:
        """Write the text and the claims; whether all of it was, since `cancelled` may stop it.

        Raises `CaseError`; then, and when stopped, nothing of it is left in the file.
        """
        self.entries = sorted(
            (ClaimEntry(claim) for claim in self.claims), key=lambda entry: (entry.claim.start, entry.claim.end)
        )
        with self._at_work:
            if not self._unwanted:
                store = Store.beside(self.path)
                try:
                    if store.identity != self._identity:
                        raise CaseReplacedError(path=self.path)
                    self.is_written = self._write(store, cancelled)
                finally:
                    store.close()
        return self.is_written

    def _write(self, store: Store, cancelled: Callable[[], bool]) -> bool:
        try:
            with store.transaction() as execute:
                write_meta(execute, BEING_WRITTEN + self.id, "")
                write_text(execute, text_row(self.id, self.document))
            for rows in self._parts():
                if cancelled() or self._unwanted:
                    self._take_back(store)
                    return False
                with store.transaction() as execute:
                    write_change(execute, rows)
        except Exception:
            self._take_back(store)
            raise
        return True

    def _parts(self) -> Iterator[list[tuple[Key, str | None]]]:
        for first in range(0, len(self.entries), _AT_A_TIME):
            part = self.entries[first : first + _AT_A_TIME]
            yield [((RecordKind.CLAIM, self.id, entry.claim.id), dump(entry)) for entry in part]

    def _take_back(self, store: Store) -> None:
        with store.transaction() as execute:
            drop_document(execute, self.id)


@dataclass(frozen=True)
class ListDocument(AddDocument):
    """Show a document whose text and claims an `AddJob` has written."""

    id: str = ""

    def plan(self, draft: Draft) -> None:
        """Only its entry is new."""
        document_entry(draft, self.id, self.document, self.claims)
