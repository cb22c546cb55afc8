"""Numbers said in words: cardinals with their scales, "une vingtaine", fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from workbench.extraction.lexicon import Lexicon, NumberWord, WordClass
from workbench.extraction.piece import Piece, Writing

_SPLIT = re.compile(r"(\W+)")
# What may stand between two words of one number.
_JOINTS = frozenset((" ", "-", "\u00a0", "\u202f", "\u2009", "‑", "\n", "  ", "'", "’", " -", "- "))
_LARGEST = 36
_ADDED = (WordClass.UNIT, WordClass.TEEN, WordClass.TEN)
_PARTS = (WordClass.FRACTION, WordClass.HALF)


def spelled_numbers(text: str, lexicon: Lexicon) -> Iterator[Piece]:
    """All numbers in words, in the order of the text."""
    parts = _SPLIT.split(text)
    known = {word: meaning for word in set(parts) if (meaning := lexicon.number_word(word))}
    if not known:
        return
    offsets = [0, *accumulate(map(len, parts))]
    following = 0
    for index in [index for index, word in enumerate(parts) if word in known]:
        if index < following:
            continue
        run = _Run(parts, known, lexicon, index)
        following = max(run.stop, index + 1)
        piece = run.piece(offsets)
        if piece is not None:
            yield piece


class _Run:
    """One run of number words, read left to right in one pass.

    `total` holds the groups closed by a scale word, `group` what was said since; what is added next must be smaller
    than `room`. `power` is the power of ten of the last scale word that closes the number.
    """

    def __init__(
        self, parts: list[str], known: dict[str, tuple[NumberWord, ...]], lexicon: Lexicon, index: int
    ) -> None:
        self.parts = parts
        self.known = known
        self.lexicon = lexicon
        self.total = 0
        self.group = 0
        self.room = 10**_LARGEST
        self.last_scale = 0
        self.power = 0
        self.words = 0
        self.first = index
        self.stop = index
        self.article = False
        self.collective = False
        self.ratio: Decimal | None = None
        self.last = WordClass.UNIT
        self._open()
        self._read(index)

    def _open(self) -> None:
        """Take the article before a scale, collective or fraction ("a million", "a third") as one."""
        word_class, _ = self.known[self.parts[self.first]][0]
        before = self.first - 2
        if (
            word_class >= WordClass.HUNDRED
            and before >= 0
            and self.parts[before].lower() in self.lexicon.articles
            and self.parts[before + 1] in _JOINTS
        ):
            self.article = True
            self.first = before

    def _read(self, index: int) -> None:
        joined = False
        while True:
            state = (self.total, self.group, self.room, self.last_scale, self.power, self.last)
            for word_class, value in self.known[self.parts[index]]:
                if not self._take(word_class, value, joined):
                    self.total, self.group, self.room, self.last_scale, self.power, self.last = state
                    return
                self.last = word_class
            self.words += 1
            self.stop = index + 1
            following = self._next(index)
            if following is None:
                return
            joined = following > index + 2
            index = following

    def _next(self, index: int) -> int | None:
        """The part with the next word of the run, behind at most one joiner and one article or linking word."""
        parts, known, lexicon = self.parts, self.known, self.lexicon
        end = len(parts)
        if index + 2 >= end or parts[index + 1] not in _JOINTS:
            return None
        word = parts[index + 2]
        if word in known and word not in lexicon.articles:
            return index + 2
        lower, at = word.lower(), index + 2
        joiner = lower in lexicon.joiners
        if joiner:
            at += 2
            if at >= end or parts[at - 1] not in _JOINTS:
                return None
            lower = parts[at].lower()
        linked = False
        if parts[at] not in known and (lower in lexicon.linking or lower in lexicon.articles):
            linked = True
            at += 2
            if at < end and parts[at] not in known and parts[at].lower() in lexicon.articles:
                at += 2
        if at >= end or parts[at - 1] not in _JOINTS or parts[at] not in known:
            return None
        word_class, value = known[parts[at]][0]
        if joiner:
            fits = (word_class in _ADDED and not linked and self._joins(value)) or word_class in _PARTS
        else:
            fits = linked and word_class is WordClass.SCALE and (self.collective or self.ratio is not None)
        return at if fits else None

    def _joins(self, value: int) -> bool:
        """Whether "and" may go on with `value`: "vingt et un", "two hundred and five"."""
        if self.lexicon.vigesimal:
            return 20 <= self.group % 100 <= 60 and value in (1, 11) and self.room > value
        return self.room >= 100 > value or (self.room >= 1000 and bool(self.total)) or self.lexicon.joins_tens

    def _take(self, word_class: WordClass, value: int, joined: bool) -> bool:
        """Add one word to the number; whether it fits."""
        if word_class is WordClass.SCALE:
            return self._scale(value)
        if self.ratio is not None or self.collective:
            return False
        if word_class in _ADDED:
            return self._add(word_class, value)
        if word_class is WordClass.HUNDRED:
            if self.group >= 100 or (self.group == 0 and self.room <= 100):
                return False
            self.group = (self.group or 1) * 100
            self.room = 100
            return True
        if word_class is WordClass.COLLECTIVE:
            if self.total:
                return False
            self.group = (self.group or 1) * value
            self.collective = True
            return True
        return self._fraction(word_class, value, joined)

    def _add(self, word_class: WordClass, value: int) -> bool:
        last_unit = self.last is WordClass.UNIT and self.words > 0
        if word_class is WordClass.TEN and last_unit and self.group % 100 < 10:
            if self.lexicon.vigesimal and value == 20 and self.group % 100 == 4:
                self.group += 76
                self.room = 20
                return True
            if self.lexicon.inverted and self.group % 100:
                self.group += value
                self.room = 0
                return True
        if value >= self.room or (value == 0 and self.words):
            return False
        self.group += value
        if word_class is WordClass.TEN:
            self.room = 20 if self.lexicon.vigesimal and value == 60 else 10
        elif word_class is WordClass.TEEN:
            self.room = 10 if self.lexicon.vigesimal and value == 10 else 0
        else:
            self.room = 0
        return True

    def _scale(self, power: int) -> bool:
        if self.ratio is not None:
            if self.power:
                return False
            self.power = power
            return True
        if self.total and self.last_scale <= power:
            if self.power + power > _LARGEST:
                return False
            self.total = (self.total + self.group) * 10**power
            self.power += power
        else:
            self.total += (self.group or 1) * 10**power
            self.power = power
        self.group = 0
        self.last_scale = power
        self.room = 10**power
        return True

    def _fraction(self, word_class: WordClass, value: int, joined: bool) -> bool:
        if not self.words:
            if not self.article and word_class is not WordClass.HALF:
                return False
            self.ratio = 1 / Decimal(value)
        elif joined and self.total and not self.group and value in (2, 4):
            self.total += 10**self.last_scale // value
            self.power = max(0, self.last_scale - (1 if value == 2 else 2))
            self.room = 0
        elif self.total or not self.group:
            return False
        elif joined:
            self.ratio = self.group + 1 / Decimal(value)
        else:
            self.ratio = self.group / Decimal(value)
        return True

    def piece(self, offsets: list[int]) -> Piece | None:
        """The number read, unless it is a scale word without a number ("des millions")."""
        if not self.words:
            return None
        start, end = offsets[self.first], offsets[self.stop - 1] + len(self.parts[self.stop - 1])
        if self.ratio is not None:
            return self._part(start, end)
        if self.words == 1 and not self.article:
            word = self.parts[self.stop - 1].lower()
            if self.last >= WordClass.HUNDRED and len(self.known[self.parts[self.stop - 1]]) == 1:
                if self.last is WordClass.COLLECTIVE or word not in self.lexicon.standing:
                    return None
            elif word in self.lexicon.weak:
                piece = Piece(start, end, 1, writing=Writing.WORDS)
                piece.weak = True
                return piece
        value = self.total + self.group
        power = 0 if self.group else self.power
        piece = Piece(start, end, value, writing=Writing.COLLECTIVE if self.collective else Writing.WORDS)
        if power and value % 10**power == 0:
            piece.mantissa, piece.scale = value // 10**power, power
        return piece

    def _part(self, start: int, end: int) -> Piece:
        """A fraction, with its scale if it has one: half a million is written 0.5 million."""
        assert self.ratio is not None
        places = -self.ratio.normalize().as_tuple().exponent if self.ratio else 0
        if isinstance(places, int) and places <= 4 and (self.power or self.ratio > 1):
            piece = Piece(start, end, int(self.ratio.scaleb(places)), places, Writing.WORDS)
        else:
            piece = Piece(start, end, 0, writing=Writing.FRACTION)
            piece.ratio = self.ratio
        piece.scale = self.power
        return piece
