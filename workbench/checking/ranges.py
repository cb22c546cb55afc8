"""Exact ranges of numbers as bare tuples, for the inner loops of the network.

A `Range` is ``(low, low_open, high, high_open)``; ``None`` is an infinite end. It says the same as
`workbench.model.Interval`, at a third of the cost; `of` and `interval` go from one to the other.
"""

from __future__ import annotations

from fractions import Fraction

from workbench.model import Interval

Range = tuple[Fraction | None, bool, Fraction | None, bool]

ZERO = Fraction(0)
ONE = Fraction(1)
ANY: Range = (None, True, None, True)
NOT_NEGATIVE: Range = (ZERO, False, None, True)
EMPTY: Range = (ONE, True, ZERO, True)

# Ends longer than this are rounded outwards, so that cycles of equations cannot grow them for ever.
_LONGEST_BITS = 640
_KEPT_BITS = 256
# A rate is a root less one: that of a slow growth has lost some ten of these.
_ROOT_BITS = 128


def of(interval: Interval) -> Range:
    """The range of an `Interval`."""
    return (
        interval.low,
        interval.low_open or interval.low is None,
        interval.high,
        interval.high_open or interval.high is None,
    )


def interval(box: Range) -> Interval:
    """The `Interval` of a range."""
    low, low_open, high, high_open = box
    return Interval(low, high, low_open and low is not None, high_open and high is not None)


def point(value: Fraction) -> Range:
    """The single number `value`."""
    return (value, False, value, False)


def is_empty(box: Range) -> bool:
    """Whether no number lies in it."""
    low, low_open, high, high_open = box
    if low is None or high is None:
        return False
    return low > high or ((low_open or high_open) and low == high)


def is_point(box: Range) -> bool:
    """Whether exactly one number lies in it."""
    return box[0] is not None and box[0] == box[2] and not box[1] and not box[3]


def has_zero(box: Range) -> bool:
    """Whether zero lies in it."""
    low, low_open, high, high_open = box
    # The sign of a fraction is that of its numerator, which is an order of magnitude faster to ask.
    if low is not None and (low.numerator > 0 or (low_open and not low.numerator)):
        return False
    return not (high is not None and (high.numerator < 0 or (high_open and not high.numerator)))


def meet(a: Range, b: Range) -> Range:
    """The numbers in both; may be empty."""
    low, low_open, high, high_open = a
    b_low, b_low_open, b_high, b_high_open = b
    if b_low is not None:
        if low is None or b_low > low:
            low, low_open = b_low, b_low_open
        elif b_low_open and b_low == low:
            low_open = True
    if b_high is not None:
        if high is None or b_high < high:
            high, high_open = b_high, b_high_open
        elif b_high_open and b_high == high:
            high_open = True
    return (low, low_open, high, high_open)


def hull(a: Range, b: Range) -> Range:
    """The smallest range that holds both; neither may be empty."""
    low, low_open = a[0], a[1]
    if low is not None:
        if b[0] is None or b[0] < low:
            low, low_open = b[0], b[1]
        elif b[0] == low:
            low_open = low_open and b[1]
    high, high_open = a[2], a[3]
    if high is not None:
        if b[2] is None or b[2] > high:
            high, high_open = b[2], b[3]
        elif b[2] == high:
            high_open = high_open and b[3]
    return (low, low_open, high, high_open)


def meets(a: Range, b: Range) -> bool:
    """Whether at least one number lies in both."""
    if a[0] is not None and b[2] is not None and (a[0] > b[2] or ((a[1] or b[3]) and a[0] == b[2])):
        return False
    return not (b[0] is not None and a[2] is not None and (b[0] > a[2] or ((b[1] or a[3]) and b[0] == a[2])))


def negate(a: Range) -> Range:
    """Every number with the other sign."""
    return (None if a[2] is None else -a[2], a[3], None if a[0] is None else -a[0], a[1])


def add(a: Range, b: Range) -> Range:
    """All sums."""
    low = None if a[0] is None or b[0] is None else a[0] + b[0]
    high = None if a[2] is None or b[2] is None else a[2] + b[2]
    return (low, a[1] or b[1], high, a[3] or b[3])


def subtract(a: Range, b: Range) -> Range:
    """All differences."""
    low = None if a[0] is None or b[2] is None else a[0] - b[2]
    high = None if a[2] is None or b[0] is None else a[2] - b[0]
    return (low, a[1] or b[3], high, a[3] or b[1])


def scale(a: Range, factor: Fraction) -> Range:
    """Every number times `factor`, which is not zero."""
    low = None if a[0] is None else a[0] * factor
    high = None if a[2] is None else a[2] * factor
    return (low, a[1], high, a[3]) if factor.numerator > 0 else (high, a[3], low, a[1])


def shift(a: Range, offset: Fraction) -> Range:
    """Every number plus `offset`."""
    return (None if a[0] is None else a[0] + offset, a[1], None if a[2] is None else a[2] + offset, a[3])


def multiply(a: Range, b: Range) -> Range:
    """The smallest range that holds all products."""
    a_low, b_low = a[0], b[0]
    if a_low is not None and b_low is not None and a_low.numerator > 0 and b_low.numerator > 0:
        a_high, b_high = a[2], b[2]
        high = None if a_high is None or b_high is None else a_high * b_high
        return (a_low * b_low, a[1] or b[1], high, a[3] or b[3])
    return of(interval(a) * interval(b))


def divide(a: Range, b: Range) -> Range:
    """The smallest range that holds all quotients by the numbers of `b` that are not zero."""
    a_low, b_low = a[0], b[0]
    if a_low is not None and b_low is not None and a_low.numerator > 0 and b_low.numerator > 0:
        low = ZERO if b[2] is None else a_low / b[2]
        high = None if a[2] is None else a[2] / b_low
        return (low, a[1] or b[3], high, a[3] or b[1])
    return of(interval(a) / interval(b))


def power(a: Range, exponent: int) -> Range:
    """Every number of `a`, none of them negative, to a positive whole `exponent`."""
    low = ZERO if a[0] is None or a[0] < 0 else a[0] ** exponent
    return (low, a[1] and (a[0] or 0) > 0, None if a[2] is None else a[2] ** exponent, a[3])


def root(a: Range, degree: int) -> Range:
    """The roots of the numbers of `a` that are not negative, rounded outwards."""
    low = ZERO if a[0] is None or a[0] <= 0 else _root_below(a[0], degree)
    high = None if a[2] is None else _root_below(max(a[2], ZERO), degree) + Fraction(1, 1 << _ROOT_BITS)
    return (low, False, high, False)


def _root_below(value: Fraction, degree: int) -> Fraction:
    """A fraction just below the root: whole-number root, by Newton's method, of the value scaled by a power of two."""
    scaled = (value.numerator << (_ROOT_BITS * degree)) // value.denominator
    if not scaled:
        return ZERO
    found = 1 << (scaled.bit_length() // degree + 1)
    while True:
        nearer = ((degree - 1) * found + scaled // found ** (degree - 1)) // degree
        if nearer >= found:
            return Fraction(found, 1 << _ROOT_BITS)
        found = nearer


def shortened(a: Range) -> Range:
    """The same range, its ends rounded outwards when their exact form has become very long."""
    low, low_open, high, high_open = a
    if low is not None and low.denominator.bit_length() + low.numerator.bit_length() > _LONGEST_BITS:
        low, low_open = _rounded(low, upwards=False), False
    if high is not None and high.denominator.bit_length() + high.numerator.bit_length() > _LONGEST_BITS:
        high, high_open = _rounded(high, upwards=True), False
    return (low, low_open, high, high_open)


def _rounded(value: Fraction, *, upwards: bool) -> Fraction:
    shift_by = _KEPT_BITS - (abs(value.numerator).bit_length() - value.denominator.bit_length())
    numerator = value.numerator << max(shift_by, 0)
    denominator = value.denominator << max(-shift_by, 0)
    whole = -(-numerator // denominator) if upwards else numerator // denominator
    return Fraction(whole, 1 << shift_by) if shift_by >= 0 else Fraction(whole << -shift_by)


def distance(a: Range, b: Range) -> Fraction:
    """How far apart the two lie; zero when they overlap or touch."""
    if a[2] is not None and b[0] is not None and b[0] > a[2]:
        return b[0] - a[2]
    if b[2] is not None and a[0] is not None and a[0] > b[2]:
        return a[0] - b[2]
    return ZERO
