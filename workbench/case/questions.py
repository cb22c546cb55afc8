"""What can be asked of a case. Values returned are the case's own: read them, change them only by operations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from workbench.case.change import OPEN_VERDICTS, StepName
from workbench.case.check_settings import CHECK_SETTING, RULES_OFF_SETTING, check_settings, rules_off
from workbench.case.decide import is_closed
from workbench.case.decide_across import BETWEEN
from workbench.case.draft import Draft
from workbench.case.errors import EditRefusedError
from workbench.case.history import History, name_of
from workbench.case.operation import Operation
from workbench.case.records import (
    ClaimEntry,
    Decision,
    DocumentEntry,
    Note,
    Record,
    RecordKind,
    ReferenceTable,
    RelationEntry,
    Setting,
    Sheet,
    SignOff,
    Source,
    Target,
    VerdictEntry,
)
from workbench.case.scales import VerdictStep, verdict_scale, verdicts_in_use
from workbench.case.state import CaseState
from workbench.case.statuses import ClaimStatus
from workbench.case.store import LogRow, Store
from workbench.model import Claim, Document, Finding, ReferenceFigure, Relation

if TYPE_CHECKING:
    from workbench.checking.settings import Settings
    from workbench.relations.rules import Rule

R = TypeVar("R", bound=Record)


class SourceState(StrEnum):
    """How the file a document came from differs from when it was read."""

    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ChangedSource:
    """A document whose file is not what it was."""

    document: str
    path: Path
    state: SourceState


@dataclass(frozen=True, slots=True)
class Review:
    """Both verdicts on a target as `reader` may see them: the first is hidden until the second is given."""

    first: VerdictEntry | None
    second: VerdictEntry | None
    first_hidden: bool

    @property
    def agree(self) -> bool | None:
        """Whether both readers say the same; ``None`` until both have."""
        if self.first is None or self.second is None:
            return None
        return self.first.verdict == self.second.verdict


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A step of the history: `counts` is false for those that were undone."""

    number: int
    name: StepName
    who: str
    at: datetime
    counts: bool


class Questions:
    """The reading half of a `Case`."""

    def __init__(self, state: CaseState, store: Store, history: History) -> None:
        self._state = state
        self._file = store
        self._past = history

    def _use(self, store: Store) -> None:
        self._file = store

    def documents(self) -> tuple[DocumentEntry, ...]:
        """The documents of the case in the order they came."""
        return self._state.documents()

    def document(self, document: str) -> Document:
        """The text of a document with its blocks."""
        return self._state.texts[document]

    def claims(self, document: str) -> list[Claim]:
        """The claims that count, in the order of the text."""
        return self._state.claims_of(document)

    def entries(self, document: str) -> list[ClaimEntry]:
        """All claims with their origin, standing and what the text said; those marked as no claim included."""
        return self._state.entries_of(document)

    def entry(self, document: str, claim: str) -> ClaimEntry | None:
        """One claim with its origin, standing and what the text said."""
        return self._state.get(RecordKind.CLAIM, document, claim, ClaimEntry)

    def relations(self, document: str) -> list[Relation]:
        """Relations of the text that were not removed, then those of the analyst (ids "a1", "a2" ...)."""
        return self._state.relations_of(document)

    def formula(self, document: str, relation: str) -> str:
        """What the analyst typed for a relation; "" for relations of the text."""
        entry = self._state.get(RecordKind.RELATION, document, relation, RelationEntry)
        return "" if entry is None else entry.formula

    def findings(self, document: str) -> list[Finding]:
        """Findings of the last check, decided ones included; see `decision`."""
        return self._state.findings_of(document)

    def finding(self, document: str, key: str) -> Finding | None:
        """A finding by its key."""
        return next((finding for finding in self._state.findings_of(document) if finding.key == key), None)

    def open_findings(self, document: str) -> list[Finding]:
        """Inconsistent and doubtful findings that were neither accepted nor dismissed."""
        return [
            finding
            for finding in self._state.findings_of(document)
            if finding.verdict in OPEN_VERDICTS and not is_closed(self._state.counts(document, finding))
        ]

    def decision(self, document: str, key: str) -> Decision | None:
        """What was decided on a finding, by its key, whether it still counts or not."""
        return self._state.get(RecordKind.DECISION, document, key, Decision)

    def decision_counts(self, document: str, finding: Finding) -> bool:
        """Whether a decision was made and the claims of the finding still say what they said then."""
        return self._state.counts(document, finding) is not None

    def decisions_not_found(self, document: str) -> list[tuple[str, Decision]]:
        """Decisions, with their keys, on findings that the last check did not make any more."""
        present = {finding.key for finding in self._state.findings_of(document)}
        return [(key, entry) for key, entry in self._of(RecordKind.DECISION, document, Decision) if key not in present]

    def decisions_between(self) -> dict[str, Decision]:
        """What was decided on figures of two documents, by the key of the disagreement."""
        kept = self._of(RecordKind.DECISION, "", Decision)
        return {id_.removeprefix(BETWEEN): entry for id_, entry in kept if id_.startswith(BETWEEN)}

    def is_checked(self, document: str) -> bool:
        """Whether the findings are those of the claims as they are now."""
        return document not in self._state.stale

    def statuses(self, document: str) -> Mapping[str, ClaimStatus]:
        """How every claim that counts is to be underlined, by claim id."""
        return self._state.statuses(document)

    def verdict(self, target: Target) -> VerdictEntry | None:
        """The first reader's verdict, whoever asks; see `review`."""
        return self._state.get(RecordKind.VERDICT, target.document, target.place, VerdictEntry)

    def review(self, target: Target, reader: str) -> Review:
        """Both verdicts as `reader` may see them."""
        first = self.verdict(target)
        second = self._state.get(RecordKind.SECOND_VERDICT, target.document, target.place, VerdictEntry)
        hidden = first is not None and second is None and first.by != reader
        return Review(None if hidden else first, second, hidden)

    def verdict_scale(self) -> tuple[VerdictStep, ...]:
        """The human verdicts to choose from."""
        return verdict_scale(self._state)

    def verdicts_in_use(self) -> Mapping[str, int]:
        """How often each verdict of the scale was given; those in use cannot be taken off it."""
        return verdicts_in_use(self._state)

    def note(self, target: Target) -> Note | None:
        """The note on a target."""
        return self._state.get(RecordKind.NOTE, target.document, target.place, Note)

    def sources(self, target: Target) -> list[Source]:
        """The sources given for a target."""
        return [entry for _, entry in self._of(RecordKind.SOURCE, target.document, Source) if entry.target == target]

    def all_sources(self, document: str) -> list[Source]:
        """The sources given for anything in a document."""
        return [entry for _, entry in self._of(RecordKind.SOURCE, document, Source)]

    def all_verdicts(self, document: str, *, second: bool = False) -> list[tuple[Target, VerdictEntry]]:
        """First (or second) verdicts on anything in a document."""
        kind = RecordKind.SECOND_VERDICT if second else RecordKind.VERDICT
        found = []
        for place, entry in self._of(kind, document, VerdictEntry):
            what, _, id_ = place.partition(":")
            found.append((Target(what, document, id_), entry))
        return found

    def all_notes(self, document: str) -> list[tuple[Target, Note]]:
        """The notes on anything in a document."""
        found = []
        for place, entry in self._of(RecordKind.NOTE, document, Note):
            what, _, id_ = place.partition(":")
            found.append((Target(what, document, id_), entry))
        return found

    def all_decisions(self, document: str) -> list[tuple[str, Decision]]:
        """Decisions on findings, by key, those included whose finding is no longer made."""
        return list(self._of(RecordKind.DECISION, document, Decision))

    def attachment(self, source: Source) -> tuple[str, bytes] | None:
        """Name and content of the file kept with a source."""
        return None if source.attachment is None else self._file.attachment(source.attachment)

    def sign_offs(self, document: str) -> dict[str, SignOff]:
        """Who signed, by part: "preparer", "reviewer"."""
        return dict(self._of(RecordKind.SIGN_OFF, document, SignOff))

    def reference_tables(self) -> list[ReferenceTable]:
        """The tables of known figures."""
        return [table for _, table in self._of(RecordKind.TABLE, "", ReferenceTable)]

    def figures(self) -> tuple[ReferenceFigure, ...]:
        """The known figures of all tables."""
        return self._state.figures()

    def setting(self, name: str) -> str | None:
        """A setting of the case as JSON text; ``None`` when the default counts."""
        entry = self._state.get(RecordKind.SETTING, "", name, Setting)
        return None if entry is None else entry.value

    def thresholds(self) -> Settings | None:
        """What differences matter, as the analyst has set it; ``None`` when the defaults count."""
        return self._state.setting(CHECK_SETTING, check_settings)

    def rules_used(self) -> tuple[tuple[Rule, ...], frozenset[str]]:
        """The analyst's own rules, of this case and for every case, and the ids of rules that are switched off."""
        from workbench.relations.rules import built_in_rules

        own = self._state.own_rules()
        known = {rule.id for rule in (*own, *built_in_rules())}
        return own, self._state.setting(RULES_OFF_SETTING, rules_off) & known

    def sheet(self, document: str) -> tuple[str, ...]:
        """The lines of a document's what-if sheet."""
        entry = self._state.get(RecordKind.SHEET, document, "sheet", Sheet)
        return () if entry is None else entry.lines

    def planned(self, operation: Operation) -> Draft:
        """What an operation would change; nothing is changed. Raises `EditRefusedError` when it makes no sense."""
        draft = Draft(self._state, "", datetime.now().astimezone())
        operation.plan(draft)
        return draft

    def would_do(self, operation: Operation) -> bool:
        """Whether the operation makes sense as asked; nothing is changed."""
        try:
            self.planned(operation)
        except EditRefusedError:
            return False
        return True

    def undo_name(self) -> StepName | None:
        """The step that undo would take back."""
        step = self._past.undoable
        return None if step is None else name_of(step)

    def redo_name(self) -> StepName | None:
        """The step that redo would do again."""
        step = self._past.redoable
        return None if step is None else name_of(step)

    def steps(self) -> list[StepName]:
        """The names of the steps that count, oldest first."""
        return [name_of(step) for step in self._past.done()]

    def history(self) -> list[HistoryLine]:
        """All steps that can be undone or redone, oldest first."""
        return [
            HistoryLine(step.number, name_of(step), step.who, datetime.fromisoformat(step.at), self._past.counts(step))
            for step in self._past.steps
        ]

    def log(self, document: str | None = None, first: int = 0, limit: int = -1) -> list[LogRow]:
        """Who changed what, when, from what to what and why, oldest first, from line `first`; never shortened."""
        return self._file.log(document=document, first=first, limit=limit)

    def changed_sources(self) -> list[ChangedSource]:
        """Documents whose file has changed, or is gone, since it was read."""
        return changed_among(self.documents())

    def _of(self, kind: RecordKind, document: str, expected: type[R]) -> Sequence[tuple[str, R]]:
        found = self._state.records[kind].items()
        return [(id_, entry) for (place, id_), entry in found if place == document and isinstance(entry, expected)]


def changed_among(entries: Iterable[DocumentEntry]) -> list[ChangedSource]:
    """Those of the documents whose file has changed, or is gone, since it was read. Asks no case: a worker may."""
    found = []
    for entry in entries:
        if entry.path is None or not entry.sha256:
            continue
        path = Path(entry.path)
        digest = _digest(path)
        if digest is None:
            found.append(ChangedSource(entry.id, path, SourceState.MISSING))
        elif digest != entry.sha256:
            found.append(ChangedSource(entry.id, path, SourceState.CHANGED))
    return found


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            digest = sha256()
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()
