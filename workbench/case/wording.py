"""The sentences of this package, from resources/messages/case.toml."""

from __future__ import annotations

from functools import cache
from typing import Any

from workbench.resource_files import load_toml


def say(key: str, language: str, **parts: object) -> str:
    """The text `key` in `language` (English when it has no other), with its ``{parts}`` filled in.

    A text may hang on a number: the texts ``key.none`` and ``key.one``, where they exist, are used when the part
    `count` is 0 or 1.
    """
    if "count" in parts:
        number = {"0": "none", "1": "one"}.get(str(parts["count"]), "many")
        key = f"{key}.{number}" if known(f"{key}.{number}") else key
    entry = _texts()[key]
    return str(entry.get(language[:2], entry["en"])).format_map({name: str(part) for name, part in parts.items()})


def known(key: str) -> bool:
    """Whether there is such a text."""
    return key in _texts()


@cache
def _texts() -> dict[str, Any]:
    return load_toml("messages", "case.toml")
