"""What comes back: changes that a colleague made in an exported workbook, as one step of the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.case.case import Case
from workbench.case.change import Selection, StepName
from workbench.case.decide import AddSource, DecideFinding, SetNote
from workbench.case.draft import Draft
from workbench.case.edit_claims import EditClaim, mark_edited
from workbench.case.operation import Operation
from workbench.case.records import Choice, Decision, RecordKind, Source, Target, VerdictEntry
from workbench.case.scales import dismissal_reasons
from workbench.case.store import LogRow
from workbench.model import Claim

if TYPE_CHECKING:
    from workbench.exporting.round_trip import Change

_NUMBERS = ("value", "value_high", "step")
_WORDS = ("unit", "hedge", "kind")
_VERDICT = ("verdict", "checked_by", "checked_on")
TAKEN = frozenset((*_NUMBERS, *_WORDS, *_VERDICT, "note", "source", "decided_by", "decided_on"))
"""The columns that can be taken back. Who read second, and when, says nothing without that reader's verdict."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A change of the workbook. `contested`: the case was edited in the same place after the workbook was made."""

    change: Change
    contested: bool


def returned(case: Case, document: str, changes: Sequence[Change], exported: datetime | None) -> list[Returned]:
    """What a colleague changed in the workbook made at `exported`.

    Cells that only say what the case said then are no change of theirs, and are left out; so are first verdicts that
    the person at work may not see yet. Without `exported`, everything ever edited counts as edited since.
    """
    since: dict[tuple[str, str, str], LogRow] = {}
    for row in case.log(document):
        if exported is None or datetime.fromisoformat(row.at) >= exported:
            since.setdefault(_place_of(case, document, row), row)
    untouched = set()
    for change in changes:
        edited = since.get(_place(change))
        if exported is not None and edited is not None and _says(change, edited.old):
            untouched.add(_place(change))
    found = []
    for change in changes:
        hidden = change.field in _VERDICT and _is_claim(change) and _is_hidden(case, document, change.target)
        if change.field in TAKEN and _place(change) not in untouched and not hidden:
            found.append(Returned(change, _place(change) in since))
    return found


@dataclass(frozen=True)
class TakeBack(Operation):
    """Take changes of a workbook into a document, all in one step. `file` is the workbook's name.

    A verdict is that of the person the workbook names beside it.
    """

    document: str
    changes: Sequence[Change]
    file: str

    def plan(self, draft: Draft) -> None:
        """Claim by claim, then finding by finding."""
        places: dict[tuple[bool, str], list[Change]] = {}
        for change in self.changes:
            places.setdefault((_is_claim(change), change.target), []).append(change)
        for (is_claim, target), changes in places.items():
            fields = {change.field: change.new for change in changes}
            if is_claim:
                self._claim(draft, target, fields)
            else:
                self._finding(draft, target, fields)
        draft.reason = self.file
        draft.select = Selection(self.document)

    @property
    def name(self) -> StepName:
        """ "take over 3 changes from clause.xlsx"."""
        return StepName("step.take-back", {"count": str(len(self.changes)), "file": self.file})

    def _claim(self, draft: Draft, claim: str, fields: dict[str, str]) -> None:
        target = Target.claim(self.document, claim)
        words = {name: fields[name] for name in _WORDS if name in fields}
        if words:
            EditClaim(self.document, claim, words).plan(draft)
        numbers = {name: fields[name] for name in _NUMBERS if name in fields}
        if numbers:
            entry = draft.claim(self.document, claim)
            draft.put(RecordKind.CLAIM, self.document, claim, mark_edited(entry, with_numbers(entry.claim, numbers)))
        if any(name in fields for name in _VERDICT):
            self._verdict(draft, target, fields)
        if "note" in fields:
            SetNote(target, fields["note"]).plan(draft)
        if "source" in fields:
            self._sources(draft, target, fields["source"])

    def _verdict(self, draft: Draft, target: Target, fields: dict[str, str]) -> None:
        known = draft.get(RecordKind.VERDICT, self.document, target.place, VerdictEntry)
        verdict = fields.get("verdict", known.verdict if known is not None else "")
        if not verdict:
            draft.drop(RecordKind.VERDICT, self.document, target.place)
            return
        is_new = known is None or known.verdict != verdict
        by = draft.who if known is None or is_new else known.by
        at = draft.at if known is None or is_new else known.at
        entry = VerdictEntry(
            verdict,
            fields.get("checked_by") or by,
            _moment(fields.get("checked_on", ""), at),
            "" if known is None or is_new else known.reason,
            draft.values_of(self.document, (target.id,)),
        )
        draft.put(RecordKind.VERDICT, self.document, target.place, entry)

    def _sources(self, draft: Draft, target: Target, cell: str) -> None:
        """The cell lists title and address of each source; what it no longer lists goes."""
        listed = [part.strip() for part in cell.split(";") if part.strip()]
        for id_, source in list(draft.items(RecordKind.SOURCE, self.document, Source)):
            if source.target != target:
                continue
            shown = " ".join(part for part in (source.title, source.address) if part)
            if shown in listed:
                listed.remove(shown)
            else:
                draft.drop(RecordKind.SOURCE, self.document, id_)
        for shown in listed:
            words = shown.split()
            address = next((word for word in words if "://" in word), "")
            title = " ".join(word for word in words if word != address)
            AddSource(target, address, title=title).plan(draft)

    def _finding(self, draft: Draft, finding: str, fields: dict[str, str]) -> None:
        known = draft.get(RecordKind.DECISION, self.document, finding, Decision)
        choice = fields.get("verdict", known.choice.value if known is not None else "")
        if not choice:
            DecideFinding(self.document, finding, None).plan(draft)
            return
        reason, note = (known.reason, known.note) if known is not None else ("", "")
        if "note" in fields:
            reason, note = _reason(fields["note"])
        if choice == Choice.DISMISSED and reason not in dismissal_reasons():
            reason, note = "other", note or self.file
        DecideFinding(self.document, finding, Choice(choice), reason, note).plan(draft)
        decided = draft.get(RecordKind.DECISION, self.document, finding, Decision)
        if decided is not None:
            by, at = fields.get("decided_by") or decided.by, _moment(fields.get("decided_on", ""), decided.at)
            draft.put(RecordKind.DECISION, self.document, finding, replace(decided, by=by, at=at))


def with_numbers(claim: Claim, numbers: dict[str, str]) -> Claim:
    """The claim with value, upper end or step (decimal strings in base units, "" for none) as given."""
    read = {name: Decimal(text) if text else None for name, text in numbers.items()}
    quantity = claim.quantity
    if "value" in read or "value_high" in read:
        low, high = read.get("value", quantity.value), read.get("value_high", quantity.value_high)
        quantity = replace(quantity, value=low, value_high=high, in_words=False)
    step = read.get("step")
    if step is not None:
        quantity = replace(quantity, step=step, coarse_step=max(step, quantity.coarse_step))
    if quantity.exact and quantity.value is not None and quantity.value != quantity.value.to_integral_value():
        quantity = replace(quantity, exact=False)
    return replace(claim, quantity=quantity)


def _reason(note: str) -> tuple[str, str]:
    """The reason from the list that a note begins with, as the workbook shows it, and the rest."""
    first, _, rest = note.partition(";")
    return (first.strip(), rest.strip()) if first.strip() in dismissal_reasons() else ("", note)


def _moment(day: str, at: datetime) -> datetime:
    """`at`, or noon of the day the workbook says if that is another one."""
    try:
        stated = date.fromisoformat(day)
    except ValueError:
        return at
    return at if stated == at.date() else datetime.combine(stated, time(12), at.tzinfo)


def _is_claim(change: Change) -> bool:
    return change.subject.value == "claim"


def _place(change: Change) -> tuple[str, str, str]:
    """What a change is about, in the terms of the log: kind of record, id, field."""
    if not _is_claim(change):
        return RecordKind.DECISION.value, change.target, ""
    if change.field in _VERDICT:
        return RecordKind.VERDICT.value, change.target, ""
    if change.field in ("note", "source"):
        return change.field, change.target, ""
    return RecordKind.CLAIM.value, change.target, "value" if change.field in _NUMBERS else change.field


def _place_of(case: Case, document: str, row: LogRow) -> tuple[str, str, str]:
    target = row.id.removeprefix("claim:")
    if row.kind == RecordKind.SOURCE.value:
        sources = {source.id: source.target.id for source in case.all_sources(document)}
        return row.kind, sources.get(row.id, row.id), ""
    field = row.field or ""
    return row.kind, target, ("value" if field in _NUMBERS else field) if row.kind == RecordKind.CLAIM.value else ""


def _says(change: Change, old: str | None) -> bool:
    """Whether a cell says what the case said before it was edited."""
    before = old or ""
    if _place(change)[0] == RecordKind.DECISION.value:
        return change.field == "verdict" and change.new == before.partition(":")[0]
    if change.field in _NUMBERS and before and change.new:
        try:
            return Decimal(before) == Decimal(change.new)
        except ArithmeticError:
            return False
    return change.field in (*_WORDS, *_NUMBERS, "verdict", "note") and change.new == before.strip()


def _is_hidden(case: Case, document: str, claim: str) -> bool:
    return case.review(Target.claim(document, claim), case.who).first_hidden
