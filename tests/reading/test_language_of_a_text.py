"""The language a text is in decides how its numbers are read."""

from __future__ import annotations

import sys

import pytest

from workbench.language_facts import known_languages
from workbench.reading.language import detect, languages
from workbench.reading.plain_text import read_text
from workbench.reading.release_date import release_date
from workbench.resource_files import load_toml

SENTENCES = {language: load_toml("languages", language, "language.toml")["sample"] for language in languages()}


@pytest.mark.parametrize("language", languages())
def test_a_news_sentence_is_recognised(language: str) -> None:
    assert detect(SENTENCES[language]) == language


@pytest.mark.parametrize(
    ("clause", "language"),
    [
        ("350 milliards de yuans, soit 50 % de celle du Jiangsu et près de 25 % du total national", "fr"),
        ("350 billion yuan, or 50% of Jiangsu's and nearly 25% of the national total", "en"),
        ("Recettes 2021 : 350 M€, dépenses 312 M€", "fr"),
    ],
)
def test_a_clause_is_recognised(clause: str, language: str) -> None:
    assert detect(clause) == language


@pytest.mark.parametrize("text", ["", "12,5 %", "1234 5678", "\ud800", "\u200b"])
def test_without_words_it_is_english(text: str) -> None:
    assert detect(text) == "en"


def test_ordinary_texts_are_settled_without_loading_the_model() -> None:
    loaded = "py3langid" in sys.modules
    for language, sentence in SENTENCES.items():
        assert detect(f"{sentence} {sentence}") == language
    assert ("py3langid" in sys.modules) == loaded


@pytest.mark.parametrize(
    ("language", "line", "found"),
    [
        (language, line, found)
        for language, facts in known_languages().items()
        for line, found in facts.dates["examples"]
    ],
)
def test_date_lines_of_every_language(language: str, line: str, found: str) -> None:
    document = read_text(line, language=language)
    assert str(release_date(document.text, document.blocks, language)) == found
