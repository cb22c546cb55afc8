"""The plain table of the panels: whole rows are chosen, one at a time, and the tab key leads on."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QTableView

from workbench.ui.look import SPACE
from workbench.ui.named import described, frameless


def row_table(model: QAbstractItemModel, name: str, how: str) -> QTableView:
    """A table of `model`, called `name` by screen readers, which also say `how` it is used."""
    table = frameless(QTableView())
    table.setModel(model)
    table.setAccessibleName(name)
    described(table, how)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.15) + 3 * SPACE)
    table.horizontalHeader().setHighlightSections(False)
    return table
