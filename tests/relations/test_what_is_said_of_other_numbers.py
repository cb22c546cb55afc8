"""A contradiction is given up when other numbers beside it make true what the text says: then it is said of those."""

from __future__ import annotations

import pytest

from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Document, Verdict
from workbench.reading import read_text
from workbench.relations import relate


def wrong(text: str) -> list[str]:
    """Titles of what cannot be true in a text."""
    document: Document = read_text(text)
    claims = extract(document)
    found = check(document, claims, relate(document, claims))
    return [finding.explanation.title for finding in found if finding.verdict is Verdict.INCONSISTENT]


# Each first text is sound although words or places point to two numbers that would contradict it. In the second one
# number is changed so that no pair is as the text says.
SAID_OF_OTHERS = [
    (
        "Operating profit came to $71.4 million. That is after $3.6 million for the new depot, and it compares with "
        "$63.8 million a year earlier -- up 11.9%.",
        "Sales came to $71.4 million, compared with $63.8 million a year earlier, up 17.9%.",
    ),
    (
        "Mrs Hall was elected with 1,412 votes. Mr Ross polled 1,203 and Mr Lane 187; her majority was 209.",
        "Mrs Hall was elected with 1,412 votes, against 1,203 for Mr Ross, a majority of 290.",
    ),
    (
        "Exports came to 8.31 billion euros and imports to 9.06 billion, a deficit of 0.75 billion; exports had been "
        "7.92 billion a year before.",
        "Exports came to 8.31 billion euros and imports to 9.06 billion, a deficit of 0.57 billion.",
    ),
    (
        "Le tirage, de 48 350 exemplaires en 2021, est tombé à 41 240. Le recul est de 14,7 % en trois ans, et les "
        "abonnés ne sont plus que 17 900.",
        "Le tirage est tombé de 48 350 à 41 240 exemplaires, soit un recul de 17,4 %.",
    ),
]


# Sound as well: what is said has another unit, is the quotient the other way round, or the list ends before.
SAID_OF_OTHERS += [
    (
        "Some 4,100 homes lost power in gusts of 95 mph; by noon it had been restored to 3,650 of them.",
        "The number of homes without power fell from 4,100 to 3,650, a decrease of 540.",
    ),
    (
        "The bureau took in 2.31 million parcels from 642,000 senders, or 3.6 each.",
        "The bureau took in 2.31 million parcels from 642,000 senders, or 6.3 each.",
    ),
    (
        "Le médiateur a reçu 2 108 plaintes, dont 1 461 de particuliers et 647 de communes, et rendu 1 930 avis.",
        "Le médiateur a reçu 2 108 plaintes : 1 461 de particuliers et 674 de communes.",
    ),
    (
        "The loss ratio improved by 3.1 points to 61.4% from 64.5%. Storms added 2.7 points to it.",
        "The loss ratio improved by 1.3 points to 61.4% from 64.5%.",
    ),
    (
        "L'usine a livré 52 310 voitures. En baisse de 6,4 % par rapport à 2022 (55 890), ces livraisons se "
        "répartissent entre citadines (48 120) et utilitaires (4 190).",
        "L'usine a livré 52 310 voitures, réparties entre citadines (48 120) et utilitaires (4 910).",
    ),
]


@pytest.mark.parametrize("sound", [sound for sound, _ in SAID_OF_OTHERS])
def test_what_is_true_of_two_other_numbers_is_no_contradiction(sound: str) -> None:
    assert wrong(sound) == []


@pytest.mark.parametrize("broken", [broken for _, broken in SAID_OF_OTHERS])
def test_what_is_true_of_no_two_numbers_is_one(broken: str) -> None:
    assert wrong(broken)


def test_a_pair_of_which_something_else_is_said_explains_nothing() -> None:
    text = (
        "Sales rose 5.2% to 84.1 million euros from 79.9 million, "
        "and costs rose 5.2% to 66.2 million from 61.3 million."
    )
    assert len(wrong(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The leakage rate, which regulators want below 20%, dropped to 21.7% from 42.0%, that is by 2.3 points.",
        "The list has 13.8% of the vote (2019: 9.9%), a gain of 5.0 points, which in seats means 12 instead of 7.",
    ],
)
def test_a_limit_and_numbers_of_another_unit_explain_no_difference(text: str) -> None:
    assert len(wrong(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "La région a compté 216 000 nuitées en mai, soit une hausse de 8 % ou de 16 000 unités sur un an.",
        "Le canton dénombrait 4 120 fermes en 2020, soit 730 de moins que dix ans plus tôt (-15,1 %).",
        "Patients on the four wards averaged 2,406 a week: 1,011 on A, 702 on B, 455 on C and 238 on D. The wards were "
        "built for 2,250.",
        "La prison compte 1 146 détenus pour 1 000 places, soit une surpopulation de 14,6 %.",
    ],
)
def test_what_is_true_of_the_two_in_another_way_is_no_contradiction(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        # A share of what the words name, not of the number a part stands beside.
        "Output rose in 17 of 23 branches, representing 81% of manufacturing.",
        "It brings to 146 the number of fires this year, 19 (15.0 per cent) more than at the same point in 2018.",
        "The trial involved 38,412 people, 512 of whom fell ill, and fevers of 39 degrees or more were seen in 3.1% of "
        "those treated.",
        # A difference from what nobody tells.
        "Some 74 of 188 towns had replied by 31 March, 6 more than at that date in 2023.",
        "Stocks drew down by 4.9 million barrels to 402.3 million, versus expectations of a 1.6-million-barrel fall.",
        "It consists of 11 teams from the north of the country, 1 from London, 1 from Wales and 1 from France.",
        # Numbers that follow a list, or stand between its parts and what looks like their total.
        "The club won 15, drew 8 and lost 14, scoring 46 goals and conceding 51.",
        "La collecte se monte à 4,1 Md€, dont 2,6 Md€ en obligations ; le résultat, 410 M€, est supérieur de 19 % aux "
        "345 M€ de 2022.",
        "Le bassin compte 290 fermes. Les pertes sont évaluées à 8 millions d'euros ; le syndicat réclame 20 000 euros "
        "par exploitation.",
        "Inmates at the four jails averaged 2,406 a day: 1,011 at Ash, 702 at Birch, 455 at Cedar and 238 at Dell. The "
        "capacity of the system is 2,250.",
    ],
)
def test_numbers_that_few_words_join_are_left_alone(text: str) -> None:
    assert wrong(text) == []
