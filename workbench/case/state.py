"""The case in memory: records, texts and what is derived from them, with the answers that views ask for."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.case.check_settings import (
    CHECK_SETTING,
    OWN_RULES_SETTING,
    RULES_OFF_SETTING,
    STANDING_RULES_SETTING,
    all_rules,
    check_settings,
    rules_off,
    usable_rules,
)
from workbench.case.draft import CaseView
from workbench.case.recheck import Derived, Inputs, signature
from workbench.case.records import (
    ClaimEntry,
    Decision,
    DocumentEntry,
    Key,
    Record,
    RecordKind,
    ReferenceTable,
    RelationEntry,
    Standing,
    Suppressed,
)
from workbench.case.statuses import ClaimStatus, Statuses
from workbench.model import Claim, Document, Finding, ReferenceFigure, Relation

if TYPE_CHECKING:
    from workbench.relations.rules import Rule


class CaseState(CaseView):
    """Records in memory with lists derived from them. Changed only by `apply` and `install`."""

    def __init__(self) -> None:
        super().__init__()
        self.derived: dict[str, Derived] = {}
        self.revision: dict[str, int] = {}
        self.stale: set[str] = set()
        self._claims: dict[str, list[ClaimEntry]] = {}
        self._status: dict[str, Statuses] = {}

    def apply(self, changes: Iterable[tuple[Key, Record | None]]) -> None:
        """Give every record its new value."""
        for (kind, document, id_), record in changes:
            before = self.records[kind].get((document, id_))
            if record is None:
                self.records[kind].pop((document, id_), None)
            else:
                self.records[kind][document, id_] = record
            if kind is RecordKind.CLAIM and document in self._claims:
                self._put_in_order(self._claims[document], before, record)
            if isinstance(record, DocumentEntry):
                self._take_language(record)
            if document in self._status:
                self._status[document].touch(_meant(kind, id_, before, record))

    def take_in(self, document: str, text: Document, entries: list[ClaimEntry]) -> None:
        """The text and the claims, in their order, of a document that is listed afterwards."""
        self.texts[document] = text
        self.records[RecordKind.CLAIM].update(((document, entry.claim.id), entry) for entry in entries)
        self._claims[document] = entries

    def _take_language(self, entry: DocumentEntry) -> None:
        text = self.texts.get(entry.id)
        if text is not None and text.language != entry.language:
            self.texts[entry.id] = replace(text, language=entry.language)

    def touch(self, document: str) -> None:
        """Mark what is derived for a document as of yesterday."""
        self.revision[document] = self.revision.get(document, 0) + 1
        self.stale.add(document)

    def install(self, document: str, derived: Derived, *, whole: bool = True) -> None:
        """Take over what was derived; unless from the `whole` document, it goes on waiting for that."""
        self.derived[document] = derived
        if whole:
            self.stale.discard(document)
        if document in self._status:
            self._status[document].see(derived.findings)

    def documents(self) -> tuple[DocumentEntry, ...]:
        """The documents of the case in the order they came."""
        entries = [entry for entry in self.records[RecordKind.DOCUMENT].values() if isinstance(entry, DocumentEntry)]
        return tuple(sorted(entries, key=lambda entry: entry.order))

    def entries_of(self, document: str) -> list[ClaimEntry]:
        """All claims of a document in the order of the text, those that do not count included."""
        if document not in self._claims:
            kept = self.records[RecordKind.CLAIM].items()
            entries = [entry for (place, _), entry in kept if place == document and isinstance(entry, ClaimEntry)]
            self._claims[document] = sorted(entries, key=_place)
        return self._claims[document]

    @staticmethod
    def _put_in_order(entries: list[ClaimEntry], before: Record | None, after: Record | None) -> None:
        """Exchange one entry, so that an edit among 100,000 claims does not sort them all."""
        if isinstance(before, ClaimEntry):
            first = bisect_left(entries, _place(before), key=_place)
            del entries[next(i for i in range(first, len(entries)) if entries[i] is before)]
        if isinstance(after, ClaimEntry):
            insort(entries, after, key=_place)

    def claims_of(self, document: str) -> list[Claim]:
        """The claims that count."""
        return [entry.claim for entry in self.entries_of(document) if entry.standing is Standing.ACTIVE]

    def relations_of(self, document: str) -> list[Relation]:
        """Relations of the text that were not removed, and those of the analyst."""
        derived = self.derived.get(document)
        removed = self._removed(document)
        kept = [] if derived is None else [r for r in derived.relations if not removed or signature(r) not in removed]
        return [*kept, *self._added(document)]

    def _removed(self, document: str) -> frozenset[str]:
        kept = self.records[RecordKind.SUPPRESSED].items()
        return frozenset(
            entry.signature for (place, _), entry in kept if place == document and isinstance(entry, Suppressed)
        )

    def _added(self, document: str) -> list[Relation]:
        kept = self.records[RecordKind.RELATION].items()
        return [entry.relation for (place, _), entry in kept if place == document and isinstance(entry, RelationEntry)]

    def findings_of(self, document: str) -> list[Finding]:
        """Findings of the last check."""
        derived = self.derived.get(document)
        return [] if derived is None else derived.findings

    def figures(self) -> tuple[ReferenceFigure, ...]:
        """The known figures of all tables."""
        tables = [table for table in self.records[RecordKind.TABLE].values() if isinstance(table, ReferenceTable)]
        return tuple(figure for table in tables for figure in table.figures)

    def inputs(self, document: str, language: str) -> Inputs:
        """A snapshot of all that the check of a document depends on."""
        known = self.derived.get(document)
        claims = self.claims_of(document)
        present = {claim.id for claim in claims}
        return Inputs(
            self.texts[document],
            tuple(claims),
            tuple(relation for relation in self._added(document) if present.issuperset(relation.claims)),
            self._removed(document),
            self.figures(),
            language,
            {} if known is None else known.ids,
            self.setting(CHECK_SETTING, check_settings),
            self.setting(RULES_OFF_SETTING, rules_off),
            self.own_rules(),
        )

    def own_rules(self) -> tuple[Rule, ...]:
        """The rules of the files of the case, and of those for every case."""
        own = self.setting(OWN_RULES_SETTING, usable_rules)
        return all_rules(own, self.setting(STANDING_RULES_SETTING, usable_rules))

    def statuses(self, document: str) -> Mapping[str, ClaimStatus]:
        """The state of every claim that counts, by id. Dismissed findings do not count."""
        if document not in self._status:
            self._status[document] = Statuses(self, document)
        return self._status[document].all()


def _place(entry: ClaimEntry) -> tuple[int, int]:
    return entry.claim.start, entry.claim.end


def _meant(kind: RecordKind, id_: str, *records: Record | None) -> Iterator[str]:
    """The claims whose state hangs on a record."""
    if kind is RecordKind.CLAIM:
        yield id_
    elif kind is RecordKind.VERDICT:
        yield id_.removeprefix("claim:")
    elif kind is RecordKind.DECISION:
        for record in records:
            if isinstance(record, Decision):
                yield from record.claims
