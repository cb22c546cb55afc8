"""The comparison of versions for the exports."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.case import Case, Target
from workbench.comparing.compare import MOST_VERSIONS, Row, compare
from workbench.comparing.likeness import State
from workbench.messages import say
from workbench.model import Claim, Document

if TYPE_CHECKING:
    from workbench.exporting.decisions import Decisions


def state_name(state: State, language: str) -> str:
    """The state in words."""
    return say(f"comparing.{state.value}", language)


def with_versions(
    decisions: Decisions, case: Case, documents: Sequence[str], rows: Sequence[Row], language: str
) -> Decisions:
    """The decisions with the sheet of versions: `rows` as compared over `documents`, ticks those of the first."""
    return versions_of(case, documents).added_to(decisions, rows, language)


@dataclass(frozen=True, slots=True)
class Versions:
    """What is taken from the case for the sheet of versions: names, texts and ticks. A worker may read it."""

    names: tuple[str, ...]
    texts: tuple[tuple[Document, Sequence[Claim]], ...]
    ticked: Set[str]

    def compared(self, decisions: Decisions, language: str) -> Decisions:
        """The decisions with the versions compared; as they were when no figure is in two of them."""
        if len(self.texts) < 2:
            return decisions
        rows = compare(self.texts)
        if not any(sum(cell is not None for cell in row.cells) > 1 for row in rows):
            return decisions
        return self.added_to(decisions, rows, language)

    def added_to(self, decisions: Decisions, rows: Sequence[Row], language: str) -> Decisions:
        """The decisions with `rows`."""
        from workbench.exporting.decisions import VersionRow

        lines = []
        for number, row in enumerate(rows, 1):
            first = row.cells[0]
            ticked = first is not None and first.id in self.ticked
            change = state_name(row.worst, language)
            if ticked and row.worst is not State.SAME:
                change = say("comparing.recheck", language, state=change)
            written = tuple("" if cell is None else cell.text for cell in row.cells)
            lines.append(VersionRow(str(number), written, change, ticked))
        return replace(decisions, versions=lines, version_names=list(self.names))


def versions_of(case: Case, documents: Sequence[str]) -> Versions:
    """What comparing some documents of a case takes from it."""
    titles = {entry.id: entry.title or entry.id for entry in case.documents()}
    first = [] if not documents else case.claims(documents[0])
    return Versions(
        tuple(titles[document] for document in documents),
        tuple((case.document(document), list(case.claims(document))) for document in documents),
        {claim.id for claim in first if case.verdict(Target.claim(documents[0], claim.id)) is not None},
    )


def versions_with(case: Case, document: str) -> Versions:
    """The documents of a case, in its order, as versions of one text; the latest ones that can be compared.

    Never without `document`.
    """
    documents = [entry.id for entry in case.documents()]
    kept = documents[-MOST_VERSIONS:]
    return versions_of(case, kept if document in kept else [document, *kept[1:]])
