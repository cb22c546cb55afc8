"""Words behind a number that are nothing but words, told apart once for all the numbers they follow."""

from __future__ import annotations

from functools import lru_cache

from workbench.extraction.lexicon import lexicon_for
from workbench.extraction.surroundings import CURRENCY_SIGNS

_MOST_KEPT = 20_000
_SIGNS = frozenset(CURRENCY_SIGNS)


@lru_cache(_MOST_KEPT)
def is_mere_word(word: str, language: str) -> bool:
    """Whether the letters of `word` are no symbol, mark or short form of anything in `language`."""
    lexicon = lexicon_for(language)
    if word == "s" or not _SIGNS.isdisjoint(word):
        return False
    tables = (lexicon.prefixes, lexicon.abbreviations, lexicon.closing, lexicon.glued)
    return word.replace("^", "").replace("₂", "2") not in lexicon.symbols and not any(word in t for t in tables)
