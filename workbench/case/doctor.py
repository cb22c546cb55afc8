"""What is wrong inside a case file that opens: checked on every load, told to the analyst, never silently dropped.

A record that makes no sense is left in the file and left out of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from workbench.case.codec import load
from workbench.case.errors import UnreadableRecordError
from workbench.case.records import RECORD_CLASSES, ClaimEntry, Key, Record, RecordKind, RelationEntry
from workbench.case.store import Store, TextRow
from workbench.case.structure import document_of, is_unchanged
from workbench.case.wording import say
from workbench.model import Document


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing wrong with the file; `key` names its sentence."""

    key: str
    parts: tuple[tuple[str, str], ...]

    def said(self, language: str) -> str:
        """The sentence for the analyst."""
        return say(self.key, language, **dict(self.parts))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read, and what could not."""

    records: list[tuple[Key, Record]]
    texts: dict[str, Document]
    notices: list[Notice]


def load_all(store: Store) -> Loaded:
    """Read a whole case, record by record."""
    notices: list[Notice] = []
    texts: dict[str, Document] = {}
    text_rows, record_rows = store.contents()
    for row in text_rows:
        document = _read_text(row, notices)
        if document is not None:
            texts[row.document] = document
    records = dict(_read_records(record_rows, notices))
    for check in (_span_outside_text, _relation_end_missing, _document_without_text):
        for key, notice in list(check(records, texts)):
            notices.append(notice)
            del records[key]
    return Loaded(list(records.items()), texts, notices)


Check = Callable[[dict[Key, Record], dict[str, Document]], Iterator[tuple[Key, Notice]]]


def _read_text(row: TextRow, notices: list[Notice]) -> Document | None:
    if not is_unchanged(row):
        notices.append(_notice("doctor.text-changed", document=row.document))
    try:
        return document_of(row)
    except UnreadableRecordError:
        notices.append(_notice("doctor.structure", document=row.document))
        return Document(row.text)


def _read_records(rows: Iterable[tuple[str, str, str, str]], notices: list[Notice]) -> Iterator[tuple[Key, Record]]:
    classes = {kind.value: (kind, RECORD_CLASSES[kind]) for kind in RecordKind}
    for kind_name, document, id_, payload in rows:
        if kind_name not in classes:
            notices.append(_notice("doctor.unknown-kind", kind=kind_name, id=id_))
            continue
        kind, expected = classes[kind_name]
        try:
            yield (kind, document, id_), load(expected, payload)
        except UnreadableRecordError:
            notices.append(_notice("doctor.unreadable", kind=kind_name, id=id_))


def _span_outside_text(records: dict[Key, Record], texts: dict[str, Document]) -> Iterator[tuple[Key, Notice]]:
    for key, record in records.items():
        if isinstance(record, ClaimEntry):
            claim, document = record.claim, texts.get(key[1])
            if document is None or document.text[max(claim.start, 0) : max(claim.end, 0)] != claim.text:
                yield key, _notice("doctor.span", claim=claim.id, text=claim.text[:40], document=key[1])


def _relation_end_missing(records: dict[Key, Record], texts: dict[str, Document]) -> Iterator[tuple[Key, Notice]]:
    for key, record in records.items():
        if isinstance(record, RelationEntry):
            missing = [claim for claim in record.relation.claims if (RecordKind.CLAIM, key[1], claim) not in records]
            if missing:
                yield key, _notice("doctor.relation", relation=key[2], claim=missing[0])


def _document_without_text(records: dict[Key, Record], texts: dict[str, Document]) -> Iterator[tuple[Key, Notice]]:
    for key in records:
        if key[0] is RecordKind.DOCUMENT and key[2] not in texts:
            yield key, _notice("doctor.no-text", document=key[2])


def _notice(key: str, **parts: str) -> Notice:
    return Notice(key, tuple(parts.items()))
