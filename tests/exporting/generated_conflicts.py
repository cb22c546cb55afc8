"""Made-up conflicts of several relations, dates with what is counted between them, and reported tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from tests.exporting.generated_cases import Made, Maker, written
from workbench.checking import distributions
from workbench.model import Constant, Kind, Operand, Operation, Period, Quantity, Unknown

_OFF = (Fraction(1), Fraction(1), Fraction(11, 10), Fraction(13, 10), Fraction(102, 100), Fraction(201, 200))


def several(seed: int, each: int) -> Made:
    """`each` pairs of relations that share a value, of every kind; some fit, some do not."""
    maker = Maker(seed)
    for number in range(each):
        for make in (_shares, _growth_and_difference, _rest, _part_and_sum, _averages, _share_and_growth, _bound):
            make(maker, f"{make.__name__}{number}", maker.random.choice(_OFF))
    return maker.made()


def _value(maker: Maker) -> Fraction:
    return Fraction(maker.random.randint(2000, 99_999) * 10 ** maker.random.choice((0, 3, 6)))


def _unknown(role: str, name: str) -> Operand:
    return Operand(role, unknown=Unknown(name, name, "EUR"))


def _share(maker: Maker, part: Operand, share: int, whole: Operand) -> None:
    maker.relate(Operation.SHARE, part, Operand("share", maker.percent(Fraction(share), 0)), whole)


def _shares(maker: Maker, name: str, off: Fraction) -> None:
    """Two shares of one whole that nobody states."""
    value = _value(maker)
    for share, slip in ((maker.random.randint(10, 60), Fraction(1)), (maker.random.randint(10, 60), off)):
        part, _ = maker.level(value * share / 100 * slip, 3)
        _share(maker, Operand("part", part), share, _unknown("whole", name))


def _growth_and_difference(maker: Maker, name: str, off: Fraction) -> None:
    """Two ways to the value before, in a circle: both begin with the value after."""
    value, rate = _value(maker), maker.random.randint(5, 80)
    after, _ = maker.level(value, 4)
    change, _ = maker.level(value - value / (1 + Fraction(rate, 100)) * off + 1, 3)
    rise = maker.percent(Fraction(rate), 0)
    maker.relate(Operation.GROWTH, Operand("after", after), _unknown("before", name), Operand("rate", rise))
    maker.relate(Operation.DIFFERENCE, Operand("after", after), _unknown("before", name), Operand("change", change))


def _rest(maker: Maker, name: str, off: Fraction) -> None:
    """What a sum leaves for its last part, and that part named elsewhere."""
    value = _value(maker)
    total, _ = maker.level(value, 3)
    parts = [Operand("part", maker.level(value * tenths / 10, 3)[0]) for tenths in (3, 2)]
    maker.relate(Operation.SUM, Operand("total", total), *parts, _unknown("part", name))
    other, _ = maker.level(value / 2 * off, 3)
    maker.relate(Operation.RESTATEMENT, Operand("first", other), _unknown("second", name))


def _part_and_sum(maker: Maker, name: str, off: Fraction) -> None:
    """A share of the total and the other part, in a circle."""
    value = _value(maker)
    total, _ = maker.level(value, 3)
    _share(maker, _unknown("part", name), 30, Operand("whole", total))
    other, _ = maker.level(value * 7 / 10 * off, 3)
    maker.relate(Operation.SUM, Operand("total", total), _unknown("part", name), Operand("part", other))


def _averages(maker: Maker, name: str, off: Fraction) -> None:
    """A total by count and average, and stated elsewhere."""
    count, number = maker.level(Fraction(maker.random.randint(11, 900)), 3, unit="")
    per, each = maker.level(Fraction(maker.random.randint(20, 500)), 2)
    maker.relate(Operation.AVERAGE, _unknown("total", name), Operand("count", count), Operand("per", per))
    other, _ = maker.level(number * each * off + 1, 3)
    maker.relate(Operation.RESTATEMENT, Operand("first", other), _unknown("second", name))


def _share_and_growth(maker: Maker, name: str, off: Fraction) -> None:
    """A whole by its part, and by the growth since a year before."""
    value, share, rate = _value(maker), maker.random.randint(10, 60), maker.random.randint(3, 40)
    part, _ = maker.level(value * share / 100, 3)
    _share(maker, Operand("part", part), share, _unknown("whole", name))
    before, _ = maker.level(value / (1 + Fraction(rate, 100)) * off, 3)
    rise = maker.percent(Fraction(rate), 0)
    maker.relate(Operation.GROWTH, _unknown("after", name), Operand("before", before), Operand("rate", rise))


def _bound(maker: Maker, name: str, off: Fraction) -> None:
    """A whole by its part, which must be less than something."""
    value, share = _value(maker), maker.random.randint(10, 60)
    part, _ = maker.level(value * share / 100, 3)
    _share(maker, Operand("part", part), share, _unknown("whole", name))
    more, _ = maker.level(value / off, 3)
    operation = maker.random.choice((Operation.BOUND, Operation.ORDER))
    maker.relate(operation, Operand("greater", more), _unknown("lesser", name))


def days_and_tests(seed: int, each: int) -> Made:
    """`each` relations of the calendar and of statistics, of every kind."""
    maker = Maker(seed)
    for _ in range(each):
        for make in (_weekday, _years, _months, _days, _age, _edition, *_TESTS, _grim):
            make(maker)
    return maker.made()


def _day(random: Random) -> date:
    return date(random.choice((1612, 1790, 1899, 1900, 1931, 1988, 2004)), 1, 1) + timedelta(random.randint(0, 364))


def _dated(maker: Maker, period: Period) -> str:
    year = Decimal(period.first.year) if period.is_year else None
    exact = Quantity(Kind.DATE, year, step=Decimal(0), coarse_step=Decimal(0), exact=True)
    return maker.claim(exact, date=period)


def _counted(maker: Maker, number: int, unit: str | None, kind: Kind = Kind.DURATION) -> str:
    return maker.claim(
        Quantity(kind, Decimal(max(number, 1)), unit=unit, step=Decimal(0), coarse_step=Decimal(0), exact=True)
    )


def _weekday(maker: Maker) -> None:
    day = _day(maker.random)
    said = (day.weekday() + maker.random.choice((0, 0, 1, 4))) % 7
    maker.relate(
        Operation.CALENDAR,
        Operand("date", _dated(maker, Period.day(day))),
        Operand("weekday", constant=Constant(Fraction(said))),
        rule="weekday",
    )


def _between(maker: Maker, rule: str, first: Period, last: Period, stated: str) -> None:
    role = "edition" if rule == "edition" else "duration"
    maker.relate(
        Operation.CALENDAR,
        Operand("from", _dated(maker, first)),
        Operand("to", _dated(maker, last)),
        Operand(role, stated),
        rule=rule,
    )


def _years(maker: Maker) -> None:
    first, count = maker.random.randint(1500, 1990), maker.random.randint(2, 300)
    stated = _counted(maker, count + maker.random.choice((0, 0, 1, -1, 2, 10)), "year")
    _between(maker, "span", Period.year(first), Period.year(first + count), stated)


def _months(maker: Maker) -> None:
    first = _day(maker.random)
    last = first + timedelta(maker.random.randint(40, 900))
    months = (last - first).days * 12 // 365 + maker.random.choice((0, 0, 1, 2, -3, 8))
    _between(maker, "span", Period.day(first), Period.day(last), _counted(maker, months, "month"))


def _days(maker: Maker) -> None:
    first = _day(maker.random)
    count, unit = maker.random.randint(15, 400), maker.random.choice((("day", 1), ("week", 7)))
    stated = _counted(maker, count // unit[1] + maker.random.choice((0, 0, 1, 2, -3, 8)), unit[0])
    _between(maker, "span", Period.day(first), Period.day(first + timedelta(count)), stated)


def _age(maker: Maker) -> None:
    first, count = _day(maker.random), maker.random.randint(8000, 34_000)
    last = first + timedelta(count)
    born = Period.month(first.year, first.month) if maker.random.random() < 0.4 else Period.day(first)
    died = Period.year(last.year) if maker.random.random() < 0.5 else Period.day(last)
    years = last.year - first.year + maker.random.choice((0, 0, -1, -1, 1, 3))
    _between(maker, "age", born, died, _counted(maker, years, "year"))


def _edition(maker: Maker) -> None:
    first, count = maker.random.randint(1900, 1990), maker.random.randint(2, 40)
    number = count + 1 + maker.random.choice((0, 0, 1, -1, 5))
    stated = _counted(maker, number, None, Kind.ORDINAL)
    _between(maker, "edition", Period.year(first), Period.year(first + count), stated)


def _test(maker: Maker, name: str, size: Fraction, p: float, degrees: dict[str, Fraction]) -> None:
    step = Decimal("0.01")
    statistic = maker.claim(_decimal(size, step), before=f"{name} = ")
    wrong = maker.random.choice((1.0, 1.0, 1.0, 1.4, 0.5, 3.0))
    sign, digits = maker.random.choice((("=", 3), ("=", 2), ("<", 3), (">", 2)))
    size_of_p = Decimal(1).scaleb(-digits)
    reported = min(Fraction(p * wrong), Fraction(99, 100))
    if sign == "<":
        reported += Fraction(size_of_p)
    number = max(written(reported, size_of_p), size_of_p)
    claim = maker.claim(_decimal(Fraction(number), size_of_p), before=f"p {sign} ")
    maker.relate(
        Operation.STATISTICS,
        Operand("statistic", statistic),
        *(Operand(role, constant=Constant(value)) for role, value in degrees.items()),
        Operand("p", claim),
        rule=name,
        doubts=("one-tailed",) if maker.random.random() < 0.2 else (),
    )


def _decimal(value: Fraction, step: Decimal) -> Quantity:
    return Quantity(Kind.NUMBER, written(value, step), step=step, coarse_step=step)


def _t(maker: Maker) -> None:
    size, df = Fraction(maker.random.randint(20, 400), 100), Fraction(maker.random.randint(60, 900), 10)
    df = df if maker.random.random() < 0.4 else Fraction(int(df))
    _test(maker, "t", size, distributions.student_two_sided(float(size), float(df)), {"df2": df})


def _f(maker: Maker) -> None:
    size = Fraction(maker.random.randint(50, 900), 100)
    degrees = {"df1": Fraction(maker.random.randint(1, 5)), "df2": Fraction(maker.random.randint(10, 120))}
    _test(maker, "F", size, distributions.fisher_upper(float(size), *map(float, degrees.values())), degrees)


def _r(maker: Maker) -> None:
    size, df = Fraction(maker.random.randint(5, 80), 100), Fraction(maker.random.randint(10, 90))
    _test(maker, "r", size, distributions.correlation_two_sided(float(size), float(df)), {"df2": df})


def _chi2(maker: Maker) -> None:
    size, df = Fraction(maker.random.randint(50, 2000), 100), Fraction(maker.random.randint(1, 9))
    _test(maker, "chi2", size, distributions.chi_square_upper(float(size), float(df)), {"df1": df})


def _z(maker: Maker) -> None:
    size = Fraction(maker.random.randint(20, 350), 100)
    _test(maker, "z", size, distributions.normal_two_sided(float(size)), {})


_TESTS: tuple[Callable[[Maker], None], ...] = (_t, _f, _r, _chi2, _z)


def _grim(maker: Maker) -> None:
    size, step = maker.random.randint(7, 60), Decimal("0.01")
    value = Fraction(maker.random.randint(2 * size, 6 * size), size) + Fraction(maker.random.choice((0, 0, 1)), 100)
    mean = maker.claim(_decimal(value, step))
    count = _counted(maker, size, None, Kind.COUNT)
    maker.relate(Operation.STATISTICS, Operand("mean", mean), Operand("n", count), rule="grim")
