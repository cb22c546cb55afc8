"""Numbers in table cells take the unit and scale that their column, row or caption gives ("en milliards d'euros")."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from workbench.model import Block, BlockKind, Claim, Document, Kind, Quantity
from workbench.resource_files import load_toml, resources

_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
# The year of a heading ("Milliers de tonnes 2024") is no part of its unit.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?(?!\d)")
_LONGEST_CAPTION = 250
_THOUSAND = 1000
_MARKS = "$€£¥"
Reader = Callable[[Document], list[Claim]]


@dataclass(frozen=True, slots=True)
class Measure:
    """What every number of a column has to be taken for: `scale` times as much, in `unit`."""

    scale: Decimal
    unit: str | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Words:
    """How one language says so: words before a unit ("en", "in"), and headings of columns that hold rates."""

    leads: tuple[str, ...]
    rates: tuple[str, ...]


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
        measure = columns.of(cell.table, cell.row, cell.column)
        if measure is not None:
            claim.quantity = _measured(claim, measure)
        block = document.blocks[claim.block]
        if document.text[block.start : block.end].strip() == f"({claim.text})" and columns.is_account(cell.table):
            claim.quantity = _negative(claim.quantity)
        if claim.indicator is not None:
            claim.indicator = columns.without_measures(claim.indicator)


def _measured(claim: Claim, measure: Measure) -> Quantity:
    quantity = claim.quantity
    if quantity.value is None:
        return quantity
    # "1,5 M" has a scale of its own.
    scaled = any(map(str.isalpha, claim.text))
    bare = quantity.unit is None and quantity.kind in (Kind.NUMBER, Kind.COUNT) and not scaled
    # "$ 12.3" under "(in thousands)": the cell names its money, the heading its scale.
    priced = quantity.kind is Kind.MONEY and measure.unit in (None, quantity.unit) and not scaled
    if not bare and not priced:
        return quantity
    return replace(
        quantity,
        kind=quantity.kind if priced or measure.unit is None else measure.kind,
        value=quantity.value * measure.scale,
        value_high=None if quantity.value_high is None else quantity.value_high * measure.scale,
        unit=quantity.unit if priced else measure.unit,
        step=quantity.step * measure.scale,
        coarse_step=quantity.coarse_step * measure.scale,
        exact=quantity.exact and measure.scale == 1,
    )


def _negative(quantity: Quantity) -> Quantity:
    """What accounts put in brackets: (1,234) is -1,234."""
    return replace(quantity, value=None if quantity.value is None else -quantity.value)


class _Columns:
    """The headings of a document's tables, and what they say of the numbers under and beside them."""

    def __init__(self, document: Document, read: Reader) -> None:
        self._document = document
        self._read = read
        self._words = _words(document.language)
        self._headings: dict[tuple[int, str, int], list[Block]] = {}
        self._captions: dict[int, Block] = {}
        self._found: dict[tuple[int, str, int], Measure | None] = {}
        self._phrases: dict[str, Measure | None] = {}
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

    def of(self, table: int, row: int, column: int) -> Measure | None:
        """The measure of a cell: its column's, else its row's, else its caption's unless the column holds rates."""
        found = self._line(table, "column", column) or self._line(table, "row", row)
        if found is not None or self._is_rate(table, column):
            return found
        return self._line(table, "caption", 0)

    def without_measures(self, indicator: str) -> str | None:
        """An indicator made of headings without what those say of units: "Exportations (M€)" is of exports."""
        kept = []
        for part in indicator.split(", "):
            bare = _BRACKETED.sub(lambda match: "" if self._phrase(match[1].strip(" .")) else match[0], part)
            for lead in self._words.leads:
                head, found, tail = bare.rpartition(f" {lead} ")
                if found and self._phrase(tail.strip(" .")):
                    bare = head
            bare = bare.strip(" ,;:–-")
            if bare and self._phrase(bare) is None:
                kept.append(bare)
        return ", ".join(kept) or None

    def is_account(self, table: int) -> bool:
        """Whether the table tells amounts of money, or of thousands or more: brackets then stand for a minus."""
        if table not in self._accounts:
            lines = [("caption", 0), *((line, number) for of, line, number in self._headings if of == table)]
            found = (self._line(table, line, number) for line, number in lines)
            self._accounts[table] = any(m is not None and (m.kind is Kind.MONEY or m.scale >= _THOUSAND) for m in found)
        return self._accounts[table]

    def _line(self, table: int, line: str, number: int) -> Measure | None:
        key = (table, line, number)
        if key not in self._found:
            blocks = self._headings.get(key, [])
            caption = self._captions.get(table)
            if line == "caption" and caption is not None and caption.end - caption.start <= _LONGEST_CAPTION:
                blocks = [caption]
            measures = (
                self._measure(self._text(block), block.kind is not BlockKind.CELL) for block in reversed(blocks)
            )
            self._found[key] = next((measure for measure in measures if measure is not None), None)
        return self._found[key]

    def _is_rate(self, table: int, column: int) -> bool:
        words = {word for block in self._headings.get((table, "column", column), []) for word in self._tokens(block)}
        return any(rate in words for rate in self._words.rates)

    def _tokens(self, block: Block) -> list[str]:
        return re.findall(r"[^\W\d_]+|%", self._text(block).lower())

    def _text(self, block: Block) -> str:
        return self._document.text[block.start : block.end]

    def _measure(self, heading: str, is_caption: bool) -> Measure | None:
        """What a heading says: in brackets, behind "en" or "in", behind a comma, or all of it."""
        phrases = _BRACKETED.findall(heading)
        lower = heading.lower()
        for lead in self._words.leads:
            at = lower.find(f"{lead} ")
            while at >= 0:
                if at == 0 or not lower[at - 1].isalpha():
                    phrases.append(re.split(r"[,;:()\[\]]", heading[at + len(lead) + 1 :], maxsplit=1)[0])
                at = lower.find(f"{lead} ", at + 1)
        if not is_caption:
            phrases += [heading.rpartition(",")[2], heading, _YEAR.sub(" ", heading)]
        return next((found for phrase in phrases if (found := self._phrase(phrase.strip(" .")))), None)

    def _phrase(self, phrase: str) -> Measure | None:
        for lead in self._words.leads:
            if phrase.lower().startswith(f"{lead} "):
                phrase = phrase[len(lead) + 1 :]
        phrase = phrase.strip(" ,;:-–")
        if not phrase or len(phrase) > 60 or any(map(str.isdigit, phrase)):
            return None
        if phrase not in self._phrases:
            self._phrases[phrase] = self._read_phrase(phrase)
        return self._phrases[phrase]

    def _read_phrase(self, phrase: str) -> Measure | None:
        """Read the phrase as the unit of the number one, the way any text is read."""
        written = f"{phrase[0]}1{phrase[1:]}" if phrase[0] in _MARKS and len(phrase) > 1 else f"1 {phrase}"
        claims = self._read(Document(written, language=self._document.language))
        if len(claims) != 1 or claims[0].start != 0 or claims[0].end < len(written.rstrip()):
            return None
        quantity = claims[0].quantity
        if quantity.value is None or (quantity.unit is None and quantity.value == 1):
            return None
        return Measure(quantity.value, quantity.unit, quantity.kind)


@cache
def _words(language: str) -> _Words:
    path = resources() / "languages" / language / "tables.toml"
    table: dict[str, Any] = load_toml("languages", language, "tables.toml") if path.is_file() else {}
    return _Words(tuple(table.get("leads", ())), tuple(table.get("rates", ())))
