"""What several tests of the command line need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quota_rule import RULE


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A file of the analyst's own rules."""
    path = tmp_path / "mine.toml"
    path.write_text(RULE, encoding="utf-8")
    return path
