"""Tail probabilities of the distributions that reported tests follow, to about twelve digits.

The incomplete beta and gamma functions by series and continued fractions (Abramowitz and Stegun, "Handbook of
Mathematical Functions", 26.5.8, 6.5.29 and 6.5.31), evaluated with Lentz's method.
"""

from __future__ import annotations

import math
from collections.abc import Callable

_STEPS = 20_000
_TINY = 1e-300
_PRECISION = 1e-15


def normal_two_sided(z: float) -> float:
    """The probability that a standard normal number is at least |z| away from zero."""
    return math.erfc(abs(z) / math.sqrt(2))


def student_two_sided(t: float, df: float) -> float:
    """The two-sided tail of Student's t with `df` degrees of freedom."""
    if math.isinf(t):
        return 0.0
    return incomplete_beta(df / (df + t * t), df / 2, 0.5)


def fisher_upper(f: float, df1: float, df2: float) -> float:
    """The upper tail of F with `df1` and `df2` degrees of freedom."""
    if f <= 0:
        return 1.0
    return 0.0 if math.isinf(f) else incomplete_beta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2)


def chi_square_upper(x: float, df: float) -> float:
    """The upper tail of chi-square with `df` degrees of freedom."""
    return incomplete_gamma_upper(df / 2, x / 2)


def correlation_two_sided(r: float, df: float) -> float:
    """The two-sided tail of a correlation coefficient with `df` (pairs less two) degrees of freedom."""
    if abs(r) >= 1:
        return 0.0
    return student_two_sided(r * math.sqrt(df / (1 - r * r)), df)


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def _beta_fraction(x: float, a: float, b: float) -> float:
    def coefficient(step: int) -> float:
        half = step // 2
        if step % 2:
            return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))

    return 1 / _continued_fraction(1.0, coefficient, lambda step: 1.0)


def incomplete_gamma_upper(a: float, x: float) -> float:
    """The regularised upper incomplete gamma function Q(a, x)."""
    if x <= 0:
        return 1.0
    if math.isinf(x):
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for step in range(1, _STEPS):
            term *= x / (a + step)
            total += term
            if term < total * _PRECISION:
                break
        return max(0.0, 1 - front * total)
    fraction = _continued_fraction(x + 1 - a, lambda step: -step * (step - a), lambda step: x + 1 - a + 2 * step)
    return front / fraction


def _continued_fraction(first: float, numerator: Callable[[int], float], denominator: Callable[[int], float]) -> float:
    """``first + n1 / (d1 + n2 / (d2 + ...))`` by Lentz's method."""
    value = first or _TINY
    upper, lower = value, 0.0
    for step in range(1, _STEPS):
        a, b = numerator(step), denominator(step)
        lower = b + a * lower or _TINY
        upper = b + a / upper or _TINY
        lower = 1 / lower
        change = upper * lower
        value *= change
        if abs(change - 1) < _PRECISION:
            break
    return value
