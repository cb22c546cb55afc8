"""The list of verdicts, the language of a text, the tables of known figures: changed from the window, with undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from tests.ui.conftest import TRADE, Desk
from workbench.case import SetNote, SetVerdict, Target, default_scale
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.dialogs.verdict_list import VerdictListDialog


def list_dialog(desk: Desk) -> VerdictListDialog:
    desk.trigger("contents.verdicts")
    return desk.window.findChildren(VerdictListDialog)[-1]


def press_ok(desk: Desk, dialog: VerdictListDialog) -> None:
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_verdict_of_ones_own_is_offered_and_given(desk: Desk) -> None:
    desk.paste(TRADE)
    dialog = list_dialog(desk)
    desk.qtbot.mouseClick(dialog._buttons["add"], Qt.MouseButton.LeftButton)
    assert dialog.focusWidget() is dialog.english
    desk.qtbot.keyClicks(dialog.english, "To be rounded")
    press_ok(desk, dialog)
    assert dialog.problem.isVisible()
    desk.qtbot.keyClicks(dialog.french, "À arrondir")
    dialog.rating.setCurrentIndex(2)
    dialog.rating.activated.emit(2)
    desk.qtbot.mouseClick(dialog._buttons["up"], Qt.MouseButton.LeftButton)
    press_ok(desk, dialog)
    first = desk.session.case.verdict_scale()[0]
    assert (first.en, first.fr, first.rating) == ("To be rounded", "À arrondir", 4)
    desk.session.selection.select_claims((desk.claim("24.4%"),))
    desk.trigger("claims.verdict")
    choice = desk.window.findChildren(ChoiceDialog)[-1]
    desk.qtbot.keyClick(choice.list, Qt.Key.Key_1)
    choice.accept()
    row = next(row for row in desk.session.rows if row.claim.text == "24.4%")
    assert row.verdict == "To be rounded"
    desk.trigger("edit.undo")
    desk.trigger("edit.undo")
    assert desk.session.case.verdict_scale() == default_scale()


def test_a_renamed_verdict_shows_its_new_name_in_the_table(desk: Desk) -> None:
    desk.paste(TRADE)
    claim = desk.claim("24.4%")
    desk.session.do(SetVerdict(Target.claim(desk.session.document_id, claim), "exact"))
    dialog = list_dialog(desk)
    assert "once" in dialog.note.text()
    assert not dialog._buttons["remove"].isEnabled()
    dialog.english.selectAll()
    desk.qtbot.keyClicks(dialog.english, "Found true")
    press_ok(desk, dialog)
    assert next(row for row in desk.session.rows if row.claim.id == claim).verdict == "Found true"


def test_verdicts_are_removed_and_the_first_list_comes_back(desk: Desk) -> None:
    desk.paste(TRADE)
    dialog = list_dialog(desk)
    dialog.list.setCurrentRow(3)
    gone = dialog.steps[3].id
    desk.qtbot.mouseClick(dialog._buttons["remove"], Qt.MouseButton.LeftButton)
    press_ok(desk, dialog)
    assert gone not in {step.id for step in desk.session.case.verdict_scale()}
    dialog = list_dialog(desk)
    desk.qtbot.mouseClick(dialog._buttons["reset"], Qt.MouseButton.LeftButton)
    press_ok(desk, dialog)
    assert desk.session.case.verdict_scale() == default_scale()
    assert desk.session.case.setting("verdict-scale") is None


def test_two_verdicts_of_one_name_are_refused(desk: Desk) -> None:
    desk.paste(TRADE)
    dialog = list_dialog(desk)
    dialog.list.setCurrentRow(1)
    dialog.english.selectAll()
    desk.qtbot.keyClicks(dialog.english, dialog.steps[0].en)
    press_ok(desk, dialog)
    assert dialog.isVisible()
    assert dialog.steps[0].en in dialog.problem.text()
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.session.case.verdict_scale() == default_scale()


def test_a_text_is_read_in_another_language_and_undo_reads_it_as_before(desk: Desk) -> None:
    desk.paste("The total came to 1.234 million euros, up 5 % on the year before, said the board of the company.")
    document = desk.session.document_id
    before = [(row.claim.id, row.claim.quantity.value) for row in desk.session.rows]
    assert desk.session.document.language == "en"
    kept = desk.session.rows[0].claim.id
    desk.session.do(SetNote(Target.claim(document, kept), "see the annex"))
    desk.trigger("contents.language")
    dialog = desk.window.findChildren(ChoiceDialog)[-1]
    assert not dialog.words.isVisible()
    assert dialog.list.currentItem().text().endswith("English")
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(next(row for row, name in enumerate(names) if name.endswith("German")))
    dialog.accept()
    desk.wait()
    assert desk.session.document.language == "de"
    assert desk.session.document_id == document
    assert desk.session.case.note(Target.claim(document, kept)).text == "see the annex"
    desk.trigger("edit.undo")
    assert desk.session.document.language == "en"
    assert [(row.claim.id, row.claim.quantity.value) for row in desk.session.rows] == before


def test_a_table_of_known_figures_is_taken_out_and_brought_back(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    table = tmp_path / "known.csv"
    table.write_text("indicator,scope,period,value,unit\ntrade gap,,2004,617.7e9,USD\n", encoding="utf-8")
    desk.window.opening.load_references(table)
    desk.wait()
    assert len(desk.session.case.figures()) == 1
    desk.trigger("contents.remove_table")
    desk.window.findChildren(ChoiceDialog)[-1].accept()
    assert desk.session.case.figures() == ()
    desk.trigger("edit.undo")
    assert len(desk.session.case.figures()) == 1


def test_a_document_is_closed_and_undo_brings_it_back_with_its_work(desk: Desk) -> None:
    desk.paste(TRADE)
    document = desk.session.document_id
    target = Target.claim(document, desk.claim("24.4%"))
    desk.session.do(SetNote(target, "see the annex"))
    desk.trigger("file.close_document")
    assert desk.window.start.isVisible()
    desk.trigger("edit.undo")
    assert desk.session.document_id == document
    assert desk.session.case.note(target).text == "see the annex"
    assert desk.verdicts()[0] == "inconsistent"
