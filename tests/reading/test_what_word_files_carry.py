"""What Word files carry beside plain runs: each thing read as a reader of the page sees it, or said to be left out."""

from __future__ import annotations

import pytest

from tests.reading.test_hostile_files import WORD, body, docx
from workbench.extraction import extract
from workbench.model import BlockKind, Document
from workbench.reading import read_bytes

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
STYLES = (
    f"<w:styles {WORD}>"
    '<w:style w:type="character" w:styleId="Base"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Old"><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="character" w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="Titre 1"/></w:style>'
    "</w:styles>"
).encode()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def read_word(xml: str, **parts: bytes) -> Document:
    return read_bytes(docx(body(xml).replace(b"<w:document ", f"<w:document {MATH} ".encode()), **parts), "a.docx")


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (run("Il y a 12 ") + run("34 ", "<w:rStyle w:val='Old'/>") + run("trains."), "Il y a 12 trains."),
        (run("9 ", "<w:rStyle w:val='Old'/><w:strike w:val='0'/>") + run("trains."), "9 trains."),
        (run("120 000") + run("2", "<w:rStyle w:val='Up'/>") + run(" trains."), "120 000² trains."),
        (run("120 000") + run("2", "<w:position w:val='6'/>") + run(" trains."), "120 000² trains."),
        (run("La 22") + run("nd", "<w:vertAlign w:val='superscript'/>") + run(" fois."), "La 22nd fois."),
        (run("Le 1") + run("er", "<w:vertAlign w:val='superscript'/>") + run(" quai."), "Le 1er quai."),
        (run("12,5") + run("a", "<w:vertAlign w:val='superscript'/>") + run(" %"), "12,5⁽ᵃ⁾ %"),
        (run("XXI") + run("e", "<w:vertAlign w:val='superscript'/>") + run(" siècle."), "XXIe siècle."),
        (run("De ") + "<w:r><w:sym w:font='Symbol' w:char='F02D'/></w:r>" + run("0,4 point."), "De −0,4 point."),
        (run("\uf02d0,4 point.", "<w:rFonts w:ascii='Symbol'/>"), "−0,4 point."),
        (run("De ") + "<w:r><w:noBreakHyphen/></w:r>" + run("0,4"), "De \u20110,4"),
        (
            run("Soit 2 × ")
            + "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e>"
            + "<m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>"
            + run(" heures."),
            "Soit 2 × 10⁶ heures.",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"
            + run(" des trains."),
            "3/4 des trains.",
        ),
        (
            run("Pages ")
            + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>=SUM(99)</w:instrText></w:r>"
            + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
            + run("12")
            + "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "Pages 12",
        ),
    ],
)
def test_a_run_is_read_as_it_shows(runs: str, expected: str) -> None:
    assert read_word(paragraph(runs), styles=STYLES).text == expected


def test_what_a_style_hides_is_left_out_and_quoted() -> None:
    document = read_word(
        paragraph(run("Caché : 99 trains."), properties="<w:pStyle w:val='Gone'/>")
        + paragraph(run("12 trains, et non ") + run("34", "<w:rStyle w:val='Old'/>")),
        styles=STYLES,
    )
    assert "99" not in document.text
    assert any("99 trains" in notice for notice in document.notices)
    assert any("34" in notice for notice in document.notices)


def test_numbers_in_columns_of_tabs_stay_apart() -> None:
    tab = "<w:r><w:tab/></w:r>"
    document = read_word(paragraph(run("Total") + tab + run("12") + tab + tab + run("345") + tab + run("678")))
    assert [claim.text for claim in extract(document)] == ["12", "345", "678"]


def test_two_numbers_in_one_cell_stay_apart() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('12'))}{paragraph(run('345'))}</w:tc></w:tr></w:tbl>"
    assert [claim.text for claim in extract(read_word(table))] == ["12", "345"]


def test_a_heading_over_several_rows_heads_each() -> None:
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(run(text))}</w:tc>"

    rows = [
        cell("Zone") + cell("Nature") + cell("Tonnes en 2023"),
        cell("Nord", "<w:vMerge w:val='restart'/>") + cell("Vrac") + cell("12"),
        cell("", "<w:vMerge/>") + cell("Divers") + cell("34"),
    ]
    document = read_word("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    spans = {
        document.text[block.start : block.end]: block.cell.row_span
        for block in document.blocks
        if block.cell is not None
    }
    assert spans["Nord"] == 2
    claims = {claim.text: claim for claim in extract(document) if claim.quantity.value in (12, 34)}
    assert "Divers" in str(claims["34"].indicator)
    assert str(claims["34"].period) == "2023"


def test_boxes_are_read_once_wherever_they_stand() -> None:
    inside = f"<w:txbxContent>{paragraph(run('77 trains'))}</w:txbxContent>"
    box = (
        "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'><w:drawing>{inside}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    in_text = read_word(paragraph(run("12 trains."), f"<w:r>{box}</w:r>"))
    in_table = read_word(f"<w:tbl><w:tr><w:tc>{paragraph(run('12'), f'<w:r>{box}</w:r>')}</w:tc></w:tr></w:tbl>")
    assert in_text.text.count("77 trains") == in_table.text.count("77 trains") == 1


def test_deleted_rows_and_cells_go_and_inserted_ones_stay() -> None:
    deleted = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{paragraph(run('111'))}</w:tc></w:tr>"
    kept = f"<w:tr><w:trPr><w:ins w:id='2'/></w:trPr><w:tc>{paragraph(run('222'))}</w:tc></w:tr>"
    document = read_word(f"<w:tbl>{deleted}{kept}</w:tbl>" + paragraph(run("Fin.")))
    assert "111" not in document.text
    assert "222" in document.text
    assert any("111" in notice for notice in document.notices)


def test_a_mark_of_ones_own_is_raised_too() -> None:
    call = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>1</w:t></w:r>"
    notes = (
        f"<w:footnotes {WORD}><w:footnote w:id='2'>{paragraph(run('Estimation.'))}</w:footnote></w:footnotes>".encode()
    )
    document = read_word(paragraph(run("120 000"), call, run(" trains.")), footnotes=notes)
    assert document.text.startswith("120 000¹ trains.")
    assert document.blocks[-1].kind is BlockKind.FOOTNOTE


def test_charts_are_said_to_be_left_out() -> None:
    chart = (
        "<w:r><w:drawing><c:chart xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'/></w:drawing></w:r>"
    )
    assert any("Charts" in notice for notice in read_word(paragraph(run("12 trains."), chart)).notices)
