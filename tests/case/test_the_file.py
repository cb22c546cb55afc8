"""One file that two windows cannot spoil, that a full disk cannot spoil, and that says when it was spoilt."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from tests.case.case_texts import GAP, snapshot
from workbench.case import (
    AddDocument,
    Case,
    CaseClosedError,
    CaseDamagedError,
    CaseError,
    CaseExistsError,
    CaseLockedError,
    CaseNotFoundError,
    CaseReadOnlyError,
    CaseReplacedError,
    CaseTooNewError,
    DiskFullError,
    EditClaim,
    NotACaseError,
    NotWritableError,
    SetNote,
    SourceState,
    Target,
    WrongThreadError,
    owner_of,
    recovery_folder,
    rescue,
    unsaved_cases,
)
from workbench.case.lock import lock_path
from workbench.model import Document


def note(case: Case, text: str) -> None:
    case.do(SetNote(Target("case", ""), text))


def test_a_second_window_is_told_who_has_the_case(path: Path) -> None:
    with Case.create(path, who="Ann"):
        with pytest.raises(CaseLockedError) as refusal:
            Case.open(path)
        assert refusal.value.owner.pid == os.getpid()
        assert str(os.getpid()) in refusal.value.said("fr")
        assert owner_of(path) is not None
    assert owner_of(path) is None
    Case.open(path).close()
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_a_window_of_another_process_is_seen_and_its_death_too(path: Path) -> None:
    Case.create(path).close()
    code = "import sys; from pathlib import Path; from workbench.case import Case; c = Case.open(Path(sys.argv[1]))"
    with subprocess.Popen(
        [sys.executable, "-c", f"{code}; print('open', flush=True); input()", str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout.readline() == "open\n"
        with pytest.raises(CaseLockedError) as refusal:
            Case.open(path)
        assert refusal.value.owner.pid == other.pid
        other.kill()
        other.wait()
    with Case.open(path) as case:
        note(case, "after")


def test_another_computers_lock_is_respected_until_taken_over(path: Path) -> None:
    Case.create(path).close()
    owner = {"host": "elsewhere", "pid": 1, "program": "workbench", "who": "Bea", "since": ""}
    lock_path(path).write_text(json.dumps(owner), encoding="utf-8")
    with pytest.raises(CaseLockedError) as refusal:
        Case.open(path)
    assert refusal.value.owner.host == "elsewhere"
    with Case.open(path, take_over=True) as case:
        note(case, "mine")


def test_reading_needs_no_lock_and_changes_nothing(path: Path) -> None:
    with Case.create(path) as writer:
        document = writer.add_document(Document(GAP))
        with Case.open(path, read_only=True) as reader:
            assert reader.document(document).text == GAP
            with pytest.raises(CaseReadOnlyError):
                note(reader, "no")
            reader.save_as(path.with_name("copy.case"))
            note(reader, "yes")
        assert writer.note(Target("case", "")) is None


def test_a_reader_sees_one_moment_and_does_not_hold_the_writer_up(path: Path) -> None:
    with Case.create(path) as writer:
        note(writer, "before")
        with Case.open(path, read_only=True) as reader:
            note(writer, "after")
            assert reader.note(Target("case", "")).text == "before"
        with Case.open(path, read_only=True) as reader:
            assert reader.note(Target("case", "")).text == "after"


def test_an_unsaved_case_is_found_again(own_data_folder: Path) -> None:
    case = Case.create()
    document = case.add_document(Document(GAP, title="Trade gap"))
    case.do(EditClaim(document, "c1", {"scope": "US"}))
    assert not case.is_saved
    assert unsaved_cases() == []
    seen = snapshot(case)
    case.close()
    (found,) = unsaved_cases()
    assert (found.titles, found.steps) == (("Trade gap",), 2)
    with Case.open(found.path) as again:
        assert snapshot(again) == seen


def test_saving_an_unsaved_case_moves_it_with_its_history(path: Path) -> None:
    with Case.create() as case:
        old = case.path
        note(case, "one")
        case.save_as(path)
        assert case.is_saved
        assert not old.exists()
        note(case, "two")
        case.undo()
        case.undo()
        assert case.note(Target("case", "")) is None
        case.redo()
    with Case.open(path) as case:
        assert case.note(Target("case", "")).text == "one"
    assert list(recovery_folder().iterdir()) == []


def test_only_an_unsaved_case_can_be_thrown_away(path: Path) -> None:
    case = Case.create()
    unsaved = case.path
    note(case, "one")
    case.close(discard=True)
    assert not unsaved.exists()
    case = Case.create(path)
    case.close(discard=True)
    assert path.exists()


def test_empty_unsaved_cases_are_cleared_away() -> None:
    Case.create().close()
    assert unsaved_cases() == []
    assert list(recovery_folder().glob("*.case")) == []


def test_a_full_disk_loses_nothing_and_the_step_can_be_tried_again(path: Path, tmp_path: Path) -> None:
    with Case.create(path) as case:
        note(case, "kept")
        pages = case._store.query("PRAGMA page_count")[0][0]
        case._store.query(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFullError) as fault:
            note(case, "x" * 1_000_000)
        assert case.note(Target("case", "")).text == "kept"
        assert case.undo_name() is not None
        case.save_as(tmp_path / "elsewhere.case")
        case.do(fault.value.operation)
        assert len(case.note(Target("case", "")).text) == 1_000_000
    with Case.open(path) as case:
        assert case.note(Target("case", "")).text == "kept"


def test_a_disk_that_fills_on_the_way_back_leaves_file_and_window_alike(path: Path) -> None:
    with Case.create(path) as case:
        for text in ("x" * 300_000, "small", "y"):
            note(case, text)
        case._store.query("VACUUM")
        pages = case._store.query("PRAGMA page_count")[0][0]
        case._store.query(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFullError):
            case.go_to(1)
        seen, steps = snapshot(case), case.steps()
        assert case.note(Target("case", "")).text == "small"
    with Case.open(path) as case:
        assert snapshot(case) == seen
        assert case.steps() == steps


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX systems")
def test_a_file_that_may_not_grow_is_a_full_disk(path: Path) -> None:
    script = textwrap.dedent(
        """
        import resource, sys
        from pathlib import Path
        from workbench.case import *
        case = Case.create(Path(sys.argv[1]))
        case.do(SetNote(Target("case", ""), "kept"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
        try:
            case.do(SetNote(Target("case", ""), "x" * 1_000_000))
        except CaseError as fault:
            print(type(fault).__name__)
        print(case.note(Target("case", "")).text)
        case.do(SetNote(Target("case", ""), "small"))
        """
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    kind, text = ended.stdout.split()
    assert kind in ("DiskFullError", "WriteFailedError")
    assert text == "kept"
    with Case.open(path) as case:
        assert case.note(Target("case", "")).text == "small"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX systems")
def test_a_read_only_folder_is_named_and_reading_works(tmp_path: Path) -> None:
    private = [folder for folder in Path(__file__).resolve().parents if folder.stat().st_mode & 0o005 != 0o005]
    if os.getuid() == 0 and private:
        pytest.skip(f"permissions do not bind root, and another user cannot enter {private[0]}")
    folder = tmp_path / "shelf"
    folder.mkdir()
    Case.create(folder / "a.case").close()
    script = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from workbench.case import *
        if os.getuid() == 0:
            os.setgid(65534); os.setuid(65534)
        path = Path(sys.argv[1])
        for attempt in (lambda: Case.open(path), lambda: Case.create(path.with_name("b.case"))):
            try:
                attempt()
            except NotWritableError as fault:
                print(fault)
        case = Case.open(path, read_only=True)
        try:
            case.save_as(path.with_name("c.case"))
        except NotWritableError as fault:
            print(fault)
        print(case.documents())
        """
    )
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_mode & 0o005 != 0o005 and parent.owner() == Path(tmp_path).owner():
            parent.chmod(0o755)
    folder.chmod(0o555)
    (folder / "a.case").chmod(0o444)
    ended = subprocess.run(
        [sys.executable, "-c", script, str(folder / "a.case")], capture_output=True, text=True, check=False
    )
    folder.chmod(0o755)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("cannot be written") == 3
    assert ended.stdout.endswith("()\n")


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(84)])
def test_what_is_no_case_is_not_opened(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotACaseError):
        Case.open(path)
    assert path.read_bytes() == content
    assert not lock_path(path).exists()


def test_somebody_elses_database_is_not_touched(path: Path) -> None:
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE records (a)")
    foreign.close()
    before = path.read_bytes()
    with pytest.raises(NotACaseError):
        Case.open(path)
    assert path.read_bytes() == before


def test_missing_existing_and_later_files_are_told_apart(path: Path) -> None:
    with pytest.raises(CaseNotFoundError):
        Case.open(path)
    with Case.create(path):
        pass
    with pytest.raises(CaseExistsError):
        Case.create(path)
    with sqlite3.connect(path) as later:
        later.execute("PRAGMA user_version = 999")
    later.close()
    with pytest.raises(CaseTooNewError):
        Case.open(path)
    with pytest.raises(NotWritableError):
        Case.create(path / "in" / "a" / "file.case")


def test_a_torn_file_is_refused_and_left_alone(path: Path) -> None:
    with Case.create(path) as case:
        case.do(AddDocument(Document(GAP * 200)), recheck=False)
    content = bytearray(path.read_bytes())
    for place in range(8192, len(content), 4096):
        content[place : place + 64] = bytes(64)
    path.write_bytes(content)
    with pytest.raises(CaseDamagedError):
        Case.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("UPDATE records SET payload = '{' WHERE kind = 'claim' AND id = 'c1'", "unreadable"),
        ("UPDATE records SET payload = replace(payload, '671.7', '999.9') WHERE kind = 'claim' AND id = 'c1'", "span"),
        ("UPDATE records SET payload = replace(payload, '\"start\":', '\"start\":-') WHERE kind = 'claim'", "span"),
        ("UPDATE texts SET text = text || ' '", "text-changed"),
        ("UPDATE texts SET structure = '[]'", "structure"),
        ("DELETE FROM texts", "no-text"),
        ("INSERT INTO records VALUES ('riddle', '', 'x', '{}')", "unknown-kind"),
        ("DELETE FROM records WHERE kind = 'claim' AND id = 'c1'", "relation"),
        ("UPDATE records SET payload = '" + "[" * 9000 + "' WHERE kind = 'claim' AND id = 'c1'", "unreadable"),
    ],
)
def test_the_doctor_names_what_another_program_broke(path: Path, statement: str, word: str) -> None:
    from workbench.case import AddRelation

    with Case.create(path) as case:
        document = case.add_document(Document(GAP, language="en"))
        case.do(AddRelation(document, formula="c6 < c1"))
    with sqlite3.connect(path) as other:
        other.execute(statement)
    other.close()
    with Case.open(path) as case:
        assert any(word in notice.key for notice in case.notices)
        assert all("{" not in notice.said("fr") + notice.said("en") for notice in case.notices)
        case.recheck()
        note(case, "still working")


def test_the_log_cannot_be_rewritten(path: Path) -> None:
    with Case.create(path) as case:
        note(case, "one")
        lines = case.log()
    with sqlite3.connect(path) as other:
        for statement in ("DELETE FROM log", "UPDATE log SET who = 'nobody'"):
            with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                other.execute(statement)
    other.close()
    with Case.open(path) as case:
        assert case.log() == lines


def test_the_log_says_who_changed_what_from_what_to_what_and_why(case: Case, gap: str) -> None:
    case.do(EditClaim(gap, "c1", {"value": "617.7"}, "digits swapped"))
    case.undo()
    done, undone = case.log(gap)[-2:]
    assert (done.who, done.action, done.id, done.field) == ("Ann", "do", "c1", "value")
    assert (done.old, done.new, done.reason) == ("671700000000", "617700000000", "digits swapped")
    assert (undone.action, undone.old, undone.new) == ("undo", "617700000000", "671700000000")


def test_a_changed_source_is_noticed(case: Case, tmp_path: Path) -> None:
    from hashlib import sha256

    file = tmp_path / "release.txt"
    file.write_text(GAP, encoding="utf-8")
    digest = sha256(file.read_bytes()).hexdigest()
    document = case.add_document(Document(GAP, path=file, sha256=digest))
    assert case.changed_sources() == []
    file.write_text(GAP.replace("671.7", "617.7"), encoding="utf-8")
    (changed,) = case.changed_sources()
    assert (changed.document, changed.path, changed.state) == (document, file, SourceState.CHANGED)
    file.unlink()
    assert case.changed_sources()[0].state is SourceState.MISSING


def test_another_thread_may_not_write(case: Case) -> None:
    faults: list[CaseError] = []

    def write() -> None:
        try:
            note(case, "no")
        except CaseError as fault:
            faults.append(fault)

    worker = threading.Thread(target=write)
    worker.start()
    worker.join()
    assert isinstance(faults[0], WrongThreadError)
    assert case.note(Target("case", "")) is None


def test_a_closed_case_says_so(path: Path) -> None:
    case = Case.create(path)
    case.close()
    case.close()
    with pytest.raises(CaseClosedError):
        note(case, "no")


def test_every_sentence_exists_in_both_languages() -> None:
    from workbench.resource_files import load_toml

    for key, texts in load_toml("messages", "case.toml").items():
        assert set(texts) == {"en", "fr"}, key
        fields = [sorted(part.split("}")[0] for part in texts[tongue].split("{")[1:]) for tongue in ("en", "fr")]
        assert fields[0] == fields[1], key


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody replace an open file")
@pytest.mark.parametrize("trouble", ["replaced", "deleted", "moved"])
def test_a_file_that_another_program_replaced_is_not_written_into_the_void(path: Path, trouble: str) -> None:
    with Case.create(path) as case:
        note(case, "mine")
        if trouble == "replaced":
            other = path.with_name("other.case")
            Case.create(other).close()
            other.replace(path)
        elif trouble == "deleted":
            path.unlink()
        else:
            path.rename(path.with_name("elsewhere.case"))
        with pytest.raises(CaseReplacedError) as fault:
            note(case, "lost?")
        case.save_as(path.with_name("saved.case"))
        case.do(fault.value.operation)
    with Case.open(path.with_name("saved.case")) as case:
        assert case.note(Target("case", "")).text == "lost?"
        case.undo()
        assert case.note(Target("case", "")).text == "mine"


def test_what_is_left_of_a_torn_file_is_saved(path: Path, tmp_path: Path) -> None:
    with Case.create(path) as case:
        for number in range(400):
            case.do(SetNote(Target.finding("", f"f{number}"), f"note {number} " + "x" * 400), recheck=False)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = bytes(4096)
    path.write_bytes(content)
    with pytest.raises(CaseDamagedError):
        Case.open(path)
    saved = rescue(path, tmp_path / "left.case")
    with Case.open(tmp_path / "left.case") as case:
        kept = [number for number in range(400) if case.note(Target.finding("", f"f{number}"))]
        assert len(kept) == saved["records"] > 200
    assert path.read_bytes() == content


def test_rescue_of_what_is_no_case_leaves_nothing_behind(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(NotACaseError):
        rescue(path, tmp_path / "left.case")
    assert not (tmp_path / "left.case").exists()


def test_broken_characters_do_not_break_the_file(path: Path) -> None:
    text = "It cost \ud800 5 % \udfff more,\0 they said 🏭."
    with Case.create(path) as case:
        document = case.do(AddDocument(Document(text, title="\udc80")), recheck=False).select.document
        case.do(SetNote(Target.of_document(document), "a\ud83d b\0c"))
    with Case.open(path) as case:
        assert case.notices == []
        assert case.document(document).text == text
        assert case.note(Target.of_document(document)).text == "a\ud83d b\0c"


def test_an_older_file_is_brought_up_to_date_with_all_its_work(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.case import schema, store

    with Case.create(path) as case:
        note(case, "old")
    later = (*schema.MIGRATIONS, ("ALTER TABLE texts ADD COLUMN checked TEXT", "CREATE TABLE extra (a)"))
    monkeypatch.setattr(store, "MIGRATIONS", later)
    monkeypatch.setattr(store, "VERSION", len(later))
    with Case.open(path) as case:
        assert case.note(Target("case", "")).text == "old"
        assert case._store.query("PRAGMA user_version")[0][0] == len(later)
    monkeypatch.setattr(store, "MIGRATIONS", (*later, ("CREATE TABLE more (a)", "NOT A STATEMENT")))
    monkeypatch.setattr(store, "VERSION", len(later) + 1)
    with pytest.raises(CaseError):
        Case.open(path)
    monkeypatch.setattr(store, "MIGRATIONS", later)
    monkeypatch.setattr(store, "VERSION", len(later))
    with Case.open(path) as case:
        assert case._store.query("SELECT count(*) FROM sqlite_master WHERE name = 'more'")[0][0] == 0
