"""The words and symbols of units and currencies: those of all languages, and those of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workbench.extraction.phrases import expand, expand_all, spellings
from workbench.resource_files import load_toml


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word or symbol means: the `name` of the contract, a power of ten and a factor it carries ("quarter
    of an hour" is 15 minutes), and what it is per."""

    name: str | None
    exponent: int = 0
    money: bool = False
    per: str | None = None
    factor: int = 1


def letter_units(code: str, table: str) -> dict[str, Unit]:
    """Short units that mean one only in certain places: `table` is "closing" or "glued"."""
    return {word: Unit(name) for word, name in load_toml("languages", code, "units.toml").get(table, {}).items()}


def currency_and_unit_symbols(
    abbreviations: dict[str, int], local: dict[str, Any]
) -> tuple[dict[str, str], dict[str, Unit]]:
    """Currency marks that may stand before a number, and the case-sensitive symbols that may stand behind one."""
    units, currencies = load_toml("units.toml"), load_toml("currencies.toml")
    codes = {code: code for code in currencies["codes"].split()}
    prefixes: dict[str, str] = {**codes, **currencies["signs"], **currencies["letters"]}
    symbols: dict[str, Unit] = {}
    for mark, code in prefixes.items():
        symbols[mark] = Unit(code, money=True)
        for scale, power in abbreviations.items():
            symbols[scale + mark] = Unit(code, power, money=True)
    for mark, meaning in currencies["behind"].items():
        code, power = (meaning, 0) if isinstance(meaning, str) else meaning
        symbols[mark] = Unit(code, power, money=True)
    for symbol, meaning in {**units["symbols"], **local}.items():
        name, power, per = (meaning, 0, None) if isinstance(meaning, str) else (*meaning, None)[:3]
        symbols[symbol] = Unit(name, power, money=name in prefixes, per=per)
    return {**prefixes, **currencies["before"]}, symbols


def before_amounts(code: str) -> dict[str, str]:
    """Names of currencies that may stand before an amount: "Euro 125,3 milioni"."""
    table: dict[str, list[str]] = load_toml("languages", code, "currencies.toml").get("before", {})
    return {name: currency for currency, names in table.items() for name in names}


def unit_names(code: str) -> Iterator[tuple[tuple[str, ...], Unit]]:
    """The names of currencies and units in one language, token by token."""
    currencies = load_toml("languages", code, "currencies.toml")
    units = load_toml("languages", code, "units.toml")
    function_words = frozenset(load_toml("languages", code, "counting.toml")["nouns"]["stop"])
    for table in (currencies.get("short", {}), currencies["names"]):
        for name, phrases in table.items():
            for phrase in phrases:
                for spelling in _unit_spellings(phrase, function_words):
                    for tokens in expand(spelling):
                        yield tokens, Unit(name, money=True)
    for table in (units.get("short", {}), units["names"]):
        for name, phrases in table.items():
            for phrase in phrases:
                for spelling in _unit_spellings(phrase, function_words):
                    for tokens in expand(spelling):
                        yield tokens, Unit(name)
    for name, entries in units.get("multiples", {}).items():
        for factor, phrases in entries:
            for tokens in expand_all(phrases):
                yield tokens, Unit(name, factor=factor)
    for name, (power, phrases) in units.get("scaled", {}).items():
        for phrase in phrases:
            for tokens in expand(phrase):
                yield tokens, Unit(name, power)


def _unit_spellings(phrase: str, function_words: frozenset[str]) -> set[str]:
    """The spellings of a unit, but for those that lose an accent and so become another word ("nó", "no")."""
    lower = phrase.lower()
    return {spelling for spelling in spellings(phrase) if spelling == lower or spelling not in function_words}
