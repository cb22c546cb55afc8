"""From claims to relations and findings: derived, never stored, so that a case is always judged by one program.

Ids of relations stay the same between two derivations as long as the relation joins the same claims the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from workbench.case.check_settings import rule_in_all_languages
from workbench.model import Claim, Document, Finding, Operand, ReferenceFigure, Relation

if TYPE_CHECKING:
    from workbench.checking.settings import Settings
    from workbench.relations.rules import Rule

Derivable = TypeVar("Derivable", Relation, Finding)


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a check depends on: a snapshot that a worker thread may use while the analyst goes on."""

    document: Document
    claims: tuple[Claim, ...]
    added: tuple[Relation, ...] = ()
    suppressed: frozenset[str] = frozenset()
    references: tuple[ReferenceFigure, ...] = ()
    language: str = "en"
    known_ids: dict[str, str] = field(default_factory=dict)
    settings: Settings | None = None
    rules_off: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()

    def related(self, claims: Sequence[Claim]) -> list[Relation]:
        """The relations the text asserts between some claims."""
        from workbench.relations import relate

        off = self.rules_off
        found = relate(self.document, list(claims), self.rules, off)
        return [relation for relation in found if rule_in_all_languages(relation.rule) not in off] if off else found

    def checked(self, claims: Sequence[Claim], relations: Sequence[Relation]) -> list[Finding]:
        """What relations between some claims show."""
        from workbench.checking import check

        return check(
            self.document,
            list(claims),
            list(relations),
            references=self.references,
            language=self.language,
            settings=self.settings,
        )


@dataclass(frozen=True, slots=True)
class Derived:
    """What the text asserts, removed relations included, and the findings.

    `ids` gives each signature its relation id.
    """

    relations: list[Relation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)


def derive(inputs: Inputs, previous: Derived | None = None) -> Derived:
    """Relate and check. Pure: may run in any thread.

    What reads as it did in `previous` is the very same object, so that views can tell at a glance what differs.
    """
    relations, ids = with_stable_ids(inputs.related(inputs.claims), inputs.known_ids)
    findings = inputs.checked(inputs.claims, [*effective(relations, inputs), *inputs.added])
    if previous is None:
        return Derived(relations, findings, ids)
    known = {relation.id: relation for relation in previous.relations}
    relations = [_same(relation, known.get(relation.id)) for relation in relations]
    return Derived(relations, as_before(findings, previous.findings), ids)


def effective(relations: Iterable[Relation], inputs: Inputs) -> list[Relation]:
    """Relations of the text without those the analyst removed."""
    if not inputs.suppressed:
        return list(relations)
    return [relation for relation in relations if signature(relation) not in inputs.suppressed]


class CheckJob:
    """A check to be run in any thread: ``job.run()`` there, then ``case.install(job, derived)`` in the case's own."""

    def __init__(self, document: str, revision: int, inputs: Inputs, previous: Derived | None = None) -> None:
        self.document = document
        self.revision = revision
        self.inputs = inputs
        self._previous = previous

    def run(self) -> Derived:
        """Relate and check the snapshot."""
        return derive(self.inputs, self._previous)


def signature(relation: Relation) -> str:
    """What makes a relation the same one in another check: its operation and which claims play which part."""
    return f"{relation.operation.value}({', '.join(_operand(operand) for operand in relation.operands)})"


def with_stable_ids(relations: Sequence[Relation], known: dict[str, str]) -> tuple[list[Relation], dict[str, str]]:
    """The relations with the ids their signatures had before, and all ids known now."""
    ids = dict(known)
    used = Counter(ids.values())
    following = max((int(id_[1:]) for id_ in used if id_[1:].isdigit()), default=0) + 1
    renamed, seen = [], set()
    for relation in relations:
        mark = signature(relation)
        if mark in seen:
            continue
        seen.add(mark)
        if mark not in ids:
            ids[mark] = f"r{following}"
            following += 1
        renamed.append(replace(relation, id=ids[mark]))
    return renamed, ids


def as_before(fresh: Sequence[Finding], known: Sequence[Finding]) -> list[Finding]:
    """The fresh findings under the ids they had, by their keys, or new ones; the known objects where they are equal."""
    by_key = {finding.key: finding.id for finding in known}
    following = max((int(finding.id[1:]) for finding in known if finding.id[1:].isdigit()), default=0) + 1
    names: dict[str, str] = {}
    for finding in fresh:
        if finding.key in by_key:
            names[finding.id] = by_key.pop(finding.key)
        else:
            names[finding.id] = f"f{following}"
            following += 1
    renamed = (
        replace(
            finding,
            id=names[finding.id],
            repairs=tuple(
                replace(repair, settles=tuple(names[one] for one in repair.settles if one in names))
                for repair in finding.repairs
            ),
        )
        for finding in fresh
    )
    before = {finding.key: finding for finding in known}
    return [_same(finding, before.get(finding.key)) for finding in renamed]


def _same(new: Derivable, old: Derivable | None) -> Derivable:
    return old if old is not None and old == new else new


def _operand(operand: Operand) -> str:
    sign = "-" if operand.sign < 0 else ""
    if operand.claim is not None:
        return f"{operand.role}={sign}{operand.claim}"
    if operand.figure is not None:
        return f"{operand.role}={sign}@{operand.figure}"
    if operand.constant is not None:
        return f"{operand.role}={sign}{operand.constant.value}"
    return f"{operand.role}={sign}?{operand.unknown.key if operand.unknown else ''}"
