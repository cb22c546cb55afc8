"""docs/rules.md is made from the rules."""

from __future__ import annotations

from pathlib import Path

from workbench.relations.rulebook import rulebook


def test_the_rule_reference_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rulebook(), "run: python -m workbench.relations.rulebook"
