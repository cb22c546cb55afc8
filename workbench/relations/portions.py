"""Parts and their percentages of a whole, when the whole is told elsewhere in the sentence or in one beside it.

A percentage belongs to a part when it stands in the brackets behind it, after words such as "or", "that is" or "a share
of", or right before it. The whole is a larger number of the same unit near by. Where several may be meant and one of
them makes the percentage right, that one is meant; a difference is told of a whole only if the words name it, or if
there is no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from workbench.model import Document, Hedge, Kind, Operation, Relation
from workbench.relations.amounts import PASSED, SHARES, Amount, between, is_share_of, kin, related, words
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import CLOSE, OPEN

RULE = "share.portion"
_BEHIND, _AHEAD, _TAKEN_FROM = 2, 1, 10
_NEAR, _LABEL, _NAMED, _AROUND = 5, 7, 6, 6
_STEM, _SHORT, _BESIDE = 4, 3, 2
_FIRM_BOUNDS, _LOOSE = (Fraction(3, 10), Fraction(10, 3)), (Fraction(3, 5), Fraction(5, 3))
_WHOLE = 100
_PAUSES = frozenset({",", ":", "–", "—", ".", ";", ""})
_LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})
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
                part, whole = (amount.claim for amount in found)
                yield related(Operation.SHARE, [("part", part), ("whole", whole), ("share", share.claim)], rule, rules)


def _portion(
    document: Document, share: Amount, near: Sequence[Amount], rules: LanguageRules
) -> tuple[Amount, Amount] | None:
    """The part and the whole that a percentage is of; ``None`` when the words leave it open."""
    if share.claim.quantity.hedge not in _FIRM or _of_another_kind(document, share, rules):
        return None
    part = _part(document, share, near, rules)
    if part is None:
        return None
    wholes = [
        amount for amount in near if amount is not part and _may_hold(amount, part) and not _has_a_share(amount, share)
    ]
    for whole in wholes:
        if is_share_of(share, part, whole):
            return part, whole
    if any(
        is_share_of(share, one, other) for one in near for other in near if one is not other and _may_hold(other, one)
    ):
        return None
    if _fits_another(share, part, near):
        return None
    named = _named(document, share, part, wholes, rules)
    if named is None:
        return None
    implied = Fraction(part.value) / Fraction(named.value) * _WHOLE
    least, most = _LOOSE if says(rules, "turnout", share.words_before(document, _LABEL)) else _FIRM_BOUNDS
    return (part, named) if least <= implied / Fraction(share.value) <= most else None


def _may_hold(whole: Amount, part: Amount) -> bool:
    return kin(whole.claim, part.claim) and whole.value > part.value


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


def _fits_another(share: Amount, part: Amount, near: Sequence[Amount]) -> bool:
    """Whether the percentage is that of the part in what any number near by, such as last year's, or both make."""
    streams = {id(amount.stream): amount.stream for amount in (*near, share)}.values()
    step, stated = Fraction(share.claim.quantity.step) / 2, Fraction(share.value)
    for stream in streams:
        for claim in stream.claims:
            if claim is None or claim.quantity.kind not in _LEVELS or not claim.quantity.value or claim is part.claim:
                continue
            value = abs(Fraction(claim.quantity.value))
            if any(
                abs(Fraction(part.value) / base * _WHOLE - stated) <= step
                for base in (value, value + Fraction(part.value))
            ):
                return True
    return False


def _is_limit(amount: Amount) -> bool:
    """Whether a number says which people are meant: "those under 20", "65 or over"."""
    return amount.claim.quantity.hedge is not None and amount.value < _WHOLE and amount.claim.counted is None


def _of_another_kind(document: Document, share: Amount, rules: LanguageRules) -> bool:
    """Whether the words call the percentage a rate of interest, growth, tax or the like."""
    before = share.words_before(document, _LABEL)
    return says(rules, "other-rate", before + share.words_after(document, _NEAR).lstrip())


def _part(document: Document, share: Amount, near: Sequence[Amount], rules: LanguageRules) -> Amount | None:
    """The number a percentage is said of."""
    own = [amount for amount in near if amount.stream is share.stream]
    before = [amount for amount in own if amount.place < share.place]
    after = [amount for amount in own if amount.place > share.place]
    lead = share.words_before(document, _LABEL)
    if after and share.depth and _is_before_in_brackets(share, after[0]):
        return after[0]
    if before and _is_behind(share, before[-1]):
        return _head(document, before, rules)
    told = says(rules, "equals", lead) or says(rules, "rate-of", lead)
    if before and (told or _is_apposed(document, share, rules)) and not _between_others(share, before[-1]):
        return _head(document, before, rules)
    if not before and told and _goes_on(document, share, rules):
        earlier = [amount for amount in near if amount.sentence == share.sentence - 1]
        return _head(document, earlier, rules) if earlier else None
    if after:
        gap = between(document, share, after[0])
        bracketed = after[0].depth > share.depth and not _between_others(after[0], share)
        if bracketed or (says(rules, "equals", after[0].words_before(document, 3)) and " , " in gap):
            return after[0]
    return None


def _goes_on(document: Document, share: Amount, rules: LanguageRules) -> bool:
    """Whether the sentence of the percentage begins with a word for what the one before said: "That is 24%"."""
    opening = words(document, share.stream.starts[0], share.claim.evidence_start)
    if says(rules, "turnout", opening):
        return True
    starts = (*rules.cues.get("goes-on", ()), *rules.cues.get("refers", ()))
    return any(opening.startswith(cue) for cue in starts)


def _is_before_in_brackets(share: Amount, level: Amount) -> bool:
    """Whether the brackets hold the percentage and then the number: "(6.2%, 34.1 TWh)"."""
    span = share.stream.text[share.place : level.place]
    return CLOSE not in span and OPEN not in span and not _between_others(level, share)


def _is_behind(share: Amount, level: Amount) -> bool:
    """Whether the percentage stands alone at the beginning of the brackets behind a number."""
    text = share.stream.text
    start = text.rfind(OPEN, level.place, share.place)
    if start < 0 or CLOSE in text[start : share.place]:
        return False
    return not _between_others(share, level)


def _is_apposed(document: Document, share: Amount, rules: LanguageRules) -> bool:
    """Whether the percentage stands behind a comma: "in 1,162 cases, 31 per cent, ...", ", 33% of the cost"."""
    before, after = share.words_before(document, 1), share.words_after(document, 1)
    return before.strip() in _PAUSES and (after.strip() in _PAUSES or says(rules, "of-what", after))


def _between_others(later: Amount, earlier: Amount) -> bool:
    """Whether another number but a date or a stretch of time stands between two."""
    span = range(earlier.place + 1, later.place)
    return any(later.stream.claims[at] is not None and later.stream.text[at] not in PASSED for at in span)


def _head(document: Document, before: Sequence[Amount], rules: LanguageRules) -> Amount:
    """The last number before a percentage, or the one before it when that is its part: "73 of 118"."""
    last = before[-1]
    if len(before) > 1 and before[-2].stream is last.stream and _may_hold(last, before[-2]):
        gap = between(document, before[-2], last)
        taken = says(rules, "part-of", gap) and len(gap.split()) <= _TAKEN_FROM
        if taken or says(rules, "taken-from", gap):
            return before[-2]
    return last


def _named(
    document: Document, share: Amount, part: Amount, wholes: Sequence[Amount], rules: LanguageRules
) -> Amount | None:
    """The whole that the words name; the only one when they name none."""
    if not wholes:
        return None
    following = share.words_after(document, _NAMED).split()
    if following[:1] and says(rules, "of-what", f" {following[0]} "):
        own = next((word for word in following[1:] if len(word) > 1 and not says(rules, "articles", f" {word} ")), "")
        if not says(rules, "generic", f" {own} "):
            nouns = [word[:_STEM] for word in following[1:] if len(word) > _SHORT][:3]
            matching = [whole for whole in wholes if _bears(document, share, whole, nouns, rules)]
            return matching[0] if len(matching) == 1 else _holding(document, part, wholes, rules)
    holding = _holding(document, part, wholes, rules)
    if holding is not None:
        return holding
    headed = [whole for whole in wholes if says(rules, "headed", whole.words_before(document, 3))]
    close = [whole for whole in headed if whole.stream is share.stream] or headed
    if len(close) == 1 and not _is_of_an_unsaid_whole(share, part):
        return close[0]
    told = [whole for whole in wholes if whole.stream is part.stream and whole.place < part.place]
    if len(told) == 1 and part.stream is share.stream:
        wholes = told
    if len(wholes) != 1 or wholes[0].sentence > share.sentence:
        return None
    return None if _is_of_an_unsaid_whole(share, part) else wholes[0]


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
    if after and not _between_others(after[0], part) and says(rules, "taken-from", after[0].words_before(document, 2)):
        return after[0]
    before = [whole for whole in wholes if whole.stream is part.stream and whole.place < part.place]
    if not before or _between_others(part, before[-1]):
        return None
    return before[-1] if says(rules, "among", part.words_before(document, 3)) else None


def _bears(document: Document, share: Amount, whole: Amount, nouns: Sequence[str], rules: LanguageRules) -> bool:
    """Whether a noun stands beside a number: "EBITDA of 60 million, 15% of sales ... sales of 412 million"."""
    before = whole.words_before(document, _AROUND)
    beside = whole.stream is share.stream and whole.place > share.place and not _between_others(whole, share)
    if beside and says(rules, "joins", between(document, share, whole)):
        # "412, or 12% of the flights, and 1,284 late": the noun is not that of the last number.
        before = " "
    around = before + whole.words_after(document, _NEAR).lstrip()
    return any(word[:_STEM] in nouns for word in around.split())
