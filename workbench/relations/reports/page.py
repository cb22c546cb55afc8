"""The numbers of a report's prose in order, each with the words that are its own, and what is already said of them.

A report tells a whole once and its parts pages later: in a list, in a sentence that names them again, in a headline.
So its readers look back over sentences, by the words that stand at a number and by what other relations have shown of
it: a number with parts that add up to it, or shares that are of it, is a whole (`Page.wholes`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from workbench.model import BlockKind, Claim, Document, Kind, Operation, Quantity, Relation, Role
from workbench.model.slips import MARK_MOVED, changed, in_last_digits, longer, reaches, shorter, swapped
from workbench.relations.amounts import is_a_year
from workbench.relations.composing import same_unit
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import between_spaces

LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})
SHARES = frozenset({Kind.PERCENT, Kind.RATIO})
_NO_LEVEL = frozenset({Role.RANK, Role.MULTIPLE, Role.DURATION, Role.DIFFERENCE, Role.CHANGE, Role.DATE})
# What each operation says of its other numbers.
_SAID = frozenset({"share", "rate", "change", "net", "per", "factor"})
_STEM, _LEAST_LETTERS = 5, 3
_FAR, _LONGEST = 900, 160
_CUT = re.compile(r"[,;:()\[\]\n]|[.!?](?=\s)")
_TINY, _AROUND = 2, 60


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A number of the prose. `own` are the words of its item of a list or of its clause, `names` their beginnings."""

    claim: Claim
    place: int
    sentence: int
    own: str
    names: frozenset[str]

    @property
    def value(self) -> Fraction:
        return Fraction(self.claim.quantity.value or 0)

    @property
    def is_level(self) -> bool:
        """Whether it says how much there is of something, and can be a part or a whole."""
        quantity = self.claim.quantity
        if quantity.kind not in LEVELS or self.claim.role in _NO_LEVEL or quantity.is_range:
            return False
        return self.value > 0 and quantity.per is None and not is_a_year(self.claim)

    @property
    def is_amount(self) -> bool:
        """Whether it may be what a share is of in some reading, changes and old values included."""
        quantity = self.claim.quantity
        return quantity.kind in LEVELS and not quantity.is_range and self.value > 0

    @property
    def is_share(self) -> bool:
        quantity = self.claim.quantity
        if quantity.kind not in SHARES or quantity.is_range or quantity.value is None or quantity.per is not None:
            return False
        return quantity.kind is Kind.RATIO or quantity.unit == "%"


class Page:
    """The numbers of a document but those in tables, and the `relations` found between them so far."""

    def __init__(
        self, document: Document, claims: Sequence[Claim], relations: Iterable[Relation], rules: LanguageRules
    ) -> None:
        self.document, self.rules = document, rules
        self.relations: list[Relation] = []
        blocks = document.blocks
        prose = [
            claim
            for claim in claims
            if 0 <= claim.block < len(blocks) and blocks[claim.block].kind is not BlockKind.CELL
        ]
        self.facts: list[Fact] = []
        self.sentences: list[list[Fact]] = []
        for _, members in groupby(prose, key=lambda claim: (claim.block, claim.sentence)):
            self._add(list(members))
        self.by_claim = {fact.claim.id: fact for fact in self.facts}
        self.said: set[str | None] = set()
        self.wholes: set[str] = set()
        self.totals: dict[str, str] = {}
        self.learn(relations)

    def learn(self, relations: Iterable[Relation]) -> None:
        """Take note of relations: what is said of others, what is a whole, and the total of each part."""
        shares: dict[str, int] = {}
        for relation in relations:
            self.relations.append(relation)
            whole_known = all(operand.unknown is None for operand in relation.operands)
            self.said.update(
                operand.claim
                for operand in relation.operands
                if operand.role in _SAID and (whole_known or operand.role != "share")
            )
            whole, total = relation.role("whole"), relation.role("total")
            if relation.operation is Operation.SHARE and whole is not None and whole.claim is not None:
                shares[whole.claim] = shares.get(whole.claim, 0) + 1
            elif relation.operation is Operation.SUM and total is not None and total.claim is not None:
                self.wholes.add(total.claim)
                self.totals.update((part.claim, total.claim) for part in relation.roles("part") if part.claim)
        self.wholes.update(claim for claim, count in shares.items() if count >= _TINY)

    def _add(self, claims: list[Claim]) -> None:
        text, number = self.document.text, len(self.sentences)
        facts: list[Fact] = []
        for index, claim in enumerate(claims):
            low = claims[index - 1].end if index else claim.sentence[0]
            high = claims[index + 1].evidence_start if index + 1 < len(claims) else claim.sentence[1]
            own = self._item(text[max(low, claim.evidence_start - _LONGEST) : claim.evidence_start], last=True)
            own += self._item(text[claim.end : min(high, claim.end + _LONGEST)], last=False)
            facts.append(Fact(claim, len(self.facts) + index, number, own, names(own, self.rules)))
        self.facts += facts
        self.sentences.append(facts)

    def _item(self, text: str, *, last: bool) -> str:
        """The words from the last sign or "and", or up to the first one."""
        cuts = [match.span() for match in _CUT.finditer(text)]
        lower = text.lower()
        for joint in self.rules.cues.get("report-joints", ()):
            at = lower.rfind(joint) if last else lower.find(joint)
            if at >= 0:
                cuts.append((at, at + len(joint)))
        if last:
            return between_spaces(text[max((end for _, end in cuts), default=0) :])
        return between_spaces(text[: min((start for start, _ in cuts), default=len(text))])

    def says(self, cue: str, words: str) -> bool:
        """Whether a phrase of a cue stands in words between spaces."""
        return says(self.rules, cue, words)

    def words(self, start: int, end: int) -> str:
        """The words and signs of a stretch of text, each between spaces."""
        return between_spaces(self.document.text[start:end]) if start < end else " "

    def before(self, fact: Fact) -> str:
        """The words from the number before, or the start of the sentence, to a number."""
        previous = self.facts[fact.place - 1] if fact.place else None
        low = fact.claim.sentence[0]
        if previous is not None and previous.sentence == fact.sentence:
            low = previous.claim.end
        return self.words(low, fact.claim.evidence_start)

    def after(self, fact: Fact) -> str:
        """The words from a number to the next one, or the end of the sentence."""
        following = self.facts[fact.place + 1] if fact.place + 1 < len(self.facts) else None
        high = fact.claim.sentence[1]
        if following is not None and following.sentence == fact.sentence:
            high = following.claim.evidence_start
        return self.words(fact.claim.end, high)

    def near(self, fact: Fact) -> Sequence[Fact]:
        """The numbers around one, so many on either side."""
        return self.facts[max(0, fact.place - _AROUND) : fact.place + _AROUND]

    def earlier(self, fact: Fact, most: int) -> Iterator[Fact]:
        """The numbers before one, the nearest first: those of so many sentences, and not too far away."""
        for place in range(fact.place - 1, -1, -1):
            other = self.facts[place]
            if fact.sentence - other.sentence > most or fact.claim.start - other.claim.end > _FAR:
                return
            yield other


def names(words: str, rules: LanguageRules) -> frozenset[str]:
    """The beginnings of the words that name something."""
    empty = rules.cues.get("empty", ())
    small = rules.cues.get("report-small-words", ())
    return frozenset(
        _folded(word)[:_STEM]
        for word in re.split(r"[\s’'\-]+", words)
        if len(word) >= _LEAST_LETTERS and word.isalpha() and f" {word} " not in empty and f" {word} " not in small
    )


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def alike(one: Fact, other: Fact) -> bool:
    """Whether two numbers are in one unit, which one of a sentence may leave out."""
    if one.claim.quantity.unit == other.claim.quantity.unit:
        return (one.claim.quantity.kind is Kind.MONEY) is (other.claim.quantity.kind is Kind.MONEY)
    return one.sentence == other.sentence and same_unit(one.claim, other.claim)


def bounds(quantity: Claim) -> tuple[Fraction, Fraction] | None:
    """What an ordinary reader takes a number to mean; ``None`` where one end is open."""
    low, high = quantity.expected.low, quantity.expected.high
    return None if low is None or high is None else (Fraction(low), Fraction(high))


def slips_into(quantity: Quantity, low: Fraction, high: Fraction) -> bool:
    """Whether one slip makes a number one between two bounds: a digit, two exchanged, one more or less, the mark."""
    told, step = in_last_digits(quantity), Fraction(quantity.step or Decimal(1))
    if not told or quantity.value is None or quantity.in_words:
        return False
    first, last = -(-low // step), high // step
    digits = str(told)
    if first <= last:
        if any(reaches(numbers, int(first), int(last)) for numbers in changed(digits)):
            return True
        others = [*swapped(digits), *shorter(digits)]
        if any(first <= number <= last for number in others):
            return True
        if any(reaches(numbers, int(first), int(last)) for numbers in longer(digits)):
            return True
    value = Fraction(quantity.value)
    return any(low <= value * Fraction(10) ** moved <= high for moved in MARK_MOVED)
