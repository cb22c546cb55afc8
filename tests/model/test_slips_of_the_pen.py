"""What one slip makes of a number, asked by all who look for one: every digit, and no number that is two slips away."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Kind, Quantity
from workbench.model.slips import (
    changed,
    in_last_digits,
    is_one_digit_off,
    is_swapped,
    longer,
    reaches,
    shorter,
    swapped,
)
from workbench.relations.slips import are_a_slip_apart, is_a_misprint, one_slip_apart

WHOLE = st.integers(1, 10**7)


def number(text: str, step: str = "1") -> Quantity:
    return Quantity(Kind.NUMBER, Decimal(text), step=Decimal(step), coarse_step=Decimal(step))


def written(numbers: range, size: int) -> list[str]:
    return [str(one).zfill(size) for one in numbers]


@given(WHOLE)
def test_another_digit_in_each_place_and_nothing_else(told: int) -> None:
    digits = str(told)
    for place, numbers in enumerate(changed(digits, front_zero=True)):
        expected = [digits[:place] + digit + digits[place + 1 :] for digit in "0123456789"]
        assert written(numbers, len(digits)) == expected
    assert all(len(str(one)) == len(digits) for numbers in changed(digits) for one in numbers)


@given(WHOLE)
def test_one_digit_more_in_each_place(told: int) -> None:
    digits = str(told)
    found = [written(numbers, len(digits) + 1) for numbers in longer(digits)]
    assert found == [
        [digits[:place] + digit + digits[place:] for digit in "0123456789"] for place in range(len(digits) + 1)
    ]


@given(WHOLE)
def test_one_digit_fewer_undoes_one_more(told: int) -> None:
    digits = str(told)
    assert all(told in shorter(str(one)) for numbers in longer(digits) for one in numbers if one >= 10 ** len(digits))
    assert len(list(shorter(digits))) == (len(digits) if len(digits) > 1 else 0)


@given(WHOLE, st.integers(1, 6))
def test_exchanging_twice_gives_the_number_back(told: int, gap: int) -> None:
    digits = str(told)
    for one in swapped(digits, gap):
        again = str(one).zfill(len(digits))
        assert sorted(again) == sorted(digits)
        assert again != digits
        assert told in swapped(again, gap)


@given(WHOLE, st.integers(0, 10**8), st.integers(0, 10**5))
def test_reaching_bounds_is_having_a_number_between_them(told: int, low: int, width: int) -> None:
    for numbers in [*changed(str(told)), *longer(str(told))]:
        assert reaches(numbers, low, low + width) == any(low <= one <= low + width for one in numbers)


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [("617", "671", True), ("617", "717", True), ("617", "716", False), ("617", "6171", False), ("1203", "2103", True)],
)
def test_strings_one_slip_apart(one: str, other: str, off: bool) -> None:
    assert is_one_digit_off(one, other) is off
    assert is_swapped(one, other) is (off and sorted(one) == sorted(other))


def test_digits_are_counted_from_the_last_one_written_whatever_the_sign() -> None:
    assert in_last_digits(number("-671.7", "0.1")) == 6717
    assert in_last_digits(number("3500000", "100000")) == 35
    assert in_last_digits(number("1e40")) is None


def test_parts_below_zero_are_looked_at_like_any() -> None:
    parts = [number("640"), number("-215")]
    assert one_slip_apart(number("452"), parts, 3)
    assert one_slip_apart(number("425"), [number("640"), number("-251")], 3)
    assert not one_slip_apart(number("552"), [number("640"), number("-217")], 3)


def test_a_headline_is_one_slip_from_its_text_at_any_scale_and_a_cell_only_where_it_tells_it() -> None:
    assert are_a_slip_apart(number("52.4", "0.1"), number("54.2", "0.1"))
    assert are_a_slip_apart(number("52.4", "0.1"), number("524"))
    assert not are_a_slip_apart(number("52", "1"), number("57"))
    assert is_a_misprint(number("1240"), number("1420"))
    assert not is_a_misprint(number("1240"), number("1241"))
    assert not is_a_misprint(number("52.4", "0.1"), number("524"))
