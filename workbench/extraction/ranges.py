"""Numbers that belong together: ranges, ratios, and lists whose last member carries the scale and unit of all."""

from __future__ import annotations

from decimal import Decimal

from workbench.extraction.changes import (
    LEAP,
    are_sides,
    is_change,
    is_difference_told,
    is_fall,
    is_far_change,
    is_size_of_change,
    is_told_ahead,
    is_told_behind,
    moves,
    rises,
)
from workbench.extraction.compounds import add_smaller_unit
from workbench.extraction.counting import counted_noun
from workbench.extraction.left_out import take_over
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.repeated_scales import repeat_scales
from workbench.extraction.sharing import EDGES, LONGEST_GAP, share, share_back
from workbench.extraction.slipped import has_slipped, mend_slipped
from workbench.extraction.small_change import add_cents
from workbench.extraction.surroundings import Behind, ahead_of
from workbench.model import Hedge

_DASHES = frozenset(("-", "–", "—", "‑", "−", "~", "～"))
_MOST_DECIMALS = 3
_THOUSANDS = 3
_MYRIAD = 4
_TEN = 10
_ALMOST_NOTHING = Decimal("1e-9")
_BASES = frozenset((100, 1000, 10_000, 100_000, 1_000_000))
_LOOSE = frozenset((Hedge.ABOUT, Hedge.NEARLY))
_QUARTERS = frozenset((Decimal("0.25"), Decimal("0.5"), Decimal("0.75")))
_YEARS = range(1900, 2101)
# "3 out of 10" is a ratio; "87 of 168" are two counts.
_ROUND_WHOLES = frozenset((*range(2, 13), 15, 20, 25, 30, 40, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000))


def join(text: str, pieces: list[Piece], lexicon: Lexicon) -> list[Piece]:
    """The pieces with ranges, ratios and sums of money joined into one, and shared scales and units handed back."""
    joined: list[Piece] = []
    for at, piece in enumerate(pieces):
        if not joined or not _attach(text, joined[-1], piece, lexicon, joined, pieces[at + 1 : at + 2]):
            joined.append(piece)
    kept = [piece for piece in joined if piece.writing is not Writing.SCORE]
    share_back(text, kept, lexicon)
    take_over(text, kept, lexicon)
    repeat_scales(text, kept, lexicon)
    repeat_scales(text, kept, lexicon)
    return kept


def _attach(
    text: str, piece: Piece, following: Piece, lexicon: Lexicon, joined: list[Piece], upcoming: list[Piece]
) -> bool:
    """Join `following` to `piece` when the text between them says so; `upcoming` is the number behind both."""
    if _is_one_in(text, piece, following, lexicon):
        return True
    if not 0 <= following.start - piece.end <= LONGEST_GAP or piece.high is not None:
        return False
    between = text[piece.end : following.start].strip(EDGES).lower()
    if between in _DASHES:
        return _dash(piece, following)
    gap = between.strip("-").strip(EDGES)
    if gap in lexicon.grammar["scores"]:
        return _score(piece, following)
    if following.writing is Writing.ORDINAL and gap == "" and _divide_by_rank(text, piece, following):
        return True
    if gap in lexicon.grammar["decimal_words"] and _add_decimals(text, piece, following, lexicon):
        return True
    if add_smaller_unit(text, piece, following, gap, lexicon):
        return True
    if " " in gap:
        gap = _without_hedge(gap, lexicon)
    if piece.weak and gap == "," and following.writing is Writing.WORDS and following.value() == 2:
        piece.weak = False
    if gap in lexicon.grammar["divided_by"]:
        return _divide(text, piece, following, lexicon)
    if lexicon.inverted and gap == "" and _add_fraction(piece, following):
        return True
    if piece.weak and gap == "" and _is_one_part(piece, following):
        return True
    if gap in lexicon.joiners and _add_half(text, piece, following, lexicon):
        return True
    if between == "," and has_slipped(text, piece, following, lexicon, joined):
        return mend_slipped(piece, following)
    if gap == "" and lexicon.han is None and _add_thousands(piece, following):
        return True
    if _add_below_myriad(piece, following, gap, lexicon):
        return True
    if piece.scale and (piece.unit is None or _marked(piece, text)) and _add_smaller(piece, following, gap, lexicon):
        return True
    if piece.unit is not None and piece.unit.money and add_cents(text, piece, following, gap, lexicon):
        return True
    ranges = lexicon.ranges
    if gap in ranges["ways"]:
        if comparable(piece, following) and piece.writing in (Writing.DIGITS, Writing.WORDS):
            share(piece, following)
        return False
    if gap in ranges["connectors"]:
        return _connect(text, piece, following, lexicon, upcoming)
    if gap in ranges["alternatives"] and _are_neighbours(piece, following):
        return _make_range(piece, following)
    between_both = _opened(text, piece, lexicon) or _closed(text, following, lexicon) if _joins(gap, lexicon) else False
    return between_both and comparable(piece, following) and _make_range(piece, following)


def _joins(gap: str, lexicon: Lexicon) -> bool:
    """ "entre 2 y 3", "entre el 2 % y el 3 %": an article may stand before the second number too."""
    joiners = lexicon.ranges["joiners"]
    if gap in joiners:
        return True
    joiner, _, article = gap.replace("'", " ").replace("’", " ").strip().partition(" ")
    return joiner in joiners and article in lexicon.hedge_articles


def _closed(text: str, following: Piece, lexicon: Lexicon) -> bool:
    """ "10和15之间": the word that says between may stand behind."""
    closers = lexicon.ranges.get("closers")
    return bool(closers) and text[following.end : following.end + 4].lstrip().startswith(tuple(closers or ()))


def _without_hedge(gap: str, lexicon: Lexicon) -> str:
    """The joining word of "between 2 and about 7", "110 bis maximal 140" alone."""
    words = gap.split()
    found = lexicon.hedges_before.longest(words[:0:-1])
    if found is None or found[0] != len(words) - 1:
        return gap
    limits = found[1] is Hedge.AT_MOST and words[0] in lexicon.ranges["connectors"]
    return words[0] if limits or found[1] in _LOOSE else gap


def _is_one_part(piece: Piece, following: Piece) -> bool:
    """ "one one hundred fifth": the article of a fraction, which takes it in."""
    if following.writing is not Writing.FRACTION or not following.ratio:
        return False
    parts = 1 / following.ratio
    whole = parts > 1 and abs(parts - round(parts)) < _ALMOST_NOTHING
    if not whole or not piece.bare or piece.writing is not Writing.WORDS:
        return False
    piece.ratio, piece.writing, piece.weak = following.ratio, Writing.FRACTION, False
    piece.unit, piece.per = following.unit, following.per
    piece.end, piece.number_end = following.end, following.number_end
    return True


def _is_one_in(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "one in three", "3 out of 10", "neuf Français sur dix"."""
    if not (piece.unit is None and following.unit is None and piece.ratio is None and following.ratio is None):
        return False
    if following.start - piece.end > 48 or piece.decimals or following.decimals or piece.high is not None:
        return False
    words = lexicon.split_words(text[piece.end : following.start])
    if lexicon.grammar["each"] and _is_each(text, piece, following, lexicon):
        piece.ratio = following.value() / piece.value()
        piece.end = piece.number_end = following.end
        piece.writing, piece.scale, piece.weak = Writing.FRACTION, 0, False
        return True
    for phrase in lexicon.out_of:
        if len(words) > len(phrase) and phrase in lexicon.plainly_out_of:
            continue
        if tuple(words[-len(phrase) :]) == phrase and _is_ratio(piece, following, len(words) - len(phrase), phrase):
            top, bottom = piece.value(), following.value()
            piece.ratio = top / bottom
            piece.end = piece.number_end = following.end
            piece.writing = Writing.FRACTION
            piece.scale = 0
            piece.weak = False
            return True
    return False


def _is_each(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "每十人中就有一人": of each so many, so many."""
    if (
        not 0 < following.value() < piece.value()
        or text[max(0, piece.start - 1) : piece.start] not in lexicon.grammar["each"]
    ):
        return False
    between = text[piece.end : following.start]
    return len(between) <= LONGEST_GAP and between.endswith(tuple(lexicon.grammar["each_has"]))


def _is_ratio(piece: Piece, following: Piece, between: int, phrase: tuple[str, ...]) -> bool:
    top, bottom = piece.value(), following.value()
    if not 0 < top < bottom:
        return False
    if between == 0:
        in_words = piece.writing is Writing.WORDS and following.writing is Writing.WORDS
        return (
            piece.weak
            or top == 1
            or (
                int(bottom) in _ROUND_WHOLES
                and (in_words or len(phrase) > 1 or int(bottom) <= _TEN or phrase[0] not in ("in", "on"))
            )
        )
    if between > 3 or int(bottom) not in _ROUND_WHOLES:
        return False
    return piece.weak or piece.writing is Writing.WORDS or int(bottom) <= _TEN


def _dash(piece: Piece, following: Piece) -> bool:
    if _may_dash(piece, following):
        return _make_range(piece, following)
    return following.start - piece.end == 1 and _score(piece, following)


def _score(piece: Piece, following: Piece) -> bool:
    """Take two plain numbers for the goals of two teams; never joins them."""
    if piece.bare and following.bare and not piece.decimals and not following.decimals:
        piece.writing = following.writing = Writing.SCORE
    return False


def _connect(text: str, piece: Piece, following: Piece, lexicon: Lexicon, upcoming: list[Piece]) -> bool:
    """ "10 to 15", "from 10 to 15": a range, unless it tells of a change ("doubled to $200 million")."""
    if piece.writing in (Writing.MULTIPLE, Writing.TIMES) or _is_part(piece) is not _is_part(following):
        return False
    behind = Behind(text, piece.evidence, lexicon)
    if piece.weak and not lexicon.grammar["no_one_behind"].isdisjoint(behind.tokens[:1]):
        # "l'un à 79 millions, l'autre à 93"
        return False
    if not lexicon.grammar["before_base"].isdisjoint(behind.tokens[:1]) and piece.value() in _BASES:
        # "from 280 per 1,000 to 400 per 1,000"
        return False
    started = bool(behind.tokens) and behind.tokens[0] in lexicon.ranges["starters"]
    falls = is_fall(piece, following)
    sides = falls and not started and are_sides(piece, following)
    if sides or is_difference_told(text, piece, following, upcoming):
        share(piece, following)
        return False
    spans = not lexicon.ranges["spans"].isdisjoint(behind.tokens[1:2])
    if (
        started
        and not spans
        and not _leads_on(text, following, lexicon)
        and (
            falls
            or (_changes(text, piece, behind, lexicon) and not is_size_of_change(piece, following, behind, lexicon))
            or is_told_ahead(text, piece, following, lexicon)
            or is_told_behind(text, piece, following, upcoming, lexicon)
        )
    ):
        share(piece, following)
        return False
    if not comparable(piece, following) or (
        piece.unit is not None and following.unit is None and not _marked(piece, text)
    ):
        return False
    if not started and following.bare and following.value() < piece.value():
        # "awarded $4 billion to 22 women", "outnumber them three to one"
        return False
    led = piece.unit is not None or following.value() >= LEAP * piece.value()
    bare = following.bare and led and rises(behind, lexicon)
    if not started and (bare or moves(piece, following, behind, lexicon)):
        share(piece, following)
        return False
    if started and lexicon.hedges_before.longest(behind.tokens) is None:
        piece.evidence = behind.start(0)
    return _make_range(piece, following)


def _leads_on(text: str, following: Piece, lexicon: Lexicon) -> bool:
    """Whether where a change leads to stands behind both: "revised from 5 to 7 per cent to 3 to 5 per cent"."""
    tokens = ahead_of(text, following, lexicon).tokens[:2]
    return len(tokens) > 1 and tokens[0] in lexicon.ranges["connectors"] and tokens[1].isdecimal()


def _changes(text: str, piece: Piece, behind: Behind, lexicon: Lexicon) -> bool:
    return is_change(behind, lexicon) or is_far_change(text, piece, lexicon)


def _add_decimals(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "1 komma 5": the decimal mark said between digits."""
    whole = piece.bare and piece.writing is Writing.DIGITS and not piece.decimals and piece.ratio is None
    digits = text[following.start : following.number_end].partition(" ")[0]
    if not whole or following.writing is not Writing.DIGITS or not digits.isdecimal() or len(digits) > _MOST_DECIMALS:
        return False
    if text[piece.end : piece.end + 1] not in EDGES:
        return False
    if text[piece.end : following.start].strip(EDGES).lower() in lexicon.grammar["part_joiners"]:
        return False
    piece.mantissa, piece.decimals = piece.mantissa * 10 ** len(digits) + following.mantissa, len(digits)
    piece.scale, piece.unit, piece.per = following.scale, following.unit, following.per
    piece.end, piece.number_end = following.end, following.number_end
    return True


def _is_part(piece: Piece) -> bool:
    """Whether it is a fraction in words, which makes no range with a level: "by two fifths to $11 billion"."""
    return piece.writing is Writing.FRACTION and piece.in_words


def _are_neighbours(piece: Piece, following: Piece) -> bool:
    """ "three or four years" is a range of one; "3 or 7 years" are two numbers."""
    return piece.bare and following.mantissa == piece.mantissa + 1 and not (piece.decimals or following.decimals)


def _opened(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    behind = Behind(text, piece.evidence, lexicon)
    tokens = behind.tokens
    at = 1 if tokens and tokens[0] in lexicon.grammar["minus"] else 0
    if not at and len(tokens) > 1 and tokens[0] in lexicon.hedge_articles and tokens[1] in lexicon.ranges["openers"]:
        piece.evidence = behind.start(1)
        return True
    if len(tokens) <= at or tokens[at] not in lexicon.ranges["openers"]:
        return False
    piece.negative |= bool(at)
    piece.evidence = behind.start(at)
    return True


def _marked(piece: Piece, text: str) -> bool:
    """Whether the unit is a currency mark before the number, which stands for both ends of a range."""
    return (
        piece.unit is not None
        and piece.unit.money
        and piece.end == piece.number_end
        and text[piece.start] not in "0123456789"
    )


def comparable(low: Piece, high: Piece) -> bool:
    """Whether two numbers may be of the same unit."""
    return low.unit is None or high.unit is None or low.unit.name == high.unit.name


def _may_dash(low: Piece, high: Piece) -> bool:
    if not comparable(low, high) or (low.writing is Writing.DIGITS) is not (high.writing is Writing.DIGITS):
        return False
    if low.ratio is not None or high.ratio is not None:
        return False
    before, after = low.value(), high.value()
    if low.scale == 0 and high.scale and low.value() < 1000:
        return before < after.scaleb(-high.scale) or before < after
    return before < after


def _make_range(low: Piece, high: Piece) -> bool:
    share(low, high)
    if high.unit is None and low.unit is not None:
        high.unit = low.unit
    low.high = high
    low.end = high.end
    low.per = high.per
    low.weak = False
    if high.writing in (Writing.MULTIPLE, Writing.TIMES):
        low.writing = high.writing
    return True


def _add_smaller(piece: Piece, following: Piece, gap: str, lexicon: Lexicon) -> bool:
    """ "1 milliard 200 millions", "4 thousand 3 hundred and 21"."""
    if piece.ratio is not None or following.ratio is not None or piece.decimals or following.decimals:
        return False
    lowest = piece.scale
    if gap == "":
        if lexicon.han is None and (not following.scale or piece.writing is not following.writing):
            return False
    elif not (gap in lexicon.grammar["scale_joiners"] and following.scale) and (
        gap not in lexicon.joiners or lowest > 3
    ):
        return False
    if following.negative or following.scale >= lowest or following.value() >= 10**lowest:
        return False
    if not following.scale and piece.writing is Writing.DIGITS and lowest > 3 and lexicon.han is None:
        return False
    piece.mantissa = piece.mantissa * 10 ** (lowest - following.scale) + following.mantissa
    piece.scale = following.scale
    piece.unit, piece.per = following.unit or piece.unit, following.per
    piece.end, piece.number_end = following.end, following.number_end
    return True


def _add_below_myriad(piece: Piece, following: Piece, gap: str, lexicon: Lexicon) -> bool:
    """ "3千5百万" and "2千零30万": thousands and hundreds of the ten thousands that follow, the groups of Chinese."""
    if lexicon.han is None or (gap and lexicon.han.digits.get(gap) != 0):
        return False
    plain = piece.scale in (2, 3) and piece.unit is None and piece.ratio is None and not piece.decimals
    if not plain or following.scale < _MYRIAD or following.ratio is not None or following.decimals:
        return False
    below = following.scale % _MYRIAD
    rest = following.mantissa * 10**below
    if rest >= 10**piece.scale or following.negative or piece.writing is not following.writing:
        return False
    piece.mantissa = piece.mantissa * 10**piece.scale + rest
    piece.scale, piece.unit, piece.per = following.scale - below, following.unit, following.per
    piece.end, piece.number_end = following.end, following.number_end
    return True


def _add_thousands(piece: Piece, following: Piece) -> bool:
    """ "5 mil 619 millones", as Mexico writes thousands of millions."""
    plain = piece.scale == _THOUSANDS and piece.unit is None and piece.ratio is None and not piece.decimals
    if not plain or following.scale <= _THOUSANDS or following.ratio is not None or following.decimals:
        return False
    if following.mantissa >= 10**_THOUSANDS or following.negative or piece.writing is not following.writing:
        return False
    piece.mantissa = piece.mantissa * 10**_THOUSANDS + following.mantissa
    piece.scale, piece.unit, piece.per = following.scale, following.unit, following.per
    piece.end, piece.number_end = following.end, following.number_end
    return True


def _divide(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "one over three", "2000 over 3": a fraction when both sides are mere numbers."""
    mere = piece.bare and (following.bare or following.percent or _is_rate(following)) and piece.high is None
    if not mere or piece.ratio is not None or following.ratio is not None or following.scale or not following.mantissa:
        return False
    if (
        following.negative
        or piece.decimals
        or following.decimals
        or Writing.ORDINAL in (piece.writing, following.writing)
    ):
        return False
    if _is_rate(following):
        if piece.value() >= following.value():
            return False
    elif following.mantissa in _YEARS or counted_noun(text, following, lexicon) is not None:
        return False
    piece.ratio = piece.value().copy_abs() / following.value()
    piece.writing = Writing.FRACTION
    piece.unit, piece.weak = following.unit, False
    piece.end, piece.number_end = following.end, following.number_end
    return True


def _is_rate(piece: Piece) -> bool:
    return piece.unit is not None and piece.unit.name == "%"


def _divide_by_rank(text: str, piece: Piece, following: Piece) -> bool:
    """ "trois vingt-cinquièmes", "two thirty-seconds": the denominator is called like a rank, in the plural."""
    if not following.in_words or text[following.end - 1] != "s" or piece.writing is not Writing.WORDS:
        return False
    if not piece.bare or piece.ratio is not None or not 1 < piece.mantissa < following.mantissa:
        return False
    piece.ratio = piece.value() / following.value()
    piece.writing = Writing.FRACTION
    piece.end = piece.number_end = following.end
    return True


def _add_fraction(piece: Piece, following: Piece) -> bool:
    """ "twintig drie vijfde": a fraction in words right behind a whole number in words."""
    whole = piece.writing is Writing.WORDS and piece.bare and piece.ratio is None and not piece.decimals
    part = following.writing is Writing.FRACTION and following.in_words and not following.weak
    if not whole or not part or piece.weak or following.ratio is None or not piece.mantissa or following.ratio >= 1:
        return False
    piece.ratio = piece.mantissa + following.ratio
    piece.unit, piece.per = following.unit, following.per
    piece.end, piece.number_end = following.end, following.number_end
    return True


def _add_half(text: str, piece: Piece, following: Piece, lexicon: Lexicon) -> bool:
    """ "5 and a half minutes": halves and quarters in words behind a whole number in digits."""
    whole = piece.writing is Writing.DIGITS and piece.bare and not piece.decimals and piece.ratio is None
    if not whole or following.writing is not Writing.FRACTION or not following.in_words or following.ratio is None:
        return False
    if following.ratio not in _QUARTERS or _opened(text, piece, lexicon):
        return False
    first = text[following.start : following.end].split()[0].lower()
    if not (first in lexicon.weak or first in lexicon.words or first in lexicon.linking):
        return False
    behind = ahead_of(text, following, lexicon).tokens
    if following.unit is None and behind and behind[0] in lexicon.linking:
        return False
    piece.mantissa, piece.decimals = piece.mantissa * 100 + int(following.ratio * 100), 2
    if piece.mantissa % 10 == 0:
        piece.mantissa, piece.decimals = piece.mantissa // 10, 1
    piece.unit, piece.per = following.unit, following.per
    piece.end, piece.number_end = following.end, following.number_end
    return True
