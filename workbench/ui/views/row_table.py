"""The plain table of panels and dialogs: whole rows are chosen, one at a time, and the tab key leads on."""

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
    in_rows(table)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.15) + 3 * SPACE)
    return table


def in_rows(table: QTableView) -> None:
    """Make a table one of whole rows, without a grid and without numbers before them."""
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
