"""Changes of a workbook as lines to read: which number, what, from what, to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.case import Case, quantity_text
from workbench.case.taking_back import Returned, with_numbers
from workbench.model import Claim
from workbench.ui.wording import Wording

if TYPE_CHECKING:
    from workbench.exporting.round_trip import Change

_NUMBERS = ("value", "value_high")


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A change in words. `claim` is the number it is about, "" for a finding."""

    change: Change
    claim: str
    subject: str
    field: str
    old: str
    new: str
    contested: bool


def lines_of(case: Case, document: str, found: Sequence[Returned], wording: Wording) -> list[ReturnedLine]:
    """Each change in the words of the interface."""
    claims = {claim.id: claim for claim in case.claims(document)}
    titles = {finding.key: finding.explanation.title for finding in case.findings(document)}
    verdicts = {step.id: step.name(wording.language) for step in case.verdict_scale()}
    lines = []
    for item in found:
        change, claim = item.change, claims.get(item.change.target)
        is_claim = change.subject.value == "claim"
        subject = f"{change.shown}  {claim.text if claim is not None else titles.get(change.target, '')}"
        old, new = (
            _shown(change, text, claim if is_claim else None, verdicts, wording) for text in (change.old, change.new)
        )
        field = change.field if is_claim or change.field != "verdict" else "decision"
        name = wording(f"returned_field.{field}")
        lines.append(ReturnedLine(change, change.target if is_claim else "", subject, name, old, new, item.contested))
    return lines


def _shown(change: Change, text: str, claim: Claim | None, verdicts: dict[str, str], wording: Wording) -> str:
    if not text:
        return wording("returning.none")
    if claim is None:
        return wording(f"decision.{text}") if change.field == "verdict" else text
    if change.field in _NUMBERS:
        quantity = with_numbers(claim, {"value": text, "value_high": ""}).quantity
        return quantity_text(quantity, wording.language)
    if change.field == "verdict":
        return verdicts.get(text, text)
    if change.field in ("hedge", "kind"):
        key = f"{change.field}.{text}"
        return wording(key) if wording.has(key) else text
    return text
