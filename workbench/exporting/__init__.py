"""What leaves the program: workbook, JSON, report, memo, tables.

Every export takes an :class:`~workbench.exporting.analysed.Analysed` (what the five calls of the product give) and
writes it without importing Qt. Nothing that comes from a document can become a formula, a tag or a link.
"""

from workbench.exporting.analysed import Analysed
from workbench.exporting.json_format import SCHEMA, json_text, to_json

__all__ = ["SCHEMA", "Analysed", "json_text", "to_json"]
