"""The first sheet: what this is, how to read it, and the settings as named cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from workbench.exporting.analysed import Analysed
from workbench.exporting.decisions import Decisions, verdict_scale
from workbench.exporting.plain_text import one_line
from workbench.exporting.rules_used import in_short, rule_files_used
from workbench.exporting.workbook.book import Book, Page, lines_of
from workbench.version import __version__

_WIDTH = 96


def write_read_me(
    book: Book, analysis: Analysed, decisions: Decisions, now: datetime, inputs: Mapping[str, Decimal | Fraction]
) -> None:
    """Everything a reader who has never seen the program needs; `inputs` are the named cells that may be changed."""
    _Writer(book, analysis, decisions, now, inputs).write()


class _Writer:
    def __init__(
        self,
        book: Book,
        analysis: Analysed,
        decisions: Decisions,
        now: datetime,
        inputs: Mapping[str, Decimal | Fraction],
    ) -> None:
        self.page = Page(book, "read_me")
        self.book, self.texts = book, book.texts
        self.analysis, self.document = analysis, analysis.document
        self.decisions, self.now = decisions, now
        self.inputs = inputs
        self.row = 0

    def write(self) -> None:
        self.page.sheet.set_column(0, 0, 26)
        self.page.sheet.set_column(1, 1, _WIDTH)
        self.page.sheet.hide_gridlines(2)
        self.page.text(self.row, 0, self.texts("read_me", "title"), "title")
        self.page.sheet.set_row(self.row, 24)
        self.row += 2
        self._document()
        self._lines("made", "made_lines")
        self._lines("readings", "readings_lines")
        self._settings()
        self._pairs(
            "classes", [(self.texts("results", key), self.texts("read_me", f"class_{key}")) for key in _CLASSES]
        )
        self._pairs("ticks", [(sign, meaning) for sign, meaning in self.texts.lines("read_me", "tick_lines")])
        steps = verdict_scale(self.texts.language, self.decisions)
        self._pairs("verdicts", [("" if step.rating is None else str(step.rating), step.name) for step in steps])
        self._lines("limits", "limit_lines")
        self._people()

    def _heading(self, key: str) -> None:
        self.page.text(self.row, 0, self.texts("read_me", key), "heading")
        self.page.text(self.row, 1, "", "heading")
        self.page.sheet.set_row(self.row, 20)
        self.row += 1

    def _pair(self, label: str, value: str) -> None:
        self.page.text(self.row, 0, label, "bold")
        self._put(value)

    def _put(self, text: str) -> None:
        self.page.text(self.row, 1, text, "indented")
        self.page.height(self.row, lines_of(text, _WIDTH - 2))
        self.row += 1

    def _pairs(self, heading: str, pairs: list[tuple[str, str]]) -> None:
        self._heading(heading)
        for label, value in pairs:
            self._pair(label, value)
        self.row += 1

    def _lines(self, heading: str, lines: str) -> None:
        self._heading(heading)
        for line in self.texts.lines("read_me", lines):
            self._put(line)
        self.row += 1

    def _document(self) -> None:
        document = self.document
        self._heading("document")
        label = self.texts.table("read_me")
        self._pair(label["name"], one_line(document.title))
        self._pair(label["file"], "" if document.path is None else document.path.name)
        self._pair(label["digest"], document.sha256)
        self._pair(label["language"], document.language)
        if document.pages:
            self._pair(label["pages"], str(document.pages))
        self._pair(label["characters"], str(len(document.text)))
        self._pair(label["opened"], self.now.isoformat(sep=" ", timespec="minutes"))
        self._pair(label["version"], f"Fact-Checking Workbench {__version__}")
        for name, rules in rule_files_used(self.analysis).items():
            self._pair(label["own_rules"], f"{name}: {in_short(rules)}")
        if self.analysis.rules_off:
            self._pair(label["rules_off"], in_short(sorted(self.analysis.rules_off)))
        for notice in (*document.notices, *self.book.notices):
            self._pair(label["notices"], one_line(notice))
        self.row += 1

    def _settings(self) -> None:
        self._heading("settings")
        for name, value in self.inputs.items():
            # The value stands in the first column, so that it is beside its meaning whatever the width.
            # Parts are read more easily as percentages.
            self.page.number(self.row, 0, value, "setting", "0.0#" if name == "materiality_abs" else "0.0##%")
            self.book.define(name, self.page.name, self.row, 0)
            self._put(f"{self.texts('read_me', name)}  ({name})")
        # While it says yes, the values typed on the sheet What-if take the place of those written.
        self.page.text(self.row, 0, self.texts("choices", "yes"), "setting")
        self.book.define("what_if_on", self.page.name, self.row, 0)
        self.page.sheet.data_validation(self.row, 0, self.row, 0, {"validate": "list", "source": "=answer_names"})
        self._put(f"{self.texts('what_if', 'switch')}  (what_if_on)")
        self._put(self.texts("what_if", "how"))
        self.row += 1

    def _people(self) -> None:
        decisions, label = self.decisions, self.texts.table("read_me")
        self._heading("people")
        for name, value in (
            ("preparer", decisions.preparer),
            ("prepared", _day(decisions.prepared)),
            ("reviewer", decisions.reviewer),
            ("reviewed", _day(decisions.reviewed)),
        ):
            self.page.text(self.row, 0, label[name], "bold")
            self.page.text(self.row, 1, value, "input_text")
            self.row += 1


def _day(moment: datetime | None) -> str:
    return "" if moment is None else moment.date().isoformat()


_CLASSES = ("consistent", "rounding", "doubtful", "inconsistent", "unknown")
