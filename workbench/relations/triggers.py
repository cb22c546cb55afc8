"""Which wordings a sentence can match at all, found from its symbols without asking every wording."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from workbench.relations.pattern import Wording, rarity

Owner = TypeVar("Owner")

# So many needs of a wording are looked up with those of all others at once; few wordings are left for the rest.
_SORTED = 3


class Triggers(Generic[Owner]):
    """Wordings, found by the symbols of what each of them needs.

    Sets of wordings, and of symbols, are numbers with a bit for each. `_met` has for each symbol the wordings whose
    rarest need it meets, those whose second and whose third, and its own bit; `_free` the wordings that have no first,
    second or third need. `_further` has the other needs of each wording.
    """

    def __init__(self, wordings: Iterable[tuple[Owner, Wording]]) -> None:
        self._entries = tuple(wordings)
        self._met: dict[str, list[int]] = {}
        self._free = [(1 << len(self._entries)) - 1] * _SORTED
        self._further: list[tuple[int, ...]] = []
        for number, (_, wording) in enumerate(self._entries):
            needs = sorted(wording.needs, key=rarity)
            for at, need in enumerate(needs[:_SORTED]):
                self._free[at] &= ~(1 << number)
                for symbol in need:
                    self._of(symbol)[at] |= 1 << number
            self._further.append(tuple([self._mask(need) for need in needs[_SORTED:]]))

    def possible(self, text: str) -> list[tuple[Owner, Wording]]:
        """The wordings that a sentence of these symbols may match, in their order."""
        first, second, third = self._free
        present, known = 0, self._met
        for symbol in set(text):
            met = known.get(symbol)
            if met is not None:
                first |= met[0]
                second |= met[1]
                third |= met[2]
                present |= met[3]
        left = first & second & third
        found: list[tuple[Owner, Wording]] = []
        while left:
            number = (left & -left).bit_length() - 1
            left &= left - 1
            for need in self._further[number]:
                if not need & present:
                    break
            else:
                found.append(self._entries[number])
        return found

    def _of(self, symbol: str) -> list[int]:
        """What a symbol meets, and its own bit."""
        if symbol not in self._met:
            self._met[symbol] = [*[0] * _SORTED, 1 << len(self._met)]
        return self._met[symbol]

    def _mask(self, symbols: Iterable[str]) -> int:
        """One bit for each of these symbols."""
        mask = 0
        for symbol in symbols:
            mask |= self._of(symbol)[_SORTED]
        return mask
