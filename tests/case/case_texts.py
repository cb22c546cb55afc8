"""Texts of our own to work on, and what an analyst can see of a case."""

from __future__ import annotations

from workbench.case import Case

GAP = (
    "The trade gap reached $671.7bn in 2004, 24.4% above the previous record of $496.5bn set in 2003. "
    "Exports came to $1.15 trillion and imports to $1.76 trillion."
)
TOWNS = (
    "La ville compte 12 écoles, 3 collèges et 2 lycées.\n"
    "Le budget atteint 48,2 millions d'euros, en hausse de 4 % sur un an."
)


def claim_reading(case: Case, document: str, text: str) -> str:
    """The id of the claim whose text contains `text`."""
    return next(claim.id for claim in case.claims(document) if text in claim.text)


def snapshot(case: Case) -> dict[str, object]:
    """All that an analyst can see of a case, but for the log."""
    seen: dict[str, object] = {"documents": case.documents(), "tables": case.reference_tables()}
    for entry in case.documents():
        seen[entry.id] = (case.document(entry.id), list(case.entries(entry.id)), case.sheet(entry.id))
    seen["records"] = {kind: dict(records) for kind, records in case._state.records.items()}
    return seen
