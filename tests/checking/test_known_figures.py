"""Claims and implied values against a table of known figures."""

from __future__ import annotations

from decimal import Decimal

from tests.checking.drafts import Draft
from workbench.checking.settings import Settings
from workbench.model import (
    Finding,
    Hedge,
    Kind,
    Operation,
    Period,
    Quantity,
    ReferenceFigure,
    Role,
    Unknown,
    Verdict,
)

INDUSTRY = "ampleur de l'industrie de l'Internet des objets"


def figure(name: str, scope: str, year: int, value: str, hedge: Hedge | None = None, **more: object) -> ReferenceFigure:
    step = Decimal(10) ** 9
    quantity = Quantity(Kind.MONEY, Decimal(value), unit="CNY", hedge=hedge, step=step, coarse_step=step)
    return ReferenceFigure(name, "IoT industry scale", scope, Period.year(year), quantity, "a ministry", **more)  # type: ignore[arg-type]


def release(share: str = "25") -> Draft:
    """An industry of a town as a part of those of its province and its country."""
    draft = Draft("fr")
    year = Period.year(2021)
    part = draft.number(
        "350 milliards de yuans",
        "350e9",
        step="1e9",
        unit="CNY",
        hedge=Hedge.OVER,
        indicator=INDUSTRY,
        scope="Wuxi",
        period=year,
    )
    shares = [
        draft.number("50 %", "50", unit="%", scope="Jiangsu", period=year, indicator=INDUSTRY, role=Role.SHARE),
        draft.number(
            f"{share} %",
            share,
            unit="%",
            hedge=Hedge.NEARLY,
            scope="Chine",
            period=year,
            indicator=INDUSTRY,
            role=Role.SHARE,
        ),
    ]
    for number, (one, name) in enumerate(zip(shares, ("le total du Jiangsu", "le total national"), strict=True)):
        whole = Unknown(f"whole{number}", name, "CNY", INDUSTRY)
        draft.relate(Operation.SHARE, part=part, share=one, whole=whole)
    return draft


def flagged(findings: list[Finding]) -> list[Finding]:
    return [one for one in findings if one.verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL)]


def test_a_known_total_of_another_year_contradicts_a_share_and_says_of_which_year_it_is() -> None:
    national = figure("n", "China", 2020, "2400e9", Hedge.OVER)
    (finding,) = flagged(release().check(references=(national,)))
    assert finding.operation == "reference"
    assert "14,6\u00a0%" in finding.explanation.would_fit
    assert any("2020" in doubt and "2021" in doubt for doubt in finding.doubts)
    assert any(repair.text == "14,6 %" for repair in finding.repairs)
    assert finding.figures == ("n",)
    assert finding.comparison is not None
    assert [row.source for row in finding.comparison.rows] == ["computed", "reference"]


def test_a_share_that_the_known_total_bears_out_is_left_alone() -> None:
    national = figure("n", "China", 2020, "2400e9", Hedge.OVER)
    assert flagged(release("15").check(references=(national,))) == []


def test_a_later_figure_is_taken_back_by_its_growth() -> None:
    province = figure("p", "Jiangsu", 2022, "792e9", growth_on_year=Decimal("10.3"))
    findings = release().check("en", references=(province,))
    agreeing = [one for one in findings if one.operation == "reference"]
    assert [one.verdict for one in agreeing] == [Verdict.CONSISTENT]
    assert "717" in agreeing[0].explanation.working
    assert "10.3%" in agreeing[0].explanation.working


def test_a_figure_of_long_ago_is_not_compared() -> None:
    assert flagged(release().check(references=(figure("p", "Jiangsu", 2016, "461e9"),))) == []


def test_shares_stated_before_for_another_figure_are_stale() -> None:
    table = tuple(
        figure(name, "Wuxi", 2017, "243e9", Hedge.OVER, share_of=whole, share_percent=Decimal(percent))
        for name, whole, percent in (("a", "Jiangsu", "50"), ("b", "China", "25"))
    )
    (finding,) = flagged(release().check("en", references=table))
    assert finding.verdict is Verdict.DOUBTFUL
    assert finding.explanation.title == "The same shares were already stated for 2017"
    assert "243\u00a0billion" in finding.explanation.working
    assert set(finding.claims) == {"c1", "c2", "c3"}


def test_a_claim_against_a_figure_of_its_own_year() -> None:
    for value, verdict in (("350e9", Verdict.CONSISTENT), ("263e9", Verdict.INCONSISTENT)):
        found = [
            one
            for one in release().check(references=(figure("w", "Wuxi", 2021, value),))
            if one.operation == "reference" and one.implied is None
        ]
        assert [one.verdict for one in found] == [verdict]


def test_one_unstated_whole_as_a_part_of_another() -> None:
    findings = release().check("en", settings=Settings())
    (ratio,) = [one for one in findings if one.implied is not None and one.implied.unit == "%"]
    assert ratio.implied is not None
    assert ratio.implied.expected.low is not None
    assert 47 < ratio.implied.expected.low < 48
    assert ratio.implied.expected.high is not None
    assert 50 < ratio.implied.expected.high < 51
    assert "50%" in ratio.explanation.working
