"""The sheet References: the known figures, their bounds as formulas like those of the claims."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.exporting.decisions import Decisions
from workbench.exporting.plain_text import one_line
from workbench.exporting.workbook import bounds
from workbench.exporting.workbook.book import HEADER_ROWS, Book, Table
from workbench.exporting.workbook.readings import write_value
from workbench.model import ReferenceFigure


def write_references(book: Book, figures: Sequence[ReferenceFigure], decisions: Decisions) -> None:
    """One row a known figure, then the sources that people named for claims."""
    table = Table(book, "references")
    texts = book.texts
    for figure in figures:
        if table.full:
            continue
        table.put("id", figure.id)
        table.put("quantity", one_line(figure.indicator))
        table.put("scope", one_line(figure.scope))
        table.put("period", str(figure.period))
        write_value(table, figure.quantity, bounds.written_value(figure.quantity, 0), texts)
        table.put("publisher", one_line(figure.source))
        table.put("address", one_line(figure.url))
        for name in ("title", "accessed", "archived", "page", "primary", "quote", "entered_by"):
            table.put(name, "")
        table.next_row()
    for source in decisions.sources:
        if table.full:
            continue
        table.put("id", source.id)
        table.put("quantity", source.claim)
        table.put("title", one_line(source.title))
        table.put("address", one_line(source.address))
        table.put("accessed", source.accessed)
        table.put("primary", texts("choices", "primary" if source.primary else "secondary"))
        table.put("quote", one_line(source.quote))
        table.put("attached", one_line(source.file))
        table.put("entered_by", source.by)
        table.next_row()
    table.finish()
    place, last = table.index["primary"], max(table.row - 1, HEADER_ROWS)
    table.sheet.data_validation(
        HEADER_ROWS,
        place,
        last,
        place,
        {
            "validate": "list",
            "source": "=source_names",
            "error_title": texts("messages", "title"),
            "error_message": texts("messages", "primary"),
        },
    )
