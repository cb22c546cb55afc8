"""A number as it stands in the text, before its unit, hedge and neighbours are read."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

from workbench.extraction.unit_words import Unit
from workbench.model import Hedge

if TYPE_CHECKING:
    from workbench.extraction.surroundings import Ahead


class Writing(IntEnum):
    """How a number is written."""

    DIGITS = 1
    WORDS = 2
    COLLECTIVE = 3
    FRACTION = 4
    MULTIPLE = 5
    TIMES = 6
    ORDINAL = 7
    SCORE = 8


class Piece:
    """One number: `mantissa` x 10^-`decimals`, or `ratio` for a fraction; `end` grows as scale and unit are read.

    `number_end` is where the number itself ends, `scale` the power of ten of its scale word; `weak` marks a "one" that
    is mostly an article, `percent` a percentage said as a fraction of a hundred, `unreadable` a
    number with a unit behind it that is not known, which must not pass for a bare one.
    """

    __slots__ = (
        "ahead",
        "decimals",
        "end",
        "evidence",
        "hedge",
        "high",
        "in_words",
        "mantissa",
        "negative",
        "number_end",
        "per",
        "percent",
        "ratio",
        "scale",
        "start",
        "unit",
        "unreadable",
        "weak",
        "writing",
    )

    def __init__(
        self, start: int, end: int, mantissa: int, decimals: int = 0, writing: Writing = Writing.DIGITS
    ) -> None:
        self.start = start
        self.end = end
        self.number_end = end
        self.mantissa = mantissa
        self.decimals = decimals
        self.writing = writing
        self.scale = 0
        self.unit: Unit | None = None
        self.per: str | None = None
        self.negative = False
        self.ratio: Decimal | None = None
        self.hedge: Hedge | None = None
        self.high: Piece | None = None
        self.evidence = start
        self.weak = False
        self.percent = False
        self.unreadable = False
        self.ahead: Ahead | None = None
        self.in_words = writing is not Writing.DIGITS

    @property
    def bare(self) -> bool:
        """Whether neither scale nor unit stands by it yet."""
        return not self.scale and self.unit is None

    def value(self) -> Decimal:
        """The number in base units."""
        if self.ratio is not None:
            value = self.ratio.scaleb(self.scale) if self.scale else self.ratio
        else:
            value = _power(self.mantissa, self.scale - self.decimals)
        return -value if self.negative else value

    def steps(self) -> tuple[Decimal, Decimal]:
        """One unit of the last digit written, and of the last digit that is not zero."""
        if self.ratio is not None:
            return Decimal(0), Decimal(0)
        power = self.scale - self.decimals
        step = _power(1, power)
        mantissa = self.mantissa
        if not mantissa or mantissa % 10 or self.decimals > 0:
            return step, step
        while not mantissa % 10:
            mantissa //= 10
            power += 1
        return step, _power(1, power)


def _power(mantissa: int, exponent: int) -> Decimal:
    """`mantissa` x 10^`exponent`, written without an exponent where it is whole."""
    if exponent >= 0:
        return Decimal(mantissa * 10**exponent)
    return Decimal(mantissa).scaleb(exponent)
