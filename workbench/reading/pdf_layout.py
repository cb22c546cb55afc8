"""Lines of pages to blocks: running heads, tables, notes, headings, paragraphs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, product
from statistics import median

from workbench.model import BlockKind, Cell
from workbench.reading.assembling import Assembler
from workbench.reading.pdf_lines import Line, Word
from workbench.reading.raised import raised
from workbench.reading.sheet_rows import heading_rows

# A gap of this many type sizes separates cells wherever it stands; in a table of many rows, a strip of this many type
# sizes that no word of any row enters separates its columns.
_CELL_GAP = 2.2
_STRIP = 0.6
_MANY_ROWS = 4
# A paragraph goes on while lines stand no further apart than this many usual distances.
_PARAGRAPH_GAP = 1.35
_LEAST_PAGES_FOR_HEADS = 3
_MOST_UNNUMBERED_PAGES = 50
_MOST_NUMBERS_IN_HEAD = 6
_NUMBER = re.compile(r"(\d+)")
_GLUED_MARK = re.compile(r"\d{1,3}[^\W\d_]{2}")
_ITEM = re.compile(r"(?:[-–—•‣▪◦*]|\(?(?:\d{1,3}|[a-zA-Z])[.)]) (?=\S)|\d{1,3}[.)](?=[^\W\d_])")
# The number of a list's item and its first word, which a tab without width stood between.
_GLUED_NUMBER = re.compile(r"^(\d{1,3}[.)])(?=[^\W\d_])")
_NOTE_MARK = re.compile(r"([0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[.)]? ?(?=[^\W\d_])")

# Left and right edge of a column, in points.
_Column = tuple[float, float]


def _head_patterns(line: Line, pages: int) -> set[tuple[str, int]]:
    """The ways to see a line as a running head, with its height: a number in it may be the same on every page, count
    on with the pages, or be the number of pages."""
    parts = _NUMBER.split(line.text)
    ways: list[tuple[str, ...]] = []
    for index, part in enumerate(parts):
        if index % 2 == 0 or index > _MOST_NUMBERS_IN_HEAD:
            ways.append((part,))
            continue
        number = int(part[:9])
        way = [part]
        if abs(number - line.page) < _MOST_UNNUMBERED_PAGES:
            way.append(f"page{number - line.page:+d}")
        if number == pages:
            way.append("pages")
        ways.append(tuple(way))
    height = round(line.bottom / 4)
    return {("".join(chosen), height) for chosen in product(*ways)}


def drop_running_heads(pages: list[list[Line]]) -> bool:
    """Take out first and last lines that repeat on most pages but for the number of the page."""
    patterns = {id(line): _head_patterns(line, len(pages)) for lines in pages for line in lines[:2] + lines[-2:]}
    edges: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        edges.update(set().union(*(patterns.get(id(line), set()) for line in lines)))
    with_text = sum(1 for lines in pages if lines)
    if with_text < 2:
        return False
    least = max(2, (with_text + 1) // 2) if with_text >= _LEAST_PAGES_FOR_HEADS else 2
    repeated = {key for key, count in edges.items() if count >= least}
    if with_text < _LEAST_PAGES_FOR_HEADS:
        # Two pages may have the same words near their edges by chance, at the very edge they hardly do.
        for lines in pages:
            for line in lines[1:2] + lines[-2:-1]:
                repeated -= patterns.get(id(line), set())
    if not repeated:
        return False
    for lines in pages:
        lines[:] = [line for line in lines if not repeated & patterns.get(id(line), set())]
    return True


def body_size(pages: list[list[Line]]) -> float:
    """The type size of most of the text."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def add_page(lines: list[Line], body: float, out: Assembler) -> None:
    """Append the blocks of one page whose body type is `body` points high."""
    drops = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 4 * a.size]
    reach = _PARAGRAPH_GAP * median(drops) if drops else 0.0
    index = 0
    while index < len(lines):
        rows = _table_rows(lines, index)
        if rows >= 2:
            _add_table(lines[index : index + rows], out)
            index += rows
            continue
        end = index + 1
        while end < len(lines) and _continues(lines[end - 1], lines[end], reach) and _table_rows(lines, end) < 2:
            end += 1
        _add_paragraph(lines[index:end], body, out)
        index = end


def _table_rows(lines: list[Line], start: int) -> int:
    """How many lines from `start` on are rows of one table: several cells each, in columns that line up."""
    end = start
    while (
        end < len(lines) and lines[end].has_cells(_CELL_GAP) and (end == start or _line_up(*lines[end - 1 : end + 1]))
    ):
        end += 1
    return end - start


def _line_up(one: Line, two: Line) -> bool:
    """Whether some column beyond the first overlaps from row to row, and is not a gap in justified text; or a rule runs
    through both."""
    if any(abs(rule - other) < 1 for rule in one.rules for other in two.rules):
        return True
    return any(
        left < other_right and other_left < right
        for left, right in _cells(one)[1:]
        for other_left, other_right in _cells(two)[1:]
    )


def _cells(line: Line) -> list[_Column]:
    """The stretches of a line between wide gaps and upright rules."""
    if not line.rules:
        return _merged([(word.left, word.right) for word in line.words], _CELL_GAP * line.size)
    edges = (-math.inf, *line.rules, math.inf)
    parts = (
        [(word.left, word.right) for word in line.words if low <= word.left < high] for low, high in pairwise(edges)
    )
    return [cell for part in parts for cell in _merged(part, _CELL_GAP * line.size)]


def _merged(stretches: Sequence[_Column], gap: float) -> list[_Column]:
    """Stretches that overlap, or lie no further apart than `gap`, as one."""
    merged: list[_Column] = []
    for left, right in sorted(stretches):
        if merged and left - merged[-1][1] <= gap:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _columns(rows: list[Line]) -> list[_Column]:
    """The columns of a table. Headings, which may stand over several, have no say."""
    voters = rows[1:] if len(rows) > 2 else rows
    if len(voters) >= _MANY_ROWS and not any(row.rules for row in voters):
        size = median(row.size for row in voters)
        return _merged([(word.left, word.right) for row in voters for word in row.words], _STRIP * size)
    return _merged([cell for row in voters for cell in _cells(row)], 0.0)


def _column_of(word: Word, columns: list[_Column]) -> int:
    """The column a word overlaps most, or stands nearest to."""

    def closeness(column: _Column) -> float:
        return min(word.right, column[1]) - max(word.left, column[0])

    return max(range(len(columns)), key=lambda index: closeness(columns[index]))


def _add_table(rows: list[Line], out: Assembler) -> None:
    number, columns = out.next_table(), _columns(rows)
    headings = heading_rows([[word.text for word in row.words] for row in rows])
    for index, row in enumerate(rows):
        if index < headings:
            _add_headings(row, index, columns, number, out)
            continue
        texts: dict[int, list[str]] = {}
        for word in row.words:
            texts.setdefault(_column_of(word, columns), []).append(word.text)
        for column in sorted(texts):
            text = " ".join(texts[column])
            header = column == 0 and not text[:1].isdigit()
            out.add(BlockKind.CELL, text, page=row.page, cell=Cell(number, index, column, header))


def _add_headings(row: Line, index: int, columns: list[_Column], number: int, out: Assembler) -> None:
    """The cells of a heading row; a heading that stands over several columns spans them."""
    parts = _cells(row) if row.rules else _merged([(word.left, word.right) for word in row.words], _STRIP * row.size)
    nearest: dict[int, list[int]] = {}
    for place, (start, end) in enumerate(columns):
        overlapping = [part for part, (left, right) in enumerate(parts) if start < right and left < end]
        if overlapping or (place and len(parts) < len(columns)):
            # A heading centred over two columns may touch neither.
            middle = (start + end) / 2
            closest = min(overlapping or range(len(parts)), key=lambda part: abs(middle - sum(parts[part]) / 2))
            nearest.setdefault(closest, []).append(place)
    words_of: dict[int, list[Word]] = {}
    for word in row.words:
        # A word that begins outside every part belongs to the nearest: none may be lost.
        distances = [max(left - word.left, word.left - right, 0.0) for left, right in parts]
        words_of.setdefault(distances.index(min(distances)), []).append(word)
    taken = -1
    for part, words in sorted(words_of.items()):
        over = [place for place in nearest.get(part, []) if place > taken]
        first = over[0] if over else max(_column_of(words[0], columns), taken + 1)
        span = over[-1] - first + 1 if over else 1
        taken = first + span - 1
        spot = Cell(number, index, first, header=True, column_span=span)
        out.add(BlockKind.CELL, " ".join(word.text for word in words), page=row.page, cell=spot)


def _continues(line: Line, following: Line, reach: float) -> bool:
    """Whether `following` goes on with the paragraph of `line`, no more than `reach` points below it."""
    if line.page != following.page or abs(line.size - following.size) > 0.1 * line.size:
        return False
    if following.text[:1] in "•‣▪–·⁰¹²³⁴⁵⁶⁷⁸⁹" or _GLUED_MARK.match(following.text):
        return False
    if _ITEM.match(following.text) and line.text[-1:] in ".;:,!?…)":
        return False
    drop = line.bottom - following.bottom
    if drop < 0:
        # The next column: a sentence that has not ended goes on there.
        return line.hyphenated or line.text[-1:] not in '.!?:»"'
    if drop > reach:
        return line.hyphenated
    # A short line that ends a sentence ends its paragraph.
    return not (line.text[-1:] in ".!?" and line.right < following.right - 4 * line.size)


def _add_paragraph(lines: list[Line], body: float, out: Assembler) -> None:
    parts: list[str] = []
    for line in lines:
        parts.append(line.text if line.hyphenated else line.text + " ")
    text, first = "".join(parts), lines[0]
    mark = _NOTE_MARK.match(text) if first.size < 0.95 * body else None
    if mark is not None:
        text = f"{raised(mark[1])} {text[mark.end() :]}"
        out.add(BlockKind.FOOTNOTE, text, page=first.page)
    elif first.size > 1.12 * body and len(text) < 200:
        out.add(BlockKind.HEADING, text, level=1 if first.size > 1.4 * body else 2, page=first.page)
    else:
        text = _GLUED_NUMBER.sub(r"\1 ", text)
        is_item = text[:1] in "•‣▪·" or _ITEM.match(text) is not None
        kind = BlockKind.LIST_ITEM if is_item else BlockKind.PARAGRAPH
        out.add(kind, text, page=first.page)
