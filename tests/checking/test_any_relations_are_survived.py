"""Whatever numbers and relations come in, checking answers with findings that can be printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checking import check
from workbench.model import (
    Binding,
    Claim,
    Constant,
    Document,
    Hedge,
    Kind,
    Operand,
    Operation,
    Period,
    Quantity,
    Relation,
    Unknown,
    Verdict,
)

ROLES = {
    Operation.SHARE: ("part", "share", "whole"),
    Operation.GROWTH: ("after", "before", "rate", "years"),
    Operation.DIFFERENCE: ("after", "before", "change"),
    Operation.POINTS: ("after", "before", "change"),
    Operation.SUM: ("total", "part", "part", "part"),
    Operation.FOOTING: ("total", "part", "part"),
    Operation.BALANCE: ("net", "gained", "spent"),
    Operation.MULTIPLE: ("result", "base", "factor"),
    Operation.RATIO: ("total", "count", "per"),
    Operation.AVERAGE: ("total", "count", "per"),
    Operation.CONVERSION: ("amount", "converted", "rate"),
    Operation.RESTATEMENT: ("first", "second"),
    Operation.CALENDAR: ("from", "to", "duration", "edition", "date", "weekday"),
    Operation.ORDER: ("greater", "lesser"),
    Operation.BOUND: ("greater", "lesser"),
    Operation.STATISTICS: ("statistic", "df1", "df2", "p", "mean", "n"),
    Operation.REFERENCE: ("claim", "figure"),
}
RULES = (
    "growth.fr.levels",
    "calendar.fr.age",
    "calendar.en.weekday",
    "statistics.t",
    "statistics.F",
    "statistics.grim",
)
UNITS = (None, "%", "EUR", "kilometer", "mile", "degree_Celsius", "year", "percentage point", "basis point", "EUR / x")

VALUES = st.one_of(
    st.none(),
    st.integers(-(10**6), 10**6).map(Decimal),
    st.decimals(Decimal(-1000), Decimal(1000), places=2),
    st.sampled_from([Decimal(0), Decimal("1e30"), Decimal("1e-30"), Decimal("-1e400"), Decimal(100)]),
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Any quantity, however odd."""
    step = draw(st.sampled_from([Decimal(0), Decimal(1), Decimal("0.01"), Decimal(1000)]))
    return Quantity(
        draw(st.sampled_from(Kind)),
        draw(VALUES),
        draw(st.one_of(st.none(), st.none(), VALUES)),
        draw(st.sampled_from(UNITS)),
        draw(st.one_of(st.none(), st.sampled_from(Hedge))),
        step,
        max(step, draw(st.sampled_from([Decimal(0), Decimal(10)]))),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, list[Claim], list[Relation]]:
    """A text of a few numbers with any relations between them, some of them to numbers that are not there."""
    text, claims = "", []
    for number in range(draw(st.integers(1, 6))):
        written = draw(st.sampled_from(["350", "1 234,5", "24.4%", "deux tiers", "½", "3,5 milliards", ".03", "0"]))
        year = draw(st.one_of(st.none(), st.integers(1, 9999)))
        start = len(text)
        text += written + " "
        claims.append(
            Claim(
                f"c{number}",
                start,
                start + len(written),
                written,
                draw(quantities()),
                date=None if year is None else Period.year(year),
            )
        )
    relations = []
    for number in range(draw(st.integers(1, 4))):
        operation = draw(st.sampled_from(Operation))
        operands = tuple(
            Operand(role, sign=draw(st.sampled_from([1, -1])), **draw(_others(len(claims))))
            for role in ROLES[operation]
            if draw(st.integers(0, 9))
        )
        relations.append(
            Relation(
                f"r{number}",
                operation,
                draw(st.sampled_from(RULES)),
                operands,
                binding=draw(st.sampled_from(Binding)),
                exhaustive=draw(st.booleans()),
                doubts=draw(st.sampled_from([(), ("order-of-comparison",), ("no such doubt",)])),
            )
        )
    return Document(text, date=draw(st.one_of(st.none(), st.just(date(2022, 11, 29))))), claims, relations


def _others(count: int) -> st.SearchStrategy[dict[str, object]]:
    return st.one_of(
        st.integers(0, count).map(lambda number: {"claim": f"c{number}"}),
        st.integers(0, 1).map(lambda number: {"unknown": Unknown(f"u{number}", "the total", "EUR")}),
        st.fractions(-9, 200, max_denominator=4).map(lambda value: {"constant": Constant(Fraction(value))}),
        st.just({"figure": "no such figure"}),
    )


@settings(max_examples=150, deadline=None)
@given(documents(), st.sampled_from(["en", "fr", None]))
def test_checking_answers_whatever_comes_in(drawn: tuple[Document, list[Claim], list[Relation]], language: str) -> None:
    document, claims, relations = drawn
    for finding in check(document, claims, relations, language=language):
        assert finding.verdict in Verdict
        assert 0 < len(finding.explanation.title) <= 60
        assert finding.explanation.as_text()
        assert finding.comparison is None or finding.comparison.rows
        assert all(repair.text for repair in finding.repairs)
        assert finding.key
