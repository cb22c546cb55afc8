"""What leaves the program: workbook, JSON, report, memo, tables.

Every export takes an :class:`~workbench.exporting.analysed.Analysed` (what the five calls of the product give) and
writes it without importing Qt. Nothing that comes from a document can become a formula, a tag or a link.
"""

from workbench.exporting.analysed import Analysed
from workbench.exporting.decisions import NOTHING_DECIDED, Decisions
from workbench.exporting.errors import ExportCancelledError, reason_of
from workbench.exporting.html_report import html_report, write_html
from workbench.exporting.json_format import SCHEMA, json_text, to_json
from workbench.exporting.workbook import write_workbook

__all__ = [
    "NOTHING_DECIDED",
    "SCHEMA",
    "Analysed",
    "Decisions",
    "ExportCancelledError",
    "html_report",
    "json_text",
    "reason_of",
    "to_json",
    "write_html",
    "write_workbook",
]
