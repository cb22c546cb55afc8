"""What a share is of: the whole that its wording names, unless the text speaks of another one."""

from __future__ import annotations

from workbench.model import Claim, Document, Kind
from workbench.relations.matching import Match
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import CLOSE, OPEN, tokens

_LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})
_TIMES_OVER = 10
_FOLLOWING = 60
_LABEL = 20
_SMALL, _STEM = 3, 5


def own_whole(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether no other number of the text near by makes the share right when the one its words name does not.

    "40 houses and 10 flats, or 20%" may speak of all fifty, "900 passed, of whom 400 girls, or 30%" of those who sat.
    """
    part, whole, share = (match.one(role) for role in ("part", "whole", "share"))
    if part is None or whole is None or share is None or share.quantity.kind is not Kind.PERCENT:
        return True
    if whole.start < share.start and _of_something_new(match, share, rules, document):
        return False
    if _is_age(whole, rules, document) or (share.start < whole.start and _has_share_of_its_own(match)):
        return False
    values = [claim.quantity.value for claim in (part, whole, share)]
    if None in values:
        return True
    piece, base, stated = (abs(value) for value in values if value is not None)
    if piece > _TIMES_OVER * base:
        return False
    step = share.quantity.step / 2
    if not base or abs(piece / base * 100 - stated) <= step:
        return True
    near = [claim for claim in (*match.stream.claims, *match.stream.earlier) if claim is not None]
    others = [
        abs(claim.quantity.value)
        for claim in near
        if claim.quantity.kind in _LEVELS and claim.quantity.value and claim not in (part, whole)
    ]
    bases = [piece + base, *(other for other in others if other > piece)]
    fits = any(abs(piece / other * 100 - stated) <= step for other in bases)
    return not fits and not any(abs(base / other * 100 - stated) <= step for other in others if other > base)


def _is_age(whole: Claim, rules: LanguageRules, document: Document) -> bool:
    """Whether the number is a limit of age: "under the age of 18, 91 people (7.5%) were 18 to 24"."""
    before = [word for word, _, _ in tokens(document.text[max(0, whole.start - _LABEL) : whole.start])]
    joined = f" {' '.join(before)} "
    return whole.counted is None and any(joined.endswith(cue) for cue in rules.cues.get("ages", ()))


def _has_share_of_its_own(match: Match) -> bool:
    """Whether a percentage follows the number at once: "2.9% of sales (47.3 million, or 2.5% of sales, in 2019)"."""
    stream, place = match.stream, match.places["whole"]
    for at in range(place + 1, min(len(stream.text), place + 1 + _STEM)):
        if stream.claims[at] is not None:
            return stream.text[at] in "Pp" and CLOSE not in stream.text[place:at] and OPEN not in stream.text[place:at]
    return False


def _of_something_new(match: Match, share: Claim, rules: LanguageRules, document: Document) -> bool:
    """Whether a share is of what nothing before it is called: "93 names, or 3% of the authors"."""
    text, place = match.stream.text, match.places["share"]
    vocabulary = rules.vocabulary
    if place + 1 >= len(text) or text[place + 1] not in vocabulary.symbols("of"):
        return False
    named = vocabulary.symbols("total-noun") + vocabulary.symbols("pronoun") + vocabulary.symbols("sum-noun")
    following = document.text[share.end : share.end + _FOLLOWING]
    if any(symbol in named for symbol in text[place + 2 : place + 4]):
        return False
    spelled = [word for word, _, _ in tokens(following)]
    if says(rules, "same", f" {' '.join(spelled)} "):
        return False
    words = [word for word in spelled if len(word) > _SMALL][:2]
    before = {word[:_STEM] for word, _, _ in tokens(document.text[match.stream.starts[0] : share.start])}
    return bool(words) and not any(word[:_STEM] in before for word in words)
