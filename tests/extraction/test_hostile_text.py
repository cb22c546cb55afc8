"""Text made to be slow is read in time that grows with its length."""

from __future__ import annotations

import pytest

from workbench.extraction.pipeline import read_numbers

HOSTILE = {
    "digits": "1",
    "spaces": " ",
    "spaced digits": "1 ",
    "grouped digits": "1 000 ",
    "comma groups": "1,000,",
    "points": "1.",
    "slashes": "1/",
    "dashes": "1-",
    "scale words": "million ",
    "number words": "deux cent ",
    "open brackets": "(",
    "hedges": "plus de ",
    "currency signs": "$",
    "vulgar fractions": "½",
    "percent signs": "5%",
    "and": "trois et ",
    "one in": "un sur ",
    "hyphenated": "vingt-",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_is_read_to_its_end(name: str) -> None:
    unit = HOSTILE[name]
    text = unit * (100_000 // len(unit))
    claims = read_numbers(text, "fr")
    assert all(claim.text == text[claim.start : claim.end] for claim in claims)


def test_one_word_of_a_megabyte_is_no_number() -> None:
    assert read_numbers("einundzwanzig" * 20_000, "de") == []
    assert read_numbers("9" * 200_000, "fr") == []


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [("负10000", "zh", -10000), ("minus 12 degrees", "en", -12), ("moins 12 degrés", "fr", -12), ("-7", "en", -7)],
)
def test_a_sign_that_opens_a_text(text: str, language: str, value: int) -> None:
    (claim,) = read_numbers(text, language)
    assert claim.quantity.value == value
