"""Whether a figure is said of one place in one text and of another in the other."""

from __future__ import annotations

from workbench.extraction.context.gazetteer import Place, gazetteer
from workbench.model import Claim, Document

_LONGEST_SENTENCE = 600


def is_of_another_place(old: tuple[Claim, Document], new: tuple[Claim, Document]) -> bool:
    """Whether the two claims name, each in its sentence, two places that have been exchanged or replaced.

    Where one place holds the other ("50 % of Jiangsu" against "50 % of Wuxi") both sentences have to name both: a text
    may well say of the province what another says of its town.
    """
    first, second = old[0].scope, new[0].scope
    if first is None or second is None or first.casefold() == second.casefold():
        return False
    places = gazetteer()
    one, other = places.lookup(first), places.lookup(second)
    if one is None or other is None or one.number == other.number or one.code == other.code:
        return False
    if not _names(old, one) or not _names(new, other):
        return False
    if places.holds(one, other) or places.holds(other, one):
        return _names(old, other) and _names(new, one)
    return not _names(new, one) or _names(old, other)


def _names(side: tuple[Claim, Document], place: Place) -> bool:
    claim, document = side
    start, end = claim.sentence
    sentence = document.text[start : min(end, start + _LONGEST_SENTENCE)]
    name = place.name(document.language[:2])
    return len(name) > 1 and name in sentence
