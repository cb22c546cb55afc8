"""Currencies that share a name: which dollar, franc or peso a document means."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Any

from workbench.resource_files import load_toml

# So often at least a document must speak of the country whose dollars it means.
_SEVERAL = 2
# So many amounts behind one letter are no names of roads or samples.
_OFTEN = 3


class SharedNames:
    """Settles, once for a document, the currency meant by a name that several share."""

    __slots__ = ("_found", "_letters", "_settled", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._settled: dict[str, str] = {}
        self._letters: dict[str, str | None] = {}
        self._found: dict[frozenset[str], bool] = {}

    def speaks_of(self, words: frozenset[str]) -> bool:
        """Whether one of `words` stands anywhere in the document."""
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = any(word in self._text for word in words)
        return found

    def of_letter(self, letter: str) -> str | None:
        """The ISO 4217 code of a single letter before amounts, by what the document speaks of or writes so often."""
        if letter in self._letters:
            return self._letters[letter]
        countries = _single().get(letter, {})
        named = [code for code, words in countries.items() if any(word in self._text for word in words)]
        found = named[0] if len(named) == 1 else None
        if countries and not named:
            several = islice(_repeated(letter).finditer(self._text), _OFTEN)
            found = next(iter(countries)) if sum(1 for _ in several) == _OFTEN else None
        self._letters[letter] = found
        return found

    def currency(self, name: str) -> str:
        """The ISO 4217 code for `name`, or `name` itself when nothing settles it."""
        if name not in _shared():
            return name
        settled = self._settled.get(name)
        if settled is None:
            settled = self._settled[name] = _settle(self._text, _shared()[name])
        return settled


@cache
def _single() -> dict[str, dict[str, list[str]]]:
    single: dict[str, dict[str, list[str]]] = load_toml("currencies.toml")["single"]
    return single


@cache
def letters_of_money() -> frozenset[str]:
    """The single letters that may stand for a currency right before an amount."""
    currencies = load_toml("currencies.toml")
    return frozenset((*currencies["single"], *currencies["before_scale"]))


@cache
def _repeated(letter: str) -> re.Pattern[str]:
    """An amount behind the letter: thousands set apart, or a number before millions and more."""
    return re.compile(
        rf"(?<!\w){letter}[0-9]{{1,6}}(?:(?:,[0-9]{{3}}){{1,4}}|(?:\.[0-9]{{1,3}})?[ -]?[mbt](?:illion|rillion|n)\b)"
    )


@cache
def _shared() -> dict[str, Any]:
    shared: dict[str, Any] = load_toml("currencies.toml")["shared"]
    return shared


def _settle(text: str, entry: dict[str, Any]) -> str:
    """The one currency the text speaks of in full; with several, or none, the default."""
    default: str = entry["default"]
    strong: dict[str, list[str]] = entry["strong"]
    named = [code for code, words in strong.items() if any(_stands(word, text) for word in words)]
    foreign = any(mark in text for mark in entry["foreign"])
    if len(named) == 1 and (foreign or not entry["foreign"] or _states(text, strong[named[0]][0])):
        return named[0]
    least = entry.get("least", _SEVERAL)
    if named or not (foreign or least < _SEVERAL):
        return default
    weights = {code: sum(text.count(word) for word in words) for code, words in entry.get("weak", {}).items()}
    best = max(weights, key=lambda code: weights[code], default="")
    others = [weight for code, weight in weights.items() if code != best]
    return best if best and weights[best] >= least and weights[best] > 2 * max(others, default=0) else default


def _stands(word: str, text: str) -> bool:
    """Whether `word` stands in the text, not as the end of another ("S$" in "US$")."""
    at = text.find(word)
    while at > 0 and text[at - 1].isalpha():
        at = text.find(word, at + 1)
    return at >= 0


def _states(text: str, name: str) -> bool:
    """Whether the text says that its amounts are in that currency: "in Canadian dollars"."""
    return f"in {name}" in text or f"en {name}" in text
