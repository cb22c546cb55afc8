"""What stands right before a number: a currency mark and a sign, or letters that make it part of a name."""

from __future__ import annotations

import re
from functools import cache

from workbench.extraction.currencies import SharedNames, letters_of_money
from workbench.extraction.lexicon import Lexicon, lexicon_for
from workbench.extraction.phrases import TOKEN
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.surroundings import CURRENCY_SIGNS, is_letter
from workbench.extraction.unit_words import Unit

_SPACES = " \u00a0\u2009\u202f"
_SIGNS = CURRENCY_SIGNS.replace("元", "").replace("円", "")
_MARK = re.compile(rf"(?:[A-Za-z.]{{0,4}}[{_SIGNS}][A-Z]{{0,3}}|Y=|[BS]/\.?|[A-Za-złč]{{2,4}}\.?)$")
# "HK $3.7 billion"
_SPACED_LETTERS = re.compile(r"(?<![^\W_])([A-Z]{2,3}|S) $")
# "c $ 16 million", where the sign stands apart too; before "$16 million" a "c" says about.
_SPACED_LETTER = re.compile(r"(?<![^\W_])([cC]) $")
# "1O,000", "l,250": letters misread for digits, which leave a number that is none.
_MISREAD = re.compile(r"(?:[0-9][OoIl]|(?<![^\W_])[OIl])[0-9OIl]{0,2}[.,]$")
_LONGEST_MISREAD = 6
# "2 ,500", "4 ,20": a space got in before the mark.
_CUT_OFF = re.compile(r"[0-9] $")
_MINUS = frozenset("-−–‐‑﹣－")
_OPENING = frozenset(" \u00a0\u2009\u202f\n\t([{«\"“'’:;,/=|<>~≈\u2002\u2003")
_WORD = re.compile(rf"[ \u00a0\u202f]?([^\W\d_]+[{_SIGNS}]?|[%{_SIGNS}])")
_RATES = frozenset(("%", "cent", "penny", "percentage point", "basis point"))
# Letters that also begin names stand before more than this: "PS5" is no money.
_FEW = 100
_REACH = 9
_LONGEST_NAME = 12
_SMALLEST_AMOUNT = 100
_CENTS = 2
_THOUSAND = 1000
_MILLION = 1_000_000
_YEARS = range(1900, 2101)
_LINE = 24
_LONGEST_MEASURE = 4
# A word so long lost its space: "discussions4-5 millions".
_GLUED_WORD = 5


def read_mark(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Take the currency mark and sign before `piece` into it; false when it is glued to a name ("G20", "COVID-19")."""
    start = piece.start
    if start == 0:
        return True
    before = text[start - 1]
    if text[start] in ",." and _CUT_OFF.search(text, max(0, start - 2), start) is not None:
        return False
    if before in _MINUS or before == "+":
        return _read_sign(text, piece, lexicon)
    if before in ",." and _MISREAD.search(text, max(0, start - _LONGEST_MISREAD), start) is not None:
        return False
    if before in "'’" and piece.number_end - start == 2 and not piece.decimals and start > 1 and text[start - 2] == " ":
        return False
    if before == "(" and text[piece.end : piece.end + 1] == ")" and _read_brackets(text, piece, lexicon):
        return True
    spaced = before in _SPACES
    at = start - 1 if spaced else start
    if at == 0:
        return True
    last = text[at - 1]
    if last in _SIGNS and (at < 2 or text[at - 2] in _OPENING) and text[at - 2 : at - 1] != " ":
        return _take_currency(text, piece, lexicon, last, at, spaced) or True
    letter = is_letter(last)
    if letter or last in ".=/" or last in _SIGNS:
        endings = _endings(lexicon.code)
        marked = last in endings or text[at - 2 : at] in endings
        mark = _MARK.search(text, max(0, at - _REACH), at) if marked else None
        if mark is not None and _take_currency(text, piece, lexicon, mark.group(), at, spaced):
            return True
        if spaced and lexicon.before_amounts and _take_name(text, piece, lexicon, at):
            return True
        if not spaced and last in "xX×" and (at < 2 or not text[at - 2].isalnum()):
            piece.writing = Writing.MULTIPLE
            piece.start = piece.evidence = at - 1
            return True
    elif last in _MINUS and spaced:
        _read_spaced_sign(text, piece, at - 1, lexicon)
    elif not spaced and last == "×":
        piece.writing = Writing.MULTIPLE
        piece.start = piece.evidence = at - 1
    return spaced or not (letter or last in "_#@")


@cache
def _endings(language: str) -> frozenset[str]:
    """The last two letters of the currency marks, or the only one: most words before a number end in no mark."""
    return frozenset(mark[-2:] for mark in lexicon_for(language).prefixes)


def _is_short_name(text: str, piece: Piece) -> bool:
    """Whether one or two digits and no scale stand behind letters: "PS5" and "COP28" are no money, "PS6m" is."""
    return piece.mantissa < _FEW and not piece.decimals and not text[piece.end : piece.end + 1].isalpha()


def letter_of_money(text: str, piece: Piece, lexicon: Lexicon, shared: SharedNames) -> str | None:
    """The currency of a single letter right before an amount: "R12.5 million"; "P662,500" in the Philippines."""
    start = piece.start
    letter = text[start - 1 : start]
    if letter not in letters_of_money() or (start > 1 and text[start - 2] not in _OPENING):
        return None
    if not is_amount(text, piece, lexicon):
        return None
    known = shared.of_letter(letter)
    if known is None and (piece.mantissa >= _MILLION or _has_scale(text, piece, lexicon)):
        return lexicon.before_scale.get(letter)
    return known


def is_amount(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether a number is written as amounts are: with a scale, its thousands set apart, or two decimals."""
    if piece.decimals == _CENTS or _has_scale(text, piece, lexicon):
        return True
    return piece.mantissa >= _THOUSAND and not text[piece.start : piece.number_end].isdecimal()


def _has_scale(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether a scale word or its abbreviation follows: "ARS 3 billion", "R5.2bn"."""
    if piece.scale:
        return True
    following = TOKEN.findall(text[piece.end : piece.end + _LINE])[:1]
    return bool(following) and (following[0].lower() in lexicon.scales or following[0] in lexicon.abbreviations)


def _read_brackets(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Accounts put what is negative in brackets, with the unit outside: "$(45.2) million", "(12) cents"."""
    begin, end = piece.start - 1, piece.end + 1
    sign = begin > 0 and text[begin - 1] in _SIGNS
    if not sign and not _unit_follows(text, end, lexicon):
        return False
    piece.start = piece.evidence = begin
    piece.end = piece.number_end = end
    piece.negative = True
    if sign:
        _take_currency(text, piece, lexicon, text[begin - 1], begin, spaced=False)
    return True


def _unit_follows(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether a scale, money or a percent sign stands at `at`: other words may begin the item of a list."""
    found = _WORD.match(text, at)
    if found is None:
        return False
    word = found[1]
    if word == "%" or word.lower() in lexicon.scales or word in lexicon.abbreviations:
        return True
    unit = lexicon.symbols.get(word)
    if unit is not None and unit.money:
        return True
    name = lexicon.names.longest((word.lower(),))
    if name is None or name[1].name in lexicon.unsettled:
        return False
    return name[1].money or name[1].name in _RATES


def _take_currency(text: str, piece: Piece, lexicon: Lexicon, mark: str, at: int, spaced: bool) -> bool:
    for length in range(len(mark), 0, -1):
        written = mark[-length:]
        currency = lexicon.prefixes.get(written)
        if currency is None:
            continue
        start = at - length
        if start > 0 and text[start - 1].isalpha():
            return False
        if written in lexicon.ambiguous_codes and (
            not _has_scale(text, piece, lexicon) or written in lexicon.words_in_capitals
            if spaced
            else _is_short_name(text, piece)
        ):
            return False
        if written in lexicon.amounts_only and not is_amount(text, piece, lexicon):
            return False
        if (
            length == 1
            and start > 1
            and text[start - 1] == " "
            and (
                wider := _SPACED_LETTERS.search(text, start - 4, start)
                or (_SPACED_LETTER.search(text, start - 3, start) if spaced else None)
            )
        ):
            spaced_out = lexicon.prefixes.get(wider[1].upper() + written)
            if spaced_out is not None:
                currency, start = spaced_out, wider.start(1)
        piece.start = piece.evidence = start
        piece.unit = Unit(currency, money=True)
        if start > 0 and (text[start - 1] in _MINUS or text[start - 1] == "+"):
            _read_sign(text, piece, lexicon)
        return True
    return False


def _take_name(text: str, piece: Piece, lexicon: Lexicon, at: int) -> bool:
    """ "Euro 125,3 milioni": the name of a currency before an amount, which "Euro 6" and "Euro 2024" are not."""
    begin = at
    while begin > 0 and at - begin < _LONGEST_NAME and text[begin - 1].isalpha():
        begin -= 1
    currency = lexicon.before_amounts.get(text[begin:at].lower())
    if currency is None or piece.writing is not Writing.DIGITS:
        return False
    small = piece.mantissa < _SMALLEST_AMOUNT or piece.mantissa in _YEARS
    if not piece.decimals and small and not _has_scale(text, piece, lexicon):
        return False
    before = TOKEN.findall(text[max(0, begin - _LINE) : begin])
    if before and before[-1].isdecimal():
        return False
    piece.start = piece.evidence = begin
    piece.unit = Unit(currency, money=True)
    return True


def _read_sign(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """A sign counts when nothing it could join stands before it; "COVID-19" is a name, "57 %-43 %" a list."""
    at = piece.start - 1
    sign = text[at]
    before = text[at - 1] if at else " "
    if before in _OPENING or sign == "+" or (before > "\u2e80" and not _ends_amount(text, at, lexicon)):
        piece.negative = sign != "+"
        piece.start = piece.evidence = at
        return True
    if before in _SIGNS and piece.unit is None and not text[max(0, at - 3) : at - 1].rstrip(_SPACES)[-1:].isdigit():
        piece.start = at
        taken = _take_currency(text, piece, lexicon, before, at, False)
        piece.negative = taken
        return True
    if is_letter(before):
        return _read_word_before_hyphen(text, piece, at, lexicon)
    return not (before.isdecimal() and _is_in_name(text, at, lexicon))


def _is_in_name(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether digits behind letters stand before the sign, as in "A320-200"; "CHF5-10m" is a range of money."""
    begin = at
    while begin > 0 and at - begin < _LONGEST_NAME and text[begin - 1].isdecimal():
        begin -= 1
    end = begin
    while begin > 0 and end - begin < _LONGEST_NAME and is_letter(text[begin - 1]):
        begin -= 1
    return begin < end and text[begin:end] not in lexicon.prefixes and end - begin < _GLUED_WORD


def _ends_amount(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether an amount in Chinese ends before the sign, so that it joins a range: "10元-20元", "5万-8万"."""
    begin = at
    while begin > 0 and at - begin < _LONGEST_MEASURE and text[begin - 1] > "\u2e80":
        begin -= 1
    if text[at - 1] in lexicon.counting["stop"]:
        return False
    said = lexicon.han is not None and any(character in lexicon.han.digits for character in text[begin : at - 1])
    return said or (begin < at and text[begin - 1 : begin].isdecimal())


def _read_word_before_hyphen(text: str, piece: Piece, at: int, lexicon: Lexicon) -> bool:
    """ "minus-260", "sub-10 %" and "3km-5km" are numbers, "COVID-19" and "F-16" are names."""
    begin = at
    while begin > 0 and at - begin < 12 and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:at].lower()
    if word in lexicon.grammar["minus"]:
        piece.negative = True
        piece.evidence = piece.start = begin
        return True
    if (
        begin
        and text[begin - 1].isdecimal()
        and (text[begin:at] in lexicon.symbols or text[begin:at] in lexicon.abbreviations)
    ):
        return True
    return word in lexicon.grammar["before_hyphen"]


def _read_spaced_sign(text: str, piece: Piece, at: int, lexicon: Lexicon) -> None:
    """A minus with a space behind it, as French prints it; a dash in a sentence or a bullet is none."""
    begin = at
    while begin > 0 and text[begin - 1] in _SPACES:
        begin -= 1
    if begin == 0 or text[begin - 1] == "\n":
        line_end = text.find("\n", piece.end, piece.end + _LINE)
        rest = text[piece.end : line_end if line_end >= 0 else piece.end + _LINE]
        if not any(character.isalpha() for character in rest[4:]):
            piece.negative = True
            piece.start = piece.evidence = at
        return
    word_end = begin
    while begin > 0 and word_end - begin < 14 and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:word_end].lower()
    if text[word_end - 1] in "(:" or word in lexicon.grammar["before_minus"]:
        piece.negative = True
        piece.start = piece.evidence = at
