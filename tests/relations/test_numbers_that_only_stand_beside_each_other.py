"""Numbers that stand beside each other without being of each other contradict nothing; told of each other they do."""

from __future__ import annotations

import pytest

from workbench.analysis import analyse
from workbench.model import Verdict
from workbench.reading import read_text

BESIDE = [
    ("en", "Online sales made up 41% of revenue in the quarter, up from 35% a year ago, and grew 26%."),
    ("en", "The county has put £63m into 17 pools, including £9m each for the two largest."),
    (
        "en",
        "The firm bought back 2.8 million shares at an average of $44 in the quarter, bringing the total for the year "
        "to 8.3 million shares for $331 million.",
    ),
    ("en", "We repurchased 1.4 million shares at an average price of $31.20, and have $270 million left."),
    ("en", "The stake, bought for €290 million, was sold for €470 million, a gain of €88 million after tax."),
    ("en", "Shares in Ostrava closed at $17.40, 4% down on the day, having touched $16.85."),
    ("en", "The county's population grew 0.6%, or 1.8 million, of which 1.3 million by migration."),
    ("en", "The city has 198 schools, 71 of them with a nursery, 58 with a kitchen, 109 with a sports hall."),
    ("en", "Of the 81 exhibitors, 57 came from abroad, among them 21 from Spain and 12 from Chile."),
    ("en", "The theatre lost $1.4 million on takings of $7.9 million and outlays of $9.3 million."),
    ("fr", "Le sauteur a franchi 5,71 m, soit 8 centimètres de mieux que son record (5,63 m)."),
    ("fr", "Le cabinet emploie 11 800 personnes dans 43 pays, dont 4 300 en recherche."),
    ("fr", "Entre janvier et juin, le chômage est passé de 8,1 % à 7,8 % ; sur un an, il cède 0,7 point."),
    ("fr", "Le titre perd 3,8 % à 24,10 euros, après avoir touché 23,35 euros en séance."),
    ("fr", "Il ne reste que 187 cabines. Elles étaient 402 en 2009, soit 215 de plus."),
    ("fr", "Confiance : 61 % des habitants croient leur maire, 33 % leur député et 24 % les partis."),
    ("fr", "Le ticket moyen est de 32,40 euros : 20,10 de places, 8,70 de bar et 3,70 de boutique, montants arrondis."),
]
TOGETHER = [
    ("en", "Online sales rose 26% to $41 million in the quarter, up from $35 million a year ago."),
    ("en", "The county has put £63m into 17 pools, £9m each."),
    ("en", "The firm bought back 8.3 million shares at an average of $44, for $331 million."),
    ("en", "Shares in Ostrava closed at $17.40, 4% down on the day, from $16.85."),
    ("en", "The city has 198 schools: 71 in the north, 58 in the centre and 109 in the south."),
    ("fr", "Le ticket moyen est de 32,40 euros : 20,10 de places, 8,70 de bar et 5,60 de boutique, montants arrondis."),
    ("fr", "Le chômage est passé de 8,1 % à 7,8 % en un an ; il cède 0,7 point."),
    ("fr", "Le sauteur a franchi 5,71 m (517 centimètres) au premier essai."),
]


def _verdicts(language: str, text: str) -> set[Verdict]:
    return {finding.verdict for finding in analyse(read_text(text, language=language, verbatim=True)).findings}


@pytest.mark.parametrize(("language", "text"), BESIDE)
def test_numbers_that_only_stand_beside_each_other_contradict_nothing(language: str, text: str) -> None:
    assert Verdict.INCONSISTENT not in _verdicts(language, text)


@pytest.mark.parametrize(("language", "text"), TOGETHER)
def test_the_same_told_of_each_other_are_contradicted(language: str, text: str) -> None:
    assert Verdict.INCONSISTENT in _verdicts(language, text)


def test_what_no_sign_speaks_for_is_asked_although_a_slip_would_explain_it() -> None:
    text = (
        "In the first ten months 1,317 people died on the roads, 3% more than in the same stretch of last year; "
        "for the whole of last year the toll was 1,642."
    )
    assert Verdict.INCONSISTENT not in _verdicts("en", text)
