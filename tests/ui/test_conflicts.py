"""Findings of one conflict stand under one head that folds; what was decided on stands apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt

from tests.ui.conftest import TRADE, Desk
from tests.ui.test_tables_and_filters import finding
from workbench.case import MarkNotAClaim
from workbench.model import Finding, Repair, RepairKind, Verdict
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.models.conflicts import Conflict, conflicts
from workbench.ui.models.finding_list import CONFLICT_ROLE, FindingListModel
from workbench.ui.wording import Wording

TWO = f"{TRADE}\n\nSales of the port rose 50% from $10 million to $40 million."


def test_findings_that_share_numbers_are_one_conflict() -> None:
    found = conflicts(
        [
            finding("f1", Verdict.INCONSISTENT, 0, ("a", "b")),
            finding("f2", Verdict.INCONSISTENT, 1, ("x", "y")),
            finding("f3", Verdict.DOUBTFUL, 2, ("c", "d")),
            finding("f4", Verdict.DOUBTFUL, 3, ("b", "c")),
            finding("f5", Verdict.INCONSISTENT, 4, ()),
        ]
    )
    assert [[one.id for one in conflict.findings] for conflict in found] == [["f1", "f3", "f4"], ["f2"], ["f5"]]
    assert found[0].claims == ("a", "b", "c", "d")
    assert found[0].centre == "b"


def test_the_slip_that_settles_all_of_a_conflict_is_named() -> None:
    first, second = (finding(name, Verdict.INCONSISTENT, 0, ("a", "b")) for name in ("f1", "f2"))
    first.repairs = (
        Repair("b", Decimal(1), RepairKind.SIGN, "half", ("f1",)),
        Repair("a", Decimal(2), RepairKind.SCALE, "both", ("f1", "f2")),
    )
    settled = conflicts([first, second])[0].settled_by
    assert settled is not None
    assert settled.text == "both"


def test_heads_count_what_is_beneath_them_and_decided_ones_stand_apart() -> None:
    model = FindingListModel(Wording("en"))
    findings = [finding(f"f{n}", Verdict.INCONSISTENT, n, ("a", f"b{n}")) for n in range(1, 5)]
    model.set_findings(findings, {"f2": "deferred", "f3": "dismissed", "f4": "accepted"})
    model.set_hidden(frozenset(), show_dismissed=True)
    shown = [model.index(n, 0).data() for n in range(model.rowCount())]
    assert shown == [
        "Inconsistent (2)", "Conflict over “a”", "For later (1)", "Title of f2", "Dismissed (1)", "Title of f3",
    ]  # fmt: skip
    assert [one.id for one in model.listed] == ["f1", "f4", "f2", "f3"]
    assert model.index_of("f4").parent() == model.index(1, 0)
    assert model.counts.total() == 3


def head_of(desk: Desk) -> QModelIndex:
    return next(index for index, _ in desk.window.findings.model.conflicts)


def members_of(desk: Desk) -> tuple[Finding, ...]:
    conflict: Conflict = head_of(desk).data(CONFLICT_ROLE)
    return conflict.findings


def test_the_gap_is_one_conflict_whose_head_names_its_number(desk: Desk) -> None:
    desk.paste(TWO)
    head = head_of(desk)
    assert "671.7bn" in head.data()
    assert "2 findings" in head.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "617.7" in head.data(Qt.ItemDataRole.AccessibleTextRole)
    assert desk.window.findings.list.isExpanded(head)
    assert desk.verdicts().count("inconsistent") == 3


def test_a_click_on_the_head_folds_and_chooses_all_its_numbers(desk: Desk) -> None:
    desk.paste(TWO)
    tree = desk.window.findings.list
    place = tree.visualRect(head_of(desk)).center()
    desk.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not tree.isExpanded(head_of(desk))
    conflict = head_of(desk).data(CONFLICT_ROLE)
    assert set(desk.session.selection.now.claims) == set(conflict.claims)
    assert desk.window.findings.explanation.finding is conflict.lead
    desk.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tree.isExpanded(head_of(desk))


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_keys_fold_and_unfold(desk: Desk, key: Qt.Key) -> None:
    desk.paste(TWO)
    tree = desk.window.findings.list
    desk.trigger("view.findings")
    desk.session.selection.select_finding(members_of(desk)[0].id)
    assert tree.currentIndex().parent() == head_of(desk)
    desk.press(Qt.Key.Key_Left)
    assert tree.currentIndex() == head_of(desk)
    desk.press(Qt.Key.Key_Left)
    assert not tree.isExpanded(head_of(desk))
    desk.press(Qt.Key.Key_Right)
    assert tree.isExpanded(head_of(desk))
    desk.press(key)
    assert not tree.isExpanded(head_of(desk))
    desk.press(Qt.Key.Key_Down)
    assert tree.currentIndex().parent() != head_of(desk)


def test_it_stays_folded_through_an_edit_and_opens_when_walked_to(desk: Desk) -> None:
    desk.paste(TWO)
    tree = desk.window.findings.list
    tree.collapse(head_of(desk))
    desk.session.selection.select_claims((desk.claim("$10 million"),))
    desk.trigger("claims.not_a_claim")
    assert not tree.isExpanded(head_of(desk))
    desk.session.selection.select_finding(members_of(desk)[1].id)
    assert tree.isExpanded(head_of(desk))
    assert tree.currentIndex().row() == 1


def test_what_is_left_for_later_moves_beneath_the_rest_and_the_next_is_chosen(desk: Desk) -> None:
    desk.paste(TWO)
    first = members_of(desk)[0].id
    desk.session.selection.select_finding(first)
    desk.trigger("findings.later")
    assert desk.session.selection.now.finding != first
    assert not list(desk.window.findings.model.conflicts)
    assert desk.window.findings.model.listed[-1].id == first
    model = desk.window.findings.model
    assert "For later (1)" in [model.index(row, 0).data() for row in range(model.rowCount())]
    desk.trigger("edit.undo")
    assert head_of(desk).isValid()


def test_a_dismissed_finding_is_shown_apart_when_asked_for(desk: Desk) -> None:
    desk.paste(TWO)
    first = members_of(desk)[0].id
    desk.session.selection.select_finding(first)
    desk.trigger("findings.dismiss")
    desk.window.findChild(ChoiceDialog).accept()
    assert first not in [one.id for one in desk.window.findings.model.listed]
    chip = desk.window.findings._dismissed_chip
    desk.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    model = desk.window.findings.model
    assert model.listed[-1].id == first
    assert not model.index_of(first).parent().isValid()


def test_the_finding_chosen_stays_chosen_when_an_edit_renumbers_the_rest(desk: Desk) -> None:
    desk.paste(TWO)
    chosen = members_of(desk)[0]
    desk.session.selection.select_finding(chosen.id)
    case, document = desk.session.case, desk.session.document_id
    assert case is not None
    assert document is not None
    case.do(MarkNotAClaim(document, desk.claim("$10 million")))
    now = desk.session.finding(desk.session.selection.now.finding)
    assert now is not None
    assert now.key == chosen.key
    assert desk.window.findings.explanation.finding is now
