"""What a quantity is counted or paid by: "euros par mois", "$80 a barrel", "3.6 times a day"."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.surroundings import Ahead

_STRETCHES = frozenset(("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade"))
_NO_SYMBOL_BEFORE = frozenset(("'", "’", "-", "‑"))


def per_behind(text: str, ahead: Ahead, lexicon: Lexicon, *, priced: bool = False) -> tuple[str, int] | None:
    """What something is counted by, and where the words for it end: "par mois", "a barrel", "de CO2 par habitant"."""
    tokens = ahead.tokens
    if not tokens or tokens[0] not in lexicon.per_openers:
        return None
    of_what = len(tokens) > 2 and tokens[0] in lexicon.linking and tuple(tokens[:1]) not in lexicon.per_words
    begin = 2 if of_what else 0
    for words in (2, 1):
        at = begin + words
        if at >= len(tokens):
            continue
        phrase = tuple(tokens[begin:at])
        if phrase not in lexicon.per_words and not (priced and words == 1 and tokens[begin] in lexicon.priced_by):
            continue
        found = lexicon.names.longest(tokens, at)
        if found is not None and not found[1].money and found[1].name is not None:
            return found[1].name, ahead.end(at + found[0] - 1)
        if tokens[at] in lexicon.per_nouns and phrase + tuple(tokens[at : at + 2]) not in lexicon.per_idioms:
            return lexicon.per_nouns[tokens[at]], ahead.end(at)
        start, end = ahead.span(at)
        if text[end : end + 1] in _NO_SYMBOL_BEFORE:
            # "par l'État", "à la mi-septembre"
            return None
        unit = lexicon.symbols.get(text[start:end])
        return (unit.name, end) if unit is not None and unit.name is not None and not unit.money else None
    return None


def is_how_often(tokens: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether what follows is a stretch of time: "3.6 times a day", "167 fois l'an" count, and compare nothing."""
    for words in (2, 1):
        opens = tuple(tokens[at : at + words]) in lexicon.per_words
        if opens or (words == 1 and tokens[at : at + 1] and tokens[at] in lexicon.priced_by):
            found = lexicon.names.longest(tokens, at + words)
            return found is not None and found[0] == 1 and found[1].name in _STRETCHES
    return False
