"""OpenDocument texts, packed (ODT) or flat (FODT), over their XML.

Tracked deletions stand apart in the file and are left out; struck-out and hidden text is left out; note marks are
raised where they are called and the notes follow the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from workbench.model import BlockKind, Cell
from workbench.reading.archive import Archive, attribute, child, children, local, parse_xml
from workbench.reading.assembling import Assembled, Assembler, in_cell
from workbench.reading.equations import equation_text
from workbench.reading.errors import ReadingError
from workbench.reading.raised import lowered, raised
from workbench.reading.sheet_rows import heading_rows

_SKIPPED = frozenset({"annotation", "annotation-end", "tracked-changes", "hidden-text", "ruby-text", "bookmark"})
_CONTENTS = frozenset({"table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index"})
_MOST_REPEATED = 1000


@dataclass(slots=True)
class _Style:
    """What a style says about the text it is put on; None where it says nothing itself."""

    parent: str = ""
    position: str | None = None
    struck: bool | None = None
    hidden: bool | None = None


@dataclass(slots=True)
class _Reader:
    styles: dict[str, _Style]
    archive: Archive | None = None
    out: Assembler = field(default_factory=Assembler)
    notes: list[etree._Element] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def read(self, body: etree._Element) -> Assembled:
        """The whole document."""
        self._blocks(body)
        for number, note in enumerate(self.notes, start=1):
            text = " ".join(self._text(p) for p in note.iter() if local(p) in ("p", "h"))
            self.out.add(BlockKind.FOOTNOTE, f"{raised(str(number))} {text.strip()}")
        return self.out.assembled()

    def _blocks(self, parent: etree._Element, *, in_list: bool = False) -> None:
        for element in parent:
            name = local(element)
            if name == "h":
                self._add(BlockKind.HEADING, element, _whole(attribute(element, "outline-level"), 1))
            elif name == "p":
                self._add(BlockKind.LIST_ITEM if in_list else BlockKind.PARAGRAPH, element)
            elif name in ("list", "list-item", "list-header"):
                self._blocks(element, in_list=True)
            elif name == "table":
                self._table(element)
            elif name == "tracked-changes":
                for deletion in (change for change in element.iter() if local(change) == "deletion"):
                    words = (self._text(p) for p in deletion if local(p) in ("p", "h"))
                    self.out.notice("formats.deletions", " ".join(words))
            elif name in _CONTENTS:
                self.out.notice("formats.contents-list")
            elif name == "section" and attribute(element, "display") == "none":
                self.out.notice("formats.hidden", "".join(map(str, element.itertext())))
            elif name in ("section", "text-box", "frame", "numbered-paragraph", "page"):
                self._blocks(element, in_list=in_list)

    def _add(self, kind: BlockKind, element: etree._Element, level: int = 0) -> None:
        name = attribute(element, "style-name") or ""
        gone = next((what for what in ("hidden", "struck") if self._styled(name, what)), None)
        if gone is not None:
            key = "formats.hidden" if gone == "hidden" else "formats.struck-out"
            self.out.notice(key, "".join(map(str, element.itertext())))
        else:
            self.out.add(kind, self._text(element), level=level)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._blocks(box)

    def _table(self, table: etree._Element) -> None:
        number = self.out.next_table()
        rows = _rows(table)
        heads = {id(row) for head in table.iter() if local(head) == "table-header-rows" for row in head}
        texts = {cell: self._cell_text(cell) for row in rows for cell in children(row, "table-cell")}
        by_row = [[texts[cell] for cell in children(row, "table-cell")] for row in rows]
        headings = 0 if heads else heading_rows(by_row)
        for index, row in enumerate(rows):
            column = 0
            for cell in children(row, "table-cell", "covered-table-cell"):
                repeated = _whole(attribute(cell, "number-columns-repeated"), 1)
                text = texts.get(cell, "")
                if local(cell) == "table-cell" and (text or repeated == 1):
                    span = _whole(attribute(cell, "number-columns-spanned"), 1)
                    height = min(_whole(attribute(cell, "number-rows-spanned"), 1), len(rows))
                    header = id(row) in heads or index < headings or (column == 0 and not text[:1].isdigit())
                    for _ in range(repeated if text else 1):
                        self.out.add(BlockKind.CELL, text, cell=Cell(number, index, column, header, height, span))
                        column += 1
                else:
                    column += repeated

    def _cell_text(self, cell: etree._Element) -> str:
        return in_cell(self._text(p) for p in cell.iter() if local(p) in ("p", "h"))

    def _text(self, element: etree._Element) -> str:
        parts: list[str] = []
        self._inline(element, parts)
        return "".join(parts)

    def _inline(self, element: etree._Element, parts: list[str]) -> None:
        if element.text:
            parts.append(element.text.replace("\n", " "))
        for item in element:
            self._inline_item(item, parts)
            if item.tail:
                parts.append(item.tail.replace("\n", " "))

    def _inline_item(self, item: etree._Element, parts: list[str]) -> None:
        name = local(item)
        if name == "s":
            parts.append(" " * min(_whole(attribute(item, "c"), 1), _MOST_REPEATED))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name == "note":
            body = child(item, "note-body")
            if body is not None:
                self.notes.append(body)
                parts.append(raised(str(len(self.notes))))
        elif name in ("frame", "custom-shape"):
            self.boxes.extend(box for box in item.iter() if local(box) == "text-box")
            parts.extend(self._objects(item))
        elif name == "span":
            self._span(item, parts)
        elif name not in _SKIPPED:
            self._inline(item, parts)

    def _objects(self, frame: etree._Element) -> Iterator[str]:
        """The equations in a frame; charts and sheets in it are said to be left out."""
        for item in children(frame, "object"):
            inside = next((e for e in item if local(e) == "math"), None)
            link = (attribute(item, "href") or "").removeprefix("./")
            if inside is None and link and self.archive is not None:
                inside = self.archive.tree(f"{link}/content.xml")
            if inside is not None and local(inside) == "math":
                yield equation_text(inside)
            else:
                self.out.notice("formats.embedded")

    def _span(self, item: etree._Element, parts: list[str]) -> None:
        name = attribute(item, "style-name") or ""
        if self._styled(name, "hidden"):
            self.out.notice("formats.hidden", "".join(map(str, item.itertext())))
            return
        if self._styled(name, "struck"):
            self.out.notice("formats.struck-out", "".join(map(str, item.itertext())))
            return
        inner: list[str] = []
        self._inline(item, inner)
        text, position = "".join(inner), self._styled(name, "position")
        parts.append(raised(text) if position == "super" else lowered(text) if position == "sub" else text)

    def _styled(self, name: str, what: str) -> object:
        """What a style says, or the nearest of its ancestors that says anything."""
        for _ in range(20):
            style = self.styles.get(name)
            if style is None:
                return None
            value = getattr(style, what)
            if value is not None:
                return value
            name = style.parent
        return None


def read_odt(data: bytes) -> Assembled:
    """The text of a packed OpenDocument. Raises `ReadingError` for a damaged, protected or over-large file."""
    archive = Archive(data)
    if b"encryption-data" in (archive.part("META-INF/manifest.xml") or b""):
        raise ReadingError("formats.protected")
    content = archive.tree("content.xml")
    if content is None:
        raise ReadingError("formats.damaged")
    styles = archive.tree("styles.xml")
    result = _read(content, [content] if styles is None else [styles, content], archive)
    if styles is not None and any(local(e) in ("header", "footer") and len(e) for e in styles.iter()):
        result.notice("formats.running-heads")
    return result


def read_flat_odt(data: bytes) -> Assembled:
    """The text of a flat OpenDocument (one XML file)."""
    root = parse_xml(data)
    return _read(root, [root])


def _read(root: etree._Element, style_roots: list[etree._Element], archive: Archive | None = None) -> Assembled:
    body = child(child(root, "body"), "text")
    if body is None:
        raise ReadingError("formats.not-a-text")
    return _Reader(_read_styles(style_roots), archive).read(body)


def _read_styles(roots: list[etree._Element]) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for root in roots:
        for element in root.iter():
            if local(element) != "style":
                continue
            style = _Style(parent=attribute(element, "parent-style-name") or "")
            properties = child(element, "text-properties")
            if properties is not None:
                position = attribute(properties, "text-position")
                if position is not None:
                    style.position = _position(position)
                line = attribute(properties, "text-line-through-style")
                style.struck = None if line is None else line != "none"
                display = attribute(properties, "display")
                style.hidden = None if display is None else display == "none"
            styles[attribute(element, "name") or ""] = style
    return styles


def _position(value: str) -> str:
    first = value.split(" ")[0]
    if first in ("super", "sub"):
        return first
    percent = first.rstrip("%")
    if percent.lstrip("-").isdigit():
        return "super" if int(percent) > 0 else "sub" if int(percent) < 0 else ""
    return ""


def _rows(table: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for element in table:
        if local(element) == "table-row":
            found.append(element)
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            found.extend(_rows(element))
    return found


def _whole(value: str | None, default: int) -> int:
    return max(1, min(int(value), 16384)) if value and value.isdigit() and len(value) < 8 else default
