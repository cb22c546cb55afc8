"""Relating stays linear and silent on texts that are not made to be read."""

from __future__ import annotations

import pytest

from workbench.extraction import extract
from workbench.model import Block, BlockKind, Document, Relation
from workbench.relations import relate


def relations_of(text: str, language: str = "en") -> list[Relation]:
    """The relations of one paragraph."""
    document = Document(text, language=language, blocks=[Block(BlockKind.PARAGRAPH, 0, len(text))])
    return relate(document, extract(document))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "(" * 2000,
        "increased 5% to " * 500,
        "from 10 to " * 500,
        "soit " * 5_000 + "5 %",
        "1 " * 1_000,
        "%" * 3_000,
        "the of and in " * 5_000 + "12 of 15 (80%)",
        "((((((12)))))) " * 100,
    ],
    ids=["empty", "brackets", "moves", "from to", "soit", "digits", "signs", "words", "nested"],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_text_made_to_be_slow_is_read_to_its_end(text: str, language: str) -> None:
    relations_of(text, language)


@pytest.mark.parametrize("digits", [19, 28, 29, 33, 39])
def test_numbers_of_more_digits_than_decimals_keep_are_related_to_the_end(digits: int) -> None:
    high, low, made = "9" * (digits - 1) + "1", "8" * digits, "7" * digits
    relations_of(
        f"Revenue was {high} euros, which, with the balance of {low} euros, makes an aggregate of {made} euros. "
        f"Expenditure came to {high} euros, leaving a balance of {low} euros. Of the {made} people, {high} were men "
        f"and {low} women. The {high} pupils of {low} schools spent {made} euros, an average of {low} euros a pupil. "
        f"Sales rose 5% to {high} euros from {low} euros."
    )


def test_every_relation_has_an_id_of_its_own_in_the_order_of_the_text() -> None:
    text = " ".join(
        f"Sales rose 10% to ${number * 11} million from ${number * 10} million." for number in range(31, 60)
    )
    found = relations_of(text)
    assert [relation.id for relation in found] == [f"r{number}" for number in range(1, len(found) + 1)]
    assert [relation.start for relation in found] == sorted(relation.start for relation in found)
    assert len(found) == 29


def test_the_words_that_assert_a_relation_are_its_evidence() -> None:
    text = "Last year was calm. Sales rose 10% to $341 million from $310 million, which pleased nobody."
    (relation,) = relations_of(text)
    assert text[relation.start : relation.end] == "rose 10% to $341 million from $310 million"


def test_an_unknown_language_has_no_wordings_but_keeps_its_statistics() -> None:
    (relation,) = relations_of("t(28) = 2.20, p = .036", "xx")
    assert relation.rule == "statistics.t"
