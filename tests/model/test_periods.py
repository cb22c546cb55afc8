"""Periods print as ISO 8601 says."""

from datetime import date

import pytest

from workbench.model import Period


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        (Period.year(2021), "2021"),
        (Period.quarter(2022, 3), "2022-Q3"),
        (Period.month(2022, 9), "2022-09"),
        (Period.months(2022, 1, 9), "2022-01/2022-09"),
        (Period.months(2024, 2, 4), "2024-02/2024-04"),
        (Period.day(date(2022, 11, 26)), "2022-11-26"),
        (Period(date(2019, 1, 1), date(2021, 12, 31)), "2019/2021"),
        (Period(date(2019, 12, 10), date(2019, 12, 16)), "2019-12-10/2019-12-16"),
    ],
)
def test_printed_form(period: Period, printed: str) -> None:
    assert str(period) == printed


def test_a_period_contains_what_lies_wholly_inside_it() -> None:
    assert Period.year(2022).contains(Period.quarter(2022, 4))
    assert not Period.quarter(2022, 4).contains(Period.year(2022))
    assert not Period.year(2022).contains(Period(date(2022, 12, 31), date(2023, 1, 1)))


def test_only_a_whole_calendar_year_is_a_year() -> None:
    assert Period.year(2022).is_year
    assert not Period.months(2022, 1, 11).is_year
    assert not Period(date(2021, 4, 1), date(2022, 3, 31), fiscal=True).is_year
