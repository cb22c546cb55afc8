"""What is printed is large enough to read, and loses no column; what changed since it was ticked is marked."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

import workbench
from workbench.exporting import Decisions
from workbench.exporting.workbook.columns import COLUMNS, Column
from workbench.exporting.workbook.printing import page_breaks

TEXT = "Revenue rose 12% to €317.8 million, from €238.7 million in 2022."
_PIXELS_OF_A_PAGE = 1010


def widest_part(columns: list[Column] | tuple[Column, ...], breaks: list[int]) -> float:
    widths = [0.0 if column.inner else column.width * 7 + 5 for column in columns]
    ends = [0, *breaks, len(widths)]
    return max(sum(widths[a:b]) + (widths[0] if a else 0.0) for a, b in pairwise(ends))


def test_every_table_prints_in_letters_of_six_points_or_more() -> None:
    for table, columns in COLUMNS.items():
        scale = _PIXELS_OF_A_PAGE / widest_part(columns, page_breaks(columns))
        assert 10 * scale > 6, table


@given(st.lists(st.floats(3, 60), min_size=1, max_size=9))
def test_pages_are_cut_between_columns_and_in_order(widths: list[float]) -> None:
    columns = [Column(f"c{place}", width) for place, width in enumerate(widths)]
    breaks = page_breaks(columns)
    assert breaks == sorted(set(breaks))
    assert all(1 < place < len(columns) for place in breaks)
    assert widest_part(columns, breaks) <= widest_part(columns, [])


def test_a_figure_that_changed_since_it_was_ticked_says_so(tmp_path: Path) -> None:
    analysis = workbench.check(TEXT)
    changed = analysis.claims[1].id
    workbench.write_workbook(analysis, tmp_path / "a.xlsx", decisions=Decisions(changed_since={changed}))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Claims"]
    place = [cell.value for cell in sheet[1]].index("changed")
    marked = {row[0].value: row[place].value for row in sheet.iter_rows(min_row=3)}
    assert {claim for claim, word in marked.items() if word} == {changed}
    assert marked[changed] == "recheck"


def test_without_a_language_the_workbook_has_that_of_the_explanations(tmp_path: Path) -> None:
    workbench.write_workbook(
        workbench.check("Le budget est de 5 millions d'euros, soit 3 % du total."), tmp_path / "f.xlsx"
    )
    assert "Chiffres" in openpyxl.load_workbook(tmp_path / "f.xlsx").sheetnames
