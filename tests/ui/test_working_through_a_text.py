"""From pasting a text to a decision: mouse and keyboard on the real window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.conftest import CLAUSE, TRADE, Desk
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.models.states import State

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def point_of(desk: Desk, claim_id: str) -> QPoint:
    claim = desk.session.claim(claim_id)
    assert claim is not None
    pieces = desk.window.source.view.pieces(claim.start, claim.end)
    return pieces[0].rect.center().toPoint()


def press_number(desk: Desk, text: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
    claim = desk.claim(text)
    viewport = desk.window.source.view.viewport()
    desk.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, modifier, point_of(desk, claim))
    return claim


def test_the_start_page_goes_when_a_text_comes(desk: Desk) -> None:
    assert desk.window.start.isVisible()
    assert not desk.window.claims.isVisible()
    desk.paste(CLAUSE)
    assert not desk.window.start.isVisible()
    for panel in (desk.window.source, desk.window.claims, desk.window.findings):
        assert panel.isVisible()


def test_every_number_of_the_clause_has_a_row(desk: Desk) -> None:
    desk.paste(CLAUSE)
    shown = [row.claim.text for row in desk.window.claims.model.rows]
    assert shown == ["350 milliards de yuans", "50 %", "25 %"]
    assert "implied" in desk.verdicts()


def test_the_trade_gap_is_flagged_first(desk: Desk) -> None:
    desk.paste(TRADE)
    assert desk.verdicts()[0] == "inconsistent"
    assert desk.session.states[desk.claim("$671.7bn")] is State.INCONSISTENT
    assert "inconsistent" in desk.window.status._counts.text()


def test_pressing_a_number_selects_it_everywhere(desk: Desk) -> None:
    desk.paste(TRADE)
    claim = press_number(desk, "$496.5bn")
    assert desk.session.selection.now.claim == claim
    assert desk.window.claims.selected_ids() == [claim]
    finding = desk.window.findings.explanation.finding
    assert finding is not None
    assert claim in finding.claims


def test_control_adds_to_the_selection_and_takes_away(desk: Desk) -> None:
    desk.paste(TRADE)
    first = press_number(desk, "$671.7bn")
    second = press_number(desk, "$496.5bn", CONTROL)
    assert set(desk.window.claims.selected_ids()) == {first, second}
    press_number(desk, "$496.5bn", CONTROL)
    assert desk.window.claims.selected_ids() == [first]


def test_choosing_a_row_selects_in_the_text_and_the_findings(desk: Desk) -> None:
    desk.paste(TRADE)
    table = desk.window.claims.table
    row = desk.window.claims.model.row_of(desk.claim("$671.7bn"))
    assert row is not None
    place = table.visualRect(desk.window.claims.model.index(row, 1)).center()
    desk.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.session.selection.now.claim == desk.claim("$671.7bn")
    assert desk.window.findings.explanation.finding is not None


def test_f8_walks_the_findings_to_the_last_and_back_to_what_is_open(desk: Desk) -> None:
    desk.paste(TRADE)
    listed = [finding.id for finding in desk.window.findings.model.listed]
    for expected in listed:
        desk.press(Qt.Key.Key_F8)
        assert desk.session.selection.now.finding == expected
    desk.press(Qt.Key.Key_F8)
    assert desk.session.selection.now.finding == listed[0]
    assert desk.window.status.news
    for _ in listed[:-1]:
        desk.trigger("findings.accept")
        desk.press(Qt.Key.Key_F8)
    desk.trigger("findings.accept")
    desk.press(Qt.Key.Key_F8)
    assert desk.session.selection.now.finding == listed[-1]
    if len(listed) > 1:
        desk.press(Qt.Key.Key_F8, SHIFT)
        assert desk.session.selection.now.finding == listed[-2]


def test_a_corrected_number_is_the_one_its_finding_names(desk: Desk) -> None:
    desk.paste("L'industrie perd 1 400 emplois et passe de 168 900 à 165 700 postes.")
    press_number(desk, "165 700")
    desk.press(Qt.Key.Key_F2)
    desk.qtbot.keyClicks(QApplication.focusWidget(), "167 500")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.session.claim(desk.claim("165 700")).quantity.value == 167_500)
    titles = [" ".join(finding.explanation.title.split()) for finding in desk.session.findings]
    assert any("167,500" in title for title in titles)
    assert not any("165 700" in title for title in titles)


def test_what_was_typed_wrongly_is_there_to_be_corrected(desk: Desk) -> None:
    desk.paste(TRADE)
    press_number(desk, "$671.7bn")
    desk.press(Qt.Key.Key_F2)
    desk.qtbot.keyClicks(QApplication.focusWidget(), "617,x7bn")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.messages.isVisible())
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    editor = QApplication.focusWidget()
    desk.qtbot.waitUntil(lambda: editor.text() == "617,x7bn")
    editor.clear()
    desk.qtbot.keyClicks(editor, "617.7bn")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: not desk.window.messages.isVisible())
    assert "inconsistent" not in desk.verdicts()


def test_control_down_and_up_walk_the_claims(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.window.source.view.setFocus()
    order = [row.claim.id for row in desk.window.claims.model.rows]
    for expected in order[:3]:
        desk.press(Qt.Key.Key_Down, CONTROL)
        assert desk.session.selection.now.claim == expected
    desk.press(Qt.Key.Key_Up, CONTROL)
    assert desk.session.selection.now.claim == order[1]


def test_escape_goes_back_to_where_one_was(desk: Desk) -> None:
    desk.paste(TRADE)
    first = press_number(desk, "$671.7bn")
    press_number(desk, "$496.5bn")
    desk.window.claims.table.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.session.selection.now.claim == first


def test_a_link_in_the_explanation_selects_its_number(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.press(Qt.Key.Key_F8)
    before = desk.session.selection.now.finding
    claim = desk.claim("$496.5bn")
    desk.window.findings.explanation._follow(f"claim:{claim}")
    assert desk.session.selection.now.claim == claim
    assert desk.session.selection.now.finding == before


def test_correcting_a_value_by_keyboard_settles_the_finding_and_undo_brings_it_back(desk: Desk) -> None:
    desk.paste(TRADE)
    before = desk.verdicts().count("inconsistent")
    press_number(desk, "$671.7bn")
    desk.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    desk.qtbot.keyClicks(editor, "617.7bn")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.session.claim(desk.claim("$671.7bn")).quantity.value != 671_700_000_000)
    claim = desk.session.claim(desk.claim("$671.7bn"))
    assert claim is not None
    assert claim.quantity.value == 617_700_000_000
    assert desk.verdicts().count("inconsistent") < before
    assert desk.window.status.news
    desk.window.claims.table.setFocus()
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.verdicts().count("inconsistent") == before
    desk.press(Qt.Key.Key_Y, CONTROL)
    assert desk.verdicts().count("inconsistent") < before


def test_a_value_that_is_none_is_refused_in_the_message_bar(desk: Desk) -> None:
    desk.paste(TRADE)
    claim = desk.claim("$671.7bn")
    assert not desk.window._edit(claim, "value", "banana")
    assert desk.window.messages.message is not None
    assert desk.window.messages.message.level == "error"
    assert desk.session.claim(claim).quantity.value == 671_700_000_000


def test_a_dismissed_finding_leaves_the_list_and_stays_dismissed(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.press(Qt.Key.Key_F8)
    key = desk.session.finding(desk.session.selection.now.finding).key
    count = len(desk.window.findings.model.listed)
    desk.trigger("findings.dismiss")
    dialog = desk.window.findChild(ChoiceDialog)
    desk.qtbot.keyClick(dialog.list, Qt.Key.Key_2)
    dialog.accept()
    assert len(desk.window.findings.model.listed) == count - 1
    assert desk.session.decisions[key] == "dismissed"
    desk.trigger("findings.recheck")
    assert len(desk.window.findings.model.listed) == count - 1
    desk.trigger("edit.undo")
    assert len(desk.window.findings.model.listed) == count


def test_a_selection_becomes_a_claim(desk: Desk) -> None:
    desk.paste(TRADE)
    claim = desk.claim("$496.5bn")
    press_number(desk, "$496.5bn")
    start, end = desk.session.claim(claim).start, desk.session.claim(claim).end
    desk.trigger("claims.delete")
    assert claim not in desk.ids_shown()
    view = desk.window.source.view
    cursor = view.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    desk.trigger("claims.add")
    assert desk.claim("$496.5bn") in desk.ids_shown()


def test_a_number_marked_as_no_claim_is_out_of_the_checks(desk: Desk) -> None:
    desk.paste(TRADE)
    before = desk.verdicts().count("inconsistent")
    press_number(desk, "24.4%")
    desk.trigger("claims.not_a_claim")
    assert desk.verdicts().count("inconsistent") < before
    assert desk.claim("24.4%") in desk.ids_shown()
    desk.trigger("claims.not_a_claim")
    assert desk.verdicts().count("inconsistent") == before


def test_folding_a_state_away_hides_its_findings(desk: Desk) -> None:
    desk.paste(TRADE)
    chip = desk.window.findings._chips[State.INCONSISTENT]
    desk.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert "inconsistent" not in desk.verdicts()
    assert "inconsistent" in desk.settings.hidden_states
    desk.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert "inconsistent" in desk.verdicts()
