"""Raised digits behind numbers: note marks are looked through, powers are read, and neither is fused into a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extraction import extract
from workbench.extraction.note_marks import without_note_marks
from workbench.reading import read_text


def read(text: str, language: str) -> list[tuple[str, str, str | None, str | None]]:
    claims = extract(read_text(text, language=language))
    return [(claim.text, f"{claim.quantity.value:f}", claim.quantity.unit, claim.counted) for claim in claims]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Un total de 12,5¹ millions d'euros.", "fr", ("12,5¹ millions d'euros", "12500000", "EUR", None)),
        ("Un total de 120 000² entreprises.", "fr", ("120 000", "120000", None, "entreprises")),
        ("A total of $3.5¹ billion.", "en", ("$3.5¹ billion", "3500000000", "USD", None)),
        ("Une part de 38² tonnes.", "fr", ("38² tonnes", "38", "metric_ton", None)),
        ("Un total de 12,5 millions¹ d'euros.", "fr", ("12,5 millions¹ d'euros", "12500000", "EUR", None)),
        ("Un total de 12,5ᵃ millionsᵇ d'euros.", "fr", ("12,5ᵃ millionsᵇ d'euros", "12500000", "EUR", None)),
        ("A total of 1,234(1)(2) people.", "en", ("1,234", "1234", None, None)),
        ("Un total de 12 400 (1) en tout.", "fr", ("12 400", "12400", None, None)),
        ("Un total de 12,4 milliards d'euros (1).", "fr", ("12,4 milliards d'euros", "12400000000", "EUR", None)),
        ("Soit 10⁶ habitants.", "fr", ("10⁶", "1000000", None, "habitants")),
        ("Soit 3 × 10⁶ kg.", "fr", ("3 × 10⁶ kg", "3000000", "kilogram", None)),
        ("Une surface de 12,5 km².", "fr", ("12,5 km²", "12.5", "kilometer ** 2", None)),
    ],
)  # fmt: skip
def test_a_mark_stands_between_no_number_and_its_unit(text: str, language: str, expected: tuple[str, ...]) -> None:
    assert read(text, language) == [expected]


def test_a_number_in_brackets_behind_a_small_one_is_no_mark() -> None:
    assert [entry[1] for entry in read("Ages were 65 (7) and 63 (9).", "en")] == ["65", "7", "63", "9"]


def test_a_mark_joins_no_two_numbers() -> None:
    assert [entry[1] for entry in read("Il y en a 12¹ 250 tonnes, et 13² 300 tonnes.", "fr")] == [
        "12", "250", "13", "300",
    ]  # fmt: skip


@given(st.text(alphabet="0123456789¹²³⁶⁽⁾ , %x10a"))
def test_offsets_stay(text: str) -> None:
    assert len(without_note_marks(text)) == len(text)
