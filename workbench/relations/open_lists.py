"""Contradicted sums whose words or neighbours leave open that the parts make the total.

"1,078 animals: 583 cats, 391 dogs, the rest rabbits" names what is left without a number; "chemicals (714), ahead of
paper (521)" ranks a few; "many of them in two activities" counts people twice; a list after "including" ends where no
comma and no "and" leads to its next number; "64 of whom ..." is a part of a part; ages are no parts; and what a number
told beside the list makes whole was not meant to be whole without it. What has one trait may have another, answers side
by side are of one question each, and rounded parts need not make their total to the last digit; a number with a name
and a colon of its own is no total of others that have theirs, and "1,865 of them" are a part of the part before. Cues:
`unnumbered-rest`, `ranked`, `counted-twice`, `not-counted`, `within`, `joins`, `has-one`, `part-it` and `rounded-parts`
of the language file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from workbench.model import Claim, Document, Hedge, Kind, Relation
from workbench.relations.made_whole import is_made_whole, is_told_with_more
from workbench.relations.rule import WEIGHED
from workbench.relations.rules import LanguageRules, says
from workbench.relations.slips import one_slip_apart
from workbench.relations.wording import between_spaces, spoken

_CLAUSE, _LISTED = ".clause", ".listed"
_CLOSING = frozenset("():–—")
_CLOSED = (".total_of", ".made_of")
_BESIDE, _BEHIND, _NEXT = 2, 4, 3
_FEWEST_DIGITS, _OLDEST = 2, 120
_LOW, _HIGH, _LOWEST, _HIGHEST = Fraction(7, 10), Fraction(29, 20), Fraction(2, 5), Fraction(5, 2)
# How far the rest of a sentence, and one word behind a number, are looked at, in characters.
_REST, _WORD = 300, 40
_STOPS = (" ; ", " . ", " : ")
_PARTING = frozenset((",", ";", "(", ")"))
_ONE_SIDED = frozenset({Hedge.OVER, Hedge.UNDER, Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.UP_TO})


def need_not_add_up(
    relation: Relation,
    total: Claim,
    parts: Sequence[Claim],
    document: Document,
    claims: Sequence[Claim],
    places: Mapping[str, int],
    rules: LanguageRules,
) -> bool:
    """Whether the words of a sum that does not hold, or numbers beside it, leave open that its parts make the total."""
    told = sorted(parts, key=_start)
    made, whole = sum(map(_size, told), Fraction(0)), _size(total)
    gaps = [document.text[one.end : other.evidence_start] for one, other in pairwise(told)]
    words = _words(document, total, told, claims, places)
    if made > whole and (says(rules, "counted-twice", words) or _are_traits(told, document, rules)):
        return True
    if not relation.exhaustive:
        return made > whole and (
            _ends_early(told, gaps, whole, rules) or is_told_with_more(total, told, document, claims, places, rules)
        )
    if any(_is_an_age(part) for part in told):
        return True
    if made < whole and (_leaves_a_rest(words, rules) or says(rules, "ranked", words)):
        return True
    if says(rules, "rounded-parts", words) and abs(made - whole) <= len(told) * _step((total, *told)):
        return True
    if is_told_with_more(total, told, document, claims, places, rules) or _are_labelled(total, told, gaps, document):
        return True
    if made > whole and _is_a_part_of_one(told, document, rules):
        return True
    if relation.rule.endswith(_CLOSED):
        return False
    if relation.rule.endswith(_LISTED) and _are_shares_alike(total, told, document):
        return True
    weighed = relation.rule.endswith(WEIGHED)
    if (made > whole and _has_parts_of_parts(gaps, rules)) or _is_not_counted(told[-1], gaps[-1:], document, rules):
        return True
    if _is_told_alike(document, total, told) or is_made_whole(total, told, claims, places):
        return True
    if not weighed and not relation.rule.endswith(_CLAUSE):
        return False
    low, high = (_LOW, _HIGH) if weighed else (_LOWEST, _HIGHEST)
    if low * whole <= made <= high * whole:
        return False
    return not one_slip_apart(total.quantity, [part.quantity for part in told], _FEWEST_DIGITS)


def _size(claim: Claim) -> Fraction:
    return abs(Fraction(claim.quantity.value or 0))


def _step(claims: Sequence[Claim]) -> Fraction:
    """What all numbers are multiples of: 10 of "1,240, 710 and 530"."""
    step = max(Fraction(claim.quantity.step or 1) for claim in claims)
    while step < max(map(_size, claims)) and all(_size(claim) % (10 * step) == 0 for claim in claims):
        step *= 10
    return step


def _are_traits(told: Sequence[Claim], document: Document, rules: LanguageRules) -> bool:
    """Whether parts are told by what they have: "74 with a nursery, 61 with a canteen, 118 with a sports hall"."""
    return all(says(rules, "has-one", f" {' '.join(_heads(part, document))} ") for part in told)


def _are_shares_alike(total: Claim, told: Sequence[Claim], document: Document) -> bool:
    """Whether percentages in a row, none of them in brackets or behind a colon, are answers side by side."""
    if any(one.quantity.kind is not Kind.PERCENT for one in (total, *told)):
        return False
    first, last = min(total.start, told[0].start), max(total.end, told[-1].end)
    return not _CLOSING.intersection(document.text[first:last])


def _heads(part: Claim, document: Document) -> list[str]:
    return spoken(document.text[part.end : min(part.end + _WORD, part.sentence[1])])[:_NEXT]


def _is_an_age(part: Claim) -> bool:
    """Whether a part is a small limit of nothing counted: "3,640 in girls under 18"."""
    limit = part.quantity.hedge in _ONE_SIDED and part.counted is None and part.quantity.unit is None
    return limit and _size(part) <= _OLDEST


def _has_parts_of_parts(gaps: Sequence[str], rules: LanguageRules) -> bool:
    """Whether words such as "of whom" lead from one part to the next."""
    return any(says(rules, "within", f" {' '.join(spoken(gap)[-_NEXT:])} ") for gap in gaps)


def _is_not_counted(last: Claim, gap: Sequence[str], document: Document, rules: LanguageRules) -> bool:
    """Whether what a semicolon parts from a list is said to stand outside it: "; a further 12 is not included"."""
    behind = spoken(document.text[last.end : min(last.end + _REST, last.sentence[1])])
    return ";" in "".join(gap) and says(rules, "not-counted", f" {' '.join(behind)} ")


def _is_a_part_of_one(told: Sequence[Claim], document: Document, rules: LanguageRules) -> bool:
    """Whether a part behind the first, and not that one, is told to be of those before: "1,865 of them in favour"."""
    of_them = [says(rules, "part-it", f" {' '.join(_heads(part, document))} ") for part in told]
    return any(of_them[1:]) and not of_them[0]


def _are_labelled(total: Claim, told: Sequence[Claim], gaps: Sequence[str], document: Document) -> bool:
    """Whether each number has a name and a colon before it, the total first: "fine: 3 million; profit: 1.2 million"."""
    if total.end > told[0].evidence_start:
        return False
    led = document.text[max(total.sentence[0], total.evidence_start - 2) : total.evidence_start]
    first = document.text[total.end : told[0].evidence_start]
    return all(gap.rstrip().endswith(":") for gap in (led, first, *gaps))


def _is_told_alike(document: Document, total: Claim, told: Sequence[Claim]) -> bool:
    """Whether the total is one of the list: "1,240 votes for the first, 870 for the second and 402 for the third"."""
    if total.start > told[0].start or total.sentence != told[0].sentence:
        return False
    behind = spoken(document.text[total.end : told[0].evidence_start])
    if len(behind) > 2 * _BEHIND or not behind or behind[-1] != ",":
        return False
    heads = {tuple(spoken(document.text[part.end : min(part.end + _WORD, part.sentence[1])])[:1]) for part in told}
    return len(heads) == 1 and not heads <= {(",",), (";",), (".",), ()} and next(iter(heads))[0] in behind[:_NEXT]


def _words(
    document: Document, total: Claim, told: Sequence[Claim], claims: Sequence[Claim], places: Mapping[str, int]
) -> str:
    """The words of a sum from its first number to the end of its last sentence, ``#`` for each number."""
    first, last = min((total, told[0]), key=_start), max((total, told[-1]), key=_start)
    found: list[str] = []
    at = first.start
    end = min(last.sentence[1], last.end + _REST)
    for place in range(places[first.id], len(claims)):
        claim = claims[place]
        if claim.start >= end and claim.start > last.start:
            break
        found.append(between_spaces(document.text[at : claim.start]).strip())
        found.append("#")
        at = max(at, claim.end)
    found.append(between_spaces(document.text[at : max(at, end)]).strip())
    return f" {' '.join(filter(None, found))} "


def _start(claim: Claim) -> int:
    return claim.start


def _leaves_a_rest(words: str, rules: LanguageRules) -> bool:
    """Whether words such as "the rest" have no number of their own behind them or before."""
    for cue in rules.cues.get("unnumbered-rest", ()):
        lead, found, tail = words.partition(cue)
        if not found or "#" in lead.split()[-_BESIDE:]:
            continue
        for stop in _STOPS:
            tail = f" {tail} ".partition(stop)[0]
        if "#" not in tail.split()[:_BEHIND]:
            return True
    return False


def _ends_early(told: Sequence[Claim], gaps: Sequence[str], whole: Fraction, rules: LanguageRules) -> bool:
    """Whether an open list ends before its parts are more than the total: no comma and no "and" leads to the next."""
    made = _size(told[0])
    for part, gap in zip(told[1:], gaps, strict=True):
        last = spoken(gap)[-1:]
        if ":" in gap or not (_PARTING.issuperset(last) or says(rules, "joins", f" {' '.join(last)} ")):
            return made <= whole
        made += _size(part)
    return False
