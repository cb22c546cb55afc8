"""What only the whole of a report says: a slip lines away from its total or whole is found, a sound text passes."""

from __future__ import annotations

import pytest

from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Finding, Verdict
from workbench.reading import read_text
from workbench.relations import relate

SLIPS = [
    (
        "en",
        "The centre trained 9,300 nurses, of whom 6,510 (70%) were new, 2,232 (24%) came back and 558 ({}) moved.",
        "6%",
        "9%",
    ),
    (
        "en",
        "The list of those waiting fell from 30,000 to 24,000.\n\nOf those still waiting, 16,800 (70%) have waited a "
        "month and 7,200 ({}) longer.",
        "30%",
        "40%",
    ),
    (
        "en",
        "Ward rents\nWard | 2024 | 2025\nHarbour | 4,120 | 4,310\nHill | 3,880 | {}\nTotal | 8,000 | 8,500",
        "4,190",
        "4,910",
    ),
    ("en", "She joined the museum in 1971 and stayed for {} years until her retirement in 2004.", "33", "43"),
    ("fr", "La société fondée en 1934 par Jean Orbier a fêté en 2024 ses {} ans.", "90", "80"),
    ("fr", "Elle était entrée au musée en 1971 et y était restée {} ans, jusqu'à son départ en 2004.", "33", "43"),
]


def flagged(language: str, text: str) -> list[Finding]:
    document = read_text(text, language=language)
    claims = extract(document)
    findings = check(document, claims, relate(document, claims))
    return [finding for finding in findings if finding.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("language", "text", "sound", "slip"), SLIPS)
def test_a_slip_far_from_its_whole_is_flagged_and_the_sound_text_is_not(
    language: str, text: str, sound: str, slip: str
) -> None:
    assert flagged(language, text.replace("{}", sound)) == []
    assert flagged(language, text.replace("{}", slip)) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The fire was tackled by 75 firefighters. Nine people were hurt, two badly, and 63 flats were emptied."),
        (
            "en",
            "The drone photographed 88 kilometres of line and found 37 defects, 5 of them urgent.",
        ),
        (
            "en",
            "A council adopted a $1.2 billion budget. It sets aside $520 million for schools, $310 million for roads.",
        ),
        (
            "en",
            "The town has 400,000 people. Smith got 90,000 votes (45%), Jones 70,000 (35%) and Brown 40,000 (20%).",
        ),
        ("fr", "Née en 1960, la chanteuse fête ses 30 ans de scène en 2012."),
        (
            "fr",
            "Le musée compte 1 900 toiles. Il a reçu 48 000 visiteurs, dont 12 % de l'étranger.",
        ),
    ],
)
def test_numbers_of_other_things_are_left_alone(language: str, text: str) -> None:
    assert flagged(language, text) == []
