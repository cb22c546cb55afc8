"""A slip may throw a number far off, or copy one over another: the words hold the text to it all the same."""

from __future__ import annotations

import pytest

from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Verdict
from workbench.reading import read_text
from workbench.relations import relate


def wrong(text: str) -> list[str]:
    """Titles of what cannot be true in a text."""
    document = read_text(text)
    claims = extract(document)
    found = check(document, claims, relate(document, claims))
    return [finding.explanation.title for finding in found if finding.verdict is Verdict.INCONSISTENT]


# What is sound, and the same with one number that a slip made.
SLIPS = [
    # One level copied over the other.
    (
        "Fin juin, les recettes du port atteignaient 412,6 millions de FCFA contre {} millions un an plus tôt, ce qui "
        "représente une progression de 7,1 %.",
        "385,2",
        "412,6",
    ),
    (
        "Water losses, which are watched closely, dropped to 21.7% from {}, that is by 2.3 percentage points.",
        "24.0%",
        "21.7%",
    ),
    # A change the other way than the levels go.
    (
        "The library lent 48,310 books last year. The year before it had been {}, which puts the increase at 9.6 per "
        "cent.",
        "44,080",
        "54,080",
    ),
    # What comes in and what goes out.
    ("The chain opened {} shops and closed 14 during the year, a net addition of 33.", "47", "147"),
    # Counts and their share.
    ("Sur {} logements que compte la commune, 318 sont vides, soit 14 % du parc.", "2 271", "271"),
    ("Of the {} calls taken last night, 96 (41%) were about noise.", "234", "2,340"),
    # Few words, but no other number that the average could be of, and a list that words take apart.
    ("The festival drew 25,740 people over {} evenings, or 4,290 per evening on average.", "6", "7"),
    ("En {} soirées, le festival a réuni 25 740 personnes, soit 4 290 par soir en moyenne.", "6", "7"),
    ("The crowd was {}, broken down as 18,640 on Friday, 15,377 on Saturday and 13,420 on Sunday.", "47,437", "52,190"),
    ("The bus has visited 64 villages and given {} jabs, 73 per stop on average.", "4,672", "1,672"),
    (
        "Nos émissions (scopes 1 et 2) ont été abaissées à 41,2 kt, alors qu'elles atteignaient {} kt en 2019 : la "
        "réduction, de 34,2 %, nous place en avance.",
        "62,6",
        "82,6",
    ),
    # Numbers of other things that happen to agree with what is said.
    (
        "The airline will cut its fleet from 92 aircraft to 69 and its staff from 8,400 to {}, a cut of 25 per cent.",
        "6,300",
        "7,300",
    ),
    # A currency left out of billions.
    (
        "L'excédent s'est élargi à 12,3 milliards d'euros en mai, les exportations ({} milliards) ayant progressé de "
        "3 % et les importations (108,4 milliards) de 1 %.",
        "120,7",
        "127,0",
    ),
]


@pytest.mark.parametrize(("text", "sound", "slip"), SLIPS)
def test_a_slip_is_flagged_and_the_sound_text_is_not(text: str, sound: str, slip: str) -> None:
    assert wrong(text.format(sound)) == []
    assert wrong(text.format(slip)) != []


@pytest.mark.parametrize(
    "text",
    [
        "The debt of 640 million bears interest, and of this 615 million do so at the rate of 5 per cent.",
        "The stake comes to 41.2 million shares, or 26.4 per cent of the capital, which is put at about one billion.",
        "Sales slipped to 812 units, against 930 last year. A rise of 12 per cent in prices kept revenue level.",
        "Of 1,906 applicants, 211 were admitted, a rate of 46% among those with a degree.",
        "The group made 31 million: 12 million in Asia, 9 million in Europe and losses of 4 million elsewhere.",
        "The class of 31, made up of locals, has 12 girls and 4 boarders.",
        "The list won by 27 seats of 35, that is 611 votes more than its rival.",
    ],
)
def test_percentages_of_another_kind_and_differences_of_other_things_are_left_alone(text: str) -> None:
    assert wrong(text) == []
