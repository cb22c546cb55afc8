"""What stands behind a number: its scale word, its unit or currency, and what it is per."""

from __future__ import annotations

import re

from workbench.extraction.compound_words import WordClass
from workbench.extraction.compounds import is_mark_of_feet, read_centimeters, read_marks_of_time
from workbench.extraction.homonyms import counts_many, counts_millions, is_verb
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.mere_words import is_mere_word
from workbench.extraction.per_what import is_how_often, per_behind
from workbench.extraction.phrases import TOKEN
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.surroundings import CURRENCY_SIGNS, Ahead, ahead_of
from workbench.extraction.unit_words import Unit
from workbench.model import Hedge

_SYMBOL = re.compile(
    r"([ \u00a0\u2009\u202f]{0,2}|-(?=[^\W\d_]))"
    rf"([%‰％″′]|(?:[^\W\d_\u2e80-\uffef]|[{CURRENCY_SIGNS}°º℃℉µ]){{1,24}}(?:[²³]|\^?[23](?![\w])|2eq?(?![\w]))?)"
)
_PER = re.compile(r"[ \u00a0]?/[ \u00a0]?([^\W\d_]{1,24}(?:[²³]|[23](?!\w))?)")
_COUNTRY = re.compile(r"[ \u00a0\u202f]([A-Z]{2,3})(?!\w)")
_RATE = re.compile(r"[ \u00a0]([^\W\d_]{1,4}/[^\W\d_]{1,3})(?!\w)")
_WORD = re.compile(r"[ \u00a0]([^\W\d_]{1,3})['’ ]")
_HUNDRED_KM = re.compile(r"[ \u00a0]?/[ \u00a0]?100[ \u00a0]?km(?!\w)")
_SMALLEST_BEHIND = 6
_FAR = 150
# The scale of "37 º C", set apart from its sign.
_DEGREE = re.compile(r"[ \u00a0\u202f]([CF])(?!\w)")
# Letters that open an elided article ("l'an") rather than name a unit.
_ELISION = frozenset("'’ʼ")
# What may join the letters of a longer name: "lb-ft", "m.p.h.".
_JOINTS = frozenset("-.·")
_LEADS_ON = _JOINTS | {"/"}
_PRIMES = frozenset("'’′\"″”")
_CLAUSE_ENDS = frozenset(".,;:)\n")
_SPACES = frozenset(" \u00a0\u202f")
_SIGNS = frozenset(CURRENCY_SIGNS)
_RATES = frozenset(("%", "permille", "percentage point", "basis point", "point"))


def read_unit(text: str, piece: Piece, lexicon: Lexicon, currency: str | None) -> None:
    """Read scale and unit behind `piece` into it and move its end; `currency` is the mark that stands before it."""
    # "un'ora", "vent'anni"
    elided = text[piece.end : piece.end + 1] in _ELISION and (piece.weak or piece.writing is Writing.WORDS)
    symbol = _SYMBOL.match(text, piece.end + elided)
    if symbol is None:
        if text[piece.end : piece.end + 1] in _PRIMES and read_marks_of_time(text, piece):
            return
        if is_mark_of_feet(text, piece):
            _set(piece, Unit("foot"), piece.end + 1)
            return
        if lexicon.han is not None and text[piece.end : piece.end + 2].strip():
            _after_number(text, piece, lexicon)
        return
    token = symbol[2]
    following = text[symbol.end() : symbol.end() + 1]
    if following not in _LEADS_ON and is_mere_word(token, lexicon.code):
        _after_number(text, piece, lexicon)
        return
    if token == "s" and not symbol[1]:
        return
    if (
        token in lexicon.prefixes
        and token not in lexicon.names.first
        and (following.isdecimal() or (currency is not None and _opens_number(text, symbol.end())))
    ):
        return
    abbreviation = lexicon.abbreviations.get(token) if symbol[1] != "-" else None
    if following == "/" and (slash := _PER.match(text, symbol.end())) is not None:
        rate = lexicon.symbols.get(f"{token}/{slash[1]}")
        if rate is not None:
            _set(piece, rate, slash.end())
            return
    unit = lexicon.symbols.get(token.replace("^", "").replace("₂", "2"))
    if unit is not None and unit.money and token in lexicon.ambiguous_codes and _is_odd_for_money(piece, symbol[1]):
        unit = None
    if unit is None and token in lexicon.closing and (not symbol[1] or _ends(text, symbol.end())):
        _set(piece, lexicon.closing[token], symbol.end())
        return
    if unit is not None and token in lexicon.counting["stop"] and symbol[1] and is_verb(text, piece, symbol, lexicon):
        return
    if token in lexicon.glued and not symbol[1] and _is_spoken_of(text, piece, lexicon.homonyms["glued"]["around"]):
        _set(piece, lexicon.glued[token], symbol.end())
        return
    if unit is None and abbreviation is None and len(token) > 1 and not _SIGNS.isdisjoint(token):
        piece.unreadable = True
        return
    if abbreviation is not None and piece.writing is Writing.DIGITS and following not in _ELISION:
        spaced = bool(symbol[1])
        millions = spaced and token == "m" and counts_millions(text, symbol.end(), lexicon)
        if unit is None or currency is not None or not spaced or token.isupper() or millions:
            bare_end = piece.end
            piece.scale += abbreviation
            piece.end = piece.number_end = symbol.end()
            _after_scale(text, piece, lexicon)
            if piece.unit is None and following == "." and (len(token) > 1 or _links(text, symbol.end() + 1, lexicon)):
                _after_point(text, piece, lexicon)
            if unit is None or currency is not None or piece.unit is not None or not token.islower():
                return
            if millions or counts_many(text, piece, lexicon):
                return
            piece.scale -= abbreviation
            piece.end = piece.number_end = bare_end
    joined = following in _JOINTS or (unit is not None and token.lower() in lexicon.names.first)
    if joined and text[symbol.end() + 1 : symbol.end() + 2].isalpha():
        ahead = ahead_of(text, piece, lexicon)
        whole = lexicon.names.longest(ahead.tokens)
        if whole is not None and whole[0] > 1:
            _set(piece, whole[1], ahead.end(whole[0] - 1))
            return
    if unit is not None and not (len(token) == 1 and following in _ELISION) and not _is_code(text, symbol.end()):
        end = symbol.end()
        if unit.name == "degree" and (letter := _DEGREE.match(text, end)) is not None:
            unit, end = lexicon.symbols["°" + letter[1]], letter.end()
        _set(piece, unit, end)
        if token == "m":
            read_centimeters(text, piece)
        _read_country(text, piece, lexicon)
        if unit.money and not piece.scale:
            _read_scale_behind(text, piece, lexicon)
        read_per(text, piece, lexicon)
        return
    _after_number(text, piece, lexicon)


def _is_spoken_of(text: str, piece: Piece, words: frozenset[str]) -> bool:
    """Whether one of `words` stands near `piece`."""
    return not words.isdisjoint(TOKEN.findall(text[max(0, piece.start - _FAR) : piece.end + _FAR].lower()))


def _read_scale_behind(text: str, piece: Piece, lexicon: Lexicon) -> None:
    """ "75 USD millones", "120 € Mio.": the scale behind the sign."""
    if text[piece.end : piece.end + 1] not in _SPACES:
        return
    ahead = Ahead(text, piece.end, lexicon)
    if not ahead.tokens:
        return
    word = ahead.tokens[0]
    power = lexicon.scales.get(word) or lexicon.abbreviations.get(text[ahead.span(0)[0] : ahead.end(0)], 0)
    if power >= _SMALLEST_BEHIND and len(word) > 1:
        piece.scale += power
        piece.end = ahead.end(0)


def _ends(text: str, at: int) -> bool:
    """Whether the clause ends at `at`, where no preposition can stand."""
    return at >= len(text) or text[at] in _CLAUSE_ENDS


def _read_country(text: str, piece: Piece, lexicon: Lexicon) -> None:
    """The letters that tell whose dollars they are, set apart: "3,5 M$ CA", "12 $ US"."""
    if piece.unit is None or piece.unit.name != "$" or text[piece.end : piece.end + 1] not in _SPACES:
        return
    letters = _COUNTRY.match(text, piece.end)
    currency = lexicon.prefixes.get(f"{letters[1]}$") if letters is not None else None
    if letters is not None and currency is not None:
        piece.unit, piece.end = Unit(currency, money=True), letters.end()


def _is_odd_for_money(piece: Piece, gap: str) -> bool:
    """Whether letters that are also a word or a name follow a number in words or a hyphen: "two AOA", "2023-DEM"."""
    return piece.writing is not Writing.DIGITS or gap == "-"


def _links(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether a linking word follows: "12,5 M. d'euros"."""
    word = _WORD.match(text, at)
    return word is not None and word[1] in lexicon.linking


def _opens_number(text: str, at: int) -> bool:
    """Whether a space and a number follow: the mark is that of the next number."""
    return text[at : at + 1] in _SPACES and text[at + 1 : at + 2].isdecimal()


def _is_code(text: str, end: int) -> bool:
    """Whether three digits follow directly, as in no measure: "24703m212"; "2m50" is one."""
    return text[end : end + 3].isdecimal() and end + 3 <= len(text)


def _after_number(text: str, piece: Piece, lexicon: Lexicon) -> None:
    ahead = ahead_of(text, piece, lexicon)
    tokens = ahead.tokens
    if not tokens or tokens[0] not in lexicon.behind_numbers:
        return
    at = 0
    if tokens[0] in lexicon.infix_over:
        piece.hedge = Hedge.OVER
        at = 1
    if lexicon.han is not None and piece.bare:
        at = _read_half_between(piece, lexicon, ahead, at)
    start = at
    complete = bool(piece.scale) and piece.writing is Writing.WORDS and lexicon.han is None
    while at < len(tokens) and at < 4 and not complete:
        power = lexicon.scales.get(tokens[at])
        if power is None:
            break
        if lexicon.han is not None and (whole := lexicon.names.longest(tokens, at)) is not None and whole[0] > 1:
            break
        piece.scale += power
        piece.end = piece.number_end = ahead.end(at)
        at += 1
    if piece.hedge is not None and at == start and lexicon.names.longest(tokens, at) is None:
        at = 0
    if at > start and at < len(tokens) and tokens[at] in lexicon.infix_over:
        # "8亿多元"
        piece.hedge = Hedge.OVER
        at += 1
    digits = piece.writing is Writing.DIGITS or (lexicon.han is not None and piece.writing is Writing.WORDS)
    if at == 0 and digits and tokens[0] in lexicon.words:
        at = _read_hundreds(piece, ahead, lexicon)
    if piece.scale and at + 1 < len(tokens) and tokens[at] in lexicon.joiners:
        at = _read_half(piece, ahead, lexicon, at)
    _read_name(text, piece, lexicon, ahead, at)


def _read_half_between(piece: Piece, lexicon: Lexicon, ahead: Ahead, at: int) -> int:
    """ "一个半小时": the half of a unit between its measure word and its name."""
    tokens = ahead.tokens
    half = lexicon.halves_behind.longest(tokens, at + 1)
    if half is None or tokens[at] not in lexicon.counting["classifiers"] or piece.decimals:
        return at
    if lexicon.names.longest(tokens, at + 1 + half[0]) is None:
        return at
    piece.mantissa, piece.decimals = piece.mantissa * 10 + 5, 1
    return at + 1 + half[0]


def _read_hundreds(piece: Piece, ahead: Ahead, lexicon: Lexicon) -> int:
    """ "4 hundred million", "2 dozen"."""
    word_class, value = lexicon.words.get(ahead.tokens[0], (WordClass.UNIT, 0))
    if word_class is not WordClass.COLLECTIVE and (
        word_class is not WordClass.HUNDRED or not lexicon.digits_before_hundreds
    ):
        return 0
    if word_class is WordClass.HUNDRED:
        piece.scale += 2
    else:
        piece.mantissa *= value
        piece.weak = False
    piece.end = piece.number_end = ahead.end(0)
    at = 1
    while at < min(3, len(ahead.tokens)) and (power := lexicon.scales.get(ahead.tokens[at])) is not None:
        piece.scale += power
        piece.end = piece.number_end = ahead.end(at)
        at += 1
    return at


def _read_half(piece: Piece, ahead: Ahead, lexicon: Lexicon, at: int) -> int:
    """ "3 millions et demi", "3 million and a half"."""
    following = at + 1
    one = ahead.tokens[following] in lexicon.articles or ahead.tokens[following] in lexicon.weak
    if one and following + 1 < len(ahead.tokens):
        following += 1
    word_class, value = lexicon.words.get(ahead.tokens[following], (WordClass.UNIT, 0))
    if word_class not in (WordClass.FRACTION, WordClass.HALF) or value not in (2, 4):
        return at
    extra = 2 if value == 4 else 1
    piece.mantissa = piece.mantissa * 10**extra + 10**extra // value
    piece.decimals += extra
    piece.end = piece.number_end = ahead.end(following)
    return following + 1


def _after_scale(text: str, piece: Piece, lexicon: Lexicon) -> None:
    """The unit behind an abbreviated scale: "12 M d'euros", "12 M EUR"."""
    symbol = _SYMBOL.match(text, piece.end)
    if symbol is None:
        if lexicon.han is not None:
            _after_number(text, piece, lexicon)
        return
    unit = lexicon.symbols.get(symbol[2])
    if (
        unit is not None
        and unit.name is not None
        and not (len(symbol[2]) == 1 and text[symbol.end() : symbol.end() + 1] in _ELISION)
    ):
        _set(piece, unit, symbol.end())
        read_per(text, piece, lexicon)
        return
    _after_number(text, piece, lexicon)


def _after_point(text: str, piece: Piece, lexicon: Lexicon) -> None:
    """The unit behind a scale abbreviated with a point: "50 Mio. Euro"; the point may as well end the sentence."""
    end = piece.end
    piece.end += 1
    _after_scale(text, piece, lexicon)
    if piece.unit is None:
        piece.end = piece.number_end = end


def _read_name(text: str, piece: Piece, lexicon: Lexicon, ahead: Ahead, at: int) -> None:
    tokens = ahead.tokens
    counted = bool(piece.scale) or piece.writing in (Writing.COLLECTIVE, Writing.FRACTION)
    by_the = piece.writing is not Writing.FRACTION and tokens[at : at + 1] and tokens[at] in lexicon.articles
    if counted and at < len(tokens) and tokens[at] in lexicon.linking and not by_the:
        at += 1
        if piece.writing is Writing.FRACTION and at < len(tokens) and tokens[at] in lexicon.articles:
            at += 1
    elif piece.writing is Writing.FRACTION and at < len(tokens) and tokens[at] in lexicon.articles:
        at += 1
    elif at < len(tokens) and (
        tokens[at] in lexicon.counting["before"] or tokens[at] in lexicon.grammar["before_units"]
    ):
        at += 1
        found = lexicon.names.longest(tokens, at)
        if found is not None and not found[1].money:
            _set(piece, found[1], ahead.end(at + found[0] - 1))
        return
    if at >= len(tokens):
        return
    if tokens[at] in lexicon.times:
        _read_times(piece, lexicon, ahead, at)
        return
    if piece.scale and (rate := _RATE.match(text, piece.end)) is not None and rate[1] in lexicon.symbols:
        _set(piece, lexicon.symbols[rate[1]], rate.end())
        return
    found = lexicon.names.longest(tokens, at)
    if piece.scale and (found is None or found[0] == 1):
        unit = lexicon.symbols.get(text[ahead.span(at)[0] : ahead.end(at)])
        if (unit is not None and unit.name is not None and len(tokens[at]) > 1) or tokens[at] in "$€£¥":
            symbol = _SYMBOL.match(text, ahead.span(at)[0])
            unit = lexicon.symbols.get(symbol[2]) if symbol else None
            if symbol and unit is not None and unit.name is not None:
                _set(piece, unit, symbol.end())
                read_per(text, piece, lexicon)
                return
    if found is not None and all(map(str.isdecimal, tokens[at + found[0] - 1 :][:2])) and tokens[at + found[0] :]:
        # "1,5 pour 100 000" is no percentage.
        return
    if found is not None:
        at += found[0]
        _set(piece, found[1], ahead.end(at - 1))
        _read_half_behind(piece, lexicon, ahead, at, found[0])
        if lexicon.han is not None and not piece.decimals:
            _read_tenth_behind(piece, lexicon, ahead, at)
        read_per(text, piece, lexicon)
    elif lexicon.han is not None and piece.writing is Writing.DIGITS and at == 0 and tokens[0] in lexicon.han.tenths:
        piece.unit = Unit("%")
        piece.scale += 1 if piece.mantissa < 10 or piece.decimals else 0
        piece.end = ahead.end(0)


def _read_tenth_behind(piece: Piece, lexicon: Lexicon, ahead: Ahead, at: int) -> None:
    """ "一米七", "三块五": the digit behind the unit is a tenth of it."""
    tokens = ahead.tokens
    if at >= len(tokens) or lexicon.han is None or tokens[at - 1] not in lexicon.grammar["tenths_behind"]:
        return
    digit = lexicon.han.digits.get(tokens[at])
    if not digit or piece.scale or piece.ratio is not None or not piece.mantissa:
        return
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    numeral = following in lexicon.han.digits or following in lexicon.scales or following in lexicon.han.multipliers
    if numeral or following in lexicon.counting["classifiers"] or lexicon.names.longest(tokens, at + 1) is not None:
        return
    if following in lexicon.grammar["tenths_of_money"] or following in lexicon.grammar["hundredths_of_money"]:
        return
    piece.mantissa, piece.decimals = piece.mantissa * 10 + digit, 1
    piece.end = piece.number_end = ahead.end(at)


def _read_half_behind(piece: Piece, lexicon: Lexicon, ahead: Ahead, at: int, named: int) -> None:
    """ "两米半", "dos horas y media": half a unit, said behind it."""
    half = lexicon.halves_behind.longest(ahead.tokens, at)
    if half is None or piece.decimals or piece.ratio is not None or piece.scale:
        return
    rest = at + half[0]
    whole = lexicon.names.longest(ahead.tokens[at - named : at] + ahead.tokens[rest:])
    if whole is not None and whole[0] > named:
        # "un punto e mezzo percentuale"
        piece.unit = whole[1]
        piece.mantissa, piece.decimals = piece.mantissa * 10 + 5, 1
        piece.end = ahead.end(rest + whole[0] - named - 1)
        return
    if lexicon.han is None and _goes_on(ahead.tokens[rest : rest + 2], lexicon):
        return
    piece.mantissa, piece.decimals = piece.mantissa * 10 + 5, 1
    piece.end = ahead.end(rest - 1)


def _goes_on(words: list[str], lexicon: Lexicon) -> bool:
    """Whether the words behind a half make it the half of something else: "four years and half a million"."""
    if len(words) > 1 and (words[0] in lexicon.articles or words[0] in lexicon.weak):
        words = words[1:]
    return bool(words) and (words[0] in lexicon.scales or words[0] in lexicon.names.first)


def _read_times(piece: Piece, lexicon: Lexicon, ahead: Ahead, at: int) -> None:
    """ "2.5 times more" is a multiple, "shot five times" a count."""
    piece.end = ahead.end(at)
    half = lexicon.halves_behind.longest(ahead.tokens, at + 1)
    if half is not None and piece.writing in (Writing.DIGITS, Writing.WORDS) and not piece.decimals:
        # "deux fois et demie le total"
        piece.mantissa, piece.decimals = piece.mantissa * 10 + 5, 1
        at += half[0]
        piece.end = ahead.end(at)
    following = ahead.tokens[at + 1] if at + 1 < len(ahead.tokens) else ""
    if is_how_often(ahead.tokens, at + 1, lexicon):
        piece.writing = Writing.TIMES
    elif piece.decimals or following in lexicon.comparing or ahead.tokens[at] in lexicon.always_multiple:
        piece.writing = Writing.MULTIPLE
    else:
        piece.writing = Writing.TIMES


def _set(piece: Piece, unit: Unit, end: int) -> None:
    if unit.name is not None:
        piece.unit, piece.per = unit, unit.per
    piece.scale += unit.exponent
    if unit.factor > 1 and piece.ratio is None:
        piece.mantissa *= unit.factor
    piece.end = end


def read_below_zero(text: str, piece: Piece, lexicon: Lexicon) -> None:
    """ "7 grados bajo cero", "10 unter null": degrees below zero are negative."""
    if text[piece.end : piece.end + 1] != " " or piece.scale or piece.negative:
        return
    ahead = ahead_of(text, piece, lexicon)
    below = lexicon.below_zero.longest(ahead.tokens) if lexicon.below_zero.first else None
    if below is not None:
        piece.negative = True
        piece.end = ahead.end(below[0] - 1)
        piece.unit = piece.unit or Unit("degree")


def read_per(text: str, piece: Piece, lexicon: Lexicon) -> None:
    """Read what a quantity is per: "€/MWh", "dollars per barrel", "euros par mois"."""
    following = text[piece.end : piece.end + 1]
    if following == "/" or text[piece.end : piece.end + 2] == " /":
        _read_slash(text, piece, lexicon)
        return
    if following not in (" ", "\u00a0", "-"):
        return
    found = per_behind(
        text, ahead_of(text, piece, lexicon), lexicon, priced=piece.unit is not None and piece.unit.money
    )
    if found is None:
        return
    name, piece.end = found
    unit = piece.unit
    if name in lexicon.spread_over and unit is not None and not unit.money and unit.name not in _RATES:
        # "tonnes per hectare" is one unit, as "t/ha" is
        piece.unit = Unit(f"{unit.name} / {name}")
    else:
        piece.per = name


def _read_slash(text: str, piece: Piece, lexicon: Lexicon) -> None:
    """ "km/h" and "kV/cm" are units of their own; "€/MWh" is money per unit."""
    hundred = _HUNDRED_KM.match(text, piece.end)
    if hundred is not None and piece.unit is not None and not piece.unit.money:
        piece.unit, piece.end = Unit(f"{piece.unit.name} / 100 kilometer"), hundred.end()
        return
    slash = _PER.match(text, piece.end)
    if slash is None or piece.unit is None:
        return
    name = lexicon.per_symbols.get(slash[1])
    if name is None:
        unit = lexicon.symbols.get(slash[1])
        name = unit.name if unit is not None and not unit.money else None
    if name is None:
        return
    piece.end = slash.end()
    if piece.unit.money or piece.unit.name in _RATES:
        piece.per = name
    else:
        piece.unit = Unit(f"{piece.unit.name} / {name}")
