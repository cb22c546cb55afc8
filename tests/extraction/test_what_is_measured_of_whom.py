"""Indicator, scope and role where the sentence is built another way than subject, verb and amount."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.extraction import extract
from workbench.model import Claim, Document


def claim_of(language: str, text: str, begins: str) -> Claim:
    claims = extract(Document(text, language=language, date=date(2025, 6, 15)))
    return next(claim for claim in claims if claim.text.startswith(begins))


@pytest.mark.parametrize(
    ("language", "text", "begins", "indicator", "scope", "role"),
    [
        # who raises or cuts what
        ("en", "Siemens raised its profit by 12% to 9 billion euros.", "12", "profit", "Siemens", "change"),
        ("en", "Siemens raised its profit by 12% to 9 billion euros.", "9", "profit", "Siemens", "level"),
        ("en", "Spain cut its debt from 5 billion to 3 billion euros.", "3", "debt", "Spain", "level"),
        ("en", "Exports rose the following year by 3%.", "3", "Exports", None, "change"),
        ("fr", "Renault a augmenté ses ventes de 12 %, à 3 milliards.", "12", "ventes", "Renault", "change"),
        ("fr", "La BCE a relevé son taux de 2 % à 2,5 %.", "2,5", "taux", "BCE", "rate"),
        ("de", "Siemens steigerte den Gewinn um 12 Prozent.", "12", "Gewinn", "Siemens", "change"),
        # adjectives that say whose
        ("en", "The German exports fell 3%.", "3", "exports", "Germany", "change"),
        ("de", "Die bayerischen Exporte sanken um 3 Prozent.", "3", "Exporte", "Bayern", "change"),
        ("nl", "De Vlaamse export daalde met 3 procent.", "3", "export", "Vlaanderen", "change"),
        # a sentence that names its own thing never takes that of the one before
        ("en", "Revenue rose 3%. Operating costs came to €251.1 million.", "€251", "Operating costs", None, "level"),
        ("en", "Prices were up 4% and energy prices edged up 0.1%.", "0.1", "energy prices", None, "change"),
        ("en", "It sold 9 pumps. It closed 34 stores.", "34", "stores", None, "level"),
        ("en", "Container throughput at Selwyn: 1.2 million boxes.", "1.2", "Container throughput", "Selwyn", "level"),
        ("en", "The service added 9.3 million subscribers.", "9.3", "subscribers", None, "difference"),
        ("fr", "La dette de 3 millions pèse. Elle prévoit repartir 2 euros.", "2", None, None, "level"),
        # the items of a list have their own nouns
        ("en", "Containers stood at 3 million tonnes; dry bulk at 2 million tonnes.", "2", "dry bulk", None, "level"),
        ("en", "The backlog stood at €9 million and spending at €2 million.", "€2", "spending", None, "level"),
        ("fr", "Le produit s'élève à 9 millions, les charges à 2 millions.", "2", "charges", None, "level"),
        # what small words stand for
        ("fr", "La Bretagne compte 900 élus. Le Finistère en compte 52.", "52", "élus", "Finistère", "level"),
        ("en", "Wales has 90 vets. Cardiff accounts for 6 of them and York for 3.", "3", "vets", "York", "level"),
        ("fr", "Stellantis accuse une baisse de 28 % et Renault de 12 %.", "12", None, "Renault", "change"),
        ("fr", "L'inflation dans la zone euro atteint 2,4 %.", "2,4", "inflation", "zone euro", "rate"),
        ("fr", "Les Français ont dépensé 3 milliards.", "3", "dépenses", "France", "level"),
        ("fr", "Le taux de chômage s'établit à 7 % de la population.", "7", "taux de chômage", None, "rate"),
        # participles at the end, places and companies in front
        ("de", "Bei der Nordwerk AG ist der Umsatz um 4 Prozent gestiegen.", "4", "Umsatz", "Nordwerk AG", "change"),
        ("de", "In China sanken die Preise um 4 Prozent.", "4", "Preise", "China", "change"),
        ("de", "Der Chemiekonzern BASF verkaufte 4 Werke.", "4", "Werke", "BASF", "level"),
        ("nl", "Voedsel werd 12,4 procent duurder.", "12", "Voedsel", None, "change"),
        # nouns that name nothing, levels that are reached
        ("en", "Spending grew an average of 3.1% a year.", "3.1", "Spending", None, "change"),
        ("en", "A total of 5,400 companies failed.", "5,400", "companies", None, "level"),
        ("en", "The fill rate dropped below 50%.", "50", "fill rate", None, "rate"),
        ("fr", "Le salaire des femmes est inférieur de 14 % au nôtre.", "14", "salaire", "femmes", "change"),
        ("de", "In Hamburg kostete eine Wohnung im Schnitt 5.900 Euro.", "5.900", "Wohnung", "Hamburg", "level"),
        # names behind what they are
        ("fr", "L'opérateur Telvia compte 212 000 abonnés.", "212", "abonnés", "Telvia", "level"),
        ("es", "Banco Sierra tiene 380 oficinas.", "380", "oficinas", "Banco Sierra", "level"),
        ("it", "Il gruppo Valmonte ha registrato ricavi per 3 miliardi.", "3", "ricavi", "Valmonte", "level"),
        ("zh", "海川集团2022年实现营业收入320亿元。", "320", "营业收入", "海川集团", "level"),
        ("nl", "Vorig jaar kwamen 20 miljoen buitenlandse toeristen.", "20", "buitenlandse toeristen", None, "level"),
    ],
)  # fmt: skip
def test_what_is_measured_of_whom(
    language: str, text: str, begins: str, indicator: str, scope: str | None, role: str
) -> None:
    claim = claim_of(language, text, begins)
    assert (claim.indicator, claim.scope, claim.role.value) == (indicator, scope, role)


@pytest.mark.parametrize(
    ("language", "text", "begins", "period"),
    [
        ("nl", "In 2023 441 bedrijven gingen failliet, met 12 miljoen schuld.", "12", "2023"),
        ("es", "En 2022 ingresó 3 millones, un 8 % más que el año anterior.", "8", "2022"),
        ("it", "Nel 2022 ha incassato 3 milioni, in aumento dell'8% rispetto all'anno precedente.", "8", "2022"),
        ("en", "Prices are 245 pounds in 2024. They had peaked at 251 in 2022. Sales fell 3%.", "3", "2024"),
        ("zh", "2022年净利润21亿元，上年同期为18亿元。", "18", "2021"),
    ],
)
def test_when_it_holds(language: str, text: str, begins: str, period: str) -> None:
    assert str(claim_of(language, text, begins).period) == period


@pytest.mark.parametrize(
    ("language", "text", "begins", "period"),
    [
        ("en", "The energy bill fell to £88 million from £131 million a year earlier.", "£88", None),
        ("es", "En 2024 los ingresos subieron un 3 %, más que en el mismo periodo de 2023.", "3", "2024"),
        ("es", "La ocupación subió al 76 %, desde el 73 % de 2022.", "76", None),
        ("es", "La ocupación subió al 76 %, desde el 73 % de 2022.", "73", "2022"),
        ("zh", "2023年6月，居民消费价格与上年同期持平，食品价格上涨2.3%。", "2.3", "2023-06"),
    ],
)
def test_the_time_of_what_a_change_comes_from_dates_that_alone(
    language: str, text: str, begins: str, period: str | None
) -> None:
    claim = claim_of(language, text, begins)
    assert (None if claim.period is None else str(claim.period)) == period
