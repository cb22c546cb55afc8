"""Combinations that say nothing, however much speaks for them: of years, of one level twice, of another's rate."""

from __future__ import annotations

from decimal import Decimal

from workbench.model import Claim, Hedge, Kind, Role
from workbench.model.slips import in_last_digits
from workbench.relations.arms import Figure
from workbench.relations.changes import is_like_a_year
from workbench.relations.rules import LanguageRules, says
from workbench.relations.weighing.candidates import Candidate
from workbench.relations.weighing.passage import Number, Passage

_COMPARED, _MOVED = frozenset({"growth", "difference", "points"}), frozenset({"growth", "unsaid"})
_LEADING, _INDEX_POINT = 3, "point"
_SAID = frozenset({"rate", "share", "change", "per", "total"})
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER})
_NO_MOVES = frozenset({Role.LEVEL, Role.RATE})
_ROUGH, _OTHER_SCALE, _TINY, _TWO_DIGITS, _STEM = Decimal("0.3"), 10_000, 100, 10, 5


def can_be(chosen: Candidate, passage: Passage, rules: LanguageRules, sure: bool = False) -> bool:
    """Whether a combination says anything: of no years, of two levels that differ, of a rate that is of them.

    `sure` tells that next to nothing else comes into question: then a rate need not be worded as one that moved.
    """
    numbers = passage.numbers
    if any(is_like_a_year(numbers[index].claim) for index in chosen.members):
        return False
    if _has_two_signs(chosen, passage):
        return False
    if chosen.frame == "sum" and _is_of_few(chosen, passage):
        return False
    if chosen.frame == "sum" and not chosen.fits and (_is_net(chosen, passage) or _has_losses(chosen, passage)):
        return False
    roles = {role: numbers[index] for role, index in chosen.roles}
    if not chosen.fits and _is_out_of_scale(chosen, passage, roles):
        return False
    if chosen.frame in _COMPARED:
        levels = roles["after"].claim.quantity.value, roles["before"].claim.quantity.value
        if levels[0] == levels[1]:
            return False
    if chosen.frame == "average":
        at = roles["total"].place
        # What is left of a total after costs is not what each of its parts came to.
        return not says(rules, "nets", f" {' '.join(passage.words[max(0, at - _LEADING) : at])} ")
    if chosen.frame not in _MOVED:
        return True
    return _can_move(roles["rate"].figure, roles["rate"].claim, sure) and not _leads_to_another(chosen, passage)


def _has_two_signs(chosen: Candidate, passage: Passage) -> bool:
    """Whether some of the numbers that something is said of are printed with a minus: their sizes are no levels."""
    levels = [index for role, index in chosen.roles if role not in _SAID] + list(chosen.parts)
    return len({(passage.numbers[index].claim.quantity.value or 0) < 0 for index in levels}) > 1


def _is_of_few(chosen: Candidate, passage: Passage) -> bool:
    """Whether single things, which nobody rounds, do not make their total: "1 here, 1 there, 1 of them new"."""
    sizes = [passage.numbers[part].size for part in chosen.parts]
    total = passage.numbers[chosen.roles[0][1]].size
    return max(*sizes, total) < _TWO_DIGITS and all(size % 1 == 0 for size in sizes) and sum(sizes) != total


def _is_net(chosen: Candidate, passage: Passage) -> bool:
    """Whether parts make their total when one is taken off: "46 at first, 1 withdrawn, 3 added, 48 in the end"."""
    claims = [passage.numbers[part].claim.expected for part in chosen.parts]
    total = passage.numbers[chosen.roles[0][1]].claim.expected
    added = claims[0]
    for part in claims[1:]:
        added = added + part
    return any((added - part - part).meets(total) for part in claims)


def _has_losses(chosen: Candidate, passage: Passage) -> bool:
    """Whether some parts are told as losses, and so are to be taken off: "12 million here, losses of 4 there"."""
    places = [passage.numbers[part].place for part in chosen.parts]
    told = [any("opposite" in passage.meaning(at - away) for away in range(1, _LEADING + 1)) for at in places]
    return any(told) and not all(told)


def _is_out_of_scale(chosen: Candidate, passage: Passage, roles: dict[str, Number]) -> bool:
    """Whether numbers that do not fit are too rough, too far apart or too unlike to be off by a slip, or are added."""
    if chosen.frame == "difference":
        levels = sorted((roles["after"].size, roles["before"].size))
        if roles["change"].size in levels or levels[1] > _TINY * levels[0]:
            # "Raised by 1 to 1.50 dollars, to 16": a level told twice is no distance, nor that to next to nothing.
            return True
        # "3.2 billion" and "3.05 billion" leave open what is between them: nearly any slip would lead there.
        after, before = roles["after"], roles["before"]
        if (after.claim.expected + before.claim.expected).meets(roles["change"].claim.expected):
            # "+152,000 by migration and +17,000 by births, 169,000 in all" are added.
            return True
        open_to = sum(_step(number) for number in (after, before)) / 2
        return open_to > _ROUGH * abs(after.size - before.size)
    if chosen.frame == "points":
        # An index that gained 80 points beside rates of 9 and 12 %.
        change = roles["change"]
        most = max(roles["after"].size, roles["before"].size)
        return change.claim.quantity.unit == _INDEX_POINT and change.size > most
    if chosen.frame == "sum":
        # "8 billion in loans and 200 armoured vehicles" is no list.
        total = roles["total"].size
        if max(in_last_digits(passage.numbers[index].claim.quantity) or 0 for index in chosen.members) < _TWO_DIGITS:
            # "Paragraphs 1 (B) and 1 (C)": numbers of one digit fit anything but for one digit.
            return True
        return any(0 < _OTHER_SCALE * passage.numbers[part].size < total for part in chosen.parts)
    if chosen.frame == "average":
        # "38,000 tickets over 32 performances": what something is spread over is told with the word of a lower bound.
        per, total_of = roles["per"].claim, roles["total"].claim.counted
        return (
            per.quantity.hedge is Hedge.OVER
            and per.counted is not None
            and total_of is not None
            and per.counted[:_STEM].lower() != total_of[:_STEM].lower()
        )
    return False


def _step(number: Number) -> Decimal:
    """One unit of the last digit; none where things were counted one by one."""
    quantity = number.claim.quantity
    return Decimal(0) if quantity.step == 1 and quantity.kind in _COUNTS else quantity.step


def _leads_to_another(chosen: Candidate, passage: Passage) -> bool:
    """Whether the number right behind a percentage is what it is of, and none of the levels: "it rose 25% to 51"."""
    following = chosen.roles[0][1] + 1
    if following in chosen.members or following >= len(passage.numbers):
        return False
    rate, level = passage.numbers[following - 1], passage.numbers[following]
    if level.sentence != rate.sentence or level.figure is None:
        return False
    if level.figure.to and not level.figure.old:
        return True
    named = rate.claim.indicator
    levels = [passage.numbers[index].claim.indicator for _, index in chosen.roles[1:]]
    return named is not None and level.claim.indicator == named and all(levels) and named not in levels


def _can_move(figure: Figure | None, rate: Claim, sure: bool) -> bool:
    """Whether a percentage may be of the levels beside it: of nothing named behind it, of no other perimeter."""
    if figure is None:
        return True
    if figure.apart or figure.of:
        return False
    return sure or figure.delta is not None or figure.loose or figure.bracketed or rate.role not in _NO_MOVES
