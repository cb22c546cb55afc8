"""Low and high of a claim as formulas of its written value, step and hedge: the table of readings as a spreadsheet.

Every formula is written for a positive number; a negative one with a hedge is read as its mirror image. Rules that
are words ("round", "zero", "open") and the factors of each hedge stand in the sheet Lists as the named ranges
``h_low``, ``h_high``, ``h_ends`` (expected) and ``h_wide_low``, ``h_wide_high``, ``h_wide_ends`` (widest); tolerances
are named cells of the first sheet. How a number is read (rounded, exact ...) chooses the formula; the hedge is live.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workbench.model import Hedge, Kind, Quantity
from workbench.model.readings import HEDGED_FRACTION, is_round

# Beyond these a spreadsheet of 15 digits does not compute as the program does.
_MOST, _DIGITS = Decimal(10) ** 60, Decimal(10) ** 14

ROUNDED, EXACT, WORDS, MULTIPLE, RANGE = "rounded", "exact", "words", "multiple", "range"


@dataclass(frozen=True, slots=True)
class WrittenValue:
    """A quantity as its text writes it: `value` (to `value_high`) times `scale`, known to `step`, read as `reading`.

    `live` is false for the few that the formulas do not cover (a hedge about zero, an open end without a number).
    `digit` is one unit of the last digit that counts in the widest reading, where the value alone does not tell it.
    """

    value: Decimal | None
    value_high: Decimal | None
    scale: int
    step: Decimal
    reading: str
    live: bool
    digit: Decimal | None = None


def written_value(quantity: Quantity, scale_power: int) -> WrittenValue:
    """How the sheet shows `quantity`, whose text uses a scale word for 10^`scale_power`."""
    value, high = quantity.value, quantity.value_high
    scale = 10**scale_power
    step = Decimal(0) if quantity.exact and quantity.is_range else quantity.step / scale
    return WrittenValue(
        None if value is None else value / scale,
        None if high is None else high / scale,
        scale,
        step,
        reading_of(quantity),
        value is not None and _covered(quantity),
        quantity.coarse_step / scale if value is not None and not _tells_coarse_step(quantity) else None,
    )


def reading_of(quantity: Quantity) -> str:
    """Which branch of the table of readings a quantity takes."""
    if quantity.is_range:
        return RANGE
    if quantity.in_words and quantity.kind in (Kind.RATIO, Kind.PERCENT):
        return WORDS
    if quantity.kind is Kind.MULTIPLE and (quantity.in_words or quantity.step >= 1):
        return MULTIPLE
    return EXACT if quantity.exact or not quantity.step else ROUNDED


def _covered(quantity: Quantity) -> bool:
    """Whether the formulas read it as the program does."""
    value = quantity.value
    if value is None or abs(value) > _MOST:
        return False
    if quantity.step and (quantity.step < 1 / _MOST or abs(value) / quantity.step > _DIGITS):
        return False
    if quantity.is_range:
        return True
    if quantity.hedge is None:
        return True
    if not value or not _tells_coarse_step(quantity):
        return False
    return quantity.hedge is not Hedge.NEARLY or is_round(abs(value)) == _is_round_in_sheet(quantity)


def _tells_coarse_step(quantity: Quantity) -> bool:
    """Whether the last digit that is not zero is the last that counts; in "6.0" the zero counts too."""
    if quantity.value is None or quantity.is_range or quantity.exact or not quantity.step:
        return True
    return coarse_of(quantity.value, quantity.step) == quantity.coarse_step


def neighbours(size: Decimal, digit: Decimal, scale: int) -> tuple[Decimal, Decimal]:
    """The round numbers above and below `size`, computed as the columns "above" and "below" do."""
    count = int(Fraction(size) / Fraction(digit) + Fraction(1, 2))
    closes_with_five = count > 9 and count % 10 == 5
    step = 5 * digit if closes_with_five else digit
    if count == 1:
        return size + step, Decimal(0) if size * scale == 1 else size / 2
    return size + step, size - step


def coarse_of(value: Decimal, step: Decimal) -> Decimal:
    """One unit of the last digit of `value` that is not zero, `step` for zero; the sheet's column "digit"."""
    count = abs(Fraction(value)) / Fraction(step)
    if count.denominator != 1 or not count.numerator:
        return step
    number, unit = count.numerator, step
    while number % 10 == 0:
        number //= 10
        unit *= 10
    return unit


def _is_round_in_sheet(quantity: Quantity) -> bool:
    assert quantity.value is not None
    unit = coarse_of(quantity.value, quantity.step or Decimal(1))
    digits = abs(Fraction(quantity.value)) / Fraction(unit)
    return digits % 10 == 5 or unit >= 10


_SIZE = "ABS({value})"
_COUNT = "ROUND(ABS({value})/{digit},0)"
_LAST_DIGIT = f"({_COUNT}-10*INT({_COUNT}/10))"
_ROUND = f"OR({_LAST_DIGIT}=5,{{digit}}*{{scale}}>=10)"
_RANGE_LOW = "({value}-{step}/2)*{scale}"
_RANGE_HIGH = "({value_high}+{step}/2)*{scale}"
_WHOLE = 'IF({unit}="%",100,1)'
# What "less than" reaches down to: 0, or no limit for what can be negative; the writer of the row fills it in.
ZERO = "{zero}"
_TENS = "10^{1,2,3,4,5,6,7,8,9,10,11,12}"

HEDGE_ROW = 'IF({hedge}="",0,IFERROR(MATCH({hedge},h_names,0),0))'
_STEP = "IF({step}>0,{step},1)"
_STEPS = f"ROUND(ABS({{value}})/{_STEP},0)"
DIGIT = f"IF({{value}}=0,{_STEP},{_STEP}*10^SUMPRODUCT(--({_STEPS}=INT({_STEPS}/{_TENS})*{_TENS})))"
ABOVE = f"{_SIZE}+IF(AND({_COUNT}>9,{_LAST_DIGIT}=5),5,1)*{{digit}}"
_ONE = f"{_SIZE}*{{scale}}=1"
BELOW = f"IF({_COUNT}=1,IF({_ONE},0,{_SIZE}/2),{_SIZE}-IF(AND({_COUNT}>9,{_LAST_DIGIT}=5),5,1)*{{digit}})"


def plain_low(reading: str, *, widest: bool) -> str:
    """The low end of a number that has no hedge and will get none."""
    return _RANGE_LOW if reading == RANGE else f"({{value}}-{_plain_distance(reading, widest)})*{{scale}}"


def plain_high(reading: str, *, widest: bool) -> str:
    """The high end of a number that has no hedge and will get none."""
    return _RANGE_HIGH if reading == RANGE else f"({{value}}+{_plain_distance(reading, widest)})*{{scale}}"


def _plain_distance(reading: str, widest: bool) -> str:
    """How far from the value its ends lie."""
    if reading == WORDS:
        return f"{_tolerance('tol_words', widest)}*{_WHOLE}"
    if reading == MULTIPLE:
        return f"{_SIZE}*{_tolerance('tol_multiple', widest)}"
    return "0" if reading == EXACT else _half(widest)


def low(reading: str, *, widest: bool, negative: bool) -> str:
    """The low end of a number read as `reading`."""
    if reading == RANGE:
        return _RANGE_LOW
    return _mirrored(_far(reading, widest)) if negative else _near(reading, widest)


def high(reading: str, *, widest: bool, negative: bool) -> str:
    """The high end of a number read as `reading`."""
    if reading == RANGE:
        return _RANGE_HIGH
    return _mirrored(_near(reading, widest)) if negative else _far(reading, widest)


def ends(reading: str, *, widest: bool, negative: bool) -> str:
    """Which ends belong: "[)" has its low end and not its high one."""
    if reading == RANGE:
        return 'IF({step}=0,"[]","[)")'
    positive = f"IF({{hedge_row}}=0,{_plain_ends(reading)},{_hedged_ends(reading, widest)})"
    if negative:
        return f'IF(RIGHT({positive},1)="]","[","(")&IF(LEFT({positive},1)="[","]",")")'
    return positive


def cut_low(reading: str, *, negative: bool) -> str:
    """The low end when digits may have been cut off instead of rounded."""
    as_widest = 'IF({widest_low}="","",{widest_low})'
    if reading not in (ROUNDED, MULTIPLE):
        return as_widest
    number = "({value}-{step})" if negative else "{value}"
    cut = f"{number}*{{scale}}"
    return f"IF({{hedge_row}}=0,{_loose(reading, f'MIN({{widest_low}},{cut})', cut)},{as_widest})"


def cut_high(reading: str, *, negative: bool) -> str:
    """The high end when digits may have been cut off instead of rounded."""
    as_widest = 'IF({widest_high}="","",{widest_high})'
    if reading not in (ROUNDED, MULTIPLE):
        return as_widest
    number = "{value}" if negative else "({value}+{step})"
    cut = f"{number}*{{scale}}"
    return f"IF({{hedge_row}}=0,{_loose(reading, f'MAX({{widest_high}},{cut})', cut)},{as_widest})"


def cut_ends(reading: str, *, negative: bool) -> str:
    """Which ends belong when digits may have been cut off."""
    if reading not in (ROUNDED, MULTIPLE):
        return "{widest_ends}"
    if negative:
        low_end = 'IF(({value}-{step})*{scale}<{widest_low},"(",LEFT({widest_ends},1))'
        high_end = 'IF({value}*{scale}>={widest_high},"]",RIGHT({widest_ends},1))'
    else:
        low_end = 'IF({value}*{scale}<={widest_low},"[",LEFT({widest_ends},1))'
        high_end = 'IF(({value}+{step})*{scale}>{widest_high},")",RIGHT({widest_ends},1))'
    cut = '"(]"' if negative else '"[)"'
    return f"IF({{hedge_row}}=0,{_loose(reading, f'{low_end}&{high_end}', cut)},{{widest_ends}})"


def _loose(reading: str, loose: str, cut: str) -> str:
    """`loose` for a number that ends in zeros and for a multiple, `cut` for one whose last digit is known."""
    return loose if reading == MULTIPLE else f"IF({{digit}}>{{step}},{loose},{cut})"


def _near(reading: str, widest: bool) -> str:
    """The end nearer to zero of a positive number."""
    if reading == WORDS:
        return _in_words("-", widest, over=_SIZE, under="0")
    code = _code("low", widest)
    # About a number is never narrower than the number without its hedge.
    least = f"MIN({_bare(reading, '-', widest)},{_SIZE}*{code})"
    factor = f"{_SIZE}*{code}"
    if reading == ROUNDED and not widest:
        # What is rounded up to a number is nearly that number, unless it is far below.
        rounded = f"MIN({factor},MAX({_SIZE}-{{step}}/2,{_SIZE}*{_code('low', True)}))"
        factor = f'IF(INDEX(h_ends,{{hedge_row}})="nearly",{rounded},{factor})'
    about = f'IF(INDEX(h_ends,{{hedge_row}})="about",{least},{factor})*{{scale}}'
    hedged = f'IF({code}="open","",IF({code}="zero",{ZERO},IF({code}="round",{{below}}*{{scale}},{about})))'
    return f"IF({{hedge_row}}=0,{_unhedged(reading, '-', widest)}*{{scale}},{hedged})"


def _far(reading: str, widest: bool) -> str:
    """The end further from zero of a positive number."""
    if reading == WORDS:
        return _in_words("+", widest, over=f"MAX({_WHOLE},{_SIZE})", under=_SIZE)
    code = _code("high", widest)
    factor = f"{_SIZE}*{code}"
    nearly = _SIZE if reading == EXACT else f"IF({_ROUND},{_SIZE},{_SIZE}+{{step}}/2)"
    nearly = f"MAX({factor},{nearly})" if widest else nearly
    factor = f'IF(INDEX(h_ends,{{hedge_row}})="nearly",{nearly},{factor})'
    most = f"MAX({_bare(reading, '+', widest)},{_SIZE}*{code})"
    about = f'IF(INDEX(h_ends,{{hedge_row}})="about",{most},{factor})*{{scale}}'
    hedged = f'IF({code}="open","",IF({code}="round",{{above}}*{{scale}},{about}))'
    return f"IF({{hedge_row}}=0,{_unhedged(reading, '+', widest)}*{{scale}},{hedged})"


def _in_words(sign: str, widest: bool, *, over: str, under: str) -> str:
    """One end of a fraction said in words; `over` and `under` are that end of "more than" and "less than" it."""
    points = f"{_tolerance('tol_words', widest)}*{_WHOLE}"
    side = "INDEX(h_side,{hedge_row})"
    hedged = f"IF({side}=1,{over},IF({side}=-1,{under},({_SIZE}{sign}{HEDGED_FRACTION}*{points})))"
    return f"IF({{hedge_row}}=0,({_SIZE}{sign}{points}),{hedged})*{{scale}}"


def _unhedged(reading: str, sign: str, widest: bool) -> str:
    """One end of a number that has no hedge."""
    if reading == MULTIPLE:
        return f"{_SIZE}*(1{sign}{_tolerance('tol_multiple', widest)})"
    return f"({_bare(reading, sign, widest)})" if reading == ROUNDED else _SIZE


def _bare(reading: str, sign: str, widest: bool) -> str:
    """One end of a number by its last digit alone."""
    return _SIZE if reading == EXACT else f"{_SIZE}{sign}{_half(widest)}"


def _plain_ends(reading: str) -> str:
    return '"[)"' if reading == ROUNDED else '"[]"'


def _hedged_ends(reading: str, widest: bool) -> str:
    if reading == WORDS:
        return "INDEX(h_words_ends,{hedge_row})"
    named = f"INDEX({'h_wide_ends' if widest else 'h_ends'},{{hedge_row}})"
    about, nearly = '"[]"', '"[]"'
    if reading != EXACT:
        about = f'IF({_SIZE}*{_code("high", widest)}<{_SIZE}+{_half(widest)},"[)","[]")'
        nearly = f'IF({_ROUND},"[]","[)")'
        if widest:
            nearly = f'IF({_SIZE}*{_code("high", widest)}<{_SIZE}+{{step}}/2,{nearly},"[]")'
    return f'IF({named}="about",{about},IF({named}="nearly",{nearly},{named}))'


def _half(widest: bool) -> str:
    return "{digit}/2" if widest else "{step}/2"


def _tolerance(name: str, widest: bool) -> str:
    return f"{name}_widest" if widest else name


def _code(end: str, widest: bool) -> str:
    return f"INDEX({'h_wide_' if widest else 'h_'}{end},{{hedge_row}})"


def _mirrored(end: str) -> str:
    """The other side of zero; an open end stays open."""
    return f'IF({end}="","",-({end}))'
