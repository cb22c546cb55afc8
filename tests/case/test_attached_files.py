"""A file kept with a source comes out of the case as it went in, under a name that harms nobody."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.case.case_texts import claim_reading
from workbench.case import (
    AddSource,
    AttachmentDamagedError,
    Case,
    CaseError,
    RemoveSource,
    Source,
    Target,
    extract_attachment,
)
from workbench.new_files import write_new
from workbench.safe_names import safe_name

CONTENT = bytes(range(256)) * 40


def attached(case: Case, gap: str, name: str = "table 3.pdf") -> Source:
    target = Target.claim(gap, claim_reading(case, gap, "671.7"))
    case.do(AddSource(target, "https://example.org/3", quote="617.7", attachment=CONTENT, attachment_name=name))
    return case.sources(target)[-1]


def test_it_comes_out_as_it_went_in_also_after_reopening(case: Case, gap: str, path: Path, tmp_path: Path) -> None:
    source = attached(case, gap)
    case.close()
    with Case.open(path) as again:
        written = extract_attachment(again, again.sources(source.target)[0], tmp_path)
    assert written == tmp_path / "table 3.pdf"
    assert written.read_bytes() == CONTENT


def test_nothing_is_overwritten(case: Case, gap: str, tmp_path: Path) -> None:
    source = attached(case, gap)
    (tmp_path / "table 3.pdf").write_text("mine")
    assert extract_attachment(case, source, tmp_path).name == "table 3 (2).pdf"
    assert extract_attachment(case, source, tmp_path).name == "table 3 (3).pdf"
    assert (tmp_path / "table 3.pdf").read_text() == "mine"


def test_a_removed_source_brings_its_file_back_on_undo(case: Case, gap: str, tmp_path: Path) -> None:
    source = attached(case, gap)
    case.do(RemoveSource(gap, source.id))
    assert case.sources(source.target) == []
    case.undo()
    assert extract_attachment(case, case.sources(source.target)[0], tmp_path).read_bytes() == CONTENT


def test_a_folder_that_cannot_be_written_is_told(case: Case, gap: str, tmp_path: Path) -> None:
    source = attached(case, gap)
    with pytest.raises(CaseError):
        extract_attachment(case, source, tmp_path / "table 3.pdf" / "nowhere")


def test_a_file_changed_inside_the_case_is_not_handed_out(case: Case, gap: str, path: Path, tmp_path: Path) -> None:
    source = attached(case, gap)
    case.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE attachments SET content = x'00'")
    with Case.open(path) as again, pytest.raises(AttachmentDamagedError):
        extract_attachment(again, source, tmp_path)
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\report.pdf", "report.pdf"),
        ("nul.txt", "nul_.txt"),
        ("...", "attachment"),
        ("", "attachment"),
        ("a\u202efdp.exe", "afdp.exe"),
        ('what?"<>|.pdf', "what.pdf"),
        (".hidden", "hidden"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_lead_nowhere_and_hide_nothing(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_file_that_cannot_be_finished_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path, "table.pdf", CONTENT)
    assert list(tmp_path.iterdir()) == []


def test_where_links_are_not_known_nothing_is_overwritten_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", unknown)
    (tmp_path / "table.pdf").write_text("mine")
    assert write_new(tmp_path, "table.pdf", CONTENT).name == "table (2).pdf"
    assert (tmp_path / "table.pdf").read_text() == "mine"
    assert (tmp_path / "table (2).pdf").read_bytes() == CONTENT


def test_the_same_saved_again_is_there_once(tmp_path: Path) -> None:
    first = write_new(tmp_path, "table.pdf", CONTENT, again=True)
    assert write_new(tmp_path, "table.pdf", CONTENT, again=True) == first
    assert [path.name for path in tmp_path.iterdir()] == ["table.pdf"]
