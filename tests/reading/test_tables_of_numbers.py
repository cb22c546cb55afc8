"""Spreadsheets and delimited files are read as they show, and no way of writing numbers changes one."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from workbench.extraction import extract
from workbench.extraction.digits import read_number
from workbench.model import BlockKind, Document
from workbench.reading import ReadingError, read_bytes
from workbench.reading.number_formats import shown_number, shown_time


def workbook(fill: Callable[[Worksheet], None]) -> Document:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Recettes"
    fill(sheet)
    packed = io.BytesIO()
    book.save(packed)
    return read_bytes(packed.getvalue(), "a.xlsx")


@pytest.mark.parametrize(
    ("value", "code", "language", "shown"),
    [
        ("1234.567", "General", "en", "1234.567"),
        ("0.30000000000000004", "General", "en", "0.3"),
        ("12.345", "General", "fr", "12,345"),
        ("1234567.89", "#,##0", "en", "1,234,568"),
        ("1234567.89", "#,##0.0", "fr", "1\u202f234\u202f567,9"),
        ("1234567.89", "#,##0.0", "de", "1.234.567,9"),
        ("-1234.5", "#,##0.0_);(#,##0.0)", "en", "-1,234.5"),
        ("-1234.5", "#,##0;[Red]#,##0", "en", "-1,235"),
        ("0.0871", "0.0%", "fr", "8,7%"),
        ("0.0871", "0.0 %", "fr", "8,7 %"),
        ("1500000", '#,##0.0,, "M"', "en", "1.5 M"),
        ("1234.5", "#,##0.00\\ [$€-40C]", "fr", "1\u202f234,50 €"),
        ("1234.5", '"$"#,##0.00', "en", "$1,234.50"),
        ("1234.5", '_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-', "fr", "1\u202f234,50 €"),
        ("0", '#,##0;-#,##0;"-"', "en", "-"),
        ("5", '0 "trains"', "en", "5 trains"),
        ("42", ";;;", "en", ""),
        ("-0.04", "0.0", "en", "0.0"),
    ],
)
def test_a_number_format_shows(value: str, code: str, language: str, shown: str) -> None:
    assert shown_number(Decimal(value), code, language) == shown


def test_dates_show_what_their_format_does() -> None:
    day = date(2024, 3, 14)
    assert shown_time(day, "dd/mm/yyyy", "fr") == "2024-03-14"
    assert shown_time(day, "mmm-yy", "fr") == "mars 2024"
    assert shown_time(day, "yyyy", "en") == "2024"
    assert shown_time(time(8, 5), "h:mm", "en") == "08:05"


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from(["en", "fr", "de"]))
def test_a_number_written_for_a_language_is_read_back_as_itself(value: Decimal, language: str) -> None:
    shown = shown_number(value, "#,##0.000", language).replace("\u202f", "").lstrip("-")
    mantissa, decimals = read_number(shown, "." if language == "en" else ",")
    assert Decimal(mantissa).scaleb(-decimals) == abs(value)


def test_titles_headings_and_bodies_are_told_apart() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ["Recettes par zone, en milliers d'euros"], [], ["Zone", "Recettes", None], [None, 2022, 2023],
            ["France", 12.5, 13], ["Dont Paris", 4, 4.25], [], ["Effectifs"],
            ["Zone", 2022, 2023], ["France", 310, 320],
        ):  # fmt: skip
            sheet.append(row)
        sheet.merge_cells("B3:C3")

    document = workbook(fill)
    captions = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.CAPTION]
    assert captions == ["Recettes par zone, en milliers d'euros", "Effectifs"]
    claims = {(claim.text, str(claim.period)): claim for claim in extract(document)}
    first = claims["12,5", "2022"]
    assert (first.quantity.value, first.quantity.unit, first.scope, first.indicator) == (
        12500,
        "EUR",
        "France",
        "Recettes",
    )
    second = claims["320", "2023"]
    assert (second.quantity.value, second.quantity.unit, second.scope) == (320, None, "France")


def test_hidden_sheets_rows_and_columns_are_left_out_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Zone", "Tonnes", "Secret"])
        sheet.append(["Nord", 12, 777])
        sheet.append(["Sud", 888, 778])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        other = sheet.parent.create_sheet("Brouillon")
        other["A1"] = 999
        other.sheet_state = "hidden"

    document = workbook(fill)
    assert "12" in document.text
    assert not any(number in document.text for number in ("777", "778", "888", "999"))
    assert any("Brouillon" in notice for notice in document.notices)
    assert any("rows or columns" in notice for notice in document.notices)


def test_raised_and_struck_out_parts_of_a_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText("120 000", TextBlock(InlineFont(vertAlign="superscript"), "2"))
        sheet["A2"] = CellRichText(TextBlock(InlineFont(strike=True), "20,9 "), "21,1")
        sheet["A3"] = 99
        sheet["A3"].font = Font(strike=True)

    document = workbook(fill)
    assert document.text.splitlines()[1:] == ["120 000²", "21,1"]
    assert any("20,9" in notice and "99" in notice for notice in document.notices)


def test_formulas_that_were_never_computed_are_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Total", "=1+1"])

    assert any("no stored value" in notice for notice in workbook(fill).notices)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_decimal_commas_are_no_delimiters(encoding: str, delimiter: str) -> None:
    rows = [["Année", "Évolution"], ["2023", "12,5"], ["2024", "13,25"]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    document = read_bytes(data, "a.csv")
    assert "12,5" in [document.text[b.start : b.end] for b in document.blocks]
    assert {str(claim.quantity.value) for claim in extract(document) if claim.date is None} == {"12.5", "13.25"}


def test_commas_and_quotes_delimit_where_they_should() -> None:
    document = read_bytes(b'Zone,Tonnes\r\n"Paris, Lyon","1,234.5"\r\nNice,12\r\n', "a.csv")
    cells = [document.text[b.start : b.end] for b in document.blocks]
    assert cells == ["Zone", "Tonnes", "Paris, Lyon", "1,234.5", "Nice", "12"]


def test_excel_says_its_delimiter() -> None:
    document = read_bytes(codecs.BOM_UTF8 + b"sep=;\r\na;b\r\n1,5;2,5\r\n", "a.csv", language="fr")
    assert [claim.text for claim in extract(document)] == ["1,5", "2,5"]


def test_a_table_of_nothing_says_so() -> None:
    with pytest.raises(ReadingError):
        workbook(lambda sheet: None)
