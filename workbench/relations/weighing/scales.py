"""Weighing: the sum of the weights of all signs of a combination, and how likely it is among the others.

The weights are learned (a conditional logit: McFadden, 1974): the chance of a combination is its exponential over those
of all combinations of the same number and of "none", which weighs nothing. They are whole hundredths, so that the sum
is the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, inf
from typing import Any

from workbench.relations.weighing.candidates import Candidate
from workbench.relations.weighing.evidence import Evidence
from workbench.relations.weighing.mending import mended
from workbench.resource_files import resources

HUNDREDTHS = 100
_CLOSER, _OUTWEIGHED = 12, 600
FITS, OFF = "fits", "does not fit"


Part = tuple[str, Sequence[str], float]
"""Some signs of a combination, the place of the frame they are of, and how much of each counts."""


def parts_of(candidate: Candidate, evidence: Evidence) -> Iterator[Part]:
    """All signs of a combination, by the place of the frame they are of; those of the combination itself come first."""
    yield candidate.frame, (FITS if candidate.fits else OFF, *candidate.signs), 1.0
    yield from of_numbers(candidate, evidence)
    yield from of_pairs(candidate, evidence)
    yield from of_all(candidate, evidence)


def of_all(candidate: Candidate, evidence: Evidence) -> Iterator[Part]:
    """What needs all numbers of a combination to be seen: how it could fit, and what rules say of them."""
    yield f"{candidate.frame}.mended", mended(candidate, evidence.passage), 1.0
    anchor, *others = [index for _, index in candidate.roles]
    for role, index in candidate.roles[1:]:
        yield f"{candidate.frame}.{role}.told", evidence.told(anchor, index), 1.0
    if candidate.parts:
        for part in candidate.parts:
            yield "sum.part.told", evidence.told(anchor, part), 1 / len(candidate.parts)
        yield "sum.parts.told", evidence.told_together(anchor, candidate.parts[0], candidate.parts[1]), 1.0
        yield "sum.all.told", evidence.told_together(anchor, anchor, candidate.parts[0]), 1.0
    else:
        yield f"{candidate.frame}.told", evidence.told_together(anchor, *others), 1.0
    yield f"{candidate.frame}.anchor.told", evidence.told(anchor, anchor), 1.0


def of_numbers(candidate: Candidate, evidence: Evidence) -> Iterator[Part]:
    """The signs of each number of a combination."""
    frame, parts = candidate.frame, candidate.parts
    for role, index in candidate.roles:
        yield f"{frame}.{role}", evidence.of(index), 1.0
    if parts:
        yield "sum.first", evidence.of(parts[0]), 1.0
        yield "sum.last", evidence.of(parts[-1]), 1.0
        for part in parts:
            yield "sum.part", evidence.of(part), 1 / len(parts)


def of_pairs(candidate: Candidate, evidence: Evidence) -> Iterator[Part]:
    """What is between two numbers of a combination, and how alike they are."""
    if candidate.parts:
        yield from _of_lists(candidate, evidence)
        return
    frame = candidate.frame
    (anchor, said), (one, first), (other, second) = candidate.roles
    yield f"{frame}.{anchor}-{one}", evidence.between(said, first), 1.0
    yield f"{frame}.{anchor}-{other}", evidence.between(said, second), 1.0
    yield f"{frame}.{one}-{other}", evidence.between(first, second), 1.0
    yield f"{frame}.{one}~{other}", evidence.alike(first, second), 1.0
    yield f"{frame}.{anchor}~{one}", evidence.alike(said, first), 1.0
    yield f"{frame}.{anchor}~{other}", evidence.alike(said, second), 1.0


def _of_lists(candidate: Candidate, evidence: Evidence) -> Iterator[Part]:
    """The same of a total and its list: of its ends, of neighbours in it and beside it."""
    parts, total = candidate.parts, candidate.roles[0][1]
    yield "sum.total-first", evidence.between(total, parts[0]), 1.0
    yield "sum.total~first", evidence.alike(total, parts[0]), 1.0
    yield "sum.total-last", evidence.between(total, parts[-1]), 1.0
    for one, other in pairwise(parts):
        yield "sum.part-part", evidence.between(one, other), 1 / (len(parts) - 1)
        yield "sum.part~part", evidence.alike(one, other), 1 / (len(parts) - 1)
    before, behind = candidate.outside
    if before is not None:
        yield "sum.before-first", evidence.between(before, parts[0]), 1.0
        yield "sum.before~first", evidence.alike(before, parts[0]), 1.0
    if behind is not None:
        yield "sum.last-behind", evidence.between(parts[-1], behind), 1.0
        yield "sum.last~behind", evidence.alike(parts[-1], behind), 1.0


Weights = Mapping[str, Mapping[str, int]]
"""For each place of a frame the weight of each sign, in hundredths."""
_NOTHING: Mapping[str, int] = {}
Known = dict[tuple[str, int], int]
"""The sums of signs met before, by the place of the frame and the identity of the signs."""


@dataclass(frozen=True, slots=True)
class Scales:
    """The weights of one family of frames in one language.

    `gate` weighs the signs of a number alone: below `opens` no combination is tried. A combination that fits is taken
    from `least` on (its chance in hundredths), one that does not from `asked` on, to be judged (`telling.py`).
    """

    weights: Weights
    gate: Mapping[str, int]
    opens: int
    least: int
    asked: int

    def admits(self, signs: Sequence[str]) -> bool:
        """Whether a number looks like one that is said of others."""
        gate = self.gate
        return sum([gate.get(sign, 0) for sign in signs]) >= self.opens

    def weigh(self, candidates: Sequence[Candidate], evidence: Evidence, known: Known) -> list[float]:
        """The weight of each of some combinations, the likeliest of them first by the signs of their numbers alone.

        Those that come after the first few by these weigh too little to be looked at closer: they have minus infinity.
        `known` keeps the sums for the signs of `evidence`, which keeps those alive.
        """
        weights = [self._alone(candidate, evidence, known) for candidate in candidates]
        least = sorted(weights, reverse=True)[_CLOSER] if len(weights) > _CLOSER else -inf
        for at, candidate in enumerate(candidates):
            if weights[at] >= least:
                weights[at] += self._sum(of_pairs(candidate, evidence), known)
            else:
                weights[at] = -inf
        least = max((*weights, 0.0)) - _OUTWEIGHED
        for at, candidate in enumerate(candidates):
            if weights[at] >= least:
                weights[at] += self._in_all(candidate, evidence)
        return [weight / HUNDREDTHS for weight in weights]

    def _alone(self, candidate: Candidate, evidence: Evidence, known: Known) -> float:
        table = self.weights.get(candidate.frame, _NOTHING)
        own = sum([table.get(sign, 0) for sign in (FITS if candidate.fits else OFF, *candidate.signs)])
        return own + self._sum(of_numbers(candidate, evidence), known)

    def _in_all(self, candidate: Candidate, evidence: Evidence) -> float:
        total = 0.0
        for place, signs, share in of_all(candidate, evidence):
            table = self.weights.get(place, _NOTHING)
            total += share * sum([table.get(sign, 0) for sign in signs])
        return total

    def _sum(self, parts: Iterable[Part], known: Known) -> float:
        total = 0.0
        for place, signs, share in parts:
            key = place, id(signs)
            weight = known.get(key)
            if weight is None:
                table = self.weights.get(place, _NOTHING)
                weight = known[key] = sum([table.get(sign, 0) for sign in signs])
            total += weight * share
        return total


def chances(weights: Sequence[float]) -> list[float]:
    """How likely each of some combinations is; what is left to one is the chance of none."""
    highest = max((*weights, 0.0))
    shares = [exp(weight - highest) for weight in weights]
    whole = sum(shares) + exp(-highest)
    return [share / whole for share in shares]


@cache
def scales_for(language: str) -> Mapping[str, Scales] | None:
    """The weights of each family in a language; ``None`` where none were learned."""
    file = resources() / "rules" / "weights" / f"{language}.json"
    if not file.is_file():
        return None
    return scales_of(json.loads(file.read_text(encoding="utf-8")))


def scales_of(table: Any) -> Mapping[str, Scales]:
    """The weights of each family as a file of weights has them."""
    return {
        name: Scales(family["weights"], family["gate"], family["opens"], family["least"], family["asked"])
        for name, family in table["families"].items()
    }
