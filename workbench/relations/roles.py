"""Changes whose numbers stand in no order that a wording foresees, united by what each of them is.

`workbench.relations.figures` says what each number is by its own words: a level, the level compared with, or how far
something moved. Here a new level, its old one and what they differ by are united when they are of one unit, when no
other level stands between them and when no other subject does, whatever else does: names, dates, quotations, numbers
of other kinds. Two sentences are read together when the second goes on about the first.

Such a union is looser than a wording. So one that the numbers contradict is given up when other levels near by agree
with the percentage: then it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from workbench.model import Binding, Claim, Document, Kind, Relation
from workbench.relations.apart import has_own_subject, than_another
from workbench.relations.arms import CHANGE, MOVES, POINTS, RATE, READ, Figure
from workbench.relations.asking import Asks, Need
from workbench.relations.composing import comparable, compose
from workbench.relations.matching import EITHER, Match
from workbench.relations.pairs import Pair, Pairing, Told, is_near
from workbench.relations.pattern import Wording
from workbench.relations.rules import LanguageRules, Rule, in_order, says
from workbench.relations.settled import Settled
from workbench.relations.wording import OTHER_WORD, SENTENCE_END

RULE = "change.roles"
# Two levels, or a level and its change, in one unit; two percentages only with points between them.
ASKS = (Asks(3, READ, "MmNnQqU", MOVES.needs), Asks(3, READ, "Pp", (Need("Kk"),)))
_UNWORDED = Wording("", "", (), {}, (), False)
_MOST_FIGURES, _LONGEST = 14, 320
_CHANGE_WITHIN, _CHANGE_ACROSS, _RATE_WITHIN = 40, 10, 30
_SMALLEST_LEVEL, _FURTHEST, _FURTHEST_OF_PAIR = 3, 4, 8
_TOGETHER = 16
_HUNDRED = 100
_POINT_UNITS = ("percentage point", "basis point", "point")


def find_by_roles(
    document: Document, told: Told, taken: set[str], settled: Settled, rules: LanguageRules
) -> Iterator[Relation]:
    """The relations between the figures of a sentence, or of two that are joined.

    No change that is `taken` is bound again; what is bound is added to `taken`. `settled` is what other relations
    say of the levels.
    """
    rule = rules.unworded.get(RULE)
    if rule is None or len(told.figures) > _MOST_FIGURES or len(told.stream.text) > _LONGEST:
        return
    deltas = [
        figure for figure in told.figures if (figure.delta is not None or figure.loose) and figure.claim.id not in taken
    ]
    if not deltas or len(told.figures) < 3:
        return
    yield from Reading(document, told, settled, rule, rules).relations(deltas, taken)


class Reading(Pairing):
    """A stretch of text whose changes are united with the pairs of levels they are nearest to."""

    def __init__(self, document: Document, told: Told, settled: Settled, rule: Rule, rules: LanguageRules) -> None:
        super().__init__(document, told, settled, rules)
        self.rule, self.ordered = rule, in_order(rule)

    def relations(self, deltas: Sequence[Figure], taken: set[str]) -> Iterator[Relation]:
        """The relations of what moved, each with the pair of levels it stands nearest to."""
        pairs = list(self.pairs())
        free = [delta for delta in deltas if delta.delta is not None and not delta.apart and not delta.old]
        grouped: dict[int, list[Figure]] = {}
        for delta in free:
            at = self._pair_of(delta, pairs)
            if at is not None:
                grouped.setdefault(at, []).append(delta)
        for at, own in grouped.items():
            pair = pairs[at]
            for match in self._matches(pair, own):
                yield from self._accepted(match, taken)
        yield from self._respectively(taken)
        yield from self._loosely(pairs, grouped, taken)
        yield from self._unsaid([delta for delta in free if delta.claim.id not in taken], taken)

    def _pair_of(self, delta: Figure, pairs: Sequence[Pair]) -> int | None:
        """The pair a change is of: the one it stands nearest to, with no other level between."""
        best: list[tuple[tuple[int, bool, int, int], int]] = []
        for at, pair in enumerate(pairs):
            if not self._suits(delta, pair) or self._comes_too_early(delta, pair):
                continue
            low, high = pair.ends
            near = low if delta.place < low else high if delta.place > high else delta.place
            first, last = sorted((near, delta.place))
            between = [level for level in self.levels if first < level.place < last]
            if any(level is not pair.new and level is not pair.old for level in between) and not all(
                level.old and self._alike(level, pair.old) and delta.base and delta.base.isdisjoint(level.base)
                for level in between
            ):
                continue
            if first != last and not self._of_one_subject(delta, first, last):
                continue
            if first == last and any(level.apart and pair.ends[0] < level.place < first for level in self.levels):
                continue
            heads = delta.place < low and self._crosses(delta, pair.new) and self._crosses(delta, pair.old)
            if heads and not self._heads(delta, pair):
                continue
            text = self.stream.text[first:last]
            of_base = not (delta.base & pair.old.base)
            best.append(((text.count(SENTENCE_END), of_base, text.count(","), last - first), at))
        best.sort()
        return best[0][1] if best else None

    def _comes_too_early(self, delta: Figure, pair: Pair) -> bool:
        """Whether a change stands in the sentence of the old level, before the one that tells the new level."""
        crosses = pair.old.place < pair.new.place and self._crosses(pair.old, pair.new)
        return crosses and delta.place < pair.new.place and self._crosses(delta, pair.new)

    def _suits(self, delta: Figure, pair: Pair) -> bool:
        """Whether a change can be of a pair: in its unit, over the same stretch of time."""
        if delta.base and pair.old.base and delta.base.isdisjoint(pair.old.base):
            return False
        percent = pair.new.claim.quantity.kind is Kind.PERCENT
        if delta.delta == POINTS and not percent and delta.claim.quantity.unit != "point":
            return False
        if delta.delta == RATE and (percent or self._is_spread(delta, pair)):
            return False
        known = frozenset((pair.new.claim.id, pair.old.claim.id)) in self.settled.moved
        if (delta.delta == RATE and known) or (pair.gap and not delta.gap):
            return False
        if delta.delta == POINTS and (pair.new.span or pair.old.span):
            return False
        dated = pair.new.date is not None and pair.old.date is not None
        shown = self._is_shown(delta) or self._is_definite(delta)
        if delta.span and not (pair.new.span or pair.old.span or dated or shown):
            return False
        if delta.delta == CHANGE and (percent or not self._is_amount_of(delta, pair)):
            return False
        if delta.delta == RATE and not percent and not is_near(pair, delta, _RATE_WITHIN):
            return False
        return not (delta.of and delta.place > pair.ends[0])

    def _is_spread(self, delta: Figure, pair: Pair) -> bool:
        """Whether a level says over how many places something moved: "up 3.2%, in 412 towns compared with 398"."""
        for level in (pair.new, pair.old):
            near = self.clause.words(max(0, level.place - 2), level.place)
            within = near.endswith(" in ") and delta.place < level.place
            if within or says(self.rules, "setting", near):
                return True
        return False

    def _is_amount_of(self, delta: Figure, pair: Pair) -> bool:
        """Whether an amount is in the unit of a pair, of a size that their difference can be, and not from another."""
        if than_another(self.document, self.stream, delta.place, self.rules):
            return False
        new, old, stated = (abs(figure.claim.quantity.value or Decimal(0)) for figure in (pair.new, pair.old, delta))
        most = _CHANGE_ACROSS if self._crosses(delta, pair.new) or self._crosses(delta, pair.old) else _CHANGE_WITHIN
        if stated > max(new, old) or abs(new - old) > most * stated or stated > most * abs(new - old):
            return False
        return all(
            (level.claim.quantity.kind is Kind.DURATION) is (delta.claim.quantity.kind is Kind.DURATION)
            and (comparable(delta.claim, level.claim) or level.claim.quantity.unit in (None, delta.claim.quantity.unit))
            for level in (pair.new, pair.old)
        )

    def _of_one_subject(self, delta: Figure, first: int, last: int) -> bool:
        """Whether no contrast, no word of joining and no new subject stands between a change and the levels."""
        text, vocabulary = self.stream.text, self.rules.vocabulary
        between = text[first + 1 : last]
        if any(
            symbol in vocabulary.symbols("contrast")
            and not (delta.place == last and says(self.rules, "carries-on", self.clause.words(at, at + 1)))
            for at, symbol in enumerate(between, first + 1)
        ) or says(self.rules, "turns", self.clause.words(first + 1, last)):
            return False
        if delta.place == first and says(self.rules, "scene", self.clause.words(first + 1, last)):
            return False
        if any(self._joins(at) and not self._lists(at, delta) for at in range(first + 1, last)):
            return False
        named = "".join(
            vocabulary.symbols(name) for name in ("revenue", "cost", "profit", "margin", "exports", "imports")
        )
        if any(symbol in named for symbol in between):
            return False
        if SENTENCE_END in between:
            return self._refers_back(first, last, delta)
        halves = between.rfind(";")
        if (
            halves >= 0
            and delta.place == first
            and not says(self.rules, "stands-for", self.clause.words(first + 2 + halves, last))
        ):
            return False
        if halves >= 0 and delta.place == last and self._names_a_month(first + 2 + halves):
            return False
        for border in ",;":
            at = between.rfind(border)
            if (
                at >= 0
                and delta.place == last
                and (not self._resumes(first + 2 + at, last) or has_own_subject(between[:at], self.rules))
            ):
                return False
        return True

    def _names_a_month(self, start: int) -> bool:
        """Whether a month of its own stands at the beginning: "...; in July there was an increase of 41 per cent"."""
        return says(self.rules, "months", self.clause.words(start, min(start + 3, self.clause.last)))

    def _heads(self, delta: Figure, pair: Pair) -> bool:
        """Whether a percentage is the only number of a sentence and the next one gives the levels for it."""
        border = self.stream.text.find(SENTENCE_END, delta.place)
        alone = all(figure is delta or figure.place > border for figure in self.figures)
        known = pair.old.claim.id in self.settled.partners.get(pair.new.claim.id, ())
        return alone and not known and delta.delta != CHANGE

    def _refers_back(self, first: int, last: int, delta: Figure) -> bool:
        """Whether a change and its levels in two sentences speak of one thing."""
        border = self.stream.text.rfind(SENTENCE_END, first, last)
        if delta.place == last and self._names_a_month(border + 1):
            return False
        if says(self.rules, "turns-to", self.clause.words(border + 1, last)):
            return False
        if delta.place != last:
            return self._goes_on(first, last)
        if self._is_definite(delta):
            return True
        if says(self.rules, "refers-back", self.clause.words(border + 1, last)):
            return self._resumes(border + 1, last)
        return self._resumes(border + 1, last, strictly=True)

    def _resumes(self, first: int, last: int, *, strictly: bool = False) -> bool:
        """Whether what stands behind a border up to a change names no subject of its own."""
        vocabulary = self.rules.vocabulary
        tail = self.stream.text[first:last]
        verbs, nouns = vocabulary.symbols("verb") + vocabulary.symbols("way"), vocabulary.symbols("noun")
        beside = says(self.rules, "beside", self.clause.words(first, min(first + 1, last)))
        if beside and len(tail) == 1:
            return False
        if beside and any(symbol == OTHER_WORD or symbol in vocabulary.symbols("sum-noun") for symbol in tail[1:]):
            return False
        if says(self.rules, "concludes", self.clause.words(first, min(first + 2, last + 1))):
            return True
        verb = next((at for at, symbol in enumerate(tail) if symbol in verbs and symbol not in nouns), 0)
        if strictly and vocabulary.sign_of(self.stream.text[first]):
            return True
        if strictly and not verb:
            tail = tail[1:] if tail[:1] in tuple(vocabulary.symbols("of")) else tail
            return bool(tail) and tail[0] in vocabulary.symbols("article") and (len(tail) == 1 or tail[1] in nouns)
        subject = self.clause.words(first, first + verb).split()
        return all(f" {word} " in self.rules.cues.get("stand-ins", ()) for word in subject)

    def _lists(self, at: int, delta: Figure) -> bool:
        """Whether "and" leads to one more level compared with, or to one more change after another of its kind."""
        if delta.place == at + 1:
            return any(figure.delta == delta.delta and at - _TOGETHER < figure.place < at for figure in self.figures)
        return any(level.old and at < level.place <= at + 2 for level in self.levels)

    def _joins(self, at: int) -> bool:
        if self.stream.text[at] not in self.rules.vocabulary.symbols("and") or self.clause.words(at, at + 1) == " & ":
            return False
        following = self.clause.words(at + 1, min(self.clause.last, at + 2))
        vocabulary, beyond = self.rules.vocabulary, self.stream.text[at + 1 : at + 3]
        if says(self.rules, "demonstrative", following):
            return False
        if len(beyond) > 1 and beyond[0] in vocabulary.symbols("article") and beyond[1] in vocabulary.symbols("noun"):
            return False
        return not says(self.rules, "equals", following) and not says(self.rules, "continues", following)

    def _matches(self, pair: Pair, deltas: Sequence[Figure]) -> Iterator[Match]:
        """One match for each kind of change of a pair; of two of one kind, neither is sure."""
        for kind, in_words in ((RATE, False), (RATE, True), (CHANGE, False), (POINTS, False)):
            own = [
                delta
                for delta in deltas
                if delta.delta == kind and (delta.claim.quantity.kind is Kind.RATIO) is in_words
            ]
            if len(own) == 1 and (not self._goes_against(own[0], pair) or self._is_definite(own[0])):
                free = not pair.sure or self._is_told_of_old(own[0], pair)
                yield self._bind({"after": pair.new, "before": pair.old, kind: own[0]}, own[0].sign, free=free)

    def _is_told_of_old(self, delta: Figure, pair: Pair) -> bool:
        """Whether a comparative follows the old level: "it had been 64.1 per cent, that is 30.3 points higher"."""
        if not pair.new.place < pair.old.place < delta.place:
            return False
        between = any(pair.old.place < figure.place < delta.place for figure in self.figures)
        vocabulary = self.rules.vocabulary
        comparatives = vocabulary.symbols("beyond") + vocabulary.symbols("compared")
        return not between and self.stream.text[delta.place + 1 : delta.place + 2] in tuple(comparatives)

    def _respectively(self, taken: set[str]) -> Iterator[Relation]:
        """Two levels, the two before them and two percentages, side by side: "of 9.8% and 5.3% respectively"."""
        rates = [figure for figure in self.figures if figure.claim.quantity.kind is Kind.PERCENT]
        said = says(self.rules, "respectively", self.clause.words(0, self.clause.last))
        if len(rates) != 2 or rates[0].delta != RATE or not said:
            return
        levels = [level for level in self.levels if level not in rates and level.place < rates[0].place][-4:]
        if len(levels) != 4 or not levels[2].old or any(level.old for level in levels[:2]):
            return
        for rate, new, old in zip(rates, levels[:2], levels[2:], strict=True):
            if self._alike(new, old):
                match = self._bind({"after": new, "before": old, RATE: rate}, rates[0].sign)
                # What stands behind both percentages parts none of them from its levels.
                behind = [(rates[1].place + 1, len(self.stream.text))]
                yield from self._accepted(replace(match, stream=self.stream.without(behind)), taken)

    def _loosely(self, pairs: Sequence[Pair], grouped: Mapping[int, object], taken: set[str]) -> Iterator[Relation]:
        """The one pair of levels with the one percentage that is neither a level nor a share."""
        loose = [figure for figure in self.figures if figure.loose and figure.claim.id not in taken]
        if len(pairs) != 1 or grouped:
            return
        (pair,) = pairs
        loose = [figure for figure in loose if figure is not pair.new and figure is not pair.old]
        if len(loose) != 1:
            return
        (rate,) = loose
        kind = POINTS if rate.claim.quantity.unit in _POINT_UNITS else RATE
        low, high = pair.ends
        if rate.place < low or not self._suits(replace(rate, delta=kind), pair):
            return
        percent = pair.new.claim.quantity.kind is Kind.PERCENT
        if any(figure not in loose and self._is_share(figure, pair) for figure in self.figures):
            return
        if self._has_own_subject(rate):
            return
        shown = self._is_shown(rate)
        if (kind == RATE and not pair.sure and not shown) or percent is not (kind == POINTS):
            return
        if not shown and any(figure.delta is not None for figure in self.figures):
            return
        if any(high < level.place < rate.place for level in self.levels) or not self._of_one_subject(
            replace(rate, delta=kind), high, rate.place
        ):
            return
        if kind == RATE and not is_near(pair, rate, _FURTHEST_OF_PAIR):
            return
        yield from self._accepted(self._bind({"after": pair.new, "before": pair.old, kind: rate}, EITHER), taken)

    def _is_share(self, figure: Figure, pair: Pair) -> bool:
        """Whether a percentage near by is of a whole: then the other one may be of another."""
        stated = figure.claim.quantity.kind is Kind.PERCENT and figure.delta is None
        return stated and not figure.loose and figure is not pair.new and figure is not pair.old

    def _has_own_subject(self, rate: Figure) -> bool:
        """Whether an article and a noun open the words before a percentage: ", the fees yielding 12%"."""
        text = self.stream.text
        comma = text.rfind(",", 0, rate.place)
        article = text[comma + 1 : comma + 2] in tuple(self.rules.vocabulary.symbols("article"))
        small = self.clause.words(comma + 1, comma + 2) in self.rules.cues.get("indefinite", ())
        return comma >= 0 and article and not small and rate.place > comma + 2

    def _is_definite(self, delta: Figure) -> bool:
        """Whether a change is spoken of as known: "the 4.5-point slide", « ce gain de 3 points »."""
        text, nouns = self.stream.text, self.rules.vocabulary.symbols("noun")
        if text[delta.place + 1 : delta.place + 2] in tuple(nouns):
            return self.clause.words(max(0, delta.place - 1), delta.place) in self.rules.cues.get("definite", ())
        noun = next((at for at in range(max(0, delta.place - 3), delta.place) if text[at] in nouns), 0)
        return bool(noun) and says(self.rules, "demonstrative", self.clause.words(noun - 1, noun))

    def _is_shown(self, rate: Figure) -> bool:
        """Whether a word points to the number as known: "those 19%", or an article with which a sentence begins."""
        near = self.stream.text[max(0, rate.place - 2) : rate.place]
        if near[:1] == SENTENCE_END and near[1:] in tuple(self.rules.vocabulary.symbols("article")):
            return True
        return says(self.rules, "demonstrative", self.clause.words(max(0, rate.place - 2), rate.place))

    def _unsaid(self, deltas: Sequence[Figure], taken: set[str]) -> Iterator[Relation]:
        """A level with how much and how far in percent it moved, its old value left unsaid."""
        for change, rate in combinations(deltas, 2):
            if change.delta == RATE:
                change, rate = rate, change
            if (
                change.beaten
                or (change.delta, rate.delta) != (CHANGE, RATE)
                or abs(change.place - rate.place) > _TOGETHER
            ):
                continue
            low, high = sorted((change.place, rate.place))
            inner = [figure for figure in self.figures if low < figure.place < high]
            if any(figure is not self._told_between(change, rate) for figure in inner) or any(
                self._joins(at) for at in range(low, high)
            ):
                continue
            if self._crosses(change, rate) and not self._refers_back(low, high, replace(rate, place=high)):
                continue
            if {change.sign, rate.sign} >= {1, -1} or than_another(
                self.document, self.stream, change.place, self.rules
            ):
                continue
            level = self._told_between(change, rate) or self._level_of(change, rate, low, high)
            if level is None:
                continue
            match = self._bind({"after": level, CHANGE: change, RATE: rate}, change.sign or rate.sign)
            yield from self._accepted(match, taken)

    def _told_between(self, change: Figure, rate: Figure) -> Figure | None:
        """The level between a change and a rate that follows it in brackets: "won 312, making 840 (+3.9%)"."""
        inner = [figure for figure in self.figures if change.place < figure.place < rate.place]
        if len(inner) != 1 or not rate.bracketed or rate.place - inner[0].place > 2 or inner[0].delta is not None:
            return None
        fits = inner[0].to and self._is_of_a_size(inner[0].claim, change.claim, rate.claim)
        return inner[0] if fits else None

    def _level_of(self, change: Figure, rate: Figure, low: int, high: int) -> Figure | None:
        """The one level beside a change and a percentage that the two can be of."""
        before = next((level for level in reversed(self.levels) if level.place < low), None)
        behind = next((level for level in self.levels if level.place > high), None)
        found = []
        for level in (before, behind):
            if (
                level is None
                or level.old
                or level.apart
                or not self._is_of_a_size(level.claim, change.claim, rate.claim)
            ):
                continue
            first, last = sorted((level.place, low if level is behind else high))
            if level is before and not self._of_one_subject(replace(change, place=low), level.place, low):
                continue
            if level is behind and not self._of_one_subject(replace(change, place=high), high, level.place):
                continue
            found.append((self.stream.text[first:last].count(SENTENCE_END), level))
        found.sort(key=lambda item: item[0])
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        return found[0][1]

    def _is_of_a_size(self, level: Claim, change: Claim, rate: Claim) -> bool:
        if not comparable(level, change) and level.quantity.unit != change.quantity.unit:
            return False
        whole, step, stated = (abs(claim.quantity.value or Decimal(0)) for claim in (level, change, rate))
        if not stated or whole < _SMALLEST_LEVEL * step:
            return False
        implied = step / whole * _HUNDRED
        return stated <= _FURTHEST * implied and implied <= _FURTHEST * stated

    def _bind(self, roles: dict[str, Figure], sign: int, *, free: bool = False) -> Match:
        """A match of figures in their roles; which level is the old one is left open when `free`."""
        places = {role: figure.place for role, figure in roles.items()}
        return Match(
            self.rule if free else self.ordered,
            _UNWORDED,
            self.stream,
            min(places.values()),
            max(places.values()) + 1,
            {role: [figure.claim] for role, figure in roles.items()},
            places,
            sign,
        )

    def _accepted(self, match: Match, taken: set[str]) -> Iterator[Relation]:
        """The relations of a match, unless its numbers disagree and others near by agree with its percentage."""
        own = [claim.id for role in (RATE, CHANGE, POINTS) for claim in match.roles.get(role, ())]
        if not taken.isdisjoint(own):
            return
        relations = compose(match, self.rules, self.document)
        if not relations or self._belongs_elsewhere(match):
            return
        taken.update(own)
        across = match.places and SENTENCE_END in self.stream.text[match.first : match.last]
        for relation in relations:
            yield replace(relation, binding=Binding.ACROSS) if across else relation

    def _belongs_elsewhere(self, match: Match) -> bool:
        after, before = match.one("after"), match.one("before")
        delta = match.one(RATE) or match.one(CHANGE) or match.one(POINTS)
        if delta is None or after is None or before is None or _tells(after, before, delta):
            return False
        across = SENTENCE_END in self.stream.text[match.first : match.last]
        return any(
            _tells(one.claim, other.claim, delta)
            for one, other in combinations(self.levels, 2)
            # What one sentence says of one pair at least is said of one of its numbers.
            if across or one.claim in (after, before) or other.claim in (after, before)
        )


def _tells(one: Claim, other: Claim, delta: Claim) -> bool:
    """Whether two levels are as far apart as a change says, in either order and granted their rounding."""
    first, second, stated = one.quantity, other.quantity, delta.quantity
    if stated.kind is Kind.RATIO:
        return True
    if first.value is None or second.value is None or stated.value is None or not first.value or not second.value:
        return False
    if first.kind is not second.kind:
        return False
    slack = (first.coarse_step + second.coarse_step) / 2
    apart = abs(first.value - second.value)
    if stated.kind is Kind.PERCENT and first.kind is not Kind.PERCENT:
        share = abs(stated.value)
        steps = stated.coarse_step / 2
        return any(
            abs(apart / abs(base) * _HUNDRED - share) <= steps + slack / abs(base) * _HUNDRED
            for base in (first.value, second.value)
        )
    return abs(apart - abs(stated.value)) <= slack + stated.coarse_step / 2
