"""The ends of a claim, cutting and joining claims: by keyboard alone, each one step that can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import TRADE, Desk
from workbench.ui.models.word_steps import end_later, end_sooner, places_to_split, start_later, start_sooner

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("text", "claim", "later", "sooner"),
    [
        ("about 350 million euros in 2021", "350 million", "350 million euros", "350"),
        ("un total de 1 234,5 Md€.", "1 234,5 Md", "1 234,5 Md€", "1 234,5"),
        ("达到3500亿元，", "3500亿", "3500亿元", "3500"),
        ("only 12", "12", "12", "12"),
    ],
)
def test_ends_move_by_numbers_words_and_signs(text: str, claim: str, later: str, sooner: str) -> None:
    start = text.index(claim)
    end = start + len(claim)
    assert text[start : end_later(text, end)] == later
    assert text[start : end_sooner(text, start, end)] == sooner


def test_starts_move_the_same_way() -> None:
    text = "nearly 350 million"
    assert start_sooner(text, 7) == 0
    assert start_later(text, 0, 18) == 7
    assert start_later(text, 7, 10) == 7
    assert start_sooner(text, 0) == 0


def test_a_claim_is_cut_only_between_its_numbers() -> None:
    assert places_to_split("rose 10-15 %", 5, 12) == [7, 8]
    assert places_to_split("15 %", 0, 4) == []


def test_moving_an_end_by_keyboard_reads_the_number_anew(desk: Desk) -> None:
    desk.paste("Sales came to 350 million euros in 2021.")
    claim = desk.claim("350 million euros")
    desk.trigger("view.source")
    desk.press(Qt.Key.Key_Down, CONTROL)
    assert desk.session.selection.now.claim == claim
    desk.press(Qt.Key.Key_Left, ALT_SHIFT)
    assert desk.session.claim(claim).text == "350 million"
    assert "350 million" in desk.window.status.news
    desk.press(Qt.Key.Key_Left, ALT_SHIFT)
    assert desk.session.claim(claim).quantity.value == 350
    desk.press(Qt.Key.Key_Right, ALT_SHIFT)
    assert desk.session.claim(claim).quantity.value == 350_000_000
    desk.press(Qt.Key.Key_Down, ALT_SHIFT)
    assert desk.window.messages.message is not None
    assert desk.session.claim(claim).text == "350 million"
    for _ in range(3):
        desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.session.claim(claim).text == "350 million euros"
    assert desk.session.selection.now.claim == claim


def test_an_end_that_cannot_move_says_so(desk: Desk) -> None:
    desk.paste("There are 350 ships.")
    desk.session.selection.select_claims((desk.claim("350"),))
    desk.trigger("claims.end_sooner")
    assert desk.window.status.news
    assert not desk.window.actions_["edit.undo"].text().endswith("c1")


def test_several_claims_are_selected_by_keyboard_in_the_text(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.trigger("view.source")
    desk.press(Qt.Key.Key_Down, CONTROL)
    first = desk.session.selection.now.claim
    desk.press(Qt.Key.Key_Down, CONTROL_SHIFT)
    desk.press(Qt.Key.Key_Down, CONTROL_SHIFT)
    assert len(desk.session.selection.now.claims) == 3
    assert len(desk.window.claims.selected_ids()) == 3
    desk.press(Qt.Key.Key_Up, CONTROL_SHIFT)
    assert len(desk.session.selection.now.claims) == 2
    desk.press(Qt.Key.Key_Up, CONTROL_SHIFT)
    assert desk.session.selection.now.claims == (first,)


def test_splitting_and_merging_by_keyboard(desk: Desk) -> None:
    desk.paste("Between 10 and 15 ships came in.")
    desk.trigger("view.source")
    desk.press(Qt.Key.Key_Down, CONTROL)
    before = desk.ids_shown()
    assert len(before) == 1
    desk.press(Qt.Key.Key_K, CONTROL_SHIFT)
    assert len(desk.ids_shown()) == 2
    assert len(desk.session.selection.now.claims) == 2
    desk.press(Qt.Key.Key_M, CONTROL_SHIFT)
    assert desk.ids_shown() == before
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.ids_shown() == before
