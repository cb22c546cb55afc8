"""Figures that two documents of a case share: told unasked, listed with both documents, led to by a click."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.conftest import TRADE, Desk
from workbench.case import Case, Choice, DecideDisagreement, EditClaim
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.writers import write_json

WUXI = (
    "En 2021, la production de l'industrie de l'Internet des objets de Wuxi a atteint 350 milliards de yuans, soit "
    "50 % de celle du Jiangsu."
)
JIANGSU = "En 2021, la production de l'industrie de l'Internet des objets du Jiangsu a atteint {} milliards de yuans."


def press(desk: Desk, row: int, column: int) -> None:
    table = desk.window.together.table
    index = desk.window.together.model.index(row, column)
    table.scrollTo(index)
    place = table.visualRect(index).center()
    desk.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def cells(desk: Desk, row: int = 0) -> list[str]:
    model = desk.window.together.model
    return [model.index(row, column).data() for column in range(model.columnCount(QModelIndex()))]


def test_a_disagreement_is_told_unasked_and_shown_by_the_button(desk: Desk) -> None:
    desk.paste(WUXI)
    assert not desk.window.actions_["documents.together"].isEnabled()
    desk.paste(JIANGSU.format(900))
    desk.wait()
    message = desk.window.messages.message
    assert message.text == "1 figure does not agree with another document of the case."
    button = next(b for b in desk.window.messages.findChildren(QPushButton) if b.text() == message.action_text)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(desk.window.together.isVisible)
    desk.wait()
    state, what, first, _, second, _ = cells(desk)
    assert state == "✗ inconsistent"
    assert "Jiangsu" in what
    assert "2021" in what
    assert first.replace("\u00a0", " ") == "⇒ 692.1 bn CNY to under 708.1 bn CNY"
    assert second == "900 milliards de yuans"


def test_pressing_a_figure_leads_to_its_document(desk: Desk) -> None:
    desk.paste(WUXI)
    desk.paste(JIANGSU.format(900))
    desk.trigger("documents.together")
    desk.wait()
    press(desk, 0, 2)
    assert desk.session.document.text == WUXI
    finding = desk.session.finding(desk.session.selection.now.finding)
    assert finding.implied is not None
    press(desk, 0, 4)
    assert desk.session.document.text == JIANGSU.format(900)
    assert desk.session.selection.now.claim == desk.claim("900 milliards de yuans")
    assert "They cannot both be right" in desk.window.together.sentence
    table = desk.window.together.table
    table.setCurrentIndex(desk.window.together.model.index(0, 3))
    desk.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.session.document.text == WUXI


@pytest.mark.parametrize("by", ["edit", "undo"])
def test_an_edit_is_held_against_the_other_document_at_once(desk: Desk, by: str) -> None:
    desk.paste(WUXI)
    desk.paste(JIANGSU.format(900))
    desk.trigger("documents.together")
    desk.wait()
    document, claim = desk.session.document_id, desk.claim("900 milliards de yuans")
    desk.session.do(EditClaim(document, claim, {"value": "700 milliards"}))
    desk.wait()
    if by == "edit":
        assert cells(desk)[0] == "✓ consistent"
        desk.qtbot.mouseClick(desk.window.together.only, Qt.MouseButton.LeftButton, pos=on_the_box(desk))
        assert desk.window.together.sentence == "All figures that the documents share agree."
    else:
        desk.trigger("edit.undo")
        desk.wait()
        assert cells(desk)[0] == "✗ inconsistent"


def on_the_box(desk: Desk) -> QPoint:
    box = desk.window.together.only
    center = box.rect().center()
    center.setX(8)
    return center


def test_documents_on_different_things_say_so(desk: Desk) -> None:
    desk.paste(WUXI)
    desk.paste(TRADE)
    desk.trigger("documents.together")
    desk.wait()
    assert desk.window.together.sentence.startswith("No figure of one document")
    assert desk.window.messages.message is None


def test_a_case_with_two_documents_is_checked_when_it_is_opened(desk: Desk, tmp_path: Path) -> None:
    desk.paste(WUXI)
    desk.paste(JIANGSU.format(900))
    desk.window.files._save(tmp_path / "two.case")
    desk.session.close_case()
    desk.window.messages.dismiss()
    desk.window.opening.open_case(tmp_path / "two.case")
    desk.wait()
    assert "does not agree" in desk.window.messages.message.text


def test_a_disagreement_is_dismissed_with_a_reason_undone_and_kept(desk: Desk, tmp_path: Path) -> None:
    desk.paste(WUXI)
    desk.paste(JIANGSU.format(900))
    desk.trigger("documents.together")
    desk.wait()
    panel = desk.window.together
    assert not panel.buttons["reopen"].isEnabled(), "nothing was decided"
    press(desk, 0, 1)
    desk.qtbot.mouseClick(panel.buttons["dismiss"], Qt.MouseButton.LeftButton)
    dialog = desk.window.findChild(ChoiceDialog)
    place = [dialog.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.list.count())].index(
        "other-period"
    )
    dialog.list.setCurrentRow(place)
    dialog.words.setText("another year in the annex")
    dialog.accept()
    assert cells(desk)[0] == "✗ dismissed"
    assert panel.model.counts == (1, 0)
    panel.only.setChecked(True)
    assert not panel.model.checks
    panel.only.setChecked(False)
    assert desk.session.case.undo_name().key == "step.between-dismissed"
    desk.session.undo()
    assert cells(desk)[0] == "✗ inconsistent"
    assert panel.model.counts == (1, 1)
    desk.session.redo()
    path = tmp_path / "two.case"
    desk.session.case.save_as(path)
    desk.session.close_case()
    desk.session.use_case(Case.open(path))
    desk.wait()
    assert cells(desk)[0] == "✗ dismissed"
    assert panel.model.counts == (1, 0)
    press(desk, 0, 1)
    desk.qtbot.mouseClick(panel.buttons["reopen"], Qt.MouseButton.LeftButton)
    assert panel.model.counts == (1, 1)
    desk.qtbot.mouseClick(panel.buttons["later"], Qt.MouseButton.LeftButton)
    assert cells(desk)[0] == "✗ for later"


def test_a_dismissed_disagreement_asks_again_once_a_figure_says_something_else(desk: Desk) -> None:
    desk.paste(WUXI)
    desk.paste(JIANGSU.format(900))
    desk.trigger("documents.together")
    desk.wait()
    panel = desk.window.together
    about = panel.model.disagreement(0)
    desk.session.do(DecideDisagreement(about, Choice.DISMISSED, "other-period"))
    assert panel.model.counts == (1, 0)
    desk.session.do(EditClaim("d2", desk.claim("900 milliards de yuans"), {"value": "950 milliards"}))
    desk.wait()
    assert panel.model.counts == (1, 1)
    assert cells(desk)[4].replace("\u00a0", " ") == "950 bn CNY ✎", "not what the text said before"
    assert "950" in panel.model.sentence(0)
    desk.session.undo()
    desk.wait()
    assert panel.model.counts == (1, 0)


def test_a_dismissal_takes_a_reason(desk: Desk) -> None:
    desk.paste(WUXI)
    desk.paste(JIANGSU.format(900))
    desk.trigger("documents.together")
    desk.wait()
    about = desk.window.together.model.disagreement(0)
    assert desk.session.do(DecideDisagreement(about, Choice.DISMISSED)) is None
    assert desk.window.together.model.counts == (1, 1)


def test_decisions_between_documents_leave_with_the_json(desk: Desk, tmp_path: Path) -> None:
    desk.paste(WUXI)
    desk.paste(JIANGSU.format(900))
    desk.trigger("documents.together")
    desk.wait()
    about = desk.window.together.model.disagreement(0)
    desk.session.do(DecideDisagreement(about, Choice.DISMISSED, "other-period", "see the annex"))
    desk.window.exports.export_to(tmp_path / "out.json", write_json)
    desk.wait()
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    (between,) = written["decisions"]["between_documents"]
    assert between["decision"] == "dismissed"
    assert between["reason"] == "other-period; see the annex"
    assert between["by"] == "A. Analyst"
