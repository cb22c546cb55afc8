"""A number as written, with its unit and hedge."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

BY = " / "
"""What parts the two units of an amount by something: "ton / hectare"."""


class Kind(StrEnum):
    """What sort of number it is; the values are those of the JSON contract."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    QUANTITY = "quantity"
    RATIO = "ratio"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    DATE = "date"
    DURATION = "duration"
    NUMBER = "number"


class Hedge(StrEnum):
    """A word that loosens a number; the values are those of the JSON contract."""

    OVER = "over"
    AT_LEAST = "at-least"
    UNDER = "under"
    AT_MOST = "at-most"
    UP_TO = "up-to"
    ABOUT = "about"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: exact value in base units, precision as stated, unit, hedge.

    `value` carries its scale word ("350 milliards" is 350000000000); percentages stay as written ("25" with
    unit "%"). A range has both `value` and `value_high`. `step` is one unit of the last digit written, in base
    units (0.1 million is 100000), and is zero for what is exact by nature. `coarse_step` is one unit of the last
    digit that is not zero. `exact` marks small counts of things that can be counted. `in_words` marks fractions
    said in words ("half", "two thirds"), which are read loosely. `per` is what it is counted by when the text says so
    and the unit does not hold it: "month" for "euros par mois", "barrel" for "$ a barrel".
    """

    kind: Kind
    value: Decimal | None
    value_high: Decimal | None = None
    unit: str | None = None
    hedge: Hedge | None = None
    step: Decimal = Decimal(1)
    coarse_step: Decimal = Decimal(1)
    exact: bool = False
    in_words: bool = False
    per: str | None = None

    @property
    def is_range(self) -> bool:
        """Whether it has two ends as written."""
        return self.value is not None and self.value_high is not None
