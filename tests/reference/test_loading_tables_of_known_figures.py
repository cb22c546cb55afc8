"""Tables analysts keep, as CSV, TSV or Excel: every value exact, every refusal naming its row and column."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Hedge, Interval, Kind
from workbench.reading import ReadingError
from workbench.reference import ReferenceTableError, load
from workbench.reference.errors import CellError
from workbench.reference.numbers import decimal_mark, read_number
from workbench.reference.periods import read_period

SAMPLE = Path(__file__).parents[2] / "samples" / "wuxi-iot-figures.csv"
HEAD = "indicator,scope,period,hedge,value,unit,growth_on_year,share_of,share_pct,source,url\n"


def table(folder: Path, text: str, name: str = "figures.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_the_sample_table_loads_with_its_sources() -> None:
    figures = load(SAMPLE)
    assert len(figures) == 12
    nation = next(figure for figure in figures if figure.scope == "China" and str(figure.period) == "2020")
    assert nation.quantity.value == Decimal("2400000000000")
    assert (nation.quantity.kind, nation.quantity.unit, nation.quantity.hedge) == (Kind.MONEY, "CNY", Hedge.OVER)
    assert nation.url.startswith("http")
    province = next(figure for figure in figures if figure.growth_on_year == Decimal("10.3"))
    assert (province.scope, province.row) == ("Jiangsu", 12)
    assert {figure.share_percent for figure in figures if figure.share_of} == {Decimal(50), Decimal(25)}
    assert len({figure.id for figure in figures}) == len(figures)


def test_french_headings_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    text = (
        "Indicateur;Champ;Période;Nuance;Valeur;Unité;Croissance;Part de;Part en %;Source;Lien\n"
        "Population;Valmorin;2023;environ;1 234 567,5;habitants;2,5 %;;;Mairie;\n"
        "Chômage;Valmorin;T3 2023;;7,25;%;;;;Mairie;\n"
    )
    for encoding in ("utf-8-sig", "cp1252"):
        people, jobless = load(table(tmp_path, text, encoding=encoding))
        assert people.quantity.value == Decimal("1234567.5")
        assert (people.quantity.kind, people.quantity.hedge) == (Kind.COUNT, Hedge.ABOUT)
        assert people.growth_on_year == Decimal("2.5")
        assert str(jobless.period) == "2023-Q3"
        assert jobless.quantity.value == Decimal("7.25")
        assert (jobless.quantity.kind, jobless.quantity.unit) == (Kind.PERCENT, "%")


def test_tabs_and_columns_in_any_order(tmp_path: Path) -> None:
    figures = load(table(tmp_path, "unit\tvalue\tperiod\tindicator\tremark\nEUR\t12\t2021\tsales\tnone\n", "f.tsv"))
    assert [(figure.indicator, figure.scope, figure.quantity.unit) for figure in figures] == [("sales", "", "EUR")]


def test_a_sheet_gives_the_decimals_that_were_typed(tmp_path: Path) -> None:
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["indicator", "scope", "period", "value", "unit", "share_pct"])
    sheet.append(["rate", "France", 2021, 0.1, "%", 14.6])
    sheet.append(["revenue", "France", "2022-09", 350000000000, "EUR", None])
    sheet.append(["price", "France", datetime(2022, 11, 26), "1.10", "EUR", None])
    path = tmp_path / "figures.xlsx"
    book.save(path)
    rate, revenue, price = load(path)
    assert (rate.quantity.value, rate.share_percent, str(rate.period)) == (Decimal("0.1"), Decimal("14.6"), "2021")
    assert (revenue.quantity.value, str(revenue.period)) == (Decimal(350000000000), "2022-09")
    assert (price.quantity.value, str(price.period)) == (Decimal("1.10"), "2022-11-26")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("sales,France,,,12,EUR,,,,,\n", ["row 2", "period", "empty"]),
        ("sales,France,2021,,12,EUR,,,,,\nsales,France,2022,,12,,,,,,\n", ["row 3", "unit", "empty"]),
        ("sales,France,2021,,twelve,EUR,,,,,\n", ["row 2", "value", "twelve"]),
        ('sales,France,2021,,"1,234",EUR,,,,,\n', ["row 2", "value", "1,234", "two ways"]),
        ("sales,France,soon,,12,EUR,,,,,\n", ["row 2", "period", "soon", "2022-Q3"]),
        ("sales,France,2021,roughly,12,EUR,,,,,\n", ["row 2", "hedge", "roughly"]),
        ("sales,France,2021,,12,EUR,,,,,,more,cells\n", ["row 2", "more cells"]),
        ("\n\nsales,France,,,12,EUR,,,,,\nsales,France,,,12,EUR,,,,,\n", ["row 4", "More rows with problems: 1."]),
        ("", ["no figures"]),
    ],
)
def test_what_cannot_be_compared_is_refused_by_row_and_column(tmp_path: Path, rows: str, words: list[str]) -> None:
    with pytest.raises(ReferenceTableError) as refusal:
        load(table(tmp_path, HEAD + rows))
    for word in ["figures.csv", *words][: 1 if not rows else None]:
        assert word in str(refusal.value)
    assert "figures.csv" in refusal.value.said("fr")
    assert refusal.value.said("fr") != str(refusal.value)


def test_a_missing_column_is_named_with_the_headings_it_may_have(tmp_path: Path) -> None:
    with pytest.raises(ReferenceTableError, match=r"unit.*unité"):
        load(table(tmp_path, "indicator,period,value\nsales,2021,12\n"))


def test_two_columns_of_one_meaning_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReferenceTableError, match=r"Year.*period"):
        load(table(tmp_path, "indicator,Year,period,value,unit\nsales,2021,2021,12,EUR\n"))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", ReadingError),
        (b"PK\x03\x04 not a zip file", (ReadingError, ReferenceTableError)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ReferenceTableError),
        (b'indicator,"period\nsales', ReferenceTableError),
        (bytes(range(256)) * 20, (ReadingError, ReferenceTableError)),
    ],
)
def test_damaged_tables_are_refused_in_one_sentence(tmp_path: Path, data: bytes, error: type[Exception]) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(data)
    with pytest.raises(error) as refusal:
        load(path)
    assert "figures.csv" in str(refusal.value)


def test_a_sheet_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    with pytest.raises(ReadingError) as refusal:
        load(path)
    assert "bomb.xlsx" in str(refusal.value)


def test_zeros_of_a_value_typed_in_full_do_not_make_it_precise(tmp_path: Path) -> None:
    (figure,) = load(table(tmp_path, HEAD + "revenue,Wuxi,2016,,210000000000,CNY,,,,,\n"))
    assert figure.expected == Interval.between(209_500_000_000, 210_500_000_000, high_open=True)
    assert figure.widest == Interval.between(205_000_000_000, 215_000_000_000, high_open=True)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_numbers_come_back_as_written_in_both_styles(value: Decimal) -> None:
    assert read_number(format(value, "f"), ".", "value") == value
    assert read_number(f"{value:,f}", ".", "value") == value
    assert read_number(format(value, "f").replace(".", ","), ",", "value") == value
    assert read_number(f"{value:,f}".translate(str.maketrans(",.", ".,")), ",", "value") == value
    assert read_number(f"{value:,f}".replace(",", "\u202f"), ".", "value") == value


@given(st.text(max_size=20))
def test_any_cell_is_a_number_or_refused(cell: str) -> None:
    with suppress(CellError):
        assert read_number(cell, decimal_mark([cell]), "value").is_finite()


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2021", "2021"), ("2022-Q3", "2022-Q3"), ("T3 2022", "2022-Q3"), ("2022-09", "2022-09"),
        ("09/2022", "2022-09"),
        ("2022-11-26", "2022-11-26"), ("26/11/2022", "2022-11-26"), ("2022-01/2022-09", "2022-01/2022-09"),
        ("2019/2021", "2019/2021"), ("2019-2021", "2019/2021"), ("S1 2022", "2022-01/2022-06"), ("FY2022", "2022"),
    ],
)  # fmt: skip
def test_periods_as_tables_write_them(cell: str, period: str) -> None:
    assert str(read_period(cell, "period")) == period


@pytest.mark.parametrize("cell", ["", "0000", "2022-13", "31/04/2022", "2022-Q5", "2021/2019", "9" * 50, "2021/"])
def test_what_is_no_period_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        read_period(cell, "period")
