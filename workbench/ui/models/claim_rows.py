"""One row of the claims table: a claim of the case with what is known about it. Free of Qt."""

from __future__ import annotations

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

    def forget_words(self) -> None:
        """Its words are others now."""
        self._haystack = ""

    @property
    def value(self) -> Decimal | None:
        """The value, or the lower end of a range."""
        quantity = self.claim.quantity
        return quantity.value if quantity.value is not None else quantity.value_high


class Pages:
    """The pages of a document: 0 everywhere when it has none."""

    def __init__(self, document: Document) -> None:
        self._document = document if any(block.page for block in document.blocks) else None

    def at(self, offset: int) -> int:
        """The page of a place in the text."""
        index = -1 if self._document is None else self._document.block_at(offset)
        return 0 if self._document is None or index < 0 else self._document.blocks[index].page
