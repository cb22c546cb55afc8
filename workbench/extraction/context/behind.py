"""What stands right behind a claim and says what it measures: "of" and a phrase, a noun of change, a comparative."""

from __future__ import annotations

from workbench.extraction.context.items import Row
from workbench.extraction.context.lexicon import ContextWords
from workbench.extraction.context.noun_phrases import NOTHING, Phrase, after
from workbench.extraction.context.roles import RATIOS, Reading, Same, moved
from workbench.model import Claim, Kind, Role


def read_behind(row: Row, at: int, claim: Claim, words: ContextWords, reading: Reading) -> None:
    """What stands right after the claim: "of" and a phrase, a change noun, a comparative."""
    codes, tokens = row.codes, row.words
    code, kind = codes[at + 1] if at + 1 < len(codes) else " ", claim.quantity.kind
    if code == "D" and words.genitive and kind in RATIOS and tokens[at + 1] in words.genitives:
        # "14 Prozent der Ausfuhren"
        code = "O"
    if code == "w" and kind is Kind.NUMBER and not reading.phrase and not reading.part:
        reading.phrase, reading.same = after(row, at + 1, deep=False), Same.NO
    elif code == "w" and kind is Kind.RATIO and not reading.phrase and " " in claim.text:
        # "three in ten children"
        reading.phrase, reading.same = after(row, at + 1, deep=False), Same.NO
        reading.role, reading.whole = Role.SHARE, True
    if code == "G" or (code == "w" and row.at(at + 2) == "G" and kind in RATIOS):
        noun = at + 1 if code == "G" else at + 2
        reading.role = moved(claim)
        if row.at(noun + 1) in "OP" and row.at(noun + 1) != " ":
            phrase = after(row, noun + 2)
            if phrase:
                reading.phrase, reading.same, reading.nominal = phrase, Same.NO, None
        return
    for step in range(at + 1, min(at + 6, len(tokens))):
        if tokens[step] in words.comparative and (step == at + 1 or codes[step - 1] in "OP"):
            # "12 milliards de plus que prévu" is a difference, "12 millions de moins de 15 ans" none.
            ends = row.at(step + 1) in 'S,;:)" '
            if kind is not Kind.NUMBER or claim.counted is not None or step == at + 1 or ends:
                reading.role = moved(claim)
            if claim.counted is None:
                return
            break
        if codes[step] not in "wOP":
            break
    if code == "O" and row.at(at + 2) == "R" and kind not in RATIOS and row.at(at + 3) not in "OPw":
        # "Cardiff accounted for 362,400 of them"
        reading.phrase, reading.pronoun = NOTHING, True
        reading.same = Same.BEFORE if "#" in codes[:at] else Same.EARLIER
        return
    if code == "O" and kind is Kind.NUMBER and not reading.phrase:
        reading.phrase, reading.same = after(row, at + 2), Same.NO
        return
    if code == "O" or (code == "P" and tokens[at + 1] in words.object_link):
        _right_of(row, at, claim, words, reading)


def _is_rate(row: Row, phrase: Phrase, words: ContextWords) -> bool:
    """Whether a phrase names a rate before anything else: "le taux de chômage", "the savings rate"."""
    for index in range(phrase.first, phrase.last):
        if row.codes[index] in "OP":
            return False
        if row.words[index] in words.rate_nouns:
            return True
    return False


def _right_of(row: Row, at: int, claim: Claim, words: ContextWords, reading: Reading) -> None:
    kind, tokens, codes = claim.quantity.kind, row.words, row.codes
    phrase = after(row, at + 3 if row.at(at + 2) == "O" else at + 2)
    if not phrase:
        return
    of = codes[at + 1] == "O" or tokens[at + 1] in words.genitives
    if reading.role in (Role.CHANGE, Role.DIFFERENCE) or (reading.role is Role.RATE and reading.verb >= 0 and not of):
        if of or tokens[at + 1] == "in":
            moved = reading.verb >= 0 and row.codes[reading.verb] == "U"
            if (
                moved
                or (reading.role is Role.RATE and reading.phrase)
                or (row.capital(phrase.first) and not words.genitive)
            ):
                return
            reading.phrase, reading.same = phrase, Same.NO
        return
    if kind in RATIOS and of and reading.phrase and reading.verb >= 0 and _is_rate(row, reading.phrase, words):
        # "Le taux de chômage s'est établi à 7,4 % de la population active"
        return
    if kind in RATIOS and of:
        reading.role, reading.whole, reading.nominal = Role.SHARE, True, None
        first = phrase.first + (codes[phrase.first] == "D")
        if codes[phrase.first] == "R" or (first < phrase.last and codes[first] == "R"):
            reading.phrase, reading.same = NOTHING, Same.BEFORE
        elif any(tokens[index] in words.whole_nouns for index in range(first, min(first + 3, phrase.last))):
            rest = Phrase(first + 1, phrase.last)
            while rest and codes[rest.first] not in "OP":
                rest = Phrase(rest.first + 1, rest.last)
            if rest:
                reading.phrase, reading.same = Phrase(rest.first + 1, rest.last), Same.NO
            elif not reading.phrase or "#" in codes[:at] or row.at(reading.verb - 1) != "S":
                # "exports, which make up 28% of the total": of all exports
                reading.phrase, reading.same = NOTHING, Same.BEFORE
        else:
            reading.phrase, reading.same = phrase, Same.NO
        return
    if kind in (Kind.MONEY, Kind.QUANTITY) and claim.counted is None:
        capital = row.capital(phrase.first) and not words.genitive
        named = capital or tokens[phrase.first] in words.common
        placed = codes[phrase.first] == "D" and codes[at + 1] != "O"
        if named or placed or (codes[at + 1] != "O" and tokens[at + 1] not in ("in", "en", "worth")):
            return
        if reading.phrase and reading.verb >= 0 and codes[reading.verb] in "LU":
            return
        reading.phrase, reading.same, reading.nominal = phrase, Same.NO, None
