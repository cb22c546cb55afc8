"""Notices are kept in a document as sentences in the language they were made in; here they are said in another."""

from __future__ import annotations

import re
from functools import cache

from workbench.messages import INTERFACE_LANGUAGES, say
from workbench.resource_files import load_toml

_ROOM = "formats"
_FIELD = re.compile(r"\{(\w+)\}")


def notice_in(notice: str, language: str) -> str:
    """`notice` in `language`; as it is when it is no sentence of the readers."""
    key = _keys().get(notice)
    if key is not None:
        return say(key, language)
    for between, names, key in _keys_with_fields():
        given = _given(notice, between)
        if given is not None:
            return say(key, language, **dict(zip(names, given, strict=True)))
    return notice


def _given(notice: str, between: tuple[str, ...]) -> list[str] | None:
    """What stands in the fields of a sentence, whose words `between` them are known; ``None`` when it is another."""
    first, *inner, last = between
    if not (notice.startswith(first) and notice.endswith(last) and len(notice) > len(first) + len(last)):
        return None
    place, end, found = len(first), len(notice) - len(last), []
    for words in inner:
        following = notice.find(words, place, end)
        if following < 0:
            return None
        found.append(notice[place:following])
        place = following + len(words)
    return [*found, notice[place:end]]


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
def _keys_with_fields() -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Sentences with fields: the words between the fields, the names of these, the key; those that say most first."""
    found = []
    for sentence, key in _sentences().items():
        parts = _FIELD.split(sentence)
        if len(parts) > 1:
            found.append((tuple(parts[::2]), tuple(parts[1::2]), key))
    return sorted(found, key=lambda entry: -sum(map(len, entry[0])))
