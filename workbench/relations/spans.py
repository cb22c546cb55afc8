"""Whether a percentage is over the stretch of time that two levels are apart: "since 2015 they have gone up 64%"."""

from __future__ import annotations

from workbench.model import Claim
from workbench.relations.matching import Match
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import CLOSE, OPEN, SENTENCE_END, between_spaces

BY_ROLE = frozenset({"change.clause", "change.roles", "change.subject"})
_BORDERS = frozenset((";", ":", SENTENCE_END, OPEN, CLOSE))
_TIMES = "DU"
_PASSED = "DUOW"
_LEADS, _NEAR, _BESIDE = 4, 8, 3
_YEARS = {"year": 1, "month": 12, "week": 52}


def over_another_time(match: Match, rules: LanguageRules, text: str) -> bool:
    """Whether the words of a percentage name a stretch of time that its two levels are not apart.

    A year is what levels are compared over unless said otherwise; other stretches and the dates that a change is
    counted from must stand by the old level too.
    """
    rate, before = match.places.get("rate"), match.places.get("before")
    if rate is None or before is None:
        return False
    if _is_a_yearly_rate(match, rate, rules):
        return True
    if _is_since_a_month(match, rate, rules, text) or _is_of_a_year(match, rate, rules, text):
        return True
    for at, claim in _times_around(match, rate):
        start = max(0, at - _LEADS)
        lead = between_spaces(text[match.stream.starts[start] : match.stream.starts[at]])
        if match.stream.text[at] == "D":
            if says(rules, "counted-from", lead) and not _stands_by(match, before, claim):
                return True
        elif (
            says(rules, "over-time", lead)
            and not _is_of_levels(match, claim, rules, text)
            and not _stands_by(match, before, claim)
        ):
            return not _is_between(match, claim)
    return False


def _is_a_yearly_rate(match: Match, rate: int, rules: LanguageRules) -> bool:
    """Whether a percentage is named as that of each of several years: "(CAGR: 9.9%)"."""
    beside = match.stream.text[max(0, rate - _BESIDE) : rate + _BESIDE]
    return not set(rules.vocabulary.symbols("compound")).isdisjoint(beside)


def _times_around(match: Match, rate: int) -> list[tuple[int, Claim]]:
    """The dates and lengths of time in the clause of a percentage."""
    stream = match.stream
    first, last = rate, rate + 1
    while first > 0 and stream.text[first - 1] not in _BORDERS and not _is_number(match, first - 1):
        first -= 1
    while last < len(stream.text) and stream.text[last] not in _BORDERS | {","} and not _is_number(match, last):
        last += 1
    return [(at, claim) for at in range(first, last) if (claim := stream.claims[at]) and stream.text[at] in _TIMES]


def _is_since_a_month(match: Match, rate: int, rules: LanguageRules, text: str) -> bool:
    """Whether a change is counted from a month that is not that of the old level: "lost 18% since January"."""
    behind = _words_behind(match, rate, text)
    return says(rules, "counted-from", behind) and says(rules, "months", behind) and match.places["before"] < rate


def _is_of_a_year(match: Match, rate: int, rules: LanguageRules, text: str) -> bool:
    """Whether a change is over a year and the old level of another month: "from 111 in April, 3.9% above last year"."""
    return says(rules, "base-year", _words_behind(match, rate, text)) and _is_of_less(match, rules, text)


def _words_behind(match: Match, place: int, text: str) -> str:
    stream = match.stream
    last = min(len(stream.text), place + _NEAR)
    last = next((at for at in range(place + 1, last) if stream.text[at] in _BORDERS | {","}), last)
    return between_spaces(text[stream.starts[place] : stream.ends[last - 1]])


def _is_number(match: Match, at: int) -> bool:
    return match.stream.claims[at] is not None and match.stream.text[at] not in _PASSED


def _is_of_levels(match: Match, time: Claim, rules: LanguageRules, text: str) -> bool:
    """Whether a length of time is a year, and the old level not of another month, week or day of it."""
    if time.quantity.value != _YEARS.get(time.quantity.unit or "", 0):
        return False
    return not _is_of_less(match, rules, text)


def _is_of_less(match: Match, rules: LanguageRules, text: str) -> bool:
    """Whether the old level is told of another month, week or day and of no year."""
    stream, place = match.stream, match.places["before"]
    last = next(
        (at for at in range(place + 1, len(stream.text)) if stream.text[at] in _BORDERS | {","}), len(stream.text)
    )
    if any(stream.text[at] == "D" for at in range(place, last)):
        return False
    last = next((at for at in range(place + 1, last) if _is_number(match, at)), last)
    near = between_spaces(text[stream.starts[place] : stream.ends[last - 1]])
    if says(rules, "base-year", near):
        return False
    return any(says(rules, cue, near) for cue in ("months", "base-quarter", "base-month", "base-week", "base-day"))


def _stands_by(match: Match, level: int, time: Claim) -> bool:
    """Whether a date or length of time stands by a level as well."""
    claims = match.stream.claims[max(0, level - _NEAR) : level + _NEAR]
    for claim in claims:
        if claim is None or claim is time:
            continue
        if time.date is not None and claim.date is not None and claim.date.first.year == time.date.first.year:
            return True
        if time.date is None and claim.date is None:
            same = claim.quantity.unit == time.quantity.unit and claim.quantity.value == time.quantity.value
            if same:
                return True
    return False


def _is_between(match: Match, time: Claim) -> bool:
    """Whether two years beside the levels are as far apart as a number of years says."""
    years = sorted(
        {claim.date.first.year for claim in match.stream.claims if claim is not None and claim.date is not None}
    )
    return time.quantity.unit == "year" and len(years) > 1 and years[-1] - years[0] == time.quantity.value
