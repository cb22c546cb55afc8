"""A long document is written by a worker: it shows when all of it is there, and nothing is left of half."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from tests.case.case_texts import GAP
from workbench.case import AddJob, Case, CaseReplacedError, EditClaim, RemoveDocument, SetNote, Target
from workbench.extraction import extract
from workbench.model import Document

LONG = "\n".join(f"Sales of shop {n} rose by 5 % to {n + 210} million euros in 2021." for n in range(1, 700))


def job_of(case: Case, text: str = LONG) -> AddJob:
    document = Document(text, title="Shops", language="en")
    return case.add_job(document, extract(document))


def in_a_worker(job: AddJob) -> None:
    worker = threading.Thread(target=job.run)
    worker.start()
    worker.join()


def rows(path: Path, table: str) -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table} WHERE document <> ''").fetchone()[0])


def test_a_document_written_by_a_worker_is_like_any_other(case: Case, path: Path) -> None:
    job = job_of(case)
    in_a_worker(job)
    assert case.documents() == ()
    change = case.list_added(job)
    assert change.select.document == job.id == "d1"
    assert len(case.claims("d1")) == len(job.claims) > 1500
    assert case.steps()[-1].text("en") == "add the document Shops"
    case.recheck()
    claims = case.claims("d1")
    case.do(EditClaim("d1", claims[3].id, {"value": "17"}))
    case.close()
    with Case.open(path) as again:
        assert [entry.title for entry in again.documents()] == ["Shops"]
        assert again.claims("d1")[3].quantity.value == 17
        assert len(again.claims("d1")) == len(claims)


def test_edits_go_on_while_it_is_written(case: Case, gap: str) -> None:
    job = job_of(case)
    worker = threading.Thread(target=job.run)
    worker.start()
    for number in range(20):
        case.do(SetNote(Target.of_document(gap), f"note {number}"))
    worker.join()
    case.list_added(job)
    note = case.note(Target.of_document(gap))
    assert note is not None
    assert note.text == "note 19"
    assert [entry.id for entry in case.documents()] == [gap, job.id]


def test_undo_takes_it_away_and_redo_brings_it_back(case: Case, path: Path) -> None:
    job = job_of(case)
    in_a_worker(job)
    case.list_added(job)
    case.undo()
    assert case.documents() == ()
    case.close()
    with Case.open(path) as again:
        again.redo()
        assert len(again.claims("d1")) == len(job.claims)
        again.do(RemoveDocument("d1"))
    with Case.open(path) as again:
        again.undo()
        assert len(again.claims("d1")) == len(job.claims)


def test_stopped_half_way_it_leaves_nothing(case: Case, path: Path) -> None:
    job = job_of(case)
    asked = iter([False, True])
    assert not job.run(lambda: next(asked))
    assert rows(path, "records") == rows(path, "texts") == 0


def test_cut_short_by_a_killed_process_it_leaves_nothing(case: Case, gap: str, path: Path) -> None:
    before = rows(path, "records")
    in_a_worker(job_of(case))
    case.close()
    assert rows(path, "records") > before
    with Case.open(path) as again:
        assert [entry.id for entry in again.documents()] == [gap]
        assert again.add_document(Document(GAP, title="Again", language="en")) == "d2"
    assert rows(path, "texts") == 2


def test_two_at_once_do_not_share_an_id(case: Case) -> None:
    first, second = job_of(case), job_of(case)
    in_a_worker(second)
    in_a_worker(first)
    third = case.add_document(Document(GAP, title="Gap", language="en"))
    case.list_added(first)
    case.list_added(second)
    assert {entry.id for entry in case.documents()} == {first.id, second.id, third}


def test_saved_elsewhere_meanwhile_it_comes_along(case: Case, tmp_path: Path) -> None:
    job = job_of(case)
    in_a_worker(job)
    case.save_as(tmp_path / "other.case")
    change = case.list_added(job)
    assert len(case.claims(change.select.document)) == len(job.claims)
    case.close()
    with Case.open(tmp_path / "other.case") as again:
        assert [entry.id for entry in again.documents()] == [change.select.document]


def test_a_file_put_in_its_place_is_noticed(case: Case, path: Path) -> None:
    job = job_of(case)
    path.rename(path.with_name("moved.case"))
    with Case.create(path.with_name("fresh.case")) as fresh:
        fresh.add_document(Document(GAP, title="Gap", language="en"))
    path.with_name("fresh.case").rename(path)
    before = rows(path, "records")
    with pytest.raises(CaseReplacedError):
        job.run()
    assert rows(path, "texts") == 1
    assert rows(path, "records") == before > 0


def test_a_case_closed_meanwhile_stops_the_writing(case: Case, path: Path) -> None:
    job = job_of(case)
    worker = threading.Thread(target=job.run)
    worker.start()
    case.close()
    assert rows(path, "records") == rows(path, "texts") == 0 or job.is_written
    worker.join()
    with Case.open(path) as again:
        assert again.documents() == ()
    assert rows(path, "records") == rows(path, "texts") == 0
