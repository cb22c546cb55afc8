"""One page of a PDF as a picture, with the places of a piece of its text."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable
from typing import Any

from workbench.reading.errors import ReadingError
from workbench.reading.pdf import glyphs_of
from workbench.reading.pdf_lines import Glyph
from workbench.reading.png import png

# Pictures no larger than this, whatever the page says its size is.
MOST_PIXELS = 25_000_000

# Left, top, right and bottom in pixels of the picture.
Box = tuple[float, float, float, float]


def picture_of_page(
    data: bytes, page: int, *, scale: float = 2.0, piece: str = "", occurrence: int = 0
) -> tuple[bytes, int, int, list[Box]]:
    """Page `page` (from 1) as PNG, its width and height in pixels at `scale` pixels a point, and where `piece` stands.

    `piece` is looked for whatever the spaces; `occurrence` counts from 0. Raises `ReadingError`.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if not 1 <= page <= len(document):
                raise ReadingError("formats.no-such-page", page=page)
            shown = document[page - 1]
            width, height = shown.get_size()
            scale = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            bitmap = shown.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            picture = png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.n_channels, bitmap.stride)
            boxes = [
                _on_picture(shown, box, (bitmap.width, bitmap.height)) for box in _places(shown, piece, occurrence)
            ]
            return picture, bitmap.width, bitmap.height, boxes
    except pypdfium2.PdfiumError as error:
        raise ReadingError("formats.protected" if "assword" in str(error) else "formats.damaged") from error


def _on_picture(page: Any, box: tuple[float, float, float, float], size: tuple[int, int]) -> Box:
    """A box of the page on its picture, whichever way the page is turned and cropped."""
    import pypdfium2.raw as pdfium

    corners = []
    for x, y in ((box[0], box[3]), (box[2], box[1])):
        across, down = ctypes.c_int(), ctypes.c_int()
        # In tenths of a pixel, since it rounds to whole ones.
        pdfium.FPDF_PageToDevice(
            page.raw, 0, 0, 10 * size[0], 10 * size[1], 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        corners.append((across.value / 10, down.value / 10))
    (left, top), (right, bottom) = corners
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def compact(text: str) -> str:
    """Letters and digits alone, raised digits as plain ones: what stays the same however a page was laid out."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _places(page: Any, piece: str, occurrence: int) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top in points of each line of one occurrence of `piece`."""
    wanted = compact(piece)
    if not wanted:
        return []
    glyphs = [glyph for glyph in glyphs_of(page) if glyph.char.isalnum()]
    letters = "".join(compact(glyph.char)[:1] or "?" for glyph in glyphs)
    at = letters.find(wanted)
    while at >= 0 and occurrence:
        at, occurrence = letters.find(wanted, at + 1), occurrence - 1
    return _lines(glyphs[at : at + len(wanted)]) if at >= 0 else []


def _lines(glyphs: Iterable[Glyph]) -> list[tuple[float, float, float, float]]:
    boxes: list[tuple[float, float, float, float]] = []
    for glyph in glyphs:
        last = boxes[-1] if boxes else None
        if last is not None and glyph.left >= last[0] and glyph.bottom < last[3] and glyph.top > last[1]:
            boxes[-1] = (last[0], min(last[1], glyph.bottom), max(last[2], glyph.right), max(last[3], glyph.top))
        else:
            boxes.append((glyph.left, glyph.bottom, glyph.right, glyph.top))
    return boxes
