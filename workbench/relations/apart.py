"""What shows that numbers beside each other are of different things."""

from __future__ import annotations

from workbench.model import Claim, Document
from workbench.relations.matching import Match
from workbench.relations.rules import LanguageRules, says
from workbench.relations.stream import Stream
from workbench.relations.wording import CLOSE, OPEN, SENTENCE_END, spoken, tokens

_HYPHENS = frozenset("-\u2010\u2011")
_LEVELS = "MNQ"
_STEM, _NEAR, _REACH, _NEXT = 4, 6, 8, 20


def has_own_subject(before: str, rules: LanguageRules) -> bool:
    """Whether what a comma parts from its verb is a new subject: "577 in 2019), the thefts (of any kind), rose".

    `before` are the symbols from the number up to that comma.
    """
    depth, start = 0, -1
    for at, symbol in enumerate(before):
        depth = max(0, depth + (symbol == OPEN) - (symbol == CLOSE))
        if symbol == "," and not depth:
            start = at
    return start >= 0 and before[start + 1 : start + 2] in set(rules.vocabulary.symbols("article"))


def of_another(document: Document, stream: Stream, share: int, whole: int, rules: LanguageRules) -> bool:
    """Whether the noun after "of all" or "of the total" is not that of the whole: "22% of all my appointees"."""
    text, vocabulary = stream.text, rules.vocabulary
    words = _words(document, stream, share + 1, share + 1 + _NEAR)
    cues = (cue.split() for cue in rules.cues.get("same-noun", ()))
    phrase = next((cue for cue in cues if words[: len(cue)] == cue), None)
    if phrase is None:
        return False
    place, passed = share + 1, 0
    while place < len(text) and passed < len(phrase):
        passed += len(_words(document, stream, place, place + 1))
        place += 1
    ends = ",;:" + OPEN + CLOSE + SENTENCE_END + vocabulary.symbols("verb") + vocabulary.symbols("and")
    following = words[len(phrase) : len(phrase) + 2]
    if place >= len(text) or text[place] in ends or f" {following[0]} " in rules.cues.get("stand-ins", ()):
        return False
    near = {word[:_STEM] for word in _words(document, stream, whole, whole + _NEAR)}
    return near.isdisjoint(word[:_STEM] for word in following)


def than_another(document: Document, stream: Stream, place: int, rules: LanguageRules) -> bool:
    """Whether a difference is from something that is named but not counted: "6 million more than our own output"."""
    text, vocabulary = stream.text, rules.vocabulary
    if text[place] not in _LEVELS:
        return False
    for at in range(place + 1, min(len(text), place + 1 + _REACH)):
        if stream.claims[at] is not None or text[at] in ",;:":
            return False
        if text[at] in vocabulary.symbols("than"):
            end = min(len(text), at + 1 + _REACH)
            following = f" {' '.join(_words(document, stream, at, end))} "
            told = says(rules, "earlier", following)
            return not told and all(stream.claims[there] is None for there in range(at + 1, end))
    return False


def own_base(match: Match, rules: LanguageRules, document: Document) -> bool:
    """Whether what is multiplied is not the outcome ("doubling to 44"), nor a count set beside a bare number.

    "Three times fewer than the 360" divides.
    """
    base, result, factor = match.one("base"), match.one("result"), match.one("factor")
    if base is None or result is None:
        return False
    if factor is not None and says(rules, "times-less", f" {_following(factor, document)} "):
        return False
    place = match.places["base"]
    if place > match.places["factor"] and match.stream.text[place - 1] in rules.vocabulary.symbols("to"):
        return False
    if result.counted and base.counted and result.counted[:_STEM].lower() != base.counted[:_STEM].lower():
        return False
    bare = result.quantity.unit is None and result.counted is None
    return not (bare and base.counted is not None and place > match.places["result"])


def _following(claim: Claim, document: Document) -> str:
    words = spoken(document.text[claim.end : claim.end + _NEXT])
    return words[0] if words else ""


def comes_from_another(match: Match, rules: LanguageRules) -> bool:
    """Whether the new level already has its old one before it ("passent de 150 à 120 ; ... 100 en 2015")."""
    place = match.places.get("after", 0)
    if place < 2 or match.stream.text[place - 1] not in rules.vocabulary.symbols("to"):
        return False
    other = match.stream.claims[place - 2]
    if other is None or match.stream.text[place - 2] not in _LEVELS:
        return False
    return all(other not in claims for claims in match.roles.values())


def goes_on_to_another(match: Match, rules: LanguageRules) -> bool:
    """Whether the old level leads to another new one right behind it ("than turnover, which went from 60 to 70")."""
    place = match.places.get("before", 0)
    tos = rules.vocabulary.symbols("to") + rules.vocabulary.symbols("=to")
    froms = rules.vocabulary.symbols("old") + rules.vocabulary.symbols("of")
    text = match.stream.text
    if place < 1 or text[place - 1] not in froms or text[place + 1 : place + 2] not in tuple(tos):
        return False
    other = match.stream.claims[place + 2] if place + 2 < len(text) else None
    if other is None or text[place + 2] not in _LEVELS:
        return False
    return all(other not in claims for claims in match.roles.values())


def is_compound(document: Document, claim: Claim) -> bool:
    """Whether a hyphen makes a number the beginning of a word: "a 72-hole total"."""
    following = document.text[claim.end : claim.end + 2]
    return following[:1] in _HYPHENS and following[1:].isalpha()


def _words(document: Document, stream: Stream, first: int, last: int) -> list[str]:
    last = min(last, len(stream.text))
    if first >= last:
        return []
    return [word for word, _, _ in tokens(document.text[stream.starts[first] : stream.ends[last - 1]])]
