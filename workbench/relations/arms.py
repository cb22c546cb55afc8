"""The words to the left and right of a number, up to its neighbours, and what they say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Claim, Period, Role
from workbench.relations.clauses import Clause
from workbench.relations.matching import EITHER
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import CLOSE, OPEN, SENTENCE_END

RATE, CHANGE, POINTS = "rate", "change", "points"
_BASES = ("base-year", "base-quarter", "base-month", "base-week", "base-day")
_AGES = (("afterwards", -2), ("had", 2), ("once", 1), ("now-told", -1))
_PASSED = "DUOW"
READ = "MmNnQqPpKkUF"
RATES, _POINTS, AMOUNTS, _SIGNED = "PpF", "Kk", "MNQU", "mnq"
_VERSUS, _FROM, _LEFT, _RIGHT, _COUNTED, _WORDS = 7, 3, 5, 4, 6, 12
_ENDS = ("vs", "verb", "link", "was", "contrast", "cause", "=but", "=mais")
_STOPS = ";" + SENTENCE_END


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
    """A number with the words to its left and right, up to its neighbours."""

    def __init__(self, clause: Clause, place: int, rules: LanguageRules) -> None:
        self.clause, self.place, self.rules = clause, place, rules
        self.text, self.claims = clause.stream.text, clause.stream.claims
        self.symbols = rules.vocabulary.symbols
        self.left = self._leftmost(place)
        self.bracketed = self.text[self.left - 1 : self.left] == OPEN
        self.right = self._rightmost(place)

    def _leftmost(self, place: int) -> int:
        at = place
        while at > 0 and not self._parts(at - 1) and self.text[at - 1] not in OPEN + CLOSE:
            at -= 1
        return at

    def _rightmost(self, place: int) -> int:
        at = place + 1
        while at < len(self.text) and not self._parts(at) and self.text[at] != CLOSE:
            if self.text[at] == OPEN:
                if self.bracketed or not (end := self._dated_bracket(at)):
                    break
                at = end
            at += 1
        return at

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
        before, after = self.clause.words(self.left, place), self.clause.words(place + 1, self.right)
        delta, sign, of = self._delta()
        own = self._own_left()
        moves = self._first_move()
        clear = self.clause.words(place + 1, moves)
        figure = Figure(place, self.clause.claim(place), delta, sign, of, bracketed=self.bracketed)
        figure.base = frozenset(
            name for name in _BASES if says(self.rules, name, self._own_right() + self._since_and(own))
        )
        limit = self.symbols("limit")
        figure.apart = any(says(self.rules, "unreal", words) for words in (own, clear)) or says(
            self.rules, "within", own
        )
        if delta is not None or text[place] in RATES:
            beside = text[max(self.left, place - _VERSUS) : place] + text[place + 1 : self.right].partition(",")[0]
            figure.apart = figure.apart or any(symbol in limit for symbol in beside)
        figure.span = self._has_years(delta is None)
        if delta is not None:
            figure.beaten = bool(self._is_beaten_by())
            figure.apart = figure.apart or says(self.rules, "unreal", after.partition(",")[0])
            figure.apart = figure.apart or says(self.rules, "apart", own + self._introduction())
            figure.gap = sign == EITHER and self._is_gap()
            figure.old = says(self.rules, "was-before", own)
            return figure
        figure.loose = text[place] in RATES + _POINTS and not figure.apart and self._is_loose(before, after)
        near = text[max(self.left, place - _FROM) : place].rpartition(",")[2]
        figure.to = any(symbol in self.symbols("to") for symbol in near[-2:])
        source = any(symbol in self.symbols("old") for symbol in near)
        figure.source = source or self._comes_from(near)
        figure.date = self._date()
        told = own + self._introduction()
        figure.old = (
            source
            or self._is_against()
            or says(self.rules, "was-before", own)
            or (says(self.rules, "past", told) and not self._is_compared_before())
            or says(self.rules, "past", clear)
            or (self.bracketed and (self._is_set_beside() or self._is_dated_inside()))
        )
        figure.age = next((age for name, age in _AGES if says(self.rules, name, told + clear)), 0)
        figure.bare = self.bracketed and self.left == place and text[place + 1 : place + 2] == CLOSE
        return figure

    def _comes_from(self, near: str) -> bool:
        """Whether something goes from the number on: « passant de 240 », « a baissé, de 61 »."""
        if near[-1:] not in tuple(self.symbols("of")):
            return False
        following = self.text[self.place + 1 : self.place + 2]
        beyond = self.text[self.place + 2 : self.place + 3]
        if following and following in self.symbols("to") and beyond in tuple(READ):
            return True
        return not near[-2:-1] or near[-2:-1] in tuple(self.symbols("go") + self.symbols("verb"))

    def _is_loose(self, before: str, after: str) -> bool:
        """Whether nothing makes a percentage a level ("to 12%", "a rate of 12%") or a share ("12% of the homes")."""
        text, place = self.text, self.place
        if text[place + 1 : place + 2] in tuple(self.symbols("of")) or text[place - 1 : place] in tuple(
            self.symbols("to")
        ):
            return False
        if self.clause.claim(place).role is Role.SHARE:
            return False
        nouns = self.symbols("rate-noun") + self.symbols("margin") + self.symbols("share-verb") + self.symbols("incl")
        around = text[max(self.left, place - _VERSUS) : place] + text[place + 1 : min(self.right, place + _LEFT)]
        return not any(symbol in nouns for symbol in around) and not says(self.rules, "portion", before + after)

    def _own_left(self) -> str:
        """The words before the number, back to a comma."""
        near = self.text[max(self.left, self.place - _WORDS) : self.place]
        comma = -1 if self.bracketed else max(near.rfind(","), near.rfind(":"))
        return self.clause.words(self.place - len(near) + comma + 1, self.place)

    def _has_years(self, own: bool) -> bool:
        """Whether some years are named in the arms, of a level in its `own` words: "in seven years of 63 percent"."""
        comma = self.text.find(",", self.place, self.right)
        last = comma if comma >= 0 else self.right
        first = self.left if own else max(self.left, self.place - _LEFT)
        for at in range(first, last if own else min(last, self.place + _LEFT)):
            claim = self.claims[at] if self.text[at] == "U" else None
            if claim is not None and claim.quantity.unit == "year" and (claim.quantity.value or 0) > 1:
                return True
        return False

    def _introduction(self) -> str:
        """The words that open the sentence up to a comma: "A year earlier, ..."."""
        if self.left and self.text[self.left - 1] not in _STOPS + OPEN:
            return ""
        comma = self.text.find(",", self.left, min(self.place, self.left + _COUNTED + 1))
        return self.clause.words(self.left, comma) if comma >= 0 else ""

    def _is_compared_before(self) -> bool:
        """Whether the time before is what the number is compared with: "compared with a year earlier, 40"."""
        marks = "".join(self.symbols(name) for name in ("vs", "old", "beyond", "than"))
        return any(symbol in marks for symbol in self.text[self.left : self.place])

    def _since_and(self, own: str) -> str:
        """The words before the number behind the last "and" among its `own`."""
        near = self.text[max(self.left, self.place - _WORDS) : self.place]
        ands = [at for at, symbol in enumerate(near) if symbol in self.symbols("and")]
        return self.clause.words(self.place - len(near) + ands[-1], self.place) if ands else own

    def _own_right(self) -> str:
        """The words behind the number, up to a comma or a word such as "and"."""
        ends = "," + self.symbols("and")
        last = next((at for at in range(self.place + 1, self.right) if self.text[at] in ends), self.right)
        return self.clause.words(self.place + 1, last)

    def _first_move(self) -> int:
        """Where to the right of the number a comma or a word of comparison stands first."""
        ends = "," + self.symbols("vs") + self.symbols("old") + self.symbols("beyond")
        for at in range(self.place + 1, self.right):
            if self.text[at] in ends or self.rules.vocabulary.sign_of(self.text[at]):
                return at
        return self.right

    def _is_against(self) -> bool:
        """Whether a word of comparison leads to the number: "against 40", "12% more than the 38"."""
        beats = self.symbols("exceed") + self.symbols("trail")
        if any(symbol in beats for symbol in self.text[self.left : self.place]):
            return True
        versus, than = self.symbols("vs"), self.symbols("than")
        than += self.symbols("beside") + self.symbols("=over") + self.symbols("=on")
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
        words = self.clause.words(start, opened)
        if says(self.rules, "past", words) or says(self.rules, "once", words):
            return True
        marks = "".join(self.symbols(name) for name in ("vs", "old", "more", "less", "above", "below", "pronoun"))
        return any(symbol in marks for symbol in self.text[start:opened])

    def _date(self) -> Period | None:
        """The date of a level: behind it before a comma, or before it when no other number stands between."""
        for at in range(self.place + 1, self.right):
            if self.text[at] == ",":
                break
            if self.text[at] == "D":
                return self._named(at)
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
        turns = ",:" + OPEN + self.symbols("contrast") + self.symbols("=but") + self.symbols("=mais")
        of, within = self.symbols("of"), self.symbols("=in") + self.symbols("of") + self.symbols("=for")
        following = text[place + 1 : min(self.right, place + 1 + (_COUNTED if text[place] in AMOUNTS else _RIGHT))]
        if text[place] in AMOUNTS + _POINTS and self._is_gap():
            return EITHER, False
        if text[place] in AMOUNTS and self._is_added():
            return 1, False
        said = self.clause.words(max(self.left, place - 1), place)
        if text[place] in RATES and (said in self._cues("plus-said") or said in self._cues("minus-said")):
            return (1 if said in self._cues("plus-said") else -1), False
        moved = self._is_beaten_by() or self._is_moved_by()
        if moved:
            return moved, False
        if following[:1] and following[0] in of:
            return self._counted_over(following), False
        if following[:1] and following[0] in self.symbols("to") and self.claims[place + 2 : place + 3] != [None]:
            return None, False
        for at, symbol in enumerate(following, place + 1):
            if symbol in turns or (text[at] not in _PASSED and self.claims[at] is not None):
                break
            sign = vocabulary.sign_of(symbol)
            noun = symbol in self.symbols("noun")
            if sign and symbol in self.symbols("verb") and not noun and text[place] in RATES:
                break
            if sign:
                named = noun and text[at + 1 : at + 2] and text[at + 1] in within and text[at + 2 : at + 3] != "D"
                named = named or (symbol in self.symbols("beyond") and text[at + 1 : at + 2] in tuple(of))
                return sign, bool(named)
        if self._is_apposed():
            return vocabulary.sign_of(text[place - 2]), False
        stop = ",:" + CLOSE + "".join(self.symbols(name) for name in ("old", "to", "vs", "=to", "=at"))
        for at in range(place - 1, max(self.left, place - _LEFT) - 1, -1):
            if text[at] in stop:
                return self._reached(at)
            sign = vocabulary.sign_of(text[at])
            if sign and text[at] in self.symbols("beyond") and text[at] not in self.symbols("way"):
                return None, False
            if sign:
                return sign, text[at] in self.symbols("noun") and text[at + 1] in of and at + 2 < place
        return None, False

    def _reached_amount(self) -> tuple[str | None, int, bool]:
        """An amount that a noun of change comes to: "the increase over the year was 6 million acres"."""
        at = next((at for at in range(self.left, self.place) if self.text[at] in self.symbols("noun")), None)
        if (
            at is None
            or "," in self.text[at : self.place]
            or self.text[at - 1 : at] not in tuple(self.symbols("article"))
        ):
            return None, 0, False
        words = self.clause.words(max(at + 1, self.place - 2), self.place)
        return (
            (CHANGE, self.rules.vocabulary.sign_of(self.text[at]), True)
            if says(self.rules, "reaches", words)
            else (None, 0, False)
        )

    def _is_size_of_noun(self) -> bool:
        """Whether the number is how large a change of something is: "an increase of expenditures of $3.8 million"."""
        ends = "," + "".join(self.symbols(name) for name in ("to", "vs", "old"))
        for at in range(self.place - 1, max(self.left, self.place - _VERSUS) - 1, -1):
            if self.text[at] in ends:
                return False
            if self.text[at] in self.symbols("noun"):
                return self.text[at] not in self.symbols("opposite")
        return False

    def _reached(self, at: int) -> tuple[int | None, bool]:
        """The way of a noun that "reached" the number: « la baisse atteint 13 % », "the increase comes to 13%"."""
        for noun in range(at - 1, max(self.left, at - _COUNTED) - 1, -1):
            if self.text[noun] in self.symbols("noun"):
                words = self.clause.words(noun + 1, self.place)
                return (
                    self.rules.vocabulary.sign_of(self.text[noun]) if says(self.rules, "reaches", words) else None
                ), False
        return None, False

    def _cues(self, name: str) -> Sequence[str]:
        return self.rules.cues.get(name, ())

    def _counted_over(self, following: str) -> int | None:
        """The way of a share of a thing that there is more or less of: « 26 % de dette en moins »."""
        if self.text[self.place] not in RATES:
            return None
        extra = self.symbols("extra")
        found = next((symbol for symbol in following if symbol in extra or symbol in ",;:" + OPEN), "")
        return self.rules.vocabulary.sign_of(found) or None if found and found in extra else None

    def _is_added(self) -> bool:
        """Whether the number is told to come on top: "another 17 deaths"."""
        return says(self.rules, "added", self.clause.words(max(self.left, self.place - 2), self.place))

    def _is_beaten_by(self) -> int:
        """The way of a verb of passing that "by" leads back to: "beat the record, the 30,977 of 1986, by 431"."""
        text, beats = self.text, self.symbols("exceed") + self.symbols("trail")
        if text[self.place - 1 : self.place] not in tuple(self.symbols("=by")):
            return 0
        start = text.rfind(SENTENCE_END, 0, self.place) + 1
        verb = next((symbol for symbol in reversed(text[start : self.place]) if symbol in beats), "")
        return self.rules.vocabulary.sign_of(verb) if verb else 0

    def _is_moved_by(self) -> int:
        """The way of the verb that "by" leads back to past other numbers: "came down to 22 million, or by 19%"."""
        text = self.text
        if text[self.place - 1 : self.place] not in tuple(self.symbols("=by")):
            return 0
        start = max(text.rfind(mark, 0, self.place) for mark in _STOPS) + 1
        verbs = self.symbols("verb") + self.symbols("way")
        verb = next((symbol for symbol in reversed(text[start : self.place]) if symbol in verbs), "")
        return self.rules.vocabulary.sign_of(verb) if verb else 0

    def _is_apposed(self) -> bool:
        """Whether the number follows its noun behind a comma: « le recul, 23 %, »."""
        before = self.text[max(0, self.place - _FROM) : self.place]
        return (
            len(before) == _FROM
            and before[0] in self.symbols("article")
            and before[1] in self.symbols("noun")
            and before[2] in "," + OPEN
        )

    def _is_gap(self) -> bool:
        """Whether the words beside call the number the distance of two others: "a majority of 25", « d'écart »."""
        before = self.clause.words(max(self.left, self.place - _RIGHT), self.place)
        after = self.clause.words(self.place + 1, min(self.right, self.place + 1 + _RIGHT))
        return says(self.rules, "gap-before", before) or says(self.rules, "gap-behind", after)

    def _is_marked(self) -> bool:
        """Whether an amount in the unit of the levels is printed as a change: "a drop of 500", "500 fewer", "up 12"."""
        text, place = self.text, self.place
        after = self.clause.words(place + 1, min(self.right, place + _RIGHT))
        if says(self.rules, "open-end", after):
            return False
        if self._is_gap() or self._is_beaten_by() or self._is_moved_by() or self._is_added():
            return True
        comparatives = self.symbols("beyond") + self.symbols("compared")
        ends = ",:" + "".join(self.symbols(name) for name in _ENDS)
        for at in range(place + 1, min(self.right, place + 1 + _COUNTED)):
            if at == place + 1 and text[at] in self.symbols("noun") + self.symbols("way"):
                return True
            if text[at] in comparatives and text[at] not in self.symbols("way"):
                return True
            if text[at] in ends:
                break
        before = text[max(self.left, place - 3) : place]
        if not before:
            return False
        if before[-1] in self.symbols("verb") + self.symbols("way"):
            return True
        small = self.symbols("of") + self.symbols("=by")
        if before[-1] in self.symbols("of") and self._is_size_of_noun():
            return True
        losses = self.symbols("opposite")
        moved = any(self.rules.vocabulary.sign_of(symbol) and symbol not in losses for symbol in before[:-1])
        return before[-1] in small and moved
