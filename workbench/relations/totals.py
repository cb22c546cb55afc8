"""What keeps a number from being the total of the parts beside it, and parts from being parts."""

from __future__ import annotations

from decimal import Decimal

from workbench.model import Document
from workbench.relations.changes import is_compared
from workbench.relations.matching import Match
from workbench.relations.rules import LanguageRules
from workbench.relations.wording import tokens

_BEFORE, _WORDS = 4, 60
_OLDEST = 120
_FEW_SHARES, _MANY_SHARES = 40, 200


def own_total(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the total is not the old value of a comparison ("rose to 151 from 149 and included ...").

    Nor is one what is left out of a total ("excluding the sum of 94, and including that of 100"), an age or a limit.
    """
    place = match.places["total" if "total" in match.places else "greater"]
    total = match.stream.claims[place]
    if total is None:
        return False
    start = match.stream.starts[max(0, place - _BEFORE)]
    before = f" {' '.join(word for word, _, _ in tokens(document.text[start : total.start]))} "
    if any(cue in before for cue in rules.cues.get("left-out", ())):
        return False
    quantity = total.quantity
    limit = quantity.hedge is not None and quantity.unit is None and not total.counted
    if limit and (quantity.value or 0) < _OLDEST:
        return False
    return not is_compared(match, place, rules)


def is_gross(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether the whole is no loss, profit or flow of cash: what is left of sums of both signs can be below a part."""
    whole = match.one("total") or match.one("greater")
    if whole is None:
        return False
    start = max(whole.sentence[0], whole.start - _WORDS)
    words = f" {' '.join(word for word, _, _ in tokens(document.text[start : whole.start]))} "
    return not any(cue in words for cue in rules.cues.get("nets", ()))


def near_a_hundred(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether shares said to be all of one whole come near to a hundred: rates of interest do not."""
    total = sum((claim.quantity.value or Decimal(0) for claim in match.roles["part"]), Decimal(0))
    return _FEW_SHARES <= total <= _MANY_SHARES
