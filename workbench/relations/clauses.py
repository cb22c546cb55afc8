"""Clauses that hold one comparison, sum, share or average and nothing else, whatever the order of their words.

Wordings bind by syntax. A clause with exactly two levels, one change and words of comparison says the same in any
order; so does one total with its parts, or a part, a whole and a share. What a wording has bound is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from workbench.model import Claim, Document, Kind, Relation, Role
from workbench.relations.apart import has_own_subject, is_compound, of_another, than_another
from workbench.relations.changes import is_compared, is_like_a_year
from workbench.relations.composing import comparable, compose
from workbench.relations.matching import EITHER, Match
from workbench.relations.pattern import Wording
from workbench.relations.rules import LanguageRules, Rule, says
from workbench.relations.stream import Stream
from workbench.relations.totals import is_far_from_parts, opens_a_list
from workbench.relations.wording import CLOSE, OPEN, OTHER_WORD, SENTENCE_END, between_spaces

CHANGE, SUM, SHARE, AVERAGE = "change.clause", "sum.clause", "share.clause", "average.clause"
_UNWORDED = Wording("", "", (), {}, (), False)
PASSED = "DUOW"
_LEVELS, _RATES, _POINTS, _SIGNED = "MNQ", "Pp", "Kk", "mnq"
_BEFORE, _AFTER, _APART, _COUNTED = 4, 3, 8, 6
_LARGEST_STEP = 30
_FEWEST, _MOST_CLAIMS, _BESIDE = 3, 12, 3
_LONGEST = 160
_HANDFUL, _NAMED = 20, 6


@dataclass(slots=True)
class Clause:
    """A stretch of a stream: `numbers` are the places of its claims but dates, durations and ranks.

    `one_thing` when all of them are known to measure the same.
    """

    document: Document
    stream: Stream
    first: int
    last: int
    numbers: list[int]
    one_thing: bool = False

    def claim(self, place: int) -> Claim:
        claim = self.stream.claims[place]
        assert claim is not None
        return claim

    def has(self, symbols: str) -> bool:
        return any(symbol in symbols for symbol in self.stream.text[self.first : self.last])

    def says(self, rules: LanguageRules, name: str, first: int, last: int) -> bool:
        """Whether a phrase of the cue `name` stands in a range of symbols; asked first whether the sentence has any."""
        if not self.stream.heard & rules.hearing.bits.get(name, 0):
            return False
        return says(rules, name, self.words(first, last))

    def words(self, first: int, last: int) -> str:
        """The words of a range of symbols, each between spaces."""
        if first >= last:
            return ""
        return between_spaces(self.document.text[self.stream.starts[first] : self.stream.ends[last - 1]])


def find_in_clauses(
    document: Document, stream: Stream, taken: set[str], rules: LanguageRules, *, one_thing: bool = False
) -> Iterator[Relation]:
    """The relations of clauses that hold just one, between claims of which `taken` has no change or share.

    What they bind is added to `taken`.
    """
    if not rules.cues or len(stream.text) > _LONGEST * 2:
        return
    for clause in _clauses(document, stream, rules):
        clause.one_thing = one_thing
        if any(clause.claim(place).id in taken for place in clause.numbers if stream.text[place] in "PpKk"):
            continue
        for match in _readings(clause, taken, rules):
            relations = compose(match, rules, document)
            if relations:
                taken.update(claim.id for claims in match.roles.values() for claim in claims)
                yield from relations
                break


def clause_of(document: Document, stream: Stream) -> Clause:
    """A whole stream as one clause."""
    places = [
        at
        for at, symbol in enumerate(stream.text)
        if (claim := stream.claims[at]) is not None and symbol not in PASSED and claim.role is not Role.SHARE
    ]
    return Clause(document, stream, 0, len(stream.text), places)


def told_change(clause: Clause, border: int, rules: LanguageRules) -> Match | None:
    """One level on one side of a border, and on the other how much and how far in percent it moved."""
    rule, text = rules.unworded.get(CHANGE), clause.stream.text
    if rule is None or clause.has(rules.vocabulary.symbols("limit")):
        return None
    places: dict[str, int] = {}
    signs: set[int] = set()
    for place in clause.numbers:
        sign = _direction(clause, place, rules)
        if text[place] in _RATES and sign is not None:
            role = "rate"
        elif text[place] in _SIGNED or (text[place] in _LEVELS and _marked(clause, place, rules)):
            role = "change"
        elif text[place] in _LEVELS and not is_compared(_bind(rule, clause, {}), place, rules):
            role = "after"
        else:
            return None
        if role in places or (role != "after" and sign is None):
            return None
        places[role] = place
        signs.add(sign or 0)
    signs.discard(0)
    if len(places) != _FEWEST or len(signs) != 1 or not _one_unit(clause, [places["after"], places["change"]]):
        return None
    sides = {role: place > border for role, place in places.items()}
    if sides["change"] is not sides["rate"] or sides["after"] is sides["rate"]:
        return None
    if says(rules, "apart", clause.words(clause.first, clause.last)):
        return None
    low, high = sorted((places["change"], places["rate"]))
    if any(_joins(clause, at, rules) for at in range(low + 1, high)) or ";" in text[low:high]:
        return None
    return _bind(rule, clause, {role: [place] for role, place in places.items()}, sign=signs.pop())


def _clauses(document: Document, stream: Stream, rules: LanguageRules) -> Iterator[Clause]:
    """The sentence, and then the parts of it that semicolons, words of contrast and “, and” leave."""
    text = stream.text
    joins, contrast = rules.vocabulary.symbols("and"), rules.vocabulary.symbols("contrast")
    hard = [at for at, symbol in enumerate(text) if symbol == ";" or symbol == SENTENCE_END or symbol in contrast]
    soft = [at for at in range(len(text) - 1) if text[at] == "," and text[at + 1] in joins]
    seen: set[tuple[int, ...]] = set()
    for cuts in ([], hard, sorted(hard + soft)):
        edges = [-1, *cuts, len(text)]
        for before, after in pairwise(edges):
            numbers = [
                at for at in range(before + 1, after) if stream.claims[at] is not None and text[at] not in PASSED
            ]
            if _FEWEST <= len(numbers) <= _MOST_CLAIMS and tuple(numbers) not in seen:
                seen.add(tuple(numbers))
                yield Clause(document, stream, before + 1, after, numbers)


def _readings(clause: Clause, bound: set[str], rules: LanguageRules) -> Iterator[Match]:
    words = clause.words(clause.first, clause.last)
    if any(clause.claim(place).quantity.value is None for place in clause.numbers):
        return
    if any(clause.claim(place).quantity.value_high is not None for place in clause.numbers):
        return
    if says(rules, "apart", words) or clause.has(rules.vocabulary.symbols("limit")):
        return
    readers = {CHANGE: _change, SUM: _sum, SHARE: _share, AVERAGE: _average}
    for name, reader in readers.items():
        rule = rules.unworded.get(name)
        match = None if rule is None else reader(clause, rule, words, rules)
        if match is not None and bound.isdisjoint(_fresh(match)):
            yield match


def _fresh(match: Match) -> list[str]:
    """The claims of a match that no other relation may have: all of a sum, the change of a comparison."""
    roles = [role for role in match.roles if role not in ("after", "before")]
    return [claim.id for role in roles for claim in match.roles[role]]


def _change(clause: Clause, rule: Rule, words: str, rules: LanguageRules) -> Match | None:
    """Two levels and how far apart they are, or one level with its change and its rate."""
    text = clause.stream.text
    places: dict[str, int] = {}
    levels: list[int] = []
    signs: set[int] = set()
    for place in clause.numbers:
        symbol = text[place]
        sign = _direction(clause, place, rules)
        role = (
            "rate"
            if symbol in _RATES and sign is not None
            else "points"
            if symbol in _POINTS
            else "change"
            if symbol in _SIGNED or (symbol in _LEVELS and _marked(clause, place, rules))
            else None
        )
        if role is None:
            levels.append(place)
            continue
        if role in places or sign is None or than_another(clause.document, clause.stream, place, rules):
            return None
        places[role] = place
        signs.add(sign)
    if not places or not _one_subject(clause, levels, list(places.values()), rules):
        return None
    if len(levels) == 1 and not ("change" in places and "rate" in places and _beside(places)):
        return None
    if len(levels) not in (1, 2) or ("rate" in places and any(text[place] in _RATES for place in levels)):
        return None
    beside = len(levels) == 2 and levels[1] - levels[0] <= _BESIDE
    if beside and says(rules, "part-of", clause.words(levels[0] + 1, levels[1])):
        # "68 of 193 members have paid, 4 more than in 2023": one is a part of the other.
        return None
    if len(levels) == 2 and not (_compares(clause, words, rules) and _alike(clause, levels, words, rules)):
        return None
    if len(levels) == 2 and _are_contrasted(clause, levels, rules) and not _two_times(clause, words, rules):
        return None
    signs.discard(0)
    if len(signs) > 1:
        return None
    bare = _bind(rule, clause, {})
    near = [clause.words(max(clause.first, place - 2), place) for place in levels]
    if "rate" in places and any(says(rules, "setting", words) for words in near):
        return None
    spans = {claim.text for claim in clause.stream.claims[clause.first : clause.last] if claim and _is_span(claim)}
    if len(spans) > 1:
        return None
    compared = [place for place in levels if is_compared(bare, place, rules)]
    if len(compared) > 1:
        return None
    if not compared and len(levels) == 2 and EITHER in signs and not _rising(clause):
        return None
    old = compared[0] if compared else levels[0 if _rising(clause) else -1] if len(levels) == 2 else None
    for place in levels:
        places["before" if place == old else "after"] = place
    return _bind(rule, clause, {role: [place] for role, place in places.items()}, sign=next(iter(signs), 0))


def _direction(clause: Clause, place: int, rules: LanguageRules) -> int | None:
    """Which way the words right beside a number move it; 0 for a printed sign, ``None`` when nothing says so."""
    text, vocabulary = clause.stream.text, rules.vocabulary
    of, within = vocabulary.symbols("of"), vocabulary.symbols("=in")
    reach = _COUNTED if text[place] in _LEVELS else _AFTER
    following = text[place + 1 : min(clause.last, place + 1 + reach)]
    if following[:1] and following[0] in of:
        return None
    if following[:1] and following[0] in vocabulary.symbols("to") and clause.stream.claims[place + 2] is not None:
        return None
    for offset, symbol in enumerate(following):
        if clause.stream.claims[place + 1 + offset] is not None or symbol in ",;:" + OPEN:
            break
        sign = vocabulary.sign_of(symbol)
        if sign:
            rest = text[place + 2 + offset : place + 4 + offset]
            noun = symbol in vocabulary.symbols("noun")
            if symbol in vocabulary.symbols("beyond"):
                return sign
            elsewhere = rest[:1] and (rest[0] in within or (noun and rest[0] in of)) and rest[1:] not in "D"
            loose = symbol in vocabulary.symbols("way") and rest[:1] == OTHER_WORD
            return None if elsewhere or loose else sign
    if text[place].islower():
        return 0
    levels = "".join(vocabulary.symbols(name) for name in ("old", "to", "vs", "=to", "=at"))
    for at in range(place - 1, max(clause.first - 1, place - 1 - _BEFORE), -1):
        if clause.stream.claims[at] is not None or text[at] in ",;:" + CLOSE + levels:
            break
        sign = vocabulary.sign_of(text[at])
        if sign and text[at] in vocabulary.symbols("beyond"):
            return None
        if sign:
            owned = text[max(clause.first, at - 2) : at]
            other = text[at] in vocabulary.symbols("noun") and owned[-1:] == OTHER_WORD
            return None if other and owned[:1] not in vocabulary.symbols("article") else sign
    return None


def _marked(clause: Clause, place: int, rules: LanguageRules) -> bool:
    """Whether a number in the unit of the levels is printed as a change: "a drop of 500", "500 fewer", "up 12"."""
    text, vocabulary = clause.stream.text, rules.vocabulary
    if says(rules, "open-end", clause.words(place + 1, min(clause.last, place + _AFTER))):
        return False
    comparatives = vocabulary.symbols("beyond")
    ends = ",;:" + OPEN + CLOSE + SENTENCE_END + vocabulary.symbols("vs") + vocabulary.symbols("verb")
    for at in range(place + 1, min(clause.last, place + 1 + _COUNTED)):
        if text[at] in comparatives:
            return True
        if clause.stream.claims[at] is not None or text[at] in ends:
            break
    before = text[max(clause.first, place - 3) : place]
    if not before:
        return False
    if before[-1] in vocabulary.symbols("verb") + vocabulary.symbols("way"):
        return True
    small = vocabulary.symbols("of") + vocabulary.symbols("=by")
    return before[-1] in small and any(vocabulary.sign_of(symbol) for symbol in before[:-1])


def _one_subject(clause: Clause, levels: Sequence[int], deltas: Sequence[int], rules: LanguageRules) -> bool:
    """Whether no word of joining or new subject with its verb stands between the levels and what is said of them."""
    text, vocabulary = clause.stream.text, rules.vocabulary
    verbs = vocabulary.symbols("verb")
    nouns, sums = vocabulary.symbols("noun"), vocabulary.symbols("sum-noun")
    contrast = vocabulary.symbols("contrast")
    others = "".join(vocabulary.symbols(name) for name in ("revenue", "cost", "profit", "margin", "exports", "imports"))
    for delta in deltas:
        near = min(levels, key=lambda place: abs(place - delta), default=None)
        if near is None:
            return False
        low, high = sorted((near, delta))
        between = text[low + 1 : high]
        if ";" in between or any(symbol in contrast for symbol in between):
            return False
        if any(_joins(clause, at, rules) for at in range(low + 1, high)):
            return False
        if not clause.one_thing and any(symbol in others for symbol in between):
            return False
        comma = between.rfind(",")
        if near < delta and comma >= 0 and not clause.one_thing:
            tail = between[comma + 1 :]
            if says(rules, "beside", clause.words(low + 2 + comma, low + 3 + comma)) and any(
                symbol == OTHER_WORD or symbol in sums for symbol in tail[1:]
            ):
                return False
            verb = next((at for at, symbol in enumerate(tail) if symbol in verbs and symbol not in nouns), 0)
            subject = clause.words(low + 2 + comma, low + 2 + comma + verb).split()
            if not verb and tail[:1] and tail[0] in verbs and has_own_subject(between[:comma], rules):
                return False
            if any(f" {word} " not in rules.cues.get("stand-ins", ()) for word in subject):
                return False
    return True


def _joins(clause: Clause, at: int, rules: LanguageRules) -> bool:
    """Whether a word such as "and" stands at a place and does not lead on to what the numbers amount to."""
    if clause.stream.text[at] not in rules.vocabulary.symbols("and") or clause.words(at, at + 1) == " & ":
        return False
    return not says(rules, "equals", clause.words(at + 1, min(clause.last, at + 2)))


def _is_span(claim: Claim) -> bool:
    return claim.quantity.kind is Kind.DURATION


def _beside(places: Mapping[str, int]) -> bool:
    return abs(places["change"] - places["rate"]) <= _APART


def _alike(clause: Clause, levels: Sequence[int], words: str, rules: LanguageRules) -> bool:
    """Whether levels are in one unit, of comparable size, and count one thing or are each set in a time."""
    first, second = (clause.claim(place) for place in levels)
    between = clause.stream.text[levels[0] : levels[1]]
    following = min((place for place in clause.numbers if place > levels[1]), default=clause.last)
    dated = "D" in between and "D" in clause.stream.text[levels[1] : following]
    nearest = max(place for place in clause.numbers if place < levels[1])
    ands = rules.vocabulary.symbols("and")
    if nearest != levels[0] and any(symbol in ands for symbol in clause.stream.text[nearest : levels[1]]):
        # "A decrease of 2.4 on 2019, and about 3.7 on 2018": what follows the word is one more change.
        return False
    if not dated and any(_joins(clause, at, rules) for at in range(nearest, levels[1])):
        return False
    told = dated or says(rules, "earlier", words)
    if not comparable(first, second) and not (told and _one_unit(clause, levels)):
        return False
    low, high = sorted(abs(claim.quantity.value or Decimal(0)) for claim in (first, second))
    return 0 < low <= high <= _LARGEST_STEP * low


def _compares(clause: Clause, words: str, rules: LanguageRules) -> bool:
    """Whether the clause compares two times: words of comparison, two dates, or "a year earlier"."""
    vocabulary = rules.vocabulary
    symbols = "".join(vocabulary.symbols(name) for name in ("vs", "old", "beyond", "go"))
    return clause.has(symbols) or _two_times(clause, words, rules)


def _rising(clause: Clause) -> bool:
    """Whether the first date of the clause is before its second one: then the first level is the old one."""
    claims = clause.stream.claims[clause.first : clause.last]
    dates = [claim.date.first for claim in claims if claim is not None and claim.date is not None]
    return len(dates) == 2 and dates[0] < dates[1]


def _are_contrasted(clause: Clause, levels: Sequence[int], rules: LanguageRules) -> bool:
    """Whether a word such as "while" parts two levels: "at £1,164 a month, while sitting tenants paid £947"."""
    contrast = rules.vocabulary.symbols("contrast")
    return any(
        clause.stream.text[at] in contrast and not says(rules, "carries-on", clause.words(at, at + 1))
        for at in range(levels[0] + 1, levels[1])
    )


def _two_times(clause: Clause, words: str, rules: LanguageRules) -> bool:
    claims = clause.stream.claims[clause.first : clause.last]
    dates = {str(claim.date) for claim in claims if claim is not None and claim.date is not None}
    return len(dates) > 1 or says(rules, "earlier", words)


def _sum(clause: Clause, rule: Rule, words: str, rules: LanguageRules) -> Match | None:
    """A total with all its parts, where words such as "in all" or "made up of" say that it is one."""
    text, numbers, vocabulary = clause.stream.text, clause.numbers, rules.vocabulary
    if clause.has("".join(vocabulary.symbols(name) for name in ("vs", "verb", "noun", "incl", "than", "way"))):
        return None
    if not (all(text[place] in _LEVELS for place in numbers) or all(text[place] == "P" for place in numbers)):
        return None
    if len(numbers) < _FEWEST or "D" in text[numbers[0] : numbers[-1]]:
        return None
    if any(is_compound(clause.document, clause.claim(place)) for place in numbers):
        return None
    first, last = numbers[0], numbers[-1]
    for total, parts, start, stop, cues in (
        (first, numbers[1:], clause.first if ":" in text[first : numbers[1]] else first, numbers[1], ("breakdown",)),
        (last, numbers[:-1], numbers[-2] + 1, clause.last, ("whole", "sum-up")),
    ):
        joined = any(symbol in vocabulary.symbols("and") for symbol in text[parts[-2] + 1 : parts[-1]])
        near = clause.words(start, stop)
        whole = clause.claim(total).quantity
        if whole.unit is None and (whole.value or 0) < _HANDFUL:
            continue
        if cues[-1] == "sum-up" and any(_size(clause, part) >= _size(clause, total) for part in parts):
            cues = ("whole",)
        if joined and any(says(rules, cue, near) for cue in cues) and _one_unit(clause, numbers):
            # What "broken down as" or « à savoir » opens is the whole of a total, however few other words there are.
            plain = cues == ("breakdown",) and opens_a_list(rules.cues.get("breakdown", ()), near)
            match = _bind(rule, clause, {"total": [total], "part": parts})
            return replace(match, rule=replace(rule, doubts=())) if plain and not is_far_from_parts(match) else match
    return None


def _share(clause: Clause, rule: Rule, words: str, rules: LanguageRules) -> Match | None:
    """A part, the whole that words such as "out of" name, and the share, which no word of change stands beside."""
    text, vocabulary = clause.stream.text, rules.vocabulary
    shares = [place for place in clause.numbers if text[place] == "P"]
    levels = [place for place in clause.numbers if text[place] in _LEVELS]
    if len(shares) != 1 or len(levels) != len(clause.numbers) - 1 or len(levels) != 2:
        return None
    share = shares[0]
    if clause.has("".join(vocabulary.symbols(name) for name in ("vs", "verb", "noun", "way", "beyond", "than"))):
        return None
    wholes = [place for place in levels if says(rules, "out-of", clause.words(max(clause.first, place - 4), place))]
    if len(wholes) != 1 or not _alike_loosely(clause, levels):
        return None
    following = clause.words(share + 1, min(clause.last, share + _NAMED))
    named = text[share + 1 : share + 2] and text[share + 1] in vocabulary.symbols("of")
    if named and of_another(clause.document, clause.stream, share, wholes[0], rules):
        return None
    if named and (share + _NAMED < wholes[0] or wholes[0] < share) and not says(rules, "same", following):
        return None
    before = clause.words(max(clause.first, share - _BEFORE), share)
    bracketed = text[share - 1 : share] == OPEN
    beside = max((place for place in levels if place < share), default=0)
    if bracketed and "," in text[beside:share]:
        return None
    if not (bracketed or (named and share < min(levels)) or says(rules, "equals", before)):
        return None
    part = next(place for place in levels if place != wholes[0])
    return _bind(rule, clause, {"part": [part], "whole": wholes, "share": [share]})


def _average(clause: Clause, rule: Rule, words: str, rules: LanguageRules) -> Match | None:
    """A total, a count, and the amount beside a word such as "each" or "on average"."""
    text, numbers = clause.stream.text, clause.numbers
    if len(numbers) != _FEWEST or any(text[place] not in _LEVELS for place in numbers):
        return None
    counts = [place for place in numbers if text[place] == "N"]
    amounts = [place for place in numbers if text[place] != "N"]
    if len(counts) != 1 or is_like_a_year(clause.claim(counts[0])) or not _one_unit(clause, amounts):
        return None
    per, total = sorted(amounts, key=lambda place: _size(clause, place))
    before = clause.words(max(clause.first, per - _BEFORE), per)
    after = clause.words(per, min(clause.last, per + _AFTER))
    if not (says(rules, "average-of", before) or says(rules, "each", after)):
        return None
    if _size(clause, per) * 2 > _size(clause, total):
        return None
    return _bind(rule, clause, {"total": [total], "count": counts, "per": [per]})


def _size(clause: Clause, place: int) -> Decimal:
    return abs(clause.claim(place).quantity.value or Decimal(0))


def _one_unit(clause: Clause, places: Sequence[int]) -> bool:
    claims = [clause.claim(place) for place in places]
    units = {claim.quantity.unit for claim in claims} - {None}
    return len(units) <= 1 and len({claim.quantity.kind is Kind.PERCENT for claim in claims}) == 1


def _alike_loosely(clause: Clause, places: Sequence[int]) -> bool:
    return comparable(clause.claim(places[0]), clause.claim(places[1])) or _one_unit(clause, places)


def _bind(rule: Rule, clause: Clause, places: Mapping[str, Sequence[int]], *, sign: int = 0) -> Match:
    roles = {role: [clause.claim(place) for place in listed] for role, listed in places.items()}
    first = {role: listed[0] for role, listed in places.items()}
    return Match(rule, _UNWORDED, clause.stream, clause.first, clause.last, roles, first, sign)
