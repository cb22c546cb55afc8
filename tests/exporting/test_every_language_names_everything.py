"""Every sheet, column and text of the exports has its words in every language they come in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from workbench.exporting.chains import Act
from workbench.exporting.special_checks import Rule
from workbench.exporting.workbook.columns import COLUMNS
from workbench.exporting.workbook.wording import wording
from workbench.model import Operation
from workbench.resource_files import load_toml, resources

LANGUAGES = sorted(file.name.split(".")[1] for file in resources().joinpath("exporting").glob("workbook.*.toml"))


def keys(texts: dict[str, Any], place: str = "") -> Iterator[str]:
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from keys(value, f"{place}{key}.")
        else:
            yield f"{place}{key}"


@pytest.mark.parametrize("name", ["workbook", "columns", "report"])
def test_all_languages_have_the_same_texts(name: str) -> None:
    english = set(keys(load_toml("exporting", f"{name}.en.toml")))
    assert LANGUAGES == ["en", "fr"]
    for language in LANGUAGES:
        assert set(keys(load_toml("exporting", f"{name}.{language}.toml"))) == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_a_heading_and_every_check_its_words(language: str) -> None:
    texts = wording(language)
    for table, columns in COLUMNS.items():
        headings = texts.table("columns", table)
        assert len(texts("sheets", table)) <= 31
        for column in columns:
            assert headings[column.name]
    for operation in Operation:
        assert texts("operations", operation.value)
    for rule in Rule:
        assert texts("formulas", rule.value, unit="year")
    for act in Act:
        assert texts("acts", act.value)
    for lines in ("made_lines", "readings_lines", "limit_lines"):
        assert texts.lines("read_me", lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_of_a_sheet_have_one_heading(language: str) -> None:
    for table, columns in COLUMNS.items():
        headings = wording(language).table("columns", table)
        shown = [headings[column.name] for column in columns if not column.inner]
        assert len(set(shown)) == len(shown), (table, shown)


@pytest.mark.parametrize(("language", "window"), [("en", ("ui", "texts.toml")), ("fr", ("translations", "fr.toml"))])
def test_the_workbook_uses_the_words_of_the_window(language: str, window: tuple[str, str]) -> None:
    shown, written = load_toml(*window), wording(language)
    for of_window, of_workbook in (
        ("operation", "operations"),
        ("role", "roles"),
        ("kind", "kinds"),
        ("hedge", "hedges"),
    ):
        table = written.table(of_workbook)
        common = {key: words for key, words in shown[of_window].items() if key in table}
        assert len(common) > 5
        assert {key: table[key].lower() for key in common} == {key: words.lower() for key, words in common.items()}
