"""The number data of a language follow the schema that docs/languages.md describes."""

from __future__ import annotations

from typing import Any

import pint
import pytest

from workbench.extraction.lexicon import available_languages, lexicon_for
from workbench.language_facts import decimal_mark, known_languages
from workbench.model import Hedge
from workbench.resource_files import load_toml

LANGUAGES = available_languages()
TABLES_OF_NUMBERS = {
    "words", "scales", "abbreviations", "collectives", "fractions", "halves", "mixed", "exact", "bound", "multiples",
    "multiple_nouns", "ordinals", "factors", "times", "grammar", "han", "local_symbols", "ranks",
}  # fmt: skip
OPTIONAL_LISTS = {
    "ways", "closers", "spans", "against", "movers", "directions", "pronouns", "scaleless", "scaleless_behind",
    "goes_on", "gains",
}  # fmt: skip
LISTS_OF_NAMES = {
    "labels", "after", "clock", "components", "indices", "label_phrases", "label_things", "label_verbs", "lasting",
    "limits", "models", "noun_led", "orders", "phones", "street_endings", "streets", "strikes", "verb_led", "ways",
}  # fmt: skip
OWN_UNITS = {
    "%", "percentage point", "basis point", "point", "permille", "cent", "penny", "sen", "mu", "jin", "liang",
    "part_per_million", "parts_per_billion", "inhabitant", "pixel", "megapixel",
    "pound_force_per_square_inch", "kilopound_force_per_square_inch", "brake_horsepower",
}  # fmt: skip


def phrases(table: dict[str, list[str]]) -> list[str]:
    return [phrase for forms in table.values() for phrase in forms]


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_words_have_the_tables_and_values_of_the_schema(language: str) -> None:
    numbers = load_toml("languages", language, "numbers.toml")
    assert numbers["decimal"] in (".", ",")
    assert set(numbers) - {"decimal", "weak", "articles"} <= TABLES_OF_NUMBERS
    assert set(numbers["words"]) == {"units", "teens", "tens", "hundreds"}
    assert all(0 <= value <= 9 for value in numbers["words"]["units"].values())
    assert all(10 <= value <= 29 for value in numbers["words"]["teens"].values())
    assert all(value in range(20, 100, 10) for value in numbers["words"]["tens"].values())
    assert all(value in range(100, 1000, 100) for value in numbers["words"]["hundreds"].values())
    powers = [*numbers["scales"].values(), *numbers.get("abbreviations", {}).values()]
    assert all(isinstance(power, int) and 2 <= power <= 18 for power in powers)
    assert all(isinstance(part, int) and part >= 2 for part in numbers.get("fractions", {}).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_hedges_are_those_of_the_model(language: str) -> None:
    hedges = load_toml("languages", language, "hedges.toml")
    names = {hedge.value for hedge in Hedge}
    assert set(hedges["before"]) == names
    assert set(hedges["after"]) <= names
    assert all(phrase == phrase.strip() and phrase for side in ("before", "after") for phrase in phrases(hedges[side]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_counting_words_have_the_lists_of_the_schema(language: str) -> None:
    counting = load_toml("languages", language, "counting.toml")
    binding = {"set_against", "set_after", "set_from", "parts_led", "lean"}
    assert binding.isdisjoint(counting["ranges"]) or binding <= set(counting["ranges"])
    assert set(counting["ranges"]) - OPTIONAL_LISTS - binding == {
        "openers", "joiners", "starters", "connectors", "alternatives", "lists", "compared", "bounds", "changes",
    }  # fmt: skip
    assert {"labels", "after"} <= set(counting["not_claims"]) <= LISTS_OF_NAMES
    assert {"stop", "linking", "before"} <= set(counting["nouns"])
    for table in (counting["ranges"], counting["not_claims"], counting["nouns"]):
        assert all(isinstance(word, str) and word == word.lower() for words in table.values() for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_currencies_are_iso_codes_or_settled_by_the_document(language: str) -> None:
    currencies = load_toml("currencies.toml")
    known = {*currencies["codes"].split(), *currencies["shared"], "pesewa"}
    names = load_toml("languages", language, "currencies.toml")
    assert set(names["names"]) | set(names.get("short", {})) | set(names.get("before", {})) <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_are_names_that_pint_knows(language: str) -> None:
    units = load_toml("languages", language, "units.toml")
    check_units({name for table in ("names", "short", "scaled", "multiples") for name in units.get(table, {})})
    assert all(isinstance(power, int) and names for power, names in units.get("scaled", {}).values())


def test_symbols_are_names_that_pint_knows() -> None:
    symbols: dict[str, Any] = load_toml("units.toml")["symbols"]
    check_units({meaning if isinstance(meaning, str) else meaning[0] for meaning in symbols.values()})


def check_units(names: set[str]) -> None:
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry()
    for name in sorted(names - OWN_UNITS):
        assert registry.parse_expression(name) is not None, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_lexicon_compiles(language: str) -> None:
    lexicon = lexicon_for(language)
    assert lexicon.code == language
    assert lexicon.hedges_before.first


def test_unknown_language_falls_back_and_regions_do_not_matter() -> None:
    assert lexicon_for("xx").code == "en"
    assert lexicon_for("pt-BR").code == "pt"


def test_every_language_with_numbers_says_what_the_other_parts_ask() -> None:
    assert sorted(known_languages()) == LANGUAGES
    assert len({facts.recognition for facts in known_languages().values()}) == len(LANGUAGES)
    assert all(facts.words or facts.script for facts in known_languages().values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_decimal_mark_is_that_of_the_numbers(language: str) -> None:
    assert decimal_mark(language) == decimal_mark(f"{language}-XX") == lexicon_for(language).decimal
