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
    """What a reader cannot do without: so many `numbers` of some `kinds`, and each of its `needs`.

    Two of the numbers must be in one unit and of the kinds in `alike`, when there are any.
    """

    numbers: int = 0
    kinds: str = ""
    alike: str = ""
    needs: tuple[Need, ...] = ()


def worth(asks: Asks | tuple[Asks, ...], rules: LanguageRules, *streams: Stream) -> bool:
    """Whether some sentences read together hold what a reader asks for, in one of the ways it may be asked."""
    if isinstance(asks, tuple):
        for one in asks:  # noqa: SIM110 - asked of every sentence, and a generator costs more than the answer
            if worth(one, rules, *streams):
                return True
        return False
    known = rules.hearing.asked
    for need in asks.needs:
        symbols, cues = known.get(need) or known.setdefault(need, _met_by(need, rules))
        for stream in streams:
            if stream.heard & cues or not symbols.isdisjoint(stream.text):
                break
        else:
            return False
    if asks.numbers:
        found, kinds = 0, asks.kinds
        for stream in streams:
            for symbol, _ in stream.held:
                found += symbol in kinds
        if found < asks.numbers:
            return False
    return not asks.alike or _some_alike(asks.alike, streams)


def _met_by(need: Need, rules: LanguageRules) -> tuple[frozenset[str], int]:
    """The symbols and the bits of cues that meet a need."""
    return rules.vocabulary.members(need.classes) | frozenset(need.kinds), rules.hearing.of(*need.cues)


def _some_alike(kinds: str, streams: Iterable[Stream]) -> bool:
    """Whether two numbers of these kinds are in one unit, or may be."""
    known: dict[str | None, Claim] = {}
    for stream in streams:
        for symbol, claim in stream.held:
            if symbol not in kinds:
                continue
            unit = None if claim.quantity.unit == "point" else claim.quantity.unit
            if unit in known:
                return True
            known[unit] = claim
    bare = known.pop(None, None)
    return bare is not None and any(same_unit(bare, claim, lax=True) for claim in known.values())
