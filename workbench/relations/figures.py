"""What each number of a sentence is in a comparison, by the words of its own around it.

The words between a number and its neighbours are its arms. They say whether it is a level or how far a level moved,
whether it is the level compared with ("against", "a year earlier", in brackets behind "than in 2018"), the date it is
of, the stretch of time it is compared over, and whether it is a forecast, a target or of another perimeter.
"""

from __future__ import annotations

import re
from decimal import Decimal

from workbench.model import Document, Role
from workbench.relations.arms import AMOUNTS, CHANGE, EDGES, RATE, RATES, READ, Arms, Figure
from workbench.relations.changes import is_like_a_year
from workbench.relations.clauses import Clause
from workbench.relations.composing import same_unit
from workbench.relations.rules import LanguageRules, says
from workbench.relations.stream import Stream

_NUMBER = re.compile(f"[{EDGES}U]")
_SMALLEST, _NEAR, _HUNDRED = 2, 4, 100
_DIGITS, _CENTURIES = 4, ("17", "18", "19", "20")


def figures_of(document: Document, stream: Stream, rules: LanguageRules) -> list[Figure]:
    """The figures of a stream in the order of the text: its numbers but dates, ranks and lengths of time gone by."""
    clause = Clause(document, stream, 0, len(stream.text), [])
    found: list[Figure] = []
    left = 0
    for number in _NUMBER.finditer(stream.text):
        at, symbol, begins = number.start(), number.group(), left
        if symbol != "U":
            left = at + 1
        claim = stream.claims[at] if symbol in READ else None
        if claim is None or claim.quantity.value is None or claim.quantity.value_high is not None:
            continue
        if is_like_a_year(claim) or _is_year(clause, at, rules):
            continue
        if symbol == "U" and _is_time_gone_by(clause, at, rules):
            continue
        figure = Arms(clause, at, begins, rules).figure()
        if symbol == "F" and figure.delta is None:
            continue
        if (
            found
            and figure.delta is None
            and (not figure.old or figure.bracketed)
            and not (figure.bracketed and (figure.age or figure.date is not None) and symbol in AMOUNTS)
            and _is_in_other_words(clause, found[-1], figure, rules)
        ):
            figure.delta, figure.sign, figure.old = RATE if symbol in RATES else CHANGE, found[-1].sign, False
        elif found and figure.delta is None and _is_one_more(clause, found[-1], figure, rules):
            figure.delta, figure.sign = found[-1].delta, found[-1].sign
        figure.loose = figure.loose and figure.delta is None
        found.append(figure)
        if len(found) > 2 and _is_step(*found[-3:]):
            falls = (found[-1].claim.quantity.value or 0) < 0 or found[-1].sign < 0
            found[-3].delta, found[-3].sign, found[-3].source = CHANGE, -1 if falls else 1, False
    return found


def _is_step(step: Figure, level: Figure, rate: Figure) -> bool:
    """Whether something moved by an amount to a level: « recule de 12,6 millions à 98,7 millions (-11,3 %) ».

    The words may mean a move from the one to the other too; they do when that comes near the percentage.
    """
    if not (step.source and not step.old and level.to and rate.delta == RATE and rate.bracketed):
        return False
    moved, reached, told = (abs(figure.claim.quantity.value or Decimal(0)) for figure in (step, level, rate))
    if not moved or not told or reached <= _SMALLEST * moved or not same_unit(step.claim, level.claim, lax=True):
        return False
    between = abs(reached - moved) / moved * _HUNDRED
    over = moved / reached * _HUNDRED
    return between > _SMALLEST * told and told <= _NEAR * over <= _NEAR * _NEAR * told


def _is_one_more(clause: Clause, delta: Figure, figure: Figure, rules: LanguageRules) -> bool:
    """Whether a number is one more change, over another time: "down 2.4 million on 2019, and 3.7 on 2018"."""
    text, symbols = clause.stream.text, rules.vocabulary.symbols
    kinds = {RATE: RATES, CHANGE: AMOUNTS}
    if text[figure.place] not in kinds.get(delta.delta or "", ""):
        return False
    joined = text[figure.place - 1 : figure.place] in tuple(symbols("and"))
    if joined and figure.base and delta.base and figure.base.isdisjoint(delta.base):
        return True
    return joined and text[figure.place + 1 : figure.place + 2] in tuple(
        symbols("vs") + symbols("=over") + symbols("=on")
    )


def _is_in_other_words(clause: Clause, delta: Figure, figure: Figure, rules: LanguageRules) -> bool:
    """Whether a number says again, as a percentage or an amount, how far something moved: "$3.2 million, or 15%"."""
    kinds = {RATE: AMOUNTS, CHANGE: RATES}
    if delta.delta is None or clause.stream.text[figure.place] not in kinds.get(delta.delta, ""):
        return False
    between = clause.words(delta.place + 1, figure.place)
    if figure.bracketed and delta.delta == CHANGE and "," not in clause.stream.text[delta.place : figure.place]:
        return True
    return between in rules.cues.get("in-other-words", ())


def _is_year(clause: Clause, place: int, rules: LanguageRules) -> bool:
    """Whether four bare digits behind a preposition are a year."""
    claim = clause.claim(place)
    if len(claim.text) != _DIGITS or not claim.text.isdigit() or claim.text[:2] not in _CENTURIES:
        return False
    return says(rules, "before-years", clause.words(max(0, place - 1), place))


def _is_time_gone_by(clause: Clause, place: int, rules: LanguageRules) -> bool:
    """Whether a length of time says over how long, or when, and is not what the sentence measures."""
    claim = clause.claim(place)
    if claim.quantity.unit not in ("minute", "hour", "day", "second") or claim.role is not Role.DURATION:
        return True
    around = clause.words(max(0, place - 2), place), clause.words(place + 1, min(clause.last, place + 3))
    return says(rules, "time-span", around[0]) or says(rules, "time-gone", around[1])
