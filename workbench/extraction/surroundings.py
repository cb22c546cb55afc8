"""The words right before and right behind a place in the text, read once and located only when asked."""

from __future__ import annotations

import re

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.phrases import HAN_TOKEN, TOKEN
from workbench.extraction.piece import Piece

# Signs of currencies, before a number or behind it.
CURRENCY_SIGNS = "$¢£¥֏৳฿៛₡₦₨₩₪₫€₭₮₱₲₴₵₸₹₺₼₽₾₿﷼＄￡￥￦円元"
_AHEAD = 48
_BACK = 48
_BEFORE = re.compile(r"\w+|[<>≤≥]=?|[^\w\s'’ʼ-]")
_HAN_BEFORE = re.compile(r"[^\W\d_\u2e80-\u9fff]+|[0-9]+|[\u2e80-\u9fff]|[<>≤≥]=?|[^\w\s'’ʼ-]")
_LONGEST_KEPT = 24


class _Chunks(dict[str, list[str]]):
    """The tokens of what stands between two spaces, which no token crosses; most texts repeat most of theirs.

    In a text in Chinese that is half a sentence, which nothing repeats: `most` is how many are kept.
    """

    def __init__(self, pattern: re.Pattern[str], most: int = 20_000) -> None:
        super().__init__()
        self.pattern = pattern
        self._most = most

    def __missing__(self, chunk: str) -> list[str]:
        tokens: list[str] = self.pattern.findall(chunk)
        if len(self) < self._most and len(chunk) <= _LONGEST_KEPT:
            self[chunk] = tokens
        return tokens


_CHUNKS, _HAN_CHUNKS = _Chunks(TOKEN), _Chunks(HAN_TOKEN, 0)
_CHUNKS_BEFORE, _HAN_CHUNKS_BEFORE = _Chunks(_BEFORE), _Chunks(_HAN_BEFORE, 0)


def tokens_of(stretch: str) -> set[str]:
    """The lower-case tokens of a stretch of text, in a language that puts spaces between words."""
    chunks = stretch.lower().split()
    # The first and the last may be no whole words.
    tokens = set(TOKEN.findall(" ".join((*chunks[:1], *chunks[-1:]))))
    for chunk in chunks[1:-1]:
        tokens.update(_CHUNKS[chunk])
    return tokens


def is_letter(character: str) -> bool:
    """Whether it is a letter that words are made of; Chinese characters need no space before a number."""
    return character.isalpha() and character < "\u2e80"


class Ahead:
    """The lower-case tokens behind `start`."""

    __slots__ = ("_low", "start", "tokens")

    def __init__(self, text: str, start: int, lexicon: Lexicon) -> None:
        self.start = start
        stretch = text[start : start + _AHEAD]
        low = stretch.lower()
        if len(low) != len(stretch):
            low = stretch.replace("\u0130", "I").lower()
        self._low = low
        known = _CHUNKS if lexicon.han is None else _HAN_CHUNKS
        chunks = low.split()
        cut = chunks.pop() if chunks and len(low) == _AHEAD else ""
        tokens: list[str] = []
        for chunk in chunks:
            tokens += known[chunk]
        if cut and not (tokens and lexicon.han is None and cut.isalnum()):
            # The last token may be no whole word; letters and digits alone are one token, left out at once.
            tokens += known.pattern.findall(cut)
            if len(tokens) > 1:
                tokens.pop()
        self.tokens = tokens

    def span(self, index: int) -> tuple[int, int]:
        """Where token `index` stands in the text."""
        at = 0
        # Nothing but spaces, apostrophes and hyphens stands between tokens.
        for token in self.tokens[:index]:
            at = self._low.find(token, at) + len(token)
        token = self.tokens[index]
        at = self.start + self._low.find(token, at)
        return at, at + len(token)

    def end(self, index: int) -> int:
        """Where token `index` ends."""
        return self.span(index)[1]


def ahead_of(text: str, piece: Piece, lexicon: Lexicon) -> Ahead:
    """What stands behind `piece`; kept with it until its end moves."""
    ahead = piece.ahead
    if ahead is None or ahead.start != piece.end:
        ahead = piece.ahead = Ahead(text, piece.end, lexicon)
    return ahead


class Behind:
    """The lower-case tokens before `end`, nearest first."""

    __slots__ = ("_begin", "_low", "tokens")

    def __init__(self, text: str, end: int, lexicon: Lexicon, back: int = _BACK) -> None:
        begin = end - back if end > back else 0
        # The cell before, in a table, says nothing of this one: "France" before "12" is no "France 12".
        self._begin = begin = text.rfind("\t", begin, end) + 1 or begin
        low = text[begin:end].lower()
        if len(low) != end - begin:
            low = text[begin:end].replace("\u0130", "I").lower()
        self._low = low
        known = _CHUNKS_BEFORE if lexicon.han is None else _HAN_CHUNKS_BEFORE
        chunks = low.split()
        tokens: list[str] = []
        if chunks:
            # The first may be no whole word; letters and digits alone are one token.
            first = chunks[0]
            tokens += [first] if lexicon.han is None and first.isalnum() else known.pattern.findall(first)
            for chunk in chunks[1:]:
                tokens += known[chunk]
            tokens.reverse()
        self.tokens = tokens

    def start(self, index: int) -> int:
        """Where the token `index` places back begins."""
        at = len(self._low)
        # Nothing but spaces, apostrophes and hyphens stands between tokens.
        for token in self.tokens[: index + 1]:
            at = self._low.rfind(token, 0, at)
        return self._begin + at
