"""A second reader judges without seeing the first verdict; signatures; a log that says who, what, when, from, to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.conftest import TRADE, Desk
from workbench.case import SignOffDocument, Target
from workbench.ui.dialogs.choice import ChoiceDialog


def choose(desk: Desk, action: str, place: int, words: str = "") -> None:
    desk.trigger(action)
    dialog = desk.window.findChildren(ChoiceDialog)[-1]
    assert not dialog.words.text()
    desk.qtbot.keyClick(dialog.list, Qt.Key(int(Qt.Key.Key_0) + place))
    dialog.words.setText(words)
    dialog.accept()


def verdict_shown(desk: Desk) -> str:
    return next(row.verdict for row in desk.session.rows if row.claim.text == "24.4%")


def log(desk: Desk) -> list[tuple[str, ...]]:
    desk.window.parts.show_dock("log")
    desk.qtbot.waitUntil(lambda: "log" in desk.window.docks.in_sight)
    model = desk.window.log.model
    lines = [model.line(row) for row in range(model.rowCount())]
    return [line.cells for line in lines if line is not None]


@pytest.fixture
def judged(desk: Desk) -> Desk:
    """A text whose 24.4% the first reader found wrong; another person sits down."""
    desk.paste(TRADE)
    desk.session.selection.select_claims((desk.claim("24.4%"),))
    choose(desk, "claims.verdict", 5, "should be 35.3")
    assert verdict_shown(desk) == "Wrong"
    desk.settings.person = "B. Reader"
    return desk


def test_the_first_verdict_shows_nowhere_to_the_second_reader(judged: Desk) -> None:
    assert "Wrong" not in verdict_shown(judged)
    assert not any("Wrong" in cell or "35.3" in cell for line in log(judged) for cell in line)
    judged.window.claims.table.setColumnHidden(10, False)
    judged.window.claims.copy()
    assert "Wrong" not in QGuiApplication.clipboard().text()


def test_the_second_reader_judges_and_then_sees_both(judged: Desk) -> None:
    choose(judged, "claims.second_verdict", 1)
    assert verdict_shown(judged) == "Wrong ≠ Verified"
    assert judged.window.messages.message is not None
    assert "Wrong" in judged.window.messages.message.text
    assert log(judged)[0][5] == "Verified"
    assert any(line[5] == "Wrong" and line[6] == "should be 35.3" for line in log(judged))
    judged.trigger("edit.undo")
    assert "Wrong" not in verdict_shown(judged)


def test_a_second_reader_who_asks_for_the_plain_verdict_does_not_overwrite_the_first(judged: Desk) -> None:
    choose(judged, "claims.verdict", 5)
    case, document = judged.session.case, judged.session.document_id
    target = Target.claim(document, judged.claim("24.4%"))
    assert case.verdict(target).by == "A. Analyst"
    assert case.review(target, "B. Reader").second.by == "B. Reader"
    assert verdict_shown(judged) == "Wrong"
    assert judged.window.status.news == "Both readers agree."


def test_two_people_sign_and_one_withdraws(desk: Desk) -> None:
    desk.paste("There were 30 ships in 2021.")
    document = desk.session.document_id
    choose(desk, "claims.sign_off", 1)
    choose(desk, "claims.sign_off", 2)
    assert desk.window.messages.message.level == "error"
    assert list(desk.session.case.sign_offs(document)) == ["preparer"]
    desk.settings.person = "B. Reader"
    choose(desk, "claims.sign_off", 2)
    signed = desk.session.case.sign_offs(document)
    assert {part: entry.by for part, entry in signed.items()} == {"preparer": "A. Analyst", "reviewer": "B. Reader"}
    desk.trigger("claims.sign_off")
    dialog = desk.window.findChildren(ChoiceDialog)[-1]
    assert dialog.list.count() == 4
    assert "A. Analyst" in dialog.list.item(2).text()
    dialog.list.setCurrentRow(3)
    dialog.accept()
    assert list(desk.session.case.sign_offs(document)) == ["preparer"]


def test_the_log_speaks_the_language_of_the_interface(desk: Desk) -> None:
    desk.settings.language = "fr"
    desk.paste(TRADE)
    claim = desk.claim("$671.7bn")
    desk.window._edit(claim, "value", "617,7 Md")
    desk.session.selection.select_claims((desk.claim("24.4%"),))
    desk.trigger("claims.not_a_claim")
    desk.trigger("edit.undo")
    undone, marked, edited = log(desk)[:3]
    assert edited[1:6] == (
        "A. Analyst", f"modifier la valeur de {claim}", f"{claim} · la valeur", "671\u202f700\u202f000\u202f000",
        "617\u202f700\u202f000\u202f000",
    )  # fmt: skip
    assert marked[5] == "pas un chiffre"
    assert undone[2].startswith("annulé")
    assert len(edited[0]) == 16


def test_a_name_given_before_any_case_signs_the_first_edit(desk: Desk) -> None:
    desk.settings.person = "C. Checker"
    desk.paste(TRADE)
    desk.session.do(SignOffDocument(desk.session.document_id, override="trial"))
    assert log(desk)[0][1] == "C. Checker"
