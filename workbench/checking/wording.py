"""The words and number formats of findings in one language, from resources/explanations."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from workbench.checking.ranges import Range
from workbench.resource_files import load_toml, resources

_SIGNIFICANT = 4
_FEW = 6
_NARROW = 1_000
# A range narrower than this part of its numbers is printed as one number.
_TELLING_WIDTH = 100_000
_MOST_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Display:
    """How the numbers of one comparison are printed: divided by ten to `power`, as percent, as points."""

    power: int = 0
    percent: bool = False
    points: bool = False


class Words:
    """Texts and number formats in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._data = _load(language)
        numbers = self._data["numbers"]
        self._decimal: str = numbers["decimal"]
        self._group: str = numbers["group"]
        self._minus: str = numbers["minus"]
        self._scales: dict[int, str] = {int(power): word for power, word in numbers["scales"].items()}
        self._plural_from = Fraction(numbers.get("plural_from", 0))
        self._scales_of_one: dict[int, str] = {int(power): word for power, word in numbers["scales_of_one"].items()}

    def text(self, *keys: str, **values: str) -> str:
        """The text under `keys`, its {names} filled in."""
        entry: Any = self._data
        for key in keys:
            entry = entry[key]
        return str(entry).format(**values) if values else str(entry)

    def names(self, key: str) -> list[str]:
        """The list of names under `key`."""
        return [str(name) for name in self._data[key]["names"]]

    def has(self, *keys: str) -> bool:
        """Whether there is a text under `keys`."""
        entry: Any = self._data
        for key in keys:
            if not isinstance(entry, dict) or key not in entry:
                return False
            entry = entry[key]
        return True

    def quoted(self, text: str) -> str:
        """`text` in the quotation marks of the language."""
        return self.text("numbers", "quote", text=text)

    def number(self, value: Fraction, decimals: int) -> str:
        """A number with exactly so many decimals, digits grouped by three."""
        scaled = round(abs(value) * 10**decimals)
        digits = str(scaled).rjust(decimals + 1, "0")
        whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
        if len(whole) > 3:
            head = len(whole) % 3 or 3
            whole = self._group.join([whole[:head], *(whole[i : i + 3] for i in range(head, len(whole), 3))])
        sign = self._minus if value < 0 and scaled else ""
        return sign + whole + (self._decimal + part if part else "")

    def short(self, value: Fraction, digits: int = _SIGNIFICANT) -> str:
        """A number with the decimals that so many significant digits need, without needless zeros."""
        decimals = min(max(digits - 1 - magnitude(value), 0), _MOST_DECIMALS)
        while decimals and (value * 10 ** (decimals - 1)).denominator == 1:
            decimals -= 1
        text = self.number(value, decimals)
        return text.rstrip("0").rstrip(self._decimal) if decimals else text

    def decimals(self, value: Fraction, digits: int) -> int:
        """How many decimals `short` prints."""
        return len(self.short(value, digits).partition(self._decimal)[2])

    def value(self, value: Fraction, display: Display, digits: int = _SIGNIFICANT) -> str:
        """One number as the display wants it, with its scale word or percent sign."""
        shown = self._displayed(value, display)
        text = self.short(shown, digits)
        return self._with_suffix(text, display, self.is_singular(shown, text))

    def is_singular(self, value: Fraction, text: str) -> bool:
        """Whether a noun behind the number, printed as `text`, is in the singular: 1.5 points, 1,5 point."""
        return abs(value) < self._plural_from if self._plural_from else text.lstrip(self._minus) == "1"

    def exact(self, value: Fraction, display: Display) -> str:
        """One number as written: all its digits, up to nine decimals."""
        return self.value(value, display, 15)

    def interval(self, box: Range, display: Display) -> str:
        """A range, its ends with as many digits as tell them apart."""
        low, low_open, high, high_open = box
        if low is None and high is None:
            return self.text("numbers", "anything")
        if low is not None and low == high:
            return self.value(low, display, 6)
        if high is None:
            assert low is not None
            key = "more_than" if low_open else "at_least"
            return self.text("numbers", key, low=self._end(low, display))
        if low is None:
            key = "less_than" if high_open else "at_most"
            return self.text("numbers", key, high=self._end(high, display))
        if high - low < abs(high) / _TELLING_WIDTH:
            # 639,999.5 to 640,000.5 tells a reader no more than 640,000 does.
            return self.value((low + high) / 2, display, 6)
        low, high = self._displayed(low, display), self._displayed(high, display)
        decimals = min(max(1 - magnitude(high - low), 0), _MOST_DECIMALS)
        while decimals and not any(round(abs(end) * 10**decimals) % 10 for end in (low, high)):
            # 1,017.0 to 1,019.0 is 1,017 to 1,019.
            decimals -= 1
        text = self.text("numbers", "range", low=self.number(low, decimals), high=self.number(high, decimals))
        return self._with_suffix(text, display, max(abs(low), abs(high)) < self._plural_from)

    def _end(self, value: Fraction, display: Display) -> str:
        """The end of a half-line: all its digits when they are few, for 1,284.5 is not 1,284."""
        shown = self._displayed(value, display)
        few = (shown * 10 ** max(_FEW - 1 - magnitude(shown), 0)).denominator == 1
        return self.value(value, display, _FEW if few else _SIGNIFICANT)

    def near(self, box: Range, display: Display) -> str:
        """A range, as one number where it is so narrow that its ends say no more."""
        low, _, high, _ = box
        if low is not None and high is not None and high - low < abs(low + high) / _NARROW:
            return self.value((low + high) / 2, display)
        return self.interval(box, display)

    def at_end(self, box: Range, display: Display) -> str:
        """A range of what would fit: a half-line by its end ("14.6 % or less"), whether open or not."""
        if box[0] is None and box[2] is not None:
            return self.text("numbers", "at_most", high=self.value(box[2], display, 3))
        if box[2] is None and box[0] is not None:
            return self.text("numbers", "at_least", low=self.value(box[0], display, 3))
        return self.interval(box, display)

    def bare(self, box: Range, display: Display) -> str:
        """A range or number of a working, without its scale word."""
        low, high = (None if end is None else self._displayed(end, display) for end in (box[0], box[2]))
        return self.interval((low, box[1], high, box[3]), Display())

    def number_in(self, value: Fraction, display: Display) -> str:
        """One number of a working, all its digits, without its scale word."""
        return self.short(self._displayed(value, display), 15)

    def _displayed(self, value: Fraction, display: Display) -> Fraction:
        return value / 10 ** self._power(display) if display.power else value

    def _power(self, display: Display) -> int:
        """The largest power with a word of its own in this language that is not above the display's."""
        return max((power for power in self._scales if power <= display.power), default=0)

    def _with_suffix(self, text: str, display: Display, singular: bool) -> str:
        if display.percent:
            return text + self.text("numbers", "percent")
        if display.points:
            return self.text("numbers", "point" if singular else "points", value=text)
        power = self._power(display)
        if power:
            return f"{text}\u00a0{(self._scales_of_one if singular else self._scales)[power]}"
        return text

    def scale_power(self, value: Fraction) -> int:
        """The largest power of ten with a word of its own that is not above `value`; 0 below a million."""
        size = magnitude(value)
        return max((power for power in self._scales if power <= size), default=0)

    def joined(self, parts: list[str]) -> str:
        """A list in words: "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.text("numbers", "list").join(parts[:-1]) + self.text("numbers", "and") + parts[-1]


def magnitude(value: Fraction) -> int:
    """The power of ten of the first digit: 0 for 1 to 9.99, -1 for 0.1; 0 for zero."""
    if not value:
        return 0
    return (Decimal(abs(value.numerator)) / Decimal(value.denominator)).adjusted()


@cache
def languages() -> tuple[str, ...]:
    """The languages that findings can be written in."""
    return tuple(sorted(path.stem for path in (resources() / "explanations").glob("*.toml")))


@cache
def words(language: str) -> Words:
    """The words of a language; English when there are none for it."""
    return Words(language if language in languages() else "en")


@cache
def _load(language: str) -> dict[str, Any]:
    return load_toml("explanations", f"{language}.toml")
