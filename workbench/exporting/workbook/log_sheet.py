"""The sheets Log (who did what) and Versions (one figure through the versions of a text)."""

from __future__ import annotations

from datetime import datetime

from workbench.exporting.decisions import Decisions, LogEntry
from workbench.exporting.plain_text import one_line
from workbench.exporting.workbook.book import Book, Table
from workbench.exporting.workbook.columns import Column
from workbench.version import __version__


def write_log(book: Book, decisions: Decisions, now: datetime) -> None:
    """The history, oldest first, closed by this export."""
    table = Table(book, "log")
    texts = book.texts
    export = LogEntry(
        now, texts("text", "program"), texts("text", "stamp_object"), texts("text", "first_export"), "", __version__
    )
    for entry in (*decisions.log, export):
        if table.full:
            continue
        table.put("at", entry.at.isoformat(timespec="seconds"))
        table.put("who", one_line(entry.who))
        table.put("object", one_line(entry.object))
        table.put("field", one_line(entry.field))
        table.put("old", one_line(entry.old))
        table.put("new", one_line(entry.new))
        table.put("reason", one_line(entry.reason))
        table.next_row()
    table.finish()


def write_versions(book: Book, decisions: Decisions) -> None:
    """One row a figure, one column a version."""
    names = list(decisions.version_names)
    columns = [Column(f"v{number}", 24, "wrap") for number in range(1, len(names) + 1)]
    table = Table(book, "versions", extra=(*columns, Column("recheck", 12, "result")))
    for number, name in enumerate(names, 1):
        table.rename(f"v{number}", one_line(name))
    recheck, yes = book.texts("text", "recheck"), book.texts("choices", "yes")
    for row in decisions.versions:
        if table.full:
            continue
        table.put("figure", one_line(row.figure))
        table.put("change", one_line(row.change))
        table.put("ticked", book.texts("choices", "yes" if row.ticked else "no"))
        for number, written in enumerate(row.written, 1):
            table.put(f"v{number}", one_line(written))
        first, last = table.cell("v1"), table.cell(f"v{len(names)}")
        ticked = table.cell("ticked")
        changed = row.ticked and row.written[0] != row.written[-1]
        table.formula(
            table.row,
            table.index["recheck"],
            f'IF(AND({first}<>{last},{ticked}="{yes}"),"{recheck}","")',
            recheck if changed else "",
            "result",
        )
        table.next_row()
    table.finish()
