"""A source that changed, a case that cannot be written or is damaged: one sentence, and a way on."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.conftest import TRADE, Desk
from tests.ui.test_exports import choose
from workbench.case import Choice, DecideFinding, DiskFullError, EditClaim
from workbench.ui.dialogs.reopened import ReopenedDialog


def press_button(desk: Desk) -> None:
    message = desk.window.messages.message
    button = next(b for b in desk.window.messages.findChildren(QPushButton) if b.text() == message.action_text)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def saved_case(desk: Desk, tmp_path: Path) -> tuple[Path, Path]:
    source, case = tmp_path / "release.txt", tmp_path / "trade.case"
    source.write_text(TRADE, encoding="utf-8")
    desk.window.opening.open([source])
    desk.wait()
    desk.window.files._save(case)
    desk.session.close_case()
    return source, case


def test_a_changed_source_is_noticed_and_opened_as_a_new_version(desk: Desk, tmp_path: Path) -> None:
    source, case = saved_case(desk, tmp_path)
    source.write_text(TRADE.replace("671.7", "617.7"), encoding="utf-8")
    desk.window.opening.open_case(case)
    desk.wait()
    message = desk.window.messages.message
    assert message.text.startswith("release.txt has changed since it was read.")
    assert "$671.7bn" in desk.session.document.text
    press_button(desk)
    desk.wait()
    assert len(desk.session.titles) == 2
    assert "$617.7bn" in desk.session.document.text
    desk.trigger("documents.compare")
    desk.wait()
    assert "1 of" in desk.window.compare.count
    # With its new version in the case, the file is no news the next time.
    desk.session.close_case()
    desk.window.messages.dismiss()
    desk.window.opening.open_case(case)
    desk.wait()
    assert desk.window.messages.message is None


def test_a_missing_source_is_told_and_an_unchanged_one_is_not(desk: Desk, tmp_path: Path) -> None:
    source, case = saved_case(desk, tmp_path)
    desk.window.opening.open_case(case)
    desk.wait()
    assert desk.window.messages.message is None
    desk.session.close_case()
    source.unlink()
    desk.window.opening.open_case(case)
    desk.wait()
    message = desk.window.messages.message
    assert message.text.startswith("release.txt is no longer where it was read;")
    press_button(desk)
    dialog = desk.window.findChild(ReopenedDialog)
    model = dialog.table.model()
    assert [model.index(0, column).data() for column in range(3)] == [
        "File not found",
        dict(desk.session.titles)[desk.session.document_id],
        str(source),
    ]
    assert not dialog.again.isEnabled()
    dialog.go.click()
    assert not dialog.isVisible()


def test_a_decision_that_finds_its_finding_no_more_is_told_and_listed(desk: Desk, tmp_path: Path) -> None:
    source, case = saved_case(desk, tmp_path)
    desk.window.opening.open_case(case)
    desk.wait()
    finding = next(finding for finding in desk.session.findings if finding.verdict.value == "inconsistent")
    desk.session.do(DecideFinding(desk.session.document_id, finding.key, Choice.ACCEPTED))
    desk.session.close_case()
    # As a program with other rules would leave it.
    with closing(sqlite3.connect(case)) as file, file:
        file.execute("UPDATE records SET id = 'of another program' WHERE kind = 'decision'")
    desk.window.opening.open_case(case)
    desk.wait()
    assert desk.window.messages.message.text == "1 recorded decision no longer finds its finding: look at it again."
    press_button(desk)
    dialog = desk.window.findChild(ReopenedDialog)
    cells = [dialog.table.model().index(0, column).data() for column in range(3)]
    assert cells[0] == "Decision without finding"
    assert finding.explanation.title in cells[2]
    assert "accepted" in cells[2]
    source.write_text("Other words.", encoding="utf-8")
    dialog.reject()


def test_a_changed_file_is_opened_again_from_the_list(desk: Desk, tmp_path: Path) -> None:
    source, case = saved_case(desk, tmp_path)
    source.write_text(TRADE.replace("671.7", "617.7"), encoding="utf-8")
    desk.window.opening.open_case(case)
    desk.wait()
    desk.window.messages.message.other()
    dialog = desk.window.findChild(ReopenedDialog)
    assert dialog.again.isEnabled()
    dialog.again.click()
    desk.wait()
    assert len(desk.session.titles) == 2


def test_what_a_full_disk_refused_is_done_once_the_case_is_elsewhere(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    full, roomy = tmp_path / "full.case", tmp_path / "roomy.case"
    desk.window.files._save(full)
    document, claim = desk.session.document_id, desk.claim("$671.7bn")
    operation = EditClaim(document, claim, {"value": "617.7bn"})
    refused = DiskFullError(path=str(full), reason=errno.ENOSPC)
    refused.operation = operation
    desk.session.tell_error(refused)
    message = desk.window.messages.message
    assert (message.level, message.action_text) == ("error", "Save elsewhere")
    assert "no room" in message.text
    press_button(desk)
    choose(desk, roomy)
    assert desk.session.path == roomy
    assert desk.session.claim(claim).quantity.value == 617_700_000_000


def test_a_case_opened_to_be_read_offers_a_copy_for_the_first_edit(desk: Desk, tmp_path: Path) -> None:
    _, case = saved_case(desk, tmp_path)
    desk.window.opening.open_case(case, read_only=True)
    desk.wait()
    claim = desk.claim("$671.7bn")
    desk.session.do(EditClaim(desk.session.document_id, claim, {"value": "617.7bn"}))
    press_button(desk)
    choose(desk, tmp_path / "mine.case")
    assert desk.session.path == tmp_path / "mine.case"
    assert desk.session.claim(claim).quantity.value == 617_700_000_000


def test_what_is_left_of_a_damaged_case_is_recovered(desk: Desk, tmp_path: Path) -> None:
    _, case = saved_case(desk, tmp_path)
    content = bytearray(case.read_bytes())
    content[4096 * 3 : 4096 * 3 + 600] = b"\xff" * 600
    case.write_bytes(bytes(content))
    desk.window.opening.open_case(case)
    desk.wait()
    message = desk.window.messages.message
    assert message.action_text == "Recover what can be read…"
    press_button(desk)
    choose(desk, tmp_path / "recovered.case")
    assert (tmp_path / "recovered.case").exists()
