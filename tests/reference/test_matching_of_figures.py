"""Which known figures speak of the same thing: indicators across languages, places, periods."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from workbench.model import Kind, Period, Quantity, ReferenceFigure
from workbench.reference.matching import Subject, match, same_indicator, same_scope


def figure(indicator: str, scope: str, year: int, unit: str = "CNY") -> ReferenceFigure:
    quantity = Quantity(Kind.MONEY, Decimal(100), unit=unit)
    return ReferenceFigure(f"{scope}:{year}", indicator, scope, Period.year(year), quantity)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ampleur de l'industrie de l'Internet des objets", "IoT industry scale"),
        ("chiffre d’affaires de l’industrie de l’Internet des objets", "IoT operating revenue"),
        ("PIB", "gross domestic product"),
        ("taux de chômage", "unemployment rate"),
        ("exportations", "exports"),
        ("nombre de naissances", "births"),
        ("物联网产业规模", "IoT industry scale"),
    ],
)
def test_the_same_thing_in_other_words(first: str, second: str) -> None:
    assert same_indicator(first, second) > 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("échelle des industries de base", "IoT industry scale"),
        ("exportations de véhicules électriques", "exports"),
        ("bénéfice", "revenue"),
        ("nombre de naissances", "deaths"),
        ("revenue", "chiffre d’affaires"),
        ("", ""),
    ],
)
def test_other_things_and_bare_words_of_size_are_never_compared(first: str, second: str) -> None:
    assert same_indicator(first, second) == 0


def test_what_says_the_same_is_likest() -> None:
    text = "ampleur de l'industrie de l'Internet des objets"
    assert same_indicator(text, "IoT industry scale") == 1
    assert same_indicator(text, "IoT industry revenue") < Fraction(1)


@pytest.mark.parametrize(("first", "second"), [("Chine", "China"), ("la France", "France"), ("Jiangsu", "Jiangsu")])
def test_places_by_any_name(first: str, second: str) -> None:
    assert same_scope(first, second)


def test_a_missing_or_other_place_is_no_match() -> None:
    assert not same_scope("Jiangsu", "China")
    assert not same_scope(None, "China")
    assert not same_scope("", "")


def test_figures_of_the_same_period_come_first_and_others_say_how_far_they_are() -> None:
    figures = [figure("IoT scale", "China", year) for year in (2018, 2020, 2021)]
    found = match(Subject("industrie de l'Internet des objets", "Chine", Period.year(2021), "CNY"), figures)
    assert [(one.figure.period.first.year, one.years_apart) for one in found] == [(2021, 0), (2020, 1), (2018, 3)]


def test_a_part_of_a_year_is_not_a_year_and_euros_are_not_yuan() -> None:
    figures = [figure("IoT scale", "China", 2021)]
    subject = Subject("IoT scale", "China", Period.months(2021, 1, 9), "CNY")
    assert match(subject, figures) == []
    assert match(Subject("IoT scale", "China", Period.year(2021), "EUR"), figures) == []
    assert match(Subject("IoT scale", "China", None, "CNY"), figures) == []
