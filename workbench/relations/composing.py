"""From a wording found in the text to the relations it asserts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from workbench.model import Claim, Constant, Document, Kind, Operand, Operation, Period, Relation, Unknown
from workbench.relations.matching import EITHER, Match
from workbench.relations.rules import LanguageRules
from workbench.relations.stream import printed_sign
from workbench.relations.wholes import whole_of

_COUNTED_STEM = 4
_NEAR = 6
_HANDFUL = 10
_MILLION = 1_000_000
SWAPPED_DOUBT = "order-of-comparison"
POINTS_DOUBT = "points-written-as-percent"
_HOURS = {
    "minute": Fraction(1, 60),
    "hour": Fraction(1),
    "day": Fraction(24),
    "week": Fraction(168),
    "month": Fraction(730),
    "year": Fraction(8760),
}
_DELTAS = ("change", "rate", "points", "share")


def compose(match: Match, rules: LanguageRules, document: Document) -> list[Relation]:
    """The relations of one match, without ids; none when its claims do not go together."""
    if match.sign is None or not _distinct(match):
        return []
    if not all(_comparable([claim for role in group for claim in match.roles.get(role, ())]) for group in _groups(match)):
        return []
    if match.rule.compose == "change":
        return list(_change(match, rules, document))
    return list(_plain(match, rules, document))


def exclusive(match: Match) -> list[str]:
    """The ids of the claims that can belong to one relation only: percentages and changes, not levels."""
    return [claim.id for role in _DELTAS for claim in match.roles.get(role, ())]


def comparable(first: Claim, second: Claim) -> bool:
    """Whether two claims are in one unit and, when the text names it, count the same thing."""
    if not _same_unit(first, second):
        return False
    if first.counted and second.counted:
        return first.counted[:_COUNTED_STEM].lower() == second.counted[:_COUNTED_STEM].lower()
    return True


def _groups(match: Match) -> tuple[tuple[str, ...], ...]:
    if match.rule.compose == "change":
        return (("after", "before", "change"),)
    return match.rule.same_unit


def _comparable(claims: list[Claim]) -> bool:
    return all(_same_unit(claims[0], claim) for claim in claims[1:])


def _same_unit(first: Claim, second: Claim) -> bool:
    one, other = first.quantity, second.quantity
    if (one.kind is Kind.PERCENT) is not (other.kind is Kind.PERCENT):
        return False
    if one.unit == other.unit:
        return True
    bare = first if one.unit is None else second if other.unit is None else None
    return bare is not None and (bare.counted is None or (bare.quantity.value or 0) >= _MILLION)


def _distinct(match: Match) -> bool:
    ids = [claim.id for claims in match.roles.values() for claim in claims]
    return len(ids) == len(set(ids)) and bool(ids)


def _change(match: Match, rules: LanguageRules, document: Document) -> Iterator[Relation]:
    after, before = match.one("after"), match.one("before")
    change, rate, points = match.one("change"), match.one("rate"), match.one("points")
    doubts = match.rule.doubts
    if after is not None and before is not None:
        if not _same_unit(after, before) or _opposed(match, rules) or _is_change(match, "after", rules):
            return
        if _must_swap(match, after, before, change or rate or points, rules, document):
            after, before = before, after
            doubts = (*doubts, SWAPPED_DOUBT)
    elif after is not None and _is_change(match, "after", rules):
        return
    elif change is None or rate is None:
        if rate is None or (after or before) is None or (after or before).quantity.kind is Kind.PERCENT:  # type: ignore[union-attr]
            return
    first, last = match.span
    signs = {
        delta.id: _delta_sign(match, delta, rules, document) for delta in (change, rate, points) if delta is not None
    }
    if 0 in signs.values():
        return
    levels = _levels(match, after, before, rules)
    unit_is_percent = (after or before) is not None and (after or before).quantity.kind is Kind.PERCENT  # type: ignore[union-attr]

    def relation(operation: Operation, *operands: Operand, more: tuple[str, ...] = ()) -> Relation:
        family = match.rule.id.partition(".")[2]
        name = f"{operation.value}.{rules.language}.{family}" if family else f"{operation.value}.{rules.language}"
        return Relation(
            "", operation, name, operands, first, last, match.rule.binding, True, tuple(dict.fromkeys((*doubts, *more)))
        )

    if unit_is_percent:
        if after is None or before is None:
            return
        if points is not None:
            yield relation(Operation.POINTS, *levels, Operand("change", points.id, sign=signs[points.id]))
        elif rate is not None:
            operand = Operand("change", rate.id, sign=signs[rate.id])
            if _nearer_points(after, before, rate, signs[rate.id]):
                yield relation(Operation.POINTS, *levels, operand, more=(POINTS_DOUBT,))
            else:
                yield relation(Operation.GROWTH, *levels, Operand("rate", rate.id, sign=signs[rate.id]))
        elif match.sign in (1, -1) and not match.rule.free_order:
            yield relation(Operation.ORDER, *_ordered(after, before, match.sign))
        return
    if change is None and points is not None and points.quantity.unit == "point":
        change = points
    elif points is not None:
        return
    if rate is not None:
        extra = _years(match)
        if extra is None:
            return
        yield relation(Operation.GROWTH, *levels, Operand("rate", rate.id, sign=signs[rate.id]), *extra)
    if change is not None:
        yield relation(Operation.DIFFERENCE, *levels, Operand("change", change.id, sign=signs[change.id]))
    if rate is None and change is None and after is not None and before is not None:
        if match.sign in (1, -1) and not match.rule.free_order:
            yield relation(Operation.ORDER, *_ordered(after, before, match.sign))


def _years(match: Match) -> tuple[Operand, ...] | None:
    """The operand for the number of years a rate is compounded over; ``None`` when two dates give no whole number."""
    years, first, second = match.one("years"), match.one("first"), match.one("second")
    if years is not None:
        return (Operand("years", years.id),)
    if first is None or second is None:
        return ()
    if first.date is None or second.date is None or second.date.first.year <= first.date.first.year:
        return None
    return (Operand("years", constant=Constant(Fraction(second.date.first.year - first.date.first.year))),)


def _ordered(after: Claim, before: Claim, sign: int) -> tuple[Operand, Operand]:
    greater, lesser = (after, before) if sign > 0 else (before, after)
    return Operand("greater", greater.id), Operand("lesser", lesser.id)


def _levels(match: Match, after: Claim | None, before: Claim | None, rules: LanguageRules) -> tuple[Operand, Operand]:
    """The operands for the new and the old level, a value the text leaves unsaid among them."""
    known = after or before
    assert known is not None
    if after is None:
        return Operand("after", unknown=_unsaid(known, "after", rules)), Operand("before", known.id)
    if before is None:
        delta = match.one("rate") or match.one("change")
        key = f"before:{delta.id}" if delta is not None else "before"
        return Operand("after", known.id), Operand("before", unknown=_unsaid(known, key, rules))
    return Operand("after", after.id), Operand("before", before.id)


def _unsaid(known: Claim, key: str, rules: LanguageRules) -> Unknown:
    which = "after" if key == "after" else "before"
    template = rules.names.get(which, "{indicator}")
    what = known.indicator or known.counted or known.text
    return Unknown(
        f"{known.id}:{key}", template.format(indicator=what), known.quantity.unit, known.indicator, known.scope
    )


def _delta_sign(match: Match, delta: Claim, rules: LanguageRules, document: Document) -> int:
    """1 or -1 to multiply the number with, 0 when the text does not say which way it goes."""
    printed = printed_sign(document, delta, rules.vocabulary)
    sign = match.sign or 0
    if sign == EITHER:
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
        any(symbol in rules.vocabulary.symbols("gain") for symbol in text[max(0, match.places[role] - _NEAR) : match.places[role]])
        for role in ("after", "before")
    ]
    return (found[0] and plain[1]) or (found[1] and plain[0])


def _is_change(match: Match, role: str, rules: LanguageRules) -> bool:
    """Whether the claim is printed as a change ("up $53.5 million") or as the old level ("against 40"), not as the new."""
    text, place = match.stream.text, match.places[role]
    before = text[max(0, place - 2) : place]
    if before and before[-1] in rules.vocabulary.symbols("vs"):
        return True
    if before and rules.vocabulary.sign_of(before[-1]):
        return True
    return len(before) == 2 and before[1] in rules.vocabulary.symbols("of") and bool(rules.vocabulary.sign_of(before[0]))


def _nearer_points(after: Claim, before: Claim, rate: Claim, sign: int) -> bool:
    """Whether a percentage between two percentages is meant in points: the reading nearer to the numbers is granted."""
    one, other, stated = after.quantity.value, before.quantity.value, rate.quantity.value
    if one is None or other is None or stated is None or not other:
        return True
    return abs(one - other - sign * stated) <= abs((one / other - 1) * 100 - sign * stated)


def _plain(match: Match, rules: LanguageRules, document: Document) -> Iterator[Relation]:
    rule = match.rule
    if not all(_CHECKS[check](match, rules, document) for check in rule.checks):
        return
    operands = [
        Operand(role, claim.id, sign=rule.signs.get(role, 1))
        for role, claims in match.roles.items()
        for claim in claims
        if not rule.divide or role != "span"
    ]
    if "period" in match.roles:
        ends = _ends(match)
        if ends is None:
            return
        operands = [operand for operand in operands if operand.role != "period"] + ends
    if rule.divide:
        periods = _periods(match)
        if periods is None:
            return
        operands.append(Operand("count", constant=Constant(periods)))
    operands += [
        Operand(role, constant=Constant(value)) for role, value in rule.constants.items() if role not in match.roles
    ]
    if rule.unknown is not None and rule.unknown.role not in match.roles:
        unknown = _unstated(match, rules, document)
        if unknown is None:
            return
        operands.append(Operand(rule.unknown.role, unknown=unknown))
    first, last = match.span
    yield Relation(
        "",
        rule.operation,
        rule.name(rules.language),
        tuple(operands),
        first,
        last,
        rule.binding,
        rule.exhaustive,
        rule.doubts,
    )


def _ends(match: Match) -> list[Operand] | None:
    """The first and last year of a stretch of years printed as one date ("1995 à 2010")."""
    period = match.one("period")
    if period is None or period.date is None or period.date.first.year == period.date.last.year:
        return None
    years = {"from": period.date.first.year, "to": period.date.last.year}
    return [Operand(role, constant=Constant(Fraction(year))) for role, year in years.items()]


def _periods(match: Match) -> Fraction | None:
    """How many of the rule's periods the stated length of time holds."""
    span = match.one("span")
    if span is None or span.quantity.value is None or span.quantity.unit not in _HOURS:
        return None
    return Fraction(span.quantity.value) * _HOURS[span.quantity.unit] / _HOURS[match.rule.divide]


def _unstated(match: Match, rules: LanguageRules, document: Document) -> Unknown | None:
    """The value a rule may leave unsaid: a whole named by the words after its share, or one named after a claim."""
    unknown = match.rule.unknown
    assert unknown is not None
    known = match.one(unknown.after)
    if known is None:
        return None
    if not unknown.named:
        part = match.one("part")
        return None if part is None else whole_of(document, part, known, match, rules)
    what = known.indicator or known.counted or known.text
    name = rules.names.get(unknown.role, "{indicator}").format(indicator=what)
    total = match.one("total")
    unit = None if total is None else total.quantity.unit
    return Unknown(f"{unknown.role}:{known.id}", name, unit, known.indicator, known.scope)


def _undated(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the listed parts carry no dates of their own: figures of several years are not parts of one total."""
    places = [at for at, claim in enumerate(match.stream.claims) if claim is not None and claim in match.roles["part"]]
    return "D" not in match.stream.text[min(places) : max(places) + 4]


def _parts_within(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether no part is above the total: else the list is of subgroups, or counts something else. Money is money."""
    total = match.one("total")
    if total is not None and total.quantity.kind is Kind.MONEY:
        return True
    return total is not None and all(
        claim.quantity.value is not None
        and total.quantity.value is not None
        and claim.quantity.value <= total.quantity.value
        for claim in match.roles["part"]
    )


def _anchored(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the noun said after one claim is the noun said just before another ("... 11.5% of revenue")."""
    assert match.rule.anchor is not None
    role, after = match.rule.anchor
    whole, known = match.one(role), match.one(after)
    if whole is None or known is None:
        return False
    following = document.text[known.end : known.end + 60].lower().split()
    noun = next((word.strip(".,;:)") for word in following if len(word.strip(".,;:)")) > 3), "")
    place = match.places[role]
    start = next((at for at in range(place - 1, -1, -1) if match.stream.claims[at] is not None), None)
    low = match.stream.ends[start] if start is not None else whole.evidence_start - 80
    before = document.text[max(0, low, whole.evidence_start - 80) : whole.evidence_start].lower()
    return bool(noun) and noun[:6] in before


def _parts_together(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the list of parts is closed: a word such as “and” before the last one, or brackets around each."""
    text, places = match.stream.text, []
    for at, claim in enumerate(match.stream.claims):
        if claim is not None and claim in match.roles["part"]:
            places.append(at)
    between = text[places[-2] : places[-1]]
    joins = set(rules.vocabulary.symbols("and"))
    return len(places) == 2 or not joins.isdisjoint(between)


def _same_count(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether two numbers count the same thing, and the whole is more than a handful."""
    greater, lesser = match.one("greater"), match.one("lesser")
    if greater is None or lesser is None or greater.quantity.value is None:
        return False
    return comparable(greater, lesser) and greater.quantity.value >= _HANDFUL


def _units_differ(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether two amounts are in two currencies, or in two units."""
    amount, converted = match.one("amount"), match.one("converted")
    if amount is None or converted is None or amount.quantity.unit is None or converted.quantity.unit is None:
        return False
    return amount.quantity.kind is converted.quantity.kind and amount.quantity.unit != converted.quantity.unit


_CHECKS: dict[str, Callable[[Match, LanguageRules, Document], bool]] = {
    "undated": _undated,
    "parts-within": _parts_within,
    "same-noun": _anchored,
    "parts-together": _parts_together,
    "same-count": _same_count,
    "units-differ": _units_differ,
}
"""What the table of `checks` of a rule can ask for beyond its wording."""
