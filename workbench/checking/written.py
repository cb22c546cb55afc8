"""A number as its characters stand in the text: digits, marks, scale; and the same with another number in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from workbench.model import Quantity
from workbench.resource_files import load_toml

_GROUP_MARKS = "., \u00a0\u202f\u2009'\u2019"
_DIGITS = re.compile(rf"\d(?:[{_GROUP_MARKS}]?\d)*|[.,]\d+")


@dataclass(frozen=True, slots=True)
class Written:
    """``prefix + digits + suffix`` is the text; the digits read as `number`, and `number` x 10^`scale` is the value.

    `decimals` counts the digits after the decimal mark. The sign is not part of the digits; `scale_word` is the
    word in the suffix that stands for the scale, empty for none.
    """

    prefix: str
    digits: str
    suffix: str
    number: Decimal
    decimals: int
    scale: int
    decimal_mark: str
    group_mark: str
    scale_word: str = ""
    language: str = "en"
    bare_point: bool = False

    @property
    def coefficient(self) -> str:
        """The digits alone, as they would be without any mark."""
        return "".join(character for character in self.digits if character.isdigit())

    @property
    def step(self) -> Decimal:
        """One unit of the last digit written, in base units."""
        return Decimal(1).scaleb(self.scale - self.decimals)

    def with_digits(self, coefficient: str, decimals: int) -> str:
        """The text with other digits, of which the last `decimals` stand after the decimal mark."""
        return self.prefix + self.format(coefficient, decimals) + self.suffix

    def format(self, coefficient: str, decimals: int) -> str:
        """Digits with the marks of this number."""
        padded = coefficient.rjust(decimals + 1, "0")
        whole, part = (padded[:-decimals], padded[-decimals:]) if decimals else (padded, "")
        group_mark = self.group_mark
        if not group_mark and len(whole) > 3 and len(self.coefficient) - self.decimals <= 3:
            group_mark = _group_mark(self.language)
        if group_mark and len(whole) > 3:
            head = len(whole) % 3 or 3
            whole = group_mark.join([whole[:head], *(whole[i : i + 3] for i in range(head, len(whole), 3))])
        if self.bare_point and whole == "0":
            whole = ""
        return whole + (self.decimal_mark + part if part else "")

    def with_scale_word(self, word: str) -> str:
        """The text with another scale word; raises `ValueError` without a scale word to replace."""
        if not self.scale_word:
            raise ValueError("no scale word to replace")
        place = self.suffix.index(self.scale_word)
        return self.prefix + self.digits + self.suffix[:place] + word + self.suffix[place + len(self.scale_word) :]

    def other_scales(self) -> Iterator[tuple[int, str]]:
        """Powers of ten with their words, from the family of this number's scale word."""
        if not self.scale_word:
            return
        for family in _families(self.language):
            for power, words in family.items():
                if power == self.scale and self.scale_word in words:
                    place = words.index(self.scale_word)
                    for other, other_words in family.items():
                        if other != power:
                            yield other, other_words[min(place, len(other_words) - 1)]
                    return


def read_written(text: str, quantity: Quantity, language: str = "en") -> Written | None:
    """How the number of `quantity` is written in `text`; ``None`` for words, fractions and what has no plain digits.

    `language` says which decimal mark to use where the number itself shows none, and which scale words.
    """
    value = quantity.value
    return _read(text, Decimal(0) if value is None or not value else abs(value), quantity.step, language)


def has_one_number(text: str) -> bool:
    """Whether one string of digits stands in `text`: no fraction, no range, no number of several parts."""
    return len(_DIGITS.findall(text)) == 1 and all(ord(sign) < 0x2E80 for sign in text)


# A number is looked at again for every sentence that names it.
@lru_cache(maxsize=4096)
def _read(text: str, value: Decimal, step: Decimal, language: str) -> Written | None:
    best: tuple[tuple[bool, bool, bool, int], Written] | None = None
    for match in _DIGITS.finditer(text):
        for number, decimals, mark, group_mark in _interpretations(match.group(), _decimal_mark(language)):
            scale = _scale(value, number)
            if scale is None:
                continue
            suffix = text[match.end() :]
            word = _scale_word(suffix, scale, language) if scale else ""
            fits_step = step == 0 or Decimal(1).scaleb(scale - decimals) == step
            # Without a word the scale is that of a table, and tables count in thousands and millions.
            rank = (not fits_step, bool(scale) != bool(word), bool(scale % 3) and not word, scale)
            if best is None or rank < best[0]:
                written = Written(
                    text[: match.start()],
                    match.group(),
                    suffix,
                    number,
                    decimals,
                    scale,
                    mark,
                    group_mark,
                    word,
                    language,
                    match.group()[0] in ".,",
                )
                best = (rank, written)
        if best is not None and not best[0][0]:
            break
    return None if best is None else best[1]


def _interpretations(digits: str, decimal_mark: str) -> Iterator[tuple[Decimal, int, str, str]]:
    """The numbers that a string of digits and marks can stand for: value, decimals, decimal mark, group mark."""
    marks = [character for character in digits if not character.isdigit()]
    plain = "".join(character for character in digits if character.isdigit())
    default_mark = {".": ",", ",": "."}.get(marks[0], decimal_mark) if marks else decimal_mark
    if digits[0].isdigit():
        yield Decimal(plain), 0, default_mark, marks[0] if marks else ""
    if marks and marks[-1] in ".,":
        decimals = len(digits) - 1 - max(digits.rfind("."), digits.rfind(","))
        yield Decimal(plain).scaleb(-decimals), decimals, marks[-1], marks[0] if len(marks) > 1 else ""


def _scale(value: Decimal, number: Decimal) -> int | None:
    """The power of ten that turns `number` into `value`."""
    if not value or not number:
        return 0 if value == number else None
    ratio = Fraction(value) / Fraction(number)
    if ratio < 1 or ratio.denominator != 1:
        return None
    text = str(ratio.numerator)
    return len(text) - 1 if text == "1" + "0" * (len(text) - 1) and len(text) < 20 else None


def _scale_word(suffix: str, scale: int, language: str) -> str:
    """The word in `suffix` that stands for ten to the power `scale`, the longest of them."""
    rest = suffix.lstrip(" \u00a0\u202f\u2009-")
    words = [word for family in _families(language) for word in family.get(scale, ()) if _starts(rest, word)]
    return max(words, key=len, default="")


def _starts(text: str, word: str) -> bool:
    """Whether `text` begins with the whole word; Chinese characters need no gap after them."""
    if not text.startswith(word):
        return False
    following = text[len(word) : len(word) + 1]
    return not (following.isalpha() and word[-1].isascii())


def _decimal_mark(language: str) -> str:
    marks: dict[str, str] = _table()["decimal_marks"]
    return marks.get(language, marks["other"])


def _group_mark(language: str) -> str:
    """What parts thousands in a language, for a number that grows beyond 999."""
    marks: dict[str, str] = _table()["group_marks"]
    return marks.get(language, marks["other"])


@cache
def _families(language: str) -> tuple[dict[int, list[str]], ...]:
    """The families of scale words, those of `language` first."""
    families: list[dict[str, Any]] = _table()["families"]
    families = sorted(families, key=lambda family: family["language"] != language)
    return tuple({int(power): words for power, words in family["words"].items()} for family in families)


@cache
def _table() -> dict[str, Any]:
    return load_toml("checking", "scales.toml")
