"""Numbers in Chinese characters: 三千五百万, 三点五, 百分之五十, 三分之一, 五成, 一半."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from workbench.extraction.han_numerals import HanNumerals
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing

LONGEST = 40
_UNIT = 6
_LEAD = 3
_PAIR = 2


def han_numbers(text: str, lexicon: Lexicon) -> Iterator[Piece]:
    """All numbers in characters, in the order of the text; a single 一 counts only before what can be counted."""
    numerals = lexicon.han
    if numerals is None:
        return
    pattern = _pattern(numerals, tuple(lexicon.multiples))
    for match in pattern.finditer(text):
        if match.end() - match.start() > LONGEST:
            continue
        if text.startswith(numerals.words, match.start()):
            continue
        if match["part"] and not _halves_unit(text, match, lexicon):
            continue
        if match["multiple"]:
            yield _multiple(match, lexicon)
            continue
        piece = _read(_without_unit(text, match, lexicon, numerals, pattern), numerals)
        if piece is None:
            continue
        if piece.start and text[max(0, piece.start - _LEAD) : piece.start].endswith(numerals.not_behind):
            continue
        if piece.end - piece.start == 1 and not _stands_alone(text, piece, lexicon):
            piece.weak = True
        yield piece


def _halves_unit(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a unit follows: 半年, 半个小时; 半 alone is no number, nor is the one of 上半年."""
    unit = lexicon.names.longest(lexicon.split_words(text[match.end() : match.end() + _UNIT]))
    return unit is not None and not unit[1].money


def _multiple(match: re.Match[str], lexicon: Lexicon) -> Piece:
    """ "翻一番": a factor said as a verb."""
    factor = lexicon.multiples[match["multiple"]]
    places = max(0, -int(factor.as_tuple().exponent))
    return Piece(match.start(), match.end(), int(factor.scaleb(places)), places, Writing.MULTIPLE)


def _without_unit(
    text: str, match: re.Match[str], lexicon: Lexicon, numerals: HanNumerals, pattern: re.Pattern[str]
) -> re.Match[str]:
    """The number without its last character where a unit begins with it: 千 is kilo- in 五千瓦."""
    end = match.end()
    last = text[end - 1]
    if end - match.start() < 2 or not (last in numerals.scales or last in numerals.multipliers):
        return match
    whole = lexicon.names.longest(lexicon.split_words(text[end - 1 : end + _UNIT]))
    if whole is None or whole[0] < 2:
        return match
    return pattern.fullmatch(text, match.start(), end - 1) or match


def _stands_alone(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether a single character is a number of its own: "三名", "三" between brackets; not the 一 of 一个 or 统一."""
    following = text[piece.end : piece.end + 1]
    if (
        lexicon.han is not None
        and text[piece.start] in lexicon.han.plain
        and following in lexicon.counting["classifiers"]
    ):
        return True
    before = text[piece.start - 1] if piece.start else " "
    return not before.isalnum() and not following.isalnum()


@lru_cache(maxsize=8)
def _pattern(numerals: HanNumerals, multiples: tuple[str, ...]) -> re.Pattern[str]:
    number = "".join(numerals.digits) + "".join(numerals.multipliers) + "".join(numerals.scales)
    run = f"[{number}][{number} ]*"
    part = f"(?:{run}|[0-9]{{1,9}} ?)"
    digits = "".join(numerals.digits)
    point = f"(?: ?[{numerals.point}] ?[{digits}][{digits} ]*)?"
    of = " ?" + " ?".join(numerals.of) + " ?"
    factors = "|".join(sorted(multiples, key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"(?P<multiple>{factors})|(?P<minus>[{numerals.minus}])?(?:"
        rf"(?<![{number}])(?P<percent>[{numerals.bases}]){of}(?P<rate>{run}{point}|[0-9.,]+)"
        rf"|(?:(?P<whole>{part})又 ?)?(?P<bottom>{part}){of}(?P<top>{run}|[0-9]{{1,9}})"
        rf"|(?P<tenths>{run}{point}) ?[{numerals.tenths}](?P<hundredths>[{digits}](?![{number}{numerals.tenths}]))?"
        rf"|(?P<half>[{numerals.half_of}]半|半[{numerals.half_numbers}]|(?<=[{numerals.before_half}])半(?!年))"
        rf"|(?<![{numerals.not_before_half}])(?P<part>半)"
        rf"|(?P<number>{run}{point}))"
    )


def _read(match: re.Match[str], numerals: HanNumerals) -> Piece | None:
    start, end = match.start(), match.start() + len(match.group().rstrip(" "))
    if match["half"] or match["part"]:
        piece = Piece(start, end, 0, writing=Writing.FRACTION)
        piece.ratio = Decimal(1) / 2
        return piece
    if match["percent"]:
        base = _whole(match["percent"], numerals) or 100
        rate = match["rate"]
        value = _decimal(rate, numerals) if not rate[0].isascii() else _plain(rate)
        return None if value is None else _percent(start, end, value * 100 / base, bool(match["minus"]))
    if match["tenths"]:
        value = _decimal(match["tenths"], numerals)
        if value is None:
            return None
        if match["hundredths"]:
            value = value * 10 + numerals.digits[match["hundredths"]]
            return _percent(start, end, value, bool(match["minus"]))
        return _percent(start, end, value * 10 if value < 10 else value, bool(match["minus"]))
    if match["bottom"]:
        bottom, top = _whole(match["bottom"], numerals), _whole(match["top"], numerals)
        whole = _whole(match["whole"], numerals) if match["whole"] else 0
        if not bottom or top is None or whole is None:
            return None
        piece = Piece(start, end, 0, writing=Writing.FRACTION)
        piece.ratio = whole + Decimal(top) / bottom
        piece.negative = bool(match["minus"])
        return piece
    return _number(match, numerals)


def _number(match: re.Match[str], numerals: HanNumerals) -> Piece | None:
    written = match["number"].rstrip(" ")
    if len(written) > 1 and written[-1] in numerals.also_unit:
        written = written[:-1].rstrip(" ")
    start, end = match.start(), match.start("number") + len(written)
    led = start > 0 and match.string[start - 1] in numerals.before_half
    if not any(c in numerals.digits for c in written) and not (written[0] in numerals.leading or led):
        return None
    if (neighbours := _neighbours(written, match, numerals)) is not None:
        return neighbours
    body = written.rstrip("".join(numerals.scales))
    power = sum(numerals.scales[c] for c in written[len(body) :])
    if not body or any(c in numerals.scales for c in body):
        body, power = written, 0
    value = _decimal(body, numerals)
    if value is None:
        return None
    places = max(0, -int(value.normalize().as_tuple().exponent))
    piece = Piece(start, end, int(value.scaleb(places)), places, Writing.WORDS)
    piece.scale = power
    piece.negative = bool(match["minus"])
    return piece


def _neighbours(written: str, match: re.Match[str], numerals: HanNumerals) -> Piece | None:
    """ "七八个", "三四十人": two digits that follow one another are a range, of the multiplier behind them."""
    if len(written) < _PAIR or match["minus"] or not all(c in numerals.digits for c in written[:_PAIR]):
        return None
    low, high = (numerals.digits[c] for c in written[:_PAIR])
    rest = written[_PAIR:]
    if high != low + 1 or not low or any(c in numerals.digits for c in rest) or len(rest) > _PAIR:
        return None
    if not rest and match.string[match.end() : match.end() + 1] not in numerals.counting:
        return None
    bottom, top = (_whole(written[at] + rest, numerals) for at in range(_PAIR))
    if bottom is None or top is None:
        return None
    piece = Piece(match.start(), match.start() + len(written), bottom, writing=Writing.WORDS)
    piece.high = Piece(piece.start, piece.end, top, writing=Writing.WORDS)
    return piece


def _percent(start: int, end: int, value: Decimal, negative: bool) -> Piece:
    value = value.normalize()
    places = max(0, -int(value.as_tuple().exponent))
    piece = Piece(start, end, int(value.scaleb(places)), places, Writing.WORDS)
    piece.percent = True
    piece.negative = negative
    return piece


def _plain(written: str) -> Decimal | None:
    digits = written.replace(",", "").strip(".")
    return Decimal(digits) if digits and digits.count(".") <= 1 else None


def _decimal(written: str, numerals: HanNumerals) -> Decimal | None:
    written = written.replace(" ", "")
    for mark in numerals.point:
        if mark in written:
            whole, _, decimals = written.partition(mark)
            value = _whole(whole, numerals)
            if value is None or not all(c in numerals.digits for c in decimals):
                return None
            return Decimal(f"{value}.{''.join(str(numerals.digits[c]) for c in decimals)}")
    value = _whole(written, numerals)
    return None if value is None else Decimal(value)


def _whole(written: str, numerals: HanNumerals) -> int | None:
    """A whole number in characters; None when the characters do not make one."""
    written = written.replace(" ", "")
    if written.isdecimal() and written.isascii():
        return int(written)
    if len(written) > 1 and all(c in numerals.digits for c in written):
        if any(c in numerals.also_unit for c in written):
            return None
        return int("".join(str(numerals.digits[c]) for c in written))
    closed: list[tuple[int, int]] = []
    section = 0
    digit: int | None = None
    last = 1
    for character in written:
        if character in numerals.digits:
            if digit:
                return None
            digit = numerals.digits[character]
            if digit == 0:
                last = 1
        elif character in numerals.multipliers:
            if section and digit is None and numerals.multipliers[character] >= last:
                return None
            last = numerals.multipliers[character]
            section += (1 if digit is None or digit == 0 else digit) * last
            last = 10 if last < 100 else last
            digit = None
        else:
            power = numerals.scales[character]
            portion = section + (digit or 0)
            while closed and closed[-1][1] <= power:
                portion += closed.pop()[0]
            closed.append(((portion or 1) * 10**power, power))
            section, digit, last = 0, None, 10**power
    if digit:
        section += digit * (last // 10 if last > 10 else 1)
    return section + sum(value for value, _ in closed)
