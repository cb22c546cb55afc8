"""Reported test statistics, recomputed.

The roles of a relation of the operation ``statistics``, whose rule ends with what is tested:

============================ ============================================ ==========================================
rule ends with               roles                                        what must hold
============================ ============================================ ==========================================
``.t``                       statistic, df2 (degrees of freedom), p       p is the two-sided tail of t
``.F``                       statistic, df1, df2, p                       p is the upper tail of F
``.r``                       statistic, df2, p                            p is the two-sided tail of a correlation
``.chi2`` (also Q and G2)    statistic, df1, p                            p is the upper tail of chi-square
``.z``                       statistic, p                                 p is the two-sided tail of the normal
``.grim``                    mean, n [, items]                            some n x items whole numbers have that mean
============================ ============================================ ==========================================

Degrees of freedom may be claims or constants. Statistic and p are claims; the sign before each (``= < >``) is read
from the text. The doubt ``one-tailed`` says that the text speaks of a one-sided test, which then counts as well.
Every p within the rounding of the statistic and of p itself is allowed (statcheck's rule: Nuijten et al., "The
prevalence of statistical reporting errors in psychology", 2016; GRIM: Brown and Heathers, 2017).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workbench.checking import distributions, ranges
from workbench.checking.ranges import Range
from workbench.model import Claim, Document, Operand, Relation

ONE_TAILED = "one-tailed"
_SIGNS = {"=": "=", "<": "<", ">": ">", "≤": "<", "≥": ">", "⩽": "<", "⩾": ">"}
# Two ends closer than this part of themselves cannot be told apart by the tail functions: they only touch.
_RESOLUTION = 3e-14


@dataclass(frozen=True, slots=True)
class Reported:
    """A test as reported: its name, degrees of freedom, and the ranges of the statistic (without sign) and of p."""

    test: str
    degrees: tuple[float, ...]
    statistic: Range
    p: Range
    statistic_claim: Claim
    p_claim: Claim
    p_sign: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The lowest and highest p that the statistic allows; `fits` as reported, `halved` as one half of it."""

    low: float
    high: float
    fits: bool
    halved: bool
    decision_error: bool


def read(relation: Relation, claims: dict[str, Claim], document: Document) -> Reported | None:
    """The test that a relation reports; ``None`` when a role it needs is missing."""
    test = relation.rule.rpartition(".")[2]
    needed = {"t": ("df2",), "F": ("df1", "df2"), "r": ("df2",), "chi2": ("df1",), "z": ()}.get(test)
    statistic, p = _claim(relation, "statistic", claims), _claim(relation, "p", claims)
    if needed is None or statistic is None or p is None or p.quantity.value is None:
        return None
    degrees = [_number(relation.role(role), claims) for role in needed]
    if any(one is None or one <= 0 for one in degrees) or statistic.quantity.value is None:
        return None
    sign = _sign(statistic, document)
    exact = abs(Fraction(statistic.quantity.value))
    if sign == "<":
        size: Range = (ranges.ZERO, False, exact, True)
    elif sign == ">":
        size = (exact, True, None, True)
    else:
        size = _plain(abs(statistic.quantity.value), statistic.quantity.step)
    p_sign = _sign(p, document)
    return Reported(
        test,
        tuple(float(one) for one in degrees if one is not None),
        size,
        _p_range(p.quantity.value, p.quantity.step, p_sign),
        statistic,
        p,
        p_sign,
    )


def recompute(reported: Reported, *, one_tailed: bool, significance: Fraction) -> Recomputed:
    """The p values that the statistic allows, against the reported one."""
    tail = _TAILS[reported.test]
    low_size, _, high_size, _ = reported.statistic
    low = 0.0 if high_size is None else tail(float(high_size), reported.degrees)
    high = 1.0 if not low_size else tail(float(low_size), reported.degrees)
    fits = _within(low, high, reported.p)
    halved = _within(low / 2, high / 2, reported.p)
    level = float(significance)
    significant = low <= level and high <= level, low > level and high > level
    says = _says_significant(reported, significance)
    decision = not fits and ((significant[0] and says is False) or (significant[1] and says is True))
    return Recomputed(low, high, fits or (one_tailed and halved), halved, decision)


def mean_is_possible(mean: Claim, count: int) -> bool:
    """Whether the mean of `count` whole numbers can be printed as this mean."""
    value, step = mean.quantity.value, mean.quantity.step
    if value is None or not step:
        return True
    half = Fraction(step) / 2
    low, high = (Fraction(value) - half) * count, (Fraction(value) + half) * count
    return math.ceil(low) <= math.floor(high)


def _within(low: float, high: float, p: Range) -> bool:
    """Whether a p between `low` and `high` can be printed as reported; ends that only touch do not count."""
    p_low, p_high = float(p[0] or 0), float(p[2] if p[2] is not None else 1)
    slack = _RESOLUTION * max(p_high, 1e-12)
    if p[0] == p[2]:
        return low <= p_high <= high
    low_ok = low < p_high - slack if p[3] else low <= p_high + slack
    high_ok = high > p_low + slack if p[1] else high >= p_low - slack
    return low_ok and high_ok


def _p_range(value: Decimal, step: Decimal, sign: str) -> Range:
    exact = Fraction(value)
    if sign == "<":
        return (ranges.ZERO, False, exact, True)
    if sign == ">":
        return (exact, True, ranges.ONE, False)
    half = Fraction(step) / 2
    return (max(exact - half, ranges.ZERO), False, exact + half, False)


def _plain(value: Decimal, step: Decimal) -> Range:
    exact, half = Fraction(value), Fraction(step) / 2
    return (max(exact - half, ranges.ZERO), False, exact + half, False)


def _says_significant(reported: Reported, significance: Fraction) -> bool | None:
    """What the reported p says of significance; ``None`` when it leaves it open."""
    value = Fraction(reported.p_claim.quantity.value or 0)
    if reported.p_sign == "<":
        return True if value <= significance else None
    if reported.p_sign == ">":
        return False if value >= significance else None
    return value <= significance


def _sign(claim: Claim, document: Document) -> str:
    """The comparison sign that stands before a number."""
    before = document.text[max(0, claim.evidence_start - 3) : claim.start].rstrip("\u00a0\u202f\u2009 +-\u2212\u2013")
    return _SIGNS.get(before[-1:], "=")


def _claim(relation: Relation, role: str, claims: dict[str, Claim]) -> Claim | None:
    operand = relation.role(role)
    return None if operand is None or operand.claim is None else claims.get(operand.claim)


def _number(operand: Operand | None, claims: dict[str, Claim]) -> Fraction | None:
    if operand is None:
        return None
    if operand.constant is not None:
        return operand.constant.value
    claim = claims.get(operand.claim or "")
    return None if claim is None or claim.quantity.value is None else Fraction(claim.quantity.value)


_TAILS: dict[str, Callable[[float, tuple[float, ...]], float]] = {
    "t": lambda size, degrees: distributions.student_two_sided(size, degrees[0]),
    "F": lambda size, degrees: distributions.fisher_upper(size, degrees[0], degrees[1]),
    "r": lambda size, degrees: distributions.correlation_two_sided(size, degrees[0]),
    "chi2": lambda size, degrees: distributions.chi_square_upper(size, degrees[0]),
    "z": lambda size, degrees: distributions.normal_two_sided(size),
}
