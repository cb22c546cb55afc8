"""Sound numbers that words seem to contradict: what they say is of others, or is said the other way round."""

from __future__ import annotations

import pytest

from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Verdict
from workbench.reading import read_text
from workbench.relations import relate

SOUND = [
    # A part told behind its percentage.
    "The insurer had received 31,500 claims by 9 May, 80% of them (25,200) for vehicles, and expects more.",
    # What remains after two movements, and a balance told in its movements.
    "Opening stocks of cocoa at the depot were 512,000 bags on 1 July. Deliveries during the quarter reached 233,000 "
    "bags and 341,000 were shipped, leaving 404,000 on 30 September.",
    "Opening cash: $214.6m. Operations generated $71.3m, investment absorbed $48.2m and $52.5m went to shareholders, "
    "so that $185.2m remained on 31 December.",
    "La caisse a dégagé un bénéfice de 14,8 milliards de francs : 21,9 milliards de plus-value sur l'or, une perte de "
    "6,4 milliards sur les monnaies étrangères et 0,7 milliard de charges.",
    # A rate that leads to a level of its own.
    "The maker raised its full-year forecast for operating income to ¥71 billion from ¥64 billion after first-half "
    "profit climbed 23.4% to ¥38.5 billion.",
    # A sentence with a level of its own, and a rate with a name of its own.
    "Les effectifs de l'agence se montent à 24 310 postes, 390 de plus qu'en 2023 (23 920). La masse salariale, 1,43 "
    "milliard, a crû de 5,2 %.",
    "Au premier tour, Odile Kermarec est arrivée en tête avec 5 128 voix, soit 42,41 % des 12 091 suffrages exprimés. "
    "Elle devance de 412 voix le maire sortant (4 716). La participation s'est établie à 61,2 %.",
    # The list is a part of another one.
    "Rye stocks stood at 4.06 million tonnes. Farmers held 1.52 million, merchants 0.97 million and ports 0.71 "
    "million; the remaining 0.86 million tonnes were with millers.",
]
BROKEN = [
    "Opening stocks of cocoa at the depot were 512,000 bags on 1 July. During the quarter 341,000 were shipped, "
    "leaving 117,000 on 30 September.",
    "The library lent 48,310 books last year. The year before it had been 44,080, which puts the increase at 19.6%.",
]


def verdicts(text: str) -> list[Verdict]:
    document = read_text(text)
    claims = extract(document)
    return [finding.verdict for finding in check(document, claims, relate(document, claims))]


@pytest.mark.parametrize("text", SOUND)
def test_what_fits_another_reading_is_no_contradiction(text: str) -> None:
    assert Verdict.INCONSISTENT not in verdicts(text)


@pytest.mark.parametrize("text", BROKEN)
def test_what_fits_no_reading_stays_one(text: str) -> None:
    assert Verdict.INCONSISTENT in verdicts(text)
