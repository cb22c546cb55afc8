"""The whole a share is said to be of, when the text does not give its value."""

from __future__ import annotations

from workbench.extraction import context
from workbench.model import Claim, Document, Unknown
from workbench.relations.matching import Match
from workbench.relations.rules import LanguageRules
from workbench.relations.wording import OTHER_WORD, tokens

_MOST_WORDS = 9


def whole_of(document: Document, part: Claim, share: Claim, match: Match, rules: LanguageRules) -> Unknown | None:
    """The unstated whole that `share` speaks of; ``None`` when the text does not name it.

    What the context of the claim knows of it comes first, then the words after the share.
    """
    spelled = _spelled_out(document, part, share, match, rules)
    known = context.whole_of(document, share)
    if spelled is None or known is None or known.scope is None or known.indicator is None:
        return spelled
    if part.period is None:
        return spelled
    period = str(part.period)
    return Unknown(
        _key(known.indicator, known.scope, period, part),
        known.name,
        part.quantity.unit,
        known.indicator,
        known.scope,
        period,
    )


def _key(indicator: str | None, scope: str, period: str | None, part: Claim) -> str:
    names = ("" if indicator is None else _folded(indicator), _folded(scope), period or "", part.quantity.unit or "")
    return "whole:" + "|".join(names)


def _spelled_out(document: Document, part: Claim, share: Claim, match: Match, rules: LanguageRules) -> Unknown | None:
    """The whole as the words after the share name it; a whole of this part alone, since its scope is not known."""
    stream = match.stream
    place = match.places["share"]
    of, pronoun, article = (set(rules.vocabulary.symbols(name)) for name in ("of", "pronoun", "article"))
    stop = set(rules.vocabulary.symbols("whole-end"))
    start = end = -1
    stands_for = False
    count = 0
    for at in range(place + 1, len(stream.text)):
        symbol = stream.text[at]
        if symbol in of and start < 0:
            continue
        if symbol in pronoun and start < 0:
            stands_for = True
            continue
        if symbol in stop or stream.claims[at] is not None or symbol in ",;:⟨⟩¶–" or count == _MOST_WORDS:
            break
        if start < 0 and symbol in article:
            continue
        if start < 0:
            start = stream.starts[at]
        end = stream.ends[at]
        count += symbol == OTHER_WORD or symbol not in of
    if start < 0:
        return None
    words = document.text[start:end]
    name = words
    indicator = part.indicator
    if stands_for:
        name = f"{indicator}, {words}" if indicator else words
    else:
        total = set(rules.vocabulary.symbols("total-noun"))
        named = any(symbol in total for symbol in stream.text[place + 1 : place + 6])
        if named and indicator:
            name = f"{indicator}, {words}"
        elif not named:
            indicator = words
    period = str(part.period) if part.period is not None else None
    key = f"{_key(indicator, words, period, part)}|{part.id}"
    return Unknown(
        key, name, part.quantity.unit, indicator, words if stands_for or indicator != words else None, period
    )


def _folded(words: str) -> str:
    return " ".join(word for word, _, _ in tokens(words))
