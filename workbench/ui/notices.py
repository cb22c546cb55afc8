"""Notices are kept in a document as sentences in the language they were made in; here they are said in another."""

from __future__ import annotations

from functools import cache

from workbench.messages import INTERFACE_LANGUAGES, say
from workbench.resource_files import load_toml

_ROOM = "formats"
_FIELD = "{quote}"


def notice_in(notice: str, language: str) -> str:
    """`notice` in `language`; as it is when it is no sentence of the readers."""
    key = _keys().get(notice)
    if key is not None:
        return say(key, language)
    for (before, after), key in _keys_with_quote().items():
        quote = notice.removeprefix(before).removesuffix(after)
        if notice == f"{before}{quote}{after}":
            return say(key, language, quote=quote)
    return notice


def _sentences() -> dict[str, str]:
    """Every sentence of the readers, with the braces of its fields, and its key."""
    return {
        texts[language]: f"{_ROOM}.{name}"
        for name, texts in load_toml("messages", f"{_ROOM}.toml").items()
        for language in INTERFACE_LANGUAGES
    }


@cache
def _keys() -> dict[str, str]:
    return {sentence: key for sentence, key in _sentences().items() if "{" not in sentence}


@cache
def _keys_with_quote() -> dict[tuple[str, str], str]:
    found = {}
    for sentence, key in _sentences().items():
        before, field, after = sentence.partition(_FIELD)
        if field and "{" not in before + after:
            found[before, after] = key
    return found
