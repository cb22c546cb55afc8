"""Contradicted relations whose own numbers show that they were read amiss.

A balance told with what came in and what went out is no list of parts; what remains after two movements is not what
one of them leaves; "80% of them (21,100)" tells the part behind the percentage; years are no levels that change; a
sentence with a level of its own does not look back. Where numbers fit the other reading, or cannot be of the kind that
is said, the words were taken for what they do not say, and nothing is related. Cues: `leads-to`, `parts-of` and
`interest` of the language file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from workbench.model import Binding, Claim, Document, Kind, Operation, Relation, Role
from workbench.relations.amounts_aside import is_aside
from workbench.relations.bystanders import are_bystanders
from workbench.relations.changes import SWAPPED_DOUBT, is_like_a_year
from workbench.relations.composing import same_unit
from workbench.relations.elsewhere import is_contradicted, quotient_of, two_and_said
from workbench.relations.left_unsaid import told_differently
from workbench.relations.open_lists import need_not_add_up
from workbench.relations.other_bases import is_of_another_base
from workbench.relations.own_subject import has_own_subject
from workbench.relations.reckoned import Reckoned
from workbench.relations.respective import each_of_its_own
from workbench.relations.rule import WEIGHED
from workbench.relations.rules import LanguageRules, Rule, names_of, says
from workbench.relations.unlike_changes import is_of_other_levels
from workbench.relations.wording import tokens

_NAMED, _WITHOUT = ".named", ".without"
_FEWEST_SIGNED, _MOST_SIGNED, _TELLING_DIGITS, _TINY = 2, 5, 3, 100
_BEFORE, _BEHIND, _LEADING, _NEXT, _MOST_BESIDE = 40, 25, 4, 2, 40
_LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})
_OF_LEVELS = frozenset({Operation.DIFFERENCE, Operation.BALANCE, Operation.GROWTH, Operation.SUM})
_DISTANCES = frozenset({Operation.POINTS, Operation.DIFFERENCE})
_CHANGES = frozenset({Operation.GROWTH, Operation.POINTS})
_MOVES = _DISTANCES | _CHANGES
_BY_ROLES = ".roles"

Told = tuple[Claim, Claim, Claim]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its claims in order, the place of each by its id, and the rules of its language."""

    document: Document
    claims: Sequence[Claim]
    places: Mapping[str, int]
    rules: LanguageRules
    reckoned: Reckoned


def without_read_amiss(
    relations: Sequence[Relation],
    document: Document,
    claims: Sequence[Claim],
    rules: LanguageRules,
    own: Sequence[Rule] = (),
) -> Iterator[Relation]:
    """All relations but those that are contradicted and that their numbers, read otherwise, explain.

    `claims` are those of the document in the order of the text. What an analyst's `own` rules say stands.
    """
    stands = names_of(own, rules.language)
    known = {claim.id: claim for claim in claims}
    places = {claim.id: place for place, claim in enumerate(claims)}
    text = _Text(document, claims, places, rules, Reckoned(document, claims, places, rules))
    made = _sums_that_fit(relations, known)
    shares = _shares_that_fit(relations, known)
    said = {_what(relation) for relation in relations}
    untold = told_differently(relations, document, claims, places, text.reckoned, rules)
    for relation in relations:
        before = relation.role("before")
        if before is not None and before.unknown is not None and before.unknown.key in untold:
            continue
        if relation.rule not in stands and is_contradicted(relation, known):
            if _is_of_no_levels(relation, known):
                continue
            told = two_and_said(relation, known)
            if told is None:
                if _is_no_list(relation, known, made, text) or _has_nested_parts(relation, shares):
                    continue
            elif is_of_other_levels(relation, told, document, claims, text.places, rules) or any(
                amiss(relation, told, text) for amiss in _AMISS
            ):
                continue
            elif own_pairs := list(each_of_its_own(relation, told, document, claims, places[told[2].id], rules)):
                yield from (pair for pair in own_pairs if _what(pair) not in said)
                continue
        yield _as_judged(relation, known, text)


def _what(relation: Relation) -> tuple[Operation, frozenset[tuple[str, str | None]]]:
    """What a relation says, whoever found it."""
    return relation.operation, frozenset((operand.role, operand.claim) for operand in relation.operands)


def _as_judged(relation: Relation, known: dict[str, Claim], text: _Text) -> Relation:
    """The relation, the other way round where a word only judges: a ratio of 82.1% is 1.7 points better than 83.8%.

    So it is where the words for its direction are not of the two levels.
    """
    told = two_and_said(relation, known) if relation.operation in _MOVES else None
    change = relation.role("rate" if relation.operation is Operation.GROWTH else "change")
    if told is None or change is None:
        return relation
    first, second, said = told
    apart = first.quantity.value or Decimal(0), second.quantity.value or Decimal(0)
    rises = (said.quantity.value or Decimal(0)) * change.sign > 0
    if apart[0] == apart[1] or ((apart[0] > apart[1]) is rises):
        return relation
    if not _is_judged(relation, said, text) and not _is_turned_by_others(relation, told, known, text, rises=rises):
        return relation
    turned = replace(change, sign=-change.sign)
    return replace(relation, operands=tuple(turned if operand is change else operand for operand in relation.operands))


def _is_judged(relation: Relation, said: Claim, text: _Text) -> bool:
    """Whether a distance is told as better or worse, a rate as a gain, or a balance with the minus that it has."""
    if relation.operation not in _DISTANCES:
        return False
    if relation.rule.endswith(_NAMED) and (said.quantity.value or 0) < 0:
        return True
    behind = [word for word, _, _ in tokens(text.document.text[said.end : said.end + _BEHIND])]
    if behind and says(text.rules, "judged", f" {behind[0]} "):
        return True
    before = tokens(text.document.text[max(said.sentence[0], said.start - _BEHIND) : said.start])[-_LEADING:]
    around = " ".join((*(word for word, _, _ in before), "#", *behind[:_NEXT]))
    return relation.operation is Operation.POINTS and says(text.rules, "gained", f" {around} ")


def _is_turned_by_others(relation: Relation, told: Told, known: dict[str, Claim], text: _Text, *, rises: bool) -> bool:
    """Whether a change that fits but for its direction has it from words that no clause joins to both levels.

    "1.9% versus 3.1% at the worst point, so 1.2 points recovered" tells of getting better; "214 are left. They were
    409 in 2011, or 195 more" compares the old level with the new one.
    """
    first, second, said = told
    if is_contradicted(relation, known):
        return False
    if relation.binding is not Binding.CLAUSE:
        return relation.rule.endswith(_BY_ROLES)
    before = text.claims[text.places[said.id] - 1]
    low, high = sorted((first, second), key=lambda level: abs(level.quantity.value or Decimal(0)))
    level, other = (high, low) if rises else (low, high)
    while before.start > level.start and before.quantity.kind is Kind.DATE:
        before = text.claims[text.places[before.id] - 1]
    return before is level and level.sentence == said.sentence != other.sentence


def _sums_that_fit(relations: Sequence[Relation], known: dict[str, Claim]) -> dict[str, set[frozenset[str]]]:
    """The parts of each sum that is right, by each of its parts and, behind an equals sign, by its total."""
    found: dict[str, set[frozenset[str]]] = {}
    for relation in relations:
        if relation.operation is Operation.SUM and not is_contradicted(relation, known):
            parts = frozenset(part.claim for part in relation.roles("part") if part.claim is not None)
            for part in parts:
                found.setdefault(part, set()).add(parts)
            total = relation.role("total")
            if total is not None and total.claim is not None:
                found.setdefault(f"={total.claim}", set()).add(parts)
    return found


def _shares_that_fit(relations: Sequence[Relation], known: dict[str, Claim]) -> set[frozenset[str | None]]:
    """The part and the whole of each share that is right."""
    return {
        frozenset(operand.claim for operand in relation.operands if operand.role in ("part", "whole"))
        for relation in relations
        if relation.operation is Operation.SHARE
        and all(operand.claim is not None for operand in relation.operands)
        and not is_contradicted(relation, known)
    }


def _has_nested_parts(relation: Relation, shares: set[frozenset[str | None]]) -> bool:
    """Whether one of the parts is a share of another: "of 846, 611 sat and 54 passed, 8.8% of those who sat"."""
    parts = frozenset(part.claim for part in relation.roles("part"))
    return any(share <= parts for share in shares)


def _is_of_no_levels(relation: Relation, known: Mapping[str, Claim]) -> bool:
    """Whether a relation is between years."""
    members = [known[claim] for claim in relation.claims if claim in known]
    levels = [claim for claim in members if claim.quantity.kind is not Kind.PERCENT]
    return relation.operation in _OF_LEVELS and len(levels) > 1 and all(map(is_like_a_year, levels))


def _is_no_list(
    relation: Relation, known: dict[str, Claim], made: Mapping[str, set[frozenset[str]]], text: _Text
) -> bool:
    """Whether what was taken for a list of parts is a balance, a part of another list, or two things out of scale."""
    operand = relation.role("total")
    total = known.get(operand.claim or "") if operand is not None else None
    parts = [known[part.claim] for part in relation.roles("part") if part.claim in known]
    if total is None or any(part.sign < 0 for part in relation.operands):
        return False
    own = {total.id, *(part.id for part in parts)}
    if any(len(own & parts_of_it) > 1 for parts_of_it in made.get(total.id, ())):
        return True
    if any(len(listed) > 1 and listed < own for part in parts for listed in made.get(f"={part.id}", ())):
        return True
    if parts and need_not_add_up(relation, total, parts, text.document, text.claims, text.places, text.rules):
        return True
    sizes = sorted(abs(part.quantity.value or Decimal(0)) for part in parts)
    if len(sizes) == 2 and sizes[1] > _TINY * sizes[0]:
        return True
    telling = _is_telling(total) or len(parts) == _FEWEST_SIGNED
    return len(parts) <= _MOST_SIGNED and telling and _is_balance(parts, total)


def _is_balance(parts: Sequence[Claim], total: Claim) -> bool:
    """Whether the total is what comes of taking some parts away from the others."""
    for signs in product((1, -1), repeat=len(parts)):
        if len(set(signs)) > 1:
            first, *others = (
                part.expected if sign > 0 else -part.expected for sign, part in zip(signs, parts, strict=True)
            )
            for other in others:
                first = first + other
            if first.meets(total.expected):
                return True
    return False


def _is_telling(claim: Claim) -> bool:
    """Whether a number has so many digits that nothing meets it by chance."""
    return sum(map(str.isdigit, claim.text)) >= _TELLING_DIGITS


def _is_turned_round(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether a share is that of the whole in the part."""
    part, whole, share = told
    if relation.operation is not Operation.SHARE:
        return False
    turned = quotient_of(whole.expected, part.expected)
    return turned is not None and share.expected.meets(turned.scaled(100))


def _leads_to_another(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether a percentage is of the number right behind it: "to 62 from 55 after profit rose 19.7% to 33"."""
    rate = told[2]
    following = text.places[rate.id] + 1
    if relation.operation is not Operation.GROWTH or following >= len(text.claims):
        return False
    level = text.claims[following]
    if level.sentence != rate.sentence or level.block != rate.block or level.id in relation.claims:
        return False
    if level.quantity.kind is not told[0].quantity.kind:
        return False
    between = f" {' '.join(word for word, _, _ in tokens(text.document.text[rate.end : level.start]))} "
    return between in text.rules.cues.get("leads-to", ())


def _is_interest(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether a percentage that next to no words join to a part and its whole is the interest of one of them."""
    share = told[2]
    if relation.operation is not Operation.SHARE or not relation.rule.endswith(WEIGHED):
        return False
    around = text.document.text[max(0, share.start - _BEFORE) : share.end + _BEHIND]
    return says(text.rules, "interest", f" {' '.join(word for word, _, _ in tokens(around))} ")


def _is_of_its_own_sentence(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether a percentage in a sentence of its own is of what that sentence tells of, not of levels told before.

    A rise behind a level of its own ("the payroll, 1.98 billion, rose 4.7%") and a rate with a name of its own ("the
    turnout was 57.3%") do not look back.
    """
    first, second, rate = told
    if relation.rule.endswith(WEIGHED) or relation.operation not in (Operation.GROWTH, Operation.SHARE):
        return False
    if rate.sentence in (first.sentence, second.sentence):
        return False
    if relation.operation is Operation.SHARE:
        return (
            rate.role is Role.RATE
            and rate.indicator is not None
            and rate.indicator not in (first.indicator, second.indicator)
        )
    for place in range(text.places[rate.id] - 1, -1, -1):
        claim = text.claims[place]
        if claim.sentence != rate.sentence or claim.block != rate.block:
            return False
        if claim.quantity.kind in _LEVELS:
            return True
    return False


def _is_beside_a_part(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether a level behind the change is a part only: "195, an increase of 12. Of this total 170 ..."."""
    if relation.operation is not Operation.DIFFERENCE or not relation.rule.endswith(WEIGHED):
        return False
    for level in told[:2]:
        words = [word for word, _, _ in tokens(text.document.text[max(0, level.start - _BEFORE) : level.start])]
        if level.start > told[2].start and says(text.rules, "parts-of", f" {' '.join(words[-_LEADING:])} "):
            return True
    return False


def _is_across_zero(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether a loss and a profit are told as far apart as they are together: "a loss of 14, after a profit of 10"."""
    first, second, said = told
    if relation.operation not in _DISTANCES or not (first.expected + second.expected).meets(said.expected):
        return False
    return any(
        says(text.rules, "below-zero", f" {' '.join(word for word, _, _ in tokens(before))} ")
        for before in (text.document.text[max(0, level.start - _BEFORE) : level.start] for level in (first, second))
    )


def _is_left_of_more(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether a number told among those compared came in or went out as well, and with it they are right."""
    first, second, said = told
    if not relation.rule.endswith(_NAMED) or not _is_telling(said):
        # Words that compare mean the two numbers they compare, whatever else came and went.
        return False
    low, high = min(text.places[claim.id] for claim in told), max(text.places[claim.id] for claim in told)
    apart = first.expected - second.expected
    return any(
        other.id not in relation.claims
        and sum(map(str.isdigit, other.text)) > 1
        and other.sentence == said.sentence
        and other.quantity.hedge is None
        and same_unit(first, other, lax=True)
        and any(moved.meets(said.expected) for moved in (apart + other.expected, apart - other.expected))
        for other in text.claims[low + 1 : min(high + 2, low + 2 * _MOST_SIGNED)]
    )


def _is_reckoned_otherwise(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether a change is reckoned from another base, or over another stretch of time, than its levels are of."""
    after, before, said = told
    is_amount = relation.operation is Operation.DIFFERENCE and after.quantity.kind is not Kind.PERCENT
    if relation.operation not in _MOVES or relation.rule.endswith(_WITHOUT):
        return False
    if is_amount and not _is_behind(told):
        # A level behind an amount is the base that its words name: "1,300 since the last count, when it was 8,500".
        return False
    if SWAPPED_DOUBT in relation.doubts:
        # Which is the old level was taken from the numbers: the words have it the other way round.
        after, before = before, after
    return text.reckoned.are_apart(after, before, said)


def _has_own_base(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether the words behind a rate name what it is reckoned from, and it is neither of the levels."""
    if relation.operation is not Operation.GROWTH or not _is_behind(told):
        return False
    return is_of_another_base(told, text.document, text.claims, text.places, text.rules)


def _is_behind(told: Told) -> bool:
    """Whether what is said of two levels stands behind both."""
    return told[2].start > max(told[0].start, told[1].start)


def _is_aside(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether an amount behind two levels stands in a clause about something else."""
    if relation.operation not in _DISTANCES or relation.rule.endswith(_WITHOUT):
        # "Without it, the loss would have been 38 million" is of the loss with it and of what it was.
        return False
    return is_aside(told, text.document, text.claims, text.places, text.rules)


def _has_own_subject(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether a change is of something else than the levels, by the words between them."""
    if relation.operation not in _CHANGES:
        return False
    place = text.places[told[2].id]
    around = text.claims[max(0, place - _MOST_BESIDE) : place + _MOST_BESIDE]
    near = [claim for claim in around if claim.sentence == told[2].sentence]
    return has_own_subject(relation.operation, told, text.document, near, text.rules)


def _is_beside(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether the three numbers only stand beside each other."""
    return are_bystanders(relation, told, text.document, text.claims, text.places, text.reckoned, text.rules)


def _is_of_one_list(relation: Relation, told: Told, text: _Text) -> bool:
    """Whether part and whole each have a percentage of their own in brackets: both are parts of something else.

    "Coal gave 345 (69%), hydro 65 (13%)"; not so "345 (69%), of which 65 (13%)".
    """
    part, whole, _ = told
    if relation.operation is not Operation.SHARE or not relation.rule.endswith(WEIGHED):
        return False
    if part.sentence != whole.sentence or not all(_has_own_share(level, text) for level in (part, whole)):
        return False
    first, last = sorted((part, whole), key=lambda level: level.start)
    leading = " ".join(word for word, _, _ in tokens(text.document.text[first.end : last.end + _BEHIND]))
    return not says(text.rules, "parts-of", f" {leading} ")


def _has_own_share(level: Claim, text: _Text) -> bool:
    """Whether a percentage in brackets stands right behind a level, or behind the name of what is counted."""
    following = text.places[level.id] + 1
    if following >= len(text.claims) or text.claims[following].quantity.kind is not Kind.PERCENT:
        return False
    between = text.document.text[level.end : text.claims[following].start].split()
    return len(between) in (1, 2) and between[-1] == "("


_AMISS: Sequence[Callable[[Relation, Told, _Text], bool]] = (
    _is_turned_round,
    _leads_to_another,
    _is_interest,
    _is_of_one_list,
    _is_across_zero,
    _is_left_of_more,
    _is_of_its_own_sentence,
    _is_beside_a_part,
    _is_reckoned_otherwise,
    _has_own_base,
    _is_aside,
    _has_own_subject,
    _is_beside,
)
