"""Trying values without touching the claims; handing the work over."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from tests.ui.conftest import TRADE, Desk
from workbench.case import SetNote, SetVerdict, Target


def test_a_possible_slip_is_tried_without_changing_anything(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.press(Qt.Key.Key_F8)
    finding = desk.window.findings.explanation.finding
    repair = next(repair for repair in finding.repairs if "617" in repair.text)
    desk.window.findings.explanation.repair_tried.emit(repair)
    panel = desk.window.what_if
    assert panel.isVisible()
    assert panel.values.item(0, 2).text() == repair.text
    assert "→" in panel.outcomes.item(0).text()
    assert desk.session.claim(repair.claim).quantity.value == 671_700_000_000
    assert "inconsistent" in desk.verdicts()


def test_a_value_tried_is_adopted_as_one_step(desk: Desk) -> None:
    desk.paste(TRADE)
    claim = desk.claim("$671.7bn")
    panel = desk.window.what_if
    panel.try_value(claim, "617.7bn")
    desk.qtbot.mouseClick(panel.adopt, Qt.MouseButton.LeftButton)
    assert desk.session.claim(claim).quantity.value == 617_700_000_000
    assert panel.values.rowCount() == 0
    desk.trigger("edit.undo")
    assert desk.session.claim(claim).quantity.value == 671_700_000_000


def test_a_value_that_cannot_be_read_is_told_beside_the_others(desk: Desk) -> None:
    desk.paste(TRADE)
    panel = desk.window.what_if
    panel.try_value(desk.claim("$671.7bn"), "banana")
    assert panel.outcomes.count() == 1
    assert desk.claim("$671.7bn") in panel.outcomes.item(0).text()


def test_the_sheet_computes_and_is_kept_in_the_case(desk: Desk) -> None:
    desk.paste(TRADE)
    panel = desk.window.what_if
    claims = [desk.claim("$1.76 trillion"), desk.claim("$1.15 trillion")]
    panel.sheet.item(0, 0).setText(f"{claims[0]} - {claims[1]}")
    assert "610" in panel.sheet.item(0, 1).text()
    assert panel.sheet.rowCount() == 2
    assert len(desk.session.case.sheet(desk.session.document_id)) == 1


def test_the_workbook_carries_what_was_decided(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    target = Target.claim(desk.session.document_id, desk.claim("$671.7bn"))
    desk.session.do(SetVerdict(target, "wrong", "swapped digits"))
    desk.session.do(SetNote(target, "Ask the ministry"))
    path = tmp_path / "out.xlsx"
    desk.window.files._ask_where = lambda title, suggested, suffix, done: done(path)
    desk.trigger("file.export_excel")
    desk.wait()
    assert desk.window.messages.message.level == "info"
    book = openpyxl.load_workbook(path)
    texts = {str(cell.value) for row in book["Claims"].iter_rows() for cell in row}
    assert "Ask the ministry" in texts


def test_the_report_is_written(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path = tmp_path / "out.html"
    desk.window.files._ask_where = lambda title, suggested, suffix, done: done(path)
    desk.trigger("file.export_html")
    desk.wait()
    assert "671.7bn" in path.read_text(encoding="utf-8")


def test_a_verdict_by_a_key_puts_a_tick_beside_the_number(desk: Desk) -> None:
    from workbench.ui.dialogs.choice import ChoiceDialog

    desk.paste(TRADE)
    claim = desk.claim("$496.5bn")
    desk.session.selection.select_claims((claim,))
    desk.trigger("claims.verdict")
    dialog = desk.window.findChild(ChoiceDialog)
    desk.qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    dialog.accept()
    row = desk.window.claims.model.row_of(claim)
    assert "●" in desk.window.claims.model.index(row, 0).data()
    assert claim in desk.session.decided
