"""Whether a contradiction is told, asked about or given up.

That numbers do not fit may mean that one of them is wrong, or that they were never meant to: how sure one can be of
the first is weighed from all that is known of the combination (a logistic regression: Cox, 1958). Most counts how
likely it is among all that its number may be said of; then whether another combination fits, how far off it is, what
misprint would explain that, what made the relation, and whether other relations hold that its numbers are in, for then
they are likely right. The weights are learned from passages (`python -m tests.relations.learn_telling`), one table for
all languages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from math import log

from workbench.model import Relation
from workbench.relations.rule import WEIGHED
from workbench.relations.rules import LanguageRules
from workbench.relations.weighing.candidates import Candidate
from workbench.relations.weighing.evidence import is_near
from workbench.relations.weighing.mending import is_a_slip_away, mended
from workbench.relations.weighing.misprints import misprinted
from workbench.relations.weighing.passage import Passage
from workbench.relations.weighing.possible import can_be
from workbench.resource_files import resources

_LEAST_CHANCE, _LEAST_OTHER, _HALF = 0.001, 0.01, 0.5
_MOST_DIGITS, _MOST_MISPRINTS, _MOST_HELD = 5, 3, 2
_HOW = ("slip", "fits")
BY_RULE, BY_SIGNS = "a rule", "signs"
"""What makes relations; from where on contradictions are told differs."""
_NO_MISPRINT, _CHANGES = "misprints: 0", frozenset({"growth", "difference", "points", "unsaid"})
_OF_MANY = frozenset({"misprint of 4", "misprint of 5"})
OF_UNSAID = "of a whole left unsaid"
"""The sign of a percentage that a rule reads as one of a whole that is not told."""


class Telling(Enum):
    """What becomes of a contradiction."""

    GIVEN_UP = "given up"
    ASKED = "asked"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A combination among all that its number may be said of.

    `frame` is what the numbers are put into, and `possible` whether that says anything. `chance` is how likely it is,
    `nothing` how likely that the number is said of none, `fitting` the chance of the likeliest other combination that
    fits. `slip` tells whether a slip would make it fit, `exceeds` whether parts make more than their total, and `signs`
    how far it is from fitting and what would make it.
    """

    frame: str
    chance: float
    nothing: float
    fitting: float
    possible: bool
    slip: bool
    exceeds: bool
    signs: tuple[str, ...]

    @property
    def surely_slips(self) -> bool:
        """Whether a misprint of many digits leads to the figure printed, which happens by no chance."""
        return not _OF_MANY.isdisjoint(self.signs)


def weighed(
    tried: Sequence[Candidate], chance: Sequence[float], own: Sequence[int], passage: Passage, rules: LanguageRules
) -> Weighed:
    """What is known of a combination, which `own` of the `tried` are ways to read; `chance` is that of each."""
    likeliest = tried[max(own, key=chance.__getitem__)]
    others = [chance[at] for at, other in enumerate(tried) if other.fits and at not in own]
    return Weighed(
        likeliest.frame,
        sum(chance[at] for at in own),
        max(1 - sum(chance), 0.0),
        max(others, default=0.0),
        can_be(likeliest, passage, rules),
        is_a_slip_away(likeliest, passage),
        _exceeds(likeliest, passage),
        tuple(_signs(likeliest, passage)),
    )


def _exceeds(candidate: Candidate, passage: Passage) -> bool:
    parts = sum((passage.numbers[part].size for part in candidate.parts), Decimal(0))
    return bool(candidate.parts) and parts > passage.numbers[candidate.roles[0][1]].size


def _signs(candidate: Candidate, passage: Passage) -> Iterator[str]:
    how = next((sign for sign in mended(candidate, passage) if sign.startswith(_HOW)), None)
    if how is not None:
        yield how
        yield how.rpartition(" ")[0]
    yield candidate.signs[0]
    found = [] if candidate.fits else misprinted(candidate, passage)
    yield f"misprints: {min(len(found), _MOST_MISPRINTS)}"
    if found:
        most = max(found, key=lambda one: one.digits)
        yield f"misprint: {most.misprint}"
        yield f"misprint of {min(most.digits, _MOST_DIGITS)}"
        yield f"misprint in {candidate.frame}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a contradiction: what made the relation, what counts by its size, and what by being so."""

    maker: str
    amounts: Mapping[str, float]
    signs: tuple[str, ...]


def facts_of(one: Weighed, relation: Relation, held: int, language: str) -> Facts:
    """What is known of a contradicted relation; `held` of its numbers are in relations that hold."""
    maker = BY_SIGNS if relation.rule.endswith(WEIGHED) else BY_RULE
    chance = min(max(one.chance, _LEAST_CHANCE), 1 - _LEAST_CHANCE)
    amounts = {
        f"chance, made by {maker}": log(chance / (1 - chance)),
        f"against nothing, made by {maker}": log(chance / max(one.nothing, _LEAST_CHANCE)),
        "another fits": log(max(one.fitting, _LEAST_OTHER) / _LEAST_OTHER),
        "held": float(min(held, _MOST_HELD)),
    }
    signs = (
        "any",
        f"language: {language}",
        f"frame: {one.frame}",
        f"made by: {relation.binding.value if maker == BY_RULE else maker}",
        f"{one.frame} made by {maker}",
        *one.signs,
    )
    return Facts(maker, amounts, signs)


@dataclass(frozen=True)
class Judge:
    """How much each thing known of a contradiction counts, in hundredths; by what made it, from where on it is told."""

    amounts: Mapping[str, int]
    signs: Mapping[str, int]
    asked: Mapping[str, int]
    told: Mapping[str, int]

    def of(self, weight: Weighed, relation: Relation, held: int, language: str) -> Telling:
        """What becomes of a contradicted relation, of whose numbers so many are in relations that hold."""
        known = facts_of(weight, relation, held, language)
        sure = sum(self.amounts.get(name, 0) * amount for name, amount in known.amounts.items())
        sure += sum(self.signs.get(sign, 0) for sign in known.signs)
        if sure >= self.told[known.maker] and not (known.maker == BY_SIGNS and _is_unexplained(weight)):
            return Telling.TOLD
        return Telling.ASKED if sure >= self.asked[known.maker] else Telling.GIVEN_UP


def _is_unexplained(weight: Weighed) -> bool:
    """Whether no misprint explains a combination that is less likely than not, nor any slip a change that is far off.

    "From 804 euros a month to 822, 216 euros more over the year" is reckoned for twelve months.
    """
    if _NO_MISPRINT not in weight.signs:
        return False
    far = not weight.slip and not any(map(is_near, weight.signs))
    return weight.chance < _HALF or (far and weight.frame in _CHANGES)


@cache
def judge() -> Judge:
    """The judge as learned."""
    table = json.loads((resources() / "rules" / "weights" / "telling.json").read_text(encoding="utf-8"))
    return Judge(table["amounts"], table["signs"], table["asked"], table["told"])
