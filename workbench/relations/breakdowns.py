"""Totals and their parts in one to three neighbouring sentences, whatever the order of their words.

A *reading* is a total with the run of numbers of its unit right before or after it. Words say that the run is its
parts: words that close a list ("made up of", a colon, "the remaining", two names that leave nothing out) say that they
are all, and a difference is told however large; words that leave it open ("including", "of them") do not, so parts
that are far from the total are taken for some of them only. A run that no words join to a total is no reading of it,
even if it adds up. Where words allow several readings and one of them adds up, that one is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from workbench.model import Document, Hedge, Kind, Operation, Relation
from workbench.relations.amounts import PASSED, Amount, between, is_dated, kin, related
from workbench.relations.breakdown_words import (
    Support,
    has_and,
    is_joined,
    is_rest,
    leave_nothing_out,
    of_mixed_nouns,
    support_after,
)
from workbench.relations.fitting import Fit, adds_up, fit_of
from workbench.relations.rules import LanguageRules, Rule, says
from workbench.relations.slips import one_slip_apart

RULE = "sum.breakdown"
_FEWEST, _MOST_PARTS, _MOST, _WIDEST = 3, 12, 24, 3
_TAIL, _AMONG, _PAST = 4, 4, 6
_YEAR, _HANDFUL, _NEXT = 4, 20, 8
_ENDS = (" — ", " – ", " - ", " ; ")
_FIRM = frozenset({None, Hedge.ABOUT})


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How much of the total parts must make to be meant: at once, or if one slip of a digit explains the rest.

    `digits` is how many digits the number with the slip must have.
    """

    least: Fraction
    most: Fraction
    slip_least: Fraction
    slip_most: Fraction
    digits: int


def _bounds(least: str, most: str, slip_least: str, slip_most: str, digits: int) -> _Bounds:
    return _Bounds(Fraction(least), Fraction(most), Fraction(slip_least), Fraction(slip_most), digits)


_SHARES = _bounds("0.93", "1.07", "0.5", "2", 3)
"""Parts in percent are often of wholes of their own ("52 % of the votes: 24 % in Arles, 21 % in Nîmes")."""

_NEAR_ENOUGH = {
    Support.OPEN: _bounds("0.8", "1.35", "0.5", "2", 3),
    Support.ADDED: _bounds("0.88", "1.14", "0.5", "2", 3),
    Support.CLOSED: _bounds("0.7", "1.45", "0.3", "3", 2),
    Support.COMPLETE: _bounds("0.5", "1.6", "0.3", "3", 2),
}
"""A contradiction is given up when parts are further from the total: in long texts they are then those of another."""

_LEAST_MADE, _MOST_MADE = Decimal("0.3"), Decimal(3)
"""Parts that make less or more of a total are of another one, or were misread, whatever the words say."""


@dataclass(frozen=True, slots=True)
class _Reading:
    total: Amount
    parts: tuple[Amount, ...]
    support: Support
    whole_run: bool
    fits: bool

    @property
    def size(self) -> Fraction:
        """How much of the total the parts make."""
        return Fraction(sum((part.value for part in self.parts), Decimal(0))) / Fraction(self.total.value)

    @property
    def claims(self) -> frozenset[str]:
        return frozenset((self.total.claim.id, *(part.claim.id for part in self.parts)))


def find_breakdowns(
    document: Document, sentences: Sequence[Sequence[Amount]], used: frozenset[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The breakdowns of each sentence and of what it and the two after it tell together, without ids.

    `sentences` are the amounts of a paragraph's sentences in order; `used` the claims of the sums
    already found, but for lists that are open.
    """
    rule = rules.unworded.get(RULE)
    if rule is None:
        return
    found: list[tuple[_Reading, list[Amount]]] = []
    totals = _Totals(document, sentences, rules)
    for width in range(1, _WIDEST + 1):
        for first in range(len(sentences) - width + 1):
            window = sentences[first : first + width]
            count = sum(len(one) for one in window)
            if window[0] and window[-1] and _FEWEST <= count <= _MOST:
                listed = [amount for sentence in window for amount in sentence]
                readings = _readings(document, totals, listed, width, rules)
                found += [(reading, listed) for reading in readings if not _is_row_of_cells(document, reading)]
    fitting = sorted((reading for reading, _ in found if reading.fits), key=_by_length)
    taken: set[str] = set()
    for reading in fitting:
        if reading.whole_run and reading.claims.isdisjoint(taken):
            taken |= reading.claims
            yield _relation(reading, rule, rules)
    said = _surest(fitting)
    rest = [
        reading
        for reading, listed in found
        if reading.whole_run
        and used.isdisjoint(reading.claims)
        and not _is_settled(reading, said)
        and _is_meant(reading, listed)
    ]
    around: dict[str, list[_Reading]] = {}
    for reading in rest:
        for claim in reading.claims:
            around.setdefault(claim, []).append(reading)
    for reading in sorted(rest, key=_by_support):
        others = around[reading.total.claim.id]
        if reading.claims.isdisjoint(taken) and not any(_is_within(reading, other) for other in others):
            taken |= reading.claims
            yield _relation(reading, rule, rules)


def _is_row_of_cells(document: Document, reading: _Reading) -> bool:
    """Whether nothing but tabs keeps the numbers apart: a row of a table that was read as text."""
    claims = sorted((one.claim for one in (reading.total, *reading.parts)), key=lambda claim: claim.start)
    return all("\t" in document.text[one.end : other.start] for one, other in pairwise(claims))


def _surest(fitting: Sequence[_Reading]) -> dict[str, Support]:
    """How clearly the words say the sums that hold, by their claims: a long text has too many to ask each of them."""
    found: dict[str, Support] = {}
    for reading in fitting:
        for claim in reading.claims:
            found[claim] = max(found.get(claim, reading.support), reading.support)
    return found


def _is_settled(reading: _Reading, said: Mapping[str, Support]) -> bool:
    """Whether a number of a sum that does not hold is one of a sum that holds and that the words say as clearly."""
    return any(claim in said and said[claim] >= reading.support for claim in reading.claims)


def _by_length(reading: _Reading) -> tuple[bool, int, int]:
    """Lists of one sentence first, and of those the longest."""
    return reading.parts[-1].sentence != reading.total.sentence, -len(reading.parts), -reading.support


def _by_support(reading: _Reading) -> tuple[int, int, Fraction]:
    return -reading.support, -len(reading.parts), abs(reading.size - 1)


def _is_within(reading: _Reading, other: _Reading) -> bool:
    """Whether a total and its parts are all parts of a larger total, to which they come near."""
    if not reading.claims < other.claims or reading.total.claim.id == other.total.claim.id:
        return False
    bounds = _NEAR_ENOUGH[Support.OPEN]
    return bounds.least <= other.size <= bounds.most


@dataclass(frozen=True, slots=True)
class _Around:
    """A total with the runs of numbers after and before it that may be its parts, none wider than any window.

    `amid` tells whether words set it between its parts, `opens` the place in `after` where a colon opens a list, or 0.
    """

    total: Amount
    amid: bool
    after: list[Amount]
    before: list[Amount]
    opens: int


class _Totals(dict[str, "_Around | None"]):
    """What stands around each number of a paragraph, by its claim; ``None`` when it is no total. Windows share it."""

    def __init__(self, document: Document, sentences: Sequence[Sequence[Amount]], rules: LanguageRules) -> None:
        super().__init__()
        self._document, self._rules = document, rules
        self._listed = [amount for sentence in sentences for amount in sentence]
        self._places = {amount.claim.id: at for at, amount in enumerate(self._listed)}

    def __missing__(self, claim: str) -> _Around | None:
        at = self._places[claim]
        self[claim] = found = self._around(self._listed[at], at)
        return found

    def _around(self, total: Amount, at: int) -> _Around | None:
        document, rules, listed = self._document, self._rules, self._listed
        if total.claim.quantity.hedge not in _FIRM:
            return None
        if not total.is_share and total.claim.quantity.unit is None and total.value < _HANDFUL:
            return None
        if _is_no_total(document, total, rules):
            return None
        amid = total.says_before(document, "out-of", 3, rules) and "," not in total.words_before(document, 3)
        after = _run(total, listed[at + 1 : at + _MOST])
        before = _run(total, listed[max(0, at - _MOST + 1) : at][::-1])[::-1]
        opens = next((place for place, part in enumerate(after) if place and _opens_a_list(document, part)), 0)
        return _Around(total, amid, after, before, opens)


def _readings(
    document: Document, totals: _Totals, listed: Sequence[Amount], width: int, rules: LanguageRules
) -> Iterator[_Reading]:
    """The readings of some numbers that take up just so many sentences: narrower ones are found on their own."""
    opening, closing = listed[0].sentence, listed[-1].sentence
    for total in listed:
        around = totals[total.claim.id]
        if around is None:
            continue
        # Parts on one side of a total take up all sentences only when it stands at the other end.
        amid = around.amid
        after = _up_to(closing, around.after) if amid or total.sentence == opening else []
        before = _since(opening, around.before) if amid or total.sentence == closing else []
        if len(after) >= _FEWEST - 1:
            yield from _told_after(document, total, after, width, rules)
            if 0 < around.opens < len(after):
                yield from _told_after(document, total, after[around.opens :], width, rules)
            if plain := _without_asides(total, after):
                yield from _told_after(document, total, plain, width, rules)
        if len(before) >= _FEWEST - 1:
            yield from _told_before(document, total, before, width, rules)
            if plain := _without_asides(total, before):
                yield from _told_before(document, total, plain, width, rules)
        if before and after and amid and before[-1].value < total.value:
            parts = (before[-1], *after)
            if _spread(total, parts) == width and is_rest(document, total, parts[-1], rules):
                yield _Reading(total, parts, Support.COMPLETE, True, adds_up(total, parts))


def _up_to(closing: int, run: list[Amount]) -> list[Amount]:
    """The numbers of a run that stand in a sentence or before it."""
    if not run or run[-1].sentence <= closing:
        return run
    return [part for part in run if part.sentence <= closing]


def _since(opening: int, run: list[Amount]) -> list[Amount]:
    """The numbers of a run that stand in a sentence or behind it."""
    if not run or run[0].sentence >= opening:
        return run
    return [part for part in run if part.sentence >= opening]


def _is_no_total(document: Document, total: Amount, rules: LanguageRules) -> bool:
    """Whether a number is of another time ("a year ago") or a part itself ("811 of them")."""
    return (
        total.says_before(document, "past", _PAST, rules)
        or total.says_after(document, "past", _TAIL, rules)
        or total.says_after(document, "part-it", _TAIL, rules)
        or total.says_before(document, "within", 2, rules)
    )


def _without_asides(total: Amount, run: Sequence[Amount]) -> list[Amount]:
    """The numbers without the few of them that stand in brackets of their own; empty when none or most do."""
    plain = [part for part in run if part.depth <= total.depth]
    return plain if len(run) // 2 < len(plain) < len(run) else []


def _spread(total: Amount, parts: Sequence[Amount]) -> int:
    """In how many sentences a total and its parts stand."""
    return len({total.sentence, *[part.sentence for part in parts]})


def _sizes(total: Amount, run: Sequence[Amount], width: int) -> list[int]:
    """How many numbers of a run, two at least, take up just so many sentences together with the total."""
    sentences, found = {total.sentence}, []
    for size, part in enumerate(run, start=1):
        sentences.add(part.sentence)
        if len(sentences) > width:
            break
        if len(sentences) == width and size >= _FEWEST - 1:
            found.append(size)
    return found


def _run(total: Amount, others: Sequence[Amount]) -> list[Amount]:
    """The numbers in the unit of the total, up to one that is much larger, none further off than a window is wide."""
    found: list[Amount] = []
    for other in others:
        if abs(other.sentence - total.sentence) >= _WIDEST:
            break
        if other.is_share is not total.is_share or not kin(total.claim, other.claim):
            continue
        if other.value >= 3 * total.value:
            break
        if other.value * 20 < total.claim.quantity.step or _is_fraction_of_counts(total, other):
            continue
        if other.claim.quantity.kind is Kind.MONEY and not any(sign.isdigit() for sign in other.claim.text):
            # "724 million paid twice and 1,162 million": a word among amounts in digits is none of them.
            continue
        found.append(other)
    return found[:_MOST_PARTS]


def _is_fraction_of_counts(total: Amount, other: Amount) -> bool:
    """Whether a number with decimals stands beside a count: "33,700 births ... 1.93 children a woman"."""
    counts = total.claim.quantity.unit is None and total.claim.quantity.step in (0, 1)
    return counts and 0 < other.claim.quantity.step < 1


def _told_after(
    document: Document, total: Amount, run: Sequence[Amount], width: int, rules: LanguageRules
) -> Iterator[_Reading]:
    lead: str | None = None
    for size in _sizes(total, run, width):
        parts = tuple(run[:size])
        fit = fit_of(total, parts, _LEAST_MADE, _MOST_MADE)
        if fit is Fit.FAR:
            continue
        ends = size == len(run) or _ends_here(document, parts, run[size], rules)
        if not ends and fit is not Fit.HOLDS:
            continue
        lead = lead or between(document, total, run[0])
        support = support_after(document, total, parts, lead, rules)
        if support is not None:
            if (
                fit is not Fit.HOLDS
                and parts[-1].sentence > total.sentence
                and max(part.value for part in parts) >= total.value
            ):
                continue
            closed = support is Support.COMPLETE and parts[-1].sentence - total.sentence <= 1
            whole_run = ends and (closed or _in_one_place(total, parts))
            yield _Reading(total, parts, support, whole_run, fit is Fit.HOLDS)


def _opens_a_list(document: Document, part: Amount) -> bool:
    """Whether a colon stands before a number: what stands between it and the total is said by the way."""
    return ":" in part.stream.text and " : " in part.words_before(document, _AMONG)


def _in_one_place(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the parts stand in the sentence of the total, in the next one, or each in a sentence of its own."""
    found = [part.sentence for part in parts]
    if len(set(found)) == 1:
        return found[0] - total.sentence <= 1
    return total.sentence not in found and len(set(found)) == len(found)


def _told_before(
    document: Document, total: Amount, run: Sequence[Amount], width: int, rules: LanguageRules
) -> Iterator[_Reading]:
    sizes = _sizes(total, run[::-1], width)
    if not sizes:
        return
    last = run[-1]
    gap = between(document, last, total)
    lead = gap + total.words_after(document, _TAIL).lstrip()
    aside = ("running", "balanced", "set-against")
    if any(says(rules, name, lead) for name in aside) or says(rules, "drivers", gap):
        return
    added, summed = says(rules, "adds-up", lead), total.says_before(document, "sum-up", 3, rules)
    if total.is_share and not (added and last.sentence == total.sentence):
        return
    for size in sizes:
        parts = tuple(run[-size:])
        fit = fit_of(total, parts, _LEAST_MADE, _MOST_MADE)
        if fit is Fit.FAR or (fit is Fit.NEAR and size < len(run)):
            continue
        if total.sentence - parts[0].sentence > 1 or of_mixed_nouns(total, parts):
            continue
        if parts[0].says_before(document, "among", _AMONG, rules):
            # "Spending, including 7 on roads and 12 on tugs, totalled 31."
            continue
        if added and is_joined(document, parts, rules):
            here = parts[0].sentence == total.sentence
            told = here or (says(rules, "adds-up", gap) and says(rules, "those-told", lead))
            support = Support.CLOSED if told else Support.ADDED
        elif is_dated(parts):
            continue
        elif (
            last.sentence == total.sentence
            and ";" not in gap
            and not _is_parted(last, total)
            and leave_nothing_out(document, parts, rules)
        ):
            support = Support.COMPLETE
        elif summed:
            support = Support.OPEN
        else:
            continue
        yield _Reading(total, parts, support, size == len(run), fit is Fit.HOLDS)


def _is_parted(last: Amount, total: Amount) -> bool:
    """Whether another number stands between the last part and the total: "won 13, drew 9 and lost 16, scoring 44"."""
    span = range(last.place + 1, total.place)
    return any(last.stream.claims[at] is not None and last.stream.text[at] not in PASSED for at in span)


def _ends_here(document: Document, parts: Sequence[Amount], following: Amount, rules: LanguageRules) -> bool:
    """Whether a list is over after these parts: its last one follows "and", or the next number is of a new sentence."""
    if following.sentence != parts[-1].sentence:
        return True
    joins, gap = between(document, parts[-2], parts[-1]), between(document, parts[-1], following)
    if any(sign in gap for sign in _ENDS) or (parts[0].depth > following.depth and " ) " in gap):
        return True
    return has_and(joins, rules) and not has_and(following.words_before(document, 3), rules)


def _is_meant(reading: _Reading, listed: Sequence[Amount]) -> bool:
    """Whether parts that do not add up are said to make the total, or come near to it in a list left open."""
    claims = [reading.total.claim, *(part.claim for part in reading.parts)]
    if sum(len(claim.text) == _YEAR and claim.text.isdigit() and claim.text < "2100" for claim in claims) > 1:
        return False
    if any(claim.quantity.hedge is not None for claim in claims) and reading.support < Support.CLOSED:
        return False
    bounds = _SHARES if reading.total.is_share else _NEAR_ENOUGH[reading.support]
    if bounds.least <= reading.size <= bounds.most:
        return not _is_explained(reading, listed)
    if _is_explained(reading, listed):
        return False
    return bounds.slip_least <= reading.size <= bounds.slip_most and one_slip_apart(
        reading.total.claim.quantity, [part.claim.quantity for part in reading.parts], bounds.digits
    )


def _is_explained(reading: _Reading, listed: Sequence[Amount]) -> bool:
    """Whether numbers near by explain the difference: fewer or more of a row make the total, or the parts another."""
    parts, total = reading.parts, reading.total
    own = {part.claim.id for part in parts}
    row = [one for one in listed if one is not total and one.is_share is total.is_share and kin(total.claim, one.claim)]
    runs = [row[first:last] for first in range(len(row)) for last in range(first + 2, min(len(row), first + _NEXT) + 1)]
    for run in runs:
        others = {one.claim.id for one in run}
        if (others <= own or own <= others) and adds_up(total, run):
            return True
    if any(adds_up(other, parts) for other in row if other not in parts):
        return True
    made = sum((part.value for part in parts), Decimal(0))
    return len(parts) >= _FEWEST and any(2 * part.value == made for part in parts)


def _relation(reading: _Reading, rule: Rule, rules: LanguageRules) -> Relation:
    """The relation, without the doubts of its rule where words close the list."""
    parts = [("part", part.claim) for part in reading.parts]
    relation = related(Operation.SUM, [("total", reading.total.claim), *parts], rule, rules)
    closed = reading.support >= Support.CLOSED and not reading.total.is_share
    return replace(relation, doubts=()) if closed else relation
