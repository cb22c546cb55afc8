"""Weekdays, durations, ages and editions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workbench.analysis import analyse
from workbench.checking import check
from workbench.model import (
    Claim,
    Constant,
    Document,
    Finding,
    Hedge,
    Kind,
    Operand,
    Operation,
    Period,
    Quantity,
    Relation,
    RepairKind,
    Verdict,
)
from workbench.reading import read_text

TEXT = "1995 2010 15 saturday-26-november-2022"


def dated(name: str, text: str, period: Period) -> Claim:
    start = 0
    year = Decimal(period.first.year) if period.is_year else None
    return Claim(name, start, start + len(text), text, Quantity(Kind.DATE, year, step=Decimal(0)), date=period)


def counted(name: str, value: str, unit: str = "year", hedge: Hedge | None = None) -> Claim:
    quantity = Quantity(Kind.DURATION, Decimal(value), unit=unit, hedge=hedge, exact=hedge is None)
    return Claim(name, 10, 10 + len(value), value, quantity)


def judge(rule: str, claims: list[Claim], *operands: Operand, day: date | None = None) -> Finding:
    relation = Relation("r1", Operation.CALENDAR, rule, operands)
    (finding,) = check(Document(TEXT, date=day), claims, [relation])
    return finding


@pytest.mark.parametrize(
    ("years", "verdict"),
    [
        ("15", Verdict.CONSISTENT),
        ("16", Verdict.DOUBTFUL),
        ("14", Verdict.DOUBTFUL),
        ("25", Verdict.INCONSISTENT),
        ("12", Verdict.INCONSISTENT),
    ],
)
def test_years_between_two_years(years: str, verdict: Verdict) -> None:
    claims = [dated("a", "1995", Period.year(1995)), dated("b", "2010", Period.year(2010)), counted("d", years)]
    finding = judge("calendar.en.span", claims, Operand("from", "a"), Operand("to", "b"), Operand("duration", "d"))
    assert finding.verdict is verdict
    if verdict is Verdict.DOUBTFUL:
        assert any("both ends" in doubt for doubt in finding.doubts)
    if verdict is Verdict.INCONSISTENT:
        assert any(repair.value == 15 for repair in finding.repairs)


@pytest.mark.parametrize(
    ("age", "verdict"),
    [("56", Verdict.CONSISTENT), ("57", Verdict.CONSISTENT), ("75", Verdict.INCONSISTENT)],
)
def test_an_age_before_or_after_the_birthday(age: str, verdict: Verdict) -> None:
    claims = [dated("a", "1931", Period.month(1931, 6)), dated("b", "1988", Period.year(1988)), counted("d", age)]
    finding = judge("calendar.fr.age", claims, Operand("from", "a"), Operand("to", "b"), Operand("duration", "d"))
    assert finding.verdict is verdict


def test_the_date_of_the_document_ends_a_span_that_goes_on() -> None:
    claims = [dated("a", "2010", Period.year(2010)), counted("d", "22")]
    operands = Operand("from", "a"), Operand("duration", "d")
    finding = judge("calendar.en.span", claims, *operands, day=date(2022, 11, 29))
    assert finding.verdict is Verdict.INCONSISTENT
    assert any(repair.value == 12 for repair in finding.repairs)


def test_without_any_end_there_is_nothing_to_judge() -> None:
    claims = [dated("a", "2010", Period.year(2010)), counted("d", "22")]
    relation = Relation("r1", Operation.CALENDAR, "calendar.en.span", (Operand("from", "a"), Operand("duration", "d")))
    assert check(Document(TEXT), claims, [relation]) == []


@pytest.mark.parametrize(("edition", "verdict"), [("13", Verdict.CONSISTENT), ("31", Verdict.INCONSISTENT)])
def test_a_yearly_edition(edition: str, verdict: Verdict) -> None:
    number = Claim("e", 10, 12, edition, Quantity(Kind.ORDINAL, Decimal(edition), exact=True))
    claims = [dated("a", "2010", Period.year(2010)), dated("b", "2022", Period.year(2022)), number]
    finding = judge("calendar.en.edition", claims, Operand("from", "a"), Operand("to", "b"), Operand("edition", "e"))
    assert finding.verdict is verdict


def test_the_weekday_of_a_date() -> None:
    day = Period.day(date(2022, 11, 26))
    for weekday, verdict in ((5, Verdict.CONSISTENT), (4, Verdict.INCONSISTENT)):
        claims = [dated("a", "26 November 2022", day)]
        constant = Operand("weekday", constant=Constant(weekday))  # type: ignore[arg-type]
        finding = judge("calendar.en.weekday", claims, Operand("date", "a"), constant)
        assert finding.verdict is verdict
    assert "Saturday" in finding.explanation.title
    assert any(repair.kind is RepairKind.YEAR and repair.value == 2021 for repair in finding.repairs)


def test_days_count_with_or_without_the_first() -> None:
    claims = [
        dated("a", "10 May", Period.day(date(2020, 5, 10))),
        dated("b", "20 May", Period.day(date(2020, 5, 20))),
    ]
    for days, verdict in (("10", Verdict.CONSISTENT), ("11", Verdict.CONSISTENT), ("20", Verdict.INCONSISTENT)):
        given = [*claims, counted("d", days, "day")]
        finding = judge("calendar.en.span", given, Operand("from", "a"), Operand("to", "b"), Operand("duration", "d"))
        assert finding.verdict is verdict


def between(name: str, text: str, first: date, last: date) -> Claim:
    quantity = Quantity(Kind.DATE, None, step=Decimal(0))
    return Claim(name, 0, len(text), text, quantity, date=Period(first, last))


@pytest.mark.parametrize(
    ("months", "verdict"),
    [("15", Verdict.CONSISTENT), ("16", Verdict.DOUBTFUL), ("25", Verdict.INCONSISTENT)],
)
def test_months_of_a_stretch_printed_as_one_date(months: str, verdict: Verdict) -> None:
    stretch = between("p", "from March 2021 to June 2022", date(2021, 3, 1), date(2022, 6, 30))
    claims = [stretch, counted("d", months, "month")]
    finding = judge("calendar.en.span", claims, Operand("period", "p"), Operand("duration", "d"))
    assert finding.verdict is verdict
    if verdict is Verdict.INCONSISTENT:
        assert finding.explanation.title == "From March 2021 to June 2022: 14..15, not 25"


def test_days_of_a_stretch_count_both_ends_or_one() -> None:
    for days, verdict in (("6", Verdict.CONSISTENT), ("7", Verdict.CONSISTENT), ("12", Verdict.INCONSISTENT)):
        stretch = between("p", "du 3 au 9 juillet 2022", date(2022, 7, 3), date(2022, 7, 9))
        claims = [stretch, counted("d", days, "day")]
        assert judge("calendar.fr.span", claims, Operand("period", "p"), Operand("duration", "d")).verdict is verdict


def test_few_weeks_within_months_need_not_follow_one_another() -> None:
    stretch = between("p", "from January to June 2020", date(2020, 1, 1), date(2020, 6, 30))
    claims = [stretch, counted("d", "10", "week")]
    relation = Relation(
        "r1", Operation.CALENDAR, "calendar.en.span", (Operand("period", "p"), Operand("duration", "d"))
    )
    assert check(Document(TEXT), claims, [relation]) == []


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("13", Verdict.CONSISTENT),
        ("14", Verdict.DOUBTFUL),
        ("11", Verdict.DOUBTFUL),
        ("20", Verdict.INCONSISTENT),
        ("5", Verdict.INCONSISTENT),
    ],
)
def test_editions_may_have_fallen_out(number: str, verdict: Verdict) -> None:
    edition = Claim("e", 10, 14, f"{number}th", Quantity(Kind.ORDINAL, Decimal(number), exact=True))
    claims = [dated("a", "2010", Period.year(2010)), dated("b", "2022", Period.year(2022)), edition]
    operands = Operand("from", "a"), Operand("to", "b"), Operand("edition", "e")
    finding = judge("calendar.en.edition", claims, *operands)
    assert finding.verdict is verdict
    if number == "11":
        assert any("without an edition" in doubt for doubt in finding.doubts)


def test_fewer_editions_over_decades_say_nothing() -> None:
    edition = Claim("e", 10, 15, "100th", Quantity(Kind.ORDINAL, Decimal(100), exact=True))
    claims = [dated("a", "1900", Period.year(1900)), dated("b", "2022", Period.year(2022)), edition]
    operands = Operand("from", "a"), Operand("to", "b"), Operand("edition", "e")
    assert check(Document(TEXT), claims, [Relation("r1", Operation.CALENDAR, "calendar.en.edition", operands)]) == []


def test_nobody_rounds_an_anniversary() -> None:
    claims = [dated("a", "1997", Period.year(1997)), dated("b", "2024", Period.year(2024)), counted("d", "30")]
    operands = Operand("from", "a"), Operand("to", "b"), Operand("duration", "d")
    assert judge("calendar.en.anniversary", claims, *operands).verdict is Verdict.INCONSISTENT


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("en", "The war lasted six years, from 1914 to 1918.", "4 years"),
        ("fr", "La guerre a duré six ans, de 1914 à 1918.", "4 ans"),
        ("en", "The strike began on 3 May 2022 and ended on 17 May 2022, after five weeks.", "2 weeks"),
    ],
)
def test_a_duration_in_words_is_put_right_by_the_dates(language: str, text: str, right: str) -> None:
    (finding,) = analyse(read_text(text, language=language)).findings
    assert finding.verdict is Verdict.INCONSISTENT
    assert [(repair.kind, repair.text) for repair in finding.repairs] == [(RepairKind.COMPUTED, right)]


@pytest.mark.parametrize(
    ("months", "verdict"),
    [("2", Verdict.CONSISTENT), ("3", Verdict.CONSISTENT), ("4", Verdict.INCONSISTENT)],
)
def test_months_from_a_first_to_a_last_day_count_both(months: str, verdict: Verdict) -> None:
    stretch = between("p", "from 1 June to 31 August 2024", date(2024, 6, 1), date(2024, 8, 31))
    claims = [stretch, counted("d", months, "month")]
    finding = judge("calendar.en.span", claims, Operand("period", "p"), Operand("duration", "d"))
    assert finding.verdict is verdict
