"""How much two figures of two texts look like one figure, and in what they differ."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any

from workbench.model import Claim, Document, Hedge, Kind, Quantity
from workbench.model.readings import widest
from workbench.resource_files import load_toml

_AROUND = 60
_WORD = re.compile(r"[^\W\d_]+|\d+")
_WORDS_KEPT = 4
_AMOUNTS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.QUANTITY, Kind.MONEY})
_PARTS = frozenset({Kind.PERCENT, Kind.RATIO, Kind.MULTIPLE})


class State(StrEnum):
    """What became of a figure from one version to another."""

    SAME = "same"
    ROUNDED = "rounded"
    HEDGE = "hedge"
    SCOPE = "scope"
    SCALE = "scale"
    UNIT = "unit"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


_TRANSLATED = frozenset(
    {
        frozenset({Hedge.OVER, Hedge.AT_LEAST}),
        frozenset({Hedge.UNDER, Hedge.AT_MOST}),
        frozenset({Hedge.AT_MOST, Hedge.UP_TO}),
    }
)
_POINTS = {State.SAME: 6, State.HEDGE: 6, State.ROUNDED: 4, State.SCALE: 3, State.UNIT: 3}


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim with the words around it, which tell figures of one language apart."""

    claim: Claim
    before: tuple[str, ...]
    after: tuple[str, ...]
    where: Fraction
    """How far into the text it stands, from 0 to 1."""

    @property
    def stated(self) -> tuple[object, ...]:
        """What it says, whatever the words, scale and language: value, unit, dates."""
        quantity = self.claim.quantity
        if self.claim.date is not None:
            return ("date", self.claim.date)
        low, high = _ends(quantity)
        if _is_part(quantity):
            return ("part", low, high)
        return ("amount" if quantity.kind in _AMOUNTS else quantity.kind.value, low, high, quantity.unit)


def figures(document: Document, claims: list[Claim]) -> list[Figure]:
    """The claims of a text in its order, with the words around each; numbers among them count as "#"."""
    text, length = document.text, max(len(document.text), 1)
    found = []
    for claim in sorted(claims, key=lambda claim: claim.start):
        left = _WORD.findall(text[max(0, claim.start - _AROUND) : claim.start])
        right = _WORD.findall(text[claim.end : claim.end + _AROUND])
        found.append(
            Figure(
                claim,
                tuple(_plain(word) for word in left[-_WORDS_KEPT:]),
                tuple(_plain(word) for word in right[:_WORDS_KEPT]),
                Fraction(claim.start, length),
            )
        )
    return found


def likeness(first: Figure, second: Figure) -> Fraction:
    """From 0, nothing in common, to about 12, the same number in the same words."""
    if not _comparable(first.claim, second.claim):
        return Fraction(0)
    state = difference(first.claim, second.claim)
    words = shared_words(first, second)
    points = Fraction(_POINTS.get(state, 0))
    if state in (State.SCALE, State.UNIT) and words < Fraction(1, 4) and not _is_telling(first.claim.quantity):
        # Round numbers meet by chance: 12 is not 1,200 written otherwise unless the words say so.
        points = Fraction(1)
    points += 4 * words
    one, other = first.claim.quantity, second.claim.quantity
    if one.unit == other.unit and one.kind is other.kind:
        points += Fraction(1, 2)
    return points + Fraction(1, 2) * (1 - min(Fraction(1), 4 * abs(first.where - second.where)))


def shared_words(first: Figure, second: Figure) -> Fraction:
    """The share of the words around two figures that stand around both."""
    return _overlap(first.before + first.after, second.before + second.after)


def difference(first: Claim, second: Claim) -> State:
    """In what two claims on one figure differ; scope is for `compare`, which sees the words."""
    old, new = first.quantity, second.quantity
    if first.date is not None or second.date is not None:
        return State.SAME if first.date == second.date else State.CHANGED
    same_unit = old.unit == new.unit or (_is_part(old) and _is_part(new)) or _is_bare(first) or _is_bare(second)
    if _ends(old) == _ends(new):
        if not same_unit:
            return State.UNIT
        return State.SAME if old.hedge is new.hedge else State.HEDGE
    if not same_unit:
        return State.CHANGED
    if _is_power_of_ten(old, new):
        return State.SCALE
    return State.ROUNDED if _agree_rounded(old, new) else State.CHANGED


def is_hedge_of_translation(first: Claim, second: Claim) -> bool:
    """Whether two hedges are each the usual translation of the other: languages part "over" and "at least" differently
    (以上, "ab", "desde")."""
    return frozenset({first.quantity.hedge, second.quantity.hedge}) in _TRANSLATED


def relation_word(document: Document, claim: Claim) -> str | None:
    """ "of" or "in" when the word after a share says so before a name: 50 % of Jiangsu, 50 % in Jiangsu."""
    words = _prepositions().get(document.language[:2])
    if words is None or claim.quantity.kind is not Kind.PERCENT:
        return None
    rest = document.text[claim.end : claim.end + _AROUND].lstrip()
    for kind in ("of", "in"):
        for word in words[kind]:
            if rest.casefold().startswith(word):
                following = rest[len(word) :]
                name = following.lstrip()
                separated = word.endswith(("'", "’")) or following[:1].isspace()
                if separated and name[:1].isupper():
                    return kind
    return None


def _plain(word: str) -> str:
    return "#" if word[0].isdigit() else word.casefold()


def _overlap(first: tuple[str, ...], second: tuple[str, ...]) -> Fraction:
    if not first or not second:
        return Fraction(0)
    left, right = set(first) - {"#"}, set(second) - {"#"}
    return Fraction(len(left & right), max(len(left | right), 1))


def _comparable(first: Claim, second: Claim) -> bool:
    if (first.date is None) != (second.date is None):
        return False
    one, other = first.quantity.kind, second.quantity.kind
    if {one, other} == {Kind.MONEY, Kind.COUNT}:
        # A sum of money and a number of things are one figure only where one text left the currency out.
        return first.quantity.value == second.quantity.value
    return one is other or {one, other} <= _AMOUNTS or {one, other} <= _PARTS


def _ends(quantity: Quantity) -> tuple[Fraction | None, Fraction | None]:
    """The number, or both ends of a range; shares as fractions, so that a half is 50 %."""
    scale = Fraction(1, 100) if quantity.kind is Kind.PERCENT else Fraction(1)
    low, high = quantity.value, quantity.value_high
    return None if low is None else Fraction(low) * scale, None if high is None else Fraction(high) * scale


def _is_part(quantity: Quantity) -> bool:
    """Whether it is a share or a factor, not a change in points."""
    return quantity.kind in _PARTS and quantity.unit in (None, "%")


def _is_bare(claim: Claim) -> bool:
    """A number of nothing said, as the 9.6 billion of "projects worth 9.6 billion" in a text about yuan."""
    return claim.quantity.kind is Kind.NUMBER and claim.quantity.unit is None and claim.counted is None


def _is_power_of_ten(old: Quantity, new: Quantity) -> bool:
    if not old.value or not new.value or old.is_range or new.is_range or old.value.is_signed() != new.value.is_signed():
        return False
    if old.kind is not new.kind and Kind.PERCENT in (old.kind, new.kind):
        return False
    return _digits(old.value) == _digits(new.value)


def _is_telling(quantity: Quantity) -> bool:
    return quantity.value is not None and len(_digits(quantity.value)) > 2


def _digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _agree_rounded(old: Quantity, new: Quantity) -> bool:
    """Whether one is the other with fewer digits, or said in words: 671.7 and 672 billion, 33 % and a third."""
    if old.value is None or new.value is None or old.is_range or new.is_range:
        return False
    if old.in_words == new.in_words and old.coarse_step == new.coarse_step:
        return False
    looser, other = (old, new) if (old.in_words, old.coarse_step) > (new.in_words, new.coarse_step) else (new, old)
    exact, _ = _ends(other)
    scale = Fraction(1, 100) if looser.kind is Kind.PERCENT else Fraction(1)
    return exact is not None and widest(replace(looser, hedge=None)).scaled(scale).contains(exact)


@cache
def _prepositions() -> dict[str, Any]:
    return load_toml("comparing", "prepositions.toml")
