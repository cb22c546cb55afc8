"""A change of one thing beside two levels of another contradicts nothing."""

from __future__ import annotations

import pytest

from workbench.analysis import analyse
from workbench.model import Verdict
from workbench.reading import read_text

APART = [
    ("en", "Fee income grew 7% even though enrolment fell to 8,214 from 8,390, as courses became dearer."),
    (
        "en",
        "Barley futures lost 9% in the quarter, but farm-gate prices, £171 a tonne against £176 in June, held.",
    ),
    (
        "en",
        "Hydro output helped, climbing to 2,140 GWh from 1,870, so total generation slipped only 3%, from 5,310 to "
        "5,151 GWh.",
    ),
    ("en", "The fund returned 6.3% yet fell by $4 million to $187 million, as it paid out grants."),
    ("en", "Before exceptional items of £27m, compared to £5m last time, it improved by 9%."),
    ("en", "The cost ratio was 71.4%, 2.3 points better than 73.7% a year earlier."),
    (
        "en",
        "Premiums in life climbed to €934m (€871m), health to €612m (€583m), increases of 7.2% and 5.0% respectively.",
    ),
    ("en", "The order book grew 14% to $2.9 billion, including $310 million from the acquisition."),
    ("en", "The ratio was 3.4 turns against 3.9 at the time of the sale, so half a turn down."),
    ("fr", "Dans l'Ain, 1 204 vols ont été constatés, contre 1 512 dans la Loire, où la hausse atteint 17 %."),
    ("fr", "Le prix du mètre cube passera de 4,21 à 3,48 euros, mais la facture d'un ménage ne baissera que de 11 %."),
    ("fr", "Les ventes reculent de 8 % du fait de la chute des cours du colza, de 512 à 437 euros la tonne."),
    ("fr", "Le nombre de fermes a chuté de 24 % et leur taille moyenne atteint 68 hectares, contre 51 à l'époque."),
]
TOGETHER = [
    (
        "en",
        "Premiums in life climbed to €934m (€871m), health to €612m (€583m), increases of 7.2% and 9.0% respectively.",
    ),
    ("en", "The cost ratio was 71.4%, 3.2 points better than 73.7% a year earlier."),
    ("en", "Enrolment fell 7% to 8,214 from 8,390, even though fees did not change."),
    ("en", "The order book grew 14% to $2.9 billion from $2.1 billion, including an acquisition."),
    ("fr", "Dans l'Ain, 1 204 vols ont été constatés, contre 1 512 en 2022, d'où une baisse de 11 %."),
]  # fmt: skip


def _contradicted(language: str, text: str) -> list[str]:
    document = read_text(text, language=language)
    return [finding.id for finding in analyse(document).findings if finding.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("language", "text"), APART)
def test_what_is_said_of_one_thing_is_not_held_against_levels_of_another(language: str, text: str) -> None:
    assert not _contradicted(language, text)


@pytest.mark.parametrize(("language", "text"), TOGETHER)
def test_what_is_said_of_the_levels_is(language: str, text: str) -> None:
    assert _contradicted(language, text)
