"""Tables of phrases, looked up token by token: the time of a lookup does not depend on how many phrases there are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, Generic, TypeVar

T = TypeVar("T")

TOKEN = re.compile(r"\w+|[^\w\s'’ʼ-]")
# In a text in Chinese each character is a token of its own.
HAN_TOKEN = re.compile(r"[^\W_\u2e80-\u9fff]+|[\u2e80-\u9fff]|[<>]=|[^\w\s'’ʼ-]")
_GROUP = re.compile(r"\(([^()]*)\)(\?)?|(\S+?)(\?)?(?=\s|$)")


class PhraseTable(Generic[T]):
    """Phrases of lower-case tokens with a value each; the longest one that fits wins."""

    __slots__ = ("_root", "first")

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]] = ()) -> None:
        self._root: dict[str, Any] = {}
        for tokens, value in entries:
            node = self._root
            for token in tokens:
                node = node.setdefault(token, {})
            node.setdefault("", value)
        self.first = frozenset(self._root)

    def longest(self, tokens: Sequence[str], at: int = 0) -> tuple[int, T] | None:
        """How many tokens from `at` the longest phrase takes, and its value."""
        node = self._root
        found: tuple[int, T] | None = None
        for index in range(at, len(tokens)):
            following = node.get(tokens[index])
            if following is None:
                return found
            node = following
            if "" in node:
                found = (index + 1 - at, node[""])
        return found


def expand(phrase: str) -> Iterator[tuple[str, ...]]:
    """All the token sequences a phrase of the data stands for: ``(plus|moins) de``, ``l? an``."""
    parts: list[tuple[str, ...]] = []
    for group, optional_group, word, optional_word in _GROUP.findall(phrase):
        choices = tuple(group.split("|")) if group else (word,)
        parts.append((*choices, "") if optional_group or optional_word else choices)
    for choice in product(*parts):
        tokens = tuple(HAN_TOKEN.findall(" ".join(choice).lower()))
        if tokens:
            yield tokens


def expand_all(phrases: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The token sequences of several phrases."""
    for phrase in phrases:
        yield from expand(phrase)


def spellings(word: str) -> set[str]:
    """A word in lower case, with and without its accents."""
    lower = word.lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return {lower, plain}
