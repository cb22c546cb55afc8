"""Numbers in table cells take the unit and scale that their column, row or caption gives ("en milliards d'euros")."""

from __future__ import annotations

from workbench.extraction.heading_words import heading_words
from workbench.extraction.measures import BRACKETED, Measure, Measures, Reader, negative
from workbench.model import Block, BlockKind, Claim, Document, Kind

_LONGEST_CAPTION = 250
_SIGNS = "+-−–"
# What may be nothing but a unit.
_WHOLE = frozenset((BlockKind.CELL, BlockKind.CAPTION, BlockKind.HEADING))


def measure_columns(document: Document, claims: list[Claim], read: Reader) -> None:
    """Give the claims in table cells the scale and unit of their headings; `read` reads a phrase as a document."""
    if not any(block.cell is not None for block in document.blocks):
        return
    columns = _Columns(document, read)
    for claim in claims:
        if claim.block < 0 or claim.block >= len(document.blocks) or claim.quantity.kind is Kind.DATE:
            continue
        cell = document.blocks[claim.block].cell
        if cell is None or cell.header:
            continue
        measure = columns.of(cell.table, cell.row, cell.column, change=_is_whole_change(claim))
        if measure is not None:
            claim.quantity = measure.applied(claim)
        block = document.blocks[claim.block]
        if document.text[block.start : block.end].strip() == f"({claim.text})" and columns.is_account(cell.table):
            claim.quantity = negative(claim.quantity)
        if claim.indicator is not None:
            claim.indicator = columns.without_measures(claim.indicator)


def _is_whole_change(claim: Claim) -> bool:
    """Whether a sign is printed before a whole number without a unit: "+170" beside levels in thousands."""
    return claim.text[0] in _SIGNS and claim.quantity.kind is Kind.NUMBER and claim.quantity.step >= 1


class _Columns:
    """The headings of a document's tables, and what they say of the numbers under and beside them."""

    def __init__(self, document: Document, read: Reader) -> None:
        self._document = document
        self._measures = Measures(document.language, read)
        self._words = heading_words(document.language)
        self._labels: dict[tuple[int, int], Block] = {}
        self._headings: dict[tuple[int, str, int], list[Block]] = {}
        self._captions: dict[int, Block] = {}
        self._found: dict[tuple[int, str, int], Measure | None] = {}
        self._accounts: dict[int, bool] = {}
        before: Block | None = None
        for block in document.blocks:
            cell = block.cell
            if cell is None:
                before = None if block.kind is BlockKind.FOOTNOTE else block
                continue
            if cell.table not in self._captions and before is not None:
                self._captions[cell.table] = before
            if cell.header:
                for column in range(cell.column, cell.column + cell.column_span):
                    self._headings.setdefault((cell.table, "column", column), []).append(block)
                if cell.column == 0:
                    self._headings.setdefault((cell.table, "row", cell.row), []).append(block)
                    if cell.row == 0:
                        self._headings.setdefault((cell.table, "corner", 0), []).append(block)
            if cell.column == 0:
                self._labels.setdefault((cell.table, cell.row), block)

    def of(self, table: int, row: int, column: int, *, change: bool) -> Measure | None:
        """The measure of a cell: its column's, else its row's, else that of the corner or the caption, unless the
        column or the row holds rates or counts. A `change` by a whole number is in the unit of its row's label."""
        found = self._line(table, "column", column) or self._line(table, "row", row)
        if found is None and column > 0:
            found = self._bracketed(table, row, column, change=change)
        if found is not None or column == 0 or self._is_apart(table, row, column):
            return found
        return self._line(table, "corner", 0) or self._line(table, "caption", 0)

    def without_measures(self, indicator: str) -> str | None:
        """An indicator made of headings without what those say of units: "Exportations (M€)" is of exports."""
        kept = []
        for part in indicator.split(", "):
            bare = BRACKETED.sub(lambda match: "" if self._measures.phrase(match[1].strip(" .")) else match[0], part)
            for lead in self._words.leads:
                head, found, tail = bare.rpartition(f" {lead} ")
                if found and self._measures.phrase(tail.strip(" .")):
                    bare = head
            bare = bare.strip(" ,;:–-")
            if bare and self._measures.phrase(bare) is None:
                kept.append(bare)
        return ", ".join(kept) or None

    def is_account(self, table: int) -> bool:
        """Whether the table tells amounts of money, or of thousands or more: brackets then stand for a minus."""
        if table not in self._accounts:
            lines = [("caption", 0), *((line, number) for of, line, number in self._headings if of == table)]
            found = (self._line(table, line, number) for line, number in lines)
            self._accounts[table] = any(m is not None and m.is_account for m in found)
        return self._accounts[table]

    def _line(self, table: int, line: str, number: int) -> Measure | None:
        key = (table, line, number)
        if key not in self._found:
            blocks = self._headings.get(key, [])
            caption = self._captions.get(table)
            if line == "caption" and caption is not None and caption.end - caption.start <= _LONGEST_CAPTION:
                blocks = [caption]
            measures = (
                self._measures.said_by(self._text(block), whole=block.kind in _WHOLE) for block in reversed(blocks)
            )
            self._found[key] = next((measure for measure in measures if measure is not None), None)
        return self._found[key]

    def _bracketed(self, table: int, row: int, column: int, *, change: bool) -> Measure | None:
        """The money, percent or unit that the first cell of a row ends in: "Revenue ($ million)", "Sales (km)".

        Letters that may be anything ("(M)", "(MA)") say nothing, nor does the row of what its column calls a rate.
        """
        key = (table, "label", row)
        if key not in self._found:
            label = self._labels.get((table, row))
            phrases = [] if label is None else BRACKETED.findall(self._text(label)[:_LONGEST_CAPTION])
            found = self._measures.phrase(phrases[-1].strip(" .")) if phrases else None
            named = found is not None and (
                found.kind in (Kind.MONEY, Kind.PERCENT) or (len(phrases[-1]) > 1 and phrases[-1].islower())
            )
            self._found[key] = found if named else None
        blocks = [] if change else self._headings.get((table, "column", column), [])
        return None if any(self._words.is_apart(self._text(block)) for block in blocks) else self._found[key]

    def _is_apart(self, table: int, row: int, column: int) -> bool:
        label = self._labels.get((table, row))
        blocks = [*self._headings.get((table, "column", column), []), *((label,) if label is not None else ())]
        return any(self._words.is_apart(self._text(block)) for block in blocks)

    def _text(self, block: Block) -> str:
        return self._document.text[block.start : block.end]
