"""Decisions on figures of two documents that do not agree. They belong to the case, not to one of the documents."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case.change import Selection, StepName
from workbench.case.decide import refuse_without_reason
from workbench.case.draft import Draft
from workbench.case.errors import EditRefusedError
from workbench.case.operation import Operation
from workbench.case.records import Choice, Decision, RecordKind
from workbench.model import Verdict

BETWEEN = "between:"
"""Before the key in the id of the record."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two figures as they read now: `key` tells which they are, `said` what each says, `claims` where they stand
    ("d1:c3"); `title` and `text` keep in words what was decided on."""

    key: str
    claims: tuple[str, ...]
    said: tuple[str, ...]
    title: str
    text: str
    verdict: Verdict | None = None


@dataclass(frozen=True)
class DecideDisagreement(Operation):
    """Accept, dismiss or defer a disagreement; ``choice=None`` opens it again. Dismissing takes a `reason` of
    `dismissal_reasons`. The decision counts as long as both figures say what they said then."""

    disagreement: Disagreement
    choice: Choice | None
    reason: str = ""
    note: str = ""

    def plan(self, draft: Draft) -> None:
        """Keep the disagreement as it reads now beside the decision."""
        about, id_ = self.disagreement, BETWEEN + self.disagreement.key
        known = draft.get(RecordKind.DECISION, "", id_, Decision)
        if self.choice is None:
            if known is None:
                raise EditRefusedError("refused.no-finding", finding=about.title)
            draft.drop(RecordKind.DECISION, "", id_)
        else:
            refuse_without_reason(self.choice, self.reason, self.note)
            decision = Decision(
                self.choice, draft.who, draft.at, self.reason, self.note.strip(), about.verdict, about.title,
                about.text, about.claims, about.said,
            )  # fmt: skip
            draft.put(RecordKind.DECISION, "", id_, decision)
        draft.reason = "; ".join(part for part in (self.reason, self.note.strip()) if part)
        draft.select = Selection()

    @property
    def name(self) -> StepName:
        """ "dismiss a disagreement"."""
        return StepName(f"step.between-{self.choice.value}" if self.choice else "step.between-reopened")
