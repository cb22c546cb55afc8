"""A sentence without an end costs what its length does: its numbers are not each set beside all others."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from workbench.extraction import extract
from workbench.reading import read_text
from workbench.relations import relate

_REPEATED = {
    "en": ("Births 120 and deaths 80, a surplus of 40", "a gap of $4.8 billion, and 5 left of those"),
    "fr": ("l'écart, 4,8 milliards", "120 entrées et 80 sorties, soit un solde de 40"),
}


def steps(text: str, language: str) -> int:
    """How many calls relating the numbers of a text takes."""
    document = read_text(text, language=language)
    claims = extract(document)
    made = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal made
        made += event == "call"

    relate(document, claims)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        relate(document, claims)
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize(("language", "words"), [(key, text) for key, texts in _REPEATED.items() for text in texts])
def test_twice_the_numbers_take_no_more_than_twice_the_steps(language: str, words: str) -> None:
    once, twice = (steps(", ".join([words] * count), language) for count in (60, 120))
    assert twice < 2.5 * once
