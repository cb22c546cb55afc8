"""Amounts and rates reckoned from something else than the two levels beside them contradict nothing."""

from __future__ import annotations

import pytest

from workbench.analysis import analyse
from workbench.model import Verdict
from workbench.reading import read_text

OF_ANOTHER_BASE = [
    ("en", "Operating profit was £74.3m (2022: £69.8m). On a like-for-like basis, profit improved by £7.1m."),
    (
        "en",
        "Net debt was $432 million at year-end, against $407 million a year earlier; down since June by $58 million.",
    ),
    ("en", "Over five winters the depot spread 2,310 tonnes. This year it was 2,870, 11% more than the ten-year mean."),
    ("en", "Net profit rose to $87 million from $58 million, including a gain of $22 million on the old depot."),
    (
        "en",
        "Cash flow was $290 million, versus $262 million in the prior year, despite $48 million of higher spending.",
    ),
    ("fr", "Le résultat ressort à 74,3 M€ (69,8 M€ en 2022). À périmètre comparable, il progresse de 7,1 M€."),
    ("fr", "La masse salariale s'élève à 187 M€, contre 178 M€, après intégration de 14 M€ pour la filiale."),
]
OF_THE_LEVELS = [
    ("en", "Net debt was $432 million at year-end, against $407 million a year earlier, a rise of $28 million."),
    ("en", "This year the depot spread 2,870 tonnes after 2,310, or 660 more than last year."),
    ("en", "The lake's pike, reckoned at 7,020, have dropped by 1,300 since the last count, when there were 8,500."),
    ("fr", "La masse salariale s'élève à 187 M€, contre 178 M€, soit 14 M€ de plus que l'an dernier."),
]


def _verdicts(language: str, text: str) -> set[Verdict]:
    return {finding.verdict for finding in analyse(read_text(text, language=language)).findings}


@pytest.mark.parametrize(("language", "text"), OF_ANOTHER_BASE)
def test_amounts_reckoned_from_something_else_contradict_nothing(language: str, text: str) -> None:
    assert Verdict.INCONSISTENT not in _verdicts(language, text)


@pytest.mark.parametrize(("language", "text"), OF_THE_LEVELS)
def test_amounts_of_the_two_levels_are_contradicted(language: str, text: str) -> None:
    assert Verdict.INCONSISTENT in _verdicts(language, text)
