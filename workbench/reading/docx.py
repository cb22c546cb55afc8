"""Word documents (OOXML, transitional and strict), over their XML.

Tracked insertions are read as accepted and deletions left out; struck-out and hidden text is left out; notes follow
the text, with their marks raised where they are called; of a drawing only the text in its boxes is read.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from lxml import etree

from workbench.model import BlockKind, Cell
from workbench.reading.archive import Archive, attribute, child, children, local
from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.errors import ReadingError
from workbench.reading.raised import lowered, raised

_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titolo|kop) ?([1-9])$", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback", "sdtPr", "sdtEndPr"})


@dataclass(slots=True)
class _Style:
    """What a paragraph or character style says about the text it is put on."""

    level: int = 0
    raised: bool = False
    is_contents: bool = False


@dataclass(slots=True)
class _Reader:
    archive: Archive
    main: str
    styles: dict[str, _Style] = field(default_factory=dict)
    out: Assembler = field(default_factory=Assembler)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def read(self) -> Assembled:
        """The whole document."""
        root = self.archive.tree(self.main)
        body = child(root, "body")
        if body is None:
            raise ReadingError("formats.damaged")
        self.styles = self._read_styles()
        self._blocks(body)
        self._append_notes()
        if any(name.startswith(("word/header", "word/footer")) for name in self.archive.names):
            self.out.notice("formats.running-heads")
        return self.out.assembled()

    def _read_styles(self) -> dict[str, _Style]:
        root = self.archive.tree(posixpath.join(posixpath.dirname(self.main), "styles.xml"))
        styles: dict[str, _Style] = {}
        for element in children(root, "style") if root is not None else ():
            name = child(element, "name")
            label = (attribute(name, "val") or "") if name is not None else ""
            style = _Style(is_contents=label.lower().startswith("toc"))
            if match := _HEADING.match(label):
                style.level = int(match[1])
            elif label.lower() == "title":
                style.level = 1
            outline = child(child(element, "pPr"), "outlineLvl")
            if not style.level and outline is not None and (attribute(outline, "val") or "9") < "9":
                style.level = int(attribute(outline, "val") or 0) + 1
            style.raised = _vertical(child(element, "rPr")) == "superscript"
            styles[attribute(element, "styleId") or ""] = style
        return styles

    def _blocks(self, parent: etree._Element) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name in ("del", "moveFrom"):
                self.out.notice("formats.deletions", _all_text(element))
            elif name == "sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    self._blocks(content)
            elif name in ("ins", "moveTo", "customXml", "smartTag", "body"):
                self._blocks(element)

    def _paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        style_element = child(properties, "pStyle")
        style = self.styles.get((attribute(style_element, "val") or "") if style_element is not None else "", _Style())
        text = self._text(element)
        if style.is_contents:
            self.out.notice("formats.contents-list")
        else:
            self.out.add(self._kind(properties, style), text, level=style.level)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._blocks(box)

    @staticmethod
    def _kind(properties: etree._Element | None, style: _Style) -> BlockKind:
        if style.level:
            return BlockKind.HEADING
        return BlockKind.LIST_ITEM if child(properties, "numPr") is not None else BlockKind.PARAGRAPH

    def _table(self, table: etree._Element) -> None:
        number = self.out.next_table()
        rows = _unwrapped(table, "tr")
        for index, row in enumerate(rows):
            properties = child(row, "trPr")
            header = child(properties, "tblHeader") is not None or (index == 0 and len(rows) > 1)
            if child(properties, "del") is not None:
                self.out.notice("formats.deletions", _all_text(row))
                continue
            column = 0
            for cell in _unwrapped(row, "tc"):
                cell_properties = child(cell, "tcPr")
                span_element = child(cell_properties, "gridSpan")
                span = _whole(attribute(span_element, "val") if span_element is not None else None)
                merge = child(cell_properties, "vMerge")
                if merge is None or attribute(merge, "val") == "restart":
                    paragraphs = [self._text(p) for p in cell.iter() if local(p) == "p" and _nearest_cell(p) is cell]
                    text = "\n".join(part for part in paragraphs if part.strip())
                    place = Cell(number, index, column, header or (column == 0 and not text[:1].isdigit()), 1, span)
                    self.out.add(BlockKind.CELL, text.replace("\n", " "), cell=place)
                for inner in children(cell, "tbl"):
                    self._table(inner)
                column += span

    def _text(self, element: etree._Element) -> str:
        parts: list[str] = []
        self._runs(element, parts)
        return "".join(parts)

    def _runs(self, element: etree._Element, parts: list[str]) -> None:
        for item in element:
            name = local(item)
            if name == "r":
                self._run(item, parts)
            elif name in ("del", "moveFrom"):
                self.out.notice("formats.deletions", _all_text(item))
            elif name not in _SKIPPED:
                self._runs(item, parts)

    def _run(self, run: etree._Element, parts: list[str]) -> None:
        properties = child(run, "rPr")
        if properties is not None:
            if _is_on(child(properties, "vanish")):
                self.out.notice("formats.hidden", _all_text(run))
                return
            if _is_on(child(properties, "strike")) or _is_on(child(properties, "dstrike")):
                self.out.notice("formats.struck-out", _all_text(run))
                return
        position = _vertical(properties)
        style_element = child(properties, "rStyle")
        if not position and style_element is not None:
            style = self.styles.get(attribute(style_element, "val") or "")
            position = "superscript" if style is not None and style.raised else ""
        self._run_content(run, position, parts)

    def _run_content(self, run: etree._Element, position: str, parts: list[str]) -> None:
        for item in run:
            name = local(item)
            if name == "t":
                text = item.text or ""
                parts.append(raised(text) if position == "superscript" else lowered(text) if position else text)
            elif name in ("tab", "ptab"):
                parts.append(" ")
            elif name in ("br", "cr"):
                parts.append("\n")
            elif name == "noBreakHyphen":
                parts.append("\u2011")
            elif name in ("footnoteReference", "endnoteReference"):
                kind = "footnotes" if name.startswith("foot") else "endnotes"
                self.notes.append((kind, attribute(item, "id") or ""))
                parts.append(raised(str(len(self.notes))))
            elif name in ("drawing", "pict", "AlternateContent", "object"):
                self.boxes.extend(_text_boxes(item))

    def _append_notes(self) -> None:
        roots = {
            kind: self.archive.tree(posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))
            for kind in {kind for kind, _ in self.notes}
        }
        # A note may itself call notes; those found while reading are appended in turn.
        for number, (kind, identity) in enumerate(self.notes, start=1):
            root = roots.get(kind)
            for note in children(root, kind[:-1]) if root is not None else ():
                if attribute(note, "id") == identity:
                    text = " ".join(self._text(p) for p in note.iter() if local(p) == "p")
                    self.out.add(BlockKind.FOOTNOTE, f"{raised(str(number))} {text.strip()}")


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


def _all_text(element: etree._Element) -> str:
    """Every word in an element, deleted ones too."""
    return "".join(item.text or "" for item in element.iter() if local(item) in ("t", "delText"))


def _vertical(properties: etree._Element | None) -> str:
    element = child(properties, "vertAlign")
    value = attribute(element, "val") if element is not None else None
    return value if value in ("superscript", "subscript") else ""


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and (attribute(element, "val") or "1").lower() not in _OFF


def _whole(value: str | None) -> int:
    return max(1, min(int(value), 1000)) if value and value.isdigit() and len(value) < 5 else 1


def _unwrapped(parent: etree._Element, name: str) -> list[etree._Element]:
    """Rows or cells, also inside content controls and tracked insertions."""
    found: list[etree._Element] = []
    for element in parent:
        if local(element) == name:
            found.append(element)
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins"):
            found.extend(_unwrapped(element, name))
    return found


def _nearest_cell(element: etree._Element) -> etree._Element | None:
    parent = element.getparent()
    while parent is not None and local(parent) != "tc":
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
