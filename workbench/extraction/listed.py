"""Numbers in the items of a list take the unit and scale that the line above it gives ("in millions of euros:")."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.extraction.heading_words import heading_words
from workbench.extraction.measures import Measure, Measures, Reader, negative
from workbench.model import Block, BlockKind, Claim, Document, Kind

_LONGEST_LEAD = 150


def measure_lists(document: Document, claims: Sequence[Claim], read: Reader) -> None:
    """Give the bare numbers of list items the measure of the heading or line right above; `read` reads a phrase."""
    leads = _leads(document.blocks)
    if not leads:
        return
    measures = Measures(document.language, read)
    words = heading_words(document.language)
    found: dict[int, Measure | None] = {}
    for claim in claims:
        lead = leads.get(claim.block)
        if lead is None or claim.quantity.kind not in (Kind.NUMBER, Kind.MONEY):
            continue
        if lead.start not in found:
            found[lead.start] = measures.said_by(document.text[lead.start : lead.end], whole=False)
        measure = found[lead.start]
        block = document.blocks[claim.block]
        item = document.text[block.start : block.end]
        if measure is None or words.is_apart(item[: claim.start - block.start]):
            continue
        claim.quantity = measure.applied(claim)
        if measure.is_account and item.rstrip(" ;.,").endswith(f"({claim.text})"):
            claim.quantity = negative(claim.quantity)


def _leads(blocks: Sequence[Block]) -> dict[int, Block]:
    """The heading or short line right above the list, by the numbers of the list's items."""
    leads: dict[int, Block] = {}
    lead: Block | None = None
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.LIST_ITEM:
            if lead is not None:
                leads[number] = lead
        else:
            above = block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION)
            lead = block if above and block.end - block.start <= _LONGEST_LEAD else None
    return leads
