"""What an operation did: told to everyone who watches the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from workbench.case.records import Key, RecordKind
from workbench.case.wording import known, say
from workbench.model import Finding, Verdict

OPEN_VERDICTS = (Verdict.INCONSISTENT, Verdict.DOUBTFUL)
"""Verdicts that ask the analyst for a decision."""


class What(StrEnum):
    """The kinds of thing that views show."""

    DOCUMENTS = "documents"
    CLAIMS = "claims"
    RELATIONS = "relations"
    FINDINGS = "findings"
    VERDICTS = "verdicts"
    NOTES = "notes"
    SOURCES = "sources"
    DECISIONS = "decisions"
    SIGN_OFFS = "sign-offs"
    TABLES = "tables"
    SETTINGS = "settings"
    SHEET = "sheet"
    FILE = "file"


WHAT_OF = {
    RecordKind.DOCUMENT: What.DOCUMENTS,
    RecordKind.CLAIM: What.CLAIMS,
    RecordKind.RELATION: What.RELATIONS,
    RecordKind.SUPPRESSED: What.RELATIONS,
    RecordKind.VERDICT: What.VERDICTS,
    RecordKind.SECOND_VERDICT: What.VERDICTS,
    RecordKind.NOTE: What.NOTES,
    RecordKind.SOURCE: What.SOURCES,
    RecordKind.DECISION: What.DECISIONS,
    RecordKind.SIGN_OFF: What.SIGN_OFFS,
    RecordKind.TABLE: What.TABLES,
    RecordKind.SETTING: What.SETTINGS,
    RecordKind.SHEET: What.SHEET,
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What the window should select. `findings` are `Finding.key`s; all ids are of `document`."""

    document: str = ""
    claims: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()

    def pack(self) -> tuple[str, ...]:
        """As the file keeps it."""
        return (
            self.document,
            *(f"c:{claim}" for claim in self.claims),
            *(f"f:{finding}" for finding in self.findings),
            *(f"r:{relation}" for relation in self.relations),
        )

    @classmethod
    def unpack(cls, packed: tuple[str, ...]) -> Selection:
        """From the file."""
        if not packed:
            return cls()
        document, *rest = packed

        def those(mark: str) -> tuple[str, ...]:
            return tuple(part[2:] for part in rest if part.startswith(mark))

        return cls(document, those("c:"), those("f:"), those("r:"))


@dataclass(frozen=True, slots=True)
class Flips:
    """How the findings that ask for a decision differ from before. Keys of findings."""

    settled: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.settled or self.new or self.altered)

    def sentence(self, language: str) -> str:
        """For the status line: "2 findings settled, none new"."""
        if not self.any:
            return say("flips.none", language)
        parts = [
            say("flips.settled", language, count=len(self.settled)),
            say("flips.new", language, count=len(self.new)),
        ]
        if self.altered:
            parts.append(say("flips.altered", language, count=len(self.altered)))
        return ", ".join(parts)

    @classmethod
    def between(cls, before: list[Finding], after: list[Finding]) -> Flips:
        """Compare two checks of one document. A finding is the same when its key, or operation and claims, are."""
        old = {finding.key: finding for finding in before}
        by_claims = {(finding.operation, frozenset(finding.claims)): finding for finding in before}
        new_keys, altered, met = [], [], set()
        for finding in after:
            earlier = old.get(finding.key) or by_claims.get((finding.operation, frozenset(finding.claims)))
            was_open = earlier is not None and earlier.verdict in OPEN_VERDICTS
            if finding.verdict in OPEN_VERDICTS:
                if not was_open:
                    new_keys.append(finding.key)
                elif earlier is not None:
                    met.add(earlier.key)
                    if earlier.verdict is not finding.verdict or earlier.explanation != finding.explanation:
                        altered.append(finding.key)
        settled = tuple(f.key for f in before if f.verdict in OPEN_VERDICTS and f.key not in met)
        return cls(settled, tuple(new_keys), tuple(altered))

    def __add__(self, other: Flips) -> Flips:
        return Flips(self.settled + other.settled, self.new + other.new, self.altered + other.altered)


@dataclass(frozen=True, slots=True)
class StepName:
    """The name of a step for the menu, in any language: ``Undo {name}``."""

    key: str
    parts: dict[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """ "edit value of c3" / « modifier la valeur de c3 ». A part ``@key`` is a text of its own."""
        parts = {name: say(part[1:], language) if part.startswith("@") else part for name, part in self.parts.items()}
        return say(self.key, language, **parts) if known(self.key) else self.key


@dataclass(frozen=True, slots=True)
class Change:
    """What one step did. `action` is do, undo, redo, check or file; `claims` are pairs of document and claim id;
    `records` are all that differ.

    `select` is what to select afterwards; `flips` what the new check says; `check_failed` a sentence (English) when
    the check itself broke: the edit is saved all the same and the findings are those of before.
    """

    action: str
    name: StepName | None
    what: frozenset[What]
    documents: tuple[str, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()
    select: Selection = Selection()
    flips: Flips = Flips()
    check_failed: str | None = None
    initiator: object | None = None
    records: tuple[Key, ...] = ()
