"""The documents of a case with what was found in them, as they are now: for a worker, which may not ask the case."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.case import Case, DocumentEntry
from workbench.model import Claim, Finding, Relation


class CaseSnapshot:
    """Answers as the case did when it was taken."""

    def __init__(self, case: Case) -> None:
        self._documents = list(case.documents())
        ids = [entry.id for entry in self._documents]
        self._claims = {document: list(case.claims(document)) for document in ids}
        self._relations = {document: list(case.relations(document)) for document in ids}
        self._findings = {document: list(case.findings(document)) for document in ids}

    def documents(self) -> Sequence[DocumentEntry]:
        """The documents."""
        return self._documents

    def claims(self, document: str) -> Sequence[Claim]:
        """The claims that count."""
        return self._claims[document]

    def relations(self, document: str) -> Sequence[Relation]:
        """What relates them."""
        return self._relations[document]

    def findings(self, document: str) -> Sequence[Finding]:
        """What was found."""
        return self._findings[document]
