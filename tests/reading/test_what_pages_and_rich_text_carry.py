"""Web pages, RTF and OpenDocument: what is struck out, hidden, raised, beside or inside is told apart from the text."""

from __future__ import annotations

import pytest

from workbench.extraction import extract
from workbench.model import BlockKind, Document
from workbench.reading import read_bytes

ODT = (
    '<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:math="http://www.w3.org/1998/Math/MathML"><office:body><office:text>{}</office:text></office:body>'
    "</office:document>"
)


def page(body: str, css: str = "", head: str = "") -> Document:
    written = f"<html><head><style>{css}</style>{head}</head><body>{body}</body></html>"
    return read_bytes(written.encode(), "page.html", language="fr")


def rtf(text: str) -> Document:
    return read_bytes(rb"{\rtf1\ansi\ansicpg1252 " + text.encode("ascii") + b"}", "a.rtf", language="fr")


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<p>12 trains<del> et 99 cars</del></p>", ""),
        ("<p>12 trains<s> et 99 cars</s></p>", ""),
        ("<p>12 trains<span style='text-decoration: underline line-through'> et 99 cars</span></p>", ""),
        ("<p>12 trains<span class='x'> et 99 cars</span></p>", ".y, .x { text-decoration-line: line-through; }"),
        ("<p>12 trains<span hidden> et 99 cars</span></p>", ""),
        ("<p>12 trains<span style='display:none'> et 99 cars</span></p>", ""),
        ("<p>12 trains<span style='visibility : hidden'> et 99 cars</span></p>", ""),
        ("<p>12 trains<span style='font-size:0'> et 99 cars</span></p>", ""),
        ("<p>12 trains<span class='x'> et 99 cars</span></p>", "@media screen { span.x { display: none } }"),
        ("<p>12 trains<span id='x'> et 99 cars</span></p>", "#x{display:none!important}"),
        ("<p>12 trains<span style='mso-hide:all'> et 99 cars</span></p>", ""),
        ("<p>12 trains<span class='sr-only'> et 99 cars</span></p>", ""),
    ],
)
def test_what_a_page_does_not_show_is_left_out_and_said(body: str, css: str) -> None:
    document = page(body, css)
    assert document.text == "12 trains"
    assert any("99" in notice for notice in document.notices)


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<p>12 trains<ins> et 99 cars</ins></p>", ""),
        ("<p>12 trains<span class='x'> et 99 cars</span></p>", ".menu .x { display: none }"),
        ("<p>12 trains<span class='x'> et 99 cars</span></p>", "@media print { .x { display: none } }"),
        ("<p>12 trains<span class='x'> et 99 cars</span></p>", ".x{display:none}.x{display:inline}"),
        ("<p style='font-size:0'>12 trains<span style='font-size:12pt'> et 99 cars</span></p>", ""),
    ],
)
def test_what_a_page_shows_is_read(body: str, css: str) -> None:
    assert "99 cars" in page(body, css).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("120 000<sup>2</sup>", "120 000²"),
        ("120 000<sup><a href='#n'>[2]</a></sup>", "120 000²"),
        ("120 000<span style='vertical-align:super;font-size:60%'>2</span>", "120 000²"),
        ("120 000<span style='position:relative;top:-0.33em;font-size:.58em'>2</span>", "120 000²"),
        ("12,5<sup>a</sup> %", "12,5⁽ᵃ⁾ %"),
        ("12,5<sup>1,2</sup> %", "12,5¹,² %"),
        ("le 1<sup>er</sup>", "le 1er"),
        ("the 2<sup>nd</sup>", "the 2nd"),
        ("<span style='vertical-align:0px'>12</span>", "12"),
        ("<math><msup><mn>10</mn><mn>6</mn></msup></math> heures", "10⁶ heures"),
        ("<math><msup><mi>x</mi><mrow><mn>2</mn><mi>n</mi></mrow></msup></math>", "x^2n"),
        ("<math><mfrac><mn>3</mn><mn>4</mn></mfrac></math>", "3/4"),
        ("CO<sub>2</sub>", "CO₂"),
        ("<ruby>12<rt>99</rt></ruby> trains", "12 trains"),
    ],
)
def test_raised_and_lowered_text_is_never_fused(body: str, expected: str) -> None:
    assert page(f"<p>{body}</p>").text == expected


def test_numbers_on_two_lines_of_a_cell_are_two() -> None:
    document = page("<table><tr><td>12<br>345</td><td><p>67</p><p>890</p></td></tr></table>")
    assert [claim.text for claim in extract(document)] == ["12", "345", "67", "890"]


def test_a_page_says_when_it_was_published() -> None:
    head = '<meta property="article:published_time" content="2024-03-14T08:00:00+01:00">'
    assert str(page("<p>12 trains</p>", head=head).date) == "2024-03-14"


def test_two_numbers_beside_one_another_are_both_kept_where_no_program_loses_marks() -> None:
    document = page("<p><span>52%</span><span>48%</span></p>")
    assert "52%48%" in document.text
    assert any("52%48%" in notice for notice in document.notices)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"120\~000{\super 2} trains\par", "120\u00a0000² trains"),
        (r"{\fonttbl{\f0 Times;}{\f1\fcharset2 Symbol;}}De {\f1\'2d}0,4\par", "De −0,4"),
        (r"12 {\deleted 99 }trains\par", "12 trains"),
        (r"12 {\v 99 }{\strike 98 }trains\par", "12 trains"),
        (r"12\u8239?345 trains\par", "12\u202f345 trains"),
        (r"3 \u-10179?\u-8704? 4\par", "3 \U0001f600 4"),
        (r"{\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 12\htmlrtf }\htmlrtf0 trains\par", "12trains"),
    ],
)
def test_what_rtf_says_of_text(text: str, expected: str) -> None:
    assert rtf(text).text == expected


def test_rtf_boxes_follow_their_paragraph() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 99}}{\shptxt 77 trains\par}}{\shprslt 77 trains\par}}"
    document = rtf(rf"12 {box}cars\par 15 quais\par")
    assert document.text == "12 cars\n77 trains\n15 quais"


def test_rtf_tables_know_their_columns_and_rows() -> None:
    def row(edges: str, *cells: str) -> str:
        return rf"\trowd{edges}\pard\intbl " + "".join(rf"{cell}\cell " for cell in cells) + r"\row "

    three = r"\cellx1000\cellx2000\cellx3000"
    document = rtf(
        row(r"\clvmgf\cellx1000\cellx3000", "Zone", "Tonnes")
        + row(rf"\clvmrg{three}", "", "2022", "2023")
        + row(three, "Nord", "12", r"34\par 56")
        + r"\pard Fin.\par"
    )
    cells = {
        (b.cell.row, b.cell.column): (
            document.text[b.start : b.end],
            b.cell.column_span,
            b.cell.row_span,
            b.cell.header,
        )
        for b in document.blocks
        if b.cell is not None
    }
    assert cells[0, 0] == ("Zone", 1, 2, True)
    assert cells[0, 1] == ("Tonnes", 2, 1, True)
    assert cells[1, 2] == ("2023", 1, 1, True)
    assert cells[2, 1] == ("12", 1, 1, False)
    assert [claim.text for claim in extract(document) if claim.date is None] == ["12", "34", "56"]


def test_rtf_tables_in_tables_fuse_nothing() -> None:
    inner = (
        r"\pard\intbl\itap2 12\nestcell 34\nestcell"
        r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables 99\par}"
    )
    document = rtf(rf"\trowd\cellx1000\pard\intbl {inner}\pard\intbl\itap1 56\cell\row\pard Fin.\par")
    assert [claim.text for claim in extract(document)] == ["12", "34", "56"]


def test_equations_tabs_and_boxes_of_opendocument() -> None:
    equation = (
        "<draw:frame><draw:object><math:math><math:msup><math:mn>10</math:mn><math:mn>6</math:mn></math:msup></math:math>"
        "</draw:object></draw:frame>"
    )
    chart = "<draw:frame><draw:object/></draw:frame>"
    document = read_bytes(
        ODT.format(
            f"<text:p>Soit {equation} heures.{chart}</text:p><text:p>12<text:tab/>345</text:p>"
            "<text:p><draw:frame><draw:text-box><text:p>77 trains</text:p></draw:text-box></draw:frame></text:p>"
        ).encode(),
        "a.fodt",
    )
    assert document.text.splitlines() == ["Soit 10⁶ heures.", "12\t345", "77 trains"]
    assert any("Charts" in notice for notice in document.notices)


def test_rows_and_headings_of_opendocument_tables() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    rows = [
        cell("Zone", 'table:number-rows-spanned="2"') + cell("Tonnes", 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>",
        "<table:covered-table-cell/>" + cell("2022") + cell("2023"),
        cell("Nord") + cell("12") + cell("34"),
    ]  # fmt: skip
    xml = "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"
    document = read_bytes(ODT.format(xml).encode(), "a.fodt", language="fr")
    found = {claim.text: claim for claim in extract(document) if claim.date is None}
    assert (found["34"].indicator, str(found["34"].period), found["34"].quantity.unit) == ("Nord", "2023", "metric_ton")
    assert {b.kind for b in document.blocks} == {BlockKind.CELL}
