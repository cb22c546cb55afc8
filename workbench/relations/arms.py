"""The words to the left and right of a number, up to its neighbours, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Claim, Period, Role
from workbench.relations.asking import Asks, Need
from workbench.relations.clauses import Clause
from workbench.relations.matching import EITHER
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import CLOSE, OPEN, SENTENCE_END

RATE, CHANGE, POINTS = "rate", "change", "points"
_BASES = ("base-year", "base-quarter", "base-month", "base-week", "base-day")
_AGES = {"afterwards": -2, "had": 2, "once": 1, "now-told": -1}
_PASSED = "DUOW"
READ = "MmNnQqPpKkUF"
RATES, _POINTS, AMOUNTS, _SIGNED = "PpF", "Kk", "MNQU", "mnq"
_VERSUS, _FROM, _LEFT, _RIGHT, _COUNTED, _WORDS = 7, 3, 5, 4, 6, 12
# Between "including" and its number stand no more than a hedge and an article.
_NEARLY = 4
_ENDS = "vs verb link was contrast cause =but =mais"
_STOPS = ";" + SENTENCE_END
EDGES = f"{_STOPS}{OPEN}{CLOSE}MmNnQqPpKkFXRY"
_EDGE = re.compile(f"[{EDGES}]")
_GAPS = ("gap-before", "gap-behind")
_Span = tuple[int, int]
_NOWHERE: _Span = (0, 0)
_TURNS, _CLOSERS = ",:" + OPEN, ",:" + CLOSE
_SIGN_WORDS = ("plus-said", "minus-said")

MOVES = Asks(needs=(Need("PpKkFmnq", "signed noun", (*_GAPS, "added")),))
"""What a sentence must hold to tell a change, or a percentage that may be one."""


@dataclass(slots=True)
class Figure:
    """A number at a place of a stream.

    `delta` is "rate", "change" or "points" for what moved and ``None`` for a level; `sign` the way it moved, 0 when the
    number itself says it; `of` marks a change of something named behind it ("a 4% rise in rents"), `gap` a distance of
    two levels, `beaten` what one is ahead of another by. `old` marks the level compared with, or a change before the
    last one; where none is, the one of greater `age` is older: 2 for "had been", 1 "last year", -1 "now", -2 "a year
    later". `bare` is a level alone in a bracket, `to` one that something came to, `source` one that it came from.
    `base` has the stretches of time its words compare over, `span` marks words for some years. `apart` marks
    forecasts and figures of another perimeter, `loose` a percentage that no word makes a level or a share.
    """

    place: int
    claim: Claim
    delta: str | None = None
    sign: int = 0
    of: bool = False
    old: bool = False
    age: int = 0
    bare: bool = False
    to: bool = False
    source: bool = False
    bracketed: bool = False
    date: Period | None = None
    base: frozenset[str] = frozenset()
    span: bool = False
    gap: bool = False
    beaten: bool = False
    apart: bool = False
    loose: bool = False


class Arms:
    """A number with the words to its left and right, up to its neighbours.

    `left` is where the words that lead to it begin: behind the last number, bracket or stop before it.
    """

    def __init__(self, clause: Clause, place: int, left: int, rules: LanguageRules) -> None:
        self.clause, self.place, self.rules = clause, place, rules
        self.text, self.claims = clause.stream.text, clause.stream.claims
        self.members, self.sign_of = rules.vocabulary.members, rules.vocabulary.sign_of
        self.heard, self.bits = clause.stream.heard, rules.hearing.bits
        self.left = left
        self.bracketed = self.text[self.left - 1 : self.left] == OPEN
        self.right = self._rightmost(place)

    def _says(self, name: str, *spans: _Span) -> bool:
        """Whether a phrase of the cue `name` stands in one of some ranges of symbols."""
        if not self.heard & self.bits.get(name, 0):
            return False
        for first, last in spans:  # noqa: SIM110 - asked of every number, and a generator costs more than the answer
            if says(self.rules, name, self.clause.words(first, last)):
                return True
        return False

    def _leftmost(self, place: int) -> int:
        at = place
        while at > 0 and not self._parts(at - 1) and self.text[at - 1] not in OPEN + CLOSE:
            at -= 1
        return at

    def _rightmost(self, place: int) -> int:
        text, at = self.text, place + 1
        while (edge := _EDGE.search(text, at)) is not None:
            at = edge.start()
            if text[at] != OPEN or self.bracketed or not (end := self._dated_bracket(at)):
                return at
            at = end + 1
        return len(text)

    def _dated_bracket(self, opened: int) -> int:
        """Where a bracket with a date alone closes, or 0."""
        for at in range(opened + 1, min(len(self.text), opened + 1 + _COUNTED)):
            if self.text[at] == CLOSE:
                return at
            if self._parts(at):
                return 0
        return 0

    def _parts(self, at: int) -> bool:
        return self.text[at] in _STOPS or (self.claims[at] is not None and self.text[at] not in _PASSED)

    def figure(self) -> Figure:
        """What the arms say of the number."""
        text, place = self.text, self.place
        delta, sign, of = self._delta()
        own, clear = self._own_left(), (place + 1, self._first_move())
        figure = Figure(place, self.clause.claim(place), delta, sign, of, bracketed=self.bracketed)
        if self.heard & self.rules.hearing.of(*_BASES):
            around = (self._own_right(), self._since_and(own))
            figure.base = frozenset(name for name in _BASES if self._says(name, *around))
        figure.apart = self._says("unreal", own, clear) or self._is_within(own)
        if not figure.apart and (delta is not None or text[place] in RATES):
            beside = text[max(self.left, place - _VERSUS) : place] + text[place + 1 : self.right].partition(",")[0]
            figure.apart = not self.members("limit").isdisjoint(beside)
        figure.span = self._has_years(delta is None)
        if delta is not None:
            figure.beaten = bool(self._is_beaten_by())
            figure.apart = figure.apart or self._is_unreal() or self._says("apart", own, self._introduction())
            figure.gap = sign == EITHER and self._is_gap()
            figure.old = self._says("was-before", own)
            return figure
        figure.loose = text[place] in RATES + _POINTS and not figure.apart and self._is_loose()
        far = _VERSUS if self.text[self.left - 1 : self.left] in tuple(RATES) else _FROM
        near = text[max(self.left, place - far) : place].rpartition(",")[2]
        figure.to = not self.members("to").isdisjoint(near[-2:])
        source = not self.members("old").isdisjoint(near)
        figure.source = source or self._comes_from(near)
        figure.date = self._date()
        told = (own, self._introduction())
        figure.old = (
            source
            or self._is_against()
            or self._says("was-before", own)
            or (self._says("past", *told) and not self._is_compared_before())
            or self._says("past", clear)
            or (self.bracketed and (self._is_set_beside() or self._is_dated_inside()))
        )
        if self.heard & self.rules.hearing.of(*_AGES):
            figure.age = next((age for name, age in _AGES.items() if self._says(name, *told, clear)), 0)
        figure.bare = self.bracketed and self.left == place and text[place + 1 : place + 2] == CLOSE
        return figure

    def _comes_from(self, near: str) -> bool:
        """Whether something goes from the number on: « passant de 240 », « a baissé, de 61 »."""
        if near[-1:] not in self.members("of"):
            return False
        following = self.text[self.place + 1 : self.place + 2]
        beyond = self.text[self.place + 2 : self.place + 3]
        if following in self.members("to") and beyond and beyond in READ:
            return True
        return not near[-2:-1] or near[-2:-1] in self.members("go verb")

    def _is_unreal(self) -> bool:
        """Whether the words behind a change up to a comma call it a forecast or a target."""
        if not self.heard & self.rules.hearing.of("unreal") or self._is_known():
            return False
        return self._says("unreal", self._own_right())

    def _is_within(self, own: _Span) -> bool:
        """Whether the number is a part of what stands before it: "including 12", « dont près de 12 »."""
        return self._says("within", (max(own[0], self.place - _NEARLY), self.place))

    def _is_known(self) -> bool:
        """Whether a change is spoken of as known: "the 10.3% fall" that "could not be recovered"."""
        around = self.text[self.place - 1 : self.place], self.text[self.place + 1 : self.place + 2]
        return around[0] in self.members("article") and around[1] in self.members("noun") and not self._is_small()

    def _is_small(self) -> bool:
        return self.clause.words(self.place - 1, self.place) in self._cues("indefinite")

    def _is_loose(self) -> bool:
        """Whether nothing makes a percentage a level ("to 12%", "a rate of 12%") or a share ("12% of the homes")."""
        text, place = self.text, self.place
        if text[place + 1 : place + 2] in self.members("of") or text[place - 1 : place] in self.members("to"):
            return False
        if self.clause.claim(place).role is Role.SHARE:
            return False
        around = text[max(self.left, place - _VERSUS) : place] + text[place + 1 : min(self.right, place + _LEFT)]
        if not self.members("rate-noun margin share-verb incl").isdisjoint(around):
            return False
        return not self._says("portion", (self.left, place), (place + 1, self.right))

    def _own_left(self) -> _Span:
        """The words before the number, back to a comma."""
        start = max(self.left, self.place - _WORDS)
        if self.bracketed:
            return start, self.place
        comma = max(self.text.rfind(",", start, self.place), self.text.rfind(":", start, self.place))
        return max(start, comma + 1), self.place

    def _has_years(self, own: bool) -> bool:
        """Whether some years are named in the arms, of a level in its `own` words: "in seven years of 63 percent"."""
        comma = self.text.find(",", self.place, self.right)
        last = comma if comma >= 0 else self.right
        first = self.left if own else max(self.left, self.place - _LEFT)
        last = last if own else min(last, self.place + _LEFT)
        at = self.text.find("U", first, last)
        while at >= 0:
            claim = self.claims[at]
            if claim is not None and claim.quantity.unit == "year" and (claim.quantity.value or 0) > 1:
                return True
            at = self.text.find("U", at + 1, last)
        return False

    def _introduction(self) -> _Span:
        """The words that open the sentence up to a comma: "A year earlier, ..."."""
        start = self.text.rfind(":", self.left, self.place) + 1 or self.left
        if start and self.text[start - 1] not in _STOPS + OPEN + ":":
            return _NOWHERE
        comma = self.text.find(",", start, min(self.place, start + _COUNTED + 1))
        return (start, comma) if comma >= 0 else _NOWHERE

    def _is_compared_before(self) -> bool:
        """Whether the time before is what the number is compared with: "compared with a year earlier, 40"."""
        return not self.members("vs old beyond than").isdisjoint(self.text[self.left : self.place])

    def _since_and(self, own: _Span) -> _Span:
        """The words before the number behind the last "and" among its `own`."""
        joins = self.members("and")
        for at in range(self.place - 1, max(self.left, self.place - _WORDS) - 1, -1):
            if self.text[at] in joins:
                return at, self.place
        return own

    def _own_right(self) -> _Span:
        """The words behind the number, up to a comma or a word such as "and"."""
        joins = self.members("and")
        for at in range(self.place + 1, self.right):
            if self.text[at] == "," or self.text[at] in joins:
                return self.place + 1, at
        return self.place + 1, self.right

    def _first_move(self) -> int:
        """Where to the right of the number a comma or a word of comparison stands first."""
        ends, signed = self.members("vs old beyond"), self.members("signed")
        for at in range(self.place + 1, self.right):
            symbol = self.text[at]
            if symbol == "," or symbol in ends or symbol in signed:
                return at
        return self.right

    def _is_against(self) -> bool:
        """Whether a word of comparison leads to the number: "against 40", "12% more than the 38"."""
        lead = self.text[self.left : self.place]
        if not self.members("exceed trail").isdisjoint(lead):
            return True
        versus, than = self.members("vs"), self.members("than beside =over =on")
        if versus.isdisjoint(lead) and than.isdisjoint(lead):
            return False
        for at in range(self.place - 1, max(self.left, self.place - _VERSUS) - 1, -1):
            if self.text[at] in ",:":
                return False
            if self.text[at] in versus:
                return True
            if self.text[at] in than and self.left > 0 and self.text[self.left - 1] in RATES + _POINTS + "MNQU":
                return at - self.left < _RIGHT
        return False

    def _is_dated_inside(self) -> bool:
        """Whether a date stands in the bracket with the number: "(2021: 4.2 million)"."""
        return "D" in self.text[self.left : self.right]

    def _is_set_beside(self) -> bool:
        """Whether what stands before the bracket is what is compared with: "4% more than in 2018 (2,175)"."""
        opened = self.left - 1
        if self.claims[opened - 1] is not None and self.text[opened - 1] not in _PASSED:
            return self.left == self.place and self.text[opened - 1] in "MNQ"
        start = self._leftmost(opened)
        if self._says("past", (start, opened)) or self._says("once", (start, opened)):
            return True
        return not self.members("vs old more less above below pronoun").isdisjoint(self.text[start:opened])

    def _date(self) -> Period | None:
        """The date of a level: behind it before a comma, or before it when no other number stands between."""
        behind = self.text.find("D", self.place, self.right)
        if behind >= 0 and self.text.find(",", self.place, behind) < 0:
            return self._named(behind)
        start = self.left
        if self.bracketed and "D" not in self.text[start : self.place]:
            start = max(0, start - _FROM)
        elif start > 0 and self.text[start - 1] not in _STOPS + OPEN:
            comma = self.text.find(",", start, self.place)
            if comma < 0:
                return None
            start = comma
        at = self.text.rfind("D", start, self.place)
        return self._named(at) if at >= 0 else None

    def _named(self, at: int) -> Period | None:
        claim = self.claims[at]
        return None if claim is None else claim.date

    def _delta(self) -> tuple[str | None, int, bool]:
        symbol = self.text[self.place]
        if symbol in _SIGNED or symbol in "pk":
            return {"p": RATE, "k": POINTS}.get(symbol, CHANGE), 0, False
        sign, of = self._sign()
        if symbol in RATES:
            return (None, 0, False) if sign is None else (RATE, sign, of)
        if symbol in AMOUNTS and sign is None:
            return self._reached_amount()
        if symbol in _POINTS:
            return (None, 0, False) if sign is None else (POINTS, sign, of)
        return (None, 0, False) if sign is None or not self._is_marked() else (CHANGE, sign, of)

    def _sign(self) -> tuple[int | None, bool]:
        """Which way the words beside the number move it, and whether they go on to name what moved."""
        text, place, vocabulary = self.text, self.place, self.rules.vocabulary
        of = self.members("of")
        following = text[place + 1 : min(self.right, place + 1 + (_COUNTED if text[place] in AMOUNTS else _RIGHT))]
        if text[place] in AMOUNTS + _POINTS and self._is_gap():
            return EITHER, False
        if text[place] in AMOUNTS and self._is_added():
            return 1, False
        if text[place] in RATES and (said := self._is_signed_in_words()):
            return said, False
        moved = self._is_beaten_by() or self._is_moved_by()
        if moved:
            return moved, False
        if following[:1] and following[0] in of:
            return self._counted_over(following), False
        if following[:1] and following[0] in self.members("to") and self.claims[place + 2 : place + 3] != [None]:
            return None, False
        if not self.members("signed").isdisjoint(following):
            turns = self.members("contrast =but =mais")
            for at, symbol in enumerate(following, place + 1):
                if symbol in _TURNS or symbol in turns or (symbol not in _PASSED and self.claims[at] is not None):
                    break
                sign = vocabulary.sign_of(symbol)
                if not sign:
                    continue
                noun = symbol in self.members("noun")
                if not noun and symbol in self.members("verb") and text[place] in RATES:
                    break
                behind = text[at + 1 : at + 2]
                named = noun and behind in self.members("=in of =for") and text[at + 2 : at + 3] != "D"
                return sign, named or (symbol in self.members("beyond") and behind in of)
        if self._is_apposed():
            return vocabulary.sign_of(text[place - 2]), False
        stop = self.members("old to vs =to =at")
        for at in range(place - 1, max(self.left, place - _LEFT) - 1, -1):
            symbol = text[at]
            if symbol in _CLOSERS or symbol in stop:
                return self._reached(at)
            sign = vocabulary.sign_of(symbol)
            if sign and symbol in self.members("beyond") and symbol not in self.members("way"):
                return None, False
            if sign:
                return sign, symbol in self.members("noun") and text[at + 1] in of and at + 2 < place
        return None, False

    def _is_signed_in_words(self) -> int:
        """1 or -1 when the word before the number is its sign: "plus 4 percent"."""
        span = max(self.left, self.place - 1), self.place
        if not self.heard & self.rules.hearing.of(*_SIGN_WORDS):
            return 0
        said = self.clause.words(*span)
        return 1 if said in self._cues("plus-said") else -1 if said in self._cues("minus-said") else 0

    def _reached_amount(self) -> tuple[str | None, int, bool]:
        """An amount that a noun of change comes to: "the increase over the year was 6 million acres"."""
        nouns = self.members("noun")
        if nouns.isdisjoint(self.text[self.left : self.place]):
            return None, 0, False
        at = next(at for at in range(self.left, self.place) if self.text[at] in nouns)
        if "," in self.text[at : self.place] or self.text[at - 1 : at] not in self.members("article"):
            return None, 0, False
        if not self._says("reaches", (max(at + 1, self.place - 2), self.place)):
            return None, 0, False
        return CHANGE, self.sign_of(self.text[at]), True

    def _is_size_of_noun(self) -> bool:
        """Whether the number is how large a change of something is: "an increase of expenditures of $3.8 million"."""
        ends, nouns = self.members("to vs old"), self.members("noun")
        for at in range(self.place - 1, max(self.left, self.place - _VERSUS) - 1, -1):
            if self.text[at] == "," or self.text[at] in ends:
                return False
            if self.text[at] in nouns:
                return self.text[at] not in self.members("opposite")
        return False

    def _reached(self, at: int) -> tuple[int | None, bool]:
        """The way of a noun that "reached" the number: « la baisse atteint 13 % », "the increase comes to 13%"."""
        for noun in range(at - 1, max(self.left, at - _COUNTED) - 1, -1):
            if self.text[noun] in self.members("noun"):
                told = self._says("reaches", (noun + 1, self.place))
                return (self.sign_of(self.text[noun]) if told else None), False
        return None, False

    def _cues(self, name: str) -> Sequence[str]:
        return self.rules.cues.get(name, ())

    def _counted_over(self, following: str) -> int | None:
        """The way of a share of a thing that there is more or less of: « 26 % de dette en moins »."""
        if self.text[self.place] not in RATES:
            return None
        extra = self.members("extra")
        found = next((symbol for symbol in following if symbol in extra or symbol in ",;:" + OPEN), "")
        return self.sign_of(found) or None if found in extra else None

    def _is_added(self) -> bool:
        """Whether the number is told to come on top: "another 17 deaths"."""
        return self._says("added", (max(self.left, self.place - 2), self.place))

    def _is_beaten_by(self) -> int:
        """The way of a verb of passing that "by" leads back to: "beat the record, the 30,977 of 1986, by 431"."""
        text = self.text
        if text[self.place - 1 : self.place] not in self.members("=by"):
            return 0
        beats = self.members("exceed trail")
        start = text.rfind(SENTENCE_END, 0, self.place) + 1
        verb = next((symbol for symbol in reversed(text[start : self.place]) if symbol in beats), "")
        return self.sign_of(verb) if verb else 0

    def _is_moved_by(self) -> int:
        """The way of the verb that "by" leads back to past other numbers: "came down to 22 million, or by 19%"."""
        text = self.text
        if text[self.place - 1 : self.place] not in self.members("=by"):
            return 0
        start = max(text.rfind(mark, 0, self.place) for mark in _STOPS) + 1
        verbs = self.members("verb way")
        verb = next((symbol for symbol in reversed(text[start : self.place]) if symbol in verbs), "")
        return self.sign_of(verb) if verb else 0

    def _is_apposed(self) -> bool:
        """Whether the number follows its noun behind a comma: « le recul, 23 %, »."""
        place = self.place - (self.text[self.place - 1 : self.place] in self.members("of"))
        before = self.text[max(0, place - _FROM) : place]
        return (
            len(before) == _FROM
            and before[2] in "," + OPEN
            and before[0] in self.members("article")
            and before[1] in self.members("noun")
        )

    def _is_gap(self) -> bool:
        """Whether the words beside call the number the distance of two others: "a majority of 25", « d'écart »."""
        if not self.heard & self.rules.hearing.of(*_GAPS):
            return False
        if self._says("gap-before", (max(self.left, self.place - _RIGHT), self.place)):
            return True
        return self._says("gap-behind", (self.place + 1, min(self.right, self.place + 1 + _RIGHT)))

    def _is_marked(self) -> bool:
        """Whether an amount in the unit of the levels is printed as a change: "a drop of 500", "500 fewer", "up 12"."""
        text, place = self.text, self.place
        if self._says("open-end", (place + 1, min(self.right, place + _RIGHT))):
            return False
        if self._is_gap() or self._is_beaten_by() or self._is_moved_by() or self._is_added():
            return True
        if place + 1 < self.right and text[place + 1] in self.members("noun way"):
            return True
        comparatives, ends = self.members("beyond compared"), self.members(_ENDS)
        for at in range(place + 1, min(self.right, place + 1 + _COUNTED)):
            if text[at] in comparatives and text[at] not in self.members("way"):
                return True
            if text[at] in ",:" or text[at] in ends:
                break
        before = text[max(self.left, place - 3) : place]
        if not before:
            return False
        if before[-1] in self.members("verb way"):
            return True
        if before[-1] not in self.members("of =by"):
            return False
        if before[-1] in self.members("of") and self._is_size_of_noun():
            return True
        losses = self.members("opposite")
        return any(self.sign_of(symbol) and symbol not in losses for symbol in before[:-1])
