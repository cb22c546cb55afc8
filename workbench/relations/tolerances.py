"""Tolerances of rule files as people write them: "0.5 %", "0,5 pour cent", "2 percentage points", "1 000"."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from workbench.model import ToleranceKind
from workbench.resource_files import load_toml

_LONGEST = 60
_MOST_BITS = 50
# "1 000" is a thousand; which sign parts thousands and which decimals is told apart by `is_ambiguous` where it can be.
_WRITTEN = re.compile(
    r"(?:(?:±|\+/-|\+-) ?)?(?P<number>(?:\d{1,3}(?: \d{3}){1,4}|\d{0,15})(?:[.,]\d{1,12})?) ?(?P<unit>[^\d+±].{0,30})?"
)
_THOUSAND_OR_ONE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class WrittenTolerance(NamedTuple):
    """So much of what `kind` says: percent of what is computed, points, or units of what is said.

    `is_ambiguous` is true for a text such as "1,000", a thousand to some readers and one to others.
    """

    amount: Fraction
    kind: ToleranceKind
    is_ambiguous: bool = False


def read_tolerance(written: str | int | Decimal) -> WrittenTolerance | None:
    """A tolerance from what a rule file says; ``None`` for what is none, or nothing."""
    if isinstance(written, int) and written.bit_length() > _MOST_BITS:
        return None
    text = " ".join(str(written).split())
    found = _WRITTEN.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or not any(sign.isdecimal() for sign in found["number"]):
        return None
    number = found["number"].replace(" ", "").replace(",", ".")
    amount = Fraction(f"0{number}")
    kind = _kinds().get((found["unit"] or "").casefold())
    if kind is None or not amount:
        return None
    bare = kind is ToleranceKind.UNITS and isinstance(written, str)
    return WrittenTolerance(amount, kind, bare and _THOUSAND_OR_ONE.fullmatch(found["number"]) is not None)


@cache
def _kinds() -> dict[str, ToleranceKind]:
    words = load_toml("rules", "tolerances", "words.toml")
    return {
        "": ToleranceKind.UNITS,
        **dict.fromkeys(words["part"], ToleranceKind.PART),
        **dict.fromkeys(words["points"], ToleranceKind.POINTS),
    }
