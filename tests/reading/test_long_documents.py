"""A long PDF shows its first pages at once; the whole then replaces them."""

from workbench.model import Document
from workbench.reading import Watch
from workbench.reading.isolation import read_structured
from workbench.reading.source import Source


def text_pdf(pages: list[list[str]]) -> bytes:
    """A PDF with these lines on its pages, in Helvetica."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 72 720 Td {shown}ET".encode()
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def test_the_first_pages_come_before_the_whole() -> None:
    pages = [
        ["Annual report of the port", f"In month {n} the port handled {n}00 trains.", f"page {n}"] for n in range(1, 81)
    ]
    shown: list[Document] = []
    document = read_structured(Source(text_pdf(pages), "report.pdf"), Watch(partial=shown.append))
    assert [part.pages for part in shown] == [10]
    assert shown[0].text.startswith("In month 1 the port handled 100 trains.")
    assert document.pages == 80
    assert document.text.startswith(shown[0].text)
    assert "8000 trains" in document.text
    assert [block.page for block in document.blocks] == list(range(1, 81))


def test_a_short_document_comes_whole() -> None:
    shown: list[Document] = []
    read_structured(Source(text_pdf([["Twelve trains."]] * 3), "short.pdf"), Watch(partial=shown.append))
    assert not shown
