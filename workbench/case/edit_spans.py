"""Where a claim begins and ends in the text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.case.change import Selection, StepName
from workbench.case.draft import Draft
from workbench.case.edit_claims import in_context, refuse_twice, trimmed, with_fields
from workbench.case.errors import EditRefusedError
from workbench.case.operation import Operation
from workbench.case.records import Origin, RecordKind
from workbench.case.typed import read_span


@dataclass(frozen=True)
class MoveEnds(Operation):
    """Let a claim cover ``text[start:end]`` and read it anew there; the fields the analyst edited stay as they are."""

    document: str
    claim: str
    start: int
    end: int

    def plan(self, draft: Draft) -> None:
        """Refuse a stretch without a number, with more than one, over two paragraphs, or of another claim."""
        entry = draft.claim(self.document, self.claim)
        document = draft.text(self.document)
        start, end = trimmed(document.text, self.start, self.end)
        if (start, end) == (entry.claim.start, entry.claim.end):
            draft.select = Selection(self.document, (self.claim,))
            return
        stretch = " ".join(document.text[start:end][:60].split())
        if document.block_at(start) != document.block_at(end - 1) or "\n\n" in document.text[start:end]:
            raise EditRefusedError("refused.ends-blocks", text=stretch)
        refuse_twice(draft, self.document, start, end)
        read = read_span(document, start, end, self.claim)
        if read is None:
            raise EditRefusedError("refused.ends-no-number", text=stretch)
        original = in_context(read, entry.original or entry.claim)
        claim = with_fields(original, entry.claim, entry.edited) if entry.edited else original
        moved = replace(
            entry, claim=claim, origin=Origin.ANALYST, original=original if entry.edited else None, edited=entry.edited
        )
        draft.put(RecordKind.CLAIM, self.document, self.claim, moved)
        draft.select = Selection(self.document, (self.claim,))

    @property
    def name(self) -> StepName:
        """ "move the ends of c3"."""
        return StepName("step.move-ends", {"claim": self.claim})
