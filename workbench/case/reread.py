"""Reading a document anew: by a later version of the program, or in another language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from workbench.case.change import Selection, StepName
from workbench.case.draft import Draft
from workbench.case.operation import Operation
from workbench.case.records import (
    ClaimEntry,
    Note,
    Origin,
    RecordKind,
    RelationEntry,
    Source,
    Standing,
    Target,
    VerdictEntry,
)
from workbench.model import Claim
from workbench.version import __version__


@dataclass(frozen=True)
class ReadAgain(Operation):
    """Fresh claims of the same text in place of those the program read before; nothing the analyst did is lost.

    A claim on the same stretch keeps its id, and its reading where the analyst edited, marked or made it. Claims no
    longer found stay where the analyst edited, marked, judged, noted, sourced or related them, and go otherwise.
    """

    document: str
    claims: Sequence[Claim] = field(repr=False)
    language: str | None = None

    def plan(self, draft: Draft) -> None:
        """Match by stretch of text."""
        entry = draft.document(self.document)
        language = self.language or entry.language
        draft.put(RecordKind.DOCUMENT, "", self.document, replace(entry, language=language, engine=__version__))
        known = {(old.claim.start, old.claim.end): id_ for id_, old in draft.items(*self._of_claims())}
        worked_on = set(_worked_on(draft, self.document))
        met = set()
        for claim in self.claims:
            id_ = known.get((claim.start, claim.end))
            if id_ is None:
                id_ = draft.new_claim_id(self.document)
                draft.put(RecordKind.CLAIM, self.document, id_, ClaimEntry(replace(claim, id=id_)))
                continue
            met.add(id_)
            old = draft.claim(self.document, id_)
            if _is_as_read(old):
                draft.put(RecordKind.CLAIM, self.document, id_, ClaimEntry(replace(claim, id=id_)))
        for id_, old in list(draft.items(*self._of_claims())):
            is_fresh = (old.claim.start, old.claim.end) not in known
            if id_ not in met and id_ not in worked_on and not is_fresh and _is_as_read(old):
                draft.drop_claim(self.document, id_)
        draft.select = Selection(self.document)

    def _of_claims(self) -> tuple[RecordKind, str, type[ClaimEntry]]:
        return RecordKind.CLAIM, self.document, ClaimEntry

    @property
    def name(self) -> StepName:
        """ "read d1 again"."""
        return StepName("step.read-again", {"document": self.document})


def _is_as_read(entry: ClaimEntry) -> bool:
    return entry.origin is Origin.TEXT and entry.original is None and entry.standing is Standing.ACTIVE


def _worked_on(draft: Draft, document: str) -> Iterator[str]:
    """Ids of claims that carry a verdict, note, source or relation of the analyst."""
    for id_, _ in draft.items(RecordKind.CLAIM, document, ClaimEntry):
        place = Target.claim(document, id_).place
        if (
            draft.get(RecordKind.VERDICT, document, place, VerdictEntry)
            or draft.get(RecordKind.SECOND_VERDICT, document, place, VerdictEntry)
            or draft.get(RecordKind.NOTE, document, place, Note)
        ):
            yield id_
    for _, source in draft.items(RecordKind.SOURCE, document, Source):
        yield source.target.id
    for _, entry in draft.items(RecordKind.RELATION, document, RelationEntry):
        yield from entry.relation.claims
