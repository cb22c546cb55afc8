"""Numbers written in digits: grouping, decimals, fractions, powers, and the convention of the whole document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from workbench.extraction.piece import Piece, Writing

_SPACES = "[ \u00a0\u2009\u202f]"
_END = r"(?![0-9]|[.:/][0-9])"
_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# Groups 1 and 2: telephone numbers; dates, versions, addresses on a network, times of day, laws with their year.
_DIGITS = re.compile(
    rf"""
    ( 0[1-9](?:[ .\u00a0\u202f][0-9]{{2}}){{4}}(?![0-9])
    | 0[0-9]{{2,3}}(?:[ \u00a0][0-9]{{3,4}}){{2}}(?![0-9])
    | (?<![.,])0[0-9]{{1,4}}-[0-9]{{6,8}}(?![0-9])
    | (?<![.,])0[0-9]{{2,4}}/[0-9]{{2,8}}(?:[ \u00a0][0-9]{{2,4}}){{0,3}}(?![0-9])
    | (?<![.,])(?=(?:[0-9][ \u00a0]?){{8,13}}(?![0-9]))0[0-9]{{1,4}}(?:[ \u00a0][0-9]{{2,8}}){{1,5}}(?![0-9]) )
    | (?:[0-9]{{1,4}}(?:{_SPACES}{{0,2}}|-))?[0-9]{{1,4}}[/⁄][0-9]{{1,4}}(?![0-9/.,]*[0-9/])
    | [0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?
    | [0-9]{{1,3}}(?:['’][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?
    | [0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}}(?![0-9])(?:\.[0-9]+)?
    | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?
    | [0-9]{{1,3}}(?:\.[0-9]{{3}})+{_END}(?:,[0-9]+)?
    | ( [0-9]+([.:/–-])[0-9]+(?:\3[0-9]+)+ | [0-9]+:[0-9]+(?:[.,][0-9]+)?
      | [0-9]{{1,3}}(?:\.[0-9]{{3}})+/[0-9]{{4}}(?![0-9]) )
    | [0-9]+(?:[.,][0-9]+)?
    """,
    re.VERBOSE,
)
# Digits with what may stand inside a number, found first: plain digits and those with one mark need no closer look.
# The first digit stands alone in front so that the search can skip to it.
_CLUSTER = re.compile("[0-9][0-9]*(?:(?:[-–.,'’/⁄: \u00a0\u2009\u202f]|  )[0-9]+)*")
_POWER = re.compile(
    r"[ \u00a0]?[x×*·][ \u00a0]?10(?:\^?([-−+]?[0-9]{1,2})|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))|[eE]([-−+]?[0-9]{1,2})(?![\w])"
)
_TIMES = frozenset("x×*·")
_BEFORE_TIMES = frozenset(" \u00a0")
_OF_POWERS = _TIMES | frozenset("eE^⁻¹³⁶⁹")
_RAISED = re.compile(r"\^([-−+]?[0-9]{1,2})(?![0-9])")
# Raised digits behind a lone ten are its power when they are one that figures are written with; else a note mark.
_TEN_RAISED = re.compile("[³⁶⁹]|¹[²⁵⁸]|⁻[¹²³⁴⁵⁶⁷⁸⁹]")
_PLAIN_TEXT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
# Denominators that make "3/8" a fraction rather than a date, a season or a mark out of ten.
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100, 128, 1000))
# Longer runs of digits are identifiers, not numbers of anything.
LONGEST = 32
_HIGHEST_POWER = 30


def written_numbers(text: str, decimal: str) -> Iterator[Piece]:
    """All runs of digits in `text` as numbers; `decimal` is the mark to assume when the document does not settle it."""
    found = list(_written(text))
    decimal = _convention([written for _, written in found], decimal)
    for start, written in found:
        end = start + len(written)
        if written.isdecimal():
            if written[0] == "0" and len(written) > 1 and text[start - 1 : start] not in (".", ","):
                continue
            piece = Piece(start, end, int(written))
        elif "/" in written or "⁄" in written:
            yield from _fraction(start, written)
            continue
        else:
            mantissa, decimals = read_number(written, decimal)
            piece = Piece(start, end, mantissa, decimals)
        _neighbours(text, piece)
        yield piece


def lone_fractions(text: str) -> Iterator[Piece]:
    """Each ½ and its kin that stands by itself."""
    if text.isascii() or not any(character in text for character in _VULGAR):
        return
    for match in re.finditer(rf"(?<![0-9])(?<![0-9] )[{_VULGAR}]", text):
        yield _vulgar(match.start(), match.group(), 0)


def _written(text: str) -> Iterator[tuple[int, str]]:
    """Where each number in digits begins, and how it is written; telephone numbers, dates and the like are left out."""
    for cluster in _CLUSTER.finditer(text):
        written = cluster.group()
        if written.isdecimal() or written.replace(".", "", 1).isdecimal() or written.replace(",", "", 1).isdecimal():
            if len(written) <= LONGEST:
                yield cluster.start(), written
            continue
        for match in _DIGITS.finditer(text, cluster.start(), cluster.end()):
            if match[1] is None and match[2] is None and match.end() - match.start() <= LONGEST:
                yield match.start(), match.group()


def read_number(written: str, decimal: str) -> tuple[int, int]:
    """The digits of `written` as a whole number, and how many of them are decimals."""
    point, comma = written.rfind("."), written.rfind(",")
    mark = max(point, comma)
    plain = written.replace(",", "").replace(".", "")
    digits = int(plain if plain.isdecimal() else "".join(c for c in written if c.isdecimal()))
    if mark < 0:
        return digits, 0
    decimals = len(written) - mark - 1
    if min(point, comma) >= 0:
        return digits, decimals
    sign = written[mark]
    if written.count(sign) > 1:
        return digits, 0
    grouped = decimals == 3 and sign != decimal and written[:mark].isdecimal() and written[0] != "0" and mark <= 3
    return digits, 0 if grouped else decimals


def _convention(numbers: list[str], default: str) -> str:
    """The decimal mark of the document: what its unambiguous numbers use, else `default`."""
    votes = {".": 0, ",": 0}
    for written in numbers:
        if written.isdecimal():
            continue
        point, comma = written.count("."), written.count(",")
        if point and comma:
            votes["." if written.rfind(".") > written.rfind(",") else ","] += 2
        elif point + comma == 1:
            sign = "." if point else ","
            mark = written.index(sign)
            if len(written) - mark - 1 != 3 or written[:mark] in ("", "0"):
                votes[sign] += 1
        elif point + comma > 1:
            votes["," if point else "."] += 2
    other = "," if default == "." else "."
    return other if votes[other] > 3 * votes[default] and votes[other] > 1 else default


def _neighbours(text: str, piece: Piece) -> None:
    """Read what belongs to the digits: a point before (".5"), a fraction ("3½"), a power ("6 x 10^4", "10^6")."""
    start, end = piece.start, piece.end
    if start and text[start - 1] in ".," and not piece.decimals:
        before = text[start - 2] if start > 1 else " "
        if not (before.isalnum() or before in ".,)%]"):
            piece.decimals = end - start
            piece.start = piece.evidence = start - 1
    following = text[end : end + 1]
    if following in _VULGAR and following and not piece.decimals:
        _take_vulgar(piece, following)
    elif following == " " and not piece.decimals and end + 1 < len(text) and text[end + 1] in _VULGAR:
        piece.end += 1
        _take_vulgar(piece, text[end + 1])
    elif following in _BEFORE_TIMES:
        if text[end + 1 : end + 2] in _TIMES:
            _take_power(text, piece)
    elif following in _OF_POWERS:
        _take_power(text, piece)


def _take_vulgar(piece: Piece, character: str) -> None:
    extra = _vulgar(piece.start, character, piece.mantissa)
    piece.mantissa, piece.decimals, piece.ratio = extra.mantissa, extra.decimals, extra.ratio
    piece.end = piece.number_end = piece.end + 1


def _vulgar(start: int, character: str, whole: int) -> Piece:
    """½ and its kin, added to `whole`."""
    top, bottom = unicodedata.normalize("NFKD", character).split("⁄")
    return fraction(start, start + 1, whole, int(top), int(bottom))


def _fraction(start: int, written: str) -> Iterator[Piece]:
    """ "3/8" or "10 1/2"; a date or a season gives nothing."""
    left, bottom = written.replace("⁄", "/").split("/")
    parts = left.replace("-", " ").split()
    whole, top = (int(parts[0]), int(parts[1])) if len(parts) == 2 else (0, int(left))
    if len(parts) == 1 and "\u00a0" not in left and 0 < top < int(bottom) and int(bottom) in _DENOMINATORS:
        yield fraction(start, start + len(written), 0, top, int(bottom))
    elif len(parts) == 2 and top < int(bottom) and int(bottom) in _DENOMINATORS:
        yield fraction(start, start + len(written), whole, top, int(bottom))
    elif len(parts) == 2 and left[0] != "0":
        yield Piece(start, start + len(parts[0]), whole)


def fraction(start: int, end: int, whole: int, top: int, bottom: int) -> Piece:
    """`whole` and `top`/`bottom`: with decimals where they end soon, else as a ratio."""
    value = whole + Decimal(top) / bottom
    places = value.normalize().as_tuple().exponent
    if whole and isinstance(places, int) and places >= -4:
        return Piece(start, end, int(value.scaleb(-places)), -places)
    piece = Piece(start, end, 0, writing=Writing.FRACTION)
    piece.in_words = False
    piece.ratio = value
    return piece


def _take_power(text: str, piece: Piece) -> None:
    raised = _RAISED.match(text, piece.end)
    if raised is not None:
        power = int(raised[1].translate(_PLAIN_TEXT))
        if piece.mantissa == 10 and not piece.decimals and 0 <= power <= _HIGHEST_POWER:
            piece.mantissa, piece.scale = 1, power
        elif piece.mantissa and len(str(piece.mantissa)) <= 4 and abs(power) <= _HIGHEST_POWER:
            piece.ratio = Decimal(piece.mantissa).scaleb(-piece.decimals) ** power
        else:
            return
        piece.end = piece.number_end = raised.end()
        return
    if piece.mantissa == 10 and not piece.decimals and (ten := _TEN_RAISED.match(text, piece.end)) is not None:
        piece.mantissa, piece.scale = 1, int(ten[0].translate(_PLAIN_TEXT))
        piece.end = piece.number_end = ten.end()
        return
    match = _POWER.match(text, piece.end)
    if match is not None:
        power = int((match[1] or match[2] or match[3]).translate(_PLAIN_TEXT))
        piece.scale += power
        piece.end = piece.number_end = match.end()
