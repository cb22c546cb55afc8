"""The file being written: its sheets, their formats, and the safe ways to put something into a cell."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from workbench.exporting.errors import ExportCancelledError
from workbench.exporting.plain_text import printable
from workbench.exporting.whole_file import whole_bytes
from workbench.exporting.workbook.columns import COLUMNS, Column
from workbench.exporting.workbook.formulas import Grammar, letters, quoted_sheet
from workbench.exporting.workbook.wording import Wording

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
HEADER_ROWS = 2
UNBOUNDED = 1e99
_TELL_EVERY = 256
_FIGURES = ("number", "input", "trial", "share")
_TYPED_INTO = ("input", "input_text", "scale", "date")

Number = int | float | Decimal | Fraction

_BLUE = "#1F3FA8"
_GREY = "#5B6570"
# A number does not touch what stands in the next column.
_FIGURE: dict[str, Any] = {"align": "right", "indent": 1}
_BASE = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_LINE_HEIGHT = 13.5
_MOST_LINES = 30
_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12, "bg_color": "#E8EBF0", "valign": "vcenter"},
    "bold": {"bold": True},
    "muted": {"font_color": _GREY},
    "muted_right": {"font_color": _GREY, **_FIGURE},
    "header": {"bold": True, "bg_color": "#E8EBF0", "text_wrap": True, "valign": "vcenter"},
    "header_right": {
        "bold": True,
        "bg_color": "#E8EBF0",
        "text_wrap": True,
        "valign": "vcenter",
        "align": "right",
        "indent": 1,
    },
    "machine": {"font_color": _GREY, "font_size": 8},
    "input": {"font_color": _BLUE, **_FIGURE},
    "input_text": {"font_color": _BLUE, "text_wrap": True},
    "trial": {"font_color": _BLUE, "bg_color": "#FFF7C2", **_FIGURE},
    "setting": {"font_color": _BLUE, "bg_color": "#FFF7C2", "align": "center"},
    "sign_here": {"font_color": _BLUE, "bottom": 1, "valign": "bottom"},
    "indented": {"text_wrap": True, "align": "left", "indent": 1},
    "number": dict(_FIGURE),
    "scale": {"font_color": _BLUE, "align": "center"},
    "whole": {"num_format": "0", "align": "center"},
    "share": {"num_format": "0.0%", **_FIGURE},
    "date": {"num_format": "yyyy-mm-dd", "font_color": _BLUE},
    "link": {"font_color": _BLUE, "underline": 1},
    "ends": {"align": "center"},
    "result": {"bold": True, "align": "left", "indent": 1},
}


class Book:
    """An .xlsx file that appears at `path` only when all of it was written.

    `progress` is told the share of the rows that are written, `cancelled` asked now and then; when it says yes,
    `ExportCancelledError` leaves nothing behind.
    """

    def __init__(
        self,
        path: Path,
        texts: Wording,
        *,
        tables: Sequence[str],
        rows: int,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self.path = path
        self.texts = texts
        self.grammar = Grammar(
            {
                table: (texts("sheets", table), tuple(column.name for column in columns))
                for table, columns in COLUMNS.items()
            }
        )
        self._tables = tuple(tables)
        self._rows, self._done = max(rows, 1), 0
        self._progress, self._cancelled = progress, cancelled
        self._formats: dict[tuple[str, str], Any] = {}
        self.notices: list[str] = []
        self.columns_of: dict[str, tuple[Column, ...]] = {}

    def __enter__(self) -> Book:
        import xlsxwriter

        self._folder = tempfile.TemporaryDirectory(prefix="workbench-")
        self._draft = Path(self._folder.name) / "book.xlsx"
        # Constant memory: rows go to disk as they come, so that a hundred thousand claims fit.
        self.file = xlsxwriter.Workbook(
            str(self._draft), {"constant_memory": True, "tmpdir": self._folder.name, "strings_to_urls": False}
        )
        # The order of the tabs is fixed here; what is on them is written in the order in which it can be computed.
        kind = _sheet_class()
        self.sheets = {
            table: self.file.add_worksheet(self.texts("sheets", table), worksheet_class=kind) for table in self._tables
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._close()
                self._publish()
            else:
                self._drop()
        finally:
            self._folder.cleanup()

    def _close(self) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.file.close()
        except FileCreateError as error:
            # It wraps what the system said: the disk of the temporary folder is full, most often.
            cause = error.args[0] if error.args else None
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from None

    def _publish(self) -> None:
        """Put the finished file in its place in one step, beside it first when that is another disk."""
        with whole_bytes(self.path) as target, self._draft.open("rb") as source:
            while piece := source.read(1 << 20):
                target.write(piece)

    def _drop(self) -> None:
        for sheet in self.file.worksheets():
            if sheet.row_data_fh is not None and not sheet.row_data_fh.closed:
                sheet.row_data_fh.close()
        self.file.fileclosed = True

    def format(self, style: str, number_format: str = "") -> Any:
        """The cell format of a style, made once."""
        key = (style, number_format)
        if key not in self._formats:
            properties = {**_BASE, **_STYLES[style]}
            if number_format:
                properties["num_format"] = number_format
            self._formats[key] = self.file.add_format(properties)
        return self._formats[key]

    def row_written(self) -> None:
        """Count a row, tell how far it is, and stop when asked to. Raises `ExportCancelledError`."""
        self._done += 1
        if self._done % _TELL_EVERY == 0:
            if self._cancelled is not None and self._cancelled():
                raise ExportCancelledError
            if self._progress is not None:
                self._progress(min(1.0, self._done / self._rows))

    def define(self, name: str, sheet: str, row: int, column: int) -> None:
        """Name a cell (row and column from 0)."""
        self.file.define_name(name, f"={quoted_sheet(sheet)}!${letters(column)}${row + 1}")


class Page:
    """A sheet without table: cells put where one wants them. Rows must be written from top to bottom."""

    def __init__(self, book: Book, table: str) -> None:
        self.book = book
        self.table = table
        self.name = book.texts("sheets", table)
        self.sheet = book.sheets[table]

    def height(self, row: int, lines: int) -> None:
        """Room for so many lines of text; not every program makes it by itself."""
        self.sheet.set_row(row, _LINE_HEIGHT * min(max(lines, 1), _MOST_LINES) + 1.5)

    def text(self, row: int, column: int, text: str, style: str = "text") -> None:
        """A text that stays text whatever it begins with."""
        self.sheet.write_string(row, column, cell_text(text), self.book.format(style))

    def number(self, row: int, column: int, value: Number, style: str = "number", number_format: str = "") -> None:
        """A number."""
        exact = as_float(value)
        self.sheet.write_number(
            row, column, exact, self.book.format(style, number_format or number_format_of(exact, style))
        )

    def formula(
        self, row: int, column: int, template: str, cached: str | float, style: str = "number", number_format: str = ""
    ) -> None:
        """A formula with the value it has now; ``[claims.low]`` stands for a whole column."""
        formula = self.book.grammar.fill(self.table, template, row + 1)
        if not number_format and isinstance(cached, float | int):
            number_format = number_format_of(cached, style)
        self.sheet.write_formula(row, column, formula, self.book.format(style, number_format), cached)


class Table(Page):
    """A sheet that is one table: machine names (hidden), headings, one row an entry."""

    def __init__(self, book: Book, table: str, *, extra: Iterable[Column] = ()) -> None:
        super().__init__(book, table)
        self.columns = (*COLUMNS[table], *extra)
        self.index = {column.name: place for place, column in enumerate(self.columns)}
        self._style = {column.name: column.style for column in self.columns}
        self._width = {column.name: column.width for column in self.columns if not column.inner}
        self.row = HEADER_ROWS
        self.left_out = 0
        self._lines = 1
        self._set_up()

    def _set_up(self) -> None:
        headings = self.book.texts.table("columns", self.table)
        machine, header, figures = (self.book.format(style) for style in ("machine", "header", "header_right"))
        for place, column in enumerate(self.columns):
            options = {"level": 1, "hidden": True} if column.inner else {}
            # What is typed into an empty cell takes the look of its column.
            look = self.book.format(column.style) if column.style in _TYPED_INTO else None
            self.sheet.set_column(place, place, column.width, look, options)
        self.sheet.set_row(0, None, None, {"hidden": True})
        shown = (column for column in self.columns if not column.inner)
        lines = max(
            (_words_in_lines(headings.get(column.name, column.name), column.width) for column in shown), default=1
        )
        self.sheet.set_row(1, max(32.0, _LINE_HEIGHT * lines + 4))
        for place, column in enumerate(self.columns):
            self.sheet.write_string(0, place, column.name, machine)
        for place, column in enumerate(self.columns):
            above = figures if column.style in _FIGURES else header
            self.sheet.write_string(1, place, headings.get(column.name, column.name), above)
        self.sheet.freeze_panes(HEADER_ROWS, min(2, len(self.columns)))
        self.book.columns_of[self.table] = self.columns

    @property
    def full(self) -> bool:
        """Whether the sheet has no row left; what did not fit is counted in `left_out`."""
        if self.row < MOST_ROWS:
            return False
        self.left_out += 1
        return True

    def next_row(self) -> None:
        """Go on to the next row."""
        if self._lines > 1:
            self.height(self.row, self._lines)
        self._lines = 1
        self.row += 1
        self.book.row_written()

    def put(self, name: str, value: str | Number | date | None, style: str = "", *, number_format: str = "") -> None:
        """A text, number or date in column `name` of the current row; nothing for None and ""."""
        style = style or self._style[name]
        place = self.index[name]
        if value is None or value == "":
            if style == "trial":
                self.sheet.write_blank(self.row, place, None, self.book.format(style))
        elif isinstance(value, str):
            self.text(self.row, place, value, style)
            if style in ("wrap", "input_text", "indented") and name in self._width:
                self._lines = max(self._lines, lines_of(value, self._width[name]))
        elif isinstance(value, datetime | date):
            moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
            # Excel counts a day too many before March 1900, and none before that year.
            if moment.year <= 1900:
                self.text(self.row, place, value.isoformat(), style)
            else:
                self.sheet.write_datetime(self.row, place, moment.replace(tzinfo=None), self.book.format(style))
        else:
            self.number(self.row, place, value, style, number_format)

    def compute(self, name: str, template: str, cached: str | Number | None, *, number_format: str = "") -> None:
        """A formula in column `name` of the current row, with the value it has now (None: an empty text)."""
        value = "" if cached is None else cached if isinstance(cached, str) else as_float(cached)
        self.formula(self.row, self.index[name], template, value, self._style[name], number_format)

    def rename(self, name: str, heading: str) -> None:
        """Give a column a heading of its own; only before the first row of data."""
        self.text(1, self.index[name], heading, "header")

    def cell(self, name: str) -> str:
        """The address of the current row's cell in column `name`."""
        return f"{letters(self.index[name])}{self.row + 1}"

    def link(self, name: str, target: str, row_template: str, shown: str) -> None:
        """A link to column A of the row of the sheet `target` that `row_template` finds."""
        sheet = self.book.grammar.sheet(target).replace('"', '""')
        words = shown.replace('"', '""')
        self.formula(
            self.row, self.index[name], f'IFERROR(HYPERLINK("#{sheet}!A"&{row_template},"{words}"),"")', shown, "link"
        )

    def finish(self) -> None:
        """Filters over what was written, and a notice of what was not."""
        if self.left_out:
            notice = self.book.texts("read_me", "left_out", count=self.left_out, sheet=self.name)
            self.book.notices.append(notice)
        last = max(self.row - 1, HEADER_ROWS - 1)
        self.sheet.autofilter(1, 0, last, len(self.columns) - 1)


def cell_text(text: str) -> str:
    """`text` fit for a cell: printable, and no longer than a cell may be, with an ellipsis when it was."""
    text = printable(text)
    if len(text) > LONGEST_CELL // 2:
        text = _shortened(text)
    # XlsxWriter takes such a text in constant memory for its own mark-up; a blank after it keeps it a text.
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text


def _shortened(text: str) -> str:
    units = 0
    for place, letter in enumerate(text):
        units += 2 if ord(letter) > 0xFFFF else 1
        if units > LONGEST_CELL - 2:
            return text[:place] + "…" if place < len(text) - 1 else text
    return text


@cache
def _sheet_class() -> Any:
    from xlsxwriter.worksheet import Worksheet

    class PlainFormulaSheet(Worksheet):  # type: ignore[misc]
        """A sheet whose formulas use old functions only, and are not searched for a hundred new ones each."""

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            return formula.removeprefix("=")

    return PlainFormulaSheet


def lines_of(text: str, width: float) -> int:
    """About how many lines `text` takes in a column `width` digits wide."""
    return sum(1 + int(len(line) / (width * 1.25)) for line in text.split("\n"))


def _words_in_lines(text: str, width: float) -> int:
    """How many lines a heading takes, broken between its words."""
    lines, room = 1, 0.0
    for word in text.split():
        if room and room + len(word) + 1 > width:
            lines, room = lines + 1, 0.0
        # Bold letters are wider than digits.
        room += len(word) * 1.1 + 1
    return lines


def as_float(value: Number) -> float:
    """The nearest number a cell can hold; what is beyond it stands as without limit."""
    try:
        number = float(value)
    except OverflowError:
        return UNBOUNDED if value > 0 else -UNBOUNDED
    if math.isinf(number) or math.isnan(number):
        return UNBOUNDED if number > 0 else -UNBOUNDED
    return number


def number_format_of(value: float, style: str) -> str:
    """Grouped by three above ten thousand; as many decimals as tell something: halves of large numbers, no more."""
    if style not in ("number", "input", "trial", "setting"):
        return ""
    size = abs(value)
    if size >= 1e60:
        return '"∞";"−∞"'
    if value == int(value) if size < 1e15 else True:
        return "#,##0" if size >= 10_000 else "General"
    if size >= 100_000:
        return "#,##0.0" if size < 1e9 and not size % 0.5 else "#,##0"
    if size >= 1_000:
        return "#,##0.0"
    if size >= 10:
        return "#,##0.0##"
    if size >= 1:
        return "0.0####"
    return "0.0#####" if size >= 0.001 else "0.00E+00"
