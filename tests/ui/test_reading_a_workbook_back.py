"""A colleague worked in the exported workbook: what they changed comes back, seen first, as one step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget

from tests.ui.conftest import TRADE, Desk
from tests.ui.test_exports import choose
from workbench.case import SetNote, SetVerdict, Target
from workbench.exporting.decisions import verdict_scale
from workbench.ui.dialogs.read_back import ReadBackDialog


def export(desk: Desk, path: Path) -> None:
    desk.trigger("export.excel")
    choose(desk, path)
    desk.window.messages.dismiss()


def type_in(path: Path, claim: str, cells: dict[str, Any]) -> None:
    """What the colleague types in the row of a claim."""
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    names = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == claim)
    for name, value in cells.items():
        row[names.index(name)].value = value
    book.save(path)


def read_back(desk: Desk, path: Path) -> ReadBackDialog:
    desk.trigger("returning.workbook")
    dialog = desk.window.findChildren(QFileDialog)[-1]
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    name.setText(str(path))
    desk.qtbot.keyClick(name, Qt.Key.Key_Return)
    desk.wait()
    return desk.window.findChild(ReadBackDialog)


def shown(dialog: ReadBackDialog) -> list[tuple[str, ...]]:
    table = dialog.table
    return [tuple(table.item(row, column).text() for column in range(1, 5)) for row in range(table.rowCount())]


def test_verdict_note_source_and_value_come_back_as_one_step(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path, claim = tmp_path / "trade.xlsx", desk.claim("$671.7bn")
    export(desk, path)
    step = verdict_scale("en")[0]
    cells = {
        "verdict": step.name,
        "note": "See the annual table.",
        "checked_by": "B. Colleague",
        "source": "Annual table https://statistics.example/trade",
        "value": 617.7,
    }
    type_in(path, claim, cells)
    dialog = read_back(desk, path)
    assert shown(dialog) == [
        ("Value", "671.7 bn USD", "617.7 bn USD", ""),
        ("Verdict", "–", step.name, ""),
        ("Note", "–", "See the annual table.", ""),
        ("Checked by", "–", "B. Colleague", ""),
        ("Source", "–", "Annual table https://statistics.example/trade", ""),
    ]
    steps = len(desk.session.case.steps())
    desk.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    case, target = desk.session.case, Target.claim(desk.session.document_id, claim)
    assert len(case.steps()) == steps + 1
    assert desk.session.claim(claim).quantity.value == 617_700_000_000
    verdict = case.verdict(target)
    assert (verdict.verdict, verdict.by) == (step.id, "B. Colleague")
    assert case.note(target).text == "See the annual table."
    assert [(s.title, s.address) for s in case.sources(target)] == [
        ("Annual table", "https://statistics.example/trade")
    ]
    assert "inconsistent" not in desk.verdicts()
    desk.trigger("edit.undo")
    desk.wait()
    assert desk.session.claim(claim).quantity.value == 671_700_000_000
    assert case.verdict(target) is None
    assert case.note(target) is None
    assert list(case.sources(target)) == []


def test_what_is_unticked_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path, claim = tmp_path / "trade.xlsx", desk.claim("24.4%")
    export(desk, path)
    type_in(path, claim, {"note": "One.", "value": 35.3})
    dialog = read_back(desk, path)
    assert [line[0] for line in shown(dialog)] == ["Value", "Note"]
    dialog.table.setCurrentCell(0, 0)
    assert desk.session.selection.now.claim == claim
    desk.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert "1" in dialog.confirm.text()
    desk.qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    desk.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert str(desk.session.claim(claim).quantity.value) == "24.4"
    assert desk.session.case.note(Target.claim(desk.session.document_id, claim)).text == "One."


def test_edits_made_here_since_are_told_and_win_unless_ticked(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path, claim, other = tmp_path / "trade.xlsx", desk.claim("24.4%"), desk.claim("$496.5bn")
    target = Target.claim(desk.session.document_id, claim)
    export(desk, path)
    type_in(path, claim, {"note": "Theirs."})
    desk.session.do(SetNote(target, "Mine."))
    step = desk.session.case.verdict_scale()[0].id
    desk.session.do(SetVerdict(Target.claim(desk.session.document_id, other), step, "seen"))
    dialog = read_back(desk, path)
    # The verdict given here since is no change of theirs: their cell is as it was exported.
    assert shown(dialog) == [("Note", "Mine.", "Theirs.", "edited here too since the export")]
    assert dialog.ticked == []
    assert not dialog.confirm.isEnabled()
    dialog.reject()
    assert desk.session.case.note(target).text == "Mine."


def test_a_workbook_without_changes_says_so(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path = tmp_path / "trade.xlsx"
    export(desk, path)
    assert read_back(desk, path) is None
    assert desk.window.messages.message.text == "trade.xlsx holds no change."


def test_another_documents_workbook_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path = tmp_path / "trade.xlsx"
    export(desk, path)
    desk.paste("Sales rose 4% to $12 million in 2020.")
    assert read_back(desk, path) is None
    assert desk.window.messages.message.level == "error"
    assert "another document" in desk.window.messages.message.text


def test_what_is_no_workbook_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path = tmp_path / "notes.xlsx"
    path.write_text("no workbook", encoding="utf-8")
    assert read_back(desk, path) is None
    assert desk.window.messages.message.level == "error"


def test_words_that_are_on_no_list_are_told_beside_the_rest(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path, claim = tmp_path / "trade.xlsx", desk.claim("24.4%")
    export(desk, path)
    type_in(path, claim, {"verdict": "sort of", "note": "Odd."})
    dialog = read_back(desk, path)
    assert [line[0] for line in shown(dialog)] == ["Note"]

    assert "sort of" in dialog.findChild(QListWidget).item(0).text()


def test_a_decision_on_a_finding_comes_back_with_its_words(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path = tmp_path / "trade.xlsx"
    export(desk, path)
    book = openpyxl.load_workbook(path)
    sheet = book["Findings"]
    names = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value)
    row[names.index("verdict")].value = "dismissed"
    row[names.index("note")].value = "rounding; The table has more digits."
    row[names.index("decided_by")].value = "B. Colleague"
    shown_id = row[0].value
    book.save(path)
    dialog = read_back(desk, path)
    assert [line[0] for line in shown(dialog)] == ["Decision", "Note", "Decided by"]
    desk.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    finding = desk.session.finding(shown_id)
    decision = desk.session.case.decision(desk.session.document_id, finding.key)
    assert (decision.choice, decision.reason, decision.note) == ("dismissed", "rounding", "The table has more digits.")
    assert decision.by == "B. Colleague"
    desk.trigger("edit.undo")
    assert desk.session.case.decision(desk.session.document_id, finding.key) is None
