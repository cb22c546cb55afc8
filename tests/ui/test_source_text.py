"""Marks stand under the numbers they are about, whatever else is in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from tests.ui.conftest import Desk
from workbench.ui.views.source import SourceView


def shown_under(view: SourceView, start: int, end: int) -> str:
    """The characters the widget shows where it thinks the code points from `start` to `end` are."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(view._map.to_utf16(start))
    cursor.setPosition(view._map.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n")


@pytest.mark.parametrize(
    "text",
    [
        "Sales 😀 rose 14% to $3.5bn.",
        "𝟙𝟚 😀😀 Sales rose 14% to $3.5bn.\nProfit 🇫🇷 was $1.2bn.",
        "销售额 😀 增长 14%。 Sales were $3.5bn.",
        "المبيعات 14% و $3.5bn.",
        "Les ventes\u00a0: 3,5\u202fmilliards d'euros, soit 14\u00a0%.",
    ],
)
def test_a_mark_is_under_its_number(desk: Desk, text: str) -> None:
    desk.paste(text)
    view, document = desk.window.source.view, desk.session.document
    assert desk.session.rows
    for row in desk.session.rows:
        claim = row.claim
        assert document.text[claim.start : claim.end] == claim.text
        assert shown_under(view, claim.start, claim.end) == claim.text
        pieces = view.pieces(claim.start, claim.end)
        assert pieces
        assert view.claim_at(pieces[0].rect.center()).id == claim.id


def test_what_is_copied_is_what_the_document_has(desk: Desk) -> None:
    text = "Les ventes\u00a0: 3,5\u202fmilliards d'euros."
    desk.paste(text)
    view = desk.window.source.view
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == desk.session.document.text


def test_the_text_stays_where_it_is_when_the_number_is_in_view(desk: Desk) -> None:
    lines = "\n\n".join(f"Paragraph {n}: sales of {n + 100} million euros in the region." for n in range(120))
    desk.paste(lines)
    view = desk.window.source.view
    rows = desk.window.claims.model.rows
    view.verticalScrollBar().setValue(0)
    desk.session.selection.select_claims((rows[2].claim.id,))
    assert view.verticalScrollBar().value() == 0
    far = rows[-20].claim
    desk.session.selection.select_claims((far.id,))
    pieces = view.pieces(far.start, far.end)
    assert pieces
    middle = view.viewport().height() / 2
    assert abs(pieces[0].rect.center().y() - middle) < view.viewport().height() / 3


def test_a_giant_paragraph_is_shown_in_pieces_with_the_same_offsets(desk: Desk) -> None:
    text = " ".join(f"In year {n} sales were {n} million euros." for n in range(1000, 3000))
    desk.paste(text)
    view = desk.window.source.view
    assert view.document().blockCount() > 3
    last = desk.session.rows[-1].claim
    assert shown_under(view, last.start, last.end) == last.text
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == desk.session.document.text


def test_zooming_keeps_marks_under_their_numbers_and_is_remembered(desk: Desk) -> None:
    desk.paste("Sales rose 14% to $3.5bn.")
    desk.trigger("view.zoom_in")
    desk.trigger("view.zoom_in")
    view = desk.window.source.view
    assert view.zoom == 120
    assert desk.settings.zoom == 120
    claim = desk.session.rows[0].claim
    assert view.claim_at(view.pieces(claim.start, claim.end)[0].rect.center()).id == claim.id
    desk.trigger("view.zoom_reset")
    assert view.zoom == 100


def test_find_marks_every_hit_and_walks_them(desk: Desk) -> None:
    desk.paste("Sales rose 14% in the North. Sales fell 3% in the South. Costs rose.")
    desk.window.source.view.setFocus()
    desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = desk.window.source.find_bar
    desk.qtbot.keyClicks(bar.box, "sales")
    desk.qtbot.waitUntil(lambda: len(desk.window.source.view._found) == 2)
    assert bar._count.text() == "1 of 2"
    desk.qtbot.keyClick(bar.box, Qt.Key.Key_Return)
    assert bar._count.text() == "2 of 2"
    desk.qtbot.keyClick(bar.box, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert desk.window.source.view._found == []


def test_the_tip_says_the_reading_in_words(desk: Desk) -> None:
    desk.paste("Sales exceeded 350 billion yuan.")
    tip = desk.window.source.view._describe(desk.session.rows[0].claim)
    assert "350\u00a0bn" in tip
    assert "400\u00a0bn" in tip
    assert "More than" in tip


def test_lines_keep_a_readable_length_and_stand_in_the_middle(desk: Desk) -> None:
    desk.window.resize(2400, 900)
    desk.paste("word " * 400 + "and 14% more.")
    view = desk.window.source.view
    layout = view.document().firstBlock().layout()
    lengths = [layout.lineAt(n).textLength() for n in range(layout.lineCount() - 1)]
    assert max(lengths) <= 100


def test_the_columns_of_a_table_stand_under_each_other(desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "table.html"
    rows = "".join(f"<tr><td>Region number {n}{'x' * n}</td><td>{n}00 t</td><td>{n}.5%</td></tr>" for n in range(1, 6))
    page.write_text(f"<h1>Output</h1><table><tr><th>Region</th><th>Output</th><th>Share</th></tr>{rows}</table>")
    desk.window.opening.open([page])
    desk.wait()
    view = desk.window.source.view
    cells = [block for block in desk.session.document.blocks if block.cell is not None and block.cell.column == 1]
    lefts = {round(view.pieces(block.start, block.end)[0].rect.left()) for block in cells}
    assert len(cells) == 6
    assert len(lefts) == 1


def test_the_hit_that_is_shown_is_framed(desk: Desk) -> None:
    desk.paste("Sales were 40 million euros in the north and 20 million euros in the south.")
    desk.trigger("edit.find")
    view = desk.window.source.view
    desk.qtbot.keyClicks(desk.window.source.find_bar.box, "million")
    desk.qtbot.waitUntil(lambda: view._hit is not None)
    first = view._hit
    before = view.viewport().grab().toImage()
    desk.window.source.find_bar.next()
    assert view._hit != first
    assert view.viewport().grab().toImage() != before
