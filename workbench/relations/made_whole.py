"""Contradicted sums that a number told beside the list makes right: what is left, what is taken away, what holds more.

"27 members: 15 for, 9 against, the 3 others abstaining" counts those as well; "6.3 billion of profits less 1.2 billion
of costs" takes some away, as does "640 and 520, 60 being valid for both" what was counted twice; and where the total
and its parts together make a number told before, all are parts of that one. Cues: `rest-told` and `taken-away`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from workbench.model import Claim, Document, Kind
from workbench.model.interval import Interval
from workbench.relations.composing import same_unit
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import spoken

_LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})
_SCALES = (1_000, 1_000_000, 1_000_000_000)
_AROUND, _TELLING, _FEWEST_DIGITS, _FAR, _NEXT, _MOST = 3, 3, 2, 80, 6, 8


def is_made_whole(total: Claim, told: Sequence[Claim], claims: Sequence[Claim], places: Mapping[str, int]) -> bool:
    """Whether a number told among or right beside the parts makes the total with one of them, or with all."""
    if _digits(total) < _TELLING:
        return False
    everything = _added(told)
    for other in _beside(total, told, claims, places):
        if _digits(other) < _FEWEST_DIGITS:
            continue
        added = [part.expected + other.expected for part in told]
        if any(one.meets(total.expected) for one in (everything + other.expected, *added)):
            return True
    return False


def is_told_with_more(
    total: Claim,
    told: Sequence[Claim],
    document: Document,
    claims: Sequence[Claim],
    places: Mapping[str, int],
    rules: LanguageRules,
) -> bool:
    """Whether words at a number beside a list say that it is the rest of it or taken from it, and with it all is right.

    So it is where the numbers of the list and the one taken for its total are together all of a number told before.
    """
    everything = _added(told)
    first = min(total.start, told[0].start)
    beside = _beside(total, told, claims, places, _SCALES)
    following = [other for other in beside if other.start > told[0].start and other.sentence == told[0].sentence]
    listed = sorted((*told, *following), key=_start)
    if len(listed) <= _MOST and _is_taken_away(listed, document, rules) and _is_balance(listed, total):
        return True
    for other in beside:
        around = _around(other, document, claims, places)
        inside = told[0].start < other.start < told[-1].start
        is_rest = other.start > told[0].start and says(rules, "rest-told", around)
        if (inside or is_rest) and any((everything + one).meets(total.expected) for one in _scaled(other, total)):
            return True
        if says(rules, "taken-away", around) and (everything + -other.expected).meets(total.expected):
            return True
        outside = other.start < first or other.start > told[-1].start
        if outside and _digits(other) >= _FEWEST_DIGITS and (total.expected + everything).meets(other.expected):
            return True
        if outside and _digits(other) >= _TELLING and _is_shared(total, told, other):
            return True
    return False


def _scaled(other: Claim, total: Claim) -> Iterator[Interval]:
    """What a number may mean: as told, and where it has no unit in the thousands or millions of the total."""
    yield other.expected
    if other.quantity.unit is None and other.quantity.step <= 1:
        yield from (other.expected.scaled(scale) for scale in _SCALES if scale <= (total.quantity.value or Decimal(0)))


def _is_shared(total: Claim, told: Sequence[Claim], other: Claim) -> bool:
    """Whether the total with one of the parts is a number told before them: "of 750 million 420 are spent, 330 not"."""
    return any((total.expected + part.expected).meets(other.expected) for part in told) and other.start < total.start


def _is_taken_away(told: Sequence[Claim], document: Document, rules: LanguageRules) -> bool:
    """Whether words before a part other than the first say that it is taken away."""
    text = document.text
    return any(
        says(rules, "taken-away", f" {' '.join(spoken(text[max(one.end, other.start - _FAR) : other.start]))} ")
        or says(rules, "taken-away", f" {' '.join(_behind(other, text))} ")
        for one, other in pairwise(told)
    )


def _beside(
    total: Claim,
    told: Sequence[Claim],
    claims: Sequence[Claim],
    places: Mapping[str, int],
    scales: Sequence[int] = (),
) -> list[Claim]:
    """The levels of the unit of a list around it, but its own numbers; bare ones too where `scales` may be left out."""
    own = {total.id, *(part.id for part in told)}
    spots = [places[claim] for claim in own]
    return [
        other
        for other in claims[max(0, min(spots) - _AROUND) : max(spots) + 1 + _AROUND]
        if other.id not in own
        and other.quantity.value is not None
        and other.block == total.block
        and not other.quantity.is_range
        and other.quantity.kind in _LEVELS
        and other.quantity.step <= max(total.quantity.step, Decimal(1))
        and (same_unit(total, other, lax=True) or (bool(scales) and other.quantity.unit is None))
    ]


def _around(claim: Claim, document: Document, claims: Sequence[Claim], places: Mapping[str, int]) -> str:
    """A few words before and behind a number, as far as the numbers beside it, with ``#`` for itself."""
    text, place = document.text, places[claim.id]
    low = max(claims[place - 1].end if place else 0, claim.sentence[0], claim.evidence_start - _FAR)
    before = spoken(text[low : claim.evidence_start])[-_NEXT:] if low < claim.evidence_start else []
    return f" {' '.join((*before, '#', *_behind(claim, text)))} "


def _behind(claim: Claim, text: str) -> list[str]:
    return spoken(text[claim.end : min(claim.sentence[1], claim.end + _FAR)])[:_NEXT]


def _is_balance(parts: Sequence[Claim], total: Claim) -> bool:
    """Whether the first part, with some of the others taken away and the rest added, makes the total."""
    reached = [parts[0].expected]
    for part in parts[1:]:
        reached = [made for so_far in reached for made in (so_far + part.expected, so_far + -part.expected)]
    return any(made.meets(total.expected) for made in reached)


def _added(told: Sequence[Claim]) -> Interval:
    everything = told[0].expected
    for part in told[1:]:
        everything = everything + part.expected
    return everything


def _start(claim: Claim) -> int:
    return claim.start


def _digits(claim: Claim) -> int:
    return sum(map(str.isdigit, claim.text))
