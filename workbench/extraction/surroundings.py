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


def is_letter(character: str) -> bool:
    """Whether it is a letter that words are made of; Chinese characters need no space before a number."""
    return character.isalpha() and character < "\u2e80"


class Ahead:
    """The lower-case tokens behind `start`."""

    __slots__ = ("_pattern", "_text", "start", "tokens")

    def __init__(self, text: str, start: int, lexicon: Lexicon) -> None:
        self._text = text
        self._pattern = TOKEN if lexicon.han is None else HAN_TOKEN
        self.start = start
        stretch = text[start : start + _AHEAD]
        tokens = self._pattern.findall(stretch.lower())
        if len(stretch) == _AHEAD and len(tokens) > 1:
            tokens.pop()
        self.tokens: list[str] = tokens

    def span(self, index: int) -> tuple[int, int]:
        """Where token `index` stands in the text."""
        for position, match in enumerate(self._pattern.finditer(self._text, self.start, self.start + _AHEAD)):
            if position == index:
                return match.span()
        raise IndexError(index)

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

    __slots__ = ("_begin", "_end", "_pattern", "_text", "tokens")

    def __init__(self, text: str, end: int, lexicon: Lexicon, back: int = _BACK) -> None:
        self._text = text
        self._pattern = _BEFORE if lexicon.han is None else _HAN_BEFORE
        # The cell before, in a table, says nothing of this one: "France" before "12" is no "France 12".
        self._begin = max(0, end - back, text.rfind("\t", max(0, end - back), end) + 1)
        self._end = end
        self.tokens: list[str] = self._pattern.findall(text[self._begin : end].lower())[::-1]

    def start(self, index: int) -> int:
        """Where the token `index` places back begins."""
        starts = [match.start() for match in self._pattern.finditer(self._text, self._begin, self._end)]
        return starts[-1 - index]
