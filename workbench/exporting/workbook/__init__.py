"""The Excel workbook in which a colleague re-does every step: see docs/workbook.md."""

from workbench.exporting.workbook.write import write_workbook

__all__ = ["write_workbook"]
