"""Rules switched on and off, rule files of one's own, thresholds: from the window, each OK one step to be undone."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog

from tests.quota_rule import RULE, TEXT
from tests.tolerant_rules import BEYOND, RULES, WITHIN
from tests.ui.conftest import TRADE, Desk
from workbench.case import (
    CHECK_SETTING,
    OWN_RULES_SETTING,
    RULES_OFF_SETTING,
    STANDING_RULES_SETTING,
    ChangeSetting,
    RuleFile,
    rule_files,
    rule_files_text,
)
from workbench.standing_rules import keep_standing_files, standing_files, standing_folder
from workbench.ui.dialogs.rules import RulesDialog
from workbench.ui.models.thresholds import THRESHOLDS, default_shown, shown, typed
from workbench.ui.views.message_bar import Message


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(RULE, encoding="utf-8")
    return path


def rules_dialog(desk: Desk) -> RulesDialog:
    desk.trigger("contents.rules")
    dialog = desk.window.findChildren(RulesDialog)[-1]
    with desk.qtbot.waitActive(dialog):
        dialog.activateWindow()
    return dialog


def press(desk: Desk, dialog: QDialog, button: QDialogButtonBox.StandardButton) -> None:
    box = dialog.findChild(QDialogButtonBox)
    desk.qtbot.mouseClick(box.button(button), Qt.MouseButton.LeftButton)
    desk.wait()


def ok(desk: Desk, dialog: QDialog) -> None:
    press(desk, dialog, QDialogButtonBox.StandardButton.Ok)


def row_of(dialog: RulesDialog, rule: str) -> int:
    table = dialog.rules.table
    return next(row for row in range(table.rowCount()) if table.item(row, 0).text() == rule)


def add(desk: Desk, dialog: RulesDialog, path: Path, *, standing: bool = False) -> None:
    """By the button and the file dialog."""
    button = dialog.rules.add_standing if standing else dialog.rules.add
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    asked = dialog.findChildren(QFileDialog)[-1]
    asked.fileSelected.emit(str(path))
    asked.close()
    desk.wait()


def test_it_waits_for_a_case(desk: Desk) -> None:
    assert not desk.window.actions_["contents.rules"].isEnabled()
    desk.paste(TRADE)
    assert desk.window.actions_["contents.rules"].isEnabled()


def test_a_rule_file_of_ones_own_finds_what_it_says_and_is_undone_in_one_step(desk: Desk, mine: Path) -> None:
    desk.paste(TEXT)
    assert desk.verdicts() == []
    dialog = rules_dialog(desk)
    add(desk, dialog, mine)
    assert not dialog.rules.problem.isVisible()
    first = [dialog.rules.table.item(0, place) for place in range(4)]
    assert [first[0].text(), first[3].text()] == ["bound.quota", "This case · mine.toml"]
    assert first[0].checkState() is Qt.CheckState.Checked
    assert desk.session.case.setting(OWN_RULES_SETTING) is None
    ok(desk, dialog)
    assert desk.verdicts() == ["inconsistent"]
    desk.trigger("edit.undo")
    desk.wait()
    assert desk.verdicts() == []
    desk.trigger("edit.redo")
    desk.wait()
    assert desk.verdicts() == ["inconsistent"]
    dialog = rules_dialog(desk)
    dialog.rules.table.setCurrentCell(row_of(dialog, "bound.quota"), 0)
    desk.qtbot.mouseClick(dialog.rules.remove, Qt.MouseButton.LeftButton)
    ok(desk, dialog)
    assert desk.session.case.setting(OWN_RULES_SETTING) is None
    assert desk.verdicts() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('expect = "flag"', 'expect = "pass"', "does not come out"),
        ("{lesser}", "{least}", "least"),
        ('operation = "bound"', 'operation = "bond"', "bond"),
        ("[[rule]]", "[[rule", "TOML"),
    ],
)
def test_a_file_that_is_wrong_is_told_in_the_dialog_and_not_added(
    desk: Desk, mine: Path, old: str, new: str, told: str
) -> None:
    desk.paste(TEXT)
    mine.write_text(RULE.replace(old, new), encoding="utf-8")
    dialog = rules_dialog(desk)
    before = dialog.rules.table.rowCount()
    add(desk, dialog, mine)
    assert dialog.rules.problem.isVisible()
    assert told in dialog.rules.problem.text()
    assert dialog.rules.problem.text().count("mine.toml") <= 1
    assert dialog.rules.table.rowCount() == before
    mine.write_text(RULE, encoding="utf-8")
    add(desk, dialog, mine)
    assert not dialog.rules.problem.isVisible()
    assert dialog.rules.table.rowCount() == before + 1
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.session.case.setting(OWN_RULES_SETTING) is None


def test_files_that_are_no_text_or_gone_are_told(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TEXT)
    dialog = rules_dialog(desk)
    odd = tmp_path / "odd.toml"
    odd.write_bytes(b"\xff\xfe\x00 rule")
    add(desk, dialog, odd)
    assert "UTF-8" in dialog.rules.problem.text()
    add(desk, dialog, tmp_path / "gone.toml")
    assert "gone.toml" in dialog.rules.problem.text()
    odd.write_bytes(b"#" * 900_000)
    add(desk, dialog, odd)
    assert "200,000" in dialog.rules.problem.text()
    dialog.close()


def test_a_dialog_closed_while_examples_are_tried_is_not_heard_of_again(desk: Desk, mine: Path) -> None:
    desk.paste(TEXT)
    dialog = rules_dialog(desk)
    dialog.rules.take_file(mine)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.wait()
    assert desk.session.case.setting(OWN_RULES_SETTING) is None


def test_a_rule_is_found_switched_off_with_the_space_bar_and_undo_brings_its_finding_back(desk: Desk) -> None:
    desk.paste(TRADE)
    assert "inconsistent" in desk.verdicts()
    finding = next(one for one in desk.session.findings if one.verdict.value == "inconsistent")
    relations = desk.session.case.relations(desk.session.document_id)
    (rule,) = {relation.rule.replace(".en.", ".") for relation in relations if relation.id in finding.relations}
    dialog = rules_dialog(desk)
    desk.qtbot.keyClicks(dialog.rules.filter, rule)
    shown_rows = [row for row in range(dialog.rules.table.rowCount()) if not dialog.rules.table.isRowHidden(row)]
    assert row_of(dialog, rule) in shown_rows
    assert len(shown_rows) < dialog.rules.table.rowCount()
    dialog.rules.table.setFocus()
    dialog.rules.table.setCurrentCell(row_of(dialog, rule), 0)
    desk.qtbot.keyClick(dialog.rules.table, Qt.Key.Key_Space)
    assert dialog.rules.off == {rule}
    assert "1 off" in dialog.rules.count.text()
    ok(desk, dialog)
    assert finding.key not in {one.key for one in desk.session.findings}
    dialog = rules_dialog(desk)
    assert dialog.rules.off == {rule}
    ok(desk, dialog)
    desk.trigger("edit.undo")
    desk.wait()
    assert desk.session.case.setting(RULES_OFF_SETTING) is None
    assert "inconsistent" in desk.verdicts()


def test_what_the_filter_hides_is_not_removed(desk: Desk, mine: Path) -> None:
    desk.paste(TEXT)
    dialog = rules_dialog(desk)
    add(desk, dialog, mine)
    assert dialog.rules.remove.isEnabled()
    desk.qtbot.keyClicks(dialog.rules.filter, "share")
    assert not dialog.rules.remove.isEnabled()
    assert "quota" not in dialog.rules.detail.text()
    desk.qtbot.keyClicks(dialog.rules.filter, " no such words")
    assert dialog.rules.detail.text() == ""
    dialog.rules.filter.clear()
    desk.qtbot.keyClicks(dialog.rules.filter, "mine.toml")
    desk.qtbot.mouseClick(dialog.rules.remove, Qt.MouseButton.LeftButton)
    assert dialog.rules.files == ()
    dialog.close()


def test_what_is_smaller_than_the_threshold_is_let_pass(desk: Desk) -> None:
    desk.paste(TRADE)
    dialog = rules_dialog(desk)
    dialog.tabs.setCurrentIndex(1)
    field = dialog.thresholds.fields["materiality-relative"]
    desk.qtbot.keyClicks(field, "many")
    ok(desk, dialog)
    assert dialog.isVisible()
    assert "many" in dialog.thresholds.problem.text()
    field.selectAll()
    desk.qtbot.keyClicks(field, "50")
    ok(desk, dialog)
    assert desk.session.case.setting(CHECK_SETTING) == '{"materiality-relative": "0.5"}'
    assert "inconsistent" not in desk.verdicts()
    dialog = rules_dialog(desk)
    assert dialog.thresholds.fields["materiality-relative"].text() == "50"
    desk.qtbot.mouseClick(dialog.thresholds.reset, Qt.MouseButton.LeftButton)
    ok(desk, dialog)
    assert desk.session.case.setting(CHECK_SETTING) is None
    assert "inconsistent" in desk.verdicts()


def test_rules_and_thresholds_changed_together_are_one_step_and_cancel_changes_nothing(desk: Desk, mine: Path) -> None:
    desk.paste(TEXT)
    steps = len(desk.session.case.history())
    for button in (QDialogButtonBox.StandardButton.Cancel, QDialogButtonBox.StandardButton.Ok):
        dialog = rules_dialog(desk)
        add(desk, dialog, mine)
        dialog.rules.table.item(row_of(dialog, "share.soit"), 0).setCheckState(Qt.CheckState.Unchecked)
        dialog.thresholds.fields["significance"].setText("0.01")
        press(desk, dialog, button)
        assert len(desk.session.case.history()) == steps + (button is QDialogButtonBox.StandardButton.Ok)
    case = desk.session.case
    assert case.setting(CHECK_SETTING) == '{"significance": "0.01"}'
    assert case.setting(RULES_OFF_SETTING) == '["share.soit"]'
    desk.trigger("edit.undo")
    desk.wait()
    assert {case.setting(name) for name in (CHECK_SETTING, RULES_OFF_SETTING, OWN_RULES_SETTING)} == {None}


def test_nothing_changed_is_no_step(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.session.do(ChangeSetting(CHECK_SETTING, '{"materiality-absolute": "5"}'))
    steps = len(desk.session.case.history())
    ok(desk, rules_dialog(desk))
    assert len(desk.session.case.history()) == steps


@pytest.mark.parametrize(
    ("name", "text", "point", "kept"),
    [
        ("materiality-relative", "1.5", ".", "0.015"),
        ("materiality-relative", "1,5\u00a0%", ",", "0.015"),
        ("materiality-relative", "0", ".", ""),
        ("materiality-absolute", "1,000,000", ".", "1000000"),
        ("materiality-absolute", "1\u202f000\u202f000,25", ",", "1000000.25"),
        ("materiality-absolute", "1,5", ".", None),
        ("materiality-absolute", "-3", ".", None),
        ("materiality-absolute", "1e9", ".", None),
        ("significance", "0.05", ".", ""),
        ("significance", "0,01", ",", "0.01"),
        ("significance", "1", ".", None),
        ("significance", "0", ".", None),
    ],
)
def test_thresholds_as_people_type_them(name: str, text: str, point: str, kept: str | None) -> None:
    assert typed(name, text, point) == kept
    if kept:
        assert typed(name, shown(name, kept, point), point) == kept


def test_defaults_are_shown() -> None:
    assert [default_shown(name, ".") for name in THRESHOLDS] == ["0", "0", "0.05"]
    assert default_shown("significance", ",") == "0,05"


def test_a_file_for_all_cases_is_used_in_this_one_and_in_every_new_one(desk: Desk, mine: Path) -> None:
    desk.paste(TEXT)
    dialog = rules_dialog(desk)
    add(desk, dialog, mine, standing=True)
    assert dialog.rules.table.item(0, 3).text() == "All my cases · mine.toml"
    assert standing_files() == ()
    ok(desk, dialog)
    assert desk.verdicts() == ["inconsistent"]
    assert standing_files() == (RuleFile("mine.toml", RULE),)
    case = desk.session.case
    assert rule_files(case.setting(STANDING_RULES_SETTING)) == standing_files()
    assert case.setting(OWN_RULES_SETTING) is None
    desk.trigger("edit.undo")
    desk.wait()
    assert desk.verdicts() == []
    assert standing_files() != ()
    desk.session.close_case()
    desk.paste(TEXT)
    assert desk.session.case is not case
    assert desk.verdicts() == ["inconsistent"]


def test_a_file_is_moved_from_this_case_to_all_and_back(desk: Desk, mine: Path) -> None:
    desk.paste(TEXT)
    dialog = rules_dialog(desk)
    add(desk, dialog, mine)
    assert dialog.rules.move_file.text().replace("&", "") == "Use in all my cases"
    desk.qtbot.mouseClick(dialog.rules.move_file, Qt.MouseButton.LeftButton)
    assert (dialog.rules.files, len(dialog.rules.standing)) == ((), 1)
    assert dialog.rules.move_file.text().replace("&", "") == "Only in this case"
    ok(desk, dialog)
    assert [file.name for file in standing_files()] == ["mine.toml"]
    dialog = rules_dialog(desk)
    dialog.rules.table.setCurrentCell(row_of(dialog, "bound.quota"), 0)
    desk.qtbot.mouseClick(dialog.rules.move_file, Qt.MouseButton.LeftButton)
    ok(desk, dialog)
    assert standing_files() == ()
    assert desk.verdicts() == ["inconsistent"]
    dialog = rules_dialog(desk)
    dialog.rules.table.setCurrentCell(row_of(dialog, "share.soit"), 0)
    assert not dialog.rules.move_file.isEnabled()
    dialog.close()


def test_a_case_says_when_the_rules_for_all_cases_are_others_now_and_takes_them_up_when_asked(
    desk: Desk, tmp_path: Path
) -> None:
    desk.paste(TEXT)
    path = tmp_path / "work.case"
    desk.session.case.save_as(path)
    desk.session.close_case()
    keep_standing_files([RuleFile("mine.toml", RULE)])
    desk.window.opening.open_case(path)
    desk.wait()
    assert desk.verdicts() == []
    bar = desk.window.messages
    assert "mine.toml new" in bar.message.text
    bar.message.action()
    desk.wait()
    assert desk.verdicts() == ["inconsistent"]
    desk.trigger("edit.undo")
    desk.wait()
    assert desk.verdicts() == []
    desk.trigger("edit.redo")
    desk.wait()
    desk.session.close_case()
    bar.dismiss()
    desk.window.opening.open_case(path)
    desk.wait()
    assert bar.message is None
    assert desk.verdicts() == ["inconsistent"]
    desk.session.close_case()
    keep_standing_files([])
    desk.window.opening.open_case(path)
    desk.wait()
    assert "mine.toml gone" in bar.message.text
    assert desk.verdicts() == ["inconsistent"]


def test_the_dialog_lists_the_rules_for_all_cases_as_they_are_now_and_ok_takes_them_up(desk: Desk) -> None:
    desk.paste(TEXT)
    keep_standing_files([RuleFile("mine.toml", RULE)])
    dialog = rules_dialog(desk)
    assert "mine.toml new" in dialog.rules.problem.text()
    ok(desk, dialog)
    assert desk.verdicts() == ["inconsistent"]
    dialog = rules_dialog(desk)
    assert not dialog.rules.problem.isVisible()
    dialog.close()


def test_rules_for_all_cases_that_are_broken_are_told_and_cost_nothing_else(desk: Desk) -> None:
    keep_standing_files([RuleFile("mine.toml", RULE.replace("{lesser}", "{least}"))])
    desk.paste(TRADE)
    assert "inconsistent" in desk.verdicts()
    assert "{least}" in desk.window.messages.message.text
    assert desk.session.case.setting(STANDING_RULES_SETTING) is None
    dialog = rules_dialog(desk)
    assert "{least}" in dialog.rules.problem.text()
    ok(desk, dialog)
    assert len(standing_files()) == 1


def test_files_of_the_folder_that_cannot_be_used_are_kept_where_another_is_added(desk: Desk, mine: Path) -> None:
    desk.paste(TEXT)
    keep_standing_files([RuleFile("broken.toml", "[[rule"), RuleFile("good.toml", RULE.replace("quota", "limit"))])
    dialog = rules_dialog(desk)
    add(desk, dialog, mine, standing=True)
    (standing_folder() / "later.toml").write_text(RULE, encoding="utf-8")
    ok(desk, dialog)
    assert [file.name for file in standing_files()] == ["broken.toml", "good.toml", "later.toml", "mine.toml"]


def test_a_file_for_all_cases_is_read_again_whatever_its_name_and_line_ends(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TEXT)
    path = tmp_path / "rules.txt"
    path.write_bytes(RULE.replace("\n", "\r\n").encode())
    dialog = rules_dialog(desk)
    add(desk, dialog, path, standing=True)
    ok(desk, dialog)
    kept = rule_files(desk.session.case.setting(STANDING_RULES_SETTING))
    assert kept == standing_files() == (RuleFile("rules.txt.toml", RULE),)


def test_a_folder_that_cannot_be_written_leaves_the_dialog_open(desk: Desk, mine: Path) -> None:
    desk.paste(TEXT)
    dialog = rules_dialog(desk)
    add(desk, dialog, mine, standing=True)
    standing_folder().parent.mkdir(parents=True, exist_ok=True)
    standing_folder().write_text("a file", encoding="utf-8")
    ok(desk, dialog)
    assert dialog.isVisible()
    assert desk.window.messages.message is not None
    assert desk.session.case.setting(STANDING_RULES_SETTING) is None
    dialog.close()


def test_what_a_rule_tolerates_and_says_is_shown_with_it_and_in_the_findings(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "tolerant.toml"
    path.write_text(RULES, encoding="utf-8")
    desk.paste("\n\n".join((*WITHIN, *BEYOND)))
    dialog = rules_dialog(desk)
    add(desk, dialog, path)
    dialog.rules.table.setCurrentCell(row_of(dialog, "share.landings"), 0)
    told = dialog.rules.detail.text()
    assert "Tolerates 1 point." in told
    assert "{part} of a quota of {whole}" in told
    ok(desk, dialog)
    titles = [finding.explanation.title for finding in desk.session.findings]
    assert "412 tonnes of a quota of 824 tonnes is 50%, not 52.1%" in titles
    assert sum(finding.verdict.value == "consistent" for finding in desk.session.findings) == len(WITHIN)


def in_the_file(case_file: Path, text: str) -> None:
    """Let the rules of a closed case be `text`, as another program, or an older one, may have left them."""
    with sqlite3.connect(case_file) as other:
        payload = json.dumps({"value": rule_files_text([RuleFile("mine.toml", text)])})
        other.execute("UPDATE records SET payload = ? WHERE kind = 'setting'", (payload,))
    other.close()


@pytest.mark.parametrize(
    ("old", "new", "told", "verdicts"),
    [
        ('expect = "flag"', 'expect = "pass"', "does not come out as “pass”", ["inconsistent"]),
        ("{lesser}", "{least}", "{least}", []),
    ],
)
def test_a_case_whose_rules_no_longer_do_what_they_say_tells_so_once_it_is_checked(
    desk: Desk, mine: Path, tmp_path: Path, old: str, new: str, told: str, verdicts: list[str]
) -> None:
    desk.paste(TEXT)
    dialog = rules_dialog(desk)
    add(desk, dialog, mine)
    ok(desk, dialog)
    assert desk.window.messages.message is None
    path = tmp_path / "work.case"
    desk.session.case.save_as(path)
    desk.session.close_case()
    in_the_file(path, RULE.replace(old, new))
    desk.window.opening.open_case(path)
    desk.wait()
    assert desk.verdicts() == verdicts
    bar = desk.window.messages
    assert told in bar.message.text
    assert "rule" in bar.message.text.lower()
    bar.message.action()
    desk.wait()
    dialog = desk.window.findChildren(RulesDialog)[-1]
    assert told in dialog.rules.problem.text()
    dialog.close()


def test_rules_for_all_cases_edited_since_are_tried_when_a_new_case_has_been_checked(desk: Desk) -> None:
    keep_standing_files([RuleFile("mine.toml", RULE.replace('expect = "flag"', 'expect = "pass"'))])
    desk.paste(TEXT)
    assert desk.verdicts() == ["inconsistent"]
    bar = desk.window.messages
    assert "mine.toml" in bar.message.text
    bar.dismiss()
    desk.paste(TRADE)
    assert bar.message is None


def test_what_can_wait_takes_the_place_of_no_other_message(desk: Desk) -> None:
    bar = desk.window.messages
    patient, other = Message("rules", "warning", patient=True), Message("another", "info")
    bar.show_message(other)
    bar.show_message(patient)
    assert bar.message == other
    bar.dismiss()
    assert bar.message == patient
    bar.show_message(other)
    assert bar.message == other
    bar.dismiss()
    assert bar.message == patient
    bar.dismiss()
    assert bar.message is None


def test_undo_offers_to_take_back_for_all_cases_too_and_redo_the_other_way(desk: Desk, mine: Path) -> None:
    keep_standing_files([RuleFile("mine.toml", RULE.replace("eaten up", "devoured"))])
    desk.paste(TEXT)
    before = standing_files()
    dialog = rules_dialog(desk)
    add(desk, dialog, mine, standing=True)
    ok(desk, dialog)
    after = standing_files()
    assert after == (RuleFile("mine.toml", RULE),)
    bar = desk.window.messages
    assert bar.message is None
    desk.trigger("edit.undo")
    desk.wait()
    assert desk.verdicts() == []
    assert standing_files() == after
    assert "mine.toml changed" in bar.message.text
    bar.message.action()
    assert standing_files() == before
    bar.dismiss()
    desk.trigger("edit.redo")
    desk.wait()
    assert desk.verdicts() == ["inconsistent"]
    assert standing_files() == before
    bar.message.action()
    assert standing_files() == after
    bar.dismiss()
    keep_standing_files([RuleFile("other.toml", RULE)])
    desk.trigger("edit.undo")
    desk.wait()
    assert bar.message is None
    assert [file.name for file in standing_files()] == ["other.toml"]


def test_a_file_added_to_this_case_takes_none_of_its_name_from_all_cases(desk: Desk, mine: Path) -> None:
    keep_standing_files([RuleFile("mine.toml", RULE)])
    desk.paste(TEXT)
    assert desk.verdicts() == ["inconsistent"]
    mine.write_text(RULE.replace("eaten up", "devoured").replace("was devoured", "was devoured"), encoding="utf-8")
    dialog = rules_dialog(desk)
    add(desk, dialog, mine)
    assert not dialog.rules.problem.isVisible()
    assert dialog.rules.table.item(0, 3).text() == "This case · mine.toml"
    ok(desk, dialog)
    assert desk.verdicts() == []
    assert standing_files() == (RuleFile("mine.toml", RULE),)
    assert rule_files(desk.session.case.setting(STANDING_RULES_SETTING)) == standing_files()


def test_what_the_case_refuses_is_not_done_for_all_cases_either(desk: Desk, mine: Path, tmp_path: Path) -> None:
    desk.paste(TEXT)
    desk.session.case.save_as(tmp_path / "work.case")
    dialog = rules_dialog(desk)
    add(desk, dialog, mine, standing=True)
    (tmp_path / "work.case").rename(tmp_path / "moved.case")
    (tmp_path / "work.case").write_bytes(b"another file")
    ok(desk, dialog)
    assert standing_files() == ()
    assert dialog.isVisible()
    dialog.close()
