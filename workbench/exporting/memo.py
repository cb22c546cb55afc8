"""The findings as a memo for a word processor."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.charts import written_power
from workbench.charts.wording import NumberWording
from workbench.exporting.analysed import Analysed
from workbench.exporting.decisions import NOTHING_DECIDED, Decisions
from workbench.exporting.plain_text import one_line
from workbench.exporting.report_wording import explanation_lines, implied_findings, report_language, report_texts
from workbench.exporting.rules_used import rules_said
from workbench.exporting.states import state_of
from workbench.exporting.to_decide import to_decide
from workbench.exporting.word_file import WordFile
from workbench.exporting.workbook.wording import wording
from workbench.model import Interval
from workbench.version import __version__


def write_memo(
    analysis: Analysed,
    path: str | Path,
    language: str | None = None,
    *,
    decisions: Decisions = NOTHING_DECIDED,
    now: datetime | None = None,
) -> None:
    """Write a .docx memo of the findings that ask for a decision and of the implied values.

    In `language`, that of the text by default, as the explanations are.
    """
    now = now or datetime.now()
    language = report_language(language or analysis.document.language)
    texts, document = report_texts(language), analysis.document
    title = one_line(document.title) or texts["heading"]
    colon = "\u00a0:" if language == "fr" else ":"
    memo = WordFile(title, language)
    memo.paragraph(title, "Title")
    about = [
        texts["heading"],
        document.path.name if document.path is not None else "",
        f"{texts['digest']} {document.sha256}" if document.sha256 else "",
        f"{texts['made']} {now.date().isoformat()}",
        texts["program"].format(version=__version__),
        *rules_said(analysis, texts["own_rules"], texts["rules_off"]),
    ]
    memo.paragraph(" · ".join(part for part in about if part), "Muted")
    memo.paragraph(texts["counts"].format(claims=len(analysis.claims), checks=len(analysis.relations)))
    memo.paragraph(texts["findings"], "Heading1")
    flagged = to_decide(analysis.findings)
    if not flagged:
        memo.paragraph(texts["nothing"])
    levels = wording(language).table("levels")
    for finding in flagged:
        state = state_of(finding)
        memo.paragraph(f"{state.sign} {finding.explanation.title}", "Heading2")
        meta = (
            finding.id,
            texts["states"][state.value],
            texts["severity"].format(level=levels[finding.severity.value]),
        )
        memo.paragraph(" · ".join(meta), "Muted")
        for label, line in explanation_lines(finding.explanation, texts):
            memo.paragraph(line, label=label + colon)
        decided = decisions.findings.get(finding.key)
        if decided is not None:
            word = wording(language).known("choices", decided.verdict)
            changed = f"⟳ {texts['changed_since']}" if decided.changed_since else ""
            said = " · ".join(part for part in (word, decided.by, decided.note, changed) if part)
            memo.paragraph(said, label=texts["decision"] + colon)
    _implied(memo, analysis, texts, language)
    memo.paragraph(texts["limits"], "Muted")
    memo.save(path, now)


def _implied(memo: WordFile, analysis: Analysed, texts: dict[str, Any], language: str) -> None:
    """The unstated values as a table, in the scale that the text writes in."""
    rows: list[tuple[str, str, str, str]] = []
    claims = {claim.id: claim for claim in analysis.claims}
    for finding in implied_findings(analysis.findings):
        powers = [written_power(claims[name]) for name in finding.claims if name in claims]
        implied = finding.implied
        assert implied is not None
        where = " ".join(part for part in (implied.scope, implied.period) if part)
        rows.append(
            (
                implied.name,
                where,
                _reading(implied.expected, implied.unit, language, max(filter(None, powers), default=None)),
                finding.id,
            )
        )
    if rows:
        memo.paragraph(texts["implied"], "Heading1")
        memo.paragraph(texts["implied_note"])
        headings = (texts["what"], texts["where"], texts["value"], texts["finding"])
        memo.table([headings, *rows], (3400, 1900, 2900, 1400))


def _reading(interval: Interval, unit: str | None, language: str, power: int | None) -> str:
    ends = [abs(end) for end in (interval.low, interval.high) if end is not None]
    return NumberWording(language, unit, max(ends) if ends else None, power=power).interval(interval)
