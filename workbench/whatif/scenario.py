"""Try other values for claims and see every check they touch, old beside new. The case is only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.case import Case, Flips
from workbench.case.errors import EditRefusedError
from workbench.case.local import check_touched
from workbench.case.typed import apply_field
from workbench.model import Claim, Finding, Verdict


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check before and after; ``None`` where it is made only on the other side."""

    key: str
    before: Finding | None
    after: Finding | None

    @property
    def verdicts(self) -> tuple[Verdict | None, Verdict | None]:
        """Both verdicts."""
        return (
            None if self.before is None else self.before.verdict,
            None if self.after is None else self.after.verdict,
        )

    @property
    def changed(self) -> bool:
        """Whether the verdict differs."""
        return self.verdicts[0] is not self.verdicts[1]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What trying values gives: the claims as tried, the checks they touch, and what was refused, by claim."""

    tried: dict[str, Claim]
    rows: tuple[CheckRow, ...]
    refused: dict[str, EditRefusedError]
    flips: Flips


def try_values(case: Case, document: str, typed: Mapping[str, str]) -> Outcome:
    """Check `document` with other values for some claims, as typed ("617,7 Md$"). Nothing is written."""
    inputs = case.inputs(document)
    present = {claim.id: claim for claim in inputs.claims}
    tried: dict[str, Claim] = {}
    refused: dict[str, EditRefusedError] = {}
    for claim_id, text in typed.items():
        try:
            if claim_id not in present:
                raise EditRefusedError("refused.no-claim", claim=claim_id)
            tried[claim_id] = apply_field(present[claim_id], "value", text, inputs.document.language)
        except EditRefusedError as fault:
            refused[claim_id] = fault
    relations = case.relations(document)
    changed = replace(inputs, claims=tuple(tried.get(claim.id, claim) for claim in inputs.claims))
    before, after = check_touched(inputs, relations, tried), check_touched(changed, relations, tried)
    return Outcome(tried, _rows(before, after), refused, Flips.between(before, after))


def _rows(before: list[Finding], after: list[Finding]) -> tuple[CheckRow, ...]:
    old, new = {finding.key: finding for finding in before}, {finding.key: finding for finding in after}
    return tuple(CheckRow(key, old.get(key), new.get(key)) for key in {**old, **new})
