"""Numbers at the edge of what a spreadsheet holds, and readings that are rare, in every export."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.exporting.generated_cases import Made
from tests.exporting.spreadsheets import formula_cells, needs_libreoffice, recalculated, same
from workbench.exporting import json_text, to_json, write_html, write_workbook
from workbench.exporting.memo import write_memo
from workbench.exporting.tables import write_claims_table
from workbench.model import Claim, Document, Hedge, Kind, Operand, Operation, Quantity, Relation

ONE = Decimal(1)


def extreme() -> Made:
    quantities = [
        Quantity(Kind.MONEY, Decimal("9" * 5000), unit="EUR", step=ONE, coarse_step=ONE),
        Quantity(Kind.NUMBER, Decimal("1E-3000"), step=Decimal("1E-3000"), coarse_step=Decimal("1E-3000")),
        Quantity(Kind.NUMBER, None, Decimal(5), step=ONE),
        Quantity(Kind.NUMBER, Decimal(0), hedge=Hedge.ABOUT, step=ONE),
        Quantity(Kind.PERCENT, Decimal("-3.5"), unit="%", hedge=Hedge.OVER, step=ONE / 10, coarse_step=ONE / 10),
        Quantity(
            Kind.MONEY, Decimal(-5000000), unit="EUR", hedge=Hedge.NEARLY, step=10**6 * ONE, coarse_step=10**6 * ONE
        ),
        Quantity(Kind.PERCENT, 2 * ONE, unit="percentage point", hedge=Hedge.UNDER, step=ONE, coarse_step=ONE),
        Quantity(Kind.MULTIPLE, 2 * ONE, hedge=Hedge.ABOUT, step=ONE, coarse_step=ONE, in_words=True),
        Quantity(Kind.QUANTITY, 2 * ONE, unit="percentage point", hedge=Hedge.AT_MOST, step=ONE, coarse_step=ONE),
    ]
    claims = [Claim(f"c{n}", 2 * n, 2 * n + 1, "x", quantity) for n, quantity in enumerate(quantities)]
    joined = [
        (Operation.SUM, {"total": "c0", "part": "c1"}),
        (Operation.MULTIPLE, {"result": "c0", "factor": "c7", "base": "c5"}),
        (Operation.MULTIPLE, {"result": "c5", "factor": "c7", "base": "c3"}),
        (Operation.DIFFERENCE, {"after": "c4", "before": "c6", "change": "c5"}),
        (Operation.POINTS, {"after": "c6", "before": "c8", "change": "c4"}),
        (Operation.ORDER, {"greater": "c5", "lesser": "c3"}),
    ]
    relations = [
        Relation(f"r{n}", operation, "made", tuple(Operand(role, claim) for role, claim in roles.items()))
        for n, (operation, roles) in enumerate(joined)
    ]
    return Made(Document("x " * len(quantities)), claims, relations)


def test_every_export_takes_them(tmp_path: Path) -> None:
    made = extreme()
    write_html(made, tmp_path / "report.html")
    write_memo(made, tmp_path / "memo.docx")
    write_claims_table(made, tmp_path / "claims.csv")
    assert "9" * 5000 in json_text(to_json(made))
    assert len(list(tmp_path.iterdir())) == 3


@needs_libreoffice
@pytest.mark.libreoffice
def test_no_cell_of_them_changes_when_it_is_recalculated(tmp_path: Path) -> None:
    path = tmp_path / "extreme.xlsx"
    write_workbook(extreme(), path)
    computed = recalculated(path, tmp_path)
    for sheet, place, stored in formula_cells(path):
        assert same(stored, computed[sheet][place].value), (sheet, place, stored)
