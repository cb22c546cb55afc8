"""A number changed in a sentence that tells its sum in an unusual way is found; the sentence itself is left alone."""

from __future__ import annotations

import pytest

from workbench.analysis import analyse
from workbench.model import Verdict
from workbench.reading import read_text

TOLD = [
    # A name stands before its number; the unit of prices and hours is told once; times a year are a count.
    (
        "fr",
        "La crèche de Loos a {} places, celle d’Arras 124, et celle de Lens 96 ; ces trois maisons ont 305 places.",
        "85",
        "35",
    ),
    (
        "fr",
        "Un chef d'équipe revient à 61 300 euros par an, un agent de sécurité {}, soit un écart de 34 200 euros.",
        "27 100",
        "21 700",
    ),
    ("fr", "Le cirque est monté {} fois l'an devant 81 840 spectateurs, soit 440 par séance.", "186", "136"),
    (
        "fr",
        "La banque privée gérait 8,96 milliards d'euros pour 2 800 familles, soit {} millions par famille en moyenne.",
        "3,2",
        "3,7",
    ),
    ("fr", "De 4 euros à 5,20 euros : l'entrée du parc prend {} %, une première en 9 ans.", "30", "70"),
    # Decimals of one digit before the mark are no single things.
    ("en", "Farms pay €4.23 per unit, €0.58 of it for the plant, €{} for drains and €1.47 for water.", "2.18", "2.81"),
    # Each sentence is an item of the list.
    ("fr", "Mai : 302 400 repas. Juin : 518 700. Juillet : {}. Soit 1 452 300 repas servis.", "631 200", "681 200"),
    ("fr", "Filière bois : 322 M€ (-6 %). Filière lait : {} M€. Filière miel : 87 M€. Total : 665 M€.", "256", "296"),
    ("en", "Lyon: 2,412 beds. Metz: 1,187. Brest: {}. Total: 4,563 beds.", "964", "864"),
    # A total of many digits is a digit away from its parts by no chance.
    ("fr", "Ont concouru 6 214 facteurs, {} cadres et 4 579 agents de base, pour 180 places.", "1 635", "1 935"),
    # The whole of a share is told in a clause before.
    (
        "fr",
        "Au Secours rural, 5 214 foyers sont venus ; {} étaient des mères seules avec enfants, soit 41 % du public.",
        "2 138",
        "1 238",
    ),
    # A semicolon, a comma or brackets lead on to what is compared with.
    (
        "fr",
        "Au total, {} communes touchent la dotation, 140 de plus qu’au départ ; elles n’étaient alors que 392.",
        "532",
        "732",
    ),
    ("fr", "Ici, {} % ont plus de 65 ans ; c'est 7 points de plus qu'en 2017, quand ils étaient 34 %.", "41", "91"),
    ("fr", "Ici, {} % se chauffent au bois, 8 points de plus que la moyenne, laquelle ressort à 27 %.", "35", "31"),
    ("fr", "Le théâtre compte 12 114 abonnés au 15 mai, {} % sous les 14 630 de l’an dernier.", "17,2", "47,2"),
    ("en", "The branch has {}% of the trade, 8 points more than the average, which stands at 27%.", "35", "31"),
    (
        "fr",
        "Les entrées de 2023, 2,35 millions, sont en hausse de 16,3 % au regard de 2022, qui en avait vu {} millions.",
        "2,02",
        "2,20",
    ),
    # Decimals leave their unit out where the distance has it, and so do millions where the average has it.
    ("fr", "La nappe est revenue à la cote 86,4, soit 1,3 mètre au-dessus de la normale de {}.", "85,1", "81,5"),
    (
        "fr",
        "La laiterie perd des adhérents ; elle en a {}, qui apportent 130 millions, soit 356 164 litres par ferme.",
        "365",
        "635",
    ),
]  # fmt: skip


def contradictions(language: str, text: str) -> int:
    findings = analyse(read_text(text, language=language)).findings
    return sum(finding.verdict is Verdict.INCONSISTENT for finding in findings)


@pytest.mark.parametrize(("language", "text", "right", "wrong"), TOLD)
def test_one_wrong_number_is_found(language: str, text: str, right: str, wrong: str) -> None:
    assert not contradictions(language, text.format(right))
    assert contradictions(language, text.format(wrong))


def test_parts_of_a_list_are_no_list_of_their_own() -> None:
    text = "En montagne : Savoie, 31 morts. Haute-Savoie, 44. Isère, 18. Hautes-Alpes, 14. En tout, 107 victimes."
    assert not contradictions("fr", text)
