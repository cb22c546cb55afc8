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
]  # fmt: skip


def contradictions(language: str, text: str) -> int:
    findings = analyse(read_text(text, language=language)).findings
    return sum(finding.verdict is Verdict.INCONSISTENT for finding in findings)


@pytest.mark.parametrize(("language", "text", "right", "wrong"), TOLD)
def test_one_wrong_number_is_found(language: str, text: str, right: str, wrong: str) -> None:
    assert not contradictions(language, text.format(right))
    assert contradictions(language, text.format(wrong))
