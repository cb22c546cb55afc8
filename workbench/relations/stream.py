"""A sentence as the string of symbols that wordings are matched against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from workbench.model import Claim, Document, Kind
from workbench.relations.wording import CLOSE, OPEN, SENTENCE_END, Hearing, Vocabulary, located, spoken

_LETTERS = {
    Kind.MONEY: "M",
    Kind.PERCENT: "P",
    Kind.COUNT: "N",
    Kind.NUMBER: "N",
    Kind.QUANTITY: "Q",
    Kind.RATIO: "F",
    Kind.MULTIPLE: "X",
    Kind.ORDINAL: "O",
    Kind.DATE: "D",
    Kind.DURATION: "U",
}
_POINT_UNITS = frozenset({"percentage point", "basis point", "point"})
_FEW = 12
_MANY_POINTS = 100
_BASES = frozenset({100, 1000, 10_000, 100_000, 1_000_000})
RATE_BASE = "R"
_PLUS, _MINUS = "++", "-−–‐‑"
_LEAD, _TAIL = 320, 200
_MAX_SYMBOLS = 400
_CHANGES, _LEVELS = "mnqpk", "MNQ"
_BRACKET = re.compile(f"[{OPEN}{CLOSE}]")
_GLUE = frozenset("-\u2010\u2011'’_")
_APART = frozenset({"", *" .,;:()%\n\u00a0\u202f$€£"})
_LETTER = re.compile(r"[^\W\d_]")
_ALL, _GROWN = -1, 60

_Held = list[tuple[str, Claim]]


@dataclass(slots=True)
class Stream:
    """One sentence, or some neighbouring ones. ``text[i]`` stands for ``document.text[starts[i]:ends[i]]``.

    `claims` has the claim a symbol stands for, or ``None`` for words and signs; `earlier` those of the sentence before.
    `heard` has the bits of the cues that its words may say, and at least those. `plain` is kept by
    `workbench.relations.matching` once it was asked for: the same without asides.
    """

    text: str
    starts: list[int]
    ends: list[int]
    claims: list[Claim | None]
    earlier: Sequence[Claim] = ()
    heard: int = _ALL
    plain: Stream | None = field(default=None, repr=False, compare=False)
    _held: _Held | None = field(default=None, repr=False, compare=False)

    @property
    def held(self) -> _Held:
        """The claims with their symbols; looked up once, since every reader asks."""
        if self._held is None:
            self._held = [
                (symbol, claim) for symbol, claim in zip(self.text, self.claims, strict=True) if claim is not None
            ]
        return self._held

    def without_brackets(self) -> Stream | None:
        """The stream without what stands in brackets, or ``None`` when nothing does."""
        if OPEN not in self.text:
            return None
        kept: list[tuple[int, int]] = []
        depth = at = 0
        for bracket in _BRACKET.finditer(self.text):
            if not depth:
                kept.append((at, bracket.start()))
            depth = depth + 1 if bracket.group() == OPEN else max(0, depth - 1)
            at = bracket.end()
        if not depth:
            kept.append((at, len(self.text)))
        return self._only(kept)

    def unbracketed(self) -> Stream | None:
        """The stream with levels in brackets as if they stood outside; ``None`` when no bracket has one.

        Changes stay inside: "(+4 %)" is left out.
        """
        spans: list[tuple[int, int]] = []
        opened: list[int] = []
        found = False
        for bracket in _BRACKET.finditer(self.text):
            if bracket.group() == OPEN:
                opened.append(bracket.start())
            elif opened:
                start, end = opened.pop(), bracket.end()
                inside = self.text[start:end]
                changed = any(symbol in _CHANGES for symbol in inside)
                found |= not changed and any(symbol in _LEVELS for symbol in inside)
                spans += [(start, end)] if changed else [(start, start + 1), (end - 1, end)]
        return self.without(spans) if found else None

    def without(self, spans: Sequence[tuple[int, int]]) -> Stream:
        """The stream without the symbols in `spans`."""
        kept: list[tuple[int, int]] = []
        at = 0
        for start, end in sorted(spans):
            if start > at:
                kept.append((at, start))
            at = max(at, end)
        return self._only([*kept, (at, len(self.text))])

    def joined(self, following: Stream) -> Stream:
        """This sentence, an end of sentence, and the next one."""
        end = self.ends[-1] if self.ends else 0
        return Stream(
            self.text + SENTENCE_END + following.text,
            [*self.starts, end, *following.starts],
            [*self.ends, end, *following.ends],
            [*self.claims, None, *following.claims],
            heard=self.heard | following.heard,
        )

    def _only(self, kept: Sequence[tuple[int, int]]) -> Stream:
        short = Stream("".join([self.text[start:end] for start, end in kept]), [], [], [], self.earlier, self.heard)
        for start, end in kept:
            short.starts += self.starts[start:end]
            short.ends += self.ends[start:end]
            short.claims += self.claims[start:end]
        return short


def letter(document: Document, claim: Claim, vocabulary: Vocabulary) -> str:
    """The symbol of a claim: its kind, in small letters when the text prints a plus or minus before it.

    Small numbers in words ("two evenings") are a kind of their own: they seldom enter a calculation.
    """
    quantity = claim.quantity
    if quantity.unit in _POINT_UNITS and not (quantity.unit == "point" and (quantity.value or 0) >= _MANY_POINTS):
        capital = "K"
    else:
        capital = "N" if quantity.unit == "point" else _LETTERS[quantity.kind]
        if capital == "P":
            capital = "F" if quantity.in_words else "Y" if _is_yearly(claim) else "P"
        if capital == "N" and quantity.value is not None and quantity.value <= _FEW and not claim.text[-1].isdigit():
            capital = "W"
        if capital == "N" and quantity.value is not None and quantity.value <= _FEW and _in_a_name(document, claim):
            capital = "W"
        if capital == "N" and quantity.value in _BASES and _last_word(document, claim) in vocabulary.before_bases:
            return RATE_BASE
    return capital.lower() if capital in "MNQPK" and printed_sign(document, claim, vocabulary) else capital


def _is_yearly(claim: Claim) -> bool:
    """Whether the claim's own words say over what time a percentage runs ("5 % par an")."""
    return (
        claim.text.rstrip(".").count(" ") > 1
        and claim.text[-1].isalpha()
        and not claim.text.endswith(("cent", "percent"))
    )


def _last_word(document: Document, claim: Claim) -> str:
    before = spoken(document.text[max(0, claim.evidence_start - 12) : claim.evidence_start])
    return before[-1] if before else ""


def _in_a_name(document: Document, claim: Claim) -> bool:
    """Whether a digit follows a capitalised word inside a sentence: "Model 3", "Article 7"."""
    start = claim.evidence_start
    if start != claim.start or document.text[start - 1 : start] not in ("\u00a0", " "):
        return False
    before = document.text[max(0, start - 40) : start].split()
    return len(before) > 1 and before[-1][0].isupper() and before[-1].isalpha() and start > claim.sentence[0] + 12


def printed_sign(document: Document, claim: Claim, vocabulary: Vocabulary) -> int:
    """1 or -1 for a sign printed before the number, 0 for none; a dash between words is no sign."""
    value = claim.quantity.value
    if value is not None and value < 0:
        return -1
    text = document.text
    first = text[claim.evidence_start]
    if first in _PLUS:
        return 1
    if first in _MINUS:
        return -1
    before = text[max(0, claim.evidence_start - 24) : claim.evidence_start].rstrip()
    if before[-1:] and before[-1] in _PLUS:
        return 1
    if before[-1:] and before[-1] in _MINUS:
        words = spoken(before[:-1])
        if words and (words[-1] in "([" or words[-1] in vocabulary.before_signs):
            return -1
    return 0


def build(document: Document, claims: Sequence[Claim], vocabulary: Vocabulary, hearing: Hearing) -> Stream:
    """The stream of one sentence, whose claims are given in the order of the text."""
    text = document.text
    low, high = claims[0].sentence
    low = max(min(low, claims[0].evidence_start), claims[0].evidence_start - _LEAD)
    high = min(max(high, claims[-1].end), claims[-1].end + _TAIL)
    stream = Stream("", [], [], [], heard=hearing.always)
    symbols: list[str] = []
    at = low
    for claim in claims:
        if claim.evidence_start < at:
            continue
        _add_words(stream, symbols, text, at, claim.evidence_start, vocabulary, hearing)
        stream.heard |= _heard_around(text, claim.evidence_start, claim.end, hearing)
        own = letter(document, claim, vocabulary)
        if own.islower() and symbols and symbols[-1] == "–":
            symbols.pop()
            del stream.starts[-1], stream.ends[-1], stream.claims[-1]
        symbols.append(own)
        stream.starts.append(claim.evidence_start)
        stream.ends.append(claim.end)
        stream.claims.append(claim)
        if own in "Mm" and claim.text[-1].isalpha():
            _add_pace(stream, symbols, claim, vocabulary)
        at = claim.end
    _add_words(stream, symbols, text, at, high, vocabulary, hearing)
    stream.text = "".join(symbols)
    return stream


def windows(stream: Stream) -> Iterator[Stream]:
    """The stream in pieces of bounded length, so that a sentence without end costs no more than its length."""
    if len(stream.text) <= _MAX_SYMBOLS:
        yield stream
        return
    for start in range(0, len(stream.text), _MAX_SYMBOLS):
        stop = start + _MAX_SYMBOLS
        yield Stream(
            stream.text[start:stop],
            stream.starts[start:stop],
            stream.ends[start:stop],
            stream.claims[start:stop],
            heard=stream.heard,
        )


def _is_glued(letter: str) -> bool:
    return letter not in _APART and (letter.isalnum() or letter in _GLUE)


def _heard_around(text: str, start: int, end: int, hearing: Hearing) -> int:
    """The cues that the words of a claim may say, those it is grown together with included: "a 25-vote majority"."""
    if text[start - 1 : start] not in _APART or text[end : end + 1] not in _APART:
        first, last = max(0, start - _GROWN), min(len(text), end + _GROWN)
        while start > first and _is_glued(text[start - 1]):
            start -= 1
        while end < last and _is_glued(text[end]):
            end += 1
        if start == first > 0 or end == last < len(text):
            return _ALL
    if _LETTER.search(text, start, end) is None:
        return 0
    return reduce(or_, map(hearing.__getitem__, spoken(text[start:end])), 0)


def _add_words(
    stream: Stream, symbols: list[str], text: str, start: int, end: int, vocabulary: Vocabulary, hearing: Hearing
) -> None:
    if start >= end:
        return
    if end - start > _LEAD + _TAIL:
        _add_words(stream, symbols, text, start, start + _TAIL, vocabulary, hearing)
        stream.heard = _ALL
        symbols.append(SENTENCE_END)
        stream.starts.append(start + _TAIL)
        stream.ends.append(start + _TAIL)
        stream.claims.append(None)
        start = end - _LEAD
    words, begins = located(text[start:end], start)
    stream.heard = reduce(or_, map(hearing.__getitem__, words), stream.heard)
    found, starts, ends = vocabulary.read(words, begins)
    if CLOSE not in found:
        symbols += found
        stream.starts += starts
        stream.ends += ends
        stream.claims += [None] * len(found)
        return
    for symbol, begin, finish in zip(found, starts, ends, strict=True):
        if symbol == CLOSE and symbols and symbols[-1] == OPEN:
            symbols.pop()
            del stream.starts[-1], stream.ends[-1], stream.claims[-1]
            continue
        symbols.append(symbol)
        stream.starts.append(begin)
        stream.ends.append(finish)
        stream.claims.append(None)
        if symbol == CLOSE:
            _drop_empty_bracket(stream, symbols)


def _add_pace(stream: Stream, symbols: list[str], claim: Claim, vocabulary: Vocabulary) -> None:
    """Words of time inside an amount ("20 euros par mois") are listened to as if they stood after it."""
    paces = set(vocabulary.symbols("pace"))
    for symbol in vocabulary.symbols_of(spoken(claim.text)):
        if symbol in paces:
            symbols.append(symbol)
            stream.starts.append(claim.end)
            stream.ends.append(claim.end)
            stream.claims.append(None)


def _drop_empty_bracket(stream: Stream, symbols: list[str]) -> None:
    """Take a bracket with no number in it out again: it says nothing about how numbers are related."""
    at = len(symbols) - 2
    while at >= 0 and symbols[at] != OPEN and stream.claims[at] is None:
        at -= 1
    if at >= 0 and symbols[at] == OPEN:
        del symbols[at:], stream.starts[at:], stream.ends[at:], stream.claims[at:]
