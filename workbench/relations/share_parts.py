"""The number that a percentage is said of: the one it stands beside in other words, or the one its sentence refers to.

A percentage belongs to a part when it stands in the brackets or between the dashes behind it, after words such as "or",
"that is" or "a share of", right before it, or in a sentence that opens with "This is".
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model import Document
from workbench.relations.amounts import PASSED, SHARES, Amount, between, kin, one_noun, words
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import CLOSE, OPEN

_LABEL, _TAKEN_FROM, _HELD, _DIRECT, _REACH = 7, 10, 4, 5, 7
_DASHES = frozenset({"-", "–", "—"})
_PAUSES = _DASHES | {",", ":"}
_ENDS = _PAUSES | {".", ";"}
_STOPS = frozenset({",", ";", ":", "(", ")"})


def part_of(document: Document, share: Amount, near: Sequence[Amount], rules: LanguageRules) -> Amount | None:
    """The number a percentage is said of, among the levels `near`; ``None`` when the words leave it open."""
    own = [amount for amount in near if amount.stream is share.stream]
    before = [amount for amount in own if amount.place < share.place]
    after = [amount for amount in own if amount.place > share.place]
    if after and share.depth and _is_before_in_brackets(share, after[0]):
        return after[0]
    if before and _is_behind(share, before[-1]):
        return _head(document, before, rules)
    lead = share.words_before(document, _LABEL)
    added = bool(before) and _is_added(document, share, before[-1], rules)
    told = (says(rules, "equals", lead) and not added) or _is_rate(document, share, before, lead, rules)
    earlier = [amount for amount in near if amount.sentence == share.sentence - 1]
    if earlier and _is_related_to(document, share, before, rules):
        return earlier[-1]
    if before and not between_others(share, before[-1]):
        if told or _is_apposed(document, share, rules):
            return _head(document, before, rules)
        if after and is_directly_of(document, share, after[0], rules) and _does(document, share, before[-1], rules):
            return before[-1] if may_hold(after[0], before[-1]) else None
    direct = without_adverbs(share.words_before(document, _DIRECT), rules)
    if before and not added and says(rules, "that-is", direct) and not _percentages_between(share, before[-1]):
        return _head(document, before, rules)
    if not before and _goes_on(document, share, rules):
        return _head(document, earlier, rules) if earlier else None
    if after and _is_in_other_words(document, share, after[0], rules):
        return after[0]
    return None


def without_adverbs(text: str, rules: LanguageRules) -> str:
    """Words before a number without those that only weigh it: "still only", « à peine »."""
    adverbs = rules.cues.get("adverbs", ())
    while (cut := next((cue for cue in adverbs if text.endswith(cue)), "")) and len(cut) > 1:
        text = text[: 1 - len(cut)]
    return text


def is_directly_of(document: Document, share: Amount, level: Amount, rules: LanguageRules) -> bool:
    """Whether a percentage is of the number behind it: "93 per cent of the 41,090", "15% of sales of 412 million"."""
    if level.stream is not share.stream or level.place < share.place or between_others(level, share):
        return False
    gap = between(document, share, level).split()
    return 0 < len(gap) <= _REACH and says(rules, "of-what", f" {gap[0]} ") and not _STOPS & set(gap)


def may_hold(whole: Amount, part: Amount) -> bool:
    """Whether a number can be the whole of another one."""
    return kin(whole.claim, part.claim) and whole.value > part.value


def between_others(later: Amount, earlier: Amount) -> bool:
    """Whether another number but a date or a stretch of time stands between two."""
    span = range(earlier.place + 1, later.place)
    return any(later.stream.claims[at] is not None and later.stream.text[at] not in PASSED for at in span)


def _is_rate(document: Document, share: Amount, before: Sequence[Amount], lead: str, rules: LanguageRules) -> bool:
    """Whether the percentage is called a rate or a share, and not that of a place "where the rate is 18%"."""
    if not says(rules, "rate-of", lead):
        return False
    return not (before and says(rules, "elsewhere", words(document, before[-1].claim.end, share.claim.start)))


def _is_added(document: Document, share: Amount, part: Amount, rules: LanguageRules) -> bool:
    """Whether a clause of its own leads to the percentage: "468 fell ill, and fevers of 39 or more hit 2% of them"."""
    gap = between(document, part, share)
    tail = gap.rpartition(" , ")[2].split() if " , " in gap else []
    return len(tail) > _HELD and says(rules, "joins", f" {tail[0]} ")


def _does(document: Document, share: Amount, part: Amount, rules: LanguageRules) -> bool:
    """Whether nothing but a verb and its like stands between a number and a percentage: "412 files cover 12%"."""
    gap = between(document, part, share)
    return len(gap.split()) <= _REACH and not says(rules, "joins", gap) and ":" not in gap and ";" not in gap


def _is_related_to(document: Document, share: Amount, before: Sequence[Amount], rules: LanguageRules) -> bool:
    """Whether the sentence sets what was told before against the one number before the percentage."""
    if len(before) != 1 or _percentages_between(share, before[0]):
        return False
    opening = words(document, share.stream.starts[0], before[0].claim.evidence_start)
    return any(opening.startswith(cue) for cue in rules.cues.get("set-against", ()))


def _percentages_between(share: Amount, level: Amount) -> bool:
    return any(
        share.stream.claims[at] is not None and share.stream.text[at] in SHARES
        for at in range(level.place + 1, share.place)
    )


def _goes_on(document: Document, share: Amount, rules: LanguageRules) -> bool:
    """Whether the sentence of the percentage begins with a word for what the one before said: "That is 24%"."""
    stream = share.stream
    if any(
        claim is not None and stream.text[at] not in PASSED for at, claim in enumerate(stream.claims[: share.place])
    ):
        return False
    opening = words(document, stream.starts[0], share.claim.evidence_start)
    if says(rules, "turnout", opening):
        return True
    lead = share.words_before(document, _LABEL)
    told = says(rules, "equals", lead) or says(rules, "rate-of", lead) or len(opening.split()) <= _DIRECT
    starts = (cue for name in ("goes-on", "says-again", "refers") for cue in rules.cues.get(name, ()))
    return told and any(opening.startswith(cue) for cue in starts)


def _is_before_in_brackets(share: Amount, level: Amount) -> bool:
    """Whether the brackets hold the percentage and then the number: "(6.2%, 34.1 TWh)"."""
    span = share.stream.text[share.place : level.place]
    return CLOSE not in span and OPEN not in span and not between_others(level, share)


def _is_behind(share: Amount, level: Amount) -> bool:
    """Whether the percentage stands alone at the beginning of the brackets behind a number."""
    text = share.stream.text
    start = text.rfind(OPEN, level.place, share.place)
    if start < 0 or CLOSE in text[start : share.place] or "," in text[level.place : start]:
        return False
    return not between_others(share, level)


def _is_apposed(document: Document, share: Amount, rules: LanguageRules) -> bool:
    """Whether the percentage stands behind a comma: "in 1,162 cases, 31 per cent, ...", ", 33% of the cost"."""
    before = without_adverbs(share.words_before(document, _DIRECT), rules).split()
    after = share.words_after(document, _HELD)
    if not before or before[-1] not in _PAUSES or says(rules, "of-it", after):
        return False
    following = after.split()[:1]
    return not following or following[0] in _ENDS or says(rules, "of-what", f" {following[0]} ")


def _is_in_other_words(document: Document, share: Amount, level: Amount, rules: LanguageRules) -> bool:
    """Whether a number behind the percentage says it again: "12% (412)", "12%, or 412", "12% - 412 flights -"."""
    if between_others(level, share) or says(rules, "ahead-of", between(document, share, level)):
        return False
    if level.depth > share.depth:
        return True
    gap = between(document, share, level).split()
    said = says(rules, "equals", level.words_before(document, 3))
    if said and ("," in gap or len(gap) <= 2):
        return True
    held = level.words_after(document, _HELD).split()
    if gap and set(gap) <= _DASHES:
        return any(word in _DASHES for word in held)
    named = len(gap) > 2 and gap[-1] == "," and says(rules, "of-what", f" {gap[0]} ") and len(gap) <= _REACH
    return named and (not held or held[0] in _ENDS)


def _head(document: Document, before: Sequence[Amount], rules: LanguageRules) -> Amount:
    """The last number before a percentage, or the one before it when that is its part: "73 of 118"."""
    last = before[-1]
    if len(before) == 1 or before[-2].stream is not last.stream or not kin(last.claim, before[-2].claim):
        return last
    gap = between(document, before[-2], last)
    near = f" {last.words_before(document, 3).rpartition(' , ')[2].lstrip()}"
    if len(gap.split()) <= _TAKEN_FROM and says(rules, "out-of", near) and one_noun(before[-2].claim, last.claim):
        return before[-2]
    taken = says(rules, "part-of", near) and len(gap.split()) <= _TAKEN_FROM
    return before[-2] if may_hold(last, before[-2]) and (taken or says(rules, "taken-from", gap)) else last
