"""What every export is made from."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING, Protocol

from workbench.checking import Settings
from workbench.model import Claim, Document, Finding, ReferenceFigure, Relation

if TYPE_CHECKING:
    from workbench.relations import Rule


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

    @property
    def own_rules(self) -> Sequence[Rule]:
        """The analyst's own rules it was related by, beside those of the program."""

    @property
    def rules_off(self) -> Set[str]:
        """The ids of rules that were switched off."""
