"""Numbers in cells are read in the unit and scale that headings and captions give."""

from decimal import Decimal

import pytest

from workbench.extraction import extract
from workbench.model import Kind
from workbench.reading import read_bytes


def values(table: str, language: str) -> list[tuple[str, str | None]]:
    """Value and unit of the claims in the body of a Markdown table, dates left out."""
    document = read_bytes(table.encode(), "table.md", language=language)
    return [
        (f"{claim.quantity.value:f}", claim.quantity.unit)
        for claim in extract(document)
        if not document.blocks[claim.block].cell or not document.blocks[claim.block].cell.header
    ]


FRENCH_CAPTION = """Recettes par zone, en millions d'euros

| Zone | 2023 | 2022 | Part |
| --- | --- | --- | --- |
| Nord | 12,5 | 11 | 62,5 |
| Sud | 7,5 | 6,2 | 37,5 |
"""


def test_a_caption_scales_every_column_but_those_of_rates() -> None:
    assert values(FRENCH_CAPTION, "fr") == [
        ("12500000.0", "EUR"), ("11000000", "EUR"), ("62.5", None),
        ("7500000.0", "EUR"), ("6200000.0", "EUR"), ("37.5", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cell", "language", "value", "unit"),
    [
        ("Revenue (in thousands)", "$ 1,204", "en", "1204000", "USD"),
        ("Revenue ($ million)", "12.4", "en", "12400000", "USD"),
        ("Exportations 2023 (M€)", "12 345,6", "fr", "12345600000", "EUR"),
        ("Salariés (milliers)", "3 210,4", "fr", "3210400", None),
        ("Growth (%)", "4.5", "en", "4.5", "%"),
        ("Surface en hectares", "120", "fr", "120", "hectare"),
        ("Passengers", "120", "en", "120", None),
        ("Cost in the first year", "120", "en", "120", None),
    ],
)
def test_a_heading_gives_scale_and_unit(heading: str, cell: str, language: str, value: str, unit: str | None) -> None:
    (found,) = values(f"| Zone | {heading} |\n| --- | --- |\n| Nord | {cell} |\n", language)
    assert (Decimal(found[0]), found[1]) == (Decimal(value), unit)


def test_a_cell_with_its_own_unit_keeps_it() -> None:
    table = (
        "Résultats, en millions d'euros\n\n| Zone | Total |\n| --- | --- |\n| Nord | 12 % |\n| Sud | 3 000 tonnes |\n"
    )
    assert [unit for _, unit in values(table, "fr")] == ["%", "metric_ton"]


def test_brackets_are_a_minus_in_tables_of_money_and_none_elsewhere() -> None:
    account = (
        "Income, in millions of dollars\n\n| Line | 2023 |\n| --- | --- |\n| Sales | 1,240 |\n| Costs | (1,310) |\n"
    )
    assert values(account, "en")[-2:] == [("1240000000", "USD"), ("-1310000000", "USD")]
    errors = "| Variable | Estimate |\n| --- | --- |\n| Age | 0.42 |\n| | (0.12) |\n"
    assert [value for value, _ in values(errors, "en")] == ["0.42", "0.12"]


def lists_and_tables(page: str, language: str) -> list[tuple[str, str | None]]:
    """Value and unit of the claims of a page, dates left out."""
    claims = extract(read_bytes(page.encode(), "page.html", language=language))
    return [
        (f"{claim.quantity.value:f}", claim.quantity.unit) for claim in claims if claim.quantity.kind is not Kind.DATE
    ]


def test_the_corner_of_a_table_scales_all_but_its_rates_and_counts() -> None:
    page = (
        "<table><tr><th>En M€</th><th>2023</th></tr><tr><td>Ventes</td><td>1 240</td></tr>"
        "<tr><td>Résultat</td><td>(35,2)</td></tr><tr><td>Croissance</td><td>3,1</td></tr>"
        "<tr><td>Effectif</td><td>3 100</td></tr></table>"
    )
    assert lists_and_tables(page, "fr") == [
        ("1240000000", "EUR"), ("-35200000.0", "EUR"), ("3.1", None), ("3100", None),
    ]  # fmt: skip


def test_the_line_above_a_list_scales_its_bare_numbers() -> None:
    page = (
        "<p>Key figures (in millions of dollars):</p><ul><li>Revenue: 1,240</li><li>Net loss: (35)</li>"
        "<li>Margin: 12.4%</li><li>Employees: 3,100</li><li>Plants: 12 sites</li></ul><p>Guests: 300.</p>"
    )
    assert lists_and_tables(page, "en") == [
        ("1240000000", "USD"), ("-35000000", "USD"), ("12.4", "%"), ("3100", None), ("12", None), ("300", None),
    ]  # fmt: skip
