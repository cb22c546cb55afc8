"""How the sheets print: A4, landscape, one page wide, headings on every page, who and what in the margins."""

from __future__ import annotations

from workbench.exporting.decisions import Decisions
from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.workbook.book import Book
from workbench.model import Document

_A4 = 9
_MARGIN_INCHES = 1.5 / 2.54
_UPRIGHT = ("read_me", "summary")
_FREE = ("read_me", "summary", "lists")


def set_up_printing(book: Book, document: Document, decisions: Decisions) -> None:
    """Set up every sheet."""
    texts = book.texts
    title = _escaped(cut(one_line(document.title), 80))
    people = _escaped(" / ".join(name for name in (decisions.preparer, decisions.reviewer) if name)[:60])
    header = f"&L{title}&R{document.sha256[:8]}"
    footer = f"&L&A&C{texts('print', 'page')} &P {texts('print', 'of')} &N&R{texts('print', 'printed')} &D {people}"
    for table, sheet in book.sheets.items():
        sheet.set_paper(_A4)
        if table in _UPRIGHT:
            sheet.set_portrait()
        else:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(_MARGIN_INCHES, _MARGIN_INCHES, _MARGIN_INCHES + 0.2, _MARGIN_INCHES + 0.2)
        sheet.set_header(header)
        sheet.set_footer(footer)
        if table not in _FREE:
            sheet.repeat_rows(0, 1)
    book.sheets["summary"].activate()
    book.sheets["summary"].set_first_sheet()
    book.sheets["lists"].hide()


def _escaped(text: str) -> str:
    """Header codes begin with an ampersand; two of them are one."""
    return text.replace("&", "&&")
