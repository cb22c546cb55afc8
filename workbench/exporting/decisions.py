"""What the analyst decided, as the exports show it. A case fills it; without one everything is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from workbench.resource_files import load_toml


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's verdict (an id of the scale in resources/case/verdicts.toml) or decision, and who gave it when.

    `changed_since` is true for a decision on a finding whose figures were read otherwise when it was made.
    """

    verdict: str
    by: str = ""
    at: datetime | None = None
    note: str = ""
    changed_since: bool = False


@dataclass(frozen=True, slots=True)
class BetweenDocuments:
    """A decision on figures of two documents that do not agree, in words; `claims` are "document:claim"."""

    title: str
    text: str
    claims: Sequence[str]
    judged: Judged


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where a figure was checked. `claim` is the id of the claim it is about, empty for the whole document.

    `attachment` is the SHA-256 of a file that is kept with it, `attachment_name` what that file is called.
    """

    id: str
    claim: str = ""
    title: str = ""
    address: str = ""
    accessed: str = ""
    quote: str = ""
    primary: bool = False
    by: str = ""
    attachment: str = ""
    attachment_name: str = ""

    @property
    def file(self) -> str:
        """The kept file with its hash, "" when there is none."""
        return f"{self.attachment_name or '?'} (SHA-256 {self.attachment})" if self.attachment else ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the history: who changed what, from what to what, and why."""

    at: datetime
    who: str
    object: str
    field: str
    old: str = ""
    new: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One figure through the versions of a text: what each says (empty where it is missing), ticked in the first?"""

    figure: str
    written: tuple[str, ...]
    change: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One verdict a person can give: its id, its name in the language asked for, and its 1 to 5 of ClaimReview."""

    id: str
    name: str
    rating: int | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything a person added: verdicts and notes by claim id, decisions by the `key` of the finding.

    `changed_since` has the ids of the claims whose values are not those that were ticked. `scale` is the list of
    verdicts of the case, in the language of the export; empty for the one that comes with the program.
    """

    verdicts: Mapping[str, Judged] = field(default_factory=dict)
    second_verdicts: Mapping[str, Judged] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, Judged] = field(default_factory=dict)
    between: Sequence[BetweenDocuments] = ()
    sources: Sequence[SourceNote] = ()
    log: Sequence[LogEntry] = ()
    versions: Sequence[VersionRow] = ()
    version_names: Sequence[str] = ()
    preparer: str = ""
    prepared: datetime | None = None
    reviewer: str = ""
    reviewed: datetime | None = None
    questions: Sequence[str] = ()
    changed_since: Set[str] = frozenset()
    scale: Sequence[ScaleStep] = ()


NOTHING_DECIDED = Decisions()


def verdict_scale(language: str, decisions: Decisions = NOTHING_DECIDED) -> tuple[ScaleStep, ...]:
    """The verdicts a person can give, best to worst: those of the case, or those that come with the program."""
    if decisions.scale:
        return tuple(decisions.scale)
    return tuple(ScaleStep(entry["id"], entry.get(language, entry["en"]), entry.get("rating")) for entry in _scale())


@cache
def _scale() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = load_toml("case", "verdicts.toml")["verdict"]
    return steps
