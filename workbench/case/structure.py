"""Documents to rows of the file and back. The text stands in a column of its own, its blocks as JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from workbench.case.codec import dump, load
from workbench.case.store import TextRow
from workbench.model import Document


@dataclass(frozen=True, slots=True)
class _Structure:
    document: Document


def text_row(document_id: str, document: Document) -> TextRow:
    """The row of a document's text."""
    digest = sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return TextRow(document_id, digest, document.text, dump(_Structure(replace(document, text=""))))


def document_of(row: TextRow) -> Document:
    """The document of a row. Raises `UnreadableRecordError`."""
    return replace(load(_Structure, row.structure).document, text=row.text)


def is_unchanged(row: TextRow) -> bool:
    """Whether the text is the one that was added."""
    return sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest() == row.sha256
