"""A rate that names another base or stretch of time than its levels contradicts nothing; one that fits does."""

import pytest

from workbench.analysis import analyse
from workbench.model import Verdict
from workbench.reading import read_text

APART = [
    # Since another year, over another stretch, on a record, on the year before beside the quarter before.
    ("en", "Membership stood at 8,430, up from 8,210 in the first quarter: a rise of 14% year-over-year."),
    ("en", "Up 13% since 2016, the number of boarders reached 1,940 in 2024, against 1,905 in 2023."),
    (
        "en",
        "Orders for the second quarter were $48.3m (2022: $44.9m), bringing the six-month total to $91.7m, up 12.6%.",
    ),
    ("en", "The herd fell from 940 in 2015 to 610, a decline of 4% in the last year alone."),
    ("en", "Visits came to 71,300, down 16% from their peak in 2017. In 2022 there had been 69,800."),
    ("en", "Rents went from $1,210 to $1,290 over the year. On the month, they rose 0.4%."),
    ("en", "Turnover went from $61 million to $72 million. On a like-for-like basis, it rose 3.1%."),
    ("fr", "En hausse de 23 % depuis 2016, le nombre d'internes atteint 1 940 en 2024, contre 1 905 en 2023."),
    ("fr", "Le loyer moyen est passé de 612 à 634 euros en un an. Sur un mois, il a pris 0,3 %."),
    ("fr", "Le titre a fini à 27,40 euros, en repli de 0,8 % sur la séance. Il valait 24,90 euros au 1er janvier."),
    (
        "fr",
        "Les visites, 71 300, sont en recul de 16 % sur le record de 2017. Par rapport à 2022 (69 800), c'est mieux.",
    ),
    (
        "fr",
        "Les dépôts ont crû de 6 % au troisième trimestre. Sur l'ensemble de l'année, ils sont de 4 120, contre 4 095.",
    ),
    (
        "en",
        "Average fees climbed to $1,640 in May from $1,615 in April, leaving them 5.8% higher than twelve months ago.",
    ),
    ("en", "Occupancy was 68.4%, from 66.2% in June; it had improved by 6 points since the start of the year."),
    (
        "en",
        "The fund's value per unit rose from 184p to 193p, giving a total return of 7.1% with dividends reinvested.",
    ),
    ("fr", "L'indice a fini à 5 412 points, contre 5 398 vendredi ; il gagne 2,7 % depuis le début de l'année."),
    ("fr", "Le salaire médian atteint 2 340 euros, contre 2 290 un an avant ; sur cinq ans, il a grimpé de 14 %."),
    (
        "fr",
        "Le cirque a reçu 48 100 spectateurs, contre 46 700 la saison passée, mais 9 % de moins qu'avant la pandémie.",
    ),
]
TOGETHER = [
    ("en", "Membership stood at 8,430, up from 7,210 a year earlier: a rise of 14% year-over-year."),
    ("en", "Up 81.3% since 2016, the number of boarders reached 1,940 in 2024, against 1,640 in 2016."),
    ("en", "Visits came to 71,300, 26% below their peak of 84,900 in 2017."),
    ("en", "Rents went from $1,210 to $1,290 over the year, so that over the year they rose 7.6%."),
    ("fr", "En hausse de 23 % depuis 2016, le nombre d'internes atteint 1 940 en 2024, contre 1 640 en 2016."),
    ("fr", "Le titre a fini à 27,40 euros, en repli de 0,8 % par rapport à la veille, où il valait 28,40 euros."),
    ("fr", "Les dépôts ont crû de 6 % sur l'ensemble de l'année, à 4 120, contre 3 795 un an plus tôt."),
]


def _contradicted(language: str, text: str) -> list[str]:
    document = read_text(text, language=language)
    return [finding.id for finding in analyse(document).findings if finding.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("language", "text"), APART)
def test_a_rate_of_another_base_or_stretch_contradicts_nothing(language: str, text: str) -> None:
    assert not _contradicted(language, text)


@pytest.mark.parametrize(("language", "text"), TOGETHER)
def test_a_rate_of_the_base_of_its_levels_still_does(language: str, text: str) -> None:
    assert _contradicted(language, text)
