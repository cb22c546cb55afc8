"""A line of the sheet taken apart: quantities as people write them, claims, names, signs.

A quantity is a number with what stands glued around it: "$671.7bn", "350 milliards de yuans", "83,7 %". The words
after a number belong to it up to the next sign, "in"/"en" or "of"/"de" before another operand. A comma before a digit
belongs to the number; arguments are parted by ";", or by a comma and a space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from workbench.resource_files import load_toml
from workbench.whatif.errors import LineError

LONGEST_LINE = 1000

_SPACE = "   \t"
_CURRENCY_SIGNS = "$€£¥₹₩₽₺¢"
_NUMBER = re.compile(rf"\d+(?:[.,'’][0-9]+|[{_SPACE}]\d{{3}}(?!\d))*")
_CLAIM = re.compile(r"(?:([dD]\d{1,6})\.)?([cC]\d{1,9})(?!\w)")
_WORD = re.compile(r"[^\W\d]\w*")
_PREFIX = re.compile(rf"(?:[A-Z]{{1,3}})?[{_CURRENCY_SIGNS}]\s?(?=\d)|[A-Z]{{3}}\s?(?=\d)|~\s?(?=\d)")
_SIGNS = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "**": "^"}


class Kind(Enum):
    """What a token is."""

    QUANTITY = "quantity"
    CLAIM = "claim"
    NAME = "name"
    SIGN = "sign"
    OF = "of"
    CONVERT = "convert"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written (names in lower case, signs in their plain form); `document` before a claim, if given."""

    kind: Kind
    text: str
    place: int
    document: str = ""


def tokens(line: str) -> list[Token]:
    """All tokens, the last of them `Kind.END`. Raises `LineError`."""
    if len(line) > LONGEST_LINE:
        raise LineError("too-long", limit=LONGEST_LINE)
    found: list[Token] = []
    place = 0
    while place < len(line):
        if line[place].isspace():
            place += 1
            continue
        token, place = _next(line, place)
        found.append(token)
    return [*found, Token(Kind.END, "", len(line))]


def _next(line: str, place: int) -> tuple[Token, int]:
    claim = _CLAIM.match(line, place)
    if claim is not None:
        document, name = claim.groups()
        return Token(Kind.CLAIM, name.lower(), place, (document or "").lower()), claim.end()
    prefix = _PREFIX.match(line, place)
    number = _NUMBER.match(line, prefix.end() if prefix else place)
    if number is not None:
        end = _end_of_unit(line, number.end())
        return Token(Kind.QUANTITY, line[place:end].strip(), place), end
    word = _WORD.match(line, place)
    if word is not None:
        text = word.group().lower()
        kind = Kind.OF if text in _words("of") else Kind.CONVERT if text in _words("convert") else Kind.NAME
        return Token(kind, text, place), word.end() + (line[word.end() : word.end() + 1] in ("'", "’"))
    for length in (2, 1):
        sign = line[place : place + length]
        plain = _SIGNS.get(sign, sign)
        if plain in ("+", "-", "*", "/", "^", "(", ")", ";", ",", ":", "=", "%"):
            return Token(Kind.SIGN, plain, place), place + length
    raise LineError("sign", place=place, sign=line[place])


def _end_of_unit(line: str, place: int) -> int:
    """Where the words of a number's unit end."""
    end = place
    while place < len(line):
        character = line[place]
        if character in _CURRENCY_SIGNS or character in "%‰²³°":
            place += 1
            end = place
        elif character in _SPACE:
            place += 1
        elif word := _WORD.match(line, place):
            text = word.group().lower()
            after_percent = line[end - 1 : end] == "%"
            if text in _words("convert") or (
                text in _words("of") and (after_percent or _operand_follows(line, word.end()))
            ):
                break
            if _CLAIM.match(line, place) or line[word.end() : word.end() + 1] == "(":
                break
            place = end = word.end()
            if line[place : place + 1] in ("'", "’", "-") and _WORD.match(line, place + 1):
                place += 1
        else:
            break
    return end


def _operand_follows(line: str, place: int) -> bool:
    rest = line[place:].lstrip(" '’" + _SPACE)
    return bool(_CLAIM.match(rest)) or rest[:1].isdigit() or rest[:1] in ("(", *_CURRENCY_SIGNS)


@cache
def _words(sense: str) -> frozenset[str]:
    """The words of one sense, "convert" or "of"."""
    return frozenset(load_toml("whatif", "words.toml")["words"][sense])
