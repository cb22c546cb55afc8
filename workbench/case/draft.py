"""What an operation is about to change, collected before anything is written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from workbench.case.change import Selection
from workbench.case.errors import EditRefusedError
from workbench.case.records import (
    ClaimEntry,
    Decision,
    DocumentEntry,
    Key,
    Record,
    RecordKind,
    RelationEntry,
    Setting,
    Standing,
)
from workbench.model import Claim, Document, Finding, Relation

R = TypeVar("R", bound=Record)
T = TypeVar("T")
CLAIM = RecordKind.CLAIM


class CaseView(ABC):
    """What operations may read: records in memory, texts, and the relations and findings derived from them."""

    def __init__(self) -> None:
        self.records: dict[RecordKind, dict[tuple[str, str], Record]] = {kind: {} for kind in RecordKind}
        self.texts: dict[str, Document] = {}
        self.reserved: set[str] = set()

    def get(self, kind: RecordKind, document: str, id_: str, expected: type[R]) -> R | None:
        """A record, or ``None``."""
        record = self.records[kind].get((document, id_))
        return record if isinstance(record, expected) else None

    def setting(self, name: str, parse: Callable[[str | None], T]) -> T:
        """A setting of the case; the default where it has none, or one that another program wrote wrongly."""
        entry = self.get(RecordKind.SETTING, "", name, Setting)
        try:
            return parse(None if entry is None else entry.value)
        except (ValueError, RecursionError):
            return parse(None)

    def values_of(self, document: str, claims: Iterable[str]) -> tuple[str, ...]:
        """What claims say, for telling whether they were edited since."""
        return tuple(_said(self.get(RecordKind.CLAIM, document, claim, ClaimEntry)) for claim in claims)

    def counts(self, document: str, finding: Finding) -> Decision | None:
        """The decision on a finding, as long as its claims say what they said then."""
        decision = self.get(RecordKind.DECISION, document, finding.key, Decision)
        if decision is None or decision.values != self.values_of(document, decision.claims):
            return None
        return decision

    @abstractmethod
    def entries_of(self, document: str) -> list[ClaimEntry]:
        """All claims of a document in the order of the text, those that do not count included."""

    @abstractmethod
    def relations_of(self, document: str) -> list[Relation]:
        """Relations of the text that were not removed, and those of the analyst."""

    @abstractmethod
    def findings_of(self, document: str) -> list[Finding]:
        """Findings of the last check."""


class Draft:
    """Record edits on top of a `CaseView`. Operations read and write here; the case commits the outcome."""

    def __init__(self, view: CaseView, who: str, at: datetime) -> None:
        self.view = view
        self.who = who
        self.at = at
        self.reason = ""
        self.select = Selection()
        self.new_texts: dict[str, tuple[Document, list[ClaimEntry]]] = {}
        self.new_attachments: dict[str, tuple[str, bytes]] = {}
        self._edits: dict[Key, Record | None] = {}

    def get(self, kind: RecordKind, document: str, id_: str, expected: type[R]) -> R | None:
        """A record as the draft has it."""
        key = (kind, document, id_)
        if key in self._edits:
            record = self._edits[key]
            return record if isinstance(record, expected) else None
        return self.view.get(kind, document, id_, expected)

    def put(self, kind: RecordKind, document: str, id_: str, record: Record) -> None:
        """Add or replace a record."""
        self._edits[kind, document, id_] = record

    def drop(self, kind: RecordKind, document: str, id_: str) -> None:
        """Take a record away."""
        self._edits[kind, document, id_] = None

    def items(self, kind: RecordKind, document: str, expected: type[R]) -> Iterator[tuple[str, R]]:
        """All records of a kind in a document, with their ids."""
        for (place, id_), record in list(self.view.records[kind].items()):
            if place == document and (kind, place, id_) not in self._edits and isinstance(record, expected):
                yield id_, record
        for (edited, place, id_), fresh in list(self._edits.items()):
            if edited is kind and place == document and isinstance(fresh, expected):
                yield id_, fresh

    def document(self, document: str) -> DocumentEntry:
        """The entry of a document of the case. Raises `EditRefusedError`."""
        entry = self.get(RecordKind.DOCUMENT, "", document, DocumentEntry)
        if entry is None:
            raise EditRefusedError("refused.no-document", document=document)
        return entry

    def text(self, document: str) -> Document:
        """The text of a document of the case."""
        self.document(document)
        return self.new_texts[document][0] if document in self.new_texts else self.view.texts[document]

    def claim(self, document: str, claim: str) -> ClaimEntry:
        """A claim, whether it counts or not. Raises `EditRefusedError`."""
        entry = self.get(RecordKind.CLAIM, document, claim, ClaimEntry)
        if entry is None:
            raise EditRefusedError("refused.no-claim", claim=claim)
        return entry

    def active_claim(self, document: str, claim: str) -> Claim:
        """A claim that counts. Raises `EditRefusedError`."""
        entry = self.claim(document, claim)
        if entry.standing is not Standing.ACTIVE:
            raise EditRefusedError("refused.not-active", claim=claim)
        return entry.claim

    def values_of(self, document: str, claims: Iterable[str]) -> tuple[str, ...]:
        """What claims say in the draft, for telling later whether they were edited since."""
        return tuple(_said(self.get(RecordKind.CLAIM, document, claim, ClaimEntry)) for claim in claims)

    def claims_between(self, document: str, start: int, end: int) -> list[ClaimEntry]:
        """The claims that begin from `start` to before `end`, as the draft has them, in the order of the text."""
        entries = self.view.entries_of(document)
        first = bisect_left(entries, start, key=_start)
        last = bisect_left(entries, end, lo=first, key=_start)
        kept = [
            entry for entry in entries[first:last] if (RecordKind.CLAIM, document, entry.claim.id) not in self._edits
        ]
        edited = [
            record
            for (kind, place, _), record in self._edits.items()
            if kind is RecordKind.CLAIM and place == document and isinstance(record, ClaimEntry)
        ]
        return sorted([*kept, *(entry for entry in edited if start <= entry.claim.start < end)], key=_start)

    def new_claim_id(self, document: str) -> str:
        """An id no claim of the document ever had."""
        entry = self.document(document)
        self.put(RecordKind.DOCUMENT, "", document, replace(entry, next_claim=entry.next_claim + 1))
        return f"c{entry.next_claim}"

    def drop_claim(self, document: str, claim: str) -> None:
        """Take a claim away with the analyst's relations that hang on it."""
        self.drop(RecordKind.CLAIM, document, claim)
        for id_, entry in self.items(RecordKind.RELATION, document, RelationEntry):
            if claim in entry.relation.claims:
                self.drop(RecordKind.RELATION, document, id_)

    def changes(self) -> list[tuple[Key, Record | None, Record | None]]:
        """Key, before and after of every record that really differs."""
        found = []
        for key, after in self._edits.items():
            before = self.view.records[key[0]].get((key[1], key[2]))
            if before != after:
                found.append((key, before, after))
        return found


def _start(entry: ClaimEntry) -> int:
    return entry.claim.start


def _said(entry: ClaimEntry | None) -> str:
    if entry is None:
        return ""
    quantity = entry.claim.quantity
    parts = (quantity.hedge or "", quantity.value, quantity.value_high, quantity.unit)
    return " ".join(str(part) for part in parts)
