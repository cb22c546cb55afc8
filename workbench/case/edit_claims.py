"""Operations on claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workbench.case.change import Selection, StepName
from workbench.case.draft import Draft
from workbench.case.errors import EditRefusedError
from workbench.case.operation import Operation
from workbench.case.records import ClaimEntry, Origin, RecordKind, Standing
from workbench.case.typed import FIELDS, apply_field, read_span
from workbench.model import Claim, Kind, Quantity

_A_PAGE = 3000


@dataclass(frozen=True)
class EditClaim(Operation):
    """Give fields of a claim another value, as typed.

    `fields` maps names of `FIELDS` (value, unit, hedge, kind, role, indicator, scope, period, counted) to what the
    analyst typed ("617,7 Md$", "over", "Wuxi", "2021-Q3"); "" clears a field.
    """

    document: str
    claim: str
    fields: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    def plan(self, draft: Draft) -> None:
        """Read what was typed; a field that comes back to what the text says is no longer marked as edited."""
        entry = draft.claim(self.document, self.claim)
        document = draft.text(self.document)
        claim = entry.claim
        for name, typed in self.fields.items():
            if name not in FIELDS:
                raise EditRefusedError("refused.no-field", field=name)
            claim = apply_field(claim, name, typed, document.language)
        draft.put(RecordKind.CLAIM, self.document, self.claim, mark_edited(entry, claim))
        draft.reason = self.reason
        draft.select = Selection(self.document, (self.claim,))

    @property
    def name(self) -> StepName:
        """ "edit value of c3"."""
        if len(self.fields) == 1:
            return StepName("step.edit-claim", {"field": f"@field.{next(iter(self.fields))}", "claim": self.claim})
        return StepName("step.edit-claim.fields", {"claim": self.claim})

    @property
    def merge_key(self) -> str:
        """One field of one claim."""
        return f"edit:{self.document}:{self.claim}:{','.join(sorted(self.fields))}"


@dataclass(frozen=True)
class AdoptValue(EditClaim):
    """Take the value tried in a what-if over into the claim."""

    @property
    def name(self) -> StepName:
        """ "adopt the what-if value of c3"."""
        return StepName("step.adopt", {"claim": self.claim})

    @property
    def merge_key(self) -> str:
        """Never merged: each adoption is a decision."""
        return ""


@dataclass(frozen=True)
class ResetClaim(Operation):
    """Back to what the text says, all fields or those named; also brings back what was marked as not a claim."""

    document: str
    claim: str
    fields: tuple[str, ...] = ()

    def plan(self, draft: Draft) -> None:
        """Take the original's fields."""
        entry = draft.claim(self.document, self.claim)
        original = entry.original or entry.claim
        names = self.fields or tuple(FIELDS)
        claim = with_fields(entry.claim, original, names) if self.fields else original
        fresh = mark_edited(entry, claim)
        draft.put(
            RecordKind.CLAIM,
            self.document,
            self.claim,
            fresh if self.fields else replace(fresh, standing=Standing.ACTIVE),
        )
        draft.select = Selection(self.document, (self.claim,))

    @property
    def name(self) -> StepName:
        """ "reset c3 to the text"."""
        return StepName("step.reset-claim", {"claim": self.claim})


@dataclass(frozen=True)
class AddClaim(Operation):
    """A claim on the selected stretch of the text, read as the extraction reads; `fields` overrule what it read."""

    document: str
    start: int
    end: int
    fields: Mapping[str, str] = field(default_factory=dict)

    def plan(self, draft: Draft) -> None:
        """Read the selection; without a number in it, `fields` must bring a value."""
        document = draft.text(self.document)
        start, end = trimmed(document.text, self.start, self.end)
        refuse_twice(draft, self.document, start, end)
        claim_id = draft.new_claim_id(self.document)
        claim = read_span(document, start, end, claim_id)
        if claim is None:
            if not self.fields.get("value"):
                raise EditRefusedError("refused.no-number", text=document.text[start:end][:60])
            claim = Claim(claim_id, start, end, document.text[start:end], Quantity(Kind.NUMBER, None))
            claim.block = max(document.block_at(start), 0)
            claim.sentence = (start, end)
        for name, typed in self.fields.items():
            claim = apply_field(claim, name, typed, document.language)
        draft.put(RecordKind.CLAIM, self.document, claim_id, ClaimEntry(claim, Origin.ANALYST))
        draft.select = Selection(self.document, (claim_id,))

    @property
    def name(self) -> StepName:
        """ "add a claim"."""
        return StepName("step.add-claim")


@dataclass(frozen=True)
class SplitClaim(Operation):
    """Two claims from one, cut at an offset of the text; the first keeps the id."""

    document: str
    claim: str
    at: int

    def plan(self, draft: Draft) -> None:
        """Read both halves anew; context fields stay with both."""
        entry = draft.claim(self.document, self.claim)
        document = draft.text(self.document)
        whole = entry.claim
        if not whole.start < self.at < whole.end:
            raise EditRefusedError("refused.split-outside", claim=self.claim)
        halves = [trimmed(document.text, whole.start, self.at), trimmed(document.text, self.at, whole.end)]
        second_id = draft.new_claim_id(self.document)
        claims = [
            read_span(document, start, end, claim_id)
            for (start, end), claim_id in zip(halves, (self.claim, second_id), strict=True)
        ]
        if claims[0] is None or claims[1] is None:
            raise EditRefusedError("refused.split-no-number", claim=self.claim)
        draft.put(RecordKind.CLAIM, self.document, self.claim, _reread(entry, in_context(claims[0], whole)))
        draft.put(RecordKind.CLAIM, self.document, second_id, ClaimEntry(in_context(claims[1], whole), Origin.ANALYST))
        draft.select = Selection(self.document, (self.claim, second_id))

    @property
    def name(self) -> StepName:
        """ "split c3"."""
        return StepName("step.split-claim", {"claim": self.claim})


@dataclass(frozen=True)
class MergeClaims(Operation):
    """One claim from several neighbours, read anew over the whole stretch; the first keeps its id."""

    document: str
    claims: tuple[str, ...]

    def plan(self, draft: Draft) -> None:
        """Read the stretch from the first to the last."""
        if len(set(self.claims)) < 2:
            raise EditRefusedError("refused.merge-one")
        entries = sorted((draft.claim(self.document, claim) for claim in set(self.claims)), key=lambda e: e.claim.start)
        document = draft.text(self.document)
        first, start, end = entries[0], entries[0].claim.start, max(entry.claim.end for entry in entries)
        if document.block_at(start) != document.block_at(end - 1):
            raise EditRefusedError("refused.merge-blocks")
        merged = read_span(document, start, end, first.claim.id)
        if merged is None or (merged.start, merged.end) != (start, end):
            raise EditRefusedError("refused.merge-no-number", text=document.text[start:end][:60])
        draft.put(RecordKind.CLAIM, self.document, first.claim.id, _reread(first, in_context(merged, first.claim)))
        for entry in entries[1:]:
            draft.drop_claim(self.document, entry.claim.id)
        draft.select = Selection(self.document, (first.claim.id,))

    @property
    def name(self) -> StepName:
        """ "merge c3, c4"."""
        return StepName("step.merge-claims", {"claims": ", ".join(self.claims)})


@dataclass(frozen=True)
class DeleteClaim(Operation):
    """Take a claim away, with the analyst's relations that use it."""

    document: str
    claim: str
    reason: str = ""

    def plan(self, draft: Draft) -> None:
        """Drop it and select its neighbour."""
        entry = draft.claim(self.document, self.claim)
        draft.drop_claim(self.document, self.claim)
        draft.reason = self.reason
        draft.select = Selection(self.document, _neighbour(draft, self.document, entry.claim))

    @property
    def name(self) -> StepName:
        """ "delete c3"."""
        return StepName("step.delete-claim", {"claim": self.claim})


@dataclass(frozen=True)
class MarkNotAClaim(Operation):
    """Keep a number in the table, but out of every check; `is_claim` takes the mark off again."""

    document: str
    claim: str
    is_claim: bool = False
    reason: str = ""

    def plan(self, draft: Draft) -> None:
        """Change its standing."""
        entry = draft.claim(self.document, self.claim)
        standing = Standing.ACTIVE if self.is_claim else Standing.NOT_A_CLAIM
        draft.put(RecordKind.CLAIM, self.document, self.claim, replace(entry, standing=standing))
        draft.reason = self.reason
        draft.select = Selection(self.document, (self.claim,))

    @property
    def name(self) -> StepName:
        """ "mark c3 as not a claim"."""
        return StepName("step.is-a-claim" if self.is_claim else "step.not-a-claim", {"claim": self.claim})


def mark_edited(entry: ClaimEntry, claim: Claim) -> ClaimEntry:
    """The entry with `claim` in it, and which fields differ from what the text says."""
    original = entry.original or entry.claim
    edited = tuple(name for name in FIELDS if FIELDS[name](claim) != FIELDS[name](original))
    return replace(entry, claim=claim, original=original if claim != original else None, edited=edited)


def _reread(entry: ClaimEntry, claim: Claim) -> ClaimEntry:
    """An entry whose span changed: what the text says is now what was read there."""
    return replace(entry, claim=claim, original=None, edited=(), origin=Origin.ANALYST)


def with_fields(claim: Claim, original: Claim, names: tuple[str, ...]) -> Claim:
    """The claim with the fields `names` of another. Raises `EditRefusedError` for a name that is no field."""
    quantity, from_text = claim.quantity, original.quantity
    plain: dict[str, object] = {}
    for name in names:
        if name == "value":
            quantity = replace(
                quantity, value=from_text.value, value_high=from_text.value_high, step=from_text.step,
                coarse_step=from_text.coarse_step, exact=from_text.exact, in_words=from_text.in_words,
            )  # fmt: skip
        elif name == "unit":
            quantity = replace(quantity, unit=from_text.unit)
        elif name == "hedge":
            quantity = replace(quantity, hedge=from_text.hedge)
        elif name == "kind":
            quantity = replace(quantity, kind=from_text.kind)
        elif name in FIELDS:
            plain[name] = getattr(original, name)
        else:
            raise EditRefusedError("refused.no-field", field=name)
    return replace(claim, quantity=quantity, **plain)  # type: ignore[arg-type]


def in_context(claim: Claim, model: Claim) -> Claim:
    """The claim in the place of `model`: its sentence and block, and what it measures where nothing nearer says."""
    return replace(
        claim,
        indicator=claim.indicator or model.indicator,
        scope=claim.scope or model.scope,
        period=claim.period or model.period,
        sentence=model.sentence,
        block=model.block,
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the blanks at its ends. Raises `EditRefusedError` when nothing is left."""
    if not 0 <= start < end <= len(text):
        raise EditRefusedError("refused.empty-selection")
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    end -= len(stretch) - len(stretch.rstrip())
    if start >= end:
        raise EditRefusedError("refused.empty-selection")
    return start, end


def refuse_twice(draft: Draft, document: str, start: int, end: int) -> None:
    """Raise `EditRefusedError` when a claim stands on exactly this stretch already."""
    for entry in draft.claims_between(document, start, start + 1):
        if entry.claim.end == end:
            raise EditRefusedError("refused.claim-there", claim=entry.claim.id)


def _neighbour(draft: Draft, document: str, claim: Claim) -> tuple[str, ...]:
    """The claim nearest to one that goes, within a page of text."""
    near = draft.claims_between(document, claim.start - _A_PAGE, claim.start + _A_PAGE)
    nearest = min(near, key=lambda entry: abs(entry.claim.start - claim.start), default=None)
    return () if nearest is None else (nearest.claim.id,)
