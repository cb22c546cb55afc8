"""The numbers of a block of text with the words around them, as signs are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.model import Claim, Document
from workbench.relations.arms import Figure
from workbench.relations.rules import LanguageRules
from workbench.relations.sentence import Sentence
from workbench.relations.wording import CLOSE, OPEN, SENTENCE_END

STOPS = frozenset({".", ";"})
_SIGNS = {OPEN: "(", CLOSE: ")", SENTENCE_END: "."}
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Number:
    """A claim at a place among the words; `sentence` counts the sentences with numbers of its block.

    `symbol` is the letter relations read it as, `depth` how many brackets stand around it, and `figure` what the
    words around it make of it, where they were read.
    """

    claim: Claim
    symbol: str
    place: int
    sentence: int
    depth: int
    figure: Figure | None

    @property
    def size(self) -> Decimal:
        """The value as written, without its sign; 0 where it has none."""
        return abs(self.claim.quantity.value or Decimal(0))


class Passage:
    """Neighbouring sentences of one block: their words, what each means in rules, and their numbers.

    `words[i]` is a word or phrase cut after seven letters, a sign, or the symbol of a number between « and »;
    `meanings[i]` the classes of phrases it belongs to.
    """

    def __init__(self, document: Document, sentences: Sequence[Sentence], rules: LanguageRules) -> None:
        self.words: list[str] = []
        self.meanings: list[tuple[str, ...]] = []
        self.numbers: list[Number] = []
        self._depth = 0
        known = rules.vocabulary.class_names()
        for count, sentence in enumerate(sentences):
            if self.words:
                self._add(".")
                self._depth = 0
            figures = {figure.claim.id: figure for figure in sentence.told.figures}
            stream = sentence.stream
            for symbol, claim, start, end in zip(stream.text, stream.claims, stream.starts, stream.ends, strict=True):
                if claim is not None:
                    figure = figures.get(claim.id)
                    self.numbers.append(Number(claim, symbol, len(self.words), count, self._depth, figure))
                    self._add(f"«{symbol}»")
                elif symbol in _SIGNS:
                    self._add(_SIGNS[symbol])
                else:
                    self._add(_word(document.text[start:end] or symbol), known.get(symbol, ()))

    def _add(self, word: str, meanings: tuple[str, ...] = ()) -> None:
        if word == "(":
            self._depth += 1
        elif word == ")":
            self._depth = max(0, self._depth - 1)
        self.words.append(word)
        self.meanings.append(meanings)

    def word(self, place: int) -> str:
        """The word at a place; ``^`` where the passage has none."""
        return self.words[place] if 0 <= place < len(self.words) else "^"

    def meaning(self, place: int) -> tuple[str, ...]:
        """The classes of phrases of the word at a place."""
        return self.meanings[place] if 0 <= place < len(self.words) else ()


def _word(text: str) -> str:
    if text.isalpha():
        return text[:_LONGEST].lower()
    word = text.lower().replace("’", "'")
    return "#" if any(map(str.isdigit, word)) else word[:_LONGEST]
