"""Units of numbers: which can be compared, and by how much they differ.

The table of exact factors is resources/checking/units.toml; currencies are units of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from workbench.resource_files import load_toml

_PART = re.compile(r"(?P<join>[*/])?\s*(?P<name>[A-Za-z_%][A-Za-z_% ]*?)\s*(?:\*\*\s*(?P<power>-?\d))?\s*(?=[*/]|$)")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as ``factor`` times (plus `offset`) its base unit; numbers with the same `base` can be compared."""

    base: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)


PLAIN = Measure("")
PERCENT = "%"


@cache
def measure(unit: str | None) -> Measure:
    """The measure of a unit name; a name that the table does not know is a base of its own, as currencies are."""
    if not unit:
        return PLAIN
    units: dict[str, Any] = _table()["units"]
    known = _named(unit, units)
    if known is not None:
        return known
    if "*" not in unit and "/" not in unit:
        return Measure(unit)
    factor, bases, end = Fraction(1), dict[str, int](), 0
    for part in _PART.finditer(unit):
        if part.start() > end + 1:
            return Measure(unit)
        end = part.end()
        power = int(part["power"] or 1) * (-1 if part["join"] == "/" else 1)
        single = _named(part["name"], units) or Measure(part["name"])
        factor *= single.factor**power
        for base, base_power in _powers(single.base).items():
            bases[base] = bases.get(base, 0) + base_power * power
    return Measure(" ".join(f"{base}^{power}" for base, power in sorted(bases.items()) if power), factor)


def _powers(base: str) -> dict[str, int]:
    name, _, power = base.partition(" ** ")
    return {name: int(power or 1)}


def _named(name: str, units: dict[str, Any]) -> Measure | None:
    entry, factor = units.get(name), Fraction(1)
    if entry is None:
        for prefix, size in _table()["prefixes"].items():
            rest = units.get(name.removeprefix(prefix)) if name.startswith(prefix) else None
            if rest is not None and rest.get("prefixes"):
                entry, factor = rest, Fraction(size)
                break
        else:
            return None
    base = entry["base"]
    if " ** " in base:
        base = " ".join(f"{one}^{power}" for one, power in _powers(base).items())
    return Measure(base, Fraction(entry["factor"]) * factor, Fraction(entry.get("offset", 0)))


@cache
def _table() -> dict[str, Any]:
    return load_toml("checking", "units.toml")
