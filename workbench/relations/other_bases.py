"""Contradicted rates of growth whose own words name what they are reckoned from, which is neither of the two levels.

"2,890 tonnes, 11% more than the ten-year mean" behind "an average of 2,340 over five winters": what stands behind
"than" is named nowhere else in the sentences of the levels, so that none of them is it. Words that may mean any of them
("than before", "than the other") leave it open, and times are for `reckoned`. Cues of the language file: `base-leads`,
`any-base`, `base-ends`, `empty` and `report-small-words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.model import Claim, Document, Kind
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import spoken

_BORDERS = ".;:()[]•|–—!?»"
_NEAR, _FAR, _LEADING, _MOST, _STEM, _SHORTEST, _AROUND = 40, 120, 4, 10, 5, 3, 12

Told = tuple[Claim, Claim, Claim]


def is_of_another_base(
    told: Told, document: Document, claims: Sequence[Claim], places: Mapping[str, int], rules: LanguageRules
) -> bool:
    """Whether what a change is told to be reckoned from is named nowhere else around it and its levels.

    `claims` are those of the document in the order of the text, `places` the place of each by its id.
    """
    first, second, said = told
    text = document.text
    place = places[said.id] + 1
    # Lengths of time name a base, and are no values of it: "the ten-year mean".
    following = [claim for claim in claims[place : place + 2] if claim.quantity.kind is not Kind.DURATION][:1]
    limit = min(said.sentence[1], said.end + _FAR, *(claim.start for claim in following))
    start = _behind_lead(text[said.end : limit], rules)
    if start is None:
        return False
    start += said.end
    end = _end_of(text, start, limit, rules)
    if end == limit and following and limit == following[0].start:
        # "Than the 1,605 of Lidl": the base has its number.
        return False
    named = _names(text[start:end], rules)
    if not named or says(rules, "any-base", f" {' '.join(spoken(text[start:end]))} "):
        return False
    sentences = {claim.sentence for claim in (first, second, said)}
    around = " ".join(
        text[max(low, span[0]) : min(high, span[1])]
        for low, high in sentences
        for span in ((low, start), (end, high))
        if max(low, span[0]) < min(high, span[1])
    )
    return named.isdisjoint(_names(around, rules))


def _behind_lead(text: str, rules: LanguageRules) -> int | None:
    """Where the words behind "than" begin, a few words behind a change at most."""
    at = 0
    words: list[str] = []
    for chunk in text[: _NEAR + _FAR].split():
        begin = text.find(chunk, at)
        at = begin + len(chunk)
        if len(words) > _LEADING:
            return None
        words += spoken(chunk)
        if says(rules, "base-leads", f" {' '.join(words)} "):
            return at
        if any(mark in chunk for mark in _BORDERS + ","):
            return None
    return None


def _end_of(text: str, start: int, limit: int, rules: LanguageRules) -> int:
    """Where the words that name a base end: at a sign, at a word that goes on, or after so many words."""
    at = start
    for count, chunk in enumerate(text[start:limit].split()):
        begin = text.find(chunk, at, limit)
        if count >= _MOST or says(rules, "base-ends", f" {chunk.lower()} "):
            return begin
        at = begin + len(chunk)
        if any(chunk.endswith(mark) for mark in _BORDERS + ","):
            return at
    return limit


def _names(text: str, rules: LanguageRules) -> frozenset[str]:
    """The beginnings of the words of a stretch that name something."""
    empty = (*rules.cues.get("empty", ()), *rules.cues.get("report-small-words", ()))
    return frozenset(
        word[:_STEM] for word in spoken(text) if len(word) > _SHORTEST and word.isalpha() and f" {word} " not in empty
    )
