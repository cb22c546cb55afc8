"""A copy of a case for people who may not have its texts: only the sentences that hold a claim are left in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.case.case import Case
from workbench.case.store import Store, write_text
from workbench.case.structure import text_row
from workbench.model import Claim, Document


def save_quotes_only(case: Case, path: Path) -> None:
    """Write a copy at `path` with every text blanked but for the sentences of its claims; offsets stay.

    Texts of removed documents, the files kept with sources, and the undo history (which may quote both) are left out;
    the log stays. The case itself goes on where it was. Raises `NotWritableError`, `DiskFullError`.
    """
    case.copy_to(path)
    store = Store.open(path)
    try:
        kept = {}
        for entry in case.documents():
            claims = [one.claim for one in case.entries(entry.id)]
            kept[entry.id] = _blanked(case.document(entry.id), claims)
        with store.transaction() as execute:
            for table in ("texts", "attachments", "steps"):
                execute(f"DELETE FROM {table}")
            execute("DELETE FROM meta WHERE key = 'position'")
            places = [str(row[0]) for row in store.query("SELECT DISTINCT document FROM records WHERE document <> ''")]
            for place in places:
                if place not in kept:
                    execute("DELETE FROM records WHERE document = ?", (place,))
            for document_id, document in kept.items():
                write_text(execute, text_row(document_id, document))
        # Deleted rows stay readable in the free pages of the file until it is written anew.
        store.query("VACUUM")
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    store.close()


def _blanked(document: Document, claims: Sequence[Claim]) -> Document:
    """The document with all characters but line ends blanked outside the sentences of its claims."""
    text = document.text
    spans = sorted((claim.start, claim.end) for claim in claims)
    spans = sorted([*spans, *(claim.sentence for claim in claims if claim.sentence[1])])
    parts, place = [], 0
    for start, end in spans:
        if end <= place:
            continue
        parts.append(_blank(text[place : max(start, place)]))
        parts.append(text[max(start, place) : end])
        place = end
    parts.append(_blank(text[place:]))
    return Document(
        "".join(parts), document.title, document.language, document.date, document.sha256, None, list(document.blocks),
        [], document.pages, document.encoding,
    )  # fmt: skip


def _blank(text: str) -> str:
    return "".join("\n" if character == "\n" else " " for character in text)
