"""What every part of the program may ask about a language; it is kept in ``resources/languages/<code>/`` alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.resource_files import load_toml, resources


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """The facts of ``language.toml``: how a text in the language is told, recognised on pictures, and dated.

    `script` is "han" where the characters alone tell the language, else "". `dates` is the table of that name.
    """

    code: str
    recognition: str
    script: str
    words: tuple[str, ...]
    letters: str
    dates: dict[str, Any]


@cache
def known_languages() -> dict[str, LanguageFacts]:
    """The languages with a folder, by their ISO 639-1 code, in the order of the codes."""
    codes = sorted(path.parent.name for path in resources().glob("languages/*/language.toml"))
    return {code: _facts(code) for code in codes}


def _facts(code: str) -> LanguageFacts:
    table = load_toml("languages", code, "language.toml")
    return LanguageFacts(
        code=code,
        recognition=table["recognition"],
        script=table.get("script", ""),
        words=tuple(table["words"].split()),
        letters=table["letters"],
        dates=table["dates"],
    )


@cache
def decimal_mark(language: str) -> str:
    """The mark before decimals where `language` (a code such as ``fr`` or ``pt-BR``) is written; a point if unknown."""
    code = language.replace("_", "-").partition("-")[0].lower()
    if not resources().joinpath("languages", code, "numbers.toml").is_file():
        return "."
    return str(load_toml("languages", code, "numbers.toml")["decimal"])
