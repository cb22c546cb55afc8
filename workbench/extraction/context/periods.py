"""When a claim's value holds: the mention of a time that governs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workbench.extraction.calendar import Bearing, Mention, MentionKind
from workbench.extraction.calendar.resolve import shifted
from workbench.extraction.context.items import Row
from workbench.extraction.context.lexicon import MENTION, ContextWords
from workbench.model import Period

_NEVER = frozenset({MentionKind.TIME, MentionKind.COMPARISON})
# So many items back a comparison may lead to a time: "than in the same period of 2023".
_LONGEST_COMPARISON = 8
_AT_ONCE = frozenset("PD")
_NAMED = frozenset({MentionKind.YEAR, MentionKind.MONTH, MentionKind.FISCAL_YEAR})
_WEAK = frozenset({MentionKind.WEEKDAY, MentionKind.DAY})


def usable(
    row: Row, mentions: Sequence[Mention], words: ContextWords, years: frozenset[str] = frozenset()
) -> list[int]:
    """The items of a row whose mention can date a claim: not clock times, comparisons, or years inside names.

    Behind one of the words `years` ("Jahr", "fine") a year is in no name.
    """
    if MENTION not in row.codes:
        return []
    found = [
        index
        for index, code in enumerate(row.codes)
        if code == "@" and mentions[row.refs[index]].kind not in _NEVER and not _is_base(row, index, mentions, words)
    ]
    named = [index for index in found if mentions[row.refs[index]].kind not in _WEAK]
    strong = [index for index in named if not _in_name(row, index, years)]
    return strong or [
        index for index in found if mentions[row.refs[index]].kind is MentionKind.DAY and not _reports(row, index)
    ]


def _reports(row: Row, index: int) -> bool:
    """Whether the day is when something was said and not when it held."""
    return "Y" in row.codes[max(0, index - 3) : index + 3]


def _is_base(row: Row, index: int, mentions: Sequence[Mention], words: ContextWords) -> bool:
    """Whether a time is only what a change is measured against, with no number of its own ("than in 2016")."""
    if mentions[row.refs[index]].bearing is not Bearing.AGAINST and not _is_compared(row, index, words):
        return False
    for code in row.codes[index + 1 : index + 8]:
        if code == "#":
            return False
        if code not in "wGO'K\"":
            break
    return True


def _is_compared(row: Row, index: int, words: ContextWords) -> bool:
    """ "que en el mismo periodo de 2023", "87 % du niveau de 2019": a comparison leads to the time."""
    if (
        row.at(index - 1) in "OP"
        and row.words[index - 2 : index - 1] != []
        and row.words[index - 2] in words.same_level
    ):
        return "#" in row.codes[:index]
    for step in range(index - 1, max(-1, index - _LONGEST_COMPARISON), -1):
        if row.words[step] in words.than:
            return "#" in row.codes[:step]
        if row.codes[step] not in "OPDwK":
            return False
    return False


def _in_name(row: Row, index: int, years: frozenset[str]) -> bool:
    """Whether a bare year directly follows a word, as in the name of an event."""
    if index and row.words[index - 1] in years:
        return False
    return row.at(index - 1) == "w" and row.at(index + 1) in "wS@" and row.end(index) - row.start(index) == 4


def mention_of(row: Row, at: int, dates: Sequence[int], mentions: Sequence[Mention], words: ContextWords) -> int | None:
    """The item of the mention that governs the claim at item `at`, among `dates`."""
    if not dates:
        return None
    codes = row.codes
    if len(dates) == 1:
        between = codes[at + 1 : dates[0]]
        only = mentions[row.refs[dates[0]]]
        if dates[0] > at and _heads_bracket(codes, dates[0]):
            return None
        if dates[0] > at and ("~" in between or ("#" in between and _is_counted(only))):
            return None
        if "#" in between and dates[0] > at and only.kind in _NAMED and _dates_base(row, dates[0], words):
            # "rose to 76.3% from 73.1% in 2022"
            return None
        return dates[0]
    if codes[at - 1] == "@" and at - 1 in dates:
        return at - 1
    if codes[max(0, at - 2) : at] == '@"' and at - 2 in dates:
        return at - 2
    later = next((index for index in dates if index > at), None)
    if (
        later is not None
        and later + 1 < len(codes)
        and "#" in codes[later + 1 : later + 3]
        and codes[later + 1] in "#'w"
    ):
        later = None
    if later is not None and _heads_bracket(codes, later):
        later = None
    if later is not None and "#" not in codes[at + 1 : later] and not _breaks(codes[at + 1 : later]):
        return later
    earlier = [index for index in dates if index < at]
    if earlier:
        nearest = earlier[-1]
        between = codes[nearest + 1 : at]
        if "#" not in between or len(earlier) == 1:
            return nearest if not _taken(codes, nearest, between) else _free(codes, earlier)
        return _free(codes, earlier)
    return later


def _heads_bracket(codes: str, index: int) -> bool:
    """Whether a time dates what stands behind it in brackets: "revenue was £4.1bn (2023: £3.9bn)"."""
    return codes[index - 1] == "(" and codes[index + 1 : index + 2] == ":"


def _dates_base(row: Row, index: int, words: ContextWords) -> bool:
    """Whether the number right before a time is what a change comes from."""
    claim = index - 1
    while claim > 0 and row.codes[claim] in "OPD":
        claim -= 1
    if row.codes[claim] != "#":
        return False
    before = claim - 1
    while before > 0 and row.codes[before] in "DK":
        before -= 1
    return before > 0 and row.codes[before] == "P" and row.words[before] in words.from_


def _is_counted(mention: Mention) -> bool:
    """Whether it counts from another time, and so dates one number alone: "to 88 million from 131 a year earlier"."""
    return mention.shift is not None and mention.kind is MentionKind.RELATIVE


def latest_of(row: Row, at: int, dates: Sequence[int], mentions: Sequence[Mention], words: ContextWords) -> int | None:
    """The mention that dates a change: the one beside it, else the latest time of the sentence it leads to."""
    if len(dates) <= 1:
        return mention_of(row, at, dates, mentions, words)
    codes = row.codes
    for index in dates:
        mention = mentions[row.refs[index]]
        beside = index > at and set(codes[at + 1 : index]) <= _AT_ONCE
        if beside and not _is_counted(mention) and mention.bearing is not Bearing.AGAINST:
            # "fell from 38% in 2015 to 22% in 2023", "in May after rising 0.2% in April"
            return index
    for index in dates:
        between = codes[at + 1 : index] if index > at else codes[index + 1 : at]
        if "#" not in between and not _breaks(between) and (index < at or not _claim_next(codes, index)):
            return index
    dated = [(period.last, -index) for index in dates if (period := mentions[row.refs[index]].period) is not None]
    return -max(dated)[1] if dated else mention_of(row, at, dates, mentions, words)


def _claim_next(codes: str, index: int) -> bool:
    return "#" in codes[index + 1 : index + 3]


def _breaks(between: str) -> bool:
    return (
        any(mark in between for mark in ";:=~")
        or between.count(",") > 1
        or ("," in between and any(code in between for code in "LUTHB"))
    )


def _taken(codes: str, mention: int, between: str) -> bool:
    """Whether the mention right before belongs to the claim before it ("3.2 in 2020, against 4")."""
    lead = codes[max(0, mention - 3) : mention]
    return "#" in lead and ("~" in between or "=" in between)


def _free(codes: str, earlier: Sequence[int]) -> int:
    """The first mention of the sentence when it opens it, else the last one before the claim."""
    opening = earlier[0]
    if "#" not in codes[:opening]:
        return opening
    return earlier[-1]


def period_at(
    row: Row,
    item: int | None,
    mentions: Sequence[Mention],
    others: Sequence[int],
    known: Period | None,
    today: date | None,
) -> Period | None:
    """The days of the mention at an item; a mention that counts from another time takes the first settled one
    of its sentence, else the one `known` from before.
    """
    if item is None:
        return None
    mention = mentions[row.refs[item]]
    if mention.shift is not None and mention.kind is MentionKind.RELATIVE:
        for other in others:
            anchor = mentions[row.refs[other]]
            if other != item and anchor.period is not None and anchor.bearing is not Bearing.SINCE:
                return shifted(anchor.period, mention.shift)
        if known is not None:
            return shifted(known, mention.shift)
        if today is not None:
            return Period.year(today.year + round(mention.shift / 12)) if mention.shift % 12 == 0 else None
        return None
    return mention.period
