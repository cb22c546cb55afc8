"""Sums and differences whose words leave open that the numbers fit are not contradicted; the same told whole are."""

from __future__ import annotations

import pytest

from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Finding, Verdict
from workbench.reading import read_text
from workbench.relations import relate

OPEN_LISTS = [
    ("en", "The refuge took in 1,246 animals last year - 634 hens, 412 geese, the rest ducks - and lost 17."),
    (
        "en",
        "The club reached 64,000 pupils: 38,000 played chess, 21,000 sang and 17,000 drew, many of them in two groups.",
    ),
    ("en", "Cash came to $318 million, including $142 million abroad; a loan of $505 million falls due in May."),
    ("fr", "Le refuge a recueilli 1 246 animaux : 634 poules, 412 oies et le reste en canards."),
    ("fr", "L'averse a laissé 58 mm en 4 heures, dont 37 mm en 30 minutes, la normale de mai étant de 61 mm."),
    ("fr", "En tout, 83 communes ont reçu l'aide : 61 pour la grêle, 34 pour le gel, certaines à plusieurs titres."),
    ("fr", "Le gîte loue 184 lits, dont 71 à Orval, 52 à Bréau et 37 à Lize. Le reliquat (24 lits) est à Mons."),
]
WHOLE_LISTS = [
    ("en", "The refuge took in 1,246 animals last year: 634 hens, 412 geese and 290 ducks."),
    ("en", "The jury went through 318 files, made up of 142 from the city, 97 from the coast and 97 from abroad."),
    ("fr", "Le refuge a recueilli 1 246 animaux : 634 poules, 412 oies et 290 canards."),
    (
        "fr",
        "La clinique soigne 214 patients (court séjour 112, soins de suite 64, longue durée 83), avec 190 soignants.",
    ),
]
OTHER_LEVELS = [
    ("en", "Admissions rose by 1,310 to 21,400, a slower increase than the 1,870 of the year before."),
    ("en", "The fair expects 3.4 million guests, half a million fewer than in 2016; by noon 1.27 million had come."),
    ("en", "The staff grew by 430 to 7,120, as 1,260 people joined and 780 left; 50 others moved to the new unit."),
    (
        "fr",
        "Le club finit avec 81 points, soit 12 de plus que son rival (69), et la troisième attaque : 41 buts contre 38",
    ),
]


def contradicted(language: str, text: str) -> list[Finding]:
    """What is flagged as inconsistent in a text."""
    document = read_text(text, language=language, verbatim=True)
    claims = extract(document)
    findings = check(document, claims, relate(document, claims))
    return [finding for finding in findings if finding.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("language", "text"), OPEN_LISTS)
def test_a_list_that_words_leave_open_need_not_make_its_total(language: str, text: str) -> None:
    assert not contradicted(language, text)


@pytest.mark.parametrize(("language", "text"), WHOLE_LISTS)
def test_a_list_told_whole_must_make_its_total(language: str, text: str) -> None:
    assert contradicted(language, text)


@pytest.mark.parametrize(("language", "text"), OTHER_LEVELS)
def test_a_change_is_not_compared_with_what_another_change_is_from(language: str, text: str) -> None:
    assert not contradicted(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The pier saw 286 incidents with 184 swimmers, 61 boats and 41 people cut off. Lifeboats left 270 times.",
        ),
        ("fr", "Lannec compte 6 points de moins que Brenne : 43 contre 49. Les bleus ont encaissé 47 buts."),
    ],
)
def test_news_whose_numbers_fit_without_the_last_is_no_story(language: str, text: str) -> None:
    assert not contradicted(language, text)
