"""Characters with their places to lines of words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from workbench.reading.assembling import tidy
from workbench.reading.raised import lowered, raised

# A gap wider than this share of the type size, between two digits, is a space that PDFium dropped.
_LOST_SPACE = 0.08
# A raised digit closer than this share of the type size belongs to the word before it.
_NO_SPACE = 0.6
_RAISED_HEIGHT = 0.82
# What may stand raised by itself: a number, a letter, an asterisk, in brackets or not, or the end of "1er".
_RAISED_PIECE = re.compile(r"[(\[]?(?:\d{1,3}|[a-zè]{1,3}|\*{1,3})[)\]]?")
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_KEPT_SPACES = "\u00a0\u202f\u2009"
# PDFium marks a hyphen that only breaks a word at a line end with one of these, and goes on without a line end.
# Marks around raised characters until all of a run is known: a note mark, a power, or the end of "1er".
_UP, _DOWN = "\ue000", "\ue001"
# Among words that run from right to left, what stands left of a number follows it: "%8.7", ",2023".
_SIGN_BEFORE_NUMBER = re.compile(r"^([%‰,.;:]+)(\d[\d.,]{0,30}\d|\d)$")
_RAISED_RUN = re.compile(f"{_UP}([^{_DOWN}]*){_DOWN}")
LINE_HYPHENS = frozenset("\x02\ufffe")


@dataclass(slots=True)
class Glyph:
    """One character with its loose box in points, the origin at the bottom left of the page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


LINE_END = Glyph("\n", 0, 0, 0, 0)


@dataclass(slots=True)
class Word:
    """What stands between two plain spaces, with its left and right edge in points."""

    text: str
    left: float
    right: float


@dataclass(slots=True)
class Line:
    """One line of a page: its words, its base and type size in points, whether a hyphen breaks its last word, and
    where upright rules stand between its words."""

    words: list[Word]
    bottom: float
    size: float
    page: int
    hyphenated: bool = False
    rules: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """All of the line."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right

    def has_cells(self, gap: float) -> bool:
        """Whether a rule, or a space wider than `gap` type sizes, parts it."""
        return bool(self.rules) or self.widest_gap() > gap

    def widest_gap(self) -> float:
        """The widest space between two of its words, in type sizes."""
        return max((after.left - before.right for before, after in pairwise(self.words)), default=0.0) / self.size


def lines_of(glyphs: list[Glyph], page: int) -> list[Line]:
    """The lines of a page in reading order."""
    lines: list[Line] = []
    start = 0
    for index in range(len(glyphs) + 1):
        if index == len(glyphs) or glyphs[index].char == "\n":
            line = _line(glyphs[start:index], page)
            if line is not None:
                lines.append(line)
            start = index + 1
    return _joined(lines)


def add_rules(lines: list[Line], rules: list[tuple[float, float, float]]) -> None:
    """Tell each line where upright rules, given by place, lower and upper end, stand between its words."""
    for line in lines if rules else ():
        middle = line.bottom + line.size / 2
        line.rules = tuple(
            sorted(
                place
                for place, low, high in rules
                if low <= middle <= high
                and line.left < place < line.right
                and not any(word.left < place < word.right for word in line.words)
            )
        )


def _line(glyphs: list[Glyph], page: int) -> Line | None:
    inked = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not inked:
        return None
    size = median(glyph.top - glyph.bottom for glyph in inked) or 1.0
    bottom = median(glyph.bottom for glyph in inked)
    hyphenated = glyphs[-1].char in LINE_HYPHENS
    words: list[Word] = []
    previous: Glyph | None = None
    is_new = True
    for glyph in glyphs[:-1] if hyphenated else glyphs:
        if glyph.char.isspace() and glyph.char not in _KEPT_SPACES:
            is_new = True
            continue
        is_raised = _is_raised(glyph, size, bottom)
        gap = 0.0 if previous is None else glyph.left - previous.right
        starts = is_new or gap > size
        if previous is not None and is_raised and gap < _NO_SPACE * size:
            starts = False
        if starts or not words:
            words.append(Word("", glyph.left, glyph.right))
        elif previous is not None and not is_raised and _lost_space(previous, glyph, gap, size):
            words[-1].text += "\u202f"
        is_lowered = not is_raised and glyph.char.isdigit() and _is_lowered(glyph, size, bottom)
        shown = lowered(glyph.char) if is_lowered else glyph.char
        words[-1].text += f"{_UP}{glyph.char}{_DOWN}" if is_raised else shown
        words[-1].right = glyph.right
        previous, is_new = glyph, False
    for word in words:
        word.text = tidy(_RAISED_RUN.sub(lambda run: raised(run[1]), word.text.replace(_DOWN + _UP, "")))
    words = [word for word in words if word.text]
    if any(map(_is_right_to_left, words)):
        for word in words:
            word.text = _SIGN_BEFORE_NUMBER.sub(r"\2\1", word.text)
    return Line(words, bottom, size, page, hyphenated) if words else None


def _is_right_to_left(word: Word) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in word.text)


def _is_raised(glyph: Glyph, size: float, bottom: float) -> bool:
    if glyph.char in "()[]":
        # Brackets are higher than letters: only where they stand tells.
        return glyph.bottom > bottom + 0.22 * size
    return (
        glyph.top - glyph.bottom < _RAISED_HEIGHT * size
        and glyph.bottom > bottom + 0.12 * size
        and (glyph.char.isalnum() or glyph.char in "+-−*,")
    )


def _is_lowered(glyph: Glyph, size: float, bottom: float) -> bool:
    return glyph.top - glyph.bottom < _RAISED_HEIGHT * size and glyph.top < bottom + 0.75 * size


def _lost_space(previous: Glyph, glyph: Glyph, gap: float, size: float) -> bool:
    return previous.char.isdigit() and glyph.char.isdigit() and gap > _LOST_SPACE * size


def _joined(lines: list[Line]) -> list[Line]:
    """Pieces that stand on one base line to the right of one another are one line: PDFium ends a line at wide gaps
    and after raised digits."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and _is_raised_piece(last, line):
            last.words[-1].text += raised(line.text)
            last.words[-1].right = line.right
        elif last is None or last.hyphenated or line.left < last.right - 0.5 or not _on_one_base(last, line):
            joined.append(line)
        else:
            if _goes_on(last, line):
                last.words[-1].text += line.words[0].text
                last.words[-1].right = line.words[0].right
                del line.words[0]
            last.words += line.words
            last.hyphenated = line.hyphenated
    return joined


def _goes_on(last: Line, line: Line) -> bool:
    """Whether the first word of a piece goes on with the last word of the piece before it."""
    gap = line.left - last.right
    return gap < 0.2 * last.size or (line.text[:1] in _RAISED_DIGITS and gap < _NO_SPACE * last.size)


def _is_raised_piece(last: Line, line: Line) -> bool:
    """Whether `line` is nothing but small digits that stand raised right behind `last`."""
    return (
        _RAISED_PIECE.fullmatch(line.text) is not None
        and line.size < _RAISED_HEIGHT * last.size
        and last.bottom < line.bottom < last.bottom + last.size
        and -0.5 < line.left - last.right < _NO_SPACE * last.size
    )


def _on_one_base(one: Line, two: Line) -> bool:
    return abs(one.bottom - two.bottom) < 0.3 * max(one.size, two.size)
