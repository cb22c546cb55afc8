"""While a document is read: its first pages; beside it: what reading left out; in place of it: what can be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QPushButton

from tests.reading.pictures import picture_pdf
from tests.reading.test_long_documents import text_pdf
from tests.ui.conftest import TRADE, Desk
from workbench.reading import can_recognise
from workbench.reading.pdf_page import picture_of_page
from workbench.ui.notices import notice_in

RELEASES = Path(__file__).parents[1] / "reading" / "releases"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report of 80 pages: long enough for its first ten to be shown early."""
    path = tmp_path / "report.pdf"
    pages = [[f"The quays took in {n}00 trains and {n * 7} ships.", *_lines(n)] for n in range(1, 81)]
    path.write_bytes(text_pdf(pages))
    return path


def _lines(page: int) -> list[str]:
    return [
        f"Quay {quay} of page {page} is kept for the ships of the coast, which come by night." for quay in range(30)
    ]


def at_first_pages(desk: Desk, look: Callable[[], None]) -> None:
    """Call `look` at the moment the first pages are on show."""
    desk.session.first_pages.arrived.connect(look)


def top_line(desk: Desk) -> str:
    """The first words in view."""
    view = desk.window.source.view
    text = view.toPlainText()
    top = view.offset_at(QPointF(1.0, 1.0))
    return text[top : top + 30]


def test_the_first_pages_are_readable_before_the_rest(desk: Desk, report: Path) -> None:
    seen: list[tuple[str, str, bool, bool, int, str]] = []
    window = desk.window
    at_first_pages(
        desk,
        lambda: seen.append(
            (
                window.source.view.toPlainText(),
                window.source.notices.text.text(),
                window.source.notices.isVisible(),
                window.actions_["export.excel"].isEnabled(),
                window.claims.model.total,
                window.source.tabs.tabText(0),
            )
        ),
    )
    window.opening.open([report])
    desk.wait()
    ((text, notice, visible, exportable, claims, _),) = seen
    assert "1000 trains" in text
    assert "1100 trains" not in text
    assert visible
    assert notice.startswith("Still reading: these are the first 10 pages.")
    assert not exportable
    assert claims == 0
    assert "8000 trains" in window.source.view.toPlainText()
    assert "Still reading" not in window.source.notices.text.text()
    assert window.claims.model.total > 80
    assert window.source.tabs.count() == 1
    assert desk.session.first_pages.document is None


def test_the_whole_keeps_the_place_of_the_reader(desk: Desk, report: Path) -> None:
    places: list[str] = []

    def read_on() -> None:
        view = desk.window.source.view
        view.show_span(at := view.toPlainText().index("700 trains"), at + 3)
        places.append(top_line(desk))

    at_first_pages(desk, read_on)
    desk.window.opening.open([report])
    desk.wait()
    assert places
    assert not places[0].startswith("The quays took in 100 trains")
    assert top_line(desk) == places[0]
    assert "8000 trains" in desk.window.source.view.toPlainText()


def test_selected_words_stay_selected(desk: Desk, report: Path) -> None:
    def select() -> None:
        view = desk.window.source.view
        cursor = view.textCursor()
        at = view.toPlainText().index("300 trains")
        cursor.setPosition(at)
        cursor.setPosition(at + 10, cursor.MoveMode.KeepAnchor)
        view.setTextCursor(cursor)

    at_first_pages(desk, select)
    desk.window.opening.open([report])
    desk.wait()
    assert desk.window.source.view.textCursor().selectedText() == "300 trains"


def test_stopping_brings_the_document_before_back(desk: Desk, report: Path) -> None:
    desk.paste(TRADE)
    texts: list[str] = []

    def stop() -> None:
        texts.append(desk.window.source.view.toPlainText())
        # The cross of the tab does what the cross of the status bar does.
        desk.window.source.tabs.tabCloseRequested.emit(desk.window.source.tabs.currentIndex())

    at_first_pages(desk, stop)
    desk.window.opening.open([report])
    desk.wait()
    assert "100 trains" in texts[0]
    assert desk.session.document is not None
    assert desk.session.document.text == TRADE
    assert desk.window.source.view.toPlainText() == TRADE
    assert desk.window.source.tabs.count() == 1
    assert desk.window.claims.model.total > 0


def test_stopping_the_first_document_leads_back_to_the_start(desk: Desk, report: Path) -> None:
    at_first_pages(desk, lambda: desk.application.tasks.cancel("open"))
    desk.window.opening.open([report])
    desk.wait()
    assert desk.session.document is None
    assert desk.window.start.isVisible()
    assert desk.window.docks.all["source"].isHidden()


def test_another_document_can_be_looked_at_meanwhile(desk: Desk, report: Path) -> None:
    desk.paste(TRADE)
    counts: list[int] = []

    def look_away() -> None:
        counts.append(desk.window.source.tabs.count())
        desk.window.source.tabs.setCurrentIndex(0)
        counts.append(desk.window.source.tabs.count())

    at_first_pages(desk, look_away)
    desk.window.opening.open([report])
    desk.wait()
    assert counts == [2, 1]
    assert desk.session.document is not None
    assert "8000 trains" in desk.session.document.text
    assert desk.window.source.tabs.count() == 2


def test_a_file_opened_meanwhile_waits_its_turn(desk: Desk, report: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.txt"
    second.write_text(TRADE, encoding="utf-8")
    desk.window.opening.open([report])
    desk.window.opening.open([second])
    desk.window.opening.add_text(TRADE, "Pasted")
    desk.qtbot.waitUntil(lambda: len(desk.session.titles) == 3, timeout=30_000)
    desk.wait()
    assert desk.session.titles[-1][1] == "Pasted"
    assert desk.session.document is not None
    assert desk.session.document.text == TRADE


def test_stopping_drops_the_files_that_wait(desk: Desk, report: Path) -> None:
    desk.window.opening.open([report])
    desk.window.opening.add_text(TRADE, "Pasted")
    desk.application.tasks.cancel("open")
    desk.wait()
    assert desk.session.titles == []
    desk.paste(TRADE)
    assert len(desk.session.titles) == 1


def test_a_change_of_language_does_not_stop_the_reading(desk: Desk, report: Path) -> None:
    at_first_pages(desk, lambda: setattr(desk.settings, "language", "fr"))
    desk.window.opening.open([report])
    desk.wait()
    assert desk.session.document is not None
    assert "8000 trains" in desk.window.source.view.toPlainText()
    assert "Lecture en cours" not in desk.window.source.notices.text.text()


# Notices


def test_notices_stand_above_the_text_folded_to_the_first(desk: Desk) -> None:
    desk.window.opening.open([RELEASES / "port.en.pdf"])
    desk.wait()
    line = desk.window.source.notices
    assert line.isVisible()
    assert len(line.notices) >= 2
    assert line.text.text() == line.notices[0]
    assert line.text.accessibleName() == line.notices[0]
    assert line.fold.accessibleName() == f"{len(line.notices) - 1} more"
    line.fold.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert line.text.text().splitlines() == list(line.notices)
    assert line.fold.accessibleName() == "Fold"
    assert desk.window.messages.message is None
    desk.paste(TRADE)
    assert line.isHidden()


def test_notices_speak_the_language_of_the_interface(desk: Desk) -> None:
    desk.window.opening.open([RELEASES / "port.en.pdf"])
    desk.wait()
    desk.settings.language = "fr"
    assert desk.window.source.notices.notices[0].startswith("Les en-têtes et pieds de page")
    assert all("left out" not in notice for notice in desk.window.source.notices.notices)


def test_a_notice_with_a_quotation_is_said_in_another_language() -> None:
    english = (
        "Two numbers stand glued together (5.2%5.4%), as where the mark of a correction was lost: "
        "check which one holds."
    )
    assert notice_in(english, "fr").startswith("Deux nombres se touchent (5.2%5.4%)")
    assert notice_in(notice_in(english, "fr"), "en") == english
    assert notice_in("Something else.", "fr") == "Something else."


# Pages that are pictures


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A release of which only pictures are left."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(picture_pdf(picture_of_page((RELEASES / "port.en.pdf").read_bytes(), 1, scale=3.0)[0]))
    return path


def action_of(desk: Desk) -> QPushButton | None:
    """The button of the message bar."""
    shown = [button for button in desk.window.messages.findChildren(QPushButton) if button.isVisible()]
    return shown[0] if shown else None


@pytest.mark.skipif(not can_recognise(), reason="Tesseract is not installed")
def test_pictures_of_pages_are_recognised_on_request(desk: Desk, scan: Path) -> None:
    desk.window.opening.open([scan])
    desk.wait()
    assert desk.session.document is None
    message, button = desk.window.messages.message, action_of(desk)
    assert message is not None
    assert "scan.pdf is pictures of pages" in message.text
    assert button is not None
    assert button.text() == "Recognise the text"
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.wait()
    assert desk.session.document is not None
    assert "6.4" in desk.session.document.text
    assert "recognised from pictures" in desk.window.source.notices.text.text()
    assert scan in desk.settings.recent
    # The page has no text to find the number by: it is shown without a mark, and says so.
    desk.trigger("documents.page")
    claim = next(row.claim for row in desk.session.rows if "17,342.6" in row.claim.text).id
    desk.session.selection.select_claims((claim,), claim)
    desk.wait()
    assert desk.window.page.sentence == ""
    assert desk.window.page.canvas.mark() is None
    assert "was not found on the picture of the page" in desk.window.page.canvas.accessibleName()


@pytest.mark.skipif(not can_recognise(), reason="Tesseract is not installed")
def test_recognising_can_be_stopped(desk: Desk, scan: Path) -> None:
    desk.window.opening.recognise(scan)
    assert desk.application.tasks.is_running("open")
    desk.application.tasks.cancel("open")
    desk.wait()
    assert desk.session.document is None
    assert desk.window.messages.message is None


@pytest.mark.skipif(not can_recognise(), reason="Tesseract is not installed")
def test_pictures_without_words_are_told_in_one_sentence(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "grey.pdf"
    path.write_bytes(picture_pdf())
    desk.window.opening.recognise(path)
    desk.wait()
    message = desk.window.messages.message
    assert message is not None
    assert message.text == "grey.pdf holds no text: there is nothing to check."
    assert path not in desk.settings.recent


def test_without_recognition_the_sentence_stands_alone(
    desk: Desk, scan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no recognition engine there
    desk.window.opening.open([scan])
    desk.wait()
    message = desk.window.messages.message
    assert message is not None
    assert message.text.startswith("scan.pdf is pictures of pages without a text layer; run it through")
    assert action_of(desk) is None
