"""The few names a script or notebook needs, and what they cost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import workbench
from workbench.reading import ReadingError

TEXT = "The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn."


def test_a_text_and_a_file_give_the_same(tmp_path: Path) -> None:
    file = tmp_path / "gap.txt"
    file.write_text(TEXT, encoding="utf-8")
    from_text = workbench.check(TEXT)
    assert [finding.explanation.title for finding in from_text.findings] == ["$671.7bn is not 24.4% above $496.5bn"]
    for given in (file, str(file)):
        analysis = workbench.check(given)
        assert [claim.text for claim in analysis.claims] == [claim.text for claim in from_text.claims]
    with pytest.raises(ReadingError):
        workbench.check(tmp_path / "missing.txt")


def test_known_figures_come_from_tables_or_are_given(tmp_path: Path) -> None:
    table = tmp_path / "figures.csv"
    table.write_text("indicator,scope,period,value,unit\ntrade gap,,2004,617.6e9,USD\n", encoding="utf-8")
    loaded = workbench.check(TEXT, references=table)
    assert [figure.indicator for figure in loaded.references] == ["trade gap"]
    again = workbench.check(TEXT, references=[*loaded.references, str(table)], language="fr")
    assert len(again.references) == 2
    assert "\u00a0" in again.findings[0].explanation.working


def test_every_public_name_is_there() -> None:
    assert all(getattr(workbench, name) is not None for name in workbench.__all__)
    with pytest.raises(AttributeError):
        _ = workbench.no_such_name  # type: ignore[attr-defined]


def test_importing_the_package_loads_none_of_it() -> None:
    code = "import sys, workbench; print(sorted(name for name in sys.modules if name.startswith('workbench')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['workbench', 'workbench.version']"
