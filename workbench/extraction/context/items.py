"""A sentence as a row of items, each a word, a mark, a claim or a mention of a time, with its class in one letter.

The letters are those of `lexicon`; marks stand for themselves; "=" is a word that restates ("soit"), "~" one that sets
against ("contre").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.extraction.calendar import Mention
from workbench.extraction.context.lexicon import CLAIM, MENTION, ContextWords
from workbench.model import Claim

_TOKEN = re.compile(
    r"'s\b|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:-[^\W\d_]+)*(?:'(?=[^\W\d_])(?!s\b))?|\d[\d.,]*|[^\w\s]"
)
# What may stand between the hedge and the number and still count: "dépassé 350", "down 2 %".
_GAP_VERBS = frozenset("LUTHB^G")
_MARKS = {mark: mark for mark in ",;:()-/'&"} | {"'s": "'", "–": "-", "—": "-", "[": "(", "]": ")", "•": ";", "|": ";"}
_OTHER_MARK = '"'


@dataclass(slots=True)
class Row:
    """The items of one sentence. `refs` holds the claim's or mention's place in its list for "#" and "@", else -1."""

    codes: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    refs: list[int]
    text: str

    def capital(self, index: int) -> bool:
        """Whether the item begins with a capital."""
        return self.text[self.starts[index]].isupper()

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
    codes: list[str] = []
    tokens: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    refs: list[int] = []
    classes = words.classes
    stops = [(claim.start, claim.end, claim.evidence_start, CLAIM, index) for index, claim in claims]
    stops += [(mention.start, mention.end, mention.start, MENTION, index) for index, mention in mentions]
    stops.sort()
    at, finish = span
    stops.append((finish, finish, finish, "", -1))
    for start, end, evidence, code, index in stops:
        if start < at:
            if end <= at or code == CLAIM:
                continue
            start = at
        for match in _TOKEN.finditer(low, at, start):
            token = match.group()
            letter = classes.get(token)
            if match.start() >= evidence and letter not in _GAP_VERBS:
                continue
            if letter is None:
                first = token[0]
                letter = "w" if first.isalpha() else "n" if first.isdigit() else _MARKS.get(token, _OTHER_MARK)
            codes.append(letter)
            tokens.append(token)
            starts.append(match.start())
            ends.append(match.end())
            refs.append(-1)
        if code:
            word = low[start:end] if code == CLAIM else ""
            codes.append("U" if classes.get(word) == "U" else code)
            tokens.append(word)
            starts.append(start)
            ends.append(end)
            refs.append(index)
        at = max(at, end)
    _settle(codes, tokens, words)
    return Row("".join(codes), tokens, starts, ends, refs, text)


def _settle(codes: list[str], tokens: list[str], words: ContextWords) -> None:
    """Settle words that are now a noun and now a verb by their neighbours."""
    count, endings = len(codes), words.verb_endings
    for index in range(count):
        code = codes[index]
        before = codes[index - 1] if index else " "
        if code == "w":
            if before == "X" or (before in "KB" and index > 1 and codes[index - 2] == "X"):
                codes[index] = "T"
            elif endings and before in "wD" and tokens[index].endswith(endings) and tokens[index - 1][-1:] in "sx":
                if not tokens[index].endswith(words.noun_endings):
                    codes[index] = "T"
        elif code in "LUTHY":
            after = codes[index + 1] if index + 1 < count else " "
            if (before == "D" and after not in "#P") or (before == "O" and after not in "#KO"):
                codes[index] = "w"
            elif after == "O" and tokens[index + 1] == "of" and not tokens[index].endswith("ed"):
                codes[index] = "w"
            elif tokens[index].endswith("ing") and after in "wDO":
                codes[index] = "w"
        elif code == "G":
            after = codes[index + 1] if index + 1 < count else " "
            if before == "X" or (before in "wR@" and (after == "#" or (after in "PK" and index + 2 < count and codes[index + 2] == "#"))):
                codes[index] = "U"
        elif code == "R" and before == " " and tokens[index] in ("this", "that", "these", "those", "ce") and index + 1 < count and codes[index + 1] == "w":
            codes[index] = "D"
        token = tokens[index]
        if token in words.equal and _claim_follows(codes, index):
            codes[index] = "="
        elif token in words.versus and code != "U" and _claim_follows(codes, index):
            codes[index] = "~"


def _claim_follows(codes: list[str], index: int) -> bool:
    """Whether a claim follows, with nothing but small words between."""
    for code in codes[index + 1 : index + 5]:
        if code == "#":
            return True
        if code not in "DKOPR,w":
            return False
    return False
