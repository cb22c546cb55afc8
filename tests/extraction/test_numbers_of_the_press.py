"""Numbers in the manner of the press, one class of writing after another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workbench.extraction import extract
from workbench.model import Claim, Document, Kind, Role


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
        ("en", "one one hundred fifth of the votes", ["0.009523809523809523809523809524"]),
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
        # letters that are money where the country, their number or what follows shows it
        ("en", "Lagos approved N1,886,810,000 and N2.5bn.", ["1886810000 NGN", "2500000000 NGN"]),
        ("en", "The audit found N724,310,000, N162,500,000 and N4,000,000.",
         ["724310000 NGN", "162500000 NGN", "4000000 NGN"]),
        ("en", "Manila raised P138.6 billion.", ["138600000000 PHP"]),
        ("en", "The assembly approved N3,412,500,000 for boreholes.", ["3412500000 NGN"]),
        ("en", "The Nairobi bank lent Sh12.4 billion.", ["12400000000 KES"]),
        ("en", "Electric cars were 31 of every 100 sold.", ["0.31"]),
        ("en", "A fine of R662,500 was set in Johannesburg, on the R50 and N2 roads.", ["662500 ZAR"]),
        ("en", "Ghana spent GH¢3.4 billion; Lusaka K3.4 billion.", ["3400000000 GHS", "3400000000 ZMW"]),
        ("en", "In Kenya it earned Sh4.2 billion, or Sh1,200 a share.", ["4200000000 KES", "1200 KES"]),
        ("en", "It raised MAD 3.4bn, ARS 450 million and the TOP 3 million.",
         ["3400000000 MAD", "450000000 ARS", "3000000"]),
        ("en", "Sampling N1,200 items, of which R2,400 failed.", []),
        ("fr", "Aux Philippines, P138,6 milliards; au Nigeria N724 310 000.", ["138600000000 PHP", "724310000 NGN"]),
        # metres and millions
        ("en", "It cost 3 m euros and drew 4 m people; the wall is 4 m high.", ["3000000 EUR", "4000000", "4 meter"]),
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


@pytest.mark.parametrize(
    ("language", "text", "measured"),
    [
        ("fr", "Parmi eux, 683 venaient de Bretagne.", None),
        ("fr", "On compte 3 accidents.", "accidents"),
        ("en", "Of those, 683 came from Wales.", None),
        ("en", "In all, 45 tested positive.", None),
        ("en", "Police counted 45 injured.", "injured"),
        ("es", "Murieron 45 personas.", "personas"),
        ("de", "Im Lager blieben 45 zurück.", None),
    ],
)
def test_verbs_are_nothing_measured(language: str, text: str, measured: str | None) -> None:
    (claim,) = numbers(text, language)
    assert claim.indicator == measured


def test_growth_expected_is_a_range_and_a_rate_that_moves_is_two_levels() -> None:
    assert read("Les ventes devraient progresser de 6 à 8 %.", "fr") == ["6..8 %"]
    assert read("Le taux devrait augmenter de 6 à 8 %.", "fr") == ["6 %", "8 %"]


def test_both_ends_of_a_rise_are_levels() -> None:
    base, result = numbers("L'effectif est remonté de 148 à 161 salariés.", "fr")
    assert (base.role, result.role) == (Role.LEVEL, Role.LEVEL)
