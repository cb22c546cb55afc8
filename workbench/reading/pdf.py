"""PDF files with a text layer, through PDFium.

PDFium gives characters in reading order with their boxes; what the boxes tell is read back into the text: raised
digits (note marks, powers) stay apart from the number before them, thin spaces that PDFium drops inside numbers come
back, hyphens at line ends are joined, lines that repeat on most pages are running heads, and aligned short lines are
table rows.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.errors import ReadingError
from workbench.reading.pdf_layout import add_page, body_size, drop_running_heads
from workbench.reading.pdf_lines import LINE_END, LINE_HYPHENS, Glyph, Line, add_rules, lines_of

# A level line no thicker than this, in points, may strike words out; a page of drawings is not searched through.
_THIN = 1.6
_MOST_STROKES = 3000
# Of a document this long the first pages are shown while the rest is read.
_LONG_DOCUMENT = 60
_FIRST_PAGES = 10

# So many characters of a page tell which way it is turned.
_MOST_SAMPLED = 200
_SOFT_HYPHEN = 0xAD

Progress = Callable[[float], None]
# Left, bottom, right and top, in points.
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Pages:
    lines: list[list[Line]] = field(default_factory=list)
    characters: int = 0
    has_images: bool = False
    struck_out: list[str] = field(default_factory=list)


def read_pdf(
    data: bytes,
    *,
    password: str | None = None,
    progress: Progress | None = None,
    partial: Callable[[Assembled], None] | None = None,
) -> Assembled:
    """The text of a PDF; `partial` is given the first pages of a long one as soon as they are read.

    Raises `ReadingError` when it is damaged, protected, or pictures of pages without text.
    """
    pages = _read_pages(data, password, progress, partial)
    if not pages.characters:
        raise ReadingError("formats.scanned" if pages.has_images else "formats.no-text")
    return _assembled(pages)


def _assembled(pages: _Pages) -> Assembled:
    out = Assembler()
    lines = [list(page) for page in pages.lines]
    if drop_running_heads(lines):
        if any(lines):
            out.notice("formats.running-heads")
        else:
            # Every page says the same: then that is the text.
            lines = [list(page) for page in pages.lines]
    body = body_size(lines)
    for page in lines:
        add_page(page, body, out)
    for words in "".join(pages.struck_out).split("  "):
        if words.strip():
            out.notice("formats.struck-out", words)
    out.notice("formats.pdf-limits")
    return out.assembled(pages=len(lines))


def _read_pages(
    data: bytes, password: str | None, progress: Progress | None, partial: Callable[[Assembled], None] | None
) -> _Pages:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        raise ReadingError("formats.protected" if "assword" in str(error) else "formats.damaged") from error
    pages = _Pages()
    try:
        count = len(document)
        for number in range(count):
            pages.lines.append(_read_page(document, number, pages))
            if progress is not None:
                progress((number + 1) / count)
            if partial is not None and number + 1 == _FIRST_PAGES and count >= _LONG_DOCUMENT and pages.characters:
                partial(_assembled(pages))
    finally:
        document.close()
    return pages


def _read_page(document: Any, number: int, pages: _Pages) -> list[Line]:
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        # One unreadable page must not cost the others.
        return []
    try:
        turns = _turns(text)
        strokes = [_turned(stroke, turns) for stroke in _strokes(page)]
        glyphs = _glyphs(text, strokes, pages, turns)
        if not glyphs and not pages.has_images:
            pages.has_images = any(item.type == 3 for item in page.get_objects(max_depth=2))
        pages.characters += len(glyphs)
        lines = lines_of(glyphs, number + 1)
        add_rules(lines, [(left, bottom, top) for left, bottom, right, top in strokes if right - left < _THIN])
        return lines
    finally:
        text.close()
        page.close()


def glyphs_of(page: Any) -> list[Glyph]:
    """Every character of an open page, in reading order."""
    text = page.get_textpage()
    try:
        return _glyphs(text, [], _Pages())
    finally:
        text.close()


def _strokes(page: Any) -> list[Box]:
    """Left, bottom, right and top of the thin lines drawn on a page: some of them strike words out."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    strokes: list[Box] = []
    for number, item in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=2)):
        if number > _MOST_STROKES:
            break
        try:
            left, bottom, right, top = item.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if min(top - bottom, right - left) < _THIN and max(top - bottom, right - left) > 2 * _THIN:
            strokes.append((left, bottom, right, top))
    return strokes


def _is_struck(glyph: Glyph, box: Glyph, strokes: list[Box]) -> bool:
    """Whether a stroke runs through `glyph` and the middle of `box`, which is as high as its neighbours."""
    height = box.top - box.bottom
    low, high = box.bottom + 0.28 * height, box.bottom + 0.6 * height
    middle = (glyph.left + glyph.right) / 2
    return any(
        low < bottom and top < high and left <= middle <= right and right - left > 2 * _THIN
        for left, bottom, right, top in strokes
    )


def _beside(one: Glyph, two: Glyph) -> bool:
    """Whether the middle of `two` is as high as `one`."""
    return one.bottom < (two.bottom + two.top) / 2 < one.top


def _turns(text: Any) -> int:
    """By how many quarter turns, with the clock, most of the text of a page is written."""
    import pypdfium2.raw as pdfium

    handle = text.raw
    count = pdfium.FPDFText_CountChars(handle)
    step = max(1, count // _MOST_SAMPLED)
    angles = Counter(
        round(pdfium.FPDFText_GetCharAngle(handle, index) / (math.pi / 2)) % 4
        for index in range(0, count, step)
        if pdfium.FPDFText_GetUnicode(handle, index) > 32
    )
    return angles.most_common(1)[0][0] if angles else 0


def _turned(box: Box, turns: int) -> Box:
    """Left, bottom, right and top as they are once the page is turned so that its text runs from left to right."""
    left, bottom, right, top = box
    if turns == 1:
        return -top, left, -bottom, right
    if turns == 2:
        return -right, -top, -left, -bottom
    return (bottom, -right, top, -left) if turns == 3 else box


def _glyphs(text: Any, strokes: list[Box], pages: _Pages, turns: int = 0) -> list[Glyph]:
    """Every character of a text page that is not struck out; line ends come as ``\\n`` with an empty box."""
    import pypdfium2.raw as pdfium

    handle, box = text.raw, pdfium.FS_RECTF()
    reference = ctypes.byref(box)
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    glyphs: list[Glyph] = []
    struck: Glyph | None = None
    for index in range(pdfium.FPDFText_CountChars(handle)):
        code = unicode_of(handle, index)
        if code in (13, 0):
            continue
        if code == 10:
            glyphs.append(LINE_END)
            continue
        if code == _SOFT_HYPHEN:
            # What is drawn on a page is a hyphen, or a minus, whatever its font calls it.
            code = 0x2D
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            code = 0xFFFD
        box_of(handle, index, reference)
        glyphs.append(Glyph(chr(code), *_turned((box.left, box.bottom, box.right, box.top), turns)))
        # A comma is lower than the digits around it: what follows a struck character is measured by that one, on its
        # line only.
        if strokes and (
            _is_struck(glyphs[-1], glyphs[-1], strokes)
            or (struck and _beside(struck, glyphs[-1]) and _is_struck(glyphs[-1], struck, strokes))
        ):
            struck = glyphs.pop()
            pages.struck_out.append(struck.char)
            continue
        if struck is not None:
            struck = None
            pages.struck_out.append("  ")
        if glyphs[-1].char in LINE_HYPHENS:
            glyphs.append(LINE_END)
    return glyphs
