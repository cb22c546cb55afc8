"""What was too entangled to be checked all together is told in every export."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.checking.entangled import entangled
from workbench.analysis import Analysis
from workbench.checking import Settings, check
from workbench.exporting import html_report, to_json, write_workbook
from workbench.model import Document


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    net = entangled("mixed", seed=1, wrong=5, unsaid=10)
    document = Document(net.draft.text, language="en")
    findings = check(document, net.draft.claims, net.draft.relations, settings=Settings(effort=500))
    return Analysis(document, net.draft.claims, net.draft.relations, findings)


def test_the_summary_of_the_workbook_counts_the_checks_made_pair_by_pair(analysis: Analysis, tmp_path: Path) -> None:
    write_workbook(analysis, tmp_path / "out.xlsx")
    summary = openpyxl.load_workbook(tmp_path / "out.xlsx")["Summary"]
    told = [cell.value for row in summary.iter_rows() for cell in row if "pair by pair" in str(cell.value)]
    count = sum(finding.pairwise for finding in analysis.findings)
    assert count
    assert told == [f"Too entangled to be checked all together, checked pair by pair: {count} checks"]


def test_the_report_and_json_say_so(analysis: Analysis) -> None:
    assert "checked pair by pair:" in "".join(html_report(analysis))
    findings = to_json(analysis)["findings"]
    consistent = [finding for finding in findings if finding["verdict"] == "consistent"]
    assert any("pair by pair" in doubt for finding in consistent for doubt in finding["doubts"])
