"""A source that changed, a case that cannot be written or is damaged: one sentence, and a way on."""

from __future__ import annotations

import errno
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.conftest import TRADE, Desk
from tests.ui.test_exports import choose
from workbench.case import DiskFullError, EditClaim


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


def test_an_unchanged_or_missing_source_says_nothing(desk: Desk, tmp_path: Path) -> None:
    source, case = saved_case(desk, tmp_path)
    desk.window.opening.open_case(case)
    desk.wait()
    assert desk.window.messages.message is None
    desk.session.close_case()
    source.unlink()
    desk.window.opening.open_case(case)
    desk.wait()
    assert desk.window.messages.message is None


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
