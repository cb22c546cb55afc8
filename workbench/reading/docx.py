"""Word documents (OOXML, transitional and strict), over their XML.

Tracked insertions are read as accepted and deletions left out; struck-out and hidden text is left out; notes follow
the text, with their marks raised where they are called; of a drawing only the text in its boxes is read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from workbench.model import BlockKind, Cell
from workbench.reading.archive import Archive, attribute, child, children, local
from workbench.reading.assembling import Assembled, Assembler, in_cell
from workbench.reading.docx_styles import LOWERED, RAISED, Look, Style, Styles, look_of
from workbench.reading.equations import equation_text
from workbench.reading.errors import ReadingError
from workbench.reading.raised import lowered, raised
from workbench.reading.sheet_rows import heading_rows
from workbench.reading.symbol_fonts import symbol, without_private

_SKIPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback", "sdtPr", "sdtEndPr", "rt", "comment"}
)
_DELETED = frozenset({"del", "moveFrom"})
_WRAPPING = frozenset({"ins", "moveTo", "customXml", "smartTag", "body", "sdtContent"})
# Parts of a drawing that hold numbers which are no text of the document.
_PICTURED = frozenset({"chart", "relIds", "OLEObject"})


@dataclass(slots=True)
class _Reader:
    archive: Archive
    main: str
    styles: Styles = field(init=False)
    out: Assembler = field(default_factory=Assembler)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def read(self) -> Assembled:
        """The whole document."""
        root = self.archive.tree(self.main)
        body = child(root, "body")
        if body is None:
            raise ReadingError("formats.damaged")
        self.styles = Styles(self._part("styles"))
        self._blocks(body)
        self._append_notes()
        if any(name.startswith(("word/header", "word/footer")) for name in self.archive.names):
            self.out.notice("formats.running-heads")
        return self.out.assembled()

    def _part(self, name: str) -> etree._Element | None:
        return self.archive.tree(posixpath.join(posixpath.dirname(self.main), f"{name}.xml"))

    def _blocks(self, parent: etree._Element) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
                self._append_boxes()
            elif name in _DELETED:
                self.out.notice("formats.deletions", _all_text(element))
            elif name == "sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    self._blocks(content)
            elif name == "altChunk":
                self.out.notice("formats.embedded")
            elif name in _WRAPPING:
                self._blocks(element)

    def _paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        style = self.styles.named(properties, "pStyle")
        text = self._text(element, style)
        if style.is_contents:
            self.out.notice("formats.contents-list")
        else:
            self.out.add(_kind(properties, style), text, level=style.level)
        self._append_boxes()

    def _append_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._blocks(box)

    def _table(self, table: etree._Element) -> None:
        number = self.out.next_table()
        rows = [row for row in _unwrapped(table, "tr") if not self._is_deleted(row)]
        # Column by column, the cell that the cells merged with it below belong to.
        above: dict[int, list[int]] = {}
        placed: list[tuple[etree._Element, int, int, int, list[int]]] = []
        for index, row in enumerate(rows):
            for cell, column, span, merge in _places(row):
                if merge == "continue" and column in above:
                    above[column][0] += 1
                    continue
                rows_of_cell = above[column] = [1]
                placed.append((cell, index, column, span, rows_of_cell))
        texts = ["" if self._is_deleted(entry[0], "tcPr") else in_cell(self._cell_parts(entry[0])) for entry in placed]
        by_row: list[list[str]] = [[] for _ in rows]
        for entry, text in zip(placed, texts, strict=True):
            by_row[entry[1]].append(text)
        headings = heading_rows(by_row)
        for (cell, index, column, span, height), text in zip(placed, texts, strict=True):
            header = index < headings or child(child(rows[index], "trPr"), "tblHeader") is not None
            place = Cell(number, index, column, header or (column == 0 and not text[:1].isdigit()), height[0], span)
            self.out.add(BlockKind.CELL, text, cell=place)
            for inner in _tables_in(cell):
                self._table(inner)

    def _is_deleted(self, element: etree._Element, properties: str = "trPr") -> bool:
        found = child(element, properties)
        if child(found, "del") is None and child(found, "cellDel") is None:
            return False
        self.out.notice("formats.deletions", _all_text(element))
        return True

    def _cell_parts(self, cell: etree._Element) -> list[str]:
        paragraphs = (p for p in cell.iter() if local(p) == "p" and _nearest_cell(p) is cell)
        return [self._text(p, self.styles.named(child(p, "pPr"), "pStyle")) for p in paragraphs]

    def _text(self, element: etree._Element, style: Style) -> str:
        parts: list[str] = []
        self._runs(element, style.look, parts)
        return "".join(parts)

    def _runs(self, element: etree._Element, look: Look, parts: list[str]) -> None:
        for item in element:
            name = local(item)
            if name == "r":
                self._run(item, look, parts)
            elif name == "oMath":
                parts.append(equation_text(item))
            elif name in _DELETED:
                self.out.notice("formats.deletions", _all_text(item))
            elif name not in _SKIPPED:
                self._runs(item, look, parts)

    def _run(self, run: etree._Element, paragraph: Look, parts: list[str]) -> None:
        properties = child(run, "rPr")
        look = look_of(properties).over(self.styles.named(properties, "rStyle").look).over(paragraph)
        if look.hidden or look.struck:
            words = _all_text(run)
            if words.strip():
                self.out.notice("formats.hidden" if look.hidden else "formats.struck-out", words)
            return
        fonts = child(properties, "rFonts")
        is_symbol = fonts is not None and "symbol" in (attribute(fonts, "ascii") or "").lower()
        self._run_content(run, look.position or "", parts, is_symbol=is_symbol)

    def _run_content(self, run: etree._Element, position: str, parts: list[str], *, is_symbol: bool) -> None:
        for item in run:
            name = local(item)
            if name == "t":
                text = without_private(item.text or "") if is_symbol else item.text or ""
                parts.append(raised(text) if position == RAISED else lowered(text) if position == LOWERED else text)
            elif name == "sym":
                parts.append(symbol(attribute(item, "font") or "", _code(attribute(item, "char"))))
            elif name in ("tab", "ptab"):
                parts.append("\t")
            elif name in ("br", "cr"):
                parts.append("\n")
            elif name == "noBreakHyphen":
                parts.append("\u2011")
            elif name in ("footnoteReference", "endnoteReference"):
                kind = "footnotes" if name.startswith("foot") else "endnotes"
                self.notes.append((kind, attribute(item, "id") or ""))
                if attribute(item, "customMarkFollows") in ("1", "true", "on"):
                    position = RAISED
                else:
                    parts.append(raised(str(len(self.notes))))
            elif name in ("drawing", "pict", "AlternateContent", "object"):
                self.boxes.extend(_text_boxes(item))
                if any(local(inner) in _PICTURED for inner in item.iter()):
                    self.out.notice("formats.embedded")

    def _append_notes(self) -> None:
        roots = {kind: self._part(kind) for kind in {kind for kind, _ in self.notes}}
        # A note may itself call notes; those found while reading are appended in turn.
        for number, (kind, identity) in enumerate(self.notes, start=1):
            root = roots.get(kind)
            for note in children(root, kind[:-1]) if root is not None else ():
                if attribute(note, "id") == identity:
                    text = " ".join(self._text(p, Style()) for p in note.iter() if local(p) == "p")
                    self.out.add(BlockKind.FOOTNOTE, f"{raised(str(number))} {text.strip()}")
                    self._append_boxes()


def read_docx(data: bytes) -> Assembled:
    """The text of a Word document. Raises `ReadingError` for a damaged, protected or over-large file."""
    archive = Archive(data)
    return _Reader(archive, _main_part(archive)).read()


def _main_part(archive: Archive) -> str:
    root = archive.tree("_rels/.rels")
    for relationship in root if root is not None else ():
        if (relationship.get("Type") or "").endswith("/officeDocument"):
            return posixpath.normpath((relationship.get("Target") or "").lstrip("/"))
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    raise ReadingError("formats.damaged")


def _kind(properties: etree._Element | None, style: Style) -> BlockKind:
    if style.level:
        return BlockKind.HEADING
    is_listed = style.is_list or child(properties, "numPr") is not None
    return BlockKind.LIST_ITEM if is_listed else BlockKind.PARAGRAPH


def _places(row: etree._Element) -> Iterator[tuple[etree._Element, int, int, str]]:
    """The cells of a row with column, width, and whether each begins ("restart") or goes on ("continue") downwards."""
    column = _width(child(row, "trPr"), "gridBefore", least=0)
    for cell in _unwrapped(row, "tc"):
        properties = child(cell, "tcPr")
        merge = child(properties, "vMerge")
        how = "" if merge is None else attribute(merge, "val") or "continue"
        span = _width(properties, "gridSpan", least=1)
        yield cell, column, span, how
        column += span


def _width(properties: etree._Element | None, name: str, *, least: int) -> int:
    element = child(properties, name)
    value = attribute(element, "val") if element is not None else None
    return max(least, min(int(value), 1000)) if value and value.isdigit() and len(value) < 5 else least


def _code(value: str | None) -> int:
    """A character number in hexadecimal; 0 when it is none."""
    try:
        return int(value or "0", 16) & 0xFFFF
    except ValueError:
        return 0


def _all_text(element: etree._Element) -> str:
    """Every word in an element, deleted ones too."""
    return "".join(item.text or "" for item in element.iter() if local(item) in ("t", "delText"))


def _unwrapped(parent: etree._Element, name: str) -> list[etree._Element]:
    """Rows or cells, also inside content controls and tracked insertions."""
    found: list[etree._Element] = []
    for element in parent:
        if local(element) == name:
            found.append(element)
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found.extend(_unwrapped(element, name))
    return found


def _tables_in(cell: etree._Element) -> list[etree._Element]:
    """The tables right inside a cell, also inside content controls."""
    return _unwrapped(cell, "tbl")


def _nearest_cell(element: etree._Element) -> etree._Element | None:
    parent = element.getparent()
    while parent is not None and local(parent) not in ("tc", "txbxContent"):
        parent = parent.getparent()
    return parent


def _text_boxes(element: etree._Element) -> list[etree._Element]:
    """The outermost text boxes of a drawing; of two renderings of one drawing only the first."""
    if local(element) == "txbxContent":
        return [element]
    found: list[etree._Element] = []
    for item in element:
        if local(item) != "Fallback":
            found.extend(_text_boxes(item))
    return found
