"""The texts of the report and the memo in one language, from resources/exporting/report.<code>.toml."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.model import Explanation, Finding, Operation
from workbench.resource_files import load_toml, resources

FALLBACK = "en"


def report_language(language: str) -> str:
    """`language` when there are texts for it, else English."""
    return language if resources().joinpath("exporting", f"report.{language}.toml").is_file() else FALLBACK


def report_texts(language: str) -> dict[str, Any]:
    """All texts by key."""
    return load_toml("exporting", f"report.{report_language(language)}.toml")


def explanation_lines(said: Explanation, texts: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of an explanation that are not empty, each after its label; a line that repeats it loses it."""
    lines = []
    for name in ("text", "working", "would_fit", "sure", "maybe_not"):
        line, label = str(getattr(said, name)), str(texts["lines"][name])
        if line.casefold().startswith(label.casefold()):
            rest = line[len(label) :].lstrip(" \u00a0:")
            line = rest[:1].upper() + rest[1:]
        if line:
            lines.append((label, line))
    return lines


def implied_findings(findings: Sequence[Finding]) -> list[Finding]:
    """For each implied value the finding about it, rather than the one that holds it against a known figure."""
    found: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda finding: finding.operation == Operation.REFERENCE.value):
        if finding.implied is not None:
            found.setdefault(finding.implied.key, finding)
    return list(found.values())
