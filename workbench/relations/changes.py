"""A level, the one before it, and how far apart they are: what the wordings of changes assert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workbench.model import Claim, Constant, Document, Kind, Operand, Operation, Period, Relation, Unknown
from workbench.relations.apart import comes_from_another, goes_on_to_another
from workbench.relations.matching import EITHER, Match
from workbench.relations.rules import LanguageRules, says
from workbench.relations.spans import BY_ROLE, over_another_time
from workbench.relations.stream import printed_sign
from workbench.relations.wording import SENTENCE_END, tokens

SWAPPED_DOUBT = "order-of-comparison"
POINTS_DOUBT = "points-written-as-percent"
_NEAR = 6
_STEM = 4
_HUNDRED = 100
_TIMES_OVER = 10
_YEAR, _CENTURIES = 4, ("19", "20")
_PHRASE = 40
_RATES = frozenset("PpKk")
_LEVELS = frozenset("MNQ")
_PASSED = frozenset("DUOW")


@dataclass(slots=True)
class _Change:
    """The claims of a change in their roles, with the sign to multiply each delta with."""

    match: Match
    rules: LanguageRules
    known: Claim
    after: Claim | None
    before: Claim | None
    difference: Claim | None
    rate: Claim | None
    points: Claim | None
    signs: dict[str, int]
    doubts: tuple[str, ...]

    def relation(self, operation: Operation, *operands: Operand, doubts: tuple[str, ...] = ()) -> Relation:
        family = self.match.rule.id.partition(".")[2]
        first, last = self.match.span
        return Relation(
            "",
            operation,
            f"{operation.value}.{self.rules.language}.{family}",
            operands,
            first,
            last,
            self.match.rule.binding,
            True,
            tuple(dict.fromkeys((*self.doubts, *doubts))),
        )

    def delta(self, role: str, claim: Claim) -> Operand:
        return Operand(role, claim.id, sign=self.signs[claim.id])


def compose_change(match: Match, rules: LanguageRules, document: Document) -> Iterator[Relation]:
    """Growth, difference, points or order between the levels of a match; nothing when they do not go together."""
    after, before = match.one("after"), match.one("before")
    difference, rate, points = match.one("change"), match.one("rate"), match.one("points")
    known = after or before
    if (
        known is None
        or _other_pace(match, rules)
        or _of_other(match, rules)
        or comes_from_another(match, rules)
        or goes_on_to_another(match, rules)
        or (match.rule.id in BY_ROLE and over_another_time(match, rules, document.text))
        or (after is not None and _is_change(match, "after", rules))
        or (before is not None and _is_year(before, after))
        or (after is not None and before is not None and (_is_year(after, before) or _is_year_beside(after, before)))
        or _makes_up(match, rules, document)
        or _goes_over_to_another(match, rules)
        or _goes_on_from_there(match, rules, document)
        or _is_beside(match, rules, document)
        or (before is not None and _is_counted_over(match, "before", rules))
        or (after is not None and before is not None and _leaves_its_unit_out(after, before))
    ):
        return
    if after is not None and before is not None and points is None and is_moved_by(match, "before", rules):
        if rate is None or difference is not None or known.quantity.kind is Kind.PERCENT:
            return
        if _nearer_change(after, before, rate):
            difference, before = before, None
    deltas = [claim for claim in (difference, rate, points) if claim is not None]
    if after is not None and before is not None and any(claim.quantity.value_high is not None for claim in deltas):
        # "From 6.3% to 7.1%, between 0.2 and 0.4 points last year": exact levels are not a range apart.
        return
    doubts = match.rule.doubts
    if after is not None and before is not None:
        if _opposed(match, rules) or (difference is None and _of_two_signs(after, before)):
            return
        if _must_swap(match, after, before, deltas[0] if deltas else None, rules, document):
            after, before = before, after
            doubts = (*doubts, SWAPPED_DOUBT)
    elif difference is None or rate is None or known.quantity.kind is Kind.PERCENT:
        return
    signs = {claim.id: _delta_sign(match, claim, rules, document) for claim in deltas}
    if 0 in signs.values():
        return
    change = _Change(match, rules, known, after, before, difference, rate, points, signs, doubts)
    if known.quantity.kind is Kind.PERCENT:
        yield from _between_percentages(change)
    else:
        yield from _between_levels(change)


def _between_percentages(change: _Change) -> Iterator[Relation]:
    rate, points = change.rate, change.points
    after, before = change.after, change.before
    if after is None or before is None:
        return
    levels = _levels(change)
    if points is not None:
        yield change.relation(Operation.POINTS, *levels, change.delta("change", points))
    elif rate is not None and _nearer_points(after, before, rate, change.signs[rate.id]):
        yield change.relation(Operation.POINTS, *levels, change.delta("change", rate), doubts=(POINTS_DOUBT,))
    elif rate is not None:
        yield change.relation(Operation.GROWTH, *levels, change.delta("rate", rate))
    else:
        yield from _direction(change)


def _between_levels(change: _Change) -> Iterator[Relation]:
    difference, rate, points = change.difference, change.rate, change.points
    if points is not None:
        if difference is not None or points.quantity.unit != "point":
            return
        difference = points
    levels = _levels(change)
    if rate is not None:
        if _are_percentages(change, rate):
            return
        years = _years(change.match)
        if years is None:
            return
        yield change.relation(Operation.GROWTH, *levels, change.delta("rate", rate), *years)
    if difference is not None:
        yield change.relation(Operation.DIFFERENCE, *levels, change.delta("change", difference))
    if rate is None and difference is None:
        yield from _direction(change)


def _are_percentages(change: _Change, rate: Claim) -> bool:
    """Whether bare levels are percentages by their noun, and the rate the points between them: 48.2, 34.3, 13.9 %."""
    after, before = change.after, change.before
    if after is None or before is None or any(claim.quantity.kind is not Kind.NUMBER for claim in (after, before)):
        return False
    new, old, stated = after.quantity.value, before.quantity.value, rate.quantity.value
    if new is None or old is None or stated is None or max(new, old) > _HUNDRED:
        return False
    return abs(abs(new - old) - abs(stated)) <= rate.quantity.step / 2 < abs(stated)


def _direction(change: _Change) -> Iterator[Relation]:
    """ "Fell from 40 to 50": the direction word alone says which of the two is greater."""
    sign = change.match.sign
    if sign not in (1, -1) or change.match.rule.free_order or change.after is None or change.before is None:
        return
    if (sign < 0 and _is_range(change.before, change.after)) or _of_two_things(change.before, change.after):
        return
    if _is_to_one(change.before, change.after):
        return
    greater, lesser = (change.after, change.before) if sign > 0 else (change.before, change.after)
    yield change.relation(Operation.ORDER, Operand("greater", greater.id), Operand("lesser", lesser.id))


def _is_range(low: Claim, high: Claim) -> bool:
    """Whether a fall "from 3 to 5 percent", in whole numbers with the unit said once, is one by 3 to 5 percent."""
    first, second = low.quantity, high.quantity
    if first.value is None or second.value is None or not first.value < second.value:
        return False
    shared = len(high.text.split()) > len(low.text.split()) or (high.text.endswith("%") and not low.text.endswith("%"))
    return shared and "." not in low.text + high.text and "," not in low.text + high.text


def _of_two_signs(after: Claim, before: Claim) -> bool:
    """Whether one number is below zero and the other above: no rate leads from a level to a change in brackets."""
    return (after.quantity.value or 0) * (before.quantity.value or 0) < 0


def _is_to_one(before: Claim, after: Claim) -> bool:
    """Whether two bare numbers are a ratio: "leverage increased from 18 to 1"."""
    bare = all(claim.quantity.unit is None and claim.counted is None for claim in (before, after))
    return bare and after.quantity.value == 1 and (before.quantity.value or 0) > 1


def _of_two_things(before: Claim, after: Claim) -> bool:
    """Whether the two levels are named by different nouns: "profits of 232,000, up from revenues of 5.9 million"."""
    if not before.indicator or not after.indicator:
        return False
    named = [claim.indicator.split()[-1][:_STEM].lower() for claim in (before, after) if claim.indicator]
    return named[0] != named[1]


def _levels(change: _Change) -> tuple[Operand, Operand]:
    """The operands for the new and the old level, a value the text leaves unsaid among them."""
    ends = []
    for role, claim in (("after", change.after), ("before", change.before)):
        ends.append(Operand(role, claim.id) if claim is not None else Operand(role, unknown=_unsaid(change, role)))
    return ends[0], ends[1]


def _unsaid(change: _Change, role: str) -> Unknown:
    """The level that only its change and its rate tell of; each pair of them speaks of a level of its own."""
    known, delta = change.known, change.rate
    what = known.indicator or known.counted or known.text
    name = change.rules.names.get(role, "{indicator}").format(indicator=what)
    key = f"{known.id}:{role}:{'' if delta is None else delta.id}"
    return Unknown(key, name, known.quantity.unit, known.indicator, known.scope)


def _years(match: Match) -> tuple[Operand, ...] | None:
    """The operand for the number of years a rate is compounded over; ``None`` when two dates give no whole number."""
    years, first, second = match.one("years"), match.one("first"), match.one("second")
    if years is not None:
        return (Operand("years", years.id),)
    period = match.one("period")
    if period is not None and period.date is not None:
        span = period.date.last.year - period.date.first.year
        return (Operand("years", constant=Constant(Fraction(span))),) if span > 0 else None
    if first is None or second is None:
        return ()
    if first.date is None or second.date is None or second.date.first.year <= first.date.first.year:
        return None
    span = second.date.first.year - first.date.first.year
    counted = Operand("years", constant=Constant(Fraction(span)))
    return counted, Operand("first", first.id), Operand("second", second.id)


def _delta_sign(match: Match, delta: Claim, rules: LanguageRules, document: Document) -> int:
    """1 or -1 to multiply the number with, 0 when the text does not say which way it goes."""
    printed = printed_sign(document, delta, rules.vocabulary)
    sign = match.sign or 0
    if EITHER in (sign, sign or match.rule.default_sign):
        after, before = match.one("after"), match.one("before")
        sign = 1
        if after is not None and before is not None:
            sign = -1 if (after.quantity.value or 0) < (before.quantity.value or 0) else 1
    if printed:
        if sign and printed > 0 > sign:
            return 0
        if printed < 0 and sign > 0:
            return 0
        return 1 if printed > 0 or (delta.quantity.value or 0) < 0 else -1
    return sign or match.rule.default_sign


def _must_swap(
    match: Match, after: Claim, before: Claim, delta: Claim | None, rules: LanguageRules, document: Document
) -> bool:
    """Whether a comparison that can be printed either way round has its old value first.

    The direction word decides, or else the periods; never whether the numbers fit.
    """
    dates = _date_after(match, "after"), _date_after(match, "before")
    if dates[0] is not None and dates[1] is not None and dates[0].last < dates[1].first:
        return True
    if not match.rule.free_order:
        return False
    one, other = after.quantity.value, before.quantity.value
    sign = 0
    if delta is not None:
        value = delta.quantity.value or Decimal(0)
        sign = _delta_sign(match, delta, rules, document) * (1 if value >= 0 else -1)
    if sign and one is not None and other is not None and one != other:
        return (one > other) is not (sign > 0)
    if after.period is not None and before.period is not None:
        return after.period.last < before.period.first
    return False


def _date_after(match: Match, role: str) -> Period | None:
    """The date printed just after a level ("383 en 2018")."""
    place = match.places[role]
    for at in range(place + 1, min(place + _NEAR, len(match.stream.text))):
        claim = match.stream.claims[at]
        if claim is not None:
            return claim.date if match.stream.text[at] == "D" else None
    return None


def _opposed(match: Match, rules: LanguageRules) -> bool:
    """Whether one of the two levels is a loss or a deficit and the other is not."""
    symbols = rules.vocabulary.symbols("opposite")
    if not symbols:
        return False
    text = match.stream.text
    found = [
        any(symbol in symbols for symbol in text[max(0, match.places[role] - _NEAR) : match.places[role]])
        for role in ("after", "before")
    ]
    plain = [
        any(
            symbol in rules.vocabulary.symbols("gain")
            for symbol in text[max(0, match.places[role] - _NEAR) : match.places[role]]
        )
        for role in ("after", "before")
    ]
    return (found[0] and plain[1]) or (found[1] and plain[0])


def _is_change(match: Match, role: str, rules: LanguageRules) -> bool:
    """Whether the claim is printed as a change ("up $53.5 million") or as the old level ("against 40")."""
    return is_compared(match, match.places[role], rules) or is_moved_by(match, role, rules)


def is_moved_by(match: Match, role: str, rules: LanguageRules) -> bool:
    """Whether a word of direction stands right before the claim: "up 53", "a rise of 3", « baissé de 64 »."""
    before = match.stream.text[max(0, match.places[role] - 2) : match.places[role]]
    if before and rules.vocabulary.sign_of(before[-1]):
        return True
    return (
        len(before) == 2 and before[1] in rules.vocabulary.symbols("of") and bool(rules.vocabulary.sign_of(before[0]))
    )


def _is_year(before: Claim, after: Claim | None) -> bool:
    """Whether a bare number such as 2018 is the year compared with ("1,190, up 4% over 2018"), not a level."""
    return is_like_a_year(before) and (after is None or not is_like_a_year(after))


def _is_year_beside(after: Claim, before: Claim) -> bool:
    """Whether a year stands beside a measure: "a 1958 cut of more than 50% on loads over 40,000 pounds"."""
    bare = after.quantity.unit is None and len(after.text) == _YEAR and after.text[:2] in _CENTURIES
    return bare and after.text.isdigit() and before.quantity.unit is not None


def _is_beside(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether there is so much more or less of something else: ", with 5% fewer staff"."""
    rate, place = match.one("rate"), match.places.get("rate", 0)
    if rate is None or place < 2 or match.stream.text[place - 2] != ",":
        return False
    before = [word for word, _, _ in tokens(document.text[match.stream.starts[place - 1] : rate.evidence_start])]
    if f" {' '.join(before)} " not in rules.cues.get("beside", ()):
        return False
    text, symbols = match.stream.text, rules.vocabulary.symbols
    following = text[place + 1 : place + 3]
    return len(following) == 2 and (following[0] in symbols("beyond") or following[0] in symbols("of"))


def _goes_on_from_there(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the next sentence tells one more change: "from 10 to 12 in March. In April it rose another 5%"."""
    delta = match.one("rate") or match.one("change")
    levels = [match.places[role] for role in ("after", "before") if role in match.places]
    if delta is None or not levels:
        return False
    place = match.places["rate" if match.one("rate") else "change"]
    border = match.stream.text.rfind(SENTENCE_END, max(levels), place)
    if border < 0:
        return False
    told = document.text[match.stream.ends[border] : delta.start]
    words = f" {' '.join(word for word, _, _ in tokens(told))} "
    return says(rules, "further", words)


def _goes_over_to_another(match: Match, rules: LanguageRules) -> bool:
    """Whether "and" and a subject of its own stand behind a rate: "up 5%, and the fee went from 6 to 7"."""
    levels = [match.places[role] for role in ("after", "before") if role in match.places]
    rate = match.places.get("rate")
    if rate is None or not levels or rate > min(levels):
        return False
    between, vocabulary = match.stream.text[rate + 1 : min(levels)], rules.vocabulary
    joined = next((at for at, symbol in enumerate(between) if symbol in vocabulary.symbols("and")), None)
    return joined is not None and between[joined + 1 : joined + 2] in tuple(vocabulary.symbols("article"))


def _is_counted_over(match: Match, role: str, rules: LanguageRules) -> bool:
    """Whether a word such as "more" right behind the number makes it a change: "1,127 fewer than in July, 383 more"."""
    following = match.stream.text[match.places[role] + 1 : match.places[role] + 2]
    than = (
        rules.vocabulary.symbols("than")
        + rules.vocabulary.symbols("plus-word")
        + rules.vocabulary.symbols("minus-word")
    )
    return bool(following) and following in than


def _leaves_its_unit_out(after: Claim, before: Claim) -> bool:
    """Whether a bare count stands before an amount of quite another size: "now 1,733, and the rate went from £61"."""
    if after.quantity.unit is not None or before.quantity.kind is not Kind.MONEY:
        return False
    low, high = sorted(abs(claim.quantity.value or Decimal(0)) for claim in (after, before))
    return high > _TIMES_OVER * low


def _makes_up(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the rate is a share: "from 9 to 11 million, making up 4.5 percent of the population"."""
    rate = match.one("rate")
    if rate is None or match.stream.text[match.places["rate"] + 1 :][:1] not in set(rules.vocabulary.symbols("of")):
        return False
    before = document.text[max(0, rate.start - _PHRASE) : rate.start].lower().split()
    return any(before[-len(cue.split()) :] == cue.split() for cue in rules.cues.get("makes-up", ()))


def is_like_a_year(claim: Claim) -> bool:
    text = claim.text
    bare = claim.quantity.kind is Kind.NUMBER and claim.quantity.unit is None and claim.counted is None
    return bare and len(text) == _YEAR and text.isdigit() and text[:2] in _CENTURIES


def _nearer_change(after: Claim, before: Claim, rate: Claim) -> bool:
    """Whether "a baissé de 64 000 à 456 000, soit 12 %" is said of a fall by the first number, not from it.

    French says both with the same words; the reading nearer to the percentage is granted.
    """
    new, first, stated = after.quantity.value, before.quantity.value, rate.quantity.value
    if new is None or first is None or stated is None or not first or abs(new) == abs(first):
        return False
    share = abs(stated) / 100
    from_it = abs(abs(new / first - 1) - share)
    by_it = min(abs(abs(first / (new - first)) - share), abs(abs(first / (new + first)) - share))
    return by_it < from_it


def is_compared(match: Match, place: int, rules: LanguageRules) -> bool:
    """Whether a word of comparison stands before the claim in its own clause ("compared to income of $48 million")."""
    text, members = match.stream.text, rules.vocabulary.members
    if not members("old").isdisjoint(text[max(0, place - 2) : place]):
        return True
    versus, beside = members("vs"), members("old =over than above below")
    for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
        symbol = text[at]
        if symbol in versus or (symbol in beside and text[at - 1 : at] in _RATES):
            return True
        if symbol in ",;:¶" or (match.stream.claims[at] is not None and symbol not in _PASSED):
            return False
    return False


def _other_pace(match: Match, rules: LanguageRules) -> bool:
    """Whether the change is of a year and the levels of a month, or the like."""
    if "change" not in match.places:
        return False
    paces = set(rules.vocabulary.symbols("pace"))
    own = _paces(match, "change", paces)
    levels = [_paces(match, role, paces) for role in ("after", "before") if role in match.places]
    return bool(own) and any(found and found.isdisjoint(own) for found in levels)


def _of_other(match: Match, rules: LanguageRules) -> bool:
    """Whether the rate is like-for-like or the like, or said of a new subject with a verb of its own after a comma."""
    if "rate" not in match.places:
        return False
    text, place, vocabulary = match.stream.text, match.places["rate"], rules.vocabulary
    limit = vocabulary.symbols("limit")
    for at in range(place + 1, min(len(text), place + _NEAR)):
        if match.stream.claims[at] is not None or text[at] in ",;:¶⟨":
            break
        if text[at] in limit and at >= match.last:
            # No gap passes such a word: one within the match is the wording's own.
            return True
    levels = [match.places[role] for role in ("after", "before") if role in match.places]
    opens = vocabulary.symbols("=avec") + vocabulary.symbols("=with")
    if place < max(levels) or SENTENCE_END in text[min(levels) : max(levels)] or text[match.first] in opens:
        return False
    tail = text[max(levels) + 1 : place].rpartition(",")[2] if "," in text[max(levels) + 1 : place] else ""
    nouns = vocabulary.symbols("noun")
    verbs = [at for at, symbol in enumerate(tail) if symbol in vocabulary.symbols("verb") and symbol not in nouns]
    own = tail[: verbs[0]] if verbs else ""
    either = verbs and vocabulary.sign_of(tail[verbs[0]]) == EITHER
    return len(own) > 1 and own[0] in vocabulary.symbols("article") and not either


def _paces(match: Match, role: str, paces: set[str]) -> set[str]:
    """The words of time after a claim, up to the next one."""
    found: set[str] = set()
    for at in range(match.places[role] + 1, min(len(match.stream.text), match.places[role] + _NEAR)):
        if match.stream.claims[at] is not None:
            break
        if match.stream.text[at] in paces:
            found.add(match.stream.text[at])
    return found


def _nearer_points(after: Claim, before: Claim, rate: Claim, sign: int) -> bool:
    """Whether a percentage between two percentages is meant in points: the reading nearer to the numbers is granted."""
    one, other, stated = after.quantity.value, before.quantity.value, rate.quantity.value
    if one is None or other is None or stated is None or not other:
        return True
    return abs(one - other - sign * stated) <= abs((one / other - 1) * 100 - sign * stated)
