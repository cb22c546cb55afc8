"""The signs by which numbers are found to belong together: of one number, of two, and how alike two are.

A sign is a short text, since it is read in the files of weights: "1 before: from", "says before: down-verb",
"between: or", "brackets: 0 1". What is between two numbers is marked with which of the two stands first.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.model import Claim, Kind
from workbench.relations.arms import Figure
from workbench.relations.composing import same_unit
from workbench.relations.weighing.passage import STOPS, Number, Passage
from workbench.relations.weighing.rules_say import RulesSay

_FAR_BEFORE, _FAR_BEHIND, _OPENING, _SHORTEST = 10, 8, 3, 3
_FEW, _SHORT_BETWEEN, _SOME_BETWEEN, _MOST = 13, 4, 12, 4
_STEM, _AROUND = 5, 10
# No clause or bracket is followed further than so many words.
_LONGEST = 80
_SIZES = tuple(
    Decimal(step) / 1000 for step in (1, 20, 100, 300, 500, 700, 900, 970, 1000, 1030, 1100, 1400, 2000, 3000, 10000)
)
_NEARNESS = tuple(Decimal(step) / 100 for step in (3, 10, 30, 60, 80, 95, 105, 125, 160, 300, 1000, 3000))
_NEAR = frozenset(f"near: <{step}" for step in _NEARNESS[4:9])
_DISTANCES = (3, 6, 12, 25)
_MARKS = ("of", "old", "bare", "to", "source", "bracketed", "span", "gap", "beaten", "apart", "loose")
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER})


class Evidence:
    """The signs in one passage, each looked for once."""

    def __init__(self, passage: Passage, rules: RulesSay | None = None) -> None:
        self.passage = passage
        self._rules = rules or RulesSay(())
        self._of: dict[int, tuple[str, ...]] = {}
        self._between: dict[tuple[int, int], tuple[str, ...]] = {}
        self._alike: dict[tuple[int, int], tuple[str, ...]] = {}

    def of(self, index: int) -> tuple[str, ...]:
        """What speaks for what a number is: the words around it, its brackets, its own form."""
        found = self._of.get(index)
        if found is None:
            found = self._of[index] = tuple(dict.fromkeys(_signs_of(self.passage, index)))
        return found

    def between(self, one: int, other: int) -> tuple[str, ...]:
        """What speaks for two numbers belonging together: how far apart they stand, and what parts them."""
        key = one, other
        found = self._between.get(key)
        if found is None:
            found = self._between[key] = tuple(dict.fromkeys(_signs_between(self.passage, one, other)))
        return found

    def told(self, anchor: int, index: int) -> tuple[str, ...]:
        """What rules say of a number, but for relations that say what `anchor` says."""
        numbers = self.passage.numbers
        return self._rules.of(numbers[anchor].claim.id, numbers[index].claim.id)

    def told_together(self, anchor: int, one: int, other: int) -> tuple[str, ...]:
        """What rules say of two numbers together, but for relations that say what `anchor` says."""
        numbers = self.passage.numbers
        return self._rules.of_both(numbers[anchor].claim.id, numbers[one].claim.id, numbers[other].claim.id)

    def alike(self, one: int, other: int) -> tuple[str, ...]:
        """How alike two numbers are in unit, size, time and in what they are of."""
        key = one, other
        found = self._alike.get(key)
        if found is None:
            numbers = self.passage.numbers
            found = self._alike[key] = tuple(dict.fromkeys(_likeness(numbers[one], numbers[other], one < other)))
        return found


def nearness(implied: Decimal, told: Decimal) -> str:
    """How near a value that follows from two numbers comes to the one told, roughly."""
    implied, told = abs(implied), abs(told)
    if not implied or not told:
        return "near: zero"
    return f"near: {_step(implied / told, _NEARNESS)}"


def is_near(sign: str) -> bool:
    """Whether a sign of `nearness` says that two values are of about one size."""
    return sign in _NEAR


def _step(value: Decimal, steps: tuple[Decimal, ...]) -> str:
    return next((f"<{step}" for step in steps if value <= step), "more")


def _signs_of(passage: Passage, index: int) -> Iterator[str]:
    number = passage.numbers[index]
    at, word = number.place, passage.word
    yield from (f"{away} before: {word(at - away)}" for away in (1, 2, 3))
    yield from (f"{away} behind: {word(at + away)}" for away in (1, 2, 3))
    yield f"before: {word(at - 2)} {word(at - 1)}"
    yield f"behind: {word(at + 1)} {word(at + 2)}"
    yield f"around: {word(at - 1)} {word(at + 1)}"
    for away in (1, 2):
        yield from (f"{away} before says: {name}" for name in passage.meaning(at - away))
        yield from (f"{away} behind says: {name}" for name in passage.meaning(at + away))
    yield from _far(passage, range(at - 1, max(-1, at - 1 - _FAR_BEFORE), -1), "before")
    yield from _far(passage, range(at + 1, min(len(passage.words), at + 1 + _FAR_BEHIND)), "behind")
    yield from _opening(passage, at)
    if number.depth:
        yield from _bracket(passage, index)
    yield from _form(passage, index)
    yield from _reading(number.figure)


def _far(passage: Passage, places: range, side: str) -> Iterator[str]:
    """Words and meanings up to the next number or stop."""
    for place in places:
        word = passage.words[place]
        if word in STOPS:
            return
        if len(word) >= _SHORTEST:
            yield f"far {side}: {word}"
        yield from (f"far {side} says: {name}" for name in passage.meanings[place])
        if word[0] == "«":
            return


def _opening(passage: Passage, at: int) -> Iterator[str]:
    """How the clause begins."""
    start = at
    while start > 0 and passage.words[start - 1] not in STOPS:
        start -= 1
        if at - start > _LONGEST:
            return
    for place in range(start, min(start + _OPENING, at)):
        yield f"opens: {passage.words[place]}"
        yield from (f"opens saying: {name}" for name in passage.meanings[place])


def _bracket(passage: Passage, index: int) -> Iterator[str]:
    at, words = passage.numbers[index].place, passage.words
    yield "in brackets"
    if words[at - 1] == "(":
        yield "opens brackets"
    start = at
    while start > max(0, at - _LONGEST) and words[start] != "(":
        start -= 1
    end = at
    while end < min(len(words), at + _LONGEST) and words[end] != ")":
        end += 1
    inside = sum(word[0] == "«" for word in words[start:end])
    yield f"numbers in brackets: {min(inside, 3)}"
    if start > 0:
        yield f"before brackets: {words[start - 1]}"


def _form(passage: Passage, index: int) -> Iterator[str]:
    number, numbers = passage.numbers[index], passage.numbers
    claim, quantity = number.claim, number.claim.quantity
    yield f"kind: {number.symbol.upper()}"
    yield f"role: {claim.role}"
    yield f"hedge: {quantity.hedge or 'none'}"
    if quantity.unit is None:
        yield "counts" if claim.counted else "bare"
    if quantity.per:
        yield "per"
    if claim.text.startswith("+"):
        yield "plus"
    value = quantity.value
    if value is not None and value < 0:
        yield "minus"
    if index == 0 or numbers[index - 1].sentence != number.sentence:
        yield "first of sentence"
    if index + 1 == len(numbers) or numbers[index + 1].sentence != number.sentence:
        yield "last of sentence"
    if quantity.kind in _COUNTS:
        if value is not None and abs(value) < _FEW:
            yield "few"
        if 0 < quantity.step < 1:
            yield "decimal"


def _reading(figure: Figure | None) -> Iterator[str]:
    """What the readers of rules make of the words around a number."""
    if figure is None:
        yield "unread"
        return
    yield f"moved: {figure.delta}"
    yield f"way: {min(1, max(-1, figure.sign)) if figure.delta else 0}"
    yield from (f"is {mark}" for mark in _MARKS if getattr(figure, mark))
    yield f"age: {figure.age}"
    if figure.date is not None:
        yield "dated"
    yield from (f"base: {base}" for base in sorted(figure.base))
    yield f"level: {figure.delta is None} {figure.old} {figure.bare} {figure.bracketed}"


def _signs_between(passage: Passage, one: int, other: int) -> Iterator[str]:
    numbers, words = passage.numbers, passage.words
    low, high = min(one, other), max(one, other)
    first, last = numbers[low], numbers[high]
    way = "<" if one < other else ">"
    apart, sentences = high - low - 1, last.sentence - first.sentence
    alike = sum(same_unit(number.claim, numbers[one].claim, lax=True) for number in numbers[low + 1 : high])
    yield f"numbers between{way}: {min(apart, _MOST)}"
    yield f"sentences between{way}: {sentences}"
    yield f"of its unit between{way}: {min(alike, 3)}"
    yield f"apart{way}: {min(apart, 3)} {sentences}"
    between = words[first.place + 1 : last.place]
    if not sentences:
        if len(between) <= _SHORT_BETWEEN:
            yield f"between{way}: {' '.join(between)}"
        if between:
            yield f"between begins{way}: {between[0]}"
            yield f"between ends{way}: {between[-1]}"
        if len(between) > 1:
            yield f"between begins{way}: {between[0]} {between[1]}"
            yield f"between ends{way}: {between[-2]} {between[-1]}"
        yield from (f"between has {sign}" for sign in (";", ":") if sign in between)
        yield f"commas: {min(between.count(','), 3)}"
    if len(between) <= _SOME_BETWEEN:
        yield from (f"some between{way}: {word}" for word in between if len(word) > 1)
        for place in range(first.place + 1, last.place):
            yield from (f"says between{way}: {name}" for name in passage.meanings[place])
    yield f"brackets: {min(1, numbers[one].depth)} {min(1, numbers[other].depth)}"
    if first.depth and last.depth and ")" not in between:
        yield "same brackets"
    yield f"words in common: {min(3, _in_common(passage, first.place, last.place))}"
    yield f"words{way}: {next((step for step in _DISTANCES if len(between) < step), 'many')}"


def _in_common(passage: Passage, one: int, other: int) -> int:
    """How many words stand around both of two numbers, once at each, that say nothing of how numbers are related."""
    reach = min(_AROUND, (other - one) // 2)
    return len(_named_around(passage, one, reach) & _named_around(passage, other, reach))


def _named_around(passage: Passage, place: int, reach: int) -> set[str]:
    low, high = max(0, place - reach), min(len(passage.words), place + reach + 1)
    return {
        passage.words[at][:_STEM]
        for at in range(low, high)
        if len(passage.words[at]) > _SHORTEST and passage.words[at][0] != "«" and not passage.meanings[at]
    }


def _likeness(one: Number, other: Number, before: bool) -> Iterator[str]:
    first, second = one.claim, other.claim
    units = first.quantity.unit, second.quantity.unit
    yield "unit: " + ("same" if units[0] == units[1] else "left out" if None in units else "another")
    if first.quantity.kind is second.quantity.kind:
        yield "same kind"
    values = first.quantity.value, second.quantity.value
    if values[0] and values[1]:
        yield f"size: {_step(abs(values[0] / values[1]), _SIZES)}"
        if values[0] == values[1]:
            yield "equal"
        if (values[0] > 0) is not (values[1] > 0):
            yield "of two signs"
    if first.quantity.step == second.quantity.step:
        yield "same step"
    yield from _named_alike("counted", first.counted, second.counted, _STEM)
    yield from _named_alike("indicator", first.indicator, second.indicator)
    yield from _named_alike("scope", first.scope, second.scope)
    yield _periods(first, second)
    yield from _ages(one.figure, other.figure, before)


def _named_alike(what: str, one: str | None, other: str | None, stem: int | None = None) -> Iterator[str]:
    if one and other:
        yield f"{what}: {'same' if one[:stem].lower() == other[:stem].lower() else 'another'}"
    else:
        yield f"{what}: {bool(one)} {bool(other)}"


def _periods(first: Claim, second: Claim) -> str:
    one, other = first.period, second.period
    if one is None or other is None:
        return f"period: {one is not None} {other is not None}"
    if one == other:
        return "period: same"
    return "period: " + ("later" if one.last > other.last else "earlier" if one.last < other.last else "overlaps")


def _ages(one: Figure | None, other: Figure | None, before: bool) -> Iterator[str]:
    if one is None or other is None:
        return
    older = (one.age > other.age) - (one.age < other.age)
    yield f"old: {one.old} {other.old}"
    yield f"older: {older}"
    yield f"order: {one.old} {other.old} {older} {before}"
    if one.date is not None and other.date is not None:
        yield f"dates: {(one.date.last > other.date.last) - (one.date.last < other.date.last)}"
    else:
        yield f"dates: {one.date is not None} {other.date is not None}"
