"""The numbers of neighbouring sentences that can be a whole or a part, and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from workbench.model import Binding, Claim, Document, Kind, Operand, Operation, Relation, Role
from workbench.relations.apart import is_compound
from workbench.relations.changes import is_compared
from workbench.relations.composing import same_unit
from workbench.relations.matching import Match
from workbench.relations.pattern import Wording
from workbench.relations.rules import LanguageRules, Rule, says
from workbench.relations.stream import Stream
from workbench.relations.wording import CLOSE, OPEN, SENTENCE_END, between_spaces

LEVELS, SHARES, PASSED = "MNQ", "P", "DUOW"
_NUMBERS = LEVELS + SHARES
_UNWORDED = Wording("", "", (), {}, (), False)
_NO_LEVEL = frozenset({Role.RANK, Role.MULTIPLE, Role.DURATION})
_NEAR, _BEHIND = 3, 4
_STEM = 4
_YEAR, _OLDEST, _LATEST = 4, 1500, 2100
_BREAKS = ",;:" + OPEN + CLOSE + SENTENCE_END
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that states how much there is: no change, no old value of a comparison, no limit.

    `place` is where it stands in `stream`, `sentence` the running number of its sentence. `depth` counts the brackets
    it stands in; `value` is the number as written, `is_share` tells whether it is a percentage.
    """

    claim: Claim
    stream: Stream
    place: int
    sentence: int
    depth: int
    value: Decimal
    is_share: bool

    def words_before(self, document: Document, most: int) -> str:
        """Up to so many words and signs before it, between spaces, but none of the number before."""
        first = self.place
        for at in range(self.place - 1, max(-1, self.place - 1 - most), -1):
            if self.stream.claims[at] is not None:
                break
            first = at
        return words(document, self.stream.starts[first], self.claim.evidence_start)

    def words_after(self, document: Document, most: int) -> str:
        """Up to so many words and signs after it, between spaces, but none of the next number."""
        last = self.place
        for at in range(self.place + 1, min(len(self.stream.text), self.place + 1 + most)):
            if self.stream.claims[at] is not None:
                break
            last = at
        return words(document, self.claim.end, self.stream.ends[last])

    def says_before(self, document: Document, name: str, most: int, rules: LanguageRules) -> bool:
        """Whether a phrase of the cue `name` stands among the words before it; the sentence is asked first."""
        if not self.stream.heard & rules.hearing.bits.get(name, 0):
            return False
        return says(rules, name, self.words_before(document, most))

    def says_after(self, document: Document, name: str, most: int, rules: LanguageRules) -> bool:
        """Whether a phrase of the cue `name` stands among the words after it; the sentence is asked first."""
        if not self.stream.heard & rules.hearing.bits.get(name, 0):
            return False
        return says(rules, name, self.words_after(document, most))


def words(document: Document, start: int, end: int) -> str:
    """The words and signs of a stretch of the text, each between spaces; one space when there are none."""
    return between_spaces(document.text[start:end]) if start < end else " "


def amounts(document: Document, stream: Stream, sentence: int, rule: Rule, rules: LanguageRules) -> list[Amount]:
    """The numbers of a sentence that say how much there is of something."""
    found: list[Amount] = []
    bare = Match(rule, _UNWORDED, stream, 0, len(stream.text), {}, {}, 0)
    depth, of_a_change = 0, False
    for place, symbol in enumerate(stream.text):
        claim = stream.claims[place]
        if claim is None:
            if symbol == OPEN:
                depth += 1
            elif symbol == CLOSE and depth:
                depth -= 1
            continue
        if symbol not in _NUMBERS:
            continue
        quantity = claim.quantity
        if quantity.value is None or quantity.is_range or quantity.value <= 0:
            continue
        if symbol not in SHARES and claim.role in _NO_LEVEL:
            continue
        if is_a_year(claim) or is_compound(document, claim) or _is_old(bare, place, rules):
            continue
        if symbol in SHARES:
            of_a_change = _is_of_a_change(document, stream, place, rules)
        if (not of_a_change and _is_moved(stream, place, rules)) or (depth and _is_dated_aside(stream, place)):
            continue
        of_a_change = of_a_change and symbol in SHARES
        found.append(Amount(claim, stream, place, sentence, depth, quantity.value, quantity.kind is Kind.PERCENT))
    return found


def is_a_year(claim: Claim) -> bool:
    """Whether a bare number of four digits may be a year, of whatever century: "the War of 1812"."""
    text = claim.text
    bare = claim.quantity.kind in (Kind.NUMBER, Kind.COUNT) and claim.quantity.unit is None and claim.counted is None
    return bare and len(text) == _YEAR and text.isdigit() and _OLDEST <= int(text) <= _LATEST


def _is_old(bare: Match, place: int, rules: LanguageRules) -> bool:
    """Whether a number is what another one is compared with; "187 against and 31 abstentions" compares nothing."""
    if not is_compared(bare, place, rules):
        return False
    text, joins = bare.stream.text, rules.vocabulary.symbols("and")
    near = max(0, place - _BEHIND)
    versus = rules.vocabulary.symbols("vs")
    return not any(text[at] in versus and text[at + 1] in joins for at in range(near, place - 1))


def _is_moved(stream: Stream, place: int, rules: LanguageRules) -> bool:
    """Whether a number is how far something moved: "rose by 500", "a rise of 500", "500 fewer", "5% higher"."""
    text, vocabulary = stream.text, rules.vocabulary
    following = text[place + 1 : place + 1 + _NEAR]
    # Few words say anything of the kind: all are asked for at once.
    if not vocabulary.members("way beyond noun").isdisjoint(following):
        for offset, symbol in enumerate(following):
            if stream.claims[place + 1 + offset] is not None or symbol in _BREAKS:
                break
            if symbol in vocabulary.symbols("way"):
                return not offset
            if symbol in vocabulary.symbols("beyond"):
                return True
            if text[place] in SHARES and symbol in vocabulary.symbols("noun"):
                return True
    before = text[max(0, place - _BEHIND) : place]
    small = vocabulary.members("of =by article")
    for symbol in reversed(before):
        if vocabulary.sign_of(symbol):
            return True
        if symbol not in small:
            break
    return False


def _is_of_a_change(document: Document, stream: Stream, place: int, rules: LanguageRules) -> bool:
    """Whether a percentage is of how far something moved: "12% of the increase"."""
    claim = stream.claims[place]
    last = min(place + _NEAR, len(stream.text) - 1)
    following = "" if claim is None else words(document, claim.end, stream.ends[last])
    return any(following.startswith(cue) for cue in rules.cues.get("of-the", ()))


def _is_dated_aside(stream: Stream, place: int) -> bool:
    """Whether a number stands in brackets with a date of its own: "(2018: 388)"."""
    text = stream.text
    start, end = text.rfind(OPEN, 0, place), text.find(CLOSE, place)
    return "D" in text[start : end if end >= 0 else len(text)]


def kin(total: Claim, part: Claim) -> bool:
    """Whether two numbers are in one unit, as a whole and its part are."""
    return same_unit(total, part)


def one_noun(first: Claim, second: Claim) -> bool:
    """Whether the two count the same thing as far as the text says."""
    if not first.counted or not second.counted:
        return True
    return first.counted[:_STEM].casefold() == second.counted[:_STEM].casefold()


def between(document: Document, first: Amount, second: Amount) -> str:
    """The words from one number to the next."""
    return words(document, first.claim.end, second.claim.evidence_start)


def is_dated(listed: Sequence[Amount]) -> bool:
    """Whether dates stand between the numbers of a list within one sentence."""
    return any(
        "D" in one.stream.text[one.place : other.place] for one, other in pairwise(listed) if one.stream is other.stream
    )


def is_share_of(share: Amount, part: Amount, whole: Amount) -> bool:
    """Whether a percentage is that of a part in a whole, as the numbers are usually read."""
    piece, base, stated = part.claim.expected, whole.claim.expected, share.claim.expected
    if not base.low or not base.high or piece.low is None or piece.high is None:
        return False
    low, high = piece.low / base.high * _HUNDRED, piece.high / base.low * _HUNDRED
    return not (stated.high is not None and low > stated.high) and not (stated.low is not None and high < stated.low)


def related(operation: Operation, told: Sequence[tuple[str, Claim]], rule: Rule, rules: LanguageRules) -> Relation:
    """The relation, without an id, of claims in their roles, over one sentence or several."""
    claims = [claim for _, claim in told]
    across = len({claim.sentence for claim in claims}) > 1
    return Relation(
        "",
        operation,
        rule.name(rules.language),
        tuple(Operand(role, claim.id) for role, claim in told),
        min(claim.start for claim in claims),
        max(claim.end for claim in claims),
        Binding.ACROSS if across else Binding.SENTENCE,
        True,
        rule.doubts,
    )
