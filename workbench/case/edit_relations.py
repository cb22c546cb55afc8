"""Operations on relations: drawn by hand, typed as a formula, removed."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case.change import Selection, StepName
from workbench.case.draft import Draft
from workbench.case.errors import EditRefusedError
from workbench.case.formula import relation_from_formula
from workbench.case.operation import Operation
from workbench.case.recheck import signature
from workbench.case.records import RecordKind, RelationEntry, Suppressed
from workbench.model import Binding, Operand, Relation
from workbench.model import Operation as Equation
from workbench.model.relation import EQUATION_ROLES

ANALYST_RULE = "analyst"
"""The rule of relations made by hand."""

ROLES: dict[Equation, tuple[str, ...]] = {
    equation: roles for equation, roles in EQUATION_ROLES.items() if equation is not Equation.FOOTING
}
"""Equations an analyst can draw, with their roles in order; the last role of a sum repeats."""


@dataclass(frozen=True)
class AddRelation(Operation):
    """Relate claims by hand: an `operation` with claim ids by role in the order of `ROLES`, or a `formula`.

    The formula is an equation or comparison between claim ids: ``c3 = c4 * c7``, ``c3 = c4 + c5 + c6``,
    ``c3 = c4 * (1 + c5)``, ``c3 > c4``.
    """

    document: str
    operation: Equation | None = None
    claims: tuple[str, ...] = ()
    formula: str = ""
    exhaustive: bool = True

    def plan(self, draft: Draft) -> None:
        """Add it with the whole stretch of text between its claims as its span."""
        relation_id = f"a{1 + _highest(draft, self.document)}"
        operation, operands = self._parse(draft)
        spans = [draft.active_claim(self.document, operand.claim) for operand in operands if operand.claim is not None]
        relation = Relation(
            relation_id,
            operation,
            ANALYST_RULE,
            operands,
            min(claim.start for claim in spans),
            max(claim.end for claim in spans),
            Binding.ANALYST,
            self.exhaustive,
        )
        mark = signature(relation)
        for other in draft.view.relations_of(self.document):
            if signature(other) == mark:
                raise EditRefusedError("refused.relation-there", relation=other.id)
        draft.drop(RecordKind.SUPPRESSED, self.document, mark)
        draft.put(RecordKind.RELATION, self.document, relation_id, RelationEntry(relation, self.formula))
        draft.select = Selection(self.document, relation.claims, (), (relation_id,))

    def _parse(self, draft: Draft) -> tuple[Equation, tuple[Operand, ...]]:
        if self.formula:
            return relation_from_formula(self.formula, lambda claim: draft.active_claim(self.document, claim))
        if self.operation is None or self.operation not in ROLES:
            raise EditRefusedError("refused.no-operation")
        roles = list(ROLES[self.operation])
        if self.operation is Equation.SUM:
            roles += ["part"] * (len(self.claims) - 2)
        if len(roles) != len(self.claims) or len(set(self.claims)) != len(self.claims):
            raise EditRefusedError("refused.operands", roles=", ".join(roles), count=len(self.claims))
        return self.operation, tuple(Operand(role, claim) for role, claim in zip(roles, self.claims, strict=True))

    @property
    def name(self) -> StepName:
        """ "add the relation c3 = c4 * c7"."""
        if self.formula:
            return StepName("step.add-formula", {"formula": self.formula})
        return StepName("step.add-relation", {"claims": ", ".join(self.claims)})


@dataclass(frozen=True)
class DeleteRelation(Operation):
    """Remove a relation: the analyst's own, or one that the text seemed to assert, which then stays removed."""

    document: str
    relation: str
    reason: str = ""

    def plan(self, draft: Draft) -> None:
        """Drop the analyst's relation, or remember the signature of the text's."""
        relation = next((r for r in draft.view.relations_of(self.document) if r.id == self.relation), None)
        if relation is None:
            raise EditRefusedError("refused.no-relation", relation=self.relation)
        if draft.get(RecordKind.RELATION, self.document, self.relation, RelationEntry) is not None:
            draft.drop(RecordKind.RELATION, self.document, self.relation)
        else:
            mark = signature(relation)
            draft.put(RecordKind.SUPPRESSED, self.document, mark, Suppressed(mark, self.reason, relation.claims))
        draft.reason = self.reason
        draft.select = Selection(self.document, relation.claims)

    @property
    def name(self) -> StepName:
        """ "remove the relation r3"."""
        return StepName("step.delete-relation", {"relation": self.relation})


def _highest(draft: Draft, document: str) -> int:
    ids = (id_ for id_, _ in draft.items(RecordKind.RELATION, document, RelationEntry))
    return max((int(id_[1:]) for id_ in ids if id_[1:].isdigit()), default=0)
