"""What a relation by hand would come to, before it is added."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case.case import Case
from workbench.case.edit_relations import AddRelation
from workbench.case.local import check_touched
from workbench.case.records import RecordKind, RelationEntry
from workbench.model import Finding, Relation


@dataclass(frozen=True, slots=True)
class Preview:
    """The relation, and the finding that checking it beside all others would make; ``None`` when it makes none."""

    relation: Relation
    finding: Finding | None


def preview(case: Case, operation: AddRelation) -> Preview:
    """Try a relation; nothing is changed. Raises `EditRefusedError` as `Case.do` would."""
    draft = case.planned(operation)
    (entry,) = (
        entry
        for name in draft.select.relations
        if (entry := draft.get(RecordKind.RELATION, operation.document, name, RelationEntry)) is not None
    )
    relation = entry.relation
    relations = [*case.relations(operation.document), relation]
    found = check_touched(case.inputs(operation.document), relations, relation.claims)
    return Preview(relation, next((finding for finding in found if relation.id in finding.relations), None))
