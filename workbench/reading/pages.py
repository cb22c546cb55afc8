"""Pictures of the pages of a document, for the window: where a claim stands on its page."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from workbench.model import Claim, Document
from workbench.reading.files import load
from workbench.reading.isolation import ask
from workbench.reading.pdf_page import Box, compact
from workbench.reading.source import UNWATCHED, Source, Watch


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as PNG with its size in pixels, and the boxes (left, top, right, bottom) of what was looked for on it."""

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]
    page: int


def picture_of_claim(document: Document, claim: Claim, *, scale: float = 2.0, watch: Watch = UNWATCHED) -> PagePicture:
    """The page of a PDF on which `claim` stands, with the claim's boxes. Raises `ReadingError`."""
    assert document.path is not None
    index = max(document.block_at(claim.start), 0)
    page = document.blocks[index].page
    start = next(block.start for block in document.blocks if block.page == page)
    occurrence = compact(document.text[start : claim.start]).count(compact(claim.text))
    return picture_of_page(document.path, page, scale=scale, piece=claim.text, occurrence=occurrence, watch=watch)


def picture_of_page(
    path: Path, page: int, *, scale: float = 2.0, piece: str = "", occurrence: int = 0, watch: Watch = UNWATCHED
) -> PagePicture:
    """Page `page` (from 1) of the PDF at `path`, `scale` pixels a point. Raises `ReadingError`."""
    request = {"task": "page", "page": page, "scale": scale, "piece": piece, "occurrence": occurrence}
    answer = ask(Source(load(path), path.name, path), request, watch)
    boxes = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in answer["boxes"])
    return PagePicture(base64.b64decode(answer["png"]), answer["width"], answer["height"], boxes, page)
