"""Numbers in the manner of the press, one class of writing after another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workbench.extraction import extract
from workbench.model import Claim, Document, Kind


def numbers(text: str, language: str) -> list[Claim]:
    claims = extract(Document(text, language=language, date=date(2025, 6, 15)))
    return [claim for claim in claims if claim.quantity.kind not in (Kind.DATE, Kind.ORDINAL)]


def read(text: str, language: str) -> list[str]:
    """Value, unit and hedge of every number: "3 EUR over", "10..15 %"."""
    found = []
    for claim in numbers(text, language):
        quantity = claim.quantity
        value = f"{Decimal(quantity.value or 0).normalize():f}"
        high = "" if quantity.value_high is None else f"..{Decimal(quantity.value_high).normalize():f}"
        hedge = "" if quantity.hedge is None else f" {quantity.hedge.value}"
        found.append(f"{value}{high}{' ' + quantity.unit if quantity.unit else ''}{hedge}")
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # parts called like ranks
        ("fr", "Un vingt-cinquième des élus et trois vingt-cinquièmes des sièges", ["0.04", "0.12"]),
        ("fr", "Il fête un vingt-cinquième titre", []),
        ("en", "two twenty-fifths of the votes, a twenty-fifth of the seats", ["0.08", "0.04"]),
        ("it", "Il duecentesimo anniversario", []),
        ("es", "tres dosmilésimos y dos cincoavos", ["0.0015", "0.4"]),
        # words of numbers
        ("de", "Er zählte vier zwanzig, sechs und fünfzig und eins und zwanzig.", ["4", "20", "56", "1", "20"]),
        ("de", "Sie bekam eine Zwei und gab zwei Noten.", ["2"]),
        ("de", "null", []),
        # the year before, in a bracket and without its scale
        ("en", "Fees came to SEK 4,871 million (4,290), the rest to SEK 17.2 million (15.9).",
         ["4871000000 SEK", "4290000000 SEK", "17200000 SEK", "15900000 SEK"]),
        ("en", "Sales of EUR 12 million (3) and EUR 2,015 million (2016)", ["12000000 EUR", "3", "2015000000 EUR"]),
        # hedges
        ("fr", "Les villes de 10 000 habitants et plus, de 250 salariés ou plus", ["10000 at-least", "250 at-least"]),
        ("en", "firms with 250 employees or more", ["250 at-least"]),
        ("en", "It has $50 million plus credit lines, and 200 plus people came.", ["50000000 USD", "200 over"]),
        ("fr", "La dette dépasse désormais les 3 milliards.", ["3000000000 over"]),
        ("fr", "La dette a dépassé pour la première fois les 3 milliards.", ["3000000000 over"]),
        ("de", "Der Umsatz überstieg erstmals 200 Millionen Euro.", ["200000000 EUR over"]),
        ("zh", "企业最高可获得25万元补贴，至少有3人受伤。", ["250000 CNY at-most", "3 at-least"]),
        # ranges and changes
        (
            "en",
            "The council raised the number of places in the nursing schools of the region from 12,000 to 15,000.",
            ["12000", "15000"],
        ),
        ("en", "Prices fell and now range from 10 to 15 euros.", ["10..15 EUR"]),
        ("fr", "Le tarif va passer de 15,24 à 16,12 euros.", ["15.24 EUR", "16.12 EUR"]),
        ("en", "Takings are lower, at $4,000 to $4,500 a night.", ["4000..4500 USD"]),
        ("en", "The index slipped to 96.4 from 97.8 percent.", ["96.4 %", "97.8 %"]),
        ("es", "Invertirá entre 3.000 y 3.900 millones de euros.", ["3000000000..3900000000 EUR"]),
        ("fr", "3 % ou plus, 12 communes ou moins", ["3 % at-least", "12 at-most"]),
        # money
        ("en", "It paid C $ 16 million and S $2 million.", ["16000000 CAD", "2000000 SGD"]),
        ("en", "It cost c $3 million.", ["3000000 USD about"]),
        ("en", "a dividend of 35 Australian cents and CHF5-10m", ["35 cent", "5000000..10000000 CHF"]),
        ("fr", "La banque suisse a perdu 250 millions de francs.", ["250000000 CHF"]),
        ("fr", "Au Sénégal, le fonds a levé 2 milliards de francs.", ["2000000000 XOF"]),
        ("en", "He lent 250 million francs.", ["250000000 franc"]),
        ("pt", "A ação custou 82 euros, menos 63 cêntimos.", ["82 EUR", "63 cent"]),
        # names
        ("en", "The 30-share index, the 225-issue Nikkei and a six-figure sum", []),
        ("en", "A 12-member board flew in an A320-200 to item scp2-173m.", ["12"]),
        # points and times
        ("en", "It closed at 1,463.87, up 12 points.", ["1463.87 point", "12 point"]),
        ("fr", "deux fois et demie le total", ["2.5"]),
        ("en", "26.4m handsets, 1.1m fewer than before", ["26400000", "1100000"]),
    ],
)  # fmt: skip
def test_numbers_as_the_press_writes_them(language: str, text: str, expected: list[str]) -> None:
    assert read(text, language) == expected


def test_a_number_in_words_is_not_what_another_counts() -> None:
    first = numbers("Il y avait 805 000 douze mois plus tôt.", "fr")[0]
    assert first.counted is None


def test_the_year_of_a_first_edition_is_a_year() -> None:
    claims = extract(Document("Since its first edition in 2010 it drew 4,000 visitors.", date=date(2025, 6, 15)))
    year, visitors = claims
    assert str(year.period) == "2010"
    assert str(visitors.period) == "2010-01-01/2025-06-15"
