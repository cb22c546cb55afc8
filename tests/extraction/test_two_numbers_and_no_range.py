"""Two numbers joined by "to" are a range only where the second is the higher and nothing tells them apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.extraction import extract
from workbench.reading import read_text


def values(language: str, text: str) -> list[tuple[str, str | None, str | None]]:
    """Value, upper end and unit of every number in `text`, as written without trailing zeros."""
    found = []
    for claim in extract(read_text(text, language=language)):
        quantity = claim.quantity
        high = None if quantity.value_high is None else f"{quantity.value_high.normalize():f}"
        found.append((f"{Decimal(quantity.value or 0).normalize():f}", high, quantity.unit))
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "The Greens carried the ward by 54.2% to 45.8%.",
            [("54.2", None, "%"), ("45.8", None, "%")],
        ),
        (
            "fr",
            "Les ventes ont plongé, revenant de 734 à 512 millions d'euros.",
            [("734000000", None, "EUR"), ("512000000", None, "EUR")],
        ),
        (
            "fr",
            "De 24 euros à 27,60 euros : l'abonnement prend 15 %.",
            [("24", None, "EUR"), ("27.6", None, "EUR"), ("15", None, "%")],
        ),
        (
            "en",
            "From $24 to $27.60: the pass climbs 15%.",
            [("24", None, "USD"), ("27.6", None, "USD"), ("15", None, "%")],
        ),
        (
            "fr",
            "Le bilan a été revu à la hausse, de 118 à 164 blessés.",
            [("118", None, None), ("164", None, None)],
        ),
        (
            "fr",
            "Deux offres sont là, l’un à 38 millions d’euros, l’autre à 45 millions.",
            [("2", None, None), ("38000000", None, "EUR"), ("45000000", None, None)],
        ),
        (
            "fr",
            "Le ticket va de 12,40 euros à 31,90 euros, soit 19,50 euros de différence.",
            [("12.4", None, "EUR"), ("31.9", None, "EUR"), ("19.5", None, "EUR")],
        ),
        (
            "en",
            "Fares run from $14 to $52, a gap of $38.",
            [("14", None, "USD"), ("52", None, "USD"), ("38", None, "USD")],
        ),
    ],
)
def test_a_fall_or_a_gap_told_makes_two_numbers(
    language: str, text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert values(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Fares run from $14 to $52.", [("14", "52", "USD")]),
        ("en", "Nights of -5 to -10 degrees are forecast.", [("-5", "-10", "degree")]),
        ("en", "A rise of 3 to 5%, or 2% after tax, is planned.", [("3", "5", "%"), ("2", None, "%")]),
        ("fr", "Une marge de 10 à 15 % est visée.", [("10", "15", "%")]),
    ],
)
def test_other_ranges_stay_ranges(language: str, text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert values(language, text) == expected
