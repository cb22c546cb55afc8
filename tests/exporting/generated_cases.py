"""Made-up relations between numbers of every kind, consistent, off by a little, touching and wrong; always the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from random import Random

from workbench.checking import Settings, check
from workbench.model import (
    Binding,
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
    ReferenceFigure,
    Relation,
    Role,
    Unknown,
)
from workbench.relations import Rule

_HEDGES = (None, None, None, None, None, *Hedge)


@dataclass
class Made:
    """An analysis made by hand."""

    document: Document
    claims: list[Claim] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    references: list[ReferenceFigure] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    own_rules: tuple[Rule, ...] = ()
    rules_off: frozenset[str] = frozenset()


def coarse(value: Decimal, step: Decimal) -> Decimal:
    """One unit of the last digit that is not zero."""
    count = abs(int(value / step))
    while count and count % 10 == 0:
        count //= 10
        step *= 10
    return step


def written(value: Fraction, step: Decimal) -> Decimal:
    """`value` rounded to a multiple of `step`."""
    return int(value / Fraction(step) + Fraction(1, 2)) * step


class Maker:
    """Puts claims one after the other into a text and joins them by relations."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.parts: list[str] = []
        self.length = 0
        self.claims: list[Claim] = []
        self.relations: list[Relation] = []

    def claim(self, quantity: Quantity, *, before: str = "", date: Period | None = None) -> str:
        """A claim with its number (or the days it names) written out after `before`; gives its id."""
        text = f"{quantity.value}" if date is None else str(date)
        start = self.length + len(before)
        self.parts.append(f"{before}{text} ; ")
        self.length = start + len(text) + 3
        name = f"c{len(self.claims) + 1}"
        self.claims.append(Claim(name, start, start + len(text), text, quantity, role=Role.LEVEL, date=date))
        return name

    def level(self, value: Fraction, digits: int, unit: str = "EUR", hedged: bool = True) -> tuple[str, Fraction]:
        """A level near `value` with `digits` significant digits; gives its id and the value written."""
        power = len(str(abs(int(value)))) - digits
        step = Decimal(1).scaleb(power)
        if power >= 0:
            step = Decimal(10**power)
        number = written(value, step)
        hedge = self.random.choice(_HEDGES) if hedged and number > 0 else None
        exact = hedge is None and step == 1 and 0 < number < 1000 and self.random.random() < 0.5
        quantity = Quantity(
            Kind.MONEY,
            number,
            unit=unit,
            hedge=hedge,
            step=Decimal(0) if exact else step,
            coarse_step=Decimal(0) if exact else coarse(number, step),
            exact=exact,
        )
        return self.claim(quantity), Fraction(number)

    def percent(self, value: Fraction, decimals: int, shift: int = 0, hedged: bool = True) -> str:
        """A percentage near `value`, off by `shift` units of its last digit."""
        step = Decimal(1).scaleb(-decimals)
        number = written(value, step) + shift * step
        hedge = self.random.choice(_HEDGES) if hedged and number > 0 and self.random.random() < 0.5 else None
        return self.claim(
            Quantity(Kind.PERCENT, number, unit="%", hedge=hedge, step=step, coarse_step=coarse(number, step))
        )

    def relate(
        self,
        operation: Operation,
        *operands: Operand,
        exhaustive: bool = True,
        rule: str = "made",
        doubts: tuple[str, ...] = (),
    ) -> None:
        """A relation between them, sometimes by kind only."""
        binding = Binding.KIND if self.random.random() < 0.15 else Binding.CLAUSE
        name, rule = f"r{len(self.relations) + 1}", f"{operation.value}.{rule}"
        self.relations.append(
            Relation(name, operation, rule, operands, binding=binding, exhaustive=exhaustive, doubts=doubts)
        )

    def made(self) -> Made:
        """All of it, checked."""
        document = Document("".join(self.parts) or "none", title="Made", sha256="0" * 64)
        findings = check(document, self.claims, self.relations, language="en")
        return Made(document, self.claims, self.relations, findings)


def many(seed: int, each: int) -> Made:
    """`each` relations of every operation that is an equation."""
    maker = Maker(seed)
    for _ in range(each):
        for make in (_share, _growth, _compound, _difference, _points, _sum, _one_sided, _balance, _multiple, _average,
                     _restatement, _order, _bound, _unknown, _fraction, _fixed):  # fmt: skip
            make(maker)
    return maker.made()


def _shift(maker: Maker) -> int:
    return maker.random.choice((0, 0, 0, 1, -1, 2, -3, 7, 40))


def _value(maker: Maker) -> Fraction:
    return Fraction(maker.random.randint(11, 99_999) * 10 ** maker.random.choice((0, 0, 1, 3, 6)))


def _share(maker: Maker) -> None:
    whole = _value(maker)
    share = Fraction(maker.random.randint(1, 990), 10)
    part, part_value = maker.level(whole * share / 100 + 1, 3)
    all_of_it, whole_value = maker.level(whole, 3)
    stated = maker.percent(part_value / whole_value * 100, maker.random.choice((0, 1)), _shift(maker))
    maker.relate(Operation.SHARE, Operand("part", part), Operand("share", stated), Operand("whole", all_of_it))


def _growth(maker: Maker) -> None:
    before, old = maker.level(_value(maker), 3)
    rate = Fraction(maker.random.randint(-600, 900), 10)
    after, new = maker.level(old * (1 + rate / 100) + 1, 3)
    real = (new / old - 1) * 100
    stated = maker.percent(abs(real), maker.random.choice((0, 1)), _shift(maker))
    sign = -1 if real < 0 else 1
    maker.relate(
        Operation.GROWTH, Operand("after", after), Operand("before", before), Operand("rate", stated, sign=sign)
    )


def _compound(maker: Maker) -> None:
    before, old = maker.level(_value(maker), 3, hedged=False)
    years = maker.random.randint(2, 9)
    rate = Fraction(maker.random.randint(5, 200), 10)
    after, _ = maker.level(old * (1 + rate / 100) ** years, 3, hedged=False)
    span = maker.claim(
        Quantity(Kind.DURATION, Decimal(years), unit="year", step=Decimal(0), coarse_step=Decimal(0), exact=True)
    )
    stated = maker.percent(rate, 1, _shift(maker), hedged=False)
    maker.relate(
        Operation.GROWTH,
        Operand("after", after),
        Operand("before", before),
        Operand("rate", stated),
        Operand("years", span),
    )


def _difference(maker: Maker) -> None:
    before, old = maker.level(_value(maker), 3)
    after, new = maker.level(old * Fraction(maker.random.randint(50, 180), 100), 3)
    change, _ = maker.level(abs(new - old) * (1 + Fraction(_shift(maker), 100)) + 1, 3)
    sign = -1 if new < old else 1
    maker.relate(
        Operation.DIFFERENCE, Operand("after", after), Operand("before", before), Operand("change", change, sign=sign)
    )


def _points(maker: Maker) -> None:
    old, new = maker.random.randint(10, 800), maker.random.randint(10, 800)
    before, after = (maker.percent(Fraction(value, 10), 1) for value in (old, new))
    step = Decimal("0.1")
    number = abs(Decimal(new - old) / 10) + _shift(maker) * step
    change = maker.claim(
        Quantity(Kind.PERCENT, number, unit="percentage point", step=step, coarse_step=coarse(number, step))
    )
    sign = -1 if new < old else 1
    maker.relate(
        Operation.POINTS, Operand("after", after), Operand("before", before), Operand("change", change, sign=sign)
    )


def _parts(maker: Maker, hedged: bool) -> tuple[list[str], Fraction]:
    size = _value(maker)
    names, total = [], Fraction(0)
    for _ in range(maker.random.randint(2, 5)):
        name, value = maker.level(size * maker.random.randint(1, 9), maker.random.choice((2, 3)), hedged=hedged)
        names.append(name)
        total += value
    return names, total


def _sum(maker: Maker) -> None:
    names, total = _parts(maker, maker.random.random() < 0.3)
    digits = maker.random.choice((2, 3, 4))
    step = Fraction(10) ** (len(str(int(total))) - digits)
    whole, _ = maker.level(max(total + _shift(maker) * step, Fraction(1)), digits, hedged=False)
    maker.relate(Operation.SUM, Operand("total", whole), *(Operand("part", name) for name in names))


def _one_sided(maker: Maker) -> None:
    names, total = _parts(maker, False)
    whole, _ = maker.level(total * maker.random.choice((1, 2, Fraction(9, 10), Fraction(99, 100))), 3)
    maker.relate(Operation.SUM, Operand("total", whole), *(Operand("part", name) for name in names), exhaustive=False)


def _balance(maker: Maker) -> None:
    gained, one = maker.level(_value(maker), 3)
    spent, two = maker.level(one * Fraction(maker.random.randint(40, 95), 100), 3)
    net, _ = maker.level((one - two) * (1 + Fraction(_shift(maker), 100)) + 1, 3)
    maker.relate(Operation.BALANCE, Operand("net", net), Operand("gained", gained), Operand("spent", spent))


def _multiple(maker: Maker) -> None:
    base, old = maker.level(_value(maker), 3)
    factor = maker.random.randint(2, 9)
    result, _ = maker.level(old * factor * (1 + Fraction(_shift(maker), 100)), 3)
    times = maker.claim(
        Quantity(Kind.MULTIPLE, Decimal(factor), step=Decimal(1), coarse_step=Decimal(1), in_words=factor % 2 == 0)
    )
    maker.relate(Operation.MULTIPLE, Operand("result", result), Operand("factor", times), Operand("base", base))


def _average(maker: Maker) -> None:
    total, whole = maker.level(_value(maker) * 1000, 3)
    count, number = maker.level(Fraction(maker.random.randint(11, 900)), 3, unit="")
    per, _ = maker.level(whole / number * (1 + Fraction(_shift(maker), 100)) + 1, 2)
    maker.relate(Operation.AVERAGE, Operand("total", total), Operand("count", count), Operand("per", per))


def _restatement(maker: Maker) -> None:
    value = _value(maker)
    one, _ = maker.level(value, 4)
    other, _ = maker.level(value * (1 + Fraction(_shift(maker), 100)), 2)
    maker.relate(Operation.RESTATEMENT, Operand("first", one), Operand("second", other))


def _order(maker: Maker) -> None:
    one, value = maker.level(_value(maker), 3)
    other, _ = maker.level(value * maker.random.choice((1, Fraction(9, 10), 2)), 3)
    maker.relate(Operation.ORDER, Operand("greater", one), Operand("lesser", other))


def _bound(maker: Maker) -> None:
    one, value = maker.level(_value(maker), 3)
    other, _ = maker.level(value * maker.random.choice((1, Fraction(9, 10), 2)), 3)
    maker.relate(Operation.BOUND, Operand("greater", one), Operand("lesser", other))


def _unknown(maker: Maker) -> None:
    part, _ = maker.level(_value(maker), 3)
    share = maker.percent(Fraction(maker.random.randint(1, 99)), 0)
    name = f"u{len(maker.relations)}"
    maker.relate(
        Operation.SHARE,
        Operand("part", part),
        Operand("share", share),
        Operand("whole", unknown=Unknown(name, f"whole {name}", "EUR")),
    )


def _fraction(maker: Maker) -> None:
    """A third, more than half: said in words."""
    whole, value = maker.level(_value(maker), 3)
    number = maker.random.choice((Decimal(50), Decimal(25), Decimal(75)))
    part, _ = maker.level(value * (Fraction(number) + maker.random.randint(-8, 8)) / 100 + 1, 3)
    hedge = maker.random.choice((None, None, Hedge.OVER, Hedge.UNDER, Hedge.NEARLY))
    share = maker.claim(
        Quantity(Kind.PERCENT, number, unit="%", hedge=hedge, step=Decimal(0), coarse_step=Decimal(0), in_words=True)
    )
    maker.relate(Operation.SHARE, Operand("part", part), Operand("share", share), Operand("whole", whole))


def _fixed(maker: Maker) -> None:
    """Doubled: a factor that the wording fixes; and a range against it."""
    base, value = maker.level(_value(maker), 3)
    low = written(value * 2 * Fraction(95, 100), Decimal(10))
    high = written(value * 2 * Fraction(maker.random.choice((96, 105)), 100), Decimal(10))
    result = maker.claim(
        Quantity(
            Kind.MONEY,
            low,
            value_high=max(high, low),
            unit="EUR",
            step=Decimal(10),
            coarse_step=coarse(low, Decimal(10)),
        )
    )
    maker.relate(
        Operation.MULTIPLE,
        Operand("result", result),
        Operand("factor", constant=Constant(Fraction(2))),
        Operand("base", base),
    )
