"""The whole of a share by the words around it: named behind the percentage, before the part, or by a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, takewhile

from workbench.model import Document
from workbench.relations.amounts import SHARES, Amount, between
from workbench.relations.rules import LanguageRules, says
from workbench.relations.share_parts import between_others, is_directly_of, may_hold

_NEAR, _NAMED, _AROUND, _OPENING = 5, 6, 9, 9
_STEM, _SHORT = 4, 3


def named_whole(
    document: Document, share: Amount, part: Amount, wholes: Sequence[Amount], rules: LanguageRules
) -> Amount | None:
    """The whole, of the numbers in the unit of the part, that the words name, be it smaller than the part."""
    if not wholes:
        return None
    direct = [whole for whole in wholes if is_directly_of(document, share, whole, rules)]
    if direct:
        return direct[0]
    nouns = _nouns_of(document, share, rules)
    if nouns:
        matching = [
            whole
            for whole in wholes
            if may_hold(whole, part)
            and _bears(document, share, whole, nouns, rules)
            and not _is_of_a_branch(document, whole, part, rules)
        ]
        told = [whole for whole in matching if whole.stream is part.stream and whole.place < part.place]
        matching = told if len(matching) > 1 else matching
        if len(matching) == 1:
            return matching[0]
    holding = _holding(document, part, wholes, rules)
    holding = holding or _referred_to(document, part, wholes, rules)
    if holding is not None:
        return holding
    of_another = nouns is not None and not _is_owned(document, share, rules)
    if of_another and not is_elliptic(part):
        return None
    headed = [
        whole
        for whole in wholes
        if _is_headed(document, whole, part, rules) and not (of_another and _counts_others(whole, part, nouns or ()))
    ]
    close = [whole for whole in headed if whole.stream is share.stream]
    close = close if close or of_another else headed
    if len(close) == 1 and (close[0].stream is part.stream or not _is_of_an_unsaid_whole(share, part)):
        return close[0]
    return None


def _counts_others(whole: Amount, part: Amount, nouns: Sequence[str]) -> bool:
    """Whether a percentage behind a part and its whole is of something else: "15 of 21 firms, or 78% of production"."""
    counted = (whole.claim.counted or "").casefold()
    beside = whole.stream is part.stream and whole.place > part.place
    return (
        beside and bool(counted) and bool(nouns) and not any(word.startswith(tuple(nouns)) for word in counted.split())
    )


def only_whole(
    document: Document, share: Amount, part: Amount, wholes: Sequence[Amount], rules: LanguageRules
) -> Amount | None:
    """The only larger number told before a part, when the words name no other whole."""
    of_another = _nouns_of(document, share, rules) is not None and not _is_owned(document, share, rules)
    if of_another or _is_of_an_unsaid_whole(share, part):
        return None
    told = [whole for whole in wholes if whole.stream is part.stream and whole.place < part.place]
    if len(told) == 1 and part.stream is share.stream:
        return told[0]
    if len(wholes) != 1 or wholes[0].sentence > part.sentence:
        return None
    return None if wholes[0].stream is part.stream and wholes[0].place > part.place else wholes[0]


def _nouns_of(document: Document, share: Amount, rules: LanguageRules) -> list[str] | None:
    """The beginnings of the nouns the percentage is "of"; ``None`` when it is of nothing, or of "them", "the total"."""
    following = share.words_after(document, _NAMED).split()
    if not following[:1] or not says(rules, "of-what", f" {following[0]} "):
        return None
    own = next((word for word in following[1:] if len(word) > 1 and not says(rules, "articles", f" {word} ")), "")
    if says(rules, "generic", f" {own} "):
        return None
    named = takewhile(lambda word: len(word) > 1, following[1:])
    return [word[:_STEM] for word in named if len(word) > _SHORT][:3]


def _is_owned(document: Document, share: Amount, rules: LanguageRules) -> bool:
    """Whether the percentage is of something of what was told before: "of its staff"."""
    words = share.words_after(document, 2).split()
    return len(words) == 2 and says(rules, "possessive", f" {words[1]} ")


def _is_of_a_branch(document: Document, whole: Amount, part: Amount, rules: LanguageRules) -> bool:
    """Whether a number is of a part of what the other is of: "sales of the leather branch", "the group's profit"."""
    around = [amount.words_before(document, _AROUND) + amount.words_after(document, 3) for amount in (whole, part)]
    return says(rules, "branch-noun", around[0]) and not says(rules, "branch-noun", around[1])


def _is_headed(document: Document, whole: Amount, part: Amount, rules: LanguageRules) -> bool:
    """Whether words such as "of" and "out of" lead to a number, or "a survey of": it is what others are taken from.

    A sentence that opens with them means it even of a number smaller than the part.
    """
    near = whole.words_before(document, 3)
    if may_hold(whole, part) and (says(rules, "headed", near) or says(rules, "pool", near)):
        return True
    opening = whole.words_before(document, _OPENING)
    if len(opening.split()) == _OPENING or any(claim is not None for claim in whole.stream.claims[: whole.place]):
        return False
    starts = (*rules.cues.get("headed", ()), *rules.cues.get("set-against", ()))
    return any(opening.startswith(cue) for cue in starts)


def is_elliptic(part: Amount) -> bool:
    """Whether a count is told without its noun and so stands for those named before: "26,900 (57%)"."""
    return part.claim.quantity.unit is None and part.claim.counted is None


def _is_of_an_unsaid_whole(share: Amount, part: Amount) -> bool:
    """Whether other parts with percentages beside them are of the whole that this one implies, but nobody states.

    "A got 90,000 votes (45%), B 70,000 (35%) and C 40,000 (20%)" in a town of 400,000.
    """
    stream = share.stream
    places = [at for at, claim in enumerate(stream.claims) if claim is not None]
    implied = Fraction(part.value) / Fraction(share.value)
    for first, second in pairwise(places):
        level, percent = stream.claims[first], stream.claims[second]
        assert level is not None
        assert percent is not None
        if stream.text[second] not in SHARES or stream.text[first] in SHARES or percent is share.claim:
            continue
        piece, stated = level.quantity.value, percent.quantity.value
        if piece and stated and abs(Fraction(piece) / Fraction(stated) - implied) <= implied / 30:
            return True
    return False


def _holding(document: Document, part: Amount, wholes: Sequence[Amount], rules: LanguageRules) -> Amount | None:
    """The whole that a part is said to be taken from: "1,034 students, of whom 671", "640 out of 1,086"."""
    after = [whole for whole in wholes if whole.stream is part.stream and whole.place > part.place]
    if after and not between_others(after[0], part):
        gap = between(document, part, after[0])
        leading = f" {gap.rpartition(' , ')[2].lstrip()}"
        apart = " , " in gap and any(leading.startswith(cue) for cue in rules.cues.get("taken-from", ()))
        if apart or says(rules, "taken-from", after[0].words_before(document, 2)):
            return after[0]
    before = [whole for whole in wholes if whole.stream is part.stream and whole.place < part.place]
    return before[-1] if before and says(rules, "among", part.words_before(document, 3)) else None


def _referred_to(document: Document, part: Amount, wholes: Sequence[Amount], rules: LanguageRules) -> Amount | None:
    """The whole that a pronoun beside the part stands for: "... 748,200 visitors, 213,600 of them from abroad"."""
    around = f"{part.words_before(document, _NEAR)}# {part.words_after(document, _NEAR).lstrip()}"
    if not says(rules, "of-it", around):
        return None
    before = [
        whole
        for whole in wholes
        if may_hold(whole, part) and (whole.sentence, whole.place) < (part.sentence, part.place)
    ]
    return before[-1] if before and part.sentence - before[-1].sentence <= 1 else None


def _bears(document: Document, share: Amount, whole: Amount, nouns: Sequence[str], rules: LanguageRules) -> bool:
    """Whether a noun stands beside a number: "EBITDA of 60 million, 15% of sales ... sales of 412 million"."""
    before = whole.words_before(document, _AROUND)
    beside = whole.stream is share.stream and whole.place > share.place and not between_others(whole, share)
    if beside and says(rules, "joins", between(document, share, whole)):
        # "412, or 12% of the flights, and 1,284 late": the noun is not that of the last number.
        before = " "
    around = before + whole.words_after(document, _NEAR).lstrip()
    if says(rules, "people", f" {' '.join(nouns)} "):
        return says(rules, "inhabitants", around)
    return any(word[:_STEM] in nouns for word in around.split())
