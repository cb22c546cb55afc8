"""The words and number formats of the pictures, in the language of the reader."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from workbench.model import Interval
from workbench.resource_files import load_toml, resources

FALLBACK = "en"
# More digits than this before the decimal mark are hard to read at a glance.
_MOST_DIGITS = 9
_LOG_2 = math.log10(2)
_UNSCALED = ("%", "percentage point", "basis point")


@cache
def words(language: str) -> dict[str, Any]:
    """The texts of resources/charts for `language`, English when there are none."""
    name = f"{language}.toml"
    if not resources().joinpath("charts", name).is_file():
        name = f"{FALLBACK}.toml"
    return load_toml("charts", name)


@cache
def _symbols() -> dict[str, str]:
    """What people write for a unit: "t" for "metric_ton"."""
    return load_toml("ui", "unit_symbols.toml")


class NumberWording:
    """Prints the numbers of one picture in one unit, and in one scale so that they compare at a glance.

    `largest` is the greatest magnitude shown; it chooses between units, millions, billions. Without it each number
    takes the scale of its own size, as on a logarithmic axis. `power` is the scale that the text itself writes in
    (`written_power`): 0 keeps "75,000" from being 0.075 million, 6 keeps "3,676 million" from being 3.676 bn.
    """

    def __init__(self, language: str, unit: str | None, largest: Fraction | None, *, power: int | None = None) -> None:
        self._words = words(language)
        self._unit = unit
        self._scale = None if largest is None else self._scale_of(largest)
        if largest is not None and power is not None and unit not in _UNSCALED:
            self._scale = self._written_scale(largest, power)

    @property
    def exponent(self) -> int:
        """The power of ten that the common scale word stands for; 0 without one."""
        return 0 if self._scale is None else self._scale[0]

    @property
    def unit(self) -> str:
        """What the bare numbers of the axis count: "bn CNY", "%"."""
        return self._unit_after("" if self._scale is None else self._scale[1])

    def on_axis(self, value: Fraction, decimals: int) -> str:
        """`value` with at most `decimals` decimals and without its unit."""
        exponent, word = self._scale_for(value)
        number = self._grouped(_rounded(value / Fraction(10) ** exponent, decimals))
        return f"{number}\u00a0{word}" if self._scale is None and word else number

    def with_unit(self, value: Fraction, digits: int = 4) -> str:
        """`value` with `digits` significant digits (whole numbers in full), its scale word and unit."""
        exponent, word = self._scale_for(value)
        return self._joined(self._significant(value, exponent, digits), self._unit_after(word))

    def size(self, value: Fraction) -> str:
        """How big a gap is, in two significant digits or to the unit."""
        exponent, word = self._scale_for(value)
        number = self._significant(value, exponent, 2)
        # A gap between two percentages is in points.
        unit = self._words["point" if value < 2 else "points"] if self._unit == "%" else self._unit_after(word)
        return f"{number}\u00a0{unit}" if unit else number

    def factor(self, value: Fraction) -> str:
        """A bare factor in two significant digits."""
        return self._significant(value, 0, 2)

    def interval(self, interval: Interval) -> str:
        """An interval in words."""
        low, high = interval.low, interval.high
        if low is None and high is None:
            return self.text("any")
        if high is None and low is not None:
            return self.text("from_on", low=self.with_unit(low))
        if low is None and high is not None:
            return self.text("up_to", high=self.with_unit(high))
        assert low is not None
        assert high is not None
        if low == high:
            return self.text("only", value=self.with_unit(low, 6))
        digits = _digits_apart(low, high)
        if self._scale_for(low) != self._scale_for(high):
            return self.text("from_to", low=self.with_unit(low, digits), high=self.with_unit(high, digits))
        bare = self._significant(low, self._scale_for(low)[0], digits)
        return self.text("from_to", low=bare, high=self.with_unit(high, digits))

    def text(self, key: str, **values: str) -> str:
        """The text `key` of the language with its places filled."""
        return str(self._words[key]).format(**values)

    def _scale_of(self, size: Fraction) -> tuple[int, str]:
        if self._unit not in _UNSCALED:
            for exponent, word in self._words["scales"]:
                if size >= Fraction(10) ** exponent:
                    return int(exponent), str(word)
        return 0, ""

    def _written_scale(self, largest: Fraction, power: int) -> tuple[int, str]:
        """The scale of the text, unless it would make the numbers shown unreadable."""
        exponents = {int(exponent): str(word) for exponent, word in self._words["scales"]}
        written = max((exponent for exponent in exponents if exponent <= power), default=0)
        if not Fraction(10) ** written <= largest < Fraction(10) ** (written + _MOST_DIGITS):
            return self._scale_of(largest)
        return written, exponents.get(written, "")

    def _scale_for(self, value: Fraction) -> tuple[int, str]:
        return self._scale_of(abs(value)) if self._scale is None else self._scale

    def _significant(self, value: Fraction, exponent: int, digits: int) -> str:
        scaled = value / Fraction(10) ** exponent
        return self._grouped(_rounded(scaled, max(0, digits - magnitude(scaled) - 1)))

    def _joined(self, number: str, unit: str) -> str:
        if self._unit == "%":
            return f"{number}{self._words['percent']}"
        return f"{number}\u00a0{unit}" if unit else number

    def _unit_after(self, scale: str) -> str:
        return " ".join(part for part in (scale, self._unit_word()) if part)

    def _unit_word(self) -> str:
        if self._unit is None:
            return ""
        known = {"percentage point": "points", "basis point": "basis_points"}
        if self._unit in known:
            return str(self._words[known[self._unit]])
        whole = _symbols().get(self._unit)
        if whole is not None:
            return whole
        counted, _, per = self._unit.partition(" / ")
        return f"{self._name('units', counted)} / {self._name('per', per)}" if per else self._name("units", counted)

    def _name(self, form: str, unit: str) -> str:
        """A unit by its symbol, or by its name in the language: of several (`units`) or of one (`per`)."""
        name: str = self._words[form].get(unit, unit.replace("_", " "))
        return _symbols().get(unit, name)

    def _grouped(self, value: Decimal) -> str:
        text = format(abs(value), ",f")
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        text = text.replace(",", "\0").replace(".", self._words["decimal"]).replace("\0", self._words["thousands"])
        return f"\u2212{text}" if value < 0 and text != "0" else text


def _digits_apart(low: Fraction, high: Fraction) -> int:
    """Enough significant digits that the two ends print differently, with two to spare."""
    greatest = max(abs(low), abs(high))
    return min(15, max(4, magnitude(greatest) - magnitude(high - low) + 2))


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """Exact whatever the size; a half goes to the even digit, as in the explanations, so that both say the same."""
    whole = round(abs(value) * 10**decimals)
    digits = Decimal(whole if value >= 0 else -whole)
    return Decimal(f"{digits}E-{decimals}") if decimals else digits


def magnitude(value: Fraction) -> int:
    """The power of ten of the first digit; 0 for zero."""
    size = abs(value)
    if not size:
        return 0
    # From the length in bits: a number of thousands of digits has no quick decimal form.
    power = int((size.numerator.bit_length() - size.denominator.bit_length()) * _LOG_2)
    while Fraction(10) ** (power + 1) <= size:
        power += 1
    while Fraction(10) ** power > size:
        power -= 1
    return power
