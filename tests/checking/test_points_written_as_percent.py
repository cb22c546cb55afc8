"""A change in points that the text calls percent: the numbers are right, the word is not."""

from __future__ import annotations

import pytest

from workbench.analysis import analyse
from workbench.model import Finding, RepairKind, Verdict
from workbench.reading import read_text


def flagged(language: str, text: str) -> list[Finding]:
    findings = analyse(read_text(text, language=language)).findings
    return [finding for finding in findings if finding.verdict in (Verdict.DOUBTFUL, Verdict.INCONSISTENT)]


@pytest.mark.parametrize(
    ("language", "text", "points"),
    [
        ("en", "The sales tax went from 15% to 18%, up by 3%.", "3 points"),
        ("en", "The share of women rose from 30 percent to 36 percent, a 6-percent increase.", "6 points"),
        ("fr", "La taxe passe de 15 % à 18 %, soit 3 % de plus.", "3\u00a0points"),
        ("fr", "La part des femmes est passée de 30 % à 36 %, soit une hausse de 6 %.", "6\u00a0points"),
    ],
)
def test_the_word_is_asked_about(language: str, text: str, points: str) -> None:
    (finding,) = flagged(language, text)
    assert finding.verdict is Verdict.DOUBTFUL
    assert [(repair.kind, repair.text) for repair in finding.repairs] == [(RepairKind.PERCENT_POINTS, points)]
    assert "20" in finding.explanation.working


@pytest.mark.parametrize(
    "text",
    [
        "The sales tax went from 15% to 18%, up by 3 points.",
        "The sales tax went from 15% to 18%, up by 20%.",
        # Doubled: a hundred percent, and a point.
        "Its share went from 1% to 2%, up by 1 point.",
    ],
)
def test_what_is_worded_rightly_is_left_alone(text: str) -> None:
    assert flagged("en", text) == []
