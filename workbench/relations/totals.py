"""What keeps a number from being the total of the parts beside it, and parts from being parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from workbench.model import Claim, Document, Operation
from workbench.relations.changes import is_compared
from workbench.relations.matching import Match
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import tokens

_BEFORE, _BESIDE, _WORDS = 4, 4, 60
_OLDEST = 120
_HANDFUL, _OUT_OF_SCALE = 10, 99
_STEM, _YEAR, _SMALL = 4, 4, 100
_LEAST_MADE, _MOST_MADE = Decimal("0.6"), Decimal("1.5")
_FEW_SHARES, _MANY_SHARES = 40, 200


def own_total(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the total is not the old value of a comparison ("rose to 151 from 149 and included ...").

    Nor is one what is left out of a total ("excluding the sum of 94, and including that of 100"), an age or a limit.
    """
    place = match.places["total" if "total" in match.places else "greater"]
    total = match.stream.claims[place]
    if total is None:
        return False
    start = match.stream.starts[max(0, place - _BEFORE)]
    before = f" {' '.join(word for word, _, _ in tokens(document.text[start : total.start]))} "
    if says(rules, "left-out", before):
        return False
    first = match.stream.claims.index(match.roles["part"][0]) if match.roles.get("part") else 0
    ends = {*rules.vocabulary.symbols("to"), *rules.vocabulary.symbols("=to")}
    if match.stream.text[max(0, first - 1) : first] in ends:
        return False
    quantity = total.quantity
    limit = quantity.hedge is not None and quantity.unit is None and not total.counted
    if limit and (quantity.value or 0) < _OLDEST:
        return False
    return not is_compared(match, place, rules)


def is_gross(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the whole is no loss, profit or flow of cash: what is left of sums of both signs can be below a part."""
    whole = match.one("total") or match.one("greater")
    if whole is None:
        return False
    start = max(whole.sentence[0], whole.start - _WORDS)
    words = f" {' '.join(word for word, _, _ in tokens(document.text[start : whole.start]))} "
    return not says(rules, "nets", words)


def is_in_scale(greater: Claim, lesser: Claim) -> bool:
    """Whether a whole is more than a handful, and what may be a part of it not of another scale.

    "In 41 countries, including 4,100 in research" goes on about the people.
    """
    whole = greater.quantity.value
    if whole is None or whole < _HANDFUL:
        return False
    return lesser.quantity.unit is not None or (lesser.quantity.value or 0) < _OUT_OF_SCALE * whole


def near_a_hundred(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether shares said to be all of one whole come near to a hundred: rates of interest do not."""
    total = sum((claim.quantity.value or Decimal(0) for claim in match.roles["part"]), Decimal(0))
    return _FEW_SHARES <= total <= _MANY_SHARES


def own_parts(match: Match) -> Mapping[str, list[Claim]]:
    """The roles of a match; of a list that runs over more than one total, only the parts of its own total.

    A list is cut at the semicolon before the total, to the things that the total counts, to its end when that is
    what adds up, and parts of parts are left out. Empty when the total is a year beside a few small numbers.
    """
    total = match.one("total")
    parts = match.roles.get("part", [])
    if match.rule.operation is not Operation.SUM or total is None or total.quantity.value is None:
        return match.roles
    text = total.text
    if len(text) == _YEAR and text.isdigit() and all((part.quantity.value or 0) < _SMALL for part in parts):
        return {}
    if len(parts) <= 2 or any(part.quantity.value is None for part in parts):
        return match.roles
    if parts[-1].start < total.start:
        parts = _adding_up(_of_one_noun(_after_semicolon(match, parts), total), total)
    elif not match.rule.exhaustive:
        parts = _without_nested(parts, total)
    return {**match.roles, "part": parts}


def _after_semicolon(match: Match, parts: list[Claim]) -> list[Claim]:
    places = {claim.id: at for at, claim in enumerate(match.stream.claims) if claim is not None}
    cuts = [
        number
        for number, (one, other) in enumerate(pairwise(parts), 1)
        if ";" in match.stream.text[places[one.id] : places[other.id]]
    ]
    return parts[cuts[-1] :] if cuts and len(cuts) < len(parts) - 1 and cuts[-1] < len(parts) - 1 else parts


def _of_one_noun(parts: list[Claim], total: Claim) -> list[Claim]:
    """ "905 officers and 30,578 men, and 594 officers and 15,388 men, in all 1,499 officers and 45,966 men"."""
    if not total.counted:
        return parts
    alike = [part for part in parts if part.counted and part.counted[:_STEM] == total.counted[:_STEM]]
    others = [part for part in parts if part not in alike]
    mixed = len(alike) > 1 and any(part.counted for part in others)
    return alike if mixed and _sum(alike) == total.quantity.value else parts


def _adding_up(parts: list[Claim], total: Claim) -> list[Claim]:
    """ "Imports were 207; the exports 149, besides 17 of foreign goods, making in all 166"."""
    if _sum(parts) == total.quantity.value:
        return parts
    ends = (parts[first:] for first in range(1, len(parts) - 1))
    return next((end for end in ends if abs(_sum(end) - (total.quantity.value or 0)) <= len(end)), parts)


def _without_nested(parts: list[Claim], total: Claim) -> list[Claim]:
    """ "210 of the army, 105 being invalids and 105 widows": the second and third are parts of the first."""
    if _sum(parts) <= (total.quantity.value or 0):
        return parts
    kept: list[Claim] = []
    at = 0
    while at < len(parts):
        kept.append(parts[at])
        ends = (end for end in range(at + 3, len(parts) + 1) if _sum(parts[at + 1 : end]) == parts[at].quantity.value)
        at = next(ends, at + 1)
    return kept


def _sum(claims: list[Claim]) -> Decimal:
    return sum((claim.quantity.value or Decimal(0) for claim in claims), Decimal(0))


def is_above_its_total(match: Match) -> bool:
    """Whether what is each of several is more than all of them are together."""
    per, total, count = (match.one(role) for role in ("per", "total", "count"))
    if per is None or total is None or count is None:
        return False
    values = [claim.quantity.value or Decimal(0) for claim in (per, total, count)]
    return per.quantity.unit == total.quantity.unit and values[0] > values[1] and values[2] > 1


def is_far_from_parts(match: Match) -> bool:
    """Whether parts make so much less or more than their total that they may be of another one."""
    total, parts = match.one("total"), match.roles.get("part", [])
    if total is None or not total.quantity.value or not parts:
        return False
    made = sum((part.quantity.value or Decimal(0) for part in parts), Decimal(0)) / total.quantity.value
    return not _LEAST_MADE <= made <= _MOST_MADE


def is_shared_the_other_way(match: Match) -> bool:
    """Whether more than one each of a number are what a larger one is shared by: "1.4 million gifts from 800,000"."""
    per, total, count = (match.one(role) for role in ("per", "total", "count"))
    if per is None or total is None or count is None or total.quantity.unit is not None:
        return False
    each, shared, many = (claim.quantity.value or Decimal(0) for claim in (per, total, count))
    return each > 1 and shared < many


def opens_a_list(cues: Sequence[str], near: str) -> bool:
    """Whether a cue stands right before the first part: "broken down as 14", not "made up of locals, has 14"."""
    tails = (near.rpartition(cue)[2] for cue in cues if cue in near)
    return any("," not in tail and len(tail.split()) <= _BESIDE for tail in tails)
