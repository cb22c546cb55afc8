"""Damaged, hostile and huge files each get one clear sentence, in a moment, and nothing they ask for is fetched."""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.reading.pictures import picture_pdf
from workbench.reading import ReadingError, Watch, read, read_bytes
from workbench.reading.files import load
from workbench.reading.isolation import read_structured
from workbench.reading.source import Source

RELEASES = Path(__file__).parent / "releases"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(document: bytes, **parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return packed.getvalue()


def body(xml: str) -> bytes:
    return f"<w:document {WORD}><w:body>{xml}</w:body></w:document>".encode()


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, name)
    sentence = caught.value.said("en")
    assert sentence.startswith(name)
    assert caught.value.said("fr") != sentence
    return caught.value.key


def outcome(data: bytes, name: str) -> str:
    """The text that was read, or the key of the sentence that says why there is none."""
    try:
        return read_bytes(data, name).text
    except ReadingError as error:
        return error.key


def test_a_part_that_unfolds_without_end_is_refused() -> None:
    paragraph = b"<w:p><w:r><w:t>0</w:t></w:r></w:p>"
    assert (
        refusal(docx(body("").replace(b"</w:body>", paragraph * 2_000_000 + b"</w:body>")), "bomb.docx")
        == "formats.bomb"
    )


def test_entities_are_refused() -> None:
    laughs = b"<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]>" + body("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>")
    assert refusal(docx(laughs), "laughs.docx") == "formats.entities"


def test_a_file_named_by_an_entity_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("4711 secrets", encoding="utf-8")
    outside = f"<!DOCTYPE a [<!ENTITY b SYSTEM '{secret.as_uri()}'>]>".encode() + body(
        "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"
    )
    assert refusal(docx(outside), "outside.docx") == "formats.entities"


def test_deep_nesting_is_refused_or_read() -> None:
    deep = body("<w:ins>" * 300 + "<w:p><w:r><w:t>12 trains</w:t></w:r></w:p>" + "</w:ins>" * 300)
    assert refusal(docx(deep), "deep.docx") == "formats.damaged"
    page = b"<html><body>" + b"<div>" * 5000 + b"12 trains" + b"</div>" * 5000 + b"</body></html>"
    assert outcome(page, "deep.html") in ("12 trains", "formats.no-text", "formats.damaged")


@pytest.mark.parametrize("name", ["port.fr.docx", "port.fr.odt", "port.fr.epub"])
def test_half_a_file_says_so(name: str) -> None:
    data = (RELEASES / name).read_bytes()
    assert refusal(data[: len(data) // 2], name) == "formats.damaged"


def test_a_pdf_cut_short_says_so_or_gives_what_is_left() -> None:
    data = (RELEASES / "port.fr.pdf").read_bytes()
    found = outcome(data[: len(data) // 2], "half.pdf")
    assert found in ("formats.damaged", "formats.no-text") or "port de Valmer" in found


def test_content_decides_what_a_file_is_not_its_name() -> None:
    page = b"<html><body><p>The port handled 12 trains.</p></body></html>"
    assert "12 trains" in read_bytes(page, "page.docx").text
    assert read_bytes((RELEASES / "port.en.docx").read_bytes(), "port.pdf").title.startswith("The port")


def test_a_case_is_sent_to_the_window() -> None:
    data = b"SQLite format 3\0" + bytes(4080)
    with pytest.raises(ReadingError, match=r"is a case.*window"):
        read_bytes(data, "Wuxi.case")
    with pytest.raises(ReadingError, match="SQLite"):
        read_bytes(data, "figures.db")


def test_a_protected_word_file_says_so() -> None:
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusal(protected, "protected.docx") == "formats.protected"


def test_a_page_of_pictures_says_it_has_no_text_layer() -> None:
    assert refusal(picture_pdf(), "scan.pdf") == "formats.scanned"


def test_reading_can_be_stopped() -> None:
    data = (RELEASES / "port.fr.odt").read_bytes()
    with pytest.raises(ReadingError) as caught:
        read_structured(Source(data, "port.odt"), Watch(cancelled=lambda: True))
    assert caught.value.key == "formats.cancelled"


def test_a_reader_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ReadingError) as caught:
        read_structured(Source((RELEASES / "port.fr.odt").read_bytes(), "port.odt"), most_seconds=0.0)
    assert caught.value.key == "formats.timeout"


def test_progress_is_told_page_by_page() -> None:
    told: list[float] = []
    read(RELEASES / "port.fr.pdf", watch=Watch(progress=told.append))
    assert told
    assert told == sorted(told)
    assert told[-1] == 1.0


def load_often(path: Path) -> None:
    for _ in range(200):
        load(path)


def test_a_file_that_is_written_while_it_is_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "growing.txt"
    path.write_bytes(b"12 trains. " * 200_000)
    finished = threading.Event()

    def keep_writing() -> None:
        with path.open("ab") as file:
            while not finished.is_set():
                file.write(b"12 trains. ")
                file.flush()

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        with pytest.raises(ReadingError) as caught:
            load_often(path)
    finally:
        finished.set()
        writer.join()
    assert caught.value.key == "reading.changed"


def test_pages_without_number_and_sheets_without_end_are_bounded() -> None:
    far = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = 12
    book.save(far)
    packed = io.BytesIO()
    with zipfile.ZipFile(far) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'<row r="1"', b'<row r="999999999"').replace(b'"A1"', b'"A999999999"')
            target.writestr(name, content)
    assert outcome(packed.getvalue(), "far.xlsx") in ("formats.no-text", "formats.damaged") or "12" in outcome(
        packed.getvalue(), "far.xlsx"
    )


@pytest.mark.parametrize("code", ["0.000000000000000", "#,##0.00", "0" + "%" * 250, "0" + "%" * 4000, "[" * 4000])
def test_numbers_and_formats_of_any_length_are_shown(code: str) -> None:
    packed = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "12 schools", 10**40
    book.active["B1"].number_format = code
    book.save(packed)
    assert "12 schools" in outcome(packed.getvalue(), "wide.xlsx")


@pytest.mark.parametrize("style", ["/* " * 200_000, f"sup {{ top: {'1' * 200_000}x; position: relative }}"])
def test_styles_of_any_length_are_read_past(style: str) -> None:
    page = f"<html><style>{style}</style><body><p>12 of the 40 schools closed.</p></body></html>"
    assert "12 of the 40 schools" in outcome(page.encode(), "styles.html")


def test_no_process_or_thread_is_left_behind() -> None:
    before = threading.active_count()
    refusal(b"PK\x03\x04 nothing more", "nothing.docx")
    assert threading.active_count() == before


def test_tracked_changes_strikes_and_hidden_words_in_a_word_file() -> None:
    run = "<w:r><w:rPr>{}</w:rPr><w:t xml:space='preserve'>{}</w:t></w:r>"
    text = (
        "<w:p>" + run.format("", "From ")
        + "<w:del><w:r><w:delText>5.2%</w:delText></w:r></w:del>"
        + "<w:ins>" + run.format("", "5.4%") + "</w:ins>"
        + run.format("<w:strike/>", "9.9%") + run.format("<w:vanish/>", "8.8%") + run.format("", " to 4.9% on 3 km")
        + run.format("<w:vertAlign w:val='superscript'/>", "2") + run.format("", ".") + "</w:p>"
    )  # fmt: skip
    document = read_bytes(docx(body(text)), "changes.docx")
    assert document.text == "From 5.4% to 4.9% on 3 km²."
    assert len(document.notices) == 3
