"""A list that is right with a number told beside it contradicts nothing; one that is not right with it does."""

from __future__ import annotations

import pytest

from workbench.analysis import analyse
from workbench.model import Verdict
from workbench.reading import read_text

TOLD_WITH_MORE = [
    (
        "en",
        "Turnover was £4,310m, consisting of £2,640m in Europe, £1,120m in Asia and £610m at sea, less £60m sold.",
    ),
    (
        "en",
        "The hall's 1.3 million visits comprised 720,000 to rooms and 650,000 to shows, 70,000 being for both.",
    ),
    ("fr", "Les 31 délégués présents ont adopté le texte par 17 voix contre 8, les 6 autres s'étant abstenus."),
    (
        "fr",
        "Les 46 millions d'euros se décomposent en 21,5 millions pour l'eau, 13 pour les digues et le restant, "
        "11,5 millions, pour les captages.",
    ),
    (
        "fr",
        "Le service a proposé 1 640 logements, dont 472 ont été refusés : trop loin pour 241 couples, trop petits pour "
        "148, trop chers pour les 83 autres.",
    ),
    (
        "fr",
        "Des 912 candidats, 634 se sont présentés, 118 ont été admissibles, 57 ont été reçus, soit 9,0 % des présents.",
    ),
    ("fr", "Amende : 4 millions d'euros ; bénéfice annuel : 1,3 million ; trésorerie : 0,8 million."),
    ("fr", "Résultat du vote chez les 5 417 membres : 3 702 bulletins exprimés, et 1 911 d'entre eux favorables."),
]
NOT_RIGHT = [
    ("en", "Turnover was £4,310m, consisting of £2,640m in Europe, £1,120m in Asia and £610m elsewhere."),
    ("fr", "La ville compte 3 140 logements : 1 720 au nord, 830 au sud et 410 à l'ouest."),
]


def _verdicts(language: str, text: str) -> set[Verdict]:
    return {finding.verdict for finding in analyse(read_text(text, language=language)).findings}


@pytest.mark.parametrize(("language", "text"), TOLD_WITH_MORE)
def test_what_is_left_or_taken_away_beside_a_list_makes_it_right(language: str, text: str) -> None:
    assert Verdict.INCONSISTENT not in _verdicts(language, text)


@pytest.mark.parametrize(("language", "text"), NOT_RIGHT)
def test_lists_that_nothing_makes_right_are_contradicted(language: str, text: str) -> None:
    assert Verdict.INCONSISTENT in _verdicts(language, text)
