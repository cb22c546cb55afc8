"""The page panel shows the current number of a PDF on the picture of its page, and says so when it cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import TRADE, Desk
from tests.ui.test_reaching_everything import nameless

RELEASE = Path(__file__).parents[1] / "reading" / "releases" / "port.en.pdf"


@pytest.fixture
def release(desk: Desk, tmp_path: Path) -> Path:
    """The release, open in the window, with the page panel on show."""
    path = tmp_path / "port.en.pdf"
    shutil.copyfile(RELEASE, path)
    desk.window.opening.open([path])
    desk.wait()
    desk.trigger("documents.page")
    return path


def select(desk: Desk, text: str) -> None:
    claim = desk.claim(text)
    desk.session.selection.select_claims((claim,), claim)


def test_the_panel_is_hidden_until_it_is_asked_for(desk: Desk) -> None:
    desk.window.opening.open([RELEASE])
    desk.wait()
    select(desk, "7.1%")
    desk.wait()
    assert desk.window.docks.all["page"].isHidden()
    assert desk.window.page.canvas.paper.isEmpty()
    desk.trigger("documents.page")
    desk.wait()
    assert desk.window.page.isVisible()
    assert desk.window.page.sentence == ""
    assert len(desk.window.page.canvas.boxes) == 1


def test_the_page_follows_the_selection(desk: Desk, release: Path) -> None:
    page = desk.window.page
    assert page.sentence == "Select a number to see it on its page."
    select(desk, "7.1%")
    desk.wait()
    first = page.canvas.mark()
    assert "Page 1 of 2" in page.canvas.accessibleName()
    assert "“7.1%”" in page.canvas.accessibleName()
    select(desk, "6.3%")
    assert page.canvas.mark() is None  # nothing is marked that was not asked for
    desk.wait()
    second = page.canvas.mark()
    assert first is not None
    assert second is not None
    assert second.right() < first.left()
    assert nameless(desk.window) == []


def test_only_the_number_asked_for_last_is_shown(desk: Desk, release: Path) -> None:
    for text in ("7.1%", "6.3%", "17,342.6 thousand tonnes"):
        select(desk, text)
    desk.wait()
    assert "17,342.6 thousand tonnes" in desk.window.page.canvas.accessibleName()
    assert len(desk.window.page.canvas.boxes) == 2  # it goes over two lines


def test_a_page_seen_before_comes_back_at_once(desk: Desk, release: Path) -> None:
    for text in ("7.1%", "6.3%"):
        select(desk, text)
        desk.wait()
    select(desk, "7.1%")
    assert desk.application.tasks.idle
    assert "“7.1%”" in desk.window.page.canvas.accessibleName()


def test_drawing_can_be_stopped(desk: Desk, release: Path) -> None:
    select(desk, "7.1%")
    assert desk.application.tasks.is_running("page")
    desk.application.tasks.cancel("page")
    desk.wait()
    assert "stopped" in desk.window.page.sentence
    select(desk, "6.3%")
    desk.wait()
    assert desk.window.page.sentence == ""


def test_the_page_fits_the_panel_until_it_is_zoomed(desk: Desk, release: Path) -> None:
    select(desk, "7.1%")
    desk.wait()
    page = desk.window.page
    assert page.canvas.width() <= page.area.viewport().width()
    fitted = page.canvas.zoom
    page.larger.click()
    desk.wait()
    assert page.canvas.zoom == pytest.approx(fitted * 1.25)
    assert not page.fit.isChecked()
    position = QPointF(page.area.viewport().rect().center())
    wheel = QWheelEvent(
        position, page.area.viewport().mapToGlobal(position), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.area.viewport(), wheel)
    desk.wait()
    assert page.canvas.zoom == pytest.approx(fitted * 1.25**2)
    mark = page.canvas.mark()
    assert mark is not None
    seen = page.canvas.visibleRegion().boundingRect()
    assert seen.contains(mark.toAlignedRect())
    page.setFocus()
    page.area.setFocus()
    desk.press(Qt.Key.Key_0)
    desk.wait()
    assert page.canvas.width() <= page.area.viewport().width()


def test_a_closer_look_gets_a_sharper_picture(desk: Desk, release: Path) -> None:
    select(desk, "7.1%")
    desk.wait()
    page = desk.window.page
    page.set_zoom(1.0)
    desk.wait()
    paper = page.canvas.paper
    coarse = page.canvas.image_size
    page.set_zoom(3.0)
    desk.wait()
    assert page.canvas.image_size.width() > 1.9 * coarse.width()
    assert page.canvas.paper.width() == pytest.approx(paper.width(), rel=0.01)
    assert len(page.canvas.boxes) == 1


def test_a_text_without_pages_says_so_in_a_line(desk: Desk) -> None:
    desk.paste(TRADE)
    select(desk, "24.4%")
    desk.trigger("documents.page")
    assert desk.window.page.sentence == ("This document has no pages to show: only a PDF has pictures of its pages.")


def test_a_text_with_form_feeds_has_pages_but_no_pictures(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(f"{TRADE}\n\f\nMore on this.", encoding="utf-8")
    desk.window.opening.open([path])
    desk.wait()
    desk.trigger("documents.page")
    select(desk, "24.4%")
    desk.wait()
    assert "only a PDF" in desk.window.page.sentence


def test_a_file_that_is_gone_is_told_in_the_panel(desk: Desk, release: Path) -> None:
    release.unlink()
    select(desk, "7.1%")
    desk.wait()
    assert str(release) in desk.window.page.sentence
    assert desk.window.messages.message is None


def test_a_file_that_changed_is_told_beside_the_page(desk: Desk, release: Path) -> None:
    release.write_bytes(release.read_bytes() + b"\n")
    select(desk, "7.1%")
    desk.wait()
    assert "the file has changed since it was read" in desk.window.page.canvas.accessibleName()


def test_closing_the_document_leaves_no_page(desk: Desk, release: Path) -> None:
    select(desk, "7.1%")
    desk.wait()
    desk.paste(TRADE)
    assert "only a PDF" in desk.window.page.sentence
