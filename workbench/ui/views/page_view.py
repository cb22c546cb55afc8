"""The page of a PDF on which the current number stands, as a picture, with the number marked."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from workbench.messages import PlainError
from workbench.model import Claim, Document
from workbench.ui.look import SPACE, Look
from workbench.ui.named import frameless, named
from workbench.ui.session import Session
from workbench.ui.tasks import Control
from workbench.ui.views.content_or_sentence import lay_out
from workbench.ui.views.page_canvas import PageCanvas

if TYPE_CHECKING:
    from workbench.reading.pages import PagePicture

_KIND = "page"
# Pixels a point: sharp to 200 %, and for what is looked at closer.
_SCALES = (2.0, 4.0)
_KEPT_PICTURES = 12
_ZOOM_STEP = 1.25
_PDF_HEAD = 1024  # a PDF names itself within its first bytes


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A number on its page, at so many pixels a point."""

    sha256: str
    path: Path
    start: int
    end: int
    scale: float


@dataclass(frozen=True, slots=True)
class _Found:
    """The picture, and whether the file changed since its text was read. No picture: the file has no pages."""

    picture: PagePicture | None
    changed: bool = False


class PagePanel(QWidget):
    """Follows the shared selection while it is in view; pictures are made in a worker, one at a time."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self._kept: OrderedDict[_Wanted, _Found] = OrderedDict()
        self._wanted: _Wanted | None = None
        self._shown: _Wanted | None = None
        self.canvas = PageCanvas()
        self._facts = named(QLabel(), "facts")
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setWordWrap(True)
        self.smaller = self._button("page.smaller", "−")
        self.larger = self._button("page.larger", "+")
        self.fit = self._button("page.fit", look.wording("page.fit_short"))
        self.fit.setCheckable(True)
        self.fit.setChecked(True)
        self.smaller.clicked.connect(lambda: self.set_zoom(self.canvas.zoom / _ZOOM_STEP))
        self.larger.clicked.connect(lambda: self.set_zoom(self.canvas.zoom * _ZOOM_STEP))
        self.fit.toggled.connect(lambda on: self._fit_width() if on else None)
        head = named(QFrame(), "filterBar")
        row = QHBoxLayout(head)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.addWidget(self._facts, 1)
        for button in (self.smaller, self.larger, self.fit):
            row.addWidget(button)
        self.area = frameless(QScrollArea())
        self.area.setWidget(self.canvas)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setAccessibleName(look.wording("page.name"))
        self.area.viewport().installEventFilter(self)
        self._instead = named(QLabel(wordWrap=True), "emptyState")
        self._instead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = lay_out(self, [head], self.area, self._instead)
        session.selection.changed.connect(self._follow)
        session.document_changed.connect(self._follow)
        session.tasks.stopped.connect(self._on_stopped)
        self._say("page.choose")

    def _button(self, key: str, text: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setText(text)
        button.setToolTip(self._look.wording(key))
        button.setAccessibleName(self._look.wording(key))
        return button

    # Following

    @property
    def sentence(self) -> str:
        """What is said in place of a picture; "" while one is shown."""
        return "" if self._pages.currentWidget() is self.area else self._instead.text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _follow(self, *_: object) -> None:
        if not self.isVisible():
            return
        document = self._session.document
        if document is None or not document.pages or document.path is None:
            self._leave("page.no_document" if document is None else "page.no_pages")
            return
        chosen = self._session.selection.now.claim
        claim = self._session.claim(chosen) if chosen is not None else None
        if claim is None:
            self._leave("page.choose")
            return
        self._want(document, claim, _SCALES[0])

    def _leave(self, key: str) -> None:
        self._wanted = self._shown = None
        self._session.tasks.cancel(_KIND)
        self._say(key)

    def _want(self, document: Document, claim: Claim, scale: float) -> None:
        assert document.path is not None
        wanted = _Wanted(document.sha256, document.path, claim.start, claim.end, scale)
        if wanted == self._wanted:
            return
        known = self._shown is not None and self._shown.sha256 == wanted.sha256
        self._wanted = wanted
        if wanted in self._kept:
            self._session.tasks.cancel(_KIND)
            self._kept.move_to_end(wanted)
            self._show(wanted, self._kept[wanted])
            return
        # The page before stays until the next one comes, but no longer marks a number nobody asks for.
        if not known:
            self._say("page.coming")
        elif self._shown is None or (self._shown.start, self._shown.end) != (wanted.start, wanted.end):
            self.canvas.set_boxes(())
        self._session.tasks.run(
            _KIND,
            lambda control: _picture(document, claim, scale, control),
            lambda found: self._came(wanted, found),
            self._failed,
        )

    def _came(self, wanted: _Wanted, found: _Found) -> None:
        if not isValid(self):
            return  # the window was made afresh meanwhile
        self._kept[wanted] = found
        while len(self._kept) > _KEPT_PICTURES:
            self._kept.popitem(last=False)
        if wanted == self._wanted:
            self._show(wanted, found)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return  # the window was made afresh meanwhile
        self._shown = None
        if isinstance(error, PlainError):
            self._instead.setText(error.said(self._look.wording.language))
            self._empty()
        else:
            self._leave("page.no_picture")
            self._session.tell_error(error)

    def _on_stopped(self, kind: str) -> None:
        waiting = self._wanted is not None and self._wanted != self._shown
        if kind == _KIND and waiting and not self._session.tasks.is_running(_KIND):
            self._leave("page.stopped")

    # Showing

    def _say(self, key: str) -> None:
        self._instead.setText(self._look.wording(key))
        self._empty()

    def _empty(self) -> None:
        self._instead.setAccessibleName(self._instead.text())
        self._facts.setText("")
        for button in (self.smaller, self.larger, self.fit):
            button.setEnabled(False)
        self._pages.setCurrentWidget(self._instead)

    def _show(self, wanted: _Wanted, found: _Found) -> None:
        picture, document = found.picture, self._session.document
        if picture is None or document is None:
            self._leave("page.no_pages")
            return
        again = (
            self._shown is not None
            and (self._shown.sha256, self._shown.start, self._shown.end) == (wanted.sha256, wanted.start, wanted.end)
            and not self.sentence
        )
        self._shown = wanted
        for button in (self.smaller, self.larger, self.fit):
            button.setEnabled(True)
        self._pages.setCurrentWidget(self.area)
        self.canvas.set_picture(picture.png, picture.boxes, wanted.scale)
        if self.fit.isChecked():
            self._fit_width()
        quote = " ".join(document.text[wanted.start : wanted.end].split())
        wording = self._look.wording
        parts = [wording("page.place", page=picture.page, pages=document.pages)]
        if not picture.boxes:
            parts.append(wording("page.unmarked", quote=quote))
        if found.changed:
            parts.append(wording("page.changed"))
        self._facts.setText("  ·  ".join(parts))
        self._facts.setToolTip(self._facts.text())
        said = self._facts.text()
        self.canvas.setAccessibleName(wording("page.marked", place=said, quote=quote) if picture.boxes else said)
        if not again:
            self.show_mark()

    def show_mark(self) -> None:
        """Bring the marked number to where it can be seen, with the lines around it."""
        mark = self.canvas.mark()
        if mark is None:
            self.area.verticalScrollBar().setValue(0)
            return
        centre = mark.center().toPoint()
        self.area.ensureVisible(centre.x(), centre.y(), self.area.viewport().width() // 3, self.area.height() // 3)

    # Size

    def set_zoom(self, zoom: float) -> None:
        """Show the page at `zoom` (1 is its size on paper), the mark kept in view."""
        self.fit.setChecked(False)
        self._resize(zoom)
        self.show_mark()

    def _fit_width(self) -> None:
        width = self.canvas.paper.width()
        bar = self.area.verticalScrollBar().sizeHint().width()
        if width > 0:
            self._resize((self.area.width() - bar - 2 * SPACE) / width)

    def _resize(self, zoom: float) -> None:
        self.canvas.set_zoom(zoom)
        claim = self._session.selection.now.claim
        wanted, document = self._wanted, self._session.document
        if wanted is None or document is None or claim is None or wanted.scale >= _SCALES[1]:
            return
        found = self._session.claim(claim)
        if found is not None and self.canvas.pixels_a_point > _SCALES[0] * 1.2:
            self._want(document, found, _SCALES[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fit.isChecked() and not self.sentence:
            self._fit_width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned and not self.sentence:
                self.set_zoom(self.canvas.zoom * (_ZOOM_STEP if turned > 0 else 1 / _ZOOM_STEP))
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = {"+": self.larger, "=": self.larger, "-": self.smaller, "0": self.fit}.get(event.text())
        if button is not None and button.isEnabled():
            button.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(520, 640)


def _picture(document: Document, claim: Claim, scale: float, control: Control) -> _Found:
    from workbench.reading import Watch
    from workbench.reading.files import load
    from workbench.reading.pages import picture_of_claim

    assert document.path is not None
    control.progress("page", 0.0)
    data = load(document.path)
    if b"%PDF" not in data[:_PDF_HEAD]:
        return _Found(None)
    changed = bool(document.sha256) and hashlib.sha256(data).hexdigest() != document.sha256
    control.check()
    return _Found(picture_of_claim(document, claim, scale=scale, watch=Watch(cancelled=control.cancelled)), changed)
