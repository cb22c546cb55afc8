"""Sources with their files: attached, listed, opened on request only, written out, removed and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog

from tests.ui.conftest import TRADE, Desk
from workbench.case import LARGEST_ATTACHMENT, Source, Target
from workbench.ui.dialogs.source import SourceDialog


class Opened(QObject):
    """Stands for the system's own programs: remembers what they were asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def opened() -> Iterator[Opened]:
    taker = Opened()
    QDesktopServices.setUrlHandler("file", taker, "take")
    yield taker
    QDesktopServices.unsetUrlHandler("file")


def dialog_of(desk: Desk) -> SourceDialog:
    desk.session.selection.select_claims((desk.claim("$671.7bn"),))
    desk.trigger("claims.source")
    return desk.window.findChildren(SourceDialog)[-1]


def sources(desk: Desk) -> list[Source]:
    assert desk.session.case is not None
    assert desk.session.document_id is not None
    return desk.session.case.sources(Target.claim(desk.session.document_id, desk.claim("$671.7bn")))


def attach(desk: Desk, path: Path, content: bytes = b"%PDF-1.4 table") -> None:
    path.write_bytes(content)
    dialog = dialog_of(desk)
    desk.qtbot.keyClicks(dialog.address, "https://example.org/table3")
    desk.qtbot.keyClicks(dialog.quote, "617.7")
    dialog.take_file(path)
    desk.qtbot.mouseClick(
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton
    )


def test_a_file_is_copied_into_the_case_and_opened_only_when_asked_for(
    desk: Desk, opened: Opened, tmp_path: Path
) -> None:
    desk.paste(TRADE)
    attach(desk, tmp_path / "table 3.pdf")
    (source,) = sources(desk)
    assert (source.address, source.quote, source.attachment_name) == (
        "https://example.org/table3", "617.7", "table 3.pdf",
    )  # fmt: skip
    assert source.accessed is not None
    (tmp_path / "table 3.pdf").unlink()
    dialog = dialog_of(desk)
    assert dialog.list.count() == 1
    assert "table 3.pdf" in dialog.list.item(0).text()
    assert opened.urls == []
    desk.qtbot.mouseClick(dialog.open_file, Qt.MouseButton.LeftButton)
    assert Path(opened.urls[0].toLocalFile()).read_bytes() == b"%PDF-1.4 table"
    dialog.close()


def test_the_file_is_written_to_a_folder_chosen(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    attach(desk, tmp_path / "table.csv", b"a;b")
    target = tmp_path / "out"
    target.mkdir()
    dialog = dialog_of(desk)
    desk.qtbot.mouseClick(dialog.save_file, Qt.MouseButton.LeftButton)
    chooser = dialog.findChild(QFileDialog)
    chooser.fileSelected.emit(str(target))
    chooser.close()
    dialog.close()
    assert (target / "table.csv").read_bytes() == b"a;b"
    assert "table.csv" in desk.window.messages.message.text


def test_what_may_run_is_not_opened(desk: Desk, opened: Opened, tmp_path: Path) -> None:
    desk.paste(TRADE)
    attach(desk, tmp_path / "report.pdf.sh", b"#!/bin/sh")
    dialog = dialog_of(desk)
    desk.qtbot.mouseClick(dialog.open_file, Qt.MouseButton.LeftButton)
    assert opened.urls == []
    assert desk.window.messages.message.level == "warning"
    dialog.close()


def test_a_source_is_removed_by_keyboard_and_undo_brings_it_back(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    attach(desk, tmp_path / "table.pdf")
    dialog = dialog_of(desk)
    dialog.remove.setFocus()
    desk.qtbot.keyClick(dialog.remove, Qt.Key.Key_Space)
    assert sources(desk) == []
    assert not dialog.list.isVisible()
    dialog.close()
    desk.trigger("edit.undo")
    assert [source.attachment_name for source in sources(desk)] == ["table.pdf"]


def test_a_file_that_is_too_large_or_gone_is_refused_in_one_sentence(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    dialog = dialog_of(desk)
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(LARGEST_ATTACHMENT + 1)
    dialog.take_file(large)
    assert "100 MB" in dialog.problem.text()
    assert dialog.attached.text() == ""
    dialog.take_file(tmp_path / "gone.pdf")
    assert "gone.pdf" in dialog.problem.text()
    small = tmp_path / "small.pdf"
    small.write_bytes(b"x")
    dialog.take_file(small)
    assert not dialog.problem.isVisible()
    small.unlink()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert sources(desk) == []
    dialog.close()
