"""A misprint explains a contradiction when it leads to the very figure that is printed."""

from __future__ import annotations

import pytest

from workbench.extraction import extract
from workbench.reading import read_text
from workbench.relations.relate import sentences_of
from workbench.relations.rules import rules_for
from workbench.relations.weighing.candidates import FAMILIES, Candidate, Combinations
from workbench.relations.weighing.misprints import Misprint, Misprinted, misprinted
from workbench.relations.weighing.passage import Passage


def _combinations(text: str, frame: str) -> tuple[list[Candidate], Passage]:
    document = read_text(text, language="en")
    claims = sorted(extract(document), key=lambda claim: claim.start)
    rules = rules_for("en")
    assert rules is not None
    passage = Passage(document, sentences_of(document, claims, rules), rules)
    combined = Combinations(passage)
    found = [
        candidate
        for family in FAMILIES
        for index, number in enumerate(passage.numbers)
        if family.asks(number)
        for candidate in family.candidates(combined, index)
    ]
    return [candidate for candidate in found if candidate.frame == frame], passage


def _misprinted(text: str, frame: str, *written: str) -> list[Misprinted]:
    """The misprints of the combination whose numbers are written so, in the order of its roles."""
    tried, passage = _combinations(text, frame)
    for candidate in tried:
        if tuple(passage.numbers[index].claim.text for index in candidate.members) == written:
            return misprinted(candidate, passage)
    raise AssertionError(f"{written} are no {frame}: {tried}")


@pytest.mark.parametrize(
    ("text", "frame", "written", "expected"),
    [
        (
            "Sales rose 71.5% to 512.7 million from 436.5 million.",
            "growth",
            ("71.5%", "512.7 million", "436.5 million"),
            {Misprint.SWAP},
        ),
        (
            "The town has 4,318 pupils, 512 more than the 3,906 of last year.",
            "difference",
            ("512", "4,318", "3,906"),
            {Misprint.DIGIT},
        ),
        ("Votes: 1,204 and 2,310 and 771, in all 4,825.", "sum", ("4,825", "1,204", "2,310", "771"), {Misprint.SWAP}),
        ("Votes: 1,204 and 2,310 and 771, in all 4,913.", "sum", ("4,913", "1,204", "2,310", "771"), set()),
        # 58.8 % is right: two digits of each number would have to be others.
        ("Of 1,870 seats 1,100 are taken, 77%.", "share", ("77%", "1,100", "1,870"), set()),
    ],
)
def test_one_digit_or_two_exchanged(text: str, frame: str, written: tuple[str, ...], expected: set[Misprint]) -> None:
    assert {found.misprint for found in _misprinted(text, frame, *written)} == expected


def test_the_number_with_most_digits_tells_most() -> None:
    found = _misprinted(
        "The town has 4,318 pupils, 512 more than the 3,906 of last year.", "difference", "512", "4,318", "3,906"
    )
    assert sorted(one.digits for one in found) == [3, 4, 4]
