"""Number words, and numbers written as one word, taken apart into the words they are made of."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

_LONGEST_COMPOUND = 120
_CACHED_COMPOUNDS = 20_000


class WordClass(IntEnum):
    """What a number word does to the number said so far."""

    UNIT = 1
    TEEN = 2
    TEN = 3
    HUNDRED = 4
    SCALE = 5
    COLLECTIVE = 6
    FRACTION = 7
    HALF = 8
    MULTIPLE = 9
    MULTIPLE_NOUN = 10
    MIXED = 11
    EXACT = 12


NumberWord = tuple[WordClass, int]


class Compounds:
    """Numbers written as one word ("einundzwanzig"), taken apart into the words they are made of."""

    __slots__ = ("_begins", "_cache", "_linkers", "_longest", "_morphemes", "_parts")

    def __init__(self, morphemes: dict[str, NumberWord], linkers: Iterable[str], *, parts: bool) -> None:
        self._parts = parts
        self._morphemes = morphemes
        self._linkers = tuple(linkers)
        self._longest = max(map(len, morphemes))
        self._begins = frozenset(morpheme[:3] for morpheme in morphemes)
        self._cache: dict[str, tuple[NumberWord, ...]] = {}

    def split(self, word: str) -> tuple[NumberWord, ...]:
        """The number words inside `word`; empty when it is no number."""
        if not 5 <= len(word) <= _LONGEST_COMPOUND or word[:3] not in self._begins:
            return ()
        found = self._cache.get(word)
        if found is None:
            found = self._split(word)
            if len(self._cache) < _CACHED_COMPOUNDS:
                self._cache[word] = found
        return found

    def _split(self, word: str) -> tuple[NumberWord, ...]:
        """The split with the longest parts, from the end: each place keeps one way to reach the end of the word."""
        end = len(word)
        ways: list[tuple[NumberWord, ...] | None] = [None] * end + [()]
        for start in range(end - 1, -1, -1):
            for stop in range(min(end, start + self._longest), start, -1):
                rest = ways[stop]
                meaning = self._morphemes.get(word[start:stop])
                if rest is not None and meaning is not None:
                    ways[start] = (meaning, *rest)
                    break
            else:
                for linker in self._linkers:
                    rest = ways[min(end, start + len(linker))]
                    if start and rest and word.startswith(linker, start):
                        ways[start] = rest
                        break
        found = ways[0] or ()
        parts = sum(word_class is WordClass.FRACTION for word_class, _ in found)
        # "zweidrittel" is two thirds; "duecentesimo" is a rank.
        return () if parts and not (self._parts and len(found) == 2 and found[0][0] is WordClass.UNIT) else found
