"""The texts of the interface, from resources/ui/texts.toml (English) and resources/translations/<language>.toml.

A text is asked for by its dotted key. Fields stand in braces; a text that counts is a table of plural forms
(``one`` and ``other``) and takes the field `n`. No build step: what is in the data files is what is on screen.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from workbench.messages import INTERFACE_LANGUAGES
from workbench.resource_files import load_toml

_GROUPED = 10_000

__all__ = ["INTERFACE_LANGUAGES", "Wording", "catalogue"]


@cache
def catalogue(language: str) -> dict[str, str | dict[str, str]]:
    """Every text of `language` by dotted key; plural texts keep their forms."""
    table = load_toml("ui", "texts.toml") if language == "en" else load_toml("translations", f"{language}.toml")
    flat: dict[str, str | dict[str, str]] = {}
    _flatten("", table, flat)
    return flat


def _flatten(prefix: str, table: dict[str, Any], into: dict[str, str | dict[str, str]]) -> None:
    for name, entry in table.items():
        key = f"{prefix}{name}"
        if isinstance(entry, str) or "other" in entry:
            into[key] = entry
        else:
            _flatten(f"{key}.", entry, into)


class Wording:
    """The texts in one language. French takes its singular for 0 and 1, English for 1 alone."""

    def __init__(self, language: str) -> None:
        self.language = language if language in INTERFACE_LANGUAGES else "en"
        self._texts = catalogue(self.language)

    def __call__(self, key: str, **fields: object) -> str:
        """The text `key` with its fields filled in. An unknown key is a mistake in the program: KeyError."""
        text = self._texts[key]
        if isinstance(text, dict):
            count = fields["n"]
            assert isinstance(count, int)
            singular = count in (0, 1) if self.language == "fr" else count == 1
            text = text["one"] if singular and "one" in text else text["other"]
        return text.format(**{name: self._written(value) for name, value in fields.items()}) if fields else text

    def _written(self, value: object) -> object:
        """Counts with their thousands apart: 62,500 or 62 500."""
        if isinstance(value, int) and abs(value) >= _GROUPED:
            return f"{value:,}".replace(",", str(self._texts["figures.group"]))
        return value

    def has(self, key: str) -> bool:
        """Whether there is a text `key`."""
        return key in self._texts
