"""Texts in which some 200 numbers all depend on one another, as they do in a long table told in words.

Every shape is made from values that agree; a part of the numbers is then printed wrong, by slips that people make.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import pairwise

from tests.checking.drafts import Draft
from workbench.model import Kind, Operation, Unknown

Given = str | Unknown


class Entangled:
    """A draft that grows by numbers of which `wrong` of a hundred are printed wrong and `unsaid` are not printed."""

    def __init__(self, seed: int, wrong: int = 0, unsaid: int = 0) -> None:
        self.draft = Draft()
        self.chance = random.Random(seed)
        self.slipped: set[str] = set()
        self._wrong, self._unsaid = wrong, unsaid

    @property
    def size(self) -> int:
        """How many numbers are stated."""
        return len(self.draft.claims)

    def level(self, value: Fraction | int) -> Given:
        """A count of people, to the last one."""
        return self._state(Fraction(value), Decimal(1), None)

    def percent(self, value: Fraction) -> Given:
        """A percentage with one decimal."""
        return self._state(value * 100, Decimal("0.1"), "%")

    def _state(self, value: Fraction, step: Decimal, unit: str | None) -> Given:
        if self.chance.randrange(100) < self._unsaid:
            name = f"value {len(self.draft.text)} {self.chance.random()}"
            return Unknown(name, name, unit)
        written = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(step, ROUND_HALF_EVEN)
        right = written
        if self.chance.randrange(100) < self._wrong:
            slipped = self._slip(written)
            # What is lost in the rounding of the others nobody can find.
            if abs(slipped - right) > max(abs(right) / 10, 15 * step):
                written = slipped
        text = f"{abs(written):,}" + (" %" if unit == "%" else "")
        kind = Kind.PERCENT if unit == "%" else Kind.COUNT
        claim = self.draft.number(text, str(abs(written)), step=str(step), unit=unit, kind=kind)
        if written != right:
            self.slipped.add(claim)
        return f"-{claim}" if written < 0 else claim

    def _slip(self, written: Decimal) -> Decimal:
        """The number with one digit wrong, two digits swapped, or one too many."""
        sign, digits, exponent = written.as_tuple()
        changed = list(digits)
        kind, place = self.chance.randrange(3), self.chance.randrange(len(digits))
        if kind == 0 or len(set(digits)) == 1:
            changed[place] = (digits[place] + self.chance.randint(1, 9)) % 10
        elif kind == 1:
            place = next(at for at in range(len(digits) - 1) if digits[at] != digits[at + 1])
            changed[place], changed[place + 1] = digits[place + 1], digits[place]
        else:
            changed.insert(place, self.chance.randrange(10))
        return Decimal((sign, tuple(changed), exponent))


def _growth_of_units_over_years(net: Entangled) -> None:
    """Nine regions over seven years: levels, yearly rates and differences, and the total of each year."""
    years: list[list[tuple[Given, Fraction]]] = []
    values = [Fraction(net.chance.randint(2_000, 90_000)) for _ in range(9)]
    for _ in range(7):
        years.append([(net.level(value), value) for value in values])
        values = [Fraction(round(value * Fraction(net.chance.randint(85, 125), 100))) for value in values]
    for line in years:
        net.draft.relate(Operation.SUM, total=net.level(sum(value for _, value in line)), part=[one for one, _ in line])
    for earlier, later in pairwise(years):
        for (before, old), (after, new) in zip(earlier, later, strict=True):
            net.draft.relate(Operation.GROWTH, before=before, after=after, rate=net.percent(new / old - 1))
            net.draft.relate(Operation.DIFFERENCE, before=before, after=after, change=net.level(new - old))
    for (before, old), (after, new) in zip(years[0], years[-1], strict=True):
        yearly = net.percent(Fraction((float(new) / float(old)) ** (1 / 6)).limit_denominator(10**9) - 1)
        net.draft.relate(Operation.GROWTH, before=before, after=after, rate=yearly, years=6)


def _shares_with_levels(net: Entangled) -> None:
    """Ten groups of nine towns: levels, shares of the group and of the whole, sums of levels and of shares."""
    groups = [[Fraction(net.chance.randint(300, 9_000)) for _ in range(9)] for _ in range(7)]
    sums = [sum(group, Fraction(0)) for group in groups]
    whole = sum(sums, Fraction(0))
    stated = net.level(whole)
    heads, shares = [], []
    for group, total in zip(groups, sums, strict=True):
        head, share = net.level(total), net.percent(total / whole)
        heads.append(head)
        shares.append(share)
        net.draft.relate(Operation.SHARE, part=head, share=share, whole=stated)
        towns, of_group = [], []
        for value in group:
            town, part = net.level(value), net.percent(value / total)
            towns.append(town)
            of_group.append(part)
            net.draft.relate(Operation.SHARE, part=town, share=part, whole=head)
            if net.chance.random() < 0.3:
                net.draft.relate(Operation.SHARE, part=town, share=net.percent(value / whole), whole=stated)
        net.draft.relate(Operation.SUM, total=head, part=towns)
        net.draft.relate(Operation.SUM, total=100, part=of_group)
    net.draft.relate(Operation.SUM, total=stated, part=heads)
    net.draft.relate(Operation.SUM, total=100, part=shares)


def _cross_table(net: Entangled) -> None:
    """Thirteen rows and columns with their totals and the grand total."""
    values = [[Fraction(net.chance.randint(10, 4_000)) for _ in range(13)] for _ in range(13)]
    cells = [[net.level(value) for value in line] for line in values]
    _footed(net, values, cells)


def _footed(net: Entangled, values: list[list[Fraction]], cells: list[list[Given]]) -> list[Given]:
    rows = [net.level(sum(line)) for line in values]
    columns = [net.level(sum(column)) for column in zip(*values, strict=True)]
    grand = net.level(sum(sum(line) for line in values))
    for total, line in zip(rows, cells, strict=True):
        net.draft.relate(Operation.FOOTING, total=total, part=line)
    for total, column in zip(columns, zip(*cells, strict=True), strict=True):
        net.draft.relate(Operation.FOOTING, total=total, part=list(column))
    net.draft.relate(Operation.FOOTING, total=grand, part=rows)
    net.draft.relate(Operation.FOOTING, total=grand, part=columns)
    return rows


def _cross_table_with_shares(net: Entangled) -> None:
    """Nine rows and columns with totals, and the share of each cell in its row."""
    values = [[Fraction(net.chance.randint(10, 4_000)) for _ in range(9)] for _ in range(9)]
    cells = [[net.level(value) for value in line] for line in values]
    rows = _footed(net, values, cells)
    for line, own, total in zip(values, cells, rows, strict=True):
        shares = [net.percent(value / sum(line)) for value in line]
        for cell, share in zip(own, shares, strict=True):
            net.draft.relate(Operation.SHARE, part=cell, share=share, whole=total)
        net.draft.relate(Operation.SUM, total=100, part=shares)


def _averages(net: Entangled) -> None:
    """Thirty shops in two years: staff, sales, sales for each of the staff, their changes and totals."""
    totals: list[list[tuple[Fraction, ...]]] = []
    ids: list[list[tuple[Given, ...]]] = []
    shops = [(Fraction(net.chance.randint(20, 400)), Fraction(net.chance.randint(3_000, 60_000))) for _ in range(25)]
    for _ in range(2):
        totals.append([(staff, staff * each) for staff, each in shops])
        line: list[tuple[Given, ...]] = []
        for staff, each in shops:
            count, per, sales = net.level(staff), net.level(each), net.level(staff * each)
            net.draft.relate(Operation.AVERAGE, total=sales, count=count, per=per)
            line.append((count, sales))
        ids.append(line)
        shops = [
            (staff + net.chance.randint(1, 30), Fraction(round(each * Fraction(net.chance.randint(90, 120), 100))))
            for staff, each in shops
        ]
    for values, line in zip(totals, ids, strict=True):
        for place in (0, 1):
            total = net.level(sum(shop[place] for shop in values))
            net.draft.relate(Operation.SUM, total=total, part=[shop[place] for shop in line])
    for (before, old), (after, new) in zip(
        zip(ids[0], totals[0], strict=True), zip(ids[1], totals[1], strict=True), strict=True
    ):
        net.draft.relate(Operation.GROWTH, before=before[1], after=after[1], rate=net.percent(new[1] / old[1] - 1))
        net.draft.relate(Operation.DIFFERENCE, before=before[0], after=after[0], change=net.level(new[0] - old[0]))


def _mixed(net: Entangled) -> None:
    """Levels joined at random by shares, growth, differences, sums and multiples."""
    values = [Fraction(net.chance.randint(1_000, 99_999)) for _ in range(60)]
    levels: list[tuple[Given, Fraction]] = [(net.level(value), value) for value in values]
    while net.size < 200:
        (one, first), (other, second) = net.chance.sample(levels, 2)
        kind = net.chance.randrange(5)
        if kind == 0:
            net.draft.relate(Operation.SHARE, part=one, whole=other, share=net.percent(first / second))
        elif kind == 1:
            net.draft.relate(Operation.GROWTH, after=one, before=other, rate=net.percent(first / second - 1))
        elif kind == 2:
            net.draft.relate(Operation.DIFFERENCE, after=one, before=other, change=net.level(first - second))
        elif kind == 3:
            chosen = net.chance.sample(levels, net.chance.randint(2, 6))
            total = sum((value for _, value in chosen), Fraction(0))
            stated = net.level(total)
            net.draft.relate(Operation.SUM, total=stated, part=[given for given, _ in chosen])
            levels.append((stated, total))
        else:
            factor = net.chance.randint(2, 9)
            result = net.level(first * factor)
            net.draft.relate(Operation.MULTIPLE, result=result, base=one, factor=factor)
            levels.append((result, first * factor))


SHAPES: dict[str, Callable[[Entangled], None]] = {
    "growth of units over years": _growth_of_units_over_years,
    "shares with levels": _shares_with_levels,
    "cross table": _cross_table,
    "cross table with shares": _cross_table_with_shares,
    "averages": _averages,
    "mixed": _mixed,
}


def entangled(shape: str, seed: int = 1, *, wrong: int = 0, unsaid: int = 0) -> Entangled:
    """The network of one shape, `wrong` of a hundred numbers printed wrong, `unsaid` of a hundred left out."""
    net = Entangled(seed, wrong, unsaid)
    SHAPES[shape](net)
    return net


def all_kinds() -> list[tuple[str, int, int]]:
    """Every shape with each part of its numbers wrong and unsaid."""
    return [(shape, wrong, unsaid) for shape in SHAPES for wrong in (0, 2, 5, 20) for unsaid in (0, 10, 30)]
