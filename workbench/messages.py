"""Sentences for people, kept as data (``resources/messages/*.toml``) in every interface language.

A table ``[name]`` of ``room.toml`` holds one text a language and is asked for as ``room.name``. Fields stand in braces.
"""

from __future__ import annotations

import os
from functools import cache

from workbench.resource_files import load_toml

INTERFACE_LANGUAGES = ("en", "fr")


def say(key: str, language: str = "en", **fields: object) -> str:
    """The sentence `key` in `language` (English where there is none), with its fields filled in."""
    room, _, name = key.partition(".")
    texts = _room(room)[name]
    return texts.get(language, texts["en"]).format(**fields)


def has_sentence(key: str) -> bool:
    """Whether there is a sentence `key`."""
    room, _, name = key.partition(".")
    return name in _room(room)


def interface_language() -> str:
    """The language people are spoken to in: that of the environment, else English."""
    return environment_language() or "en"


def environment_language() -> str | None:
    """The interface language the environment asks for; None when it asks for none or for one there is not."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            code = value.replace("-", "_").replace(".", "_").partition("_")[0].lower()
            return code if code in INTERFACE_LANGUAGES else None
    return None


class PlainError(Exception):
    """Something went wrong that one sentence can tell. ``str()`` of it is English; `said` gives any language.

    `key` names the sentence in resources/messages, `fields` what fills it.
    """

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields = fields

    def said(self, language: str) -> str:
        """The sentence in `language`, with those of errors that it tells of in it."""
        fields = {
            name: value.said(language) if isinstance(value, PlainError) else value
            for name, value in self.fields.items()
        }
        return say(self.key, language, **fields)

    def __str__(self) -> str:
        return self.said("en")

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments have to survive the way back from a worker process.
        return _rebuild, (type(self), self.key, self.fields)


def _rebuild(kind: type[PlainError], key: str, fields: dict[str, object]) -> PlainError:
    return kind(key, **fields)


@cache
def _room(room: str) -> dict[str, dict[str, str]]:
    return load_toml("messages", f"{room}.toml")
