"""The thresholds of a check as they are typed: percentages for people, decimals for the case."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

THRESHOLDS = ("materiality-relative", "materiality-absolute", "significance")
"""In the order they are asked for, named as in the setting of the case."""

_PER_CENT = "materiality-relative"
_NUMBER = re.compile(r"\d{1,18}(\.\d{1,15})?")
_GROUPED = re.compile(r"\d{1,3}(,\d{3}){1,5}(\.\d{1,15})?")
_SPACES = str.maketrans("", "", " \u00a0\u202f%")


def shown(name: str, value: str, point: str) -> str:
    """A threshold of the case as the analyst types it: "0.015" of the computed value as "1.5" per cent."""
    if not value:
        return ""
    number = Decimal(value) * 100 if name == _PER_CENT else Decimal(value)
    return _plain(number).replace(".", point)


def typed(name: str, text: str, point: str) -> str | None:
    """What the case keeps for a number as typed: "" where nothing is, and for the default; None for no such number."""
    digits = text.translate(_SPACES)
    if not digits:
        return ""
    if point == ",":
        digits = digits.replace(",", ".")
    elif _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    if not _NUMBER.fullmatch(digits):
        return None
    number = Decimal(digits)
    if name == _PER_CENT:
        number /= 100
    if name == "significance" and not 0 < number < 1:
        return None
    return "" if Fraction(number) == _default(name) else _plain(number)


def default_shown(name: str, point: str) -> str:
    """The default as it would be typed; "0" where the threshold is off."""
    part = _default(name)
    number = Decimal(part.numerator) / Decimal(part.denominator)
    return shown(name, _plain(number), point)


def _default(name: str) -> Fraction:
    from workbench.checking.settings import Settings

    value: Fraction | None = getattr(Settings(), name.replace("-", "_"))
    return value or Fraction(0)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
