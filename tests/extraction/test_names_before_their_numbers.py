"""A number right behind a name counts where a list of names says so, and is part of the name elsewhere."""

from __future__ import annotations

import pytest

from workbench.extraction import extract
from workbench.model import Role
from workbench.reading import read_text


def numbers(language: str, text: str) -> list[int]:
    claims = extract(read_text(text, language=language))
    return [int(claim.quantity.value or 0) for claim in claims if claim.role is not Role.DATE]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Wanderers have 58 points, Rovers 51.", [58, 51]),
        ("en", "Seats: Alliance 22, Labour 14, Greens 9, others 3.", [22, 14, 9, 3]),
        ("en", "In Spain we opened 7 shops, in Portugal 3, and in Northern Italy 2, she said.", [7, 3, 2]),
        ("fr", "Clara Binet totalise 241 points, Léa Roux 228 et Inès Morel 219.", [241, 228, 219]),
        ("fr", "La liste de M. Faure compte 41 élus, celle de Mme Petit 37 : 4 de moins.", [41, 37, 4]),
        ("fr", "Nantes en fournit 6, Rennes 4 et Brest 3, tous titulaires.", [6, 4, 3]),
        ("fr", "La piscine de Nantes a 42 casiers, celle d’Angers 116, et celle de Cholet 58.", [42, 116, 58]),
        ("fr", "Le Mans en compte 214, l'Alençonnais 87 et Tours 65, soit 366 lits.", [214, 87, 65, 366]),
    ],
)
def test_lists_of_names_count(language: str, text: str, expected: list[int]) -> None:
    assert numbers(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They saw the 3 sequels, Robot 2, Robot 3 and Robot 4, in a night.", [3]),
        ("en", "The army bought 48 tanks, Panther 2, from its neighbour.", [48]),
        ("fr", "Le studio a vendu 12 jeux, Légende 2, à un éditeur.", [12]),
        ("en", "The crew of Voyager 2, Smith said, was ready.", []),
    ],
)
def test_names_with_a_number_count_nothing(language: str, text: str, expected: list[int]) -> None:
    assert numbers(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Les douaniers ont arrêté 37 passeurs mardi.", [37]),
        ("fr", "Le collège groupe 14 classes sur deux étages.", [14, 2]),
        ("fr", "Le train amène 45 300 visiteurs, le métro 128 900.", [45300, 128900]),
        ("fr", "Un chef gagne 41 200 euros par an, un agent de sécurité 23 600.", [41200, 23600]),
        ("fr", "Le panel note 6,4 la cantine et 7,2 le ramassage.", [6, 7]),
        ("en", "The nurses track 48 patients a day.", [48]),
        ("en", "We will exit 6 markets by June.", [6]),
        ("en", "Inspectors note 17 faults in the brakes.", [17]),
        ("en", "Its members number 12,600.", [12600]),
    ],
)
def test_labels_that_are_verbs_leave_the_number(language: str, text: str, expected: list[int]) -> None:
    assert numbers(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Selon l'arrêté 46 du préfet, la pêche est close."),
        ("fr", "La porte 12 reste fermée."),
        ("fr", "Les enfants du groupe 14 restent."),
        ("en", "The stage 3 trials start soon."),
        ("en", "The age group 14 girls won."),
        ("en", "Passengers of flight 12 wait at exit 4."),
    ],
)
def test_labels_that_are_nouns_keep_it(language: str, text: str) -> None:
    assert numbers(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "counted"),
    [
        ("en", "Of the bottles, 8,417 collected by children were returned.", None),
        ("en", "Of the teachers, 57 hold doctorates.", None),
        ("en", "In all, 46 people came.", "people"),
        ("fr", "Parmi eux, 683 venaient de Bretagne.", None),
        ("fr", "Le maire annonce 1,7 million de dépassement.", "dépassement"),
    ],
)
def test_what_they_do_is_nothing_counted(language: str, text: str, counted: str | None) -> None:
    claims = extract(read_text(text, language=language))
    assert [claim.counted for claim in claims] == [counted]
