"""Nothing of a document becomes a formula; whatever a text holds, the workbook opens and keeps it."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.exporting.generated_cases import Made, many
from tests.exporting.spreadsheets import needs_libreoffice, recalculated, rows_by_name
from workbench.analysis import analyse
from workbench.exporting import Decisions, ExportCancelledError, write_workbook
from workbench.exporting.decisions import Judged, LogEntry, VersionRow
from workbench.exporting.workbook.wording import wording
from workbench.model import Block, BlockKind, Claim, Document, Kind, Quantity
from workbench.reading import read_text

NOW = datetime(2026, 5, 4, 9, 30)
HOSTILE = (
    '=HYPERLINK("http://x.example","y") costs 20 million euros',
    "+1+cmd|' /C calc'!A0 and 30 million euros",
    "-2+3 points, @SUM(A1) 40 million euros",
    "\t=1+1 of 50 million euros",
    "<r><t>60 million euros</t></r>",
    "_x0041_ for 70 million euros",
    "null \x00 bell \x07 lone \ud83d and \udc00 of 80 million euros",
    "{=1+1} 90 million euros 😀 12 million euros",
)


def formulas_in(path: Path) -> list[str]:
    return [
        str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.xlsx"
    write_workbook(analyse(read_text("\n\n".join(HOSTILE))), hostile, now=NOW)
    for formula in formulas_in(hostile):
        for sign in ("http", "cmd", "calc", "1+1", "SUM(A1)"):
            assert sign not in formula
    sheet = openpyxl.load_workbook(hostile)["Text"]
    shown = [str(row["text"]) for row in rows_by_name(sheet)]
    assert any(text.startswith('=HYPERLINK("http://x.example","y")') for text in shown)
    assert any(text.startswith("<r>") for text in shown)
    # As the file format has it: an underscore that would begin an escape is escaped itself.
    assert any(text.startswith("_x005F_x0041_") for text in shown)
    assert any("␀" in text and "�" in text for text in shown)


def test_decisions_and_reference_texts_stay_texts(tmp_path: Path) -> None:
    analysis = analyse(read_text("Costs of 20 million euros."))
    decisions = Decisions(
        verdicts={"c1": Judged("exact", "=A1", NOW)},
        notes={"c1": "=1+1"},
        log=[LogEntry(NOW, "@who", "+object", "-field", "=old", "=new", "=reason")],
        versions=[VersionRow("=figure", ("=1", "=2"), "=change", True)],
        version_names=("=v1", "=v2"),
        questions=("=question",),
        preparer="=preparer",
    )
    path = tmp_path / "book.xlsx"
    write_workbook(analysis, path, decisions=decisions, now=NOW)
    for formula in formulas_in(path):
        for sign in ("1+1", "=old", "=new", "=figure", "=question", "=preparer"):
            assert sign not in formula[1:]
    book = openpyxl.load_workbook(path, data_only=True)
    assert rows_by_name(book["Log"])[0]["new"] == "=new"
    assert rows_by_name(book["Versions"])[0]["recheck"] == "recheck"
    assert rows_by_name(book["Claims"])[0]["verdict"] == "Verified"


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_hostile_text_survives_a_spreadsheet_program(tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    write_workbook(analyse(read_text("\n\n".join(HOSTILE))), path, now=NOW)
    computed = recalculated(path, tmp_path)
    assert any(str(row["text"]).startswith("=HYPERLINK") for row in rows_by_name(computed["Text"]))
    for sheet in computed:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "e"], sheet.title


def test_a_paragraph_longer_than_a_cell_is_kept_whole_in_several_rows(tmp_path: Path) -> None:
    text = "word 😀 " * 12_000 + "and 20 million euros at the end."
    document = Document(text, blocks=[Block(BlockKind.PARAGRAPH, 0, len(text))])
    path = tmp_path / "long.xlsx"
    write_workbook(Made(document), path, now=NOW)
    rows = rows_by_name(openpyxl.load_workbook(path)["Text"])
    assert len(rows) > 3
    assert {row["number"] for row in rows} == {1}
    assert "".join(str(row["text"]) for row in rows).replace(" ", "") == text.replace(" ", "")


def test_rows_that_do_not_fit_a_sheet_are_counted_on_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.exporting.workbook.book.MOST_ROWS", 40)
    path = tmp_path / "full.xlsx"
    write_workbook(_many_claims(100), path, now=NOW)
    book = openpyxl.load_workbook(path)
    assert len(rows_by_name(book["Claims"])) == 38
    said = [str(cell.value) for cell in book["Read me"]["B"]]
    assert any(text.startswith("62 rows did not fit on the sheet Claims") for text in said)


def test_two_exports_differ_only_by_their_date(tmp_path: Path) -> None:
    made = many(seed=2, each=1)
    for name, moment in (("a", NOW), ("b", NOW), ("c", datetime(2027, 1, 1))):
        write_workbook(made, tmp_path / f"{name}.xlsx", now=moment)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    one, other = (zipfile.ZipFile(tmp_path / name) for name in ("a.xlsx", "c.xlsx"))
    differing = {name for name in one.namelist() if one.read(name) != other.read(name)}
    sheets = [f"xl/worksheets/sheet{1 + place}.xml" for place in (0, 10)]
    assert differing == {"docProps/core.xml", *sheets}


def test_a_cancelled_export_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"the earlier file")
    with pytest.raises(ExportCancelledError):
        write_workbook(_many_claims(600), path, cancelled=lambda: True)
    assert path.read_bytes() == b"the earlier file"
    assert [entry.name for entry in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_long_export_stops_soon_after_it_is_cancelled_and_leaves_no_scratch_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    asked: list[float] = []
    told: list[float] = []

    def cancelled() -> bool:
        asked.append(told[-1] if told else 0.0)
        return len(asked) > 3

    with pytest.raises(ExportCancelledError):
        write_workbook(_many_claims(4000), tmp_path / "book.xlsx", progress=told.append, cancelled=cancelled)
    # Nothing more is written once the answer is yes.
    assert len(asked) == 4
    assert max(told) < 0.5
    assert not list(scratch.iterdir())
    assert not (tmp_path / "book.xlsx").exists()


def test_progress_rises_to_the_whole(tmp_path: Path) -> None:
    told: list[float] = []
    write_workbook(_many_claims(900), tmp_path / "book.xlsx", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 2


def test_a_folder_that_does_not_exist_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="absent"):
        write_workbook(_many_claims(1), tmp_path / "absent" / "book.xlsx")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sheets_are_set_up_for_reading_and_printing(language: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(many(seed=2, each=1), path, language=language, now=NOW)
    book = openpyxl.load_workbook(path)
    names = wording(language).table("sheets")
    # Versions and Chains come with something to show there.
    assert book.sheetnames == [name for key, name in names.items() if key not in ("versions", "chains")]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == [names["lists"]]
    for key in ("findings", "claims", "links", "checks", "references", "text", "log"):
        sheet = book[names[key]]
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes == "C3"
        assert sheet.row_dimensions[1].hidden
        assert sheet.print_title_rows == "$1:$2"
        assert not sheet.merged_cells.ranges
        assert sheet.page_setup.orientation == "landscape"
    claims = book[names["claims"]]
    assert {rule.formula1 for rule in claims.data_validations.dataValidation} >= {"h_names", "verdict_names"}
    assert {"tol_about", "tol_near_low", "tol_multiple", "materiality_rel", "materiality_abs"} <= set(
        book.defined_names
    )
    assert book[names["checks"]].conditional_formatting


def test_functions_are_those_that_every_spreadsheet_since_2016_has(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(many(seed=2, each=1), path, now=NOW)
    used = {name for formula in formulas_in(path) for name in re.findall(r"([A-Z][A-Z.]+)\(", formula)}
    assert used <= {
        "IF", "MIN", "MAX", "AND", "OR", "ABS", "ROUND", "INT", "INDEX", "MATCH", "SUMIFS", "COUNTIFS", "COUNT",
        "HYPERLINK", "IFERROR", "LEFT", "RIGHT", "SUMPRODUCT", "NOT",
    }  # fmt: skip
    assert not any("_xlfn" in formula for formula in formulas_in(path))


def _many_claims(count: int) -> Made:
    quantity = Quantity(Kind.MONEY, Decimal(350), unit="EUR", step=Decimal(1), coarse_step=Decimal(10))
    text = "350 " * count
    claims = [Claim(f"c{n}", 4 * n, 4 * n + 3, "350", quantity) for n in range(count)]
    return Made(Document(text), claims)
