"""Decisions carried from one version of a text to the next, and what must be checked again because it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.case import Case, Operation, Selection, StepName
from workbench.case.draft import Draft
from workbench.case.records import (
    Decision,
    Note,
    RecordKind,
    RelationEntry,
    Source,
    Standing,
    Target,
    VerdictEntry,
)
from workbench.comparing.compare import Row
from workbench.comparing.likeness import State
from workbench.model import Finding, Operand, Relation

_KEPT = frozenset({State.SAME})
_CONTEXT = ("indicator", "scope", "period", "role", "counted")


@dataclass(frozen=True, slots=True)
class Recheck:
    """A figure that was judged in the old version and differs in the new one."""

    row: Row
    old: str
    new: str | None
    state: State


def claim_pairs(rows: Sequence[Row], old: int = 0, new: int = 1) -> dict[str, str]:
    """Ids of the claims that say the same in two versions (numbers of columns): old to new."""
    pairs = {}
    for row in rows:
        before, after = row.cells[old], row.cells[new]
        if before is not None and after is not None and row.states[new] in _KEPT:
            pairs[before.id] = after.id
    return pairs


def to_check_again(case: Case, document: str, rows: Sequence[Row], old: int = 0, new: int = 1) -> list[Recheck]:
    """Figures of `document`, the old version, that were given a verdict and are not the same in the new one."""
    found = []
    for row in rows:
        before, after = row.cells[old], row.cells[new]
        if before is None or row.states[new] in _KEPT:
            continue
        if case.verdict(Target.claim(document, before.id)) is not None:
            found.append(Recheck(row, before.id, None if after is None else after.id, row.states[new]))
    return found


@dataclass(frozen=True)
class CarryOver(Operation):
    """One step: what was decided on the figures that are the same goes over to the new version.

    Verdicts of both readers, notes, sources, marks of what is no claim, context typed by the analyst, relations by
    hand, removed relations, and decisions on findings whose claims are all the same. What the new version has
    already stays.
    """

    old: str
    new: str
    claims: Mapping[str, str]

    def plan(self, draft: Draft) -> None:
        """Copy record by record; nothing of the old version is touched."""
        draft.document(self.old)
        draft.document(self.new)
        for before, after in self.claims.items():
            self._claim(draft, before, after)
            self._judgement(draft, Target.claim(self.old, before), Target.claim(self.new, after))
        self._sources(draft)
        self._relations(draft)
        self._findings(draft)
        draft.select = Selection(self.new)

    @property
    def name(self) -> StepName:
        """ "carry decisions over from d1 to d2"."""
        return StepName("step.carry-over", {"old": self.old, "new": self.new})

    def _claim(self, draft: Draft, before: str, after: str) -> None:
        old, new = draft.claim(self.old, before), draft.claim(self.new, after)
        entry = new
        if old.standing is Standing.NOT_A_CLAIM:
            entry = replace(entry, standing=Standing.NOT_A_CLAIM)
        typed = {field: getattr(old.claim, field) for field in _CONTEXT if field in old.edited and not new.edited}
        if typed:
            entry = replace(
                entry,
                claim=replace(new.claim, **typed),
                original=new.original or new.claim,
                edited=tuple(field for field in _CONTEXT if field in typed),
            )
        if entry != new:
            draft.put(RecordKind.CLAIM, self.new, after, entry)

    def _judgement(self, draft: Draft, old: Target, new: Target) -> None:
        for kind, expected in (
            (RecordKind.VERDICT, VerdictEntry),
            (RecordKind.SECOND_VERDICT, VerdictEntry),
            (RecordKind.NOTE, Note),
        ):
            record = draft.get(kind, old.document, old.place, expected)
            if record is not None and draft.get(kind, new.document, new.place, expected) is None:
                draft.put(kind, new.document, new.place, record)

    def _sources(self, draft: Draft) -> None:
        present = [source for _, source in draft.items(RecordKind.SOURCE, self.new, Source)]
        known = {(source.target, source.address, source.quote) for source in present}
        following = 1 + max((int(source.id[1:]) for source in present if source.id[1:].isdigit()), default=0)
        for _, source in draft.items(RecordKind.SOURCE, self.old, Source):
            target = Target(source.target.kind, self.new, self.claims.get(source.target.id, ""))
            if source.target.kind != "claim" or not target.id or (target, source.address, source.quote) in known:
                continue
            copy = replace(source, id=f"s{following}", target=target)
            draft.put(RecordKind.SOURCE, self.new, copy.id, copy)
            following += 1

    def _relations(self, draft: Draft) -> None:
        present = [entry.relation for _, entry in draft.items(RecordKind.RELATION, self.new, RelationEntry)]
        following = 1 + max((int(one.id[1:]) for one in present if one.id[1:].isdigit()), default=0)
        known = {(one.operation, one.operands) for one in present}
        for _, entry in draft.items(RecordKind.RELATION, self.old, RelationEntry):
            moved = self._moved(draft, entry.relation, f"a{following}")
            if moved is not None and (moved.operation, moved.operands) not in known:
                draft.put(RecordKind.RELATION, self.new, moved.id, RelationEntry(moved))
                following += 1

    def _moved(self, draft: Draft, relation: Relation, relation_id: str) -> Relation | None:
        if not self.claims.keys() >= set(relation.claims):
            return None
        operands = tuple(self._operand(operand) for operand in relation.operands)
        joined = [draft.claim(self.new, claim).claim for operand in operands if (claim := operand.claim) is not None]
        start, end = min(claim.start for claim in joined), max(claim.end for claim in joined)
        return replace(relation, id=relation_id, operands=operands, start=start, end=end)

    def _operand(self, operand: Operand) -> Operand:
        return operand if operand.claim is None else replace(operand, claim=self.claims[operand.claim])

    def _findings(self, draft: Draft) -> None:
        fresh = {_mark(finding): finding for finding in draft.view.findings_of(self.new)}
        for finding in draft.view.findings_of(self.old):
            decision = draft.get(RecordKind.DECISION, self.old, finding.key, Decision)
            if decision is None or draft.view.counts(self.old, finding) is None:
                continue
            if not self.claims.keys() >= set(finding.claims):
                continue
            same = fresh.get((finding.operation, frozenset(self.claims[claim] for claim in finding.claims)))
            if same is None or draft.get(RecordKind.DECISION, self.new, same.key, Decision) is not None:
                continue
            values = draft.values_of(self.new, same.claims)
            draft.put(RecordKind.DECISION, self.new, same.key, replace(decision, claims=same.claims, values=values))
            self._judgement(draft, Target.finding(self.old, finding.key), Target.finding(self.new, same.key))


def _mark(finding: Finding) -> tuple[str, frozenset[str]]:
    return finding.operation, frozenset(finding.claims)
