"""A claim of a PDF is shown on the picture of its page."""

from pathlib import Path

import pytest

from workbench.extraction import extract
from workbench.reading import ReadingError, read
from workbench.reading.pages import picture_of_claim, picture_of_page

RELEASE = Path(__file__).parent / "releases" / "port.fr.pdf"


def test_every_number_is_found_on_its_page() -> None:
    document = read(RELEASE)
    claims = [claim for claim in extract(document) if claim.text.startswith(("18", "2 345", "2\u202f345", "11"))]
    pictures = [picture_of_claim(document, claim) for claim in claims[:6] + claims[-2:]]
    assert all(picture.png.startswith(b"\x89PNG") for picture in pictures)
    places = [(picture.page, picture.boxes) for picture in pictures]
    assert all(boxes for _, boxes in places)
    # Repeated numbers stand at different places.
    assert len(set(places)) == len(places)
    for picture in pictures:
        for left, top, right, bottom in picture.boxes:
            assert 0 <= left < right <= picture.width
            assert 0 <= top < bottom <= picture.height


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(ReadingError) as caught:
        picture_of_page(RELEASE, 99)
    assert "99" in caught.value.said("en")
