"""Files, cases, errors, exports, language and theme: what comes in, what goes out, what is remembered."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import CLAUSE, TRADE, Desk
from workbench.ui.dialogs.text import TextDialog
from workbench.ui.tasks import Control, Tasks
from workbench.ui.theme import load_theme
from workbench.ui.views.message_bar import Message


def test_a_file_is_opened_and_remembered(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(TRADE, encoding="utf-8")
    desk.window.opening.open([path])
    desk.wait()
    assert desk.session.document.text.startswith("The gap")
    assert path in desk.settings.recent


def test_pasted_blanks_make_no_document(desk: Desk) -> None:
    desk.trigger("file.paste")
    dialog = desk.window.findChild(TextDialog)
    dialog.box.clear()
    desk.qtbot.keyClicks(dialog.box, "   ")
    confirm = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not confirm.isEnabled()
    desk.qtbot.keyClick(dialog.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    desk.qtbot.keyClicks(dialog.box, TRADE)
    assert confirm.isEnabled()
    dialog.reject()
    assert desk.session.document is None


def test_the_log_uses_the_room_it_has_until_a_width_is_set_by_hand(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.window.parts.show_dock("log")
    table = desk.window.log.table
    desk.window.resize(1440, 900)
    narrow = table.columnWidth(2)
    desk.window.resize(2200, 900)
    desk.qtbot.waitUntil(lambda: table.columnWidth(2) > narrow)
    table.horizontalHeader().resizeSection(2, 90)
    desk.window.resize(1500, 900)
    desk.qtbot.waitUntil(lambda: desk.window.width() == 1500)
    assert table.columnWidth(2) == 90


def test_a_file_can_be_dropped_anywhere(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(TRADE, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    desk.window.dropEvent(event)
    desk.wait()
    assert desk.session.document is not None


def test_a_missing_file_is_told_in_one_sentence(desk: Desk, tmp_path: Path) -> None:
    desk.window.opening.open([tmp_path / "none.txt"])
    desk.wait()
    message = desk.window.messages.message
    assert message is not None
    assert message.level == "error"
    assert "\n" not in message.text
    assert desk.window.messages.isVisible()
    assert desk.window.start.isVisible()


def test_a_binary_file_is_refused_and_the_next_one_is_read(desk: Desk, tmp_path: Path) -> None:
    binary, good = tmp_path / "picture.txt", tmp_path / "release.txt"
    binary.write_bytes(bytes(range(256)) * 40)
    good.write_text(TRADE, encoding="utf-8")
    desk.window.opening.open([binary, good])
    desk.wait()
    assert desk.window.messages.message.level == "error"
    desk.session.told.emit(Message("something else"))
    assert desk.window.messages.message.level == "error"
    desk.window.messages.dismiss()
    assert desk.window.messages.message.text == "something else"
    assert desk.session.document.text.startswith("The gap")


def test_two_documents_stand_side_by_side(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.paste(CLAUSE)
    assert desk.window.source.tabs.count() == 2
    assert desk.session.document.text == CLAUSE
    desk.window.source.tabs.setCurrentIndex(0)
    assert desk.session.document.text == TRADE
    assert desk.claim("$671.7bn") in desk.ids_shown()


def test_a_closed_document_comes_back_by_undo(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.trigger("file.close_document")
    assert desk.session.document is None
    assert desk.window.start.isVisible()
    desk.trigger("edit.undo")
    desk.wait()
    assert desk.session.document.text == TRADE


def test_a_case_is_saved_and_opened_again_with_its_edits(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    claim = desk.claim("$671.7bn")
    desk.window._edit(claim, "value", "617.7bn")
    path = tmp_path / "trade.case"
    desk.window.files._save(path)
    assert "trade" in desk.window.windowTitle()
    desk.session.close_case()
    assert desk.window.start.isVisible()
    desk.window.opening.open([path])
    desk.wait()
    assert desk.session.claim(claim).quantity.value == 617_700_000_000
    assert "inconsistent" not in desk.verdicts()
    assert "✎" in desk.window.claims.model.index(0, 2).data()


def test_work_that_was_never_saved_is_offered_at_the_start(desk: Desk) -> None:
    desk.paste(TRADE)
    path = desk.session.case.path
    desk.session.close_case()
    buttons = desk.window.start.findChildren(QPushButton, "recent")
    offered = [button for button in buttons if button.toolTip() == str(path)]
    desk.qtbot.waitUntil(lambda: offered[-1].isVisible())
    desk.qtbot.mouseClick(offered[-1], Qt.MouseButton.LeftButton)
    desk.wait()
    assert desk.session.document.text == TRADE


def test_known_figures_are_loaded_and_listed(desk: Desk) -> None:
    table = Path(__file__).parents[2] / "samples" / "wuxi-iot-figures.csv"
    desk.paste(CLAUSE)
    desk.window.opening.load_references(table)
    desk.wait()
    desk.window.parts.show_dock("references")
    desk.qtbot.waitUntil(lambda: desk.window.references.model.rowCount() > 5)
    assert "wuxi-iot-figures.csv" in desk.window.messages.message.text


def test_the_sample_opens_with_what_it_takes_to_contradict_it(desk: Desk) -> None:
    desk.trigger("file.sample")
    desk.wait()
    assert desk.session.document is not None
    assert len(desk.window.claims.model.rows) > 5


def test_json_is_written_whole(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    target = tmp_path / "out.json"
    desk.window.exports._ask_where = lambda title, suggested, suffix, done: done(target)
    desk.trigger("export.json")
    desk.wait()
    written = json.loads(target.read_text(encoding="utf-8"))
    assert written["schema"] == "workbench/1"
    assert len(written["claims"]) == len(desk.session.case.claims(desk.session.document_id))
    assert desk.window.messages.message.level == "info"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_an_export_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    desk.window.exports._ask_where = lambda title, suggested, suffix, done: done(tmp_path / "none" / "out.json")
    desk.trigger("export.json")
    desk.wait()
    assert desk.window.messages.message.level == "error"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_language_changes_without_losing_the_place(desk: Desk, language: str) -> None:
    desk.paste(TRADE)
    desk.settings.language = "fr"
    desk.settings.language = language
    desk.wait()
    expected = {"fr": "Chiffres", "en": "Claims"}[language]
    assert desk.window.docks.all["claims"].windowTitle() == expected
    assert desk.session.document.text == TRADE
    assert len(desk.window.claims.model.rows) == 5
    assert desk.verdicts()[0] == "inconsistent"


def test_explanations_follow_the_language(desk: Desk) -> None:
    desk.paste(TRADE)
    english = desk.session.findings[0].explanation.title
    desk.settings.language = "fr"
    desk.wait()
    assert desk.session.findings[0].explanation.title != english


def test_the_theme_changes_with_a_text_open(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.trigger("view.dark")
    assert desk.window.palette().base().color() == load_theme("dark").colour("base")
    assert len(desk.window.claims.model.rows) == 5
    desk.trigger("view.light")
    assert desk.window.palette().base().color() == load_theme("light").colour("base")


def test_the_layout_is_kept_and_can_be_reset(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.window.docks.all["log"].hide()
    desk.window.remember()
    desk.application.show()
    desk.wait()
    assert desk.window.docks.all["log"].isHidden()
    desk.trigger("view.reset_layout")
    assert not desk.window.docks.all["log"].isHidden()


def test_cancelled_work_leaves_what_is_there(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.window.opening.add_text(CLAUSE * 200)
    desk.application.tasks.cancel("open")
    desk.wait()
    assert desk.session.document.text == TRADE


def test_only_the_newest_result_arrives(qtbot: QtBot) -> None:
    tasks, arrived, gate = Tasks(), [], threading.Event()

    def slow(control: Control) -> str:
        gate.wait(10)
        return "old"

    tasks.run("check", slow, arrived.append, arrived.append)
    tasks.run("check", lambda control: "new", arrived.append, arrived.append)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert arrived == ["new"]


def test_a_failure_of_a_task_is_told_and_the_next_one_runs(qtbot: QtBot) -> None:
    tasks, told = Tasks(), []

    def broken(control: Control) -> None:
        raise ValueError("broken")

    tasks.run("check", broken, told.append, told.append)
    qtbot.waitUntil(lambda: tasks.idle)
    assert isinstance(told[0], ValueError)


def test_the_log_lists_every_step(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.window._edit(desk.claim("$671.7bn"), "scope", "United States")
    desk.window.parts.show_dock("log")
    desk.qtbot.waitUntil(lambda: desk.window.log.model.rowCount() > 0)
    rows = [desk.window.log.model.line(n).cells for n in range(desk.window.log.model.rowCount())]
    assert any("United States" in cells for cells in rows)
    assert rows[0][1] == "A. Analyst"
