"""The report people read in a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.messages import environment_language, say
from workbench.model import Claim, Finding, Verdict

if TYPE_CHECKING:
    from workbench.analysis import Analysis

# What needs a decision comes first; what agrees is only counted.
# French says "0 nombre", English "0 numbers".
_ZERO_IS_ONE = ("fr",)
_SHOWN = (Verdict.INCONSISTENT, Verdict.DOUBTFUL, Verdict.IMPLIED)


def report(analysis: Analysis) -> str:
    """Title and counts, then every finding that asks for attention in its six-line frame, then implied values.

    In the language that the environment asks for, else in that of the document, as the findings are.
    """
    language = environment_language() or analysis.document.language
    lines = [analysis.document.title, _counts(analysis, language), *analysis.document.notices]
    for verdict in _SHOWN:
        for finding in analysis.findings:
            if finding.verdict is verdict:
                lines += ["", *_finding_lines(finding, language)]
    return "\n".join(lines) + "\n\n"


def _counts(analysis: Analysis, language: str) -> str:
    found = [_counted("numbers", len(analysis.claims), language)]
    if not analysis.relations and not analysis.findings:
        return f"{found[0]}{say('commandline.nothing_to_check', language)}"
    found.append(_counted("relations", len(analysis.relations), language))
    verdicts = Counter(finding.verdict for finding in analysis.findings)
    told = [
        _counted(verdict.value, verdicts[verdict], language)
        for verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL, Verdict.CONSISTENT, Verdict.IMPLIED)
        if verdicts[verdict] or verdict is Verdict.INCONSISTENT
    ]
    return f"{', '.join(found)}{say('commandline.colon', language)} {', '.join(told)}"


def _counted(name: str, count: int, language: str) -> str:
    one = count == 1 or (count == 0 and language in _ZERO_IS_ONE)
    return say(f"commandline.count_{name}{'_one' if one else ''}", language, count=count)


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
