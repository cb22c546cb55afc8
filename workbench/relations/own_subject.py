"""Whether the words between a change and two levels show that one of them has a subject of its own.

"Tuition revenue grew 5% even though headcount fell to 9,412 from 9,660" tells a rise of one thing and two levels of
another; so do "where the rise comes to 22%" behind the levels of two places, a fall "because of lower prices, from 231
to 196", and a rate that its own two levels follow. Asked of contradicted relations only. Cues of the language file:
`turns`, `carries-on`, `stand-ins`, `no-subject`, `its-own`, `along-with`, `there`, `hence`, `includes`, `set-aside`,
`leads-from`, `weighs-in`, `indefinite`; classes `contrast`, `and`, `cause`.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model import Claim, Document, Kind, Operation
from workbench.relations.clauses import Clause
from workbench.relations.composing import same_unit
from workbench.relations.pairs import is_step
from workbench.relations.rules import LanguageRules, says
from workbench.relations.stream import build
from workbench.relations.wording import SENTENCE_END, between_spaces

_MOST, _TIMES_OVER, _LEADING, _NEAR = 60, 25, 3, 60
_NUMBERS = "MNQPpKkFmnq"


def has_own_subject(
    operation: Operation,
    told: tuple[Claim, Claim, Claim],
    document: Document,
    near: Sequence[Claim],
    rules: LanguageRules,
) -> bool:
    """Whether what is said of two levels is of something else, by the words beside and between them.

    `near` are the claims of the sentence of the change, in the order of the text.
    """
    first, second, said = told
    text = document.text
    whole, part = sorted((first, second), key=lambda level: level.start)
    if whole.sentence == part.sentence and _is_included(part, text, rules):
        return True
    if whole.sentence == said.sentence and _is_set_aside(whole, text, rules):
        return True
    if operation is Operation.POINTS and _is_contribution(said, text, rules):
        return True
    if said.quantity.kind is Kind.RATIO and _is_part_of_one(said, text, rules):
        return True
    if not said.sentence == first.sentence == second.sentence or len(near) > _MOST:
        return False
    stream = build(document, near, rules.vocabulary, rules.hearing)
    places = {claim.id: place for place, claim in enumerate(stream.claims) if claim is not None}
    if any(claim.id not in places for claim in told):
        return False
    at = places[said.id]
    low, high = sorted((places[first.id], places[second.id]))
    if at < low:
        return _is_of_one_ahead(Clause(document, stream, 0, len(stream.text), []), at, low, rules)
    if at > high:
        clause = Clause(document, stream, 0, len(stream.text), [])
        return _is_of_one_behind(clause, high, at, rules) or _leads_from(clause, at, told, rules)
    return False


def _is_of_one_ahead(clause: Clause, said: int, level: int, rules: LanguageRules) -> bool:
    """Whether a new subject or a cause that moved as well stands between a change and the levels behind it."""
    stream, members = clause.stream, rules.vocabulary.members
    caused = False
    for at in range(said + 1, level):
        symbol = stream.text[at]
        if symbol == SENTENCE_END:
            return False
        if _contrasts(clause, at, rules) and not _goes_on(clause, at + 1, rules):
            return True
        if symbol in members("and") and says(rules, "its-own", clause.words(at + 1, at + 2)):
            return True
        if symbol == "," and says(rules, "along-with", clause.words(at + 1, at + 2)):
            beside = stream.text[at + 2 : level]
            if beside[:1] not in tuple(_NUMBERS) and any(rules.vocabulary.sign_of(one) for one in beside):
                return True
        caused = caused or symbol in members("cause")
        if caused and rules.vocabulary.sign_of(symbol) and "," not in stream.text[said + 1 : at]:
            return True
    return False


def _is_of_one_behind(clause: Clause, level: int, said: int, rules: LanguageRules) -> bool:
    """Whether a clause of its own, or one about a place, opens between two levels and a change behind them."""
    stream, nouns = clause.stream, rules.vocabulary.members("noun")
    for at in range(level + 1, said):
        following = stream.text[at + 1 : at + 3]
        if stream.text[at] in rules.vocabulary.members("and") and _moves_itself(clause, at + 1, said, rules):
            return True
        if says(rules, "there", clause.words(at, at + 1)) and not says(rules, "hence", clause.words(at - 1, at + 1)):
            return True
        if (
            (_contrasts(clause, at, rules) or stream.text[at] == ";")
            and says(rules, "its-own", clause.words(at + 1, at + 2))
            and nouns.isdisjoint(following)
            and not any(symbol in _NUMBERS for symbol in following)
        ):
            return True
    return False


def _moves_itself(clause: Clause, start: int, said: int, rules: LanguageRules) -> bool:
    """Whether words up to a change name a thing of their own that moves: "and the four-week average slipped 1%"."""
    members = rules.vocabulary.members
    between = clause.stream.text[start:said]
    verbs = [at for at, symbol in enumerate(between) if symbol in members("verb") and symbol not in members("noun")]
    if not verbs or not says(rules, "its-own", clause.words(start, start + 1)):
        return False
    named = between[1 : verbs[0]]
    return bool(named) and members("noun sum-noun").isdisjoint(named) and not any(one in _NUMBERS for one in named)


def _contrasts(clause: Clause, at: int, rules: LanguageRules) -> bool:
    """Whether a word of contrast stands at a place."""
    symbol, members = clause.stream.text[at], rules.vocabulary.members
    said = clause.words(at, at + 1)
    return (symbol in members("contrast =but =mais") or says(rules, "turns", said)) and not says(
        rules, "carries-on", said
    )


def _goes_on(clause: Clause, at: int, rules: LanguageRules) -> bool:
    """Whether what stands at a place goes on about the same subject: a number, a change, a word that stands for it."""
    symbol = clause.stream.text[at : at + 1]
    if not symbol or symbol in _NUMBERS or rules.vocabulary.sign_of(symbol):
        return True
    return says(rules, "stand-ins", clause.words(at, at + 1)) or says(rules, "no-subject", clause.words(at, at + 1))


def _leads_from(clause: Clause, at: int, told: tuple[Claim, Claim, Claim], rules: LanguageRules) -> bool:
    """Whether a change is followed at once by a level of its own: "slipped only 2%, from 3,268 to 3,203"."""
    stream = clause.stream
    for place in range(at + 1, min(len(stream.text), at + 1 + _LEADING)):
        level = stream.claims[place]
        if level is not None:
            alike = all(same_unit(level, other) and is_step(level, other, _TIMES_OVER) for other in told[:2])
            return alike and level not in told and says(rules, "leads-from", clause.words(place - 1, place))
    return False


def _is_included(level: Claim, text: str, rules: LanguageRules) -> bool:
    """Whether a level is told to be a part of another: "$3.4 billion, including $290 million"."""
    words = between_spaces(text[max(level.sentence[0], level.start - _NEAR) : level.start]).split()
    return says(rules, "includes", f" {' '.join(words[-_LEADING:])} ")


def _is_set_aside(level: Claim, text: str, rules: LanguageRules) -> bool:
    """Whether the clause of a level opens with what a result leaves out: "Before items of 31m, compared to 6m, ..."."""
    start = max(level.sentence[0], level.start - _NEAR)
    start = max(start, text.rfind(";", start, level.start) + 1, text.rfind(":", start, level.start) + 1)
    words = between_spaces(text[start : level.start]).split()
    whole = start > level.start - _NEAR and "," not in text[start : level.start]
    return whole and bool(words) and says(rules, "set-aside", f" {words[0]} ")


def _is_contribution(said: Claim, text: str, rules: LanguageRules) -> bool:
    """Whether points are what something adds to the change of another: "they explain 1.7 of the 4.6 points"."""
    return says(rules, "weighs-in", between_spaces(text[max(said.sentence[0], said.start - _NEAR) : said.start]))


def _is_part_of_one(said: Claim, text: str, rules: LanguageRules) -> bool:
    """Whether a fraction is that of one unit: "half a turn down"."""
    following = between_spaces(text[said.end : min(said.sentence[1], said.end + _NEAR)]).split()
    return bool(following) and says(rules, "indefinite", f" {following[0]} ")
