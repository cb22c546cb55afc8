"""A number said word by word: what each word adds, and whether it can."""

from __future__ import annotations

from decimal import Decimal

from workbench.extraction.compound_words import WordClass
from workbench.extraction.lexicon import Lexicon

LARGEST = 36
ADDED = (WordClass.UNIT, WordClass.TEEN, WordClass.TEN)
PARTS = (WordClass.FRACTION, WordClass.HALF)


class Cardinal:
    """The number said so far.

    `closed` holds the groups closed by a scale word with its power of ten, `group` what was said since; what is added
    next must be smaller than `room`, or `tied` to it by "and" or within one word. `power` is the power of ten of the
    scale word that closes the number, `ratio` its value once a fraction was said, `apart` what was said before "and",
    when that was whole hundreds.
    """

    __slots__ = ("apart", "closed", "collective", "group", "last", "lexicon", "power", "ratio", "room", "tied", "words")

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.closed: list[tuple[int, int]] = []
        self.group = 0
        self.room = 10**LARGEST
        self.power = 0
        self.words = 0
        self.apart = 0
        self.tied = False
        self.collective = False
        self.ratio: Decimal | None = None
        self.last = WordClass.UNIT

    @property
    def total(self) -> int:
        """What the scale words have closed so far."""
        return sum(value for value, _ in self.closed)

    @property
    def value(self) -> int:
        """The whole number said so far."""
        return self.total + self.group

    def take(self, meanings: tuple[tuple[WordClass, int], ...], *, tied: bool = False) -> bool:
        """Add one written word, which may hold several number words; false, and unchanged, when it does not fit."""
        self.tied = tied
        state = (self.closed[:], self.group, self.room, self.power, self.last, self.collective, self.ratio)
        words = self.words
        if words and len(meanings) == 2 and meanings[1][0] is WordClass.FRACTION:
            return self.part(meanings[0][1], meanings[1][1])
        for word_class, value in meanings:
            if not self._take(word_class, value):
                self.closed, self.group, self.room, self.power, self.last, self.collective, self.ratio = state
                self.words = words
                return False
            self.last = word_class
            self.words += 1
            self.tied = True
        return True

    def part(self, top: int, bottom: int) -> bool:
        """Add a fraction behind "and": of one, or of the scale just said ("three million and a half")."""
        if self.ratio is not None or self.collective:
            return False
        if self.closed and not self.group:
            scale = self.closed[-1][1]
            if scale < 3:
                return False
            if (10**scale * top) % bottom:
                self.ratio = self.total + 10**scale * Decimal(top) / bottom
                self.power = self.room = 0
                return True
            self.closed.append((10**scale * top // bottom, 0))
            self.power = max(0, scale - (1 if bottom == 2 else 2))
            self.room = 0
            return True
        self.ratio = self.value + Decimal(top) / bottom
        self.room = 0
        return True

    def part_of_scale(self, top: int, bottom: int, power: int) -> bool:
        """Add a part of a smaller scale behind "and": "one billion and a half million"."""
        if self.ratio is not None or self.collective or self.group or not self.closed:
            return False
        if power >= self.closed[-1][1] or (10**power * top) % bottom:
            return False
        self.closed.append((10**power * top // bottom, 0))
        self.power = max(0, power - (1 if bottom == 2 else 2))
        self.room = 0
        return True

    def joins(self, value: int) -> bool:
        """Whether "and" may go on with `value`: "vingt et un", "two hundred and five"."""
        if self.ratio is not None or self.collective:
            return False
        if self.lexicon.vigesimal:
            return 20 <= self.group % 100 <= 60 and value in (1, 11) and self.room > value
        if self.lexicon.inverted and value >= 20 and self.last is WordClass.UNIT and 0 < self.group % 100 < 10:
            return True
        if self.lexicon.joins_tens and value < 10 and self.room == 10:
            return True
        return self.room >= 100 > value or (self.room >= 1000 and bool(self.closed))

    def _take(self, word_class: WordClass, value: int) -> bool:
        if word_class is WordClass.SCALE:
            return self._scale(value)
        if word_class is WordClass.COLLECTIVE and self.ratio is not None and not self.power:
            dozens = self.ratio * value
            self.ratio = None
            self.group = int(dozens)
            self.collective = True
            return dozens == self.group
        if self.ratio is not None or self.collective:
            return False
        if word_class in ADDED:
            return self._add(word_class, value)
        if word_class is WordClass.HUNDRED:
            return self._hundred(value)
        if word_class is WordClass.COLLECTIVE:
            if self.closed or (self.words and not self.group):
                return False
            self.group = self.apart + (self.group - self.apart or 1) * value
            self.collective = True
            return True
        if word_class is WordClass.MIXED:
            return bool(self.words) and self.part(1, value)
        if not self.group or word_class not in PARTS:
            return False
        self.ratio = self.value / Decimal(value)
        self.power = 0
        return True

    def _hundred(self, value: int) -> bool:
        if value != 100:
            if value >= self.room:
                return False
            self.group += value
        elif self.group >= 100 or (self.group == 0 and self.room <= 100):
            return False
        else:
            self.group = (self.group or 1) * 100
        self.room = 100
        return True

    def _add(self, word_class: WordClass, value: int) -> bool:
        lexicon = self.lexicon
        if word_class is WordClass.TEN and self.words and self.last is WordClass.UNIT:
            if lexicon.vigesimal and value == 20 and self.group % 100 == 4:
                self.group += 76
                self.room = 20
                return True
            if lexicon.inverted and self.tied and 0 < self.group % 100 < 10:
                self.group += value
                self.room = 0
                return True
        if value >= self.room or (value == 0 and self.words):
            return False
        self.group += value
        if word_class is WordClass.TEN:
            self.room = 0 if lexicon.inverted else 20 if lexicon.vigesimal and value == 60 else 10
        elif word_class is WordClass.TEEN:
            self.room = 10 if lexicon.vigesimal and value == 10 else 0
        else:
            self.room = 0
        return True

    def _scale(self, power: int) -> bool:
        if self.ratio is not None:
            if self.power:
                return False
            self.power = power
            return True
        if self.closed and not self.closed[-1][1]:
            return False
        portion = self.group
        while self.closed and self.closed[-1][1] <= power:
            portion += self.closed.pop()[0]
        if (not portion and self.words) or portion >= 10 ** (LARGEST - power):
            return False
        self.power = power + (self.power if self.group == 0 and portion else 0)
        self.closed.append(((portion or 1) * 10**power, power))
        self.group = 0
        self.room = 10**power
        return True
