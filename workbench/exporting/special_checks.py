"""The checks of the calendar and of reported statistics as rows of recomputation, beside those that are equations.

A day is written as one number, 20221126 for 26 November 2022: people can read it, it keeps the order of days, and
unlike the day numbers of spreadsheets it reaches back before 1900.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from workbench.checking import calendar, ranges, statistics
from workbench.checking.network import Fact, readings
from workbench.exporting.analysed import Analysed
from workbench.exporting.recomputation import Look, Operand, Outcome, outcome_of
from workbench.model import Binding, Claim, Document, Finding, Operation, Period, Relation
from workbench.model import Operand as RelationOperand

_MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_TO_THE_YEAR = ("age", "anniversary", "edition")
# The sheets add 2,000 years to a date, to count days before 1900; no spreadsheet counts beyond the year 9999.
LAST_YEAR = 7999


class Rule(Enum):
    """What is recomputed; the values name the words of its formula."""

    WEEKDAY = "weekday"
    YEARS = "years_between"
    MONTHS = "months_between"
    DAYS = "days_between"
    AGE = "age"
    EDITION = "edition"
    T = "t"
    F = "F"
    R = "r"
    CHI2 = "chi2"
    Z = "z"
    GRIM = "grim"

    @property
    def of_calendar(self) -> bool:
        """Whether its operands are days."""
        return self in (Rule.WEEKDAY, Rule.YEARS, Rule.MONTHS, Rule.DAYS, Rule.AGE, Rule.EDITION)

    @property
    def is_test(self) -> bool:
        """Whether it recomputes the p of a test."""
        return self in (Rule.T, Rule.F, Rule.R, Rule.CHI2, Rule.Z)


@dataclass(frozen=True, slots=True)
class SpecialCheck:
    """One relation of the calendar or of statistics.

    `length` is how many months (or, for `Rule.DAYS`, days) the stated unit has. `to_the_year` is a number that
    nobody rounds: an age, the number of an edition. `halved` grants half of p, for a test that the text calls
    one-sided.
    """

    relation: Relation
    rule: Rule
    operands: tuple[Operand, ...]
    outcome: Outcome
    finding: Finding
    claims: tuple[Claim, ...]
    length: int = 1
    to_the_year: bool = False
    halved: bool = False
    capped: bool = False
    years_operand: Operand | None = None

    def operand(self, place: str) -> Operand | None:
        """The operand in a place."""
        return next((operand for operand in self.operands if operand.place == place), None)


def special_checks(analysis: Analysed) -> list[SpecialCheck]:
    """The relations of the calendar and of statistics with a finding of their own, in their order."""
    builder = _Builder({claim.id: claim for claim in analysis.claims}, analysis.document)
    alone = {finding.relations[0]: finding for finding in analysis.findings if len(finding.relations) == 1}
    made = []
    for relation in analysis.relations:
        finding = alone.get(relation.id)
        if finding is None or finding.operation != relation.operation.value:
            continue
        found = None
        if relation.operation is Operation.CALENDAR:
            found = builder.calendar(relation, finding)
        elif relation.operation is Operation.STATISTICS:
            found = builder.statistics(relation, finding)
        if found is not None:
            made.append(found)
    return made


def day_number(day: date) -> int:
    """20221126 for 26 November 2022."""
    return day.year * 10_000 + day.month * 100 + day.day


def names_year(claim: Claim) -> bool:
    """Whether the number of a claim is the year that it names, whole."""
    value, period = claim.quantity.value, claim.date
    if value is None:
        return False
    return period is None or (period.is_year and value == period.first.year)


class _Builder:
    def __init__(self, claims: Mapping[str, Claim], document: Document) -> None:
        self._claims = dict(claims)
        self._document = document

    def calendar(self, relation: Relation, finding: Finding) -> SpecialCheck | None:
        """A weekday, or what lies between two dates."""
        if relation.role("weekday") is not None:
            days = self._days("a", "date", relation)
            stated = _constant("stated", "weekday", relation.role("weekday"), 1)
            return self._made(relation, Rule.WEEKDAY, finding, days, stated)
        edition = relation.role("edition") is not None
        stated = self._number("stated", "edition" if edition else "duration", relation)
        ends = self._ends(relation)
        if stated is None or ends is None:
            return None
        last, first = ends
        if edition:
            every = _constant("every", "every", relation.role("every")) if relation.role("every") else None
            return self._made(relation, Rule.EDITION, finding, last, first, stated, *([every] if every else []))
        claim = stated.fact.claim
        kind = relation.rule.rpartition(".")[2]
        unit = (claim.quantity.unit if claim is not None else None) or "year"
        if unit in _DAYS:
            return self._made(relation, Rule.DAYS, finding, last, first, stated, length=_DAYS[unit])
        if unit not in _MONTHS:
            return None
        rule = Rule.MONTHS
        if kind == "age":
            rule = Rule.AGE
        elif unit == "year" and is_year(last) and is_year(first):
            rule = Rule.YEARS
        return self._made(relation, rule, finding, last, first, stated, length=_MONTHS[unit])

    def statistics(self, relation: Relation, finding: Finding) -> SpecialCheck | None:
        """The p of a test, or a mean of whole numbers."""
        if relation.role("mean") is not None:
            operands = [self._number("stated", "mean", relation), self._number("a", "n", relation)]
            if relation.role("items") is not None:
                operands.append(self._number("b", "items", relation))
            return self._made(relation, Rule.GRIM, finding, *operands)
        reported = statistics.read(relation, self._claims, self._document)
        if reported is None:
            return None
        places = [role for role in ("df1", "df2") if relation.role(role) is not None]
        degrees = [self._number(role, role, relation) for role in places]
        size = _reported("a", "statistic", reported.statistic_claim, reported.statistic, Look.SIZE)
        p = _reported("stated", "p", reported.p_claim, reported.p, Look.PROBABILITY)
        halved = statistics.ONE_TAILED in relation.doubts
        return self._made(relation, Rule(reported.test), finding, size, *degrees, p, halved=halved)

    def _made(
        self,
        relation: Relation,
        rule: Rule,
        finding: Finding,
        *operands: Operand | None,
        length: int = 1,
        halved: bool = False,
    ) -> SpecialCheck | None:
        known = tuple(operand for operand in operands if operand is not None)
        if len(known) < len(operands):
            return None
        named = {operand.fact.claim.id: operand.fact.claim for operand in known if operand.fact.claim is not None}
        stated = next((one.fact.claim for one in known if one.place == "stated"), None)
        hedged = stated is not None and stated.quantity.hedge is not None
        return SpecialCheck(
            relation=relation,
            rule=rule,
            operands=known,
            outcome=outcome_of(finding),
            finding=finding,
            claims=tuple(named.values()),
            length=length,
            to_the_year=relation.rule.rpartition(".")[2] in _TO_THE_YEAR and not hedged,
            halved=halved,
            # In running text some of the group may not have answered.
            capped=rule is Rule.GRIM and relation.binding is not Binding.CLAUSE,
        )

    def _ends(self, relation: Relation) -> tuple[Operand, Operand] | None:
        """The last and the first of the two dates that something is counted between."""
        ends = calendar.ends(relation, self._claims, self._document)
        if ends is None or max(end.last.year for end in ends) > LAST_YEAR:
            return None
        stretch = relation.role("period")
        made = []
        for place, role, look, period in zip("ba", ("from", "to"), (Look.FIRST, Look.LAST), ends, strict=True):
            named = relation.role(role) if stretch is None else stretch
            claim = None if named is None or named.claim is None else self._claims.get(named.claim)
            box = (Fraction(day_number(period.first)), False, Fraction(day_number(period.last)), False)
            fact = Fact((box, box), claim=claim)
            made.append(Operand(place, role, -1, fact, look=Look.DAYS if stretch is None else look))
        return made[1], made[0]

    def _days(self, place: str, role: str, relation: Relation) -> Operand | None:
        """The first and last day of a date."""
        operand = relation.role(role)
        period = calendar.period_of(operand, self._claims, self._document)
        if period is None or period.last.year > LAST_YEAR:
            return None
        claim = None if operand is None or operand.claim is None else self._claims.get(operand.claim)
        box = (Fraction(day_number(period.first)), False, Fraction(day_number(period.last)), False)
        return Operand(place, role, -1, Fact((box, box), claim=claim), look=Look.DAYS)

    def _number(self, place: str, role: str, relation: Relation) -> Operand | None:
        operand = relation.role(role)
        if operand is None:
            return None
        if operand.constant is not None:
            return _constant(place, role, operand)
        claim = self._claims.get(operand.claim or "")
        if claim is None or claim.quantity.value is None:
            return None
        quantity = claim.quantity
        point = None if quantity.is_range else Fraction(quantity.value or 0)
        return Operand(place, role, -1, Fact(readings(quantity), point, quantity.unit, claim=claim, written=quantity))


def _constant(place: str, role: str, operand: RelationOperand | None, add: int = 0) -> Operand | None:
    if operand is None or operand.constant is None:
        return None
    value = operand.constant.value + add
    box = ranges.point(value)
    return Operand(place, role, -1, Fact((box, box), value))


def _reported(place: str, role: str, claim: Claim, box: ranges.Range, look: Look) -> Operand:
    """A number with the sign that stands before it in the report, which its range tells."""
    sign = "<" if box[3] and box[2] is not None else ">" if box[1] else "="
    value = abs(Fraction(claim.quantity.value or 0))
    return Operand(place, role, -1, Fact((box, box), value, claim=claim), look=look, sign=sign)


def is_year(operand: Operand) -> bool:
    """Whether its days are one whole year."""
    low, _, high, _ = operand.fact.boxes[0]
    assert low is not None
    assert high is not None
    first, last = (date(int(end) // 10_000, int(end) // 100 % 100, int(end) % 100) for end in (low, high))
    return Period(first, last).is_year
