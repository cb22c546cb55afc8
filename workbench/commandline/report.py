"""The report people read in a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.messages import interface_language, say
from workbench.model import Claim, Finding, Verdict

if TYPE_CHECKING:
    from workbench.analysis import Analysis

# What needs a decision comes first; what agrees is only counted.
_SHOWN = (Verdict.INCONSISTENT, Verdict.DOUBTFUL, Verdict.IMPLIED)


def report(analysis: Analysis) -> str:
    """A line of counts, then every finding that asks for attention in its six-line frame, then implied values."""
    language = interface_language()
    counts = Counter(finding.verdict for finding in analysis.findings)
    lines = [
        say(
            "commandline.summary",
            language,
            title=analysis.document.title,
            claims=len(analysis.claims),
            relations=len(analysis.relations),
            **{verdict.value: counts[verdict] for verdict in Verdict},
        ),
        *analysis.document.notices,
    ]
    for verdict in _SHOWN:
        for finding in analysis.findings:
            if finding.verdict is verdict:
                lines += ["", *_finding_lines(finding, language)]
    return "\n".join(lines) + "\n\n"


def claim_list(analysis: Analysis) -> str:
    """A line for each claim: place, words, and what it measures, of whom, when."""
    return "".join(f"{_claim_line(claim)}\n" for claim in analysis.claims)


def _finding_lines(finding: Finding, language: str) -> list[str]:
    heading = f"{say(f'commandline.{finding.verdict.value}', language)}  {finding.explanation.title}"
    if finding.verdict is Verdict.IMPLIED:
        return [heading, *_indented(finding.explanation.working)]
    return [heading, *_indented(finding.explanation.as_text())]


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines() if line.strip()]


def _claim_line(claim: Claim) -> str:
    context = [claim.indicator, claim.scope, str(claim.period) if claim.period else None]
    words = " ".join(claim.text.split())
    return f"{claim.start}-{claim.end}\t{words}\t{claim.quantity.kind.value}\t" + "\t".join(
        part or "" for part in context
    )
