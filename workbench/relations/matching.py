"""Finding where the wordings of rules stand in a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.model import Claim
from workbench.relations.pattern import Wording
from workbench.relations.rules import LanguageRules, Rule
from workbench.relations.stream import Stream, windows
from workbench.relations.triggers import Triggers
from workbench.relations.wording import SENTENCE_END

_MOST_MATCHES = 200
EITHER = 2


@dataclass(slots=True)
class Match:
    """A wording found: which claims play which role, the way the words say a number moves, and where they stand.

    `sign` is 1 or -1 from direction words, `EITHER` for words such as "improved" that go with both, 0 without any;
    ``None`` when two of them disagree. `first` and `last`
    are the range of symbols in `stream`.
    """

    rule: Rule
    wording: Wording
    stream: Stream
    first: int
    last: int
    roles: dict[str, list[Claim]]
    places: dict[str, int]
    sign: int | None

    @property
    def size(self) -> int:
        """How many claims it binds."""
        return sum(len(claims) for claims in self.roles.values())

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text of the document."""
        return self.stream.starts[self.first], self.stream.ends[self.last - 1]

    def one(self, role: str) -> Claim | None:
        """The claim in a role, or ``None``."""
        claims = self.roles.get(role)
        return claims[0] if claims else None


def find(stream: Stream, rules: LanguageRules) -> list[Match]:
    """All matches in a sentence."""
    return _found(rules.within, stream, rules)


def find_across(first: Stream, second: Stream, rules: LanguageRules) -> list[Match]:
    """All matches of wordings that cross the end of the first of two sentences."""
    # Most sentences have none, and what is left out of a sentence gives it no new words.
    if not rules.across.possible(f"{first.text}{SENTENCE_END}{second.text}"):
        return []
    return _found(rules.across, first.joined(second), rules)


def _found(triggers: Triggers[Rule], stream: Stream, rules: LanguageRules) -> list[Match]:
    found: list[Match] = []
    for window in windows(stream):
        for variant in _variants(window, rules):
            for rule, wording, place in _places(triggers, variant.text):
                found.append(_match(rule, wording, place, variant, rules))
    return found


@lru_cache(maxsize=8192)
def _places(triggers: Triggers[Rule], text: str) -> tuple[tuple[Rule, Wording, re.Match[str]], ...]:
    """Where wordings stand in a string of symbols. Sentences of one make have one string, so it is worth keeping."""
    found = []
    for rule, wording in triggers.possible(text):
        at, search = 0, wording.expression.search
        for _ in range(_MOST_MATCHES):
            place = search(text, at)
            if place is None:
                break
            found.append((rule, wording, place))
            at = place.start() + 1
    return tuple(found)


def without_asides(stream: Stream, rules: LanguageRules) -> Stream:
    """The sentence without what is said by the way, such as an amount per share beside the amount."""
    if stream.plain is None:
        stream.plain = _plain(stream, rules)
    return stream.plain


def _plain(stream: Stream, rules: LanguageRules) -> Stream:
    present = frozenset(stream.text)
    spans = [
        found.span()
        for aside in rules.asides
        if aside.possible(present)
        for found in aside.expression.finditer(stream.text)
    ]
    return stream.without(spans) if spans else stream


def _variants(stream: Stream, rules: LanguageRules) -> Iterator[Stream]:
    """The sentence as it stands, without its asides, without what is in brackets, and without their signs alone."""
    yield stream
    plain = without_asides(stream, rules)
    if plain is not stream:
        yield plain
    bare = plain.without_brackets()
    if bare is not None:
        yield bare
        opened = plain.unbracketed()
        if opened is not None:
            yield opened


def _match(rule: Rule, wording: Wording, place: re.Match[str], stream: Stream, rules: LanguageRules) -> Match:
    """The claims that stand in the roles of a wording."""
    roles: dict[str, list[Claim]] = {}
    places: dict[str, int] = {}
    sign: int | None = 0
    for index, role in enumerate(wording.roles, start=1):
        start, end = place.span(index)
        if start < 0:
            continue
        if role == "#sign":
            sign = _agreed(sign, rules.vocabulary.sign_of(stream.text[start]))
            continue
        listed = [
            claim
            for at in range(start, end)
            if (claim := stream.claims[at]) is not None
            and (end == start + 1 or stream.text[at] in wording.lists.get(role, ""))
        ]
        roles.setdefault(role, []).extend(listed)
        places.setdefault(role, start)
    return Match(rule, wording, stream, place.start(), place.end(), roles, places, sign)


def _agreed(sign: int | None, other: int) -> int | None:
    """What two direction words say together."""
    if sign is None or other in (0, sign):
        return sign
    if sign in (0, EITHER):
        return other
    return sign if other == EITHER else None
