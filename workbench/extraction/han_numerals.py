"""The characters Chinese writes numbers with, as the language data give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class HanNumerals:
    """The characters Chinese writes numbers with."""

    digits: dict[str, int]
    multipliers: dict[str, int]
    scales: dict[str, int]
    bases: str
    leading: str
    also_unit: str
    plain: str
    point: str
    of: str
    tenths: str
    minus: str
    half_of: str
    half_numbers: str
    before_half: str
    not_before_half: str
    not_behind: tuple[str, ...]
    counting: frozenset[str]
    words: tuple[str, ...]


def han_numerals(table: dict[str, Any] | None) -> HanNumerals | None:
    """The numerals of the table ``[han]`` in ``numbers.toml``; None for a language that has none."""
    if table is None:
        return None
    return HanNumerals(
        digits=table["digits"],
        multipliers=table["multipliers"],
        scales=table["scales"],
        bases=table["bases"],
        leading=table["leading"],
        also_unit=table["also_unit"],
        plain=table["plain"],
        point=table["point"],
        of=table["of"],
        tenths=table["tenths"],
        minus=table["minus"],
        half_of=table["half_of"],
        half_numbers=table["half_numbers"],
        before_half=table["before_half"],
        not_before_half=table["not_before_half"],
        not_behind=tuple(table["not_behind"]),
        counting=frozenset(table["counting"]),
        words=tuple(table["words"]),
    )
