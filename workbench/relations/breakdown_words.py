"""What the words say of a list: that it is the whole of its total, or only that it is taken from it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from workbench.model import Document
from workbench.relations.amounts import Amount, between, is_dated, one_noun
from workbench.relations.rules import COMPLEMENTS, LanguageRules, says
from workbench.relations.wording import CLOSE, OPEN, stands_in

_LABEL, _LEAD, _CUE, _AMONG = 4, 6, 10, 4
_COLON, _DASH, _NAME = 6, 2, 5
_PARTING = frozenset((",", ";", CLOSE))
_DASHES = (" — ", " – ", " - ")


class Support(IntEnum):
    """How much the words say that a list is the whole of its total."""

    OPEN = 1
    ADDED = 2
    CLOSED = 3
    COMPLETE = 4


def support_after(
    document: Document, total: Amount, parts: Sequence[Amount], lead: str, rules: LanguageRules
) -> Support | None:
    """How clearly words join parts to the total before them; `lead` are the words from it to the first part.

    ``None`` when they do not, or tell of other things: changes, causes, groups that overlap.
    """
    # Most numbers that could be parts are joined to the total by nothing: that is asked first.
    support = _support(document, total, parts, lead, rules)
    if support is None or says(rules, "all-left", lead) or says(rules, "drivers", lead):
        return None
    overlap = says(rules, "overlap", parts[-1].words_after(document, _LEAD) + between(document, parts[0], parts[-1]))
    return None if overlap else support


def _support(
    document: Document, total: Amount, parts: Sequence[Amount], lead: str, rules: LanguageRules
) -> Support | None:
    """How clearly words join parts to the total before them, whatever they tell of."""
    dated, first, last = is_dated(parts), parts[0], parts[-1]
    same = all(part.sentence == total.sentence for part in parts)
    if total.is_share and (not same or any(part.value >= total.value for part in parts)):
        return None
    if (
        not dated
        and not total.is_share
        and (leave_nothing_out(document, parts, rules) or is_rest(document, total, last, rules))
    ):
        return Support.COMPLETE
    if of_mixed_nouns(total, parts):
        return None
    near = first.words_before(document, _CUE).rpartition(" ; ")[2]
    signed = _is_signed(document, parts, near) or (not total.depth and _in_brackets(parts))
    if not dated and (signed or says(rules, "breaks-down", near)) and is_joined(document, parts, rules):
        return Support.CLOSED
    if total.is_share:
        told = not dated and first.says_before(document, "among", _AMONG, rules) and is_joined(document, parts, rules)
        return Support.OPEN if told else None
    if dated or says(rules, "running", lead) or says(rules, "balanced", lead):
        return None
    if _of_mixed_traits(parts, rules):
        return None
    headed, among = total.says_before(document, "headed", 3, rules), says(rules, "among", lead)
    if headed and among:
        return None
    if same and first.says_before(document, "among", _AMONG, rules) and is_joined(document, parts, rules):
        return None if _is_left_behind(document, parts) else Support.OPEN
    told = len(parts) > 2 and (_is_of_it(document, first, rules) or says(rules, "makes-part", near))
    if told and is_joined(document, parts, rules):
        return Support.OPEN
    if same and headed and len(parts) > 2 and has_and(between(document, first, last), rules):
        return Support.OPEN
    return None


def _is_left_behind(document: Document, parts: Sequence[Amount]) -> bool:
    """Whether a semicolon ends a list whose other numbers commas part: "including 2.3 in bonds; profit, 320, ..."."""
    apart = [" ; " in between(document, one, other) for one, other in pairwise(parts)]
    return any(apart) and not all(apart)


def _is_of_it(document: Document, part: Amount, rules: LanguageRules) -> bool:
    """Whether a pronoun beside a part stands for the total: "251 of them", « elle en a validé 2 716 »."""
    return says(rules, "of-it", f"{part.words_before(document, _AMONG)}# {part.words_after(document, _AMONG).lstrip()}")


def _is_signed(document: Document, parts: Sequence[Amount], near: str) -> bool:
    """Whether a colon or a dash right before the first part opens the list, and nothing closes it before the last."""
    first, last = parts[0], parts[-1]
    if first.stream is not last.stream:
        return False
    if len(near.rpartition(" : ")[2].split()) <= _COLON and " : " in near:
        return True
    dash = next((sign for sign in _DASHES if sign in near), None)
    if dash is None or len(near.rpartition(dash)[2].split()) > _DASH:
        return False
    return dash not in between(document, first, last)


def _in_brackets(parts: Sequence[Amount]) -> bool:
    """Whether the parts stand in one pair of brackets, the first of them at its beginning or each behind its name."""
    first, last = parts[0], parts[-1]
    if not first.depth or first.stream is not last.stream:
        return False
    text, claims = first.stream.text, first.stream.claims
    opens = text.rfind(OPEN, 0, first.place)
    if opens < 0 or CLOSE in text[opens : last.place] or any(claims[at] for at in range(opens + 1, first.place)):
        return False
    if opens == first.place - 1:
        return True
    closes = text.find(CLOSE, last.place)
    named = first.place - opens <= _NAME and closes - last.place == 1
    return named and len(parts) > 2 and all(text[part.place + 1] in _PARTING for part in parts)


def _of_mixed_traits(parts: Sequence[Amount], rules: LanguageRules) -> bool:
    """Whether some parts are groups such as women, which overlap with any other group: "969 pupils and 125 girls"."""
    traits = set(rules.vocabulary.symbols("trait"))
    found = [not traits.isdisjoint(part.stream.text[part.place + 1 : part.place + 3]) for part in parts]
    return any(found) and not all(found)


def of_mixed_nouns(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether some parts count what the total counts and others something else: 400 pictures in 5 albums."""
    if not total.claim.counted:
        return False
    named = [one_noun(total.claim, part.claim) for part in parts if part.claim.counted]
    return any(named) and not all(named)


def is_joined(document: Document, parts: Sequence[Amount], rules: LanguageRules) -> bool:
    """Whether the last two are joined by "and", or all are set apart by semicolons, commas or sentence ends."""
    joins = between(document, parts[-2], parts[-1])
    if has_and(joins, rules):
        return True
    pauses = [between(document, one, other) for one, other in pairwise(parts)]
    apart = [" ; " in pause or " . " in pause or " , " in pause for pause in pauses]
    return apart[-1] and all(one or has_and(pause, rules) for one, pause in zip(apart, pauses, strict=True))


def has_and(text: str, rules: LanguageRules) -> bool:
    """Whether a word such as "and" stands in `text`."""
    return says(rules, "joins", text)


def is_rest(document: Document, total: Amount, part: Amount, rules: LanguageRules) -> bool:
    """Whether the last part is said to be all that is left: “the remaining 40”, « les 40 autres »."""
    if not part.stream.heard & rules.hearing.of("rest-of", "all-left"):
        return False
    behind = part.words_after(document, 3).partition(" , ")[0]
    around = f"{part.words_before(document, 2)}# {behind.lstrip()} "
    unnamed = says(rules, "others", f" {(part.claim.counted or '').casefold()} ")
    if says(rules, "rest-of", f"{part.words_before(document, 3)}# "):
        return True
    return (unnamed or one_noun(total.claim, part.claim)) and says(rules, "all-left", around)


def leave_nothing_out(document: Document, parts: Sequence[Amount], rules: LanguageRules) -> bool:
    """Whether the parts bear names that leave nothing out: women and men, home and abroad, for, against, abstained."""
    if len({part.sentence for part in parts}) > 1 or not parts[0].stream.heard & rules.hearing.of(COMPLEMENTS):
        return False
    after = [f" #{part.words_after(document, _LABEL)}" for part in parts]
    ahead = [part.words_before(document, _LABEL) for part in parts]
    near = [before + text.lstrip() for before, text in zip(ahead, after, strict=True)]
    # Words of the first two names must be there at all: one look at them together spares most of the looks at each.
    whole = "".join(near) + "".join(after)
    for names in rules.complements:
        if not (stands_in(whole, names[0]) and stands_in(whole, names[1])):
            continue
        for texts in (after, near, ahead):
            held = [[at for at, cues in enumerate(names) if any(cue in text for cue in cues)] for text in texts]
            own = {max(one) for one in held if one}
            if len(own) == len(parts) >= 2 and {0, 1} <= own and (len(names) > 2 or all(len(one) == 1 for one in held)):
                return True
    return False
