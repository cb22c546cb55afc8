"""Trying values without touching the claims; handing the work over."""

from __future__ import annotations

import itertools
from decimal import Decimal
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from tests.ui.conftest import TRADE, Desk
from workbench.case import SetNote, SetVerdict, Target
from workbench.model import Binding, Operand, Operation, Relation
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.dialogs.relate import RelateDialog
from workbench.ui.dialogs.source import SourceDialog
from workbench.ui.models.network_layout import lay_out


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
    desk.window.exports._ask_where = lambda title, suggested, suffix, done: done(path)
    desk.trigger("export.excel")
    desk.wait()
    assert desk.window.messages.message.level == "info"
    book = openpyxl.load_workbook(path)
    texts = {str(cell.value) for row in book["Claims"].iter_rows() for cell in row}
    assert "Ask the ministry" in texts


def test_the_report_is_written(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    path = tmp_path / "out.html"
    desk.window.exports._ask_where = lambda title, suggested, suffix, done: done(path)
    desk.trigger("export.html")
    desk.wait()
    assert "671.7bn" in path.read_text(encoding="utf-8")


def test_a_verdict_by_a_key_puts_a_tick_beside_the_number(desk: Desk) -> None:
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


def answer(desk: Desk, action: str, number: int) -> None:
    desk.trigger(action)
    dialog = next(dialog for dialog in desk.window.findChildren(ChoiceDialog) if dialog.isVisible())
    desk.qtbot.keyClick(dialog.list, Qt.Key.Key_0 + number)
    dialog.accept()


def test_the_second_reader_must_be_another_person_and_does_not_see_the_first_verdict(desk: Desk) -> None:
    desk.paste(TRADE)
    claim = desk.claim("$496.5bn")
    desk.session.selection.select_claims((claim,))
    answer(desk, "claims.verdict", 1)
    answer(desk, "claims.second_verdict", 1)
    assert desk.window.messages.message.level == "error"
    desk.window.messages.dismiss()
    desk.settings.person = "B. Reader"
    case = desk.session.case
    assert case.review(Target.claim(desk.session.document_id, claim), "B. Reader").first_hidden
    answer(desk, "claims.second_verdict", 2)
    assert "differ" in desk.window.messages.message.text


def test_a_document_is_signed_only_when_all_is_decided(desk: Desk) -> None:
    desk.paste(TRADE)
    answer(desk, "claims.sign_off", 1)
    assert desk.window.messages.message.level == "error"
    desk.window.messages.dismiss()
    for finding in desk.session.case.open_findings(desk.session.document_id):
        desk.session.selection.select_finding(finding.id)
        desk.trigger("findings.accept")
    answer(desk, "claims.sign_off", 1)
    assert desk.session.case.sign_offs(desk.session.document_id)["preparer"].by == "A. Analyst"


def test_a_source_is_kept_with_its_claim(desk: Desk) -> None:
    desk.paste(TRADE)
    claim = desk.claim("$496.5bn")
    desk.session.selection.select_claims((claim,))
    desk.trigger("claims.source")
    dialog = desk.window.findChild(SourceDialog)
    dialog.address.setText("https://example.org/trade")
    dialog.accept()
    sources = desk.session.case.sources(Target.claim(desk.session.document_id, claim))
    assert [source.address for source in sources] == ["https://example.org/trade"]


def test_numbers_are_related_by_hand(desk: Desk) -> None:
    desk.paste("Sales were 40 million euros in the north, the south had 20 million euros.")
    claims = [row.claim.id for row in desk.session.rows if row.claim.quantity.unit == "EUR"]
    desk.session.selection.select_claims(tuple(claims))
    desk.trigger("findings.relate")
    dialog = desk.window.findChild(RelateDialog)
    dialog.operation.setCurrentIndex(dialog.operation.count() - 1)
    dialog.formula.setText(f"{claims[0]} = {claims[1]} * 3")
    dialog.accept()
    assert "inconsistent" in desk.verdicts()


def test_an_operation_is_chosen_for_selected_numbers_and_its_finding_shown(desk: Desk) -> None:
    desk.paste("Sales were 40 million euros in the north, the south had 20 million euros, and both 61 million euros.")
    claims = [row.claim.id for row in desk.session.rows if row.claim.quantity.unit == "EUR"]
    desk.session.selection.select_claims((claims[2], claims[0], claims[1]))
    desk.trigger("findings.relate")
    dialog = desk.window.findChild(RelateDialog)
    assert dialog.operation.nextInFocusChain() is dialog.roles[0]
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: not dialog.isVisible())
    shown = desk.session.finding(desk.session.selection.now.finding)
    assert shown is not None
    assert set(shown.claims) == set(claims)


def test_a_relation_shows_what_it_comes_to_before_it_is_added(desk: Desk) -> None:
    desk.paste("The boats cost 40 million euros. A crane needs 20 million euros. The tower is worth 90 million euros.")
    claims = [row.claim.id for row in desk.session.rows if row.claim.quantity.unit == "EUR"]
    steps = len(desk.session.case.history())
    desk.session.selection.select_claims((claims[2], claims[0], claims[1]))
    desk.trigger("findings.relate")
    dialog = desk.window.findChild(RelateDialog)
    dialog.operation.setCurrentIndex(dialog.operation.findData(Operation.SUM))
    assert " ".join(dialog.equation.text().split()) == "90 m EUR = 40 m EUR + 20 m EUR"
    assert "inconsistent" in dialog.outcome.text()
    dialog.roles[1].setCurrentIndex(0)
    assert not dialog.outcome.text().startswith("<span"), "one number in two places is refused, with the reason"
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not button.isEnabled()
    dialog.operation.setCurrentIndex(dialog.operation.count() - 1)
    assert not button.isEnabled()
    desk.qtbot.keyClicks(dialog.formula, f"{claims[0]} = {claims[1]} * 2")
    desk.qtbot.waitUntil(button.isEnabled)
    assert " ".join(dialog.equation.text().split()) == "40 m EUR = 20 m EUR × 2"
    assert "✓" in dialog.outcome.text()
    dialog.reject()
    assert len(desk.session.case.history()) == steps


def test_f2_in_the_what_if_list_changes_no_claim(desk: Desk) -> None:
    desk.paste(TRADE)
    claim = desk.claim("$671.7bn")
    desk.session.selection.select_claims((claim,))
    desk.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    values = desk.window.what_if.values
    assert values.hasFocus()
    desk.press(Qt.Key.Key_F2)
    desk.qtbot.keyClicks(QApplication.focusWidget(), "617.7bn")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(
        lambda: "617.7bn" in [values.item(row, 2).text() for row in range(values.rowCount())], timeout=20_000
    )
    assert desk.session.claim(claim).quantity.value == Decimal("671.7e9")
    assert desk.session.case.undo_name().key == "step.add-document"


def test_the_network_draws_what_joins_the_numbers(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.press(Qt.Key.Key_F8)
    desk.window.parts.show_dock("network")
    desk.qtbot.waitUntil(lambda: len(desk.window.network.scene().items()) > 4)
    assert desk.claim("$671.7bn") in desk.window.network.accessibleDescription()


def test_boxes_of_the_network_do_not_overlap() -> None:
    relations = [
        Relation(
            f"r{n}",
            Operation.RESTATEMENT,
            "x",
            (Operand("first", f"c{n}"), Operand("second", f"c{n % 3}")),
            binding=Binding.CLAUSE,
        )
        for n in range(3, 12)
    ]
    network = lay_out(relations, [f"c{n}" for n in range(12)])
    for is_claim in (True, False):
        heights = sorted(node.y for node in network.nodes if node.is_claim is is_claim)
        assert all(below - above >= 60 for above, below in itertools.pairwise(heights))
    assert len(network.lines) == 18
