"""What a case keeps, one frozen dataclass for each kind of record. Findings are derived and not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from workbench.model import Claim, ReferenceFigure, Relation, Verdict


class RecordKind(StrEnum):
    """The kinds of record, as named in the file."""

    DOCUMENT = "document"
    CLAIM = "claim"
    RELATION = "relation"
    SUPPRESSED = "suppressed relation"
    VERDICT = "verdict"
    SECOND_VERDICT = "second verdict"
    NOTE = "note"
    SOURCE = "source"
    DECISION = "decision"
    SIGN_OFF = "sign-off"
    TABLE = "reference table"
    SETTING = "setting"
    SHEET = "sheet"


class Origin(StrEnum):
    """Who made a claim or relation."""

    TEXT = "text"
    ANALYST = "analyst"


class Standing(StrEnum):
    """Whether a claim counts."""

    ACTIVE = "active"
    NOT_A_CLAIM = "not a claim"


class Choice(StrEnum):
    """What the analyst did with a finding."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class Target:
    """What a verdict, note or source is about: a claim (by id), a finding (by its `key`), a document or the case."""

    kind: str
    document: str
    id: str = ""

    @classmethod
    def claim(cls, document: str, claim: str) -> Target:
        """A claim of a document."""
        return cls("claim", document, claim)

    @classmethod
    def finding(cls, document: str, key: str) -> Target:
        """A finding of a document, by `Finding.key`."""
        return cls("finding", document, key)

    @classmethod
    def of_document(cls, document: str) -> Target:
        """A document as a whole."""
        return cls("document", document)

    @property
    def place(self) -> str:
        """The id of the record that is about it."""
        return f"{self.kind}:{self.id}" if self.id else self.kind


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document of the case; its text and blocks are in `Case.document`. `next_claim` numbers added claims."""

    id: str
    title: str
    language: str
    sha256: str
    added: datetime
    order: int
    next_claim: int
    path: str | None = None
    date: date | None = None
    engine: str = ""


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim with its history in the case. `original` is what the text says, ``None`` while nothing was edited."""

    claim: Claim
    origin: Origin = Origin.TEXT
    standing: Standing = Standing.ACTIVE
    original: Claim | None = None
    edited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """A relation added by the analyst. `formula` is what they typed, if they did."""

    relation: Relation
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A relation of the text that the analyst removed, by its signature, with the claims it joined."""

    signature: str
    reason: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictEntry:
    """A human verdict: the id of a step of the verdict scale, with its reason.

    `values` is what the claim said when it was judged.
    """

    verdict: str
    by: str
    at: datetime
    reason: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note in the analyst's words."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was checked. `attachment` is the SHA-256 of a file kept in the case."""

    id: str
    target: Target
    address: str
    accessed: date | None
    quote: str
    title: str
    primary: bool
    by: str
    at: datetime
    attachment: str | None = None
    attachment_name: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a finding, with the finding as it read then, should it no longer be found.

    `values` are those of its claims at the time: once one is edited, the decision no longer counts.
    """

    choice: Choice
    by: str
    at: datetime
    reason: str = ""
    note: str = ""
    verdict: Verdict | None = None
    title: str = ""
    text: str = ""
    claims: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignOff:
    """A person's signature under a document, in the part of "preparer" or "reviewer"."""

    part: str
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """A table of known figures."""

    id: str
    name: str
    figures: tuple[ReferenceFigure, ...]
    path: str | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the case, as JSON-able text."""

    value: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The what-if sheet of a document: its lines as typed."""

    lines: tuple[str, ...] = ()


Record: TypeAlias = (
    DocumentEntry
    | ClaimEntry
    | RelationEntry
    | Suppressed
    | VerdictEntry
    | Note
    | Source
    | Decision
    | SignOff
    | ReferenceTable
    | Setting
    | Sheet
)

RECORD_CLASSES: dict[RecordKind, type[Record]] = {
    RecordKind.DOCUMENT: DocumentEntry,
    RecordKind.CLAIM: ClaimEntry,
    RecordKind.RELATION: RelationEntry,
    RecordKind.SUPPRESSED: Suppressed,
    RecordKind.VERDICT: VerdictEntry,
    RecordKind.SECOND_VERDICT: VerdictEntry,
    RecordKind.NOTE: Note,
    RecordKind.SOURCE: Source,
    RecordKind.DECISION: Decision,
    RecordKind.SIGN_OFF: SignOff,
    RecordKind.TABLE: ReferenceTable,
    RecordKind.SETTING: Setting,
    RecordKind.SHEET: Sheet,
}

Key: TypeAlias = tuple[RecordKind, str, str]
"""Kind, document id ("" for what belongs to the whole case), id within both."""
