"""One row of the claims table: a claim of the case with what is known about it. Free of Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from workbench.model import Claim, Document, Kind
from workbench.ui.models.states import State


@dataclass(slots=True)
class ClaimRow:
    """A claim (the case's own, no copy) and where it stands.

    `number` counts from 1 in the order of the text; `counts` is false for numbers marked as not a claim; `edited`
    names the fields that differ from what the text says; `verdict` and `note` are the analyst's.
    """

    claim: Claim
    number: int
    state: State = State.UNCHECKED
    page: int = 0
    verdict: str = ""
    note: str = ""
    edited: tuple[str, ...] = ()
    by_analyst: bool = False
    counts: bool = True
    decided: bool = False
    _haystack: str = field(default="", repr=False)

    @property
    def is_idle_date(self) -> bool:
        """Whether it is a date, or a number of years and days, that no finding is about: kept for the checks only."""
        return self.claim.quantity.kind is Kind.DATE and self.state is State.UNCHECKED and not self.decided

    @property
    def haystack(self) -> str:
        """All its words in lower case, for searching."""
        if not self._haystack:
            claim = self.claim
            words = (claim.text, claim.indicator, claim.scope, claim.counted, claim.quantity.unit, self.note)
            self._haystack = "\n".join(word for word in words if word).casefold()
        return self._haystack

    @property
    def value(self) -> Decimal | None:
        """The value, or the lower end of a range."""
        quantity = self.claim.quantity
        return quantity.value if quantity.value is not None else quantity.value_high


def number_rows(document: Document | None, claims: Iterable[Claim], states: Mapping[str, State]) -> list[ClaimRow]:
    """The rows of `claims` in the order of the text, with page numbers where the document has pages."""
    paged = document is not None and any(block.page for block in document.blocks)
    return [
        ClaimRow(
            claim,
            number,
            states.get(claim.id, State.UNCHECKED),
            _page(document, claim.start) if paged and document is not None else 0,
        )
        for number, claim in enumerate(sorted(claims, key=lambda claim: (claim.start, claim.end)), start=1)
    ]


def _page(document: Document, offset: int) -> int:
    index = document.block_at(offset)
    return document.blocks[index].page if index >= 0 else 0
