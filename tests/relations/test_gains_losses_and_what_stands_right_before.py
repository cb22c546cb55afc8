"""Gains of falling rates, losses beside profits, and distances of the two numbers right before are told truly."""

from __future__ import annotations

import pytest

from workbench.analysis import analyse
from workbench.model import Verdict
from workbench.reading import read_text

TRUE = [
    ("en", "The unemployment rate came down from 8.3% to 7.6%, a gain of 0.7 points on the year."),
    ("fr", "La part des coûts est revenue de 26 % à 19 %, soit un gain de 7 points en un exercice."),
    ("fr", "De 16,8 %, le taux de redoublants a été ramené à 9,5 %, soit 7,3 points gagnés en trois ans."),
    ("fr", "L'inspection annonce 58 ouvertures et 91 fermetures de classes, un solde de -33."),
    ("fr", "Perte de 13,1 M€, contre un bénéfice de 9,4 M€ en 2023, soit un écart de 22,5 M€ en un an."),
    (
        "fr",
        "Il y a 1 284 magasins chez Aldi. Chez Lidl, 1 597 ; 313 de plus donc, mais il ne prévoit que 17 ouvertures, "
        "contre 42 chez son rival.",
    ),
]
FALSE = [
    ("fr", "La part des coûts est revenue de 26 % à 19 %, soit un gain de 9 points en un exercice."),
    ("fr", "L'inspection annonce 58 ouvertures et 91 fermetures de classes, un solde de -38."),
]


def _verdicts(language: str, text: str) -> set[Verdict]:
    return {finding.verdict for finding in analyse(read_text(text, language=language)).findings}


@pytest.mark.parametrize(("language", "text"), TRUE)
def test_a_gain_is_better_whichever_way_the_rate_goes(language: str, text: str) -> None:
    assert Verdict.INCONSISTENT not in _verdicts(language, text)


@pytest.mark.parametrize(("language", "text"), FALSE)
def test_gains_that_are_not_what_lies_between_are_contradicted(language: str, text: str) -> None:
    assert Verdict.INCONSISTENT in _verdicts(language, text)
