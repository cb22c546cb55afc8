"""The context of every claim of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from workbench.extraction.calendar import Mention
from workbench.extraction.sentences import sentences
from workbench.model import Claim, Document


def add_context(document: Document, claims: Sequence[Claim], mentions: Sequence[Mention]) -> None:
    """Fill indicator, scope, period, role, sentence and block of each claim, in place."""
    spans = sentences(document)
    starts = [start for start, _ in spans]
    for claim in claims:
        index = bisect_right(starts, claim.start) - 1
        if index >= 0:
            claim.sentence = spans[index]
        claim.block = document.block_at(claim.start)
