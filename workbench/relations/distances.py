"""Differences that a noun names, away from the two numbers they are between.

"Imports were worth $24.6 billion and exports $19.8 billion. The gap, $4.8 billion, ...": the noun ("gap", "majority",
"surplus") makes a number a difference. It is that of the only two numbers of its unit in the sentence and the one
before; of the two highest, for a majority; or of what comes in and what goes out (births and deaths, received and
spent), which a surplus, a deficit and a net increase are always of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from workbench.model import Claim, Document, Kind, Operation, Relation
from workbench.relations.amounts import related, words
from workbench.relations.arms import READ, Figure
from workbench.relations.asking import Asks, Need, worth
from workbench.relations.composing import same_unit
from workbench.relations.pairs import Told
from workbench.relations.rules import LanguageRules, says
from workbench.relations.stream import Stream
from workbench.relations.wording import CLOSE, OPEN

RULE = "difference.named"
_NAMES = ("beats", "swells", "distance", "balance")
_CUES = tuple((name, f"{name}-noun", f"{name}-behind") for name in _NAMES)
ASKS = Asks(
    needs=(
        Need(
            "Kk",
            cues=(
                *(f"{name}-noun" for name in _NAMES),
                "distance-behind",
                "balance-behind",
                "apart-by",
                "whence",
                "means-that",
                "told-apart",
            ),
        ),
    )
)
NUMBERS = Asks(3, READ, READ)
_BEFORE, _AFTER = 10, 6
_LARGEST_STEP, _FURTHEST, _FURTHEST_LOOSELY = 12, 60, 12
_LARGEST_POINTS, _NAMING, _LEAD, _BESIDE, _NAMED_WITHIN = 3, 3, 4, 6, 4
# Each number is set beside all others, and nobody tells from words which two of so many a difference is between.
_MOST_FIGURES = 24
_PAUSES = (" , ", " ; ", " . ", " ( ", " : ")
# Verbs that name a difference need no noun to be led in.
_VERBS = {"beats": "distance", "swells": "balance"}
_POINTS = "percentage point"
_POINT_UNITS = (_POINTS, "point")
_NO_LEVELS = frozenset({Kind.DATE, Kind.ORDINAL, Kind.RATIO, Kind.MULTIPLE})


class Sentence(Protocol):
    """A sentence with numbers."""

    claims: list[Claim]
    start: int
    end: int

    @property
    def stream(self) -> Stream:
        """The sentence as symbols."""

    @property
    def told(self) -> Told:
        """The sentence with what each of its numbers is."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with the sentence it stands in, and the words to its left and right up to its neighbours."""

    figure: Figure
    stream: Stream
    sentence: int
    before: str
    after: str

    @property
    def claim(self) -> Claim:
        return self.figure.claim

    @property
    def value(self) -> Decimal:
        return abs(self.claim.quantity.value or Decimal(0))


def find_distances(
    document: Document, passage: Sequence[Sentence], taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The differences that no relation has yet, without ids; they are added to `taken`."""
    rule = rules.unworded.get(RULE)
    if rule is None:
        return
    known: dict[int, list[Number]] = {}
    for at, sentence in enumerate(passage):
        near = (one.stream for one in passage[max(0, at - 1) : at + 1])
        if not worth(ASKS, rules, sentence.stream) or not worth(NUMBERS, rules, *near):
            continue
        own = numbers_beside(document, passage, at, known)
        for gap in own:
            if gap.claim.id in taken or gap.claim.quantity.kind in _NO_LEVELS:
                continue
            name = _named(gap, rules)
            told_apart = name is None and _is_told_apart(gap, rules)
            if name is None and gap.claim.quantity.unit != _POINTS and not told_apart:
                continue
            earlier = numbers_beside(document, passage, at - 1, known) if at else []
            before = [] if _is_of_another_time(document, sentence, gap, own, rules) else earlier
            pair = None if name is None else _pair(gap, name, own, before, rules)
            if told_apart:
                pair = _set_beside(gap, [*before, *own])
            if pair is None and gap.claim.quantity.unit == _POINTS:
                pair = _percentages(gap, [*earlier, *own], rules)
            if pair is None:
                continue
            more, less = sorted(pair, key=lambda number: number.value, reverse=True)
            taken.add(gap.claim.id)
            told = [("after", more.claim), ("before", less.claim), ("change", gap.claim)]
            points = more.claim.quantity.kind is Kind.PERCENT
            yield related(Operation.POINTS if points else Operation.DIFFERENCE, told, rule, rules)


def numbers_beside(
    document: Document, passage: Sequence[Sentence], at: int, known: dict[int, list[Number]]
) -> list[Number]:
    """The figures of a sentence with the words beside them; none of a sentence with too many."""
    if at in known:
        return known[at]
    stream, figures = passage[at].told.stream, passage[at].told.figures
    found: list[Number] = []
    for figure in figures if len(figures) <= _MOST_FIGURES else ():
        first = figure.place
        while first > max(0, figure.place - _BEFORE) and stream.claims[first - 1] is None:
            first -= 1
        last = figure.place + 1
        while last < min(len(stream.text), figure.place + 1 + _AFTER) and stream.claims[last] is None:
            last += 1
        before = words(document, stream.starts[first], figure.claim.evidence_start)
        found.append(Number(figure, stream, at, before, words(document, figure.claim.end, stream.ends[last - 1])))
    known[at] = found
    return found


def _is_of_another_time(
    document: Document, sentence: Sentence, gap: Number, own: Sequence[Number], rules: LanguageRules
) -> bool:
    """Whether a difference opens its sentence with a time of its own: "A year earlier the excess was 903"."""
    if any(_is_level(number) and number.figure.place < gap.figure.place for number in own if number is not gap):
        return False
    return says(rules, "another-time", words(document, sentence.start, gap.claim.start))


def _named(gap: Number, rules: LanguageRules) -> str | None:
    """The cue that makes a number a difference: that of a distance or that of a balance."""
    links = rules.cues.get("distance-links", ())
    heard, of = gap.stream.heard, rules.hearing.of
    for name, noun, behind in _CUES:
        for cue in rules.cues.get(noun, ()) if heard & of(noun) else ():
            if cue not in gap.before:
                continue
            lead, _, tail = gap.before.rpartition(cue)
            if all(f" {word} " in links for word in tail.split()):
                return _VERBS.get(name, name) if name in _VERBS or _is_led_in(f"{lead} ", rules) else None
        if heard & of(behind) and any(map(gap.after.startswith, rules.cues.get(behind, ()))):
            return name
    lead = gap.before
    for pause in _PAUSES:
        lead = f" {lead.rpartition(pause)[2].lstrip()}"
    if any(map(lead.startswith, rules.cues.get("whence", ()))):
        return "balance"
    if any(map(gap.before.endswith, rules.cues.get("means-that", ()))):
        return "moved"
    # "... 41 days, but 163 elsewhere, that is 122 days longer": the words before it conclude, a comparative follows.
    if not any(map(gap.after.startswith, rules.cues.get("apart-by", ()))):
        return None
    concludes = any(map(gap.before.endswith, rules.cues.get("concludes-with", ())))
    return "apart" if concludes and not says(rules, "than-what", gap.after) else None


def _is_told_apart(gap: Number, rules: LanguageRules) -> bool:
    """Whether a number is of what came or went between two told before: « les 53 postes supprimés »."""
    if not gap.stream.heard & rules.hearing.of("told-apart") or says(rules, "of-those", gap.after):
        return False
    shown = any(map(gap.before.endswith, rules.cues.get("shown-by", ())))
    opens = gap.before.split()[-1:] == [":"]
    own = " ".join(own_words_behind(gap, rules).split()[:_NAMED_WITHIN])
    return (shown or opens) and says(rules, "told-apart", f" {own} ")


def _set_beside(gap: Number, numbers: Sequence[Number]) -> tuple[Number, Number] | None:
    """The last two levels of its unit told before a difference, when words set one beside the other."""
    told = [number for number in numbers if _is_of_its_unit(number, gap) and _is_level(number)]
    told = [number for number in told if number.sentence < gap.sentence or number.figure.place < gap.figure.place]
    highest = max((number.value for number in told), default=Decimal(0))
    told = [number for number in told if number.value * _LARGEST_STEP >= highest]
    if len(told) != 2 or told[0].value == told[1].value:
        return None
    one, other = told
    compared = _is_compared(one) or _is_compared(other) or _has_own_date(one, other)
    compared = compared or one.figure.age != other.figure.age or one.figure.to or other.figure.to
    return (one, other) if compared and _is_of_a_size(gap, one, other) else None


def _is_led_in(lead: str, rules: LanguageRules) -> bool:
    """Whether no owner of its own stands before the noun: "so the net addition", not "the neighbour's surplus"."""
    if says(rules, "demonstrative", lead):
        return True
    for pause in _PAUSES:
        lead = lead.rpartition(pause)[2]
    return all(f" {word} " in rules.cues.get("distance-leads", ()) for word in lead.split()[-_LEAD:])


def _pair(
    gap: Number, name: str, own: Sequence[Number], earlier: Sequence[Number], rules: LanguageRules
) -> tuple[Number, Number] | None:
    """The two numbers a difference is between; ``None`` when the words leave it open."""
    alike = [number for number in (*earlier, *own) if number is not gap and _is_of_its_unit(number, gap)]
    told = [number for number in alike if number.sentence < gap.sentence or number.figure.place < gap.figure.place]
    if name in ("apart", "moved"):
        told = [number for number in told if number.sentence == gap.sentence]
        if len(told) != 2 or (name == "moved" and told[1].before not in rules.cues.get("goes-to", ())):
            return None
        name = "distance"
    if len(told) > 1:
        alike = told
    larger = [number for number in alike if number.value >= gap.value]
    for known in (larger, alike):
        here = [number for number in known if number.sentence == gap.sentence]
        for near in (here, known):
            opposed = _opposed(near, rules)
            if opposed is not None:
                return opposed if _is_of_sides(gap, *opposed) else None
        for near in (here, known) if name == "distance" else ():
            levels = [number for number in near if _is_level(number)]
            if len(levels) > 2 and says(rules, "lead", gap.before + gap.after.lstrip()):
                levels = sorted(levels, key=lambda number: number.value)[-2:]
            if len(levels) == 2:
                return (levels[0], levels[1]) if _is_of_a_size(gap, levels[0], levels[1]) else None
            if len(levels) > 2:
                return None
    return None


def _percentages(gap: Number, numbers: Sequence[Number], rules: LanguageRules) -> tuple[Number, Number] | None:
    """The only two percentages that points can be between, when words set one beside the other or show the points."""
    found = [number for number in numbers if _is_rate(number) and not says(rules, "yardstick", number.before)]
    here = [number for number in found if number.sentence == gap.sentence]
    levels = here if len(here) > 1 else found
    if len(levels) != 2:
        return None
    one, other = levels
    if one.figure.place < gap.figure.place and _has_own_subject(gap, rules):
        return None
    if _is_compared(one) or _is_compared(other) or _has_own_date(one, other):
        return (one, other) if _is_of_a_size(gap, one, other) else None
    if any(gap.after.startswith(cue) for cue in rules.cues.get("set-against", ())):
        return (one, other) if _is_of_a_size(gap, one, other, _FURTHEST_LOOSELY) else None
    shown = says(rules, "demonstrative", gap.before) or says(rules, "apposed", gap.before)
    beside = other.figure.bracketed and 0 < other.figure.place - gap.figure.place <= _BESIDE
    if not (shown or beside) or (one.figure.place > gap.figure.place and one.sentence == gap.sentence):
        return None
    return (one, other) if _is_of_a_size(gap, one, other, _FURTHEST_LOOSELY) else None


def _is_rate(number: Number) -> bool:
    """Whether a number is a percentage that is a level, or one that is compared and leaves out its sign."""
    quantity, figure = number.claim.quantity, number.figure
    if figure.delta is not None or figure.apart or quantity.hedge is not None:
        return False
    if quantity.kind is Kind.PERCENT:
        return quantity.unit not in _POINT_UNITS and quantity.unit != "basis point"
    return figure.old and quantity.kind is Kind.NUMBER and quantity.unit is None and 0 < quantity.step < 1


def _is_compared(number: Number) -> bool:
    return number.figure.old or number.figure.source


def _has_own_subject(gap: Number, rules: LanguageRules) -> bool:
    """Whether an article and a noun that is none of change open the words before it: ", turnout having gained"."""
    text, vocabulary = gap.stream.text, rules.vocabulary
    start = 1 + max((text.rfind(pause, 0, gap.figure.place) for pause in ",;:–" + OPEN + CLOSE), default=-1)
    opening = text[start : min(start + 2, gap.figure.place)]
    if says(rules, "demonstrative", gap.before) or says(rules, "apposed", gap.before) or len(opening) < 2:
        return False
    return opening[0] in vocabulary.symbols("article") and opening[1] not in vocabulary.symbols("noun")


def _has_own_date(one: Number, other: Number) -> bool:
    dates = one.figure.date, other.figure.date
    return dates[0] is not None and dates[1] is not None and dates[0].last != dates[1].last


def _opposed(numbers: Sequence[Number], rules: LanguageRules) -> tuple[Number, Number] | None:
    """The only number of what comes in and the only one of what goes out."""
    sides: dict[str, list[Number]] = {"in": [], "out": []}
    for number in numbers:
        side = side_of(number, rules)
        if side is not None:
            sides[side].append(number)
    if len(sides["in"]) != 1 or len(sides["out"]) != 1:
        return None
    return sides["in"][0], sides["out"][0]


def own_words_behind(number: Number, rules: LanguageRules) -> str:
    """The words behind a number up to a pause or a word of joining."""
    following = number.after
    for pause in (*_PAUSES, *rules.cues.get("joins", ())):
        following = f"{following.partition(pause)[0].rstrip()} "
    return following


def side_of(number: Number, rules: LanguageRules) -> str | None:
    """Whether the words nearest to a number call it what comes in or what goes out."""
    following = f" {' '.join(own_words_behind(number, rules).split()[:_NAMING])} "
    found: list[tuple[int, str]] = []
    for side in ("in", "out"):
        for cue in rules.cues.get(f"goes-{side}", ()):
            if cue in number.before:
                found.append((len(number.before) - number.before.rfind(cue), side))
            if cue in following:
                found.append((following.find(cue), side))
    return min(found)[1] if found else None


def _is_level(number: Number) -> bool:
    return number.figure.delta is None and not number.figure.apart and number.claim.quantity.hedge is None


def _is_of_its_unit(number: Number, gap: Number) -> bool:
    """Whether a number can be one of two that are so far apart, by its unit."""
    quantity = number.claim.quantity
    if quantity.kind in _NO_LEVELS or not number.value:
        return False
    if gap.claim.quantity.unit in _POINT_UNITS:
        return quantity.kind is Kind.PERCENT and quantity.unit not in _POINT_UNITS
    if (quantity.kind is Kind.DURATION) is not (gap.claim.quantity.kind is Kind.DURATION):
        return False
    return quantity.kind is not Kind.PERCENT and same_unit(number.claim, gap.claim, lax=True)


def _is_of_a_size(gap: Number, one: Number, other: Number, most: int = _FURTHEST) -> bool:
    """Whether two numbers can be as far apart as a difference says, a slip granted."""
    apart = abs(one.value - other.value)
    low, high = sorted((one.value, other.value))
    largest = _LARGEST_POINTS * high if one.claim.quantity.kind is Kind.PERCENT else high
    if gap.value in (low, high) and gap.claim.quantity.step == one.claim.quantity.step:
        # One number copied over another.
        return True
    if gap.value > largest or high > _LARGEST_STEP * low:
        return False
    return not apart or (apart <= most * gap.value and gap.value <= most * apart)


def _is_of_sides(gap: Number, one: Number, other: Number) -> bool:
    """Whether what came in and what went out can be as far apart as a difference says: nothing else is meant there."""
    low, high = sorted((one.value, other.value))
    return gap.value <= _LARGEST_POINTS * high and high <= _FURTHEST * low
