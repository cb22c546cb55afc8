"""What an index is set to is exactly that number, in every language; a hundred of anything else may be rounded."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.extraction import extract
from workbench.reading import read_bytes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The index (base 100 in 2015) stood at 112.4."),
        ("en", "The index reached 112.4 points (2015 = 100)."),
        ("fr", "L'indice, base 100 en 2015, atteint 112,4."),
        ("fr", "L'indice atteint 112,4 (2015=100)."),
        ("de", "Der Index (Basis 100 im Jahr 2015) lag bei 112,4."),
        ("es", "El índice (base 100 en 2015) alcanzó 112,4."),
        ("it", "L'indice (base 100 nel 2015) ha raggiunto 112,4."),
        ("pt", "O índice (base 100 em 2015) atingiu 112,4."),
        ("nl", "De index (basis 100 in 2015) kwam uit op 112,4."),
    ],
)
def test_the_base_of_an_index_is_exact(language: str, text: str) -> None:
    document = read_bytes(text.encode(), "index.txt", language=language)
    (base,) = [claim for claim in extract(document) if claim.quantity.value == 100]
    assert base.quantity.exact
    assert base.expected.is_point


@pytest.mark.parametrize("text", ["Some 100 people came.", "Sales fell to 100 from 112.4.", "The base lost 100 staff."])
def test_a_hundred_of_anything_else_is_read_as_before(text: str) -> None:
    document = read_bytes(text.encode(), "people.txt", language="en")
    (hundred,) = [claim for claim in extract(document) if claim.quantity.value == Decimal(100)]
    assert not hundred.quantity.exact
