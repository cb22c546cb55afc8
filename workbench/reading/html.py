"""Web pages and other HTML.

Scripts never run and nothing is fetched. Struck-out, deleted and hidden text is left out, raised digits stay
raised. Of a page with menus and side matter the main text is read: trafilatura says which stretches those are, and
the characters are always the page's own.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from workbench.model import BlockKind, Cell
from workbench.reading.assembling import Assembled, Assembler, in_cell, tidy
from workbench.reading.css import HIDDEN, LOWERED, RAISED, STRUCK, TINY, Styles
from workbench.reading.encodings import decode
from workbench.reading.equations import equation_text
from workbench.reading.errors import ReadingError
from workbench.reading.html_names import BLOCKS, DATES, DELETED, DROPPED, SIDE_MATTER
from workbench.reading.main_text import Item, main_text_of
from workbench.reading.raised import lowered, raised
from workbench.reading.sheet_rows import heading_rows

# What LibreOffice calls the headers and footers of the pages it turns into one.
_RUNNING_HEADS = frozenset({"header", "footer"})
# Characters that no XML tree may hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset=["']?([A-Za-z0-9_:.-]{1,40})|<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_:.-]{1,40})""",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"\[?\(?\d{1,3}\)?\]?|[a-z*†‡]")
_DEEPEST = 200
# So many rows at the top of a table tell which of them are headings.
_HEADING_ROWS = 8
# These write tracked deletions as plain text, right before what took their place.
_LOSE_DELETIONS = ("LibreOffice", "OpenOffice")
_AMOUNT = r"[-−+]?\d{1,15}(?:[.,\u00a0\u202f]\d{1,15}){0,6}[\u00a0\u202f ]?"
_OLD_BEFORE_NEW = re.compile(rf"(?<![\d.,]){_AMOUNT}([%€$£])(?={_AMOUNT}\1)")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")


def read_html(
    data: bytes, encoding: str | None = None, *, main_text: bool = True, css: str = "", generator: str = ""
) -> Assembled:
    """The text of a page; `main_text` leaves out menus and side matter, `css` are rules from beside it, `generator` the
    program that wrote it, where the page does not say.

    Raises `ReadingError` when there is no text at all.
    """
    root = parse_html(data, encoding)
    title = root.findtext(".//title") or ""
    styles = Styles()
    styles.add(css)
    for element in root.iter("style"):
        styles.add(element.text or "")
    date, generator = _date(root), _generator(root) or generator
    reader = _Page(styles)
    reader.prune(root)
    reader.read(root)
    found = reader.items
    if main_text:
        found = main_text_of(root, found, reader.out, len(data))
    loses_marks = generator.startswith(_LOSE_DELETIONS)
    for kind, text, level, cell in found:
        reader.out.add(kind, _without_old(text, reader.out) if loses_marks else text, level=level, cell=cell)
    result = reader.out.assembled(
        title=tidy(title),
        language=(root.get("lang") or "").partition("-")[0].lower(),
    )
    result.date = date
    if not result.text:
        raise ReadingError("formats.no-text")
    return result


def parse_html(data: bytes, encoding: str | None) -> etree._Element:
    """The root element of a page, however broken; its encoding is what the page declares or its bytes show."""
    if encoding is None:
        declared = _CHARSET.search(data[:4096])
        encoding = _known_encoding((declared[1] or declared[2]).decode("ascii")) if declared else None
    text = data.decode(encoding, "replace") if encoding else decode(data, "").text
    data = _NOT_XML.sub("", text).encode("utf-8", "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ReadingError("formats.damaged") from error
    if root is None:
        raise ReadingError("formats.no-text")
    return root


class _Page:
    """Walks the tree once and collects blocks. Deep nesting is flattened, never recursed into without bound."""

    def __init__(self, styles: Styles) -> None:
        self.out = Assembler()
        self.items: list[Item] = []
        self._styles = styles
        self._in_cell = False
        self._run: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0

    def prune(self, root: etree._Element) -> None:
        """Take out of the tree what a reader of the page does not see."""
        for element in list(root.iter()):
            parent = element.getparent()
            if parent is not None and element is not root and self._is_dropped(element, str(element.tag)):
                _remove(element, parent)

    def read(self, root: etree._Element) -> None:
        """Collect the blocks of a pruned tree."""
        self._walk(root, 0)
        self._flush()

    def _flush(self) -> None:
        if self._in_cell:
            self._run.append("\n")
            return
        text = tidy("".join(self._run))
        self._run.clear()
        if text:
            self.items.append((self._kind, text, self._level, None))

    def _walk(self, element: etree._Element, depth: int) -> None:
        name = str(element.tag)
        if name == "table" and _is_data_table(element):
            self._flush()
            self._table(element)
            return
        if name == "br":
            self._run.append("\n")
            return
        if name == "math":
            self._run.append(equation_text(element))
            return
        if depth > _DEEPEST:
            self._run.append("".join(map(str, element.itertext())))
            return
        before = (self._kind, self._level)
        is_block = name in BLOCKS or name in ("td", "th", "tr")
        if is_block:
            self._flush()
            self._enter(name)
        self._content(element, name, depth)
        if is_block:
            self._flush()
            self._kind, self._level = before

    def _enter(self, name: str) -> None:
        self._level = 0
        if len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._kind, self._level = BlockKind.HEADING, int(name[1])
        elif name in ("li", "dd"):
            self._kind = BlockKind.LIST_ITEM
        elif name in ("figcaption", "caption"):
            self._kind = BlockKind.CAPTION
        elif name == "p" and self._kind is not BlockKind.LIST_ITEM:
            self._kind = BlockKind.PARAGRAPH

    def _content(self, element: etree._Element, name: str, depth: int) -> None:
        start = len(self._run)
        if element.text:
            self._run.append(_folded(element.text))
        for item in element:
            self._walk(item, depth + 1)
            if item.tail:
                self._run.append(_folded(item.tail))
        position = self._styles.look(element) or (name if name in (RAISED, LOWERED) else "")
        if position in (RAISED, LOWERED) and not self._holds_blocks(element):
            text = "".join(self._run[start:])
            del self._run[start:]
            self._run.append(raised(_bare_mark(text)) if position == RAISED else lowered(text))

    @staticmethod
    def _holds_blocks(element: etree._Element) -> bool:
        return element.tag in ("td", "th", "tr") or any(item.tag in BLOCKS for item in element)

    def _is_dropped(self, element: etree._Element, name: str) -> bool:
        if name in DROPPED or (name == "br" and self._styles.look(element) == HIDDEN):
            return True
        if name == "div" and element.get("title") in _RUNNING_HEADS:
            self.out.notice("formats.running-heads")
            return True
        look = self._styles.look(element)
        if look == TINY:
            # Often only takes the gaps out from between the boxes in it.
            look = "" if len(element) else HIDDEN
        if name in DELETED or look == STRUCK:
            self.out.notice("formats.struck-out", "".join(map(str, element.itertext())))
            return True
        if element.get("hidden") is not None or look == HIDDEN:
            text = _words(element)
            # Pages hide much that is none of a reader's business; a hidden number is.
            if any(map(str.isdigit, text)) and not _in_side_matter(element):
                self.out.notice("formats.hidden", text)
            return True
        return False

    def _table(self, table: etree._Element) -> None:
        number = self.out.next_table()
        caption = table.find("caption")
        if caption is not None:
            self._kind = BlockKind.CAPTION
            self._content(caption, "", 0)
            self._flush()
            self._kind = BlockKind.PARAGRAPH
        taken: set[tuple[int, int]] = set()
        marked = table.find(".//th") is not None
        lines = [row for row in table.iter("tr") if _nearest(row, "table") is table]
        first = [["".join(map(str, cell.itertext())).strip() for cell in line] for line in lines[:_HEADING_ROWS]]
        headings = 0 if marked else heading_rows(first)
        for row_index, row in enumerate(lines):
            column = 0
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                while (row_index, column) in taken:
                    column += 1
                rows, columns = _span(cell.get("rowspan")), _span(cell.get("colspan"))
                self._in_cell = True
                self._content(cell, "", 0)
                self._in_cell = False
                text = in_cell([tidy("".join(self._run))])
                self._run.clear()
                header = (
                    (row_index < headings) if not marked else cell.tag == "th" or _nearest(cell, "thead") is not None
                )
                place = Cell(
                    number, row_index, column, header or (column == 0 and not text[:1].isdigit()), rows, columns
                )
                self.items.append((BlockKind.CELL, text, 0, place))
                taken.update((row_index + r, column + c) for r in range(rows) for c in range(columns) if r)
                column += columns


def _date(root: etree._Element) -> str:
    """The day of publication that a page declares, as ISO 8601; empty when it declares none."""
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        match = _DAY.match((element.get("content") or "").strip()) if name in DATES else None
        if match is not None:
            return match[0]
    return ""


def _generator(root: etree._Element) -> str:
    """The program that wrote a page, as far as it says."""
    return next((e.get("content") or "" for e in root.iter("meta") if (e.get("name") or "").lower() == "generator"), "")


def _without_old(text: str, out: Assembler) -> str:
    """`text` without the first of two numbers of a kind that touch ("5,2 %5,4 %"), which is the deleted one."""

    def leave_out(match: re.Match[str]) -> str:
        out.notice("formats.unmarked-deletions", match[0])
        return ""

    return _OLD_BEFORE_NEW.sub(leave_out, text)


def _words(element: etree._Element) -> str:
    """The words in an element that are no program."""
    parts = [element.text or ""]
    for item in element.iter():
        if item is not element:
            parts += ["" if item.tag in DROPPED else item.text or "", item.tail or ""]
    return " ".join(parts)


def _in_side_matter(element: etree._Element) -> bool:
    return any(parent.tag in SIDE_MATTER or parent.tag == "form" for parent in element.iterancestors())


def _known_encoding(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    # Pages that say Latin-1 mean Windows-1252 (WHATWG Encoding Standard).
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def _folded(text: str) -> str:
    """Line ends of the source are blanks; no-break and thin spaces are characters."""
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _bare_mark(text: str) -> str:
    """A note mark without its brackets, so that ``[1]`` after a number is raised as ``¹``."""
    stripped = text.strip()
    return stripped.strip("[]()") if _NOTE_MARK.fullmatch(stripped) else text


def _is_data_table(table: etree._Element) -> bool:
    """Tables that lay a page out hold other blocks; tables of data hold short cells."""
    if table.find(".//table") is not None:
        return False
    cells = list(table.iter("td", "th"))
    if not cells or table.get("role") == "presentation":
        return False
    return not any(block.tag in ("div", "h1", "h2", "h3", "ul", "form") and len(block) > 3 for block in table.iter())


def _nearest(element: etree._Element, name: str) -> etree._Element | None:
    parent = element.getparent()
    while parent is not None and parent.tag != name:
        if name != "table" and parent.tag == "table":
            return None
        parent = parent.getparent()
    return parent


def _remove(element: etree._Element, parent: etree._Element) -> None:
    """Take an element out and leave the text after it in place."""
    tail, before = element.tail or "", element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _span(value: str | None) -> int:
    return max(1, min(int(value), 100)) if value and value.isdigit() and len(value) < 5 else 1
