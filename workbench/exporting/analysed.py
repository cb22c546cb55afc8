"""What every export is made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workbench.checking import Settings
from workbench.model import Claim, Document, Finding, ReferenceFigure, Relation


class Analysed(Protocol):
    """A document with what was found in it; `workbench.analysis.Analysis` and an open case both are."""

    @property
    def document(self) -> Document:
        """The text that was read."""

    @property
    def claims(self) -> Sequence[Claim]:
        """Its numbers, in the order of the text."""

    @property
    def relations(self) -> Sequence[Relation]:
        """What it asserts between them."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What checking showed."""

    @property
    def references(self) -> Sequence[ReferenceFigure]:
        """The known figures it was checked against."""

    @property
    def settings(self) -> Settings:
        """The thresholds of the check."""
