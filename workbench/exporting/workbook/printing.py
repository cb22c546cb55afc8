"""How the sheets print: A4, letters large enough to read, headings on every page, who and what in the margins.

A table too wide for one page at a readable size goes over several side by side, cut between columns, with the column
of its ids on each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from workbench.exporting.decisions import Decisions
from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.workbook.book import Book
from workbench.exporting.workbook.columns import Column
from workbench.model import Document

_A4 = 9
_MARGIN_INCHES = 1.5 / 2.54
_UPRIGHT = ("read_me", "summary")
_FREE = ("read_me", "summary", "lists")
# Two lists side by side: an id of the one beside the other would seem to belong to it.
_SIDE_BY_SIDE = ("what_if",)
# The cells are in ten points; below this share of it nobody reads them.
_READABLE = 68
# What a landscape page holds between its margins, in pixels of 1/96 inch, less a little for other fonts and printers.
_ROOM = (29.7 / 2.54 - 2 * _MARGIN_INCHES) * 96 * 0.97
_DIGIT_PIXELS, _PADDING_PIXELS = 7, 5
_MOST_ACROSS = 4


def set_up_printing(book: Book, document: Document, decisions: Decisions) -> None:
    """Set up every sheet."""
    texts = book.texts
    title = _escaped(cut(one_line(document.title), 80))
    names = " / ".join(name for name in (decisions.preparer, decisions.reviewer) if name)
    people = _escaped(cut(one_line(names), 60))
    header = f"&L{title}&R{document.sha256[:8]}"
    footer = f"&L&A&C{texts('print', 'page')} &P {texts('print', 'of')} &N&R{texts('print', 'printed')} &D {people}"
    for table, sheet in book.sheets.items():
        sheet.set_paper(_A4)
        if table in _UPRIGHT:
            sheet.set_portrait()
        else:
            sheet.set_landscape()
        breaks = page_breaks(book.columns_of.get(table, ()))
        # Fitted and not scaled: another font makes columns wider, and must not push the last of them off the page.
        sheet.fit_to_pages(len(breaks) + 1, 0)
        if breaks:
            sheet.set_v_pagebreaks(breaks)
            sheet.print_across()
            if table not in _SIDE_BY_SIDE:
                sheet.repeat_columns(0, 0)
        sheet.set_margins(_MARGIN_INCHES, _MARGIN_INCHES, _MARGIN_INCHES + 0.2, _MARGIN_INCHES + 0.2)
        sheet.set_header(header)
        sheet.set_footer(footer)
        if table not in _FREE:
            sheet.repeat_rows(0, 1)
    book.sheets["summary"].activate()
    book.sheets["summary"].set_first_sheet()
    book.sheets["lists"].hide()


def page_breaks(columns: Sequence[Column]) -> list[int]:
    """Before which columns (from 0) a new page begins; none when one page is wide enough.

    Takes as few pages as can be read, and cuts so that the letters are as large as possible.
    """
    widths = [0.0 if column.inner else column.width * _DIGIT_PIXELS + _PADDING_PIXELS for column in columns]
    shown = [place for place, width in enumerate(widths) if width and place > 1]
    best: tuple[int, list[int]] = (_scale(sum(widths)), [])
    for cuts in range(1, _MOST_ACROSS):
        if best[0] >= _READABLE:
            break
        for chosen in combinations(shown, cuts):
            ends = (0, *chosen, len(widths))
            parts = [sum(widths[start:end]) + (widths[0] if start else 0.0) for start, end in pairwise(ends)]
            scale = _scale(max(parts))
            if scale > best[0]:
                best = scale, list(chosen)
    return best[1]


def _scale(pixels: float) -> int:
    return min(100, int(_ROOM / max(pixels, 1.0) * 100))


def _escaped(text: str) -> str:
    """Header codes begin with an ampersand; two of them are one."""
    return text.replace("&", "&&")
