"""New users open a sample first: each must show what samples/README.md says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from workbench.analysis import Analysis, analyse
from workbench.model import Hedge, Verdict
from workbench.reading import read
from workbench.reference import load

SAMPLES = Path(__file__).parents[2] / "samples"
RELEASES = ["wuxi-iot-summit.fr.txt", "wuxi-iot-summit.en.txt"]


def checked(name: str, *tables: str) -> Analysis:
    figures = [figure for table in tables for figure in load(SAMPLES / table)]
    return analyse(read(SAMPLES / name), figures)


def operations(analysis: Analysis, *verdicts: Verdict) -> list[str]:
    return sorted(finding.operation for finding in analysis.findings if finding.verdict in verdicts)


@pytest.mark.parametrize("name", RELEASES)
def test_the_release_has_the_figures_of_the_summit(name: str) -> None:
    found = {
        (claim.quantity.value, claim.quantity.unit, claim.quantity.hedge)
        for claim in checked(name).claims
        if claim.quantity.kind != "date"
    }
    assert {
        (Decimal(350_000_000_000), "CNY", Hedge.OVER),
        (Decimal(50), "%", None),
        (Decimal(25), "%", Hedge.NEARLY),
        (Decimal(14), "%", None),
        (Decimal(600_000_000_000), "CNY", Hedge.OVER),
        (Decimal(200_000_000_000), "CNY", Hedge.OVER),
        (Decimal(1_100_000), None, Hedge.OVER),
        (Decimal(50), None, Hedge.OVER),
        (Decimal(800), None, Hedge.NEARLY),
        (Decimal(11), None, None),
    } <= found


@pytest.mark.parametrize("name", RELEASES)
def test_alone_the_release_is_consistent_and_implies_totals(name: str) -> None:
    analysis = checked(name)
    assert operations(analysis, Verdict.INCONSISTENT, Verdict.DOUBTFUL) == []
    implied = [finding.implied.expected for finding in analysis.findings if finding.implied is not None]
    lows = {round(interval.low) for interval in implied if interval.low is not None}
    assert {693_069_306_931, 1_400_000_000_000, 250_000_000} <= lows


@pytest.mark.parametrize("name", RELEASES)
def test_the_table_contradicts_a_quarter_of_the_nation(name: str) -> None:
    doubted = [
        finding
        for finding in checked(name, "wuxi-iot-figures.csv").findings
        if finding.verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL)
    ]
    assert any("2020" in finding.explanation.as_text() for finding in doubted)
    assert any("2017" in finding.explanation.as_text() for finding in doubted)


@pytest.mark.parametrize(
    ("name", "repair"), [("port-results.en.txt", Decimal(283_700_000)), ("bibliotheques.fr.txt", Decimal(31_800_000))]
)
def test_the_texts_with_errors_show_a_sum_a_growth_rate_and_points(name: str, repair: Decimal) -> None:
    analysis = checked(name)
    assert set(operations(analysis, Verdict.INCONSISTENT)) >= {"growth", "points", "sum"}
    assert repair in {change.value for finding in analysis.findings for change in finding.repairs}
