"""From a document to its claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from workbench.extraction.bounds import merge_bounds
from workbench.extraction.calendar import Mention, MentionKind, find_mentions
from workbench.extraction.clock import clock_end, goes_on_from, is_clock
from workbench.extraction.columns import measure_columns
from workbench.extraction.compounds import read_length
from workbench.extraction.contacts import contacts
from workbench.extraction.context import add_context
from workbench.extraction.counting import counted_noun, says_what_they_do
from workbench.extraction.currencies import SharedNames
from workbench.extraction.digits import lone_fractions, written_numbers
from workbench.extraction.hanzi import han_numbers
from workbench.extraction.hedging import read_factor, read_hedge
from workbench.extraction.homonyms import are_percentage_points, degrees_of, is_weight, settle_unit
from workbench.extraction.lexicon import Lexicon, lexicon_for
from workbench.extraction.listed import measure_lists
from workbench.extraction.marks import letter_of_money, read_mark
from workbench.extraction.names import is_lettered_name, is_name, stands_alone
from workbench.extraction.note_marks import without_note_marks
from workbench.extraction.pauses import patient_collector
from workbench.extraction.per_what import per_behind
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.ranges import join
from workbench.extraction.surroundings import Ahead, Behind, ahead_of, is_letter
from workbench.extraction.unit_words import Unit
from workbench.extraction.units import read_below_zero, read_per, read_unit
from workbench.extraction.words import spelled_numbers
from workbench.model import Claim, Document, Hedge, Kind, Period, Quantity, Role

_DURATIONS = frozenset(
    ("century", "decade", "year", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond")
)
_RATES = frozenset(("%", "permille", "percentage point", "basis point"))
_SUFFIX = re.compile(r"[^\W\d_]{1,4}(?!\w)")
_TEMPERATURES = frozenset(("degree_Celsius", "degree_Fahrenheit", "degree"))
# A minus set apart by spaces, which before a temperature is no dash.
_MINUS = frozenset((" - ", " − ", " – "))
_SHARED_SIGNS = frozenset("$¥")
_FACTORS = frozenset((Writing.MULTIPLE, Writing.TIMES))
_COUNTING = frozenset((Writing.DIGITS, Writing.WORDS, Writing.COLLECTIVE, Writing.ORDINAL))
_LARGEST_EXACT = 1000
# What indices are set to.
_BASE = 100
# So many letters before a number are a word that lost its space; fewer may be part of a name.
_GLUED = 5
_YEAR = re.compile(r"[ \u00a0\u202f](?:19|20)[0-9]{2}(?![\w,.]*[0-9])")
_MOST_KNOWN = 20_000
_PLACE, _START = attrgetter("start", "end"), attrgetter("start")
# Where the last time of day ended, before there is one.
_NO_CLOCK = -100
# Marks behind a number, with no word for what it is per.
_CLAUSE_ENDS = frozenset(",.;:)")
_MOST_YEARS = 4_000
_KNOWN: dict[tuple[object, ...], Quantity] = {}
# Mentions of these kinds may be said as a length of time, which is a quantity too: "il y a près de 5 ans".
_LENGTHS = frozenset(
    (MentionKind.RELATIVE, MentionKind.COMPARISON, MentionKind.MONTHS, MentionKind.RANGE, MentionKind.HALF)
)
_DATES = frozenset(
    (
        MentionKind.DAY,
        MentionKind.MONTH,
        MentionKind.QUARTER,
        MentionKind.HALF,
        MentionKind.YEAR,
        MentionKind.FISCAL_YEAR,
        MentionKind.RANGE,
    )
)


@patient_collector()
def extract(document: Document) -> list[Claim]:
    """The numbers and dates of `document` as claims, in the order of the text."""
    mentions = find_mentions(document)
    refuted: set[int] = set()
    claims = read_numbers(document.text, document.language, mentions, refuted)
    mentions = [mention for mention in mentions if mention.start not in refuted] if refuted else mentions
    claims += [_date_claim(document.text, mention) for mention in mentions if mention.stated and mention.kind in _DATES]
    claims.sort(key=_PLACE)
    for number, claim in enumerate(claims, 1):
        claim.id = f"c{number}"
    add_context(document, claims, mentions)
    _forget_verbs(document, claims)
    measure_columns(document, claims, extract)
    measure_lists(document, claims, extract)
    return claims


def _forget_verbs(document: Document, claims: list[Claim]) -> None:
    """Take from several what they do, which is nothing counted: "9,847 collected by", "61 hold doctorates".

    Only once the context is read, which else would look for what they are in the same words.
    """
    for claim in claims:
        if claim.counted is None or (claim.quantity.value or 0) <= 1:
            continue
        # "1,7 million de dépassement"
        near = document.text.startswith(claim.counted, claim.end + 1)
        if near and says_what_they_do(claim.counted, document.language):
            claim.counted = None


def read_numbers(
    text: str, language: str, mentions: Sequence[Mention] = (), refuted: set[int] | None = None
) -> list[Claim]:
    """The numbers of `text` outside `mentions` as claims, in its order, without ids or context.

    `refuted` takes the beginnings of mentions that turn out to be numbers ("2000 kg" names no year).
    """
    lexicon, written = lexicon_for(language), text
    text = without_note_marks(written)
    shared = SharedNames(text)
    pieces = join(text, list(_pieces(text, lexicon, mentions, set() if refuted is None else refuted, shared)), lexicon)
    kept: list[Piece] = []
    for piece in pieces:
        if _is_quantity(text, piece, lexicon, kept[-1] if kept else None):
            kept.append(piece)
    return [_claim(text, written, piece, lexicon, shared) for piece in merge_bounds(text, kept, lexicon)]


def _date_claim(text: str, mention: Mention) -> Claim:
    period = mention.period
    year = None
    if mention.kind is MentionKind.YEAR and period is not None:
        # "since its first edition in 2010" holds until today, but names a year.
        year = period.first.year
        period = _of_year(year)
    return Claim(
        id="",
        start=mention.start,
        end=mention.end,
        text=text[mention.start : mention.end],
        quantity=_dated(year),
        role=Role.DATE,
        date=period,
    )


@lru_cache(_MOST_YEARS)
def _of_year(year: int) -> Period:
    return Period.year(year)


@lru_cache(_MOST_YEARS)
def _dated(year: int | None) -> Quantity:
    """The quantity of a date, which has a value when it is a year alone."""
    value = None if year is None else Decimal(year)
    return Quantity(Kind.DATE, value, step=Decimal(0), coarse_step=Decimal(0), exact=True)


def _pieces(
    text: str, lexicon: Lexicon, mentions: Sequence[Mention], refuted: set[int], shared: SharedNames
) -> Iterable[Piece]:
    """The numbers with their units, none overlapping the one before, none inside a date."""
    done = length = 0
    clock = _NO_CLOCK
    upcoming = iter(mentions)
    mention = next(upcoming, None)
    addresses = contacts(text)
    address = next(addresses, None)
    numbers = [*_said_numbers(text, lexicon), *written_numbers(text, lexicon.decimal), *lone_fractions(text)]
    numbers.sort(key=_START)
    for piece in numbers:
        if piece.start < done:
            continue
        while address is not None and address[1] <= piece.start:
            address = next(addresses, None)
        if address is not None and address[0] <= piece.start:
            continue
        while mention is not None and mention.end <= piece.start:
            mention = next(upcoming, None)
        dated = mention is not None and mention.start < piece.end
        if dated and mention is not None and mention.kind not in _LENGTHS:
            if mention.kind is MentionKind.YEAR and (mention.start, mention.end) == (piece.start, piece.end):
                read_unit(text, piece, lexicon, None)
                # "Nel 2022 ha incassato": a verb, and no hectares.
                goes_on = text[piece.end : piece.end + 2].lstrip().isalpha()
                word = goes_on and text[piece.number_end : piece.end].strip().lower() in lexicon.counting["stop"]
                if piece.unit is not None and piece.unit.name not in _DURATIONS and not word:
                    refuted.add(mention.start)
                    done = piece.end
                    yield piece
            elif mention.kind is MentionKind.TIME and read_length(text, piece, lexicon):
                done = piece.end
                yield piece
            continue
        number = piece.start
        glued = not read_mark(text, piece, lexicon)
        money = letter_of_money(text, piece, lexicon, shared) if glued else None
        if glued and money is None and not _may_be_glued(text, piece):
            continue
        if piece.start < done:
            piece.start = piece.evidence = number
            piece.unit = None
        mark = piece.unit
        if piece.percent:
            piece.unit = Unit("%")
        elif piece.writing is not Writing.ORDINAL:
            read_unit(text, piece, lexicon, money if mark is None else mark.name)
        if mark is not None:
            if not _names_money_of(mark, piece):
                piece.unit = mark
            if piece.per is None:
                read_per(text, piece, lexicon)
        if piece.unreadable:
            done = piece.end
            continue
        if glued and not piece.scale and money is None and (piece.unit is None or piece.unit.name != "%"):
            continue
        if money is not None:
            piece.unit = Unit(money, money=True)
            piece.start = piece.evidence = piece.start - 1
        if piece.unit is None or piece.unit.name in _TEMPERATURES:
            read_below_zero(text, piece, lexicon)
        if dated and (piece.unit is None or piece.unit.name not in _DURATIONS or _is_mere_time(piece, mention)):
            continue
        if (
            piece.unit is not None
            and piece.unit.name in _TEMPERATURES
            and text[piece.start - 3 : piece.start] in _MINUS
        ):
            piece.negative = True
            piece.start = piece.evidence = piece.start - 2
        if piece.end == piece.number_end and _runs_on(text, piece) and not _is_ordinal(text, piece, lexicon):
            continue
        if piece.unit is not None and piece.unit.name == "hour" and not read_length(text, piece, lexicon):
            end = 0 if goes_on_from(text, length, piece.start, lexicon) else clock_end(text, piece, lexicon, clock)
            if end:
                done = clock = end
                continue
            length = piece.end
        if piece.unit is not None and piece.unit.name == "year" and _names_year(text, piece, lexicon):
            continue
        if mention is not None and piece.number_end <= mention.start < piece.end < mention.end:
            _leave_time(text, piece, mention, mark)
        done = piece.end
        yield piece


def _is_mere_time(piece: Piece, mention: Mention | None) -> bool:
    """ "one year earlier", "un an auparavant": a time, and no length worth a claim."""
    return piece.weak and mention is not None and mention.kind is MentionKind.RELATIVE


def _may_be_glued(text: str, piece: Piece) -> bool:
    """Whether a space got lost before the number ("discussions4,2 millions"), as when a heading runs into the text."""
    before = text[max(0, piece.start - _GLUED) : piece.start]
    return len(before) == _GLUED and before.isalpha() and before.islower()


def _names_money_of(mark: Unit, piece: Piece) -> bool:
    """Whether what follows tells which dollars the sign before means: "$1,190 AUD"."""
    named = piece.unit
    return mark.name in _SHARED_SIGNS and named is not None and named.money and named.name not in _SHARED_SIGNS


def _leave_time(text: str, piece: Piece, mention: Mention, mark: Unit | None) -> None:
    """Give words back to the time they belong to: "$40 million a year ago", "up $5 million year-over-year"."""
    piece.end = piece.start + len(text[piece.start : mention.start].rstrip())
    if piece.per is None:
        piece.unit = mark
    piece.per = None


def _is_ordinal(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Take the ending of "25e" or "25th" into the number."""
    suffix = _SUFFIX.match(text, piece.end)
    if suffix is None or suffix.group() not in lexicon.grammar["ordinal_suffixes"] or piece.decimals:
        return False
    piece.writing = Writing.ORDINAL
    piece.unit = None
    piece.end = suffix.end()
    return True


def _names_year(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether "2021年" names a year, or "une année 2023"."""
    if lexicon.han is None:
        return piece.mantissa == 1 and not piece.scale and _YEAR.match(text, piece.end) is not None
    if text[piece.end : piece.end + 1] in lexicon.grammar["decades"]:
        return True
    return piece.number_end - piece.start == 4 and 1000 <= piece.mantissa < 2200


def _said_numbers(text: str, lexicon: Lexicon) -> Iterable[Piece]:
    return spelled_numbers(text, lexicon) if lexicon.han is None else han_numbers(text, lexicon)


def _runs_on(text: str, piece: Piece) -> bool:
    """Whether letters that are no unit follow directly ("5G", "4x4"), or a hyphen makes it a word ("demi-finale")."""
    following = text[piece.end : piece.end + 1]
    if piece.writing is Writing.FRACTION:
        return following == "-" and text[piece.end + 1 : piece.end + 2].isalpha()
    return piece.writing is Writing.DIGITS and (is_letter(following) or following == "_")


def _is_quantity(text: str, piece: Piece, lexicon: Lexicon, previous: Piece | None) -> bool:
    """Read the words before `piece`; false when they, or the words behind, make it something else than a number.

    `previous` is the number before it, when it was one.
    """
    behind = Behind(text, piece.evidence, lexicon)
    mere_article = piece.weak and piece.bare and piece.writing is Writing.WORDS
    if mere_article and not stands_alone(text, piece) and not _counts_one(text, piece, lexicon, behind):
        return False
    if piece.weak and piece.unit is not None and piece.unit.name == "second" and _is_another(text, piece, lexicon):
        return False
    if piece.bare and piece.writing not in _FACTORS and is_name(text, piece, lexicon, behind, previous):
        return False
    if (not piece.bare or piece.writing in _FACTORS) and is_lettered_name(text, piece, lexicon, behind):
        return False
    if is_clock(text, piece, lexicon, behind):
        return False
    if lexicon.han is not None and text[max(0, piece.start - 1) : piece.start] in lexicon.grammar["before_ranks"]:
        return False
    if piece.hedge is None:
        read_hedge(text, piece, lexicon, behind)
    if piece.hedge is None:
        read_factor(piece, lexicon, behind)
    if piece.hedge is None and piece.writing is Writing.COLLECTIVE and lexicon.loose_collectives:
        piece.hedge = Hedge.ABOUT
    return True


def _is_another(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether "un secondo" is a second thing rather than a time: a noun follows ("un secondo ponte")."""
    following = Ahead(text, piece.end, lexicon).tokens[:1]
    return bool(following) and following[0].isalpha() and following[0] not in lexicon.counting["stop"]


def _counts_one(text: str, piece: Piece, lexicon: Lexicon, behind: Behind) -> bool:
    """Whether "one" counts something: "one plant", not "that one costs"."""
    if not lexicon.one_counts or counted_noun(text, piece, lexicon) is None:
        return False
    return not behind.tokens or behind.tokens[0] not in lexicon.grammar["not_before_one"]


def _claim(text: str, written: str, piece: Piece, lexicon: Lexicon, shared: SharedNames) -> Claim:
    """The claim of `piece`, read in `text`, in the words of `written`, which may have marks where `text` has blanks."""
    settle_unit(text, piece, lexicon, shared)
    counted = counted_noun(text, piece, lexicon) if piece.unit is None and piece.writing in _COUNTING else None
    behind = piece.end if counted is None else counted[1]
    if piece.per is None and piece.unit is None and text[behind : behind + 1] not in _CLAUSE_ENDS:
        ahead = ahead_of(text, piece, lexicon) if counted is None else Ahead(text, counted[1], lexicon)
        per = per_behind(text, ahead, lexicon)
        piece.per = None if per is None else per[0]
    if piece.writing is Writing.TIMES:
        counted = (text[piece.start : piece.end].split()[-1], piece.end)
    unit = _unit_name(text, piece, lexicon, shared)
    quantity = _quantity(piece, counted is not None, unit)
    if piece.mantissa == _BASE and counted is None and unit is None and _is_index_base(text, piece, lexicon):
        quantity = replace(quantity, step=Decimal(0), coarse_step=Decimal(0), exact=True)
    return Claim(
        "",
        piece.start,
        piece.end,
        written[piece.start : piece.end],
        quantity,
        counted=None if counted is None else counted[0],
        role=_role(quantity),
        evidence_start=piece.evidence,
    )


def _is_index_base(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether it is what an index is set to ("base 100 in 2015", "2015 = 100"), which nobody has rounded."""
    if piece.decimals or piece.scale or piece.hedge is not None or piece.high is not None:
        return False
    behind = Behind(text, piece.start, lexicon).tokens
    if behind[:1] == ["="]:
        return len(behind) > 1 and len(behind[1]) == 4 and behind[1].isdigit()
    return bool(behind) and behind[0] in lexicon.grammar["index_bases"]


def _unit_name(text: str, piece: Piece, lexicon: Lexicon, shared: SharedNames) -> str | None:
    if piece.unit is None:
        return None
    name = piece.unit.name
    if piece.unit.money and name is not None:
        if is_weight(text, piece, lexicon):
            piece.unit = Unit("pound")
            return "pound"
        settled = shared.currency(name)
        if piece.decimals == 3 and piece.mantissa >= 1000 and not piece.scale and settled in lexicon.without_decimals:
            piece.decimals = 0
        return settled
    if name == "point" and are_percentage_points(text, piece, lexicon):
        return "percentage point"
    return degrees_of(text, piece, lexicon) if name == "degree" else name


def _quantity(piece: Piece, counted: bool, unit: str | None) -> Quantity:
    """The quantity of `piece`; plain ones are made once, for texts repeat their numbers."""
    kind = _kind(piece, counted, unit)
    if piece.high is not None or piece.ratio is not None:
        return _new_quantity(piece, counted, unit, kind)
    key = (
        kind,
        piece.mantissa,
        piece.decimals,
        piece.scale,
        unit,
        piece.hedge,
        counted,
        piece.negative,
        piece.writing,
        piece.in_words,
        piece.per,
    )
    known = _KNOWN.get(key)
    if known is None:
        known = _new_quantity(piece, counted, unit, kind)
        if len(_KNOWN) < _MOST_KNOWN:
            _KNOWN[key] = known
    return known


def _new_quantity(piece: Piece, counted: bool, unit: str | None, kind: Kind) -> Quantity:
    value = piece.value()
    step, coarse = piece.steps()
    high = None
    if piece.high is not None:
        high = piece.high.value()
        high_step, high_coarse = piece.high.steps()
        step, coarse = min(step, high_step), min(coarse, high_coarse)
    exact = kind is Kind.ORDINAL or (
        kind is Kind.COUNT
        and counted
        and piece.hedge is None
        and not piece.scale
        and piece.decimals == 0
        and value < _LARGEST_EXACT
        and (value <= 20 or piece.mantissa % 10 != 0)
    )
    return Quantity(
        kind=kind,
        value=value,
        value_high=high,
        unit=unit,
        hedge=piece.hedge,
        step=Decimal(0) if exact else step,
        coarse_step=Decimal(0) if exact else coarse,
        exact=exact,
        in_words=piece.in_words and piece.writing in (Writing.FRACTION, Writing.MULTIPLE),
        per=piece.per,
    )


def _kind(piece: Piece, counted: bool, unit: str | None) -> Kind:
    if piece.unit is not None:
        if piece.unit.money:
            return Kind.MONEY
        if unit in _RATES:
            return Kind.PERCENT
        return Kind.DURATION if unit in _DURATIONS else Kind.QUANTITY
    if piece.writing is Writing.FRACTION:
        return Kind.RATIO
    if piece.writing is Writing.MULTIPLE:
        return Kind.MULTIPLE
    if piece.writing is Writing.ORDINAL:
        return Kind.ORDINAL
    return Kind.COUNT if counted else Kind.NUMBER


def _role(quantity: Quantity) -> Role:
    if quantity.kind in (Kind.PERCENT, Kind.RATIO):
        return Role.DIFFERENCE if quantity.unit in ("percentage point", "basis point") else Role.SHARE
    if quantity.kind is Kind.MULTIPLE:
        return Role.MULTIPLE
    if quantity.kind is Kind.DURATION:
        return Role.DURATION
    if quantity.kind is Kind.ORDINAL:
        return Role.RANK
    return Role.LEVEL
