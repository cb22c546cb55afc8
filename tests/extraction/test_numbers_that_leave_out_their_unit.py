"""A number set against another takes its scale and unit; one with its own noun, a year, a doubtful one do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.extraction import extract
from workbench.model import Document, Role


def last(text: str, language: str) -> tuple[Decimal | None, str | None]:
    claims = [claim for claim in extract(Document(text, language=language)) if claim.role is not Role.DATE]
    quantity = claims[-1].quantity
    return quantity.value, quantity.unit


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("fr", "Le produit passe à 19,46 millions d'euros, contre 17,93 un an plus tôt.", "17930000", "EUR"),
        ("fr", "L'inflation s'établit à 2,4 %, après 2,2 en novembre.", "2.2", "%"),
        ("fr", "Le taux est passé de 14,7 % à 16,2.", "16.2", "%"),
        ("fr", "La dette atteint 84,6 millions, dont 52,3 pour la ville et 11,2 pour la région.", "11200000", None),
        ("fr", "La ville a reçu 1,2 million d'euros, contre 980 000 en 2010.", "980000", "EUR"),
        ("fr", "Le budget est de 19,46 millions d'euros, contre près de 18 millions.", "18000000", "EUR"),
        ("fr", "Trois maisons, Orlac (84,7 milliards d'euros), Tessin (17,2) et Vauban (15,2).", "15200000000", "EUR"),
        ("fr", "La commune verse 6,4 millions d'euros, la région 2,7 ; l'État en paie 8,2.", "8200000", "EUR"),
        ("fr", "Les frais atteignent 9,12 millions d'euros. Les antennes en consomment 6,47.", "6470000", "EUR"),
        ("fr", "Il a fallu 1,2 million d'euros, dont 0,4 par la Région.", "400000", "EUR"),
        ("en", "It took in $4.2 million, up from 3.9 a year earlier.", "3900000", "USD"),
        ("en", "The rate was 14.7 percent, from 16.2.", "16.2", "%"),
        ("en", "Revenue rose to $4.2 million from 3.9.", "3900000", "USD"),
        ("en", "Exports were 4.2 million tonnes (3.9 in 2022).", "3900000", "metric_ton"),
        ("en", "It owes $84.6 million, of which 52.3 is due next year.", "52300000", "USD"),
        (
            "fr",
            "Les ventes atteignent 19,46 millions d'euros, en hausse de 8,5 %, contre 17,93 un an avant.",
            "17930000",
            "EUR",
        ),
        ("fr", "La Chine a investi 14 milliards de dollars et les États-Unis 11.", "11000000000", "USD"),
        ("fr", "L'Allemagne exporte pour 14,2 milliards d'euros, la France 11,4 et l'Italie 9,8.", "9800000000", "EUR"),
        ("fr", "Le taux est de 4,2 % en France, 3,8 en Allemagne et 5,1 en Italie.", "5.1", "%"),
        ("fr", "Le déficit, de 3,4 milliards d'euros en 2022, est passé à 4,1 en 2023.", "4100000000", "EUR"),
        ("en", "Revenue was £83.6m, of which £60.1m came from matches and 11.2 from broadcasting.", "11200000", "GBP"),
        (
            "en",
            "Containers made up 3.1 million tonnes, dry bulk 2.4 million and cars 0.7 million.",
            "700000",
            "metric_ton",
        ),
        (
            "fr",
            "Les exportations atteignent 3,1 milliards d'euros, les importations 2,4 milliards.",
            "2400000000",
            "EUR",
        ),
        ("en", "Germany spent 41.2 billion euros on rail, France 33.6 and Italy 19.9.", "19900000000", "EUR"),
        ("en", "Turnover was €612 million, of which 401.5 came from exports.", "401500000", "EUR"),
        ("en", "Sales reached $19.46 million, up 8.5%, against 17.93 a year earlier.", "17930000", "USD"),
        ("en", "The debt is £83.6m: £41.2m from loans, 31.2 from bonds and 11.2 from leases.", "11200000", "GBP"),
        (
            "de",
            "Der Umsatz erreicht 19,46 Millionen Euro, ein Plus von 8,5 %, gegenüber 17,93 im Vorjahr.",
            "17930000",
            "EUR",
        ),
        ("de", "Der Umsatz stieg auf 19,46 Millionen Euro nach 17,93 im Vorjahr.", "17930000", "EUR"),
        ("es", "Las ventas alcanzaron 19,46 millones de euros, frente a 17,93 un año antes.", "17930000", "EUR"),
        ("it", "I ricavi sono saliti a 19,46 milioni di euro, contro 17,93 dell'anno prima.", "17930000", "EUR"),
        ("pt", "As receitas atingiram 19,46 milhões de euros, contra 17,93 no ano anterior.", "17930000", "EUR"),
        ("nl", "De omzet steeg naar 19,46 miljoen euro, tegen 17,93 een jaar eerder.", "17930000", "EUR"),
    ],
)
def test_the_pair_lends_scale_and_unit(language: str, text: str, value: str, unit: str | None) -> None:
    assert last(text, language) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "Il a gagné 3,2 millions d'euros, contre 12 matchs perdus.", "12"),
        ("fr", "Elle a reçu 3,2 millions d'euros, dont 2 000 en espèces.", "2000"),
        ("fr", "La population est de 14,7 millions, contre 2 ailleurs.", "2"),
        ("fr", "Le taux atteint 19,4 %, en hausse de 8,5 %, contre 7,9 ailleurs.", "7.9"),
        ("fr", "Elle a dépensé 3,2 millions d'euros, avec une note moyenne de 4,2.", "4.2"),
        ("fr", "Le pays compte 5,2 millions de femmes, et la fécondité y est de 1,8.", "1.8"),
        ("fr", "Le parc de 3,2 millions de logements a été multiplié par 1,4.", "1.4"),
        ("fr", "Le pays a 5,2 millions de ménages, soit 2,4 par logement.", "2.4"),
        ("fr", "Il a vendu 3,2 millions de livres. Le second indice s'établit à 4,1.", "4.1"),
        ("en", "It cost $3.2 million in Leeds and 12 in all.", "12"),
        ("en", "It paid $3.1 billion, and the population is 2.4 million.", "2400000"),
        ("en", "It paid $3.1 billion and has customers of 2.4 million.", "2400000"),
        ("en", "The rate is 4.2% in France and 38 firms in Germany closed.", "38"),
        ("en", "The deficit, 3.4 billion in 2022, hurt; the mark rose to 4.1.", "4.1"),
        ("en", "It raised $4.2 million from 12 investors.", "12"),
        ("en", "The index rose 2.1 percent from 104.5.", "104.5"),
        ("en", "He bought 3.2 million shares at 14.5. That compares with 12.2 in May.", "12.2"),
    ],
)
def test_without_a_pair_it_stays_as_it_stands(language: str, text: str, value: str) -> None:
    assert last(text, language) == (Decimal(value), None)


def test_a_year_is_no_amount() -> None:
    assert last("Les ventes atteignaient 2,1 millions d'euros, contre 2019.", "fr") == (Decimal(2100000), "EUR")


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "The blast took two lives, taking the toll from 126 to 143.", 3),
        ("fr", "Ce décès est le dernier, portant le nombre de morts de 126 à 143.", 2),
        ("en", "The trip took from 126 to 143 days.", 1),
    ],
)
def test_what_is_taken_from_one_level_to_another_makes_no_range(language: str, text: str, count: int) -> None:
    assert len(extract(Document(text, language=language))) == count


def test_degrees_that_universities_award_are_counted() -> None:
    assert last("The university awarded 1,860 degrees.", "en") == (Decimal(1860), None)
    assert last("The furnace reached 1,860 degrees.", "en") == (Decimal(1860), "degree")


@pytest.mark.parametrize(
    "text",
    [
        "Le prix est de 14 millions d'euros et Apollo 11 décolle.",
        "Il coûte 14 millions d'euros et le Boeing 787 décolle.",
    ],
)
def test_numbers_of_names_take_nothing_over(text: str) -> None:
    assert [claim.quantity.unit for claim in extract(Document(text, language="fr"))] == ["EUR"]


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("fr", "La dette a diminué de 1,1 milliard, à 7,4 milliards d'euros.", ["EUR", "EUR"]),
        ("en", "Debt fell by 1.1 billion, to 7.4 billion euros.", ["EUR", "EUR"]),
        ("fr", "Le pays compte 1,1 milliard d'âmes, à 7,4 milliards d'euros.", [None, "EUR"]),
    ],
)
def test_the_level_lends_its_money_to_the_change_before_it(language: str, text: str, units: list[str | None]) -> None:
    assert [claim.quantity.unit for claim in extract(Document(text, language=language))] == units


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("fr", "Les péages ont rapporté 61,3 millions d'euros à la région, qui en attendait 58,7.", "58700000", "EUR"),
        ("fr", "La loi met 240 millions d'euros pour les ponts, 180 pour les gares.", "180000000", "EUR"),
        ("fr", "La taxe donne 3 milliards d'euros à l'État, 4,2 aux régions.", "4200000000", "EUR"),
        (
            "fr",
            "Elle a levé 26 millions d'euros, dont 11 auprès d'une banque et 15 auprès de l'État.",
            "15000000",
            "EUR",
        ),
        ("en", "The bill puts $240 million into bridges and 180 into stations.", "180000000", "USD"),
        ("en", "The gas tax yields $3 billion for the states and 4.2 for the cities.", "4200000000", "USD"),
        ("fr", "On a vu 12 millions de visiteurs en ville, 3 en banlieue.", "3", None),
        ("en", "It made $40 million in June, 25 by post.", "25", None),
        ("fr", "Elle a coûté 2,4 millions d'euros en un an, ce qui en fait la 5,2 fois plus chère.", "5.2", None),
    ],
)
def test_items_of_one_clause_and_a_pronoun_share_scale_and_unit(
    language: str, text: str, value: str, unit: str | None
) -> None:
    assert last(text, language) == (Decimal(value), unit)
