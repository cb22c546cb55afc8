"""Parts and their percentages of a whole, when the whole is told elsewhere in the sentence or in one beside it.

Which number the percentage is said of is for `share_parts` to say, which whole for `share_wholes`: the words name it,
or it is the only number of the unit told before. Where several may be meant and one of them makes the percentage right,
that one is meant. A contradiction is given up when the two are far apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from workbench.model import LOOSELY_TOLD, Binding, Document, Hedge, Kind, Operation, Relation, Role
from workbench.relations.amounts import SHARES, Amount, is_share_of, kin, related
from workbench.relations.rules import LanguageRules, says
from workbench.relations.share_parts import is_directly_of, may_hold, part_of
from workbench.relations.share_wholes import is_elliptic, named_whole, only_whole
from workbench.relations.wording import CLOSE, OPEN

RULE = "share.portion"
"""The doubt of rules that join numbers by few words: not of a share whose whole the words name."""

_BEHIND, _AHEAD = 2, 1
_NEAR, _LABEL, _BESIDE = 5, 7, 2
_LEAST, _MOST = Fraction(3, 10), Fraction(10, 3)
# Amounts bear interest and grow: a percentage that is far from what they make is of another kind.
_MOST_OF_COUNTS = Fraction(20)
_FEWEST_VOTERS, _MOST_VOTERS = Fraction(3, 5), Fraction(5, 3)
_WHOLE = 100
_LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})
_MOVES = frozenset({Role.CHANGE, Role.DIFFERENCE})
_FIRM = frozenset({None, Hedge.ABOUT, Hedge.NEARLY, Hedge.OVER})


def find_portions(
    document: Document, sentences: Sequence[Sequence[Amount]], taken: set[str], rules: LanguageRules
) -> Iterator[Relation]:
    """The shares that no relation has yet, without ids; their percentages are added to `taken`."""
    rule = rules.unworded.get(RULE)
    if rule is None:
        return
    for at, sentence in enumerate(sentences):
        for share in sentence:
            if not share.is_share or share.claim.id in taken or share.value >= _WHOLE:
                continue
            near = [
                amount
                for other in sentences[max(0, at - _BEHIND) : at + 1 + _AHEAD]
                for amount in other
                if not amount.is_share and not _is_limit(amount)
            ]
            found = _portion(document, share, near, rules)
            if found is not None:
                taken.add(share.claim.id)
                part, whole, named = found
                told = [("part", part.claim), ("whole", whole.claim), ("share", share.claim)]
                relation = related(Operation.SHARE, told, rule, rules)
                if named:
                    doubts = tuple(doubt for doubt in relation.doubts if doubt != LOOSELY_TOLD)
                    yield replace(relation, doubts=doubts)
                else:
                    yield relation if is_elliptic(part) else replace(relation, binding=Binding.KIND)


def _portion(
    document: Document, share: Amount, near: Sequence[Amount], rules: LanguageRules
) -> tuple[Amount, Amount, bool] | None:
    """The part and the whole that a percentage is of, and whether words name it; ``None`` when they leave it open."""
    if share.claim.quantity.hedge not in _FIRM or _of_another_kind(document, share, rules):
        return None
    part = part_of(document, share, near, rules)
    if part is None or part.claim.role in _MOVES:
        # "It rose by 22.60 francs (5.5%) to 431.20" is of what it was before.
        return None
    others = [
        amount
        for amount in near
        if amount is not part
        and (kin(amount.claim, part.claim) or is_directly_of(document, share, amount, rules))
        and not _has_a_share(amount, share)
    ]
    wholes = [amount for amount in others if may_hold(amount, part)]
    named = named_whole(document, share, part, others, rules)
    for whole in wholes:
        if is_share_of(share, part, whole):
            return part, whole, whole is named
    if any(
        is_share_of(share, one, other)
        for one in near
        for other in near
        if one is not other and (named is None or one is part or other is named) and may_hold(other, one)
    ):
        return None
    if _fits_another(share, part, near, summed=named is None):
        return None
    if named is not None:
        times, most = (
            _is_times(share, part, named),
            _MOST_OF_COUNTS if _are_counts(document, share, part, named, rules) else _MOST,
        )
        far = not 1 / most <= times <= most
        if far or _is_of_others_who_voted(document, share, part, named, rules):
            return None
        return part, named, True
    only = only_whole(document, share, part, wholes, rules)
    if only is None or not _LEAST <= _is_times(share, part, only) <= _MOST:
        return None
    return part, only, False


def _is_times(share: Amount, part: Amount, whole: Amount) -> Fraction:
    """How many times the percentage a part is of a whole."""
    return Fraction(part.value) / Fraction(whole.value) * _WHOLE / Fraction(share.value)


def _are_counts(document: Document, share: Amount, part: Amount, whole: Amount, rules: LanguageRules) -> bool:
    """Whether both count things one by one, and no words narrow the percentage: "46% among those with a degree"."""
    following = share.words_after(document, 1).strip()
    if following and following.isalpha() and not says(rules, "of-what", f" {following} "):
        return False
    return all(amount.claim.quantity.unit is None and amount.claim.quantity.step in (0, 1) for amount in (part, whole))


def _is_of_others_who_voted(
    document: Document, share: Amount, part: Amount, whole: Amount, rules: LanguageRules
) -> bool:
    """Whether a turnout is far from what the part makes, who may be those on one side: "412 in favour, a turnout"."""
    if not says(rules, "turnout", share.words_before(document, _LABEL)):
        return False
    return not _FEWEST_VOTERS <= _is_times(share, part, whole) <= _MOST_VOTERS


def _has_a_share(whole: Amount, share: Amount) -> bool:
    """Whether a percentage stands in the brackets behind a number or before it: then it is a part itself."""
    text, place = whole.stream.text, whole.place
    following = next((at for at in range(place + 1, len(text)) if whole.stream.claims[at] is not None), None)
    if (
        following is not None
        and text[following] in SHARES
        and whole.stream.claims[following] is not share.claim
        and OPEN in text[place:following]
        and CLOSE not in text[place:following]
    ):
        return True
    before = next((at for at in range(place - 1, -1, -1) if whole.stream.claims[at] is not None), None)
    if before is None or text[before] not in SHARES or whole.stream.claims[before] is share.claim:
        return False
    return OPEN in text[before:place] or (whole.depth > 0 and place - before <= _BESIDE)


def _fits_another(share: Amount, part: Amount, near: Sequence[Amount], *, summed: bool) -> bool:
    """Whether the percentage is that of the part in any number near by, such as last year's, or in what both make."""
    streams = {id(amount.stream): amount.stream for amount in (*near, share)}.values()
    step, stated = Fraction(share.claim.quantity.step) / 2, Fraction(share.value)
    for stream in streams:
        for claim in stream.claims:
            if claim is None or claim.quantity.kind not in _LEVELS or not claim.quantity.value or claim is part.claim:
                continue
            value = abs(Fraction(claim.quantity.value))
            bases = (value, value + Fraction(part.value)) if summed else (value,)
            if any(abs(Fraction(part.value) / base * _WHOLE - stated) <= step for base in bases):
                return True
    return False


def _is_limit(amount: Amount) -> bool:
    """Whether a number says which people are meant: "those under 20", "65 or over"."""
    return amount.claim.quantity.hedge is not None and amount.value < _WHOLE and amount.claim.counted is None


def _of_another_kind(document: Document, share: Amount, rules: LanguageRules) -> bool:
    """Whether the words call the percentage a rate of interest, growth, tax or the like."""
    before = share.words_before(document, _LABEL)
    following = share.words_after(document, _BESIDE).lstrip(" )")
    if any(f" {following}".startswith(cue) for cue in rules.cues.get("apart-by", ())):
        # "121 people, 14 (13.1 per cent) more than last year" is how far one is from what nobody tells.
        return True
    return says(rules, "other-rate", before + share.words_after(document, _NEAR).lstrip())
