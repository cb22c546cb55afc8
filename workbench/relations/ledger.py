"""Accounts told in running prose: what is added up, what is taken off, and what is left.

"Revenue was 20,624,717, which, with the balance of 11,702,905, makes an aggregate of 32,327,622. Expenditure came to
25,591,390, leaving a balance of 6,736,232." Such prose says of a number that it is a total, or what is left, and means
the numbers told before it; a total just made is the opening of what follows. Which of them are meant is what fits, or
would but for one slip in numbers of many digits; else the only ones there are, where the words are plain enough.

Cues of the language file: `ledger-total` and, less plain, `ledger-makes` lead to a total; `ledger-leaves` with a noun
of `ledger-balance`, or `ledger-excess` alone, and less plain `ledger-left`, to what is left; `ledger-moved` to a
change, `ledger-apart` to any distance of two; `ledger-of-which` opens what a total is made of; `ledger-links` stand
right before a number that a comma parts from them, `ledger-apart-from` says that something else is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from workbench.model import Claim, Document, Kind, Operand, Operation, Relation, Role
from workbench.relations.amounts import is_a_year, related, words
from workbench.relations.asking import Asks, Need, worth
from workbench.relations.composing import same_unit
from workbench.relations.rules import LanguageRules, Rule, says
from workbench.relations.sentence import Sentence
from workbench.relations.slips import one_slip_apart

RULES = "sum.ledger", "difference.ledger"
_SAYS = (
    ("total", "ledger-total", True),
    ("left", "ledger-leaves", True),
    ("left", "ledger-excess", True),
    ("total", "ledger-makes", False),
    ("left", "ledger-left", False),
    ("moved", "ledger-moved", False),
    ("apart", "ledger-apart", False),
)
_OF_WHICH = "ledger-of-which"
ASKS = Asks(needs=(Need(cues=(_OF_WHICH, *(name for _, name, _ in _SAYS))),))
_LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})
_NO_LEVELS = frozenset({Role.RANK, Role.MULTIPLE, Role.DURATION})
_SAID = frozenset({"total", "change", "net"})
_NEAR, _MOST, _BACK, _PARTS, _SENTENCES = 3, 24, 6, 12, 2
_LEAD, _FAR, _NOUN = 240, 18, 10
_TELLING, _FEWEST, _CLOSE = 10_000, 3, 1000
_LEAST_MADE, _MOST_MADE, _LARGEST, _FURTHEST = Decimal("0.5"), Decimal("1.6"), 3, 60


@dataclass(slots=True)
class _Entry:
    """A number of an account with the words that lead to it.

    `said` is what those make of it ("total", "left", "moved", "apart") and whether they do so in plain words.
    """

    claim: Claim
    sentence: int
    lead: str
    said: dict[str, bool]

    @property
    def value(self) -> Decimal:
        return self.claim.quantity.value or Decimal(0)


_Choice = Callable[[_Entry, Sequence[_Entry]], bool]


def find_ledgers(
    document: Document, sentences: Sequence[Sentence], found: Sequence[Relation], rules: LanguageRules
) -> Iterator[Relation]:
    """The totals and remainders that prose tells and `found` does not relate yet, without ids."""
    total, left = (rules.unworded.get(name) for name in RULES)
    if total is None or left is None:
        return
    said: dict[str, Relation] = {}
    for relation in found:
        if relation.exhaustive:
            for operand in relation.operands:
                if operand.claim is not None and operand.role in _SAID:
                    said[operand.claim] = relation
    for passage in _passages(sentences):
        if any(worth(ASKS, rules, sentence.stream) for sentence in passage):
            yield from _Account(document, passage, said, (total, left), rules).relations()


def _passages(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Runs of sentences that follow each other with nothing but a space or a line end between."""
    run: list[Sentence] = []
    for sentence in sentences:
        if run and not 0 <= sentence.start - run[-1].end <= _NEAR:
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


class _Account:
    def __init__(
        self,
        document: Document,
        passage: Sequence[Sentence],
        said: dict[str, Relation],
        about: tuple[Rule, Rule],
        rules: LanguageRules,
    ) -> None:
        self.document, self.passage, self.said, self.rules = document, passage, said, rules
        self.total, self.left = about
        self.entries: list[_Entry] = []
        self.live: list[_Entry] = []
        self.told: set[str] = set()

    def relations(self) -> Iterator[Relation]:
        """What each number that closes an account says of those before it, or else of those behind it."""
        for number, sentence in enumerate(self.passage):
            self._forget(number - _SENTENCES)
            own = self._entries(number, sentence)
            open_ones: list[_Entry] = []
            for entry in own:
                relation = self._closed(entry)
                if relation is not None:
                    self.told.update(relation.claims)
                    yield relation
                elif entry.said and entry.claim.id not in self.said:
                    open_ones.append(entry)
                self.entries.append(entry)
                moved = relation is not None and relation.operation is Operation.DIFFERENCE and "left" not in entry.said
                if not moved:
                    self.live.append(entry)
            for entry in open_ones:
                relation = self._opened(entry, own) if entry.claim.id not in self.told else None
                if relation is not None:
                    yield relation
            yield from self._made_of(number, own)

    def _forget(self, first: int) -> None:
        """Let go of the numbers of the sentences before one: nothing reaches back to them."""
        self.entries = [entry for entry in self.entries if entry.sentence >= first]
        self.live = [entry for entry in self.live if entry.sentence >= first]

    def _entries(self, number: int, sentence: Sentence) -> list[_Entry]:
        """The levels of a sentence; none of one with so many that it is a table."""
        claims = [claim for claim in sentence.claims if _is_level(claim)]
        if len(claims) > _MOST:
            self.live.clear()
            return []
        heard = bool(claims) and worth(ASKS, self.rules, sentence.stream)
        entries: list[_Entry] = []
        before = sentence.start
        for claim in claims:
            start = max(before, claim.evidence_start - _LEAD)
            lead = words(self.document, start, claim.evidence_start) if heard else " "
            entries.append(_Entry(claim, number, lead, self._hear(lead) if heard else {}))
            before = claim.end
        return entries

    def _hear(self, lead: str) -> dict[str, bool]:
        """What the words that lead to a number make of it, the plain ones first."""
        said: dict[str, bool] = {}
        for kind, name, plain in _SAYS:
            tail = self._tail(lead, name)
            if tail is not None and (name != "ledger-leaves" or self._names_balance(tail)):
                said.setdefault(kind, plain)
        return said

    def _tail(self, lead: str, name: str) -> str | None:
        """The words from a cue to the number, when they are few and no pause parts them from it."""
        cues = self.rules.cues.get(name, ())
        nearest = min((lead.rpartition(cue)[2] for cue in cues if cue in lead), key=len, default=None)
        if nearest is None:
            return None
        told = nearest.split()
        if len(told) > _FAR or ";" in told:
            return None
        linked = name == _OF_WHICH or (bool(told) and f" {told[-1]} " in self.rules.cues.get("ledger-links", ()))
        return None if "," in told and not linked else f" {nearest}"

    def _names_balance(self, tail: str) -> bool:
        """Whether what is left is called a balance, and nothing else is said between."""
        near = f" {' '.join(tail.split()[:_NOUN])} "
        leads = (near.partition(cue)[0] for cue in self.rules.cues.get("ledger-balance", ()) if cue in near)
        lead = min(leads, key=len, default=None)
        return lead is not None and not says(self.rules, "ledger-apart-from", f"{lead} ")

    def _closed(self, entry: _Entry) -> Relation | None:
        """The relation of a number that words call a total, what is left, or how far two are apart."""
        known = self.said.get(entry.claim.id)
        if known is not None:
            parts = {*known.claims} - {entry.claim.id} if known.operation is Operation.SUM else ()
            self._strike([one for one in self.live if one.claim.id in parts])
            return None
        live = self._alike(entry, self.live)[-_PARTS:]
        for chosen in (_adds_up, _nearly, None):
            for kind, plain in entry.said.items():
                if chosen is None and not plain:
                    continue
                choice = _only_telling(chosen) if chosen is _adds_up and not plain else chosen
                if kind == "total":
                    relation = self._totalled(entry, live, choice)
                else:
                    relation = self._remaining(entry, live, choice, kind)
                if relation is not None:
                    return relation
        return None

    def _alike(self, entry: _Entry, others: Sequence[_Entry]) -> list[_Entry]:
        """The numbers of its unit in its sentence and the two before."""
        return [
            other
            for other in others
            if entry.sentence - other.sentence <= _SENTENCES
            and other is not entry
            and same_unit(entry.claim, other.claim, lax=True)
        ]

    def _totalled(self, entry: _Entry, live: Sequence[_Entry], chosen: _Choice | None) -> Relation | None:
        """The list before a total: one that `chosen` chooses, else that of its sentence."""
        if chosen is None:
            own = [one for one in self.live if one.sentence == entry.sentence]
            alone = all(one in live and "moved" not in one.said for one in own)
            parts = own if alone and len(own) > 1 and _could_make(entry, own) else []
        else:
            ends = (live[first:] for first in range(len(live) - 2, -1, -1))
            parts = next((list(end) for end in ends if chosen(entry, end)), [])
        if not parts:
            return None
        self._strike(parts)
        told = [("total", entry.claim), *(("part", one.claim) for one in parts)]
        return related(Operation.SUM, told, self.total, self.rules)

    def _remaining(self, entry: _Entry, live: Sequence[_Entry], chosen: _Choice | None, kind: str) -> Relation | None:
        """The two numbers that what is left is between: two that `chosen` chooses, else the only two there are."""
        if chosen is None:
            pair = _only_two(entry, live)
        else:
            near = self._alike(entry, self.entries[-_BACK:])
            pair = next((two for two in _pairs(live[-_BACK:], near) if chosen(two[0], [two[1], entry])), None)
            if pair is None and kind == "left" and chosen is not _nearly:
                return self._balanced(entry, live)
        if pair is None:
            return None
        high, low = pair
        if kind == "left":
            self._strike(pair)
        told = [("after", high.claim), ("before", low.claim), ("change", entry.claim)]
        return related(Operation.DIFFERENCE, told, self.left, self.rules)

    def _balanced(self, entry: _Entry, live: Sequence[_Entry]) -> Relation | None:
        """What is left of an opening number and what came, once something else is paid."""
        three = live[-3:]
        if len(three) < 3 or not _are_telling(entry, three):
            return None
        for gone in reversed(three):
            came = [one for one in three if one is not gone]
            apart = came[0].claim.expected + came[1].claim.expected - gone.claim.expected
            if apart.meets(entry.claim.expected):
                self._strike(three)
                told = [("total", entry.claim), *(("part", one.claim) for one in three)]
                relation = related(Operation.SUM, told, self.total, self.rules)
                return replace(relation, operands=tuple(_signed(part, gone) for part in relation.operands))
        return None

    def _opened(self, entry: _Entry, own: Sequence[_Entry]) -> Relation | None:
        """The relation of a number that opens an account: "a balance of C, the receipts having been A and costs B"."""
        others = self._alike(entry, [one for one in own if one.claim.id not in self.said])
        behind = [one for one in others if one.claim.start > entry.claim.start][:_PARTS]
        lists = [behind[:last] for last in range(2, len(behind) + 1)]
        for chosen in (_adds_up, _nearly):
            if "total" in entry.said:
                parts = next((listed for listed in lists if chosen(entry, listed)), None)
                if parts is not None:
                    told = [("total", entry.claim), *(("part", one.claim) for one in parts)]
                    return related(Operation.SUM, told, self.total, self.rules)
            if entry.said.keys() != {"total"}:
                pair = next((two for two in _pairs(others[-_BACK:], ()) if chosen(two[0], [two[1], entry])), None)
                if pair is not None and _are_telling(pair[0], [pair[1], entry]):
                    told = [("after", pair[0].claim), ("before", pair[1].claim), ("change", entry.claim)]
                    return related(Operation.DIFFERENCE, told, self.left, self.rules)
        return None

    def _strike(self, entries: Sequence[_Entry]) -> None:
        """Numbers that went into another one are not told anew by what follows."""
        gone = {entry.claim.id for entry in entries}
        self.live = [entry for entry in self.live if entry.claim.id not in gone]

    def _made_of(self, number: int, own: Sequence[_Entry]) -> Iterator[Relation]:
        """The total that words take apart: "receipts of 26.3, of which there were derived from customs 23.7 ..."."""
        earlier = [entry for entry in self.entries if entry.sentence == number - 1]
        for at, first in enumerate(own):
            if self._tail(first.lead, _OF_WHICH) is None:
                continue
            for whole in own[at - 1 : at] if at else reversed(earlier):
                following = [entry for entry in own[at : at + _PARTS] if same_unit(whole.claim, entry.claim, lax=True)]
                lists = [following[:last] for last in range(2, len(following) + 1)]
                chosen = next((listed for listed in lists if _adds_up(whole, listed)), None)
                chosen = chosen or next((listed for listed in reversed(lists) if _nearly(whole, listed)), None)
                if chosen is not None:
                    told = [("total", whole.claim), *(("part", part.claim) for part in chosen)]
                    yield related(Operation.SUM, told, self.total, self.rules)
                    break


def _is_level(claim: Claim) -> bool:
    quantity = claim.quantity
    return (
        quantity.kind in _LEVELS
        and quantity.value is not None
        and quantity.value > 0
        and not quantity.is_range
        and quantity.per is None
        and claim.role not in _NO_LEVELS
        and not is_a_year(claim)
    )


def _pairs(live: Sequence[_Entry], near: Sequence[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """Every two numbers, the larger first: those not used yet before the others, the last told before earlier ones."""
    seen: set[frozenset[str]] = set()
    for among in (live, near):
        for one, other in combinations(reversed(among), 2):
            both = frozenset({one.claim.id, other.claim.id})
            if both not in seen:
                seen.add(both)
                low, high = sorted((one, other), key=lambda entry: entry.value)
                yield high, low


def _only_two(entry: _Entry, live: Sequence[_Entry]) -> tuple[_Entry, _Entry] | None:
    """The two numbers something can only be left of: those of its sentence, or its one and the one before."""
    near = [one for one in live if entry.sentence - one.sentence <= 1 and "moved" not in one.said]
    own = [one for one in near if one.sentence == entry.sentence]
    two = own if len(own) > 1 else near
    if len(two) != 2:
        return None
    low, high = sorted(two, key=lambda one: one.value)
    if high.value > _FURTHEST * low.value or entry.value > _LARGEST * high.value:
        return None
    return high, low


def _adds_up(total: _Entry, parts: Sequence[_Entry]) -> bool:
    """Whether parts make their total, as the numbers are usually read; rough ones make anything."""
    if any(entry.claim.quantity.hedge is not None for entry in (total, *parts)):
        return False
    made = parts[0].claim.expected
    for part in parts[1:]:
        made = made + part.claim.expected
    return made.meets(total.claim.expected)


def _only_telling(choice: _Choice) -> _Choice:
    """The same choice among numbers that nothing fits by chance."""
    return lambda total, parts: _are_telling(total, parts) and choice(total, parts)


def _nearly(total: _Entry, parts: Sequence[_Entry]) -> bool:
    """Whether parts of many digits make their total but for one slip, or to a thousandth."""
    if not _are_telling(total, parts):
        return False
    apart = abs(sum((part.value for part in parts), Decimal(0)) - total.value)
    if apart * _CLOSE <= min(total.value, *(part.value for part in parts)):
        return True
    return one_slip_apart(total.claim.quantity, [part.claim.quantity for part in parts], _FEWEST)


def _are_telling(total: _Entry, parts: Sequence[_Entry]) -> bool:
    """Whether numbers have so many digits, those that are 0 in all of them apart, that nothing fits by chance."""
    quantities = [entry.claim.quantity for entry in (total, *parts)]
    if any(quantity.hedge is not None for quantity in quantities):
        return False
    step = max(quantity.step or Decimal(1) for quantity in quantities)
    # As fractions: decimals of more digits than their context keeps have no remainder.
    sizes, unit = [Fraction(quantity.value or 0) for quantity in quantities], Fraction(step)
    while all(size % (10 * unit) == 0 for size in sizes):
        unit *= 10
    return sizes[0] >= unit * _TELLING


def _could_make(total: _Entry, parts: Sequence[_Entry]) -> bool:
    """Whether parts can be those of a total, a slip granted."""
    return _LEAST_MADE <= sum((part.value for part in parts), Decimal(0)) / total.value <= _MOST_MADE


def _signed(part: Operand, gone: _Entry) -> Operand:
    return replace(part, sign=-1) if part.claim == gone.claim.id else part
