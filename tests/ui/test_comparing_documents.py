"""Two or more documents side by side: what differs, going to it, and taking decisions over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import TRADE, Desk
from tests.ui.test_reaching_everything import nameless
from workbench.case import SetVerdict, Target
from workbench.comparing import State

FIRST = (
    "The port handled 48.6 million tonnes in 2023, 8% more than the 45.0 million tonnes of 2022. "
    "Nearly 25% of it was coal. Revenue came to €317.8 million. Of its 1,240 people, 310 are women."
)
SECOND = (
    "The port handled 48.6 million tonnes in 2023, 8% more than the 45.0 million tonnes of 2022. "
    "25% of it was coal. Revenue came to €371.8 million. Of its 1,240 people, 310 are women."
)


@pytest.fixture
def versions(desk: Desk) -> tuple[str, str]:
    """Two versions of a release, the second on show; their ids."""
    for title, text in (("First", FIRST), ("Second", SECOND)):
        desk.window.opening.add_text(text, title)
        desk.wait()
    (first, _), (second, _) = desk.session.titles
    return first, second


def open_table(desk: Desk) -> None:
    desk.trigger("documents.compare")
    desk.wait()


def rows(desk: Desk) -> list[list[str]]:
    """The table as it is read on the screen."""
    model = desk.window.compare.model
    return [
        [str(model.index(row, column).data()).replace("\xa0", " ") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def verdict_on(desk: Desk, document: str, text: str) -> object:
    case = desk.session.case
    assert case is not None
    claim = next(claim.id for claim in case.claims(document) if claim.text == text)
    return case.verdict(Target.claim(document, claim))


def judge(desk: Desk, document: str, *texts: str) -> None:
    case = desk.session.case
    assert case is not None
    desk.session.show_document(document)
    for text in texts:
        claim = next(claim.id for claim in case.claims(document) if claim.text == text)
        assert desk.session.do(SetVerdict(Target.claim(document, claim), case.verdict_scale()[0].id)) is not None


def test_one_document_cannot_be_compared(desk: Desk) -> None:
    desk.paste(TRADE)
    assert not desk.window.actions_["documents.compare"].isEnabled()
    assert desk.window.docks.all["compare"].isHidden()


def test_the_table_shows_what_differs_and_in_what_way(desk: Desk, versions: tuple[str, str]) -> None:
    open_table(desk)
    panel = desk.window.compare
    assert panel.old.currentData() == versions[0]
    assert panel.new.currentData() == versions[1]
    assert rows(desk) == [
        ["~ hedge differs", "Nearly 25%", "~25%", "25%", "25%"],
        ["≠ changed", "€317.8 million", "317.8 m EUR", "€371.8 million", "371.8 m EUR"],
    ]
    assert panel.count.startswith("2 of ")
    heading = panel.model.headerData(1, Qt.Orientation.Horizontal)
    assert heading == "First"
    assert nameless(desk.window) == []


def test_what_is_the_same_is_shown_on_request(desk: Desk, versions: tuple[str, str]) -> None:
    open_table(desk)
    differing = len(rows(desk))
    desk.window.compare.only.click()
    assert len(rows(desk)) > differing
    assert ["= same", "1,240", "1,240", "1,240", "1,240"] in [
        [row[0], *(cell.removesuffix(" people") for cell in row[1:])] for row in rows(desk)
    ]
    desk.window.compare.only.click()
    assert len(rows(desk)) == differing


def test_a_cell_selects_its_number_in_its_document(desk: Desk, versions: tuple[str, str]) -> None:
    open_table(desk)
    panel = desk.window.compare
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(1, 1))
    assert desk.session.document_id == versions[0]
    chosen = desk.session.selection.now.claim
    assert chosen is not None
    assert desk.session.claim(chosen).text == "€317.8 million"
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Right)
    assert desk.session.document_id == versions[1]
    chosen = desk.session.selection.now.claim
    assert chosen is not None
    assert desk.session.claim(chosen).text == "€371.8 million"
    desk.press(Qt.Key.Key_Up)
    assert desk.session.claim(desk.session.selection.now.claim).text == "25%"
    assert len(rows(desk)) == 2


def test_the_row_follows_the_selection(desk: Desk, versions: tuple[str, str]) -> None:
    open_table(desk)
    claim = desk.claim("€371.8 million")
    desk.session.selection.select_claims((claim,), claim)
    assert desk.window.compare.table.currentIndex().row() == 1


def test_a_figure_left_out_is_missing_and_a_new_one_added(desk: Desk) -> None:
    desk.window.opening.add_text(FIRST.replace("310 are women", "most are women"), "First")
    desk.wait()
    desk.window.opening.add_text(FIRST.replace(" Revenue came to €317.8 million.", ""), "Second")
    desk.wait()
    open_table(desk)
    states = {row.state for row in desk.window.compare.model.rows}
    assert states == {State.MISSING, State.ADDED}
    row = next(number for number, row in enumerate(desk.window.compare.model.rows) if row.state is State.MISSING)
    desk.window.compare.table.setCurrentIndex(desk.window.compare.model.index(row, 3))
    assert desk.session.claim(desk.session.selection.now.claim).text == "€317.8 million"


def test_an_edit_changes_the_table(desk: Desk, versions: tuple[str, str]) -> None:
    open_table(desk)
    claim = desk.claim("€371.8 million")
    assert desk.window._edit(claim, "value", "€317.8 million")
    desk.wait()
    assert [row[0] for row in rows(desk)] == ["~ hedge differs"]


def test_decisions_are_carried_over_in_one_step(desk: Desk, versions: tuple[str, str]) -> None:
    first, second = versions
    judge(desk, first, "8%", "45.0 million tonnes", "€317.8 million")
    open_table(desk)
    assert [row[0] for row in rows(desk) if "€317.8 million" in row] == ["! changed: check again"]
    assert "1 to check again" in desk.window.compare.count
    desk.qtbot.mouseClick(desk.window.compare.carry, Qt.MouseButton.LeftButton)
    desk.wait()
    assert verdict_on(desk, second, "8%") is not None
    assert verdict_on(desk, second, "45.0 million tonnes") is not None
    assert verdict_on(desk, second, "€371.8 million") is None
    assert desk.session.document_id == second
    assert desk.window.status.news == "Decisions carried over. 1 to check again."
    desk.trigger("edit.undo")
    desk.wait()
    assert verdict_on(desk, second, "8%") is None
    assert verdict_on(desk, second, "45.0 million tonnes") is None
    assert verdict_on(desk, first, "8%") is not None
    desk.trigger("edit.redo")
    desk.wait()
    assert verdict_on(desk, second, "8%") is not None


def test_nothing_to_carry_over_is_said(desk: Desk, versions: tuple[str, str]) -> None:
    open_table(desk)
    desk.window.compare.carry.click()
    assert desk.window.status.news == "There was nothing to carry over."


def test_the_same_document_twice_is_no_comparison(desk: Desk, versions: tuple[str, str]) -> None:
    open_table(desk)
    panel = desk.window.compare
    panel.new.setFocus()
    desk.press(Qt.Key.Key_Up)
    desk.wait()
    assert panel.sentence == "Choose two different documents."
    assert not panel.carry.isEnabled()
    desk.press(Qt.Key.Key_Down)
    desk.wait()
    assert panel.sentence == ""


def test_equal_documents_are_said_to_be(desk: Desk) -> None:
    for title in ("First", "Second"):
        desk.window.opening.add_text(FIRST, title)
        desk.wait()
    open_table(desk)
    assert "are the same." in desk.window.compare.sentence


def test_three_documents_side_by_side(desk: Desk, versions: tuple[str, str]) -> None:
    desk.window.opening.add_text(SECOND.replace("8%", "9%"), "Third")
    desk.wait()
    open_table(desk)
    panel = desk.window.compare
    panel.new.setFocus()
    desk.press(Qt.Key.Key_End)
    desk.wait()
    assert panel.new.currentText() == "All documents"
    assert panel.model.columnCount() == 7
    assert [row[1::2] for row in rows(desk) if row[1] == "8%"] == [["8%", "8%", "9%"]]
    assert not panel.carry.isEnabled()


def test_closing_a_document_ends_the_comparison(desk: Desk, versions: tuple[str, str]) -> None:
    open_table(desk)
    desk.trigger("file.close_document")
    desk.wait()
    assert desk.window.compare.sentence == "Open two documents or more to compare their figures."
    assert desk.window.compare.model.rowCount() == 0
    desk.trigger("edit.undo")
    desk.wait()
    assert len(rows(desk)) == 2


def test_comparing_can_be_stopped(desk: Desk, versions: tuple[str, str]) -> None:
    desk.trigger("documents.compare")
    assert desk.application.tasks.is_running("compare")
    desk.application.tasks.cancel("compare")
    desk.wait()
    assert desk.window.compare.sentence == "Comparing was stopped. Choose the documents again."


def test_in_french(desk: Desk, versions: tuple[str, str]) -> None:
    desk.settings.language = "fr"
    open_table(desk)
    assert [row[0] for row in rows(desk)] == ["~ nuance différente", "≠ modifié"]
    assert desk.window.compare.count.startswith("2 chiffres sur")


def test_opening_the_comparison_chooses_nothing(desk: Desk, versions: tuple[str, str]) -> None:
    desk.session.selection.clear()
    open_table(desk)
    assert desk.session.selection.now.claim is None
    desk.press(Qt.Key.Key_Down)
    assert desk.session.selection.now.claim is not None
