"""Which wordings a sentence can match at all, found from its symbols without asking every wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from workbench.relations.pattern import KINDS, Wording

Owner = TypeVar("Owner")

_CLAIMS = frozenset("".join(KINDS.values()))


class Triggers(Generic[Owner]):
    """Wordings by the symbols of the rarest thing each of them needs: a word rather than a number."""

    def __init__(self, wordings: Iterable[tuple[Owner, Wording]]) -> None:
        self._entries = tuple(wordings)
        self._bits: dict[str, int] = {}
        self._needs: list[tuple[int, ...]] = []
        self._by_symbol: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []
        for number, (_, wording) in enumerate(self._entries):
            needs = sorted(wording.needs, key=lambda need: (not need.isdisjoint(_CLAIMS), len(need)))
            self._needs.append(tuple(self._mask(need) for need in needs[1:]))
            for symbol in needs[0] if needs else ():
                self._by_symbol[symbol].append(number)
            if not needs:
                self._always.append(number)

    def possible(self, text: str) -> list[tuple[Owner, Wording]]:
        """The wordings that a sentence of these symbols may match, in their order."""
        numbers = set(self._always)
        present = 0
        for symbol in set(text):
            present |= self._bits.get(symbol, 0)
            numbers.update(self._by_symbol.get(symbol, ()))
        found = []
        for number in sorted(numbers):
            for need in self._needs[number]:
                if not need & present:
                    break
            else:
                found.append(self._entries[number])
        return found

    def _mask(self, symbols: Iterable[str]) -> int:
        """One bit for each of these symbols."""
        mask = 0
        for symbol in symbols:
            mask |= self._bits.setdefault(symbol, 1 << len(self._bits))
        return mask
