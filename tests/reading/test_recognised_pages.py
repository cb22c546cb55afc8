"""Pages that are pictures are read where a recognition engine is installed, and say so."""

from pathlib import Path

import pytest

from tests.reading.pictures import picture_pdf
from workbench.extraction import extract
from workbench.reading import ReadingError, can_recognise, read, read_scan
from workbench.reading.pdf_page import picture_of_page

RELEASE = Path(__file__).parent / "releases" / "port.en.pdf"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The first page of the release as a picture on a page."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(picture_pdf(picture_of_page(RELEASE.read_bytes(), 1, scale=3.0)[0]))
    return path


def test_without_recognition_the_file_says_it_is_pictures(scan: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        read(scan)
    assert caught.value.key == "formats.scanned"


@pytest.mark.skipif(not can_recognise(), reason="Tesseract is not installed")
def test_with_recognition_its_numbers_are_read(scan: Path) -> None:
    document = read_scan(scan, language="en")
    assert document.notices
    values = {str(claim.quantity.value) for claim in extract(document)}
    assert {"6.4", "1430"} <= values
