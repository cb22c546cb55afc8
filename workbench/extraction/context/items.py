"""A sentence as a row of items, each a word, a mark, a claim or a mention of a time, with its class in one letter.

The letters are those of `lexicon`; marks stand for themselves; "=" is a word that restates ("soit"), "~" one that sets
against ("contre").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.extraction.calendar import Mention
from workbench.extraction.context.lexicon import CLAIM, MENTION, RESTATING, SETTING_AGAINST, VERBAL, ContextWords
from workbench.model import Claim

# What may stand between the hedge and the number and still count: "dépassé 350", "down 2 %".
_GAP_VERBS = frozenset("LUTHB^G")
# The items whose class hangs on their neighbours, and the words after an auxiliary: the last letter of each match.
_UNSETTLED = re.compile(rf"[LUTHYGR{VERBAL}{RESTATING}{SETTING_AGAINST}]|X[KB]?w")

_AUXILIARIES = re.compile(r"[XB]")
_CLAUSE_END = re.compile(r"[,;:()]|(?<=[LUTH])C")
_DONE = frozenset("LUTH")


@dataclass(slots=True)
class Row:
    """The items of one sentence: classes, words in lower case, and where each stands in `text`.

    `low` is the text in lower case and `begin` where the sentence begins; `things` holds the claims and mentions by
    their items and `refs` their numbers; `pointers` are the items that may name a scope without a capital ("the city",
    "national", "French"); `done` leads from an auxiliary to the participle that ends its clause.
    """

    text: str
    low: str
    begin: int
    codes: str
    words: list[str]
    things: dict[int, Claim | Mention]
    refs: dict[int, int]
    pointers: list[int]
    offsets: dict[int, int]
    done: dict[int, int] = field(default_factory=dict)

    def start(self, index: int) -> int:
        """Where the item begins in the text."""
        offset = self.offsets.get(index)
        return self._located(index) if offset is None else offset

    def end(self, index: int) -> int:
        """Where the item ends in the text."""
        thing = self.things.get(index)
        return self.start(index) + len(self.words[index]) if thing is None else thing.end

    def _located(self, index: int) -> int:
        """Find where an item and those between it and the last one located before it begin.

        Nothing but spaces and what a claim's hedge holds stands between two items.
        """
        offsets, words = self.offsets, self.words
        known = index - 1
        while known >= 0 and known not in offsets:
            known -= 1
        at = self.end(known) if known >= 0 else self.begin
        find = self.low.find
        for item in range(known + 1, index + 1):
            word = words[item]
            at = offsets[item] = find(word, at)
            at += len(word)
        return offsets[index]

    def index_of(self, offset: int, first: int, last: int) -> int:
        """The item of ``[first, last)`` that begins at or holds `offset`, -1 when there is none."""
        index = bisect_right(range(first, last), offset, key=self.start) + first - 1
        return index if index >= first and self.end(index) > offset else -1

    def capital(self, index: int) -> bool:
        """Whether the item begins with a capital."""
        return self.text[self.start(index)].isupper()

    def at(self, index: int) -> str:
        """The class at an index, a space outside the row."""
        return self.codes[index] if 0 <= index < len(self.codes) else " "


def row_of(
    text: str,
    low: str,
    span: tuple[int, int],
    claims: Sequence[tuple[int, Claim]],
    mentions: Sequence[tuple[int, Mention]],
    words: ContextWords,
) -> Row:
    """The items of the sentence at `span`; `low` is `text` in lower case with straight apostrophes."""
    classes, chunks = words.classes, words.chunks
    tokens: list[str] = []
    codes: list[str] = []
    refs: dict[int, int] = {}
    things: dict[int, Claim | Mention] = {}
    offsets: dict[int, int] = {}
    at, finish = span
    for start, end, thing, index in _stops(claims, mentions):
        claimed = isinstance(thing, Claim)
        if start < at:
            if end <= at or claimed:
                continue
            start = at
        until = max(at, thing.evidence_start) if isinstance(thing, Claim) else start
        for chunk in low[at:until].split():
            found, letters = chunks[chunk]
            tokens += found
            codes.append(letters)
        if until < start:
            for chunk in low[until:start].split():
                for token, letter in zip(*chunks[chunk], strict=True):
                    if letter in _GAP_VERBS:
                        tokens.append(token)
                        codes.append(letter)
        item = len(tokens)
        refs[item], things[item], offsets[item] = index, thing, thing.start
        if claimed:
            word = low[start:end]
            tokens.append(word)
            codes.append("U" if classes.get(word) == "U" else CLAIM)
        else:
            tokens.append("")
            codes.append(MENTION)
        if end > at:
            at = end
    for chunk in low[at:finish].split():
        found, letters = chunks[chunk]
        tokens += found
        codes.append(letters)
    pointing = words.pointers
    pointers = [] if pointing.isdisjoint(tokens) else [at for at, token in enumerate(tokens) if token in pointing]
    row = Row(text, low, span[0], _settled("".join(codes), tokens, words), tokens, things, refs, pointers, offsets)
    if not words.in_names.isdisjoint(tokens):
        _settle_names(row, words)
    if words.verb_last:
        _settle_participles(row)
    return row


def _settle_participles(row: Row) -> None:
    """Give an auxiliary the class of the participle that ends its clause: "hat im Quartal 41 Millionen verdient"."""
    codes = list(row.codes)
    for match in _AUXILIARIES.finditer(row.codes):
        at = match.start()
        end = _CLAUSE_END.search(row.codes, at)
        last = (end.start() if end is not None else len(codes)) - 1
        while last > at and codes[last] == '"':
            last -= 1
        if last > at + 1 and codes[last] in _DONE and "#" in row.codes[at:last]:
            codes[at], codes[last] = codes[last], "K"
            row.done[at] = last
    row.codes = "".join(codes)


def _stops(
    claims: Sequence[tuple[int, Claim]], mentions: Sequence[tuple[int, Mention]]
) -> list[tuple[int, int, Claim | Mention, int]]:
    """The claims and mentions in the order of the text, with where they begin and end and their numbers."""
    stops: list[tuple[int, int, Claim | Mention, int]] = [
        (claim.start, claim.end, claim, index) for index, claim in claims
    ]
    if mentions:
        stops += [(mention.start, mention.end, mention, index) for index, mention in mentions]
        stops.sort(key=_place)
    return stops


def _place(stop: tuple[int, int, Claim | Mention, int]) -> tuple[int, int]:
    return stop[:2]


def _settle_names(row: Row, words: ContextWords) -> None:
    """Words that begin names when written with a capital inside the sentence are no verbs there: "São Paulo"."""
    row.codes = "".join(
        "w" if row.words[index] in words.in_names and index and row.capital(index) else code
        for index, code in enumerate(row.codes)
    )


def _settled(loose: str, tokens: list[str], words: ContextWords) -> str:
    """The classes once words that are now a noun and now a verb are settled by their neighbours."""
    codes, count = list(loose), len(loose)
    for match in _UNSETTLED.finditer(loose):
        index = match.end() - 1
        code = codes[index]
        before = codes[index - 1] if index else " "
        after = codes[index + 1] if index + 1 < count else " "
        if code == "w":
            codes[index] = "T"
        elif code == VERBAL:
            verb = (before == "X") or (before in "wD" and tokens[index - 1][-1:] in "sx")
            verb = verb or (before == "P" and tokens[index - 1] in words.partitive)
            codes[index] = "T" if verb else "w"
        elif code == RESTATING:
            codes[index] = "=" if _claim_follows(codes, index) else words.otherwise[tokens[index]]
        elif code == SETTING_AGAINST:
            codes[index] = "~" if _claim_follows(codes, index) else words.otherwise[tokens[index]]
        elif code == "G":
            close = after == "#" or (after in "PK" and index + 2 < count and codes[index + 2] == "#")
            if before == "X" or (before in "wR@" and close):
                codes[index] = "U"
        elif code == "R":
            if before == " " and after == "w" and tokens[index] in words.pointing:
                codes[index] = "D"
        elif _is_noun(codes, tokens, index, before, after, words.nouns_too):
            codes[index] = "w"
    return "".join(codes)


def _is_noun(
    codes: list[str], tokens: list[str], index: int, before: str, after: str, nouns_too: frozenset[str]
) -> bool:
    """Whether a word that can be a verb is a noun or an adjective here: "the limit", "cost of", "selling price"."""
    if (before == "D" and after not in "#P") or (before == "O" and after not in "#KO"):
        return True
    if before == "D" and index > 1 and codes[index - 2] in "UT":
        # "lowered its forecast to 2%"
        return True
    if not index and after == "w" and tokens[index].endswith("ed"):
        # "Installed capacity doubled"
        return True
    if tokens[index] in nouns_too and (after in "XBLUH" or not _claim_follows(codes, index)):
        # "operating costs came to", "costs at the plant rose"
        return True
    if after == "O" and tokens[index + 1] == "of" and not tokens[index].endswith("ed"):
        return True
    return tokens[index].endswith("ing") and after in "wDO"


def _claim_follows(codes: list[str], index: int) -> bool:
    """Whether a claim follows, with nothing but small words between."""
    for code in codes[index + 1 : index + 5]:
        if code == "#":
            return True
        if code not in "DKOPR,w":
            return False
    return False
