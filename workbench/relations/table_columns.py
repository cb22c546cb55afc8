"""Columns of a table that are worked out from others: changes between two columns, and shares of the total row.

What a column is says its heading (the cues `table-change` and `table-share` of the language file). A column most of
whose rows do not agree with the two columns beside it is worked out from something else, and is left alone whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workbench.model import Binding, BlockKind, Claim, Document, Kind, Operand, Operation, Relation
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import tokens

GROWTH, SHARE = "growth.table", "share.table"
_POINTS = frozenset({"percentage point", "point", "basis point"})
_WHOLE = Decimal(100)
_FEWEST_ROWS = 2
_MOST_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Table:
    """The only number of each cell that has one, the words of each row's label and of each column's heading."""

    cells: Mapping[tuple[int, int], Claim]
    labels: Mapping[int, str]
    heads: Mapping[int, str]


def find_columns(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> Iterator[Relation]:
    """A relation for each row of a column of changes or shares, without ids."""
    if "table-change" not in rules.cues:
        return
    for table in _tables(document, claims):
        for column, head in table.heads.items():
            words = f" {' '.join(word for word, _, _ in tokens(head))} "
            if says(rules, "table-limit", words):
                continue
            if GROWTH in rules.unworded and says(rules, "table-change", words):
                yield from _changes(document, table, column, words)
            elif SHARE in rules.unworded and says(rules, "table-share", words):
                yield from _shares(table, column, rules)


def _tables(document: Document, claims: Sequence[Claim]) -> Iterator[_Table]:
    texts: dict[int, dict[tuple[int, int], tuple[str, bool]]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.CELL and block.cell is not None:
            cell, text = block.cell, document.text[block.start : block.end]
            for column in range(cell.column, cell.column + max(1, min(cell.column_span, 50))):
                texts.setdefault(cell.table, {})[cell.row, column] = (text, cell.header)
    if not texts:
        return
    found: dict[int, dict[tuple[int, int], list[Claim]]] = {}
    for claim in claims:
        home = document.blocks[claim.block] if 0 <= claim.block < len(document.blocks) else None
        if home is not None and home.cell is not None:
            found.setdefault(home.cell.table, {}).setdefault((home.cell.row, home.cell.column), []).append(claim)
    for number, cells in sorted(found.items()):
        only = {
            place: listed[0]
            for place, listed in cells.items()
            if len(listed) == 1 and listed[0].quantity.value is not None and listed[0].quantity.kind is not Kind.DATE
        }
        grid = texts[number]
        first = min((row for row, _ in only), default=0)
        heads = {
            column: " ".join(
                grid[row, column][0] for row in range(min(first, _MOST_HEADER_ROWS)) if (row, column) in grid
            )
            for column in sorted({column for _, column in only} - {0})
        }
        labels = {row: grid[row, 0][0] for row, _ in only if (row, 0) in grid}
        yield _Table(only, labels, heads)


def _changes(document: Document, table: _Table, column: int, words: str) -> Iterator[Relation]:
    """The rows of a column of changes with the only two columns of levels, or the two years its heading names."""
    rows = sorted(row for row, other in table.cells if other == column)
    made: list[tuple[Relation, bool]] = []
    for row in rows:
        change = table.cells[row, column]
        if document.text[change.evidence_start - 1 : change.evidence_start] in ("(", "["):
            continue
        levels = [
            claim
            for other in table.heads
            if other != column
            and (claim := table.cells.get((row, other))) is not None
            and claim.period is not None
            and claim.period.is_year
        ]
        named = [claim for claim in levels if claim.period is not None and str(claim.period) in words]
        pair = named if len(named) == 2 else levels
        if len(pair) != 2 or str(pair[0].period) == str(pair[1].period):
            continue
        before, after = sorted(pair, key=lambda claim: str(claim.period))
        relation = _change(before, after, change)
        if relation is not None:
            made.append((relation, _agrees(before, after, change)))
    if len(made) >= _FEWEST_ROWS and sum(agrees for _, agrees in made) * 2 > len(made):
        yield from (relation for relation, _ in made)


def _change(before: Claim, after: Claim, change: Claim) -> Relation | None:
    if before.quantity.kind is not after.quantity.kind or before.quantity.unit != after.quantity.unit:
        return None
    percentages = before.quantity.kind is Kind.PERCENT
    if percentages and change.quantity.unit in _POINTS:
        operation, role, rule = Operation.POINTS, "change", f"{GROWTH}.points"
    elif not percentages and change.quantity.unit == "%" and (before.quantity.value or 0) > 0:
        operation, role, rule = Operation.GROWTH, "rate", GROWTH
    elif (
        not percentages
        and change.quantity.kind is before.quantity.kind
        and change.quantity.unit == before.quantity.unit
    ):
        operation, role, rule = Operation.DIFFERENCE, "change", f"{GROWTH}.difference"
    else:
        return None
    return _relation(operation, rule, (("after", after), ("before", before), (role, change)))


def _agrees(before: Claim, after: Claim, change: Claim) -> bool:
    """Whether a change is near what the two levels give; only to tell what a column is worked out from."""
    old, new, stated = (Fraction(claim.quantity.value or 0) for claim in (before, after, change))
    if change.quantity.unit == "%" and before.quantity.unit != "%":
        if not old:
            return False
        slack = Fraction(before.quantity.step + after.quantity.step) / abs(old) * 100 + Fraction(change.quantity.step)
        return abs((new / old - 1) * 100 - stated) <= slack
    slack = Fraction(before.quantity.step + after.quantity.step + change.quantity.step)
    return abs(new - old - stated) <= slack


def _shares(table: _Table, column: int, rules: LanguageRules) -> Iterator[Relation]:
    """The rows of a column of shares with the nearest column of levels to the left, down to the total row."""
    totals = [row for row, label in table.labels.items() if _is_total(label, rules)]
    if len(totals) != 1 or not _is_hundred(table.cells.get((totals[0], column))):
        return
    levels = [
        other
        for other in table.heads
        if other < column
        and (claim := table.cells.get((totals[0], other))) is not None
        and claim.quantity.kind is not Kind.PERCENT
    ]
    if not levels:
        return
    total = table.cells[totals[0], max(levels)]
    made: list[tuple[Relation, bool]] = []
    for row in sorted(table.labels):
        share, part = table.cells.get((row, column)), table.cells.get((row, max(levels)))
        if row == totals[0] or share is None or part is None or share.quantity.unit != "%":
            continue
        if part.quantity.unit != total.quantity.unit or not total.quantity.value:
            continue
        relation = _relation(Operation.SHARE, SHARE, (("part", part), ("share", share), ("whole", total)))
        exact = Fraction(part.quantity.value or 0) / Fraction(total.quantity.value) * 100
        made.append((relation, abs(exact - Fraction(share.quantity.value or 0)) <= Fraction(share.quantity.step)))
    if len(made) >= _FEWEST_ROWS and sum(agrees for _, agrees in made) * 2 > len(made):
        yield from (relation for relation, _ in made)


def _is_hundred(claim: Claim | None) -> bool:
    return claim is None or claim.quantity.value == _WHOLE


def _is_total(label: str, rules: LanguageRules) -> bool:
    symbols = rules.vocabulary.symbols("total-line")
    words = [word for word, _, _ in tokens(label[:200])]
    return len(words) <= 2 and any(symbol in symbols for symbol in rules.vocabulary.symbols_of(words))


def _relation(operation: Operation, rule: str, members: Sequence[tuple[str, Claim]]) -> Relation:
    start = min(claim.start for _, claim in members)
    end = max(claim.end for _, claim in members)
    operands = tuple(Operand(role, claim.id) for role, claim in members)
    return Relation("", operation, rule, operands, start, end, Binding.SENTENCE)
