"""PDF files with a text layer, through PDFium.

PDFium gives characters in reading order with their boxes; what the boxes tell is read back into the text: raised
digits (note marks, powers) stay apart from the number before them, thin spaces that PDFium drops inside numbers come
back, hyphens at line ends are joined, lines that repeat on most pages are running heads, and aligned short lines are
table rows.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise, product
from statistics import median
from typing import Any

from workbench.model import BlockKind, Cell
from workbench.reading.assembling import Assembled, Assembler, raised, tidy
from workbench.reading.errors import ReadingError

# A gap wider than this share of the type size, between two digits, is a space that PDFium dropped.
_LOST_SPACE = 0.08
# A gap wider than this many type sizes separates columns of a table.
# A raised digit closer than this share of the type size belongs to the word before it.
_NO_SPACE = 0.6
_COLUMN_GAP = 2.2
_RAISED_HEIGHT = 0.82
# PDFium marks a hyphen that only breaks a word at a line end with one of these, and goes on without a line end.
_LINE_HYPHENS = frozenset("\x02\ufffe")
# A paragraph goes on while lines stand no further apart than this many usual distances.
_PARAGRAPH_GAP = 1.35
# A level line no thicker than this, in points, may strike words out; a page of drawings is not searched through.
_THIN = 1.6
_MOST_STROKES = 3000
_LEAST_PAGES_FOR_HEADS = 3
_MOST_UNNUMBERED_PAGES = 50
_MOST_NUMBERS_IN_HEAD = 6
# Of a document this long the first pages are shown while the rest is read.
_LONG_DOCUMENT = 60
_FIRST_PAGES = 10
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBER = re.compile(r"(\d+)")
_GLUED_MARK = re.compile(r"\d{1,3}[^\W\d_]{2}")
_NOTE_MARK = re.compile(r"([0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[.)]? ?(?=[^\W\d_])")

Progress = Callable[[float], None]


@dataclass(slots=True)
class Glyph:
    """One character with its loose box in points, the origin at the bottom left of the page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


_LINE_END = Glyph("\n", 0, 0, 0, 0)


@dataclass(slots=True)
class Line:
    """One line of a page: its text in cells (one but for table rows), their edges, its box and type size."""

    cells: list[str]
    lefts: list[float]
    rights: list[float]
    left: float
    right: float
    bottom: float
    size: float
    page: int
    hyphenated: bool = False

    @property
    def text(self) -> str:
        """All of the line."""
        return " ".join(self.cells)


@dataclass(slots=True)
class _Pages:
    lines: list[list[Line]] = field(default_factory=list)
    characters: int = 0
    has_images: bool = False
    has_struck_out: bool = False


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
    if _drop_running_heads(lines):
        out.notice("formats.running-heads")
    body = _body_size(lines)
    for page in lines:
        _add_page(page, body, out)
    if pages.has_struck_out:
        out.notice("formats.struck-out")
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
        glyphs = _glyphs(text, _strokes(page), pages)
        if not glyphs and not pages.has_images:
            pages.has_images = any(item.type == 3 for item in page.get_objects(max_depth=2))
        pages.characters += len(glyphs)
        return _lines(glyphs, number + 1)
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


def _strokes(page: Any) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of the thin level lines drawn on a page: some of them strike words out."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    strokes: list[tuple[float, float, float, float]] = []
    for number, item in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=2)):
        if number > _MOST_STROKES:
            break
        try:
            left, bottom, right, top = item.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if top - bottom < _THIN and right - left > 2 * _THIN:
            strokes.append((left, bottom, right, top))
    return strokes


def _is_struck(glyph: Glyph, box: Glyph, strokes: list[tuple[float, float, float, float]]) -> bool:
    """Whether a stroke runs through `glyph` and the middle of `box`, which is as high as its neighbours."""
    height = box.top - box.bottom
    low, high = box.bottom + 0.2 * height, box.bottom + 0.6 * height
    middle = (glyph.left + glyph.right) / 2
    return any(low < bottom and top < high and left <= middle <= right for left, bottom, right, top in strokes)


def _glyphs(text: Any, strokes: list[tuple[float, float, float, float]], pages: _Pages) -> list[Glyph]:
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
            glyphs.append(_LINE_END)
            continue
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            code = 0xFFFD
        box_of(handle, index, reference)
        glyphs.append(Glyph(chr(code), box.left, box.bottom, box.right, box.top))
        # A comma is lower than the digits around it: what follows a struck character is measured by that one.
        if strokes and (
            _is_struck(glyphs[-1], glyphs[-1], strokes) or (struck and _is_struck(glyphs[-1], struck, strokes))
        ):
            struck = glyphs.pop()
            pages.has_struck_out = True
        elif glyphs[-1].char in _LINE_HYPHENS:
            glyphs.append(_LINE_END)
    return glyphs


def _lines(glyphs: list[Glyph], page: int) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for index in range(len(glyphs) + 1):
        if index == len(glyphs) or glyphs[index].char == "\n":
            line = _line(glyphs[start:index], page)
            if line is not None:
                lines.append(line)
            start = index + 1
    return _rows_joined(lines)


def _line(glyphs: list[Glyph], page: int) -> Line | None:
    inked = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not inked:
        return None
    size = median(glyph.top - glyph.bottom for glyph in inked)
    bottom = median(glyph.bottom for glyph in inked)
    cells: list[list[str]] = [[]]
    lefts, rights = [inked[0].left], [inked[0].right]
    previous: Glyph | None = None
    for glyph in glyphs:
        if glyph.char.isspace() and glyph.char not in "\u00a0\u202f\u2009":
            cells[-1].append(" ")
            continue
        is_raised = (
            glyph.top - glyph.bottom < _RAISED_HEIGHT * size
            and glyph.bottom > bottom + 0.12 * size
            and (glyph.char.isdigit() or glyph.char in "+-−n")
        )
        if previous is not None:
            gap = glyph.left - previous.right
            if gap > _COLUMN_GAP * size and size > 0:
                cells.append([])
                lefts.append(glyph.left)
                rights.append(glyph.right)
            elif (
                previous.char.isdigit()
                and glyph.char.isdigit()
                and not is_raised
                and cells[-1][-1] != " "
                and gap > _LOST_SPACE * size
            ):
                cells[-1].append("\u202f")
        if is_raised and previous is not None and glyph.left - previous.right < _NO_SPACE * size:
            while cells[-1] and cells[-1][-1] == " ":
                cells[-1].pop()
        cells[-1].append(raised(glyph.char) if is_raised else glyph.char)
        rights[-1] = glyph.right
        previous = glyph
    hyphenated = glyphs[-1].char in _LINE_HYPHENS
    if hyphenated:
        cells[-1].pop()
    return Line(
        [tidy("".join(cell)) for cell in cells],
        lefts, rights, inked[0].left, max(glyph.right for glyph in inked), bottom, size, page, hyphenated,
    )  # fmt: skip


def _rows_joined(lines: list[Line]) -> list[Line]:
    """Pieces that stand on one base line to the right of one another are one row: PDFium ends a line at wide gaps
    and after raised digits."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and _is_raised_piece(last, line):
            last.cells[-1] += raised(line.text)
            last.rights[-1] = last.right = line.right
            continue
        if last is None or last.hyphenated or line.left < last.right - 0.5 or not _on_one_base(last, line):
            joined.append(line)
            continue
        gap = line.left - last.right
        if gap > _COLUMN_GAP * last.size:
            last.cells += line.cells
        else:
            last.cells[-1] += ("" if _belongs(line, gap, last.size) else " ") + line.cells[0]
            last.cells += line.cells[1:]
            line.lefts, last.rights[-1:] = line.lefts[1:], []
        last.lefts += line.lefts
        last.rights += line.rights
        last.right, last.hyphenated = line.right, line.hyphenated
    return joined


def _belongs(line: Line, gap: float, size: float) -> bool:
    """Whether the first word of a piece goes on with the last word of the piece before it."""
    return gap < 0.2 * size or (line.text[:1] in _RAISED_DIGITS and gap < _NO_SPACE * size)


def _is_raised_piece(last: Line, line: Line) -> bool:
    """Whether `line` is nothing but small digits that stand raised right behind `last`."""
    return (
        line.text.isdigit()
        and len(line.text) < 4
        and line.size < _RAISED_HEIGHT * last.size
        and last.bottom < line.bottom < last.bottom + last.size
        and -0.5 < line.left - last.right < _NO_SPACE * last.size
    )


def _on_one_base(one: Line, two: Line) -> bool:
    return abs(one.bottom - two.bottom) < 0.3 * max(one.size, two.size)


def _head_patterns(line: Line, pages: int) -> set[tuple[str, int]]:
    """The ways to see a line as a running head, with its height: a number in it may be the same on every page, count
    on with the pages, or be the number of pages."""
    parts = _NUMBER.split(line.text)
    ways: list[tuple[str, ...]] = []
    for index, part in enumerate(parts):
        if index % 2 == 0 or index > _MOST_NUMBERS_IN_HEAD:
            ways.append((part,))
            continue
        number = int(part[:9])
        way = [part]
        if abs(number - line.page) < _MOST_UNNUMBERED_PAGES:
            way.append(f"page{number - line.page:+d}")
        if number == pages:
            way.append("pages")
        ways.append(tuple(way))
    height = round(line.bottom / 4)
    return {("".join(chosen), height) for chosen in product(*ways)}


def _drop_running_heads(pages: list[list[Line]]) -> bool:
    """Take out first and last lines that repeat on most pages but for the number of the page."""
    patterns = {id(line): _head_patterns(line, len(pages)) for lines in pages for line in lines[:2] + lines[-2:]}
    edges: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        edges.update(set().union(*(patterns.get(id(line), set()) for line in lines)))
    with_text = sum(1 for lines in pages if lines)
    if with_text < 2:
        return False
    least = max(2, (with_text + 1) // 2) if with_text >= _LEAST_PAGES_FOR_HEADS else 2
    repeated = {key for key, count in edges.items() if count >= least}
    if not repeated:
        return False
    for lines in pages:
        lines[:] = [line for line in lines if not repeated & patterns.get(id(line), set())]
    return True


def _body_size(pages: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _add_page(lines: list[Line], body: float, out: Assembler) -> None:
    """Lines to blocks: tables, notes at the foot, headings, paragraphs."""
    drops = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 4 * a.size]
    reach = _PARAGRAPH_GAP * median(drops) if drops else 0.0
    index = 0
    while index < len(lines):
        rows = _table_rows(lines, index)
        if rows >= 2:
            _add_table(lines[index : index + rows], out)
            index += rows
            continue
        end = index + 1
        while end < len(lines) and _continues(lines[end - 1], lines[end], reach) and _table_rows(lines, end) < 2:
            end += 1
        _add_paragraph(lines[index:end], body, out)
        index = end


def _table_rows(lines: list[Line], start: int) -> int:
    """How many lines from `start` on are rows of one table: several cells each, in columns that line up."""
    end = start
    while end < len(lines) and len(lines[end].cells) > 1 and (end == start or _line_up(lines[end - 1], lines[end])):
        end += 1
    return end - start


def _line_up(one: Line, two: Line) -> bool:
    """Whether some column beyond the first overlaps from row to row, and is not a gap in justified text."""
    return any(
        left < other_right and other_left < right
        for left, right in zip(one.lefts[1:], one.rights[1:], strict=True)
        for other_left, other_right in zip(two.lefts[1:], two.rights[1:], strict=True)
    )


def _columns(rows: list[Line]) -> list[float]:
    """Left edges of the columns: cells that overlap from row to row share one; headings have no say."""
    voters = rows[1:] if len(rows) > 2 else rows
    spans = sorted((left, right) for row in voters for left, right in zip(row.lefts, row.rights, strict=True))
    columns: list[list[float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], right)
        else:
            columns.append([left, right])
    return [left for left, _ in columns]


def _add_table(rows: list[Line], out: Assembler) -> None:
    number, columns = out.next_table(), _columns(rows)
    for index, row in enumerate(rows):
        for text, left in zip(row.cells, row.lefts, strict=True):
            column = max((i for i, edge in enumerate(columns) if edge <= left + 1), default=0)
            header = index == 0 or (column == 0 and not text[:1].isdigit())
            out.add(BlockKind.CELL, text, page=row.page, cell=Cell(number, index, column, header))


def _continues(line: Line, following: Line, reach: float) -> bool:
    """Whether `following` goes on with the paragraph of `line`, no more than `reach` points below it."""
    if line.page != following.page or abs(line.size - following.size) > 0.1 * line.size:
        return False
    if following.text[:1] in "•‣▪–·⁰¹²³⁴⁵⁶⁷⁸⁹" or _GLUED_MARK.match(following.text):
        return False
    drop = line.bottom - following.bottom
    if drop < 0:
        # The next column: a sentence that has not ended goes on there.
        return line.hyphenated or line.text[-1:] not in '.!?:»"'
    if drop > reach:
        return line.hyphenated
    # A short line that ends a sentence ends its paragraph.
    return not (line.text[-1:] in ".!?" and line.right < following.right - 4 * line.size)


def _add_paragraph(lines: list[Line], body: float, out: Assembler) -> None:
    parts: list[str] = []
    for line in lines:
        parts.append(line.text if line.hyphenated else line.text + " ")
    text, first = "".join(parts), lines[0]
    mark = _NOTE_MARK.match(text) if first.size < 0.95 * body else None
    if mark is not None:
        text = f"{raised(mark[1])} {text[mark.end() :]}"
        out.add(BlockKind.FOOTNOTE, text, page=first.page)
    elif first.size > 1.12 * body and len(text) < 200:
        out.add(BlockKind.HEADING, text, level=1 if first.size > 1.4 * body else 2, page=first.page)
    else:
        kind = BlockKind.LIST_ITEM if text[:1] in "•‣▪·" else BlockKind.PARAGRAPH
        out.add(kind, text, page=first.page)
