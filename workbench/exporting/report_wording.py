"""The texts of the report and the memo in one language, from resources/exporting/report.<code>.toml."""

from __future__ import annotations

from typing import Any

from workbench.resource_files import load_toml, resources

FALLBACK = "en"


def report_language(language: str) -> str:
    """`language` when there are texts for it, else English."""
    return language if resources().joinpath("exporting", f"report.{language}.toml").is_file() else FALLBACK


def report_texts(language: str) -> dict[str, Any]:
    """All texts by key."""
    return load_toml("exporting", f"report.{report_language(language)}.toml")
