"""Words that stand for something measured before: "it", "this figure", the "en" of "la région en compte 52"."""

from __future__ import annotations

from workbench.extraction.context.items import Row
from workbench.extraction.context.lexicon import ContextWords
from workbench.extraction.context.noun_phrases import Phrase
from workbench.extraction.context.roles import Same

_WITHOUT_SMALL = str.maketrans("", "", "KCXP@")


def is_partitive(row: Row, verb: int, words: ContextWords) -> bool:
    """Whether a small word before the verb stands for what is counted: "le Finistère en rassemble 924 000"."""
    first = verb - 1
    while first > 0 and row.codes[first] in "XK":
        first -= 1
    return first >= 0 and row.words[first] in words.partitive


def last_one(row: Row, at: int) -> Same:
    """What a pronoun before `at` stands for: the claim before in the sentence, or one of an earlier sentence."""
    return Same.BEFORE if "#" in row.codes[:at] else Same.EARLIER


def stands_for_another(row: Row, phrase: Phrase, words: ContextWords) -> bool:
    """Whether a phrase is a pronoun ("it", "celle-ci") or "this figure"."""
    codes = row.codes[phrase.first : phrase.last].translate(_WITHOUT_SMALL)
    if not codes or codes in ("R", "DR"):
        return True
    if codes not in ("Dw", "Rw"):
        return False
    return row.words[row.codes.index("w", phrase.first)] in words.reference_nouns
