"""From a wording found in the text to the relations it asserts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from workbench.model import LOOSELY_TOLD, Claim, Constant, Document, Kind, Operand, Operation, Relation, Unknown
from workbench.relations.apart import own_base
from workbench.relations.bases import own_whole
from workbench.relations.changes import compose_change, is_compared, is_moved_by
from workbench.relations.conversions import are_two_things
from workbench.relations.matching import Match
from workbench.relations.rules import LanguageRules, says
from workbench.relations.stretches import periods_in
from workbench.relations.totals import (
    is_above_its_total,
    is_far_from_parts,
    is_gross,
    is_in_scale,
    is_shared_the_other_way,
    near_a_hundred,
    own_parts,
    own_total,
)
from workbench.relations.wholes import whole_of
from workbench.relations.wording import CLOSE, OPEN, SENTENCE_END, tokens

_COUNTED_STEM = 4
_BEFORE_CHANGE, _BEFORE_LEVEL = 4, 6
_LABEL, _FAR = 3, 16
_PER_HEAD = 60
_FEW_WORDS = 6
# Few points or goals more say little of a ranking.
_RANKED = 50
_MARKS = frozenset((",", ";", CLOSE))
_SIGNS = frozenset((",", ";", ":", "–", OPEN, CLOSE, SENTENCE_END))
_AMOUNTS = frozenset("MNQ")
_BARE = frozenset("NW")
_MILLION = 1_000_000
_SCALES = 1000
_DASHES = frozenset("-\u2010\u2011\u2013\u2014/")
_DELTAS = ("change", "rate", "points", "share", "duration", "edition")


def compose(match: Match, rules: LanguageRules, document: Document) -> list[Relation]:
    """The relations of one match, without ids; none when its claims do not go together."""
    if match.sign is None or not _distinct(match):
        return []
    if not all(
        _comparable(
            [claim for role in group for claim in match.roles.get(role, ())], lax=match.rule.compose == "change"
        )
        for group in _groups(match)
    ):
        return []
    if match.rule.compose == "change":
        return list(compose_change(match, rules, document))
    return list(_plain(match, rules, document))


def exclusive(match: Match) -> list[str]:
    """The ids of the claims that can belong to one relation only: percentages and changes, not levels."""
    return [claim.id for role in _DELTAS for claim in match.roles.get(role, ())]


def comparable(first: Claim, second: Claim) -> bool:
    """Whether two claims are in one unit and, when the text names it, count the same thing."""
    if not same_unit(first, second):
        return False
    if first.counted and second.counted:
        return first.counted[:_COUNTED_STEM].lower() == second.counted[:_COUNTED_STEM].lower()
    return True


def _groups(match: Match) -> tuple[tuple[str, ...], ...]:
    if match.rule.compose == "change":
        return (("after", "before", "change"),)
    return match.rule.same_unit


def _comparable(claims: list[Claim], *, lax: bool) -> bool:
    return all(same_unit(claims[0], claim, lax=lax) for claim in claims[1:])


def same_unit(first: Claim, second: Claim, *, lax: bool = False) -> bool:
    """Whether two numbers are in one unit, which one of a pair often leaves out; `lax` whatever it counts."""
    one, other = first.quantity, second.quantity
    if (one.kind is Kind.PERCENT) is not (other.kind is Kind.PERCENT):
        return False
    own = None if one.unit == "point" else one.unit
    its = None if other.unit == "point" else other.unit
    if own == its:
        return True
    bare = first if own is None else second if its is None else None
    if bare is None or (bare.counted is not None and (bare.quantity.value or 0) < _MILLION and not lax):
        return False
    low, high = sorted(abs(value) for value in (one.value or Decimal(0), other.value or Decimal(0)))
    return low > 0 and high / low <= _SCALES


def _distinct(match: Match) -> bool:
    ids = [claim.id for claims in match.roles.values() for claim in claims]
    return len(ids) == len(set(ids)) and bool(ids)


def _plain(match: Match, rules: LanguageRules, document: Document) -> Iterator[Relation]:
    rule = match.rule
    if not all(_CHECKS[check](match, rules, document) for check in rule.checks):
        return
    if rule.operation is Operation.BALANCE and (
        _is_partial(match, rules) or any(_is_moved(match, role, rules) for role in match.roles)
    ):
        # "Exports fell $4.8 billion" says by how much, not how many there were.
        return
    if rule.operation is Operation.AVERAGE and is_above_its_total(match):
        return
    if rule.operation is Operation.SHARE and _is_more(match, rules):
        return
    if rule.operation is Operation.CALENDAR and any(claim.quantity.per for claim in match.roles.get("duration", ())):
        return
    roles = own_parts(match)
    if not roles:
        return
    if rule.operation is Operation.AVERAGE and is_shared_the_other_way(match):
        roles = {**roles, "total": roles["count"], "count": roles["total"]}
    operands = [
        Operand(role, claim.id, sign=rule.signs.get(role, 1))
        for role, claims in roles.items()
        for claim in claims
        if not rule.divide or role != "span"
    ]
    if "period" in match.roles and not _has_two_ends(match, rules):
        return
    if rule.divide:
        periods = periods_in(match)
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
        (LOOSELY_TOLD,) if not rule.doubts and rule.id == "sum.made_of" and is_far_from_parts(match) else rule.doubts,
    )


def _is_moved(match: Match, role: str, rules: LanguageRules) -> bool:
    """Whether a number is a change, the level before it, or what another one is above: no side of a balance.

    The wording of a balance may call itself an increase.
    """
    own = role == "net" and "own-balance" in match.rule.checks
    return _is_set_against(match, role, rules) or (not own and is_moved_by(match, role, rules))


def _is_set_against(match: Match, role: str, rules: LanguageRules) -> bool:
    """Whether "from", "against" or "higher than" stands before a number, with words alone between them."""
    place, vocabulary = match.places[role], rules.vocabulary
    against = "".join(vocabulary.symbols(name) for name in ("old", "vs", "than", "beside"))
    for at in range(place - 1, max(-1, place - 1 - _BEFORE_LEVEL), -1):
        if match.stream.text[at] in against:
            return True
        if match.stream.claims[at] is not None or match.stream.text[at] in _SIGNS:
            return False
    return False


def _is_more(match: Match, rules: LanguageRules) -> bool:
    """Whether the percentage says how much more or less: "467 do so today, or 42.5 per cent fewer"."""
    place = match.places.get("share")
    if place is None:
        return False
    return match.stream.text[place + 1 : place + 2] in set(rules.vocabulary.symbols("beyond"))


def _has_two_ends(match: Match, rules: LanguageRules) -> bool:
    """Whether a date is a stretch from one date to another ("1995 à 2010"), no single day or month, no autumn."""
    period = match.one("period")
    if period is None or period.date is None or "/" not in str(period.date):
        return False
    words = [word for word, _, _ in tokens(period.text)]
    joins = rules.vocabulary.members("to and")
    joined = any(symbol in joins for symbol in rules.vocabulary.symbols_of(words)[1:])
    return joined or not _DASHES.isdisjoint(period.text) or sum(word.isdigit() for word in words) > 1


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
    whole = match.one("whole")
    if whole is not None:
        # "43.7% of the 16 municipalities": the words of the text say best what is meant.
        group = f"{document.text[min(known.start, whole.start) : whole.end]} {whole.counted or ''}"
        if whole.start < known.start:
            group = f"{known.text} ({document.text[whole.start : whole.end]} {whole.counted or ''}".rstrip() + ")"
        what = " ".join(group.split())
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
    """Whether the list of parts is closed: a word such as “and” before the last one, or a semicolon between each."""
    text, places = match.stream.text, []
    for at, claim in enumerate(match.stream.claims):
        if claim is not None and claim in match.roles["part"]:
            places.append(at)
    between = text[places[-2] : places[-1]] if len(places) > 1 else ""
    joins = set(rules.vocabulary.symbols("and"))
    apart = all(";" in text[first:second] for first, second in pairwise(places))
    return len(places) == 2 or apart or not joins.isdisjoint(between)


def _traits_alike(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether all parts or none are groups of people such as women or students, which overlap with any other group."""
    traits, text = set(rules.vocabulary.symbols("trait")), match.stream.text
    parts = match.roles["part"]
    found = [
        not traits.isdisjoint(text[at + 1 : at + _LABEL])
        for at, claim in enumerate(match.stream.claims)
        if claim is not None and claim in parts
    ]
    return all(found) or not any(found)


def _parts_labelled(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether words right after each part say what it is, or right before each amount: bare numbers are of others."""
    text = match.stream.text
    places = [
        at
        for at, claim in enumerate(match.stream.claims)
        if claim is not None and claim in match.roles["part"] and OPEN not in text[at - 1 : at]
    ]
    after = all(at + 1 < len(text) and text[at + 1] not in _MARKS for at in places)
    return after or all(
        text[at] in _AMOUNTS and _is_word(match, at - (2 if text[at - 1] in ":–" else 1)) for at in places
    )


def _is_word(match: Match, at: int) -> bool:
    return at >= 0 and match.stream.claims[at] is None and match.stream.text[at] not in _SIGNS


def _own_part(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the part is not the other side of a comparison ("4 564 voix contre 3 436, soit 57 %")."""
    if any(_is_threshold(claim) for claim in match.roles["part"]):
        return False
    place, text = match.places["part"], match.stream.text
    if place > 1 and text[place - 1] == "," and text[place - 2] in _BARE and text[place] in _BARE:
        # "20, 25, or 30 per cent": a list of values.
        return False
    return not is_compared(match, place, rules)


def _is_partial(match: Match, rules: LanguageRules) -> bool:
    """Whether the balance is with one partner or of one kind of trade ("the goods deficit with China")."""
    gaps = {*rules.vocabulary.symbols("trade-gap"), *rules.vocabulary.symbols("surplus")}
    text, place = match.stream.text, match.places.get("net", 0)
    gap = next((at for at in range(place - 1, max(-1, place - 1 - _FAR), -1) if text[at] in gaps), None)
    if gap is None:
        return False
    partial = set(rules.vocabulary.symbols("partial-trade"))
    return not partial.isdisjoint(text[max(0, gap - 1) : place])


def _is_threshold(claim: Claim) -> bool:
    """Whether a measure says which things are meant, not how much of them: "tyres of 18 inches and more"."""
    quantity = claim.quantity
    follows = quantity.hedge is not None and claim.evidence_start >= claim.start
    return follows and quantity.kind in (Kind.QUANTITY, Kind.DURATION)


def _part_within(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the part is not above the whole: else it is of something else."""
    part, whole = match.one("part"), match.one("whole")
    if part is None or whole is None or part.quantity.value is None or whole.quantity.value is None:
        return False
    return part.quantity.value <= whole.quantity.value


def _plain_share(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the share is printed without a sign: with one it is a change."""
    return match.stream.text[match.places["share"]].isupper()


def _same_count(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether two numbers count the same thing, and the whole is more than a handful."""
    greater, lesser = match.one("greater"), match.one("lesser")
    if greater is None or lesser is None or not is_in_scale(greater, lesser):
        return False
    named = bool(lesser.counted) and (lesser.counted or "")[0].isupper()
    return named or comparable(greater, lesser)


def _units_differ(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether two amounts are in two currencies or units; a rise in degrees is left out, its zero being no zero."""
    amount, converted = match.one("amount"), match.one("converted")
    if amount is None or converted is None or amount.quantity.unit is None or converted.quantity.unit is None:
        return False
    if amount.quantity.kind is not converted.quantity.kind or are_two_things(amount, converted):
        return False
    place = match.places["amount"]
    near = match.stream.text[max(0, place - _BEFORE_CHANGE) : place]
    by_degrees = "deg" in f"{amount.quantity.unit}{converted.quantity.unit}"
    return not (by_degrees and any(rules.vocabulary.sign_of(symbol) for symbol in near))


def _small_group(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the group is counted one by one: a rounded or hedged whole has no exact parts."""
    whole = match.one("whole")
    return whole is not None and whole.quantity.kind is Kind.COUNT and whole.quantity.exact


def _mean_of_counts(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether a mean with decimals is of things that are counted, and of a group counted one by one."""
    mean, size = match.one("mean"), match.one("n")
    if mean is None or size is None or mean.quantity.hedge is not None:
        return False
    following = document.text[mean.end : mean.end + _PER_HEAD].partition(".")[0]
    words = f" {' '.join(word for word, _, _ in tokens(following))} "
    if says(rules, "per-head", words):
        return False
    counted = mean.quantity.kind is Kind.COUNT and size.quantity.kind is Kind.COUNT
    return counted and size.quantity.exact and size.quantity.hedge is None and 0 < mean.quantity.step < 1


def _all_percentages(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether no percentage of the sentence up to the end of the match is left out of its parts."""
    parts = {claim.id for claim in match.roles.get("part", ())}
    claims = [claim for claim in match.stream.claims[: match.last] if claim is not None]
    if any(rules.vocabulary.sign_of(symbol) for symbol in match.stream.text[: match.last]):
        return False
    return all(claim.id in parts for claim in claims if claim.quantity.kind is Kind.PERCENT)


def _own_balance(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether a balance printed without a sign is not called a deficit or loss."""
    opposite = {*rules.vocabulary.symbols("opposite"), *rules.vocabulary.symbols("trade-gap")}
    return opposite.isdisjoint(match.stream.text[max(0, match.places["net"] - _FAR) : match.places["net"]])


def _sides_comparable(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the two sides of an order count the same thing."""
    greater, lesser = match.one("greater"), match.one("lesser")
    return greater is not None and lesser is not None and comparable(greater, lesser)


def _one_currency(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether an amount has another one in its own currency in the brackets beside it."""
    amount, converted = match.one("amount"), match.one("converted")
    if amount is None or converted is None or amount.quantity.kind is not Kind.MONEY:
        return False
    return amount.quantity.unit is not None and amount.quantity.unit == converted.quantity.unit


def _own_year(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the earlier year is that of the event the time is counted from, not of another in its description."""
    duration, first = match.one("duration"), match.one("from")
    if duration is None or first is None:
        return False
    words = [word for word, _, _ in tokens(document.text[duration.end : max(duration.end, first.start)])]
    joined = f" {' '.join(words)} "
    return len(words) <= _FEW_WORDS and not says(rules, "described", joined)


def _unbroken(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether nothing is said of years that fell out."""
    claim = match.one("edition")
    if claim is None:
        return False
    start, end = claim.sentence
    words = f" {' '.join(word for word, _, _ in tokens(document.text[start:end]))} "
    return not says(rules, "fell-out", words)


def _lone_whole(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the whole is the only number of its unit in its sentence: else it is not clear which one is meant."""
    whole = match.one("whole")
    if whole is None:
        return False
    parts = {claim.id for claim in match.roles.get("part", ())}
    return not any(
        claim is not None
        and claim.id != whole.id
        and claim.id not in parts
        and claim.sentence == whole.sentence
        and claim.quantity.kind is whole.quantity.kind
        and claim.quantity.unit == whole.quantity.unit
        for claim in match.stream.claims
    )


def _more_is_better(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether a ranking is by more than a few, and no word such as “cheapest” turns it round."""
    greater = match.one("greater")
    if greater is None or (greater.quantity.value or 0) < _RANKED:
        return False
    first, last = match.span
    words = f" {' '.join(word for word, _, _ in tokens(document.text[first:last]))} "
    return not says(rules, "less-is-better", words)


def _bare_part(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether a part is a number without a noun of its own, taken out of a group that is counted."""
    greater, lesser = match.one("greater"), match.one("lesser")
    if greater is None or lesser is None or greater.quantity.kind is not Kind.COUNT:
        return False
    return lesser.counted is None and lesser.quantity.hedge is None and greater.quantity.hedge is None


_CHECKS: dict[str, Callable[[Match, LanguageRules, Document], bool]] = {
    "undated": _undated,
    "parts-within": _parts_within,
    "same-noun": _anchored,
    "parts-together": _parts_together,
    "same-count": _same_count,
    "part-within": _part_within,
    "own-part": _own_part,
    "own-whole": own_whole,
    "own-total": own_total,
    "own-base": own_base,
    "gross": is_gross,
    "near-whole": near_a_hundred,
    "parts-labelled": _parts_labelled,
    "plain-share": _plain_share,
    "traits-alike": _traits_alike,
    "units-differ": _units_differ,
    "small-group": _small_group,
    "mean-of-counts": _mean_of_counts,
    "one-currency": _one_currency,
    "own-year": _own_year,
    "unbroken": _unbroken,
    "lone-whole": _lone_whole,
    "own-balance": _own_balance,
    "all-percentages": _all_percentages,
    "sides-comparable": _sides_comparable,
    "more-is-better": _more_is_better,
    "bare-part": _bare_part,
}
"""What the table of `checks` of a rule can ask for beyond its wording."""
