"""Totals and their parts in one to three neighbouring sentences, whatever the order of their words.

A *reading* is a total with the run of numbers of its unit right before or after it. What joins them says how sure it is
that the run is complete: words that close a list ("made up of", a colon, "in all", "the remaining", two names that
leave nothing out), words that leave it open ("including"), or nothing but their places. The less the words say, the
nearer to the total the parts have to come before a difference is spoken of, since parts that are far from it are parts
of another list. Where the words allow several readings and one of them adds up, that one is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from itertools import pairwise

from workbench.model import Document, Hedge, Operation, Relation
from workbench.relations.amounts import Amount, between, is_dated, kin, one_noun, related
from workbench.relations.fitting import Fit, adds_up, fit_of
from workbench.relations.rules import LanguageRules, Rule, says
from workbench.relations.slips import one_slip_apart
from workbench.relations.wording import CLOSE, OPEN, stands_in

RULE = "sum.breakdown"
_FEWEST, _MOST_PARTS, _MOST, _WIDEST = 3, 12, 24, 3
_LABEL, _LEAD, _TAIL, _CUE, _AMONG, _APPOSED = 4, 6, 4, 10, 4, 5
_YEAR, _HANDFUL, _FEW_DIGITS = 4, 20, 3
_SIGNS = (" : ", " — ", " – ")
_ENDS = (" — ", " – ", " ; ")
_FIRM = frozenset({None, Hedge.ABOUT})


class Support(IntEnum):
    """How much the words say that a list is the whole of its total."""

    PLACES = 1
    APPOSED = 2
    OPEN = 3
    ADDED = 4
    CLOSED = 5
    COMPLETE = 6


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
    Support.PLACES: _bounds("0.98", "1.02", "0.75", "1.33", 4),
    Support.APPOSED: _bounds("0.9", "1.1", "0.6", "1.6", 4),
    Support.OPEN: _bounds("0.8", "1.35", "0.5", "2", 3),
    Support.ADDED: _bounds("0.88", "1.14", "0.5", "2", 3),
    Support.CLOSED: _bounds("0.7", "1.45", "0.3", "3", 2),
    Support.COMPLETE: _bounds("0.5", "1.6", "0.3", "3", 2),
}

_EVERY = (_SHARES, *_NEAR_ENOUGH.values())
_LEAST_MADE = min(bounds.slip_least for bounds in _EVERY)
_MOST_MADE = max(bounds.slip_most for bounds in _EVERY)


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
    for width in range(1, _WIDEST + 1):
        for first in range(len(sentences) - width + 1):
            window = sentences[first : first + width]
            count = sum(len(one) for one in window)
            if window[0] and window[-1] and _FEWEST <= count <= _MOST:
                listed = [amount for sentence in window for amount in sentence]
                readings = _readings(document, listed, width, rules)
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


def _readings(document: Document, listed: Sequence[Amount], width: int, rules: LanguageRules) -> Iterator[_Reading]:
    """The readings of some numbers that take up just so many sentences: narrower ones are found on their own."""
    opening, closing = listed[0].sentence, listed[-1].sentence
    for at, total in enumerate(listed):
        if total.claim.quantity.hedge not in _FIRM:
            continue
        if not total.is_share and total.claim.quantity.unit is None and total.value < _HANDFUL:
            continue
        # Parts on one side of a total take up all sentences only when it stands at the other end.
        amid = total.says_before(document, "out-of", 3, rules)
        after = _run(total, listed[at + 1 :]) if amid or total.sentence == opening else []
        before = _run(total, listed[:at][::-1])[::-1] if amid or total.sentence == closing else []
        yield from _told_after(document, total, after, width, rules)
        opens = next((place for place, part in enumerate(after) if place and _opens_a_list(document, part)), 0)
        if opens:
            yield from _told_after(document, total, after[opens:], width, rules)
        yield from _told_before(document, total, before, width, rules)
        if before and after and amid:
            parts = (before[-1], *after)
            if _spread(total, parts) == width and _is_rest(document, total, parts[-1], rules):
                yield _Reading(total, parts, Support.COMPLETE, True, adds_up(total, parts))


def _spread(total: Amount, parts: Sequence[Amount]) -> int:
    """In how many sentences a total and its parts stand."""
    return len({total.sentence, *[part.sentence for part in parts]})


def _run(total: Amount, others: Sequence[Amount]) -> list[Amount]:
    """The numbers in the unit of the total, up to one that is as large and printed in another sentence."""
    found: list[Amount] = []
    for other in others:
        if other.is_share is not total.is_share or not kin(total.claim, other.claim):
            continue
        if other.value >= 3 * total.value:
            break
        if other.value * 20 < total.claim.quantity.step or _is_fraction_of_counts(total, other):
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
    if len(run) < _FEWEST - 1 or _spread(total, run) < width:
        return
    lead: str | None = None
    for size in range(2, len(run) + 1):
        parts = tuple(run[:size])
        if _spread(total, parts) != width:
            continue
        fit = fit_of(total, parts, _LEAST_MADE, _MOST_MADE)
        if fit is Fit.FAR:
            continue
        ends = size == len(run) or _ends_here(document, parts, run[size], rules)
        if not ends and fit is not Fit.HOLDS:
            continue
        lead = lead or between(document, total, run[0])
        support = _support_after(document, total, parts, lead, rules)
        if support is not None:
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


def _support_after(
    document: Document, total: Amount, parts: Sequence[Amount], lead: str, rules: LanguageRules
) -> Support | None:
    dated, first, last = is_dated(parts), parts[0], parts[-1]
    same = all(part.sentence == total.sentence for part in parts)
    joined = _is_joined(document, parts, rules)
    if says(rules, "overlap", last.words_after(document, _LEAD) + between(document, first, last)):
        return None
    if says(rules, "all-left", lead) or says(rules, "drivers", lead) or _of_mixed_nouns(total, parts):
        return None
    if total.is_share and (not same or any(part.value >= total.value for part in parts)):
        return None
    if (
        not dated
        and not total.is_share
        and (_leave_nothing_out(document, parts, rules) or _is_rest(document, total, last, rules))
    ):
        return Support.COMPLETE
    near = first.words_before(document, _CUE)
    signed = any(sign in near for sign in _SIGNS) or _in_brackets(parts)
    if joined and not dated and (signed or says(rules, "breaks-down", near)):
        return Support.CLOSED
    if total.is_share:
        told = joined and not dated and first.says_before(document, "among", _AMONG, rules)
        return Support.OPEN if told else None
    if dated or says(rules, "running", lead) or says(rules, "balanced", lead):
        return None
    if _of_mixed_traits(parts, rules):
        return None
    headed, among = total.says_before(document, "headed", 3, rules), says(rules, "among", lead)
    if headed and among:
        return None
    if same and joined and first.says_before(document, "among", _AMONG, rules):
        return Support.OPEN
    if same and headed and len(parts) > 2 and _has_and(between(document, first, last), rules):
        return Support.OPEN
    if same and not headed and _is_apposed(document, total, parts, rules):
        return Support.APPOSED
    if not all(one_noun(total.claim, part.claim) for part in parts):
        return None
    return Support.PLACES if (joined or not same) and _unbroken((total, *parts)) else None


def _is_apposed(document: Document, total: Amount, parts: Sequence[Amount], rules: LanguageRules) -> bool:
    """Whether a list follows the noun of its total at once: "96,400 items, 58,900 books and 37,500 films"."""
    listed = (total, *parts)
    gaps = [between(document, one, other).split() for one, other in pairwise(listed)]
    if gaps[0][-1:] != [","] or not _has_and(f" {' '.join(gaps[-1])} ", rules):
        return False
    return all(len(gap) <= _APPOSED for gap in gaps) and _unbroken(listed)


def _in_brackets(parts: Sequence[Amount]) -> bool:
    """Whether the parts stand in one pair of brackets, the first of them at its beginning."""
    first, last = parts[0], parts[-1]
    if not first.depth or first.stream is not last.stream:
        return False
    text = first.stream.text
    return text[: first.place].endswith(OPEN) and CLOSE not in text[first.place : last.place]


def _of_mixed_traits(parts: Sequence[Amount], rules: LanguageRules) -> bool:
    """Whether some parts are groups such as women, which overlap with any other group: "969 pupils and 125 girls"."""
    traits = set(rules.vocabulary.symbols("trait"))
    found = [not traits.isdisjoint(part.stream.text[part.place + 1 : part.place + 3]) for part in parts]
    return any(found) and not all(found)


def _of_mixed_nouns(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether some parts count what the total counts and others something else: 400 pictures in 5 albums."""
    if not total.claim.counted:
        return False
    named = [one_noun(total.claim, part.claim) for part in parts if part.claim.counted]
    return any(named) and not all(named)


def _told_before(
    document: Document, total: Amount, run: Sequence[Amount], width: int, rules: LanguageRules
) -> Iterator[_Reading]:
    if len(run) < _FEWEST - 1 or _spread(total, run) < width:
        return
    last = run[-1]
    gap = between(document, last, total)
    lead = gap + total.words_after(document, _TAIL).lstrip()
    if says(rules, "running", lead) or says(rules, "drivers", gap) or says(rules, "balanced", lead):
        return
    added, summed = says(rules, "adds-up", lead), total.says_before(document, "sum-up", 3, rules)
    if total.is_share and not (added and last.sentence == total.sentence):
        return
    for size in range(2, len(run) + 1):
        parts = tuple(run[-size:])
        if _spread(total, parts) != width:
            continue
        fit = fit_of(total, parts, _LEAST_MADE, _MOST_MADE)
        if fit is Fit.FAR or (fit is Fit.NEAR and size < len(run)):
            continue
        if total.sentence - parts[0].sentence > 1 or _of_mixed_nouns(total, parts):
            continue
        if parts[0].says_before(document, "among", _AMONG, rules):
            # "Spending, including 7 on roads and 12 on tugs, totalled 31."
            continue
        if added and _is_joined(document, parts, rules):
            told = says(rules, "adds-up", gap) and parts[0].sentence == total.sentence
            support = Support.CLOSED if told else Support.ADDED
        elif is_dated(parts):
            continue
        elif _leave_nothing_out(document, parts, rules):
            support = Support.COMPLETE
        elif summed:
            support = Support.OPEN
        elif _is_joined(document, parts, rules) and _may_be_of(document, total, parts, rules):
            support = Support.PLACES
        else:
            continue
        yield _Reading(total, parts, support, size == len(run), fit is Fit.HOLDS)


def _may_be_of(document: Document, total: Amount, parts: Sequence[Amount], rules: LanguageRules) -> bool:
    """Whether numbers that only stand beside each other may be a total and its parts."""
    gap = between(document, parts[-1], total)
    if says(rules, "running", gap) or not _unbroken((*parts, total)):
        return False
    return all(one_noun(total.claim, part.claim) for part in parts)


def _unbroken(listed: Sequence[Amount]) -> bool:
    """Whether no other number of the unit, such as last year's, stands between the numbers."""
    for one, other in pairwise(listed):
        if one.stream is other.stream:
            others = one.stream.claims[one.place + 1 : other.place]
        else:
            others = [*one.stream.claims[one.place + 1 :], *other.stream.claims[: other.place]]
        if any(claim is not None and not claim.date and kin(one.claim, claim) for claim in others):
            return False
    return True


def _ends_here(document: Document, parts: Sequence[Amount], following: Amount, rules: LanguageRules) -> bool:
    """Whether a list is over after these parts: its last one follows "and", or the next number is of a new sentence."""
    if following.sentence != parts[-1].sentence:
        return True
    joins, gap = between(document, parts[-2], parts[-1]), between(document, parts[-1], following)
    if any(sign in gap for sign in _ENDS):
        return True
    return _has_and(joins, rules) and not _has_and(following.words_before(document, 3), rules)


def _is_joined(document: Document, parts: Sequence[Amount], rules: LanguageRules) -> bool:
    """Whether the last two are joined by "and", or all are set apart by semicolons, commas or sentence ends."""
    joins = between(document, parts[-2], parts[-1])
    if _has_and(joins, rules):
        return True
    pauses = [between(document, one, other) for one, other in pairwise(parts)]
    return all(" ; " in pause or " . " in pause or " , " in pause for pause in pauses)


def _has_and(text: str, rules: LanguageRules) -> bool:
    return says(rules, "joins", text)


def _is_rest(document: Document, total: Amount, part: Amount, rules: LanguageRules) -> bool:
    """Whether the last part is said to be all that is left: “the remaining 40”, « les 40 autres »."""
    around = f"{part.words_before(document, 2)}# {part.words_after(document, 2).lstrip()}"
    unnamed = says(rules, "others", f" {(part.claim.counted or '').casefold()} ")
    return (unnamed or one_noun(total.claim, part.claim)) and says(rules, "all-left", around)


def _leave_nothing_out(document: Document, parts: Sequence[Amount], rules: LanguageRules) -> bool:
    """Whether the parts bear names that leave nothing out: women and men, home and abroad, for, against, abstained."""
    if len({part.sentence for part in parts}) > 1:
        return False
    after = [f" #{part.words_after(document, _LABEL)}" for part in parts]
    near = [part.words_before(document, _LABEL) + text.lstrip() for part, text in zip(parts, after, strict=True)]
    # Words of the first two names must be there at all: one look at them together spares most of the looks at each.
    whole = "".join(near) + "".join(after)
    for names in rules.complements:
        if not (stands_in(whole, names[0]) and stands_in(whole, names[1])):
            continue
        for texts in (after, near):
            held = [[at for at, cues in enumerate(names) if any(cue in text for cue in cues)] for text in texts]
            own = {max(one) for one in held if one}
            if len(own) == len(parts) >= 2 and {0, 1} <= own and (len(names) > 2 or all(len(one) == 1 for one in held)):
                return True
    return False


def _is_meant(reading: _Reading, listed: Sequence[Amount]) -> bool:
    """Whether parts that do not add up come near enough to what the words say to be a breakdown with a slip."""
    bounds = _SHARES if reading.total.is_share else _NEAR_ENOUGH[reading.support]
    claims = [reading.total.claim, *(part.claim for part in reading.parts)]
    if sum(len(claim.text) == _YEAR and claim.text.isdigit() and claim.text < "2100" for claim in claims) > 1:
        return False
    if any(claim.quantity.hedge is not None for claim in claims) and reading.support < Support.CLOSED:
        return False
    if reading.support is Support.PLACES:
        alike = [amount for amount in listed if not amount.is_share and kin(reading.total.claim, amount.claim)]
        if len(alike) != len(claims) or len(reading.total.value.normalize().as_tuple().digits) < _FEW_DIGITS:
            return False
    if bounds.least <= reading.size <= bounds.most:
        return True
    return bounds.slip_least <= reading.size <= bounds.slip_most and one_slip_apart(
        reading.total.claim.quantity, [part.claim.quantity for part in reading.parts], bounds.digits
    )


def _relation(reading: _Reading, rule: Rule, rules: LanguageRules) -> Relation:
    parts = [("part", part.claim) for part in reading.parts]
    return related(Operation.SUM, [("total", reading.total.claim), *parts], rule, rules)
