"""The base of every named, undoable step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.case.change import StepName
from workbench.case.draft import Draft
from workbench.case.records import ClaimEntry, RecordKind


class Operation(ABC):
    """One thing the analyst asks for. Does nothing itself: `plan` says what is to change, `Case.do` does it.

    Operations are plain values; they may be kept and asked again. `plan` raises `EditRefusedError` when the operation
    makes no sense, in which case nothing is changed.
    """

    @abstractmethod
    def plan(self, draft: Draft) -> None:
        """Put the record edits, the reason and what to select into the draft."""

    @property
    @abstractmethod
    def name(self) -> StepName:
        """For the menu: ``Undo {name}``."""

    @property
    def merge_key(self) -> str:
        """Steps with the same key, made one after the other and asked to merge, become one. "" never merges."""
        return ""


@dataclass(frozen=True)
class Together(Operation):
    """Several operations as one step, undone together."""

    operations: Sequence[Operation]

    def plan(self, draft: Draft) -> None:
        """Plan one after the other, each seeing what those before it did; what they select is selected together."""
        claims: dict[str, None] = {}
        findings: dict[str, None] = {}
        for operation in self.operations:
            operation.plan(draft)
            claims.update(dict.fromkeys(draft.select.claims))
            findings.update(dict.fromkeys(draft.select.findings))
        place = draft.select.document
        left = tuple(claim for claim in claims if draft.get(RecordKind.CLAIM, place, claim, ClaimEntry) is not None)
        draft.select = replace(draft.select, claims=left, findings=tuple(findings))

    @property
    def name(self) -> StepName:
        """The name of its only operation, or of its kind with their number."""
        if len(self.operations) == 1:
            return self.operations[0].name
        keys = {operation.name.key for operation in self.operations}
        if len(keys) == 1:
            return StepName("step.several", {"name": f"@{keys.pop()}.several", "count": str(len(self.operations))})
        return StepName("step.changes", {"count": str(len(self.operations))})
