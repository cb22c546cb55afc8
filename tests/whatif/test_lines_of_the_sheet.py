"""Lines typed into the what-if sheet."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.extraction import extract
from workbench.model import Document, Interval
from workbench.whatif import LineError, Sheet, Value
from workbench.whatif.value import unit_name

TEXT = "Wuxi made over 350 billion yuan, or 50 % of Jiangsu. The north has 40 plants, the south 25 and the east 10."


def claims() -> list:
    return extract(Document(TEXT, language="en"))


def result(line: str, language: str = "en", above: tuple[str, ...] = ()) -> Value:
    (*_, last) = Sheet(claims(), language).compute((*above, line))
    assert last.fault is None, last.fault
    assert last.value is not None
    return last.value


def fault(line: str, language: str = "en") -> LineError:
    (found,) = Sheet(claims(), language).compute((line,))
    assert found.value is None
    assert found.fault is not None
    return found.fault


@pytest.mark.parametrize(
    ("line", "point", "unit"),
    [
        ("350 bn / 50 %", 700 * 10**9, None),
        ("15664/83.7%", Fraction(15664) / Fraction("0.837"), None),
        ("15 664 / 83,7 %", Fraction(15664) / Fraction("0.837"), None),
        ("$671.7bn - $496.5bn", Fraction("175.2") * 10**9, "USD"),
        ("350 milliards de yuans / 50 %", 700 * 10**9, "CNY"),
        ("14 % of 700 bn", 98 * 10**9, None),
        ("14 % de 700 Md€", 98 * 10**9, "EUR"),
        ("496.5 * (1 + 24.4 %)", Fraction("496.5") * Fraction("1.244"), None),
        ("1,5 + 2.5", 4, None),
        ("sum(1,5; 2,5; 3)", 7, None),
        ("moyenne(2; 3; 4)", 3, None),
        ("growth(100; 135)", Fraction(35, 100), None),
        ("2 ^ 10", 1024, None),
        ("2 ^ -2", Fraction(1, 4), None),
        ("-3 ^ 2", -9, None),
        ("(1 + 2) × 3 ÷ 9 − 1", 0, None),
        ("10 km / 2 hours", 5, "kilometer / hour"),
        ("12 km * 3 / 4 km", 9, None),
    ],
)
def test_what_people_type_is_computed_exactly(line: str, point: Fraction, unit: str | None) -> None:
    value = result(line)
    assert value.point == point
    assert unit_name(value.unit) == unit


def test_unlike_values_are_told_by_their_units_in_the_language_of_the_reader() -> None:
    for line in ("growth($5; €6)", "part(5 $; 6 €)", "$5 + €6"):
        assert fault(line).said("fr") == "USD et EUR ne s’additionnent pas\u00a0: écrivez les deux dans la même unité."


def test_a_comma_is_read_as_the_language_of_the_text_reads_it() -> None:
    assert result("1,500 + 0", "en").point == 1500
    assert result("1,500 + 0", "fr").point == Fraction(3, 2)


def test_numbers_with_a_unit_are_read_as_a_reader_would_and_bare_ones_are_exact() -> None:
    value = result("350 bn / 50 %")
    low, high = Fraction(349_500_000_000) / Fraction("0.505"), Fraction(350_500_000_000) / Fraction("0.495")
    assert (value.expected.low, value.expected.high) == (low, high)
    assert value.widest.hull(value.expected) == value.widest
    assert result("350 / 4").expected == Interval.exactly(Fraction(175, 2))


def test_claims_keep_their_hedges_and_units() -> None:
    money = next(claim.id for claim in claims() if claim.quantity.unit == "CNY")
    value = result(f"{money} / 50 %")
    assert unit_name(value.unit) == "CNY"
    assert value.widest.high is None
    assert value.expected.low == Fraction(350 * 10**9) / Fraction("0.505")


def test_a_range_of_claims_is_summed_in_the_order_of_the_text() -> None:
    counted = [claim for claim in claims() if claim.quantity.value in (40, 25, 10)]
    assert result(f"sum({counted[0].id}:{counted[-1].id})").point == 75
    assert result(f"somme({counted[-1].id}:{counted[0].id})").point == 75


def test_lines_are_named_and_used_below() -> None:
    assert result("jiangsu / 2", above=("jiangsu = 350 bn / 50 %",)).point == 350 * 10**9
    assert result("14 % of jiangsu", above=("jiangsu: 700 bn",)).point == 98 * 10**9
    assert result("prev * 2", above=("21",)).point == 42


def test_percentages_stay_percentages_where_they_should() -> None:
    assert result("50 % + 3 %").percent
    assert result("30 / 40 in %").percent
    assert result("50 % * 40 %").percent
    assert not result("200 * 5 %").percent
    assert Sheet((), "en").compute(("30 / 40 in %",))[0].text("en") == "75%"
    assert Sheet((), "en").compute(("30 / 40 en %",))[0].text("fr") == "75\u00a0%"


@pytest.mark.parametrize(
    "line",
    ["1 / 0", "$5 + 3 %", "$5 + 3", "350 + 5 %", "c99", "foo", "sum()", "((1", "1 +", "2 3", "9^9^9", "2^0.5", "!",
     "max(1)", "growth(1)", "c1:c2", "$5 in %", "1 / (2 - 2)", "(" * 300 + "1" + ")" * 300, "-" * 500 + "1",
     "1" * 1001, "d7.c1", "sum(c1:c99)", "1 in EUR", "10^1001"],
)  # fmt: skip
def test_what_cannot_be_computed_says_why_in_both_languages(line: str) -> None:
    found = fault(line)
    for language in ("en", "fr"):
        assert found.said(language)
        assert "{" not in found.said(language)
    assert 0 <= found.place <= len(line)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("10 ^ 1000", "1 × 10^1000"),
        ("1 / 10 ^ 30", "1 × 10^-30"),
        ("-3 * 10 ^ 25", "−3 × 10^25"),
        ("2 km * 10 ^ 40", "2 × 10^40 kilometer"),
        ("2 / 3 * 10 ^ 30", "6.66667 × 10^29"),
    ],
)
def test_vast_and_tiny_numbers_stay_readable(line: str, text: str) -> None:
    (found,) = Sheet((), "en").compute((line,))
    assert found.text("en").startswith(text)
    assert len(found.text("fr")) < 120


def test_a_fault_stays_in_its_line() -> None:
    results = Sheet((), "en").compute(("1 /", "", "# a note", "a = 2", "a * 3"))
    assert [line.fault is not None for line in results] == [True, False, False, False, False]
    assert results[-1].value.point == 6


NUMBER = st.integers(0, 999).map(str)
OPERATION = st.sampled_from("+-*/")


@given(first=NUMBER, rest=st.lists(st.tuples(OPERATION, NUMBER), max_size=8))
def test_plain_arithmetic_is_that_of_exact_fractions(first: str, rest: list[tuple[str, str]]) -> None:
    line = first + "".join(f" {sign} {number}" for sign, number in rest)
    (found,) = Sheet((), "en").compute((line,))
    python = f"Fraction({first})" + "".join(f" {sign} Fraction({number})" for sign, number in rest)
    try:
        wanted = eval(python, {"Fraction": Fraction})
    except ZeroDivisionError:
        assert found.fault is not None
        return
    assert found.value is not None
    assert found.value.expected == Interval.exactly(wanted)


@given(
    low=st.integers(-50, 50),
    width=st.integers(0, 60),
    exponent=st.integers(0, 5),
    open_ends=st.tuples(st.booleans(), st.booleans()),
    part=st.fractions(0, 1),
)
def test_a_power_holds_the_powers_of_its_numbers(
    low: int, width: int, exponent: int, open_ends: tuple[bool, bool], part: Fraction
) -> None:
    base = Interval(Fraction(low), Fraction(low + width), *open_ends)
    member = low + width * part
    if base.is_empty or not base.contains(member):
        return
    assert Value(base, base, None).power(exponent).expected.contains(member**exponent)


@given(line=st.text(max_size=60))
@example("c1:c2:c3")
@example("= 1")
@example("sum(;)")
@example("1''2")
@example("$")
@example("in")
@example("of of of")
def test_no_line_breaks_the_sheet(line: str) -> None:
    (found,) = Sheet((), "fr").compute((line,))
    assert isinstance(found.text("fr"), str)


PIECES = ["c1", "350 bn", "50 %", "(", ")", "+", "-", "*", "/", "of ", "in ", "%", "sum(", ";", "^", "2", "a", "=", ":"]


@given(line=st.lists(st.sampled_from([*PIECES, "$", ","]), max_size=14).map("".join))
def test_no_heap_of_tokens_breaks_the_sheet(line: str) -> None:
    (found,) = Sheet(claims()[:1], "en").compute((line,))
    assert isinstance(found.text("en"), str)
