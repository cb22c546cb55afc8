"""What a stretch of text must hold for a reader of relations to be worth asking.

Most sentences have nothing for most readers. So each reader declares what it cannot do without, and `worth` looks for
that in the symbols of a sentence and in the cues its words may say, both known before any reader looks closer. A
declaration may ask for less than the reader needs, never for more: what is asked for and missing is never read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.model import Claim
from workbench.relations.composing import same_unit
from workbench.relations.rules import LanguageRules
from workbench.relations.stream import Stream


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """Something that must stand in the stretch: a claim of one of these `kinds`, a phrase of a class, or a cue.

    `kinds` are symbols of claims as in `workbench.relations.stream`, `classes` names with spaces between, as
    `Vocabulary.members` takes them, and `cues` names of cues of the language file.
    """

    kinds: str = ""
    classes: str = ""
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Asks:
    """What a reader cannot do without: so many `numbers` of some kinds, and each of its `needs`.

    `alike` when two of the numbers must be in one unit.
    """

    numbers: int = 0
    kinds: str = ""
    alike: bool = False
    needs: tuple[Need, ...] = ()


def worth(asks: Asks, rules: LanguageRules, *streams: Stream) -> bool:
    """Whether some sentences read together hold what a reader asks for."""
    if asks.numbers and sum(stream.text.count(kind) for stream in streams for kind in asks.kinds) < asks.numbers:
        return False
    for need in asks.needs:
        symbols, cues = rules.vocabulary.members(need.classes), rules.hearing.of(*need.cues)
        for stream in streams:
            if stream.heard & cues or not symbols.isdisjoint(stream.text) or any(map(stream.text.count, need.kinds)):
                break
        else:
            return False
    return not asks.alike or _some_alike(
        claim
        for stream in streams
        for symbol, claim in zip(stream.text, stream.claims, strict=True)
        if claim is not None and symbol in asks.kinds
    )


def _some_alike(claims: Iterable[Claim]) -> bool:
    """Whether two of the numbers are in one unit, or may be."""
    known: dict[str | None, Claim] = {}
    for claim in claims:
        unit = None if claim.quantity.unit == "point" else claim.quantity.unit
        if unit in known:
            return True
        known[unit] = claim
    bare = known.pop(None, None)
    return bare is not None and any(same_unit(bare, claim) for claim in known.values())
