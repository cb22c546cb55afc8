"""The comparison of versions for the exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.case import Case, Target
from workbench.comparing.compare import Row
from workbench.comparing.likeness import State
from workbench.messages import say

if TYPE_CHECKING:
    from workbench.exporting.decisions import Decisions


def state_name(state: State, language: str) -> str:
    """The state in words."""
    return say(f"comparing.{state.value}", language)


def with_versions(
    decisions: Decisions, case: Case, documents: Sequence[str], rows: Sequence[Row], language: str
) -> Decisions:
    """The decisions with the sheet of versions: `rows` as compared over `documents`, ticks those of the first."""
    from workbench.exporting.decisions import VersionRow

    titles = {entry.id: entry.title or entry.id for entry in case.documents()}
    lines = []
    for number, row in enumerate(rows, 1):
        first = row.cells[0]
        ticked = first is not None and case.verdict(Target.claim(documents[0], first.id)) is not None
        change = state_name(row.worst, language)
        if ticked and row.worst is not State.SAME:
            change = say("comparing.recheck", language, state=change)
        written = tuple("" if cell is None else cell.text for cell in row.cells)
        lines.append(VersionRow(str(number), written, change, ticked))
    return replace(decisions, versions=lines, version_names=[titles[document] for document in documents])
