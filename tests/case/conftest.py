"""Cases in folders of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case.case_texts import GAP, TOWNS
from workbench.case import Case
from workbench.model import Document


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Unsaved cases of a test stay in its folder."""
    folder = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work.case"


@pytest.fixture
def case(path: Path) -> Iterator[Case]:
    with Case.create(path, who="Ann") as opened:
        yield opened


@pytest.fixture
def gap(case: Case) -> str:
    """The trade gap text, in the case."""
    return case.add_document(Document(GAP, title="Trade gap", language="en"))


@pytest.fixture
def towns(case: Case) -> str:
    """A French text, in the case."""
    return case.add_document(Document(TOWNS, title="Budget", language="fr"))
