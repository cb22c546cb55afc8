"""Table footing: rows and columns whose heading says that they add up the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from workbench.model import Binding, BlockKind, Claim, Document, Kind, Operand, Operation, Relation
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import tokens

_ADDABLE = (Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY, Kind.PERCENT)
_HUNDRED = Decimal(100)
_LEAST_PARTS = 2
_TOTAL_WORDS = 2
_ASIDE = ("(", "[", "^")
# A cell with two numbers of one kind says neither which of them is added up.
_Grid = dict[tuple[int, int], Claim | None]
_Heads = dict[int, str]


def find_footings(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> Iterator[Relation]:
    """A sum for each total row and total column, without ids. Columns of rates and averages are left alone."""
    tables: dict[int, _Grid] = {}
    labels: dict[int, dict[tuple[int, int], str]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.CELL and block.cell is not None:
            place = (block.cell.row, block.cell.column)
            labels.setdefault(block.cell.table, {})[place] = document.text[block.start : block.end]
    if not labels:
        return
    for claim in claims:
        home = document.blocks[claim.block] if 0 <= claim.block < len(document.blocks) else None
        if home is None or home.cell is None or claim.quantity.kind not in _ADDABLE or claim.quantity.value is None:
            continue
        grid = tables.setdefault(home.cell.table, {})
        place = (home.cell.row, home.cell.column)
        grid[place] = _only(grid[place], claim, document) if place in grid else claim
    for table, grid in sorted(tables.items()):
        yield from _columns(grid, labels[table], rules)
        yield from _rows(grid, labels[table], rules)


def _only(first: Claim | None, second: Claim, document: Document) -> Claim | None:
    """The number of a cell that has a footnote, a percentage or something in brackets besides; else ``None``."""
    if first is None:
        return None
    if first.quantity.kind is not second.quantity.kind and Kind.PERCENT in (first.quantity.kind, second.quantity.kind):
        return first if second.quantity.kind is Kind.PERCENT else second
    if document.text[second.start - 1 : second.start] in _ASIDE:
        return first
    return None


def _columns(grid: _Grid, labels: dict[tuple[int, int], str], rules: LanguageRules) -> Iterator[Relation]:
    rows = sorted({row for row, _ in labels})
    heads = {
        row: next((labels[row, column] for column in range(3) if labels.get((row, column), "").strip()), "")
        for row in rows
    }
    names = {column: labels.get((rows[0], column), "") for _, column in grid}
    for column in sorted({column for _, column in grid}):
        if column == 0:
            continue
        if _says(names[column], "not-additive", rules) and not _of_one_whole(grid, heads, column, names[column], rules):
            continue
        yield from _totals(grid, heads, rows, _at_column(column), rules)


def _of_one_whole(grid: _Grid, heads: _Heads, column: int, name: str, rules: LanguageRules) -> bool:
    """Whether a column of percentages is headed as shares and ends in a total of exactly 100."""
    words = f" {' '.join(word for word, _, _ in tokens(name))} "
    if not says(rules, "table-share", words):
        return False
    totals = [grid.get((row, column)) for row, head in heads.items() if _is_total(head, rules)]
    return [claim is not None and claim.quantity.value == _HUNDRED for claim in totals] == [True]


def _rows(grid: _Grid, labels: dict[tuple[int, int], str], rules: LanguageRules) -> Iterator[Relation]:
    columns = sorted({column for _, column in labels})
    first_row = min(row for row, _ in labels)
    heads = {column: labels.get((first_row, column), "") for column in columns}
    for row in sorted({row for row, _ in grid}):
        label = labels.get((row, 0), "")
        if row == first_row or _says(label, "not-additive", rules):
            continue
        additive = [column for column in columns if column > 0 and not _says(heads[column], "not-additive", rules)]
        yield from _totals(grid, heads, additive, _at_row(row), rules)


def _totals(
    grid: _Grid, heads: _Heads, lines: Sequence[int], place: Callable[[int], tuple[int, int]], rules: LanguageRules
) -> Iterator[Relation]:
    """The sums along one row or column: each total adds the lines before it, back to the total before that."""
    parts: list[Claim] = []
    subtotals: list[Claim] = []
    leading: Claim | None = None
    for line in lines:
        claim = grid.get(place(line))
        if claim is None:
            if place(line) in grid:
                return
            continue
        head = heads.get(line, "")
        if _says(head, "detail", rules):
            continue
        if not _is_total(head, rules):
            parts.append(claim)
            continue
        if not parts and not subtotals:
            leading = claim
            continue
        grand = bool(subtotals) and not _says(head, "subtotal-line", rules)
        terms = subtotals + parts if grand else parts
        yield from _footing(claim, terms)
        if grand:
            subtotals = []
        else:
            subtotals.append(claim)
        parts = []
    if leading is not None and not subtotals:
        yield from _footing(leading, parts)


def _at_column(column: int) -> Callable[[int], tuple[int, int]]:
    return lambda row: (row, column)


def _at_row(row: int) -> Callable[[int], tuple[int, int]]:
    return lambda column: (row, column)


def _footing(total: Claim, parts: Sequence[Claim]) -> Iterator[Relation]:
    same = [claim for claim in parts if claim.quantity.unit == total.quantity.unit]
    if len(same) < _LEAST_PARTS or len(same) < len(parts):
        return
    if total.quantity.kind is Kind.PERCENT and abs((total.quantity.value or Decimal(0)) - 100) > 1:
        return
    operands = (Operand("total", total.id), *(Operand("part", claim.id) for claim in same))
    start, end = min(claim.start for claim in (*same, total)), max(claim.end for claim in (*same, total))
    yield Relation("", Operation.FOOTING, "footing.total", operands, start, end, Binding.SENTENCE)


def _is_total(head: str, rules: LanguageRules) -> bool:
    """Whether a heading says total and little else: "Total current assets" is a step of a statement."""
    return len(head.split()) <= _TOTAL_WORDS and _says(head, "total-line", rules)


def _says(text: str, class_name: str, rules: LanguageRules) -> bool:
    """Whether a heading holds a word of a class of the language file."""
    symbols = rules.vocabulary.symbols(class_name)
    words = [word for word, _, _ in tokens(text[:200])]
    return bool(symbols) and any(symbol in symbols for symbol in rules.vocabulary.symbols_of(words))
