"""Test statistics with their p: recomputed within rounding, decision errors told apart, means that are possible."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from scipy import stats

from workbench.checking import check, distributions
from workbench.model import (
    Claim,
    Constant,
    Document,
    Finding,
    Kind,
    Operand,
    Operation,
    Quantity,
    Relation,
    Severity,
    Verdict,
)


def reported(test: str, text: str, statistic: str, p: str, *degrees: float, doubts: tuple[str, ...] = ()) -> Finding:
    """Check ``text``, in which the statistic comes before p."""

    def claim(name: str, number: str, start: int) -> Claim:
        value = Decimal(number)
        step = Decimal(1).scaleb(int(value.as_tuple().exponent))
        quantity = Quantity(Kind.NUMBER, value, step=step, coarse_step=step)
        return Claim(name, start, start + len(number), number, quantity)

    first = claim("s", statistic, text.index(statistic))
    second = claim("p", p, text.rindex(p))
    roles = {"t": ("df2",), "r": ("df2",), "chi2": ("df1",), "F": ("df1", "df2"), "z": ()}[test]
    operands = (
        Operand("statistic", "s"),
        *(Operand(role, constant=Constant(Fraction(str(one)))) for role, one in zip(roles, degrees, strict=True)),
        Operand("p", "p"),
    )
    relation = Relation("r1", Operation.STATISTICS, f"statistics.{test}", operands, doubts=doubts)
    (finding,) = check(Document(text), [first, second], [relation])
    return finding


@pytest.mark.parametrize(
    ("test", "text", "statistic", "p", "degrees", "verdict"),
    [
        ("t", "t(28) = 2.20, p = .036", "2.20", ".036", (28,), Verdict.CONSISTENT),
        ("t", "t(28) = 2.20, p = .03", "2.20", ".03", (28,), Verdict.INCONSISTENT),
        ("t", "t(28) = -2.20, p < .05", "-2.20", ".05", (28,), Verdict.CONSISTENT),
        ("t", "t(28) < 2.20, p < .02", "2.20", ".02", (28,), Verdict.INCONSISTENT),
        ("t", "t(28) > 2.20, p < .05", "2.20", ".05", (28,), Verdict.CONSISTENT),
        ("F", "F(1, 143) = 3.85, p < .05", "3.85", ".05", (1, 143), Verdict.INCONSISTENT),
        ("F", "F(2, 42) = 4.44, p = .018", "4.44", ".018", (2, 42), Verdict.CONSISTENT),
        ("r", "r(28) = .22, p = .26", ".22", ".26", (28,), Verdict.INCONSISTENT),
        ("r", "r(30) = .62, p < .001", ".62", ".001", (30,), Verdict.CONSISTENT),
        ("chi2", "χ2(1, N = 264) = 8.79, p = .003", "8.79", ".003", (1,), Verdict.CONSISTENT),
        ("chi2", "Q(28) = 22.20, p = .79", "22.20", ".79", (28,), Verdict.INCONSISTENT),
        ("z", "z = 3.68, p < .001", "3.68", ".001", (), Verdict.CONSISTENT),
        ("z", "z = 2.20, p = .04", "2.20", ".04", (), Verdict.INCONSISTENT),
        ("t", "t(28) = 22.20, p = .000", "22.20", ".000", (28,), Verdict.CONSISTENT),
        ("t", "t(28) = 22.20, p < .000", "22.20", ".000", (28,), Verdict.INCONSISTENT),
    ],
)
def test_p_is_recomputed(
    test: str, text: str, statistic: str, p: str, degrees: tuple[float, ...], verdict: Verdict
) -> None:
    assert reported(test, text, statistic, p, *degrees).verdict is verdict


def test_an_error_that_changes_significance_weighs_more() -> None:
    decision = reported("t", "t(28) = 1.20, p = .03", "1.20", ".03", 28)
    harmless = reported("t", "t(28) = 2.20, p = .03", "2.20", ".03", 28)
    assert (decision.severity, harmless.severity) == (Severity.HIGH, Severity.MEDIUM)


def test_half_the_p_is_right_only_when_the_text_says_one_tailed() -> None:
    text = "t(28) = 2.20, p = .018"
    assert reported("t", text, "2.20", ".018", 28, doubts=("one-tailed",)).verdict is Verdict.CONSISTENT
    unsaid = reported("t", text, "2.20", ".018", 28)
    assert unsaid.verdict is Verdict.INCONSISTENT
    assert any("one-tailed" in doubt for doubt in unsaid.doubts)


@pytest.mark.parametrize(("mean", "verdict"), [("5.19", Verdict.INCONSISTENT), ("5.18", Verdict.CONSISTENT)])
def test_a_mean_of_whole_numbers_must_be_possible(mean: str, verdict: Verdict) -> None:
    text = f"M = {mean}, N = 28"
    step = Decimal("0.01")
    claims = [
        Claim("m", 4, 8, mean, Quantity(Kind.NUMBER, Decimal(mean), step=step, coarse_step=step)),
        Claim("n", 14, 16, "28", Quantity(Kind.COUNT, Decimal(28), exact=True)),
    ]
    relation = Relation("r1", Operation.STATISTICS, "statistics.grim", (Operand("mean", "m"), Operand("n", "n")))
    (finding,) = check(Document(text), claims, [relation])
    assert finding.verdict is verdict


@pytest.mark.parametrize("size", [0.001, 0.3, 1.0, 2.5, 7.0, 40.0])
@pytest.mark.parametrize("df", [1, 2, 5.5, 28, 300])
def test_tails_are_those_of_scipy(size: float, df: float) -> None:
    pairs = [
        (distributions.student_two_sided(size, df), 2 * stats.t.sf(size, df)),
        (distributions.fisher_upper(size, 3, df), stats.f.sf(size, 3, df)),
        (distributions.chi_square_upper(size, df), stats.chi2.sf(size, df)),
        (distributions.normal_two_sided(size), 2 * stats.norm.sf(size)),
    ]
    for ours, theirs in pairs:
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-13)


def test_a_test_said_to_be_one_tailed_is_put_right_as_such() -> None:
    text = "t(40) = 1.80, p = .40 (one-tailed)"
    finding = reported("t", text, "1.80", ".40", 40, doubts=("one-tailed",))
    assert finding.verdict is Verdict.INCONSISTENT
    assert [repair.text for repair in finding.repairs] == [".04"]
    assert "0.0393" in finding.explanation.working
