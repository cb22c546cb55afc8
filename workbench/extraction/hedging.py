"""The words around a number that loosen it."""

from __future__ import annotations

from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.surroundings import CURRENCY_SIGNS, Ahead, Behind, ahead_of
from workbench.model import Hedge

_PERCENT = frozenset(("%", "percent"))
_MOST_UNIT_WORDS = 3
_SPANS = frozenset(("century", "decade", "year", "month", "week", "day"))
_ACROSS = 24
_LONGEST_NOUN = 3
_CLAUSE_ENDS = "，。；：、！？\n"
_BEYOND = frozenset((Hedge.OVER, Hedge.UNDER))
_LOOSE = frozenset((Hedge.ABOUT, Hedge.NEARLY))


def read_factor(piece: Piece, lexicon: Lexicon, behind: Behind) -> None:
    """Whether "multiplied by" or "divided by" before `piece` makes it a multiple, or "minus" a negative number."""
    tokens = behind.tokens
    if not tokens:
        return
    if lexicon.han is not None and len(tokens) > 1 and "".join(tokens[1::-1]) in lexicon.grammar["minus"]:
        piece.negative = True
        piece.evidence = behind.start(1)
        return
    if tokens[0] in lexicon.grammar["minus"] and not (len(tokens) > 1 and tokens[1] in lexicon.grammar["not_minus"]):
        if len(tokens) < 2 or not (tokens[1].isdigit() or tokens[1] in lexicon.words):
            piece.negative = True
            piece.evidence = behind.start(0)
        return
    if piece.unit is not None or piece.ratio is not None:
        return
    factor = lexicon.factors.longest(tokens)
    if factor is None:
        return
    piece.writing = Writing.MULTIPLE
    piece.start = piece.evidence = behind.start(factor[0] - 1)
    if factor[1] and piece.mantissa:
        piece.ratio = 1 / piece.value()
        piece.scale = 0


def read_hedge(text: str, piece: Piece, lexicon: Lexicon, behind: Behind) -> None:
    """Find the hedge of `piece` before or behind it."""
    tokens = behind.tokens
    at = 0
    for _ in range(3):
        found = lexicon.hedges_before.longest(tokens, at)
        if found is None:
            if at < len(tokens) and tokens[at] in lexicon.hedge_articles:
                at += 1
                continue
            break
        if tokens[at] in lexicon.moving and _leads_on(tokens, at + found[0], lexicon):
            return
        definite = at > 0 and tokens[at - 1] in lexicon.known["articles"] and not _is_mark(text, piece, lexicon)
        if found[1] not in _LOOSE and _compares(tokens, at + found[0], lexicon, definite=definite):
            return
        if tokens[at] in lexicon.grammar["recent"] and _is_span(piece):
            return
        if found[0] == 1 and _is_span(piece) and _lasts(tokens, at, lexicon):
            return
        if found[0] == 1 and _is_spread(tokens, at, lexicon):
            return
        if found[1] in _BEYOND and _is_known(text, piece, lexicon, tokens[:at] or tokens[:1]):
            return
        if tuple(tokens[at : at + found[0]]) in lexicon.reached and not lexicon.ranges["changes"].isdisjoint(
            tokens[at + found[0] :][:1]
        ):
            return
        if tokens[at] == lexicon.que and not lexicon.negations.isdisjoint(tokens[at + found[0] :][:3]):
            return
        if tokens[at] == lexicon.que and not lexicon.degrees.isdisjoint(tokens[at + found[0] :][:1]):
            return
        if tokens[at] in lexicon.exceeding and not lexicon.degrees.isdisjoint(tokens[:at]):
            return
        if not (at and tokens[at] == lexicon.que):
            piece.hedge = found[1]
            piece.evidence = behind.start(at + found[0] - 1)
            if found[1] is Hedge.ABOUT:
                _read_hedge_behind(text, piece, lexicon)
            return
        if at < len(tokens) and tokens[at] in lexicon.hedge_articles:
            at += 1
        else:
            break
    _read_hedge_behind(text, piece, lexicon)
    if piece.hedge is None:
        _read_hedge_across(text, piece, lexicon, behind)


def _read_hedge_behind(text: str, piece: Piece, lexicon: Lexicon) -> None:
    """Find the hedge behind `piece`: "500 or more"; in Chinese it may stand behind the measure word, "500家以上"."""
    end = piece.high.end if piece.high is not None else piece.end
    following = text[end : end + 2]
    if following[:1] in "+-" or (following[:1] in " \u00a0" and following[1:].isalpha()) or following[:1] > "\u2e80":
        ahead = ahead_of(text, piece, lexicon) if piece.end == end else Ahead(text, end, lexicon)
        after = lexicon.hedges_after.longest(ahead.tokens)
        if after is None and lexicon.han is not None and ahead.tokens[:1]:
            counted = ahead.tokens[0] in lexicon.counting["classifiers"]
            after = lexicon.hedges_after.longest(ahead.tokens, 1) if counted and piece.unit is None else None
            after = None if after is None else (after[0] + 1, after[1])
        if after is None and lexicon.han is None and piece.unit is None and not piece.weak:
            after = _behind_noun(ahead, lexicon)
        if after is not None and not _goes_on(ahead.tokens[after[0] : after[0] + 1], lexicon):
            if piece.unit is not None and ahead.tokens[0] in lexicon.adding and len(ahead.tokens) > 1:
                # "$50 million plus interest" is a sum, "200 plus people" no fewer.
                return
            piece.hedge = after[1]


def _behind_noun(ahead: Ahead, lexicon: Lexicon) -> tuple[int, Hedge] | None:
    """ "250 salariés ou plus", "companies of 50 people or more", "10 000 habitants et plus": the noun between."""
    tokens = ahead.tokens
    for at in range(1, min(_LONGEST_NOUN, len(tokens) - 1) + 1):
        if at < len(tokens) and tokens[at] in lexicon.either:
            found = lexicon.hedges_after.longest(tokens, at)
            if found is None:
                return None
            end = at + found[0]
            closed = end >= len(tokens) or not tokens[end].isalnum()
            return (end, found[1]) if closed or tokens[at] in lexicon.ranges["alternatives"] else None
        if not tokens[at - 1].isalpha() or tokens[at - 1] in lexicon.counting["stop"]:
            return None
    return None


def _goes_on(following: list[str], lexicon: Lexicon) -> bool:
    """Whether what follows a hedge is part of it, or a number of its own: "14 miles about 3 hours", "£65m plus £5m"."""
    if not following:
        return False
    token = following[0]
    return token in lexicon.ranges["compared"] or token.isdecimal() or token in lexicon.words or token in CURRENCY_SIGNS


def _leads_on(tokens: list[str], at: int, lexicon: Lexicon) -> bool:
    """Whether "hasta" says where to and not up to what: a change is spoken of, or it opens a part of the sentence."""
    if tokens[at : at + 1] == [","] or not lexicon.ranges["changes"].isdisjoint(tokens):
        return True
    return any(token in lexicon.multiples for token in tokens)


def _is_span(piece: Piece) -> bool:
    """Whether it is a time of days or longer: "近三年" are the last three years, not nearly three."""
    return piece.unit is not None and piece.unit.name in _SPANS


def _lasts(tokens: list[str], at: int, lexicon: Lexicon) -> bool:
    """Whether the word says "during": "a loss of $5 million over ten years", not "for over ten years"."""
    words = lexicon.lasting
    return tokens[at] in words["words"] and words["before"].isdisjoint(tokens[at + 1 : at + 2])


def _is_spread(tokens: list[str], at: int, lexicon: Lexicon) -> bool:
    """Whether the word says what something is divided by: "averaged 23,860 over 19 games", "spread over 650"."""
    words = lexicon.lasting
    if tokens[at] not in words["words"] or not tokens[at + 1 : at + 2]:
        return False
    return tokens[at + 1][0].isdigit() or tokens[at + 1] in words["spreads"]


def _read_hedge_across(text: str, piece: Piece, lexicon: Lexicon, behind: Behind) -> None:
    """ "约占总数的15%": the hedge stands before the verb, and what the number is a part of between them."""
    if lexicon.han is None:
        return
    before = text[max(0, piece.start - _ACROSS) : piece.start]
    before = before[max(map(before.rfind, _CLAUSE_ENDS)) + 1 :]
    for phrase, hedge in lexicon.hedges_ahead.items():
        at = before.rfind(phrase)
        if at >= 0 and not any(
            character.isdigit() or character in lexicon.han.digits for character in before[at + len(phrase) :]
        ):
            piece.hedge = hedge
            piece.evidence = piece.start - len(before) + at
            return
    if behind.tokens[:1] != [lexicon.linked_by]:
        return
    for phrase, hedge in lexicon.hedges_across.items():
        if phrase in before:
            piece.hedge = hedge
            piece.evidence = piece.start - len(before) + before.find(phrase)


def _is_mark(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether the number says where a mark or a threshold is: "above the 10,000 mark"."""
    return not lexicon.known["marks"].isdisjoint(_following(text, piece, lexicon)[:2])


def _following(text: str, piece: Piece, lexicon: Lexicon) -> list[str]:
    return (ahead_of(text, piece, lexicon) if piece.high is None else Ahead(text, piece.high.end, lexicon)).tokens


def _is_known(text: str, piece: Piece, lexicon: Lexicon, articles: list[str]) -> bool:
    """Whether the number is one already known that another is compared with: "above the 150,000 forecast", "les 2 %
    attendus"; a mark or a threshold is none ("above the 10,000 mark")."""
    known = lexicon.known
    if known["articles"].isdisjoint(articles):
        return False
    if _is_mark(text, piece, lexicon):
        return False
    return not known["words"] or not known["words"].isdisjoint(_following(text, piece, lexicon)[:3])


def _compares(tokens: list[str], at: int, lexicon: Lexicon, *, definite: bool) -> bool:
    """Whether the words compare two numbers rather than hedge one: an amount stands right before them ("10% above
    $4 billion", "250 basis points lower than 24.5%"), or a change does and a known number follows ("an increase over
    the $200 million")."""
    if definite and not lexicon.ranges["changes"].isdisjoint(tokens[at : at + 1]):
        return True
    step = at
    for _ in range(_MOST_UNIT_WORDS):
        word, pair = tokens[step : step + 1], tokens[step : step + 2][::-1]
        unit = lexicon.names.longest(pair)
        if unit is not None and unit[0] == len(pair) == 2:
            step += 2
        elif word and (word[0] in _PERCENT or word[0] in lexicon.scales or lexicon.names.longest(word) is not None):
            step += 1
        else:
            break
    return step > at and step < len(tokens) and tokens[step][0].isdigit()
