"""What could not be finished leaves nothing behind, and what is written is written as it stood."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from workbench.case import store
from workbench.case.codec import dump, load
from workbench.case.errors import CaseError
from workbench.case.store import Store
from workbench.model import Kind, Quantity

_SYNCHRONOUS_EXTRA = 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "one.case"


def test_every_step_is_on_the_disk_before_it_is_reported_done(path: Path) -> None:
    for opened in (Store.create(path), Store.open(path), Store.beside(path)):
        assert opened.query("PRAGMA synchronous") == [(_SYNCHRONOUS_EXTRA,)]
        assert opened.query("PRAGMA journal_mode") == [("delete",)]
        opened.close()


def test_a_case_that_cannot_be_made_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MIGRATIONS", (("CREATE TABLE more (a)", "NOT A STATEMENT"),))
    with pytest.raises(CaseError):
        Store.create(path)
    assert list(path.parent.iterdir()) == []


def test_a_copy_that_cannot_be_put_in_its_place_leaves_nothing_beside_it(path: Path) -> None:
    taken = path.with_name("copy.case")
    (taken / "somebody's file").mkdir(parents=True)
    case = Store.create(path)
    with pytest.raises(CaseError):
        case.copy_to(taken)
    case.close()
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["copy.case", "one.case"]


def test_a_number_comes_back_with_the_digits_it_was_written_with() -> None:
    written = Quantity(Kind.NUMBER, Decimal("6.0"), step=Decimal("1.0"), coarse_step=Decimal("1"))
    again = load(Quantity, dump(written))
    assert (str(again.value), str(again.step), str(again.coarse_step)) == ("6.0", "1.0", "1")
